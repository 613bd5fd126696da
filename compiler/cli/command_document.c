/* command_document.c: documents: the brief, the checklist, and whatever else the library declares as a report. */
#include "compiler/cli/backend.h"
#include "compiler/cli/cli.h"
#include "compiler/reports/report.h"
#include "compiler/session/attachments.h"
#include "compiler/session/house_style.h"

typedef enum DocumentFormat {
  FORMAT_PDF, FORMAT_HTML, FORMAT_MARKDOWN, FORMAT_CSV, FORMAT_JSON, FORMAT_COUNT
} DocumentFormat;

/* A format: its word on the command line, which is also its file's suffix, and by what a later run sees that a file is
 * Kompas's own. */
static const struct {
  const char *word, *mark;
} formats[FORMAT_COUNT] = {
    [FORMAT_PDF] = {"pdf", "<xmp:CreatorTool>Kompas<"},
    [FORMAT_HTML] = {"html", "<meta name=\"generator\" content=\"Kompas "},
    [FORMAT_MARKDOWN] = {"md", "<!-- Kompas "},
    [FORMAT_CSV] = {"csv", ""}, /* known by its first line */
    [FORMAT_JSON] = {"json", "\"program\": \"Kompas "},
};

/* Whether a command knows a format: its words are parted by |. */
static bool offers(const Command *command, Str word) {
  Str rest = str_of(command->formats);
  while (rest.length) {
    size_t end = str_find(rest, STR("|"));
    if (str_equal(str_slice(rest, 0, end), word)) return true;
    rest = str_slice(rest, end + 1, rest.length);
  }
  return false;
}

/* What --format says, else what the name of the output ends in, else PDF. */
static DocumentFormat format_of(const Program *program) {
  Str wanted = str_of(option(program, OPTION_FORMAT)), output = str_of(option(program, OPTION_OUTPUT));
  for (int i = 0; i < FORMAT_COUNT; i++) {
    Str word = str_of(formats[i].word), suffix = str_format(program->arena, ".%.*s", STR_ARGS(word));
    if (wanted.length ? str_equal(wanted, word) : str_ends_with(output, suffix) && offers(program->command, word))
      return (DocumentFormat)i;
  }
  return FORMAT_PDF;
}

/* The house's own words for the classification that the report shows; one that it leaves out for this audience stays out. */
static void take_classification(Session *session, const Object *partnership, Document *document) {
  Value value = value_plain(*object_slot(partnership, session->library->vocabulary, STR("classification")));
  if (value.kind != VALUE_CHOICE || !document->classification.length) return;
  Str words = session_style_classification(session, value.as.choice->key, document->language);
  if (words.length) document->classification = words;
}

static ReportRequest request_of(Program *program, Session *session, const Object *partnership, Str report,
                                DocumentFormat format) {
  return (ReportRequest){
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
    .shows_places = format == FORMAT_MARKDOWN && program_audience(program) == AUDIENCE_OWN,
  };
}

static Exit backend_missing(Program *program, Str problem) {
  complain(program, problem);
  return EXIT_FILE;
}

/* The style in force, with its logo; EXIT_FILE (or EXIT_USAGE for a name that no style has) after an error, which is told. */
static Exit take_style(Program *program, Session *session, const ReportBackend *backend, Language language, Style *style) {
  Str problem = STR("");
  bool found = session_style(session, language, style, &problem);
  if (found && session_logo(session, backend->logo_read, language, style, &problem)) return EXIT_FINE;
  complain(program, problem);
  return !found && option_given(program, OPTION_STYLE) && session->settings.style_name.length ? EXIT_USAGE : EXIT_FILE;
}

/* Characters that no font has are shown by their code; the reader is told which, and what would help. */
static void tell_missing(const Program *program, Session *session, const ReportBackend *backend, const FontSet *fonts, Language language) {
  enum { SHOWN = 8 };
  uint32_t count;
  const uint32_t *missing = backend->fonts_missing(fonts, &count);
  Text codes = text_new(program->arena);
  for (uint32_t i = 0; i < count && i < SHOWN; i++) text_add_format(&codes, "%sU+%04X", i ? ", " : "", (unsigned)missing[i]);
  if (count > SHOWN) text_add_c(&codes, ", …");
  Argument arguments[] = {{STR("count"), value_of_number(count)}, {STR("codes"), value_of_text(text_str(&codes))}};
  if (count) complain(program, session_sentence(session, "font-characters", language, arguments, 2));
}

