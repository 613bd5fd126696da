/* pdf_reader.h: the files that are embedded in a PDF.
 *
 * A small reader for one purpose. It does not trust the cross-reference table: it walks through the file and notes every
 * object it meets, also those in object streams, so that it reads what Kompas wrote as well as what other tools made of it
 * (compressed, linearised, repaired). The file may be hostile: time is linear in its size, and memory
 * and what it unpacks to have a limit. */
#ifndef KOMPAS_RUNTIME_PDF_READER_H
#define KOMPAS_RUNTIME_PDF_READER_H

#include "compiler/base/list.h"
#include "compiler/base/str.h"

/* What is read at most: the file, and all that is unpacked from it. */
enum { PDF_READ_MAX = 32 * 1024 * 1024, PDF_UNPACKED_MAX = 32 * 1024 * 1024 };

typedef struct EmbeddedFile {
  Str name; /* UTF-8, as the file states it: not to be trusted as a path */
  Str content;
} EmbeddedFile;

typedef LIST(EmbeddedFile) EmbeddedFiles;

/* Adds the embedded files in the order of their objects. False when the bytes are no PDF, are encrypted, or are beyond
 * reading: `*problem` is then the key of a text (extract-not-a-pdf, extract-encrypted, extract-damaged, extract-large).
 * All memory is the arena's. */
bool pdf_read_embedded(Arena *arena, Str bytes, EmbeddedFiles *files, const char **problem);

#endif
