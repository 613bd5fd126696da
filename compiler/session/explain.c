/* explain.c: see explain.h. One function for each kind of thing that a word may be; session_explain tries them all, because a
 * word may be several things (a form, and a choice of contracting). */
#include "compiler/session/explain.h"

#include "compiler/base/utf8.h"

typedef struct Explainer {
  Session *session;
  const Library *library;
  const Vocabulary *vocabulary;
  Language language;
  uint32_t width;
  Text *out;
  Str word;
  bool found;
} Explainer;

/* --- lines --- */

static Str words_of(const Explainer *e, const char *key) { return session_words(e->session, key, e->language); }

static void add_paragraph(Explainer *e, Str text, uint32_t indent) {
  if (!text.length) return;
  for (uint32_t i = 0; i < indent; i++) text_add_char(e->out, ' ');
  render_wrapped(e->out, text, indent, indent, e->width);
  text_add_char(e->out, '\n');
}

static void add_labelled(Explainer *e, Str label, Str text) {
  if (!text.length) return;
  text_add_format(e->out, "  %.*s: ", STR_ARGS(label));
  render_wrapped(e->out, text, (uint32_t)label.length + 4, 4, e->width);
  text_add_char(e->out, '\n');
}

/* Lines of a spec, indented. */
static void add_code(Explainer *e, Str label, Str code) {
  code = str_trim(code);
  if (!code.length) return;
  text_add_format(e->out, "\n  %.*s:\n", STR_ARGS(label));
  while (code.length) {
    size_t end = str_find(code, STR("\n"));
    if (end) text_add_format(e->out, "    %.*s", STR_ARGS(str_slice(code, 0, end)));
    text_add_char(e->out, '\n');
    code = str_slice(code, end + 1, code.length);
  }
}

/* A blank line between things, none before the first. */
static void begin_thing(Explainer *e) {
  if (e->found) text_add_char(e->out, '\n');
  e->found = true;
}

/* --- words --- */

static bool is_word(const Explainer *e, const SpellingList *spellings) {
  Language language;
  return spelling_find(spellings, e->word, e->language, &language);
}

static bool same_word(const Explainer *e, Str other) {
  Arena *arena = e->session->arena;
  return other.length && str_equal(utf8_fold(arena, other), utf8_fold(arena, e->word));
}

/* All spellings: the reader's language first. */
static void add_spellings(Explainer *e, const SpellingList *spellings) {
  for (int pass = 0; pass < 2; pass++) {
    bool first = true;
    LIST_EACH(const Spelling, spelling, *spellings) {
      if ((spelling->language == e->language) != (pass == 0)) continue;
      if (pass == 1 && str_equal(spelling->word, spelling_in(spellings, e->language))) continue;
      text_add_format(e->out, "%s%.*s", !first ? ", " : pass ? " | " : "", STR_ARGS(spelling->word));
      first = false;
    }
  }
}

static void add_heading(Explainer *e, const SpellingList *spellings, Str kind) {
  begin_thing(e);
  add_spellings(e, spellings);
  text_add_format(e->out, "  (%.*s)\n", STR_ARGS(kind));
}

static bool is_common(const Concept *concept, const Property *property) {
  for (const Concept *one = concept; one; one = one->extends)
    if (property->owner == one) return false;
  return true;
}

/* The text that names a kind of value, by bit of TypeKind. */
static const char *const type_texts[] = {
  NULL, "explain-type-string", "explain-type-text", "explain-type-number", "explain-type-percentage", "explain-type-money",
  "explain-type-date", "explain-type-duration", "explain-type-score", "explain-type-choice", "explain-type-reference",
  "explain-type-topic", "explain-type-word", "explain-type-target", "explain-type-object"};
enum { TYPE_TEXT_COUNT = sizeof type_texts / sizeof *type_texts };

