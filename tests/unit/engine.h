/* engine.h: what the tests of compiler/rules share: a spec bound with the standard library, and expressions over it. */
#ifndef KOMPAS_TESTS_UNIT_ENGINE_H
#define KOMPAS_TESTS_UNIT_ENGINE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "compiler/binding/bind.h"
#include "compiler/rules/evaluate.h"
#include "compiler/rules/library.h"
#include "compiler/syntax/parse.h"

typedef struct Engine {
  Arena arena;
  SourceStore store;
  FindingSink sink; /* of the spec */
  const Library *library;
  Model *model;
  Evaluation *evaluation;
} Engine;

static inline void engine_bind(Engine *engine, const char *path, const char *text, Audience audience) {
  Source *source = source_add(&engine->store, str_of(path), str_of(text));
  BindingFile file = {.tree = parse_file(&engine->arena, source, engine->library->vocabulary, &engine->sink)};
  engine->model = model_bind(&engine->arena, engine->library->vocabulary, &file, 1, &engine->sink);
  engine->evaluation = evaluation_new(&engine->arena, engine->library, engine->model, audience);
  if (engine->model->partnerships.count) evaluation_begin(engine->evaluation, engine->model->partnerships.items[0]);
}

/* Opens the frozen library and binds one spec. */
static inline void engine_open(Engine *engine, const char *text) {
  *engine = (Engine){0};
  arena_init(&engine->arena, NULL, NULL);
  source_store_init(&engine->store, &engine->arena);
  finding_sink_init(&engine->sink, &engine->arena);
  engine->library = library_open_frozen(&engine->store);
  engine_bind(engine, "spec.kompas", text, AUDIENCE_OWN);
}

static inline void engine_close(Engine *engine) { arena_free(&engine->arena); }

/* Compiles one expression; what is wrong with it goes to `mistakes`. */
static inline const Expression *engine_compile(Engine *engine, Scope *scope, const char *text, FindingSink *mistakes) {
  Source *source = source_add(&engine->store, STR("expression"), str_of(text));
  finding_sink_init(mistakes, &engine->arena);
  scope_init(scope, &engine->arena, NULL);
  Compiler compiler = {.arena = &engine->arena, .library = engine->library, .sink = mistakes, .source = source};
  Node *node = parse_expression(&engine->arena, source, 0, (uint32_t)source->text.length, mistakes);
  return node ? expression_compile(&compiler, scope, node, NULL) : NULL;
}

/* The value as an English reader sees it; truth values and missing as words. */
static inline const char *engine_show(Engine *engine, Value value) {
  switch (value.kind) {
    case VALUE_MISSING: return "missing";
    case VALUE_UNKNOWN: return "unknown";
    case VALUE_BOOLEAN: return value.as.boolean ? "true" : "false";
    default: break;
  }
  if (value.kind == VALUE_LIST && value.as.list->count == 0) return value.as.list->incomplete ? "[?]" : "[]";
  Text text = text_new(&engine->arena);
  value_write(engine->evaluation, value, LANGUAGE_EN, &text);
  return str_to_c(&engine->arena, text_str(&text));
}

static inline char *read_whole(const char *path) {
  FILE *file = fopen(path, "rb");
  ck_assert_msg(file != NULL, "%s is not there: run from the project's root", path);
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *text = malloc((size_t)size + 1);
  ck_assert_uint_eq(fread(text, 1, (size_t)size, file), (size_t)size);
  text[size] = '\0';
  fclose(file);
  return text;
}

#endif
