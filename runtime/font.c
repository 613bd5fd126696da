/* Fonts and shaping. Read from the bottom: font_shape cuts a text into words and spaces, takes each from the cache or
 * has it shaped; shape_word tries the asked face, then the fallback font, then writes the code of the character in
 * brackets, so that nothing is ever blank. The upper half finds font files by the names that stand in them.
 *
 * HarfBuzz answers failing memory with empty objects that look like success, and falls back silently. What shows it
 * everywhere is errno: malloc leaves ENOMEM there. So errno is cleared before and tested after each group of calls, and
 * the arena's escape is taken. All of HarfBuzz's objects belong to the FontSet, so that fonts_close after an escape
 * frees them. */
#include "runtime/font.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <hb-ot.h>
#include <hb.h>

#include "compiler/base/list.h"
#include "compiler/base/map.h"
#include "runtime/bidi.h"

enum { FALLBACK_FACES = 2, FILES_MAX = FACE_COUNT + FALLBACK_FACES, CACHED_BYTES = 96, RANGES_MAX = 8, NO_FILE = 255 };

typedef struct Word {
  Glyph *glyphs; /* clusters count from the word's first byte */
  uint32_t count, missing;
  double width;
} Word;

typedef LIST(Glyph) GlyphList;

struct FontSet {
  Arena *arena;
  Arena scratch; /* long words: emptied after each */
  FontFile files[FILES_MAX];
  hb_font_t *fonts[FILES_MAX];
  uint32_t file_count;
  uint8_t file_of_face[FACE_COUNT];
  uint8_t fallback[FALLBACK_FACES]; /* upright, bold; NO_FILE: none */
  hb_buffer_t *buffer;
  hb_language_t languages[LANGUAGE_COUNT];
  Map cache;
  LIST(Word) words;
  LIST(uint32_t) missing; /* code points that no file has */
  Str unusable;           /* the first file of the family that cannot be used; empty: none */
};

/* ---- finding files ---- */

enum { FOLDER_DEPTH = 6, FILE_LARGEST = 64 * 1024 * 1024, NAME_SHOWN = 120 };

/* A font file that may be of the wanted family. */
typedef struct Candidate {
  Str path;
  bool is_read;
  char family[64], style[64]; /* as squeeze_name leaves them; empty when it is no usable font */
} Candidate;

/* The files in the font folders, in the order of their paths. */
typedef struct Search {
  Arena *arena;
  const char *const *folders;
  size_t folder_count;
  DIR *open[FOLDER_DEPTH]; /* to be closed also when memory fails */
  LIST(Candidate) files;
} Search;

static const char *const styles_of_face[FACE_COUNT][5] = {
    [FACE_REGULAR] = {"regular", "book", "roman", "normal"},
    [FACE_BOLD] = {"bold"},
    [FACE_SEMIBOLD] = {"semibold", "demibold", "demi"},
    [FACE_LIGHT] = {"light"},
    [FACE_ITALIC] = {"italic", "oblique", "bookitalic", "bookoblique"},
    [FACE_BOLD_ITALIC] = {"bolditalic", "boldoblique"},
};

/* What stands in for a face that a family lacks. */
static const FontFace nearest_face[FACE_COUNT] = {
    [FACE_REGULAR] = FACE_REGULAR, [FACE_BOLD] = FACE_REGULAR,   [FACE_SEMIBOLD] = FACE_BOLD,
    [FACE_LIGHT] = FACE_REGULAR,   [FACE_ITALIC] = FACE_REGULAR, [FACE_BOLD_ITALIC] = FACE_BOLD};

static const char *const font_folders[] = {"/usr/local/share/fonts", "/usr/share/fonts"};

static const char *const fallback_families[] = {"DejaVu Sans", "Noto Sans", "Liberation Sans", "FreeSans"};

static char plain_lower(char c) { return (c >= 'A' && c <= 'Z') ? (char)(c - 'A' + 'a') : c; }

/* Lower case, without spaces and hyphens, cut to the room there is. */
static void squeeze_name(Str name, char *out, size_t room) {
  size_t length = 0;
  for (size_t i = 0; i < name.length && length + 1 < room; i++)
    if (name.data[i] != ' ' && name.data[i] != '-') out[length++] = plain_lower(name.data[i]);
  out[length] = '\0';
}

static bool read_name(hb_face_t *face, hb_ot_name_id_t id, char *out, size_t room) {
  char raw[128];
  unsigned size = sizeof raw;
  unsigned length = hb_ot_name_get_utf8(face, id, HB_LANGUAGE_INVALID, &size, raw);
  squeeze_name((Str){raw, size}, out, room);
  return length > 0;
}

static bool has_table(hb_face_t *face, hb_tag_t tag) {
  hb_blob_t *table = hb_face_reference_table(face, tag);
  bool there = hb_blob_get_length(table) > 0;
  hb_blob_destroy(table);
  return there;
}

