/* The reference manual, as Markdown: a section for each concept, in the order in which they are met from the top of a spec
 * downwards, then the choices, then the words of libraries. */
#include "compiler/export/export.h"
#include "compiler/format/format.h"
#include "compiler/syntax/parse.h"
#include "compiler/vocabulary/words.h"

typedef struct Manual {
  Arena *arena;
  Text text;
  const Library *library;
  const Vocabulary *vocabulary;
  const Concept *common;
  Language language;
  bool *met;                /* by concept number: has its place in `order` */
  const Property **through; /* by concept number: the line by which it was met first; NULL at the top */
  const Concept **around;   /* by concept number: the concept that line belongs to */
  LIST(const Concept *) order;
} Manual;

static Str says(const Manual *manual, const char *key) {
  return library_words(manual->library, str_of(key), manual->language);
}

static Language other_language(const Manual *manual) {
  return manual->language == LANGUAGE_EN ? LANGUAGE_NL : LANGUAGE_EN;
}

/* A bar would end the cell of a table. */
static void add_cell(Manual *manual, Str text) {
  for (size_t i = 0; i < text.length; i++) {
    if (text.data[i] == '|') text_add_char(&manual->text, '\\');
    text_add_char(&manual->text, text.data[i] == '\n' ? ' ' : text.data[i]);
  }
}

static void add_code(Manual *manual, Str word) {
  text_add_char(&manual->text, '`');
  text_add(&manual->text, word);
  text_add_char(&manual->text, '`');
}

static void add_spellings(Manual *manual, const SpellingList *spellings, Language language) {
  bool first = true;
  LIST_EACH(const Spelling, spelling, *spellings) {
    if (spelling->language != language) continue;
    if (!first) text_add_char(&manual->text, ' ');
    add_code(manual, spelling->word);
    first = false;
  }
}

/* --- order --- */

static void meet(Manual *manual, const Concept *concept, const Property *through, const Concept *around) {
  if (manual->met[concept->number] || concept == manual->common) return;
  manual->met[concept->number] = true;
  manual->through[concept->number] = through;
  manual->around[concept->number] = around;
  if (concept->is_simple) return;
  LIST_PUSH(manual->arena, &manual->order, concept);
  for (uint32_t i = concept->positional_count; i < concept->property_count; i++) {
    const Property *line = &concept->properties[i];
    if (line->place == PLACE_LINE && line->owner != manual->common) meet(manual, line->type.object, line, concept);
  }
}

static void meet_all(Manual *manual, bool library) {
  const Concept *first = vocabulary_concept(manual->vocabulary, STR("partnership"));
  if (!library && first) meet(manual, first, NULL, NULL);
  LIST_EACH(Concept *const, concept, manual->vocabulary->concepts)
    if ((*concept)->at_top && (*concept)->is_library == library) meet(manual, *concept, NULL, NULL);
}

/* Lines that every statement may have in its block are shown in a partnership. */
static void meet_common_lines(Manual *manual) {
  const Concept *partnership = vocabulary_concept(manual->vocabulary, STR("partnership"));
  for (uint32_t i = 0; partnership && i < partnership->property_count; i++) {
    const Property *line = &partnership->properties[i];
    if (line->place == PLACE_LINE && line->owner == manual->common) meet(manual, line->type.object, line, partnership);
  }
}

/* --- names of concepts --- */

static Str heading_word(const Manual *manual, const Concept *concept, Language language) {
  const Property *through = manual->through[concept->number];
  return spelling_in(through ? &through->spellings : &concept->spellings, language);
}

static void add_link(Manual *manual, const Concept *concept) {
  text_add(&manual->text, STR("["));
  add_code(manual, heading_word(manual, concept, manual->language));
  text_add(&manual->text, STR("](#"));
  text_add(&manual->text, concept->key);
  text_add(&manual->text, STR(")"));
}

/* --- types --- */

static void add_separator(Manual *manual, bool *first) {
  if (!*first) {
    text_add_char(&manual->text, ' ');
    text_add(&manual->text, says(manual, "manual-or"));
    text_add_char(&manual->text, ' ');
  }
  *first = false;
}

static void add_kind(Manual *manual, uint32_t kind) {
  const ChoiceSet *kinds = vocabulary_choices(manual->vocabulary, STR("value-kind"));
  const Choice *choice = kinds ? choice_by_key(kinds, type_kind_text(kind)) : NULL;
  add_cell(manual, choice ? words_in(choice->title, manual->language) : type_kind_text(kind));
}

