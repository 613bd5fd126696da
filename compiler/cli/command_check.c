/* command_check.c: findings on files and folders. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compiler/cli/cli.h"

static bool is_folder(Program *program, Str path) {
  struct stat status;
  return stat(str_to_c(program->arena, path), &status) == 0 && S_ISDIR(status.st_mode);
}

/* Progress of long work, on a terminal only; the line is wiped at the end. */
static void show_progress(const Program *program, uint32_t done, uint32_t total) {
  enum { WORTH_TELLING = 2000 };
  if (total < WORTH_TELLING || done % 500 != 0 || !isatty(STDERR_FILENO)) return;
  write_descriptor(STDERR_FILENO, str_format(program->arena, "\r\033[K%u/%u", done, total));
}

static void wipe_progress(uint32_t total) {
  if (total >= 2000 && isatty(STDERR_FILENO)) write_descriptor(STDERR_FILENO, STR("\r\033[K"));
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

/* Takes in what was asked for; true when everything could be read. `*whole` becomes true when a folder was among it. */
static bool add_operands(Program *program, Session *session, bool *whole) {
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

static Severity threshold_of(const Program *program, const Session *session) {
  static const Severity severities[] = {SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_HINT};
  int choice = option_choice(program, OPTION_FAIL_ON);
  if (choice >= 0) return severities[choice];
  return session->settings.has_fail_on ? session->settings.fail_on : SEVERITY_ERROR;
}

static void write_human(Program *program, Session *session) {
  Language language = session_main_language(session, wanted_language(program));
  if (option_given(program, OPTION_SUMMARY)) {
    FindingCounts counts = session_counts(session);
    session_write_summary(session, &counts, language, &program->output);
    return;
  }
  FindingViews views = session_views(session, wanted_language(program), program->arena);
  RenderOptions options = program_render_options(program, session, STDOUT_FILENO);
  uint32_t put_aside = option_given(program, OPTION_ALL) ? 0 : session_views_shorten(session, &views, program->arena);
  session_write_findings(session, &views, put_aside, &options, language, &program->output);
}

static void write_json(Program *program, Session *session) {
  bool only_summary = option_given(program, OPTION_SUMMARY);
  FindingViews views = {.counts = session_counts(session)};
  if (!only_summary) views = session_views(session, wanted_language(program), program->arena);
  render_json(&program->output, &session->store, views.items, views.count, &views.counts);
}

Exit command_check(Program *program) {
  const PathList *operands = &program->arguments.operands;
  bool whole;
  Session *session = program_session(program, operands->count ? operands->items[0] : STR(""));
  if (!session) return EXIT_FILE;
  bool fine = add_operands(program, session, &whole);
  session_check(session, whole);
  if (option_choice(program, OPTION_FORMAT) == 1) write_json(program, session);
  else if (fine || session_file_count(session)) write_human(program, session);
  FindingCounts counts = session_counts(session);
  if (!fine) return EXIT_FILE;
  return counts_reach(&counts, threshold_of(program, session)) ? EXIT_FINDINGS : EXIT_FINE;
}