static Str type_word(const Explainer *e, const Property *property) {
  Text text = text_new(e->session->arena);
  for (uint32_t bit = 1; bit < TYPE_TEXT_COUNT; bit++) {
    uint32_t kind = (uint32_t)1 << bit;
    if (!(property->type.kinds & kind)) continue;
    if (text.length) text_add_format(&text, " %.*s ", STR_ARGS(words_of(e, "explain-or")));
    if (kind == TYPE_CHOICE && property->type.choices.count) {
      for (uint32_t i = 0; i < property->type.choices.count; i++)
        text_add_format(&text, "%s%.*s", i ? ", " : "", STR_ARGS(spelling_in(&property->type.choices.items[i]->spellings, e->language)));
    } else if (kind == TYPE_REFERENCE && property->type.concepts.count) {
      for (uint32_t i = 0; i < property->type.concepts.count; i++)
        text_add_format(&text, "%s%.*s", i ? ", " : "", STR_ARGS(spelling_in(&property->type.concepts.items[i]->spellings, e->language)));
    } else {
      text_add(&text, words_of(e, type_texts[bit]));
    }
  }
  return text_str(&text);
}

static void add_part(Explainer *e, const Property *property) {
  Text left = text_new(e->session->arena);
  text_add(&left, spelling_in(&property->spellings, e->language));
  bool takes_value = property->place == PLACE_LABEL || (property->place == PLACE_LINE && !(property->type.kinds & TYPE_OBJECT));
  if (takes_value || property->place == PLACE_POSITIONAL) {
    Str type = type_word(e, property);
    if (type.length) text_add_format(&left, " (%.*s)", STR_ARGS(type));
  }
  if (property->required && !property->required_unless) text_add_format(&left, " %.*s", STR_ARGS(words_of(e, "explain-required")));
  if (property->many) text_add_format(&left, " %.*s", STR_ARGS(words_of(e, "explain-many")));
  Str line = text_str(&left);
  text_add_format(e->out, "    %.*s", STR_ARGS(line));
  Str doc = words_in(property->doc, e->language);
  if (doc.length) {
    text_add(e->out, STR("\n      "));
    render_wrapped(e->out, doc, 6, 6, e->width);
  }
  text_add_char(e->out, '\n');
}

static void add_parts(Explainer *e, const Concept *concept, bool in_block) {
  bool begun = false;
  for (uint32_t i = 0; i < concept->property_count; i++) {
    const Property *property = &concept->properties[i];
    if ((property->place == PLACE_LINE) != in_block || is_common(concept, property)) continue;
    if (!begun) text_add_format(e->out, "\n  %.*s:\n", STR_ARGS(words_of(e, in_block ? "explain-in-block" : "explain-on-line")));
    begun = true;
    add_part(e, property);
  }
}

/* "stands in: representative, governance". */
static void add_places(Explainer *e, const Concept *concept) {
  Text text = text_new(e->session->arena);
  LIST_EACH(Concept *, one, e->vocabulary->concepts) {
    for (uint32_t i = 0; i < (*one)->property_count; i++) {
      if ((*one)->properties[i].type.object != concept || is_common(*one, &(*one)->properties[i])) continue;
      if (text.length) text_add(&text, STR(", "));
      text_add(&text, spelling_in(&(*one)->spellings, e->language));
      break;
    }
  }
  add_labelled(e, words_of(e, "explain-stands-in"), text_str(&text));
}

static void explain_concepts(Explainer *e) {
  LIST_EACH(Concept *, one, e->vocabulary->concepts) {
    const Concept *concept = *one;
    if (concept->is_simple || concept->is_library || !is_word(e, &concept->spellings)) continue;
    add_heading(e, &concept->spellings, words_of(e, "explain-statement"));
    add_paragraph(e, words_in(concept->doc, e->language), 2);
    add_places(e, concept);
    add_parts(e, concept, false);
    add_parts(e, concept, true);
    add_code(e, words_of(e, "explain-example"), concept->example);
  }
}

/* True for a line whose statement is explained under the same word. */
static bool has_concept_of_its_own(const Property *property) {
  const Concept *object = property->type.object;
  return object && !object->is_simple && !object->is_library && (property->type.kinds & TYPE_OBJECT) &&
         str_equal(object->key, property->key);
}

