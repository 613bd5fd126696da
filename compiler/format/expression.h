/* expression.h: how the formatter writes what stands in parentheses. */
#ifndef KOMPAS_FORMAT_EXPRESSION_H
#define KOMPAS_FORMAT_EXPRESSION_H

#include "compiler/syntax/tree.h"

/* Writes the tokens of `span`: one space where there was room between two, none inside brackets, one after a comma. Line ends
 * and comments stay; lines that go on are indented by `indentation`. */
void expression_write(Text *out, const Tree *tree, Span span, uint32_t indentation);

#endif
