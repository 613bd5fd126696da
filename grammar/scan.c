/* scan.c: read scan_tokens first, then the functions in the order of scan.h; below each stand the small ones it uses.
 * Everywhere `at` and `end` are bytes of the text. */
#include "grammar/scan.h"

#include "compiler/base/utf8.h"

typedef void *yyscan_t;
#include "lexer.h"

enum { MOST_PROBLEMS = 20000 };

static char byte_at(const Scan *scan, uint32_t at) { return at < scan->text.length ? scan->text.data[at] : '\0'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_blank(char c) { return c == ' ' || c == '\t'; }

Problem *problem_add(Arena *arena, ProblemList *problems, const char *code, const char *kind, uint32_t start,
                     uint32_t end) {
  Problem problem = {.code = code, .kind = kind, .start = start, .end = end};
  if (problems->count == MOST_PROBLEMS) problems->count--; /* keeps the first; the last place is scratch */
  LIST_PUSH(arena, problems, problem);
  return &problems->items[problems->count - 1];
}

static Problem *problem(Scan *scan, const char *code, const char *kind, uint32_t start, uint32_t end) {
  return problem_add(scan->arena, &scan->problems, code, kind, start, end);
}

/* A problem over a whole token, mended by writing `mended` in its place; an empty `mended`: nobody knows what was
 * meant. */
static uint32_t broken(Scan *scan, const char *kind, uint32_t start, uint32_t end, Str mended) {
  Problem *found = problem(scan, "K0001", kind, start, end);
  found->breaks = true;
  found->has_fix = mended.length > 0;
  found->fix_start = start;
  found->fix_end = end;
  found->mended = mended;
  scan_emit(scan, TOKEN_ERROR, start, end);
  return end;
}

/* ---- the pass over the bytes ---- */

static bool is_suspect(unsigned char byte) {
  return byte >= 0x80 || byte == 0x7F || (byte < 0x20 && byte != '\t' && byte != '\n');
}

typedef enum BadKind { BAD_NOT, BAD_UTF8, BAD_CONTROL, BAD_SEPARATOR, BAD_BIDI } BadKind;

static BadKind bad_kind(const Scan *scan, size_t at, size_t *size) {
  int32_t code_point = utf8_decode(scan->text, at, size);
  if (code_point == UTF8_INVALID) return BAD_UTF8;
  if (code_point == '\r') return byte_at(scan, (uint32_t)at + 1) == '\n' ? BAD_NOT : BAD_CONTROL;
  if (code_point == '\t' || code_point == '\n') return BAD_NOT;
  if (code_point == 0x2028 || code_point == 0x2029) return BAD_SEPARATOR;
  if (utf8_is_control(code_point)) return BAD_CONTROL;
  return utf8_is_bidi_control(code_point) ? BAD_BIDI : BAD_NOT;
}

static uint32_t bad_run(Scan *scan, uint32_t start, BadKind kind) {
  static const char *const names[] = {"", "invalid-utf8", "control", "separator", "bidi"};
  size_t at = start, size;
  while (at < scan->text.length && bad_kind(scan, at, &size) == kind) at += size;
  Problem *found = problem(scan, kind == BAD_BIDI ? "K0006" : "K0002", names[kind], start, (uint32_t)at);
  found->has_fix = kind == BAD_BIDI;
  found->fix_start = start;
  found->fix_end = (uint32_t)at;
  LIST_PUSH(scan->arena, &scan->bad_bytes, start);
  return (uint32_t)at;
}

void scan_bytes(Scan *scan) {
  const char *data = scan->text.data;
  size_t length = scan->text.length;
  for (size_t at = 0, size; at < length;) {
    if (!is_suspect((unsigned char)data[at])) {
      at++;
      continue;
    }
    BadKind kind = bad_kind(scan, at, &size);
    if (kind == BAD_NOT) at += size;
    else at = bad_run(scan, (uint32_t)at, kind);
  }
}

/* ---- tokens ---- */

void scan_tokens(Scan *scan, uint32_t start, uint32_t end) {
  size_t length = end - start;
  char *copy = arena_alloc(scan->arena, length + 2); /* the two NUL bytes that flex wants */
  if (length) memcpy(copy, scan->text.data + start, length);
  /* at a NUL flex reads its token again from the start; another control character means the same and costs nothing */
  for (size_t i = 0; i < length; i++)
    if (copy[i] == '\0') copy[i] = '\x01';
  scan->base = copy;
  scan->offset = start;
  scan->tokens.capacity = (uint32_t)(length / 4 + 16);
  scan->tokens.items = ARENA_ARRAY(scan->arena, Token, scan->tokens.capacity);
  yyscan_t scanner;
  yylex_init_extra(scan, &scanner);
  yy_scan_buffer(copy, length + 2, scanner);
  yylex(scanner);
  scan_emit(scan, TOKEN_END, end, end);
  for (uint32_t i = 0; i < scan->open_parens.count; i++)
    LIST_PUSH(scan->arena, &scan->unclosed_parens, scan->open_parens.items[i]);
}

void scan_line_end(Scan *scan, uint32_t start, uint32_t end) {
  scan_emit(scan, TOKEN_LINE_END, start, end);
  scan->line_token = scan->tokens.count;
  scan->line_braces = 0;
}

/* Neither a list nor parentheses can hold a brace: what is open there was left open. */
static void brace(Scan *scan, bool opens) {
  scan->brackets = scan->parens = 0;
  for (uint32_t i = 0; i < scan->open_parens.count; i++)
    LIST_PUSH(scan->arena, &scan->unclosed_parens, scan->open_parens.items[i]);
  scan->open_parens.count = 0;
  if (opens) scan->braces_opened++;
  else scan->braces_closed++;
  if (opens) scan->line_braces++;
  else if (scan->line_braces) scan->line_braces--;
}

void scan_bracket(Scan *scan, TokenKind kind, uint32_t start) {
  switch (kind) {
    case TOKEN_OPEN_BRACE: brace(scan, true); break;
    case TOKEN_CLOSE_BRACE: brace(scan, false); break;
    case TOKEN_OPEN_BRACKET: scan->brackets++; break;
    case TOKEN_CLOSE_BRACKET: scan->brackets -= scan->brackets > 0; break;
    case TOKEN_OPEN_PAREN:
      scan->parens++;
      LIST_PUSH(scan->arena, &scan->open_parens, scan->tokens.count);
      break;
    default:
      scan->parens -= scan->parens > 0;
      scan->open_parens.count -= scan->open_parens.count > 0;
  }
  scan_emit(scan, kind, start, start + 1);
}

void scan_tab(Scan *scan, uint32_t start, uint32_t end) {
  if (scan->tokens.count == scan->line_token) return; /* indentation */
  char next = byte_at(scan, end);
  if (next == '\n' || next == '\r' || next == '\0' || next == '#') return;
  uint32_t tabs = 0;
  for (uint32_t at = start; at < end; at++) tabs += scan->text.data[at] == '\t';
  uint32_t count = scan->tab_lines.count;
  if (count == 0 || scan->tab_lines.items[count - 1].token != scan->line_token)
    LIST_PUSH(scan->arena, &scan->tab_lines, ((TabLine){.token = scan->line_token}));
  scan->tab_lines.items[scan->tab_lines.count - 1].tabs += tabs;
}

/* ---- what is not ASCII ---- */

static bool is_curly(int32_t code_point) {
  return code_point == 0x201C || code_point == 0x201D || code_point == 0x201E || code_point == 0x201F ||
         code_point == 0x2018 || code_point == 0x2019 || code_point == 0x201A || code_point == 0x201B ||
         code_point == 0xAB || code_point == 0xBB;
}

/* The end of the present line, without its line end. */
static uint32_t line_end(const Scan *scan, uint32_t at) {
  const char *found = memchr(scan->text.data + at, '\n', scan->text.length - at);
  uint32_t end = found ? (uint32_t)(found - scan->text.data) : (uint32_t)scan->text.length;
  return end > at && scan->text.data[end - 1] == '\r' ? end - 1 : end;
}

/* `inside` between straight quotes. */
static Str quoted(Scan *scan, uint32_t start, uint32_t end) {
  Text text = text_new(scan->arena);
  text_add_char(&text, '"');
  for (uint32_t at = start; at < end; at++) {
    if (scan->text.data[at] == '"' || scan->text.data[at] == '\\') text_add_char(&text, '\\');
    text_add_char(&text, scan->text.data[at]);
  }
  text_add_char(&text, '"');
  return text_str(&text);
}

/* From a curly quote to its partner on the same line; a straight quote will do as one. */
static uint32_t scan_curly(Scan *scan, uint32_t start, uint32_t inside) {
  uint32_t end = line_end(scan, start);
  for (size_t at = inside, size; at < end; at += size) {
    int32_t code_point = utf8_decode(scan->text, at, &size);
    bool apostrophe = code_point == 0x2019 && at + size < end && is_letter(byte_at(scan, (uint32_t)(at + size)));
    if ((!is_curly(code_point) || apostrophe) && code_point != '"') continue;
    uint32_t after = (uint32_t)(at + size);
    return broken(scan, "curly-quotes", start, after, quoted(scan, inside, (uint32_t)at));
  }
  return broken(scan, "curly-quotes", start, inside, STR(""));
}

/* Reports a run of characters that nobody sees; returns its end. A byte order mark at the very start is welcome. */
static uint32_t invisible_run(Scan *scan, uint32_t start) {
  size_t at = start, size;
  while (at < scan->text.length) {
    int32_t code_point = utf8_decode(scan->text, at, &size);
    if (code_point < 0x80 || !utf8_is_invisible(code_point) || utf8_is_bidi_control(code_point)) break;
    at += size;
  }
  if (start == 0 && str_starts_with(scan->text, STR("\xEF\xBB\xBF"))) start = 3;
  if (at == start) return (uint32_t)at;
  Problem *found = problem(scan, "K0002", "invisible", start, (uint32_t)at);
  found->has_fix = true;
  found->fix_start = start;
  found->fix_end = (uint32_t)at;
  return (uint32_t)at;
}

/* Letters, marks, digits, hyphens and underscores; invisible characters too (reported, and left out of the name). */
static uint32_t scan_unicode_word(Scan *scan, uint32_t start) {
  bool invalid = false;
  size_t at = start, size;
  for (; at < scan->text.length; at += size) {
    int32_t code_point = utf8_decode(scan->text, at, &size);
    bool in_name = utf8_is_letter(code_point) ||
                   (code_point < 0x80 && (is_digit((char)code_point) || code_point == '-' || code_point == '_')) ||
                   utf8_is_mark(code_point);
    if (code_point == UTF8_INVALID) invalid = true;
    else if (utf8_is_bidi_control(code_point)) continue;
    else if (utf8_is_invisible(code_point)) {
      at = invisible_run(scan, (uint32_t)at);
      size = 0;
    } else if (!in_name) break;
  }
  scan_emit(scan, invalid ? TOKEN_ERROR : TOKEN_NAME, start, (uint32_t)at);
  return (uint32_t)at;
}

uint32_t scan_wide(Scan *scan, uint32_t start) {
  size_t size;
  int32_t code_point = utf8_decode(scan->text, start, &size);
  uint32_t next = start + (uint32_t)size;
  if (code_point == UTF8_INVALID || utf8_is_letter(code_point)) return scan_unicode_word(scan, start);
  if (utf8_is_space(code_point) || utf8_is_control(code_point) || utf8_is_bidi_control(code_point)) return next;
  if (utf8_is_invisible(code_point)) return invisible_run(scan, start);
  if (is_curly(code_point)) return scan_curly(scan, start, next);
  if (code_point == 0x20AC || code_point == 0xA3) return scan_currency(scan, start);
  return scan_strange(scan, start, next);
}

uint32_t scan_strange(Scan *scan, uint32_t start, uint32_t end) {
  return broken(scan, "character", start, end, STR(""));
}

/* ---- strings without an end ---- */

/* Gives back what closes something at the end of a line whose last string has no end: a brace that opens a block, and
 * what closes or parts the list or block around it. */
static uint32_t without_closers(const Scan *scan, uint32_t start, uint32_t end) {
  uint32_t at = end, kept = end, brackets = scan->brackets, braces = scan->line_braces;
  while (at > start + 1) {
    char c = scan->text.data[at - 1];
    bool parts_list = c == ',' && brackets, opens = c == '{' && at == end && is_blank(scan->text.data[at - 2]);
    if (c == ']' && brackets) brackets--;
    else if (c == '}' && braces) braces--;
    else if (!parts_list && !opens && !is_blank(c)) break;
    at--;
    if (!is_blank(c)) kept = at;
  }
  return kept;
}

static uint32_t trimmed(const Scan *scan, uint32_t start, uint32_t end) {
  while (end > start && is_blank(scan->text.data[end - 1])) end--;
  return end;
}

uint32_t scan_open_string(Scan *scan, uint32_t start) {
  uint32_t end = trimmed(scan, start, line_end(scan, start));
  for (size_t at = start + 1, size; at < end; at += size) {
    int32_t code_point = utf8_decode(scan->text, at, &size);
    if (code_point != 0x201C && code_point != 0x201D) continue;
    return broken(scan, "curly-quotes", start, (uint32_t)(at + size), quoted(scan, start + 1, (uint32_t)at));
  }
  end = trimmed(scan, start + 1, without_closers(scan, start, end));
  Problem *found = problem(scan, "K0003", "string", start, end);
  found->breaks = true;
  found->has_fix = true;
  found->fix_start = found->fix_end = end;
  found->mended = STR("\"");
  scan_emit(scan, TOKEN_ERROR, start, end);
  return end;
}

static Str first_word(Str line) {
  line = str_trim(line);
  size_t end = 0;
  while (end < line.length && (is_letter(line.data[end]) || is_digit(line.data[end]) || line.data[end] == '-' ||
                               line.data[end] == '_' || (unsigned char)line.data[end] >= 0x80))
    end++;
  return str_slice(line, 0, end);
}

/* Where a text block without its end stops: before the first line that starts with `}` or with a keyword. */
static uint32_t end_of_open_block(const Scan *scan, uint32_t start) {
  uint32_t at = line_end(scan, start);
  while (at < scan->text.length) {
    uint32_t line = at + (byte_at(scan, at) == '\r' ? 2 : 1),
             end = line < scan->text.length ? line_end(scan, line) : line;
    Str text = str_trim(str_slice(scan->text, line, end));
    if (text.length && text.data[0] == '}') return at;
    if (text.length && scan->is_keyword && scan->is_keyword(scan->keyword_context, first_word(text))) return at;
    at = end;
  }
  return (uint32_t)scan->text.length;
}

/* A line `keyword …"""` inside a text block opens the next one: the first has no end. */
static bool opens_another(const Scan *scan, uint32_t start, uint32_t quotes) {
  uint32_t line = quotes;
  while (line > start && scan->text.data[line - 1] != '\n') line--;
  if (line == start || !scan->is_keyword) return false;
  Str before = str_trim(str_slice(scan->text, line, quotes));
  Str after = str_trim(str_slice(scan->text, quotes + 3, line_end(scan, quotes)));
  return before.length && !after.length && scan->is_keyword(scan->keyword_context, before);
}

uint32_t scan_text_block(Scan *scan, uint32_t start) {
  Str rest = str_slice(scan->text, start + 3, scan->text.length);
  size_t found = str_find(rest, STR("\"\"\""));
  uint32_t quotes = start + 3 + (uint32_t)found;
  if (found < rest.length && !opens_another(scan, start + 3, quotes)) {
    scan_emit(scan, TOKEN_TEXT_BLOCK, start, quotes + 3);
    return quotes + 3;
  }
  uint32_t end = end_of_open_block(scan, start);
  problem(scan, "K0003", "text-block", start, start + 3)->breaks = true;
  scan_emit(scan, TOKEN_ERROR, start, end);
  return end;
}

/* ---- numbers, amounts and dates as people write them ---- */

/* The number of digits at `at`, which may be parted by single underscores when `parted`. */
static size_t digits(Str text, size_t at, bool parted) {
  size_t end = at;
  while (end < text.length && (is_digit(text.data[end]) || (parted && end > at && text.data[end] == '_' &&
                                                            end + 1 < text.length && is_digit(text.data[end + 1]))))
    end++;
  return end - at;
}

static bool is_plain_number(Str text) {
  size_t at = text.length && text.data[0] == '-', whole = digits(text, at, true);
  if (!whole || text.data[at] == '_') return false;
  at += whole;
  if (at < text.length && text.data[at] == '.') {
    size_t fraction = digits(text, at + 1, true);
    if (!fraction) return false;
    at += 1 + fraction;
  }
  return at == text.length;
}

/* Three runs of digits with one separator between them. */
typedef struct DateParts {
  Str part[3];
  char separator;
} DateParts;

static bool date_parts(Str text, DateParts *parts) {
  size_t at = 0;
  for (int i = 0; i < 3; i++) {
    size_t count = digits(text, at, false);
    if (!count) return false;
    parts->part[i] = str_slice(text, at, at + count);
    at += count;
    if (i == 2) return at == text.length;
    if (at == text.length || (i == 1 && text.data[at] != parts->separator)) return false;
    parts->separator = text.data[at++];
    if (parts->separator != '-' && parts->separator != '/' && parts->separator != '.') return false;
  }
  return false;
}

static Str iso_date(Arena *arena, Str year, Str month, Str day) {
  return str_format(arena, "%.*s-%s%.*s-%s%.*s", STR_ARGS(year), month.length == 1 ? "0" : "", STR_ARGS(month),
                    day.length == 1 ? "0" : "", STR_ARGS(day));
}

static bool scan_date(Scan *scan, uint32_t start, uint32_t end) {
  DateParts parts;
  if (!date_parts(str_slice(scan->text, start, end), &parts)) return false;
  const Str *part = parts.part;
  if (part[2].length == 4 && part[0].length <= 2 && part[1].length <= 2) {
    broken(scan, "dutch-date", start, end, iso_date(scan->arena, part[2], part[1], part[0]));
    return true;
  }
  if (parts.separator == '.') return false;
  bool year_first = part[0].length == 4 && part[1].length <= 2 && part[2].length <= 2;
  broken(scan, "bad-date", start, end, year_first ? iso_date(scan->arena, part[0], part[1], part[2]) : STR(""));
  return true;
}

/* What a number with commas and points was meant to be, as `*kind` says; empty when nobody can tell. */
static Str mended_number(Arena *arena, Str text, const char **kind) {
  size_t points = 0, commas = 0, last_point = 0, last_comma = 0, last_group = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (text.data[i] == '.') points++, last_point = i;
    if (text.data[i] == ',') commas++, last_comma = i;
    if (text.data[i] == '.' || text.data[i] == ',') last_group = i;
  }
  size_t tail = text.length - last_group - 1, decimal = text.length;
  if (text.length && text.data[text.length - 1] == '%') tail--;
  if (points && commas) decimal = last_point > last_comma ? last_point : last_comma;
  else if (commas == 1 && tail != 3) decimal = last_comma;
  else if (points == 1 && tail != 3) decimal = last_point;
  *kind = decimal < text.length ? "decimal-comma" : "thousands";
  if (points > 1 && commas > 1) return STR("");
  Text mended = text_new(arena);
  for (size_t i = 0; i < text.length; i++) {
    char c = text.data[i];
    if (i == decimal) text_add_char(&mended, '.');
    else if (c == '.' || c == ',') text_add_char(&mended, '_');
    else text_add_char(&mended, c);
  }
  return text_str(&mended);
}

