/* support.h: what tests share: reading files, listing folders, a vocabulary. Programs run from the project's root. */
#ifndef KOMPAS_TESTS_SUPPORT_H
#define KOMPAS_TESTS_SUPPORT_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/base/list.h"
#include "compiler/base/str.h"
#include "compiler/syntax/parse.h"
#include "compiler/vocabulary/load.h"

typedef LIST(Str) StrList;

/* The bytes of a file, in the arena; data NULL when it cannot be read. */
static inline Str support_read(Arena *arena, Str path) {
  FILE *file = fopen(str_to_c(arena, path), "rb");
  if (!file) return (Str){NULL, 0};
  Text text = text_new(arena);
  char bytes[4096];
  for (size_t count; (count = fread(bytes, 1, sizeof bytes, file)) > 0;) text_add(&text, (Str){bytes, count});
  fclose(file);
  return text_str(&text);
}

static inline int support_compare(const void *a, const void *b) {
  return str_compare(*(const Str *)a, *(const Str *)b);
}

/* The files below a folder whose names end in `suffix`, in order of the alphabet. */
static inline void support_collect(Arena *arena, Str folder, Str suffix, StrList *paths) {
  DIR *directory = opendir(str_to_c(arena, folder));
  if (!directory) return;
  for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    Str name = str_copy(arena, str_of(entry->d_name));
    if (name.data[0] == '.') continue;
    Str path = str_format(arena, "%.*s/%.*s", STR_ARGS(folder), STR_ARGS(name));
    if (str_ends_with(name, suffix)) LIST_PUSH(arena, paths, path);
    else support_collect(arena, path, suffix, paths);
  }
  closedir(directory);
}

static inline StrList support_files(Arena *arena, Str folder, Str suffix) {
  StrList paths = {0};
  support_collect(arena, folder, suffix, &paths);
  if (paths.count) qsort(paths.items, paths.count, sizeof *paths.items, support_compare);
  return paths;
}

/* `path` with another ending. */
static inline Str support_beside(Arena *arena, Str path, const char *suffix) {
  size_t end = path.length;
  while (end > 0 && path.data[end - 1] != '.') end--;
  return str_format(arena, "%.*s%s", (int)end, path.data, suffix);
}

/* The vocabulary as it stands in stdlib/. */
static inline const Vocabulary *support_vocabulary(Arena *arena, SourceStore *store) {
  StrList paths = support_files(arena, STR("stdlib/vocabulary"), STR(".kompas"));
  Tree **trees = ARENA_ARRAY(arena, Tree *, paths.count);
  FindingSink sink;
  finding_sink_init(&sink, arena);
  for (uint32_t i = 0; i < paths.count; i++)
    trees[i] = parse_file(arena, source_add(store, paths.items[i], support_read(arena, paths.items[i])), NULL, &sink);
  return vocabulary_load(arena, trees, paths.count, &sink);
}

#endif
