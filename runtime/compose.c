/* Fragments, text and shapes: the small operations that pages, tables and figures are made of. */
#include "runtime/compose.h"

#include <math.h>

static const double TURN = 6.283185307179586;

/* ---- styles ---- */

TextStyle label_style(const Composer *composer, FontFace face, Colour colour) {
  (void)composer;
  return (TextStyle){.face = face, .size = 8.25, .leading = 3.75 * MM, .colour = colour};
}

TextStyle small_style(const Composer *composer, FontFace face, Colour colour) {
  (void)composer;
  return (TextStyle){.face = face, .size = 7.5, .leading = 3.375 * MM, .colour = colour};
}

/* Size and leading of running text at a place. */
static TextStyle body_style(const Composer *composer, const Place *place) {
  static const double cell[][2] = {
      [TABLE_TEXT_SMALL] = {8.25, 3.75}, [TABLE_TEXT_MEDIUM] = {8.75, 3.95}, [TABLE_TEXT_LARGE] = {9, 4.125}};
  TextStyle style = {.face = FACE_REGULAR, .size = 10, .leading = 4.5 * MM, .colour = composer->style->ink};
  if (place->kind == PLACE_SIDE) style.size = 8.25, style.leading = 3.75 * MM;
  if (place->kind == PLACE_COLUMN) style.size = 9, style.leading = 4.125 * MM;
  if (place->kind == PLACE_CELL) style.size = cell[place->text][0], style.leading = cell[place->text][1] * MM;
  return style;
}

TextStyle style_of(const Composer *composer, const Place *place, ParagraphStyle kind) {
  const Style *colours = composer->style;
  TextStyle style = body_style(composer, place);
  switch (kind) {
    case STYLE_BODY: return style;
    case STYLE_LEAD: style.face = FACE_BOLD; return style;
    case STYLE_MESSAGE: return (TextStyle){FACE_LIGHT, 20, 9 * MM, -0.01, colours->ink};
    case STYLE_NOTE:
      if (place->kind == PLACE_CELL) return small_style(composer, FACE_REGULAR, colours->grey);
      return label_style(composer, FACE_REGULAR, colours->grey);
    case STYLE_SMALL: return small_style(composer, FACE_REGULAR, colours->grey);
    case STYLE_QUESTION:
      if (place->kind == PLACE_CELL && place->text != TABLE_TEXT_MEDIUM) return style.face = FACE_ITALIC, style;
      if (place->kind == PLACE_CELL) return (TextStyle){FACE_ITALIC, 9, 4.1 * MM, 0, colours->ink};
      return (TextStyle){FACE_ITALIC, 9.5, 4.5 * MM, 0, colours->ink};
    case STYLE_ASKS: return (TextStyle){FACE_BOLD, 8.25, 4.5 * MM, 0, colours->red};
    case STYLE_LABEL: return label_style(composer, FACE_BOLD, colours->ink);
  }
  return style;
}

/* ---- fragments ---- */

static void move_steps(Composer *composer, Draw *draw, double x, double y) {
  PathStep *steps = arena_copy(composer->arena, draw->steps.items, draw->steps.count * sizeof *steps);
  for (uint32_t i = 0; i < draw->steps.count; i++)
    for (int k = 0; k < 3; k++) steps[i].x[k] += x, steps[i].y[k] += y;
  draw->steps.items = steps;
  draw->steps.capacity = draw->steps.count;
}

void fragment_add(Composer *composer, Fragment *into, const Fragment *part, double x, double y, bool as_artifact) {
  LIST_EACH(const Draw, draw, part->page.draws) {
    Draw *copy = LIST_ADD(composer->arena, &into->page.draws);
    *copy = *draw;
    copy->x += x, copy->y += y;
    if (copy->kind == DRAW_PATH) move_steps(composer, copy, x, y);
    if (as_artifact) copy->tag = NULL;
  }
  if (as_artifact) return;
  LIST_EACH(const LinkArea, link, part->page.links) {
    LinkArea *copy = LIST_ADD(composer->arena, &into->page.links);
    *copy = *link;
    copy->x += x, copy->y += y;
  }
  LIST_EACH(const Anchor, anchor, part->anchors)
    LIST_PUSH(composer->arena, &into->anchors, ((Anchor){anchor->name, 0, anchor->y + y}));
  LIST_EACH(const Bookmark, mark, part->bookmarks)
    LIST_PUSH(composer->arena, &into->bookmarks, ((Bookmark){mark->title, mark->level, 0, mark->y + y}));
  LIST_EACH(const FigureBox, box, part->figures)
    LIST_PUSH(composer->arena, &into->figures,
              ((FigureBox){box->tag, 0, box->x + x, box->y + y, box->width, box->height}));
}

