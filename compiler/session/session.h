/* session.h: one run over one set of files: library, sources, trees, model, findings. The command line and the language
 * server own no logic; what they can do, the session can do.
 *
 * Order of use: session_open, then session_add_… for every file, then session_check, then the findings and the model. */
#ifndef KOMPAS_SESSION_SESSION_H
#define KOMPAS_SESSION_SESSION_H

#include "compiler/binding/workspace.h"
#include "compiler/diagnostics/render.h"
#include "compiler/rules/evaluate.h"
#include "compiler/rules/library.h"
#include "compiler/source/files.h"

/* What `kompas.project` says, or nothing of it. Paths are absolute. */
typedef struct ProjectSettings {
  Str file; /* kompas.project; empty when there is none */
  bool has_language, has_fail_on;
  Language language;
  Severity fail_on;
  PathList libraries, ignored;
  Str style;      /* the file of a style; empty: none named */
  Str style_name; /* a style by name; empty: none named */
} ProjectSettings;

typedef struct SessionOptions {
  Str start;           /* a file or folder of the project; empty or "-": the present folder */
  const Str *libraries; /* house libraries named by the user, beside those of the project */
  uint32_t library_count;
  Str style;            /* a style named by the user, by name or by file; empty: that of the project, if any */
} SessionOptions;

typedef struct Session {
  Arena *arena;
  SourceStore store;
  FindingSink sink;          /* all findings, language and rules; in order of place once checked */
  const Library *library;
  Workspace workspace;       /* files and trees */
  Model *model;              /* after session_check */
  Evaluation *evaluation;    /* after session_check; of audience own */
  Evaluation *early;         /* for sentences before that; see session_speaker */
  Language *languages;       /* after session_check: of each source */
  uint32_t language_count;
  ProjectSettings settings;
  Str root;                  /* the project's root, absolute */
  bool present_only;         /* set before session_check: leave out what has no severity in the present phase */
  uint32_t first_source;     /* the first source that is no standard library text */
} Session;

typedef LIST(Str) NameList;

/* What could not be read, for the reader to be told. */
typedef struct FileProblem {
  Str path;
  int error; /* errno value */
} FileProblem;

/* Opens a session: finds the project, reads its settings, loads the house libraries (else the frozen standard library is used).
 * Mistakes in house libraries are findings. All memory is the arena's, which must outlive it; failures of memory take the
 * arena's escape. Returns NULL when a library folder or the project file cannot be read, with `*problem` filled in. */
Session *session_open_project(Arena *arena, const SessionOptions *options, FileProblem *problem);

/* A session with the standard library alone, without a project. Never NULL. */
Session *session_open(Arena *arena);

/* Reads a file and everything it uses. Returns 0, or the errno value that says why not. A file that is there already is not
 * read again. */
int session_add_file(Session *session, Str path);
/* As session_add_file, for a text that is in memory (standard input, an editor's buffer, a test). "-" is standard input. */
void session_add_text(Session *session, Str path, Str text);
/* Every spec below a folder, in order of path. Returns 0 or an errno value, with the path that failed. Stops at the first. */
int session_list_folder(Session *session, Str folder, PathList *paths, Str *failed);

/* Binds, judges, silences, accepts and ranks. Call once, after all files were added. `whole_project`: also run what looks
 * across partnerships. */
void session_check(Session *session, bool whole_project);

/* Spec files in the session, asked for or used; without the project file. */
uint32_t session_file_count(const Session *session);
/* True when a file in the session has a finding of severity error about the language itself. */
bool session_has_language_errors(const Session *session);
/* The language a finding is told in: `wanted` when there is one, else the project's, else that of the file it is about. */
Language session_language(const Session *session, const Language *wanted, Span place);
/* The language of the first file that was asked for, chosen in the same way. */
Language session_main_language(const Session *session, const Language *wanted);

/* What a command or a report is about. */
typedef enum SessionRoot { ROOT_PARTNERSHIP, ROOT_ORGANISATION } SessionRoot;

/* The partnership or organisation a command is about: the one named `name`, or the only one that is asked for. NULL when there
 * is none or more than one; `*names` then lists those there are. */
const Object *session_root(Session *session, SessionRoot kind, Str name, NameList *names);

/* A fixed text of the program (stdlib/texts). */
Str session_words(const Session *session, const char *key, Language language);
/* What writes values in words: the evaluation of the check, or before that one of the library alone. */
Evaluation *session_speaker(Session *session);
/* A text with arguments. */
Str session_sentence(Session *session, const char *key, Language language, const Argument *arguments, uint32_t count);
/* Why a file cannot be read or written, by its errno value, as a clause. */
Str session_reason(const Session *session, int error, Language language);
/* What is told of a file problem; `key` is the text it stands in: {file}, {reason}. */
Str session_problem(Session *session, const FileProblem *problem, const char *key, Language language);

#endif
