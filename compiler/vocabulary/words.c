#include "compiler/vocabulary/words.h"

static const Str fixed[WORD_COUNT] = {
    [WORD_CONCEPT] = {"concept", 7},
    [WORD_CHOICES] = {"choices", 7},
    [WORD_POSITIONAL] = {"positional", 10},
    [WORD_LABEL] = {"label", 5},
    [WORD_FLAG] = {"flag", 4},
    [WORD_LINE] = {"line", 4},
    [WORD_EXTENDS] = {"extends", 7},
    [WORD_AT_TOP] = {"at-top", 6},
    [WORD_COMMON] = {"common", 6},
    [WORD_LIBRARY] = {"library", 7},
    [WORD_PERIOD] = {"period", 6},
    [WORD_SAME_KIND] = {"same-kind", 9},
    [WORD_DOC] = {"doc", 3},
    [WORD_EXAMPLE] = {"example", 7},
    [WORD_TITLE] = {"title", 5},
    [WORD_SAYS] = {"says", 4},
    [WORD_ATTRIBUTE] = {"attribute", 9},
    [WORD_CHOICE] = {"choice", 6},
    [WORD_NEEDS_TEXT] = {"needs-text", 10},
    [WORD_OR] = {"or", 2},
    [WORD_REQUIRED] = {"required", 8},
    [WORD_UNLESS] = {"unless", 6},
    [WORD_MANY] = {"many", 4},
    [WORD_WHOLE_LIST] = {"whole-list", 10},
    [WORD_AT_LEAST] = {"at-least", 8},
    [WORD_EXACTLY] = {"exactly", 7},
    [WORD_SHARE] = {"share", 5},
    [WORD_NOT_AFTER_AS_OF] = {"not-after-as-of", 15},
    [WORD_ALL_PARTIES] = {"all-parties", 11},
    [WORD_THROUGH_PARENT] = {"through-parent", 14},
    [WORD_NOT_FOR_PARTNERS] = {"not-for-partners", 16},
    [WORD_USED] = {"used", 4},
    [WORD_ANY] = {"any", 3},
};

/* In the order of the bits of TypeKind. */
static const Str kinds[TYPE_KIND_COUNT] = {
    {"name", 4},      {"string", 6},    {"text", 4},   {"number", 6},   {"percentage", 10},
    {"money", 5},     {"date", 4},      {"duration", 8}, {"score", 5},  {"choice", 6},
    {"reference", 9}, {"topic", 5},     {"word", 4},   {"target", 6},   {"object", 6},
    {"words", 5},     {"template", 8},  {"expression", 10}, {"type", 4}, {"flag", 4},
};

FixedWord fixed_word(Str text) {
  for (int word = WORD_NONE + 1; word < WORD_COUNT; word++)
    if (str_equal(fixed[word], text)) return (FixedWord)word;
  return WORD_NONE;
}

Str fixed_word_text(FixedWord word) { return fixed[word]; }

uint32_t type_kind_of(Str text) {
  for (uint32_t bit = 0; bit < TYPE_KIND_COUNT; bit++)
    if (str_equal(kinds[bit], text)) return 1u << bit;
  return 0;
}

Str type_kind_text(uint32_t kind) {
  for (uint32_t bit = 0; bit < TYPE_KIND_COUNT; bit++)
    if (kind == 1u << bit) return kinds[bit];
  return STR("");
}
