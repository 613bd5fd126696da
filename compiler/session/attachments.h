/* attachments.h: what travels inside a document for the consultant's own use: the spec and its findings. */
#ifndef KOMPAS_SESSION_ATTACHMENTS_H
#define KOMPAS_SESSION_ATTACHMENTS_H

#include "compiler/session/session.h"
#include "runtime/document.h"
#include "runtime/style.h"

/* Attaches every file of the session and of the house library, named by its path below the project's root, and its findings as
 * findings.json. Only for audience own: nothing here is left out. The bytes do not depend on the folder that the command runs in. */
void session_attach(Session *session, const Language *wanted, Document *document);
/* Attaches the logo of the style, where the document has attachments. */
void session_attach_logo(const Session *session, const Style *style, Document *document);

#endif
