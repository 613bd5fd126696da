/* html_text.h: text of a spec inside HTML and CSS. It is data wherever it stands: nothing in it can become a mark,
 * end an attribute or a style sheet, or change the direction of what stands after it. */
#ifndef KOMPAS_RUNTIME_HTML_TEXT_H
#define KOMPAS_RUNTIME_HTML_TEXT_H

#include "compiler/base/str.h"

/* Text between marks. Stretches that run from right to left stand in <bdi>; controls become spaces, directional
 * overrides vanish, what is no character becomes U+FFFD. */
void html_add_text(Text *out, Str text);
/* As html_add_text, without <bdi>: for attributes, <title> and SVG. */
void html_add_plain(Text *out, Str text);
/* ` name="value"`. */
void html_add_attribute(Text *out, const char *name, Str value);
/* A CSS string with its quotes. */
void html_add_css_string(Text *out, Str text);
/* An address as the value of an attribute, its unsafe characters as %XX. */
void html_add_address(Text *out, Str address);

#endif
