/* types.h: static types from the inside; only compiler/rules reads this. */
#ifndef KOMPAS_RULES_TYPES_H
#define KOMPAS_RULES_TYPES_H

#include "compiler/rules/library.h"

typedef LIST(Str) WordList;

StaticType static_type_choice(Arena *arena, const ChoiceSet *set);
StaticType static_type_list(StaticType type);
StaticType static_type_merge(Arena *arena, StaticType a, StaticType b);
/* The type of value_simple: what objects with a `value` slot stand for. */
StaticType static_type_simple(Arena *arena, StaticType type);
/* The type of base.word and the key it is found by; false when nothing in `base` has such a property. */
bool static_type_member(const Compiler *compiler, StaticType base, Str word, StaticType *type, uint32_t *key_id);
/* All words that may follow the point. */
WordList static_type_members(const Compiler *compiler, StaticType base);
/* Could a value of the one equal a value of the other? */
bool static_type_overlaps(StaticType a, StaticType b);

/* The kind of value that a word of the type language names. */
bool type_kind_called(Str word, uint32_t *kind);

/* As expression_compile, for what must be true or false. */
const Expression *condition_compile(Compiler *compiler, Scope *scope, const Node *node);
/* True when the expression is itself a part that audience `partners` may not see, amounts excepted: of those it may be told
 * whether they are enough. */
bool expression_is_reserved(const Compiler *compiler, const Scope *scope, const Expression *expression);
/* How much work an expression is, in operations; loops count for many. */
uint32_t expression_weight(const Expression *expression);

/* library.c: compiles it when that was not done yet. False when it is being compiled: a circle. */
bool definition_require(Compiler *compiler, const Definition *definition);

#endif
