/* suggest.c: the nearest word by restricted Damerau-Levenshtein distance (insertion, deletion, replacement, and swap of
 * two neighbours each cost one), on text folded to lower case without diacritics. */
#include "compiler/base/utf8.h"
#include "compiler/diagnostics/finding.h"

enum { LONGEST = 64 }; /* longer words are not typing errors of each other */

typedef struct Letters {
  int32_t at[LONGEST];
  uint32_t count; /* LONGEST + 1: too long */
} Letters;

static Letters letters_of(Arena *arena, Str word) {
  Letters letters = {.count = 0};
  Str folded = utf8_fold(arena, word);
  for (size_t at = 0, size; at < folded.length; at += size) {
    int32_t code_point = utf8_decode(folded, at, &size);
    if (letters.count == LONGEST) return (Letters){.count = LONGEST + 1};
    letters.at[letters.count++] = code_point;
  }
  return letters;
}

static uint32_t smaller(uint32_t a, uint32_t b) { return a < b ? a : b; }

static uint32_t edits_allowed(uint32_t letters) {
  if (letters < 2) return 0; /* any letter is one edit away from any other */
  return letters <= 4 ? 1 : letters <= 8 ? 2 : 3;
}

/* The distance, or something above `limit` when it is above that. */
static uint32_t distance(const Letters *a, const Letters *b, uint32_t limit) {
  uint32_t rows[3][LONGEST + 1];
  if (a->count + limit < b->count || b->count + limit < a->count) return limit + 1;
  for (uint32_t j = 0; j <= b->count; j++) rows[0][j] = j;
  for (uint32_t i = 1; i <= a->count; i++) {
    uint32_t *row = rows[i % 3], *previous = rows[(i + 2) % 3], *before = rows[(i + 1) % 3], least = row[0] = i;
    for (uint32_t j = 1; j <= b->count; j++) {
      uint32_t replaced = previous[j - 1] + (a->at[i - 1] != b->at[j - 1]);
      row[j] = smaller(replaced, smaller(previous[j], row[j - 1]) + 1);
      bool swapped = i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] && a->at[i - 2] == b->at[j - 1];
      if (swapped) row[j] = smaller(row[j], before[j - 2] + 1);
      least = smaller(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return rows[a->count % 3][b->count];
}

Str suggest_nearest(Arena *arena, Str word, const Str *candidates, uint32_t count) {
  Letters letters = letters_of(arena, word);
  if (letters.count > LONGEST) return STR("");
  uint32_t limit = edits_allowed(letters.count);
  Str best = STR("");
  for (uint32_t i = 0; i < count; i++) {
    Letters candidate = letters_of(arena, candidates[i]);
    if (candidate.count > LONGEST || str_equal(word, candidates[i])) continue;
    uint32_t edits = distance(&letters, &candidate, limit);
    if (edits > limit) continue;
    best = candidates[i];
    if (edits == 0) break;
    limit = edits - 1; /* among equals the first wins */
  }
  return best;
}
