/* The binder's findings: each case and its arguments, as stdlib/rules/language.kompas takes them. */
#include "compiler/binding/binder.h"
#include "compiler/vocabulary/words.h"

typedef LIST(Str) StrList;

bool binder_listens(Binder *binder, Span place) {
  if (binder->muted) return false;
  const FileState *state = &binder->states[binder_file_of(binder, place)];
  return state->findings < FINDINGS_PER_FILE || place.start <= state->last_place;
}

void binder_recount(Binder *binder) {
  for (uint32_t i = 0; i < binder->file_count; i++) binder->states[i].findings = binder->states[i].last_place = 0;
}

Finding *binder_report(Binder *binder, const char *code, const char *which, Span place) {
  if (!binder_listens(binder, place)) {
    binder->scratch->arguments.count = binder->scratch->related.count = binder->scratch->fixes.count = 0;
    return binder->scratch;
  }
  FileState *state = &binder->states[binder_file_of(binder, place)];
  state->findings++;
  if (place.start > state->last_place) state->last_place = place.start;
  Finding *finding = finding_add(binder->sink, code, place);
  finding_text(binder->sink, finding, "case", str_of(which));
  return finding;
}

Words *binder_words_copy(Binder *binder, Words words) { return arena_copy(binder->arena, &words, sizeof words); }

Value binder_words_value(Binder *binder, Words words) {
  Value value = value_of_kind(VALUE_WORDS);
  value.as.words = binder_words_copy(binder, words);
  return value;
}

void argument_words(Binder *binder, Finding *finding, const char *name, Words words) {
  finding_value(binder->sink, finding, name, binder_words_value(binder, words));
}

void argument_list(Binder *binder, Finding *finding, const char *name, Value *items, uint32_t count) {
  ValueList *list = ARENA_NEW(binder->arena, ValueList);
  list->items = items;
  list->count = count;
  Value value = value_of_kind(VALUE_LIST);
  value.as.list = list;
  finding_value(binder->sink, finding, name, value);
}

static void argument_text(Binder *binder, Finding *finding, const char *name, Str text) {
  finding_text(binder->sink, finding, name, text);
}

static void argument_suggestion(Binder *binder, Finding *finding, Str suggestion) {
  if (!str_is_empty(suggestion)) argument_text(binder, finding, "suggestion", suggestion);
}

static Words mend_title(const Binder *binder) {
  const ChoiceSet *mends = vocabulary_choices(binder->vocabulary, STR("mend"));
  const Choice *replace = mends ? choice_by_key(mends, STR("replace")) : NULL;
  return replace ? replace->title : (Words){0};
}

static void mend(Binder *binder, Finding *finding, Span place, Str text) {
  if (!str_is_empty(text)) finding_fix(binder->sink, finding, mend_title(binder), place, text);
}

Words concept_words(const Binder *binder, const Concept *concept) {
  if (concept->at_top || concept->is_simple) return spelling_words(&concept->spellings);
  const Vocabulary *vocabulary = binder->vocabulary;
  for (uint32_t c = 0; c < vocabulary->concepts.count; c++) {
    const Concept *around = vocabulary->concepts.items[c];
    for (uint32_t i = around->positional_count; i < around->property_count; i++) {
      const Property *line = &around->properties[i];
      if (line->place == PLACE_LINE && line->type.object == concept) return spelling_words(&line->spellings);
    }
  }
  return spelling_words(&concept->spellings);
}

bool binder_may_suggest(Binder *binder, Span place) {
  if (span_is_none(place) || (!binder->muted && !binder_listens(binder, place))) return false;
  return binder->states[binder_file_of(binder, place)].suggestions < SUGGESTIONS_PER_FILE;
}

Str binder_suggest(Binder *binder, Span place, Str word, const Str *candidates, uint32_t count) {
  if (!binder_may_suggest(binder, place)) return STR("");
  binder->states[binder_file_of(binder, place)].suggestions++;
  return suggest_nearest(binder->arena, word, candidates, count < CANDIDATES_AT_MOST ? count : CANDIDATES_AT_MOST);
}

