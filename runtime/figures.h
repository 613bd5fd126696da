/* figures.h: what each kind of figure reads.
 *
 * A Figure is a flat list of items with roles. An item's index counts the items of its role, from 0, in the order of the list:
 * `row`, `column`, `series` and `to` point at other items by such an index. Members not named here are not read. Texts are
 * written out by whoever fills the figure ("now, since 15 September 2026", "€ 250.000"): the figures know no language.
 * Dates are days since 1970-01-01 in a double. A figure is one thing to who cannot see it: `link` is not read.
 *
 * Every kind measures its labels first. What it cannot hold is shown as `fallback` when there is one; without one, it wraps
 * and grows. `caption` stands under the figure, small and grey (a key, the scale, what was left out).
 *
 * FIGURE_TRACK, full width. The fallback is not needed.
 *   stop    label: its name; note: its dates; is_done | is_present | neither (to come)
 *   jump    row: the stop it left; to: the stop it went back to; label: what and when. From three on they become text.
 *
 * FIGURE_QUADRANT, text column (113 mm): leaves room for an aside.
 *   row     label; two, the upper one first
 *   column  label; two, the left one first
 *   cell    row, column; label: the form; note: its meaning, or "declared form"; is_chosen: it is the declared form;
 *           has_value, value: how many arrangements belong here (bars); detail: that number in words ("8 arrangements")
 *   series  label: a party, in order of declaration
 *   mark    series, row, column: this party sees the form of that cell
 *   crowd   row, column; label: "7 parties", shown instead of seven or more marks in the cell; note: the names, put under the
 *           figure ("Entrepreneurial: A, B, …"). Without a crowd seven or more marks become dots, with the names under the
 *           figure.
 *
 * FIGURE_MATRIX, full width. Turns by itself from seven columns on, or when a head needs more than four lines. No fallback.
 *   corner  label: what the rows are ("Decision"); note: what the columns are, used when turned ("Party")
 *   column  label: the party; note: second line ("30%")
 *   row     label: the decision; note: amount and date; is_stressed: the decision that is asked
 *   cell    row, column; state with label: its word; note, detail: two more lines (share; mandate);
 *           has_value, value: the share; has_limit, limit: the mandate: the bar; no value, no bar (audience partners).
 *           A cell without state shows `note` in grey ("not asked").
 *
 * FIGURE_RINGS, full width.
 *   ring    label; three, the inner one first
 *   sector  row: its ring; label: its name; note: what is known; is_done: stated; state with detail: a sign and its word, shown
 *           instead of the note. Sectors are numbered in order, so list the inner ring's first.
 *
 * FIGURE_RANGES, full width.
 *   range   label; has_low, low: where it started; note: that value as text; has_value, value: where it is now; detail: "1,150 on
 *           1 October 2026"; has_limit, limit: the target; items: one with role `target`: label: "5,000", note: "by 1 January
 *           2028". Without a target or a start only the texts stand there.
 *
 * FIGURE_LINKS, full width. Fallback: more than 14 links, or seven groups or more.
 *   head    label; two: over the left and over the right column
 *   group   label: a party
 *   left    row: its group; label; state with detail: why no line starts here ("not sought")
 *   right   row: its group; label; state with detail ("nobody yet")
 *   link    row: index of the left item; to: index of the right item
 *
 * FIGURE_SEATS, full width. Fallback: seven columns or more.
 *   column  label: a party (used for the order and to say where a seat is missing)
 *   row     label: a body; note, detail: two more lines. The first row is the last step of escalation.
 *   seat    row, column; label: the person (in the boards' row: the party); note: the role; is_stressed: label in bold;
 *           state: nobody sits here: label is then the words ("no seat"). A pair without a seat item stays empty.
 *   arrow   row: the lower row; to: the upper one; label: "escalates to"; is_stressed: escalation (thick), else reporting
 *
 * FIGURE_DOTS, full width. Marks per series up to six series, stacked dots from seven on. No fallback.
 *   step    label: "1"; value: 1. The scale; without steps 1 to 5.
 *   series  label: a party; none for an audience that may not know who scored what; is_done (of the first): the key stands in
 *           the figure above
 *   group   label: the condition; note: "mean 4.1"
 *   row     row: its group; label: the statement; detail: extremes by name, under the statement (when dots are stacked);
 *           state with note: "3 apart"; is_stressed: two apart or more; has_low, low, has_high, high: the extent;
 *           has_value, value: the mean, drawn when there are no marks; has_limit, limit: where it was before, a ring with an
 *           arrow to the mean
 *   mark    row: index of the statement; series; value: the score
 *
 * FIGURE_LANES, full width. Fallback: no room for the results' names.
 *   axis    low, high: first and last day shown (one item)
 *   tick    value: a day; label: "Jan."
 *   lane    label; is_present; state with note: "skipped: why"
 *   leg     row: its lane; low, high: days; is_done false: planned (dashed); label: why the road stepped back to this leg.
 *           In order of time: the road is one line.
 *   result  row: its lane; value: day; label: name; note: date
 *   today   row: its lane; value: day; label: "1 November, today"
 *
 * FIGURE_DATES, text column: leaves room for an aside. The first 14 dates; no fallback.
 *   The dates stand in order of time.
 *   tick    value: a day; label: "Oct.", "2027"; without ticks the years are marked
 *   today   value: a day; label: "today"
 *   date    value: a day; label: the date in words; note: what; state with detail: "expired"; is_stressed: the date of the
 *           decision asked; is_done: not settled by it alone, grey
 *   more    label: "and more", shown when there are more than fourteen
 *
 * FIGURE_SCALE, full width. No fallback.
 *   step    label; three: worse, equal, better
 *   row     label: the party; has_value, value: from -1 (worse) to 1 (better); note: what it rests on; state with detail: the
 *           word when there is no value ("not yet stated")
 *
 * FIGURE_NETWORK, full width. Fallback: more than 14 nodes or 28 partners.
 *   head    label; three: over the left, the middle and the right column
 *   centre  label: the organisation
 *   node    label: a partnership; note: "€ 120.000 a year"; has_value, value: what makes its ribbon wide; state with detail: how it
 *           does, which also colours the ribbon
 *   partner label: a partner; note: a second line; is_stressed: met in several nodes
 *   link    row: the node; to: the partner
 */
#ifndef KOMPAS_RUNTIME_FIGURES_H
#define KOMPAS_RUNTIME_FIGURES_H

#include "runtime/document.h"

/* Limits that a report may want to know before it chooses. */
enum {
  FIGURE_MARKED_SERIES = 6,  /* up to here a series has a mark of its own */
  FIGURE_MOST_SERIES = 12,   /* from thirteen on a quadrant, dots and a scale become their fallback, when there is one */
  FIGURE_MOST_LINKS = 14,
  FIGURE_MOST_DATES = 14,
  FIGURE_MOST_COLUMNS = 6    /* from seven on a matrix turns, seats and links become tables */
};

/* The number of items with a role. */
uint32_t figure_count(const Figure *figure, Str role);
/* The item with a role and index, or NULL. */
const FigureItem *figure_item(const Figure *figure, Str role, uint32_t index);
/* The table of the same facts: the figure's own fallback, else one made from its items. Never NULL. */
const Table *figure_table(Arena *arena, const Figure *figure);

#endif