static unsigned read_unsigned(const char *at, int bytes) {
  unsigned value = 0;
  for (int i = 0; i < bytes; i++) value = value << 8 | (unsigned char)at[i];
  return value;
}

/* Every table lies in the file: a font that was cut off would lose letters without a word. */
static bool is_whole(const char *data, unsigned length) {
  if (length < 12 || length > FILE_LARGEST) return false;
  unsigned count = read_unsigned(data + 4, 2);
  if (!count || 12 + 16 * count > length) return false;
  for (unsigned i = 0; i < count; i++) {
    const char *entry = data + 12 + 16 * i;
    uint64_t offset = read_unsigned(entry + 8, 4), size = read_unsigned(entry + 12, 4);
    if (offset + size > length) return false;
  }
  return true;
}

/* The face in a file, or NULL when it cannot be read, is not whole, or memory failed. */
static hb_face_t *open_file(Str path) {
  hb_blob_t *blob = hb_blob_create_from_file_or_fail(path.data);
  if (!blob) return NULL;
  unsigned length;
  const char *data = hb_blob_get_data(blob, &length);
  hb_face_t *face = is_whole(data, length) ? hb_face_create(blob, 0) : NULL;
  hb_blob_destroy(blob);
  return face == hb_face_get_empty() ? NULL : face;
}

/* The length of an index of CFF, by its first bytes; 0 when it does not fit. */
static size_t index_length(Str cff, size_t at) {
  Str rest = str_slice(cff, at, cff.length);
  if (rest.length < 3) return 0;
  unsigned count = read_unsigned(rest.data, 2), size = (unsigned char)rest.data[2];
  if (!count) return 2;
  if (size < 1 || size > 4 || rest.length < 3 + (size_t)(count + 1) * size) return 0;
  return 2 + (size_t)(count + 1) * size + read_unsigned(rest.data + 3 + (size_t)count * size, (int)size);
}

/* A font by character collection says so first: its top dictionary begins with three numbers and the operator ROS. */
static bool is_by_collection(Str cff) {
  enum { ESCAPE = 12, ROS = 30, FIRST_OPERAND = 28 };
  size_t at = cff.length > 4 ? (unsigned char)cff.data[2] : 0, names = index_length(cff, at);
  size_t top = at + names;
  if (!at || !names || cff.length < top + 5) return true;
  size_t from = top + 3 + (size_t)(read_unsigned(cff.data + top, 2) + 1) * (unsigned char)cff.data[top + 2];
  for (int operands = 0; from + 1 < cff.length && operands < 48; operands++) {
    unsigned char byte = (unsigned char)cff.data[from];
    if (byte < FIRST_OPERAND) return byte == ESCAPE && (unsigned char)cff.data[from + 1] == ROS;
    from += byte == 28 ? 3 : byte == 29 ? 5 : byte >= 247 && byte <= 254 ? 2 : 1;
  }
  return true;
}

/* Outlines that can be cut and embedded: TrueType, or CFF by glyph number. */
static bool has_plain_cff(hb_face_t *face) {
  hb_blob_t *table = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
  unsigned length;
  const char *data = hb_blob_get_data(table, &length);
  bool plain = length && !is_by_collection((Str){data, length});
  hb_blob_destroy(table);
  return plain;
}

/* Its maker allows it to be embedded, and to be cut down to what is used. */
static bool may_be_embedded(hb_face_t *face) {
  enum { RESTRICTED = 0x2, PRINT = 0x4, EDIT = 0x8, WHOLE_ONLY = 0x100, BITMAPS_ONLY = 0x200 };
  hb_blob_t *table = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
  unsigned length;
  const char *data = hb_blob_get_data(table, &length);
  unsigned kind = length >= 10 ? read_unsigned(data + 8, 2) : 0;
  hb_blob_destroy(table);
  bool restricted = (kind & (RESTRICTED | PRINT | EDIT)) == RESTRICTED;
  return !restricted && !(kind & (WHOLE_ONLY | BITMAPS_ONLY));
}

static bool can_be_used(hb_face_t *face) {
  static const char needed[][5] = {"cmap", "head", "hhea", "hmtx", "maxp"};
  for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
    if (!has_table(face, hb_tag_from_string(needed[i], 4))) return false;
  bool has_outlines = has_table(face, HB_TAG('g', 'l', 'y', 'f')) && has_table(face, HB_TAG('l', 'o', 'c', 'a'));
  return hb_face_get_glyph_count(face) && (has_outlines || has_plain_cff(face)) && may_be_embedded(face);
}