static bool is_of(Str text, const char *characters) {
  for (size_t i = 0; i < text.length; i++)
    if (!memchr(characters, text.data[i], strlen(characters))) return false;
  return true;
}

/* `6months`: the number, a space, the word. */
static Str parted_number(Arena *arena, Str text) {
  size_t at = 0;
  while (at < text.length && memchr("0123456789_.-", text.data[at], 13)) at++;
  Str number = str_slice(text, 0, at), word = str_slice(text, at, text.length);
  if (!is_plain_number(number) || !word.length || !is_letter(word.data[0])) return STR("");
  return str_format(arena, "%.*s %.*s", STR_ARGS(number), STR_ARGS(word));
}

static uint32_t emit_number(Scan *scan, uint32_t start, uint32_t end) {
  Str text = str_slice(scan->text, start, end);
  size_t length = text.length;
  bool percentage = text.data[length - 1] == '%';
  if (is_plain_number(str_slice(text, 0, length - percentage))) {
    scan_emit(scan, percentage ? TOKEN_PERCENTAGE : TOKEN_NUMBER, start, end);
    return end;
  }
  DateParts parts;
  if (length == 10 && date_parts(text, &parts) && parts.separator == '-' && parts.part[0].length == 4) {
    scan_emit(scan, TOKEN_DATE, start, end);
    return end;
  }
  if (scan_date(scan, start, end)) return end;
  Str number = str_ends_with(text, STR(",-")) ? str_slice(text, 0, length - 2) : text;
  if (is_of(number, "-0123456789.,_%")) {
    const char *kind;
    Str mended = mended_number(scan->arena, number, &kind);
    if (number.length < length) kind = "decimal-comma"; /* `250.000,-` */
    bool usable = is_plain_number(str_ends_with(mended, STR("%")) ? str_slice(mended, 0, mended.length - 1) : mended);
    return broken(scan, usable ? kind : "bad-number", start, end, usable ? mended : STR(""));
  }
  return broken(scan, "bad-number", start, end, parted_number(scan->arena, text));
}

