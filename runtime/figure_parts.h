/* figure_parts.h: what the figures share, and one function for each kind.
 *
 * A drawing function puts its figure into a fragment, from the fragment's upper left corner, all of it tagged with
 * `tag`, sets the fragment's width and height and returns true; when it cannot hold what the items say it returns
 * false, and whatever it drew is thrown away. */
#ifndef KOMPAS_RUNTIME_FIGURE_PARTS_H
#define KOMPAS_RUNTIME_FIGURE_PARTS_H

#include "runtime/compose.h"

/* An open arrow whose tip is at (x, y), pointing along (dx, dy), a unit vector along an axis. */
void draw_arrow(Composer *composer, Fragment *into, Tag *tag, double x, double y, double dx, double dy, Colour colour);
/* The mark of a series of at most FIGURE_MARKED_SERIES, 2.3 mm, with its centre at (x, y). */
void draw_series_mark(Composer *composer, Fragment *into, Tag *tag, uint32_t series, double x, double y);
/* A sign and its word on one line; the width that both take. */
double draw_state(Composer *composer, Fragment *into, Tag *tag, DocumentState state, Str word, TextStyle style,
                  double x, double y);
double state_width(Composer *composer, Str word, TextStyle style);
/* The item of a role that stands at a row and column, or NULL. */
const FigureItem *figure_crossing(const Figure *figure, Str role, uint32_t row, uint32_t column);

bool draw_track(Composer *composer, Fragment *into, const Figure *figure, Tag *tag);
bool draw_quadrant(Composer *composer, Fragment *into, const Figure *figure, Tag *tag);
bool draw_matrix(Composer *composer, Fragment *into, const Figure *figure, Tag *tag);
bool draw_rings(Composer *composer, Fragment *into, const Figure *figure, Tag *tag);
bool draw_ranges(Composer *composer, Fragment *into, const Figure *figure, Tag *tag);
bool draw_links(Composer *composer, Fragment *into, const Figure *figure, Tag *tag);
bool draw_seats(Composer *composer, Fragment *into, const Figure *figure, Tag *tag);
bool draw_dots(Composer *composer, Fragment *into, const Figure *figure, Tag *tag);
bool draw_lanes(Composer *composer, Fragment *into, const Figure *figure, Tag *tag);
bool draw_dates(Composer *composer, Fragment *into, const Figure *figure, Tag *tag);
bool draw_network(Composer *composer, Fragment *into, const Figure *figure, Tag *tag);
bool draw_scale(Composer *composer, Fragment *into, const Figure *figure, Tag *tag);

#endif