static void add_choices(Manual *manual, const Type *type) {
  enum { FEW = 8 };
  for (uint32_t i = 0; i < type->choices.count; i++) {
    const ChoiceSet *set = type->choices.items[i];
    if (i) text_add(&manual->text, STR(" · "));
    if (set->choice_count > FEW) {
      text_add_char(&manual->text, '[');
      add_cell(manual, words_in(set->title, manual->language));
      text_add(&manual->text, STR("](#choices-"));
      text_add(&manual->text, set->key);
      text_add_char(&manual->text, ')');
      continue;
    }
    for (uint32_t c = 0; c < set->choice_count; c++) {
      if (c) text_add_char(&manual->text, ' ');
      add_code(manual, spelling_in(&set->choices[c].spellings, manual->language));
    }
  }
}

static void add_reference(Manual *manual, const Type *type) {
  text_add(&manual->text, says(manual, "manual-name-of"));
  text_add_char(&manual->text, ' ');
  if (!type->concepts.count) text_add(&manual->text, says(manual, "manual-any"));
  for (uint32_t i = 0; i < type->concepts.count; i++) {
    bool first = i == 0;
    add_separator(manual, &first);
    if (manual->met[type->concepts.items[i]->number]) add_link(manual, type->concepts.items[i]);
    else add_code(manual, spelling_in(&type->concepts.items[i]->spellings, manual->language));
  }
}

static void add_type(Manual *manual, const Type *type) {
  bool first = true;
  for (uint32_t bit = 0; bit < TYPE_KIND_COUNT; bit++) {
    uint32_t kind = 1u << bit;
    if (!(type->kinds & kind)) continue;
    if (kind == TYPE_TEXT && (type->kinds & TYPE_STRING)) continue;
    add_separator(manual, &first);
    if (kind == TYPE_CHOICE) add_choices(manual, type);
    else if (kind == TYPE_REFERENCE) add_reference(manual, type);
    else if (kind == TYPE_BOOLEAN) text_add(&manual->text, says(manual, "manual-no-value"));
    else add_kind(manual, kind);
  }
}

static void add_line_type(Manual *manual, const Property *line) {
  const Concept *concept = line->type.object;
  if (concept->is_simple) {
    add_type(manual, &concept->properties[0].type);
    return;
  }
  text_add(&manual->text, says(manual, "manual-own-part"));
  text_add_char(&manual->text, ' ');
  add_link(manual, concept);
}

static void add_note(Manual *manual, const char *key) {
  text_add(&manual->text, STR(" · "));
  text_add(&manual->text, says(manual, key));
}

static void add_takes(Manual *manual, const Property *property) {
  if (property->place == PLACE_LINE) add_line_type(manual, property);
  else add_type(manual, &property->type);
  if (property->required_unless) {
    add_note(manual, "manual-required-unless");
    text_add_char(&manual->text, ' ');
    add_code(manual, spelling_in(&property->required_unless->spellings, manual->language));
  } else if (property->required) {
    add_note(manual, "manual-required");
  }
  if (property->many || property->whole_list) add_note(manual, "manual-many");
}

/* --- parts --- */

static void add_row(Manual *manual, const Property *property) {
  static const char *const places[] = {"manual-positional", "manual-label", "manual-flag", "manual-line"};
  text_add(&manual->text, STR("| "));
  if (property->place == PLACE_POSITIONAL) add_cell(manual, spelling_in(&property->spellings, manual->language));
  else add_spellings(manual, &property->spellings, manual->language);
  text_add(&manual->text, STR(" | "));
  if (property->place == PLACE_POSITIONAL) add_cell(manual, spelling_in(&property->spellings, other_language(manual)));
  else add_spellings(manual, &property->spellings, other_language(manual));
  text_add(&manual->text, STR(" | "));
  text_add(&manual->text, says(manual, places[property->place]));
  text_add(&manual->text, STR(" | "));
  add_takes(manual, property);
  text_add(&manual->text, STR(" | "));
  add_cell(manual, words_in(property->doc, manual->language));
  text_add(&manual->text, STR(" |\n"));
}

static void add_header(Manual *manual, const char *const *keys, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    text_add(&manual->text, STR("| "));
    text_add(&manual->text, says(manual, keys[i]));
    text_add_char(&manual->text, ' ');
  }
  text_add(&manual->text, STR("|\n"));
  for (uint32_t i = 0; i < count; i++) text_add(&manual->text, STR("|---"));
  text_add(&manual->text, STR("|\n"));
}