static void read_names(hb_face_t *face, Candidate *file) {
  if (!can_be_used(face)) return;
  if (!read_name(face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY, file->family, sizeof file->family))
    read_name(face, HB_OT_NAME_ID_FONT_FAMILY, file->family, sizeof file->family);
  if (!read_name(face, HB_OT_NAME_ID_TYPOGRAPHIC_SUBFAMILY, file->style, sizeof file->style))
    read_name(face, HB_OT_NAME_ID_FONT_SUBFAMILY, file->style, sizeof file->style);
}

/* Reads what a file calls itself. */
static void read_candidate(const FontSet *set, Candidate *file) {
  file->is_read = true;
  errno = 0;
  hb_face_t *face = open_file(file->path);
  if (face) read_names(face, file);
  bool has_failed = errno == ENOMEM;
  hb_face_destroy(face);
  if (has_failed) arena_give_up(set->arena);
}

static bool is_style(const char *found, FontFace face) {
  for (const char *const *style = styles_of_face[face]; *style; style++)
    if (strcmp(*style, found) == 0) return true;
  return false;
}

/* The part of a path after its last slash, squeezed. */
static void squeeze_file_name(Str path, char *out, size_t room) {
  size_t from = path.length;
  while (from && path.data[from - 1] != '/') from--;
  squeeze_name(str_slice(path, from, path.length), out, room);
}

/* The wanted face among the files that are called after the family (or among all of them); NULL when it is not there.
 */
static const Candidate *choose_file(FontSet *set, Search *search, Str family, FontFace face, bool all) {
  char wanted[64], name[64];
  squeeze_name(family, wanted, sizeof wanted);
  LIST_EACH(Candidate, file, search->files) {
    squeeze_file_name(file->path, name, sizeof name);
    if (!all && strncmp(name, wanted, strlen(wanted)) != 0) continue;
    if (!file->is_read) read_candidate(set, file);
    if (!all && !file->family[0] && !set->unusable.length) set->unusable = file->path;
    if (strcmp(file->family, wanted) == 0 && is_style(file->style, face)) return file;
  }
  return NULL;
}

