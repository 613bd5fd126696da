/* program.c: what commands do alike: opening a session, telling findings and problems, writing what was made. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compiler/cli/cli.h"

enum { STANDARD_WIDTH = 100, WIDEST = 120 };

int write_descriptor(int descriptor, Str text) {
  for (size_t at = 0; at < text.length;) {
    ssize_t count = write(descriptor, text.data + at, text.length - at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    at += (size_t)count;
  }
  return 0;
}

void program_flush(Program *program) {
  Str text = text_str(&program->output);
  if (!program->output_error) program->output_error = write_descriptor(STDOUT_FILENO, text);
  program->output = text_new(program->arena);
}

void complain(const Program *program, Str text) {
  Text line = text_new(program->arena);
  text_add_c(&line, "kompas: ");
  render_safe(&line, text);
  text_add_char(&line, '\n');
  write_descriptor(STDERR_FILENO, text_str(&line));
}

Exit file_problem(const Program *program, Session *session, const FileProblem *problem, const char *key) {
  Session *speaking = session ? session : session_open(program->arena);
  complain(program, session_problem(speaking, problem, key, session_main_language(speaking, wanted_language(program))));
  return EXIT_FILE;
}

Session *program_session(Program *program, Str start) {
  SessionOptions options = {start, program->arguments.libraries.items, program->arguments.libraries.count,
                            str_of(option(program, OPTION_STYLE))};
  FileProblem problem = {0};
  Session *session = session_open_project(program->arena, &options, &problem);
  if (!session) file_problem(program, NULL, &problem, "file-unreadable");
  return session;
}

bool program_add(Program *program, Session *session, Str operand) {
  FileProblem problem = {operand, 0};
  if (operand_is_standard_input(operand)) {
    Str text;
    problem.error = file_read_open(program->arena, STDIN_FILENO, FILE_LIMIT, &text);
    if (!problem.error) session_add_text(session, operand, text);
  } else {
    problem.error = session_add_file(session, operand);
  }
  if (problem.error) file_problem(program, session, &problem, "file-unreadable");
  return problem.error == 0;
}

static bool is_folder(Program *program, Str path) {
  struct stat status;
  return stat(str_to_c(program->arena, path), &status) == 0 && S_ISDIR(status.st_mode);
}

enum { WORTH_TELLING = 2000 };

/* Progress of long work, on a terminal only; the line is wiped at the end. */
static void show_progress(const Program *program, uint32_t done, uint32_t total) {
  if (total < WORTH_TELLING || done % 500 != 0 || !isatty(STDERR_FILENO)) return;
  write_descriptor(STDERR_FILENO, str_format(program->arena, "\r\033[K%u/%u", done, total));
}

static void wipe_progress(uint32_t total) {
  if (total >= WORTH_TELLING && isatty(STDERR_FILENO)) write_descriptor(STDERR_FILENO, STR("\r\033[K"));
}

static bool add_folder(Program *program, Session *session, Str folder) {
  PathList paths = {0};
  FileProblem problem = {folder, 0};
  problem.error = session_list_folder(session, folder, &paths, &problem.path);
  if (problem.error) {
    file_problem(program, session, &problem, "file-unreadable");
    return false;
  }
  bool fine = true;
  for (uint32_t i = 0; i < paths.count; i++) {
    fine = program_add(program, session, paths.items[i]) && fine;
    show_progress(program, i, paths.count);
  }
  wipe_progress(paths.count);
  if (!paths.count) {
    Argument arguments[] = {{STR("folder"), value_of_text(path_shown(program->arena, folder))}};
    complain(program, session_sentence(session, "console-no-specs", session_main_language(session, wanted_language(program)), arguments, 1));
  }
  return fine;
}

bool program_add_operands(Program *program, Session *session, bool *whole) {
  const PathList *operands = &program->arguments.operands;
  bool fine = true;
  *whole = operands->count == 0;
  if (*whole) return add_folder(program, session, path_shown(program->arena, session->root));
  LIST_EACH(Str, operand, *operands) {
    bool folder = !operand_is_standard_input(*operand) && is_folder(program, *operand);
    *whole = *whole || folder;
    fine = (folder ? add_folder(program, session, *operand) : program_add(program, session, *operand)) && fine;
  }
  return fine;
}

Str program_start(const Program *program) {
  return program->arguments.operands.count ? program->arguments.operands.items[0] : STR("");
}

Session *program_check_file(Program *program, Str operand) {
  Session *session = program_session(program, operand);
  if (!session || !program_add(program, session, operand)) return NULL;
  session_check(session, false);
  return session;
}

/* Cells of the terminal at a descriptor; a fixed width where there is none. */
static uint32_t output_width(int descriptor) {
  struct winsize size;
  if (isatty(descriptor) && ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col) return size.ws_col < WIDEST ? size.ws_col : WIDEST;
  return STANDARD_WIDTH;
}

static bool wants_colour(int descriptor) {
  const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
  if (none && *none) return false;
  return isatty(descriptor) && !(terminal && str_equal(str_of(terminal), STR("dumb")));
}

