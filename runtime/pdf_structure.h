/* pdf_structure.h: the structure tree of a PDF and the tree that leads from marked content back to it. */
#ifndef KOMPAS_RUNTIME_PDF_STRUCTURE_H
#define KOMPAS_RUNTIME_PDF_STRUCTURE_H

#include "runtime/pdf_content.h"

/* A link on a page. */
typedef struct PdfLink {
  const LinkArea *area;
  uint32_t page, key; /* key: its StructParent */
  PdfRef object;
  uint32_t next; /* the same element's next link: index in `links` + 1; 0: none */
} PdfLink;

typedef struct Structure {
  Arena *arena;
  const DisplayList *list;
  const Marks *marks;
  PdfRef root;             /* StructTreeRoot */
  PdfRef *elements;        /* by tag number; 0: not in the tree */
  const PdfRef *pages;     /* by page */
  uint64_t *first_place;   /* by tag number: page and mark of the first content at or below it; UINT64_MAX: none */
  const FigureBox **boxes; /* by tag number */
  LIST(PdfLink) links;
  uint32_t *first_link, *last_link; /* by tag number: index in `links` + 1 */
} Structure;

/* Marks the elements that the root reaches, by tag number. */
bool *structure_reach(Arena *arena, const DisplayList *list);
/* Reserves an object for every element. `pages` must live as long. */
Structure *structure_new(Arena *arena, PdfFile *file, const DisplayList *list, const Marks *marks, const PdfRef *pages);
/* Registers a link annotation; its element must be in the tree. */
void structure_add_link(Structure *structure, const LinkArea *area, uint32_t page, PdfRef object, uint32_t key);
/* Writes all elements and the root. */
void structure_write(Structure *structure, PdfFile *file);

#endif
