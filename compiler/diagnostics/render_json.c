/* render_json.c: findings for other programs. The shape is published as compiler/export/schema/findings.schema.json. */
#include "compiler/base/json.h"
#include "compiler/diagnostics/render.h"

static void write_place(Json *json, SourceStore *store, Span span) {
  Position start = source_position(store, span.file, span.start), end = source_position(store, span.file, span.end);
  json_pair(json, "file", source_get(store, span.file)->path);
  json_pair_number(json, "line", start.line);
  json_pair_number(json, "column", start.column);
  json_pair_number(json, "endLine", end.line);
  json_pair_number(json, "endColumn", end.column);
}

static void write_related(Json *json, SourceStore *store, const FindingView *view) {
  json_key(json, "related");
  json_open_list(json);
  for (uint32_t i = 0; i < view->finding->related.count; i++) {
    Span span = view->finding->related.items[i].span;
    if (span_is_none(span)) continue;
    json_open_object(json);
    write_place(json, store, span);
    json_pair(json, "message", view->related[i]);
    json_close_object(json);
  }
  json_close_list(json);
}

static void pair_or_null(Json *json, const char *key, Str value) {
  json_key(json, key);
  if (value.length) json_string(json, value);
  else json_null(json);
}

static void write_accepted(Json *json, const FindingView *view) {
  json_key(json, "accepted");
  if (!view->is_accepted) {
    json_null(json);
    return;
  }
  json_open_object(json);
  json_pair(json, "reason", view->accepted.reason);
  pair_or_null(json, "by", view->accepted.by);
  pair_or_null(json, "until", view->accepted.until);
  json_close_object(json);
}

static void write_fixes(Json *json, SourceStore *store, const FindingView *view) {
  json_key(json, "fixes");
  json_open_list(json);
  LIST_EACH(const Fix, fix, view->finding->fixes) {
    json_open_object(json);
    json_pair(json, "title", words_in(fix->title, view->language));
    json_key(json, "edits");
    json_open_list(json);
    LIST_EACH(const Edit, edit, fix->edits) {
      json_open_object(json);
      write_place(json, store, edit->span);
      json_pair(json, "text", edit->text);
      json_close_object(json);
    }
    json_close_list(json);
    json_close_object(json);
  }
  json_close_list(json);
}

static void write_finding(Json *json, SourceStore *store, const FindingView *view) {
  json_open_object(json);
  json_pair(json, "code", view->finding->code);
  json_pair(json, "severity", view->severity_key);
  json_pair(json, "class", view->class_key);
  json_pair(json, "condition", view->condition_key);
  write_place(json, store, view->finding->place);
  json_pair(json, "message", view->message);
  json_pair(json, "question", view->question);
  json_pair(json, "advice", view->advice);
  json_key(json, "facts");
  json_open_list(json);
  for (uint32_t i = 0; i < view->fact_count; i++) json_string(json, view->facts[i]);
  json_close_list(json);
  write_related(json, store, view);
  write_accepted(json, view);
  json_pair(json, "fingerprint", view->fingerprint);
  write_fixes(json, store, view);
  json_close_object(json);
}

void render_json(Text *out, SourceStore *store, const FindingView *views, uint32_t count, const FindingCounts *counts) {
  Json json = json_new(out, 0);
  json_open_object(&json);
  json_key(&json, "findings");
  json_open_list(&json);
  for (uint32_t i = 0; i < count; i++) write_finding(&json, store, &views[i]);
  json_close_list(&json);
  json_key(&json, "summary");
  json_open_object(&json);
  json_pair_number(&json, "errors", counts->errors);
  json_pair_number(&json, "warnings", counts->warnings);
  json_pair_number(&json, "hints", counts->hints);
  json_pair_number(&json, "accepted", counts->accepted);
  json_pair_number(&json, "files", counts->files);
  json_close_object(&json);
  json_close_object(&json);
  text_add_char(out, '\n');
}