/* What `word` is with the name behind it (`given by`: `given-by`), where that is one of `words`; else empty. */
static Str joined_word(Binder *binder, const Node *word, const StrList *words) {
  const Node *next = word->next;
  if (!next || next->kind != NODE_NAME || !binder_may_suggest(binder, word->span)) return STR("");
  Str joined = str_format(binder->arena, "%.*s-%.*s", STR_ARGS(word->text), STR_ARGS(next->text));
  Str glued = str_format(binder->arena, "%.*s%.*s", STR_ARGS(word->text), STR_ARGS(next->text));
  LIST_EACH(const Str, candidate, *words)
    if (str_equal(*candidate, joined) || str_equal(*candidate, glued)) return *candidate;
  return STR("");
}

/* Is `part` what stands before a hyphen of `whole`, or behind one? A short end, such as `by`, says too little. */
static bool is_half(Str part, Str whole) {
  enum { SHORTEST_START = 2, SHORTEST_END = 5 };
  if (part.length < SHORTEST_START || whole.length <= part.length + 1) return false;
  const char *end = whole.data + whole.length;
  return (memcmp(whole.data, part.data, part.length) == 0 && whole.data[part.length] == '-') ||
         (part.length >= SHORTEST_END && memcmp(end - part.length, part.data, part.length) == 0 &&
          end[-(ptrdiff_t)part.length - 1] == '-');
}

/* The only one of `words` of which `word` is a half (`given` of `given-by`); empty where none is, or several are. */
static Str whole_word(Binder *binder, const Node *word, const StrList *words) {
  Str found = STR("");
  if (!binder_may_suggest(binder, word->span)) return found;
  LIST_EACH(const Str, candidate, *words) {
    if (!is_half(word->text, *candidate) || str_equal(found, *candidate)) continue;
    if (found.length) return STR("");
    found = *candidate;
  }
  return found;
}

/* Words of the file's own language come first: among equals the first is suggested. */
static void add_spellings(const Binder *binder, StrList *words, const SpellingList *spellings) {
  LIST_EACH(const Spelling, spelling, *spellings)
    if (spelling->language == binder->language) LIST_PUSH(binder->arena, words, spelling->word);
  LIST_EACH(const Spelling, spelling, *spellings)
    if (spelling->language != binder->language) LIST_PUSH(binder->arena, words, spelling->word);
}

static void add_concept_spellings(const Binder *binder, StrList *words, const Concept *concept, bool lines) {
  for (uint32_t i = concept->positional_count; i < concept->property_count; i++)
    if (lines || concept->properties[i].place != PLACE_LINE)
      add_spellings(binder, words, &concept->properties[i].spellings);
}

/* The same, of the file's own language. */
static void add_own_spellings(const Binder *binder, StrList *words, const Concept *concept, bool lines) {
  for (uint32_t i = concept->positional_count; i < concept->property_count; i++) {
    if (!lines && concept->properties[i].place == PLACE_LINE) continue;
    LIST_EACH(const Spelling, spelling, concept->properties[i].spellings)
      if (spelling->language == binder->language) LIST_PUSH(binder->arena, words, spelling->word);
  }
}

/* What was probably meant by `word` in `concept`, in the file's own language first; lines too, or labels and flags only.
 * `place`: what it replaces, both words where it was written as two. */
static Str suggest_for(Binder *binder, const Node *word, const Concept *concept, bool lines, Span *place) {
  StrList own = {0}, all = {0};
  add_own_spellings(binder, &own, concept, lines);
  add_concept_spellings(binder, &all, concept, lines);
  *place = word->span;
  Str suggestion = joined_word(binder, word, &all);
  if (suggestion.length) {
    place->end = word->next->span.end;
    return suggestion;
  }
  suggestion = binder_suggest(binder, word->span, word->text, own.items, own.count);
  if (!suggestion.length) suggestion = whole_word(binder, word, &own);
  return suggestion.length ? suggestion : binder_suggest(binder, word->span, word->text, all.items, all.count);
}

static void add_top_spellings(const Binder *binder, StrList *words) {
  LIST_EACH(Concept *const, concept, binder->vocabulary->concepts)
    if ((*concept)->at_top) add_spellings(binder, words, &(*concept)->spellings);
}

static bool same_words(Words a, Words b) {
  for (int i = 0; i < LANGUAGE_COUNT; i++)
    if (!str_equal(a.in[i], b.in[i])) return false;
  return true;
}

