/* render_text.c: findings as people read them on a terminal or in a log. */
#include "compiler/diagnostics/excerpt.h"
#include "compiler/diagnostics/render.h"

enum { NARROWEST = 40 };

static const Palette no_colours = {"", "", "", "", ""};

static Palette palette_of(const Finding *finding, bool colour) {
  if (!colour) return no_colours;
  const char *primary = finding->severity == SEVERITY_ERROR     ? "\033[1;31m"
                        : finding->severity == SEVERITY_WARNING ? "\033[1;33m"
                                                                : "\033[1;36m";
  return (Palette){"\033[1m", primary, "\033[1;34m", "\033[1;34m", "\033[0m"};
}

static uint32_t width_of(const RenderOptions *options) { return options->width < NARROWEST ? NARROWEST : options->width; }

static uint32_t digits(uint32_t number) {
  uint32_t count = 1;
  for (; number >= 10; number /= 10) count++;
  return count;
}

static uint32_t gutter_of(SourceStore *store, const Finding *finding) {
  uint32_t last = source_position(store, finding->place.file, finding->place.start).line;
  LIST_EACH(Related, related, finding->related) {
    uint32_t line = source_position(store, related->span.file, related->span.start).line;
    if (line > last) last = line;
  }
  return digits(last);
}

static void write_heading(Text *out, const FindingView *view, const Palette *palette, uint32_t width) {
  text_add_c(out, palette->primary);
  render_safe(out, view->severity_word);
  text_add_format(out, "[%.*s]%s%s: ", STR_ARGS(view->finding->code), palette->plain, palette->strong);
  render_wrapped(out, view->message, (uint32_t)(view->severity_word.length + view->finding->code.length + 4), 2, width);
  text_add_format(out, "%s\n", palette->plain);
}

static void write_note(Text *out, Str label, Str text, uint32_t gutter, uint32_t width, const Palette *palette) {
  if (!text.length) return;
  for (uint32_t i = 0; i < gutter + 1; i++) text_add_char(out, ' ');
  text_add_format(out, "%s=%s %s", palette->gutter, palette->plain, palette->strong);
  render_safe(out, label);
  text_add_format(out, ":%s ", palette->plain);
  render_wrapped(out, text, gutter + 5 + (uint32_t)label.length, gutter + 5, width);
  text_add_char(out, '\n');
}

/* A mend of one line is shown as what to write; a longer one by its title. */
static Str mend_text(Arena *arena, const FindingView *view) {
  if (!view->finding->fixes.count) return STR("");
  const Fix *fix = &view->finding->fixes.items[0];
  Str title = words_in(fix->title, view->language);
  if (fix->edits.count != 1) return title;
  Str text = str_trim(fix->edits.items[0].text);
  if (!text.length || str_find(text, STR("\n")) < text.length || str_find(title, text) < title.length) return title;
  return title.length ? str_format(arena, "%.*s: %.*s", STR_ARGS(title), STR_ARGS(text)) : text;
}

static void write_places(Text *out, SourceStore *store, const FindingView *view, uint32_t gutter, uint32_t width, const Palette *palette) {
  const Finding *finding = view->finding;
  Mark *marks = ARENA_ARRAY(out->arena, Mark, finding->related.count + 1);
  uint32_t count = 1;
  marks[0] = (Mark){.span = finding->place, .is_primary = true};
  for (uint32_t i = 0; i < finding->related.count; i++)
    if (!span_is_none(finding->related.items[i].span))
      marks[count++] = (Mark){.span = finding->related.items[i].span, .label = view->related[i]};
  excerpt_render(out, store, marks, count, gutter, width, palette);
}

static void write_finding(Text *out, SourceStore *store, const FindingView *view, const RenderOptions *options) {
  Palette palette = palette_of(view->finding, options->colour);
  const RenderWords *words = &options->words[view->language];
  uint32_t width = width_of(options), gutter = gutter_of(store, view->finding);
  write_heading(out, view, &palette, width);
  write_places(out, store, view, gutter, width, &palette);
  for (uint32_t i = 0; i < gutter + 1; i++) text_add_char(out, ' ');
  text_add_format(out, "%s|%s\n", palette.gutter, palette.plain);
  write_note(out, words->why, view->why, gutter, width, &palette);
  write_note(out, words->question, view->question, gutter, width, &palette);
  write_note(out, words->advice, view->advice, gutter, width, &palette);
  write_note(out, words->mend, mend_text(out->arena, view), gutter, width, &palette);
  write_note(out, words->read_more, str_format(out->arena, "kompas explain %.*s", STR_ARGS(view->finding->code)), gutter, width,
             &palette);
}

void render_findings(Text *out, SourceStore *store, const FindingView *views, uint32_t count, const RenderOptions *options) {
  for (uint32_t i = 0; i < count; i++) {
    if (views[i].is_accepted) continue;
    write_finding(out, store, &views[i], options);
    text_add_char(out, '\n');
  }
}

void render_accepted(Text *out, SourceStore *store, const FindingView *views, uint32_t count, const RenderOptions *options,
                     Language language) {
  bool begun = false;
  uint32_t width = width_of(options);
  for (uint32_t i = 0; i < count; i++) {
    const FindingView *view = &views[i];
    if (!view->is_accepted) continue;
    Palette palette = palette_of(view->finding, options->colour);
    if (!begun) text_add_format(out, "%s%.*s%s\n", palette.strong, STR_ARGS(options->words[language].accepted), palette.plain);
    begun = true;
    Position place = source_position(store, view->finding->place.file, view->finding->place.start);
    text_add_format(out, "  %s%.*s%s ", palette.strong, STR_ARGS(view->finding->code), palette.plain);
    render_safe(out, source_get(store, view->finding->place.file)->path);
    text_add_format(out, ":%u:%u\n    ", place.line, place.column);
    render_wrapped(out, view->message, 4, 4, width);
    text_add(out, STR("\n    "));
    render_wrapped(out, view->accepted.line, 4, 4, width);
    text_add_char(out, '\n');
  }
  if (begun) text_add_char(out, '\n');
}
