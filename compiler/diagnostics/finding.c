/* finding.c: building findings; who fills in severity and rule is the session. */
#include "compiler/diagnostics/finding.h"

#include <stdlib.h>

void finding_sink_init(FindingSink *sink, Arena *arena) { *sink = (FindingSink){.arena = arena}; }

Finding *finding_add(FindingSink *sink, const char *code, Span place) {
  Finding *finding = ARENA_NEW(sink->arena, Finding);
  finding->code = str_of(code);
  finding->place = place;
  finding->severity = finding->next_severity = SEVERITY_ERROR;
  LIST_PUSH(sink->arena, &sink->findings, finding);
  return finding;
}

void finding_value(FindingSink *sink, Finding *finding, const char *name, Value value) {
  LIST_PUSH(sink->arena, &finding->arguments, ((Argument){.name = str_of(name), .value = value}));
}

void finding_text(FindingSink *sink, Finding *finding, const char *name, Str text) {
  finding_value(sink, finding, name, (Value){.kind = VALUE_TEXT, .span = NO_SPAN, .as.text = text});
}

void finding_number(FindingSink *sink, Finding *finding, const char *name, int64_t number) {
  finding_value(sink, finding, name, (Value){.kind = VALUE_NUMBER, .span = NO_SPAN, .as.number = {number, 1}});
}

void finding_related(FindingSink *sink, Finding *finding, Span span, uint32_t text) {
  LIST_PUSH(sink->arena, &finding->related, ((Related){.span = span, .text = text}));
}

Fix *finding_fix(FindingSink *sink, Finding *finding, Words title, Span span, Str text) {
  Fix *fix = LIST_ADD(sink->arena, &finding->fixes);
  fix->title = title;
  LIST_PUSH(sink->arena, &fix->edits, ((Edit){.span = span, .text = text}));
  return fix;
}

static int compare_numbers(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

int finding_compare_by_place(const void *a, const void *b) {
  const Finding *first = *(Finding *const *)a, *second = *(Finding *const *)b;
  int order = compare_numbers(first->place.file, second->place.file);
  if (!order) order = compare_numbers(first->place.start, second->place.start);
  if (!order) order = str_compare(first->code, second->code);
  if (!order) order = compare_numbers(first->place.end, second->place.end);
  return order;
}

void finding_sink_limit(FindingSink *sink, uint32_t limit) {
  if (sink->findings.count == 0) return;
  qsort(sink->findings.items, sink->findings.count, sizeof *sink->findings.items, finding_compare_by_place);
  uint32_t kept = 0, in_file = 0, count = sink->findings.count;
  for (uint32_t i = 0; i < count; i++) {
    Finding *finding = sink->findings.items[i];
    in_file = i && finding->place.file == sink->findings.items[i - 1]->place.file ? in_file + 1 : 1;
    if (in_file <= limit) sink->findings.items[kept++] = finding;
    if (in_file != limit + 1) continue;
    Finding *stop = ARENA_NEW(sink->arena, Finding);
    *stop = (Finding){
        .code = STR("K0004"), .place = finding->place, .severity = SEVERITY_ERROR, .next_severity = SEVERITY_ERROR};
    finding_text(sink, stop, "case", STR("findings"));
    finding_number(sink, stop, "limit", limit);
    sink->findings.items[kept++] = stop;
  }
  sink->findings.count = kept;
}
