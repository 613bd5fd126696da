/* house_style.c: see house_style.h. */
#include "compiler/session/house_style.h"

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

static Value slot(const Session *session, const Object *object, const char *key) {
  return value_plain(*object_slot(object, session->library->vocabulary, str_of(key)));
}

static bool take_colours(const Session *session, const Object *object, Style *style) {
  const struct {
    const char *key;
    Colour *colour;
  } colours[] = {{"ink", &style->ink},     {"grey", &style->grey},   {"blue", &style->blue}, {"red", &style->red},  {"tint1", &style->tint1},
                 {"tint2", &style->tint2}, {"tint3", &style->tint3}, {"rule", &style->rule}, {"hair", &style->hair}};
  for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
    Value value = slot(session, object, colours[i].key);
    if (value.kind == VALUE_TEXT && !read_colour(value.as.text, colours[i].colour)) return false;
  }
  return true;
}

static void take_the_rest(const Session *session, const Object *object, Style *style) {
  Value font = slot(session, object, "font"), paper = slot(session, object, "paper"), disclaimer = slot(session, object, "disclaimer");
  style->name = object->name;
  if (font.kind == VALUE_TEXT) style->font_family = font.as.text;
  if (paper.kind == VALUE_CHOICE) style->paper = str_equal(paper.as.choice->key, STR("letter")) ? PAPER_LETTER : PAPER_A4;
  if (disclaimer.kind == VALUE_WORDS) style->disclaimer = words_in(*disclaimer.as.words, LANGUAGE_EN);
  if (disclaimer.kind == VALUE_TEXT) style->disclaimer = disclaimer.as.text;
}

bool session_style(const Session *session, Style *style, const char **problem) {
  *style = style_default();
  if (!session->settings.style.length) return true;
  const Object *found = NULL;
  LIST_EACH(Object *, one, session->library->model->library)
    if (str_equal((*one)->concept->key, STR("style")) && (*one)->keyword.file >= session->first_source) found = *one;
  *problem = found ? "style-no-colour" : "style-none";
  if (!found || !take_colours(session, found, style)) return false;
  take_the_rest(session, found, style);
  return true;
}
