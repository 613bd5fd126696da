/* commands.c: the table of commands. */
#include "compiler/cli/cli.h"

enum { ANY_NUMBER = 1000000 };

const Command commands[] = {
  {"check", "[PATH…]", "findings on files or folders; without a path, on the whole project",
   "A folder stands for every .kompas file below it, without hidden folders, links that lead out of it, and what the project\n"
   "ignores. - reads standard input. Exit status 1 when there are findings from --fail-on up (error when left out).",
   0, ANY_NUMBER, "human|json", command_check,
   {OPTION_FORMAT, OPTION_FAIL_ON, OPTION_SUMMARY, OPTION_ALL, OPTION_LANG, OPTION_LIBRARY, OPTION_HELP}},
  {0},
};
