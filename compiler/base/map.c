#include "compiler/base/map.h"

uint32_t hash_bytes(Str bytes) {
  enum { LOOKED_AT = 1024 }; /* at either end: a word of megabytes is looked up as fast as others */
  uint32_t hash = 2166136261u ^ (uint32_t)(bytes.length > 2 * LOOKED_AT ? bytes.length : 0);
  for (size_t i = 0; i < bytes.length; i++) {
    if (i == LOOKED_AT && bytes.length > 2 * LOOKED_AT) i = bytes.length - LOOKED_AT;
    hash = (hash ^ (unsigned char)bytes.data[i]) * 16777619u;
  }
  return hash;
}

static MapEntry *find(const Map *map, Str key, uint32_t hash) {
  for (uint32_t at = hash & (map->capacity - 1);; at = (at + 1) & (map->capacity - 1)) {
    MapEntry *entry = &map->entries[at];
    if (!entry->used || (entry->hash == hash && str_equal(entry->key, key))) return entry;
  }
}

static void grow(Arena *arena, Map *map) {
  Map larger = {.capacity = map->capacity ? map->capacity * 2 : 16, .count = map->count};
  larger.entries = ARENA_ARRAY(arena, MapEntry, larger.capacity);
  for (uint32_t i = 0; i < map->capacity; i++)
    if (map->entries[i].used) *find(&larger, map->entries[i].key, map->entries[i].hash) = map->entries[i];
  *map = larger;
}

void map_put(Arena *arena, Map *map, Str key, uint32_t value) {
  if (map->count * 4 >= map->capacity * 3) grow(arena, map);
  uint32_t hash = hash_bytes(key);
  MapEntry *entry = find(map, key, hash);
  if (!entry->used) map->count++;
  *entry = (MapEntry){.key = key, .hash = hash, .value = value, .used = true};
}

bool map_get(const Map *map, Str key, uint32_t *value) {
  if (map->capacity == 0) return false;
  const MapEntry *entry = find(map, key, hash_bytes(key));
  if (!entry->used) return false;
  if (value) *value = entry->value;
  return true;
}
