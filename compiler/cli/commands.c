/* commands.c: the table of commands. */
#include "compiler/cli/cli.h"

enum { ANY_NUMBER = 1000000 };

const Command commands[] = {
  {"check", "[PATH…]", "findings on files or folders; without a path, on the whole project",
   "A folder stands for every .kompas file below it, without hidden folders, links that lead out of it, and what the project\n"
   "ignores. - reads standard input. Exit status 1 when there are findings from --fail-on up (error when left out).",
   0, ANY_NUMBER, "human|json", command_check,
   {OPTION_FORMAT, OPTION_FAIL_ON, OPTION_SUMMARY, OPTION_ALL, OPTION_LANG, OPTION_LIBRARY, OPTION_HELP}},
  {"show", "FILE", "the partnership in plain sentences, one fact a line",
   "Reads out what the spec says. Errors in its text are told on standard error; what can be read is read out all the same.",
   1, 1, NULL, command_show,
   {OPTION_AUDIENCE, OPTION_PARTNERSHIP, OPTION_LANG, OPTION_FAIL_ON, OPTION_LIBRARY, OPTION_HELP}},
  {"brief", "FILE", "the board brief",
   "Writes NAME-brief.pdf in the present folder, or what -o says; its name tells the format (brief.html) where --format does not.\n"
   "Nothing is written for a spec whose text has errors.",
   1, 1, "pdf|html|md", command_brief,
   {OPTION_OUTPUT, OPTION_FORMAT, OPTION_AUDIENCE, OPTION_LANG, OPTION_PARTNERSHIP, OPTION_STYLE, OPTION_REPORT, OPTION_REVISION,
    OPTION_FORCE, OPTION_FAIL_ON, OPTION_LIBRARY, OPTION_HELP}},
  {"checklist", "FILE", "the checklist for the next phase",
   "Writes NAME-checklist.pdf in the present folder, or what -o says; its name tells the format where --format does not.\n"
   "Nothing is written for a spec whose text has errors.",
   1, 1, "pdf|html|md|csv|json", command_checklist,
   {OPTION_OUTPUT, OPTION_FORMAT, OPTION_AUDIENCE, OPTION_LANG, OPTION_PARTNERSHIP, OPTION_STYLE, OPTION_REVISION, OPTION_FORCE,
    OPTION_FAIL_ON, OPTION_LIBRARY, OPTION_HELP}},
  {"extract", "BRIEF.pdf", "the spec and the findings that travel in a brief for audience own",
   "Writes them in the present folder, or in the one that -o names. What is there already is left as it is; --force replaces\n"
   "it. - reads standard input.",
   1, 1, NULL, command_extract,
   {OPTION_OUTPUT, OPTION_LANG, OPTION_FORCE, OPTION_HELP}},
  {"portfolio", "FILE", "an organisation's portfolio report",
   "Writes NAME-portfolio.pdf in the present folder, or what -o says; its name tells the format where --format does not.\n"
   "FILE describes the organisation; the partnerships of its portfolio are taken in with `use`.",
   1, 1, "pdf|html|md|json", command_portfolio,
   {OPTION_OUTPUT, OPTION_FORMAT, OPTION_AUDIENCE, OPTION_LANG, OPTION_STYLE, OPTION_REVISION, OPTION_FORCE, OPTION_FAIL_ON,
    OPTION_LIBRARY, OPTION_HELP}},
  {"fmt", "[PATH…]", "canonical layout, in place; without a path, of the whole project",
   "With - it reads standard input and writes standard output.",
   0, ANY_NUMBER, NULL, command_fmt,
   {OPTION_CHECK, OPTION_KEYWORDS, OPTION_LIBRARY, OPTION_HELP}},
  {"explain", "CODE|WORD", "what a finding, a keyword, a form or a phase means",
   "Takes a code, a name (missing-mandate), or a word of the language, English or Dutch.",
   1, 1, NULL, command_explain,
   {OPTION_LANG, OPTION_LIBRARY, OPTION_HELP}},
  {"new", "[NAME]", "a spec to start from, in NAME.kompas",
   "Never replaces a file that is there.",
   0, 1, NULL, command_new,
   {OPTION_PHASE, OPTION_KEYWORDS, OPTION_LANG, OPTION_LIBRARY, OPTION_HELP}},
  {"export", "FILE", "the whole model as JSON",
   "Writes standard output, or what -o says. `kompas export --schema` writes the JSON Schema of it.",
   0, 1, NULL, command_export,
   {OPTION_OUTPUT, OPTION_SCHEMA, OPTION_LANG, OPTION_FORCE, OPTION_FAIL_ON, OPTION_LIBRARY, OPTION_HELP}},
  {"vocabulary", "", "every word of the language, as JSON or as a reference manual",
   "Writes standard output, or what -o says. --format md gives the manual, in the language of --lang.",
   0, 0, "json|md", command_vocabulary,
   {OPTION_OUTPUT, OPTION_FORMAT, OPTION_LANG, OPTION_FORCE, OPTION_LIBRARY, OPTION_HELP}},
  {0},
};