static bool has_words(const Value *items, uint32_t count, Words words) {
  for (uint32_t i = 0; i < count; i++)
    if (same_words(*items[i].as.words, words)) return true;
  return false;
}


static bool has_line_of(const Concept *around, const Concept *inner) {
  for (uint32_t i = around->positional_count; i < around->property_count; i++)
    if (around->properties[i].place == PLACE_LINE && around->properties[i].type.object == inner) return true;
  return false;
}

/* Does a block of `other` stand in one of `block` (or in a block in it), around it, or beside it? */
static bool is_near(const Binder *binder, const Concept *block, const Concept *other) {
  if (has_line_of(block, other) || has_line_of(other, block)) return true;
  LIST_EACH(Concept *const, between, binder->vocabulary->concepts) {
    if (!has_line_of(*between, other)) continue;
    if (has_line_of(*between, block) || has_line_of(block, *between)) return true;
  }
  return false;
}

/* The blocks that know `word`; lines only, or labels and flags. With `block`, those near it only. */
static uint32_t find_homes_near(Binder *binder, Str word, const Concept *block, bool library, bool lines,
                                Value *homes, uint32_t most) {
  uint32_t count = 0;
  for (uint32_t c = 0; c < binder->vocabulary->concepts.count && count < most; c++) {
    const Concept *concept = binder->vocabulary->concepts.items[c];
    if (concept->is_library != library) continue;
    const Property *property = concept_property_in(concept, word, binder->language, NULL);
    if (!property || (property->place == PLACE_LINE) != lines || (block && !is_near(binder, block, concept))) continue;
    Words words = concept_words(binder, concept);
    if (!has_words(homes, count, words)) homes[count++] = binder_words_value(binder, words);
  }
  return count;
}

/* The blocks that know `word`: those near `block` (which may be NULL), or else all. */
static uint32_t find_homes(Binder *binder, Str word, const Concept *block, bool library, bool lines,
                           Value *homes, uint32_t most) {
  uint32_t count = block ? find_homes_near(binder, word, block, library, lines, homes, most) : 0;
  return count ? count : find_homes_near(binder, word, NULL, library, lines, homes, most);
}

static void poison_suggested(Binder *binder, Reading *block, Str suggestion) {
  const Property *property = concept_property_in(block->concept, suggestion, binder->language, NULL);
  if (property) block->parts[property->index] |= PART_SUGGESTED;
}

static void add_misplaced(Binder *binder, Reading *block, Str word) {
  if (!block) return;
  Misplaced misplaced = {.block = block->object, .word = word, .language = binder->language};
  LIST_PUSH(binder->arena, &binder->misplaced, misplaced);
}

static void report_keyword(Binder *binder, const Concept *block, const Node *word, Value *homes, uint32_t count,
                           Str suggestion, Span place) {
  Finding *finding = binder_report(binder, "K0101", count ? "elsewhere" : "keyword", word->span);
  argument_text(binder, finding, "word", word->text);
  if (block) argument_words(binder, finding, "block", concept_words(binder, block));
  if (count) argument_list(binder, finding, "where", homes, count);
  argument_suggestion(binder, finding, suggestion);
  mend(binder, finding, place, suggestion);
}

void report_unknown_keyword(Binder *binder, Reading *block, const Node *word) {
  enum { MOST = 6 };
  if (!binder->muted && !binder_listens(binder, word->span)) {
    if (block) block->object->incomplete = true;
    return;
  }
  const Concept *concept = block ? block->concept : NULL;
  bool library = concept && concept->is_library;
  StrList words = {0};
  if (concept) add_concept_spellings(binder, &words, concept, true);
  else add_top_spellings(binder, &words);
  Value *homes = ARENA_ARRAY(binder->arena, Value, MOST);
  Span place = word->span;
  Str suggestion = STR("");
  uint32_t count = 0;
  if (str_is_empty(joined_word(binder, word, &words))) {
    count = find_homes(binder, word->text, concept, library, true, homes, MOST);
    if (!count && concept && vocabulary_top_concept(binder->vocabulary, word->text, binder->language, NULL)) {
      report_keyword(binder, concept, word, NULL, 0, suggestion, place);
      return;
    }
  }
  if (!count) {
    suggestion = concept ? suggest_for(binder, word, concept, true, &place)
                         : binder_suggest(binder, word->span, word->text, words.items, words.count);
    if (str_is_empty(suggestion)) count = find_homes(binder, word->text, concept, library, false, homes, MOST);
  }
  report_keyword(binder, concept, word, homes, count, suggestion, place);
  if (!block) return;
  if (count) add_misplaced(binder, block, word->text);
  else poison_suggested(binder, block, suggestion);
}

