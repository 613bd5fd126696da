/* Reading the items of a declaration: texts, spellings and types, and the findings about them. */
#include "compiler/base/utf8.h"
#include "compiler/vocabulary/loader.h"

const Node *loader_first_argument(const Node *statement) {
  return statement->first_child ? statement->first_child->next : NULL;
}

FixedWord loader_statement_word(const Node *statement) { return fixed_word(node_keyword(statement)); }

void loader_unknown_word(Loader *loader, const Node *item, const Node *statement) {
  Finding *finding = finding_add(loader->sink, "K0101", item->span);
  finding_text(loader->sink, finding, "case", STR("part"));
  finding_text(loader->sink, finding, "word", item->text);
  finding_text(loader->sink, finding, "statement", node_keyword(statement));
}

void loader_unknown_line(Loader *loader, const Node *line) {
  const Node *word = line->first_child, *block = line->parent;
  if (word && word->kind == NODE_NAME) loader_unknown_word(loader, word, block && block->parent ? block->parent : line);
}

void loader_unknown_name(Loader *loader, const Node *item, FixedWord kind) {
  Finding *finding = finding_add(loader->sink, "K0102", item->span);
  finding_text(loader->sink, finding, "case", STR("unknown"));
  finding_text(loader->sink, finding, "name", item->text);
  finding_text(loader->sink, finding, "expected", fixed_word_text(kind));
  const Map *names = kind == WORD_CHOICES ? &loader->vocabulary->choice_set_by_key : &loader->vocabulary->concept_by_key;
  Str *candidates = ARENA_ARRAY(loader->arena, Str, names->count);
  uint32_t count = 0;
  if (kind == WORD_CHOICES) {
    LIST_EACH(ChoiceSet *, set, loader->vocabulary->choice_sets) candidates[count++] = (*set)->key;
  } else {
    LIST_EACH(Concept *, concept, loader->vocabulary->concepts)
      if (!(*concept)->is_simple) candidates[count++] = (*concept)->key;
  }
  Str near = suggest_nearest(loader->arena, item->text, candidates, count);
  if (!str_is_empty(near)) finding_text(loader->sink, finding, "suggestion", near);
}

void loader_missing(Loader *loader, const Node *statement, Str part) {
  const Node *word = statement->first_child;
  Finding *finding = finding_add(loader->sink, "K0105", word ? word->span : statement->span);
  finding_text(loader->sink, finding, "case", STR("part"));
  finding_text(loader->sink, finding, "statement", node_keyword(statement));
  finding_text(loader->sink, finding, "part", part);
}

void loader_wrong_kind(Loader *loader, const Node *item, const char *expected) {
  Finding *finding = finding_add(loader->sink, "K0104", item->span);
  finding_text(loader->sink, finding, "case", STR("kind"));
  finding_text(loader->sink, finding, "expected", str_of(expected));
}

void loader_twice(Loader *loader, Span later, Span first, Str name) {
  Finding *finding = finding_add(loader->sink, "K0103", later);
  finding_text(loader->sink, finding, "case", STR("twice"));
  finding_text(loader->sink, finding, "name", name);
  finding_related(loader->sink, finding, first, 0);
}

static bool is_text(const Node *node) { return node->kind == NODE_STRING || node->kind == NODE_TEXT_BLOCK; }

bool loader_text(Loader *loader, const Node *statement, const Node *item, Str *text) {
  if (!item) return loader_missing(loader, statement, type_kind_text(TYPE_TEXT)), false;
  if (!is_text(item)) return loader_wrong_kind(loader, item, "text"), false;
  *text = str_copy(loader->arena, item->text);
  return true;
}

bool loader_words(Loader *loader, const Node *statement, const Node *item, Words *words) {
  if (item && item->kind == NODE_PAIR && item->first_child && item->first_child->next) {
    return loader_text(loader, statement, item->first_child, &words->in[LANGUAGE_EN]) &&
           loader_text(loader, statement, item->first_child->next, &words->in[LANGUAGE_NL]);
  }
  return loader_text(loader, statement, item, &words->in[LANGUAGE_EN]);
}

