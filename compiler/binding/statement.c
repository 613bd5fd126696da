/* Reading one statement: positional parts, then labels and flags, then the lines of its block.
 *
 * No word is reserved: a positional part takes what stands in its place. Only an optional part gives way to a word that
 * is a label or flag here, unless what follows shows that it was meant after all. */
#include "compiler/binding/binder.h"

static bool is_text_type(const Property *property) { return (property->type.kinds & (TYPE_TEXT | TYPE_STRING)) != 0; }

/* The label or flag (or line, where `lines`) that an item names, or NULL. */
static const Property *named_property(const Binder *binder, const Concept *concept, const Node *item, bool lines,
                                      Language *language) {
  if (item->kind != NODE_NAME) return NULL;
  const Property *property = concept_property_in(concept, item->text, binder->language, language);
  return property && (lines || property->place != PLACE_LINE) ? property : NULL;
}

void poison_names(Binder *binder, Span span) {
  if (span_is_none(span)) return;
  const Tree *tree = binder->files[binder_file_of(binder, span)].tree;
  uint32_t low = 0, high = tree->tokens.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (tree->tokens.items[middle].start < span.start) low = middle + 1;
    else high = middle;
  }
  for (; low < tree->tokens.count && tree->tokens.items[low].start < span.end; low++) {
    const Token *token = &tree->tokens.items[low];
    if (token->kind != TOKEN_NAME) continue;
    map_put(binder->arena, &binder->poisoned, str_slice(tree->source->text, token->start, token->end), 1);
  }
}

static const Node *skip_items(const Node *item, uint32_t count) {
  for (; count && item; count--) item = item->next;
  return item;
}

/* Passes over the values of a word that means nothing here, up to the next label or flag. */
static const Node *skip_values(const Binder *binder, const Concept *concept, const Node *item) {
  while (item && !named_property(binder, concept, item, false, NULL)) item = item->next;
  return item;
}

static void set_slot(Binder *binder, Reading *reading, const Property *property, const Node *item, uint32_t count) {
  Value *slot = &reading->object->slots[property->index];
  uint32_t pending = binder->references.count + binder->everyone.count;
  slot_read(binder, reading->object, property, item, count, slot);
  bool waits = binder->references.count + binder->everyone.count > pending;
  if (slot->kind == VALUE_UNKNOWN && !waits) reading->object->has_error = true;
  reading->parts[property->index] |= PART_STATED;
}

/* A value for a part that has one already: read for its own mistakes, not kept. */
static void repeat_slot(Binder *binder, Reading *reading, const Property *property, Span later) {
  report_twice_part(binder, property, later, reading->object->slots[property->index].span);
  reading->object->has_error = true;
}

static bool later_part_accepts(const Binder *binder, const Concept *concept, uint32_t after, const Node *item) {
  for (uint32_t i = after + 1; i < concept->positional_count; i++)
    if (slot_accepts(binder, &concept->properties[i], item)) return true;
  return false;
}

/* Does a word that is a label or flag here stand for the positional part instead? */
static bool word_is_part(const Binder *binder, const Concept *concept, const Property *part, const Node *item) {
  if (part->required && (part->type.kinds & TYPE_NAME)) return true;
  if ((part->type.kinds & TYPE_CHOICE) && find_choice(binder, &part->type, item->text, NULL)) return true;
  if (part->required && (part->type.kinds & ~(uint32_t)TYPE_CHOICE)) return true;
  return item->next && later_part_accepts(binder, concept, part->index, item->next);
}

static void report_missing_parts(Binder *binder, Reading *reading, const Property *part) {
  if (part->required_unless_used || part->required_unless) return; /* judged when the statement is whole */
  if (reading->line_broken || reading->parts[part->index]) return;
  report_missing_part(binder, reading->object, part);
  reading->object->slots[part->index].kind = VALUE_UNKNOWN;
  reading->object->has_error = true;
  reading->parts[part->index] |= PART_SUGGESTED; /* reported */
}

/* An item that does not fit the required part whose turn it is. Returns the item to go on with. */
static const Node *mismatch(Binder *binder, Reading *reading, const Property *part, const Node *item, bool *next_part) {
  *next_part = true;
  if (named_property(binder, reading->concept, item, false, NULL) ||
      later_part_accepts(binder, reading->concept, part->index, item)) {
    report_missing_parts(binder, reading, part);
    return item;
  }
  report_kind(binder, part, item, 1);
  reading->object->slots[part->index] = (Value){.kind = VALUE_UNKNOWN, .span = item->span};
  reading->object->has_error = reading->line_broken = true;
  reading->parts[part->index] |= PART_STATED;
  return item->next;
}

