/* tree.h: the syntax tree of one file: lossless, without meaning.
 *
 * A statement is a row of items and perhaps a block. Which words are keywords, labels or names is for the binder. The tree
 * is always there, also for broken text: what could not be read is a NODE_ERROR, and the statement or block around it has
 * `has_error`. Comments and blank lines are kept as trivia of statements, so that the formatter can give all back. */
#ifndef KOMPAS_SYNTAX_TREE_H
#define KOMPAS_SYNTAX_TREE_H

#include "compiler/base/list.h"
#include "compiler/source/source.h"
#include "grammar/token.h"

typedef enum NodeKind {
  /* structure */
  NODE_FILE,      /* children: statements */
  NODE_STATEMENT, /* children: items, the first is its keyword when it is a NODE_NAME; `block` when it has one */
  NODE_BLOCK,     /* children: statements */
  /* items */
  NODE_NAME,       /* text: the word in NFC */
  NODE_PATH,       /* a.b: children NODE_NAME */
  NODE_STRING,     /* text: decoded */
  NODE_TEXT_BLOCK, /* text: decoded, common indentation removed, line ends as \n */
  NODE_NUMBER,     /* decimal */
  NODE_PERCENTAGE, /* decimal: 12.5% is 125 at scale 1 */
  NODE_DATE,       /* text: as written; the binder says whether the day exists */
  NODE_DASH,       /* - alone: no answer */
  NODE_LIST,       /* children: one node for each element; an element of several items is a NODE_SEQUENCE */
  NODE_SEQUENCE,   /* children: items (EUR 250_000, 6 months) inside a list */
  NODE_PAIR,       /* a | b: children the English and the Dutch item; a child may be NODE_LIST */
  NODE_EXPRESSION, /* (…): one child, an expression node */
  NODE_ERROR,      /* tokens that were skipped; reported already */
  /* expressions (only inside NODE_EXPRESSION and templates); strings, numbers, dates, lists and names as above */
  NODE_OR, NODE_AND, NODE_NOT,
  NODE_EQUAL, NODE_NOT_EQUAL, NODE_LESS, NODE_LESS_EQUAL, NODE_GREATER, NODE_GREATER_EQUAL,
  NODE_IN, NODE_NOT_IN, NODE_IS_SET, NODE_IS_MISSING,
  NODE_ADD, NODE_SUBTRACT, NODE_MULTIPLY, NODE_DIVIDE,
  NODE_UNION, NODE_INTERSECT, NODE_EXCEPT,
  NODE_MEMBER,   /* a.b: child the base, text the property */
  NODE_CALL,     /* f(x, y): text the function, children the arguments */
  NODE_IF,       /* if c then a else b: three children */
  NODE_EXISTS,   /* exists x in xs where c: text x; children xs, c (c may be absent) */
  NODE_EVERY,    /* every x in xs has c: text x; children xs, c */
  NODE_EACH,     /* each x in xs where c give e: text x; children xs, c or NULL-marker, e or NULL-marker (NODE_NOTHING) */
  NODE_FIRST,    /* first x in xs where c by k: text x; children xs, c, k (NODE_NOTHING where left out) */
  NODE_LAST,     /* last …, as NODE_FIRST */
  NODE_AMOUNT,   /* EUR 5: text the currency, child the number */
  NODE_DURATION, /* 6 months: text the unit, child the number */
  NODE_NOTHING   /* a part that was left out */
} NodeKind;

/* An exact decimal: digits / 10^scale. At most 15 digits. */
typedef struct Decimal {
  int64_t digits;
  uint8_t scale;
} Decimal;

typedef struct Node Node;
struct Node {
  NodeKind kind;
  bool has_error;       /* it, or something directly in it, could not be read */
  bool too_many_digits; /* NODE_NUMBER, NODE_PERCENTAGE: more than 15 digits; decimal is 0 (K0108 for the binder) */
  uint16_t depth;       /* how many levels of nodes lie below, blocks not counted; bounded (K0004) */
  Span span;            /* of a statement: from its keyword to the last item, the block not included */
  Span full_span;       /* of a statement or block: with the block and its closing brace; else as span */
  Str text;
  Decimal decimal;
  Node *parent;
  Node *first_child, *last_child, *next; /* children in order of the text */
  Node *block;                           /* NODE_STATEMENT: its block, or NULL */
  /* statements, and the end of blocks and of the file: comments standing before it on lines of their own, each with the
   * number of blank lines before it, and the comment at the end of its line */
  struct Trivia *before;
  struct Trivia *trailing;
  uint32_t blank_lines_before; /* between the previous statement (or last comment before it) and this */
  struct Trivia *before_close; /* NODE_BLOCK, NODE_FILE: comments before the closing brace or the end */
  struct Trivia *after_open;   /* NODE_BLOCK: comment after the opening brace on its line */
};

typedef struct Trivia {
  Span span; /* from # to the end of the line */
  uint32_t blank_lines_before;
  struct Trivia *next;
} Trivia;

/* A parsed file. */
typedef struct Tree {
  const Source *source;
  Node *root;       /* NODE_FILE, never NULL */
  TokenList tokens; /* all tokens, comments included, before the filter */
  Str language;     /* the word after `kompas 1`, empty when that line is not there or not understood */
  Node *header;     /* the statement `kompas 1 …` that starts the file, or NULL; also when it is not understood (K0005) */
  bool blocks_broken; /* a brace is missing or stands where it closes or opens nothing: how blocks nest is a guess */
  bool refused;     /* a limit was exceeded: the tree is empty and K0004 is the only finding of this file */
} Tree;

/* Calls `visit` for every child of `node`. */
#define NODE_EACH_CHILD(child, node) for (Node *child = (node)->first_child; child; child = child->next)

/* The keyword of a statement: its first item when that is a name, else the empty text. */
Str node_keyword(const Node *statement);
/* The number of children. */
uint32_t node_child_count(const Node *node);

#endif
