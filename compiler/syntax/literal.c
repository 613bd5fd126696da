/* literal.c: strings (escapes), text blocks (indentation), numbers (digits and scale). */
#include "compiler/syntax/literal.h"

#include "compiler/base/utf8.h"

enum { MOST_DIGITS = 15 };

typedef struct Reader {
  Arena *arena;
  const Source *source;
  Node *node;
  ProblemList *problems;
} Reader;

static Problem *problem(Reader *reader, const char *code, const char *kind, size_t start, size_t end) {
  return problem_add(reader->arena, reader->problems, code, kind, (uint32_t)start, (uint32_t)end);
}

/* ---- strings ---- */

static void bad_escape(Reader *reader, size_t start, size_t end) {
  problem(reader, "K0001", "bad-escape", start, end);
  reader->node->has_error = true;
}

static int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool may_stand_in_text(int32_t code_point) {
  if (code_point == '\t' || code_point == '\n') return true;
  return code_point <= 0x10FFFF && !(code_point >= 0xD800 && code_point <= 0xDFFF) && !utf8_is_control(code_point) &&
         !utf8_is_bidi_control(code_point);
}

/* \u{…} at `at`; returns the byte after it. */
static size_t read_code_point(Reader *reader, Text *text, size_t at, size_t end) {
  const char *data = reader->source->text.data;
  int32_t code_point = 0;
  size_t i = at + 3, count = 0;
  if (at + 2 >= end || data[at + 2] != '{') {
    bad_escape(reader, at, at + 2);
    return at + 2;
  }
  for (; i < end && hex_value(data[i]) >= 0; i++, count++)
    if (code_point <= 0x10FFFF) code_point = code_point * 16 + hex_value(data[i]);
  bool closed = i < end && data[i] == '}';
  if (!closed || count == 0 || !may_stand_in_text(code_point)) bad_escape(reader, at, i + closed);
  else utf8_encode(text, code_point);
  return i + closed;
}

static size_t read_escape(Reader *reader, Text *text, size_t at, size_t end) {
  const char *data = reader->source->text.data;
  switch (data[at + 1]) {
    case '"':
    case '\\': text_add_char(text, data[at + 1]); return at + 2;
    case 'n': text_add_char(text, '\n'); return at + 2;
    case 'u': return read_code_point(reader, text, at, end);
    case '\'':
      if (data[reader->node->span.start] != '\'') break;
      text_add_char(text, '\'');
      return at + 2;
    default: break;
  }
  size_t size;
  utf8_decode(reader->source->text, at + 1, &size);
  bad_escape(reader, at, at + 1 + size);
  return at + 1 + size;
}

static void read_string(Reader *reader) {
  const char *data = reader->source->text.data;
  size_t start = reader->node->span.start + 1u, end = reader->node->span.end - 1u;
  if (!memchr(data + start, '\\', end - start)) {
    reader->node->text = (Str){data + start, end - start};
    return;
  }
  Text text = text_new(reader->arena);
  for (size_t at = start; at < end;) {
    const char *escape = memchr(data + at, '\\', end - at);
    size_t next = escape ? (size_t)(escape - data) : end;
    text_add(&text, (Str){data + at, next - at});
    at = escape ? read_escape(reader, &text, next, end) : end;
  }
  reader->node->text = text_str(&text);
}

/* ---- text blocks ---- */

static size_t leading_blanks(Str line) {
  size_t count = 0;
  while (count < line.length && (line.data[count] == ' ' || line.data[count] == '\t')) count++;
  return count;
}

/* The next line of `rest`, without its end; `rest` moves on. */
static Str take_line(Str *rest) {
  const char *found = rest->length ? memchr(rest->data, '\n', rest->length) : NULL;
  size_t length = found ? (size_t)(found - rest->data) : rest->length;
  Str line = str_slice(*rest, 0, length);
  *rest = str_slice(*rest, length + (found != NULL), rest->length);
  if (line.length && line.data[line.length - 1] == '\r') line.length--;
  return line;
}

static size_t common_indentation(Str text) {
  size_t common = SIZE_MAX;
  while (text.length) {
    Str line = take_line(&text);
    size_t blanks = leading_blanks(line);
    if (blanks < line.length && blanks < common) common = blanks;
  }
  return common == SIZE_MAX ? 0 : common;
}

