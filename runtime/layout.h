/* layout.h: from document to display list: pages, lines, columns, tables, figures. */
#ifndef KOMPAS_RUNTIME_LAYOUT_H
#define KOMPAS_RUNTIME_LAYOUT_H

#include "runtime/display.h"
#include "runtime/document.h"
#include "runtime/style.h"

/* Lays a document out. The document and fonts must outlive the list; memory is the arena's. Never fails: what does not fit is
 * broken, wrapped or turned into its table. */
DisplayList *layout_document(Arena *arena, const Document *document, const Style *style, FontSet *fonts);

#endif
