/* evaluate.c: the value of every operation.
 *
 * Read evaluate() first: it picks the operation. Truth has three values; a list may be incomplete, and then nothing is
 * concluded from what it does not hold. The marks `sensitive` and `reserved` travel with every value. */
#include "compiler/rules/evaluate.h"

#include <string.h>

#include "compiler/rules/state.h"

enum { LIST_ROOM = 8 };

/* ---- the evaluation itself ---- */

static Value statements_of(const Evaluation *evaluation, Object *const *objects, uint32_t count) {
  ValueList *list = ARENA_NEW(evaluation->arena, ValueList);
  list->items = ARENA_ARRAY(evaluation->arena, Value, count);
  for (uint32_t i = 0; i < count; i++) list->items[list->count++] = value_of_object(objects[i]);
  return value_of_list(list);
}

Evaluation *evaluation_new(Arena *arena, const Library *library, const Model *model, Audience audience) {
  Evaluation *evaluation = ARENA_NEW(arena, Evaluation);
  evaluation->arena = arena;
  evaluation->library = library;
  evaluation->model = model;
  evaluation->audience = audience;
  evaluation->steps = UINT64_MAX;
  evaluation->project = value_of_object(model && model->projects.count ? model->projects.items[0] : NULL);
  evaluation->partnerships = model ? statements_of(evaluation, model->partnerships.items, model->partnerships.count)
                                   : value_new(VALUE_MISSING);
  evaluation->paths = ARENA_ARRAY(arena, RememberedPath, library->path_count);
  scratch_init(&evaluation->scratch, arena);
  scratch_init(&evaluation->memory, arena);
  evaluation_begin(evaluation, NULL);
  return evaluation;
}

static Value as_of(Evaluation *evaluation, const Object *object) {
  uint32_t key;
  if (!object || !map_get(&evaluation->library->vocabulary->key_ids, STR("as-of"), &key)) return value_new(VALUE_MISSING);
  return value_simple(value_property(evaluation, value_of_object(object), key));
}

void evaluation_begin(Evaluation *evaluation, const Object *root) {
  scratch_reset(&evaluation->scratch);
  scratch_reset(&evaluation->memory);
  evaluation->generation++;
  evaluation->remembered_count = 0;
  evaluation->root = root;
  const Object *partnership = root ? object_around(root, STR("partnership")) : NULL;
  evaluation->partnership = value_of_object(partnership);
  evaluation->today = as_of(evaluation, partnership || !root ? partnership : object_root(root));
}

const Object *evaluation_root(const Evaluation *evaluation) { return evaluation->root; }
Audience evaluation_audience(const Evaluation *evaluation) { return evaluation->audience; }
void evaluation_set_matches(Evaluation *evaluation, const uint8_t *matches) { evaluation->matches = matches; }

void evaluation_set_budget(Evaluation *evaluation, uint64_t steps) {
  evaluation->steps = steps;
  evaluation->exceeded = false;
}

uint64_t evaluation_budget_left(const Evaluation *evaluation) { return evaluation->steps; }
bool evaluation_exceeded(const Evaluation *evaluation) { return evaluation->exceeded; }

EvaluationMark evaluation_mark(Evaluation *evaluation) {
  ScratchMark mark = scratch_mark(&evaluation->scratch);
  return (EvaluationMark){mark.chunk, mark.next};
}

void evaluation_release(Evaluation *evaluation, EvaluationMark mark) {
  scratch_release(&evaluation->scratch, (ScratchMark){mark.chunk, mark.next});
}

Value *evaluation_frame(Evaluation *evaluation, uint32_t size) {
  Value *frame = scratch_alloc(&evaluation->scratch, size * sizeof(Value));
  for (uint32_t i = 0; i < size; i++) frame[i] = value_new(VALUE_MISSING);
  return frame;
}

void evaluation_spend(Evaluation *evaluation, uint32_t steps) {
  evaluation->steps = evaluation->steps > steps ? evaluation->steps - steps : 0;
}

/* ---- lists ---- */

static const ValueList empty_list = {0};
const ValueList hidden_list = {.incomplete = true};

ValueList *list_new(Evaluation *evaluation, uint32_t room) {
  ValueList *list = scratch_alloc(&evaluation->scratch, sizeof *list);
  *list = (ValueList){.items = room ? scratch_alloc(&evaluation->scratch, room * sizeof(Value)) : NULL};
  return list;
}