double fragment_stack(Composer *composer, Fragment *into, const Flow *flow, double x, double y) {
  double start = y;
  LIST_EACH(const Atom, atom, flow->atoms) {
    if (atom != flow->atoms.items) y += atom->before;
    fragment_add(composer, into, &atom->fragment, x + atom->x, y, false);
    if (atom->above) fragment_add(composer, into, atom->above, x + atom->x, y, true);
    y += atom->fragment.height;
  }
  return y - start;
}

double flow_height(const Flow *flow) {
  double height = 0;
  LIST_EACH(const Atom, atom, flow->atoms)
    height += atom->fragment.height + (atom == flow->atoms.items ? 0 : atom->before);
  return height;
}

Atom *flow_add(Composer *composer, Flow *flow) { return LIST_ADD(composer->arena, &flow->atoms); }

/* ---- text ---- */

/* Two runs of one link: read as one. */
static bool leads_on(const Run *run, const Run *before) {
  return run->link.length && !run->foreign && !before->foreign && !run->mark && !before->mark &&
         str_equal(run->link, before->link);
}

/* What a link says: all its runs. */
static Str link_text(Composer *composer, const RunList *runs, uint32_t index) {
  uint32_t from = index, to = index + 1;
  while (from > 0 && leads_on(&runs->items[from], &runs->items[from - 1])) from--;
  while (to < runs->count && leads_on(&runs->items[to], &runs->items[to - 1])) to++;
  if (to - from == 1) return runs->items[from].text;
  Text text = text_new(composer->arena);
  for (uint32_t i = from; i < to; i++) text_add(&text, runs->items[i].text);
  return text_str(&text);
}

Tag *const *run_tags(Composer *composer, const RunList *runs, Tag *tag) {
  Tag **tags = ARENA_ARRAY(composer->arena, Tag *, runs->count);
  bool is_mixed = false;
  LIST_EACH(const Run, run, *runs) is_mixed |= run->link.length || run->foreign || (run->mark && run->text.length);
  for (uint32_t i = 0; i < runs->count; i++) {
    const Run *run = &runs->items[i];
    tags[i] = tag;
    if (!is_mixed || !tag) continue;
    if (i && leads_on(run, &runs->items[i - 1])) {
      tags[i] = tags[i - 1];
      continue;
    }
    tags[i] = tag_add(composer->list, tag, run->link.length ? TAG_LINK : TAG_SPAN);
    tags[i]->has_language = run->foreign;
    tags[i]->language = run->language;
    if (run->mark && run->mark != MARK_STRIP_HEAD) tags[i]->actual_text = run->text;
  }
  return tags;
}

static void add_link(Composer *composer, Fragment *into, const Paragraph *paragraph, const Piece *piece, Tag *tag,
                     double x, double y) {
  LinkArea *area = LIST_ADD(composer->arena, &into->page.links);
  *area = (LinkArea){.x = x, .y = y, .width = piece->width, .height = paragraph->style.leading};
  area->target = piece->run->link;
  area->description = link_text(composer, &paragraph->runs, piece->run_index);
  area->tag = tag;
}

static bool is_address(Str link) {
  return str_starts_with(link, STR("http://")) || str_starts_with(link, STR("https://")) ||
         str_starts_with(link, STR("mailto:"));
}

static bool is_read(const Run *run) { return run->text.length && run->mark != MARK_NONE; }

