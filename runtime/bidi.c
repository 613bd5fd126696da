/* Levels come from FriBidi (Unicode's bidirectional algorithm); here they are cut into runs, and the runs put in the order in
 * which they are seen: from the highest level down, each stretch of runs at or above it is turned round. */
#include "runtime/bidi.h"

#include <fribidi/fribidi.h>

#include "compiler/base/utf8.h"

bool bidi_is_needed(Str text) {
  size_t size;
  for (size_t at = 0; at < text.length; at += size) {
    size = 1;
    if ((unsigned char)text.data[at] < 0xd6) continue; /* below Hebrew; bytes that go on are below too */
    if (utf8_direction(utf8_decode(text, at, &size)) < 0) return true;
  }
  return false;
}

typedef struct Levels {
  uint32_t count;
  uint32_t *start; /* by character: its first byte; one more at the end */
  FriBidiLevel *levels;
} Levels;

static void obey_no_controls(FriBidiCharType *types, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (FRIBIDI_IS_EXPLICIT_OR_BN(types[i]) || FRIBIDI_IS_ISOLATE(types[i])) types[i] = FRIBIDI_TYPE_BN;
}

static Levels find_levels(Arena *arena, Str text) {
  Levels found = {.start = ARENA_ARRAY(arena, uint32_t, text.length + 1), .levels = ARENA_ARRAY(arena, FriBidiLevel, text.length + 1)};
  FriBidiChar *characters = ARENA_ARRAY(arena, FriBidiChar, text.length + 1);
  size_t size;
  for (size_t at = 0; at < text.length; at += size) {
    int32_t point = utf8_decode(text, at, &size);
    found.start[found.count] = (uint32_t)at;
    characters[found.count++] = point < 0 ? 0xfffd : (FriBidiChar)point;
  }
  found.start[found.count] = (uint32_t)text.length;
  FriBidiCharType *types = ARENA_ARRAY(arena, FriBidiCharType, found.count + 1);
  FriBidiBracketType *brackets = ARENA_ARRAY(arena, FriBidiBracketType, found.count + 1);
  FriBidiParType base = FRIBIDI_PAR_LTR;
  FriBidiStrIndex count = (FriBidiStrIndex)found.count;
  fribidi_get_bidi_types(characters, count, types);
  fribidi_get_bracket_types(characters, count, types, brackets);
  obey_no_controls(types, found.count);
  if (!fribidi_get_par_embedding_levels_ex(types, brackets, count, &base, found.levels)) arena_give_up(arena);
  return found;
}

static void turn_round(BidiRun *runs, FriBidiLevel *levels, uint32_t from, uint32_t to) {
  for (; from + 1 < to; from++, to--) {
    BidiRun run = runs[from];
    FriBidiLevel level = levels[from];
    runs[from] = runs[to - 1], levels[from] = levels[to - 1];
    runs[to - 1] = run, levels[to - 1] = level;
  }
}

static void put_in_order(BidiRun *runs, FriBidiLevel *levels, uint32_t count) {
  FriBidiLevel highest = 0;
  for (uint32_t i = 0; i < count; i++)
    if (levels[i] > highest) highest = levels[i];
  for (FriBidiLevel level = highest; level > 0; level--)
    for (uint32_t from = 0, to; from < count; from = to + 1) {
      for (to = from; to < count && levels[to] >= level;) to++;
      turn_round(runs, levels, from, to);
    }
}

void bidi_runs(Arena *arena, Str text, BidiRuns *runs) {
  Levels found = find_levels(arena, text);
  FriBidiLevel *levels = ARENA_ARRAY(arena, FriBidiLevel, found.count + 1);
  uint32_t first = runs->count;
  for (uint32_t from = 0, to; from < found.count; from = to) {
    for (to = from + 1; to < found.count && found.levels[to] == found.levels[from];) to++;
    levels[runs->count - first] = found.levels[from];
    LIST_PUSH(arena, runs, ((BidiRun){found.start[from], found.start[to], found.levels[from] % 2 == 0}));
  }
  put_in_order(runs->items + first, levels, runs->count - first);
}
