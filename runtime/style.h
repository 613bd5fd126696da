/* style.h: a house style: colours, paper, margins, fonts, logo. The values stand in stdlib/styles/. */
#ifndef KOMPAS_RUNTIME_STYLE_H
#define KOMPAS_RUNTIME_STYLE_H

#include "runtime/logo.h"

typedef enum Paper { PAPER_A4, PAPER_LETTER } Paper;

typedef struct Style {
  Str name;
  Str font_family;
  Paper paper;
  double margin_left, margin_top, margin_bottom; /* points, from the edge to the text; 0: what the paper asks for */
  Colour ink, grey, blue, red, tint1, tint2, tint3, rule, hair;
  Str disclaimer;   /* last page; may be empty */
  const Logo *logo; /* on the cover, and small in the running head; NULL: none */
} Style;

/* What margins may measure, in millimetres: the running head and foot must keep their place, the text its width. */
enum {
  STYLE_MARGIN_LEFT_LEAST = 12, STYLE_MARGIN_LEFT_MOST = 30,
  STYLE_MARGIN_TOP_LEAST = 24, STYLE_MARGIN_TOP_MOST = 36,
  STYLE_MARGIN_BOTTOM_LEAST = 19, STYLE_MARGIN_BOTTOM_MOST = 30
};

/* The style that is used when none is named: A4, Lato, the colours of stdlib/styles/kompas.kompas. */
Style style_default(void);

/* The least contrast of text and ground (WCAG 2.1, level AA). */
#define STYLE_LEAST_CONTRAST 4.5

/* The contrast ratio of two colours, from 1 to 21 (WCAG 2.1, relative luminance). */
double style_contrast(Colour text, Colour ground);
/* A colour that text is set in and the ground it stands on, by the words they are declared with; an empty ground is paper. */
typedef struct StyleContrast {
  Str text, ground;
  Colour text_colour, ground_colour;
  double ratio;
} StyleContrast;

enum { STYLE_CONTRASTS = 7 };

/* Measures all pairs that occur in a document. */
void style_contrasts(const Style *style, StyleContrast contrasts[STYLE_CONTRASTS]);
/* The colour nearest to `colour` on the way to black that can be read on the ground; black when none can. */
Colour style_darkened(Colour colour, Colour ground);
/* True when every colour that text is set in can be read on the ground it stands on; else `*which` (may be NULL) names the
 * first that cannot. */
bool style_is_readable(const Style *style, Str *which);

#endif