static bool add_spelling(Loader *loader, const Node *item, Language language, SpellingList *spellings) {
  if (item->kind != NODE_NAME) return loader_wrong_kind(loader, item, "name"), false;
  Str word = str_copy(loader->arena, item->text);
  Str folded = str_copy(loader->arena, utf8_fold(loader->arena, word));
  LIST_PUSH(loader->arena, spellings, ((Spelling){.word = word, .folded = folded, .language = language}));
  return true;
}

static bool add_spellings(Loader *loader, const Node *item, Language language, SpellingList *spellings) {
  if (item->kind != NODE_LIST) return add_spelling(loader, item, language, spellings);
  NODE_EACH_CHILD(word, item)
    if (!add_spelling(loader, word, language, spellings)) return false;
  return item->first_child != NULL;
}

bool loader_spellings(Loader *loader, const Node *statement, const Node *item, SpellingList *spellings) {
  if (!item) return loader_missing(loader, statement, type_kind_text(TYPE_NAME)), false;
  const Node *english = item, *dutch = item;
  if (item->kind == NODE_PAIR && item->first_child && item->first_child->next) {
    english = item->first_child;
    dutch = english->next;
  }
  return add_spellings(loader, english, LANGUAGE_EN, spellings) && add_spellings(loader, dutch, LANGUAGE_NL, spellings);
}

Words loader_title(Loader *loader, const SpellingList *spellings) {
  Words title = spelling_words(spellings);
  for (int i = 0; i < LANGUAGE_COUNT; i++) {
    Str copy = str_copy(loader->arena, title.in[i]);
    char *bytes = (char *)(uintptr_t)copy.data;
    for (size_t at = 0; at < copy.length; at++)
      if (bytes[at] == '-') bytes[at] = ' ';
    title.in[i] = copy;
  }
  return title;
}

static bool add_choice_set(Loader *loader, const Node *item, Type *type) {
  const ChoiceSet *set = vocabulary_choices(loader->vocabulary, item->text);
  if (!set) return loader_unknown_name(loader, item, WORD_CHOICES), false;
  LIST_PUSH(loader->arena, &type->choices, set);
  type->kinds |= TYPE_CHOICE;
  return true;
}

static bool add_concept(Loader *loader, const Node *item, uint32_t kind, Type *type) {
  type->kinds |= kind;
  if (kind == TYPE_REFERENCE && fixed_word(item->text) == WORD_ANY) return true;
  const Concept *concept = vocabulary_concept(loader->vocabulary, item->text);
  if (!concept) return loader_unknown_name(loader, item, WORD_CONCEPT), false;
  if (kind == TYPE_OBJECT) type->object = concept;
  else LIST_PUSH(loader->arena, &type->concepts, concept);
  return true;
}

/* One alternative; `previous` is the kind of the one before, so that `reference party or body` need not repeat itself. */
static bool read_alternative(Loader *loader, const Node *statement, const Node **item, uint32_t *previous, Type *type) {
  const Node *word = *item;
  if (!word) return loader_missing(loader, statement, type_kind_text(TYPE_TYPE)), false;
  if (word->kind != NODE_NAME) return loader_wrong_kind(loader, word, "type"), false;
  uint32_t kind = type_kind_of(word->text);
  bool named = (kind & (TYPE_CHOICE | TYPE_REFERENCE | TYPE_OBJECT)) != 0;
  if (!kind) {
    kind = *previous & (TYPE_CHOICE | TYPE_REFERENCE);
    if (!kind) return loader_unknown_word(loader, word, statement), false;
    named = true;
  } else if (named) {
    word = word->next;
    if (!word || word->kind != NODE_NAME) return loader_missing(loader, statement, type_kind_text(TYPE_NAME)), false;
  } else {
    type->kinds |= kind;
  }
  *item = word->next;
  *previous = kind;
  if (!named) return true;
  return kind == TYPE_CHOICE ? add_choice_set(loader, word, type) : add_concept(loader, word, kind, type);
}

bool loader_type(Loader *loader, const Node *statement, const Node **item, Type *type) {
  uint32_t previous = 0;
  if (!read_alternative(loader, statement, item, &previous, type)) return false;
  while (*item && (*item)->kind == NODE_NAME && fixed_word((*item)->text) == WORD_OR) {
    *item = (*item)->next;
    if (!read_alternative(loader, statement, item, &previous, type)) return false;
  }
  return true;
}
