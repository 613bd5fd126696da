/* overlap.h: nothing stands on top of anything, and nothing leaves the page. */
#ifndef KOMPAS_TESTS_LAYOUT_OVERLAP_H
#define KOMPAS_TESTS_LAYOUT_OVERLAP_H

#include <check.h>

#include "runtime/display.h"

typedef struct Extent {
  double left, top, right, bottom;
} Extent;

/* The letters of a text, a little inside their box, so that lines may touch. */
static inline Extent extent_of(const Draw *draw) {
  double width = ((double)draw->shaped.width + draw->tracking * draw->shaped.glyph_count) * draw->size;
  Str text = draw->shaped.text;
  bool ends_blank = text.length && text.data[text.length - 1] == ' ';
  if (ends_blank) width -= 0.2 * draw->size;
  return (Extent){draw->x + 0.2, draw->y - 0.5 * draw->size, draw->x + width - 0.2, draw->y + 0.05 * draw->size};
}

static inline bool overlap(Extent a, Extent b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/* A space between two runs. */
static inline bool is_blank(const Draw *draw) { return str_equal(draw->shaped.text, STR(" ")); }

static inline void check_page(const DisplayList *list, uint32_t index) {
  const Page *page = &list->pages.items[index];
  for (uint32_t i = 0; i < page->draws.count; i++) {
    const Draw *a = &page->draws.items[i];
    if (a->kind != DRAW_TEXT || is_blank(a)) continue;
    Extent box = extent_of(a);
    ck_assert_msg(box.left > 0 && box.right < list->width - 15 * 2.8 && box.top > 0 && box.bottom < list->height,
                  "page %u: '%.*s' leaves the page (%.1f to %.1f)", index + 1, STR_ARGS(a->shaped.text), box.left, box.right);
    for (uint32_t k = i + 1; k < page->draws.count; k++) {
      const Draw *b = &page->draws.items[k];
      if (b->kind == DRAW_TEXT && !is_blank(b))
        ck_assert_msg(!overlap(box, extent_of(b)), "page %u: '%.*s' and '%.*s' overlap at %.1f %.1f", index + 1,
                      STR_ARGS(a->shaped.text), STR_ARGS(b->shaped.text), b->x, b->y);
    }
  }
}

#endif