static const Node *read_positional(Binder *binder, Reading *reading, const Node *item) {
  const Concept *concept = reading->concept;
  for (uint32_t i = 0; i < concept->positional_count && item;) {
    const Property *part = &concept->properties[i];
    if (item->kind == NODE_ERROR) {
      reading->line_broken = reading->object->has_error = true;
      poison_names(binder, item->span);
      item = item->next;
      continue;
    }
    uint32_t count = slot_accepts(binder, part, item);
    bool is_word = named_property(binder, concept, item, false, NULL) != NULL;
    if (count && is_word && !word_is_part(binder, concept, part, item)) count = 0;
    if (count) {
      set_slot(binder, reading, part, item, count);
      item = skip_items(item, count);
      i++;
    } else if (!part->required || part->required_unless_used || part->required_unless) {
      if (is_word) break;
      i++;
    } else {
      bool next_part;
      item = mismatch(binder, reading, part, item, &next_part);
      if (next_part) i++;
    }
  }
  return item;
}

/* The value after a label, here or on a line of its own. Returns the item after it. */
static const Node *read_label(Binder *binder, Reading *reading, const Property *label, const Node *word) {
  const Node *item = word->next;
  Object *object = reading->object;
  bool again = (reading->parts[label->index] & PART_STATED) != 0;
  if (!item) {
    if (!again) report_missing_parts(binder, reading, label);
    if (again) repeat_slot(binder, reading, label, word->span);
    reading->parts[label->index] |= PART_STATED | PART_SUGGESTED;
    object->has_error = true;
    return NULL;
  }
  uint32_t count = slot_accepts(binder, label, item);
  if (again) {
    repeat_slot(binder, reading, label, word->span);
  } else if (item->kind == NODE_ERROR) {
    object->has_error = true;
    object->slots[label->index] = (Value){.kind = VALUE_UNKNOWN, .span = item->span};
    poison_names(binder, item->span);
    count = 1;
  } else if (count) {
    set_slot(binder, reading, label, item, count);
  } else if (named_property(binder, reading->concept, item, false, NULL) && !(label->type.kinds & TYPE_CHOICE)) {
    report_missing_part(binder, object, label);
    object->has_error = true;
    object->slots[label->index] = (Value){.kind = VALUE_UNKNOWN, .span = word->span};
    reading->parts[label->index] |= PART_STATED;
    return item;
  } else {
    report_kind(binder, label, item, 1);
    object->has_error = true;
    object->slots[label->index] = (Value){.kind = VALUE_UNKNOWN, .span = item->span};
  }
  reading->parts[label->index] |= PART_STATED;
  if (count) return skip_items(item, count);
  return skip_values(binder, reading->concept, item->next);
}

static void read_flag(Binder *binder, Reading *reading, const Property *flag, const Node *word) {
  if (reading->parts[flag->index] & PART_STATED) {
    repeat_slot(binder, reading, flag, word->span);
    return;
  }
  Value *value = &reading->object->slots[flag->index];
  *value = (Value){.kind = VALUE_BOOLEAN, .span = word->span};
  value->as.boolean = true;
  reading->parts[flag->index] |= PART_STATED;
}

/* A value where a label should stand. A part that stands twice is K0106, anything else means nothing here. */
static const Node *read_extra(Binder *binder, Reading *reading, const Node *item) {
  Object *object = reading->object;
  bool quiet = reading->line_broken || object->has_error;
  object->has_error = true;
  if (!quiet) {
    for (uint32_t i = reading->concept->positional_count; i-- > 0;) {
      const Property *part = &reading->concept->properties[i];
      if (!(reading->parts[i] & PART_STATED) || part->whole_list || !slot_accepts(binder, part, item)) continue;
      report_twice_part(binder, part, item->span, object->slots[i].span);
      quiet = true;
      break;
    }
  }
  if (!quiet) report_extra(binder, reading, item);
  reading->line_broken = true;
  return skip_values(binder, reading->concept, item->next);
}

static void read_labels(Binder *binder, Reading *reading, const Node *item) {
  while (item) {
    Language language = binder->language;
    const Property *property = named_property(binder, reading->concept, item, false, &language);
    if (property) {
      report_language(binder, item->span, item->text, &property->spellings, language);
      if (property->place == PLACE_FLAG) {
        read_flag(binder, reading, property, item);
        item = item->next;
      } else {
        item = read_label(binder, reading, property, item);
      }
    } else if (item->kind == NODE_ERROR) {
      reading->line_broken = reading->object->has_error = true;
      poison_names(binder, item->span);
      item = item->next;
    } else if (item->kind == NODE_NAME) {
      if (!reading->line_broken) report_unknown_part(binder, reading, item);
      reading->object->has_error = true;
      item = skip_values(binder, reading->concept, item->next);
    } else {
      item = read_extra(binder, reading, item);
    }
  }
}

