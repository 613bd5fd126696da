/* command_check.c: findings on files and folders. */
#include <unistd.h>

#include "compiler/cli/cli.h"

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
  RenderOptions options = program_render_options(session, STDOUT_FILENO);
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
  bool whole;
  Session *session = program_session(program, program_start(program));
  if (!session) return EXIT_FILE;
  bool fine = program_add_operands(program, session, &whole);
  session->present_only = true;
  session_check(session, whole);
  if (option_choice(program, OPTION_FORMAT) == 1) write_json(program, session);
  else if (fine || session_file_count(session)) write_human(program, session);
  FindingCounts counts = session_counts(session);
  if (!fine) return EXIT_FILE;
  return counts_reach(&counts, threshold_of(program, session)) ? EXIT_FINDINGS : EXIT_FINE;
}
