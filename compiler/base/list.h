/* list.h: growing arrays in an arena.
 *
 * LIST(Type) is a struct { Type *items; uint32_t count, capacity; }. Items move when the list grows. */
#ifndef KOMPAS_BASE_LIST_H
#define KOMPAS_BASE_LIST_H

#include <stdint.h>
#include <string.h>

#include "compiler/base/arena.h"

#define LIST(Type)           \
  struct {                   \
    Type *items;             \
    uint32_t count, capacity; \
  }

/* Makes room for one more item and returns where it goes (zeroed). */
#define LIST_ADD(arena, list)                                                                                          \
  (list_reserve((arena), (void **)&(list)->items, &(list)->capacity, (list)->count, sizeof *(list)->items),           \
   &(list)->items[(list)->count++])

#define LIST_PUSH(arena, list, item) (*LIST_ADD(arena, list) = (item))

#define LIST_EACH(Type, name, list) for (Type *name = (list).items; name < (list).items + (list).count; name++)

/* Grows `*items` to hold at least count + 1 items of `size` bytes. */
static inline void list_reserve(Arena *arena, void **items, uint32_t *capacity, uint32_t count, size_t size) {
  if (count < *capacity) return;
  uint32_t grown = *capacity ? *capacity * 2 : 4;
  void *moved = arena_alloc_array(arena, grown, size);
  if (count) memcpy(moved, *items, count * size);
  *items = moved;
  *capacity = grown;
}

#endif