static void skip_statement(Binder *binder, const Node *line) {
  poison_names(binder, line->full_span);
}

/* What stands after a label or flag on a line of its own: only what every statement may carry. */
static void read_label_line(Binder *binder, Reading *reading, const Property *property, const Node *line) {
  const Node *word = line->first_child;
  const Node *item = word->next;
  if (property->place == PLACE_FLAG) read_flag(binder, reading, property, word);
  else item = read_label(binder, reading, property, word);
  Value *value = &reading->object->slots[property->index];
  for (; item; item = item->next) {
    const Property *common = named_property(binder, reading->concept, item, false, NULL);
    if (common && common->place == PLACE_FLAG && common != property) {
      value->sensitive = true;
      continue;
    }
    if (!reading->object->has_error) report_extra(binder, reading, item);
    reading->object->has_error = true;
    break;
  }
  const Node *inner = line->block && !line->has_error ? line->block->first_child : NULL;
  if (inner && inner->first_child) report_unknown_keyword(binder, reading, inner->first_child);
}

static void push_child(Binder *binder, Object *child, const Property *line) {
  Value value = {.kind = VALUE_OBJECT, .span = child->keyword};
  value.as.object = child;
  LIST_PUSH(binder->arena, &binder->children, value);
  LIST_PUSH(binder->arena, &binder->child_properties, line->index);
}

static void read_object_line(Binder *binder, Reading *reading, const Property *property, const Node *line) {
  Object *object = reading->object;
  Span keyword = line->first_child->span;
  if (!property->many && (reading->parts[property->index] & PART_STATED)) {
    report_twice_part(binder, property, keyword, object->slots[property->index].span);
    object->slots[property->index].kind = VALUE_UNKNOWN;
    skip_statement(binder, line);
    return;
  }
  if (!(reading->parts[property->index] & PART_STATED)) object->slots[property->index].span = keyword;
  reading->parts[property->index] |= PART_STATED;
  Object *child = bind_statement(binder, property->type.object, line, object, property);
  if (!child->placeholder) push_child(binder, child, property);
}

void bind_block_line(Binder *binder, Reading *reading, const Node *line) {
  const Node *word = line->first_child;
  if (binder->states[binder->file].slots > SLOTS_PER_FILE) {
    reading->object->incomplete = true;
    return;
  }
  if (line->kind != NODE_STATEMENT || !word || word->kind != NODE_NAME) {
    reading->object->incomplete = true;
    poison_names(binder, line->full_span);
    return;
  }
  Language language = binder->language;
  const Property *property = named_property(binder, reading->concept, word, true, &language);
  if (!property) {
    if (!line->has_error) report_unknown_keyword(binder, reading, word);
    else reading->object->incomplete = true;
    skip_statement(binder, line);
    return;
  }
  report_language(binder, word->span, word->text, &property->spellings, language);
  if (property->place == PLACE_LINE) read_object_line(binder, reading, property, line);
  else read_label_line(binder, reading, property, line);
}

static void attach_list(Binder *binder, Object *object, uint32_t slot, uint32_t mark, uint32_t count) {
  Value *value = &object->slots[slot];
  const ValueList *old = value->kind == VALUE_LIST ? value->as.list : NULL;
  ValueList *list = ARENA_NEW(binder->arena, ValueList);
  list->items = ARENA_ARRAY(binder->arena, Value, count + (old ? old->count : 0));
  for (; old && list->count < old->count; list->count++) list->items[list->count] = old->items[list->count];
  for (uint32_t i = mark; i < binder->children.count; i++)
    if (binder->child_properties.items[i] == slot) list->items[list->count++] = binder->children.items[i];
  value->kind = VALUE_LIST;
  value->as.list = list;
}

/* Lines of one kind may stand apart from each other; the number of kinds is small, so each is gathered in one go. */
void attach_children(Binder *binder, Object *object, uint32_t mark) {
  const Concept *concept = object->concept;
  uint32_t total = binder->children.count - mark;
  if (!total) return;
  uint32_t *counts = ARENA_ARRAY(binder->arena, uint32_t, concept->property_count);
  for (uint32_t i = mark; i < binder->children.count; i++) counts[binder->child_properties.items[i]]++;
  for (uint32_t slot = concept->positional_count; slot < concept->property_count; slot++) {
    if (!counts[slot]) continue;
    if (concept->properties[slot].many) {
      attach_list(binder, object, slot, mark, counts[slot]);
      continue;
    }
    for (uint32_t i = mark; i < binder->children.count; i++)
      if (binder->child_properties.items[i] == slot && object->slots[slot].kind != VALUE_UNKNOWN)
        object->slots[slot] = binder->children.items[i];
  }
  binder->children.count = binder->child_properties.count = mark;
}

