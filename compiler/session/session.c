/* session.c: see session.h. The project's settings are read first, because they may name a house library; then the library
 * is there and files can be added. */
#include "compiler/session/house_style.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_FILES = 100000 };

/* --- settings --- */

/* Calls for every value of a slot that may be one value, a list, or nothing. */
typedef struct SlotValues {
  const Value *items;
  uint32_t count;
} SlotValues;

static SlotValues slot_values(const Session *session, const Object *object, const char *key) {
  const Value *slot = object_slot(object, session->library->vocabulary, str_of(key));
  if (slot->kind == VALUE_LIST) return (SlotValues){slot->as.list->items, slot->as.list->count};
  return (SlotValues){slot, value_is_stated(*slot) ? 1 : 0};
}

/* The text of a value, or the key of a choice; empty for another kind. */
static Str plain_text(Value value) {
  value = value_plain(value);
  if (value.kind == VALUE_TEXT || value.kind == VALUE_TOPIC) return value.as.text;
  return value.kind == VALUE_CHOICE ? value.as.choice->key : STR("");
}

static Str slot_text(const Session *session, const Object *object, const char *key) {
  SlotValues values = slot_values(session, object, key);
  return values.count ? plain_text(values.items[0]) : STR("");
}

static Str path_in_root(Session *session, Str path) {
  if (str_starts_with(path, STR("/"))) return path_absolute(session->arena, path);
  return path_absolute(session->arena, str_format(session->arena, "%.*s/%.*s", STR_ARGS(session->root), STR_ARGS(path)));
}

static bool path_is_below(Str path, Str folder) {
  if (!str_starts_with(path, folder)) return false;
  return path.length == folder.length || path.data[folder.length] == '/' || str_equal(folder, STR("/"));
}

static void add_paths(Session *session, const Object *project, const char *key, PathList *paths) {
  SlotValues values = slot_values(session, project, key);
  for (uint32_t i = 0; i < values.count; i++) {
    Str path = plain_text(values.items[i]);
    if (path.length) LIST_PUSH(session->arena, paths, path_in_root(session, path));
  }
}

static bool severity_of(Str key, Severity *severity) {
  for (Severity one = SEVERITY_NONE; one <= SEVERITY_ERROR; one++)
    if (str_equal(severity_key(one), key)) {
      *severity = one;
      return true;
    }
  return false;
}

/* A style is named by its file (house/style.kompas) or by its name. */
static bool style_is_file(Str style) { return str_ends_with(style, STR(".kompas")) || str_find(style, STR("/")) < style.length; }

static void take_settings(Session *session, const Object *project) {
  ProjectSettings *settings = &session->settings;
  settings->has_language = language_of(slot_text(session, project, "language"), &settings->language);
  settings->has_fail_on = severity_of(slot_text(session, project, "fail-on"), &settings->fail_on);
  add_paths(session, project, "library", &settings->libraries);
  add_paths(session, project, "ignore", &settings->ignored);
  Str style = slot_text(session, project, "style");
  if (style_is_file(style)) settings->style = path_in_root(session, style);
  else settings->style_name = style;
}

/* Reads the project file by itself: what it says is needed before the library is loaded. Its own findings come later, when it is
 * bound with the rest. */
static int read_settings(Session *session, FileProblem *problem) {
  Str path = path_in_root(session, STR("kompas.project"));
  struct stat status;
  if (stat(str_to_c(session->arena, path), &status) != 0) return 0;
  session->settings.file = path;
  Session *apart = session_open(session->arena);
  int error = session_add_file(apart, path);
  if (error) {
    *problem = (FileProblem){path_shown(session->arena, path), error};
    return error;
  }
  Model *model = workspace_bind(&apart->workspace);
  session->library = apart->library;
  LIST_EACH(Object *, project, model->projects) take_settings(session, *project);
  return 0;
}

/* --- libraries --- */

typedef LIST(LibraryFile) LibraryFileList;

static int add_library_folder(Session *session, Str folder, LibraryFileList *files, FileProblem *problem) {
  PathList paths = {0};
  FolderWalk walk = {.arena = session->arena, .paths = &paths, .limit = MOST_FILES};
  int error = folder_list(&walk, path_shown(session->arena, folder), &problem->path);
  LIST_EACH(Str, path, paths) {
    LibraryFile *file = LIST_ADD(session->arena, files);
    file->path = path_shown(session->arena, *path);
    problem->path = file->path;
    if (!error) error = file_read(session->arena, str_to_c(session->arena, *path), FILE_LIMIT, &file->text);
  }
  problem->error = error;
  return error;
}

/* A folder that the project names must lie in the project, links followed. */
static int check_inside(Session *session, Str folder, FileProblem *problem) {
  if (path_is_inside(session->arena, folder, session->root)) return 0;
  *problem = (FileProblem){path_shown(session->arena, folder), access(str_to_c(session->arena, folder), F_OK) ? errno : EXDEV};
  return problem->error;
}