static bool is_font_name(Str name) {
  static const char *const endings[] = {".ttf", ".TTF", ".otf", ".OTF"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (str_ends_with(name, str_of(endings[i]))) return true;
  return false;
}

static void list_folder(Search *search, Str folder, int depth) {
  if (depth == FOLDER_DEPTH) return;
  errno = 0;
  search->open[depth] = opendir(folder.data);
  if (errno == ENOMEM) arena_give_up(search->arena);
  if (!search->open[depth]) return;
  for (const struct dirent *entry; (entry = readdir(search->open[depth]));) {
    Str name = str_of(entry->d_name);
    bool is_font = is_font_name(name);
    if (name.data[0] == '.' || (!is_font && str_find(name, STR(".")) < name.length)) continue;
    Str path = str_format(search->arena, "%s/%s", folder.data, name.data);
    if (is_font)
      LIST_PUSH(search->arena, &search->files, ((Candidate){.path = path}));
    else
      list_folder(search, path, depth + 1);
  }
  closedir(search->open[depth]);
  search->open[depth] = NULL;
}

static int compare_candidates(const void *a, const void *b) {
  return str_compare(((const Candidate *)a)->path, ((const Candidate *)b)->path);
}

static void list_files(Search *search) {
  for (size_t i = 0; i < search->folder_count; i++) list_folder(search, str_of(search->folders[i]), 0);
  if (search->files.count) qsort(search->files.items, search->files.count, sizeof(Candidate), compare_candidates);
}

static void end_search(Search *search) {
  for (int depth = 0; depth < FOLDER_DEPTH; depth++)
    if (search->open[depth]) closedir(search->open[depth]);
}

static double read_position(hb_font_t *font, hb_ot_metrics_tag_t tag, double scale, double otherwise) {
  hb_position_t value;
  return hb_ot_metrics_get_position(font, tag, &value) ? value * scale : otherwise;
}

static int16_t read_signed16(const char *at) {
  return (int16_t)((unsigned)(unsigned char)at[0] << 8 | (unsigned char)at[1]);
}

static void read_bounds(FontFile *file, double scale) {
  hb_blob_t *head = hb_face_reference_table(file->face, HB_TAG('h', 'e', 'a', 'd'));
  unsigned length;
  const char *bytes = hb_blob_get_data(head, &length);
  if (length >= 44) {
    file->x_min = read_signed16(bytes + 36) * scale;
    file->y_min = read_signed16(bytes + 38) * scale;
    file->x_max = read_signed16(bytes + 40) * scale;
    file->y_max = read_signed16(bytes + 42) * scale;
  }
  hb_blob_destroy(head);
}

static void read_post_script_name(FontFile *file, char *out, size_t room) {
  char raw[64] = "";
  unsigned size = sizeof raw;
  size_t length = 0;
  hb_ot_name_get_utf8(file->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, raw);
  for (size_t i = 0; i < size && length + 1 < room; i++) {
    char c = raw[i];
    if ((c >= '0' && c <= '9') || (plain_lower(c) >= 'a' && plain_lower(c) <= 'z') || c == '-') out[length++] = c;
  }
  out[length] = '\0';
}

static void read_metrics(FontFile *file, hb_font_t *font) {
  double scale = 1.0 / hb_face_get_upem(file->face);
  file->ascent = read_position(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, scale, 0.8);
  file->descent = -read_position(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, scale, -0.2);
  file->cap_height = read_position(font, HB_OT_METRICS_TAG_CAP_HEIGHT, scale, 0.7);
  file->italic_angle = (double)hb_style_get_value(font, HB_STYLE_TAG_SLANT_ANGLE);
  file->is_italic =
      hb_style_get_value(font, HB_STYLE_TAG_ITALIC) > 0.5f || file->italic_angle < -1 || file->italic_angle > 1;
  file->weight = (uint32_t)hb_style_get_value(font, HB_STYLE_TAG_WEIGHT);
  read_bounds(file, scale);
}

/* Loads the tables that shaping and subsetting ask for, so that failing memory shows now. (A table that could not be
 * loaded in the subsetter's library would be freed wrongly in this one: HarfBuzz 6.0.) */
static void warm_up(hb_face_t *face, hb_font_t *font) {
  hb_codepoint_t glyph = 0;
  hb_glyph_extents_t extents;
  char name[8];
  hb_font_get_nominal_glyph(font, 'e', &glyph);
  hb_font_get_glyph_extents(font, glyph, &extents);
  hb_font_get_glyph_extents(font, hb_face_get_glyph_count(face), &extents); /* none: all kinds of outlines are tried */
  hb_font_get_glyph_h_advance(font, glyph);
  hb_font_get_glyph_v_advance(font, glyph);
  hb_font_get_glyph_name(font, glyph, name, sizeof name);
  hb_ot_layout_has_positioning(face);
  hb_ot_layout_has_substitution(face);
  hb_ot_layout_has_glyph_classes(face);
  hb_ot_color_has_palettes(face);
  hb_ot_color_has_layers(face);
  hb_ot_color_has_svg(face);
  hb_ot_color_has_png(face);
  hb_ot_math_has_data(face);
  hb_ot_var_get_axis_count(face);
}

/* Takes the face over; returns the file's index. */
static uint8_t add_file(FontSet *set, hb_face_t *face, Str path) {
  uint32_t index = set->file_count++;
  FontFile *file = &set->files[index];
  file->index = index;
  file->face = face;
  hb_face_make_immutable(face);
  file->is_cff = !has_table(face, HB_TAG('g', 'l', 'y', 'f'));
  errno = 0;
  hb_font_t *font = set->fonts[index] = hb_font_create(face);
  int upem = (int)hb_face_get_upem(face);
  hb_font_set_scale(font, upem, upem);
  warm_up(face, font);
  read_metrics(file, font);
  hb_font_get_nominal_glyph(font, ' ', &file->space_glyph);
  char name[64];
  read_post_script_name(file, name, sizeof name);
  if (font == hb_font_get_empty() || errno == ENOMEM) arena_give_up(set->arena);
  file->post_script_name = str_copy(set->arena, str_of(*name ? name : "Font"));
  file->path = str_copy(set->arena, path);
  return (uint8_t)index;
}

/* Opens one face of a family; NO_FILE when it is not among the files. */
static uint8_t find_face(FontSet *set, Search *search, Str family, FontFace face, bool all) {
  const Candidate *found = choose_file(set, search, family, face, all);
  if (!found) return NO_FILE;
  for (uint32_t i = 0; i < set->file_count; i++)
    if (str_equal(set->files[i].path, found->path)) return (uint8_t)i;
  errno = 0;
  hb_face_t *opened = open_file(found->path);
  if (!opened && errno == ENOMEM) arena_give_up(set->arena);
  return opened ? add_file(set, opened, found->path) : NO_FILE;
}

static void find_family(FontSet *set, Search *search, Str family, bool all) {
  for (FontFace face = 0; face < FACE_COUNT; face++)
    set->file_of_face[face] = find_face(set, search, family, face, all);
}

static void find_fallback(FontSet *set, Search *search) {
  for (size_t i = 0; i < sizeof fallback_families / sizeof *fallback_families; i++) {
    Str family = str_of(fallback_families[i]);
    set->fallback[0] = find_face(set, search, family, FACE_REGULAR, false);
    if (set->fallback[0] == NO_FILE) continue;
    set->fallback[1] = find_face(set, search, family, FACE_BOLD, false);
    if (set->fallback[1] == NO_FILE) set->fallback[1] = set->fallback[0];
    return;
  }
}

static void make_tools(FontSet *set) {
  errno = 0;
  set->languages[LANGUAGE_EN] = hb_language_from_string("en", -1);
  set->languages[LANGUAGE_NL] = hb_language_from_string("nl", -1);
  set->buffer = hb_buffer_create();
  if (set->buffer == hb_buffer_get_empty() || errno == ENOMEM) arena_give_up(set->arena);
}

/* Finds all files; false when the family is not there. */
static bool find_files(FontSet *set, Search *search, Str family) {
  list_files(search);
  find_family(set, search, family, false);
  if (set->file_of_face[FACE_REGULAR] == NO_FILE) find_family(set, search, family, true);
  if (set->file_of_face[FACE_REGULAR] == NO_FILE) return false;
  for (FontFace face = 0; face < FACE_COUNT; face++)
    for (FontFace other = face; set->file_of_face[face] == NO_FILE;)
      set->file_of_face[face] = set->file_of_face[other = nearest_face[other]];
  find_fallback(set, search);
  return true;
}

static FontSet *new_set(Arena *arena) {
  FontSet *set = ARENA_NEW(arena, FontSet);
  set->arena = arena;
  memset(set->file_of_face, NO_FILE, sizeof set->file_of_face);
  memset(set->fallback, NO_FILE, sizeof set->fallback);
  return set;
}

/* The usual name of the Debian package of a family: fonts-open-sans. */
static Str package_of(Arena *arena, Str family) {
  static const struct {
    const char *family, *package;
  } others[] = {{"dejavusans", "fonts-dejavu-core"},   {"dejavuserif", "fonts-dejavu-core"}, {"notosans", "fonts-noto-core"},
                {"notoserif", "fonts-noto-core"},      {"liberationsans", "fonts-liberation"}, {"liberationserif", "fonts-liberation"},
                {"carlito", "fonts-crosextra-carlito"}, {"ebgaramond", "fonts-ebgaramond"}};
  char name[64];
  squeeze_name(family, name, sizeof name);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strcmp(others[i].family, name) == 0) return str_of(others[i].package);
  Text package = text_new(arena);
  text_add_c(&package, "fonts-");
  for (size_t i = 0; i < family.length; i++) text_add_char(&package, family.data[i] == ' ' ? '-' : plain_lower(family.data[i]));
  return text_str(&package);
}

