/* frozen.c: opening the standard library that compiler/freeze/ put into the executable. */
#include "compiler/rules/library.h"

/* build/gen/library_image.s */
extern const Library *const frozen_library;

const Library *library_frozen(void) { return frozen_library; }

const Library *library_open_frozen(SourceStore *store) {
  /* Sources note their lines when somebody asks for a position, so the store has copies of its own. */
  for (uint32_t i = 0; i < frozen_library->sources.count; i++)
    source_add(store, frozen_library->sources.items[i]->path, frozen_library->sources.items[i]->text);
  return frozen_library;
}
