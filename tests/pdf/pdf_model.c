/* Reading: qpdf is started without a shell and its JSON read from a pipe. qpdf repairs what it can, so that a file with
 * one planted fault can still be judged. */
#include "tests/pdf/pdf_model.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static json_t *read_json(const char *path) {
  int ends[2];
  if (pipe(ends)) return NULL;
  pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    if (!freopen("/dev/null", "w", stderr)) _exit(127);
    execlp("qpdf", "qpdf", "--warning-exit-0", "--json=2", "--json-stream-data=inline", "--decode-level=generalized",
           path, (char *)NULL);
    _exit(127);
  }
  close(ends[1]);
  FILE *pipe_end = fdopen(ends[0], "r");
  json_error_t error;
  json_t *document = child > 0 && pipe_end ? json_loadf(pipe_end, 0, &error) : NULL;
  if (pipe_end) fclose(pipe_end);
  if (child > 0) waitpid(child, NULL, 0);
  return document;
}

static void list_pages(Check *check, json_t *node, int depth) {
  json_t *kids = entry(check, node, "/Kids"), *kid;
  size_t i;
  json_array_foreach(kids, i, kid) {
    json_t *resolved = resolve(check, kid);
    if (name_is(check, resolved, "/Type", "Page"))
      LIST_PUSH(check->arena, &check->pages, ref_of(kid));
    else if (depth < 20)
      list_pages(check, resolved, depth + 1);
  }
}

bool model_read(Check *check, const char *path) {
  check->document = read_json(path);
  json_t *parts = json_object_get(check->document, "qpdf");
  check->header = json_array_get(parts, 0);
  check->objects = json_array_get(parts, 1);
  check->trailer = json_object_get(json_object_get(check->objects, "trailer"), "value");
  check->root = entry(check, check->trailer, "/Root");
  if (!json_is_object(check->root)) return false;
  list_pages(check, entry(check, check->root, "/Pages"), 0);
  return true;
}

void fail(Check *check, const char *rule, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  printf("%s: ", rule);
  vprintf(format, arguments);
  printf("\n");
  va_end(arguments);
  check->failures++;
}

bool is_ref(const json_t *value) {
  if (!json_is_string(value)) return false;
  const char *text = json_string_value(value);
  size_t digits = strspn(text, "0123456789");
  return digits && strncmp(text + digits, " ", 1) == 0 && strcmp(text + strlen(text) - 2, " R") == 0;
}

const char *ref_of(const json_t *value) { return is_ref(value) ? json_string_value(value) : ""; }

static json_t *numbered(const Check *check, const char *ref) {
  char key[64];
  snprintf(key, sizeof key, "obj:%s", ref);
  return json_object_get(check->objects, key);
}

json_t *object_of(const Check *check, const char *ref) {
  json_t *object = numbered(check, ref);
  json_t *stream = json_object_get(object, "stream");
  return stream ? json_object_get(stream, "dict") : json_object_get(object, "value");
}

json_t *resolve(const Check *check, json_t *value) {
  for (int hops = 0; is_ref(value) && hops < 10; hops++) value = object_of(check, json_string_value(value));
  return json_is_null(value) ? NULL : value;
}

json_t *raw_entry(json_t *dictionary, const char *key) { return json_object_get(dictionary, key); }

json_t *entry(const Check *check, json_t *dictionary, const char *key) {
  return resolve(check, json_object_get(dictionary, key));
}

const char *text_entry(const Check *check, json_t *dictionary, const char *key) {
  const char *text = json_string_value(entry(check, dictionary, key));
  if (!text) return "";
  return text[0] == '/' ? text + 1 : text[0] && text[1] == ':' ? text + 2 : text;
}

bool name_is(const Check *check, json_t *dictionary, const char *key, const char *name) {
  return strcmp(text_entry(check, dictionary, key), name) == 0;
}

double number_entry(const Check *check, json_t *dictionary, const char *key, double otherwise) {
  json_t *value = entry(check, dictionary, key);
  return json_is_number(value) ? json_number_value(value) : otherwise;
}

static int base64_value(char c) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const char *at = c ? strchr(letters, c) : NULL;
  return at ? (int)(at - letters) : -1;
}

Str stream_data(const Check *check, json_t *value) {
  const char *coded =
      json_string_value(json_object_get(json_object_get(numbered(check, ref_of(value)), "stream"), "data"));
  if (!coded) return (Str){"", 0};
  char *out = arena_alloc(check->arena, strlen(coded) + 1);
  size_t length = 0;
  unsigned bits = 0;
  int held = 0;
  for (; *coded; coded++) {
    int six = base64_value(*coded);
    if (six < 0) continue;
    bits = (bits << 6 | (unsigned)six) & 0xffffff;
    if ((held += 6) < 8) continue;
    held -= 8;
    out[length++] = (char)(bits >> held & 255);
  }
  return (Str){out, length};
}