static Str family_problem(Arena *arena, const FontSet *set, Str family) {
  Str package = package_of(arena, family), shown = str_slice(family, 0, NAME_SHOWN);
  if (!set->unusable.length) return str_format(arena, "font family \"%.*s\" is not installed (package %.*s)", STR_ARGS(shown), STR_ARGS(package));
  return str_format(arena, "font family \"%.*s\" cannot be used: %.*s is damaged, or may not be embedded (package %.*s)", STR_ARGS(shown),
                    STR_ARGS(set->unusable), STR_ARGS(package));
}

FontSet *fonts_open(Str family, Arena *arena, Str *problem) {
  return fonts_open_from(font_folders, sizeof font_folders / sizeof *font_folders, family, arena, problem);
}

FontSet *fonts_open_from(const char *const *folders, size_t count, Str family, Arena *arena, Str *problem) {
  FontSet *volatile set = new_set(arena);
  Search *volatile search = ARENA_NEW(arena, Search);
  search->folders = folders;
  search->folder_count = count;
  jmp_buf *outer = arena->escape, here;
  if (setjmp(here)) {
    arena->escape = outer;
    end_search(search);
    fonts_close(set);
    arena_give_up(arena);
  }
  arena->escape = &here;
  arena_init(&set->scratch, arena->allocator, &here);
  search->arena = &set->scratch;
  make_tools(set);
  bool found = find_files(set, search, family);
  if (!found) *problem = family_problem(arena, set, family);
  arena->escape = outer;
  end_search(search);
  arena_free(&set->scratch);
  if (found) return set;
  fonts_close(set);
  return NULL;
}

void fonts_close(FontSet *fonts) {
  if (!fonts) return;
  for (uint32_t i = 0; i < fonts->file_count; i++) {
    hb_font_destroy(fonts->fonts[i]);
    hb_face_destroy(fonts->files[i].face);
  }
  fonts->file_count = 0;
  hb_buffer_destroy(fonts->buffer);
  fonts->buffer = NULL;
  if (fonts->scratch.allocator) arena_free(&fonts->scratch);
}

/* ---- shaping ---- */

