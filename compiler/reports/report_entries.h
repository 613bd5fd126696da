/* report_entries.h: checklist entries as JSON, shared by the checklist and the portfolio for other programs. */
#ifndef KOMPAS_REPORTS_REPORT_ENTRIES_H
#define KOMPAS_REPORTS_REPORT_ENTRIES_H

#include "compiler/base/json.h"
#include "compiler/checklists/checklist.h"
#include "compiler/reports/report_part.h"

typedef struct EntryWriter {
  Arena *arena;
  const ReportRequest *request;
  const Vocabulary *vocabulary;
  Evaluation *evaluation;
  Evaluation *teller; /* writes the texts of findings: each looks at the partnership that it is about, and starts anew there */
  Checklist checklist;
  Text out;
} EntryWriter;

/* The checklist of what the request is about, for its audience. */
EntryWriter entry_writer(Arena *arena, const ReportRequest *request);
/* What it is about (its name under `key`), the day, language, audience and program. */
void entries_head(EntryWriter *writer, Json *json, const char *key);
/* `items` and `summary`. */
void entries_json(EntryWriter *writer, Json *json);

#endif
