/* Fonts in a PDF: composite fonts (Type0) over subsets that HarfBuzz cuts. A code's glyph stands in CIDToGIDMap, its
 * width in W, its text in ToUnicode. */
#include "runtime/pdf_fonts.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include <hb-subset.h>
#include <hb.h>

#include "compiler/base/map.h"

enum { CODES_MAX = 65535, ENTRIES_IN_BLOCK = 100, SUBSET_TAG = 6 };

typedef struct Code {
  uint32_t glyph;
  double width; /* thousandths of the size, as written */
  Str text;
} Code;

typedef struct UsedFile {
  LIST(Code) codes;    /* code 1 stands first */
  uint32_t *first;     /* by glyph: the code given first, 0: none */
  const uint32_t *own; /* by glyph: its code point */
  uint32_t glyph_count;
  Map others; /* further codes, by glyph and text */
  hb_blob_t *subset; /* the font program: a TrueType file, or bare CFF */
} UsedFile;

struct PdfFonts {
  Arena *arena;
  const FontSet *set;
  UsedFile *files;
  hb_subset_input_t *input; /* while a subset is being cut */
  hb_subset_plan_t *plan;
  hb_face_t *face;
  const FontFile *broken;
};

const FontFile *pdf_fonts_broken(const PdfFonts *fonts) { return fonts->broken; }

PdfFonts *pdf_fonts_new(Arena *arena, const FontSet *fonts) {
  PdfFonts *made = ARENA_NEW(arena, PdfFonts);
  made->arena = arena;
  made->set = fonts;
  made->files = ARENA_ARRAY(arena, UsedFile, fonts_file_count(fonts));
  return made;
}

static void end_subset(PdfFonts *fonts) {
  hb_face_destroy(fonts->face);
  hb_subset_plan_destroy(fonts->plan);
  hb_subset_input_destroy(fonts->input);
  fonts->face = NULL;
  fonts->plan = NULL;
  fonts->input = NULL;
}

void pdf_fonts_close(PdfFonts *fonts) {
  if (!fonts) return;
  end_subset(fonts);
  for (uint32_t i = 0; i < fonts_file_count(fonts->set); i++) hb_blob_destroy(fonts->files[i].subset);
}

/* ---- codes ---- */

static void use_file(PdfFonts *fonts, const FontFile *file) {
  UsedFile *used = &fonts->files[file->index];
  if (used->first) return;
  used->own = fonts_code_points(fonts->set, file->index, fonts->arena, &used->glyph_count);
  used->first = ARENA_ARRAY(fonts->arena, uint32_t, used->glyph_count + 1);
}

static uint32_t add_code(PdfFonts *fonts, const FontFile *file, uint32_t glyph, Str text) {
  UsedFile *used = &fonts->files[file->index];
  double width = round(fonts_advance(fonts->set, file->index, glyph) * 100000) / 100;
  LIST_PUSH(fonts->arena, &used->codes, ((Code){.glyph = glyph, .width = width, .text = str_copy(fonts->arena, text)}));
  return used->codes.count;
}

uint32_t pdf_fonts_code(PdfFonts *fonts, const FontFile *file, uint32_t glyph, Str text) {
  use_file(fonts, file);
  UsedFile *used = &fonts->files[file->index];
  if (glyph >= used->glyph_count) glyph = 0;
  uint32_t first = used->first[glyph];
  if (!first) return used->first[glyph] = add_code(fonts, file, glyph, text);
  if (str_equal(used->codes.items[first - 1].text, text)) return first;
  char key[PDF_CODE_TEXT_MAX + sizeof glyph];
  if (text.length > PDF_CODE_TEXT_MAX || used->codes.count >= CODES_MAX) return first;
  memcpy(key, &glyph, sizeof glyph);
  memcpy(key + sizeof glyph, text.data, text.length);
  Str wanted = {key, sizeof glyph + text.length};
  uint32_t code;
  if (map_get(&used->others, wanted, &code)) return code;
  code = add_code(fonts, file, glyph, text);
  map_put(fonts->arena, &used->others, str_copy(fonts->arena, wanted), code);
  return code;
}

