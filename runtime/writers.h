/* writers.h: back ends: each makes one format. All return the whole output as bytes in the arena; writing it to a file is the
 * caller's (see compiler/session/output.h). */
#ifndef KOMPAS_RUNTIME_WRITERS_H
#define KOMPAS_RUNTIME_WRITERS_H

#include "runtime/display.h"
#include "runtime/style.h"

/* Tagged PDF 1.7: PDF/UA-1 and PDF/A-2a, or PDF/A-3a when something is attached. The same list gives the same bytes. Returns
 * false with the reason in `*problem` when it cannot be made (ICC profile missing, libharu refuses). */
bool write_pdf(Arena *arena, const DisplayList *list, FontSet *fonts, Str *bytes, Str *problem);

/* HTML: one file with its style sheet, without script and without anything from elsewhere; figures as inline SVG. The same
 * document, style and fonts give the same bytes. Fonts are only measured with. `generator` goes into the metadata. */
Str write_html(Arena *arena, const Document *document, const Style *style, FontSet *fonts, Str generator);

/* Markdown (CommonMark with tables) from the document itself: figures become their alternative text and table. */
Str write_markdown(Arena *arena, const Document *document);

#endif