/* Parts that are no statement with a concept of their own. */
static void explain_properties(Explainer *e) {
  LIST_EACH(Concept *, one, e->vocabulary->concepts) {
    const Concept *concept = *one;
    for (uint32_t i = 0; i < concept->property_count; i++) {
      const Property *property = &concept->properties[i];
      if (concept->is_library || concept->is_simple || property->place == PLACE_POSITIONAL || property->owner != concept) continue;
      if (has_concept_of_its_own(property) || !is_word(e, &property->spellings)) continue;
      Str where = spelling_in(&concept->spellings, e->language);
      Argument arguments[] = {{STR("where"), value_of_text(where)}};
      add_heading(e, &property->spellings, session_sentence(e->session, "explain-part-of", e->language, arguments, 1));
      add_paragraph(e, words_in(property->doc, e->language), 2);
      add_labelled(e, words_of(e, "explain-takes"), property->place == PLACE_FLAG ? STR("") : type_word(e, property));
      add_code(e, words_of(e, "explain-example"), property->example);
    }
  }
}

/* --- choices --- */

static void add_attributes(Explainer *e, const Choice *choice) {
  for (uint32_t i = 0; i < choice->set->attribute_count; i++) {
    Value value = choice->attributes ? choice->attributes[i] : (Value){.kind = VALUE_MISSING};
    if (!value_is_stated(value)) continue;
    Text text = text_new(e->session->arena);
    value_write(session_speaker(e->session), value, e->language, &text);
    add_labelled(e, spelling_in(&choice->set->attributes[i].spellings, e->language), text_str(&text));
  }
}

static void explain_choices(Explainer *e) {
  LIST_EACH(ChoiceSet *, set, e->vocabulary->choice_sets) {
    for (uint32_t i = 0; i < (*set)->choice_count; i++) {
      const Choice *choice = &(*set)->choices[i];
      if (!is_word(e, &choice->spellings)) continue;
      Argument arguments[] = {{STR("set"), value_of_text(spelling_in(&(*set)->spellings, e->language))}};
      add_heading(e, &choice->spellings, session_sentence(e->session, "explain-choice-of", e->language, arguments, 1));
      add_paragraph(e, words_in(choice->doc, e->language), 2);
      add_attributes(e, choice);
    }
    if (!is_word(e, &(*set)->spellings)) continue;
    add_heading(e, &(*set)->spellings, words_of(e, "explain-choices"));
    add_paragraph(e, words_in((*set)->doc, e->language), 2);
    for (uint32_t i = 0; i < (*set)->choice_count; i++) {
      text_add(e->out, STR("    "));
      add_spellings(e, &(*set)->choices[i].spellings);
      text_add_char(e->out, '\n');
      add_paragraph(e, words_in((*set)->choices[i].doc, e->language), 6);
    }
  }
}

/* --- findings --- */

/* A template with a dot-dot-dot for what is filled in. */
static Str bare_template(const Explainer *e, const Template *template) {
  Text text = text_new(e->session->arena);
  Language language = template->in[e->language].count ? e->language : (Language)(LANGUAGE_COUNT - 1 - e->language);
  bool was_hole = false;
  LIST_EACH(const TemplatePiece, piece, template->in[language]) {
    if (!piece->expression) text_add(&text, piece->literal);
    else if (!was_hole) text_add(&text, STR("…"));
    was_hole = piece->expression != NULL;
  }
  return text_str(&text);
}

static Str choice_title(const Explainer *e, const char *set, Str key) {
  const ChoiceSet *choices = vocabulary_choices(e->vocabulary, str_of(set));
  const Choice *choice = choices ? choice_by_key(choices, key) : NULL;
  return choice ? words_in(choice->title, e->language) : key;
}

static Str severities(const Explainer *e, const Rule *rule) {
  const ChoiceSet *phases = vocabulary_choices(e->vocabulary, STR("phase"));
  Text text = text_new(e->session->arena);
  bool same = true;
  for (int i = 1; i < PHASE_COUNT; i++) same = same && rule->severity[i] == rule->severity[0];
  for (uint32_t i = 0; i < PHASE_COUNT && phases && i < phases->choice_count; i++) {
    if (same && i) break;
    if (!same) text_add_format(&text, "%s%.*s: ", i ? " · " : "", STR_ARGS(words_in(phases->choices[i].title, e->language)));
    text_add(&text, choice_title(e, "severity", severity_key(rule->severity[i])));
  }
  return text_str(&text);
}

