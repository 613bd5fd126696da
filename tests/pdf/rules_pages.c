/* Rules about pages: every operator that paints is marked, marks nest rightly, text can be read back, colours have a
 * profile, links are annotations that the structure knows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/pdf/pdf_model.h"

/* ---- fonts ---- */

static unsigned read16(Str bytes, size_t at) {
  if (at + 2 > bytes.length) return 0;
  return (unsigned)(unsigned char)bytes.data[at] << 8 | (unsigned char)bytes.data[at + 1];
}

static size_t read32(Str bytes, size_t at) { return (size_t)read16(bytes, at) << 16 | read16(bytes, at + 2); }

/* Where a table of a TrueType program begins; 0: it has none. */
static size_t find_table(Str program, const char *tag) {
  for (size_t i = 0; i < read16(program, 4); i++) {
    size_t at = 12 + 16 * i;
    if (at + 16 <= program.length && memcmp(program.data + at, tag, 4) == 0) return read32(program, at + 8);
  }
  return 0;
}

/* Advance of a glyph in thousandths, as the program has it. */
static double advance_of(Str program, unsigned glyph) {
  size_t head = find_table(program, "head"), hhea = find_table(program, "hhea"), hmtx = find_table(program, "hmtx");
  unsigned upem = read16(program, head + 18), count = read16(program, hhea + 34);
  if (!head || !hhea || !hmtx || !upem || !count) return -1;
  return read16(program, hmtx + 4 * (size_t)(glyph < count ? glyph : count - 1)) * 1000.0 / upem;
}

static void note_unicode(FontFacts *font, unsigned long code, const char *hex) {
  size_t digits = strspn(hex, "0123456789ABCDEFabcdef");
  char first[5] = "";
  memcpy(first, hex, digits < 4 ? digits : 4);
  unsigned long unit = strtoul(first, NULL, 16);
  if (code > 65535) return;
  font->has_unicode[code] = digits >= 4;
  font->bad_unicode[code] = digits >= 4 && (unit == 0 || unit == 0xfeff || unit == 0xfffe);
  font->private_use[code] = unit >= 0xe000 && unit <= 0xf8ff;
}

/* Reads the bfchar blocks; a map with other blocks is not understood and leaves its codes without text. */
static void read_to_unicode(Check *check, FontFacts *font, Str map) {
  const char *at = str_to_c(check->arena, map);
  while ((at = strstr(at, "beginbfchar"))) {
    const char *end = strstr(at, "endbfchar");
    for (const char *open = strchr(at, '<'); open && end && open < end;) {
      unsigned long code = strtoul(open + 1, NULL, 16);
      const char *text = strchr(open + 1, '<');
      if (!text || text > end) break;
      note_unicode(font, code, text + 1);
      open = strchr(text + 1, '<');
    }
    at += strlen("beginbfchar");
  }
}

static void read_widths(Check *check, FontFacts *font, json_t *descendant) {
  json_t *widths = entry(check, descendant, "/W"), *width;
  for (size_t i = 0; i < 65536; i++) font->width[i] = -1;
  font->default_width = number_entry(check, descendant, "/DW", 1000);
  for (size_t i = 0; i + 1 < json_array_size(widths); i += 2) {
    size_t code = (size_t)json_integer_value(json_array_get(widths, i)), k;
    json_t *list = resolve(check, json_array_get(widths, i + 1));
    json_array_foreach(list, k, width)
      if (code + k < 65536) font->width[code + k] = json_number_value(width);
  }
}

