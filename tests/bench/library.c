/* library.c FILE: what opening the frozen standard library costs, and loading it from source, each in microseconds, beside reading a file. */
#include <setjmp.h>
#include <stdio.h>
#include <time.h>

#include "compiler/rules/library.h"
#include "compiler/source/files.h"

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

int main(int argc, char **argv) {
  jmp_buf escape;
  Arena arena;
  SourceStore frozen, loaded;
  FindingSink sink;
  Str text;
  if (argc < 2 || setjmp(escape)) return 1;
  arena_init(&arena, NULL, &escape);
  double start = now();
  source_store_init(&frozen, &arena);
  const Library *library = library_open_frozen(&frozen);
  double opened = now();
  source_store_init(&loaded, &arena);
  finding_sink_init(&sink, &arena);
  const Library *again = library_load(&arena, &loaded, &sink, NULL, 0);
  double done = now();
  int failed = file_read(&arena, argv[1], FILE_LIMIT, &text);
  double read = now();
  printf("%.1f %.1f %.1f\n", opened - start, done - opened, read - done);
  failed |= library->rules.count != again->rules.count;
  arena_free(&arena);
  return failed;
}
