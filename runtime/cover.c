/* The cover: three rings that run off the page, the title, and the facts in three columns. */
#include "runtime/compose.h"

#include <math.h>

static uint32_t count_letters(Str text) {
  uint32_t count = 0;
  for (size_t i = 0; i < text.length; i++) count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
  return count;
}

static void draw_rings(Composer *composer, Fragment *page, const Cover *cover) {
  const Style *style = composer->style;
  double x = page_left(composer) + 126 * MM, y = 98 * MM;
  uint32_t stops = cover->ring_stops;
  RingStyle ring = {x, y, 78 * MM, 0.5 * MM, 2.4 * MM, 2.2 * MM, style->ink, style->rule};
  draw_ring(composer, page, &ring, stops ? stops : 1, stops ? cover->ring_present : UINT32_MAX);
  ring = (RingStyle){x, y, 55 * MM, 0.4 * MM, 0.4 * MM, 2.2 * MM, style->blue, style->blue};
  draw_ring(composer, page, &ring, cover->ring_parts > 12 || !cover->ring_parts ? 1 : cover->ring_parts, UINT32_MAX);
  stroke_circle(composer, page, NULL, x, y, 32 * MM, 0.5 * MM, style->ink);
}

/* The kind of document, in bold, and its date under it: the two halves of the running note. */
static void draw_note(Composer *composer, Fragment *page, Tag *parent) {
  Str note = composer->document->running_note;
  size_t comma = str_find(note, STR(", "));
  TextStyle bold = label_style(composer, FACE_BOLD, composer->style->ink);
  TextStyle grey = label_style(composer, FACE_REGULAR, composer->style->grey);
  double x = page_left(composer), y = 27 * MM;
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
  if (letters > 28) style.size = 28, style.leading = 11 * MM;
  else if (letters > 14) style.size = 36, style.leading = 14 * MM;
  return style;
}

/* The facts, three to a row; returns their height. */
static double stack_facts(Composer *composer, Fragment *facts, const Cover *cover, Tag *parent) {
  double y = 0, height = 0;
  for (uint32_t i = 0; i < cover->facts.count; i++) {
    const TableRow *row = &cover->facts.items[i];
    if (i > 0 && i % 3 == 0) y += height + 5 * MM, height = 0;
    Place place = {PLACE_CELL, 0, THIRD_WIDTH, TABLE_TEXT_LARGE, false};
    Flow flow = {0};
    for (uint32_t k = 0; k < row->cells.count; k++) {
      BlockList blocks = row->cells.items[k].blocks;
      if (k == 0 && blocks.count) { /* the name of the fact is small and bold */
        Block *name = arena_copy(composer->arena, blocks.items[0], sizeof *name);
        name->style = STYLE_LABEL;
        blocks = (BlockList){0};
        LIST_PUSH(composer->arena, &blocks, name);
      }
      compose_blocks(composer, &flow, &blocks, parent, &place);
      if (k == 0 && flow.atoms.count) flow.atoms.items[flow.atoms.count - 1].fragment.height += 0.9 * MM;
    }
    height = fmax(height, fragment_stack(composer, facts, &flow, (i % 3) * (THIRD_WIDTH + GUTTER), y));
  }
  return y + height;
}

static Paragraph *set_balanced(Composer *composer, Str text, TextStyle style) {
  ParagraphInput input = {.style = style, .width = 166 * MM, .balance = true};
  run_add(composer->arena, &input.runs, text);
  return paragraph_break(&composer->setter, &input);
}

void compose_cover(Composer *composer, Tag *parent) {
  const Cover *cover = &composer->document->cover;
  DisplayList *list = composer->list;
  Tag *section = tag_add(list, parent, TAG_SECT);
  Fragment page = {0}, facts = {0};
  draw_rings(composer, &page, cover);
  Tag *title_tag = tag_add(list, section, TAG_H1);
  Tag *subtitle_tag = cover->subtitle.length ? tag_add(list, section, TAG_P) : NULL;
  draw_note(composer, &page, section);
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
