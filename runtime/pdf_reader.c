/* Read from the bottom: pdf_read_embedded walks through the file (walk), which fills a table of objects; then every dictionary
 * with an EF entry is an embedded file (take_file). Values are parsed when they are wanted, into the arena. */
#include "runtime/pdf_reader.h"

#include <setjmp.h>
#include <string.h>

#include <zlib.h>

enum { DEPTH_MAX = 24, OBJECTS_MAX = 1000000, VALUES_MAX = 500000, DIGITS_MAX = 10, REFERENCES_MAX = 8, PIECE = 64 * 1024 };

typedef enum PdfKind { PDF_NONE, PDF_NUMBER, PDF_NAME, PDF_STRING, PDF_ARRAY, PDF_DICT, PDF_REFERENCE, PDF_WORD } PdfKind;

typedef struct PdfValue PdfValue;
struct PdfValue {
  PdfKind kind;
  int64_t number; /* of a number (its whole part), or of the object referred to */
  Str text;       /* of a name, string or word */
  LIST(PdfValue) items; /* of an array; of a dictionary: name, value, name, value */
};

/* Where an object stands. */
typedef struct ObjectPlace {
  Str buffer; /* the file, or an unpacked object stream */
  size_t at;
} ObjectPlace;

typedef struct PdfReader {
  Arena *arena;
  Arena scratch; /* values, while one object is looked at */
  Str file;
  LIST(ObjectPlace) objects; /* by number; an empty buffer: none */
  char *piece;               /* PIECE bytes, to unpack into */
  size_t unpacked, parsed;   /* bytes; of what is parsed once more, to follow a reference */
  uint32_t values;           /* in `scratch` */
  bool no_more_ends;         /* no "endstream" stands further on */
  bool has_end;              /* a trailer was met: the file is not cut off */
  const char *problem;
  jmp_buf stop; /* taken with `problem` set */
} PdfReader;

static _Noreturn void stop(PdfReader *r, const char *problem) {
  r->problem = problem;
  longjmp(r->stop, 1);
}

/* ---- parsing ---- */

