/* arena.h: memory that is given back all at once.
 *
 * Every structure of the compiler lives in an arena, so nothing is freed piece by piece and nothing leaks when work is
 * broken off. An arena that cannot get memory leaves through its escape (a jump set at the public door), so code that
 * allocates never has to test for failure. */
#ifndef KOMPAS_BASE_ARENA_H
#define KOMPAS_BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Where an arena gets its blocks. `allocate` gives zeroed bytes, or NULL when there is no memory; `release` takes what it gave. */
typedef struct Allocator {
  void *(*allocate)(void *context, size_t size);
  void (*release)(void *context, void *block);
  void *context;
} Allocator;

/* The C library's calloc and free. */
extern const Allocator allocator_default;

typedef struct ArenaBlock ArenaBlock;

typedef struct Arena {
  const Allocator *allocator;
  ArenaBlock *blocks; /* newest first */
  char *next, *end;   /* free room in the newest block */
  jmp_buf *escape;    /* taken with value 1 when memory fails; NULL: abort() */
  size_t total;       /* bytes handed out so far */
} Arena;

/* Makes an empty arena. `allocator` and `escape` must outlive it; allocator NULL means the default one. Takes no memory yet. */
void arena_init(Arena *arena, const Allocator *allocator, jmp_buf *escape);

/* Makes an arena over one fixed, zeroed region that the caller owns; when it is full the escape is taken. */
void arena_init_fixed(Arena *arena, void *region, size_t size, jmp_buf *escape);

/* Gives all memory back. The arena is empty and may be used again. */
void arena_free(Arena *arena);

/* Takes the escape, or aborts when there is none: for memory that failed elsewhere (a library's own). */
_Noreturn void arena_give_up(Arena *arena);

/* `size` zeroed bytes, aligned for any type. Never NULL; size 0 gives a valid pointer. */
void *arena_alloc(Arena *arena, size_t size);

/* A copy of `size` bytes, aligned for any type. */
void *arena_copy(Arena *arena, const void *bytes, size_t size);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))

/* `count` zeroed elements; takes the escape when count * size overflows. */
void *arena_alloc_array(Arena *arena, size_t count, size_t size);

#endif
