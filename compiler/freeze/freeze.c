/* freeze.c: a program of the build that writes the standard library, loaded and compiled, as assembler text.
 *
 * The library is loaded twice, into two regions at different addresses. Loading is the same every time, so the two images are
 * equal word for word, but for pointers into the image: those differ by exactly the distance of the regions. That tells which
 * words are pointers without knowing a single type. From the Library on, everything that can be reached is kept; the rest (syntax
 * trees, mostly) is left out. The linker fills in the addresses, so that opening the library at run time is free. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/rules/evaluate.h"
#include "compiler/rules/library.h"

enum { REGION = 128 * 1024 * 1024, WORD = 8, ALIGNED = 16 };

typedef struct Block {
  size_t at, size; /* bytes in the region */
  bool kept;
  size_t moved;    /* where it stands in what is written */
} Block;

/* Every allocation of one load, in order of address. */
typedef struct Image {
  char *region;
  Arena arena;
  LIST(Block) blocks;
  const Library *library;
  FindingSink sink;
  SourceStore store;
} Image;

/* The linker leads the calls of the library's code here (--wrap), so that the blocks are known. */
static Image *recording;
static Arena notes;

void *__real_arena_alloc(Arena *arena, size_t size);
void *__real_arena_alloc_array(Arena *arena, size_t count, size_t size);
void *__real_arena_copy(Arena *arena, const void *bytes, size_t size);
void *__wrap_arena_alloc(Arena *arena, size_t size);
void *__wrap_arena_alloc_array(Arena *arena, size_t count, size_t size);
void *__wrap_arena_copy(Arena *arena, const void *bytes, size_t size);

static void *note(const Arena *arena, void *bytes, size_t size) {
  if (!recording || arena != &recording->arena) return bytes;
  if (recording->blocks.count == recording->blocks.capacity) {
    uint32_t grown = recording->blocks.capacity ? recording->blocks.capacity * 2 : 1024;
    Block *moved = __real_arena_alloc_array(&notes, grown, sizeof *moved);
    if (recording->blocks.count) memcpy(moved, recording->blocks.items, recording->blocks.count * sizeof *moved);
    recording->blocks.items = moved;
    recording->blocks.capacity = grown;
  }
  size_t at = (size_t)((char *)bytes - recording->region);
  recording->blocks.items[recording->blocks.count++] = (Block){.at = at, .size = size};
  return bytes;
}

void *__wrap_arena_alloc(Arena *arena, size_t size) { return note(arena, __real_arena_alloc(arena, size), size); }

void *__wrap_arena_alloc_array(Arena *arena, size_t count, size_t size) {
  return note(arena, __real_arena_alloc_array(arena, count, size), count * size);
}

void *__wrap_arena_copy(Arena *arena, const void *bytes, size_t size) {
  return note(arena, __real_arena_copy(arena, bytes, size), size);
}

static _Noreturn void fail(const char *why, size_t at) {
  fprintf(stderr, "freeze: %s (byte %zu)\n", why, at);
  exit(1);
}

/* ---- loading ---- */

/* Statements that were compiled when the library was loaded no longer need their trees. */
static bool is_compiled(const Object *object) {
  static const char *const keys[] = {"rule", "language-finding", "define", "item", "dataset", "text", "fact", "left-out", "starter"};
  while (object->parent) object = object->parent;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (str_equal(object->concept->key, str_of(keys[i]))) return true;
  return false;
}

static void drop_trees(Model *model) {
  model->arena = NULL;
  for (uint32_t i = 0; i < model->objects.count; i++) {
    Object *object = model->objects.items[i];
    if (!is_compiled(object)) continue;
    object->node = NULL;
    for (uint32_t j = 0; j < object->concept->property_count; j++)
      if (object->slots[j].kind == VALUE_NODE) object->slots[j] = value_of_kind(VALUE_MISSING);
  }
}

