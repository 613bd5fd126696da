/* scan.h: from text to tokens, and what is wrong with single characters and words on the way.
 *
 * The scanner proper is lexer.l. What a regular expression cannot say well (text that is not ASCII, strings without an
 * end, numbers as people write them in Dutch) is decided by the functions below, each of which is given the byte where
 * it starts and returns the byte where scanning goes on. */
#ifndef KOMPAS_GRAMMAR_SCAN_H
#define KOMPAS_GRAMMAR_SCAN_H

#include "grammar/token.h"

/* Something wrong in the text, before it becomes a finding: bytes [start, end). */
typedef struct Problem {
  const char *code;     /* K0001 … */
  const char *kind;     /* the argument `case` */
  const char *expected; /* the argument of that name, or NULL */
  uint32_t start, end;
  bool breaks; /* a token could not be made: what follows on the line may be nonsense because of it */
  bool has_fix;
  uint32_t fix_start, fix_end; /* bytes that the fix replaces by `mended` */
  Str mended;
  Str block, name; /* unclosed-block: keyword and second word of the line that opens it */
  uint32_t number; /* a count or limit; 0: none */
} Problem;

typedef LIST(Problem) ProblemList;

/* A line with tabs between its tokens: perhaps a row of a pasted table. */
typedef struct TabLine {
  uint32_t token; /* the line's first token */
  uint32_t tabs;
} TabLine;

typedef struct Scan {
  Arena *arena;
  Str text;
  const char *base; /* the scanner's own copy of the text */
  uint32_t offset;  /* where that copy starts in the text */
  TokenList tokens;
  ProblemList problems; /* in order of place, the first of them only */
  LIST(TabLine) tab_lines;
  LIST(uint32_t) open_parens;             /* tokens, while scanning */
  LIST(uint32_t) unclosed_parens;         /* tokens: `(` without its `)` before a brace or the end; ascending */
  LIST(uint32_t) bad_bytes;               /* places of K0002 and K0006 that the first pass over the bytes found */
  uint32_t line_token;                    /* the first token of the present line */
  uint32_t brackets, parens, line_braces; /* open at this point; approximations for mending */
  uint32_t braces_opened, braces_closed;
  bool (*is_keyword)(const void *context, Str word); /* whether a word opens a statement anywhere; may be NULL */
  const void *keyword_context;
} Scan;

/* Adds a problem; beyond a fixed number they are dropped. Returns where it stands (valid until the next), or a scratch
 * one. */
Problem *problem_add(Arena *arena, ProblemList *problems, const char *code, const char *kind, uint32_t start,
                     uint32_t end);

/* Finds invalid UTF-8, control characters, separators and bidirectional controls, anywhere. */
void scan_bytes(Scan *scan);
/* Fills `scan->tokens` from bytes [start, end) of the text, with TOKEN_END last. */
void scan_tokens(Scan *scan, uint32_t start, uint32_t end);

/* For lexer.l. */
static inline void scan_emit(Scan *scan, TokenKind kind, uint32_t start, uint32_t end) {
  LIST_PUSH(scan->arena, &scan->tokens, ((Token){kind, start, end}));
}
void scan_line_end(Scan *scan, uint32_t start, uint32_t end);
void scan_bracket(Scan *scan, TokenKind kind, uint32_t start);
void scan_tab(Scan *scan, uint32_t start, uint32_t end);
uint32_t scan_wide(Scan *scan, uint32_t start);
uint32_t scan_open_string(Scan *scan, uint32_t start);
uint32_t scan_text_block(Scan *scan, uint32_t start);
uint32_t scan_number(Scan *scan, uint32_t start, uint32_t end);
uint32_t scan_slash_date(Scan *scan, uint32_t start, uint32_t end);
uint32_t scan_up_to(Scan *scan, uint32_t start, uint32_t end);
uint32_t scan_spaced_percentage(Scan *scan, uint32_t start, uint32_t end);
uint32_t scan_currency(Scan *scan, uint32_t start);
uint32_t scan_strange(Scan *scan, uint32_t start, uint32_t end);

#endif
