#include "compiler/rules/scratch.h"

enum { CHUNK = 32 * 1024 };

void scratch_init(Scratch *scratch, Arena *arena) { *scratch = (Scratch){.arena = arena}; }

static void add_chunk(Scratch *scratch, size_t size) {
  ScratchChunk *chunk = ARENA_NEW(scratch->arena, ScratchChunk);
  chunk->start = arena_alloc(scratch->arena, size);
  chunk->end = chunk->start + size;
  if (scratch->current) {
    chunk->next = scratch->current->next;
    scratch->current->next = chunk;
  } else {
    chunk->next = scratch->first;
    scratch->first = chunk;
  }
}

void *scratch_alloc_elsewhere(Scratch *scratch, size_t size) {
  ScratchChunk *following = scratch->current ? scratch->current->next : scratch->first;
  if (!following || (size_t)(following->end - following->start) < size) {
    add_chunk(scratch, size > CHUNK ? size : CHUNK);
    following = scratch->current ? scratch->current->next : scratch->first;
  }
  scratch->current = following;
  scratch->next = following->start + size;
  return following->start;
}

void scratch_reset(Scratch *scratch) { scratch_release(scratch, (ScratchMark){NULL, NULL}); }
