/* house_style.c: see house_style.h. The values of a style are its statements; what one leaves out is taken from the standard
 * style. */
#include "compiler/session/house_style.h"

#include <errno.h>
#include <unistd.h>

static const double POINTS_IN_MM = 72 / 25.4;

/* ---- what is declared ---- */

static bool is_style(const Object *object) { return str_equal(object->concept->key, STR("style")); }
static bool is_of_the_house(const Session *session, const Object *object) { return object->keyword.file >= session->first_source; }

static Str file_of(const Session *session, const Object *object) { return source_get(&session->store, object->keyword.file)->path; }

/* The last one counts, so that a house can replace a style that comes with Kompas. */
static const Object *find_style(const Session *session) {
  const ProjectSettings *settings = &session->settings;
  const Object *found = NULL;
  Str wanted = settings->style_name.length ? settings->style_name : STR("kompas"), file = path_shown(session->arena, settings->style);
  LIST_EACH(Object *, one, session->library->model->library) {
    if (!is_style(*one)) continue;
    bool fits = settings->style.length ? str_equal(file_of(session, *one), file) : str_equal((*one)->name, wanted);
    if (fits) found = *one;
  }
  return found;
}

static Value slot(const Session *session, const Object *object, const char *key) {
  return value_plain(*object_slot(object, session->library->vocabulary, str_of(key)));
}

static Str words_of(Value value, Language language) {
  if (value.kind == VALUE_WORDS) return words_in(*value.as.words, language);
  return value.kind == VALUE_TEXT ? value.as.text : STR("");
}

/* ---- colours and margins ---- */

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Reads #1F3A5F. */
static bool read_colour(Str text, Colour *colour) {
  uint8_t parts[3];
  if (text.length != 7 || text.data[0] != '#') return false;
  for (size_t i = 0; i < 3; i++) {
    int high = hex_digit(text.data[1 + 2 * i]), low = hex_digit(text.data[2 + 2 * i]);
    if (high < 0 || low < 0) return false;
    parts[i] = (uint8_t)(high * 16 + low);
  }
  *colour = (Colour){parts[0], parts[1], parts[2]};
  return true;
}

/* Where each declared colour goes. */
typedef struct ColourSlot {
  const char *key;
  Colour *colour;
} ColourSlot;

enum { COLOURS = 9 };

static void list_colours(Style *style, ColourSlot slots[COLOURS]) {
  const ColourSlot all[COLOURS] = {{"ink", &style->ink},     {"grey", &style->grey},   {"blue", &style->blue},
                                   {"red", &style->red},     {"tint1", &style->tint1}, {"tint2", &style->tint2},
                                   {"tint3", &style->tint3}, {"rule", &style->rule},   {"hair", &style->hair}};
  for (size_t i = 0; i < COLOURS; i++) slots[i] = all[i];
}

typedef struct MarginSlot {
  const char *key;
  double *points;
  int least, most;
} MarginSlot;

enum { MARGINS = 3 };

static void list_margins(Style *style, MarginSlot slots[MARGINS]) {
  const MarginSlot all[MARGINS] = {
    {"margin-left", &style->margin_left, STYLE_MARGIN_LEFT_LEAST, STYLE_MARGIN_LEFT_MOST},
    {"margin-top", &style->margin_top, STYLE_MARGIN_TOP_LEAST, STYLE_MARGIN_TOP_MOST},
    {"margin-bottom", &style->margin_bottom, STYLE_MARGIN_BOTTOM_LEAST, STYLE_MARGIN_BOTTOM_MOST}};
  for (size_t i = 0; i < MARGINS; i++) slots[i] = all[i];
}

static void take_colours(const Session *session, const Object *object, Style *style) {
  ColourSlot slots[COLOURS];
  list_colours(style, slots);
  for (size_t i = 0; i < COLOURS; i++) {
    Value value = slot(session, object, slots[i].key);
    if (value.kind == VALUE_TEXT) read_colour(value.as.text, slots[i].colour);
  }
}

static double millimetres(Value value) { return (double)value.as.number.numerator / (double)value.as.number.denominator; }

static void take_margins(const Session *session, const Object *object, Style *style) {
  MarginSlot slots[MARGINS];
  list_margins(style, slots);
  for (size_t i = 0; i < MARGINS; i++) {
    Value value = slot(session, object, slots[i].key);
    if (value.kind == VALUE_NUMBER) *slots[i].points = millimetres(value) * POINTS_IN_MM;
  }
}

/* ---- judging ---- */

