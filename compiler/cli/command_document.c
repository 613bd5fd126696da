/* command_document.c: documents: the brief, the checklist, and whatever else the library declares as a report. */
#include "compiler/cli/backend.h"
#include "compiler/cli/cli.h"
#include "compiler/reports/report.h"
#include "compiler/session/attachments.h"
#include "compiler/session/house_style.h"

typedef enum DocumentFormat { FORMAT_PDF, FORMAT_MARKDOWN } DocumentFormat;

static DocumentFormat format_of(const Program *program) {
  int choice = option_choice(program, OPTION_FORMAT);
  Str output = str_of(option(program, OPTION_OUTPUT));
  if (choice < 0) return str_ends_with(output, STR(".md")) ? FORMAT_MARKDOWN : FORMAT_PDF;
  return choice == 1 ? FORMAT_MARKDOWN : FORMAT_PDF;
}

static Document *build(Program *program, Session *session, const Object *partnership, Str report, DocumentFormat format) {
  ReportRequest request = {
    .library = session->library,
    .model = session->model,
    .store = &session->store,
    .findings = &session->sink,
    .about = partnership,
    .name = report,
    .audience = program_audience(program),
    .language = session_language(session, wanted_language(program), partnership->keyword),
    .file_languages = session->languages,
    .file_count = session->language_count,
    .version = STR(KOMPAS_VERSION),
    .revision = str_of(option(program, OPTION_REVISION)),
    .shows_places = format == FORMAT_MARKDOWN,
  };
  Document *document = report_build(program->arena, &request, NULL);
  if (document && request.audience == AUDIENCE_OWN && format == FORMAT_PDF)
    session_attach(session, wanted_language(program), document);
  return document;
}

static Exit backend_missing(Program *program, Str problem) {
  complain(program, problem);
  return EXIT_FILE;
}

static Exit style_problem(const Program *program, Session *session, const char *key) {
  Argument arguments[] = {{STR("file"), value_of_text(path_shown(program->arena, session->settings.style))}};
  complain(program, session_sentence(session, key, session_main_language(session, wanted_language(program)), arguments, 1));
  return EXIT_FILE;
}

/* Bytes of the PDF, or EXIT_FILE after an error, which is told. */
static Exit make_pdf(Program *program, Session *session, const Document *document, Str *bytes) {
  Str problem = STR("");
  const char *reason;
  Style style;
  if (!session_style(session, &style, &reason)) return style_problem(program, session, reason);
  const ReportBackend *backend = backend_open(program->arena, &problem);
  if (!backend) return backend_missing(program, problem);
  FontSet *fonts = backend->fonts_open(style.font_family, program->arena, &problem);
  if (!fonts) return backend_missing(program, problem);
  const DisplayList *list = backend->layout_document(program->arena, document, &style, fonts);
  bool made = backend->write_pdf(program->arena, list, fonts, bytes, &problem);
  backend->fonts_close(fonts);
  return made ? EXIT_FINE : backend_missing(program, problem);
}

static Exit make(Program *program, Session *session, const Object *partnership, Str report) {
  DocumentFormat format = format_of(program);
  Document *document = build(program, session, partnership, report, format);
  const Object *declaration = report_find(session->library, report);
  if (!document || !declaration) return usage_error(program, "there is no report %.*s", STR_ARGS(report));
  /* by these words a later run sees that the file is Kompas's own */
  Str bytes, mark = format == FORMAT_MARKDOWN ? STR("<!-- Kompas ") : STR("<xmp:CreatorTool>Kompas<");
  Exit status = EXIT_FINE;
  if (format == FORMAT_MARKDOWN) {
    Str text = write_markdown(program->arena, document);
    bytes = str_format(program->arena, "%.*s\n<!-- Kompas " KOMPAS_VERSION " -->\n", STR_ARGS(text));
  } else {
    status = make_pdf(program, session, document, &bytes);
    if (status != EXIT_FINE) return status;
  }
  Str name = str_format(program->arena, "%.*s-%.*s.%s", STR_ARGS(partnership->name),
                        STR_ARGS(report_file_word(session->library, declaration)), format == FORMAT_MARKDOWN ? "md" : "pdf");
  status = program_write(program, session, name, bytes, mark);
  return status == EXIT_FINE ? program_fail_on(program, session) : status;
}

static Exit command_document(Program *program, const char *report) {
  Session *session = program_check_file(program, program->arguments.operands.items[0]);
  Exit status = EXIT_FINE;
  if (!session) return EXIT_FILE;
  if (session_has_language_errors(session)) {
    program_tell_findings(program, session, true);
    complain(program, session_words(session, "console-not-written", session_main_language(session, wanted_language(program))));
    return EXIT_FINDINGS;
  }
  const Object *partnership = program_partnership(program, session, &status);
  if (!partnership) return status;
  program_tell_findings(program, session, false);
  return make(program, session, partnership, str_of(report));
}

Exit command_brief(Program *program) {
  return command_document(program, option_given(program, OPTION_REPORT) ? option(program, OPTION_REPORT) : "brief");
}

Exit command_checklist(Program *program) { return command_document(program, "checklist"); }