/* A code and a short name, indented under a label. */
static void add_named(Explainer *e, Str code, Str name) {
  text_add_format(e->out, "    %.*s  ", STR_ARGS(code));
  render_wrapped(e->out, name, (uint32_t)code.length + 6, (uint32_t)code.length + 6, e->width);
  text_add_char(e->out, '\n');
}

/* What a rule or an item rests on: facts by their name, then the codes of what is no fact. */
static void add_grounds(Explainer *e, const Str *codes, uint32_t count) {
  if (!count) return;
  Text others = text_new(e->session->arena);
  text_add_format(e->out, "  %.*s:\n", STR_ARGS(words_of(e, "explain-facts")));
  for (uint32_t i = 0; i < count; i++) {
    const Fact *fact = library_fact(e->library, codes[i]);
    if (fact) add_named(e, fact->code, words_in(fact->title, e->language));
    else text_add_format(&others, "%s%.*s", others.length ? ", " : "", STR_ARGS(codes[i]));
  }
  add_paragraph(e, text_str(&others), 4);
}

static Str silencing_rules(const Explainer *e, const Rule *rule) {
  Text text = text_new(e->session->arena);
  LIST_EACH(const Rule *const, other, rule->silenced_by)
    text_add_format(&text, "%s%.*s %.*s", text.length ? ", " : "", STR_ARGS((*other)->code), STR_ARGS(words_in((*other)->name, e->language)));
  return text_str(&text);
}

static void explain_rule(Explainer *e) {
  const Rule *rule = library_rule(e->library, e->word);
  if (!rule) return;
  begin_thing(e);
  text_add_format(e->out, "%.*s  %.*s  (%.*s · %.*s)\n", STR_ARGS(rule->code), STR_ARGS(words_in(rule->name, e->language)),
                  STR_ARGS(choice_title(e, "finding-class", class_key(rule->class))),
                  STR_ARGS(choice_title(e, rule->is_language ? "rule-condition" : "condition", condition_key(rule->condition))));
  add_paragraph(e, bare_template(e, !template_is_empty(&rule->doc) ? &rule->doc : &rule->message), 2);
  text_add_char(e->out, '\n');
  add_labelled(e, words_of(e, "console-why"), bare_template(e, &rule->why));
  add_labelled(e, words_of(e, "console-question"), bare_template(e, &rule->question));
  add_labelled(e, words_of(e, "console-advice"), bare_template(e, &rule->advice));
  add_labelled(e, words_of(e, "explain-severity"), severities(e, rule));
  add_labelled(e, words_of(e, "explain-silenced-by"), silencing_rules(e, rule));
  add_grounds(e, rule->facts.items, rule->facts.count);
  add_code(e, words_of(e, "explain-bad"), rule->bad);
  add_code(e, words_of(e, "explain-good"), rule->good);
}

/* --- facts and checklist items --- */

static void explain_item(Explainer *e) {
  const Item *item = library_item(e->library, e->word);
  if (!item) return;
  begin_thing(e);
  Str phase = item->phase ? words_in(item->phase->title, e->language) : STR("");
  text_add(e->out, item->code);
  LIST_EACH(const Str, code, item->also) text_add_format(e->out, ", %.*s", STR_ARGS(*code));
  text_add_format(e->out, "  (%.*s%s%.*s)\n", STR_ARGS(words_of(e, item->about_organisation ? "explain-own-item" : "explain-item")),
                  item->phase ? " · " : "", STR_ARGS(phase));
  add_paragraph(e, bare_template(e, &item->text), 2);
  add_labelled(e, words_of(e, "console-question"), bare_template(e, &item->question));
  add_grounds(e, item->facts.items, item->facts.count);
}

static bool rests_on(const Str *codes, uint32_t count, Str code) {
  for (uint32_t i = 0; i < count; i++)
    if (str_equal(codes[i], code)) return true;
  return false;
}

