/* session.h: one run over one set of files: library, sources, trees, models, findings. The command line and the language
 * server own no logic; what they can do, the session can do. */
#ifndef KOMPAS_SESSION_SESSION_H
#define KOMPAS_SESSION_SESSION_H

#include "compiler/binding/model.h"
#include "compiler/diagnostics/finding.h"
#include "compiler/rules/rules.h"
#include "compiler/syntax/tree.h"

/* A file taken in, with what was made of it. */
typedef struct SessionFile {
  const Source *source;
  Tree *tree;
  bool asked_for; /* named by the user; false: taken in by `use` */
} SessionFile;

typedef struct Session {
  Arena *arena;
  SourceStore store;
  const Library *library;
  Model *model;
  FindingSink sink;          /* all findings, language and rules, in order of place once checked */
  LIST(SessionFile) files;
  Str root;                  /* the project's root, absolute; empty for standard input without one */
} Session;

/* Opens a session with the frozen standard library. All memory is the arena's, which must outlive it; failures of memory
 * take the arena's escape. */
Session *session_open(Arena *arena);

/* Reads a file (path as the user wrote it; "-": the text must be given) and everything it uses. Returns false when it cannot
 * be read; `*reason` then says why in the form of strerror. A file that is there already is not read again. */
bool session_add_file(Session *session, Str path, Str *reason);
/* As session_add_file, for a text that is in memory (standard input, an editor's buffer, a test). */
void session_add_text(Session *session, Str path, Str text);

/* Binds, judges, silences, accepts and ranks. Call once, after all files were added. */
void session_check(Session *session);

#endif
