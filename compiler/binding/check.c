/* Values that must fit each other, and the last touches: lists without their broken elements, marks of what is sensitive. */
#include "compiler/binding/binder.h"

/* The place where a value is kept: in the slot, or in the object of one value that the slot holds. */
static Value *plain_slot(Value *slot) {
  while (slot->kind == VALUE_OBJECT && slot->as.object->concept->value_slot >= 0)
    slot = &slot->as.object->slots[slot->as.object->concept->value_slot];
  return slot;
}

static Value *date_slot(Object *object, int slot) {
  Value *value = slot >= 0 ? plain_slot(&object->slots[slot]) : NULL;
  return value && value->kind == VALUE_DATE ? value : NULL;
}

static Value *dated_by_key(const Binder *binder, Object *object, const char *key) {
  uint32_t id;
  if (!map_get(&binder->vocabulary->key_ids, str_of(key), &id)) return NULL;
  int16_t slot = object->concept->slot_of_key[id];
  return slot < 0 ? NULL : plain_slot(&object->slots[slot]);
}

/* The as-of date around an object; NULL when there is none, or when it is not known. */
static const Value *as_of_around(const Binder *binder, Object *object) {
  for (; object; object = object->parent) {
    const Value *value = dated_by_key(binder, object, "as-of");
    if (value) return value->kind == VALUE_DATE ? value : NULL;
  }
  return NULL;
}

static void mark_broken(Object *object, const Property *property, Value *value) {
  value->kind = VALUE_UNKNOWN;
  Value *slot = &object->slots[property->index];
  if (slot->kind == VALUE_OBJECT) ((Object *)(uintptr_t)slot->as.object)->has_error = true;
  else object->has_error = true;
}

static void check_period(Binder *binder, Object *object) {
  Value *from = date_slot(object, object->concept->period[0]), *to = date_slot(object, object->concept->period[1]);
  if (!from || !to || to->as.date >= from->as.date) return;
  const Property *start = &object->concept->properties[object->concept->period[0]];
  const Property *end = &object->concept->properties[object->concept->period[1]];
  Finding *finding = binder_report(binder, "K0108", "period", to->span);
  argument_words(binder, finding, "part", spelling_words(&end->spellings));
  argument_words(binder, finding, "other", spelling_words(&start->spellings));
  finding_value(binder->sink, finding, "from", *from);
  finding_value(binder->sink, finding, "to", *to);
  finding_related(binder->sink, finding, from->span, 0);
  mark_broken(object, end, to);
}

static void check_after_as_of(Binder *binder, Object *object, const Property *property) {
  Value *date = date_slot(object, (int)property->index);
  const Value *as_of = date ? as_of_around(binder, object) : NULL;
  if (!as_of || date->as.date <= as_of->as.date) return;
  Finding *finding = binder_report(binder, "K0108", "after-as-of", date->span);
  argument_words(binder, finding, "part", spelling_words(&property->spellings));
  finding_value(binder->sink, finding, "date", *date);
  finding_value(binder->sink, finding, "as-of", *as_of);
  finding_related(binder->sink, finding, as_of->span, 0);
  mark_broken(object, property, date);
}

static bool is_quantity(const Value *value) {
  return value->kind == VALUE_NUMBER || value->kind == VALUE_PERCENTAGE || value->kind == VALUE_MONEY;
}

typedef struct KindCheck {
  const Value *first;
  const Property *first_property;
} KindCheck;

static void compare_kind(Binder *binder, KindCheck *check, Object *object, const Property *property, Value *value) {
  if (!is_quantity(value)) return;
  if (!check->first) {
    *check = (KindCheck){value, property};
  } else if (value->kind != check->first->kind) {
    Finding *finding = binder_report(binder, "K0104", "same-kind", value->span);
    argument_words(binder, finding, "part", spelling_words(&property->spellings));
    argument_words(binder, finding, "other", spelling_words(&check->first_property->spellings));
    finding_related(binder->sink, finding, check->first->span, 0);
    value->kind = VALUE_UNKNOWN;
    object->has_error = true;
  }
}

static Value *inner_slot(Value *value, int16_t key) {
  if (value->kind != VALUE_OBJECT || key < 0) return plain_slot(value);
  int16_t slot = value->as.object->concept->slot_of_key[key];
  return slot < 0 ? plain_slot(value) : plain_slot(&value->as.object->slots[slot]);
}