/* The rules and items that rest on a fact or a consequence. */
static void add_what_rests(Explainer *e, Str code) {
  bool begun = false;
  LIST_EACH(Rule *const, one, e->library->rules) {
    if (!rests_on((*one)->facts.items, (*one)->facts.count, code)) continue;
    if (!begun) text_add_format(e->out, "  %.*s:\n", STR_ARGS(words_of(e, "explain-rests-here")));
    begun = true;
    const Template *about = !template_is_empty(&(*one)->doc) ? &(*one)->doc : &(*one)->message;
    add_named(e, (*one)->code, bare_template(e, about));
  }
  LIST_EACH(Item *const, one, e->library->items) {
    if (!rests_on((*one)->facts.items, (*one)->facts.count, code)) continue;
    if (!begun) text_add_format(e->out, "  %.*s:\n", STR_ARGS(words_of(e, "explain-rests-here")));
    begun = true;
    add_named(e, (*one)->code, bare_template(e, &(*one)->text));
  }
}

/* The first spelling in the reader's language of the thing with this key, looked for among statements, their parts, choices and
 * sets; the key when there is none. */
static Str word_of_key(const Explainer *e, Str key) {
  const Concept *concept = vocabulary_concept(e->vocabulary, key);
  if (concept) return spelling_in(&concept->spellings, e->language);
  LIST_EACH(ChoiceSet *, set, e->vocabulary->choice_sets) {
    const Choice *choice = choice_by_key(*set, key);
    if (str_equal((*set)->key, key)) return spelling_in(&(*set)->spellings, e->language);
    if (choice) return spelling_in(&choice->spellings, e->language);
  }
  LIST_EACH(Concept *, one, e->vocabulary->concepts) {
    const Property *property = concept_property(*one, key);
    if (property) return spelling_in(&property->spellings, e->language);
  }
  return key;
}

static void add_subjects(Explainer *e, const Fact *fact) {
  Text text = text_new(e->session->arena);
  LIST_EACH(const FactSubject, subject, fact->subjects) {
    const ChoiceSet *set = subject->set.length ? vocabulary_choices(e->vocabulary, subject->set) : NULL;
    const Choice *choice = set ? choice_by_key(set, subject->key) : NULL;
    if (text.length) text_add(&text, STR(", "));
    if (choice) text_add_format(&text, "%.*s (%.*s)", STR_ARGS(spelling_in(&choice->spellings, e->language)),
                                STR_ARGS(spelling_in(&set->spellings, e->language)));
    else text_add(&text, word_of_key(e, subject->key));
  }
  add_labelled(e, words_of(e, "explain-about"), text_str(&text));
}

static void explain_fact(Explainer *e) {
  LIST_EACH(const Fact, fact, e->library->facts) {
    if (!same_word(e, fact->code)) continue;
    begin_thing(e);
    text_add_format(e->out, "%.*s  %.*s  (%.*s · %.*s)\n", STR_ARGS(fact->code), STR_ARGS(words_in(fact->title, e->language)),
                    STR_ARGS(words_of(e, "explain-fact")), STR_ARGS(choice_title(e, "fact-kind", fact->kind)));
    add_paragraph(e, words_in(fact->text, e->language), 2);
    text_add_char(e->out, '\n');
    add_subjects(e, fact);
    LIST_EACH(const Words, work, fact->works) add_labelled(e, words_of(e, "explain-from"), words_in(*work, e->language));
    add_what_rests(e, fact->code);
  }
}

/* --- consequences of the body of knowledge --- */

static bool is_rested_on(const Explainer *e, Str code) {
  LIST_EACH(Rule *const, rule, e->library->rules)
    if (rests_on((*rule)->facts.items, (*rule)->facts.count, code)) return true;
  LIST_EACH(Item *const, item, e->library->items)
    if (rests_on((*item)->facts.items, (*item)->facts.count, code)) return true;
  return false;
}

static void explain_left_out(Explainer *e, const LeftOut *left_out) {
  begin_thing(e);
  text_add_format(e->out, "%.*s  (%.*s)\n", STR_ARGS(left_out->code), STR_ARGS(words_of(e, "explain-left-out")));
  add_paragraph(e, words_in(left_out->reason, e->language), 2);
  if (!left_out->asked_by.count) return;
  text_add_format(e->out, "  %.*s:\n", STR_ARGS(words_of(e, "explain-asked-by")));
  LIST_EACH(const Str, code, left_out->asked_by) {
    const Item *item = library_item(e->library, *code);
    if (item) add_named(e, item->code, bare_template(e, &item->question));
  }
}