static Str encode(Arena *arena, uint32_t code_point) {
  unsigned char bytes[4];
  size_t size = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
  static const unsigned char leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
  for (size_t i = size - 1; i > 0; i--, code_point >>= 6) bytes[i] = (unsigned char)(0x80 | (code_point & 0x3f));
  bytes[0] = (unsigned char)(leads[size] | code_point);
  return str_copy(arena, (Str){(const char *)bytes, size});
}

Str pdf_fonts_own_text(PdfFonts *fonts, const FontFile *file, uint32_t glyph) {
  use_file(fonts, file);
  const UsedFile *used = &fonts->files[file->index];
  uint32_t own = glyph < used->glyph_count ? used->own[glyph] : 0;
  bool is_private = (own >= 0xe000 && own <= 0xf8ff) || own >= 0xf0000;
  return encode(fonts->arena, own && own != 0xfeff && !is_private ? own : 0xfffd);
}

double pdf_fonts_width(const PdfFonts *fonts, const FontFile *file, uint32_t code) {
  return fonts->files[file->index].codes.items[code - 1].width / 1000;
}

/* ---- subsets ---- */

static _Noreturn void no_memory(const PdfFonts *fonts) { arena_give_up(fonts->arena); }

/* HarfBuzz could not do it: without memory, or else because the file is not what it says. */
static _Noreturn void give_up(PdfFonts *fonts, const FontFile *file) {
  if (errno != ENOMEM) fonts->broken = file;
  arena_give_up(fonts->arena);
}

static void choose_glyphs(PdfFonts *fonts, const UsedFile *used) {
  static const char dropped[][5] = {"GSUB", "GPOS", "GDEF", "kern", "fvar", "gvar", "avar", "HVAR", "MVAR", "STAT",
                                    "cmap", "name", "post", "OS/2", "DSIG", "FFTM", "gasp", "meta", "morx", "feat"};
  fonts->input = hb_subset_input_create_or_fail();
  if (!fonts->input) no_memory(fonts);
  hb_set_t *glyphs = hb_subset_input_glyph_set(fonts->input);
  hb_set_t *tables = hb_subset_input_set(fonts->input, HB_SUBSET_SETS_DROP_TABLE_TAG);
  LIST_EACH(Code, code, used->codes) hb_set_add(glyphs, code->glyph);
  for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) hb_set_add(tables, hb_tag_from_string(dropped[i], 4));
  if (!hb_set_allocation_successful(glyphs) || !hb_set_allocation_successful(tables)) no_memory(fonts);
  hb_subset_input_set_flags(fonts->input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
}

/* Cuts the subset; the new glyph of each code comes back, two bytes each, from code 0. HarfBuzz's objects stay in `fonts` so that an escape frees them.
 */
static Str cut_subset(PdfFonts *fonts, const FontFile *file, UsedFile *used) {
  errno = 0;
  choose_glyphs(fonts, used);
  fonts->plan = hb_subset_plan_create_or_fail(file->face, fonts->input);
  if (!fonts->plan) give_up(fonts, file);
  fonts->face = hb_subset_plan_execute_or_fail(fonts->plan);
  if (!fonts->face) give_up(fonts, file);
  used->subset = file->is_cff ? hb_face_reference_table(fonts->face, HB_TAG('C', 'F', 'F', ' ')) : hb_face_reference_blob(fonts->face);
  if (hb_blob_get_length(used->subset) == 0 || errno == ENOMEM) give_up(fonts, file);
  const hb_map_t *new_glyphs = hb_subset_plan_old_to_new_glyph_mapping(fonts->plan);
  char *map = arena_alloc(fonts->arena, 2 * (used->codes.count + 1));
  for (uint32_t i = 0; i < used->codes.count; i++) {
    hb_codepoint_t glyph = hb_map_get(new_glyphs, used->codes.items[i].glyph);
    if (glyph == HB_MAP_VALUE_INVALID) give_up(fonts, file);
    map[2 * i + 2] = (char)(glyph >> 8);
    map[2 * i + 3] = (char)(glyph & 255);
  }
  end_subset(fonts);
  return (Str){map, 2 * (used->codes.count + 1)};
}

/* ---- objects ---- */