/* Where the catch-all of the scanner took more than one thing. */
static uint32_t end_of_number(const Scan *scan, uint32_t start, uint32_t end) {
  bool inside = scan->brackets || scan->parens;
  for (uint32_t at = start + 1; at < end; at++) {
    char c = scan->text.data[at];
    if (c == ',' && inside) return at;
    bool date = at == start + 4 && digits(str_slice(scan->text, start, end), 0, false) == 4;
    if (c == '-' && scan->parens && !date && at != start + 7) return at;
    if ((unsigned char)c < 0x80) continue;
    size_t size;
    int32_t code_point = utf8_decode(scan->text, at, &size);
    if (code_point != UTF8_INVALID && !utf8_is_letter(code_point)) return at;
  }
  uint32_t last = end;
  while (last > start + 1 && (scan->text.data[last - 1] == ',' || scan->text.data[last - 1] == '.')) last--;
  return last;
}

uint32_t scan_number(Scan *scan, uint32_t start, uint32_t end) {
  return emit_number(scan, start, end_of_number(scan, start, end));
}

uint32_t scan_slash_date(Scan *scan, uint32_t start, uint32_t end) {
  if (!scan->parens && scan_date(scan, start, end)) return end;
  uint32_t number = start + (uint32_t)digits(str_slice(scan->text, start, end), 0, false);
  scan_emit(scan, TOKEN_NUMBER, start, number);
  return number;
}