void list_put(Evaluation *evaluation, ValueList *list, uint32_t *room, Value value) {
  if (list->count == *room) {
    uint32_t grown = *room ? *room * 2 : LIST_ROOM;
    Value *items = scratch_alloc(&evaluation->scratch, grown * sizeof(Value));
    if (list->count) memcpy(items, list->items, list->count * sizeof(Value));
    list->items = items;
    *room = grown;
  }
  list->items[list->count++] = value;
}

const ValueList *value_as_list(Evaluation *evaluation, Value value) {
  if (value.kind == VALUE_LIST) return value.as.list;
  if (value.kind == VALUE_MISSING) return &empty_list;
  if (value.kind == VALUE_UNKNOWN) return &hidden_list;
  ValueList *list = list_new(evaluation, 1);
  list->items[list->count++] = value;
  return list;
}

/* A list without the elements that this reader may not know of. */
static Value without_hidden(Evaluation *evaluation, Value value) {
  const ValueList *all = value.as.list;
  uint32_t hidden = 0;
  for (uint32_t i = 0; i < all->count; i++) hidden += value_is_hidden(evaluation, &all->items[i]);
  if (hidden == 0) return value;
  if (hidden == all->count && !all->incomplete) return value_new(VALUE_MISSING);
  ValueList *list = list_new(evaluation, all->count - hidden);
  list->incomplete = all->incomplete;
  for (uint32_t i = 0; i < all->count; i++)
    if (!value_is_hidden(evaluation, &all->items[i])) list->items[list->count++] = all->items[i];
  value.as.list = list;
  return value;
}

static Value marked_incomplete(Evaluation *evaluation, Value value) {
  if (value.as.list->incomplete) return value;
  ValueList *list = list_new(evaluation, 0);
  *list = *value.as.list;
  list->incomplete = true;
  value.as.list = list;
  return value;
}

Value value_seen(Evaluation *evaluation, Value value) {
  value = value_simple(value);
  if (evaluation->audience == AUDIENCE_OWN) return value;
  if (value_is_hidden(evaluation, &value)) return value_new(VALUE_MISSING);
  return value.kind == VALUE_LIST ? without_hidden(evaluation, value) : value;
}

/* ---- properties ---- */

bool value_is_hidden(const Evaluation *evaluation, const Value *value) {
  if (evaluation->audience == AUDIENCE_OWN) return false;
  return value->sensitive || (value->kind == VALUE_OBJECT && value->as.object->sensitive);
}

/* What stands in a slot of a statement in which, or in the block of which, something could not be read. */
static Value doubtful_value(Evaluation *evaluation, const Object *object, const Property *property, Value value) {
  bool own_line = property->place != PLACE_LINE;
  bool doubtful = (own_line && object->has_error) || (property->place != PLACE_POSITIONAL && object->incomplete);
  if (value.kind == VALUE_MISSING) return doubtful ? value_doubted(value) : value;
  if (own_line && object->has_error && value.kind != VALUE_LIST) return value_doubted(value);
  return doubtful && value.kind == VALUE_LIST ? marked_incomplete(evaluation, value) : value;
}

/* What is taken out of a list one by one keeps the marks of the list. */
static Value with_marked_items(Evaluation *evaluation, Value value) {
  const ValueList *all = value.as.list;
  ValueList *list = list_new(evaluation, all->count);
  list->incomplete = all->incomplete;
  for (uint32_t i = 0; i < all->count; i++) {
    Value item = all->items[i];
    item.sensitive |= value.sensitive;
    item.reserved |= value.reserved;
    list->items[list->count++] = item;
  }
  value.as.list = list;
  return value;
}

