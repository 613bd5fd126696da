/* literal.h: what texts and numbers say, as opposed to how they are written. */
#ifndef KOMPAS_SYNTAX_LITERAL_H
#define KOMPAS_SYNTAX_LITERAL_H

#include "compiler/syntax/tree.h"
#include "grammar/scan.h"

/* Fills `text` or `decimal` of a string, text block, number, percentage or date. What is wrong goes to `problems`. */
void literal_read(Arena *arena, const Source *source, const Scan *scan, Node *node, ProblemList *problems);
/* Whether a number as written is what a Dutch reader takes for thousands: 5.000, 250.000% (K0112). */
bool literal_looks_like_thousands(Str number);

#endif
