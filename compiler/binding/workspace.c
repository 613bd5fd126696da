/* Reading files and what they use. Files wait in a row for their `use` lines to be followed, so that a long chain of files
 * takes no deeper stack than a short one. */
#include "compiler/binding/workspace.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "compiler/source/files.h"
#include "compiler/syntax/parse.h"

enum { FILES_AT_MOST = 100000 };

static bool real_path(Arena *arena, Str path, Str *real) {
  char *resolved = realpath(str_to_c(arena, path), NULL);
  if (!resolved) return false;
  *real = str_copy(arena, str_of(resolved));
  free(resolved);
  return true;
}

static bool exists_in(Arena *arena, Str folder, const char *name) {
  struct stat status;
  const char *slash = str_equal(folder, STR("/")) ? "" : "/";
  return stat(str_format(arena, "%.*s%s%s", STR_ARGS(folder), slash, name).data, &status) == 0;
}

static bool is_folder(Arena *arena, Str path) {
  struct stat status;
  return stat(str_to_c(arena, path), &status) == 0 && S_ISDIR(status.st_mode);
}

Str project_root(Arena *arena, Str path) {
  Str folder;
  if (!real_path(arena, path, &folder)) {
    Str around = path_folder(arena, path_absolute(arena, path));
    if (!real_path(arena, around, &folder)) return around;
  } else if (!is_folder(arena, folder)) {
    folder = path_folder(arena, folder);
  }
  for (Str at = folder;; at = path_folder(arena, at)) {
    if (exists_in(arena, at, "kompas.project") || exists_in(arena, at, ".git")) return at;
    if (str_equal(at, STR("/")) || str_equal(at, STR("."))) return folder;
  }
}

void workspace_init(Workspace *workspace, Arena *arena, SourceStore *store, const Vocabulary *vocabulary,
                    FindingSink *sink) {
  *workspace = (Workspace){.arena = arena, .store = store, .vocabulary = vocabulary, .sink = sink};
}

static WorkspaceFile *add_text(Workspace *workspace, Str shown, Str real, Str text) {
  WorkspaceFile *file = ARENA_NEW(workspace->arena, WorkspaceFile);
  Source *source = source_add(workspace->store, str_copy(workspace->arena, shown), text);
  file->source = source;
  file->real = real;
  file->root = project_root(workspace->arena, str_is_empty(real) ? STR(".") : real);
  file->tree = parse_file(workspace->arena, source, workspace->vocabulary, workspace->sink);
  if (!str_is_empty(real)) map_put(workspace->arena, &workspace->by_path, real, workspace->files.count);
  LIST_PUSH(workspace->arena, &workspace->files, file);
  return file;
}

static Finding *refuse(Workspace *workspace, WorkspaceFile *file, const char *which, const Node *path) {
  file->use_failed = true;
  Finding *finding = finding_add(workspace->sink, "K0109", path->span);
  finding_text(workspace->sink, finding, "case", str_of(which));
  finding_text(workspace->sink, finding, "path", path->text);
  return finding;
}

static bool is_below(Str path, Str folder) {
  if (str_equal(folder, STR("/"))) return true;
  return str_starts_with(path, folder) && (path.length == folder.length || path.data[folder.length] == '/');
}

static void add_limit(Workspace *workspace, const Node *path) {
  Finding *finding = finding_add(workspace->sink, "K0004", path->span);
  finding_text(workspace->sink, finding, "case", STR("files"));
  finding_number(workspace->sink, finding, "limit", FILES_AT_MOST);
}