static Value object_property(Evaluation *evaluation, const Value *base, uint32_t key_id) {
  const Object *object = base->as.object;
  const Concept *concept = object->concept;
  int slot = concept->slot_of_key[key_id];
  if (slot < 0)
    return concept->value_slot < 0 ? value_new(VALUE_MISSING) : value_property(evaluation, value_simple(*base), key_id);
  Value value = object->slots[slot];
  uint8_t traits = evaluation->library->key_traits[key_id];
  if (value.kind == VALUE_UNKNOWN) value = value_doubted(value);
  else if (object->has_error || object->incomplete)
    value = doubtful_value(evaluation, object, &concept->properties[slot], value);
  if (value.kind == VALUE_MISSING) {
    bool is_flag = (traits & TRAIT_FLAG) && concept->properties[slot].place == PLACE_FLAG;
    return is_flag ? value_of_boolean(false) : value;
  }
  value.sensitive |= base->sensitive || object->sensitive;
  if (traits & TRAIT_RESERVED) value.reserved |= concept->properties[slot].not_for_partners;
  if (value.kind == VALUE_OBJECT) value.sensitive |= value.as.object->sensitive;
  if (value.kind == VALUE_LIST && (value.sensitive || value.reserved)) value = with_marked_items(evaluation, value);
  if (evaluation->audience == AUDIENCE_OWN) return value;
  if (value_is_hidden(evaluation, &value)) return value_new(VALUE_MISSING);
  return value.kind == VALUE_LIST ? without_hidden(evaluation, value) : value;
}

static Value choice_property(const Value *base, uint32_t key_id) {
  const ChoiceSet *set = base->as.choice->set;
  for (uint32_t i = 0; i < set->attribute_count; i++) {
    if (set->attributes[i].key_id != key_id) continue;
    if (!base->as.choice->attributes) break;
    Value value = base->as.choice->attributes[i];
    value.sensitive |= base->sensitive;
    value.reserved |= base->reserved;
    return value;
  }
  return value_new(VALUE_MISSING);
}

void list_put_all(Evaluation *evaluation, ValueList *list, uint32_t *room, const Value *value) {
  const ValueList *more = value->as.list;
  if (more->incomplete) list->incomplete = true;
  for (uint32_t i = 0; i < more->count; i++) {
    Value item = more->items[i];
    item.sensitive |= value->sensitive || (item.kind == VALUE_OBJECT && item.as.object->sensitive);
    item.reserved |= value->reserved;
    list_put(evaluation, list, room, item);
  }
}

/* A path goes on through every element; what an element does not state is left out. */
static Value list_property(Evaluation *evaluation, const Value *base, uint32_t key_id) {
  const ValueList *elements = base->as.list;
  uint32_t room = elements->count;
  ValueList *list = list_new(evaluation, room);
  list->incomplete = elements->incomplete;
  evaluation_spend(evaluation, elements->count);
  for (uint32_t i = 0; i < elements->count; i++) {
    Value element = elements->items[i];
    element.sensitive |= base->sensitive;
    Value value = value_property(evaluation, element, key_id);
    if (value.kind == VALUE_UNKNOWN) list->incomplete |= value_truth(&value) == TRUTH_UNKNOWN;
    else if (value.kind == VALUE_LIST) list_put_all(evaluation, list, &room, &value);
    else if (value.kind != VALUE_MISSING) list_put(evaluation, list, &room, value);
  }
  return value_of_list(list);
}

Value value_property(Evaluation *evaluation, Value base, uint32_t key_id) {
  switch ((ValueKind)base.kind) {
    case VALUE_OBJECT: return object_property(evaluation, &base, key_id);
    case VALUE_CHOICE: return choice_property(&base, key_id);
    case VALUE_LIST: return list_property(evaluation, &base, key_id);
    case VALUE_UNKNOWN: return base;
    default: return value_new(VALUE_MISSING);
  }
}

/* ---- truth ---- */

static Verdict verdict_of(const Value *value) { return (Verdict){value_truth(value), value->sensitive}; }

/* and: `decisive` is false; or: it is true. */
static Verdict verdict_both(Evaluation *evaluation, const Expression *x, Value *frame, Truth decisive) {
  Verdict a = evaluate_verdict(evaluation, x->arguments[0], frame);
  if (a.truth == decisive && !a.sensitive) return a;
  Verdict b = evaluate_verdict(evaluation, x->arguments[1], frame);
  if (a.truth == decisive) return (Verdict){decisive, b.truth != decisive || b.sensitive};
  if (b.truth == decisive) return b;
  Truth both = a.truth; /* neither decides: what is open stays so, and an error weighs more than an omission */
  if (a.truth == TRUTH_UNKNOWN || b.truth == TRUTH_UNKNOWN) both = TRUTH_UNKNOWN;
  else if (a.truth == TRUTH_UNSTATED || b.truth == TRUTH_UNSTATED) both = TRUTH_UNSTATED;
  return (Verdict){both, a.sensitive || b.sensitive};
}

static bool is_stated(const Value *value) { return value->kind != VALUE_MISSING && value->kind != VALUE_UNKNOWN; }

