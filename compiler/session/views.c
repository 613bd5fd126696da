/* views.c: see views.h. */
#include "compiler/session/views.h"

#include <stdlib.h>

static void count_one(FindingCounts *counts, const Finding *finding) {
  if (finding->accepted_by) counts->accepted++;
  else if (finding->severity == SEVERITY_ERROR) counts->errors++;
  else if (finding->severity == SEVERITY_WARNING) counts->warnings++;
  else counts->hints++;
}

FindingCounts session_counts(const Session *session) {
  FindingCounts counts = {.files = session_file_count(session)};
  LIST_EACH(Finding *, finding, session->sink.findings)
    if (finding_is_reported(*finding)) count_one(&counts, *finding);
  return counts;
}

bool counts_reach(const FindingCounts *counts, Severity threshold) {
  switch (threshold) {
    case SEVERITY_HINT: if (counts->hints) return true; /* fall through */
    case SEVERITY_WARNING: if (counts->warnings) return true; /* fall through */
    case SEVERITY_ERROR: return counts->errors > 0;
    default: return false;
  }
}

/* How the vocabulary calls a severity. */
static Str severity_word(const Session *session, Severity severity, Language language) {
  const ChoiceSet *set = vocabulary_choices(session->library->vocabulary, STR("severity"));
  const Choice *choice = set ? choice_by_key(set, severity_key(severity)) : NULL;
  return choice ? words_in(choice->title, language) : severity_key(severity);
}

static Str slot_written(Session *session, const Object *object, const char *key, Language language, Arena *arena) {
  const Value *slot = object_slot(object, session->library->vocabulary, str_of(key));
  if (!value_is_stated(*slot)) return STR("");
  Text text = text_new(arena);
  value_write(session->evaluation, *slot, language, &text);
  return text_str(&text);
}

static AcceptedView accepted_view(Session *session, const Object *accept, Language language, Arena *arena) {
  AcceptedView view = {.reason = slot_written(session, accept, "reason", language, arena),
                       .by = slot_written(session, accept, "by", language, arena)};
  Value until = value_plain(*object_slot(accept, session->library->vocabulary, STR("until")));
  if (until.kind == VALUE_DATE) view.until = date_text(arena, until.as.date);
  Argument arguments[] = {{STR("reason"), value_of_text(view.reason)},
                          {STR("by"), view.by.length ? value_of_text(view.by) : (Value){.kind = VALUE_MISSING}},
                          {STR("until"), until.kind == VALUE_DATE ? until : (Value){.kind = VALUE_MISSING}}};
  view.line = session_sentence(session, "console-accepted-line", language, arguments, 3);
  return view;
}

static void fill_view(Session *session, FindingView *view, const Finding *finding, const Language *wanted, Arena *arena) {
  Language language = session_language(session, wanted, finding->place);
  const Rule *rule = finding->rule;
  *view = (FindingView){
    .finding = finding,
    .language = language,
    .severity_word = severity_word(session, finding->severity, language),
    .severity_key = severity_key(finding->severity),
    .class_key = class_key(rule ? rule->class : CLASS_CONTRADICTION),
    .condition_key = condition_key(rule ? rule->condition : CONDITION_LANGUAGE),
    .message = finding_write(session->evaluation, finding, FINDING_MESSAGE, language, arena),
    .why = finding_write(session->evaluation, finding, FINDING_WHY, language, arena),
    .question = finding_write(session->evaluation, finding, FINDING_QUESTION, language, arena),
    .advice = finding_write(session->evaluation, finding, FINDING_ADVICE, language, arena),
    .related = ARENA_ARRAY(arena, Str, finding->related.count),
    .facts = rule ? rule->facts.items : NULL,
    .fact_count = rule ? rule->facts.count : 0,
    .fingerprint = finding_identity(arena, finding),
    .is_accepted = finding->accepted_by != NULL,
  };
  for (uint32_t i = 0; i < finding->related.count; i++)
    view->related[i] = related_write(session->evaluation, finding, &finding->related.items[i], language, arena);
  if (view->is_accepted) view->accepted = accepted_view(session, finding->accepted_by, language, arena);
}

FindingViews session_views(Session *session, const Language *wanted, Arena *arena) {
  FindingViews views = {.counts = session_counts(session)};
  views.items = ARENA_ARRAY(arena, FindingView, session->sink.findings.count);
  LIST_EACH(Finding *, finding, session->sink.findings)
    if (finding_is_reported(*finding)) fill_view(session, &views.items[views.count++], *finding, wanted, arena);
  return views;
}

/* True when there is one partnership and it is in its first phase. */
static bool is_first_sketch(const Session *session) {
  if (session->model->partnerships.count != 1) return false;
  Value phase = value_plain(*object_slot(session->model->partnerships.items[0], session->library->vocabulary, STR("phase")));
  return phase.kind == VALUE_CHOICE && phase.as.choice->order == 0;
}

static int compare_views(const void *a, const void *b) {
  const FindingView *x = a, *y = b;
  return finding_compare_by_rank(&x->finding, &y->finding);
}

uint32_t session_views_shorten(const Session *session, FindingViews *views, Arena *arena) {
  uint32_t open = views->count - views->counts.accepted;
  if (open <= SKETCH_FINDINGS || !is_first_sketch(session)) return 0;
  FindingView *sorted = ARENA_ARRAY(arena, FindingView, views->count);
  uint32_t count = 0, kept = SKETCH_FINDINGS;
  for (uint32_t i = 0; i < views->count; i++)
    if (!views->items[i].is_accepted) sorted[count++] = views->items[i];
  qsort(sorted, count, sizeof *sorted, compare_views);
  for (uint32_t i = 0; i < views->count; i++)
    if (views->items[i].is_accepted) sorted[kept++] = views->items[i];
  views->items = sorted;
  views->count = kept;
  return count - SKETCH_FINDINGS;
}

void session_render_words(const Session *session, RenderWords words[LANGUAGE_COUNT]) {
  for (Language language = 0; language < LANGUAGE_COUNT; language++)
    words[language] = (RenderWords){
      .why = session_words(session, "console-why", language),
      .question = session_words(session, "console-question", language),
      .advice = session_words(session, "console-advice", language),
      .mend = session_words(session, "console-mend", language),
      .read_more = session_words(session, "console-read-more", language),
      .accepted = session_words(session, "console-accepted", language),
    };
}

void session_write_findings(Session *session, const FindingViews *views, uint32_t put_aside, const RenderOptions *options,
                            Language language, Text *out) {
  render_findings(out, &session->store, views->items, views->count, options);
  render_accepted(out, &session->store, views->items, views->count, options, language);
  if (put_aside) {
    Argument arguments[] = {{STR("count"), value_of_number(put_aside)}};
    text_add(out, session_sentence(session, "console-put-aside", language, arguments, 1));
    text_add_char(out, '\n');
  }
  session_write_summary(session, &views->counts, language, out);
}

void session_write_summary(Session *session, const FindingCounts *counts, Language language, Text *out) {
  Argument arguments[] = {{STR("errors"), value_of_number(counts->errors)},     {STR("warnings"), value_of_number(counts->warnings)},
                          {STR("hints"), value_of_number(counts->hints)},       {STR("accepted"), value_of_number(counts->accepted)},
                          {STR("files"), value_of_number(counts->files)}};
  bool is_clean = counts->errors + counts->warnings + counts->hints == 0;
  text_add(out, session_sentence(session, is_clean ? "console-clean" : "console-summary", language, arguments, 5));
  text_add_char(out, '\n');
}
