/* explain.h: what a finding, a word, a choice or a fact means, from the library. */
#ifndef KOMPAS_SESSION_EXPLAIN_H
#define KOMPAS_SESSION_EXPLAIN_H

#include "compiler/session/session.h"

/* Writes everything the library knows under this code, name or word, in either language, diacritics or not. False when there is
 * nothing; `*nearest` is then the nearest word there is, or empty. `width`: cells to wrap at. Does not need session_check. */
bool session_explain(Session *session, Str word, Language language, uint32_t width, Text *out, Str *nearest);

/* The language of a word when only one language writes it so, else `otherwise`. */
Language session_word_language(const Session *session, Str word, Language otherwise);

#endif