static void add_table(Manual *manual, const Concept *concept) {
  static const char *const keys[] = {"manual-part", "manual-other", "manual-place", "manual-takes", "manual-meaning"};
  bool started = false;
  for (uint32_t i = 0; i < concept->property_count; i++) {
    const Property *property = &concept->properties[i];
    if (property->owner == manual->common && concept != manual->common) continue;
    if (!started) add_header(manual, keys, 5);
    started = true;
    add_row(manual, property);
  }
  if (started) text_add_char(&manual->text, '\n');
}

/* --- examples --- */

/* The blocks that an example stands in, outermost first, as an opening of a spec. Returns how many. */
static uint32_t open_blocks(const Manual *manual, Text *text, const Concept *concept) {
  if (!concept) return 0;
  const Property *through = manual->through[concept->number];
  uint32_t depth = open_blocks(manual, text, manual->around[concept->number]);
  text_add(text, through ? through->key : concept->key);
  text_add(text, STR(" {\n"));
  return depth + 1;
}

static Str skip_lines(Str text, uint32_t count) {
  size_t at = 0;
  for (; count && at < text.length; at++)
    if (text.data[at] == '\n') count--;
  return str_slice(text, at, text.length);
}

/* What stands `depth` blocks deep in a formatted text: without the lines that open and close those blocks. */
static void add_inner(Manual *manual, Str text, uint32_t depth) {
  Str rest = skip_lines(text, 1);
  if (str_starts_with(rest, STR("\n"))) rest = skip_lines(rest, 1);
  rest = skip_lines(rest, depth);
  while (rest.length) {
    size_t end = str_find(rest, STR("\n"));
    Str line = str_slice(rest, 0, end);
    size_t indent = 0;
    while (indent < line.length && line.data[indent] == ' ') indent++;
    if (depth && indent < 2 * depth && indent < line.length) return;
    text_add(&manual->text, str_slice(line, indent < 2 * depth ? indent : 2 * depth, line.length));
    text_add_char(&manual->text, '\n');
    rest = str_slice(rest, end + 1, rest.length);
  }
}

/* An example in the manual's language: put into its blocks, formatted with the other keywords, taken out again. */
static void add_example(Manual *manual, Str example, const Concept *around) {
  Text text = text_new(manual->arena);
  text_add(&text, STR("kompas 1 en\n"));
  uint32_t depth = open_blocks(manual, &text, around);
  text_add(&text, example);
  text_add_char(&text, '\n');
  for (uint32_t i = 0; i < depth; i++) text_add(&text, STR("}\n"));
  SourceStore store;
  FindingSink sink;
  source_store_init(&store, manual->arena);
  finding_sink_init(&sink, manual->arena);
  const Source *source = source_add(&store, STR("example"), text_str(&text));
  const Tree *tree = parse_file(manual->arena, source, manual->vocabulary, &sink);
  FormatOptions options = {.translate = true, .keywords = manual->language};
  add_inner(manual, format_tree(manual->arena, tree, manual->vocabulary, &options), depth);
}

static bool has_own_section(const Property *property) {
  return property->place == PLACE_LINE && !property->type.object->is_simple;
}

static void add_examples(Manual *manual, const Concept *concept) {
  bool started = false;
  for (int i = -1; i < (int)concept->property_count; i++) {
    const Property *property = i < 0 ? NULL : &concept->properties[i];
    Str example = property ? property->example : concept->example;
    if (!example.length || (property && (property->owner == manual->common || has_own_section(property)))) continue;
    if (!started) {
      text_add(&manual->text, says(manual, "manual-examples"));
      text_add(&manual->text, STR("\n\n```\n"));
    }
    started = true;
    bool inside = property && property->place == PLACE_LINE;
    add_example(manual, example, inside ? concept : manual->around[concept->number]);
  }
  if (started) text_add(&manual->text, STR("```\n\n"));
}

/* --- sections --- */

static void add_where(Manual *manual, const Concept *concept) {
  if (concept->at_top) {
    text_add_char(&manual->text, ' ');
    text_add(&manual->text, says(manual, "manual-at-top"));
  }
  bool started = false;
  for (uint32_t i = 0; i < manual->order.count; i++) {
    const Concept *around = manual->order.items[i];
    for (uint32_t p = around->positional_count; p < around->property_count; p++) {
      const Property *line = &around->properties[p];
      if (line->place != PLACE_LINE || line->type.object != concept || line->owner == manual->common) continue;
      if (!started) text_add_char(&manual->text, ' ');
      if (!started) text_add(&manual->text, says(manual, "manual-stands-in"));
      text_add_char(&manual->text, ' ');
      add_link(manual, around);
      started = true;
      break;
    }
  }
  text_add(&manual->text, STR("\n\n"));
}