static void check_same_kind(Binder *binder, Object *object) {
  KindCheck check = {0};
  for (uint32_t i = 0; i < object->concept->same_kind.count; i++) {
    const Property *property = &object->concept->properties[object->concept->same_kind.items[i]];
    int16_t inner = object->concept->same_kind_inner.items[i];
    Value *slot = &object->slots[property->index];
    uint32_t count = slot->kind == VALUE_LIST ? slot->as.list->count : 1;
    for (uint32_t v = 0; v < count; v++) {
      Value *value = slot->kind == VALUE_LIST ? &slot->as.list->items[v] : slot;
      Object *holder = value->kind == VALUE_OBJECT ? (Object *)(uintptr_t)value->as.object : object;
      compare_kind(binder, &check, holder, property, inner_slot(value, inner));
    }
  }
}

/* Topics of one partnership: those that mandates name, and where. */
typedef struct Topics {
  Map known; /* → index */
  LIST(Str) words;
  LIST(Span) spans;
} Topics;

typedef void TopicVisit(Binder *binder, Topics *topics, const Value *topic);

static void each_topic(Binder *binder, Topics *topics, const Object *object, TopicVisit *visit) {
  for (uint32_t i = 0; i < object->concept->property_count; i++) {
    if (!(object->concept->properties[i].type.kinds & TYPE_TOPIC)) continue;
    const Value *value = &object->slots[i];
    uint32_t count = value->kind == VALUE_LIST ? value->as.list->count : 1;
    for (uint32_t v = 0; v < count; v++) {
      const Value *topic = value->kind == VALUE_LIST ? &value->as.list->items[v] : value;
      if (topic->kind == VALUE_TOPIC) visit(binder, topics, topic);
    }
  }
}

static void know_topic(Binder *binder, Topics *topics, const Value *topic) {
  if (map_get(&topics->known, topic->as.text, NULL)) return;
  map_put(binder->arena, &topics->known, topic->as.text, topics->words.count);
  LIST_PUSH(binder->arena, &topics->words, topic->as.text);
  LIST_PUSH(binder->arena, &topics->spans, topic->span);
}

static void check_topic(Binder *binder, Topics *topics, const Value *topic) {
  if (map_get(&topics->known, topic->as.text, NULL)) return;
  Str near = binder_suggest(binder, topic->span, topic->as.text, topics->words.items, topics->words.count);
  uint32_t index;
  if (str_is_empty(near) || !map_get(&topics->known, near, &index)) return;
  Finding *finding = binder_report(binder, "K0111", "topic", topic->span);
  finding_text(binder->sink, finding, "topic", topic->as.text);
  finding_text(binder->sink, finding, "suggestion", near);
  finding_related(binder->sink, finding, topics->spans.items[index], 0);
  const ChoiceSet *mends = vocabulary_choices(binder->vocabulary, STR("mend"));
  const Choice *replace = mends ? choice_by_key(mends, STR("replace")) : NULL;
  finding_fix(binder->sink, finding, replace ? replace->title : (Words){0}, topic->span, near);
}

static void visit_concept(Binder *binder, const Concept *concept, Topics **by_root, TopicVisit *visit, bool make) {
  uint8_t *wanted = ARENA_ARRAY(binder->arena, uint8_t, binder->vocabulary->concepts.count);
  for (uint32_t i = 0; i < binder->heirs[concept->number].count; i++)
    wanted[binder->heirs[concept->number].items[i]->number] = true;
  LIST_EACH(Object *, each, binder->model->objects) {
    Object *object = *each;
    if (!wanted[object->concept->number]) continue;
    const Object *root = object;
    while (root->parent) root = root->parent;
    if (!concept_is(root->concept, binder->partnership)) continue;
    if (!by_root[root->number] && make) by_root[root->number] = ARENA_NEW(binder->arena, Topics);
    if (by_root[root->number]) each_topic(binder, by_root[root->number], object, visit);
  }
}

static void check_topics(Binder *binder) {
  if (!binder->mandate || !binder->decision) return;
  Topics **by_root = ARENA_ARRAY(binder->arena, Topics *, binder->model->objects.count);
  visit_concept(binder, binder->mandate, by_root, know_topic, true);
  visit_concept(binder, binder->decision, by_root, check_topic, false);
}

static const Value *day_of(const Binder *binder, Object *object) {
  for (Object *around = object; around && !concept_is(around->concept, binder->partnership); around = around->parent) {
    const Value *on = dated_by_key(binder, around, "on");
    if (on && on->kind != VALUE_MISSING && (on->kind == VALUE_DATE || on->kind == VALUE_UNKNOWN)) return on;
    for (uint32_t i = 0; i < around->concept->positional_count; i++)
      if (around->concept->properties[i].type.kinds == TYPE_DATE) return &around->slots[i];
  }
  return as_of_around(binder, object);
}

