/* Unicode's bidirectional algorithm (UAX 9) for one line whose surroundings run to the right, without embeddings, which are not
 * obeyed: every character gets a class (utf8proc's), the rules W1 to W7, N0 to N2 and I1 settle the weak and neutral ones, and
 * the runs of equal level are put in the order in which they are seen. Written here because FriBidi 1.0 falls over when memory
 * fails.
 *
 * Classes after settling: L, R, EN and AN; at level 0 they lie at 0, 1, 2 and 2. */
#include "runtime/bidi.h"

#include <utf8proc.h>

#include "compiler/base/utf8.h"

enum { OPEN_MOST = 63 }; /* brackets within brackets */

typedef utf8proc_bidi_class_t Class;

#define L UTF8PROC_BIDI_CLASS_L
#define R UTF8PROC_BIDI_CLASS_R
#define EN UTF8PROC_BIDI_CLASS_EN
#define AN UTF8PROC_BIDI_CLASS_AN
#define ON UTF8PROC_BIDI_CLASS_ON

typedef struct Letter {
  uint32_t start; /* its first byte */
  int32_t point;
  Class class;
  uint8_t level;
} Letter;

typedef LIST(Letter) Letters;

bool bidi_is_needed(Str text) {
  size_t size;
  for (size_t at = 0; at < text.length; at += size) {
    size = 1;
    if ((unsigned char)text.data[at] < 0xd6) continue; /* below Hebrew; bytes that go on are below too */
    if (utf8_direction(utf8_decode(text, at, &size)) < 0) return true;
  }
  return false;
}

static Class class_of(int32_t point) {
  if (point < 0) return ON;
  return (Class)utf8proc_get_property(point)->bidi_class;
}

static bool is_control(Class class) {
  return class == UTF8PROC_BIDI_CLASS_BN || class > UTF8PROC_BIDI_CLASS_ON || class == UTF8PROC_BIDI_CLASS_LRE || class == UTF8PROC_BIDI_CLASS_LRO ||
         class == UTF8PROC_BIDI_CLASS_RLE || class == UTF8PROC_BIDI_CLASS_RLO || class == UTF8PROC_BIDI_CLASS_PDF;
}

static Letters read_letters(Arena *arena, Str text) {
  Letters letters = {0};
  size_t size;
  for (size_t at = 0; at < text.length; at += size) {
    int32_t point = utf8_decode(text, at, &size);
    LIST_PUSH(arena, &letters, ((Letter){.start = (uint32_t)at, .point = point, .class = class_of(point)}));
  }
  return letters;
}

/* ---- weak ones ---- */

/* W1 to W3, and W7 for what W2 leaves: marks go with what they stand on, numbers with the last letter before them. */
static void settle_by_what_went_before(Letters *letters) {
  Class before = L, strong = L;
  LIST_EACH(Letter, letter, *letters) {
    if (letter->class == UTF8PROC_BIDI_CLASS_NSM || is_control(letter->class)) letter->class = before;
    if (letter->class == L || letter->class == R || letter->class == UTF8PROC_BIDI_CLASS_AL) strong = letter->class;
    if (letter->class == EN && strong == UTF8PROC_BIDI_CLASS_AL) letter->class = AN;
    before = letter->class;
  }
  LIST_EACH(Letter, letter, *letters)
    if (letter->class == UTF8PROC_BIDI_CLASS_AL) letter->class = R;
}

/* W4: one sign between two numbers belongs to them. */
static void settle_separators(Letters *letters) {
  for (uint32_t i = 1; i + 1 < letters->count; i++) {
    Letter *letter = &letters->items[i];
    Class before = letter[-1].class, after = letter[1].class;
    bool joins = letter->class == UTF8PROC_BIDI_CLASS_CS ? before == EN || before == AN : letter->class == UTF8PROC_BIDI_CLASS_ES && before == EN;
    if (joins && before == after) letter->class = before;
  }
}

/* W5 and W6: signs of money and measure go with the number beside them; what is left says nothing. */
static void settle_terminators(Letters *letters) {
  for (uint32_t from = 0, to; from < letters->count; from = to > from ? to : from + 1) {
    for (to = from; to < letters->count && letters->items[to].class == UTF8PROC_BIDI_CLASS_ET;) to++;
    bool beside = (from && letters->items[from - 1].class == EN) || (to < letters->count && letters->items[to].class == EN);
    for (uint32_t i = from; i < to && beside; i++) letters->items[i].class = EN;
  }
  LIST_EACH(Letter, letter, *letters)
    if (letter->class == UTF8PROC_BIDI_CLASS_ES || letter->class == UTF8PROC_BIDI_CLASS_ET || letter->class == UTF8PROC_BIDI_CLASS_CS) letter->class = ON;
}

