/* builder.h: what the grammar's actions call to make the tree. Every function takes and returns pieces, as the parser's
 * stack holds them; the tree hangs from their nodes. */
#ifndef KOMPAS_SYNTAX_BUILDER_H
#define KOMPAS_SYNTAX_BUILDER_H

#include "grammar/token_filter.h"

typedef struct Builder {
  Arena *arena;
  const Source *source;
  Filter filter;
  ProblemList problems;   /* syntax errors, and what is wrong inside texts and numbers */
  Node *root;             /* NODE_FILE, once parsed */
  Node *expression;       /* parse_expression: its result */
  uint32_t last_error;    /* where the last syntax error was; UINT32_MAX: none */
  bool exhausted;         /* the parser's stack was full */
} Builder;

void builder_init(Builder *builder, Arena *arena, const Source *source, const Scan *scan, WordKnowledge words);

/* Errors of the parser. `expected` is the argument of that name; `ends`: what was found is the end of something. */
void builder_syntax_error(Builder *builder, const char *expected, bool ends);
void builder_exhausted(Builder *builder);

/* Statements. */
void builder_file(Builder *builder, Piece statements, Piece end);
Piece builder_no_statements(Builder *builder);
Piece builder_add_statement(Builder *builder, Piece statements, Piece statement);
Piece builder_statement(Builder *builder, Piece items, Piece line_end);
Piece builder_block_statement(Builder *builder, Piece items, Piece block, Piece line_end);
Piece builder_broken_statement(Builder *builder, Piece items, Piece line_end);
Piece builder_broken_block_statement(Builder *builder, Piece items, Piece block, Piece line_end);
Piece builder_broken_line(Builder *builder, Piece line_end);
Piece builder_broken_block_line(Builder *builder, Piece block, Piece line_end);
Piece builder_block(Builder *builder, Piece open, Piece statements, Piece close);

/* Items. A row of items is kept as the children of one node, which becomes the statement or the list's element. */
Piece builder_items(Builder *builder, Piece item);
Piece builder_add_item(Builder *builder, Piece items, Piece item);
Piece builder_pair(Builder *builder, Piece english, Piece dutch);
Piece builder_path(Builder *builder, Piece first, Piece second);
Piece builder_longer_path(Builder *builder, Piece path, Piece name);
Piece builder_empty_list(Builder *builder, Piece open, Piece close);
Piece builder_list(Builder *builder, Piece open, Piece elements, Piece close);
Piece builder_element(Builder *builder, Piece items);
Piece builder_broken_element(Builder *builder, Piece items);
Piece builder_no_element(Builder *builder);
Piece builder_parenthesised(Builder *builder, Piece open, Piece expression, Piece close);
Piece builder_broken_parentheses(Builder *builder, Piece open, Piece close);

/* Expressions. */
void builder_result(Builder *builder, Piece expression);
Piece builder_unary(Builder *builder, NodeKind kind, Piece word, Piece operand);
Piece builder_binary(Builder *builder, NodeKind kind, Piece left, Piece right);
Piece builder_postfix(Builder *builder, NodeKind kind, Piece operand, Piece word);
Piece builder_if(Builder *builder, Piece word, Piece condition, Piece yes, Piece no);
Piece builder_each(Builder *builder, NodeKind kind, Piece word, Piece variable, Piece range);
Piece builder_each_1(Builder *builder, NodeKind kind, Piece word, Piece variable, Piece range, Piece part);
Piece builder_each_2(Builder *builder, NodeKind kind, Piece word, Piece variable, Piece range, Piece where, Piece part);
Piece builder_nothing(Builder *builder);
Piece builder_amount(Builder *builder, Piece currency, Piece number);
Piece builder_duration(Builder *builder, Piece number, Piece unit);
Piece builder_call(Builder *builder, Piece function, Piece arguments, Piece close);
Piece builder_member(Builder *builder, Piece base, Piece name);

#endif
