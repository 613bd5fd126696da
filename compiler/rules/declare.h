/* declare.h: reading the statements of the library; only compiler/rules reads this. */
#ifndef KOMPAS_RULES_DECLARE_H
#define KOMPAS_RULES_DECLARE_H

#include "compiler/rules/types.h"

/* What reading a statement needs. */
typedef struct Loader {
  Arena *arena;
  Library *library;
  SourceStore *store;
  FindingSink *sink;
  Compiler compiler;
} Loader;

/* Compile for the file that an object stands in. */
Compiler *loader_compiler(Loader *loader, const Object *object);
/* The key of the line that a statement is in the block of an object; empty when it is none. */
Str line_key(const Object *object, const Node *statement);
/* The first item of a kind after the keyword, or NULL. */
const Node *node_item(const Node *statement, NodeKind kind);
/* The first text, text block or pair after the keyword, or NULL. */
const Node *node_text(const Node *statement);
/* The plain value of a slot. */
Value slot_of(const Loader *loader, const Object *object, const char *key);
/* The words of a line such as `facts [a, b]`. */
ValueList words_of(const Loader *loader, const Object *object, const char *key);
Words words_of_node(const Node *node);
void report_unknown(Loader *loader, Span place, Str name);
void report_twice(Loader *loader, const Object *object, Str name, Span first);

/* declare_rule.c */
void rule_declare(Loader *loader, const Object *object);
void rules_compile(Loader *loader);

/* declare_dataset.c */
void dataset_declare(Loader *loader, const Object *object);

/* declare_rule.c: true and the severity when `key` is one. */
bool severity_by_key(Str key, Severity *severity);

#endif