static void check_descriptor(Check *check, FontFacts *font, json_t *descendant, const char *name) {
  json_t *descriptor = entry(check, descendant, "/FontDescriptor");
  font->program = stream_data(check, raw_entry(descriptor, font->is_cff ? "/FontFile3" : "/FontFile2"));
  if (font->is_cff)
    REQUIRE(check, name_is(check, entry(check, descriptor, "/FontFile3"), "/Subtype", "CIDFontType0C"), "A 6.2.11.4 kind", "%s", name);
  REQUIRE(check, font->program.length > 0, "UA 31-009 embedding", "%s is not embedded", name);
  REQUIRE(check, name_is(check, descriptor, "/FontName", text_entry(check, descendant, "/BaseFont")),
          "A 6.2.11.2 names", "%s", name);
  static const char *const keys[] = {"/Ascent", "/Descent",  "/CapHeight", "/ItalicAngle",
                                     "/StemV",  "/FontBBox", "/Flags"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    REQUIRE(check, entry(check, descriptor, keys[i]), "A 6.2.11.2 descriptor", "%s lacks %s", name, keys[i]);
}

/* The CMap of a CFF font is embedded and says the same outside and inside. */
static void read_code_map(Check *check, FontFacts *font, json_t *dictionary, const char *name) {
  json_t *entries = entry(check, dictionary, "/Encoding");
  const char *at = str_to_c(check->arena, stream_data(check, raw_entry(dictionary, "/Encoding")));
  REQUIRE(check, *at && name_is(check, entries, "/Type", "CMap"), "UA 31-005 encoding", "%s", name);
  REQUIRE(check, (int)number_entry(check, entries, "/WMode", 0) == 0 && strstr(at, "/WMode 0"), "UA 31-008 WMode", "%s", name);
  json_t *system = entry(check, entries, "/CIDSystemInfo");
  REQUIRE(check, name_is(check, system, "/Ordering", "Identity"), "UA 31-001 CIDSystemInfo", "%s", name);
  while ((at = strstr(at, "begincidchar"))) {
    const char *end = strstr(at, "endcidchar"), *open = strchr(at, '<');
    for (; open && end && open < end; open = strchr(open + 1, '<')) {
      char *after;
      unsigned long code = strtoul(open + 1, &after, 16);
      if (code < 65536 && *after == '>') font->glyph_of[code] = (unsigned)strtoul(after + 1, NULL, 10);
    }
    at += strlen("begincidchar");
  }
}

static void read_glyph_map(Check *check, FontFacts *font, json_t *dictionary, json_t *descendant, const char *name) {
  REQUIRE(check, name_is(check, dictionary, "/Encoding", "Identity-H"), "UA 31-005 encoding", "%s", name);
  font->glyph_map = stream_data(check, raw_entry(descendant, "/CIDToGIDMap"));
  REQUIRE(check, font->glyph_map.length || name_is(check, descendant, "/CIDToGIDMap", "Identity"),
          "UA 31-003 CIDToGIDMap", "%s", name);
}

static void read_font(Check *check, FontFacts *font, json_t *dictionary) {
  const char *name = text_entry(check, dictionary, "/BaseFont");
  font->is_composite = name_is(check, dictionary, "/Subtype", "Type0");
  REQUIRE(check, font->is_composite, "own: composite fonts only", "%s", name);
  if (!font->is_composite) return;
  json_t *descendant = resolve(check, json_array_get(entry(check, dictionary, "/DescendantFonts"), 0));
  json_t *system = entry(check, descendant, "/CIDSystemInfo");
  font->is_cff = name_is(check, descendant, "/Subtype", "CIDFontType0");
  REQUIRE(check, name_is(check, system, "/Ordering", "Identity") && name_is(check, system, "/Registry", "Adobe"),
          "UA 31-001 CIDSystemInfo", "%s", name);
  if (font->is_cff)
    read_code_map(check, font, dictionary, name);
  else
    read_glyph_map(check, font, dictionary, descendant, name);
  Str unicode = stream_data(check, raw_entry(dictionary, "/ToUnicode"));
  REQUIRE(check, unicode.length > 0, "UA 10-001 ToUnicode", "%s has none", name);
  REQUIRE(check, strlen(name) > 7 && name[6] == '+', "A 6.2.11.2 subset", "%s has no subset tag", name);
  read_to_unicode(check, font, unicode);
  read_widths(check, font, descendant);
  check_descriptor(check, font, descendant, name);
}

static FontFacts *font_of(Check *check, json_t *reference) {
  LIST_EACH(FontFacts *, known, check->fonts)
    if (strcmp((*known)->ref, ref_of(reference)) == 0) return *known;
  FontFacts *font = ARENA_NEW(check->arena, FontFacts);
  font->ref = ref_of(reference);
  LIST_PUSH(check->arena, &check->fonts, font);
  read_font(check, font, resolve(check, reference));
  return font;
}

static void check_code(Check *check, const FontFacts *font, unsigned code, bool has_actual, int page) {
  unsigned glyph = font->is_cff ? font->glyph_of[code] : font->glyph_map.length ? read16(font->glyph_map, 2 * (size_t)code) : code;
  unsigned cid = font->is_cff ? glyph : code;
  double stated = font->width[cid] < 0 ? font->default_width : font->width[cid];
  REQUIRE(check, font->has_unicode[code], "UA 10-001 ToUnicode", "page %d, code %04X has no text", page, code);
  REQUIRE(check, !font->bad_unicode[code], "UA 10-001 ToUnicode", "page %d, code %04X maps to no character", page,
          code);
  REQUIRE(check, !font->private_use[code] || has_actual, "A 6.2.11.7.3 private use", "page %d, code %04X", page, code);
  REQUIRE(check, glyph != 0, "UA 31-030 .notdef", "page %d, code %04X", page, code);
  if (font->is_cff) REQUIRE(check, font->width[cid] >= 0, "A 6.2.11.5 width", "page %d, code %04X has none", page, code);
  if (!font->program.length || font->is_cff) return;
  double real = advance_of(font->program, glyph);
  REQUIRE(check, fabs(real - stated) <= 1, "A 6.2.11.5 width", "page %d, code %04X: %.2f stated, %.2f in the font",
          page, code, stated, real);
}

/* ---- content ---- */

enum { MARKS_DEEP = 64 };

typedef enum MarkKind { MARK_OTHER, MARK_ARTIFACT, MARK_CONTENT } MarkKind;

typedef struct Reader {
  Check *check;
  int page;
  json_t *resources;
  const char *at, *end;
  FontFacts *font;
  struct {
    MarkKind kind;
    bool has_actual;
  } open[MARKS_DEEP];
  int depth, saves;
  /* operands since the last operator */
  char first_name[64], last_name[64];
  long mark_id;
  bool has_mark_id, has_actual, is_dictionary;
  Text shown;
} Reader;

static bool is_space(char c) { return strchr(" \t\r\n\f", c) != NULL; }
static bool is_delimiter(char c) { return strchr("()<>[]{}/%", c) != NULL; }

static void clear_operands(Reader *r) {
  r->first_name[0] = r->last_name[0] = '\0';
  r->has_mark_id = r->has_actual = r->is_dictionary = false;
  r->shown.length = 0;
}

static bool is_inside(const Reader *r, MarkKind kind) {
  for (int i = 0; i < r->depth && i < MARKS_DEEP; i++)
    if (r->open[i].kind == kind) return true;
  return false;
}

static bool has_actual_text(const Reader *r) {
  for (int i = 0; i < r->depth && i < MARKS_DEEP; i++)
    if (r->open[i].has_actual) return true;
  return false;
}

static void note_mark(Reader *r) {
  Check *check = r->check;
  Str key = str_format(check->arena, "%d/%ld", r->page, r->mark_id);
  REQUIRE(check, !map_get(&check->mark_index, key, NULL), "UA 01 MCID once", "page %d, MCID %ld is used twice", r->page,
          r->mark_id);
  map_put(check->arena, &check->mark_index, key, check->marks.count);
  LIST_PUSH(check->arena, &check->marks, ((MarkSeen){.page = r->page, .id = r->mark_id}));
}

static void begin_mark(Reader *r) {
  MarkKind kind = strcmp(r->first_name, "Artifact") == 0 ? MARK_ARTIFACT : r->has_mark_id ? MARK_CONTENT : MARK_OTHER;
  REQUIRE(r->check, kind != MARK_ARTIFACT || !is_inside(r, MARK_CONTENT), "UA 01-003 artifact in content", "page %d",
          r->page);
  REQUIRE(r->check, kind != MARK_CONTENT || !is_inside(r, MARK_ARTIFACT), "UA 01-004 content in artifact", "page %d",
          r->page);
  if (kind == MARK_CONTENT) note_mark(r);
  if (r->depth < MARKS_DEEP) {
    r->open[r->depth].kind = kind;
    r->open[r->depth].has_actual = r->has_actual;
  }
  r->depth++;
}

static void check_painted(Reader *r, const char *operator_name) {
  bool marked = is_inside(r, MARK_CONTENT) || is_inside(r, MARK_ARTIFACT);
  REQUIRE(r->check, marked, "UA 01-005 unmarked content", "page %d, operator %s", r->page, operator_name);
}

static void check_shown(Reader *r) {
  REQUIRE(r->check, r->font, "A 6.2.11.4 font", "page %d shows text without a font", r->page);
  if (!r->font || !r->font->is_composite) return;
  bool in_artifact = is_inside(r, MARK_ARTIFACT);
  for (size_t i = 0; i + 1 < r->shown.length; i += 2) {
    unsigned code = (unsigned)(unsigned char)r->shown.data[i] << 8 | (unsigned char)r->shown.data[i + 1];
    check_code(r->check, r->font, code, has_actual_text(r) || in_artifact, r->page);
  }
}

static void set_font(Reader *r) {
  json_t *fonts = entry(r->check, r->resources, "/Font");
  json_t *reference = raw_entry(fonts, str_format(r->check->arena, "/%s", r->first_name).data);
  r->font = is_ref(reference) ? font_of(r->check, reference) : NULL;
}

static void check_state(Reader *r) {
  json_t *states = entry(r->check, r->resources, "/ExtGState");
  json_t *state = entry(r->check, states, str_format(r->check->arena, "/%s", r->first_name).data);
  const char *blend = text_entry(r->check, state, "/BM");
  bool plain = number_entry(r->check, state, "/CA", 1) >= 1 && number_entry(r->check, state, "/ca", 1) >= 1 &&
               (!*blend || strcmp(blend, "Normal") == 0 || strcmp(blend, "Compatible") == 0) &&
               (!raw_entry(state, "/SMask") || name_is(r->check, state, "/SMask", "None"));
  json_t *page = object_of(r->check, r->check->pages.items[r->page - 1]);
  REQUIRE(r->check, plain || raw_entry(page, "/Group"), "A 6.2.10 transparency",
          "page %d blends without a colour space for it", r->page);
}

/* A picture: three colours of eight bits, no other picture behind it, not smoothed, no transparency of its own. */
static void check_image(Reader *r) {
  json_t *images = entry(r->check, r->resources, "/XObject");
  json_t *reference = raw_entry(images, str_format(r->check->arena, "/%s", r->first_name).data), *image = resolve(r->check, reference);
  REQUIRE(r->check, name_is(r->check, image, "/Subtype", "Image"), "own: pictures only", "page %d: %s", r->page, r->first_name);
  REQUIRE(r->check, name_is(r->check, image, "/ColorSpace", "DeviceRGB") && (int)number_entry(r->check, image, "/BitsPerComponent", 0) == 8,
          "A 6.2.8 picture", "page %d: %s", r->page, r->first_name);
  REQUIRE(r->check, !json_is_true(entry(r->check, image, "/Interpolate")), "A 6.2.8 Interpolate", "page %d", r->page);
  REQUIRE(r->check, !raw_entry(image, "/SMask") && !raw_entry(image, "/Mask"), "A 6.2.10 transparency", "page %d: %s", r->page, r->first_name);
  size_t bytes = (size_t)(number_entry(r->check, image, "/Width", 0) * number_entry(r->check, image, "/Height", 0) * 3);
  REQUIRE(r->check, bytes && stream_data(r->check, reference).length == bytes, "A 6.2.8 picture size", "page %d: %s", r->page, r->first_name);
}

static bool is_one_of(const char *name, const char *names) {
  const char *at = strstr(names, name);
  size_t length = strlen(name);
  while (at && !((at == names || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0')))
    at = strstr(at + 1, name);
  return at != NULL;
}

static void check_operator(Reader *r, const char *name) {
  static const char known[] =
      "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l "
      "m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"";
  REQUIRE(r->check, is_one_of(name, known), "A 6.2.2 operator", "page %d: %s", r->page, name);
  if (is_one_of(name, "S s f F f* B B* b b* sh Do BI Tj TJ ' \"")) check_painted(r, name);
  if (is_one_of(name, "Tj TJ ' \"")) check_shown(r);
  if (is_one_of(name, "BDC BMC")) begin_mark(r);
  if (strcmp(name, "EMC") == 0 && --r->depth < 0) {
    fail(r->check, "A 6.7.1 BDC and EMC", "page %d: EMC without a beginning", r->page);
    r->depth = 0;
  }
  if (strcmp(name, "Do") == 0) check_image(r);
  if (strcmp(name, "Tf") == 0) set_font(r);
  if (strcmp(name, "gs") == 0) check_state(r);
  if (strcmp(name, "q") == 0) REQUIRE(r->check, ++r->saves <= 28, "A 6.1.13 nesting of q", "page %d", r->page);
  if (strcmp(name, "Q") == 0) r->saves--;
  REQUIRE(r->check, !is_one_of(name, "K k"), "A 6.2.4 colour", "page %d uses CMYK without a profile for it", r->page);
}

static void read_literal(Reader *r) {
  int depth = 1;
  for (r->at++; r->at < r->end && depth; r->at++) {
    if (*r->at == '\\')
      r->at++;
    else if (*r->at == '(')
      depth++;
    else if (*r->at == ')')
      depth--;
    if (depth && r->at < r->end) text_add_char(&r->shown, *r->at);
  }
}

static void read_hex_string(Reader *r) {
  char pair[3] = "";
  int held = 0;
  for (r->at++; r->at < r->end && *r->at != '>'; r->at++) {
    if (is_space(*r->at)) continue;
    pair[held++] = *r->at;
    if (held < 2) continue;
    text_add_char(&r->shown, (char)strtol(pair, NULL, 16));
    held = 0;
  }
  r->at++;
}

static void read_name(Reader *r) {
  const char *start = ++r->at;
  while (r->at < r->end && !is_space(*r->at) && !is_delimiter(*r->at)) r->at++;
  size_t length = (size_t)(r->at - start);
  if (length >= sizeof r->last_name) length = sizeof r->last_name - 1;
  memcpy(r->last_name, start, length);
  r->last_name[length] = '\0';
  if (!r->first_name[0]) memcpy(r->first_name, r->last_name, length + 1);
  if (strcmp(r->last_name, "ActualText") == 0) r->has_actual = true;
}

static void read_word(Reader *r) {
  char word[32];
  const char *start = r->at;
  while (r->at < r->end && !is_space(*r->at) && !is_delimiter(*r->at)) r->at++;
  size_t length = (size_t)(r->at - start);
  if (length >= sizeof word) length = sizeof word - 1;
  memcpy(word, start, length);
  word[length] = '\0';
  bool is_number = strspn(word, "0123456789+-.") == length;
  if (is_number && strcmp(r->last_name, "MCID") == 0) {
    r->mark_id = strtol(word, NULL, 10);
    r->has_mark_id = true;
    r->last_name[0] = '\0';
  }
  if (is_number || strcmp(word, "true") == 0 || strcmp(word, "false") == 0 || strcmp(word, "null") == 0) return;
  check_operator(r, word);
  clear_operands(r);
}

static void read_content(Reader *r, Str content) {
  r->shown = text_new(r->check->arena);
  clear_operands(r);
  r->at = content.data;
  r->end = content.data + content.length;
  while (r->at < r->end) {
    char c = *r->at;
    if (c == '%')
      while (r->at < r->end && *r->at != '\n' && *r->at != '\r') r->at++;
    else if (c == '(')
      read_literal(r);
    else if (c == '<' && r->at + 1 < r->end && r->at[1] == '<')
      r->at += 2;
    else if (c == '<')
      read_hex_string(r);
    else if (c == '/')
      read_name(r);
    else if (is_space(c) || is_delimiter(c))
      r->at++;
    else
      read_word(r);
  }
  REQUIRE(r->check, r->depth == 0, "A 6.7.1 BDC and EMC", "page %d: %d not ended", r->page, r->depth);
  REQUIRE(r->check, r->saves == 0, "A 6.1.13 q and Q", "page %d: not balanced", r->page);
}

static Str page_content(Check *check, json_t *page) {
  json_t *contents = raw_entry(page, "/Contents"), *part;
  if (is_ref(contents) && !json_is_array(resolve(check, contents))) return stream_data(check, contents);
  Text all = text_new(check->arena);
  size_t i;
  json_array_foreach(resolve(check, contents), i, part) {
    text_add(&all, stream_data(check, part));
    text_add_char(&all, '\n');
  }
  return text_str(&all);
}

/* ---- annotations ---- */

static void check_annotation(Check *check, int page, json_t *reference) {
  json_t *annotation = resolve(check, reference);
  const char *kind = text_entry(check, annotation, "/Subtype");
  long flags = (long)number_entry(check, annotation, "/F", 0);
  REQUIRE(check, strcmp(kind, "Link") == 0, "own: links only", "page %d: annotation %s", page, kind);
  REQUIRE(check, (flags & 4) && !(flags & (1 | 2 | 32)), "A 6.3.2 flags", "page %d: %s", page, ref_of(reference));
  REQUIRE(check, *text_entry(check, annotation, "/Contents"), "UA 28-012 Contents", "page %d: %s", page,
          ref_of(reference));
  REQUIRE(check, json_is_integer(entry(check, annotation, "/StructParent")), "UA 28-011 StructParent", "page %d: %s",
          page, ref_of(reference));
  REQUIRE(check, json_array_size(entry(check, annotation, "/Rect")) == 4, "A 6.3 Rect", "page %d: %s", page,
          ref_of(reference));
  REQUIRE(check, raw_entry(annotation, "/Dest") || raw_entry(annotation, "/A"), "own: a link leads somewhere",
          "page %d", page);
}

static void check_page(Check *check, int number) {
  json_t *page = object_of(check, check->pages.items[number - 1]), *annotation;
  json_t *annotations = entry(check, page, "/Annots");
  size_t i;
  Reader *reader = ARENA_NEW(check->arena, Reader);
  *reader = (Reader){.check = check, .page = number, .resources = entry(check, page, "/Resources")};
  read_content(reader, page_content(check, page));
  REQUIRE(check, json_is_integer(entry(check, page, "/StructParents")), "UA 01 StructParents", "page %d", number);
  json_array_foreach(annotations, i, annotation) check_annotation(check, number, annotation);
  if (i)
    REQUIRE(check, name_is(check, page, "/Tabs", "S"), "UA 28-008 Tabs",
            "page %d has annotations and another tab order", number);
}

void check_pages(Check *check) {
  REQUIRE(check, check->pages.count > 0, "A 6 pages", "there are none");
  for (int page = 1; page <= (int)check->pages.count; page++) check_page(check, page);
}
