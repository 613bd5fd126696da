#include "compiler/base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 4 * 1024 * 1024 };
#define ALIGNMENT _Alignof(max_align_t)

struct ArenaBlock {
  ArenaBlock *previous;
  size_t size;
};

static void *default_allocate(void *context, size_t size) {
  (void)context;
  return calloc(1, size);
}

static void default_release(void *context, void *block) {
  (void)context;
  free(block);
}

const Allocator allocator_default = {default_allocate, default_release, NULL};

_Noreturn void arena_give_up(Arena *arena) {
  if (arena->escape) longjmp(*arena->escape, 1);
  abort();
}

void arena_init(Arena *arena, const Allocator *allocator, jmp_buf *escape) {
  *arena = (Arena){.allocator = allocator ? allocator : &allocator_default, .escape = escape};
}

void arena_init_fixed(Arena *arena, void *region, size_t size, jmp_buf *escape) {
  *arena = (Arena){.next = region, .end = (char *)region + size, .escape = escape};
}

void arena_free(Arena *arena) {
  for (ArenaBlock *block = arena->blocks, *previous; block; block = previous) {
    previous = block->previous;
    arena->allocator->release(arena->allocator->context, block);
  }
  arena->blocks = NULL;
  arena->next = arena->end = NULL;
  arena->total = 0;
}

static size_t header_size(void) { return (sizeof(ArenaBlock) + ALIGNMENT - 1) & ~(ALIGNMENT - 1); }

static void add_block(Arena *arena, size_t wanted) {
  if (!arena->allocator) arena_give_up(arena); /* a fixed region is full */
  size_t size = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
  if (size > LARGEST_BLOCK) size = LARGEST_BLOCK;
  if (wanted > SIZE_MAX - header_size()) arena_give_up(arena);
  if (size < wanted + header_size()) size = wanted + header_size();
  ArenaBlock *block = arena->allocator->allocate(arena->allocator->context, size);
  if (!block) arena_give_up(arena);
  block->previous = arena->blocks;
  block->size = size;
  arena->blocks = block;
  arena->next = (char *)block + header_size();
  arena->end = (char *)block + size;
}

void *arena_alloc(Arena *arena, size_t size) {
  if (size > SIZE_MAX - ALIGNMENT) arena_give_up(arena);
  size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  if (!arena->next || (size_t)(arena->end - arena->next) < size) add_block(arena, size);
  void *bytes = arena->next;
  arena->next += size;
  arena->total += size;
  return bytes;
}

void *arena_alloc_array(Arena *arena, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) arena_give_up(arena);
  return arena_alloc(arena, count * size);
}

void *arena_copy(Arena *arena, const void *bytes, size_t size) {
  void *copy = arena_alloc(arena, size);
  if (size) memcpy(copy, bytes, size);
  return copy;
}
