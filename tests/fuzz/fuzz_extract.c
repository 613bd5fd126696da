/* Any bytes as a PDF from which files are taken: a result or a reason, never more than the limits. */
#include <stdlib.h>

#include "runtime/pdf_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  EmbeddedFiles files = {0};
  const char *problem = NULL;
  bool read = pdf_read_embedded(&arena, (Str){(const char *)data, size}, &files, &problem);
  size_t total = 0;
  LIST_EACH(const EmbeddedFile, file, files) total += file->content.length;
  if ((!read && !problem) || (read && files.count == 1 && total > size + PDF_UNPACKED_MAX)) abort();
  arena_free(&arena);
  return 0;
}
