/* A network: the organisation on the left, its partnerships as ribbons that are as wide as what they cost, and on the right the
 * partners it meets in them, each once.
 *
 * The nodes and the partners are measured and stacked first; the organisation's bar and the lines come last, between them.
 */
#include "runtime/figure_parts.h"

#include <math.h>

enum { MOST_NODES = 14, MOST_PARTNERS = 28, MOST_LABEL_LINES = 3 };

static const double CENTRE_WIDTH = 34 * MM, NODE_X = 62 * MM, NODE_WIDTH = 50 * MM, PARTNER_X = 130 * MM, PARTNER_WIDTH = 40 * MM,
                    WIDEST_RIBBON = 9 * MM, THINNEST_RIBBON = 0.8 * MM, BAR = 1.2 * MM;

typedef struct Network {
  Composer *composer;
  Fragment *into;
  const Figure *figure;
  Tag *tag;
  uint32_t nodes, partners;
  double node_y[MOST_NODES], ribbon[MOST_NODES]; /* where lines meet a node; the ribbon's width */
  double partner_y[MOST_PARTNERS];
} Network;

static bool set_counts(Network *network) {
  network->nodes = figure_count(network->figure, STR("node"));
  network->partners = figure_count(network->figure, STR("partner"));
  if (!network->nodes || network->nodes > MOST_NODES || network->partners > MOST_PARTNERS) return false;
  LIST_EACH(const FigureItem, item, network->figure->items)
    if (str_equal(item->role, STR("link")) && (item->row >= network->nodes || item->to >= network->partners)) return false;
  return true;
}

static void set_ribbons(Network *network) {
  double most = 0;
  for (uint32_t i = 0; i < network->nodes; i++) {
    const FigureItem *node = figure_item(network->figure, STR("node"), i);
    if (node->has_value) most = fmax(most, node->value);
  }
  for (uint32_t i = 0; i < network->nodes; i++) {
    const FigureItem *node = figure_item(network->figure, STR("node"), i);
    double share = most > 0 && node->has_value ? node->value / most : 0;
    network->ribbon[i] = fmax(THINNEST_RIBBON, share * WIDEST_RIBBON);
  }
}

/* ---- the three columns ---- */

static double draw_head(Network *network, uint32_t which, double x, double width) {
  Composer *composer = network->composer;
  const FigureItem *head = figure_item(network->figure, STR("head"), which);
  Paragraph *title =
      make_label(composer, head ? head->label : STR(""), small_style(composer, FACE_REGULAR, composer->style->grey), width);
  draw_label(composer, network->into, network->tag, title, x, 0);
  return fmax(title->height, 3.375 * MM) + 1.2 * MM;
}

/* A partnership: its name, what it costs, how it does. 0 when it does not fit; else where the next begins. */
static double draw_node(Network *network, uint32_t i, double y) {
  Composer *composer = network->composer;
  const Style *colours = composer->style;
  const FigureItem *node = figure_item(network->figure, STR("node"), i);
  Paragraph *name = make_label(composer, node->label, label_style(composer, FACE_BOLD, colours->ink), NODE_WIDTH - 4 * MM);
  Paragraph *note = make_label(composer, node->note, small_style(composer, FACE_REGULAR, colours->grey), NODE_WIDTH - 4 * MM);
  TextStyle style = label_style(composer, FACE_REGULAR, colours->ink);
  double note_height = node->note.length ? note->height : 0, state_height = node->state == STATE_NONE ? 0 : style.leading;
  if (name->lines.count > MOST_LABEL_LINES) return 0;
  double height = fmax(name->height + note_height + state_height + 3 * MM, network->ribbon[i] + 2 * MM), x = NODE_X + 3 * MM;
  fill_rectangle(composer, network->into, network->tag, NODE_X, y, NODE_WIDTH, height, colours->tint1);
  double at = y + 1.5 * MM;
  draw_label(composer, network->into, network->tag, name, x, at);
  at += name->height;
  if (note_height > 0) draw_label(composer, network->into, network->tag, note, x, at);
  at += note_height;
  if (state_height > 0)
    draw_state(composer, network->into, network->tag, node->state, node->detail, style, x, at + paragraph_baseline(&style));
  network->node_y[i] = y + height / 2;
  return y + height + 3 * MM;
}

static double draw_partner(Network *network, uint32_t i, double y) {
  Composer *composer = network->composer;
  const Style *colours = composer->style;
  const FigureItem *partner = figure_item(network->figure, STR("partner"), i);
  FontFace face = partner->is_stressed ? FACE_BOLD : FACE_REGULAR;
  Paragraph *name = make_label(composer, partner->label, label_style(composer, face, colours->ink), PARTNER_WIDTH - 3 * MM);
  Paragraph *note = make_label(composer, partner->note, small_style(composer, FACE_REGULAR, colours->grey), PARTNER_WIDTH - 3 * MM);
  if (name->lines.count > MOST_LABEL_LINES) return 0;
  double note_height = partner->note.length ? note->height : 0;
  TextStyle style = label_style(composer, face, colours->ink);
  draw_label(composer, network->into, network->tag, name, PARTNER_X + 3 * MM, y);
  if (note_height > 0) draw_label(composer, network->into, network->tag, note, PARTNER_X + 3 * MM, y + name->height);
  network->partner_y[i] = y + style.leading / 2;
  return y + name->height + note_height + 1.8 * MM;
}

