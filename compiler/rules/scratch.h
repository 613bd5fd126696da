/* scratch.h: memory that is used again and again inside an arena.
 *
 * A scratch hands out memory from blocks of an arena and takes back everything made since a mark, so that judging ten
 * thousand things needs no more memory than judging the largest one. */
#ifndef KOMPAS_RULES_SCRATCH_H
#define KOMPAS_RULES_SCRATCH_H

#include "compiler/base/arena.h"

typedef struct ScratchChunk ScratchChunk;
struct ScratchChunk {
  ScratchChunk *next;
  char *start, *end;
};

typedef struct Scratch {
  Arena *arena;
  ScratchChunk *first, *current; /* chunks after the current one are free */
  char *next;
} Scratch;

typedef struct ScratchMark {
  ScratchChunk *chunk;
  char *next;
} ScratchMark;

void scratch_init(Scratch *scratch, Arena *arena);
/* As scratch_alloc, from the next chunk: the present one is full. `size` is a multiple of SCRATCH_ALIGNED. */
void *scratch_alloc_elsewhere(Scratch *scratch, size_t size);

enum { SCRATCH_ALIGNED = 16 };

/* `size` bytes, aligned for any type, not zeroed. Never NULL. */
static inline void *scratch_alloc(Scratch *scratch, size_t size) {
  size = (size + SCRATCH_ALIGNED - 1) & ~(size_t)(SCRATCH_ALIGNED - 1);
  if (!scratch->current || (size_t)(scratch->current->end - scratch->next) < size) return scratch_alloc_elsewhere(scratch, size);
  void *bytes = scratch->next;
  scratch->next += size;
  return bytes;
}

static inline ScratchMark scratch_mark(const Scratch *scratch) { return (ScratchMark){scratch->current, scratch->next}; }

static inline void scratch_release(Scratch *scratch, ScratchMark mark) {
  scratch->current = mark.chunk;
  scratch->next = mark.next;
}

/* Takes everything back. */
void scratch_reset(Scratch *scratch);

#endif