void draw_lines(Composer *composer, Fragment *into, const Paragraph *paragraph, Tag *const *tags, uint32_t from,
                uint32_t to, double x, double y) {
  const TextStyle *style = &paragraph->style;
  for (uint32_t i = from; i < to; i++, y += style->leading) {
    double baseline = y + paragraph_baseline(style);
    LIST_EACH(const Piece, piece, paragraph->lines.items[i].pieces) {
      Tag *tag = tags ? tags[piece->run_index] : NULL;
      if (piece->kind == PIECE_SIGN) draw_sign(composer, into, NULL, piece->run->state, x + piece->x, baseline);
      if (piece->kind == PIECE_MARK)
        draw_mark(composer, into, is_read(piece->run) ? tag : NULL, piece->run, style, x + piece->x, baseline,
                  piece->width);
      if (piece->kind != PIECE_TEXT) continue;
      Colour colour = piece->run->grey ? composer->style->grey : style->colour;
      if (is_address(piece->run->link) && !piece->run->grey) colour = composer->style->blue;
      Draw *draw =
          draw_text(composer->list, &into->page, tag, piece->shaped, x + piece->x, baseline, style->size, colour);
      draw->tracking = style->tracking;
      if (piece->run->link.length && tag) add_link(composer, into, paragraph, piece, tag, x + piece->x, y);
    }
  }
}

Paragraph *make_label(Composer *composer, Str text, TextStyle style, double width) {
  ParagraphInput input = {.style = style, .width = width, .hyphenate = width >= 60 * MM};
  run_add(composer->arena, &input.runs, text);
  return paragraph_break(&composer->setter, &input);
}

void draw_label(Composer *composer, Fragment *into, Tag *tag, const Paragraph *label, double x, double y) {
  if (!label->lines.count) return;
  Tag *const *tags = run_tags(composer, &label->runs, tag);
  draw_lines(composer, into, label, tags, 0, label->lines.count, x, y);
}

double text_width(Composer *composer, Str text, TextStyle style) {
  return font_width(composer->setter.fonts, style.face, style.size, style.tracking, text, composer->setter.language);
}

void draw_word(Composer *composer, Fragment *into, Tag *tag, Str text, TextStyle style, TextAnchor anchor, double x,
               double y) {
  if (!text.length) return;
  ShapedText shaped =
      font_shape(composer->setter.fonts, style.face, text, composer->setter.language, SHAPE_PLAIN, composer->arena);
  double width = (double)shaped.width * style.size;
  if (anchor == ANCHOR_CENTRE) x -= width / 2;
  if (anchor == ANCHOR_RIGHT) x -= width;
  draw_text(composer->list, &into->page, tag, shaped, x, y, style.size, style.colour)->tracking = style.tracking;
}

/* ---- shapes ---- */

Draw *draw_rule(Composer *composer, Fragment *into, Tag *tag, double x1, double y1, double x2, double y2, double width,
                Colour colour) {
  Draw *draw = draw_path(composer->list, &into->page, tag);
  draw->line_width = width;
  draw->colour = colour;
  path_move(composer->list, draw, x1, y1);
  path_line(composer->list, draw, x2, y2);
  return draw;
}

static Draw *new_fill(Composer *composer, Fragment *into, Tag *tag, Colour colour) {
  Draw *draw = draw_path(composer->list, &into->page, tag);
  draw->stroke = false;
  draw->fill = true;
  draw->fill_colour = draw->colour = colour;
  return draw;
}

static Draw *new_stroke(Composer *composer, Fragment *into, Tag *tag, double width, Colour colour) {
  Draw *draw = draw_path(composer->list, &into->page, tag);
  draw->line_width = width;
  draw->colour = colour;
  return draw;
}

Draw *fill_rectangle(Composer *composer, Fragment *into, Tag *tag, double x, double y, double width, double height,
                     Colour colour) {
  Draw *draw = new_fill(composer, into, tag, colour);
  path_rectangle(composer->list, draw, x, y, width, height);
  return draw;
}

Draw *fill_disc(Composer *composer, Fragment *into, Tag *tag, double x, double y, double radius, Colour colour) {
  Draw *draw = new_fill(composer, into, tag, colour);
  path_circle(composer->list, draw, x, y, radius);
  return draw;
}

Draw *stroke_circle(Composer *composer, Fragment *into, Tag *tag, double x, double y, double radius, double width,
                    Colour colour) {
  Draw *draw = new_stroke(composer, into, tag, width, colour);
  path_circle(composer->list, draw, x, y, radius);
  return draw;
}

