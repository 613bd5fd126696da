/* pdf_content.h: what a page shows, as operators, in marked content; and which mark belongs to which structure element.
 */
#ifndef KOMPAS_RUNTIME_PDF_CONTENT_H
#define KOMPAS_RUNTIME_PDF_CONTENT_H

#include "runtime/display.h"
#include "runtime/pdf_fonts.h"

/* A stretch of a page's content that belongs to one element. */
typedef struct Mark {
  const Tag *tag;
  uint32_t page, id; /* id: MCID, from 0 on every page */
  uint32_t next;     /* the element's next mark: its index in `all` + 1; 0: none */
} Mark;

typedef struct Marks {
  LIST(Mark) all;               /* in order of painting */
  uint32_t *first_of, *last_of; /* by tag number: index in `all` + 1; 0: none */
  uint32_t *page_first;         /* by page: index in `all` of its first mark; one more at the end */
  const bool *in_tree;          /* by tag number: reached from the root; others are artifacts */
} Marks;

/* Pictures that pages show, each once: /I0, /I1 and so on. */
typedef LIST(const Pixels *) PdfImages;

/* The operators of a page; adds its marks and pictures. Pages must be taken in order. */
Str pdf_content(Arena *arena, const DisplayList *list, uint32_t page, const FontSet *set, PdfFonts *fonts,
                Marks *marks, PdfImages *images);

#endif
