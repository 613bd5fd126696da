/* example_spec.h: the small partnership that is written around the lines of an example, in the rules themselves and in tests/domain. */
#ifndef KOMPAS_TESTS_UNIT_EXAMPLE_SPEC_H
#define KOMPAS_TESTS_UNIT_EXAMPLE_SPEC_H

#include <string.h>

#include "compiler/session/session.h"

static const char *const example_phases[PHASE_COUNT] = {"explore", "share", "agree", "shape", "run"};

static inline int first_phase(const Rule *rule) {
  for (int phase = 0; phase < PHASE_COUNT; phase++)
    if (rule->severity[phase] != SEVERITY_NONE) return phase;
  return 0;
}

/* Does a line that is not indented start with this word? */
static inline bool has_line(Str text, const char *word) {
  size_t length = strlen(word);
  for (size_t i = 0; i + length < text.length; i++)
    if ((i == 0 || text.data[i - 1] == '\n') && memcmp(text.data + i, word, length) == 0 && text.data[i + length] == ' ') return true;
  return false;
}

static inline Str example_spec(Arena *arena, const Rule *rule, Str lines) {
  if (str_starts_with(lines, STR("kompas "))) return lines;
  bool outside = has_line(lines, "organisation");
  Text spec = text_new(arena);
  text_add_c(&spec, "kompas 1 en\npartnership example \"Example\" {\nas-of 2026-11-01\n");
  if (!has_line(lines, "phase")) text_add_format(&spec, "phase %s since 2026-09-15\n", example_phases[first_phase(rule)]);
  if (!has_line(lines, "party")) text_add_c(&spec, "party a \"Party A\"\nparty b \"Party B\"\n");
  if (outside) text_add_c(&spec, "}\n");
  text_add(&spec, lines);
  if (!outside) text_add_c(&spec, "\n}\n");
  text_add_c(&spec, "\n");
  return text_str(&spec);
}

#endif
