/* options.c: the options there are, how they are read, and the help about them. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "compiler/cli/cli.h"

typedef struct Option {
  const char *name;     /* with its dashes */
  const char *argument; /* NULL: a flag */
  const char *choices;  /* what the argument may be; NULL: anything. --format takes those of its command */
  const char *help;
} Option;

static const Option options[OPTION_COUNT] = {
  [OPTION_ALL] = {"--all", NULL, NULL, "show every finding, also on a first sketch"},
  [OPTION_AUDIENCE] = {"--audience", "WHO", "partners|board|own", "who reads along; partners when left out"},
  [OPTION_CHECK] = {"--check", NULL, NULL, "write nothing; exit 1 when a file would change"},
  [OPTION_FAIL_ON] = {"--fail-on", "SEVERITY", "error|warning|hint", "exit 1 from this severity on"},
  [OPTION_FORCE] = {"--force", NULL, NULL, "replace a file that Kompas did not write"},
  [OPTION_FORMAT] = {"--format", "FORMAT", NULL, "what to write"},
  [OPTION_KEYWORDS] = {"--keywords", "LANGUAGE", "en|nl", "the language of the keywords that are written"},
  [OPTION_LANG] = {"--lang", "LANGUAGE", "en|nl", "the language to answer in"},
  [OPTION_LIBRARY] = {"--library", "DIR", NULL, "a folder with rules and words of your own; may be repeated"},
  [OPTION_OUTPUT] = {"-o", "OUT", NULL, "the file to write; - is standard output"},
  [OPTION_PARTNERSHIP] = {"--partnership", "NAME", NULL, "which partnership, where a file holds several"},
  [OPTION_PHASE] = {"--phase", "PHASE", NULL, "the phase to begin in"},
  [OPTION_REPORT] = {"--report", "NAME", NULL, "another report of the library"},
  [OPTION_REVISION] = {"--revision", "TEXT", NULL, "the revision of the spec, for the last page"},
  [OPTION_SCHEMA] = {"--schema", NULL, NULL, "the JSON Schema of the model instead"},
  [OPTION_STYLE] = {"--style", "STYLE", NULL, "a style by its name, or the file of one: colours, paper, font, logo"},
  [OPTION_SUMMARY] = {"--summary", NULL, NULL, "only how many findings there are"},
  [OPTION_HELP] = {"--help", NULL, NULL, "this text"},
};

static bool takes(const Command *command, OptionId id) {
  for (const OptionId *one = command->options; *one != OPTION_HELP; one++)
    if (*one == id) return true;
  return id == OPTION_HELP;
}

static const char *choices_of(const Command *command, OptionId id) { return id == OPTION_FORMAT ? command->formats : options[id].choices; }

static bool next_choice(Str *rest, Str *word) {
  if (!rest->length) return false;
  size_t end = str_find(*rest, STR("|"));
  *word = str_slice(*rest, 0, end);
  *rest = str_slice(*rest, end + 1, rest->length);
  return true;
}

static int choice_number(const char *choices, Str value) {
  Str rest = str_of(choices), word;
  for (int number = 0; next_choice(&rest, &word); number++)
    if (str_equal(word, value)) return number;
  return -1;
}

Str nearest_hint(Arena *arena, Str word, Str candidates) {
  LIST(Str) words = {0};
  for (Str one; next_choice(&candidates, &one);) LIST_PUSH(arena, &words, one);
  Str nearest = suggest_nearest(arena, word, words.items, words.count);
  return nearest.length ? str_format(arena, "; did you mean %.*s?", STR_ARGS(nearest)) : STR("");
}

static Exit unknown_option(Program *program, Str word) {
  Text names = text_new(program->arena);
  for (OptionId id = 0; id < OPTION_COUNT; id++)
    if (takes(program->command, id)) text_add_format(&names, "%s|", options[id].name);
  Text shown = text_new(program->arena);
  render_safe(&shown, word);
  Str hint = nearest_hint(program->arena, word, text_str(&names));
  return usage_error(program, "there is no option %.*s%.*s", STR_ARGS(text_str(&shown)), STR_ARGS(hint));
}

static bool check_choice(Program *program, OptionId id) {
  const char *choices = choices_of(program->command, id), *value = program->arguments.values[id];
  if (!choices || choice_number(choices, str_of(value)) >= 0) return true;
  Text shown = text_new(program->arena), list = text_new(program->arena);
  render_safe(&shown, str_of(value));
  Str rest = str_of(choices), word;
  while (next_choice(&rest, &word)) text_add_format(&list, "%s%.*s", list.length ? rest.length ? ", " : " or " : "", STR_ARGS(word));
  Str hint = nearest_hint(program->arena, str_of(value), str_of(choices));
  usage_error(program, "%s takes %.*s, not “%.*s”%.*s", options[id].name, STR_ARGS(text_str(&list)), STR_ARGS(text_str(&shown)),
              STR_ARGS(hint));
  return false;
}