static bool choice_needs_text(const Value *value) {
  if (value->kind == VALUE_CHOICE) return value->as.choice->needs_text;
  if (value->kind != VALUE_LIST) return false;
  for (uint32_t i = 0; i < value->as.list->count; i++)
    if (choice_needs_text(&value->as.list->items[i])) return true;
  return false;
}

static bool needs_text(const Reading *reading) {
  for (uint32_t i = 0; i < reading->concept->positional_count; i++)
    if ((reading->concept->properties[i].type.kinds & TYPE_CHOICE) && choice_needs_text(&reading->object->slots[i]))
      return true;
  return false;
}

static bool is_required(const Reading *reading, const Property *property, bool text_wanted) {
  if (text_wanted && property->place == PLACE_POSITIONAL && is_text_type(property)) return true;
  if (!property->required || property->required_unless_used) return false;
  if (!property->required_unless) return true;
  return reading->object->slots[property->required_unless->index].kind == VALUE_MISSING;
}

static void require_at_least(Binder *binder, Reading *reading, const Property *property) {
  Value *value = &reading->object->slots[property->index];
  uint32_t found = value->kind == VALUE_LIST ? value->as.list->count : 0;
  if (found >= property->at_least || (reading->parts[property->index] & PART_SUGGESTED)) return;
  Finding *finding = binder_report(binder, "K0105", "at-least", reading->object->keyword);
  argument_words(binder, finding, "statement", concept_words(binder, reading->concept));
  argument_words(binder, finding, "part", spelling_words(&property->spellings));
  finding_number(binder->sink, finding, "count", property->at_least);
  finding_number(binder->sink, finding, "found", found);
  ValueList *list = ARENA_NEW(binder->arena, ValueList);
  if (found) *list = *value->as.list;
  list->incomplete = true;
  value->kind = VALUE_LIST;
  value->as.list = list;
}

static void require_exactly(Binder *binder, Reading *reading, const Property *property) {
  Value *value = &reading->object->slots[property->index];
  uint32_t found = value->kind == VALUE_LIST ? value->as.list->count : 0;
  if (value->kind != VALUE_LIST || value->as.list->incomplete || found == property->exactly) return;
  if (found > property->exactly) {
    Span span = value->as.list->items[property->exactly].span;
    Finding *finding = binder_report(binder, "K0101", "extra", span);
    finding_text(binder->sink, finding, "word",
                 str_slice(binder->files[binder->file].tree->source->text, span.start, span.end));
    argument_words(binder, finding, "statement", concept_words(binder, reading->concept));
  } else {
    Finding *finding = binder_report(binder, "K0105", "at-least", reading->object->keyword);
    argument_words(binder, finding, "statement", concept_words(binder, reading->concept));
    argument_words(binder, finding, "part", spelling_words(&property->spellings));
    finding_number(binder->sink, finding, "count", property->exactly);
    finding_number(binder->sink, finding, "found", found);
  }
  value->kind = VALUE_UNKNOWN;
  reading->object->has_error = true;
}

static void require_part(Binder *binder, Reading *reading, const Property *property) {
  uint8_t part = reading->parts[property->index];
  if (part & (PART_STATED | PART_SUGGESTED)) return;
  if (property->place != PLACE_LINE && (reading->line_broken || reading->object->node->has_error)) return;
  if (property->place == PLACE_LINE && reading->object->incomplete && reading->object->node->block &&
      reading->object->node->block->has_error)
    return;
  report_missing_part(binder, reading->object, property);
  reading->object->slots[property->index].kind = VALUE_UNKNOWN;
  if (property->place != PLACE_LINE) reading->object->has_error = true;
}

/* A statement whose required text is a placeholder counts as not stated, unless others may refer to it by name. */
static bool is_placeholder(const Reading *reading, const Property *property, bool text_wanted) {
  const Value *value = &reading->object->slots[property->index];
  return is_text_type(property) && property->place != PLACE_LINE && value->kind == VALUE_MISSING &&
         (reading->parts[property->index] & PART_STATED) && str_is_empty(reading->object->name) &&
         is_required(reading, property, text_wanted);
}

