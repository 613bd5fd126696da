/* parse.h: from text to tree. */
#ifndef KOMPAS_SYNTAX_PARSE_H
#define KOMPAS_SYNTAX_PARSE_H

#include "compiler/diagnostics/finding.h"
#include "compiler/syntax/tree.h"

/* Parses a whole file. Always returns a tree; what is wrong goes to `sink` as K0001 to K0006 and K0112. `known_keyword`
 * tells the recovery which words open a statement (see token_filter.h); NULL: none. All memory is the arena's. */
struct Vocabulary;
Tree *parse_file(Arena *arena, const Source *source, const struct Vocabulary *vocabulary, FindingSink *sink);

/* Parses one expression standing at bytes [start, end) of a source, as in the braces of a template. Returns a
 * NODE_EXPRESSION, or NULL after a K0001 in `sink`. */
Node *parse_expression(Arena *arena, const Source *source, uint32_t start, uint32_t end, FindingSink *sink);

/* The tree as indented lines, one node each, for tests and for people. */
Str tree_dump(Arena *arena, const Tree *tree);

#endif
