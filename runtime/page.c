/* Pages: a flow is cut into pages, and every page gets its head and foot.
 *
 * place_flow takes atoms in chunks that may not be parted. A chunk that does not fit goes to the next page; one that no
 * page can hold is parted between its atoms, and an atom that no page can hold is parted between its lines of text. The
 * side column runs beside the main one from where its block starts; whatever is wider than the text column waits until
 * it has ended. */
#include "runtime/compose.h"

#include <math.h>

typedef struct Pager {
  Composer *composer;
  uint32_t page; /* index of the present page */
  double y;
  bool is_empty;  /* nothing stands on the page yet */
  uint32_t parts; /* that were begun */
  bool must_fit;  /* the present part must stay on the page where it began */
  uint32_t fit_page;
  double gap_scale; /* of the space between the blocks of the present part: less than 1 where that keeps it on its page */
  const Flow *side;
  uint32_t side_next; /* the next of its atoms */
  double side_y;      /* where it goes; also the end of what was placed */
  bool side_here;     /* something of it stands on this page */
} Pager;

double page_left(const Composer *composer) {
  double margin = composer->style->margin_left;
  return margin > 0 ? margin : (composer->list->width - FULL_WIDTH) / 2;
}
double page_top(const Composer *composer) {
  double margin = composer->style->margin_top;
  return margin > 0 ? margin : 27 * MM;
}
double page_bottom(const Composer *composer) {
  double margin = composer->style->margin_bottom;
  return composer->list->height - (margin > 0 ? margin : 21 * MM);
}

/* Between two parts on one page. */
static const double PART_GAP = 15 * MM;

static bool is_wide(const Atom *atom) { return atom->fragment.width > TEXT_WIDTH + 2 * MM; }

/* ---- stamping ---- */

static void stamp(Pager *pager, const Fragment *fragment, double x, double y, bool as_artifact) {
  Composer *composer = pager->composer;
  DisplayList *list = composer->list;
  Fragment whole = {0};
  whole.page = list->pages.items[pager->page];
  fragment_add(composer, &whole, fragment, page_left(composer) + x, y, as_artifact);
  list->pages.items[pager->page] = whole.page;
  LIST_EACH(const Anchor, anchor, whole.anchors)
    LIST_PUSH(list->arena, &list->anchors, ((Anchor){anchor->name, pager->page, anchor->y}));
  LIST_EACH(const Bookmark, mark, whole.bookmarks)
    LIST_PUSH(list->arena, &list->bookmarks, ((Bookmark){mark->title, mark->level, pager->page, mark->y}));
  LIST_EACH(const FigureBox, box, whole.figures) {
    LIST_PUSH(list->arena, &list->figure_boxes,
              ((FigureBox){box->tag, pager->page, box->x, box->y, box->width, box->height}));
    LIST_PUSH(list->arena, &list->pages.items[pager->page].figures_here, (Tag *)box->tag);
  }
}

static void add_page(Composer *composer) { LIST_ADD(composer->list->arena, &composer->list->pages); }

/* The end of the chunk that starts at `first`: one past its last atom. */
static uint32_t chunk_end(const Flow *flow, uint32_t first) {
  while (first + 1 < flow->atoms.count && flow->atoms.items[first].with_next &&
         !flow->atoms.items[first + 1].breaks_page)
    first++;
  return first + 1;
}

static double chunk_height(const Pager *pager, const Flow *flow, uint32_t from, uint32_t to) {
  double height = 0;
  for (uint32_t i = from; i < to; i++)
    height += flow->atoms.items[i].fragment.height + (i > from ? flow->atoms.items[i].before * pager->gap_scale : 0);
  return height;
}

/* ---- the side column ---- */

static bool side_waits(const Pager *pager) { return pager->side && pager->side_next < pager->side->atoms.count; }

