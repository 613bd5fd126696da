/* Any bytes as a spec, through the whole check: parsing, binding, judging, the words of every finding. A fault is a crash, a hang,
 * or a finding or edit that lies outside the text. The first byte chooses the file's role: a spec, or a kompas.project. */
#include <stdlib.h>

#include "compiler/session/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void stop_unless(bool holds) {
  if (!holds) abort();
}

static void check_places(const Session *session, const Finding *finding, size_t length) {
  stop_unless(finding->place.start <= finding->place.end);
  if (finding->place.file < session->first_source) return;
  stop_unless(finding->place.end <= length);
  LIST_EACH(Fix, fix, finding->fixes) {
    LIST_EACH(Edit, edit, fix->edits) stop_unless(edit->span.start <= edit->span.end && edit->span.end <= length);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Session *session = session_open(&arena);
  Str text = str_copy(&arena, (Str){(const char *)data + 1, size - 1});
  session_add_text(session, data[0] == 'p' ? STR("kompas.project") : STR("spec.kompas"), text);
  session_check(session, true);
  LIST_EACH(Finding *, finding, session->sink.findings) {
    check_places(session, *finding, text.length);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
      finding_write(session->evaluation, *finding, FINDING_MESSAGE, (Language)language, &arena);
  }
  arena_free(&arena);
  return 0;
}