void path_arc(Composer *composer, Draw *path, double x, double y, double radius, double from, double to, bool joined) {
  double sweep = (to - from) * TURN;
  int parts = (int)ceil(fabs(sweep) / (TURN / 8));
  if (parts < 1) parts = 1;
  double step = sweep / parts, k = 4.0 / 3.0 * tan(step / 4) * radius, angle = from * TURN;
  double px = x + radius * sin(angle), py = y - radius * cos(angle);
  if (joined)
    path_line(composer->list, path, px, py);
  else
    path_move(composer->list, path, px, py);
  for (int i = 0; i < parts; i++) {
    double next = angle + step;
    double qx = x + radius * sin(next), qy = y - radius * cos(next);
    path_curve(composer->list, path, px + k * cos(angle), py + k * sin(angle), qx - k * cos(next), qy - k * sin(next),
               qx, qy);
    px = qx, py = qy, angle = next;
  }
}

/* ---- signs ---- */

/* A sign's box of 16 units, its upper left corner and the size of a unit. */
typedef struct SignBox {
  Composer *composer;
  Fragment *into;
  Tag *tag;
  double x, y, unit;
} SignBox;

static void sign_line(const SignBox *box, const double *points, int count, double width, Colour colour) {
  Draw *draw = new_stroke(box->composer, box->into, box->tag, width * box->unit, colour);
  for (int i = 0; i < count; i++) {
    double x = box->x + points[2 * i] * box->unit, y = box->y + points[2 * i + 1] * box->unit;
    if (i == 0)
      path_move(box->composer->list, draw, x, y);
    else
      path_line(box->composer->list, draw, x, y);
  }
}

static Draw *sign_circle(const SignBox *box, double radius, double width, Colour colour) {
  return stroke_circle(box->composer, box->into, box->tag, box->x + 8 * box->unit, box->y + 8 * box->unit,
                       radius * box->unit, width * box->unit, colour);
}

static void sign_square(const SignBox *box, double left, double top, double width, double height, Colour colour) {
  fill_rectangle(box->composer, box->into, box->tag, box->x + left * box->unit, box->y + top * box->unit,
                 width * box->unit, height * box->unit, colour);
}

static void sign_diamond(const SignBox *box, Colour colour) {
  Draw *draw = new_stroke(box->composer, box->into, box->tag, 1.5 * box->unit, colour);
  static const double points[4][2] = {{8, 1}, {15, 8}, {8, 15}, {1, 8}};
  for (int i = 0; i < 4; i++) {
    double x = box->x + points[i][0] * box->unit, y = box->y + points[i][1] * box->unit;
    if (i == 0)
      path_move(box->composer->list, draw, x, y);
    else
      path_line(box->composer->list, draw, x, y);
  }
  path_close(box->composer->list, draw);
  fill_disc(box->composer, box->into, box->tag, box->x + 8 * box->unit, box->y + 8 * box->unit, 2.1 * box->unit,
            colour);
}

static void sign_dashed(const SignBox *box, Colour colour) {
  Draw *draw = sign_circle(box, 6.3, 1.5, colour);
  draw->dash_on = 2.6 * box->unit;
  draw->dash_off = 2.35 * box->unit;
}

static void sign_too_small(const SignBox *box, Colour colour) {
  Draw *draw = new_stroke(box->composer, box->into, box->tag, 1.5 * box->unit, colour);
  path_rectangle(box->composer->list, draw, box->x + 1.9 * box->unit, box->y + 1.9 * box->unit, 12.2 * box->unit,
                 12.2 * box->unit);
  sign_square(box, 1.9, 1.9 + 12.2 * 0.58, 12.2, 12.2 * 0.42, colour);
}