static void load(Image *image) {
  image->region = calloc(1, REGION);
  if (!image->region) fail("no memory", 0);
  arena_init_fixed(&image->arena, image->region, REGION, NULL);
  recording = image;
  finding_sink_init(&image->sink, &image->arena);
  source_store_init(&image->store, &image->arena);
  image->library = library_load(&image->arena, &image->store, &image->sink, NULL, 0);
  recording = NULL;
  drop_trees(image->library->model);
  ((Library *)(uintptr_t)image->library)->arena = NULL;
}

/* Mistakes in the library are shown, and end the build. */
static void show_mistakes(Image *image) {
  if (image->sink.findings.count == 0) return;
  Evaluation *evaluation = evaluation_new(&notes, image->library, image->library->model, AUDIENCE_OWN);
  for (uint32_t i = 0; i < image->sink.findings.count; i++) {
    Finding *finding = image->sink.findings.items[i];
    finding->rule = library_rule(image->library, finding->code);
    Position place = source_position(&image->store, finding->place.file, finding->place.start);
    const Source *source = source_get(&image->store, finding->place.file);
    Str path = source ? source->path : STR("?");
    Str text = finding_write(evaluation, finding, FINDING_MESSAGE, LANGUAGE_EN, &notes);
    fprintf(stderr, "%.*s:%u:%u: %.*s %.*s\n", STR_ARGS(path), (unsigned)place.line, (unsigned)place.column,
            STR_ARGS(finding->code), STR_ARGS(text));
  }
}

/* ---- what is a pointer ---- */

extern const char __executable_start[], _end[];

/* WORD_MIXED: holds padding, or a part of a union that is not in use: what happened to stand on the stack. The bytes that differ
 * mean nothing and are written as 0. */
typedef enum WordKind { WORD_NUMBER, WORD_POINTER, WORD_LITERAL, WORD_MIXED } WordKind;

static uint64_t word_at(const Image *image, size_t at) {
  uint64_t word = 0;
  memcpy(&word, image->region + at, WORD);
  return word;
}

static WordKind kind_of_word(const Image *a, const Image *b, size_t at) {
  uint64_t one = word_at(a, at), other = word_at(b, at);
  if (one == other) {
    bool in_program = one >= (uint64_t)(uintptr_t)__executable_start && one < (uint64_t)(uintptr_t)_end;
    return in_program ? WORD_LITERAL : WORD_NUMBER;
  }
  uint64_t base_a = (uint64_t)(uintptr_t)a->region, base_b = (uint64_t)(uintptr_t)b->region;
  bool in_region = one >= base_a && one - base_a < REGION && one - base_a == other - base_b;
  if (in_region) return WORD_POINTER;
  return WORD_MIXED;
}

static Block *block_at(Image *image, size_t at) {
  uint32_t low = 0, high = image->blocks.count;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (image->blocks.items[middle].at <= at) low = middle;
    else high = middle;
  }
  Block *block = &image->blocks.items[low];
  /* A pointer may stand just behind the last byte of a text. */
  if (at < block->at || at > block->at + block->size) fail("a pointer leads nowhere", at);
  return block;
}

static size_t offset_of(const Image *image, uint64_t pointer) {
  return (size_t)(pointer - (uint64_t)(uintptr_t)image->region);
}

/* ---- keeping what can be reached ---- */

static void keep_from(Image *a, const Image *b, size_t root) {
  LIST(Block *) left = {0};
  Block *first = block_at(a, root);
  first->kept = true;
  LIST_PUSH(&notes, &left, first);
  while (left.count) {
    const Block *block = left.items[--left.count];
    for (size_t at = block->at; at + WORD <= block->at + block->size; at += WORD) {
      if (kind_of_word(a, b, at) != WORD_POINTER) continue;
      Block *next = block_at(a, offset_of(a, word_at(a, at)));
      if (next->kept) continue;
      next->kept = true;
      LIST_PUSH(&notes, &left, next);
    }
  }
}

static size_t place_blocks(Image *image) {
  size_t size = 0;
  for (uint32_t i = 0; i < image->blocks.count; i++) {
    Block *block = &image->blocks.items[i];
    if (!block->kept) continue;
    block->moved = size;
    size += (block->size + ALIGNED) & ~(size_t)(ALIGNED - 1); /* at least a byte: the one behind the last may be pointed at */
  }
  return size;
}

