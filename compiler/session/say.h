/* say.h: a partnership read out: one plain sentence a fact, in the words of the vocabulary (`says` of concepts and their parts). */
#ifndef KOMPAS_SESSION_SAY_H
#define KOMPAS_SESSION_SAY_H

#include "compiler/session/session.h"

/* Reads objects, and everything in their blocks, onto `out`, one sentence a line, in order of the text. What the audience may
 * not know is left out. */
void session_say(Session *session, const Object *const *objects, uint32_t count, Audience audience, Language language, Text *out);

#endif