typedef struct PdfCursor {
  PdfReader *r;
  Str buffer;
  size_t at;
} PdfCursor;

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0'; }
static bool is_mark(char c) { return c && strchr("()<>[]{}/%", c); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static char peek(const PdfCursor *c, size_t ahead) { return c->at + ahead < c->buffer.length ? c->buffer.data[c->at + ahead] : '\0'; }

static void skip_space(PdfCursor *c) {
  while (c->at < c->buffer.length) {
    if (c->buffer.data[c->at] == '%')
      while (c->at < c->buffer.length && c->buffer.data[c->at] != '\n' && c->buffer.data[c->at] != '\r') c->at++;
    else if (!is_space(c->buffer.data[c->at]))
      return;
    else
      c->at++;
  }
}

static int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static PdfValue parse_hex_string(PdfCursor *c) {
  Text out = text_new(&c->r->scratch);
  int high = -1;
  for (c->at++; c->at < c->buffer.length && c->buffer.data[c->at] != '>'; c->at++) {
    int digit = hex_digit(c->buffer.data[c->at]);
    if (digit < 0) continue;
    if (high >= 0) text_add_char(&out, (char)(16 * high + digit));
    high = high >= 0 ? -1 : digit;
  }
  if (high >= 0) text_add_char(&out, (char)(16 * high));
  c->at++;
  return (PdfValue){.kind = PDF_STRING, .text = text_str(&out)};
}

/* What follows a backslash in a string. */
static void parse_escape(PdfCursor *c, Text *out) {
  static const char letters[] = "nrtbf", meanings[] = "\n\r\t\b\f";
  char letter = peek(c, 0);
  const char *known = letter ? strchr(letters, letter) : NULL;
  if (letter >= '0' && letter <= '7') {
    unsigned value = 0;
    for (int i = 0; i < 3 && peek(c, 0) >= '0' && peek(c, 0) <= '7'; i++, c->at++) value = value * 8 + (unsigned)(peek(c, 0) - '0');
    text_add_char(out, (char)value);
    return;
  }
  c->at++;
  if (known)
    text_add_char(out, meanings[known - letters]);
  else if (letter == '\r' && peek(c, 0) == '\n')
    c->at++;
  else if (letter != '\n' && letter != '\r')
    text_add_char(out, letter);
}

static PdfValue parse_string(PdfCursor *c) {
  Text out = text_new(&c->r->scratch);
  uint32_t open = 1;
  for (c->at++; c->at < c->buffer.length;) {
    char byte = c->buffer.data[c->at++];
    if (byte == '\\') {
      parse_escape(c, &out);
      continue;
    }
    open += byte == '(';
    open -= byte == ')';
    if (!open) break;
    text_add_char(&out, byte);
  }
  return (PdfValue){.kind = PDF_STRING, .text = text_str(&out)};
}

static PdfValue parse_name(PdfCursor *c) {
  Text out = text_new(&c->r->scratch);
  for (c->at++; c->at < c->buffer.length && !is_space(peek(c, 0)) && !is_mark(peek(c, 0)); c->at++) {
    int high = peek(c, 0) == '#' ? hex_digit(peek(c, 1)) : -1, low = high >= 0 ? hex_digit(peek(c, 2)) : -1;
    text_add_char(&out, low >= 0 ? (char)(16 * high + low) : peek(c, 0));
    if (low >= 0) c->at += 2;
  }
  return (PdfValue){.kind = PDF_NAME, .text = text_str(&out)};
}

/* Digits at a place; false when there are none or too many. */
static bool parse_digits(PdfCursor *c, int64_t *value) {
  size_t from = c->at;
  for (*value = 0; is_digit(peek(c, 0)) && c->at - from < DIGITS_MAX; c->at++) *value = *value * 10 + (peek(c, 0) - '0');
  return c->at > from && !is_digit(peek(c, 0));
}

/* "12 0 R" at a place, after the 12. */
static bool parse_reference_tail(PdfCursor *c) {
  PdfCursor ahead = *c;
  int64_t generation;
  if (!is_space(peek(&ahead, 0))) return false;
  skip_space(&ahead);
  if (!parse_digits(&ahead, &generation) || !is_space(peek(&ahead, 0))) return false;
  skip_space(&ahead);
  if (peek(&ahead, 0) != 'R' || (peek(&ahead, 1) && !is_space(peek(&ahead, 1)) && !is_mark(peek(&ahead, 1)))) return false;
  c->at = ahead.at + 1;
  return true;
}

static PdfValue parse_plain(PdfCursor *c) {
  size_t from = c->at;
  PdfValue value = {.kind = PDF_NUMBER};
  if (is_digit(peek(c, 0)) && parse_digits(c, &value.number)) {
    if (parse_reference_tail(c)) value.kind = PDF_REFERENCE;
    if (is_space(peek(c, 0)) || is_mark(peek(c, 0)) || c->at == c->buffer.length) return value;
  }
  while (c->at < c->buffer.length && !is_space(peek(c, 0)) && !is_mark(peek(c, 0))) c->at++;
  if (c->at == from) c->at++; /* a mark that stands alone */
  return (PdfValue){.kind = PDF_WORD, .text = str_slice(c->buffer, from, c->at)};
}

static PdfValue parse(PdfCursor *c, int depth);

/* Items up to `end` (']' or the first of '>>'). */
static PdfValue parse_items(PdfCursor *c, PdfKind kind, char end, int depth) {
  PdfValue value = {.kind = kind};
  if (depth == DEPTH_MAX) stop(c->r, "extract-damaged");
  for (;;) {
    skip_space(c);
    if (c->at >= c->buffer.length) stop(c->r, "extract-damaged");
    if (peek(c, 0) == end && (end == ']' || peek(c, 1) == '>')) break;
    if (++c->r->values > VALUES_MAX) stop(c->r, "extract-large");
    LIST_PUSH(&c->r->scratch, &value.items, parse(c, depth + 1));
  }
  c->at += end == ']' ? 1 : 2;
  return value;
}

static PdfValue parse(PdfCursor *c, int depth) {
  skip_space(c);
  char first = peek(c, 0);
  if (first == '/') return parse_name(c);
  if (first == '(') return parse_string(c);
  if (first == '[') return c->at++, parse_items(c, PDF_ARRAY, ']', depth);
  if (first == '<' && peek(c, 1) == '<') return c->at += 2, parse_items(c, PDF_DICT, '>', depth);
  if (first == '<') return parse_hex_string(c);
  return parse_plain(c);
}

static PdfValue entry(const PdfValue *dict, const char *name) {
  if (dict->kind == PDF_DICT)
    for (uint32_t i = 0; i + 1 < dict->items.count; i += 2)
      if (dict->items.items[i].kind == PDF_NAME && str_equal(dict->items.items[i].text, str_of(name))) return dict->items.items[i + 1];
  return (PdfValue){.kind = PDF_NONE};
}

static bool is_name(PdfValue value, const char *name) { return value.kind == PDF_NAME && str_equal(value.text, str_of(name)); }

/* ---- objects and streams ---- */

static const ObjectPlace *place_of(const PdfReader *r, int64_t number) {
  if (number < 0 || number >= r->objects.count) return NULL;
  const ObjectPlace *place = &r->objects.items[number];
  return place->buffer.length ? place : NULL;
}

/* A value, and for a reference what it refers to. `*after` (may be NULL) becomes where the object's value ends. */
static PdfValue follow(PdfReader *r, PdfValue value, PdfCursor *after) {
  for (int i = 0; value.kind == PDF_REFERENCE; i++) {
    const ObjectPlace *place = place_of(r, value.number);
    if (!place || i == REFERENCES_MAX) return (PdfValue){.kind = PDF_NONE};
    PdfCursor cursor = {r, place->buffer, place->at};
    value = parse(&cursor, 0);
    r->parsed += cursor.at - place->at;
    if (r->parsed > 4 * (r->file.length + r->unpacked) + PIECE) stop(r, "extract-large");
    if (after) *after = cursor;
  }
  return value;
}

static voidpf take_memory(voidpf reader, uInt items, uInt size) { return arena_alloc_array(&((PdfReader *)reader)->scratch, items, size); }

static void give_memory(voidpf reader, voidpf memory) {
  (void)reader;
  (void)memory;
}

/* zlib's memory is an arena's, so whatever stops the reading, nothing leaks. What comes before damage is not used. */
static Str inflate_all(PdfReader *r, Str packed) {
  z_stream z = {.zalloc = take_memory, .zfree = give_memory, .opaque = r};
  Text out = text_new(r->arena);
  if (inflateInit(&z) != Z_OK) stop(r, "extract-damaged");
  z.next_in = (Bytef *)(uintptr_t)packed.data;
  z.avail_in = (uInt)packed.length;
  for (int status = Z_OK; status != Z_STREAM_END;) {
    z.next_out = (Bytef *)r->piece;
    z.avail_out = PIECE;
    status = inflate(&z, Z_NO_FLUSH);
    size_t made = PIECE - z.avail_out;
    if (status != Z_OK && status != Z_STREAM_END) stop(r, "extract-damaged");
    if ((r->unpacked += made) > PDF_UNPACKED_MAX) stop(r, "extract-large");
    text_add(&out, (Str){r->piece, made});
  }
  return text_str(&out);
}

/* The raw bytes of a stream whose dictionary ends at the cursor; false when none follows. The cursor then stands behind. */
static bool stream_data(PdfCursor *c, const PdfValue *dict, Str *data) {
  skip_space(c);
  if (!str_starts_with(str_slice(c->buffer, c->at, c->buffer.length), STR("stream"))) return false;
  size_t from = c->at + 6;
  if (from < c->buffer.length && c->buffer.data[from] == '\r') from++;
  if (from < c->buffer.length && c->buffer.data[from] == '\n') from++;
  PdfValue length = follow(c->r, entry(dict, "Length"), NULL);
  size_t end = length.kind == PDF_NUMBER && (uint64_t)length.number <= c->buffer.length - from ? from + (size_t)length.number : from;
  Str rest = str_slice(c->buffer, end, end + 11);
  size_t found = str_find(rest, STR("endstream"));
  bool is_told = length.kind == PDF_NUMBER && found < rest.length;
  if (!is_told) {
    rest = str_slice(c->buffer, from, c->buffer.length);
    found = c->r->no_more_ends ? rest.length : str_find(rest, STR("endstream"));
    c->r->no_more_ends |= found == rest.length;
    if (found == rest.length) return false;
    end = from + found;
  }
  *data = str_slice(c->buffer, from, end);
  c->at = end + (is_told ? found : 0) + 9;
  return true;
}

static Str unpack(PdfReader *r, const PdfValue *dict, Str data) {
  PdfValue filter = follow(r, entry(dict, "Filter"), NULL), parameters = follow(r, entry(dict, "DecodeParms"), NULL);
  if (filter.kind == PDF_ARRAY && filter.items.count == 1) filter = follow(r, filter.items.items[0], NULL);
  if (parameters.kind == PDF_ARRAY && parameters.items.count == 1) parameters = follow(r, parameters.items.items[0], NULL);
  bool is_plain = filter.kind == PDF_NONE || (filter.kind == PDF_ARRAY && !filter.items.count);
  if (is_plain) return data;
  PdfValue predictor = follow(r, entry(&parameters, "Predictor"), NULL);
  if (!is_name(filter, "FlateDecode") || (predictor.kind == PDF_NUMBER && predictor.number > 1)) stop(r, "extract-damaged");
  return inflate_all(r, data);
}

static void note_object(PdfReader *r, int64_t number, Str buffer, size_t at) {
  if (number < 0 || number >= OBJECTS_MAX) return;
  while (r->objects.count <= number) LIST_PUSH(r->arena, &r->objects, ((ObjectPlace){0}));
  r->objects.items[number] = (ObjectPlace){buffer, at};
}

/* The objects in an object stream: pairs of number and offset, then the values. */
static void note_packed(PdfReader *r, const PdfValue *dict, Str data) {
  Str unpacked = unpack(r, dict, data);
  PdfValue count = follow(r, entry(dict, "N"), NULL), first = follow(r, entry(dict, "First"), NULL);
  if (count.kind != PDF_NUMBER || first.kind != PDF_NUMBER || (uint64_t)first.number > unpacked.length) return;
  PdfCursor header = {r, str_slice(unpacked, 0, (size_t)first.number), 0};
  for (int64_t i = 0; i < count.number; i++) {
    int64_t number, offset;
    skip_space(&header);
    if (!parse_digits(&header, &number)) return;
    skip_space(&header);
    if (!parse_digits(&header, &offset) || (uint64_t)(first.number + offset) >= unpacked.length) return;
    note_object(r, number, unpacked, (size_t)(first.number + offset));
  }
}

/* ---- the walk ---- */

/* The number of the object whose "obj" stands at a place; -1 when no two numbers stand before it. */
static int64_t number_before(Str file, size_t at) {
  size_t to = at;
  for (int part = 0; part < 2; part++) {
    size_t end = to;
    while (end && is_space(file.data[end - 1])) end--;
    if (end == to) return -1;
    to = end;
    while (to && is_digit(file.data[to - 1]) && end - to < DIGITS_MAX) to--;
    if (to == end) return -1;
  }
  int64_t number = 0;
  for (; is_digit(file.data[to]); to++) number = number * 10 + (file.data[to] - '0');
  return number;
}

/* Values of an object that has been looked at; small ones wait for others. */
static void drop_values(PdfReader *r) {
  if (r->scratch.total < (size_t)4 * PIECE) return;
  arena_free(&r->scratch);
  r->values = 0;
}

/* An object begins at the cursor, after its "obj". */
static void meet_object(PdfReader *r, PdfCursor *c, int64_t number) {
  Str data;
  note_object(r, number, c->buffer, c->at);
  skip_space(c);
  if (peek(c, 0) != '<' || peek(c, 1) != '<') return;
  PdfValue dict = parse(c, 0);
  bool is_trailer = is_name(entry(&dict, "Type"), "XRef");
  if (is_trailer && entry(&dict, "Encrypt").kind != PDF_NONE) stop(r, "extract-encrypted");
  r->has_end |= is_trailer;
  if (stream_data(c, &dict, &data) && is_name(entry(&dict, "Type"), "ObjStm")) note_packed(r, &dict, data);
}

static void meet_trailer(PdfReader *r, PdfCursor *c) {
  skip_space(c);
  if (peek(c, 0) != '<' || peek(c, 1) != '<') return;
  PdfValue dict = parse(c, 0);
  if (entry(&dict, "Encrypt").kind != PDF_NONE) stop(r, "extract-encrypted");
  r->has_end = true;
}

static bool stands_at(const PdfCursor *c, const char *word) {
  Str wanted = str_of(word);
  return c->buffer.length - c->at >= wanted.length && memcmp(c->buffer.data + c->at, word, wanted.length) == 0;
}

/* Each dictionary is parsed once and each stream passed over, so the walk is linear. */
static void walk(PdfReader *r) {
  PdfCursor c = {r, r->file, 0};
  while (c.at < c.buffer.length) {
    char byte = c.buffer.data[c.at];
    if (byte == 'o' && stands_at(&c, "obj") && c.at && is_space(c.buffer.data[c.at - 1])) {
      int64_t number = number_before(c.buffer, c.at);
      c.at += 3;
      if (number >= 0) meet_object(r, &c, number);
      drop_values(r);
    } else if (byte == 't' && stands_at(&c, "trailer")) {
      c.at += 7;
      meet_trailer(r, &c);
      drop_values(r);
    } else {
      c.at++;
    }
  }
}

/* ---- embedded files ---- */

static void add_code_point(Text *out, uint32_t c) {
  if (c < 0x80) text_add_char(out, (char)c);
  else if (c < 0x800) text_add_char(out, (char)(0xc0 | c >> 6)), text_add_char(out, (char)(0x80 | (c & 0x3f)));
  else if (c < 0x10000)
    text_add_char(out, (char)(0xe0 | c >> 12)), text_add_char(out, (char)(0x80 | (c >> 6 & 0x3f))), text_add_char(out, (char)(0x80 | (c & 0x3f)));
  else
    text_add_char(out, (char)(0xf0 | c >> 18)), text_add_char(out, (char)(0x80 | (c >> 12 & 0x3f))),
        text_add_char(out, (char)(0x80 | (c >> 6 & 0x3f))), text_add_char(out, (char)(0x80 | (c & 0x3f)));
}

static uint32_t unit_at(Str text, size_t at) { return (uint32_t)(unsigned char)text.data[at] << 8 | (unsigned char)text.data[at + 1]; }

/* A text string: UTF-16 or UTF-8 by its first bytes, else one byte a character. Half a pair becomes U+FFFD. */
static Str text_of(Arena *arena, Str raw) {
  Text out = text_new(arena);
  if (str_starts_with(raw, STR("\xef\xbb\xbf"))) return str_slice(raw, 3, raw.length);
  if (!str_starts_with(raw, STR("\xfe\xff"))) {
    for (size_t i = 0; i < raw.length; i++) add_code_point(&out, (unsigned char)raw.data[i]);
    return text_str(&out);
  }
  for (size_t i = 2; i + 1 < raw.length; i += 2) {
    uint32_t unit = unit_at(raw, i), next = i + 3 < raw.length ? unit_at(raw, i + 2) : 0;
    bool is_pair = unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000;
    if (is_pair) i += 2;
    bool is_half = !is_pair && unit >= 0xd800 && unit < 0xe000;
    add_code_point(&out, is_pair ? 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00) : is_half ? 0xfffd : unit);
  }
  return text_str(&out);
}

