/* backend.h: everything that needs the font and PDF libraries, as one table.
 *
 * Loading those libraries takes longer than checking a spec. A program that seldom makes a document therefore keeps this table in
 * a shared object of its own and loads it when it is wanted; one that makes them all the time links it. */
#ifndef KOMPAS_RUNTIME_BACKEND_H
#define KOMPAS_RUNTIME_BACKEND_H

#include "runtime/layout.h"
#include "runtime/pdf_reader.h"
#include "runtime/writers.h"

typedef struct ReportBackend {
  FontSet *(*fonts_open)(Str family, Arena *arena, Str *problem);
  void (*fonts_close)(FontSet *fonts);
  const uint32_t *(*fonts_missing)(const FontSet *fonts, uint32_t *count);
  DisplayList *(*layout_document)(Arena *arena, const Document *document, const Style *style, FontSet *fonts);
  bool (*logo_read)(Arena *arena, Str bytes, Logo *logo, LogoProblem *problem);
  bool (*write_pdf)(Arena *arena, const DisplayList *list, FontSet *fonts, Str *bytes, Str *problem);
  Str (*write_html)(Arena *arena, const Document *document, const Style *style, FontSet *fonts, Str generator);
  bool (*pdf_read_embedded)(Arena *arena, Str bytes, EmbeddedFiles *files, const char **problem);
} ReportBackend;

extern const ReportBackend kompas_report_backend;

#endif
