/* render.h: findings as people and other programs read them.
 *
 * A FindingView is a finding with its texts filled in for one reader; the session makes them (it knows the library), the
 * renderers only lay out. Nothing is worded here: fixed words come in as RenderWords, from stdlib/texts. */
#ifndef KOMPAS_DIAGNOSTICS_RENDER_H
#define KOMPAS_DIAGNOSTICS_RENDER_H

#include "compiler/diagnostics/finding.h"

/* The acceptance of a finding, for the reader. */
typedef struct AcceptedView {
  Str reason;
  Str by;    /* empty: not stated */
  Str until; /* 2027-01-01; empty: without end */
  Str line;  /* reason, by whom and until when in one line */
} AcceptedView;

typedef struct FindingView {
  const Finding *finding;
  Language language;  /* of the texts */
  Str severity_word;  /* "error" */
  Str severity_key, class_key, condition_key; /* "error", "omission", "organising" */
  Str message, why, question, advice;
  Str *related;       /* a text for each of finding->related */
  const Str *facts;
  uint32_t fact_count;
  Str fingerprint;
  bool is_accepted;
  AcceptedView accepted; /* when is_accepted */
} FindingView;

typedef struct FindingCounts {
  uint32_t errors, warnings, hints, accepted, files;
} FindingCounts;

/* Fixed words of one language. */
typedef struct RenderWords {
  Str why, question, advice, mend, read_more; /* labels of notes */
  Str accepted;                               /* heading of the list */
} RenderWords;

typedef struct RenderOptions {
  RenderWords words[LANGUAGE_COUNT];
  uint32_t width; /* cells; at least 40 is used */
  bool colour;    /* ANSI escapes */
} RenderOptions;

/* Findings as text: message, excerpt, related places, notes. What a spec says is shown, never sent: control characters become
 * their code. Accepted findings are left out; render_accepted lists them. */
void render_findings(Text *out, SourceStore *store, const FindingView *views, uint32_t count, const RenderOptions *options);

/* A short list of the accepted findings: code, place, message, reason, by whom and until when. `language` is that of its
 * heading. Nothing when there are none. */
void render_accepted(Text *out, SourceStore *store, const FindingView *views, uint32_t count, const RenderOptions *options,
                     Language language);

/* The JSON of `check --format json`, one line, with a line end. */
void render_json(Text *out, SourceStore *store, const FindingView *views, uint32_t count, const FindingCounts *counts);

/* A text broken into lines of at most `width` cells. The first line goes on where the output stands (`used` cells are taken);
 * the others begin with `indent` spaces. Line ends in the text stay. Unsafe characters become their code. */
void render_wrapped(Text *out, Str text, uint32_t used, uint32_t indent, uint32_t width);

/* A text with every control and bidirectional character written as its code, and line ends as spaces. */
void render_safe(Text *out, Str text);

#endif
