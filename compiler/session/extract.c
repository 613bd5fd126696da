/* extract.c: see extract.h. */
#include "compiler/session/extract.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "compiler/base/utf8.h"

enum { NAME_MOST = 200, PARTS_MOST = 8 };

/* What may be in a brief. */
static bool has_known_kind(Str name) {
  static const char *const endings[] = {".kompas", ".json", ".png", ".svg"};
  if (str_equal(path_file(name), STR("kompas.project"))) return true;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (str_ends_with(name, str_of(endings[i]))) return true;
  return false;
}

/* A part of a path that names something in its folder, and is not hidden. */
static bool is_fair_part(Str part) { return part.length && part.data[0] != '.'; }

static bool is_fair_path(Str name) {
  uint32_t parts = 0;
  for (size_t from = 0; from <= name.length; parts++) {
    size_t end = from + str_find(str_slice(name, from, name.length), STR("/"));
    if (!is_fair_part(str_slice(name, from, end))) return false;
    from = end + 1;
  }
  return parts <= PARTS_MOST;
}

/* Nothing but characters that show as themselves. */
static bool is_fair_text(Str name) {
  size_t size;
  for (size_t i = 0; i < name.length; i += size) {
    int32_t c = utf8_decode(name, i, &size);
    if (c == UTF8_INVALID || c == '\\' || utf8_is_control(c) || utf8_is_invisible(c)) return false;
  }
  return name.length && name.length <= NAME_MOST;
}

static bool is_fair_name(Str name) { return is_fair_text(name) && is_fair_path(name) && has_known_kind(name); }

static Str sentence(Session *session, const char *key, Language language, Str file) {
  Argument arguments[] = {{STR("file"), value_of_text(file)}};
  return session_sentence(session, key, language, arguments, 1);
}

static Str failure(Session *session, Str path, int error, Language language) {
  FileProblem problem = {path, error};
  return session_problem(session, &problem, "file-unwritable", language);
}

/* 0 when a folder is there or was made, else an errno value. */
static int make_folder(Arena *arena, Str folder) {
  struct stat status;
  const char *path = str_to_c(arena, folder);
  if (mkdir(path, 0777) == 0) return 0;
  if (errno != EEXIST) return errno;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
}

/* Every folder on the way to a file; links that lead elsewhere are refused. */
static int make_folders(Session *session, Str root, Str name) {
  int error = make_folder(session->arena, root);
  for (size_t at = 0; at < name.length && !error; at++) {
    if (name.data[at] != '/') continue;
    Str folder = str_format(session->arena, "%.*s/%.*s", STR_ARGS(root), (int)at, name.data);
    error = make_folder(session->arena, folder);
    if (!error && !path_is_inside(session->arena, folder, root)) error = EXDEV;
  }
  return error;
}

static Str target_of(Session *session, const ExtractRequest *request, Str name) {
  if (str_equal(request->folder, STR("."))) return name;
  return str_format(session->arena, "%.*s/%.*s", STR_ARGS(request->folder), STR_ARGS(name));
}

/* True when something else stands where the file goes. */
static bool is_taken(Session *session, Str target, Str content) {
  struct stat status;
  const char *path = str_to_c(session->arena, target);
  Str there;
  if (lstat(path, &status) != 0) return false;
  bool is_file = S_ISREG(status.st_mode) && (uint64_t)status.st_size == content.length;
  return !is_file || file_read(session->arena, path, content.length, &there) != 0 || !str_equal(there, content);
}

static bool check_all(Session *session, const ExtractRequest *request, Language language, Str *problem) {
  LIST_EACH(const EmbeddedFile, file, *request->files) {
    if (!is_fair_name(file->name)) {
      *problem = sentence(session, "extract-name", language, file->name);
      return false;
    }
    Str target = target_of(session, request, file->name);
    if (request->force || !is_taken(session, target, file->content)) continue;
    *problem = sentence(session, "extract-kept", language, target);
    return false;
  }
  return true;
}

/* 0, or why the file cannot be written. A link is never written through. */
static int write_one(Session *session, const ExtractRequest *request, const EmbeddedFile *file, Str target) {
  struct stat status;
  const char *path = str_to_c(session->arena, target);
  int error = make_folders(session, request->folder, file->name);
  if (error) return error;
  if (lstat(path, &status) == 0 && S_ISLNK(status.st_mode)) return EXDEV;
  WriteRequest write = {.path = path, .content = file->content, .force = request->force};
  WriteProblem outcome = file_write(session->arena, &write, &error);
  return outcome == WRITE_FOREIGN ? EEXIST : error;
}

bool session_extract(Session *session, const ExtractRequest *request, Language language, PathList *written, Str *problem) {
  if (!request->files->count) {
    *problem = session_words(session, "extract-nothing", language);
    return false;
  }
  if (!check_all(session, request, language, problem)) return false;
  LIST_EACH(const EmbeddedFile, file, *request->files) {
    Str target = target_of(session, request, file->name);
    int error = write_one(session, request, file, target);
    if (error) {
      *problem = failure(session, target, error, language);
      return false;
    }
    LIST_PUSH(session->arena, written, target);
  }
  return true;
}
