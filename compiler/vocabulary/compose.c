/* Making concepts whole: inheritance, the order of properties, and the tables by which words are found. */
#include "compiler/vocabulary/loader.h"

static ConceptDraft *draft_of(const Loader *loader, const Concept *concept) {
  return loader->concepts.items[concept->number];
}

static PropertyDraft *find_draft(const DraftList *drafts, Str key) {
  LIST_EACH(PropertyDraft, draft, *drafts)
    if (str_equal(draft->property.key, key)) return draft;
  return NULL;
}

/* What the heir declares itself replaces what it inherits, in its place. */
static void merge_drafts(Loader *loader, DraftList *all, const DraftList *more) {
  LIST_EACH(const PropertyDraft, draft, *more) {
    PropertyDraft *same = find_draft(all, draft->property.key);
    if (same) *same = *draft;
    else LIST_PUSH(loader->arena, all, *draft);
  }
}

static void inherit(Loader *loader, ConceptDraft *draft) {
  if (!draft->extends) return;
  if (draft->extends->kind != NODE_NAME) {
    loader_wrong_kind(loader, draft->extends, "name");
    return;
  }
  const Concept *base = vocabulary_concept(loader->vocabulary, draft->extends->text);
  if (!base) {
    loader_unknown_name(loader, draft->extends, WORD_CONCEPT);
    return;
  }
  ConceptDraft *base_draft = draft_of(loader, base);
  if (base_draft->composed == 1) { /* a circle */
    loader_wrong_kind(loader, draft->extends, "concept");
    return;
  }
  loader_compose(loader, base_draft);
  draft->concept->extends = base;
  if (!draft->period) draft->period = base_draft->period;
  if (!draft->same_kind) draft->same_kind = base_draft->same_kind;
  merge_drafts(loader, &draft->all, &base_draft->all);
}

void loader_compose(Loader *loader, ConceptDraft *draft) {
  if (draft->composed) return;
  draft->composed = 1;
  inherit(loader, draft);
  merge_drafts(loader, &draft->all, &draft->own);
  draft->composed = 2;
}

static bool has_common(const Loader *loader, const ConceptDraft *draft) {
  if (!loader->common || draft->concept == loader->common) return false;
  return !draft->concept->is_library;
}

/* Labels and flags stand among each other, in the order in which they are declared. */
static PropertyPlace region_of(const Property *property) {
  return property->place == PLACE_FLAG ? PLACE_LABEL : property->place;
}

static void add_in_region(DraftList *ordered, const DraftList *from, PropertyPlace region, Arena *arena) {
  LIST_EACH(const PropertyDraft, draft, *from)
    if (region_of(&draft->property) == region && !find_draft(ordered, draft->property.key))
      LIST_PUSH(arena, ordered, *draft);
}

/* The properties that an heir declares itself, as composed, go before those it inherits; positional parts keep their places. */
static void own_of(const ConceptDraft *draft, DraftList *own, Arena *arena) {
  LIST_EACH(const PropertyDraft, each, draft->own) LIST_PUSH(arena, own, *find_draft(&draft->all, each->property.key));
}

static void order_properties(Loader *loader, const ConceptDraft *draft, DraftList *ordered) {
  const DraftList *common = has_common(loader, draft) ? &draft_of(loader, loader->common)->all : NULL;
  DraftList own = {0};
  own_of(draft, &own, loader->arena);
  add_in_region(ordered, &draft->all, PLACE_POSITIONAL, loader->arena);
  const PropertyPlace regions[] = {PLACE_LABEL, PLACE_LINE};
  for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
    add_in_region(ordered, &own, regions[i], loader->arena);
    add_in_region(ordered, &draft->all, regions[i], loader->arena);
    if (common) add_in_region(ordered, common, regions[i], loader->arena);
  }
}