static void place_side(Pager *pager) {
  double bottom = page_bottom(pager->composer);
  bool at_top = !pager->side_here && pager->side_y <= page_top(pager->composer) + 0.1;
  while (side_waits(pager)) {
    uint32_t first = pager->side_next, end = chunk_end(pager->side, first);
    const Atom *atoms = pager->side->atoms.items;
    double before = pager->side_here ? atoms[first].before : 0;
    if (!at_top && pager->side_y + before + chunk_height(pager, pager->side, first, end) > bottom) return;
    for (uint32_t i = first; i < end; i++) {
      pager->side_y += i > first ? atoms[i].before : before;
      if (atoms[i].above && pager->side_here) stamp(pager, atoms[i].above, SIDE_OFFSET, pager->side_y, true);
      stamp(pager, &atoms[i].fragment, SIDE_OFFSET + atoms[i].x, pager->side_y, false);
      pager->side_y += atoms[i].fragment.height;
    }
    pager->side_next = end;
    pager->side_here = true;
    at_top = false;
  }
}

static void new_page(Pager *pager) {
  add_page(pager->composer);
  pager->page = pager->composer->list->pages.count - 1;
  pager->y = page_top(pager->composer);
  pager->is_empty = true;
  pager->side_here = false;
  pager->side_y = pager->y;
  if (side_waits(pager)) place_side(pager);
}

/* Everything of the side column has found its place, and the main column is below it. */
static void clear_side(Pager *pager) {
  while (side_waits(pager)) new_page(pager);
  if (pager->side_here && pager->side_y + 4.5 * MM > pager->y) {
    pager->y = pager->side_y + 4.5 * MM;
    pager->is_empty = false;
  }
  pager->side = NULL;
  pager->side_here = false;
}

/* ---- atoms ---- */

static double draw_top(const Draw *draw) {
  if (draw->kind != DRAW_PATH) return draw->y;
  double top = HUGE_VAL;
  LIST_EACH(const PathStep, step, draw->steps)
    if (step->verb != PATH_CLOSE) top = fmin(top, step->y[0]);
  return top;
}

/* The part of a fragment whose text stands between two heights, moved up to start at 0. */
static Fragment cut_fragment(Composer *composer, const Fragment *whole, double from, double to) {
  Fragment part = {.width = whole->width, .height = to - from}, chosen = {0};
  LIST_EACH(const Draw, draw, whole->page.draws)
    if (draw_top(draw) >= from && draw_top(draw) < to) LIST_PUSH(composer->arena, &chosen.page.draws, *draw);
  LIST_EACH(const LinkArea, link, whole->page.links)
    if (link->y >= from && link->y < to) LIST_PUSH(composer->arena, &chosen.page.links, *link);
  if (from <= 0) chosen.anchors = whole->anchors, chosen.bookmarks = whole->bookmarks;
  fragment_add(composer, &part, &chosen, 0, -from, false);
  return part;
}

/* The lowest place above `limit` where a fragment can be cut between its lines. */
static double cut_place(const Fragment *whole, double from, double limit) {
  const double MOST_LOST = 15 * MM;
  double place = limit;
  for (bool moved = true; moved && place > limit - MOST_LOST && place > from;) {
    moved = false;
    LIST_EACH(const Draw, draw, whole->page.draws) {
      double top = draw->y - 0.8 * draw->size;
      if (draw->kind != DRAW_TEXT || top >= place || draw->y + 0.25 * draw->size <= place) continue;
      place = top;
      moved = true;
    }
  }
  return place > limit - MOST_LOST && place > from ? place : limit;
}

/* An atom higher than a page starts where it stands, when some of it fits there. */
static const double LEAST_BEGINNING = 50 * MM;

