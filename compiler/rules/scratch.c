#include "compiler/rules/scratch.h"

enum { CHUNK = 32 * 1024, ALIGNED = 15 };

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

static void *alloc_elsewhere(Scratch *scratch, size_t size) {
  ScratchChunk *following = scratch->current ? scratch->current->next : scratch->first;
  if (!following || (size_t)(following->end - following->start) < size) {
    add_chunk(scratch, size > CHUNK ? size : CHUNK);
    following = scratch->current ? scratch->current->next : scratch->first;
  }
  scratch->current = following;
  scratch->next = following->start + size;
  return following->start;
}

void *scratch_alloc(Scratch *scratch, size_t size) {
  size = (size + ALIGNED) & ~(size_t)ALIGNED;
  if (!scratch->current || (size_t)(scratch->current->end - scratch->next) < size) return alloc_elsewhere(scratch, size);
  void *bytes = scratch->next;
  scratch->next += size;
  return bytes;
}

ScratchMark scratch_mark(const Scratch *scratch) { return (ScratchMark){scratch->current, scratch->next}; }

void scratch_release(Scratch *scratch, ScratchMark mark) {
  scratch->current = mark.chunk;
  scratch->next = mark.next;
}

void scratch_reset(Scratch *scratch) { scratch_release(scratch, (ScratchMark){NULL, NULL}); }
