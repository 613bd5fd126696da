/* Which kind of logo it is, and whether its proportions can stand on a page. */
#include "runtime/logo.h"

#include <math.h>

static bool is_png(Str bytes) { return str_starts_with(bytes, STR("\x89PNG\r\n\x1a\n")); }

/* SVG is text that begins with a mark of XML, perhaps after a byte order mark. */
static bool is_xml(Str bytes) {
  if (str_starts_with(bytes, STR("\xef\xbb\xbf"))) bytes = str_slice(bytes, 3, bytes.length);
  return str_starts_with(str_trim(bytes), STR("<"));
}

static bool has_fair_proportions(const Logo *logo) {
  if (!isfinite(logo->width) || !isfinite(logo->height) || !(logo->width > 0) || !(logo->height > 0)) return false;
  return logo->width <= LOGO_RATIO_MAX * logo->height && logo->height <= LOGO_RATIO_MAX * logo->width;
}

static bool read_any(Arena *arena, Str bytes, Logo *logo, LogoProblem *problem) {
  if (is_png(bytes)) return logo_read_png(arena, bytes, logo, problem);
  if (is_xml(bytes)) return logo_read_svg(arena, bytes, logo, problem);
  *problem = (LogoProblem){"logo-kind", STR("")};
  return false;
}

bool logo_read(Arena *arena, Str bytes, Logo *logo, LogoProblem *problem) {
  *logo = (Logo){.source = bytes};
  *problem = (LogoProblem){"logo-large", STR("")};
  if (bytes.length > LOGO_BYTES_MAX || !read_any(arena, bytes, logo, problem)) return false;
  logo->media_type = logo->pixels ? STR("image/png") : STR("image/svg+xml");
  if (has_fair_proportions(logo)) return true;
  *problem = (LogoProblem){"logo-proportions", STR("")};
  return false;
}

void logo_fit(const Logo *logo, double box_width, double box_height, double *width, double *height) {
  double scale = fmin(box_width / logo->width, box_height / logo->height);
  *width = logo->width * scale;
  *height = logo->height * scale;
}
