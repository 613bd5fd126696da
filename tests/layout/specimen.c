/* specimen LANGUAGE PARTIES FILE writes the sample document as PDF, as Markdown (FILE ends in .md), as HTML (.html) or as
 * the text of its display list (.txt), to be looked at. LANGUAGE is en or nl, PARTIES 2 to 14. */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/layout.h"
#include "runtime/writers.h"
#include "tests/layout/sample.h"

static bool save(Str path, Str bytes) {
  FILE *file = fopen(path.data, "wb");
  if (!file) return false;
  bool whole = fwrite(bytes.data, 1, bytes.length, file) == bytes.length;
  return fclose(file) == 0 && whole;
}

static bool make(Arena *arena, const Document *document, Str path, Str *bytes, Str *problem) {
  if (str_ends_with(path, STR(".md"))) return *bytes = write_markdown(arena, document), true;
  Style style = style_default();
  FontSet *fonts = fonts_open(style.font_family, arena, problem);
  if (!fonts) return false;
  bool made = true;
  if (str_ends_with(path, STR(".html"))) {
    *bytes = write_html(arena, document, &style, fonts, STR("Kompas specimen"));
    fonts_close(fonts);
    return true;
  }
  const DisplayList *list = layout_document(arena, document, &style, fonts);
  if (str_ends_with(path, STR(".txt")))
    *bytes = display_dump(arena, list);
  else
    made = write_pdf(arena, list, fonts, bytes, problem);
  fonts_close(fonts);
  return made;
}

int main(int count, char **words) {
  Language language;
  if (count != 4 || !language_of(str_of(words[1]), &language))
    return fprintf(stderr, "specimen en|nl PARTIES FILE\n"), 2;
  Arena arena;
  arena_init(&arena, NULL, NULL);
  const Document *document = sample_document(&arena, language, (uint32_t)strtoul(words[2], NULL, 10));
  Str path = str_of(words[3]), problem = STR(""), bytes = STR("");
  bool made = make(&arena, document, path, &bytes, &problem);
  if (!made) fprintf(stderr, "%.*s\n", STR_ARGS(problem));
  made = made && save(path, bytes);
  arena_free(&arena);
  return made ? 0 : 1;
}