static void place_tall(Pager *pager, const Atom *atom) {
  double bottom = page_bottom(pager->composer), height = atom->fragment.height;
  for (double from = 0; from < height - 0.1;) {
    if (!pager->is_empty && (from > 0 || pager->y + LEAST_BEGINNING > bottom)) new_page(pager);
    const Fragment *head = from > 0 ? atom->repeat : atom->head;
    if (pager->is_empty && head) {
      stamp(pager, head, atom->x, pager->y, true);
      pager->y += head->height;
    }
    if (from <= 0 && atom->above && !pager->is_empty) stamp(pager, atom->above, atom->x, pager->y, true);
    double room = bottom - pager->y;
    double to = from + room >= height ? height + 1 : cut_place(&atom->fragment, from, from + room);
    Fragment part = cut_fragment(pager->composer, &atom->fragment, from, to);
    stamp(pager, &part, atom->x, pager->y, false);
    pager->y += part.height;
    pager->is_empty = false;
    from = to;
  }
}

static void start_side(Pager *pager, const Atom *atom) {
  if (!atom->side) return;
  clear_side(pager);
  pager->side = atom->side;
  pager->side_next = 0;
  pager->side_y = pager->y;
  pager->side_here = false;
  place_side(pager);
}

/* The next line of the grid; a little above is near enough to be moved up, so that the space before a text stays about the same. */
static double grid_line(const Pager *pager, double y) {
  double top = page_top(pager->composer);
  return top + ceil((y - top) / GRID_STEP - 0.3) * GRID_STEP;
}

static void place_atom(Pager *pager, const Atom *atom, bool begins_page) {
  double head = begins_page && atom->head ? atom->head->height : 0;
  if (!pager->is_empty) pager->y += atom->before * pager->gap_scale;
  if (!pager->is_empty && atom->on_grid) pager->y = grid_line(pager, pager->y);
  if (atom->fragment.height + head > page_bottom(pager->composer) - page_top(pager->composer) + 0.1) {
    place_tall(pager, atom);
    return;
  }
  start_side(pager, atom);
  if (atom->one_page) pager->must_fit = true, pager->fit_page = pager->page;
  if (atom->above && !begins_page) stamp(pager, atom->above, atom->x, pager->y, true);
  stamp(pager, &atom->fragment, atom->x, pager->y + head, false);
  if (head > 0) stamp(pager, atom->head, atom->x, pager->y, true);
  pager->y += head + atom->fragment.height;
  pager->is_empty = false;
}

/* What an atom needs of a page to begin there, with the space above it. */
static double beginning_height(const Pager *pager, const Atom *atom) {
  double room = page_bottom(pager->composer) - page_top(pager->composer), height = atom->fragment.height;
  return atom->before * pager->gap_scale + (height > room ? LEAST_BEGINNING : height);
}

/* Places a chunk that no page can hold: atom by atom. */
static void place_parted(Pager *pager, const Flow *flow, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to; i++) {
    const Atom *atom = &flow->atoms.items[i];
    double need = beginning_height(pager, atom);
    if (atom->is_heading && i + 1 < to) need += beginning_height(pager, &flow->atoms.items[i + 1]);
    bool begins = !pager->is_empty && pager->y + need > page_bottom(pager->composer);
    if (begins) new_page(pager);
    place_atom(pager, atom, begins);
  }
}

/* The height of the part that starts at `from`, up to the next one, with what stands beside it. */
static double part_height(const Flow *flow, uint32_t from) {
  double height = 0, side_end = 0;
  for (uint32_t i = from; i < flow->atoms.count && (i == from || !flow->atoms.items[i].breaks_page); i++) {
    const Atom *atom = &flow->atoms.items[i];
    if (is_wide(atom) && side_end > 0) {
      height = fmax(height, side_end + 4.5 * MM);
      side_end = 0;
    }
    height += i > from ? atom->before : 0;
    if (atom->side) side_end = fmax(side_end, height + flow_height(atom->side));
    height += atom->fragment.height;
  }
  return fmax(height, side_end);
}

