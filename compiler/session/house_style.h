/* house_style.h: a style as it is declared (`style` in a library file), for the runtime. */
#ifndef KOMPAS_SESSION_HOUSE_STYLE_H
#define KOMPAS_SESSION_HOUSE_STYLE_H

#include "compiler/session/session.h"
#include "runtime/style.h"

/* The style of the file that the project or the user named, else the standard one. False when that file declares none, or has
 * something that is no colour: `*problem` then holds the key of the text that says so (stdlib/texts). */
bool session_style(const Session *session, Style *style, const char **problem);

#endif
