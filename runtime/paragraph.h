/* paragraph.h: text broken into lines, for the whole paragraph at once.
 *
 * Lengths are in points. Nothing is drawn here: see compose.h. Memory is the typesetter's arena. */
#ifndef KOMPAS_RUNTIME_PARAGRAPH_H
#define KOMPAS_RUNTIME_PARAGRAPH_H

#include "runtime/document.h"
#include "runtime/font.h"
#include "runtime/hyphenation.h"
#include "runtime/style.h"

#define MM (72.0 / 25.4)

/* What setting type needs. Patterns are read when a language first needs them. */
typedef struct Typesetter {
  Arena *arena;
  FontSet *fonts;
  const Style *style;
  Language language;
  const Hyphenator *hyphenators[LANGUAGE_COUNT];
} Typesetter;

/* How a paragraph is set; bold and italic runs change the face. */
typedef struct TextStyle {
  FontFace face;
  double size, leading; /* pt */
  double tracking;      /* em */
  Colour colour;
} TextStyle;

typedef struct ParagraphInput {
  RunList runs;
  TextStyle style;
  double width;
  bool hyphenate; /* words that do not fit a line alone are broken in any case */
  bool balance;   /* lines of about equal length, no more of them than needed */
} ParagraphInput;

typedef enum PieceKind { PIECE_TEXT, PIECE_SIGN, PIECE_MARK } PieceKind;

/* A stretch of one run on one line. */
typedef struct Piece {
  PieceKind kind;
  const Run *run;
  uint32_t run_index;
  double x, width;   /* from the line's left edge */
  ShapedText shaped; /* PIECE_TEXT; ends with a soft hyphen where a word was broken */
} Piece;

typedef struct Line {
  LIST(Piece) pieces;
  double width; /* without the space at its end */
  bool is_hyphenated;
} Line;

typedef struct Paragraph {
  RunList runs;
  TextStyle style;
  LIST(Line) lines;
  double width;  /* of the widest line */
  double height; /* lines times leading */
} Paragraph;

/* Breaks runs into lines. An empty text gives no lines. Never fails. */
Paragraph *paragraph_break(Typesetter *typesetter, const ParagraphInput *input);
/* The width that the runs need on one line, and (in `*least`, may be NULL) that of their longest part that is not
 * broken. */
double paragraph_natural_width(Typesetter *typesetter, const RunList *runs, const TextStyle *style, double *least);
/* The face for a run in a style. */
FontFace paragraph_face(const TextStyle *style, const Run *run);
/* From the top of a line to its baseline. */
double paragraph_baseline(const TextStyle *style);

/* Width of a sign with the space after it, and of marks. */
#define SIGN_SIZE (2.9 * MM)
#define SIGN_ADVANCE (4.4 * MM)

#endif
