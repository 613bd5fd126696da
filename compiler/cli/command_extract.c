/* command_extract.c: the spec and the findings that travel in a brief for audience own. */
#include <unistd.h>

#include "compiler/cli/backend.h"
#include "compiler/cli/cli.h"
#include "compiler/session/extract.h"

/* The bytes of the brief; false after an error, which is told. */
static bool read_brief(Program *program, Session *session, Str path, Str *bytes) {
  FileProblem problem = {path, 0};
  problem.error = operand_is_standard_input(path) ? file_read_open(program->arena, STDIN_FILENO, PDF_READ_MAX, bytes)
                                                  : file_read(program->arena, str_to_c(program->arena, path), PDF_READ_MAX, bytes);
  if (problem.error) file_problem(program, session, &problem, "file-unreadable");
  return problem.error == 0;
}

static Exit refuse(const Program *program, Session *session, const char *key, Language language) {
  Argument arguments[] = {{STR("file"), value_of_text(path_shown(program->arena, program_start(program)))}};
  complain(program, session_sentence(session, key, language, arguments, 1));
  return EXIT_FILE;
}

static Exit extract(Program *program, Session *session, const EmbeddedFiles *files, Language language) {
  Str problem = STR(""), folder = str_of(option(program, OPTION_OUTPUT));
  ExtractRequest request = {files, folder.length ? folder : STR("."), option_given(program, OPTION_FORCE)};
  PathList written = {0};
  bool done = session_extract(session, &request, language, &written, &problem);
  LIST_EACH(const Str, path, written) tell_written(program, session, *path);
  if (!done) complain(program, problem);
  return done ? EXIT_FINE : EXIT_FILE;
}

Exit command_extract(Program *program) {
  Session *session = session_open(program->arena);
  Language language = session_main_language(session, wanted_language(program));
  Str bytes, reason = STR("");
  EmbeddedFiles files = {0};
  const char *problem;
  if (operand_is_standard_input(str_of(option(program, OPTION_OUTPUT)))) return usage_error(program, "-o takes a folder");
  if (!read_brief(program, session, program_start(program), &bytes)) return EXIT_FILE;
  const ReportBackend *backend = backend_open(program->arena, &reason);
  if (!backend) {
    complain(program, reason);
    return EXIT_FILE;
  }
  if (!backend->pdf_read_embedded(program->arena, bytes, &files, &problem)) return refuse(program, session, problem, language);
  return extract(program, session, &files, language);
}