static Str without_trailing_blanks(Str line) {
  while (line.length && (line.data[line.length - 1] == ' ' || line.data[line.length - 1] == '\t')) line.length--;
  return line;
}

/* What stands behind the opening quotes is the first line; the lines below lose the indentation they share. Blank lines
 * at both ends do not count. */
static void read_text_block(Reader *reader) {
  Str inside = str_slice(reader->source->text, reader->node->span.start + 3u, reader->node->span.end - 3u);
  Str rest = inside, first = take_line(&rest);
  size_t indentation = common_indentation(rest);
  Text text = text_new(reader->arena);
  text_add(&text, without_trailing_blanks(str_trim(first)));
  size_t kept = text.length;
  while (rest.length) {
    Str line = without_trailing_blanks(take_line(&rest));
    if (text.length) text_add_char(&text, '\n');
    text_add(&text, str_slice(line, indentation, line.length));
    if (line.length) kept = text.length;
  }
  text.length = kept;
  reader->node->text = text_str(&text);
}

/* ---- numbers ---- */

static void read_decimal(Reader *reader) {
  Str text = str_slice(reader->source->text, reader->node->span.start, reader->node->span.end);
  Decimal decimal = {0};
  size_t significant = 0, scale = 0;
  bool fraction = false;
  for (size_t i = 0; i < text.length; i++) {
    char c = text.data[i];
    if (c == '.') fraction = true;
    if (c < '0' || c > '9') continue;
    if (significant || c != '0') significant++;
    scale += fraction;
    if (significant <= MOST_DIGITS && scale <= MOST_DIGITS) decimal.digits = decimal.digits * 10 + (c - '0');
  }
  if (text.data[0] == '-') decimal.digits = -decimal.digits;
  decimal.scale = (uint8_t)scale;
  reader->node->too_many_digits = significant > MOST_DIGITS || scale > MOST_DIGITS;
  reader->node->decimal = reader->node->too_many_digits ? (Decimal){0} : decimal;
  reader->node->text = text;
}

bool literal_looks_like_thousands(Str number) {
  if (number.length && number.data[0] == '-') number = str_slice(number, 1, number.length);
  if (number.length && number.data[number.length - 1] == '%') number.length--;
  if (number.length < 5 || number.length > 7 || number.data[0] == '0') return false;
  for (size_t i = 0; i < number.length; i++)
    if (i == number.length - 4 ? number.data[i] != '.' : number.data[i] < '0' || number.data[i] > '9') return false;
  return true;
}

static void check_thousands(Reader *reader) {
  Str number = reader->node->text;
  if (!literal_looks_like_thousands(number)) return;
  Span span = reader->node->span;
  Problem *found = problem(reader, "K0112", NULL, span.start, span.end);
  Text mended = text_new(reader->arena);
  for (size_t i = 0; i < number.length; i++) text_add_char(&mended, number.data[i] == '.' ? '_' : number.data[i]);
  found->has_fix = true;
  found->fix_start = span.start;
  found->fix_end = span.end;
  found->mended = text_str(&mended);
}

/* ---- all ---- */

/* Whether one of the bytes that the scanner could not take lies in the span. */
static bool has_bad_byte(const Scan *scan, Span span) {
  for (uint32_t low = 0, high = scan->bad_bytes.count; low < high;) {
    uint32_t middle = low + (high - low) / 2, place = scan->bad_bytes.items[middle];
    if (place >= span.start && place < span.end) return true;
    if (place < span.start) low = middle + 1;
    else high = middle;
  }
  return false;
}

void literal_read(Arena *arena, const Source *source, const Scan *scan, Node *node, ProblemList *problems) {
  Reader reader = {arena, source, node, problems};
  switch (node->kind) {
    case NODE_STRING: read_string(&reader); break;
    case NODE_TEXT_BLOCK: read_text_block(&reader); break;
    case NODE_NUMBER:
    case NODE_PERCENTAGE:
      read_decimal(&reader);
      check_thousands(&reader);
      break;
    default: node->text = str_slice(source->text, node->span.start, node->span.end); return;
  }
  if (scan->bad_bytes.count && has_bad_byte(scan, node->span)) node->has_error = true;
}