/* `t/m` and `tot en met`, as they are written in Dutch texts; in an expression they are other words and a division. */
uint32_t scan_up_to(Scan *scan, uint32_t start, uint32_t end) {
  char next = byte_at(scan, end);
  bool goes_on = next == '-' || next == '_' || is_digit(next) || ((next | 32) >= 'a' && (next | 32) <= 'z');
  if (!scan->parens && !goes_on) return broken(scan, "up-to", start, end, STR("t-m"));
  uint32_t word = start + (byte_at(scan, start + 1) == '/' ? 1 : 3);
  scan_emit(scan, TOKEN_NAME, start, word);
  return word;
}

uint32_t scan_spaced_percentage(Scan *scan, uint32_t start, uint32_t end) {
  uint32_t number = trimmed(scan, start, end - 1);
  Str text = str_slice(scan->text, start, number);
  const char *kind = "percent-space";
  if (memchr(text.data, ',', text.length)) text = mended_number(scan->arena, text, &kind);
  return broken(scan, "percent-space", start, end, str_format(scan->arena, "%.*s%%", STR_ARGS(text)));
}

static size_t skip_spaces(Str text, size_t at) {
  for (size_t size; at < text.length; at += size)
    if (!utf8_is_space(utf8_decode(text, at, &size))) break;
  return at;
}

uint32_t scan_currency(Scan *scan, uint32_t start) {
  size_t size;
  int32_t sign = utf8_decode(scan->text, start, &size);
  const char *code = sign == 0x20AC ? "EUR" : sign == 0xA3 ? "GBP" : "USD";
  size_t number = skip_spaces(scan->text, start + size), end = number;
  while (end < scan->text.length && memchr("0123456789.,_", scan->text.data[end], 13)) end++;
  if (end == number || !is_digit(scan->text.data[number])) return scan_strange(scan, start, start + (uint32_t)size);
  bool inside = scan->brackets || scan->parens;
  size_t after = end;
  while (end > number + 1 && !is_digit(scan->text.data[end - 1])) end--;
  Str text = str_slice(scan->text, number, end), mended = text;
  const char *kind;
  if (memchr(text.data, ',', text.length) || memchr(text.data, '.', text.length))
    mended = mended_number(scan->arena, text, &kind);
  if (!inside && after > end && scan->text.data[end] == ',' && byte_at(scan, (uint32_t)end + 1) == '-') end += 2;
  Str whole = mended.length ? str_format(scan->arena, "%s %.*s", code, STR_ARGS(mended)) : STR("");
  return broken(scan, "currency-sign", start, (uint32_t)end, whole);
}