static bool is_read_already(const Session *session, const LibraryFileList *files) {
  LIST_EACH(const LibraryFile, file, *files)
    if (str_equal(path_absolute(session->arena, file->path), session->settings.style)) return true;
  return false;
}

/* What the user names goes before what the project names. */
static void take_style_option(Session *session, Str style) {
  ProjectSettings *settings = &session->settings;
  bool is_file = style_is_file(style);
  settings->style = is_file ? path_absolute(session->arena, style) : STR("");
  settings->style_name = is_file ? STR("") : style;
}

/* The style file is read as one more file of the library, unless it is in it. */
static int add_style(Session *session, const SessionOptions *options, LibraryFileList *files, FileProblem *problem) {
  if (options->style.length) take_style_option(session, options->style);
  else if (session->settings.style.length && check_inside(session, session->settings.style, problem)) return problem->error;
  if (!session->settings.style.length || is_read_already(session, files)) return 0;
  LibraryFile *file = LIST_ADD(session->arena, files);
  file->path = path_shown(session->arena, session->settings.style);
  *problem = (FileProblem){file->path, file_read(session->arena, str_to_c(session->arena, session->settings.style), FILE_LIMIT, &file->text)};
  return problem->error;
}

static int load_library(Session *session, const SessionOptions *options, FileProblem *problem) {
  LibraryFileList files = {0};
  LIST_EACH(Str, folder, session->settings.libraries)
    if (check_inside(session, *folder, problem) || add_library_folder(session, *folder, &files, problem)) return problem->error;
  for (uint32_t i = 0; i < options->library_count; i++)
    if (add_library_folder(session, options->libraries[i], &files, problem)) return problem->error;
  if (add_style(session, options, &files, problem)) return problem->error;
  if (!files.count) session->library = library_open_frozen(&session->store);
  else session->library = library_load_beside(library_frozen(), session->arena, &session->store, &session->sink, files.items, files.count);
  session->first_source = session->library->standard_sources;
  return 0;
}

/* --- opening --- */

static Session *new_session(Arena *arena) {
  Session *session = ARENA_NEW(arena, Session);
  session->arena = arena;
  source_store_init(&session->store, arena);
  finding_sink_init(&session->sink, arena);
  return session;
}

static void start_workspace(Session *session) {
  workspace_init(&session->workspace, session->arena, &session->store, session->library->vocabulary, &session->sink);
}

Session *session_open(Arena *arena) {
  Session *session = new_session(arena);
  session->library = library_open_frozen(&session->store);
  session->first_source = session->library->standard_sources;
  start_workspace(session);
  return session;
}

Session *session_open_project(Arena *arena, const SessionOptions *options, FileProblem *problem) {
  Session *session = new_session(arena);
  Str start = options->start.length && !str_equal(options->start, STR("-")) ? options->start : STR(".");
  session->root = project_root(arena, start);
  if (read_settings(session, problem) || load_library(session, options, problem)) return NULL;
  start_workspace(session);
  if (session->settings.file.length) {
    problem->path = path_shown(arena, session->settings.file);
    problem->error = session_add_file(session, session->settings.file);
    if (problem->error) return NULL;
    session->workspace.files.items[0]->asked_for = false;
  }
  return session;
}

/* --- files --- */

/* A file without a path of its own (a pipe that the shell opened) is read as a text; the rest cannot be read, and the reason is
 * asked again because the workspace tells it in words. */
static int add_without_path(Session *session, Str path) {
  Str text;
  int error = file_read(session->arena, str_to_c(session->arena, path), FILE_LIMIT, &text);
  if (!error) session_add_text(session, path, text);
  return error;
}

int session_add_file(Session *session, Str path) {
  Str shown = path_shown(session->arena, path);
  return workspace_add_file(&session->workspace, shown, NULL) ? 0 : add_without_path(session, shown);
}

void session_add_text(Session *session, Str path, Str text) { workspace_add_text(&session->workspace, path, text); }

static bool is_ignored(void *context, Str path) {
  const Session *session = context;
  LIST_EACH(Str, ignored, session->settings.ignored)
    if (path_is_below(path, *ignored)) return true;
  return false;
}

int session_list_folder(Session *session, Str folder, PathList *paths, Str *failed) {
  FolderWalk walk = {session->arena, paths, is_ignored, session, MOST_FILES};
  return folder_list(&walk, folder, failed);
}

/* --- checking --- */

static void note_languages(Session *session) {
  session->language_count = session->store.sources.count;
  session->languages = ARENA_ARRAY(session->arena, Language, session->language_count);
  LIST_EACH(WorkspaceFile *, file, session->workspace.files)
    session->languages[(*file)->source->file] = tree_language((*file)->tree);
}