static Truth truth_of(bool condition) { return condition ? TRUTH_TRUE : TRUTH_FALSE; }

/* Why nothing can be said of two values of which one is not stated. */
static Truth not_stated(const Value *a, const Value *b) {
  bool error = (a->kind == VALUE_UNKNOWN && value_truth(a) == TRUTH_UNKNOWN) ||
               (b->kind == VALUE_UNKNOWN && value_truth(b) == TRUTH_UNKNOWN);
  return error ? TRUTH_UNKNOWN : TRUTH_UNSTATED;
}

/* Are two stated values alike? Amounts in different currencies are neither alike nor different. */
static Truth alike(const Value *a, const Value *b) {
  if (a->kind == VALUE_CHOICE && b->kind == VALUE_CHOICE) return truth_of(a->as.choice == b->as.choice);
  if (a->kind == VALUE_OBJECT && b->kind == VALUE_OBJECT) return truth_of(a->as.object == b->as.object);
  if (a->kind == VALUE_LIST && b->kind == VALUE_LIST && (a->as.list->incomplete || b->as.list->incomplete))
    return TRUTH_UNKNOWN;
  if (a->kind == VALUE_LIST && b->kind != VALUE_LIST && a->as.list->count == 1) return alike(&a->as.list->items[0], b);
  if (b->kind == VALUE_LIST && a->kind != VALUE_LIST && b->as.list->count == 1) return alike(a, &b->as.list->items[0]);
  if (!is_stated(a) || !is_stated(b)) return not_stated(a, b);
  if (a->kind == VALUE_MONEY && b->kind == VALUE_MONEY && memcmp(a->currency, b->currency, sizeof a->currency) != 0)
    return TRUTH_UNSTATED;
  return truth_of(value_same(*a, *b));
}

static Truth ordered(Operation operation, const Value *a, const Value *b) {
  int order;
  if (!value_compare(*a, *b, &order)) return TRUTH_UNSTATED;
  switch (operation) {
    case OP_LESS: return truth_of(order < 0);
    case OP_LESS_EQUAL: return truth_of(order <= 0);
    case OP_GREATER: return truth_of(order > 0);
    default: return truth_of(order >= 0);
  }
}

static Verdict verdict_comparison(Evaluation *evaluation, const Expression *x, Value *frame) {
  ScratchMark mark = scratch_mark(&evaluation->scratch);
  Value a = evaluate(evaluation, x->arguments[0], frame), b = evaluate(evaluation, x->arguments[1], frame);
  if (a.kind == VALUE_OBJECT) a = value_seen(evaluation, a);
  if (b.kind == VALUE_OBJECT) b = value_seen(evaluation, b);
  Operation operation = (Operation)x->operation;
  Truth truth;
  if (!is_stated(&a) || !is_stated(&b)) truth = not_stated(&a, &b);
  else if (operation == OP_EQUAL) truth = alike(&a, &b);
  else if (operation == OP_NOT_EQUAL) truth = truth_not(alike(&a, &b));
  else truth = ordered(operation, &a, &b);
  scratch_release(&evaluation->scratch, mark);
  return (Verdict){truth, a.sensitive || b.sensitive};
}

/* Is `a` among the elements? */
static Verdict membership(Evaluation *evaluation, const Value *a, const ValueList *list) {
  if (!is_stated(a)) return (Verdict){not_stated(a, a), a->sensitive};
  Truth found = list->incomplete ? TRUTH_UNKNOWN : TRUTH_FALSE;
  bool sensitive = a->sensitive, sensitive_hit = false;
  evaluation_spend(evaluation, list->count);
  for (uint32_t i = 0; i < list->count; i++) {
    const Value *item = &list->items[i];
    Value seen;
    if (item->kind == VALUE_OBJECT && item->as.object->concept->value_slot >= 0) {
      seen = value_seen(evaluation, *item);
      item = &seen;
    }
    if (item->kind == VALUE_MISSING) continue;
    Truth same = alike(a, item);
    if (same == TRUTH_TRUE && !item->sensitive) return (Verdict){TRUTH_TRUE, a->sensitive};
    if (same == TRUTH_TRUE) sensitive_hit = true;
    if (same == TRUTH_UNKNOWN || (same == TRUTH_UNSTATED && found == TRUTH_FALSE)) found = same;
    sensitive |= item->sensitive;
  }
  return sensitive_hit ? (Verdict){TRUTH_TRUE, true} : (Verdict){found, sensitive};
}

