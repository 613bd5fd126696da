/* Every allocation of a whole brief fails once: of the arena, HarfBuzz, libharu, zlib and the C library alike. Each
 * time the escape must be taken, nothing be held, and never may other bytes come out than when memory is there. Every
 * 17th is tried; all of them when TEST_ALL is set. Sanitizers bring their own malloc: there, only the whole run is
 * made. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/writers.h"

/* ---- malloc ---- */

static long count, failing_one, live; /* failing_one: -1: none */
static bool is_counting;

#ifndef __has_feature
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || __has_feature(address_sanitizer) || \
    __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
enum { IS_OURS = 0 };
#else
enum { IS_OURS = 1 };
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t items, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void __libc_free(void *block);

static bool fails(void) {
  if (!is_counting || count++ != failing_one) return false;
  errno = ENOMEM;
  return true;
}

void *malloc(size_t size) {
  if (fails()) return NULL;
  live++;
  return __libc_malloc(size);
}

void *calloc(size_t items, size_t size) {
  if (fails()) return NULL;
  live++;
  return __libc_calloc(items, size);
}

void *realloc(void *block, size_t size) {
  if (fails()) return NULL;
  if (!block) live++;
  return __libc_realloc(block, size);
}

void free(void *block) {
  if (block) live--;
  __libc_free(block);
}
#endif

/* ---- a small brief ---- */

enum { ROOM = 1 << 20 };
typedef enum Outcome { OUTCOME_WRITTEN, OUTCOME_ESCAPED, OUTCOME_REFUSED } Outcome;

static DisplayList *lay_out(Arena *arena, FontSet *fonts) {
  static const char *const lines[] = {"AVATAR fijne fiets stijgt", "\xe2\x9c\x93 \xf0\x93\x80\x80 x\xcc\x81",
                                      "kern Te We"};
  Document *document = ARENA_NEW(arena, Document);
  *document = (Document){.arena = arena, .language = LANGUAGE_NL, .title = STR("Nota")};
  LIST_PUSH(arena, &document->attachments, ((Attachment){STR("nota.kompas"), STR("text/plain"), STR(""), STR("nota")}));
  DisplayList *list = ARENA_NEW(arena, DisplayList);
  *list = (DisplayList){.arena = arena, .document = document, .width = 595, .height = 842};
  list->root = tag_add(list, NULL, TAG_DOCUMENT);
  Page *page = LIST_ADD(arena, &list->pages);
  for (int i = 0; i < 3; i++) {
    Tag *tag = tag_add(list, list->root, TAG_P);
    ShapedText shaped = font_shape(fonts, (FontFace)i, str_of(lines[i]), LANGUAGE_NL, SHAPE_PLAIN, arena);
    draw_text(list, page, tag, shaped, 50, 50 + 20 * i, 10, (Colour){0, 0, 0});
  }
  LIST_PUSH(arena, &list->bookmarks, ((Bookmark){STR("Nota"), 1, 0, 10}));
  return list;
}

static Outcome run(char *out, size_t *length) {
  jmp_buf escape;
  Arena arena;
  FontSet *volatile fonts = NULL;
  arena_init(&arena, NULL, &escape);
  volatile Outcome outcome = OUTCOME_ESCAPED;
  if (!setjmp(escape)) {
    Str problem, bytes;
    fonts = fonts_open(STR("Lato"), &arena, &problem);
    outcome =
        fonts && write_pdf(&arena, lay_out(&arena, fonts), fonts, &bytes, &problem) ? OUTCOME_WRITTEN : OUTCOME_REFUSED;
    if (outcome == OUTCOME_WRITTEN && bytes.length <= ROOM) memcpy(out, bytes.data, *length = bytes.length);
  }
  fonts_close(fonts);
  arena_free(&arena);
  return outcome;
}

static Outcome run_failing(long which, char *out, size_t *length) {
  count = 0;
  failing_one = which;
  is_counting = true;
  Outcome outcome = run(out, length);
  is_counting = false;
  return outcome;
}

int main(void) {
  static char wanted[ROOM], got[ROOM];
  size_t wanted_length = 0, length = 0;
  int failed = 0;
  if (run(wanted, &wanted_length) != OUTCOME_WRITTEN || run_failing(-1, wanted, &wanted_length) != OUTCOME_WRITTEN) {
    printf("check_pdf_memory: the brief is not written at all\n");
    return EXIT_FAILURE;
  }
  if (IS_OURS && count == 0) {
    printf("check_pdf_memory: no allocation was counted\n");
    return EXIT_FAILURE;
  }
  long total = count, step = getenv("TEST_ALL") ? 1 : 17;
  for (long which = 0; which < total; which += step) {
    long before = live;
    Outcome outcome = run_failing(which, got, &length);
    bool differs = outcome == OUTCOME_WRITTEN && (length != wanted_length || memcmp(got, wanted, length) != 0);
    if (outcome != OUTCOME_REFUSED && !differs && live == before) continue;
    printf("allocation %ld of %ld: %s, %ld blocks held\n", which, total,
           differs                      ? "other bytes"
           : outcome == OUTCOME_REFUSED ? "refused with another reason"
                                        : "",
           live - before);
    failed++;
  }
  printf("check_pdf_memory: %ld allocations, every %ld., %d failed\n", total, step, failed);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
