/* Looking up the items of a figure by role. */
#include "runtime/figures.h"

uint32_t figure_count(const Figure *figure, Str role) {
  uint32_t count = 0;
  LIST_EACH(const FigureItem, item, figure->items) count += str_equal(item->role, role);
  return count;
}

const FigureItem *figure_item(const Figure *figure, Str role, uint32_t index) {
  LIST_EACH(const FigureItem, item, figure->items)
    if (str_equal(item->role, role) && index-- == 0) return item;
  return NULL;
}
