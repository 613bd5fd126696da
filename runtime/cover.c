/* The cover: three rings that run off the page, the title, and the facts in three columns. */
#include "runtime/compose.h"

#include <math.h>

static uint32_t count_letters(Str text) {
  uint32_t count = 0;
  for (size_t i = 0; i < text.length; i++) count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
  return count;
}

void draw_cover_rings(Composer *composer, Fragment *page, const Cover *cover, double x, double y) {
  const Style *style = composer->style;
  uint32_t stops = cover->ring_stops;
  RingStyle ring = {x, y, 78 * MM, 0.5 * MM, 2.4 * MM, 2.2 * MM, style->ink, style->rule};
  draw_ring(composer, page, &ring, stops ? stops : 1, stops ? cover->ring_present : UINT32_MAX);
  ring = (RingStyle){x, y, 55 * MM, 0.4 * MM, 0.4 * MM, 2.2 * MM, style->blue, style->blue};
  draw_ring(composer, page, &ring, cover->ring_parts > 12 || !cover->ring_parts ? 1 : cover->ring_parts, UINT32_MAX);
  stroke_circle(composer, page, NULL, x, y, 32 * MM, 0.5 * MM, style->ink);
}

enum { LOGO_TOP = 18, LOGO_WIDTH = 52, LOGO_HEIGHT = 17, UNDER_LOGO = 8 }; /* millimetres */

/* The logo in the upper left corner, clear of the rings; returns the height from where the note may stand. */
static double draw_cover_logo(Composer *composer, Fragment *page, Tag *section) {
  const Logo *logo = composer->style->logo;
  if (!logo) return 27 * MM;
  double x = page_left(composer), y = LOGO_TOP * MM, width, height;
  logo_fit(logo, LOGO_WIDTH * MM, LOGO_HEIGHT * MM, &width, &height);
  Tag *tag = tag_add(composer->list, section, TAG_FIGURE);
  tag->alternative = logo->alternative;
  draw_logo(composer, page, tag, logo, x, y, width);
  LIST_PUSH(composer->list->arena, &composer->list->figure_boxes, ((FigureBox){tag, 0, x, y, width, height}));
  return y + height + UNDER_LOGO * MM;
}

/* The kind of document, in bold, and its date under it: the two halves of the running note. */
static void draw_note(Composer *composer, Fragment *page, Tag *parent, double y) {
  Str note = composer->document->running_note;
  size_t comma = str_find(note, STR(", "));
  TextStyle bold = label_style(composer, FACE_BOLD, composer->style->ink);
  TextStyle grey = label_style(composer, FACE_REGULAR, composer->style->grey);
  double x = page_left(composer);
  if (!note.length) return;
  Tag *tag = tag_add(composer->list, parent, TAG_P);
  draw_word(composer, page, tag, str_slice(note, 0, comma), bold, ANCHOR_LEFT, x, y + paragraph_baseline(&bold));
  if (comma == note.length) return;
  tag = tag_add(composer->list, parent, TAG_P);
  draw_word(composer, page, tag, str_slice(note, comma + 2, note.length), grey, ANCHOR_LEFT, x,
            y + bold.leading + paragraph_baseline(&grey));
}

static TextStyle title_style(const Composer *composer, uint32_t letters) {
  TextStyle style = {FACE_LIGHT, 48, 18 * MM, -0.02, composer->style->ink};
  if (letters > 28)
    style.size = 28, style.leading = 11 * MM;
  else if (letters > 14)
    style.size = 36, style.leading = 14 * MM;
  return style;
}

enum { MOST_IN_A_COLUMN = 5 };

