/* expression.h: the expressions of the library, typed and compiled.
 *
 * What they mean is told in stdlib/README.md. expression_compile turns the tree of one expression into an Expression:
 * property names become key numbers, choice words become choices, names become slots of a frame. What is misspelt or of
 * the wrong kind becomes a finding at its place in the library file. A compiled expression never changes and holds no
 * function pointers, so that it can be frozen into the executable. Evaluation is in evaluate.h. */
#ifndef KOMPAS_RULES_EXPRESSION_H
#define KOMPAS_RULES_EXPRESSION_H

#include "compiler/diagnostics/finding.h"
#include "compiler/rules/rules.h"
#include "compiler/syntax/tree.h"
#include "compiler/vocabulary/vocabulary.h"

/* What is known of a value before it is computed. `of.kinds` holds TypeKind bits: TYPE_STRING for any text, TYPE_CHOICE
 * with `of.choices`, TYPE_REFERENCE for objects with `of.concepts` (none: of any concept); the other kinds of text, TYPE_OBJECT
 * and TYPE_SCORE do not occur. */
typedef struct StaticType {
  Type of;
  bool list; /* a list of them */
  bool any;  /* nothing is known; `of` is empty */
  uint8_t unused[6]; /* 0: without it the rest of an old pointer may stand here, which freezing would take for one */
} StaticType;

/* A name that expressions may use, and where its value stands in the frame. */
typedef struct ScopeName {
  Str name;
  StaticType type;
  uint32_t slot;
  bool reserved; /* it is what audience `partners` may not see */
} ScopeName;

/* The names in force where an expression stands. */
typedef struct Scope {
  Arena *arena;
  LIST(ScopeName) names;  /* later ones hide earlier ones */
  uint32_t frame_size;    /* slots that a frame needs for everything compiled in this scope so far */
  const Concept *root;    /* what the judged thing is (partnership, organisation, accept); NULL: a partnership */
  bool takes_arguments;   /* a bare word that nothing declares becomes a name with an unknown type, in the next slot */
  bool reveals;           /* something compiled in it compares what audience `partners` may not see: the outcome tells it */
  bool across;            /* something compiled in it looks at other partnerships than the one that is judged */
} Scope;

/* What compiling needs: a library that is being loaded, or one that is there. */
typedef struct Compiler {
  Arena *arena;              /* for what is compiled */
  const Library *library;    /* vocabulary and definitions */
  FindingSink *sink;         /* where mistakes go; NULL: they are dropped */
  const Source *source;      /* the file that the expressions stand in (templates are read from its text) */
  Library *loading;          /* the library while it is being loaded: definitions are compiled when first used; else NULL */
} Compiler;

void scope_init(Scope *scope, Arena *arena, const Concept *root);
/* Adds a name and returns its slot. */
uint32_t scope_add(Scope *scope, Str name, StaticType type);
/* The names and slots in force now, to come back to with scope_reset (frame_size stays). */
uint32_t scope_mark(const Scope *scope);
void scope_reset(Scope *scope, uint32_t mark);

/* Types for scope_add. */
StaticType static_type_any(void);
StaticType static_type_object(Arena *arena, const Concept *concept);
StaticType static_type_kind(uint32_t kinds);
/* An element of a list; another type stays as it is. */
StaticType static_type_element(StaticType type);
/* What a property gives, as an expression sees it. */
StaticType static_type_property(Arena *arena, const Property *property);
/* Reads a type as it stands in `takes NAME TYPE`: the items from `first` on (`reference party or string many`). */
StaticType static_type_read(Compiler *compiler, const Node *first);

/* Compiles a NODE_EXPRESSION or an expression node. Never NULL: what has a mistake compiles to an expression that is
 * unknown, and the mistake goes to the sink. `expected` (may be NULL) tells what bare choice words mean. */
const Expression *expression_compile(Compiler *compiler, Scope *scope, const Node *node, const StaticType *expected);
StaticType expression_type(const Expression *expression);
/* Where it stands in its library file. */
Span expression_span(const Expression *expression);

/* Compiles a text, a text block, or a pair of them (NODE_STRING, NODE_TEXT_BLOCK, NODE_PAIR) with expressions in braces.
 * NULL gives the empty template. */
Template template_compile(Compiler *compiler, Scope *scope, const Node *node);
/* True when a template has no text in any language. */
bool template_is_empty(const Template *text);

#endif
