/* starter.h: the specs to start from (stdlib/texts, `starter`). */
#ifndef KOMPAS_SESSION_STARTER_H
#define KOMPAS_SESSION_STARTER_H

#include "compiler/session/session.h"

/* The phase that a word means in either language, or NULL. */
const Choice *session_phase(const Session *session, Str word);
/* The first phase. */
const Choice *session_first_phase(const Session *session);
/* True when a name may be written without quotes: a letter, then letters, digits, `-` and `_`. */
bool name_is_valid(Str name);
/* The spec to start from in a phase, for a partnership of this name, with keywords and texts in `language`. Empty when the library
 * has none. */
Str session_starter(const Session *session, const Choice *phase, Str name, Language language);

#endif