/* Features for a stretch of a word. In Dutch, "ij" is one sound: no ligature may take its i ("stijgt" with "ti"). */
static unsigned choose_features(Str word, Language language, ShapeFlags flags, hb_feature_t *features) {
  static const hb_tag_t ligatures[] = {HB_TAG('l', 'i', 'g', 'a'), HB_TAG('c', 'l', 'i', 'g')};
  unsigned count = 0, ranges = 0;
  for (size_t i = 0; language == LANGUAGE_NL && i + 1 < word.length; i++) {
    if (plain_lower(word.data[i]) != 'i' || plain_lower(word.data[i + 1]) != 'j') continue;
    if (++ranges > RANGES_MAX) break;
    for (size_t k = 0; k < 2; k++)
      features[count++] = (hb_feature_t){.tag = ligatures[k], .start = (unsigned)i, .end = (unsigned)i + 2};
  }
  if (ranges <= RANGES_MAX && !(flags & SHAPE_NO_LIGATURES)) return count;
  for (size_t k = 0; k < 2; k++)
    features[k] = (hb_feature_t){.tag = ligatures[k], .start = HB_FEATURE_GLOBAL_START, .end = HB_FEATURE_GLOBAL_END};
  return 2;
}

/* How a word is to be shaped. */
typedef struct Shaping {
  FontSet *set;
  Arena *arena; /* for the glyphs */
  FontFace face;
  Language language;
  ShapeFlags flags;
  bool is_leftward;
} Shaping;

static uint8_t file_for(const FontSet *set, FontFace face, uint32_t face_index) {
  if (face_index == 0) return set->file_of_face[face];
  return set->fallback[face == FACE_BOLD || face == FACE_SEMIBOLD || face == FACE_BOLD_ITALIC];
}

/* Shapes the bytes [from, to) of a word with one font; missing characters give glyph 0. */
static void shape_with(const Shaping *how, Str word, size_t from, size_t to, uint32_t face_index, GlyphList *out) {
  FontSet *set = how->set;
  uint8_t file = file_for(set, how->face, face_index);
  hb_feature_t features[2 * RANGES_MAX];
  unsigned feature_count = choose_features(word, how->language, how->flags, features);
  hb_buffer_t *buffer = set->buffer;
  errno = 0;
  hb_buffer_clear_contents(buffer);
  hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
  hb_buffer_set_direction(buffer, how->is_leftward ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_language(buffer, set->languages[how->language]);
  hb_buffer_add_utf8(buffer, word.data, (int)word.length, (unsigned)from, (int)(to - from));
  hb_buffer_guess_segment_properties(buffer);
  bool shaped = hb_shape_full(set->fonts[file], buffer, features, feature_count, NULL);
  if (!shaped || !hb_buffer_allocation_successful(buffer) || errno == ENOMEM) arena_give_up(how->arena);
  unsigned count;
  const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
  float scale = 1.0f / (float)hb_face_get_upem(set->files[file].face);
  for (unsigned i = 0; i < count; i++)
    LIST_PUSH(how->arena, out,
              ((Glyph){.face_index = face_index,
                       .id = infos[i].codepoint,
                       .cluster = infos[i].cluster,
                       .advance = (float)positions[i].x_advance * scale,
                       .offset_x = (float)positions[i].x_offset * scale,
                       .offset_y = (float)positions[i].y_offset * scale}));
}

/* The code point at a byte of valid UTF-8, and its size. */
static uint32_t code_point_at(Str text, size_t at, size_t *size) {
  unsigned char first = (unsigned char)text.data[at];
  *size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  uint32_t value = first < 0x80 ? first : first & (0x7fu >> *size);
  for (size_t i = 1; i < *size && at + i < text.length; i++)
    value = value << 6 | ((unsigned char)text.data[at + i] & 0x3f);
  return value;
}

static void note_missing(FontSet *set, uint32_t code_point) {
  enum { NOTED = 64 };
  LIST_EACH(uint32_t, noted, set->missing)
    if (*noted == code_point) return;
  if (set->missing.count < NOTED) LIST_PUSH(set->arena, &set->missing, code_point);
}

/* Writes the codes of characters that no font has, as [U+1F600]. The fonts have the signs needed for that. */
static uint32_t shape_codes(const Shaping *how, Str word, size_t from, size_t to, GlyphList *out) {
  uint32_t missing = 0;
  Shaping rightward = *how;
  rightward.is_leftward = false;
  for (size_t at = from, size; at < to; at += size, missing++) {
    uint32_t code_point = code_point_at(word, at, &size);
    Str code = str_format(how->arena, "[U+%04X]", (unsigned)code_point);
    uint32_t first = out->count;
    note_missing(how->set, code_point);
    shape_with(&rightward, code, 0, code.length, 0, out);
    for (uint32_t i = first; i < out->count; i++) out->items[i].cluster = (uint32_t)at;
  }
  return missing;
}

static uint32_t end_of_cluster(const GlyphList *glyphs, uint32_t at) {
  uint32_t end = at + 1;
  while (end < glyphs->count && glyphs->items[end].cluster == glyphs->items[at].cluster) end++;
  return end;
}

static bool is_cluster_there(const GlyphList *glyphs, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to; i++)
    if (glyphs->items[i].id == 0) return false;
  return true;
}

/* Adds the glyphs of [from, to) with a font, and with the next one where it lacks them. Returns the characters missing
 * in all. */
