/* cli.h: what the commands of the command line share.
 *
 * commands.c holds the table of commands; each command is one file with one function, which gets a Program: its arguments,
 * an arena, and where to write. Commands own no logic: they ask the session and print. Help and usage are in English; what is
 * told about a spec or a file comes from stdlib/texts. */
#ifndef KOMPAS_CLI_CLI_H
#define KOMPAS_CLI_CLI_H

#include "compiler/session/session.h"
#include "compiler/session/views.h"

#define KOMPAS_VERSION "0.2.0"

/* How the program ends. */
typedef enum Exit { EXIT_FINE = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_FILE = 3, EXIT_FAULT = 4 } Exit;

typedef enum OptionId {
  OPTION_ALL, OPTION_AUDIENCE, OPTION_CHECK, OPTION_FAIL_ON, OPTION_FORCE, OPTION_FORMAT, OPTION_KEYWORDS, OPTION_LANG,
  OPTION_LIBRARY, OPTION_OUTPUT, OPTION_PARTNERSHIP, OPTION_PHASE, OPTION_REPORT, OPTION_REVISION, OPTION_SCHEMA, OPTION_STYLE, OPTION_SUMMARY, OPTION_HELP,
  OPTION_COUNT
} OptionId;

typedef struct Arguments {
  const char *values[OPTION_COUNT]; /* "" for a flag that is given; NULL: not given */
  LIST(Str) libraries;              /* --library may be repeated */
  PathList operands;
} Arguments;

typedef struct Program Program;

typedef struct Command {
  const char *name;
  const char *operands;    /* as in the usage line; "" for none */
  const char *summary;     /* one line */
  const char *details;     /* more lines for --help; may be "" */
  uint32_t least, most;    /* operands */
  const char *formats;     /* values of --format, the first is the default; NULL without --format */
  Exit (*run)(Program *program);
  OptionId options[OPTION_COUNT]; /* ended by OPTION_HELP, which every command has */
} Command;

struct Program {
  Arena *arena;
  const Command *command;
  Arguments arguments;
  Text output;         /* standard output, so far; see program_flush */
  bool has_language;
  Language language;   /* --lang */
  int output_error;    /* errno value of standard output; 0: none */
};

/* The commands, in the order of the help; ended by a NULL name. */
extern const Command commands[];

/* Reads the arguments after the command's name. False after a usage error, which is told. */
bool arguments_read(Program *program, int count, char **words);
/* The option's value, or NULL. */
const char *option(const Program *program, OptionId id);
bool option_given(const Program *program, OptionId id);
/* The value of an option that takes one of a few words (as "en|nl"): its number, or -1 when it is not given. */
int option_choice(const Program *program, OptionId id);
/* True when the operand is "-". */
bool operand_is_standard_input(Str operand);

void write_help(Text *out);
void write_command_help(Text *out, const Command *command);

/* Tells what is wrong with the command as it was typed, and where to read more. Returns EXIT_USAGE. */
Exit usage_error(const Program *program, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* ", did you mean X?" or nothing. `candidates` are separated by |. */
Str nearest_hint(Arena *arena, Str word, Str candidates);

/* A line on standard error. */
void complain(const Program *program, Str text);
/* Tells that a file cannot be read ("file-unreadable") or written ("file-unwritable"). Returns EXIT_FILE. */
Exit file_problem(const Program *program, Session *session, const FileProblem *problem, const char *key);

/* The wanted language, or NULL when none was given. */
const Language *wanted_language(const Program *program);

/* Opens the session of the project that `start` lies in. NULL after an error, which is told. */
Session *program_session(Program *program, Str start);
/* Adds a file, or standard input for "-". False after an error, which is told. */
bool program_add(Program *program, Session *session, Str operand);
/* Takes in every operand: files, folders, standard input; without any, the whole project. True when everything could be read;
 * what could not is told. `*whole` becomes true when a folder was among it. */
bool program_add_operands(Program *program, Session *session, bool *whole);
/* The first operand, or the empty text: where the project is sought from. */
Str program_start(const Program *program);
/* Opens, adds one file, checks. NULL after an error, which is told. */
Session *program_check_file(Program *program, Str operand);
/* Findings as text on standard error, for every command but `check`. With `language_only`, errors of the
 * language alone. */
void program_tell_findings(Program *program, Session *session, bool language_only);
/* The partnership the command is about, by --partnership, or the organisation. NULL after an error, which is told, with the
 * status in `*status`. */
const Object *program_root(Program *program, Session *session, SessionRoot kind, Exit *status);
/* Who reads along; partners unless --audience says otherwise. */
Audience program_audience(const Program *program);
/* EXIT_FINDINGS when --fail-on is given and reached, else EXIT_FINE. */
Exit program_fail_on(const Program *program, const Session *session);
/* How findings are laid out on this output (1: standard output, 2: standard error). */
RenderOptions program_render_options(const Session *session, int descriptor);

/* Writes bytes to -o OUT, else to `name` in the present folder; for "-", and where `name` is empty, to standard output. A
 * file that Kompas did not write (see WriteRequest.mark) is kept unless --force. Tells what was written, or why not. */
Exit program_write(Program *program, Session *session, Str name, Str content, Str mark);

/* Tells that a file was written. */
void tell_written(const Program *program, Session *session, Str path);

/* Writes a new file; what is there already is never replaced. Tells what was written, or why not. */
Exit program_write_new(Program *program, Session *session, Str path, Str content);

/* Sends what was put on the output so far. */
void program_flush(Program *program);
/* Writes to a descriptor, all of it. Returns 0 or an errno value. */
int write_descriptor(int descriptor, Str text);

Exit command_check(Program *program);
Exit command_show(Program *program);
Exit command_brief(Program *program);
Exit command_checklist(Program *program);
Exit command_portfolio(Program *program);
Exit command_fmt(Program *program);
Exit command_explain(Program *program);
Exit command_new(Program *program);
Exit command_export(Program *program);
Exit command_vocabulary(Program *program);
Exit command_extract(Program *program);

#endif
