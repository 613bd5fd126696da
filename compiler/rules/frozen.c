/* frozen.c: opening the standard library. */
#include "compiler/rules/library.h"

const Library *library_open_frozen(SourceStore *store) {
  FindingSink sink;
  finding_sink_init(&sink, store->arena);
  return library_load(store->arena, store, &sink, NULL, 0);
}
