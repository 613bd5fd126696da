/* token_filter.h: between scanner and parser.
 *
 * The filter hands the parser one token at a time and knows what a grammar says badly: which line ends count, where one
 * is meant before `}`, what a file that lacks a brace or a bracket left open, which words are operators inside
 * parentheses, and to which statement a comment belongs. */
#ifndef KOMPAS_GRAMMAR_TOKEN_FILTER_H
#define KOMPAS_GRAMMAR_TOKEN_FILTER_H

#include "compiler/syntax/tree.h"
#include "grammar/scan.h"

/* Kinds of blocks, as the recovery sees them: 0 is the top of a file. */
typedef uint32_t Scope;
enum { SCOPE_TOP = 0, SCOPE_ANY = UINT32_MAX }; /* SCOPE_ANY: a block nobody knows; every word is welcome there */

/* What the recovery asks about words. `enter` says whether `word` opens a line in a block of this kind, and then in
 * `*inner` what kind of block may follow on that line. */
typedef struct WordKnowledge {
  bool (*enter)(const void *context, Scope scope, Str word, Scope *inner);
  const void *context;
} WordKnowledge;

enum {
  NESTING_LIMIT = 64,
  LIST_LIMIT = 10000,
  FILE_LIMIT = 4 * 1024 * 1024,
  EXPRESSION_LIMIT = 256,
  NODE_LIMIT = 900000
};

/* What the parser gets with a token. */
typedef struct Piece {
  Node *node;     /* for words, values and whatever opens something; else NULL */
  Trivia *trivia; /* of line ends: the comment on that line; of closing braces and brackets: the comments before */
  uint32_t start, end;
} Piece;

/* Something that is open. */
typedef struct Opening {
  TokenKind kind;
  uint32_t token;       /* its number; UINT32_MAX: the expression that is parsed on its own */
  uint32_t first_token; /* of the line it stands on */
  uint32_t indentation; /* of that line, in bytes */
  Scope scope;          /* of a block */
  uint32_t commas;      /* of a list */
  Node *node;
} Opening;

typedef struct Filter {
  Arena *arena;
  const Source *source;
  const Scan *scan;
  WordKnowledge words; /* enter NULL: nothing is known */
  ProblemList problems;
  uint32_t reported_at; /* where the filter was when it reported the last of them */
  LIST(Span) tables;    /* where pasted tables stand: what the scanner found there does not count */
  uint32_t at;          /* the next token */
  Opening open[NESTING_LIMIT + 1];
  uint32_t depth, paren_depth;
  uint32_t missing_braces, surplus_braces; /* still to be made up for */
  uint32_t next_tab_line, next_unclosed_paren;
  bool at_line_start;
  uint32_t line_token;          /* the first token of the statement */
  Scope line_scope;             /* the kind of block that may open on this line */
  Trivia *before, *before_last; /* comments waiting for what they stand before */
  uint32_t blank_lines;
  Trivia *statement_trivia; /* of the statement that began last */
  uint32_t statement_blank_lines;
  Node *last_node;      /* what a comment on the same line belongs to, inside a list */
  bool operand_next;    /* inside parentheses: a value must follow */
  uint8_t quantifier;   /* inside parentheses: 1 the variable, 2 its `in` must follow */
  uint32_t minus_at;    /* a number that was handed out as `-` so far; UINT32_MAX: none */
  bool expression_only; /* an expression on its own, without parentheses around it */
  bool started;
  int last_kind; /* what was handed out last, and its kind */
  Piece last;
  uint32_t nodes;     /* how many were made: a file of nothing but short words must not take all memory */
  bool blocks_broken; /* a brace is missing or too many */
  bool refused;       /* a limit was exceeded: only its problem counts */
} Filter;

void filter_init(Filter *filter, Arena *arena, const Source *source, const Scan *scan, WordKnowledge words);
/* The next token for the parser, as a token number of parser.h; the end again and again after the last. */
int filter_next(Filter *filter, Piece *piece);
/* A new node over bytes [start, end), counted. */
Node *filter_node(Filter *filter, NodeKind kind, uint32_t start, uint32_t end);
/* Stops with a K0004. */
void filter_refuse(Filter *filter, const char *kind, uint32_t limit, uint32_t start, uint32_t end);

#endif
