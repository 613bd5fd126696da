/* Line breaking for a whole paragraph (after D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines, 1981), for
 * ragged right: the sum of the squared empty shares of the lines is least, with a price on hyphens and on breaks that
 * part what belongs together.
 *
 * In order: gather() joins the runs into one text; find_breaks() asks libunibreak where it may break and mends what its
 * old rules get wrong; make_chunks() cuts the text there and at hyphenation points and measures; choose() finds the
 * cheapest way through; make_lines() shapes what stands on each line. */
#include "runtime/paragraph.h"

#include <linebreak.h>
#include <math.h>
#include <utf8proc.h>

typedef enum BreakKind { BREAK_NONE, BREAK_FREE, BREAK_HYPHEN } BreakKind;

/* The least part of the text that stays on one line. */
typedef struct Chunk {
  uint32_t from, to; /* bytes; without the space after it */
  uint32_t next;     /* where the next chunk starts */
  double width;      /* of [from, to) */
  double space;      /* of [to, next) */
  BreakKind after;   /* how the line may end here */
  double price;      /* of ending the line here */
} Chunk;

typedef LIST(Chunk) ChunkList;

typedef struct Breaker {
  Typesetter *setter;
  const ParagraphInput *input;
  Str text;
  uint32_t *run_of; /* of each byte */
  double *upto;     /* width of the text before each byte; one more than there are bytes */
  char *breaks;     /* libunibreak's answer for each byte */
  double *prices;   /* of a break after the byte */
  double hyphen;    /* width of a hyphen */
  double hang;      /* indent of all lines but the first: a sign stands out before its words */
  ChunkList chunks;
  uint32_t *ends; /* chunks that end lines */
  uint32_t line_count;
} Breaker;

static const double HYPHEN_PRICE = 0.035, CHARACTER_PRICE = 0.4, LINE_PRICE = 0.01, DASH_PRICE = 0.15, YEAR_PRICE = 0.4,
                    TIE_PRICE = 0.5, NEVER = 1e6;
static const double NARROW = 44 * MM; /* in columns up to here a word may stand alone on the last line */

/* ---- faces ---- */

FontFace paragraph_face(const TextStyle *style, const Run *run) {
  bool is_bold = style->face == FACE_BOLD || style->face == FACE_BOLD_ITALIC || run->bold;
  bool is_italic = style->face == FACE_ITALIC || style->face == FACE_BOLD_ITALIC;
  if (run->italic) is_italic = !is_italic;
  if (run->state && !run->grey) is_bold = true;
  if (is_bold) return is_italic ? FACE_BOLD_ITALIC : FACE_BOLD;
  if (is_italic) return FACE_ITALIC;
  return style->face == FACE_ITALIC ? FACE_REGULAR : style->face;
}

double paragraph_baseline(const TextStyle *style) { return style->leading / 2 + 0.387 * style->size; }

static Language run_language(const Breaker *breaker, const Run *run) {
  return run->foreign ? run->language : breaker->setter->language;
}

static ShapedText shape_run(const Breaker *breaker, const Run *run, Str text) {
  const TextStyle *style = &breaker->input->style;
  return font_shape(breaker->setter->fonts, paragraph_face(style, run), text, run_language(breaker, run),
                    run->codes ? SHAPE_NO_LIGATURES : SHAPE_PLAIN, breaker->setter->arena);
}

/* ---- characters ---- */

static int32_t character_at(Str text, size_t at, size_t *size) {
  utf8proc_int32_t point;
  utf8proc_ssize_t length =
      utf8proc_iterate((const utf8proc_uint8_t *)text.data + at, (utf8proc_ssize_t)(text.length - at), &point);
  *size = length > 0 ? (size_t)length : 1;
  return length > 0 ? point : 0xFFFD;
}