void draw_sign(Composer *composer, Fragment *into, Tag *tag, DocumentState state, double x, double y) {
  static const double tick[] = {2, 8.6, 6.2, 13, 14, 3.4}, small_tick[] = {4.8, 8.4, 7.1, 10.7, 11.3, 5.5};
  static const double upper[] = {2, 5.8, 14, 5.8}, lower[] = {2, 10.4, 14, 10.4}, slant[] = {4.6, 14.4, 11.4, 1.8};
  static const double stroke[] = {3.55, 12.45, 12.45, 3.55};
  static const Colour white = {255, 255, 255};
  const Style *style = composer->style;
  SignBox box = {composer, into, tag, x, y + 0.45 * MM - SIGN_SIZE, SIGN_SIZE / 16};
  switch (state) {
    case STATE_SETTLED: sign_line(&box, tick, 3, 2, style->ink); break;
    case STATE_ATTENTION: sign_diamond(&box, style->ink); break;
    case STATE_BLOCKING:
      sign_square(&box, 1.2, 1.2, 13.6, 13.6, style->red);
      sign_square(&box, 4, 6.9, 8, 2.2, white);
      break;
    case STATE_OPEN: sign_dashed(&box, style->ink); break;
    case STATE_MISSING: sign_dashed(&box, style->red); break;
    case STATE_TOO_SMALL: sign_too_small(&box, style->red); break;
    case STATE_EXPIRED:
      sign_circle(&box, 6.3, 1.5, style->red);
      sign_line(&box, stroke, 2, 1.5, style->red);
      break;
    case STATE_DIFFERS:
      sign_line(&box, upper, 2, 1.5, style->red);
      sign_line(&box, lower, 2, 1.5, style->red);
      sign_line(&box, slant, 2, 1.5, style->red);
      break;
    case STATE_ACCEPTED:
      sign_circle(&box, 6.6, 1.2, style->ink);
      sign_line(&box, small_tick, 3, 1.5, style->ink);
      break;
    case STATE_HINT: sign_square(&box, 2, 7, 12, 2, style->ink); break;
    case STATE_NONE:
    case STATE_COUNT: break;
  }
}

/* ---- marks ---- */

static void draw_box(Composer *composer, Fragment *into, double x, double y, bool is_ticked) {
  const double side = 3.9 * MM, top = y - 3.2 * MM;
  Draw *draw = new_stroke(composer, into, NULL, 0.75, composer->style->ink);
  path_rectangle(composer->list, draw, x + 0.2 * MM, top, side, side);
  if (!is_ticked) return;
  draw = new_stroke(composer, into, NULL, 1.1, composer->style->ink);
  path_move(composer->list, draw, x + 0.95 * MM, top + 2.05 * MM);
  path_line(composer->list, draw, x + 1.8 * MM, top + 2.95 * MM);
  path_line(composer->list, draw, x + 3.35 * MM, top + 0.95 * MM);
}

static void draw_weight(Composer *composer, Fragment *into, Tag *tag, const Run *run, double x, double y) {
  for (uint8_t i = 0; i < run->mark_of; i++) {
    double height = (0.75 + 0.75 * i) * MM, left = x + i * 1.9 * MM;
    if (i < run->mark_value) {
      fill_rectangle(composer, into, tag, left, y - height, 1.3 * MM, height, composer->style->ink);
    } else {
      Draw *draw = new_stroke(composer, into, tag, 0.35, composer->style->grey);
      path_rectangle(composer->list, draw, left + 0.2, y - height + 0.2, 1.3 * MM - 0.4, height - 0.4);
    }
  }
}

static void draw_strip(Composer *composer, Fragment *into, Tag *tag, const Run *run, double x, double y) {
  const double pitch = 4.2 * MM;
  const Style *style = composer->style;
  for (uint8_t i = 0; i < run->mark_of; i++) {
    double middle = x + (i + 0.5) * pitch;
    bool is_tinted = i == run->mark_chosen;
    if (is_tinted)
      fill_rectangle(composer, into, tag, middle - 1.7 * MM, y - 2.65 * MM, 3.4 * MM, 3.5 * MM, style->tint1);
    if (i == run->mark_value)
      fill_rectangle(composer, into, tag, middle - 0.65 * MM, y - 2.2 * MM, 1.3 * MM, 2.6 * MM,
                     is_tinted ? style->blue : style->red);
    else if (is_tinted)
      draw_rule(composer, into, tag, middle - 0.7 * MM, y - 0.9 * MM, middle + 0.7 * MM, y - 0.9 * MM, 0.5,
                style->grey);
    else
      fill_disc(composer, into, tag, middle, y - 0.9 * MM, 0.22 * MM, style->rule);
  }
}

