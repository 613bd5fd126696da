/* evaluate_loops.c: lists made of lists, loops, and `if`. They stand apart from evaluate(), which everything goes through: what
 * they need on the stack would else be paid for by every operation. */
#include "compiler/rules/state.h"

/* ---- sets ---- */

Value evaluate_set(Evaluation *evaluation, const Expression *x, Value *frame) {
  const ValueList *a = evaluate_list(evaluation, x->arguments[0], frame);
  const ValueList *b = evaluate_list(evaluation, x->arguments[1], frame);
  if (x->operation == OP_EXCEPT && b->incomplete) return value_of_list(&hidden_list);
  bool is_union = x->operation == OP_UNION, wanted = x->operation == OP_INTERSECT;
  uint32_t room = is_union ? a->count + b->count : a->count;
  ValueList *list = list_new(evaluation, room);
  list->incomplete = a->incomplete || b->incomplete;
  ValueSet there = set_new(evaluation, room), other = set_new(evaluation, b->count);
  for (uint32_t i = 0; i < b->count && !is_union; i++) set_add(&other, &b->items[i]);
  for (uint32_t i = 0; i < a->count; i++)
    if ((is_union || set_has(&other, &a->items[i]) == wanted) && set_add(&there, &a->items[i]))
      list_put(evaluation, list, &room, a->items[i]);
  for (uint32_t i = 0; is_union && i < b->count; i++)
    if (set_add(&there, &b->items[i])) list_put(evaluation, list, &room, b->items[i]);
  return value_of_list(list);
}

Value evaluate_list_of(Evaluation *evaluation, const Expression *x, Value *frame) {
  uint32_t room = x->count;
  ValueList *list = list_new(evaluation, room);
  for (uint32_t i = 0; i < x->count; i++) {
    Value value = evaluate(evaluation, x->arguments[i], frame);
    if (value.kind == VALUE_UNKNOWN) list->incomplete |= value_truth(&value) == TRUTH_UNKNOWN;
    else if (value.kind == VALUE_LIST) list_put_all(evaluation, list, &room, &value);
    else if (value.kind != VALUE_MISSING) list_put(evaluation, list, &room, value);
  }
  return value_of_list(list);
}

/* ---- loops ---- */

Value evaluate_each(Evaluation *evaluation, const Expression *x, Value *frame) {
  const ValueList *list = evaluate_list(evaluation, x->arguments[0], frame);
  uint32_t room = 0;
  ValueList *result = list_new(evaluation, room);
  result->incomplete = list->incomplete;
  for (uint32_t i = 0; i < list->count; i++) {
    set_element(x, frame, list, i);
    Verdict fits = x->arguments[1] ? evaluate_verdict(evaluation, x->arguments[1], frame) : (Verdict){TRUTH_TRUE, false};
    if (fits.truth == TRUTH_UNKNOWN) result->incomplete = true;
    if (fits.truth != TRUTH_TRUE) continue;
    Value value = x->arguments[2] ? evaluate(evaluation, x->arguments[2], frame) : frame[x->number];
    value.sensitive |= fits.sensitive;
    if (value.kind == VALUE_UNKNOWN) result->incomplete |= value_truth(&value) == TRUTH_UNKNOWN;
    else if (value.kind != VALUE_MISSING || !x->arguments[2]) list_put(evaluation, result, &room, value);
  }
  return value_of_list(result);
}

/* Is the candidate's key better than the best so far? False in `*comparable` when that cannot be told. */
static bool is_better(const Expression *x, const Value *key, const Value *best, bool *comparable) {
  int order;
  *comparable = value_compare(*key, *best, &order);
  return x->operation == OP_FIRST ? order < 0 : order >= 0;
}

Value evaluate_first(Evaluation *evaluation, const Expression *x, Value *frame) {
  const ValueList *list = evaluate_list(evaluation, x->arguments[0], frame);
  if (list->incomplete) return value_new(VALUE_UNKNOWN);
  Value best = value_new(VALUE_MISSING), best_key = best;
  for (uint32_t i = 0; i < list->count; i++) {
    set_element(x, frame, list, i);
    Verdict fits = x->arguments[1] ? evaluate_verdict(evaluation, x->arguments[1], frame) : (Verdict){TRUTH_TRUE, false};
    if (fits.truth == TRUTH_UNKNOWN) return value_of_truth(TRUTH_UNKNOWN, fits.sensitive);
    if (fits.truth != TRUTH_TRUE) continue;
    Value key = value_seen(evaluation, evaluate(evaluation, x->arguments[2], frame)); /* missing without `by` */
    if (key.kind == VALUE_UNKNOWN) return key;
    if (x->arguments[2] && key.kind == VALUE_MISSING) continue;
    bool comparable = true, is_first = best.kind == VALUE_MISSING;
    bool better = is_first || (x->arguments[2] ? is_better(x, &key, &best_key, &comparable) : x->operation == OP_LAST);
    if (!comparable) return value_of_truth(TRUTH_UNKNOWN, key.sensitive);
    if (!better) continue;
    best = frame[x->number];
    best.sensitive |= fits.sensitive || key.sensitive;
    best_key = key;
    if (!x->arguments[2] && x->operation == OP_FIRST) break;
  }
  return best;
}

Value evaluate_if(Evaluation *evaluation, const Expression *x, Value *frame) {
  Verdict condition = evaluate_verdict(evaluation, x->arguments[0], frame);
  if (truth_is_open(condition.truth)) return value_of_truth(condition.truth, condition.sensitive);
  Value value = evaluate(evaluation, x->arguments[condition.truth == TRUTH_TRUE ? 1 : 2], frame);
  value.sensitive |= condition.sensitive;
  return value;
}
