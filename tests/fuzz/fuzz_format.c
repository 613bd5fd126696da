/* Any bytes through parser and formatter: formatting twice is formatting once, in the text's own words and in Dutch; the tokens lie
 * in the text, one behind the other. The first byte chooses whether words are translated. */
#include <stdlib.h>

#include "compiler/format/format.h"
#include "compiler/session/session.h"
#include "compiler/syntax/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void stop_unless(bool holds) {
  if (!holds) abort();
}

static Str format(Session *session, Str text, const FormatOptions *options) {
  const Vocabulary *vocabulary = session->library->vocabulary;
  FindingSink sink;
  finding_sink_init(&sink, session->arena);
  const Tree *tree = parse_file(session->arena, source_add(&session->store, STR("spec.kompas"), text), vocabulary, &sink);
  uint32_t at = 0;
  LIST_EACH(Token, token, tree->tokens) {
    stop_unless(token->start >= at && token->end >= token->start && token->end <= text.length);
    at = token->end;
  }
  return format_tree(session->arena, tree, vocabulary, options);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Session *session = session_open(&arena);
  FormatOptions options = {.translate = data[0] % 2 == 1, .keywords = LANGUAGE_NL};
  Str once = format(session, str_copy(&arena, (Str){(const char *)data + 1, size - 1}), &options);
  Str twice = format(session, once, &options);
  stop_unless(str_equal(once, twice));
  arena_free(&arena);
  return 0;
}
