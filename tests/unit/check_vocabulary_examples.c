/* The words of the language document themselves: every concept, property and choice of specs has its documentation in both
 * languages, and every example binds without a finding at the place it is meant for (tests/unit/vocabulary/skeleton.kompas). */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "compiler/binding/bind.h"
#include "compiler/rules/library.h"
#include "compiler/syntax/parse.h"

enum { SKELETON_AT_MOST = 16384 };

static Arena arena;
static const Library *library;
static char skeleton[SKELETON_AT_MOST];
static Str spec; /* the skeleton, read once */
static unsigned failures, examples;
static bool quiet; /* where failures are what the test wants */

static void setup(void) {
  arena_init(&arena, NULL, NULL);
  SourceStore *store = ARENA_NEW(&arena, SourceStore);
  source_store_init(store, &arena);
  library = library_open_frozen(store);
  FILE *file = fopen("tests/unit/vocabulary/skeleton.kompas", "rb");
  ck_assert_ptr_nonnull(file);
  spec = (Str){skeleton, fread(skeleton, 1, sizeof skeleton, file)};
  fclose(file);
  ck_assert_uint_lt(spec.length, sizeof skeleton);
  failures = examples = 0;
  quiet = false;
}

static void teardown(void) { arena_free(&arena); }

static void complain(const Concept *concept, Str part, const char *what, Str detail) {
  failures++;
  if (quiet) return;
  fprintf(stderr, "%.*s%s%.*s: %s%s%.*s\n", STR_ARGS(concept->key), part.length ? "." : "", STR_ARGS(part), what,
          detail.length ? ": " : "", STR_ARGS(detail));
}

/* The byte where the marker of a concept starts, or -1. */
static long marker(Str key) {
  Text text = text_new(&arena);
  text_add_c(&text, "#@ ");
  text_add(&text, key);
  text_add_char(&text, '\n');
  size_t at = str_find(spec, text_str(&text));
  return at < spec.length ? (long)at : -1;
}

/* What an inserted example may not give: any finding, save that the skeleton states the same part already. */
static bool counts(const Finding *finding, uint32_t from, uint32_t to) {
  if (!str_equal(finding->code, STR("K0106"))) return true;
  Span later = finding->place, first = finding->related.count ? finding->related.items[0].span : NO_SPAN;
  bool both_inside = later.start >= from && later.end <= to && first.start >= from && first.end <= to;
  return both_inside;
}

static void try_example(const Concept *concept, Str part, Str example, long at) {
  examples++;
  if (at < 0) {
    complain(concept, part, "no place in the skeleton", example);
    return;
  }
  Text text = text_new(&arena);
  text_add(&text, str_slice(spec, 0, (size_t)at));
  text_add(&text, example);
  text_add_char(&text, '\n');
  text_add(&text, str_slice(spec, (size_t)at, spec.length));
  SourceStore store;
  FindingSink sink;
  source_store_init(&store, &arena);
  finding_sink_init(&sink, &arena);
  Tree *tree = parse_file(&arena, source_add(&store, STR("example.kompas"), text_str(&text)), library->vocabulary, &sink);
  BindingFile file = {.tree = tree};
  model_bind(&arena, library->vocabulary, &file, 1, &sink);
  LIST_EACH(Finding *, finding, sink.findings) {
    if (!counts(*finding, (uint32_t)at, (uint32_t)((size_t)at + example.length))) continue;
    complain(concept, part, str_to_c(&arena, (*finding)->code), source_slice(&store, (*finding)->place));
    if (!quiet) fprintf(stderr, "%.*s\n", STR_ARGS(example));
  }
}

/* Where a statement of a concept may stand in the skeleton. */
static long place_of(const Concept *concept) {
  if (str_equal(concept->key, STR("common"))) return marker(STR("common"));
  LIST_EACH(Concept *, other, library->vocabulary->concepts) {
    long at = marker((*other)->key);
    for (uint32_t i = 0; at >= 0 && i < (*other)->property_count; i++) {
      const Property *property = &(*other)->properties[i];
      if (property->place == PLACE_LINE && property->type.object == concept && property->owner == *other) return at;
    }
  }
  return concept->at_top ? marker(STR("top")) : marker(STR("common"));
}