static void judge_colours(Session *session, const Object *object, Style *style) {
  ColourSlot slots[COLOURS];
  list_colours(style, slots);
  for (size_t i = 0; i < COLOURS; i++) {
    Value value = slot(session, object, slots[i].key);
    Colour colour;
    if (value.kind != VALUE_TEXT || read_colour(value.as.text, &colour)) continue;
    Finding *finding = finding_add(&session->sink, "K0114", value.span);
    finding_text(&session->sink, finding, "case", STR("colour"));
    finding_text(&session->sink, finding, "found", value.as.text);
    finding_text(&session->sink, finding, "name", str_of(slots[i].key));
  }
}

static void judge_margins(Session *session, const Object *object, Style *style) {
  MarginSlot slots[MARGINS];
  list_margins(style, slots);
  for (size_t i = 0; i < MARGINS; i++) {
    Value value = slot(session, object, slots[i].key);
    if (value.kind != VALUE_NUMBER || (millimetres(value) >= slots[i].least && millimetres(value) <= slots[i].most)) continue;
    Finding *finding = finding_add(&session->sink, "K0114", value.span);
    finding_text(&session->sink, finding, "case", STR("margin"));
    finding_text(&session->sink, finding, "found", rational_text(session->arena, value.as.number));
    finding_text(&session->sink, finding, "name", str_of(slots[i].key));
    finding_number(&session->sink, finding, "low", slots[i].least);
    finding_number(&session->sink, finding, "high", slots[i].most);
  }
}

/* Down to a tenth, so that what does not do is never shown as if it did. */
static Str ratio_text(Arena *arena, double ratio) {
  long tenths = (long)(ratio * 10);
  return str_format(arena, "%ld.%ld : 1", tenths / 10, tenths % 10);
}

static void add_contrast(Session *session, const StyleContrast *contrast, Value text, Value ground, Span name) {
  FindingSink *sink = &session->sink;
  bool is_text = value_is_stated(text);
  Finding *finding = finding_add(sink, "K0113", is_text ? text.span : value_is_stated(ground) ? ground.span : name);
  Colour better = style_darkened(contrast->text_colour, contrast->ground_colour);
  bool can_darken = is_text && style_contrast(better, contrast->ground_colour) >= STYLE_LEAST_CONTRAST;
  finding_text(sink, finding, "case", can_darken ? STR("darken") : STR("lighten"));
  finding_text(sink, finding, "colour", contrast->text);
  if (contrast->ground.length) finding_text(sink, finding, "ground", contrast->ground);
  finding_text(sink, finding, "ratio", ratio_text(session->arena, contrast->ratio));
  finding_text(sink, finding, "least", ratio_text(session->arena, STYLE_LEAST_CONTRAST));
  if (!can_darken) return;
  Str mended = str_format(session->arena, "\"#%02X%02X%02X\"", better.red, better.green, better.blue);
  finding_text(sink, finding, "mended", mended);
  finding_fix(sink, finding, (Words){{STR(""), STR("")}}, text.span, mended);
}

/* The first ground on which a colour cannot be read; the others say the same. */
static void judge_contrasts(Session *session, const Object *object, const Style *style) {
  StyleContrast contrasts[STYLE_CONTRASTS];
  style_contrasts(style, contrasts);
  for (size_t i = 0; i < STYLE_CONTRASTS; i++) {
    if (contrasts[i].ratio >= STYLE_LEAST_CONTRAST) continue;
    Value text = slot(session, object, str_to_c(session->arena, contrasts[i].text));
    Value ground = contrasts[i].ground.length ? slot(session, object, str_to_c(session->arena, contrasts[i].ground)) : value_of_kind(VALUE_MISSING);
    add_contrast(session, &contrasts[i], text, ground, object->name_span);
  }
}

void session_judge_styles(Session *session) {
  if (session->library->sources.count <= session->library->standard_sources) return; /* no house: nothing to read through */
  LIST_EACH(Object *, one, session->library->model->library) {
    if (!is_style(*one) || !is_of_the_house(session, *one)) continue;
    Style style = style_default();
    take_colours(session, *one, &style);
    judge_colours(session, *one, &style);
    judge_margins(session, *one, &style);
    judge_contrasts(session, *one, &style);
  }
}

/* ---- the style in force ---- */

static Str style_names(const Session *session) {
  Text names = text_new(session->arena);
  LIST_EACH(Object *, one, session->library->model->library)
    if (is_style(*one)) text_add_format(&names, "%s%.*s", names.length ? ", " : "", STR_ARGS((*one)->name));
  return text_str(&names);
}

static Str missing_style(Session *session, Language language) {
  if (session->settings.style.length) {
    Argument file[] = {{STR("file"), value_of_text(path_shown(session->arena, session->settings.style))}};
    return session_sentence(session, "style-none", language, file, 1);
  }
  Argument names[] = {{STR("name"), value_of_text(session->settings.style_name)}, {STR("names"), value_of_text(style_names(session))}};
  return session_sentence(session, "style-unknown", language, names, 2);
}

