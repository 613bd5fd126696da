/* Give and get: what is offered on the left, what is sought on the right, a line where they are of one kind.
 *
 * Each side is stacked by itself, grouped by party in the order of declaration; the lines come last, between the two.
 */
#include "runtime/figure_parts.h"

#include <math.h>

enum { MOST_LINES = 3, MOST_ITEMS = 40 };

static const double LEFT_WIDTH = 66 * MM, RIGHT_X = 106 * MM, RIGHT_WIDTH = 64 * MM, FROM = 68 * MM, TO = 102 * MM;

typedef struct Links {
  Composer *composer;
  Fragment *into;
  const Figure *figure;
  Tag *tag;
  double places[2][MOST_ITEMS]; /* heights of the left and right items */
} Links;

static bool is_linked(const Links *links, bool right, uint32_t index) {
  LIST_EACH(const FigureItem, item, links->figure->items)
    if (str_equal(item->role, STR("link")) && (right ? item->to : item->row) == index) return true;
  return false;
}

static Str role_of(bool right) { return right ? STR("right") : STR("left"); }

/* An item's row; 0 when its label does not fit. Returns where the next begins. */
static double draw_item(Links *links, bool right, uint32_t index, const FigureItem *item, double y) {
  Composer *composer = links->composer;
  const Style *colours = composer->style;
  double x = right ? RIGHT_X : 0, width = right ? RIGHT_WIDTH : LEFT_WIDTH;
  TextStyle style = label_style(composer, FACE_REGULAR, colours->ink),
            bold = label_style(composer, FACE_BOLD, colours->ink);
  bool is_open = !is_linked(links, right, index) && item->state != STATE_NONE;
  double state = is_open ? state_width(composer, item->detail, bold) : 0;
  Paragraph *label = make_label(composer, item->label, style, width - (is_open ? state + 3 * MM : 0));
  if (label->lines.count > MOST_LINES) return 0;
  double height = fmax(6.7 * MM, label->height + 2.95 * MM), top = y + 1.475 * MM;
  draw_label(composer, links->into, links->tag, label, x, top);
  links->places[right][index] = top + style.leading / 2;
  if (is_open) {
    draw_state(composer, links->into, links->tag, item->state, item->detail, bold, x + width - state,
               top + paragraph_baseline(&style));
    stroke_circle(composer, links->into, links->tag, right ? TO : FROM, links->places[right][index], 0.8 * MM,
                  0.35 * MM, colours->ink);
  }
  draw_rule(composer, links->into, links->tag, x, y + height, x + width, y + height, 0.35, colours->hair);
  return y + height;
}

static double draw_side(Links *links, bool right) {
  Composer *composer = links->composer;
  const Style *colours = composer->style;
  double x = right ? RIGHT_X : 0, width = right ? RIGHT_WIDTH : LEFT_WIDTH, y = 0;
  const FigureItem *head = figure_item(links->figure, STR("head"), right), *group;
  Paragraph *title =
      make_label(composer, head ? head->label : STR(""), small_style(composer, FACE_REGULAR, colours->grey), width);
  draw_label(composer, links->into, links->tag, title, x, 0);
  y = fmax(title->height, 3.375 * MM) + 1.2 * MM;
  draw_rule(composer, links->into, links->tag, x, y, x + width, y, 0.5, colours->ink);
  bool is_first = true;
  for (uint32_t g = 0; (group = figure_item(links->figure, STR("group"), g)); g++) {
    bool has_items = false;
    const FigureItem *item;
    for (uint32_t i = 0; (item = figure_item(links->figure, role_of(right), i)); i++) {
      if (item->row != g) continue;
      if (!has_items) {
        Paragraph *name = make_label(composer, group->label, label_style(composer, FACE_BOLD, colours->ink), width);
        y += (is_first ? 1.6 : 2.8) * MM;
        draw_label(composer, links->into, links->tag, name, x, y);
        y += name->height + 1.2 * MM;
        draw_rule(composer, links->into, links->tag, x, y, x + width, y, 0.35, colours->hair);
        is_first = false;
        has_items = true;
      }
      y = draw_item(links, right, i, item, y);
      if (y <= 0) return 0;
    }
  }
  return y;
}

static void draw_lines_between(const Links *links) {
  Composer *composer = links->composer;
  Colour blue = composer->style->blue;
  LIST_EACH(const FigureItem, item, links->figure->items) {
    if (!str_equal(item->role, STR("link"))) continue;
    double from = links->places[0][item->row], to = links->places[1][item->to];
    draw_rule(composer, links->into, links->tag, FROM, from, TO, to, 0.35 * MM, blue);
    fill_disc(composer, links->into, links->tag, FROM, from, 0.85 * MM, blue);
    fill_disc(composer, links->into, links->tag, TO, to, 0.85 * MM, blue);
  }
}

bool draw_links(Composer *composer, Fragment *into, const Figure *figure, Tag *tag) {
  Links links = {.composer = composer, .into = into, .figure = figure, .tag = tag};
  uint32_t left = figure_count(figure, STR("left")), right = figure_count(figure, STR("right"));
  if (figure_count(figure, STR("group")) > FIGURE_MOST_COLUMNS || figure_count(figure, STR("link")) > FIGURE_MOST_LINKS)
    return false;
  if (!(left + right) || left > MOST_ITEMS || right > MOST_ITEMS) return false;
  LIST_EACH(const FigureItem, item, figure->items)
    if (str_equal(item->role, STR("link")) && (item->row >= left || item->to >= right)) return false;
  double a = draw_side(&links, false), b = draw_side(&links, true);
  if (a <= 0 || b <= 0) return false;
  draw_lines_between(&links);
  into->width = FULL_WIDTH;
  into->height = fmax(a, b);
  return into->height < 200 * MM;
}
