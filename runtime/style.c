/* The style that is used when none is named, and the measure of contrast by which a house style is judged. */
#include "runtime/style.h"


Style style_default(void) {
  return (Style){
      .name = STR("kompas"),
      .font_family = STR("Lato"),
      .paper = PAPER_A4,
      .ink = {0x17, 0x19, 0x1C},
      .grey = {0x5A, 0x5F, 0x66},
      .blue = {0x1F, 0x4A, 0x63},
      .red = {0xA8, 0x2E, 0x14},
      .tint1 = {0xE6, 0xEC, 0xEF},
      .tint2 = {0xCD, 0xDA, 0xE1},
      .tint3 = {0xAF, 0xC4, 0xCF},
      .rule = {0xB9, 0xBD, 0xBF},
      .hair = {0xD9, 0xDB, 0xDA},
  };
}

/* x to the power 2.4, for x from 0 to 1: the square times the fifth root of the square, found by Newton's method. The C library's
 * pow would do, but it alone would make every run of the program load the mathematical library. */
static double power_2_4(double x) {
  double square = x * x, root = 1;
  for (int i = 0; i < 40; i++) root -= (root - square / (root * root * root * root)) / 5;
  return square * root;
}

static double channel(uint8_t value) {
  double share = value / 255.0;
  return share <= 0.04045 ? share / 12.92 : power_2_4((share + 0.055) / 1.055);
}

static double luminance(Colour colour) {
  return 0.2126 * channel(colour.red) + 0.7152 * channel(colour.green) + 0.0722 * channel(colour.blue);
}

double style_contrast(Colour text, Colour ground) {
  double a = luminance(text), b = luminance(ground);
  return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

void style_contrasts(const Style *style, StyleContrast contrasts[STYLE_CONTRASTS]) {
  const Colour white = {255, 255, 255};
  const StyleContrast pairs[STYLE_CONTRASTS] = {
      {STR("ink"), STR(""), style->ink, white, 0},
      {STR("grey"), STR(""), style->grey, white, 0},
      {STR("blue"), STR(""), style->blue, white, 0},
      {STR("red"), STR(""), style->red, white, 0},
      {STR("ink"), STR("tint1"), style->ink, style->tint1, 0},
      {STR("ink"), STR("tint2"), style->ink, style->tint2, 0},
      {STR("ink"), STR("tint3"), style->ink, style->tint3, 0},
  };
  for (size_t i = 0; i < STYLE_CONTRASTS; i++) {
    contrasts[i] = pairs[i];
    contrasts[i].ratio = style_contrast(pairs[i].text_colour, pairs[i].ground_colour);
  }
}

static uint8_t part(uint8_t value, unsigned of_256) { return (uint8_t)(value * of_256 / 256); }

Colour style_darkened(Colour colour, Colour ground) {
  for (unsigned share = 256; share > 0; share--) {
    Colour darker = {part(colour.red, share), part(colour.green, share), part(colour.blue, share)};
    if (style_contrast(darker, ground) >= STYLE_LEAST_CONTRAST) return darker;
  }
  return (Colour){0, 0, 0};
}

bool style_is_readable(const Style *style, Str *which) {
  StyleContrast contrasts[STYLE_CONTRASTS];
  style_contrasts(style, contrasts);
  for (size_t i = 0; i < STYLE_CONTRASTS; i++) {
    if (contrasts[i].ratio >= STYLE_LEAST_CONTRAST) continue;
    if (which) *which = contrasts[i].text;
    return false;
  }
  return true;
}