/* PDF or HTML: what needs the house style and fonts to measure with. EXIT_FILE after an error, which is told. */
static Exit make_styled(Program *program, Session *session, Document *document, DocumentFormat format, Str *bytes) {
  Str problem = STR("");
  Style style;
  const ReportBackend *backend = backend_open(program->arena, &problem);
  if (!backend) return backend_missing(program, problem);
  Exit status = take_style(program, session, backend, document->language, &style);
  if (status != EXIT_FINE) return status;
  FontSet *fonts = backend->fonts_open(style.font_family, program->arena, &problem);
  if (!fonts) return backend_missing(program, problem);
  bool made = true;
  if (format == FORMAT_HTML) {
    *bytes = backend->write_html(program->arena, document, &style, fonts, STR("Kompas " KOMPAS_VERSION));
  } else {
    session_attach_logo(session, &style, document);
    const DisplayList *list = backend->layout_document(program->arena, document, &style, fonts);
    made = backend->write_pdf(program->arena, list, fonts, bytes, &problem);
  }
  tell_missing(program, session, backend, fonts, document->language);
  backend->fonts_close(fonts);
  return made ? EXIT_FINE : backend_missing(program, problem);
}

/* A report laid out: PDF, HTML or Markdown. */
static Exit make_document(Program *program, Session *session, const ReportRequest *request, DocumentFormat format, Str *bytes) {
  Document *document = report_build(program->arena, request, NULL);
  if (!document) return usage_error(program, "there is no report %.*s", STR_ARGS(request->name));
  take_classification(session, request->about, document);
  if (format == FORMAT_MARKDOWN) {
    Str text = write_markdown(program->arena, document);
    *bytes = str_format(program->arena, "%.*s\n<!-- Kompas " KOMPAS_VERSION " -->\n", STR_ARGS(text));
    return EXIT_FINE;
  }
  if (format == FORMAT_PDF && request->audience == AUDIENCE_OWN) session_attach(session, wanted_language(program), document);
  return make_styled(program, session, document, format, bytes);
}

static Exit make(Program *program, Session *session, const Object *root, Str report) {
  DocumentFormat format = format_of(program);
  ReportRequest request = request_of(program, session, root, report, format);
  Str bytes = STR(""), mark = str_of(formats[format].mark);
  Exit status = EXIT_FINE;
  if (format == FORMAT_CSV) {
    bytes = report_checklist_csv(program->arena, &request);
    mark = report_checklist_csv_head(program->arena, &request);
  } else if (format == FORMAT_JSON) {
    bool of_organisation = str_equal(root->concept->key, STR("organisation"));
    bytes = of_organisation ? report_portfolio_json(program->arena, &request) : report_checklist_json(program->arena, &request);
  } else {
    status = make_document(program, session, &request, format, &bytes);
  }
  if (status != EXIT_FINE) return status;
  Str file_word = report_file_word(session->library, report_find(session->library, report));
  Str name = str_format(program->arena, "%.*s-%.*s.%s", STR_ARGS(root->name), STR_ARGS(file_word), formats[format].word);
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
  const Object *declaration = report_find(session->library, str_of(report));
  if (!declaration) return usage_error(program, "there is no report %s", report);
  bool of_organisation = str_equal(report_about(session->library, declaration)->key, STR("organisation"));
  const Object *root = program_root(program, session, of_organisation ? ROOT_ORGANISATION : ROOT_PARTNERSHIP, &status);
  if (!root) return status;
  program_tell_findings(program, session, false);
  return make(program, session, root, str_of(report));
}

Exit command_brief(Program *program) {
  return command_document(program, option_given(program, OPTION_REPORT) ? option(program, OPTION_REPORT) : "brief");
}

Exit command_portfolio(Program *program) { return command_document(program, "portfolio"); }

Exit command_checklist(Program *program) { return command_document(program, "checklist"); }
