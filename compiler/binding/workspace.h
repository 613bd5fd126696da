/* workspace.h: the files of one run: those asked for, and those they take in with `use`.
 *
 * Each file is read and parsed once, whoever uses it; cycles are fine. No path leads outside the project root: the nearest
 * folder upward that holds `kompas.project` or `.git`, else the file's own folder. */
#ifndef KOMPAS_BINDING_WORKSPACE_H
#define KOMPAS_BINDING_WORKSPACE_H

#include "compiler/binding/bind.h"

typedef struct WorkspaceFile {
  const Source *source;
  Tree *tree;
  Str real;            /* its absolute path without links; empty for a text in memory without one */
  Str root;            /* its project's root, absolute */
  bool asked_for;      /* named by the user; false: taken in by `use` */
  bool use_failed;
  LIST(uint32_t) uses; /* numbers in Workspace.files */
} WorkspaceFile;

typedef struct Workspace {
  Arena *arena;
  SourceStore *store;
  const Vocabulary *vocabulary;
  FindingSink *sink;
  LIST(WorkspaceFile *) files;
  Map by_path;          /* real path → number in files */
} Workspace;

void workspace_init(Workspace *workspace, Arena *arena, SourceStore *store, const Vocabulary *vocabulary,
                    FindingSink *sink);

/* Reads and parses a file and everything it uses. False when it cannot be read; `*reason` (may be NULL) then says why as
 * strerror does. A file that is there already is not read again. Errors in `use` lines are K0109 findings. */
bool workspace_add_file(Workspace *workspace, Str path, Str *reason);
/* As workspace_add_file, for a text in memory, which must outlive the workspace. `path` is what findings show; when it names
 * a place in a folder, what the text uses is sought from there, else (as "-") from the present folder. An earlier file of
 * that path is not replaced. */
void workspace_add_text(Workspace *workspace, Str path, Str text);

/* Binds all files. */
Model *workspace_bind(Workspace *workspace);

/* The project root of a file or folder: absolute, without links. For a path that does not exist: of its folder. */
Str project_root(Arena *arena, Str path);

#endif
