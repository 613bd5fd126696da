/* Reading `choices`: the choices, their attributes, and the values of the attributes. */
#include "compiler/vocabulary/loader.h"

static void read_attribute(Loader *loader, SetDraft *draft, const Node *statement) {
  Property attribute = {0};
  const Node *item = loader_first_argument(statement);
  if (!loader_spellings(loader, statement, item, &attribute.spellings)) return;
  attribute.key = attribute.spellings.items[0].word;
  attribute.key_id = loader_key(loader, attribute.key);
  attribute.index = draft->attributes.count;
  attribute.place = PLACE_LINE;
  attribute.span = item->span;
  attribute.title = loader_title(loader, &attribute.spellings);
  item = item->next;
  if (!loader_type(loader, statement, &item, &attribute.type)) return;
  for (; item; item = item->next) {
    if (item->kind == NODE_NAME && fixed_word(item->text) == WORD_MANY) attribute.many = true;
    else loader_unknown_word(loader, item, statement);
  }
  LIST_EACH(Property, other, draft->attributes)
    if (str_equal(other->key, attribute.key)) {
      loader_twice(loader, attribute.span, other->span, attribute.key);
      return;
    }
  LIST_PUSH(loader->arena, &draft->attributes, attribute);
}

static void read_choice(Loader *loader, SetDraft *draft, const Node *statement) {
  ChoiceDraft choice = {.statement = statement};
  const Node *item = loader_first_argument(statement);
  if (!loader_spellings(loader, statement, item, &choice.choice.spellings)) return;
  choice.choice.key = choice.choice.spellings.items[0].word;
  choice.choice.order = draft->choices.count;
  choice.choice.set = draft->set;
  if (item->next) loader_unknown_word(loader, item->next, statement);
  LIST_EACH(ChoiceDraft, other, draft->choices)
    if (str_equal(other->choice.key, choice.choice.key)) {
      loader_twice(loader, item->span, other->statement->first_child->next->span, choice.choice.key);
      return;
    }
  LIST_PUSH(loader->arena, &draft->choices, choice);
}

void loader_read_choices(Loader *loader, SetDraft *draft, const Node *statement) {
  if (!statement->block) return;
  NODE_EACH_CHILD(line, statement->block) {
    switch (loader_statement_word(line)) {
      case WORD_DOC: loader_words(loader, line, loader_first_argument(line), &draft->set->doc); break;
      case WORD_TITLE: loader_words(loader, line, loader_first_argument(line), &draft->set->title); break;
      case WORD_ATTRIBUTE: read_attribute(loader, draft, line); break;
      case WORD_CHOICE: read_choice(loader, draft, line); break;
      default:
        loader_unknown_line(loader, line);
    }
  }
}

static bool choice_value(Loader *loader, const Type *type, const Node *item, Value *value) {
  for (uint32_t i = 0; i < type->choices.count; i++) {
    const Choice *choice = choice_in(type->choices.items[i], item->text, LANGUAGE_EN, NULL);
    if (!choice) continue;
    value->kind = VALUE_CHOICE;
    value->as.choice = choice;
    return true;
  }
  Finding *finding = finding_add(loader->sink, "K0104", item->span);
  finding_text(loader->sink, finding, "case", STR("choice"));
  finding_text(loader->sink, finding, "word", item->text);
  return false;
}

static bool attribute_value(Loader *loader, const Property *attribute, const Node *statement, const Node *item,
                            Value *value) {
  uint32_t kinds = attribute->type.kinds;
  value->span = item->span;
  if ((kinds & TYPE_CHOICE) && item->kind == NODE_NAME) return choice_value(loader, &attribute->type, item, value);
  if (kinds & TYPE_NUMBER && item->kind == NODE_NUMBER) {
    value->kind = VALUE_NUMBER;
    return rational_of_decimal(item->decimal, &value->as.number);
  }
  if (kinds & (TYPE_WORDS | TYPE_TEXT | TYPE_STRING)) {
    Words *words = ARENA_NEW(loader->arena, Words);
    if (!loader_words(loader, statement, item, words)) return false;
    value->kind = VALUE_WORDS;
    value->as.words = words;
    return true;
  }
  loader_wrong_kind(loader, item, kinds & TYPE_CHOICE ? "choice" : "number");
  return false;
}

static void attribute_list(Loader *loader, const Property *attribute, const Node *statement, const Node *item,
                           Value *value) {
  ValueList *list = ARENA_NEW(loader->arena, ValueList);
  uint32_t count = item->kind == NODE_LIST ? node_child_count(item) : 1;
  list->items = ARENA_ARRAY(loader->arena, Value, count);
  for (const Node *element = item->kind == NODE_LIST ? item->first_child : item; element && list->count < count;
       element = element->next)
    if (attribute_value(loader, attribute, statement, element, &list->items[list->count])) list->count++;
  *value = (Value){.kind = VALUE_LIST, .span = item->span, .as.list = list};
}

static void read_attribute_line(Loader *loader, const SetDraft *draft, Choice *choice, const Node *line) {
  LIST_EACH(Property, attribute, draft->attributes) {
    if (!spelling_find(&attribute->spellings, node_keyword(line), LANGUAGE_EN, NULL)) continue;
    const Node *item = loader_first_argument(line);
    if (!item) {
      loader_missing(loader, line, attribute->key);
      return;
    }
    Value value = {.kind = VALUE_MISSING, .span = item->span};
    if (attribute->many) attribute_list(loader, attribute, line, item, &value);
    else if (!attribute_value(loader, attribute, line, item, &value)) value.kind = VALUE_UNKNOWN;
    choice->attributes[attribute->index] = value;
    return;
  }
  loader_unknown_line(loader, line);
}

static void finish_choice(Loader *loader, const SetDraft *draft, const Node *statement, Choice *choice) {
  choice->attributes = ARENA_ARRAY(loader->arena, Value, draft->attributes.count);
  for (uint32_t i = 0; i < draft->attributes.count; i++) choice->attributes[i] = (Value){.span = NO_SPAN};
  if (statement->block) {
    NODE_EACH_CHILD(line, statement->block) {
      switch (loader_statement_word(line)) {
        case WORD_DOC: loader_words(loader, line, loader_first_argument(line), &choice->doc); break;
        case WORD_TITLE: loader_words(loader, line, loader_first_argument(line), &choice->title); break;
        case WORD_NEEDS_TEXT: choice->needs_text = true; break;
        default: read_attribute_line(loader, draft, choice, line);
      }
    }
  }
  if (str_is_empty(choice->title.in[LANGUAGE_EN])) choice->title = loader_title(loader, &choice->spellings);
}

void loader_finish_choices(Loader *loader, SetDraft *draft) {
  for (uint32_t i = 0; i < draft->choices.count; i++)
    finish_choice(loader, draft, draft->choices.items[i].statement, &draft->set->choices[i]);
}
