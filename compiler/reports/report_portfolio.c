/* report_portfolio.c: an organisation's portfolio for other programs, as JSON: the datasets about it, its findings and its checklist.
 * It keeps to compiler/export/schema/portfolio.schema.json. */
#include <stdlib.h>

#include "compiler/export/export.h"
#include "compiler/reports/report_entries.h"

static bool is_shown(const ReportRequest *request, const Finding *finding) {
  return finding->rule && finding->partnership == request->about && !finding->accepted_by &&
         finding_is_reported_to(finding, request->audience) && finding_may_be_shown(finding, request->audience);
}

static void add_finding(EntryWriter *writer, Json *json, const Finding *finding) {
  static const struct {
    const char *key;
    FindingText which;
  } texts[] = {{"message", FINDING_MESSAGE}, {"why", FINDING_WHY}, {"question", FINDING_QUESTION}, {"advice", FINDING_ADVICE}};
  json_open_object(json);
  json_pair(json, "code", finding->code);
  json_pair(json, "severity", severity_key(finding->severity));
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    json_pair(json, texts[i].key,
              finding_write(writer->teller, finding, texts[i].which, writer->request->language, writer->arena));
  json_close_object(json);
}

static void add_findings(EntryWriter *writer, Json *json) {
  const FindingSink *sink = writer->request->findings;
  LIST(Finding *) shown = {0};
  for (uint32_t i = 0; i < sink->findings.count; i++)
    if (is_shown(writer->request, sink->findings.items[i])) LIST_PUSH(writer->arena, &shown, sink->findings.items[i]);
  if (shown.count) qsort(shown.items, shown.count, sizeof *shown.items, finding_compare_by_rank);
  json_key(json, "findings");
  json_open_list(json);
  for (uint32_t i = 0; i < shown.count; i++) add_finding(writer, json, shown.items[i]);
  json_close_list(json);
}

Str report_portfolio_json(Arena *arena, const ReportRequest *request) {
  EntryWriter writer = entry_writer(arena, request);
  ExportRequest datasets = {arena, request->library, request->model, request->store, request->audience};
  Json json = json_new(&writer.out, 2);
  json_open_object(&json);
  entries_head(&writer, &json, "organisation");
  export_datasets(&json, &datasets, request->about);
  add_findings(&writer, &json);
  entries_json(&writer, &json);
  json_close_object(&json);
  text_add_char(&writer.out, '\n');
  return text_str(&writer.out);
}