static Verdict verdict_in(Evaluation *evaluation, const Expression *x, Value *frame) {
  ScratchMark mark = scratch_mark(&evaluation->scratch);
  Value a = evaluate(evaluation, x->arguments[0], frame);
  if (a.kind == VALUE_OBJECT) a = value_seen(evaluation, a);
  Verdict found = membership(evaluation, &a, evaluate_list(evaluation, x->arguments[1], frame));
  scratch_release(&evaluation->scratch, mark);
  if (x->operation == OP_NOT_IN) found.truth = truth_not(found.truth);
  return found;
}

/* Does this statement stand for a value that could not be read? */
static bool is_unreadable(const Value *value) {
  if (value->kind != VALUE_OBJECT || value->as.object->concept->value_slot < 0) return false;
  Value simple = value_simple(*value);
  return simple.kind == VALUE_UNKNOWN || (simple.kind == VALUE_MISSING && value->as.object->has_error);
}

/* Stated? A flag is set when it stands there; a list when it has elements. */
static Verdict stated(const Value *value) {
  if (value->kind == VALUE_UNKNOWN) return verdict_of(value);
  if (is_unreadable(value)) return (Verdict){TRUTH_UNKNOWN, value->sensitive};
  if (value->kind == VALUE_BOOLEAN) return (Verdict){truth_of(value->as.boolean), value->sensitive};
  if (value->kind != VALUE_LIST) return (Verdict){truth_of(value->kind != VALUE_MISSING), value->sensitive};
  const ValueList *list = value->as.list;
  if (list->count == 0) return (Verdict){list->incomplete ? TRUTH_UNKNOWN : TRUTH_FALSE, value->sensitive};
  bool sensitive = true;
  for (uint32_t i = 0; i < list->count && sensitive; i++) sensitive = list->items[i].sensitive;
  return (Verdict){TRUTH_TRUE, sensitive || value->sensitive};
}

static Verdict verdict_stated(Evaluation *evaluation, const Expression *x, Value *frame) {
  ScratchMark mark = scratch_mark(&evaluation->scratch);
  Value value = evaluate(evaluation, x->arguments[0], frame);
  Verdict set = stated(&value);
  scratch_release(&evaluation->scratch, mark);
  if (x->operation == OP_IS_MISSING) set.truth = truth_not(set.truth);
  return set;
}

/* exists looks for a true one, every for a false one. */
static Verdict verdict_quantifier(Evaluation *evaluation, const Expression *x, Value *frame) {
  ScratchMark mark = scratch_mark(&evaluation->scratch);
  const ValueList *list = evaluate_list(evaluation, x->arguments[0], frame);
  Truth decisive = x->operation == OP_EXISTS ? TRUTH_TRUE : TRUTH_FALSE;
  bool unknown = list->incomplete, unstated = false, sensitive = false, decided = false, openly = false;
  for (uint32_t i = 0; i < list->count && !openly; i++) {
    set_element(x, frame, list, i);
    Verdict one = x->arguments[1] ? evaluate_verdict(evaluation, x->arguments[1], frame) : (Verdict){TRUTH_TRUE, false};
    bool marked = one.sensitive || frame[x->number].sensitive;
    openly = one.truth == decisive && !marked;
    decided |= one.truth == decisive;
    unknown |= one.truth == TRUTH_UNKNOWN;
    unstated |= one.truth == TRUTH_UNSTATED;
    sensitive |= marked;
  }
  scratch_release(&evaluation->scratch, mark);
  if (decided) return (Verdict){decisive, !openly};
  return (Verdict){unknown ? TRUTH_UNKNOWN : unstated ? TRUTH_UNSTATED : truth_not(decisive), sensitive};
}

static Verdict verdict_value(Evaluation *evaluation, const Expression *x, Value *frame) {
  ScratchMark mark = scratch_mark(&evaluation->scratch);
  Value value = evaluate(evaluation, x, frame);
  if (value.kind == VALUE_OBJECT) value = value_seen(evaluation, value);
  scratch_release(&evaluation->scratch, mark);
  return verdict_of(&value);
}

static bool is_truth(const Expression *x) { return x->operation >= OP_OR && x->operation <= OP_EVERY; }