bool session_style(Session *session, Language language, Style *style, Str *problem) {
  const Object *object = find_style(session);
  *style = style_default();
  if (!object) {
    *problem = missing_style(session, language);
    return false;
  }
  Value font = slot(session, object, "font"), paper = slot(session, object, "paper");
  take_colours(session, object, style);
  take_margins(session, object, style);
  style->name = object->name;
  if (font.kind == VALUE_TEXT) style->font_family = font.as.text;
  if (paper.kind == VALUE_CHOICE) style->paper = str_equal(paper.as.choice->key, STR("letter")) ? PAPER_LETTER : PAPER_A4;
  style->disclaimer = words_of(slot(session, object, "disclaimer"), language);
  return true;
}

Str session_style_classification(Session *session, Str level, Language language) {
  const Object *object = find_style(session);
  if (!object || !level.length) return STR("");
  const Value *all = object_slot(object, session->library->vocabulary, STR("classification"));
  const Value *items = all->kind == VALUE_LIST ? all->as.list->items : all;
  uint32_t count = all->kind == VALUE_LIST ? all->as.list->count : value_is_stated(*all) ? 1 : 0;
  for (uint32_t i = 0; i < count; i++) {
    if (items[i].kind != VALUE_OBJECT) continue;
    Value choice = slot(session, items[i].as.object, "level");
    if (choice.kind == VALUE_CHOICE && str_equal(choice.as.choice->key, level))
      return words_of(slot(session, items[i].as.object, "content"), language);
  }
  return STR("");
}

/* ---- the logo ---- */

/* A logo on its way from the style that names it. */
typedef struct LogoSource {
  Session *session;
  Language language;
  Value value; /* what names it */
  Str path;    /* absolute */
} LogoSource;

static Str refuse(const LogoSource *logo, Str reason) {
  Session *session = logo->session;
  const Source *source = source_get(&session->store, logo->value.span.file);
  Position position = source_position(&session->store, logo->value.span.file, logo->value.span.start);
  Str place = str_format(session->arena, "%.*s:%u:%u", STR_ARGS(source->path), position.line, position.column);
  Argument arguments[] = {{STR("place"), value_of_text(place)},
                          {STR("file"), value_of_text(path_shown(session->arena, logo->path))},
                          {STR("reason"), value_of_text(reason)}};
  return session_sentence(session, "logo-refused", logo->language, arguments, 3);
}

static Str refuse_file(const LogoSource *logo, int error) { return refuse(logo, session_reason(logo->session, error, logo->language)); }

static Str refuse_content(const LogoSource *logo, const LogoProblem *problem) {
  Argument detail[] = {{STR("detail"), value_of_text(problem->detail)}};
  return refuse(logo, session_sentence(logo->session, problem->key, logo->language, detail, 1));
}

/* 0, or why the file may not be read: it must lie where the style or the project is. */
static int check_place(const LogoSource *logo, Str folder) {
  Session *session = logo->session;
  if (access(str_to_c(session->arena, logo->path), F_OK) != 0) return errno;
  bool inside = path_is_inside(session->arena, logo->path, folder);
  if (!inside && session->root.length && path_is_inside(session->arena, folder, session->root))
    inside = path_is_inside(session->arena, logo->path, session->root);
  return inside ? 0 : EXDEV;
}

static Str alternative(Session *session, const Object *object, Language language) {
  Str stated = words_of(slot(session, object, "logo-text"), language);
  if (stated.length) return stated;
  Argument name[] = {{STR("name"), value_of_text(object_title(object))}};
  return session_sentence(session, "logo-alternative", language, name, 1);
}

bool session_logo(Session *session, LogoReader reader, Language language, Style *style, Str *problem) {
  const Object *object = find_style(session);
  Value value = object ? slot(session, object, "logo") : value_of_kind(VALUE_MISSING);
  if (value.kind != VALUE_TEXT) return true;
  Str folder = path_absolute(session->arena, path_folder(session->arena, file_of(session, object))), bytes;
  Str path = str_starts_with(value.as.text, STR("/")) ? value.as.text : str_format(session->arena, "%.*s/%.*s", STR_ARGS(folder), STR_ARGS(value.as.text));
  LogoSource source = {session, language, value, path_absolute(session->arena, path)};
  int error = check_place(&source, folder);
  if (!error) error = file_read(session->arena, str_to_c(session->arena, source.path), LOGO_BYTES_MAX, &bytes);
  if (error) {
    *problem = refuse_file(&source, error);
    return false;
  }
  Logo *logo = ARENA_NEW(session->arena, Logo);
  LogoProblem refused;
  if (!reader(session->arena, bytes, logo, &refused)) {
    *problem = refuse_content(&source, &refused);
    return false;
  }
  logo->file = source.path;
  logo->alternative = alternative(session, object, language);
  style->logo = logo;
  return true;
}