static const Property *resolve_unless(Loader *loader, const Concept *concept, const PropertyDraft *draft) {
  if (str_is_empty(draft->unless)) return NULL;
  const Property *flag = concept_property(concept, draft->unless);
  if (flag) return flag;
  Finding *finding = finding_add(loader->sink, "K0102", draft->unless_span);
  finding_text(loader->sink, finding, "case", STR("unknown"));
  finding_text(loader->sink, finding, "name", draft->unless);
  return NULL;
}

static void set_properties(Loader *loader, Concept *concept, const DraftList *ordered) {
  concept->property_count = ordered->count;
  concept->properties = ARENA_ARRAY(loader->arena, Property, ordered->count);
  for (uint32_t i = 0; i < ordered->count; i++) {
    concept->properties[i] = ordered->items[i].property;
    concept->properties[i].index = i;
    if (concept->properties[i].place == PLACE_POSITIONAL) concept->positional_count++;
  }
  for (uint32_t i = 0; i < ordered->count; i++)
    concept->properties[i].required_unless = resolve_unless(loader, concept, &ordered->items[i]);
}

static int16_t slot_by_name(Loader *loader, const Concept *concept, const Node *name) {
  const Property *property = name->kind == NODE_NAME ? concept_property(concept, name->text) : NULL;
  if (property) return (int16_t)property->index;
  loader_unknown_name(loader, name, WORD_LABEL);
  return -1;
}

static void set_period(Loader *loader, const ConceptDraft *draft) {
  Concept *concept = draft->concept;
  concept->period[0] = concept->period[1] = -1;
  if (!draft->period) return;
  if (draft->period->kind != NODE_LIST || node_child_count(draft->period) != 2) {
    loader_wrong_kind(loader, draft->period, "list");
    return;
  }
  concept->period[0] = slot_by_name(loader, concept, draft->period->first_child);
  concept->period[1] = slot_by_name(loader, concept, draft->period->first_child->next);
}

static void add_same_kind(Loader *loader, Concept *concept, const Node *item) {
  bool path = item->kind == NODE_PATH && item->first_child && item->first_child->next;
  int16_t slot = slot_by_name(loader, concept, path ? item->first_child : item);
  if (slot < 0) return;
  int16_t inner = path ? (int16_t)loader_key(loader, item->first_child->next->text) : -1;
  LIST_PUSH(loader->arena, &concept->same_kind, (uint16_t)slot);
  LIST_PUSH(loader->arena, &concept->same_kind_inner, inner);
}

static void set_same_kind(Loader *loader, const ConceptDraft *draft) {
  if (!draft->same_kind) return;
  if (draft->same_kind->kind != NODE_LIST) {
    loader_wrong_kind(loader, draft->same_kind, "list");
    return;
  }
  NODE_EACH_CHILD(item, draft->same_kind) add_same_kind(loader, draft->concept, item);
}

static void set_slots(const Loader *loader, Concept *concept) {
  uint32_t keys = loader->vocabulary->keys.count;
  concept->slot_of_key = ARENA_ARRAY(loader->arena, int16_t, keys);
  for (uint32_t key = 0; key < keys; key++) concept->slot_of_key[key] = -1;
  concept->value_slot = concept->name_slot = concept->title_slot = -1;
  int text_slot = -1;
  for (uint32_t i = 0; i < concept->property_count; i++) {
    const Property *property = &concept->properties[i];
    concept->slot_of_key[property->key_id] = (int16_t)i;
    if (property->place == PLACE_POSITIONAL && (property->type.kinds & TYPE_NAME)) concept->name_slot = (int)i;
    if (str_equal(property->key, STR("value"))) concept->value_slot = (int)i;
    if (str_equal(property->key, STR("title"))) concept->title_slot = (int)i;
    if (text_slot < 0 && property->place == PLACE_POSITIONAL && (property->type.kinds & (TYPE_TEXT | TYPE_STRING)))
      text_slot = (int)i;
  }
  if (concept->title_slot < 0) concept->title_slot = text_slot;
}