/* W7: a number after Latin is part of it. */
static void settle_numbers(Letters *letters) {
  Class strong = L;
  LIST_EACH(Letter, letter, *letters) {
    if (letter->class == L || letter->class == R) strong = letter->class;
    if (letter->class == EN && strong == L) letter->class = L;
  }
}

/* ---- neutral ones ---- */

/* What a settled class pulls a neutral towards; numbers count as running to the left. */
static Class pull_of(Class class) { return class == L ? L : class == R || class == EN || class == AN ? R : ON; }

static int32_t closing_of(int32_t point) { return point == '(' ? ')' : point == '[' ? ']' : point == '{' ? '}' : 0; }

/* N0 for a pair: with Latin inside it runs to the right; with none, as the text inside and before it when these agree. */
static void settle_pair(Letters *letters, uint32_t open, uint32_t close) {
  Class before = L;
  bool has_right = false, has_left = false;
  for (uint32_t i = open + 1; i < close; i++) {
    has_right |= pull_of(letters->items[i].class) == L;
    has_left |= pull_of(letters->items[i].class) == R;
  }
  for (uint32_t i = 0; i < open; i++)
    if (pull_of(letters->items[i].class) != ON) before = pull_of(letters->items[i].class);
  if (!has_right && !has_left) return;
  letters->items[open].class = letters->items[close].class = has_right ? L : before;
}

static void settle_brackets(Letters *letters) {
  uint32_t open[OPEN_MOST], depth = 0;
  for (uint32_t i = 0; i < letters->count; i++) {
    int32_t point = letters->items[i].point;
    if (letters->items[i].class != ON) continue;
    if (closing_of(point)) {
      if (depth == OPEN_MOST) return;
      open[depth++] = i;
      continue;
    }
    for (uint32_t k = depth; k-- > 0;) {
      if (closing_of(letters->items[open[k]].point) != point) continue;
      settle_pair(letters, open[k], i);
      depth = k;
      break;
    }
  }
}

/* N1 and N2: between two that run one way they run along, else to the right. */
static void settle_neutrals(Letters *letters) {
  for (uint32_t from = 0, to; from < letters->count; from = to > from ? to : from + 1) {
    for (to = from; to < letters->count && pull_of(letters->items[to].class) == ON;) to++;
    Class before = from ? pull_of(letters->items[from - 1].class) : L, after = to < letters->count ? pull_of(letters->items[to].class) : L;
    for (uint32_t i = from; i < to; i++) letters->items[i].class = before == R && after == R ? R : L;
  }
}

static Letters find_levels(Arena *arena, Str text) {
  Letters letters = read_letters(arena, text);
  settle_by_what_went_before(&letters);
  settle_separators(&letters);
  settle_terminators(&letters);
  settle_numbers(&letters);
  settle_brackets(&letters);
  settle_neutrals(&letters);
  LIST_EACH(Letter, letter, letters) letter->level = letter->class == L ? 0 : letter->class == R ? 1 : 2;
  return letters;
}

/* ---- order ---- */

static void turn_round(BidiRun *runs, uint8_t *levels, uint32_t from, uint32_t to) {
  for (; from + 1 < to; from++, to--) {
    BidiRun run = runs[from];
    uint8_t level = levels[from];
    runs[from] = runs[to - 1], levels[from] = levels[to - 1];
    runs[to - 1] = run, levels[to - 1] = level;
  }
}

/* L2: from the highest level down, each stretch of runs at or above it is turned round. */
static void put_in_order(BidiRun *runs, uint8_t *levels, uint32_t count) {
  for (uint8_t level = 2; level > 0; level--)
    for (uint32_t from = 0, to; from < count; from = to + 1) {
      for (to = from; to < count && levels[to] >= level;) to++;
      turn_round(runs, levels, from, to);
    }
}

void bidi_runs(Arena *arena, Str text, BidiRuns *runs) {
  Letters letters = find_levels(arena, text);
  uint8_t *levels = arena_alloc(arena, letters.count + 1);
  uint32_t first = runs->count;
  for (uint32_t from = 0, to; from < letters.count; from = to) {
    uint8_t level = letters.items[from].level;
    for (to = from + 1; to < letters.count && letters.items[to].level == level;) to++;
    levels[runs->count - first] = level;
    uint32_t end = to < letters.count ? letters.items[to].start : (uint32_t)text.length;
    LIST_PUSH(arena, runs, ((BidiRun){letters.items[from].start, end, level != 1}));
  }
  put_in_order(runs->items + first, levels, runs->count - first);
}