/* Is a party in on a day: 1 yes, 0 no, -1 not known. */
static int is_in(const Binder *binder, Object *party, const Value *day) {
  const Value *joined = dated_by_key(binder, party, "joined"), *left = dated_by_key(binder, party, "left");
  bool bounded = (joined && joined->kind != VALUE_MISSING) || (left && left->kind != VALUE_MISSING);
  if (!bounded) return 1;
  if (!day || day->kind != VALUE_DATE) return -1;
  if (joined && joined->kind == VALUE_DATE && joined->as.date > day->as.date) return 0;
  if (left && left->kind == VALUE_DATE && left->as.date < day->as.date) return 0;
  return (joined && joined->kind == VALUE_UNKNOWN) || (left && left->kind == VALUE_UNKNOWN) ? -1 : 1;
}

static bool flagged_sensitive(const Object *object, uint32_t key) {
  int16_t slot = key == UINT32_MAX ? -1 : object->concept->slot_of_key[key];
  return slot >= 0 && object->slots[slot].kind == VALUE_BOOLEAN;
}

static const Object *partnership_of(const Binder *binder, const Object *object) {
  while (object && !concept_is(object->concept, binder->partnership)) object = object->parent;
  return object;
}

/* Beyond so many parties in all lists of `all` together, such a list is not known. */
enum { PRESENT_AT_MOST = 1000000 };

static const ValueList *present_parties(Binder *binder, const Value *parties, const Value *day) {
  ValueList *list = ARENA_NEW(binder->arena, ValueList);
  uint32_t count = parties->kind == VALUE_LIST ? parties->as.list->count : 0;
  list->items = ARENA_ARRAY(binder->arena, Value, count);
  list->incomplete = parties->kind == VALUE_UNKNOWN || (parties->kind == VALUE_LIST && parties->as.list->incomplete);
  for (uint32_t i = 0; i < count; i++) {
    Object *party = (Object *)(uintptr_t)parties->as.list->items[i].as.object;
    int in = is_in(binder, party, day);
    if (in < 0) list->incomplete = true;
    if (in <= 0) continue;
    list->items[list->count] = (Value){.kind = VALUE_OBJECT, .span = NO_SPAN};
    list->items[list->count++].as.object = party;
  }
  binder->present += count;
  return list;
}

static bool is_covered(const Binder *binder, const Object *object) {
  uint32_t key = UINT32_MAX;
  map_get(&binder->vocabulary->key_ids, STR("sensitive"), &key);
  for (; object; object = object->parent)
    if (flagged_sensitive(object, key)) return true;
  return false;
}

/* Statements share the list of a day, so that many of them among many parties stay cheap; a sensitive statement has a list
 * of its own, because its elements are marked. NULL when there would be too many. */
static const ValueList *shared_presence(Binder *binder, const Object *owner, const Object *partnership, const Value *parties,
                                        const Value *day) {
  enum { REMEMBERED = 16 };
  bool dated = day && day->kind == VALUE_DATE, covered = is_covered(binder, owner);
  for (uint32_t i = binder->presences.count; !covered && i-- > 0 && i + REMEMBERED > binder->presences.count;) {
    const Presence *known = &binder->presences.items[i];
    if (known->partnership == partnership && known->dated == dated && (!dated || known->day == day->as.date)) return known->list;
  }
  if (binder->present > PRESENT_AT_MOST) return NULL;
  const ValueList *list = present_parties(binder, parties, day);
  Presence presence = {.partnership = partnership, .dated = dated, .day = dated ? day->as.date : 0, .list = list};
  if (!covered) LIST_PUSH(binder->arena, &binder->presences, presence);
  return list;
}

static void resolve_everyone(Binder *binder, const Everyone *everyone) {
  const Object *partnership = partnership_of(binder, everyone->owner);
  const Value *parties = partnership ? object_slot(partnership, binder->vocabulary, STR("party")) : NULL;
  everyone->value->kind = VALUE_UNKNOWN;
  if (!parties) return;
  const ValueList *list = shared_presence(binder, everyone->owner, partnership, parties, day_of(binder, everyone->owner));
  if (!list) return;
  Reference reference = {.owner = everyone->owner, .property = everyone->property, .value = everyone->value};
  if (everyone->property->through_parent) list = names_through_parents(binder, &reference, everyone->value->span, list);
  everyone->value->kind = VALUE_LIST;
  everyone->value->as.list = list;
}

static void default_everyone(Binder *binder, Object *object) {
  for (uint32_t i = 0; i < object->concept->property_count; i++) {
    if (!object->concept->properties[i].all_parties_default || object->slots[i].kind != VALUE_MISSING) continue;
    if (!span_is_none(object->slots[i].span)) continue;
    Everyone everyone = {.owner = object, .value = &object->slots[i], .property = &object->concept->properties[i]};
    resolve_everyone(binder, &everyone);
  }
}

