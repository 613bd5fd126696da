/* extract.h: the files that travel in a brief, given back as a folder.
 *
 * The brief may come from anybody, so names are not trusted: only the kinds of file that Kompas puts there are taken, and none
 * may lead out of the folder. Nothing is written before everything is known to be writable, and nothing is replaced unasked. */
#ifndef KOMPAS_SESSION_EXTRACT_H
#define KOMPAS_SESSION_EXTRACT_H

#include "compiler/session/session.h"
#include "runtime/pdf_reader.h"

typedef struct ExtractRequest {
  const EmbeddedFiles *files;
  Str folder; /* made when it is not there */
  bool force; /* replace files that are there */
} ExtractRequest;

/* Writes the files below the folder; adds their paths to `written`. False with a sentence in `*problem`; nothing was then
 * written, save what came before a disk that failed. */
bool session_extract(Session *session, const ExtractRequest *request, Language language, PathList *written, Str *problem);

#endif
