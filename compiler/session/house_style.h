/* house_style.h: a style as it is declared (`style` in a library file), judged and made ready for the runtime. */
#ifndef KOMPAS_SESSION_HOUSE_STYLE_H
#define KOMPAS_SESSION_HOUSE_STYLE_H

#include "compiler/session/session.h"
#include "runtime/style.h"

/* Adds what is wrong with the styles of the house to the findings: what is no colour, margins out of range, text that
 * cannot be read on its ground. Called by session_check. */
void session_judge_styles(Session *session);

/* What decodes a logo; see runtime/logo.h. */
typedef bool (*LogoReader)(Arena *arena, Str bytes, Logo *logo, LogoProblem *problem);

/* The style in force: that of the user, else of the project, else the standard one, with its texts in a language. False when
 * there is no such style; `*problem` is then a sentence. Its logo is read by session_logo. */
bool session_style(Session *session, Language language, Style *style, Str *problem);

/* Reads the logo that the style names, if any, into style->logo. The file must lie in the project, or for a style outside it
 * in the style's own folder; links are followed. False with a sentence in `*problem` when it cannot be used. */
bool session_logo(Session *session, LogoReader reader, Language language, Style *style, Str *problem);

/* The house's words for a classification, by the key of the choice; empty when the style has none. */
Str session_style_classification(Session *session, Str level, Language language);

#endif