static void check_object(Binder *binder, Object *object, bool copy) {
  const Concept *concept = object->concept;
  if (!copy && concept->period[0] >= 0 && concept->period[1] >= 0) check_period(binder, object);
  if (!copy && concept->same_kind.count) check_same_kind(binder, object);
  for (uint32_t i = 0; i < concept->property_count; i++)
    if (concept->properties[i].not_after_as_of) check_after_as_of(binder, object, &concept->properties[i]);
  default_everyone(binder, object);
}

void check_values(Binder *binder) {
  LIST_EACH(const Everyone, everyone, binder->everyone) resolve_everyone(binder, everyone);
  LIST_EACH(Object *, each, binder->model->objects)
    if ((*each)->concept->has_checks) check_object(binder, *each, (*each)->number >= binder->first_copy);
  check_topics(binder);
}

static uint32_t flat_count(const ValueList *list) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < list->count; i++)
    count += list->items[i].kind == VALUE_LIST ? list->items[i].as.list->count : 1;
  return count;
}

/* Elements with an error leave the list, which is then incomplete; `all` inside a list becomes its parties. */
static void tidy_list(Binder *binder, Object *object, ValueList *list) {
  bool tidy = true;
  for (uint32_t i = 0; i < list->count; i++)
    tidy &= list->items[i].kind != VALUE_UNKNOWN && list->items[i].kind != VALUE_LIST;
  if (tidy) return;
  if (list->count == 1 && list->items[0].kind == VALUE_LIST) {
    *list = *list->items[0].as.list;
    return;
  }
  binder->present += flat_count(list);
  if (binder->present > PRESENT_AT_MOST) {
    *list = (ValueList){.incomplete = true};
    return;
  }
  Value *items = ARENA_ARRAY(binder->arena, Value, flat_count(list));
  uint32_t count = 0;
  for (uint32_t i = 0; i < list->count; i++) {
    const Value *item = &list->items[i];
    if (item->kind == VALUE_UNKNOWN) {
      list->incomplete = object->has_error = true;
    } else if (item->kind == VALUE_LIST) {
      list->incomplete |= item->as.list->incomplete;
      for (uint32_t j = 0; j < item->as.list->count; j++) items[count++] = item->as.list->items[j];
    } else {
      items[count++] = *item;
    }
  }
  list->items = items;
  list->count = count;
}

static void mark_sensitive(Value *value, bool sensitive) {
  value->sensitive |= sensitive;
  if (value->kind == VALUE_OBJECT) value->sensitive |= value->as.object->sensitive;
  if (value->kind != VALUE_LIST) return;
  ValueList *list = (ValueList *)(uintptr_t)value->as.list;
  for (uint32_t i = 0; i < list->count; i++) mark_sensitive(&list->items[i], value->sensitive);
}

static void poison_slot(const Binder *binder, Object *object, const Misplaced *misplaced) {
  (void)binder;
  const Property *property = concept_property_in(object->concept, misplaced->word, misplaced->language, NULL);
  if (property && object->slots[property->index].kind == VALUE_MISSING) object->slots[property->index].kind = VALUE_UNKNOWN;
}

/* What a misplaced line says may be what lacks in the blocks around it, or in those inside. */
static void poison_misplaced(Binder *binder, const Misplaced *misplaced) {
  for (Object *around = misplaced->block; around; around = around->parent) poison_slot(binder, around, misplaced);
  for (uint32_t i = misplaced->block->number + 1; i < binder->model->objects.count; i++) {
    Object *object = binder->model->objects.items[i];
    const Object *around = object;
    while (around && around != misplaced->block) around = around->parent;
    if (!around) break;
    poison_slot(binder, object, misplaced);
  }
}

static void tidy_lists(Binder *binder, Object *object) {
  for (uint32_t i = 0; i < object->concept->property_count; i++)
    if (object->slots[i].kind == VALUE_LIST && object->concept->properties[i].place != PLACE_LINE)
      tidy_list(binder, object, (ValueList *)(uintptr_t)object->slots[i].as.list);
}

void finish_values(Binder *binder) {
  uint32_t key = UINT32_MAX;
  bool any_sensitive = false;
  map_get(&binder->vocabulary->key_ids, STR("sensitive"), &key);
  LIST_EACH(Object *, each, binder->model->objects) {
    Object *object = *each;
    if (object->concept->has_lists) tidy_lists(binder, object);
    object->sensitive = flagged_sensitive(object, key) || (object->parent && object->parent->sensitive);
    any_sensitive |= object->sensitive;
  }
  if (any_sensitive) {
    LIST_EACH(Object *, each, binder->model->objects)
      for (uint32_t i = 0; i < (*each)->concept->property_count; i++)
        mark_sensitive(&(*each)->slots[i], (*each)->sensitive);
  }
  LIST_EACH(const Misplaced, misplaced, binder->misplaced) poison_misplaced(binder, misplaced);
}
