/* export.h: the model and the vocabulary for other programs and for readers.
 *
 * Everything is written from the vocabulary: a new property appears here without a change in C. Keys and choices are the
 * English ones, whatever the language of the spec. */
#ifndef KOMPAS_EXPORT_EXPORT_H
#define KOMPAS_EXPORT_EXPORT_H

#include "compiler/binding/model.h"
#include "compiler/rules/evaluate.h"
#include "compiler/rules/library.h"

/* The whole model as JSON: partnerships, organisations and shared parties with everything in them, and under `data` the datasets
 * of the library. The form is told by export_schema. Paths of files are as in `store`. */
Str export_model(Arena *arena, const Library *library, const Model *model, SourceStore *store);

typedef struct Json Json; /* compiler/base/json.h, whose names are those of Jansson too */

typedef struct ExportRequest {
  Arena *arena;
  const Library *library;
  const Model *model;
  SourceStore *store;
  Audience audience;
} ExportRequest;

struct Json; /* base/json.h */

/* Writes the datasets about one partnership or organisation under the key `data`, without what the audience may not know. */
void export_datasets(struct Json *json, const ExportRequest *request, const Object *about);

/* The JSON Schema (2020-12) of what export_model writes. */
Str export_schema(Arena *arena, const Library *library);

/* The vocabulary as JSON: concepts with their parts, types and words, and the fixed choices. */
Str export_vocabulary(Arena *arena, const Vocabulary *vocabulary);

/* The reference manual as Markdown, in one language. */
Str export_manual(Arena *arena, const Library *library, Language language);

/* The names of an object and of what it stands in, outermost first, joined by points: "koala.sensire.jansen". What has no
 * name is passed over. */
Str export_path(Arena *arena, const Object *object);

#endif