static void check_parts(Binder *binder, Reading *reading) {
  bool text_wanted = needs_text(reading);
  for (uint32_t i = 0; i < reading->concept->property_count; i++) {
    if (!reading->concept->part_checks[i]) continue;
    const Property *property = &reading->concept->properties[i];
    if (is_required(reading, property, text_wanted)) require_part(binder, reading, property);
    if (property->at_least) require_at_least(binder, reading, property);
    if (property->exactly) require_exactly(binder, reading, property);
    if (is_placeholder(reading, property, text_wanted)) reading->object->placeholder = true;
  }
}

/* What could not be read may be what is missing: it is unknown. */
static void mark_unknown(Reading *reading) {
  Object *object = reading->object;
  for (uint32_t i = 0; i < reading->concept->property_count; i++) {
    bool line = reading->concept->properties[i].place == PLACE_LINE;
    bool broken = line ? object->incomplete : object->node->has_error && object->has_error;
    if (!broken && !(reading->parts[i] & PART_SUGGESTED)) continue;
    if (object->slots[i].kind == VALUE_MISSING && !(reading->parts[i] & PART_STATED)) object->slots[i].kind = VALUE_UNKNOWN;
    if (object->slots[i].kind == VALUE_LIST && line) ((ValueList *)(uintptr_t)object->slots[i].as.list)->incomplete = true;
  }
}

/* Short lines can make a file of few bytes into a model of many. */
static void count_slots(Binder *binder, const Concept *concept, const Node *node) {
  FileState *state = &binder->states[binder->file];
  bool fits = state->slots <= SLOTS_PER_FILE;
  state->slots += concept->property_count;
  if (!fits || state->slots <= SLOTS_PER_FILE) return;
  Finding *finding = finding_add(binder->sink, "K0004", node->first_child->span);
  finding_text(binder->sink, finding, "case", STR("parts"));
  finding_number(binder->sink, finding, "limit", SLOTS_PER_FILE);
}

static Object *new_object(Binder *binder, const Concept *concept, const Node *node, Object *parent, const Property *as) {
  Object *object = ARENA_NEW(binder->arena, Object);
  count_slots(binder, concept, node);
  object->concept = concept;
  object->parent = parent;
  object->as = as;
  object->node = node;
  object->keyword = object->name_span = node->first_child->span;
  object->line = node->span;
  object->full = node->full_span;
  object->number = binder->model->objects.count;
  object->slots = ARENA_ARRAY(binder->arena, Value, concept->property_count);
  for (uint32_t i = 0; i < concept->property_count; i++) object->slots[i].span = NO_SPAN;
  LIST_PUSH(binder->arena, &binder->model->objects, object);
  return object;
}

static void take_name(Binder *binder, Object *object) {
  int slot = object->concept->name_slot;
  if (slot < 0 || object->slots[slot].kind != VALUE_TOPIC) return;
  object->name = object->slots[slot].as.text;
  object->name_span = object->slots[slot].span;
  names_declare(binder, object);
}

static void read_block(Binder *binder, Reading *reading, const Node *block) {
  uint32_t mark = binder->children.count;
  if (block->has_error) reading->object->incomplete = true;
  NODE_EACH_CHILD(line, block) bind_block_line(binder, reading, line);
  attach_children(binder, reading->object, mark);
}

static void note_untitled(Binder *binder, const Reading *reading) {
  for (uint32_t i = 0; i < reading->concept->positional_count; i++)
    if (reading->concept->properties[i].required_unless_used && !(reading->parts[i] & PART_STATED) &&
        !reading->line_broken && !reading->object->node->has_error)
      LIST_PUSH(binder->arena, &binder->untitled, *reading);
}

Object *bind_statement(Binder *binder, const Concept *concept, const Node *node, Object *parent, const Property *as) {
  Reading reading = {.concept = concept};
  reading.object = new_object(binder, concept, node, parent, as);
  reading.parts = ARENA_ARRAY(binder->arena, uint8_t, concept->property_count);
  bool muted = binder->muted;
  /* One broken place is one finding: what else seems wrong on that line may come from it. */
  binder->muted = muted || node->has_error;
  if (node->has_error) reading.object->has_error = reading.line_broken = true;
  const Node *item = read_positional(binder, &reading, node->first_child->next);
  read_labels(binder, &reading, item);
  binder->muted = muted;
  take_name(binder, reading.object);
  if (node->block) read_block(binder, &reading, node->block);
  check_parts(binder, &reading);
  note_untitled(binder, &reading);
  mark_unknown(&reading);
  return reading.object;
}