/* ABCDEF+Lato-Regular: six letters from the glyphs that are in it. */
static Str subset_name(Arena *arena, const FontFile *file, const UsedFile *used) {
  uint32_t hash = 2166136261u;
  LIST_EACH(Code, code, used->codes) hash = (hash ^ code->glyph) * 16777619u;
  char tag[SUBSET_TAG + 1] = "";
  for (int i = 0; i < SUBSET_TAG; i++, hash /= 26) tag[i] = (char)('A' + hash % 26);
  return str_format(arena, "%s+%.*s", tag, STR_ARGS(file->post_script_name));
}

static void put_code(Text *out, uint32_t code) { text_add_format(out, "<%04X>", code); }

static Str to_unicode(const PdfFonts *fonts, const UsedFile *used) {
  Text out = text_new(fonts->arena);
  text_add_c(&out,
             "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
             "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
             "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
             "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
  for (uint32_t at = 0; at < used->codes.count; at++) {
    uint32_t left = used->codes.count - at;
    if (at % ENTRIES_IN_BLOCK == 0)
      text_add_format(&out, "%u beginbfchar\n", left < ENTRIES_IN_BLOCK ? left : ENTRIES_IN_BLOCK);
    put_code(&out, at + 1);
    text_add_c(&out, " <");
    pdf_put_utf16(&out, used->codes.items[at].text, 2 * PDF_CODE_TEXT_MAX);
    text_add_c(&out, ">\n");
    if (left == 1 || at % ENTRIES_IN_BLOCK == ENTRIES_IN_BLOCK - 1) text_add_c(&out, "endbfchar\n");
  }
  text_add_c(&out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
  return text_str(&out);
}

static void put_descriptor(Text *out, const FontFile *file, Str name, PdfRef program) {
  double weight = file->weight ? file->weight : 400;
  text_add_format(out, "/Type /FontDescriptor /FontName /%.*s /Flags %d /FontBBox [", STR_ARGS(name),
                  file->is_italic ? 68 : 4);
  pdf_put_number(out, round(file->x_min * 1000));
  pdf_put_number(out, round(file->y_min * 1000));
  pdf_put_number(out, round(file->x_max * 1000));
  pdf_put_number(out, round(file->y_max * 1000));
  text_add_c(out, "] /ItalicAngle ");
  pdf_put_number(out, file->italic_angle);
  text_add_c(out, "/Ascent ");
  pdf_put_number(out, round(file->ascent * 1000));
  text_add_c(out, "/Descent ");
  pdf_put_number(out, -round(file->descent * 1000));
  text_add_c(out, "/CapHeight ");
  pdf_put_number(out, round(file->cap_height * 1000));
  text_add_c(out, "/StemV ");
  pdf_put_number(out, round(50 + weight * weight / 4225)); /* the usual guess from the weight */
  text_add_c(out, file->is_cff ? "/FontFile3" : "/FontFile2");
  pdf_put_ref(out, program);
}

static unsigned glyph_in(Str map, uint32_t code) {
  return (unsigned)(unsigned char)map.data[2 * code] << 8 | (unsigned char)map.data[2 * code + 1];
}

/* The widths of a CFF font stand by glyph, for there a CID is a glyph. */
static void put_glyph_widths(const PdfFonts *fonts, Text *out, const UsedFile *used, Str map) {
  double *widths = ARENA_ARRAY(fonts->arena, double, 65536);
  bool *is_there = ARENA_ARRAY(fonts->arena, bool, 65536);
  for (uint32_t i = 0; i < used->codes.count; i++) {
    unsigned glyph = glyph_in(map, i + 1);
    widths[glyph] = used->codes.items[i].width;
    is_there[glyph] = true;
  }
  text_add_c(out, "/W [");
  for (unsigned glyph = 0; glyph < 65536; glyph++) {
    if (!is_there[glyph]) continue;
    text_add_format(out, "%u [", glyph);
    pdf_put_number(out, widths[glyph]);
    text_add_c(out, "] ");
  }
  text_add_c(out, "]");
}

static void put_descendant(const PdfFonts *fonts, Text *out, const FontFile *file, const UsedFile *used, Str name, PdfRef descriptor, Str map,
                           PdfRef map_object) {
  text_add_format(out, "/Type /Font /Subtype /CIDFontType%c /BaseFont /%.*s", file->is_cff ? '0' : '2', STR_ARGS(name));
  text_add_c(out, " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor");
  pdf_put_ref(out, descriptor);
  text_add_c(out, " /DW 1000 ");
  if (file->is_cff) {
    put_glyph_widths(fonts, out, used, map);
    return;
  }
  text_add_c(out, "/W [1 [");
  LIST_EACH(Code, code, used->codes) pdf_put_number(out, code->width);
  text_add_c(out, "]] /CIDToGIDMap");
  pdf_put_ref(out, map_object);
}

/* The encoding of a CFF font: from each code to its glyph. */
static Str code_map(const PdfFonts *fonts, const UsedFile *used, Str map) {
  Text out = text_new(fonts->arena);
  text_add_c(&out,
             "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
             "/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def\n"
             "/CMapName /Kompas-Codes def\n/CMapType 1 def\n/WMode 0 def\n"
             "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
  for (uint32_t at = 0; at < used->codes.count; at++) {
    uint32_t left = used->codes.count - at;
    if (at % ENTRIES_IN_BLOCK == 0) text_add_format(&out, "%u begincidchar\n", left < ENTRIES_IN_BLOCK ? left : ENTRIES_IN_BLOCK);
    put_code(&out, at + 1);
    text_add_format(&out, " %u\n", glyph_in(map, at + 1));
    if (left == 1 || at % ENTRIES_IN_BLOCK == ENTRIES_IN_BLOCK - 1) text_add_c(&out, "endcidchar\n");
  }
  text_add_c(&out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
  return text_str(&out);
}

static PdfRef write_dict(PdfFile *file, Text *entries) {
  PdfRef object = pdf_reserve(file);
  pdf_dict(file, object, text_str(entries));
  return object;
}

static PdfRef write_stream(PdfFile *file, Str entries, Str data) {
  PdfRef object = pdf_reserve(file);
  pdf_stream(file, object, entries, data, true);
  return object;
}

/* The program of a font. */
static PdfRef write_program(const PdfFonts *fonts, const FontFile *font, const UsedFile *used, PdfFile *file) {
  unsigned length;
  const char *program = hb_blob_get_data(used->subset, &length);
  Str entries = font->is_cff ? STR("/Subtype /CIDFontType0C") : str_format(fonts->arena, "/Length1 %u", length);
  return write_stream(file, entries, (Str){program, length});
}

static PdfRef write_file(PdfFonts *fonts, const FontFile *font, UsedFile *used, PdfFile *file) {
  static const char code_map_entries[] =
      "/Type /CMap /CMapName /Kompas-Codes /WMode 0 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>";
  Arena *arena = fonts->arena;
  Str map = cut_subset(fonts, font, used), name = subset_name(arena, font, used);
  PdfRef program = write_program(fonts, font, used, file);
  PdfRef map_object = font->is_cff ? write_stream(file, str_of(code_map_entries), code_map(fonts, used, map)) : write_stream(file, STR(""), map);
  PdfRef unicode = write_stream(file, STR(""), to_unicode(fonts, used));
  Text descriptor = text_new(arena), descendant = text_new(arena), out = text_new(arena);
  put_descriptor(&descriptor, font, name, program);
  put_descendant(fonts, &descendant, font, used, name, write_dict(file, &descriptor), map, map_object);
  /* a CFF font is called after its encoding too */
  text_add_format(&out, "/Type /Font /Subtype /Type0 /BaseFont /%.*s%s /Encoding", STR_ARGS(name), font->is_cff ? "-Kompas-Codes" : "");
  if (font->is_cff)
    pdf_put_ref(&out, map_object);
  else
    text_add_c(&out, " /Identity-H");
  text_add_c(&out, " /DescendantFonts [");
  pdf_put_ref(&out, write_dict(file, &descendant));
  text_add_c(&out, "] /ToUnicode");
  pdf_put_ref(&out, unicode);
  return write_dict(file, &out);
}

void pdf_fonts_write(PdfFonts *fonts, PdfFile *file, Text *resources) {
  for (uint32_t i = 0; i < fonts_file_count(fonts->set); i++) {
    UsedFile *used = &fonts->files[i];
    if (!used->codes.count) continue;
    text_add_format(resources, "/F%u", i);
    pdf_put_ref(resources, write_file(fonts, fonts_file(fonts->set, i), used, file));
    text_add_char(resources, ' ');
  }
}