static PdfValue first_entry(PdfReader *r, const PdfValue *dict) {
  PdfValue value = follow(r, entry(dict, "UF"), NULL);
  return value.kind == PDF_NONE ? follow(r, entry(dict, "F"), NULL) : value;
}

/* A file specification with a file in it. */
static void take_file(PdfReader *r, const PdfValue *specification, EmbeddedFiles *files) {
  PdfValue embedded = follow(r, entry(specification, "EF"), NULL), name = first_entry(r, specification);
  PdfValue reference = entry(&embedded, "F");
  if (reference.kind == PDF_NONE) reference = entry(&embedded, "UF");
  PdfCursor after = {0};
  PdfValue dict = follow(r, reference, &after);
  Str data;
  if (embedded.kind != PDF_DICT || name.kind != PDF_STRING) return;
  if (reference.kind != PDF_REFERENCE || dict.kind != PDF_DICT || !stream_data(&after, &dict, &data)) stop(r, "extract-damaged");
  LIST_PUSH(r->arena, files, ((EmbeddedFile){text_of(r->arena, name.text), unpack(r, &dict, data)}));
}

static void take_files(PdfReader *r, EmbeddedFiles *files) {
  for (uint32_t i = 0; i < r->objects.count; i++) {
    PdfValue value = follow(r, (PdfValue){.kind = PDF_REFERENCE, .number = i}, NULL);
    if (value.kind == PDF_DICT && entry(&value, "EF").kind != PDF_NONE) take_file(r, &value, files);
    drop_values(r);
  }
}