void report_unknown_part(Binder *binder, Reading *reading, const Node *word) {
  const Property *line = concept_property_in(reading->concept, word->text, binder->language, NULL);
  bool is_line = line && line->place == PLACE_LINE;
  Finding *finding = binder_report(binder, "K0101", is_line ? "line" : "part", word->span);
  argument_text(binder, finding, "word", word->text);
  argument_words(binder, finding, "statement", concept_words(binder, reading->concept));
  if (is_line) {
    reading->parts[line->index] |= PART_SUGGESTED;
    return;
  }
  Span place;
  Str suggestion = suggest_for(binder, word, reading->concept, false, &place);
  argument_suggestion(binder, finding, suggestion);
  mend(binder, finding, place, suggestion);
  if (!str_is_empty(suggestion)) poison_suggested(binder, reading, suggestion);
}

static Str item_text(const Binder *binder, const Node *item) {
  const Source *source = binder->files[binder_file_of(binder, item->span)].tree->source;
  return str_slice(source->text, item->span.start, item->span.end);
}

void report_extra(Binder *binder, Reading *reading, const Node *item) {
  if (!binder_listens(binder, item->span)) return;
  Finding *finding = binder_report(binder, "K0101", "extra", item->span);
  argument_text(binder, finding, "word", item_text(binder, item));
  argument_words(binder, finding, "statement", concept_words(binder, reading->concept));
}

void report_missing_part(Binder *binder, const Object *object, const Property *property) {
  if (!binder_listens(binder, object->keyword)) return;
  Finding *finding = binder_report(binder, "K0105", "part", object->keyword);
  argument_words(binder, finding, "statement", concept_words(binder, object->concept));
  argument_words(binder, finding, "part", spelling_words(&property->spellings));
}

void report_twice_part(Binder *binder, const Property *property, Span later, Span first) {
  if (!binder_listens(binder, later)) return;
  Finding *finding = binder_report(binder, "K0106", "twice", later);
  argument_words(binder, finding, "part", spelling_words(&property->spellings));
  if (!span_is_none(first)) finding_related(binder->sink, finding, first, 0);
}

static Value kind_value(const Binder *binder, uint32_t kind) {
  Str key = type_kind_text(kind);
  const Choice *choice = binder->kinds ? choice_by_key(binder->kinds, key) : NULL;
  Value value = value_of_kind(choice ? VALUE_CHOICE : VALUE_TEXT);
  if (choice) value.as.choice = choice;
  else value.as.text = key;
  return value;
}

static Value named_kind(const Binder *binder, const char *key) {
  const Choice *choice = binder->kinds ? choice_by_key(binder->kinds, str_of(key)) : NULL;
  Value value = value_of_kind(choice ? VALUE_CHOICE : VALUE_TEXT);
  if (choice) value.as.choice = choice;
  else value.as.text = str_of(key);
  return value;
}

static Value found_kind(const Binder *binder, const Node *item, uint32_t count) {
  switch (item->kind) {
    case NODE_STRING:
    case NODE_TEXT_BLOCK: return kind_value(binder, TYPE_TEXT);
    case NODE_NUMBER: return kind_value(binder, count == 2 ? TYPE_DURATION : TYPE_NUMBER);
    case NODE_PERCENTAGE: return kind_value(binder, TYPE_PERCENTAGE);
    case NODE_DATE: return kind_value(binder, TYPE_DATE);
    case NODE_LIST: return named_kind(binder, "list");
    case NODE_PAIR: return kind_value(binder, TYPE_WORDS);
    case NODE_EXPRESSION: return kind_value(binder, TYPE_EXPRESSION);
    case NODE_SEQUENCE: return item->first_child ? found_kind(binder, item->first_child, 1) : kind_value(binder, TYPE_WORD);
    default: return kind_value(binder, count == 2 ? TYPE_MONEY : TYPE_WORD);
  }
}