/* The height of a part up to the second thing that it shows: its title, the first heading, and what that heads. */
static double lead_height(const Flow *flow, uint32_t from) {
  double height = 0;
  bool has_content = false;
  for (uint32_t i = from; i < flow->atoms.count && (i == from || !flow->atoms.items[i].breaks_page); i++) {
    const Atom *atom = &flow->atoms.items[i];
    if (atom->is_heading && has_content) break;
    has_content |= !atom->is_heading;
    height += (i > from ? atom->before : 0) + atom->fragment.height;
  }
  return height;
}

/* Space between blocks that a part can do without to fit a height; 1 when it fits anyhow, or not even so. */
static double part_gap_scale(const Flow *flow, uint32_t from, double room) {
  const double LEAST = 0.6;
  double gaps = 0, height = part_height(flow, from);
  for (uint32_t i = from + 1; i < flow->atoms.count && !flow->atoms.items[i].breaks_page; i++)
    gaps += flow->atoms.items[i].before;
  if (height <= room || gaps <= 0) return 1;
  double scale = 1 - (height - room) / gaps - 0.01;
  return scale < LEAST ? 1 : scale;
}

/* What is left of the page for a part that joins it. */
static double room_left(const Pager *pager) { return page_bottom(pager->composer) - pager->y - PART_GAP; }

/* A part joins the page of the part before it when it fits there as a whole, or when little stands on that page and its
 * beginning fits: a page of a few lines says little. The first part keeps its page to itself. */
static bool may_join(const Pager *pager, const Flow *flow, uint32_t from) {
  const Atom *first = &flow->atoms.items[from];
  double top = page_top(pager->composer), room = page_bottom(pager->composer) - top, left = room_left(pager);
  if (!first->is_heading || pager->parts < 2) return false;
  if (part_height(flow, from) <= left || part_gap_scale(flow, from, left) < 1) return true;
  return pager->y - top < 0.42 * room && fmin(lead_height(flow, from), 0.45 * room) <= left;
}

static void check_fit(Pager *pager) {
  if (pager->must_fit && pager->page != pager->fit_page) pager->composer->has_overflow = true;
  pager->must_fit = false;
}

static void place_chunk(Pager *pager, const Flow *flow, uint32_t from, uint32_t to) {
  const Atom *first = &flow->atoms.items[from];
  double bottom = page_bottom(pager->composer), room = bottom - page_top(pager->composer);
  if (first->breaks_page) {
    clear_side(pager);
    check_fit(pager);
    pager->gap_scale = 1;
  }
  bool joins = first->breaks_page && !pager->is_empty && may_join(pager, flow, from);
  bool begins = first->breaks_page && !pager->is_empty && !joins;
  if (begins) pager->gap_scale = part_gap_scale(flow, from, room);
  if (joins) pager->gap_scale = part_gap_scale(flow, from, room_left(pager));
  double height = chunk_height(pager, flow, from, to);
  if (joins) pager->y += PART_GAP - first->before;
  pager->parts += first->breaks_page && first->is_heading;
  for (uint32_t i = from; i < to; i++)
    if (is_wide(&flow->atoms.items[i]) && pager->side) {
      clear_side(pager);
      break;
    }
  if (height + (first->head ? first->head->height : 0) > room) {
    if (begins) new_page(pager);
    place_parted(pager, flow, from, to);
    return;
  }
  if (first->on_grid && !pager->is_empty && !begins) height += GRID_STEP;
  double side = first->side ? fmin(chunk_height(pager, first->side, 0, first->side->atoms.count), room) : 0;
  double need = fmax(height, side < room / 2 ? side : 0);
  if (!begins && !pager->is_empty) begins = pager->y + first->before * pager->gap_scale + need > bottom + 0.1;
  if (begins) new_page(pager);
  for (uint32_t i = from; i < to; i++) place_atom(pager, &flow->atoms.items[i], begins && i == from);
}

void place_flow(Composer *composer, const Flow *flow) {
  Pager pager = {.composer = composer, .gap_scale = 1};
  if (flow->atoms.count == 0 && composer->list->pages.count > 0) return;
  new_page(&pager);
  for (uint32_t i = 0; i < flow->atoms.count;) {
    uint32_t end = chunk_end(flow, i);
    place_chunk(&pager, flow, i, end);
    i = end;
  }
  while (side_waits(&pager)) new_page(&pager);
  check_fit(&pager);
}

