/* dataset.c: the rows of a dataset, for the partnership that is judged. */
#include "compiler/rules/dataset.h"

typedef struct Rows {
  Evaluation *evaluation;
  const Dataset *dataset;
  Value *frame;
  DatasetRow *row;
  void *context;
} Rows;

static void give_row(const Rows *rows) {
  const Dataset *dataset = rows->dataset;
  if (dataset->when && !evaluate_is_true(rows->evaluation, dataset->when, rows->frame)) return;
  Value *values = evaluation_frame(rows->evaluation, dataset->columns.count);
  for (uint32_t i = 0; i < dataset->columns.count; i++)
    values[i] = evaluate(rows->evaluation, dataset->columns.items[i].expression, rows->frame);
  rows->row(rows->context, values);
}

static void range(const Rows *rows, uint32_t at) {
  if (at == rows->dataset->variables.count) {
    give_row(rows);
    return;
  }
  const RuleVariable *variable = &rows->dataset->variables.items[at];
  EvaluationMark mark = evaluation_mark(rows->evaluation);
  if (variable->is_subject) {
    const ValueList *list = evaluate_list(rows->evaluation, variable->expression, rows->frame);
    for (uint32_t i = 0; i < list->count; i++) {
      if (list->items[i].kind == VALUE_UNKNOWN) continue;
      rows->frame[variable->slot] = list->items[i];
      range(rows, at + 1);
    }
  } else {
    rows->frame[variable->slot] = evaluate(rows->evaluation, variable->expression, rows->frame);
    range(rows, at + 1);
  }
  evaluation_release(rows->evaluation, mark);
}

void dataset_rows(Evaluation *evaluation, const Dataset *dataset, DatasetRow *row, void *context) {
  EvaluationMark mark = evaluation_mark(evaluation);
  Rows rows = {evaluation, dataset, evaluation_frame(evaluation, dataset->frame_size), row, context};
  range(&rows, 0);
  evaluation_release(evaluation, mark);
}
