/* views.h: the findings of a session as a reader gets them: chosen, counted, put into words. */
#ifndef KOMPAS_SESSION_VIEWS_H
#define KOMPAS_SESSION_VIEWS_H

#include "compiler/session/session.h"

typedef struct FindingViews {
  FindingView *items; /* reported ones, in order of place; accepted ones among them */
  uint32_t count;
  FindingCounts counts;
} FindingViews;

/* How many findings a first sketch shows. */
enum { SKETCH_FINDINGS = 5 };

/* All reported findings, with their texts in the language of each (session_language). */
FindingViews session_views(Session *session, const Language *wanted, Arena *arena);

/* Counts alone: no texts are made. */
FindingCounts session_counts(const Session *session);

/* True when findings reach the threshold; SEVERITY_NONE is reached by none. Accepted ones do not count. */
bool counts_reach(const FindingCounts *counts, Severity threshold);

/* On a first sketch (one partnership, in its first phase) keeps the SKETCH_FINDINGS that matter most, in that order, and returns
 * how many were put aside; else 0. Accepted findings stay. */
uint32_t session_views_shorten(const Session *session, FindingViews *views, Arena *arena);

/* The words around findings, in both languages. */
void session_render_words(const Session *session, RenderWords words[LANGUAGE_COUNT]);

/* The findings as people read them, with accepted ones and the summary line. */
void session_write_findings(Session *session, const FindingViews *views, uint32_t put_aside, const RenderOptions *options, Language language,
                            Text *out);
/* The summary line alone, with a line end. */
void session_write_summary(Session *session, const FindingCounts *counts, Language language, Text *out);

#endif
