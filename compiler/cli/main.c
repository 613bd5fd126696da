/* main.c: the door of the program: finds the command, runs it, and turns whatever happens into an exit status. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compiler/cli/cli.h"

/* A closed standard descriptor would be given to the first file that is opened, and that file be written into. What takes its
 * place cannot be used either: input that cannot be read, outputs that cannot be written. */
static void keep_standard_descriptors(void) {
  for (int descriptor = 0; descriptor <= 2; descriptor++)
    if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF && open("/dev/null", descriptor ? O_RDONLY : O_WRONLY) < 0) _exit(EXIT_FILE);
}

static const Command *find_command(const char *name) {
  for (const Command *command = commands; command->name; command++)
    if (strcmp(command->name, name) == 0) return command;
  return NULL;
}

static Exit unknown_command(Program *program, const char *name) {
  Text names = text_new(program->arena), shown = text_new(program->arena);
  for (const Command *command = commands; command->name; command++) text_add_format(&names, "%s|", command->name);
  text_add_c(&names, "--help|--version|");
  render_safe(&shown, str_of(name));
  Str hint = nearest_hint(program->arena, str_of(name), text_str(&names));
  return usage_error(program, "there is no command %.*s%.*s", STR_ARGS(text_str(&shown)), STR_ARGS(hint));
}

static Exit run_command(Program *program, int count, char **words) {
  if (!arguments_read(program, count, words)) return EXIT_USAGE;
  if (!option_given(program, OPTION_HELP)) return program->command->run(program);
  write_command_help(&program->output, program->command);
  return EXIT_FINE;
}

static Exit run(Program *program, int argc, char **argv) {
  if (argc < 2) {
    Text help = text_new(program->arena);
    write_help(&help);
    write_descriptor(STDERR_FILENO, text_str(&help));
    return EXIT_USAGE;
  }
  if (strcmp(argv[1], "--help") == 0) {
    write_help(&program->output);
    return EXIT_FINE;
  }
  if (strcmp(argv[1], "--version") == 0) {
    text_add_c(&program->output, "kompas " KOMPAS_VERSION "\n");
    return EXIT_FINE;
  }
  program->command = find_command(argv[1]);
  return program->command ? run_command(program, argc - 2, argv + 2) : unknown_command(program, argv[1]);
}

/* Standard output that fails is a file that could not be written; a reader that has seen enough (`| head`) needs no message. */
static Exit finish(Program *program, Exit status) {
  program_flush(program);
  if (!program->output_error) return status;
  FileProblem problem = {STR("-"), program->output_error};
  return program->output_error == EPIPE ? EXIT_FILE : file_problem(program, NULL, &problem, "file-unwritable");
}

/* One file, however odd, is judged within 256 MiB or refused: what the arena may take then, the program itself left out. */
enum { ONE_FILE_MEMORY = 236 * 1024 * 1024 };

typedef struct Budget {
  size_t taken, limit; /* bytes; limit 0: none */
  bool exceeded;
} Budget;

/* Stands before every block. */
typedef struct BlockHead {
  _Alignas(max_align_t) size_t mapped; /* bytes, the head included, when it came from mmap; 0: from calloc */
} BlockHead;

/* Large blocks ask for huge pages: half of what a large file costs would else be the kernel handing out small ones. */
static BlockHead *map_block(size_t size) {
  BlockHead *head = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (head == MAP_FAILED) return NULL;
  madvise(head, size, MADV_HUGEPAGE); /* where there are none, small ones do */
  head->mapped = size;
  return head;
}

static void *budget_allocate(void *context, size_t size) {
  enum { LARGE = 2 * 1024 * 1024 };
  Budget *budget = context;
  budget->taken += size; /* blocks are given back all at once, so this only grows */
  budget->exceeded |= budget->limit && budget->taken > budget->limit;
  if (budget->exceeded || size > SIZE_MAX - sizeof(BlockHead)) return NULL;
  BlockHead *head = size >= LARGE ? map_block(size + sizeof *head) : calloc(1, size + sizeof *head);
  return head ? head + 1 : NULL;
}

static void budget_release(void *context, void *block) {
  (void)context;
  BlockHead *head = (BlockHead *)block - 1;
  if (head->mapped) munmap(head, head->mapped);
  else free(head);
}

/* Options whose value may be a path that is not judged. */
static bool takes_path(const char *option) {
  return strcmp(option, "-o") == 0 || strcmp(option, "--library") == 0 || strcmp(option, "--style") == 0;
}

/* One file or standard input; a folder counts as several. */
static bool is_one_file(int argc, char **argv) {
  int files = 0;
  struct stat status;
  for (int i = 2; i < argc; i++) {
    if (takes_path(argv[i - 1])) continue;
    if (strcmp(argv[i], "-") == 0) files++;
    else if (argv[i][0] != '-' && stat(argv[i], &status) == 0) files += S_ISDIR(status.st_mode) ? 2 : 1;
  }
  return files == 1;
}

static int out_of_memory(Arena *arena, const Budget *budget) {
  static const char *const too_large = "kompas: this file asks for more than 256 MiB of memory; split it into several files\n";
  write_descriptor(STDERR_FILENO, budget->exceeded ? str_of(too_large) : STR("kompas: not enough memory\n"));
  arena_free(arena);
  return budget->exceeded ? EXIT_FILE : EXIT_FAULT;
}

int main(int argc, char **argv) {
  Arena arena;
  jmp_buf escape;
  keep_standard_descriptors();
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  Budget budget = {.limit = is_one_file(argc, argv) ? ONE_FILE_MEMORY : 0};
  const Allocator allocator = {budget_allocate, budget_release, &budget};
  arena_init(&arena, &allocator, &escape);
  if (setjmp(escape) != 0) return out_of_memory(&arena, &budget);
  Program program = {.arena = &arena, .output = text_new(&arena)};
  Exit status = finish(&program, run(&program, argc, argv));
  arena_free(&arena);
  return (int)status;
}
