/* Hyphenation by Liang's algorithm (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, Stanford 1983).
 *
 * A pattern such as "a4ch1t" says how good a break is between its letters: odd allows, even forbids, the highest number
 * wins. All patterns go into one map from their letters to their numbers. The Dutch file is in ISO 8859-1, so it is
 * turned into UTF-8 first; words and patterns are then compared as lists of code points in lower case. */
#include "runtime/hyphenation.h"

#include <stdio.h>
#include <sys/stat.h>
#include <utf8proc.h>

#include "compiler/base/list.h"
#include "compiler/base/map.h"

enum { LONGEST_WORD = 96, LEAST_BEFORE = 2, LEAST_AFTER = 3, MOST_BYTES = 8 << 20 };

struct Hyphenator {
  Language language;
  Map patterns;                 /* letters to an index into `values` */
  LIST(const uint8_t *) values; /* one number before each letter and one after the last: letters + 1 of them */
  size_t longest;               /* letters of the longest pattern */
};

/* ---- reading patterns ---- */

static Str latin1_to_utf8(Arena *arena, Str bytes) {
  Text text = text_new(arena);
  for (size_t i = 0; i < bytes.length; i++) {
    unsigned char c = (unsigned char)bytes.data[i];
    if (c < 0x80) {
      text_add_char(&text, (char)c);
    } else {
      text_add_char(&text, (char)(0xC0 | c >> 6));
      text_add_char(&text, (char)(0x80 | (c & 0x3F)));
    }
  }
  return text_str(&text);
}

static size_t letter_size(Str text, size_t at) {
  unsigned char c = (unsigned char)text.data[at];
  size_t size = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  return at + size <= text.length ? size : text.length - at;
}

static void add_pattern(Hyphenator *hyphenator, Arena *arena, Str line) {
  char *letters = arena_alloc(arena, line.length + 1);
  uint8_t *values = arena_alloc(arena, line.length + 1);
  size_t length = 0, count = 0;
  for (size_t at = 0; at < line.length;) {
    char c = line.data[at];
    if (c >= '0' && c <= '9') {
      values[count] = (uint8_t)(c - '0');
      at++;
      continue;
    }
    size_t size = letter_size(line, at);
    memcpy(letters + length, line.data + at, size);
    length += size, at += size, count++;
  }
  if (!count) return;
  map_put(arena, &hyphenator->patterns, (Str){letters, length}, hyphenator->values.count);
  LIST_PUSH(arena, &hyphenator->values, values);
  if (count > hyphenator->longest) hyphenator->longest = count;
}

/* Lines that are settings or comments of the file format, not patterns. */
static bool is_setting(Str line) {
  return !line.length || line.data[0] == '%' || line.data[0] == '#' || str_find(line, STR("HYPHENMIN")) < line.length ||
         str_find(line, STR("/")) < line.length || str_equal(line, STR("NEXTLEVEL")) ||
         str_starts_with(line, STR("NOHYPHEN"));
}

Hyphenator *hyphenator_of(Arena *arena, Language language, Str file) {
  Hyphenator *hyphenator = ARENA_NEW(arena, Hyphenator);
  hyphenator->language = language;
  bool is_first = true;
  Str text = str_starts_with(file, STR("ISO8859-1")) ? latin1_to_utf8(arena, file) : file;
  for (size_t at = 0; at < text.length;) {
    size_t end = at;
    while (end < text.length && text.data[end] != '\n') end++;
    Str line = str_trim(str_slice(text, at, end));
    if (!is_first && !is_setting(line)) add_pattern(hyphenator, arena, line);
    is_first = false;
    at = end + 1;
  }
  return hyphenator;
}

Hyphenator *hyphenator_open(Arena *arena, Language language) {
  static const char *const paths[LANGUAGE_COUNT] = {
      [LANGUAGE_EN] = "/usr/share/hyphen/hyph_en_US.dic",
      [LANGUAGE_NL] = "/usr/share/hyphen/hyph_nl_NL.dic",
  };
  struct stat about;
  if (stat(paths[language], &about) != 0 || about.st_size <= 0 || about.st_size > MOST_BYTES)
    return hyphenator_of(arena, language, STR(""));
  size_t size = (size_t)about.st_size;
  char *bytes = arena_alloc(arena, size);
  FILE *file = fopen(paths[language], "rb");
  size_t got = 0;
  if (file) { /* nothing in here takes memory: an escape would leave the file open */
    got = fread(bytes, 1, size, file);
    fclose(file);
  }
  return hyphenator_of(arena, language, (Str){bytes, got});
}

