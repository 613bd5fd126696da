/* dataset.h: the tables that the library declares with `dataset`, row by row. */
#ifndef KOMPAS_RULES_DATASET_H
#define KOMPAS_RULES_DATASET_H

#include "compiler/rules/evaluate.h"
#include "compiler/rules/library.h"

/* Gets the values of one row, in the order of the dataset's columns. They live until it returns. */
typedef void DatasetRow(void *context, const Value *values);

/* All rows of a dataset over the root that `evaluation` is judging (see evaluation_begin). */
void dataset_rows(Evaluation *evaluation, const Dataset *dataset, DatasetRow *row, void *context);

#endif
