/* run.c: runs the golden cases (README.md beside this file tells their form) and counts.
 *
 * Usage: run KOMPAS FOLDER [--bless] [--only TEXT]. Read `main` last: it collects the cases, and `run_case` runs one by
 * starting the executable and comparing what comes back with the files beside the case. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Buffer {
  char *data;
  size_t length;
} Buffer;

typedef struct Outcome {
  Buffer output, errors;
  int status; /* exit status, or 128 + signal */
} Outcome;

typedef struct Run {
  const char *kompas; /* absolute */
  const char *only;
  bool bless;
  unsigned passed, failed, blessed;
} Run;

static void die(const char *what) {
  perror(what);
  exit(2);
}

static void *grow(void *block, size_t size) {
  void *grown = realloc(block, size);
  if (!grown) die("memory");
  return grown;
}

static char *join(const char *a, const char *b, const char *c) {
  size_t length = strlen(a) + strlen(b) + strlen(c) + 1;
  char *text = grow(NULL, length);
  snprintf(text, length, "%s%s%s", a, b, c);
  return text;
}

static bool ends_with(const char *text, const char *end) {
  size_t a = strlen(text), b = strlen(end);
  return a >= b && strcmp(text + a - b, end) == 0;
}

static void buffer_add(Buffer *buffer, const char *data, size_t length) {
  buffer->data = grow(buffer->data, buffer->length + length + 1);
  memcpy(buffer->data + buffer->length, data, length);
  buffer->length += length;
  buffer->data[buffer->length] = '\0';
}

static void buffer_add_c(Buffer *buffer, const char *text) { buffer_add(buffer, text, strlen(text)); }

/* False when the file is not there. */
static bool read_file(const char *path, Buffer *into) {
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  char chunk[65536];
  size_t count;
  buffer_add(into, "", 0);
  while ((count = fread(chunk, 1, sizeof chunk, file)) > 0) buffer_add(into, chunk, count);
  fclose(file);
  return true;
}

static void write_file(const char *path, const Buffer *content) {
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(content->data, 1, content->length, file) != content->length || fclose(file)) die(path);
}

static Buffer read_all(FILE *file) {
  Buffer buffer = {NULL, 0};
  char chunk[65536];
  size_t count;
  rewind(file);
  buffer_add(&buffer, "", 0);
  while ((count = fread(chunk, 1, sizeof chunk, file)) > 0) buffer_add(&buffer, chunk, count);
  fclose(file);
  return buffer;
}

/* Starts a program in a folder, with nothing on its standard input. */
static Outcome start(const char *folder, const char *const arguments[]) {
  Outcome outcome;
  FILE *output = tmpfile(), *errors = tmpfile();
  if (!output || !errors) die("tmpfile");
  fflush(NULL);
  pid_t child = fork();
  if (child < 0) die("fork");
  if (child == 0) {
    int none = open("/dev/null", O_RDONLY);
    if (chdir(folder) || none < 0 || dup2(none, 0) < 0 || dup2(fileno(output), 1) < 0 || dup2(fileno(errors), 2) < 0) _exit(126);
    setenv("COLUMNS", "100", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    unsetenv("NO_COLOR");
    execvp(arguments[0], (char *const *)(uintptr_t)arguments);
    _exit(127);
  }
  int status;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) die("waitpid");
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  outcome.output = read_all(output);
  outcome.errors = read_all(errors);
  return outcome;
}

static void outcome_free(Outcome *outcome) {
  free(outcome->output.data);
  free(outcome->errors.data);
}

/* Exit status, output and errors as one text. */
static Buffer transcript(const Outcome *outcome) {
  Buffer text = {NULL, 0};
  char line[32];
  snprintf(line, sizeof line, "exit %d\n", outcome->status);
  buffer_add_c(&text, line);
  if (outcome->output.length) {
    buffer_add_c(&text, "--- output\n");
    buffer_add(&text, outcome->output.data, outcome->output.length);
    if (outcome->output.data[outcome->output.length - 1] != '\n') buffer_add_c(&text, "\n(no line end)\n");
  }
  if (outcome->errors.length) {
    buffer_add_c(&text, "--- errors\n");
    buffer_add(&text, outcome->errors.data, outcome->errors.length);
  }
  return text;
}

static long long number_of(const json_t *object, const char *key) { return json_integer_value(json_object_get(object, key)); }
static const char *text_of(const json_t *object, const char *key) {
  const char *text = json_string_value(json_object_get(object, key));
  return text ? text : "?";
}