static uint32_t shape_range(const Shaping *how, Str word, size_t from, size_t to, uint32_t face_index, GlyphList *out) {
  if (face_index > 1 || file_for(how->set, how->face, face_index) == NO_FILE)
    return shape_codes(how, word, from, to, out);
  GlyphList raw = {0};
  uint32_t missing = 0;
  shape_with(how, word, from, to, face_index, &raw);
  for (uint32_t i = 0, next; i < raw.count; i = next) {
    next = end_of_cluster(&raw, i);
    if (is_cluster_there(&raw, i, next)) {
      for (; i < next; i++) LIST_PUSH(how->arena, out, raw.items[i]);
      continue;
    }
    uint32_t first = i;
    while (next < raw.count && !is_cluster_there(&raw, next, end_of_cluster(&raw, next)))
      next = end_of_cluster(&raw, next);
    size_t start = raw.items[how->is_leftward ? next - 1 : first].cluster, end = to;
    if (how->is_leftward && first > 0) end = raw.items[first - 1].cluster;
    if (!how->is_leftward && next < raw.count) end = raw.items[next].cluster;
    missing += shape_range(how, word, start, end, face_index + 1, out);
  }
  return missing;
}

static bool ends_in_soft_hyphen(Str word) { return str_ends_with(word, STR("\xc2\xad")); }

static Word shape_word(const Shaping *how, Str word) {
  GlyphList glyphs = {0};
  if (ends_in_soft_hyphen(word)) { /* to be seen here, where the line breaks */
    word = str_copy(how->arena, word);
    word.length--;
    ((char *)(uintptr_t)word.data)[word.length - 1] = '-';
  }
  Word result = {.missing = shape_range(how, word, 0, word.length, 0, &glyphs)};
  result.glyphs = glyphs.items;
  result.count = glyphs.count;
  LIST_EACH(Glyph, glyph, glyphs) result.width += (double)glyph->advance;
  return result;
}

/* The word from the cache, or newly shaped; long words are not kept and live until the next one. */
static Word find_word(FontSet *set, FontFace face, Str word, Language language, ShapeFlags flags) {
  Shaping how = {.set = set, .arena = set->arena, .face = face, .language = language, .flags = flags};
  if (word.length > CACHED_BYTES) {
    arena_free(&set->scratch);
    set->scratch.escape = set->arena->escape;
    how.arena = &set->scratch;
    return shape_word(&how, word);
  }
  char key[CACHED_BYTES + 1];
  key[0] = (char)('0' + (int)face * 4 + (int)language * 2 + (flags & SHAPE_NO_LIGATURES ? 1 : 0));
  memcpy(key + 1, word.data, word.length);
  Str wanted = {key, word.length + 1};
  uint32_t at;
  if (map_get(&set->cache, wanted, &at)) return set->words.items[at];
  Word made = shape_word(&how, word);
  LIST_PUSH(set->arena, &set->words, made);
  map_put(set->arena, &set->cache, str_copy(set->arena, wanted), set->words.count - 1);
  return made;
}

static bool is_space(char c) { return (unsigned char)c <= 0x20 || c == 0x7f; }

/* The next word, or one space (control characters count as spaces, and are measured as one). */
static Str next_piece(Str text, size_t at, Str *word) {
  size_t end = at + 1;
  if (is_space(text.data[at]))
    *word = STR(" ");
  else {
    while (end < text.length && !is_space(text.data[end])) end++;
    *word = str_slice(text, at, end);
  }
  return str_slice(text, at, end);
}

/* A stretch that runs to the left is shaped whole, in the order in which it is seen; the rest by words. */
static void shape_stretch(const Shaping *how, Str text, const BidiRun *run, ShapedText *shaped, GlyphList *out) {
  Str piece, word;
  if (!run->is_rightward) {
    Shaping leftward = *how;
    leftward.is_leftward = true;
    shaped->missing += shape_range(&leftward, text, run->from, run->to, 0, out);
    return;
  }
  for (size_t at = run->from; at < run->to; at += piece.length) {
    piece = next_piece(str_slice(text, 0, run->to), at, &word);
    Word found = find_word(how->set, how->face, word, how->language, how->flags);
    for (uint32_t i = 0; i < found.count; i++) {
      Glyph glyph = found.glyphs[i];
      glyph.cluster += (uint32_t)at;
      LIST_PUSH(how->arena, out, glyph);
    }
    shaped->missing += found.missing;
  }
}

static ShapedText shape_both_ways(const Shaping *how, Str text) {
  ShapedText shaped = {.text = text, .face = how->face, .language = how->language, .is_reordered = true};
  BidiRuns runs = {0};
  GlyphList glyphs = {0};
  double width = 0;
  bidi_runs(how->arena, text, &runs);
  LIST_EACH(const BidiRun, run, runs) shape_stretch(how, text, run, &shaped, &glyphs);
  LIST_EACH(const Glyph, glyph, glyphs) width += (double)glyph->advance;
  shaped.glyphs = glyphs.items;
  shaped.glyph_count = glyphs.count;
  shaped.width = (float)width;
  return shaped;
}