/* ---- head and foot ---- */

static Str page_text(Composer *composer, uint32_t page) {
  Str text = words_in(composer->document->page_of, composer->document->language);
  const struct {
    Str brace;
    uint32_t value;
  } parts[] = {{STR("{pages}"), composer->list->pages.count}, {STR("{page}"), page}};
  for (size_t i = 0; i < 2; i++) {
    size_t at = str_find(text, parts[i].brace);
    if (at == text.length) continue;
    text = str_format(composer->arena, "%.*s%u%.*s", (int)at, text.data, parts[i].value,
                      (int)(text.length - at - parts[i].brace.length), text.data + at + parts[i].brace.length);
  }
  return text;
}

/* As much of a text as fits on one line, with an ellipsis when that is not all. */
static Str shorten(Composer *composer, Str text, TextStyle style, double width) {
  if (text_width(composer, text, style) <= width) return text;
  while (text.length) {
    do text.length--;
    while (text.length && ((unsigned char)text.data[text.length] & 0xC0) == 0x80);
    Str cut = str_format(composer->arena, "%.*s\xE2\x80\xA6", STR_ARGS(str_trim(text)));
    if (text_width(composer, cut, style) <= width) return cut;
  }
  return text;
}

/* The logo, small, at the right end of the running head; returns the room it takes. It is told once, on the cover. */
static double add_small_logo(Composer *composer, Fragment *fragment) {
  const Logo *logo = composer->style->logo;
  if (!logo) return 0;
  double width, height;
  logo_fit(logo, 24 * MM, 6.5 * MM, &width, &height);
  draw_logo(composer, fragment, NULL, logo, page_left(composer) + FULL_WIDTH - width, 13.6 * MM - height / 2, width);
  return width + 4 * MM;
}

static void add_head(Composer *composer, Fragment *fragment) {
  const Document *document = composer->document;
  TextStyle style = small_style(composer, FACE_REGULAR, composer->style->grey);
  double note = text_width(composer, document->running_note, style), logo = add_small_logo(composer, fragment);
  Str head = shorten(composer, document->running_head, style, FULL_WIDTH - note - logo - 8 * MM);
  draw_word(composer, fragment, NULL, head, style, ANCHOR_LEFT, page_left(composer), 14.5 * MM);
  draw_word(composer, fragment, NULL, document->running_note, style, ANCHOR_RIGHT,
            page_left(composer) + FULL_WIDTH - logo, 14.5 * MM);
  RingStyle ring = {page_left(composer) - 7 * MM, 13.5 * MM, 2.6 * MM, 0.5, 1.9, 0.8 * MM, composer->style->ink,
                    composer->style->rule};
  draw_ring(composer, fragment, &ring, document->ring_stops, document->ring_present);
}

static void add_foot(Composer *composer, Fragment *fragment, uint32_t page) {
  double y = composer->list->height - 12.5 * MM;
  draw_word(composer, fragment, NULL, composer->document->classification,
            small_style(composer, FACE_BOLD, composer->style->ink), ANCHOR_LEFT, page_left(composer), y);
  draw_word(composer, fragment, NULL, page_text(composer, page + 1),
            small_style(composer, FACE_REGULAR, composer->style->grey), ANCHOR_RIGHT, page_left(composer) + FULL_WIDTH,
            y);
}

void place_furniture(Composer *composer) {
  DisplayList *list = composer->list;
  for (uint32_t i = 0; i < list->pages.count; i++) {
    Fragment fragment = {.page = list->pages.items[i]};
    if (i > 0 || !composer->document->cover.present) add_head(composer, &fragment);
    add_foot(composer, &fragment, i);
    list->pages.items[i] = fragment.page;
  }
}
