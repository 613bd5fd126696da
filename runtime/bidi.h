/* bidi.h: in which direction the letters of a text run (Hebrew and Arabic to the left). */
#ifndef KOMPAS_RUNTIME_BIDI_H
#define KOMPAS_RUNTIME_BIDI_H

#include <stdint.h>

#include "compiler/base/list.h"
#include "compiler/base/str.h"

/* Bytes [from, to) that run one way. */
typedef struct BidiRun {
  uint32_t from, to;
  bool is_rightward; /* to the right, as Latin does */
} BidiRun;

typedef LIST(BidiRun) BidiRuns;

/* True when some letter runs to the left: without one, the text is seen as it stands. */
bool bidi_is_needed(Str text);

/* Adds the runs of a line in the order in which they are seen from left to right. The text around them runs to the right;
 * control characters that turn the direction are not obeyed. The text must be valid UTF-8. */
void bidi_runs(Arena *arena, Str text, BidiRuns *runs);

#endif