/* The option that a word names; its value after = becomes `*value`. */
static OptionId option_of(const Command *command, Str word, const char **value) {
  size_t equals = str_starts_with(word, STR("--")) ? str_find(word, STR("=")) : word.length;
  *value = equals < word.length ? word.data + equals + 1 : NULL;
  for (OptionId id = 0; id < OPTION_COUNT; id++)
    if (takes(command, id) && str_equal(str_of(options[id].name), str_slice(word, 0, equals))) return id;
  return OPTION_COUNT;
}

/* Reads the option at `words[*at]`, and its value from the next word when it takes one. */
static bool read_option(Program *program, int count, char **words, int *at) {
  const char *value;
  OptionId id = option_of(program->command, str_of(words[*at]), &value);
  if (id == OPTION_COUNT) return unknown_option(program, str_of(words[*at])) == EXIT_FINE;
  if (!options[id].argument && value) return usage_error(program, "%s takes no value", options[id].name) == EXIT_FINE;
  if (options[id].argument && !value) {
    if (*at + 1 >= count) return usage_error(program, "%s lacks its %s", options[id].name, options[id].argument) == EXIT_FINE;
    value = words[++*at];
  }
  if (id == OPTION_LIBRARY) LIST_PUSH(program->arena, &program->arguments.libraries, str_of(value));
  program->arguments.values[id] = value ? value : "";
  return check_choice(program, id);
}

static bool check_operands(Program *program) {
  const Command *command = program->command;
  uint32_t count = program->arguments.operands.count;
  if (count >= command->least && count <= command->most) return true;
  if (count < command->least) usage_error(program, "%s is missing", command->operands);
  else usage_error(program, "too many arguments: %u where at most %u can stand", count, command->most);
  return false;
}

bool arguments_read(Program *program, int count, char **words) {
  bool only_operands = false;
  for (int at = 0; at < count; at++) {
    const char *word = words[at];
    if (!only_operands && strcmp(word, "--") == 0) only_operands = true;
    else if (only_operands || word[0] != '-' || word[1] == '\0') LIST_PUSH(program->arena, &program->arguments.operands, str_of(word));
    else if (!read_option(program, count, words, &at)) return false;
  }
  if (option_given(program, OPTION_HELP)) return true;
  program->has_language = option_given(program, OPTION_LANG) && language_of(str_of(option(program, OPTION_LANG)), &program->language);
  return check_operands(program);
}

const char *option(const Program *program, OptionId id) { return program->arguments.values[id]; }
bool option_given(const Program *program, OptionId id) { return program->arguments.values[id] != NULL; }

int option_choice(const Program *program, OptionId id) {
  const char *choices = choices_of(program->command, id);
  return option_given(program, id) && choices ? choice_number(choices, str_of(option(program, id))) : -1;
}

bool operand_is_standard_input(Str operand) { return str_equal(operand, STR("-")); }
const Language *wanted_language(const Program *program) { return program->has_language ? &program->language : NULL; }

Exit usage_error(const Program *program, const char *format, ...) {
  char message[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  const char *name = program->command ? program->command->name : "";
  const char *space = program->command ? " " : "";
  Str text = str_format(program->arena, "kompas%s%s: %s\n`kompas%s%s --help` tells the usage.\n", space, name, message, space, name);
  write_descriptor(STDERR_FILENO, text);
  return EXIT_USAGE;
}

void write_help(Text *out) {
  text_add_c(out, "kompas " KOMPAS_VERSION
                  ": checks what is written down about a partnership, and makes the board brief of it.\n\n"
                  "usage: kompas COMMAND [ARGUMENTS]\n\ncommands:\n");
  for (const Command *command = commands; command->name; command++)
    text_add_format(out, "  %-11s %s\n", command->name, command->summary);
  text_add_c(out, "\n`kompas COMMAND --help` tells more of a command. `kompas --version` tells the version.\n\n"
                  "exit status: 0 fine, 1 findings, 2 wrong usage, 3 a file could not be read or written, 4 internal fault\n");
}

static void write_option(Text *out, const Command *command, OptionId id) {
  char left[64];
  const char *choices = choices_of(command, id);
  snprintf(left, sizeof left, "%s%s%s", options[id].name, options[id].argument ? " " : "", options[id].argument ? options[id].argument : "");
  text_add_format(out, "  %-21s %s", left, options[id].help);
  if (choices) text_add_format(out, ": %s", choices);
  text_add_char(out, '\n');
}

void write_command_help(Text *out, const Command *command) {
  text_add_format(out, "usage: kompas %s%s%s [OPTIONS]\n\n%s\n", command->name, *command->operands ? " " : "", command->operands,
                  command->summary);
  if (*command->details) text_add_format(out, "\n%s\n", command->details);
  text_add_c(out, "\noptions:\n");
  for (const OptionId *id = command->options; *id != OPTION_HELP; id++) write_option(out, command, *id);
  write_option(out, command, OPTION_HELP);
}