static bool is_letter(int32_t point) {
  utf8proc_category_t category = utf8proc_category(point);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

static bool is_digit(int32_t point) { return point >= '0' && point <= '9'; }

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/* The start of the character before byte `at` (> 0). */
static size_t step_back(Str text, size_t at) {
  do at--;
  while (at > 0 && ((unsigned char)text.data[at] & 0xC0) == 0x80);
  return at;
}

/* ---- one text from the runs ---- */

/* A run with a sign or a mark starts with an object character, which is measured as that thing. */
#define OBJECT "\xEF\xBF\xBC"
enum { OBJECT_LENGTH = 3 };

static bool has_object(const Run *run) { return run->state != STATE_NONE || run->mark != MARK_NONE; }
static bool draws_text(const Run *run) { return run->mark == MARK_NONE; }

static void gather(Breaker *breaker) {
  Arena *arena = breaker->setter->arena;
  const RunList *runs = &breaker->input->runs;
  size_t total = 0;
  LIST_EACH(const Run, run, *runs) total += run->text.length + OBJECT_LENGTH;
  char *text = arena_alloc(arena, total + 1);
  uint32_t *run_of = ARENA_ARRAY(arena, uint32_t, total + 1);
  size_t length = 0;
  bool after_space = true;
  for (uint32_t i = 0; i < runs->count; i++) {
    const Run *run = &runs->items[i];
    if (has_object(run)) {
      for (size_t k = 0; k < OBJECT_LENGTH; k++) text[length] = OBJECT[k], run_of[length++] = i;
      after_space = false;
    }
    for (size_t at = 0; draws_text(run) && at < run->text.length; at++) {
      bool blank = is_blank(run->text.data[at]);
      if (blank && after_space) continue;
      text[length] = blank ? ' ' : run->text.data[at];
      run_of[length++] = i;
      after_space = blank;
    }
  }
  while (length && text[length - 1] == ' ') length--;
  breaker->text = (Str){text, length};
  breaker->run_of = run_of;
}

static double mark_width(const Run *run, double column) {
  switch (run->mark) {
    case MARK_BOX:
    case MARK_TICKED: return 5.5 * MM;
    case MARK_WRITING_LINE: return column;
    case MARK_WEIGHT: return (run->mark_of * 1.9 + 1.0) * MM;
    case MARK_STRIP:
    case MARK_STRIP_HEAD: return (run->mark_of ? run->mark_of : 4) * 4.2 * MM;
    case MARK_PLUS:
    case MARK_MINUS: return 4.0 * MM;
    default: return SIGN_ADVANCE;
  }
}

/* Lines hang beside the sign or mark that a paragraph begins with. */
static double hang_of(const Run *first, double column) {
  bool hangs =
      first->mark == MARK_PLUS || first->mark == MARK_MINUS || first->mark == MARK_BOX || first->mark == MARK_TICKED;
  double hang = first->mark == MARK_NONE && first->state != STATE_NONE ? SIGN_ADVANCE
                : hangs                                                ? mark_width(first, column)
                                                                       : 0;
  return column > 3 * hang ? hang : 0;
}

/* Glyphs that do not stand in the order of the text: each adds to the width after its own first byte. */
static void measure_reordered(Breaker *breaker, const ShapedText *shaped, const TextStyle *style, size_t from, size_t to, double x) {
  double *upto = breaker->upto;
  for (size_t at = from + 1; at <= to; at++) upto[at] = 0;
  for (uint32_t i = 0; i < shaped->glyph_count; i++)
    upto[from + shaped->glyphs[i].cluster + 1] += ((double)shaped->glyphs[i].advance + style->tracking) * style->size;
  for (size_t at = from + 1; at <= to; at++) upto[at] = x += upto[at];
}

static void measure_run(Breaker *breaker, size_t from, size_t to) {
  const Run *run = &breaker->input->runs.items[breaker->run_of[from]];
  const TextStyle *style = &breaker->input->style;
  double *upto = breaker->upto;
  double x = upto[from];
  if (has_object(run) && str_starts_with(str_slice(breaker->text, from, to), STR(OBJECT))) {
    x += run->mark ? mark_width(run, breaker->input->width) : SIGN_ADVANCE;
    for (size_t k = 1; k <= OBJECT_LENGTH; k++) upto[from + k] = x;
    from += OBJECT_LENGTH;
  }
  ShapedText shaped = shape_run(breaker, run, str_slice(breaker->text, from, to));
  if (shaped.is_reordered) {
    measure_reordered(breaker, &shaped, style, from, to, x);
    return;
  }
  for (size_t at = from + 1; at <= to; at++) upto[at] = -1;
  for (uint32_t i = 0; i < shaped.glyph_count; i++) {
    x += ((double)shaped.glyphs[i].advance + style->tracking) * style->size;
    uint32_t after = i + 1 < shaped.glyph_count ? shaped.glyphs[i + 1].cluster : (uint32_t)(to - from);
    if (after > shaped.glyphs[i].cluster) upto[from + after] = x; /* the last glyph of its letter */
  }
  upto[to] = x;
  for (size_t at = from + 1; at < to; at++)
    if (upto[at] < 0) upto[at] = upto[at - 1];
}

static void measure(Breaker *breaker) {
  breaker->upto = ARENA_ARRAY(breaker->setter->arena, double, breaker->text.length + 1);
  for (size_t from = 0; from < breaker->text.length;) {
    size_t to = from;
    while (to < breaker->text.length && breaker->run_of[to] == breaker->run_of[from]) to++;
    measure_run(breaker, from, to);
    from = to;
  }
  const TextStyle *style = &breaker->input->style;
  breaker->hang = hang_of(&breaker->input->runs.items[breaker->run_of[0]], breaker->input->width);
  breaker->hyphen =
      font_width(breaker->setter->fonts, style->face, style->size, 0, STR("-"), breaker->setter->language);
}

/* ---- where it may break ---- */

/* The stretch without spaces around byte `at`, as far as eight bytes each way: enough to know short words. */
static Str token_at(Str text, size_t at) {
  enum { ENOUGH = 8 };
  size_t from = at, to = at;
  while (from > 0 && at - from < ENOUGH && text.data[from - 1] != ' ') from--;
  while (to < text.length && to - at < ENOUGH && text.data[to] != ' ') to++;
  return str_slice(text, from, to);
}

static bool is_address(Str token) {
  return str_find(token, STR("://")) < token.length || str_find(token, STR("@")) < token.length ||
         str_starts_with(token, STR("www."));
}

static uint32_t letters_before(Str text, size_t at) {
  uint32_t count = 0;
  for (size_t size; at > 0; count++) {
    at = step_back(text, at);
    if (!is_letter(character_at(text, at, &size))) break;
  }
  return count;
}

static uint32_t letters_after(Str text, size_t at) {
  uint32_t count = 0;
  for (size_t size; at < text.length; at += size, count++)
    if (!is_letter(character_at(text, at, &size))) break;
  return count;
}

/* Whether a break after the character that ends before `at`, which is no space, is one that a typesetter would make. */
static bool is_good_inner_break(Str text, size_t at) {
  size_t size;
  size_t last = step_back(text, at);
  int32_t point = character_at(text, last, &size);
  if (point == '-' || point == 0x2010) return letters_before(text, last) >= 2 && letters_after(text, at) >= 2;
  if (point == '/') return letters_before(text, last) >= 3 && letters_after(text, at) >= 3;
  if (point == 0x2013 || point == 0x2014) return true; /* dashes */
  return point == 0xAD || point == 0x200B || point > 0x2E7F;
}

/* The price of a break after the space at byte `at`. */
static double space_price(Str text, size_t at) {
  size_t size;
  if (at == 0 || at + 1 >= text.length) return 0;
  size_t last = step_back(text, at);
  int32_t before = character_at(text, last, &size), after = character_at(text, at + 1, &size);
  Str token = token_at(text, last);
  if (before == 0x20AC || before == 0x2013) return before == 0x20AC ? NEVER : 0;
  if (after == 0x2013) return DASH_PRICE; /* a dash does not start a line */
  if (after == 0x20AC) return 0;
  if (before == '.' && token.length <= 5 && letters_before(text, last) == 1) return NEVER; /* initials and name */
  Str next = token_at(text, at + 1);
  bool is_year = next.length >= 4 && next.length <= 5 && is_digit(next.data[0]) && is_digit(next.data[1]) &&
                 is_digit(next.data[2]) && is_digit(next.data[3]) && (next.length == 4 || !is_digit(next.data[4]));
  if (is_year && is_letter(before)) return YEAR_PRICE;
  bool is_short_number = is_digit(before) && token.length <= 2;
  if (is_short_number && (is_letter(after) || after == '%')) return TIE_PRICE;
  return 0;
}

static void find_breaks(Breaker *breaker) {
  Arena *arena = breaker->setter->arena;
  Str text = breaker->text;
  breaker->breaks = arena_alloc(arena, text.length + 1);
  breaker->prices = ARENA_ARRAY(arena, double, text.length + 1);
  set_linebreaks_utf8((const utf8_t *)text.data, text.length, "", breaker->breaks);
  size_t token_end = 0;
  bool in_address = false;
  for (size_t at = 0; at < text.length; at++) {
    if (at >= token_end) {
      token_end = at + 1;
      while (token_end < text.length && text.data[token_end] != ' ') token_end++;
      in_address = is_address(str_slice(text, at, token_end));
    }
    if (breaker->breaks[at] == LINEBREAK_MUSTBREAK) breaker->breaks[at] = LINEBREAK_NOBREAK;
    if (breaker->breaks[at] != LINEBREAK_ALLOWBREAK) continue;
    if (text.data[at] == ' ')
      breaker->prices[at] = space_price(text, at);
    else if (in_address || !is_good_inner_break(text, at + 1))
      breaker->breaks[at] = LINEBREAK_NOBREAK;
    if (breaker->prices[at] >= NEVER) breaker->breaks[at] = LINEBREAK_NOBREAK;
    if (at + 1 >= OBJECT_LENGTH && memcmp(text.data + at + 1 - OBJECT_LENGTH, OBJECT, OBJECT_LENGTH) == 0)
      breaker->breaks[at] = LINEBREAK_NOBREAK; /* a sign stays with its word */
  }
  for (size_t at = 0; at + 1 < text.length; at++) /* old rules forbid a break after a space before some signs */
    if (text.data[at] == ' ' && str_starts_with(str_slice(text, at + 1, text.length), STR(OBJECT)))
      breaker->breaks[at] = LINEBREAK_ALLOWBREAK;
}

/* ---- chunks ---- */

static double width_between(const Breaker *breaker, size_t from, size_t to) {
  return breaker->upto[to] - breaker->upto[from];
}

static Chunk *push_chunk(Breaker *breaker, size_t from, size_t to, BreakKind after, double price) {
  Chunk *chunk = LIST_ADD(breaker->setter->arena, &breaker->chunks);
  *chunk = (Chunk){.from = (uint32_t)from, .to = (uint32_t)to, .next = (uint32_t)to, .after = after, .price = price};
  chunk->width = width_between(breaker, from, to);
  return chunk;
}

static const Hyphenator *hyphenator_for(Breaker *breaker, Language language) {
  Typesetter *setter = breaker->setter;
  if (!setter->hyphenators[language]) setter->hyphenators[language] = hyphenator_open(setter->arena, language);
  return setter->hyphenators[language];
}

/* Splits [from, to) at hyphenation points; returns where the last, unpushed part starts. */
static size_t split_word(Breaker *breaker, size_t start, size_t from, size_t to) {
  const Run *run = &breaker->input->runs.items[breaker->run_of[from]];
  if (to - from < HYPHENATION_LEAST_LETTERS || run->codes || breaker->run_of[to - 1] != breaker->run_of[from])
    return start;
  uint32_t count;
  const HyphenPoint *points = hyphenator_points(hyphenator_for(breaker, run_language(breaker, run)),
                                                breaker->setter->arena, str_slice(breaker->text, from, to), &count);
  for (uint32_t i = 0; i < count; i++) {
    push_chunk(breaker, start, from + points[i].at, BREAK_HYPHEN, HYPHEN_PRICE);
    start = from + points[i].at;
  }
  return start;
}

/* Splits the words in [from, to) at hyphenation points. */
static size_t split_words(Breaker *breaker, size_t from, size_t to) {
  size_t start = from, size;
  if (is_address(str_slice(breaker->text, from, to))) return start;
  for (size_t at = from; at < to;) {
    size_t end = at;
    while (end < to && is_letter(character_at(breaker->text, end, &size))) end += size;
    if (end > at) start = split_word(breaker, start, at, end);
    if (end == at) character_at(breaker->text, end, &size), end += size;
    at = end;
  }
  return start;
}

/* The end of as many whole letters from `from` as fit in the line; of a letter that is too wide by itself (its characters
 * are drawn as their codes) as many characters as fit, at least one. */
static size_t letters_that_fit(const Breaker *breaker, size_t from, size_t to) {
  double room = breaker->input->width - breaker->hyphen - breaker->hang;
  size_t fits = from, size;
  utf8proc_int32_t state = 0;
  for (size_t at = from, next; at < to; at = next) {
    int32_t point = character_at(breaker->text, at, &size);
    next = at + size;
    if (fits == from && at > from && width_between(breaker, from, next) > room) return at;
    utf8proc_int32_t following = next < to ? character_at(breaker->text, next, &size) : 0;
    if (next < to && !utf8proc_grapheme_break_stateful(point, following, &state)) continue;
    if (fits > from && width_between(breaker, from, next) > room) break;
    fits = next;
  }
  return fits;
}

/* An address is cut after one of its signs when there is one in the second half of what fits. */
static size_t end_of_address_part(const Breaker *breaker, size_t from, size_t end) {
  for (size_t at = end; at > from + (end - from) / 2; at--)
    if (strchr("/.-_?&=@", breaker->text.data[at - 1])) return at;
  return end;
}

/* Cuts a part that no line can hold between its letters. */
static size_t cut_letters(Breaker *breaker, size_t from, size_t to) {
  bool is_code =
      is_address(str_slice(breaker->text, from, to)) || breaker->input->runs.items[breaker->run_of[from]].codes;
  while (width_between(breaker, from, to) > breaker->input->width - breaker->hang + 0.01) {
    size_t end = letters_that_fit(breaker, from, to);
    if (end >= to || end <= from) break;
    if (is_code) end = end_of_address_part(breaker, from, end);
    size_t size;
    bool between_letters = is_letter(character_at(breaker->text, end, &size)) &&
                           is_letter(character_at(breaker->text, step_back(breaker->text, end), &size));
    push_chunk(breaker, from, end, between_letters && !is_code ? BREAK_HYPHEN : BREAK_FREE, CHARACTER_PRICE);
    from = end;
  }
  return from;
}

/* Adds what stands between two places where the text may break. */
static void add_part(Breaker *breaker, size_t from, size_t to, size_t next, double price) {
  double width = breaker->input->width - breaker->hang;
  bool is_wide = width_between(breaker, from, to) > width + 0.01;
  size_t start = from;
  if (breaker->input->hyphenate || is_wide) {
    uint32_t before = breaker->chunks.count;
    start = split_words(breaker, from, to);
    bool still_wide = width_between(breaker, start, to) > width + 0.01;
    for (uint32_t i = before; i < breaker->chunks.count; i++)
      still_wide |= breaker->chunks.items[i].width + breaker->hyphen > width + 0.01;
    if (still_wide) {
      breaker->chunks.count = before;
      start = cut_letters(breaker, from, to);
    }
  }
  Chunk *last = push_chunk(breaker, start, to, BREAK_FREE, price);
  last->next = (uint32_t)next;
  last->space = width_between(breaker, to, next);
}

static void make_chunks(Breaker *breaker) {
  size_t from = 0;
  Str text = breaker->text;
  breaker->chunks.count = 0;
  for (size_t at = 0; at < text.length; at++) {
    if (breaker->breaks[at] != LINEBREAK_ALLOWBREAK && at + 1 < text.length) continue;
    size_t to = at + 1;
    while (to > from && text.data[to - 1] == ' ') to--;
    add_part(breaker, from, to, at + 1, breaker->prices[at]);
    from = at + 1;
  }
}

/* ---- the cheapest way ---- */

typedef struct Way {
  double price;
  uint32_t from; /* first chunk of the line that ends here */
  uint32_t lines;
} Way;

/* Words, and letters, of the chunks [from, to]. */
static bool is_too_short(const Breaker *breaker, uint32_t from, uint32_t to) {
  uint32_t words = 1;
  for (uint32_t i = from; i < to; i++) words += breaker->chunks.items[i].space > 0;
  size_t letters = 0, bytes = breaker->chunks.items[to].to;
  for (size_t at = breaker->chunks.items[from].from; at < bytes; at++)
    letters += ((unsigned char)breaker->text.data[at] & 0xC0) != 0x80;
  return words < 2 && letters < 10;
}

static double line_price(const Breaker *breaker, uint32_t from, uint32_t to, double width, double room) {
  const Chunk *last = &breaker->chunks.items[to];
  double empty = (room - width) / room, price = LINE_PRICE;
  bool broke_before = from > 0 && breaker->chunks.items[from - 1].after == BREAK_HYPHEN;
  if (width > room + 0.01) price += 100 * (width - room) / room;
  if (to + 1 == breaker->chunks.count) {
    if (from > 0 && is_too_short(breaker, from, to)) price += room > NARROW ? 0.5 : 0.03;
    if (from > 0 && broke_before) price += HYPHEN_PRICE;
    return price;
  }
  price += (empty > 0 ? empty * empty : 0) + last->price;
  if (last->after == BREAK_HYPHEN && broke_before) price += 10;
  return price;
}

static void choose(Breaker *breaker, double whole) {
  uint32_t count = breaker->chunks.count;
  Way *ways = ARENA_ARRAY(breaker->setter->arena, Way, count + 1);
  for (uint32_t to = 0; to < count; to++) {
    const Chunk *last = &breaker->chunks.items[to];
    Way best = {HUGE_VAL, to, 0};
    double width = last->width + (last->after == BREAK_HYPHEN ? breaker->hyphen : 0);
    for (uint32_t next = to + 1; next-- > 0;) {
      uint32_t from = next;
      if (from < to) width += breaker->chunks.items[from].width + breaker->chunks.items[from].space;
      double room = from ? whole - breaker->hang : whole;
      if (from < to && width > whole + 0.01) break;
      if (from < to && width > room + 0.01) continue;
      double before = from ? ways[from - 1].price : 0;
      double price = before + line_price(breaker, from, to, width, room);
      if (price < best.price - 1e-12) best = (Way){price, from, 1 + (from ? ways[from - 1].lines : 0)};
    }
    ways[to] = best;
  }
  breaker->line_count = ways[count - 1].lines;
  breaker->ends = ARENA_ARRAY(breaker->setter->arena, uint32_t, breaker->line_count);
  for (uint32_t line = breaker->line_count, to = count - 1; line > 0; line--) {
    breaker->ends[line - 1] = to;
    to = ways[to].from - 1;
  }
}

/* The least width that needs no more lines than the whole width does. */
static void choose_balanced(Breaker *breaker) {
  double wide = breaker->input->width, narrow = 0;
  choose(breaker, wide);
  uint32_t lines = breaker->line_count;
  LIST_EACH(const Chunk, chunk, breaker->chunks)
    if (chunk->width > narrow) narrow = chunk->width;
  for (int i = 0; i < 10 && lines > 1 && wide - narrow > 1; i++) {
    double middle = (wide + narrow) / 2;
    choose(breaker, middle);
    if (breaker->line_count <= lines)
      wide = middle;
    else
      narrow = middle;
  }
  choose(breaker, wide);
}

/* ---- lines ---- */

static void add_piece(Breaker *breaker, Line *line, uint32_t run_index, Str text, double *x) {
  Arena *arena = breaker->setter->arena;
  const Run *run = &breaker->input->runs.items[run_index];
  const TextStyle *style = &breaker->input->style;
  if (str_starts_with(text, STR(OBJECT)) && has_object(run)) {
    double width = run->mark ? mark_width(run, breaker->input->width) : SIGN_ADVANCE;
    Piece *piece = LIST_ADD(arena, &line->pieces);
    *piece = (Piece){
        .kind = run->mark ? PIECE_MARK : PIECE_SIGN, .run = run, .run_index = run_index, .x = *x, .width = width};
    *x += width;
    text = str_slice(text, OBJECT_LENGTH, text.length);
  }
  if (!text.length) return;
  Piece *piece = LIST_ADD(arena, &line->pieces);
  *piece =
      (Piece){.kind = PIECE_TEXT, .run = run, .run_index = run_index, .x = *x, .shaped = shape_run(breaker, run, text)};
  piece->width = (double)piece->shaped.width * style->size + piece->shaped.glyph_count * style->tracking * style->size;
  *x += piece->width;
}

static void make_line(Breaker *breaker, Line *line, uint32_t first, uint32_t last) {
  const Chunk *end = &breaker->chunks.items[last];
  size_t from = breaker->chunks.items[first].from, to = end->next;
  bool is_last = last + 1 == breaker->chunks.count;
  line->is_hyphenated = !is_last && end->after == BREAK_HYPHEN;
  if (is_last) to = end->to;
  double x = first > 0 ? breaker->hang : 0;
  while (from < to) {
    size_t stop = from;
    while (stop < to && breaker->run_of[stop] == breaker->run_of[from]) stop++;
    Str text = str_slice(breaker->text, from, stop);
    if (stop == to && line->is_hyphenated) text = str_format(breaker->setter->arena, "%.*s\xC2\xAD", STR_ARGS(text));
    add_piece(breaker, line, breaker->run_of[from], text, &x);
    from = stop;
  }
  line->width = x - (is_last ? 0 : end->space);
}

static bool prepare(Breaker *breaker) {
  gather(breaker);
  if (!breaker->text.length) return false;
  measure(breaker);
  find_breaks(breaker);
  make_chunks(breaker);
  return true;
}

Paragraph *paragraph_break(Typesetter *typesetter, const ParagraphInput *input) {
  Paragraph *paragraph = ARENA_NEW(typesetter->arena, Paragraph);
  Breaker breaker = {.setter = typesetter, .input = input};
  paragraph->style = input->style;
  paragraph->runs = input->runs;
  if (!prepare(&breaker)) return paragraph;
  if (input->balance)
    choose_balanced(&breaker);
  else
    choose(&breaker, input->width);
  for (uint32_t i = 0, first = 0; i < breaker.line_count; i++) {
    Line *line = LIST_ADD(typesetter->arena, &paragraph->lines);
    make_line(&breaker, line, first, breaker.ends[i]);
    first = breaker.ends[i] + 1;
    if (line->width > paragraph->width) paragraph->width = line->width;
  }
  paragraph->height = paragraph->lines.count * input->style.leading;
  return paragraph;
}

double paragraph_natural_width(Typesetter *typesetter, const RunList *runs, const TextStyle *style, double *least) {
  ParagraphInput input = {.runs = *runs, .style = *style, .width = 1e5};
  LIST_EACH(const Run, run, *runs)
    if (run->mark == MARK_WRITING_LINE) input.width = 20 * MM;
  Breaker breaker = {.setter = typesetter, .input = &input};
  if (least) *least = 0;
  gather(&breaker);
  if (!breaker.text.length) return 0;
  measure(&breaker);
  if (!least) return breaker.upto[breaker.text.length];
  find_breaks(&breaker);
  input.width = 1e5;
  make_chunks(&breaker);
  LIST_EACH(const Chunk, chunk, breaker.chunks)
    if (chunk->width > *least) *least = chunk->width;
  return breaker.upto[breaker.text.length];
}