static const WorkspaceFile *workspace_file_of(const Session *session, uint32_t file) {
  LIST_EACH(WorkspaceFile *, one, session->workspace.files)
    if ((*one)->source->file == file) return *one;
  return NULL;
}

/* Files that were asked for and hold several partnerships are a project in small. */
static bool holds_several(const Session *session) {
  uint32_t count = 0;
  LIST_EACH(Object *, partnership, session->model->partnerships) {
    const WorkspaceFile *file = workspace_file_of(session, (*partnership)->keyword.file);
    count += file && file->asked_for;
    if (count > 1) return true;
  }
  return false;
}

void session_check(Session *session, bool whole_project) {
  note_languages(session);
  session->model = workspace_bind(&session->workspace);
  session_judge_styles(session);
  RuleRun run = {.library = session->library, .model = session->model, .store = &session->store, .sink = &session->sink,
                 .whole_project = whole_project || holds_several(session), .present_only = session->present_only};
  rules_run(&run);
  session->evaluation = evaluation_new(session->arena, session->library, session->model, AUDIENCE_OWN);
}

static bool is_project_file(const WorkspaceFile *file) { return str_ends_with(file->source->path, STR("kompas.project")); }

uint32_t session_file_count(const Session *session) {
  uint32_t count = 0;
  LIST_EACH(WorkspaceFile *, file, session->workspace.files) count += !is_project_file(*file);
  return count;
}

bool session_has_language_errors(const Session *session) {
  LIST_EACH(Finding *, finding, session->sink.findings) {
    bool is_language = !(*finding)->rule || (*finding)->rule->is_language;
    if (is_language && (*finding)->severity == SEVERITY_ERROR && finding_is_reported(*finding)) return true;
  }
  return false;
}

Language session_language(const Session *session, const Language *wanted, Span place) {
  if (wanted) return *wanted;
  if (session->settings.has_language) return session->settings.language;
  return place.file < session->language_count ? session->languages[place.file] : LANGUAGE_EN;
}

Language session_main_language(const Session *session, const Language *wanted) {
  LIST_EACH(WorkspaceFile *, file, session->workspace.files)
    if ((*file)->asked_for && !is_project_file(*file)) return session_language(session, wanted, (Span){(*file)->source->file, 0, 0});
  return session_language(session, wanted, NO_SPAN);
}

const Object *session_root(Session *session, SessionRoot kind, Str name, NameList *names) {
  const Object *found = NULL;
  uint32_t count = 0, all = kind == ROOT_ORGANISATION ? session->model->organisations.count : session->model->partnerships.count;
  for (uint32_t i = 0; i < all; i++) {
    const Object *root = kind == ROOT_ORGANISATION ? session->model->organisations.items[i] : session->model->partnerships.items[i];
    const WorkspaceFile *file = workspace_file_of(session, root->keyword.file);
    if (!file || !file->asked_for) continue;
    LIST_PUSH(session->arena, names, root->name);
    if (name.length && !str_equal(root->name, name)) continue;
    found = root;
    count++;
  }
  return count == 1 ? found : NULL;
}

Str session_words(const Session *session, const char *key, Language language) {
  return library_words(session->library, str_of(key), language);
}

Evaluation *session_speaker(Session *session) {
  if (session->evaluation) return session->evaluation;
  if (!session->early) session->early = evaluation_new(session->arena, session->library, session->library->model, AUDIENCE_OWN);
  return session->early;
}

Str session_sentence(Session *session, const char *key, Language language, const Argument *arguments, uint32_t count) {
  return library_sentence(session_speaker(session), session->library, str_of(key), arguments, count, language, session->arena);
}

Str session_reason(const Session *session, int error, Language language) {
  static const struct {
    int error;
    const char *key;
  } reasons[] = {{ENOENT, "file-not-there"}, {EACCES, "file-not-allowed"},  {EPERM, "file-not-allowed"}, {EISDIR, "file-is-folder"},
                 {ENOSPC, "file-disk-full"}, {EDQUOT, "file-disk-full"},    {EFBIG, "file-disk-full"},   {EROFS, "file-read-only"},
                 {EEXIST, "file-is-there"},  {ENOTDIR, "file-not-a-folder"}, {EXDEV, "file-outside"},     {ELOOP, "file-link-circle"}};
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
    if (reasons[i].error == error) return session_words(session, reasons[i].key, language);
  return str_copy(session->arena, str_of(strerror(error)));
}

Str session_problem(Session *session, const FileProblem *problem, const char *key, Language language) {
  Str reason = session_reason(session, problem->error, language);
  Argument arguments[] = {{STR("file"), value_of_text(problem->path)}, {STR("reason"), value_of_text(reason)}};
  return session_sentence(session, key, language, arguments, 2);
}