/* A fact's name, small and bold, and what it is; a long list stands in two columns. Returns its height. */
static double stack_fact(Composer *composer, Fragment *facts, const TableRow *row, Tag *parent, double x, double y) {
  Place place = {PLACE_CELL, 0, THIRD_WIDTH, TABLE_TEXT_LARGE, false};
  Flow name = {0};
  BlockList blocks = {0};
  if (row->cells.count && row->cells.items[0].blocks.count) {
    Block *block = arena_copy(composer->arena, row->cells.items[0].blocks.items[0], sizeof *block);
    block->style = STYLE_LABEL;
    LIST_PUSH(composer->arena, &blocks, block);
  }
  compose_blocks(composer, &name, &blocks, parent, &place);
  double top = y + fragment_stack(composer, facts, &name, x, y) + 0.9 * MM, bottom = top;
  for (uint32_t k = 1; k < row->cells.count; k++) {
    BlockList all = row->cells.items[k].blocks;
    uint32_t step = all.count > MOST_IN_A_COLUMN ? (all.count + 1) / 2 : all.count;
    for (uint32_t at = 0; at < all.count; at += step) {
      uint32_t count = all.count - at < step ? all.count - at : step;
      BlockList part = {all.items + at, count, count};
      Flow flow = {0};
      compose_blocks(composer, &flow, &part, parent, &place);
      bottom = fmax(bottom, top + fragment_stack(composer, facts, &flow, x + (at ? THIRD_WIDTH + GUTTER : 0), top));
    }
  }
  return bottom - y;
}

static bool is_long(const TableRow *row) {
  return row->cells.count > 1 && row->cells.items[1].blocks.count > MOST_IN_A_COLUMN;
}

/* The facts, three columns to a row; returns their height. */
static double stack_facts(Composer *composer, Fragment *facts, const Cover *cover, Tag *parent) {
  double y = 0, height = 0;
  uint32_t column = 0;
  LIST_EACH(const TableRow, row, cover->facts) {
    uint32_t columns = is_long(row) ? 2 : 1;
    if (column + columns > 3) y += height + 5 * MM, height = 0, column = 0;
    height = fmax(height, stack_fact(composer, facts, row, parent, column * (THIRD_WIDTH + GUTTER), y));
    column += columns;
  }
  return y + height;
}

static Paragraph *set_balanced(Composer *composer, Str text, TextStyle style) {
  ParagraphInput input = {.style = style, .width = 166 * MM, .balance = true};
  run_add(composer->arena, &input.runs, text);
  return paragraph_break(&composer->setter, &input);
}

static void mark_language(Tag *tag, bool foreign, Language language) {
  if (!tag || !foreign) return;
  tag->has_language = true;
  tag->language = language;
}

void compose_cover(Composer *composer, Tag *parent) {
  const Cover *cover = &composer->document->cover;
  DisplayList *list = composer->list;
  Tag *section = tag_add(list, parent, TAG_SECT);
  Fragment page = {0}, facts = {0};
  draw_cover_rings(composer, &page, cover, page_left(composer) + 126 * MM, 98 * MM);
  Tag *title_tag = tag_add(list, section, TAG_H1);
  Tag *subtitle_tag = cover->subtitle.length ? tag_add(list, section, TAG_P) : NULL;
  mark_language(title_tag, cover->title_foreign, cover->language);
  mark_language(subtitle_tag, cover->subtitle_foreign, cover->language);
  double under_logo = draw_cover_logo(composer, &page, section);
  draw_note(composer, &page, section, under_logo);
  double facts_height = stack_facts(composer, &facts, cover, section);
  double facts_top = fmin(234 * MM, list->height - 27 * MM - facts_height);
  Paragraph *title = set_balanced(composer, cover->title, title_style(composer, count_letters(cover->title)));
  TextStyle subtitle_style = {FACE_LIGHT, 20, 9 * MM, -0.01, composer->style->ink};
  Paragraph *subtitle = set_balanced(composer, cover->subtitle, subtitle_style);
  double top = 183 * MM, height = title->height + 1 * MM + subtitle->height;
  if (top + height > facts_top - 6 * MM) top = facts_top - 6 * MM - height;
  double x = page_left(composer);
  draw_label(composer, &page, title_tag, title, x - 0.6 * MM, top);
  draw_label(composer, &page, subtitle_tag, subtitle, x, top + title->height + 1 * MM);
  fragment_add(composer, &page, &facts, x, facts_top, false);
  LIST_ADD(list->arena, &list->pages);
  list->pages.items[list->pages.count - 1] = page.page;
}
