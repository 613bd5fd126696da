/* command_fmt.c: canonical layout, in place. */
#include "compiler/cli/cli.h"
#include "compiler/format/format.h"

static Str finding_name(const void *context, Str word, Language language) {
  const Rule *rule = library_rule(context, word);
  return rule ? words_in(rule->name, language) : STR("");
}

static Str formatted(const Program *program, const Session *session, const WorkspaceFile *file) {
  int keywords = option_choice(program, OPTION_KEYWORDS);
  FormatOptions options = {.translate = keywords >= 0,
                           .keywords = keywords == 1 ? LANGUAGE_NL : LANGUAGE_EN,
                           .finding_name = finding_name,
                           .context = session->library};
  return format_tree(program->arena, file->tree, session->library->vocabulary, &options);
}

static Exit write_back(Program *program, Session *session, const WorkspaceFile *file, Str text) {
  if (operand_is_standard_input(file->source->path)) {
    if (!option_given(program, OPTION_CHECK)) text_add(&program->output, text);
  }
  if (str_equal(text, file->source->text)) return EXIT_FINE;
  if (option_given(program, OPTION_CHECK)) {
    text_add_format(&program->output, "%.*s\n", STR_ARGS(file->source->path));
    return EXIT_FINDINGS;
  }
  if (operand_is_standard_input(file->source->path)) return EXIT_FINE;
  WriteRequest request = {.path = str_to_c(program->arena, file->source->path), .content = text, .force = true};
  FileProblem problem = {file->source->path, 0};
  if (file_write(program->arena, &request, &problem.error) == WRITE_DONE) return EXIT_FINE;
  return file_problem(program, session, &problem, "file-unwritable");
}

Exit command_fmt(Program *program) {
  bool whole;
  Session *session = program_session(program, program_start(program));
  if (!session) return EXIT_FILE;
  Exit status = program_add_operands(program, session, &whole) ? EXIT_FINE : EXIT_FILE;
  LIST_EACH(WorkspaceFile *, file, session->workspace.files) {
    if (!(*file)->asked_for) continue;
    Exit one = write_back(program, session, *file, formatted(program, session, *file));
    if (one > status) status = one;
  }
  return status;
}