/* A consequence has no words of its own: it is what rests on it, or why nothing does. */
static void explain_consequence(Explainer *e) {
  if (e->found) return;
  const LeftOut *left_out = library_left_out(e->library, e->word);
  if (left_out) explain_left_out(e, left_out);
  else if (is_rested_on(e, e->word)) {
    begin_thing(e);
    text_add_format(e->out, "%.*s  (%.*s)\n", STR_ARGS(e->word), STR_ARGS(words_of(e, "explain-consequence")));
    add_what_rests(e, e->word);
  }
}

/* --- facts about a word --- */

enum { FACTS_SHOWN = 6, NOT_ABOUT = 1000000 };

/* True when the word stands for what a fact is about. */
static bool is_subject(const Explainer *e, const FactSubject *subject) {
  LIST_EACH(ChoiceSet *, set, e->vocabulary->choice_sets) {
    if (subject->set.length && !str_equal((*set)->key, subject->set)) continue;
    const Choice *choice = choice_by_key(*set, subject->key);
    if (choice && is_word(e, &choice->spellings)) return true;
    if (!subject->set.length && str_equal((*set)->key, subject->key) && is_word(e, &(*set)->spellings)) return true;
  }
  if (subject->set.length) return false;
  LIST_EACH(Concept *, one, e->vocabulary->concepts) {
    const Concept *concept = *one;
    if (str_equal(concept->key, subject->key) && !concept->is_library && is_word(e, &concept->spellings)) return true;
    const Property *property = concept->is_library ? NULL : concept_property(concept, subject->key);
    if (property && property->owner == concept && is_word(e, &property->spellings)) return true;
  }
  return false;
}

static uint32_t count_what_rests(const Explainer *e, const Fact *fact) {
  uint32_t count = 0;
  LIST_EACH(Rule *const, rule, e->library->rules) count += rests_on((*rule)->facts.items, (*rule)->facts.count, fact->code);
  LIST_EACH(Item *const, item, e->library->items) count += rests_on((*item)->facts.items, (*item)->facts.count, fact->code);
  return count;
}

/* How far a fact is from being about this word alone: what it is mainly about stands first, and the less else it is about, the
 * more it says of the word. A condition is no other subject, only the field where it belongs. A fact on which nothing rests is
 * further away; of facts that are as near, the one on which more rests is nearer. */
static uint32_t distance(const Explainer *e, const Fact *fact) {
  enum { RESTING = 100 };
  uint32_t count = 0, at = fact->subjects.count;
  for (uint32_t i = fact->subjects.count; i-- > 0;) {
    count += !str_equal(fact->subjects.items[i].set, STR("condition"));
    if (is_subject(e, &fact->subjects.items[i])) at = i;
  }
  if (at == fact->subjects.count) return NOT_ABOUT;
  uint32_t resting = count_what_rests(e, fact);
  return (count + 2 * at + (resting == 0) + 1) * RESTING - (resting < RESTING ? resting : RESTING);
}

static void add_fact_of_word(Explainer *e, const Fact *fact) {
  Text text = text_new(e->session->arena);
  Str title = words_in(fact->title, e->language), says = words_in(fact->text, e->language);
  text_add_format(&text, "%.*s. %.*s", STR_ARGS(title), STR_ARGS(says));
  add_named(e, fact->code, text_str(&text));
}

/* The nearest first; of those that are as near, in order of the text. */
static void explain_facts_of_word(Explainer *e) {
  if (!e->found) return;
  const Fact *shown[FACTS_SHOWN];
  uint32_t distances[FACTS_SHOWN], count = 0, all = 0;
  LIST_EACH(const Fact, fact, e->library->facts) {
    uint32_t far = distance(e, fact), at = count;
    if (far == NOT_ABOUT) continue;
    all++;
    while (at && distances[at - 1] > far) at--;
    if (at == FACTS_SHOWN) continue;
    if (count < FACTS_SHOWN) count++;
    for (uint32_t i = count - 1; i > at; i--) {
      shown[i] = shown[i - 1];
      distances[i] = distances[i - 1];
    }
    shown[at] = fact;
    distances[at] = far;
  }
  if (!all) return;
  text_add_format(e->out, "\n%.*s:\n", STR_ARGS(words_of(e, "explain-facts-of-word")));
  for (uint32_t i = 0; i < count; i++) add_fact_of_word(e, shown[i]);
  if (all == count) return;
  Text number = text_new(e->session->arena);
  text_add_format(&number, "%u", (unsigned)(all - count));
  Argument arguments[] = {{STR("number"), value_of_text(text_str(&number))}};
  add_paragraph(e, session_sentence(e->session, "explain-more-facts", e->language, arguments, 1), 4);
}