/* ---- a word ---- */

typedef struct Word {
  Str folded;                        /* ".word." in lower case */
  uint32_t starts[LONGEST_WORD + 3]; /* byte of each letter in `folded`, and its end */
  uint32_t bytes[LONGEST_WORD + 1];  /* byte of each letter in the word as it was given */
  int32_t points[LONGEST_WORD];      /* lower case */
  uint32_t count;                    /* letters, without the dots */
} Word;

static bool word_read(Word *word, Arena *arena, Str text) {
  Text folded = text_new(arena);
  text_add_char(&folded, '.');
  for (size_t at = 0; at < text.length;) {
    if (word->count == LONGEST_WORD) return false;
    utf8proc_int32_t point;
    utf8proc_ssize_t size =
        utf8proc_iterate((const utf8proc_uint8_t *)text.data + at, (utf8proc_ssize_t)(text.length - at), &point);
    if (size <= 0) return false;
    point = utf8proc_tolower(point);
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t length = utf8proc_encode_char(point, bytes);
    word->starts[word->count + 1] = (uint32_t)folded.length;
    word->bytes[word->count] = (uint32_t)at;
    word->points[word->count++] = point;
    text_add(&folded, (Str){(char *)bytes, (size_t)length});
    at += (size_t)size;
  }
  word->starts[word->count + 1] = (uint32_t)folded.length;
  text_add_char(&folded, '.');
  word->starts[word->count + 2] = (uint32_t)folded.length;
  word->folded = text_str(&folded);
  return true;
}

/* `levels[i]`: the number before letter i of ".word.". */
static void apply_patterns(const Hyphenator *hyphenator, const Word *word, uint8_t *levels) {
  uint32_t total = word->count + 2;
  for (uint32_t from = 0; from < total; from++) {
    for (uint32_t to = from + 1; to <= total && to - from <= hyphenator->longest; to++) {
      uint32_t index;
      if (!map_get(&hyphenator->patterns, str_slice(word->folded, word->starts[from], word->starts[to]), &index))
        continue;
      const uint8_t *values = hyphenator->values.items[index];
      for (uint32_t i = 0; i <= to - from; i++)
        if (values[i] > levels[from + i]) levels[from + i] = values[i];
    }
  }
}

static bool is_tremaed(int32_t point) {
  return point == 0xE4 || point == 0xEB || point == 0xEF || point == 0xF6 || point == 0xFC;
}

/* "ij" is one letter: letters in [from, to), counted so. */
static uint32_t letters_between(const Hyphenator *hyphenator, const Word *word, uint32_t from, uint32_t to) {
  uint32_t count = 0;
  for (uint32_t i = from; i < to; i++) {
    bool is_second =
        hyphenator->language == LANGUAGE_NL && i > from && word->points[i] == 'j' && word->points[i - 1] == 'i';
    count += !is_second;
  }
  return count;
}

static bool may_break(const Hyphenator *hyphenator, const Word *word, uint32_t at) {
  if (letters_between(hyphenator, word, 0, at) < LEAST_BEFORE) return false;
  if (letters_between(hyphenator, word, at, word->count) < LEAST_AFTER) return false;
  if (is_tremaed(word->points[at])) return false;
  return !(hyphenator->language == LANGUAGE_NL && word->points[at] == 'j' && word->points[at - 1] == 'i');
}

const HyphenPoint *hyphenator_points(const Hyphenator *hyphenator, Arena *arena, Str text, uint32_t *count) {
  Word word = {.count = 0};
  *count = 0;
  if (!hyphenator->values.count || !word_read(&word, arena, text)) return NULL;
  if (letters_between(hyphenator, &word, 0, word.count) < HYPHENATION_LEAST_LETTERS) return NULL;
  uint8_t levels[LONGEST_WORD + 4] = {0};
  apply_patterns(hyphenator, &word, levels);
  HyphenPoint *points = ARENA_ARRAY(arena, HyphenPoint, word.count);
  for (uint32_t at = 1; at < word.count; at++)
    if (levels[at + 1] % 2 == 1 && may_break(hyphenator, &word, at)) points[(*count)++].at = word.bytes[at];
  return points;
}