static void copy_glyphs(Glyph *out, const Word *word, size_t offset) {
  for (uint32_t i = 0; i < word->count; i++) {
    out[i] = word->glyphs[i];
    out[i].cluster += (uint32_t)offset;
  }
}

ShapedText font_shape(FontSet *fonts, FontFace face, Str text, Language language, ShapeFlags flags, Arena *arena) {
  if (bidi_is_needed(text)) {
    Shaping how = {.set = fonts, .arena = arena, .face = face, .language = language, .flags = flags};
    return shape_both_ways(&how, text);
  }
  ShapedText shaped = {.text = text, .face = face, .language = language};
  Glyph *glyphs = NULL;
  uint32_t capacity = 0;
  double width = 0;
  Str piece, word;
  for (size_t at = 0; at < text.length; at += piece.length) {
    piece = next_piece(text, at, &word);
    Word found = find_word(fonts, face, word, language, flags);
    if (found.count == 0) continue;
    if (shaped.glyph_count + found.count > capacity) {
      capacity = shaped.glyph_count + found.count + (uint32_t)(text.length - at) + 1;
      Glyph *moved = ARENA_ARRAY(arena, Glyph, capacity);
      if (shaped.glyph_count) memcpy(moved, glyphs, shaped.glyph_count * sizeof *glyphs);
      glyphs = moved;
    }
    copy_glyphs(glyphs + shaped.glyph_count, &found, at);
    shaped.glyph_count += found.count;
    shaped.missing += found.missing;
    width += found.width;
  }
  shaped.glyphs = glyphs;
  shaped.width = (float)width;
  return shaped;
}

static double with_tracking(double width, uint32_t glyph_count, double size, double tracking) {
  return size * (width + (glyph_count > 1 ? tracking * (glyph_count - 1) : 0));
}

double font_width(FontSet *fonts, FontFace face, double size, double tracking, Str text, Language language) {
  double width = 0;
  uint32_t count = 0;
  Str piece, word;
  if (bidi_is_needed(text)) {
    ShapedText shaped = font_shape(fonts, face, text, language, SHAPE_PLAIN, fonts->arena);
    return shaped_width(&shaped, size, tracking);
  }
  for (size_t at = 0; at < text.length; at += piece.length) {
    piece = next_piece(text, at, &word);
    Word found = find_word(fonts, face, word, language, SHAPE_PLAIN);
    width += found.width;
    count += found.count;
  }
  return with_tracking(width, count, size, tracking);
}

double shaped_width(const ShapedText *shaped, double size, double tracking) {
  return with_tracking((double)shaped->width, shaped->glyph_count, size, tracking);
}

void font_extent(const FontSet *fonts, FontFace face, double *ascent, double *descent) {
  const FontFile *file = &fonts->files[fonts->file_of_face[face]];
  *ascent = file->ascent;
  *descent = file->descent;
}

const uint32_t *fonts_missing(const FontSet *fonts, uint32_t *count) {
  *count = fonts->missing.count;
  return fonts->missing.items;
}

/* ---- for writers ---- */

uint32_t fonts_file_count(const FontSet *fonts) { return fonts->file_count; }

const FontFile *fonts_file(const FontSet *fonts, uint32_t index) { return &fonts->files[index]; }

const FontFile *fonts_file_of(const FontSet *fonts, FontFace face, uint32_t face_index) {
  return &fonts->files[file_for(fonts, face, face_index)];
}

double fonts_advance(const FontSet *fonts, uint32_t file_index, uint32_t glyph) {
  double upem = hb_face_get_upem(fonts->files[file_index].face);
  return hb_font_get_glyph_h_advance(fonts->fonts[file_index], glyph) / upem;
}

const uint32_t *fonts_code_points(const FontSet *fonts, uint32_t file_index, Arena *arena, uint32_t *count) {
  hb_face_t *face = fonts->files[file_index].face;
  *count = hb_face_get_glyph_count(face);
  uint32_t *table = ARENA_ARRAY(arena, uint32_t, *count + 1);
  errno = 0;
  hb_set_t *all = hb_set_create();
  hb_face_collect_unicodes(face, all);
  bool whole = hb_set_allocation_successful(all) && errno != ENOMEM;
  hb_codepoint_t code_point = HB_SET_VALUE_INVALID, glyph;
  while (hb_set_next(all, &code_point))
    if (hb_font_get_nominal_glyph(fonts->fonts[file_index], code_point, &glyph) && glyph < *count && !table[glyph])
      table[glyph] = code_point;
  hb_set_destroy(all);
  if (!whole) arena_give_up(arena);
  return table;
}
