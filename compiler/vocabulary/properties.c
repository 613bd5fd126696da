/* Reading `concept`: its own lines, and the properties it declares. */
#include "compiler/vocabulary/loader.h"

static bool read_count(Loader *loader, const Node *statement, const Node **item, uint32_t *count) {
  const Node *number = *item;
  if (!number) return loader_missing(loader, statement, type_kind_text(TYPE_NUMBER)), false;
  *item = number->next;
  if (number->kind != NODE_NUMBER || number->decimal.scale || number->decimal.digits < 1 || number->decimal.digits > 10000)
    return loader_wrong_kind(loader, number, "number"), false;
  *count = (uint32_t)number->decimal.digits;
  return true;
}

static bool read_unless(Loader *loader, const Node *statement, const Node **item, PropertyDraft *draft) {
  const Node *name = (*item)->next;
  if (!name) return loader_missing(loader, statement, type_kind_text(TYPE_NAME)), false;
  if (name->kind != NODE_NAME) return loader_wrong_kind(loader, name, "name"), false;
  *item = name->next;
  if (fixed_word(name->text) == WORD_USED) {
    draft->property.required_unless_used = true;
  } else {
    draft->unless = str_copy(loader->arena, name->text);
    draft->unless_span = name->span;
  }
  return true;
}

static bool read_modifier(Loader *loader, const Node *statement, const Node **item, PropertyDraft *draft) {
  const Node *word = *item;
  Property *property = &draft->property;
  *item = word->next;
  switch (word->kind == NODE_NAME ? fixed_word(word->text) : WORD_NONE) {
    case WORD_REQUIRED:
      property->required = true;
      if (*item && (*item)->kind == NODE_NAME && fixed_word((*item)->text) == WORD_UNLESS)
        return read_unless(loader, statement, item, draft);
      return true;
    case WORD_MANY: return property->many = true;
    case WORD_WHOLE_LIST: return property->whole_list = true;
    case WORD_AT_LEAST: return read_count(loader, statement, item, &property->at_least);
    case WORD_EXACTLY: return read_count(loader, statement, item, &property->exactly);
    case WORD_SHARE: return property->is_share = true;
    case WORD_NOT_AFTER_AS_OF: return property->not_after_as_of = true;
    case WORD_ALL_PARTIES: return property->all_parties_default = true;
    case WORD_THROUGH_PARENT: return property->through_parent = true;
    case WORD_NOT_FOR_PARTNERS: return property->not_for_partners = true;
    default: return loader_unknown_word(loader, word, statement), false;
  }
}

static void read_property_block(Loader *loader, Property *property, const Node *block) {
  NODE_EACH_CHILD(line, block) {
    const Node *item = loader_first_argument(line);
    switch (loader_statement_word(line)) {
      case WORD_DOC: loader_words(loader, line, item, &property->doc); break;
      case WORD_TITLE: loader_words(loader, line, item, &property->title); break;
      case WORD_SAYS: loader_words(loader, line, item, &property->says); break;
      case WORD_EXAMPLE: loader_text(loader, line, item, &property->example); break;
      default:
        loader_unknown_line(loader, line);
    }
  }
}

static void add_draft(Loader *loader, ConceptDraft *concept, const PropertyDraft *draft) {
  LIST_EACH(PropertyDraft, other, concept->own) {
    if (str_equal(other->property.key, draft->property.key)) {
      loader_twice(loader, draft->property.span, other->property.span, draft->property.key);
      return;
    }
  }
  LIST_PUSH(loader->arena, &concept->own, *draft);
}

/* A line of a simple type holds objects of a concept made for it, of which the line's type is the value. */
static void wrap_simple_line(Loader *loader, const Concept *owner, PropertyDraft *draft) {
  Property *line = &draft->property;
  if (line->type.kinds == TYPE_OBJECT) return;
  PropertyDraft value = *draft;
  const Concept *simple = loader_simple_concept(loader, owner, line, value);
  line->type = (Type){.kinds = TYPE_OBJECT, .object = simple};
  line->whole_list = line->is_share = line->not_after_as_of = line->through_parent = false;
  line->exactly = 0;
}

static void read_property(Loader *loader, ConceptDraft *concept, const Node *statement, PropertyPlace place) {
  PropertyDraft draft = {0};
  Property *property = &draft.property;
  const Node *item = loader_first_argument(statement);
  if (!loader_spellings(loader, statement, item, &property->spellings)) return;
  property->key = property->spellings.items[0].word;
  property->key_id = loader_key(loader, property->key);
  property->place = place;
  property->owner = concept->concept;
  property->span = item->kind == NODE_PAIR ? item->first_child->span : item->span;
  item = item->next;
  if (place == PLACE_FLAG) property->type.kinds = TYPE_BOOLEAN;
  else if (!loader_type(loader, statement, &item, &property->type)) return;
  while (item)
    if (!read_modifier(loader, statement, &item, &draft)) break;
  if (statement->block) read_property_block(loader, property, statement->block);
  if (str_is_empty(property->title.in[LANGUAGE_EN])) property->title = loader_title(loader, &property->spellings);
  if (place == PLACE_LINE) wrap_simple_line(loader, concept->concept, &draft);
  add_draft(loader, concept, &draft);
}

static void read_concept_line(Loader *loader, ConceptDraft *draft, const Node *line) {
  Concept *concept = draft->concept;
  const Node *item = loader_first_argument(line);
  switch (loader_statement_word(line)) {
    case WORD_POSITIONAL: read_property(loader, draft, line, PLACE_POSITIONAL); break;
    case WORD_LABEL: read_property(loader, draft, line, PLACE_LABEL); break;
    case WORD_FLAG: read_property(loader, draft, line, PLACE_FLAG); break;
    case WORD_LINE: read_property(loader, draft, line, PLACE_LINE); break;
    case WORD_DOC: loader_words(loader, line, item, &concept->doc); break;
    case WORD_TITLE: loader_words(loader, line, item, &concept->title); break;
    case WORD_SAYS: loader_words(loader, line, item, &concept->says); break;
    case WORD_EXAMPLE: loader_text(loader, line, item, &concept->example); break;
    case WORD_AT_TOP: concept->at_top = true; break;
    case WORD_LIBRARY: concept->is_library = true; break;
    case WORD_COMMON: loader->common = concept; break;
    case WORD_EXTENDS: draft->extends = item; break;
    case WORD_PERIOD: draft->period = item; break;
    case WORD_SAME_KIND: draft->same_kind = item; break;
    default:
      loader_unknown_line(loader, line);
  }
}

void loader_read_concept(Loader *loader, ConceptDraft *draft, const Node *statement) {
  if (!statement->block) return;
  NODE_EACH_CHILD(line, statement->block) read_concept_line(loader, draft, line);
}