/* ---- writing ---- */

/* The bytes that are equal; the others as 0. */
static uint64_t without_padding(uint64_t one, uint64_t other) {
  uint64_t kept = 0;
  for (int shift = 0; shift < 64; shift += 8) {
    uint64_t byte = (uint64_t)0xFF << shift;
    if ((one & byte) == (other & byte)) kept |= one & byte;
  }
  return kept;
}

static void write_word(Image *a, const Image *b, size_t at) {
  uint64_t word = word_at(a, at);
  switch (kind_of_word(a, b, at)) {
    case WORD_POINTER: {
      size_t offset = offset_of(a, word);
      const Block *block = block_at(a, offset);
      printf("image+%zu\n", block->moved + (offset - block->at));
      return;
    }
    case WORD_LITERAL:
      printf("literal_%llx\n", (unsigned long long)(word - (uint64_t)(uintptr_t)__executable_start));
      return;
    case WORD_MIXED: printf("%llu\n", (unsigned long long)without_padding(word, word_at(b, at))); return;
    case WORD_NUMBER: printf("%llu\n", (unsigned long long)word); return;
  }
}

static void write_block(Image *a, const Image *b, const Block *block) {
  size_t words = block->size / WORD, size = (block->size + ALIGNED) & ~(size_t)(ALIGNED - 1);
  for (size_t i = 0; i < words; i++) {
    printf(" .quad ");
    write_word(a, b, block->at + i * WORD);
  }
  for (size_t i = words * WORD; i < block->size; i++) printf(" .byte %u\n", (unsigned)(unsigned char)a->region[block->at + i]);
  if (size > block->size) printf(" .zero %zu\n", size - block->size);
}

/* Texts of the program itself that the library points at. */
static void write_literals(const Image *a, const Image *b) {
  LIST(uint64_t) written = {0};
  for (uint32_t i = 0; i < a->blocks.count; i++) {
    const Block *block = &a->blocks.items[i];
    for (size_t at = block->at; block->kept && at + WORD <= block->at + block->size; at += WORD) {
      if (kind_of_word(a, b, at) != WORD_LITERAL) continue;
      uint64_t address = word_at(a, at);
      bool there = false;
      for (uint32_t j = 0; j < written.count && !there; j++) there = written.items[j] == address;
      if (there) continue;
      LIST_PUSH(&notes, &written, address);
      const unsigned char *text = (const unsigned char *)(uintptr_t)address;
      printf("literal_%llx:\n", (unsigned long long)(address - (uint64_t)(uintptr_t)__executable_start));
      do printf(" .byte %u\n", (unsigned)*text);
      while (*text++);
    }
  }
}

int main(void) {
  Image a = {0}, b = {0};
  arena_init(&notes, NULL, NULL);
  load(&a);
  load(&b);
  if (a.blocks.count != b.blocks.count) fail("the library does not load the same way twice", 0);
  size_t root = (size_t)((const char *)a.library - a.region);
  keep_from(&a, &b, root);
  size_t size = place_blocks(&a);
  printf(" .section .data.rel.ro,\"aw\"\n .balign 16\n .globl frozen_library\nimage:\n");
  for (uint32_t i = 0; i < a.blocks.count; i++)
    if (a.blocks.items[i].kept) write_block(&a, &b, &a.blocks.items[i]);
  printf("frozen_library:\n .quad image+%zu\n", block_at(&a, root)->moved);
  printf(" .section .rodata\n");
  write_literals(&a, &b);
  printf(" .section .note.GNU-stack,\"\",@progbits\n");
  uint32_t mistakes = a.sink.findings.count;
  show_mistakes(&a);
  fprintf(stderr, "standard library: %u rules, %zu KiB\n", (unsigned)a.library->rules.count, size / 1024);
  arena_free(&notes);
  free(a.region);
  free(b.region);
  bool is_written = fflush(stdout) == 0 && !ferror(stdout);
  return is_written && mistakes == 0 ? 0 : 1;
}