/* --- the door --- */

typedef LIST(Str) WordList;

static void add_words(Arena *arena, WordList *words, const SpellingList *spellings) {
  LIST_EACH(const Spelling, spelling, *spellings) LIST_PUSH(arena, words, spelling->word);
}

static Str nearest_word(const Explainer *e) {
  Arena *arena = e->session->arena;
  WordList words = {0};
  LIST_EACH(Rule *const, rule, e->library->rules) {
    LIST_PUSH(arena, &words, (*rule)->code);
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
      if ((*rule)->name.in[language].length) LIST_PUSH(arena, &words, (*rule)->name.in[language]);
  }
  LIST_EACH(const Fact, fact, e->library->facts) LIST_PUSH(arena, &words, fact->code);
  LIST_EACH(Concept *, concept, e->vocabulary->concepts) {
    if ((*concept)->is_library || (*concept)->is_simple) continue;
    add_words(arena, &words, &(*concept)->spellings);
    for (uint32_t i = (*concept)->positional_count; i < (*concept)->property_count; i++)
      add_words(arena, &words, &(*concept)->properties[i].spellings);
  }
  LIST_EACH(ChoiceSet *, set, e->vocabulary->choice_sets)
    for (uint32_t i = 0; i < (*set)->choice_count; i++) add_words(arena, &words, &(*set)->choices[i].spellings);
  return suggest_nearest(arena, e->word, words.items, words.count);
}

bool session_explain(Session *session, Str word, Language language, uint32_t width, Text *out, Str *nearest) {
  Explainer e = {.session = session,
                 .library = session->library,
                 .vocabulary = session->library->vocabulary,
                 .language = language,
                 .width = width,
                 .out = out,
                 .word = utf8_nfc(session->arena, word)};
  *nearest = STR("");
  explain_rule(&e);
  explain_concepts(&e);
  explain_properties(&e);
  explain_choices(&e);
  explain_facts_of_word(&e);
  explain_item(&e);
  explain_fact(&e);
  explain_consequence(&e);
  if (!e.found) *nearest = nearest_word(&e);
  return e.found;
}

/* Notes in which languages a word is written so. */
static void note_language(const SpellingList *spellings, Str word, bool known[LANGUAGE_COUNT]) {
  LIST_EACH(const Spelling, spelling, *spellings)
    if (str_equal(spelling->word, word)) known[spelling->language] = true;
}

Language session_word_language(const Session *session, Str word, Language otherwise) {
  bool known[LANGUAGE_COUNT] = {false};
  const Vocabulary *vocabulary = session->library->vocabulary;
  const Rule *rule = library_rule(session->library, word);
  for (Language language = 0; rule && language < LANGUAGE_COUNT; language++)
    known[language] = str_equal(rule->code, word) || str_equal(rule->name.in[language], word);
  LIST_EACH(Concept *, concept, vocabulary->concepts) {
    if ((*concept)->is_library) continue;
    note_language(&(*concept)->spellings, word, known);
    for (uint32_t i = 0; i < (*concept)->property_count; i++) note_language(&(*concept)->properties[i].spellings, word, known);
  }
  LIST_EACH(ChoiceSet *, set, vocabulary->choice_sets)
    for (uint32_t i = 0; i < (*set)->choice_count; i++) note_language(&(*set)->choices[i].spellings, word, known);
  if (known[LANGUAGE_EN] == known[LANGUAGE_NL]) return otherwise;
  return known[LANGUAGE_NL] ? LANGUAGE_NL : LANGUAGE_EN;
}