/* The findings of a check in JSON, a line each. What is no such JSON comes back as the transcript, so that it shows. */
static Buffer list_findings(const Outcome *outcome, const char *file) {
  json_error_t error;
  json_t *root = json_loadb(outcome->output.data, outcome->output.length, 0, &error);
  json_t *findings = json_object_get(root, "findings");
  if (!json_is_array(findings) || outcome->status > 1 || outcome->errors.length) {
    json_decref(root);
    return transcript(outcome);
  }
  Buffer text = {NULL, 0};
  buffer_add(&text, "", 0);
  for (size_t i = 0; i < json_array_size(findings); i++) {
    const json_t *finding = json_array_get(findings, i);
    char place[128];
    long long line = number_of(finding, "line"), end_line = number_of(finding, "endLine");
    snprintf(place, sizeof place, "%lld:%lld-", line, number_of(finding, "column"));
    buffer_add_c(&text, text_of(finding, "code"));
    buffer_add_c(&text, " ");
    if (strcmp(text_of(finding, "file"), file) != 0) {
      buffer_add_c(&text, text_of(finding, "file"));
      buffer_add_c(&text, ":");
    }
    buffer_add_c(&text, place);
    if (end_line == line) snprintf(place, sizeof place, "%lld ", number_of(finding, "endColumn"));
    else snprintf(place, sizeof place, "%lld:%lld ", end_line, number_of(finding, "endColumn"));
    buffer_add_c(&text, place);
    buffer_add_c(&text, text_of(finding, "severity"));
    if (json_is_object(json_object_get(finding, "accepted"))) buffer_add_c(&text, " accepted");
    buffer_add_c(&text, "\n");
  }
  json_decref(root);
  return text;
}

/* JSON indented, so that its diffs can be read. */
static Buffer indent_json(const Outcome *outcome) {
  json_error_t error;
  json_t *root = json_loadb(outcome->output.data, outcome->output.length, 0, &error);
  if (!root) return transcript(outcome);
  Buffer text = {NULL, 0};
  char *indented = json_dumps(root, JSON_INDENT(2));
  buffer_add_c(&text, indented);
  buffer_add_c(&text, "\n");
  free(indented);
  json_decref(root);
  return text;
}

/* Shows the first line that differs. */
static void show_difference(const char *path, const Buffer *wanted, const Buffer *got) {
  const char *a = wanted->data, *b = got->data;
  unsigned line = 1;
  for (;;) {
    size_t la = strcspn(a, "\n"), lb = strcspn(b, "\n");
    if (la != lb || memcmp(a, b, la) != 0 || (a[la] == '\0') != (b[lb] == '\0')) {
      printf("FAIL %s:%u\n  expected: %.*s%s\n  got:      %.*s%s\n", path, line, (int)la, a, a[la] || la ? "" : "(the end)", (int)lb, b,
             b[lb] || lb ? "" : "(the end)");
      return;
    }
    if (!a[la]) break;
    a += la + 1;
    b += lb + 1;
    line++;
  }
  printf("FAIL %s: differs in bytes that do not show\n", path);
}

static void compare(Run *run, const char *path, Buffer *got, bool must_exist) {
  Buffer wanted = {NULL, 0};
  bool there = read_file(path, &wanted);
  if (there && wanted.length == got->length && memcmp(wanted.data, got->data, got->length) == 0) {
    run->passed++;
  } else if (run->bless && (there || must_exist)) {
    write_file(path, got);
    printf("blessed %s\n", path);
    run->blessed++;
  } else if (there) {
    show_difference(path, &wanted, got);
    run->failed++;
  } else if (must_exist) {
    printf("FAIL %s: no expectation\n", path);
    run->failed++;
  }
  free(wanted.data);
  free(got->data);
}

/* The arguments after `# test:` in the first five lines, or NULL. The caller frees. */
static char *directive(const char *path) {
  Buffer content = {NULL, 0};
  char *found = NULL;
  if (!read_file(path, &content)) die(path);
  const char *at = content.data;
  for (int line = 0; line < 5 && at && !found; line++) {
    static const char mark[] = "# test: ";
    if (strncmp(at, mark, sizeof mark - 1) == 0) {
      at += sizeof mark - 1;
      size_t length = strcspn(at, "\r\n");
      found = grow(NULL, length + 1);
      memcpy(found, at, length);
      found[length] = '\0';
    }
    at = strchr(at, '\n');
    if (at) at++;
  }
  free(content.data);
  return found;
}

static void run_command(Run *run, const char *folder, const char *file, const char *stem, char *arguments) {
  const char *list[64] = {run->kompas};
  size_t count = 1;
  for (char *word = strtok(arguments, " "); word && count < 63; word = strtok(NULL, " "))
    list[count++] = strcmp(word, "FILE") == 0 ? file : word;
  Outcome outcome = start(folder, list);
  Buffer text = transcript(&outcome);
  char *expected = join(folder, "/", stem);
  char *path = join(expected, ".expected", "");
  compare(run, path, &text, true);
  free(path);
  free(expected);
  outcome_free(&outcome);
}