static Str tagged(Arena *arena, Language language, Str word) {
  Text text = text_new(arena);
  text_add(&text, language_code(language));
  text_add_char(&text, ':');
  text_add(&text, word);
  return text_str(&text);
}

static bool index_word(Arena *arena, Map *words, Str word, Language language, uint32_t index) {
  uint32_t other;
  if (!map_get(words, word, &other)) map_put(arena, words, word, index);
  else if (other != index) {
    map_put(arena, words, tagged(arena, language, word), index);
    return true;
  }
  return false;
}

bool loader_index_spellings(Arena *arena, Map *words, const SpellingList *spellings, uint32_t index) {
  bool clash = false;
  LIST_EACH(const Spelling, spelling, *spellings) {
    clash |= index_word(arena, words, spelling->word, spelling->language, index);
    if (!str_equal(spelling->word, spelling->folded))
      clash |= index_word(arena, words, spelling->folded, spelling->language, index);
  }
  return clash;
}

/* What the binder must look at, noted here so that it need not go through every part of every statement. */
static void note_checks(Loader *loader, Concept *concept) {
  concept->part_checks = ARENA_ARRAY(loader->arena, uint8_t, concept->property_count);
  concept->has_checks = concept->period[0] >= 0 || concept->same_kind.count;
  for (uint32_t i = 0; i < concept->property_count; i++) {
    const Property *property = &concept->properties[i];
    bool own_line = property->place != PLACE_LINE;
    bool text = own_line && (property->type.kinds & (TYPE_TEXT | TYPE_STRING)) != 0;
    concept->part_checks[i] = property->required || property->at_least || property->exactly || text;
    concept->has_checks |= property->not_after_as_of || property->all_parties_default;
    concept->has_lists |= own_line && (property->many || property->whole_list || (property->type.kinds & TYPE_REFERENCE));
  }
}

void loader_index(Loader *loader, ConceptDraft *draft) {
  Concept *concept = draft->concept;
  DraftList ordered = {0};
  if (draft->simple_of) concept->is_library = draft->simple_of->is_library;
  order_properties(loader, draft, &ordered);
  set_properties(loader, concept, &ordered);
  set_period(loader, draft);
  set_same_kind(loader, draft);
  set_slots(loader, concept);
  note_checks(loader, concept);
  for (uint32_t i = concept->positional_count; i < concept->property_count; i++)
    concept->words_clash |= loader_index_spellings(loader->arena, &concept->words, &concept->properties[i].spellings, i);
}

static void count_word(Loader *loader, Str word) {
  uint32_t count = 0;
  map_get(&loader->vocabulary->statement_words, word, &count);
  map_put(loader->arena, &loader->vocabulary->statement_words, word, count + 1);
}

static void count_words(Loader *loader, const SpellingList *spellings) {
  for (uint32_t i = 0; i < spellings->count; i++) {
    const Spelling *spelling = &spellings->items[i];
    bool seen = false;
    for (uint32_t j = 0; j < i; j++) seen |= str_equal(spellings->items[j].word, spelling->word);
    if (seen) continue;
    count_word(loader, spelling->word);
    if (!str_equal(spelling->word, spelling->folded)) count_word(loader, spelling->folded);
  }
}

void loader_index_vocabulary(Loader *loader) {
  Vocabulary *vocabulary = loader->vocabulary;
  LIST_EACH(Concept *, each, vocabulary->concepts) {
    Concept *concept = *each;
    if (concept->at_top) {
      vocabulary->top_words_clash |=
          loader_index_spellings(loader->arena, &vocabulary->top_words, &concept->spellings, concept->number);
      count_words(loader, &concept->spellings);
    }
    for (uint32_t i = 0; i < concept->property_count; i++) {
      const Property *property = &concept->properties[i];
      bool inherited = property->owner != concept;
      if (property->place == PLACE_LINE && !inherited) count_words(loader, &property->spellings);
    }
  }
}
