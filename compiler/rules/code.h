/* code.h: compiled expressions from the inside; only compiler/rules reads this.
 *
 * An expression is a tree of small operations. What each one does is in evaluate.c; how a text becomes one, in expression.c. */
#ifndef KOMPAS_RULES_CODE_H
#define KOMPAS_RULES_CODE_H

#include "compiler/rules/library.h"

typedef enum Operation {
  OP_UNKNOWN,  /* what had a mistake */
  OP_CONSTANT, /* as.constant */
  OP_SLOT,     /* number: slot of the frame */
  OP_GLOBAL,   /* number: Global */
  OP_PROPERTY, /* number: key id; argument: the base; slot: see Library.path_count */
  OP_OR, OP_AND, OP_NOT, /* from here on to OP_EVERY: true, false or unknown */
  OP_EQUAL, OP_NOT_EQUAL, OP_LESS, OP_LESS_EQUAL, OP_GREATER, OP_GREATER_EQUAL,
  OP_IN, OP_NOT_IN, OP_IS_SET, OP_IS_MISSING, OP_EXISTS, OP_EVERY,
  OP_ADD, OP_SUBTRACT, OP_MULTIPLY, OP_DIVIDE,
  OP_UNION, OP_INTERSECT, OP_EXCEPT,
  OP_LIST,     /* arguments: the elements */
  OP_IF,
  OP_EACH, OP_FIRST, OP_LAST, /* as OP_EXISTS, OP_EVERY: number: slot of the element; arguments: list, then parts or NULL */
  OP_DEFINITION, /* as.definition; arguments: its parameters */
  OP_FUNCTION    /* number: Function */
} Operation;

typedef enum Global {
  GLOBAL_PARTNERSHIP, GLOBAL_TODAY, GLOBAL_PROJECT, GLOBAL_PARTNERSHIPS, GLOBAL_ORGANISATION, GLOBAL_ACCEPT
} Global;

typedef enum Function {
  FUNCTION_COUNT_OF, FUNCTION_SUM, FUNCTION_MEAN, FUNCTION_MIN, FUNCTION_MAX, FUNCTION_DISTINCT, FUNCTION_FLAT,
  FUNCTION_YEARS, FUNCTION_EARLIER, FUNCTION_PARENT, FUNCTION_NAME, FUNCTION_TITLE, FUNCTION_TEXT, FUNCTION_IS, FUNCTION_IS_KIND,
  FUNCTION_WORD, FUNCTION_LINES, FUNCTION_AROUND, FUNCTION_ITEM, FUNCTION_NUMBER, FUNCTION_MATCHES,
  FUNCTION_KNOWS_FINDING, FUNCTION_CAN_BE_ACCEPTED, FUNCTION_ORDER, FUNCTION_SURELY, FUNCTION_PUBLIC, FUNCTION_INDEX,
  FUNCTION_BARE, FUNCTION_MENTIONS, FUNCTION_LENGTH, FUNCTION_NAMESAKES, FUNCTION_ROUNDED
} Function;

struct Expression {
  uint8_t operation; /* Operation */
  uint16_t count;    /* of arguments */
  uint32_t number;
  uint32_t slot;     /* FUNCTION_IS_KIND: TypeKind bits; OP_PROPERTY: number of the path, from 1; 0: none */
  const Expression **arguments;
  union {
    const Value *constant;
    const Definition *definition;
    const Concept *concept; /* FUNCTION_IS, FUNCTION_LINES, FUNCTION_AROUND */
  } as;
  const StaticType *type;
  Span span;
};

#endif
