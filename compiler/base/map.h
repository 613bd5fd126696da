/* map.h: a hash map from texts to 32-bit numbers, in an arena.
 *
 * The layout depends only on the keys and the order in which they were put, never on addresses, so that a map can be
 * frozen into the executable. Keys are not copied: they must live as long as the map. */
#ifndef KOMPAS_BASE_MAP_H
#define KOMPAS_BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "compiler/base/str.h"

typedef struct MapEntry {
  Str key;
  uint32_t hash, value;
  bool used;
} MapEntry;

typedef struct Map {
  MapEntry *entries;
  uint32_t count, capacity; /* capacity is 0 or a power of two */
} Map;

/* Puts or replaces. */
void map_put(Arena *arena, Map *map, Str key, uint32_t value);
/* True and the value in `*value` (may be NULL) when the key is there. */
bool map_get(const Map *map, Str key, uint32_t *value);
/* FNV-1a, 32 bits (Fowler, Noll, Vo). */
uint32_t hash_bytes(Str bytes);

#endif