static void draw_strip_head(Composer *composer, Fragment *into, Tag *tag, const Run *run, const TextStyle *style,
                            double x, double y) {
  uint8_t place = 0;
  for (size_t at = 0; at < run->text.length;) {
    size_t end = at;
    while (end < run->text.length && run->text.data[end] != ' ') end++;
    TextStyle letter = *style;
    if (place == run->mark_chosen) letter.face = FACE_BOLD, letter.colour = composer->style->ink;
    draw_word(composer, into, tag, str_slice(run->text, at, end), letter, ANCHOR_CENTRE, x + (place + 0.5) * 4.2 * MM,
              y);
    place++;
    at = end + 1;
  }
}

void draw_mark(Composer *composer, Fragment *into, Tag *tag, const Run *run, const TextStyle *style, double x, double y,
               double width) {
  switch (run->mark) {
    case MARK_BOX: draw_box(composer, into, x, y, false); break;
    case MARK_TICKED: draw_box(composer, into, x, y, true); break;
    case MARK_WRITING_LINE:
      draw_rule(composer, into, NULL, x, y + 1.5 * MM, x + width, y + 1.5 * MM, 0.5, composer->style->ink);
      break;
    case MARK_PLUS:
      draw_rule(composer, into, tag, x + 0.9 * MM, y - 1.75 * MM, x + 0.9 * MM, y - 0.15 * MM, 1, composer->style->ink);
      draw_rule(composer, into, tag, x + 0.1 * MM, y - 0.95 * MM, x + 1.7 * MM, y - 0.95 * MM, 1, composer->style->ink);
      break;
    case MARK_MINUS:
      draw_rule(composer, into, tag, x + 0.1 * MM, y - 0.95 * MM, x + 1.7 * MM, y - 0.95 * MM, 1, composer->style->ink);
      break;
    case MARK_WEIGHT: draw_weight(composer, into, tag, run, x, y); break;
    case MARK_STRIP: draw_strip(composer, into, tag, run, x, y); break;
    case MARK_STRIP_HEAD: draw_strip_head(composer, into, tag, run, style, x, y); break;
    case MARK_NONE: break;
  }
}

/* ---- the ring ---- */

void draw_ring(Composer *composer, Fragment *into, const RingStyle *ring, uint32_t stops, uint32_t now) {
  for (uint32_t i = 0; i < stops; i++) {
    double gap = stops > 1 ? ring->gap / (TURN * ring->radius) : 0;
    double from = (double)i / stops + gap / 2, to = (double)(i + 1) / stops - gap / 2;
    Draw *draw =
        new_stroke(composer, into, NULL, i == now ? ring->present : ring->passed, i > now ? ring->light : ring->ink);
    path_arc(composer, draw, ring->x, ring->y, ring->radius, from, to, false);
  }
}

/* ---- the logo ---- */

void draw_logo(Composer *composer, Fragment *into, Tag *tag, const Logo *logo, double x, double y, double width) {
  if (logo->pixels) draw_image(composer->list, &into->page, tag, logo->pixels, x, y, width);
  double scale = width / logo->width;
  LIST_EACH(const LogoShape, shape, logo->shapes) {
    Draw *draw = draw_path(composer->list, &into->page, tag);
    draw->steps.items = arena_copy(composer->arena, shape->steps.items, shape->steps.count * sizeof *shape->steps.items);
    draw->steps.count = draw->steps.capacity = shape->steps.count;
    for (uint32_t i = 0; i < draw->steps.count; i++)
      for (int k = 0; k < 3; k++) {
        draw->steps.items[i].x[k] = x + (shape->steps.items[i].x[k] - logo->left) * scale;
        draw->steps.items[i].y[k] = y + (shape->steps.items[i].y[k] - logo->top) * scale;
      }
    draw->fill = shape->fill;
    draw->stroke = shape->stroke;
    draw->even_odd = shape->even_odd;
    draw->round_caps = shape->round_caps;
    draw->fill_colour = shape->fill_colour;
    draw->colour = shape->stroke_colour;
    draw->line_width = shape->line_width * scale;
  }
}