/* Both columns, the shorter one in the middle of the longer; 0 when something does not fit. */
static double draw_columns(Network *network, double top) {
  double heights[2] = {0, 0};
  for (int pass = 0; pass < 2; pass++) {
    Fragment trial = {0}, *into = network->into;
    double tallest = fmax(heights[0], heights[1]), y = pass ? top + (tallest - heights[0]) / 2 : top;
    if (!pass) network->into = &trial; /* only measured */
    for (uint32_t i = 0; i < network->nodes; i++)
      if ((y = draw_node(network, i, y)) <= 0) return 0;
    if (!pass) heights[0] = y - top;
    y = pass ? top + (tallest - heights[1]) / 2 : top;
    for (uint32_t i = 0; i < network->partners; i++)
      if ((y = draw_partner(network, i, y)) <= 0) return 0;
    if (!pass) heights[1] = y - top;
    network->into = into;
  }
  return top + fmax(heights[0], heights[1]);
}

/* ---- the lines ---- */

static Colour ribbon_colour(const Style *style, DocumentState state) {
  switch (state) {
    case STATE_SETTLED: return style->blue;
    case STATE_BLOCKING: return style->red;
    case STATE_ATTENTION: return style->ink;
    default: return style->rule;
  }
}

/* From (x1, y1) to (x2, y2), level at both ends. */
static void draw_ribbon(Network *network, double x1, double y1, double x2, double y2, double width, Colour colour) {
  DisplayList *list = network->composer->list;
  Draw *path = draw_path(list, &network->into->page, network->tag);
  double middle = (x1 + x2) / 2, half = width / 2;
  path->stroke = false;
  path->fill = true;
  path->fill_colour = colour;
  path_move(list, path, x1, y1 - half);
  path_curve(list, path, middle, y1 - half, middle, y2 - half, x2, y2 - half);
  path_line(list, path, x2, y2 + half);
  path_curve(list, path, middle, y2 + half, middle, y1 + half, x1, y1 + half);
  path_close(list, path);
}

static void draw_centre(Network *network, double top, double bottom) {
  Composer *composer = network->composer;
  const Style *colours = composer->style;
  const FigureItem *centre = figure_item(network->figure, STR("centre"), 0);
  double all = 0, gap = 0.6 * MM;
  for (uint32_t i = 0; i < network->nodes; i++) all += network->ribbon[i] + (i ? gap : 0);
  double bar = fmax(all, 8 * MM), middle = (top + bottom) / 2, y = middle - all / 2;
  fill_rectangle(composer, network->into, network->tag, CENTRE_WIDTH, middle - bar / 2, BAR, bar, colours->ink);
  if (centre) {
    Paragraph *name = make_label(composer, centre->label, label_style(composer, FACE_BOLD, colours->ink), CENTRE_WIDTH - 2 * MM);
    draw_label(composer, network->into, network->tag, name, 0, middle - name->height / 2);
  }
  for (uint32_t i = 0; i < network->nodes; i++) {
    const FigureItem *node = figure_item(network->figure, STR("node"), i);
    draw_ribbon(network, CENTRE_WIDTH + BAR, y + network->ribbon[i] / 2, NODE_X, network->node_y[i], network->ribbon[i],
                ribbon_colour(colours, node->state));
    y += network->ribbon[i] + gap;
  }
}

static void draw_links_to_partners(Network *network) {
  Composer *composer = network->composer;
  Colour colour = composer->style->rule;
  LIST_EACH(const FigureItem, item, network->figure->items)
    if (str_equal(item->role, STR("link")))
      draw_ribbon(network, NODE_X + NODE_WIDTH, network->node_y[item->row], PARTNER_X, network->partner_y[item->to], 0.3 * MM, colour);
  for (uint32_t i = 0; i < network->partners; i++)
    fill_disc(composer, network->into, network->tag, PARTNER_X, network->partner_y[i], 0.85 * MM, composer->style->ink);
}

bool draw_network(Composer *composer, Fragment *into, const Figure *figure, Tag *tag) {
  Network network = {.composer = composer, .into = into, .figure = figure, .tag = tag};
  if (!set_counts(&network)) return false;
  set_ribbons(&network);
  double top = draw_head(&network, 0, 0, CENTRE_WIDTH);
  top = fmax(top, draw_head(&network, 1, NODE_X, NODE_WIDTH));
  top = fmax(top, draw_head(&network, 2, PARTNER_X, PARTNER_WIDTH));
  draw_rule(composer, into, tag, 0, top, FULL_WIDTH, top, 0.5, composer->style->ink);
  double bottom = draw_columns(&network, top + 2.5 * MM);
  if (bottom <= 0) return false;
  draw_centre(&network, top + 2.5 * MM, bottom - 3 * MM);
  draw_links_to_partners(&network);
  into->width = FULL_WIDTH;
  into->height = bottom;
  return true;
}