void report_one(Binder *binder, const Property *property, const Node *item) {
  if (!binder_listens(binder, item->span)) return;
  Finding *finding = binder_report(binder, "K0104", "one", item->span);
  argument_words(binder, finding, "part", spelling_words(&property->spellings));
}

void report_kind(Binder *binder, const Property *property, const Node *item, uint32_t count) {
  if (!binder_listens(binder, item->span)) return;
  if ((property->type.kinds & TYPE_CHOICE) && !(property->type.kinds & ~(uint32_t)TYPE_CHOICE) && item->kind != NODE_LIST) {
    report_choice(binder, property, item);
    return;
  }
  Finding *finding = binder_report(binder, "K0104", "kind", item->span);
  Value *expected = ARENA_ARRAY(binder->arena, Value, TYPE_KIND_COUNT);
  uint32_t kinds = 0;
  for (uint32_t bit = 0; bit < TYPE_KIND_COUNT; bit++)
    if (property->type.kinds & 1u << bit) expected[kinds++] = kind_value(binder, 1u << bit);
  argument_list(binder, finding, "expected", expected, kinds);
  finding_value(binder->sink, finding, "found", found_kind(binder, item, count));
  argument_words(binder, finding, "part", spelling_words(&property->spellings));
}

void report_choice(Binder *binder, const Property *property, const Node *item) {
  if (!binder_listens(binder, item->span)) return;
  Finding *finding = binder_report(binder, "K0104", "choice", item->span);
  StrList words = {0};
  uint32_t total = 0, count = 0;
  for (uint32_t i = 0; i < property->type.choices.count; i++) total += property->type.choices.items[i]->choice_count;
  Value *choices = ARENA_ARRAY(binder->arena, Value, total);
  for (uint32_t i = 0; i < property->type.choices.count; i++) {
    const ChoiceSet *set = property->type.choices.items[i];
    for (uint32_t c = 0; c < set->choice_count; c++) {
      choices[count++] = binder_words_value(binder, spelling_words(&set->choices[c].spellings));
      add_spellings(binder, &words, &set->choices[c].spellings);
    }
  }
  argument_text(binder, finding, "word", item_text(binder, item));
  argument_words(binder, finding, "part", spelling_words(&property->spellings));
  argument_list(binder, finding, "choices", choices, count);
  if (item->kind != NODE_NAME) return;
  Str suggestion = binder_suggest(binder, item->span, item->text, words.items, words.count);
  argument_suggestion(binder, finding, suggestion);
  mend(binder, finding, item->span, suggestion);
}

/* The spelling at the same place among those of the other language, so that plurals stay plural; else the first. */
static Str matching_spelling(const SpellingList *spellings, Str word, Language from, Language to) {
  uint32_t place = 0, at = 0;
  LIST_EACH(const Spelling, spelling, *spellings) {
    if (spelling->language != from) continue;
    if (str_equal(spelling->word, word) || str_equal(spelling->folded, word)) break;
    place++;
  }
  LIST_EACH(const Spelling, spelling, *spellings)
    if (spelling->language == to && at++ == place) return spelling->word;
  return spelling_in(spellings, to);
}

void report_language(Binder *binder, Span place, Str word, const SpellingList *spellings, Language found) {
  if (found == binder->language || !binder_listens(binder, place)) return;
  if (!binder->states[binder->file].has_language) return;
  Str instead = matching_spelling(spellings, word, found, binder->language);
  if (str_equal(instead, word)) return;
  Finding *finding = binder_report(binder, "K0110", "language", place);
  argument_text(binder, finding, "word", word);
  argument_text(binder, finding, "instead", instead);
  mend(binder, finding, place, instead);
}

void report_value(Binder *binder, const char *which, Span place) {
  if (!binder_listens(binder, place)) return;
  const Source *source = binder->files[binder_file_of(binder, place)].tree->source;
  Finding *finding = binder_report(binder, "K0108", which, place);
  argument_text(binder, finding, "value", str_slice(source->text, place.start, place.end));
}
