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
/* `size` bytes, aligned for any type, not zeroed. Never NULL. */
void *scratch_alloc(Scratch *scratch, size_t size);
ScratchMark scratch_mark(const Scratch *scratch);
void scratch_release(Scratch *scratch, ScratchMark mark);
/* Takes everything back. */
void scratch_reset(Scratch *scratch);

#endif