static void follow(Workspace *workspace, WorkspaceFile *file, const Node *path) {
  Arena *arena = workspace->arena;
  Str folder = str_is_empty(file->real) ? path_absolute(arena, STR(".")) : path_folder(arena, file->real);
  Str target = str_starts_with(path->text, STR("/"))
                   ? path_absolute(arena, path->text)
                   : path_absolute(arena, str_format(arena, "%.*s/%.*s", STR_ARGS(folder), STR_ARGS(path->text)));
  Str real, content;
  struct stat status;
  bool hidden_nul = memchr(path->text.data, 0, path->text.length) != NULL;
  if (hidden_nul || !real_path(arena, target, &real)) {
    refuse(workspace, file, is_below(target, file->root) ? "unreadable" : "outside", path);
    return;
  }
  uint32_t number;
  if (!is_below(real, file->root)) {
    refuse(workspace, file, "outside", path);
  } else if (map_get(&workspace->by_path, real, &number)) {
    LIST_PUSH(arena, &file->uses, number);
  } else if (stat(real.data, &status) != 0) {
    refuse(workspace, file, "unreadable", path);
  } else if (!S_ISREG(status.st_mode)) {
    refuse(workspace, file, "not-a-file", path);
  } else if (workspace->files.count >= FILES_AT_MOST) {
    add_limit(workspace, path);
  } else if (file_read(arena, real.data, FILE_LIMIT, &content) != 0) {
    refuse(workspace, file, "unreadable", path);
  } else {
    LIST_PUSH(arena, &file->uses, workspace->files.count);
    add_text(workspace, path_shown(arena, target), real, content);
  }
}

static bool is_use(const Workspace *workspace, const Tree *tree, const Node *statement) {
  const Node *word = statement->first_child;
  if (!word || word->kind != NODE_NAME || !word->next || word->next->has_error) return false;
  if (word->next->kind != NODE_STRING && word->next->kind != NODE_TEXT_BLOCK) return false;
  const Concept *concept =
      vocabulary_top_concept(workspace->vocabulary, word->text, tree_language(tree), NULL);
  return concept && str_equal(concept->key, STR("use")) && !str_is_empty(word->next->text);
}

static void follow_all(Workspace *workspace, uint32_t from) {
  for (uint32_t i = from; i < workspace->files.count; i++) {
    WorkspaceFile *file = workspace->files.items[i];
    NODE_EACH_CHILD(statement, file->tree->root)
      if (is_use(workspace, file->tree, statement)) follow(workspace, file, statement->first_child->next);
  }
}

static bool fail(Str *reason, int error) {
  if (reason) *reason = str_of(strerror(error));
  return false;
}

bool workspace_add_file(Workspace *workspace, Str path, Str *reason) {
  Str real, content;
  uint32_t number;
  if (!real_path(workspace->arena, path, &real)) return fail(reason, errno);
  if (map_get(&workspace->by_path, real, &number)) {
    workspace->files.items[number]->asked_for = true;
    return true;
  }
  int error = file_read(workspace->arena, real.data, FILE_LIMIT, &content);
  if (error) return fail(reason, error);
  uint32_t from = workspace->files.count;
  add_text(workspace, path, real, content)->asked_for = true;
  follow_all(workspace, from);
  return true;
}

void workspace_add_text(Workspace *workspace, Str path, Str text) {
  Str real = STR("");
  if (!str_equal(path, STR("-")) && !real_path(workspace->arena, path, &real)) {
    Str folder;
    Str absolute = path_absolute(workspace->arena, path);
    if (real_path(workspace->arena, path_folder(workspace->arena, absolute), &folder))
      real = str_format(workspace->arena, "%.*s/%.*s", STR_ARGS(folder), STR_ARGS(path_file(absolute)));
  }
  if (!str_is_empty(real) && map_get(&workspace->by_path, real, NULL)) return;
  uint32_t from = workspace->files.count;
  add_text(workspace, path, real, text)->asked_for = true;
  follow_all(workspace, from);
}

Model *workspace_bind(Workspace *workspace) {
  BindingFile *files = ARENA_ARRAY(workspace->arena, BindingFile, workspace->files.count);
  for (uint32_t i = 0; i < workspace->files.count; i++) {
    const WorkspaceFile *file = workspace->files.items[i];
    files[i] = (BindingFile){file->tree, file->uses.items, file->uses.count, file->use_failed};
  }
  return model_bind(workspace->arena, workspace->vocabulary, files, workspace->files.count, workspace->sink);
}