static bool in_both(Words words) {
  return !str_is_empty(words.in[LANGUAGE_EN]) && !str_is_empty(words.in[LANGUAGE_NL]);
}

static void check_property(const Concept *concept, const Property *property) {
  bool is_line = property->place == PLACE_LINE;
  if (!in_both(property->doc)) complain(concept, property->key, "no documentation in both languages", STR(""));
  if (!str_is_empty(property->example)) {
    bool common = str_equal(concept->key, STR("common"));
    try_example(concept, property->key, property->example, is_line && !common ? marker(concept->key) : place_of(concept));
  } else if (property->place != PLACE_POSITIONAL) {
    complain(concept, property->key, "no example", STR(""));
  }
}

/* Concepts of specs that are written by hand; `aspect` is only what the thirteen aspects share. */
static bool is_written(const Concept *concept) {
  return !concept->is_library && !concept->is_simple && !str_equal(concept->key, STR("aspect"));
}

START_TEST(examples_bind) {
  LIST_EACH(Concept *, each, library->vocabulary->concepts) {
    const Concept *concept = *each;
    if (!is_written(concept)) continue;
    if (!in_both(concept->doc)) complain(concept, STR(""), "no documentation in both languages", STR(""));
    if (!str_is_empty(concept->example)) try_example(concept, STR(""), concept->example, place_of(concept));
    else if (!str_equal(concept->key, STR("common"))) complain(concept, STR(""), "no example", STR(""));
    for (uint32_t i = 0; i < concept->property_count; i++)
      if (concept->properties[i].owner == concept) check_property(concept, &concept->properties[i]);
  }
  ck_assert_uint_gt(examples, 200);
  ck_assert_uint_eq(failures, 0);
}
END_TEST

/* Choices that somebody writes in a spec: those of a concept of specs. */
static bool is_written_set(const ChoiceSet *set) {
  LIST_EACH(Concept *, concept, library->vocabulary->concepts) {
    if ((*concept)->is_library) continue;
    for (uint32_t i = 0; i < (*concept)->property_count; i++)
      LIST_EACH(const ChoiceSet *, other, (*concept)->properties[i].type.choices)
        if (*other == set) return true;
  }
  return false;
}

START_TEST(choices_are_documented) {
  unsigned wanting = 0, seen = 0;
  LIST_EACH(ChoiceSet *, each, library->vocabulary->choice_sets) {
    const ChoiceSet *set = *each;
    if (!is_written_set(set)) continue;
    if (!in_both(set->doc)) {
      wanting++;
      fprintf(stderr, "choices %.*s: no documentation\n", STR_ARGS(set->key));
    }
    for (uint32_t i = 0; i < set->choice_count; i++) {
      seen++;
      if (in_both(set->choices[i].doc)) continue;
      wanting++;
      fprintf(stderr, "choice %.*s of %.*s: no documentation\n", STR_ARGS(set->choices[i].key), STR_ARGS(set->key));
    }
  }
  ck_assert_uint_gt(seen, 200);
  ck_assert_uint_eq(wanting, 0);
}
END_TEST

START_TEST(a_wrong_example_is_noticed) {
  const Concept *party = vocabulary_concept(library->vocabulary, STR("party"));
  quiet = true;
  try_example(party, STR(""), STR("powr high"), marker(STR("party")));
  ck_assert_uint_eq(failures, 1);
  try_example(party, STR(""), STR("power high"), marker(STR("nowhere")));
  ck_assert_uint_eq(failures, 2);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("vocabulary examples");
  TCase *cases = tcase_create("examples");
  tcase_add_checked_fixture(cases, setup, teardown);
  tcase_set_timeout(cases, 60);
  tcase_add_test(cases, examples_bind);
  tcase_add_test(cases, choices_are_documented);
  tcase_add_test(cases, a_wrong_example_is_noticed);
  suite_add_tcase(suite, cases);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
