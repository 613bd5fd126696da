/* command_new.c: a spec to start from. */
#include "compiler/cli/cli.h"
#include "compiler/session/starter.h"

static Language keyword_language(const Program *program, const Session *session) {
  int choice = option_choice(program, OPTION_KEYWORDS);
  if (choice >= 0) return choice == 1 ? LANGUAGE_NL : LANGUAGE_EN;
  return session_main_language(session, wanted_language(program));
}

/* The name without the ending that people type out of habit. */
static Str name_of(const Program *program, const Session *session, Language language) {
  if (!program->arguments.operands.count) {
    const Concept *partnership = vocabulary_concept(session->library->vocabulary, STR("partnership"));
    return partnership ? spelling_in(&partnership->spellings, language) : STR("partnership");
  }
  Str name = program->arguments.operands.items[0];
  return str_ends_with(name, STR(".kompas")) ? str_slice(name, 0, name.length - 7) : name;
}

static Exit unknown_phase(const Program *program, const Session *session) {
  const ChoiceSet *set = vocabulary_choices(session->library->vocabulary, STR("phase"));
  Text names = text_new(program->arena), all = text_new(program->arena), shown = text_new(program->arena);
  for (uint32_t i = 0; set && i < set->choice_count; i++) {
    LIST_EACH(const Spelling, spelling, set->choices[i].spellings) text_add_format(&all, "%.*s|", STR_ARGS(spelling->word));
    text_add_format(&names, "%s%.*s", i ? ", " : "", STR_ARGS(set->choices[i].key));
  }
  render_safe(&shown, str_of(option(program, OPTION_PHASE)));
  Str hint = nearest_hint(program->arena, str_of(option(program, OPTION_PHASE)), text_str(&all));
  return usage_error(program, "--phase takes one of %.*s, not “%.*s”%.*s", STR_ARGS(text_str(&names)), STR_ARGS(text_str(&shown)), STR_ARGS(hint));
}

Exit command_new(Program *program) {
  Session *session = program_session(program, STR(""));
  if (!session) return EXIT_FILE;
  const char *wanted = option(program, OPTION_PHASE);
  const Choice *phase = wanted ? session_phase(session, str_of(wanted)) : session_first_phase(session);
  if (!phase) return unknown_phase(program, session);
  Language language = keyword_language(program, session);
  Str name = name_of(program, session, language);
  if (!name_is_valid(name))
    return usage_error(program, "a name begins with a letter and holds letters, digits, - and _ only");
  Str path = str_format(program->arena, "%.*s.kompas", STR_ARGS(name));
  return program_write_new(program, session, path, session_starter(session, phase, name, language));
}