RenderOptions program_render_options(const Session *session, int descriptor) {
  RenderOptions options = {.width = output_width(descriptor), .colour = wants_colour(descriptor)};
  session_render_words(session, options.words);
  return options;
}

static bool is_language_error(const Finding *finding) {
  return finding->severity == SEVERITY_ERROR && (!finding->rule || finding->rule->is_language);
}

void program_tell_findings(Program *program, Session *session, bool language_only) {
  FindingViews views = session_views(session, wanted_language(program), program->arena);
  if (language_only) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < views.count; i++)
      if (is_language_error(views.items[i].finding)) views.items[kept++] = views.items[i];
    views.count = kept;
  }
  if (!views.count) return;
  Text text = text_new(program->arena);
  RenderOptions options = program_render_options(session, STDERR_FILENO);
  Language language = session_main_language(session, wanted_language(program));
  uint32_t put_aside = language_only ? 0 : session_views_shorten(session, &views, program->arena);
  if (language_only) render_findings(&text, &session->store, views.items, views.count, &options);
  else session_write_findings(session, &views, put_aside, &options, language, &text);
  write_descriptor(STDERR_FILENO, text_str(&text));
}

static const Object *complain_of_organisations(Program *program, Str shown, Exit *status) {
  *status = shown.length ? usage_error(program, "several organisations, each needs a file of its own here: %.*s", STR_ARGS(shown))
                         : usage_error(program, "there is no organisation in this file");
  return NULL;
}

const Object *program_root(Program *program, Session *session, SessionRoot kind, Exit *status) {
  NameList names = {0};
  const char *wanted = kind == ROOT_PARTNERSHIP ? option(program, OPTION_PARTNERSHIP) : NULL;
  const Object *found = session_root(session, kind, str_of(wanted), &names);
  if (found) return found;
  Text list = text_new(program->arena);
  LIST_EACH(Str, name, names) text_add_format(&list, "%s%.*s", list.length ? ", " : "", STR_ARGS(*name));
  Str shown = text_str(&list);
  if (kind == ROOT_ORGANISATION) return complain_of_organisations(program, shown, status);
  if (!names.count) *status = usage_error(program, "there is no partnership in this file");
  else if (wanted) *status = usage_error(program, "there is no single partnership “%s” here; there are: %.*s", wanted, STR_ARGS(shown));
  else *status = usage_error(program, "several partnerships: name one with --partnership: %.*s", STR_ARGS(shown));
  return NULL;
}

Audience program_audience(const Program *program) {
  static const Audience audiences[] = {AUDIENCE_PARTNERS, AUDIENCE_BOARD, AUDIENCE_OWN};
  int choice = option_choice(program, OPTION_AUDIENCE);
  return choice < 0 ? AUDIENCE_PARTNERS : audiences[choice];
}

static Severity severity_option(const Program *program) {
  static const Severity severities[] = {SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_HINT};
  int choice = option_choice(program, OPTION_FAIL_ON);
  return choice < 0 ? SEVERITY_NONE : severities[choice];
}

Exit program_fail_on(const Program *program, const Session *session) {
  FindingCounts counts = session_counts(session);
  return counts_reach(&counts, severity_option(program)) ? EXIT_FINDINGS : EXIT_FINE;
}

static Str file_sentence(const Program *program, Session *session, const char *key, Str path) {
  Argument arguments[] = {{STR("file"), value_of_text(path)}};
  return session_sentence(session, key, session_main_language(session, wanted_language(program)), arguments, 1);
}

void tell_written(const Program *program, Session *session, Str path) {
  Text line = text_new(program->arena);
  render_safe(&line, file_sentence(program, session, "console-written", path));
  text_add_char(&line, '\n');
  write_descriptor(STDERR_FILENO, text_str(&line));
}

Exit program_write(Program *program, Session *session, Str name, Str content, Str mark) {
  const char *output = option(program, OPTION_OUTPUT);
  Str path = output ? str_of(output) : name;
  if (!path.length || operand_is_standard_input(path)) {
    text_add(&program->output, content);
    return EXIT_FINE;
  }
  WriteRequest request = {.path = str_to_c(program->arena, path), .content = content, .mark = mark, .force = option_given(program, OPTION_FORCE)};
  FileProblem problem = {path, 0};
  switch (file_write(program->arena, &request, &problem.error)) {
    case WRITE_DONE: tell_written(program, session, path); return EXIT_FINE;
    case WRITE_FOREIGN: complain(program, file_sentence(program, session, "console-kept", path)); return EXIT_FILE;
    case WRITE_FAILED: break;
  }
  return file_problem(program, session, &problem, "file-unwritable");
}

Exit program_write_new(Program *program, Session *session, Str path, Str content) {
  WriteRequest request = {.path = str_to_c(program->arena, path), .content = content, .fresh = true};
  FileProblem problem = {path, 0};
  if (file_write(program->arena, &request, &problem.error) != WRITE_DONE) return file_problem(program, session, &problem, "file-unwritable");
  tell_written(program, session, path);
  return EXIT_FINE;
}