static void add_concept(Manual *manual, const Concept *concept) {
  text_add(&manual->text, STR("<a id=\""));
  text_add(&manual->text, concept->key);
  text_add(&manual->text, STR("\"></a>\n### "));
  add_code(manual, heading_word(manual, concept, manual->language));
  if (!str_equal(heading_word(manual, concept, LANGUAGE_EN), heading_word(manual, concept, LANGUAGE_NL))) {
    text_add(&manual->text, STR(" — "));
    add_code(manual, heading_word(manual, concept, other_language(manual)));
  }
  text_add(&manual->text, STR("\n\n"));
  text_add(&manual->text, words_in(concept->doc, manual->language));
  add_where(manual, concept);
  add_table(manual, concept);
  add_examples(manual, concept);
}

static void add_set(Manual *manual, const ChoiceSet *set) {
  static const char *const keys[] = {"manual-choice", "manual-other", "manual-meaning"};
  text_add(&manual->text, STR("<a id=\"choices-"));
  text_add(&manual->text, set->key);
  text_add(&manual->text, STR("\"></a>\n### "));
  text_add(&manual->text, words_in(set->title, manual->language));
  text_add(&manual->text, STR("\n\n"));
  text_add(&manual->text, words_in(set->doc, manual->language));
  text_add(&manual->text, STR("\n\n"));
  add_header(manual, keys, 3);
  for (uint32_t i = 0; i < set->choice_count; i++) {
    const Choice *choice = &set->choices[i];
    text_add(&manual->text, STR("| "));
    add_spellings(manual, &choice->spellings, manual->language);
    text_add(&manual->text, STR(" | "));
    add_spellings(manual, &choice->spellings, other_language(manual));
    text_add(&manual->text, STR(" | "));
    Str doc = words_in(choice->doc, manual->language);
    add_cell(manual, doc.length ? doc : words_in(choice->title, manual->language));
    text_add(&manual->text, STR(" |\n"));
  }
  text_add_char(&manual->text, '\n');
}

static void add_heading(Manual *manual, const char *key) {
  text_add(&manual->text, STR("## "));
  text_add(&manual->text, says(manual, key));
  text_add(&manual->text, STR("\n\n"));
}

static const Concept *common_owner(const Vocabulary *vocabulary) {
  const Concept *partnership = vocabulary_concept(vocabulary, STR("partnership"));
  const Property *sensitive = partnership ? concept_property(partnership, STR("sensitive")) : NULL;
  return sensitive ? sensitive->owner : NULL;
}

static void add_common(Manual *manual) {
  if (!manual->common) return;
  add_heading(manual, "manual-common");
  text_add(&manual->text, words_in(manual->common->doc, manual->language));
  text_add(&manual->text, STR("\n\n"));
  add_table(manual, manual->common);
}

Str export_manual(Arena *arena, const Library *library, Language language) {
  const Vocabulary *vocabulary = library->vocabulary;
  Manual manual = {.arena = arena, .text = text_new(arena), .library = library, .vocabulary = vocabulary, .language = language};
  manual.common = common_owner(vocabulary);
  manual.met = ARENA_ARRAY(arena, bool, vocabulary->concepts.count);
  manual.through = ARENA_ARRAY(arena, const Property *, vocabulary->concepts.count);
  manual.around = ARENA_ARRAY(arena, const Concept *, vocabulary->concepts.count);
  meet_all(&manual, false);
  meet_common_lines(&manual);
  uint32_t specs = manual.order.count;
  meet_all(&manual, true);
  text_add(&manual.text, STR("# "));
  text_add(&manual.text, says(&manual, "manual-title"));
  text_add(&manual.text, STR("\n\n"));
  text_add(&manual.text, says(&manual, "manual-intro"));
  text_add(&manual.text, STR("\n\n"));
  for (uint32_t i = 0; i < specs; i++) add_concept(&manual, manual.order.items[i]);
  add_common(&manual);
  add_heading(&manual, "manual-choices");
  LIST_EACH(ChoiceSet *const, set, vocabulary->choice_sets) add_set(&manual, *set);
  add_heading(&manual, "manual-library");
  for (uint32_t i = specs; i < manual.order.count; i++) add_concept(&manual, manual.order.items[i]);
  return text_str(&manual.text);
}
