/* report.h: reports as data: from a `report` of the library and a judged model to a document.
 *
 * report_compile.c turns the declaration into parts with compiled expressions; report_build.c walks them and fills a Document;
 * report_text.c makes runs of templates; report_data.c makes findings and checklist entries into objects that a report reads like
 * any other. Nothing here knows a particular report. */
#ifndef KOMPAS_REPORTS_REPORT_H
#define KOMPAS_REPORTS_REPORT_H

#include "compiler/rules/evaluate.h"
#include "compiler/rules/library.h"
#include "runtime/document.h"

typedef struct ReportRequest {
  const Library *library;
  const Model *model;
  SourceStore *store;
  const FindingSink *findings;   /* all findings, judged; what the audience may not know is dropped here */
  const Object *about;           /* the partnership or organisation */
  Str name;                      /* of the report: "brief", "checklist" */
  Audience audience;
  Language language;             /* of the report */
  const Language *file_languages; /* by file number: the language of each source's texts */
  uint32_t file_count;
  Str version;                   /* of the program */
  Str revision;                  /* version-control revision of the spec; may be empty */
  bool shows_places;             /* evidence with file and line: for formats that are text */
} ReportRequest;

/* The declaration of a report by name in either language, or NULL. */
const Object *report_find(const Library *library, Str name);
/* The report's file word ("brief" in NAME-brief.pdf). */
Str report_file_word(const Library *library, const Object *report);
/* An organisation's portfolio for other programs: its datasets, findings and checklist as the audience may know them. The form:
 * compiler/export/schema/portfolio.schema.json. */
Str report_portfolio_json(Arena *arena, const ReportRequest *request);
/* The concept a report is about: that of a partnership or of an organisation. */
const Concept *report_about(const Library *library, const Object *report);
/* Fills a document. Mistakes in the declaration go to `problems` (may be NULL) and leave their part out. NULL when there is no
 * report of that name. All memory is the arena's. */
Document *report_build(Arena *arena, const ReportRequest *request, FindingSink *problems);
/* The checklist for other programs: JSON that keeps to compiler/export/schema/checklist.schema.json, and CSV (RFC 4180, UTF-8) with
 * a head in the language of the request. `request->name` is not read. Places stand in the JSON for the audience `own` only. */
Str report_checklist_json(Arena *arena, const ReportRequest *request);
Str report_checklist_csv(Arena *arena, const ReportRequest *request);
/* The first line of that CSV: by it a later run knows the file. */
Str report_checklist_csv_head(Arena *arena, const ReportRequest *request);
/* Compiles every report of a library, for its mistakes only. */
void report_check_all(Arena *arena, const Library *library, SourceStore *store, FindingSink *problems);

#endif