/* The header stands in the first kilobyte. */
static bool is_pdf(Str bytes) {
  Str head = str_slice(bytes, 0, 1024);
  return str_find(head, STR("%PDF-")) < head.length;
}

static bool read_all(PdfReader *r, EmbeddedFiles *files, const char **problem) {
  if (setjmp(r->stop)) {
    *problem = r->problem;
    return false;
  }
  r->piece = arena_alloc(r->arena, PIECE);
  walk(r);
  take_files(r, files);
  if (!files->count && !r->has_end) stop(r, "extract-damaged");
  return true;
}

bool pdf_read_embedded(Arena *arena, Str bytes, EmbeddedFiles *files, const char **problem) {
  *problem = bytes.length > PDF_READ_MAX ? "extract-large" : "extract-not-a-pdf";
  if (bytes.length > PDF_READ_MAX || !is_pdf(bytes)) return false;
  PdfReader *r = ARENA_NEW(arena, PdfReader);
  jmp_buf *outer = arena->escape, here;
  if (setjmp(here)) {
    arena->escape = outer;
    arena_free(&r->scratch);
    arena_give_up(arena);
  }
  arena->escape = &here;
  arena_init(&r->scratch, NULL, &here); /* used again and again; VALUES_MAX is its limit */
  r->arena = arena;
  r->file = bytes;
  bool read = read_all(r, files, problem);
  arena->escape = outer;
  arena_free(&r->scratch);
  return read;
}
