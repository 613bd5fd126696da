/* command_explain.c: what a finding, a keyword, a choice or a fact means. */
#include "compiler/cli/cli.h"
#include "compiler/session/explain.h"

#include <unistd.h>

Exit command_explain(Program *program) {
  Str word = program->arguments.operands.items[0], nearest;
  Session *session = program_session(program, STR(""));
  if (!session) return EXIT_FILE;
  Language language = program->has_language               ? program->language
                      : session->settings.has_language ? session->settings.language
                                                       : session_word_language(session, word, LANGUAGE_EN);
  RenderOptions options = program_render_options(session, STDOUT_FILENO);
  if (session_explain(session, word, language, options.width, &program->output, &nearest)) return EXIT_FINE;
  Argument arguments[] = {{STR("word"), value_of_text(word)}, {STR("near"), value_of_text(nearest)}};
  complain(program, session_sentence(session, nearest.length ? "explain-nearest" : "explain-unknown", language, arguments, 2));
  return EXIT_USAGE;
}
