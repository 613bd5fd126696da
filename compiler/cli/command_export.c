/* command_export.c: the model, and the vocabulary, for other programs. */
#include "compiler/cli/cli.h"
#include "compiler/export/export.h"

static Exit export_file(Program *program) {
  Session *session = program_check_file(program, program->arguments.operands.items[0]);
  if (!session) return EXIT_FILE;
  program_tell_findings(program, session, true);
  if (session_has_language_errors(session)) {
    complain(program, session_words(session, "console-not-written", session_main_language(session, wanted_language(program))));
    return EXIT_FINDINGS;
  }
  Str model = export_model(program->arena, session->library, session->model, &session->store);
  Exit status = program_write(program, session, STR(""), model, STR("\"kompas\""));
  return status == EXIT_FINE ? program_fail_on(program, session) : status;
}

Exit command_export(Program *program) {
  if (!option_given(program, OPTION_SCHEMA)) {
    if (program->arguments.operands.count) return export_file(program);
    return usage_error(program, "FILE is missing");
  }
  Session *session = program_session(program, program_start(program));
  if (!session) return EXIT_FILE;
  Str schema = export_schema(program->arena, session->library);
  return program_write(program, session, STR(""), schema, STR("\"$schema\""));
}

Exit command_vocabulary(Program *program) {
  Session *session = program_session(program, STR(""));
  if (!session) return EXIT_FILE;
  bool manual = option_choice(program, OPTION_FORMAT) == 1;
  Language language = session_main_language(session, wanted_language(program));
  Str content = manual ? export_manual(program->arena, session->library, language)
                       : export_vocabulary(program->arena, session->library->vocabulary);
  return program_write(program, session, STR(""), content, STR(""));
}