/* The truth of an expression. Memory that it needed is given back. */
Verdict evaluate_verdict(Evaluation *evaluation, const Expression *x, Value *frame) {
  if (!is_truth(x)) return verdict_value(evaluation, x, frame);
  if (evaluation->steps == 0) {
    evaluation->exceeded = true;
    return (Verdict){TRUTH_UNKNOWN, false};
  }
  evaluation->steps--;
  switch ((Operation)x->operation) {
    case OP_OR: return verdict_both(evaluation, x, frame, TRUTH_TRUE);
    case OP_AND: return verdict_both(evaluation, x, frame, TRUTH_FALSE);
    case OP_NOT: {
      Verdict a = evaluate_verdict(evaluation, x->arguments[0], frame);
      return (Verdict){truth_not(a.truth), a.sensitive};
    }
    case OP_IN:
    case OP_NOT_IN: return verdict_in(evaluation, x, frame);
    case OP_IS_SET:
    case OP_IS_MISSING: return verdict_stated(evaluation, x, frame);
    case OP_EXISTS:
    case OP_EVERY: return verdict_quantifier(evaluation, x, frame);
    default: return verdict_comparison(evaluation, x, frame);
  }
}

/* ---- everything ---- */

static Value global(const Evaluation *evaluation, Global which) {
  const Object *root = evaluation->root;
  switch (which) {
    case GLOBAL_PARTNERSHIP: return evaluation->partnership;
    case GLOBAL_TODAY: return evaluation->today;
    case GLOBAL_PROJECT: return evaluation->project;
    case GLOBAL_PARTNERSHIPS: return evaluation->partnerships;
    case GLOBAL_ORGANISATION: return value_of_object(root ? object_around(root, STR("organisation")) : NULL);
    case GLOBAL_ACCEPT: return value_of_object(root ? object_around(root, STR("accept")) : NULL);
  }
  return value_new(VALUE_MISSING);
}

Value evaluate(Evaluation *evaluation, const Expression *x, Value *frame) {
  if (!x) return value_new(VALUE_MISSING);
  if (is_truth(x)) {
    Verdict found = evaluate_verdict(evaluation, x, frame);
    return value_of_truth(found.truth, found.sensitive);
  }
  if (evaluation->steps == 0) {
    evaluation->exceeded = true;
    return value_new(VALUE_UNKNOWN);
  }
  evaluation->steps--;
  switch ((Operation)x->operation) {
    case OP_UNKNOWN: return value_new(VALUE_UNKNOWN);
    case OP_CONSTANT: return *x->as.constant;
    case OP_SLOT: return frame[x->number];
    case OP_GLOBAL: return global(evaluation, (Global)x->number);
    case OP_PROPERTY:
      if (x->slot && x->arguments[0]->operation == OP_PROPERTY) return evaluate_path(evaluation, x, frame);
      return value_property(evaluation, evaluate(evaluation, x->arguments[0], frame), x->number);
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_DIVIDE: {
      Value a = evaluate(evaluation, x->arguments[0], frame), b = evaluate(evaluation, x->arguments[1], frame);
      return evaluate_arithmetic(evaluation, (Operation)x->operation, a, b);
    }
    case OP_UNION:
    case OP_INTERSECT:
    case OP_EXCEPT: return evaluate_set(evaluation, x, frame);
    case OP_LIST: return evaluate_list_of(evaluation, x, frame);
    case OP_IF: return evaluate_if(evaluation, x, frame);
    case OP_EACH: return evaluate_each(evaluation, x, frame);
    case OP_FIRST:
    case OP_LAST: return evaluate_first(evaluation, x, frame);
    case OP_DEFINITION: return evaluate_definition(evaluation, x, frame);
    case OP_FUNCTION: return evaluate_function(evaluation, x, frame);
    default: return value_new(VALUE_UNKNOWN);
  }
}

bool evaluate_is_true(Evaluation *evaluation, const Expression *expression, Value *frame) {
  return expression && evaluate_verdict(evaluation, expression, frame).truth == TRUTH_TRUE;
}

const ValueList *evaluate_list(Evaluation *evaluation, const Expression *expression, Value *frame) {
  Value value = evaluate(evaluation, expression, frame);
  if (value.kind == VALUE_OBJECT) { /* a statement that stands for a list, such as `members` */
    Value simple = value_seen(evaluation, value);
    if (simple.kind == VALUE_LIST) value = simple;
  }
  return value_as_list(evaluation, value);
}