static bool exists(const char *path) {
  struct stat status;
  return stat(path, &status) == 0;
}

static void run_check(Run *run, const char *folder, const char *file, const char *stem) {
  char *base = join(folder, "/", stem);
  char *json_path = join(base, ".json", ""), *list_path = join(base, ".expected", "");
  const char *arguments[] = {run->kompas, "check", "--format", "json", file, NULL};
  Outcome outcome = start(folder, arguments);
  Buffer list = list_findings(&outcome, file);
  compare(run, list_path, &list, true);
  if (exists(json_path)) {
    Buffer json = indent_json(&outcome);
    compare(run, json_path, &json, false);
  }
  outcome_free(&outcome);
  static const char *const languages[] = {"en", "nl"};
  for (size_t i = 0; i < 2; i++) {
    char *path = join(base, i ? ".nl" : ".en", ".txt");
    if (exists(path)) {
      const char *human[] = {run->kompas, "check", "--lang", languages[i], file, NULL};
      Outcome shown = start(folder, human);
      buffer_add(&shown.output, shown.errors.data, shown.errors.length);
      Buffer text = {shown.output.data, shown.output.length};
      shown.output.data = NULL;
      compare(run, path, &text, false);
      outcome_free(&shown);
    }
    free(path);
  }
  free(base);
  free(json_path);
  free(list_path);
}

static void remove_folder(const char *folder) {
  const char *arguments[] = {"rm", "-rf", "--", folder, NULL};
  Outcome outcome = start("/", arguments);
  outcome_free(&outcome);
}

static void run_script(Run *run, const char *folder, const char *file, const char *stem) {
  char work[] = "/tmp/kompas-golden-XXXXXX";
  char *absolute = realpath(folder, NULL);
  if (!absolute || !mkdtemp(work)) die(folder);
  char *script = join(absolute, "/", file);
  setenv("KOMPAS", run->kompas, 1);
  setenv("CASE", absolute, 1);
  const char *arguments[] = {"sh", script, NULL};
  Outcome outcome = start(work, arguments);
  Buffer text = transcript(&outcome);
  char *base = join(folder, "/", stem);
  char *path = join(base, ".expected", "");
  compare(run, path, &text, true);
  remove_folder(work);
  free(path);
  free(base);
  free(script);
  free(absolute);
  outcome_free(&outcome);
}

static void run_case(Run *run, const char *folder, const char *file) {
  char *path = join(folder, "/", file);
  if (!run->only || strstr(path, run->only)) {
    char *stem = join(file, "", "");
    *strrchr(stem, '.') = '\0';
    char *arguments = NULL;
    if (ends_with(file, ".sh")) run_script(run, folder, file, stem);
    else if ((arguments = directive(path))) run_command(run, folder, file, stem, arguments);
    else run_check(run, folder, file, stem);
    free(arguments);
    free(stem);
  }
  free(path);
}

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

/* Runs the cases of a folder in order of their names, then those of its folders. */
static void run_folder(Run *run, const char *folder) {
  struct dirent **entries;
  int count = scandir(folder, &entries, NULL, by_name);
  if (count < 0) die(folder);
  for (int pass = 0; pass < 2; pass++) {
    for (int i = 0; i < count; i++) {
      const char *name = entries[i]->d_name;
      if (name[0] == '.' || strcmp(name, "parts") == 0) continue;
      char *path = join(folder, "/", name);
      struct stat status;
      if (lstat(path, &status)) die(path);
      if (pass == 1 && S_ISDIR(status.st_mode)) run_folder(run, path);
      if (pass == 0 && S_ISREG(status.st_mode) && (ends_with(name, ".kompas") || ends_with(name, ".sh"))) run_case(run, folder, name);
      free(path);
    }
  }
  for (int i = 0; i < count; i++) free(entries[i]);
  free(entries);
}

int main(int argc, char **argv) {
  Run run = {NULL, NULL, false, 0, 0, 0};
  if (argc < 3) {
    fprintf(stderr, "usage: %s KOMPAS FOLDER [--bless] [--only TEXT]\n", argv[0]);
    return 2;
  }
  char *kompas = realpath(argv[1], NULL);
  if (!kompas) die(argv[1]);
  run.kompas = kompas;
  for (int i = 3; i < argc; i++) {
    if (strcmp(argv[i], "--bless") == 0) run.bless = true;
    else if (strcmp(argv[i], "--only") == 0 && i + 1 < argc && argv[i + 1][0]) run.only = argv[++i];
  }
  run_folder(&run, argv[2]);
  free(kompas);
  if (run.blessed) printf("golden: %u blessed\n", run.blessed);
  printf("golden: %u passed, %u failed\n", run.passed, run.failed);
  return run.failed != 0 || run.passed + run.blessed == 0;
}
