/* Loading words: from small libraries written here, and from the standard library. */
#include <check.h>
#include <stdlib.h>

#include "compiler/binding/bind.h"
#include "compiler/syntax/parse.h"
#include "compiler/vocabulary/load.h"

extern const struct StdlibText {
  const char *path;
  const unsigned char *text;
  size_t length;
} stdlib_texts[];

enum { TREES_AT_MOST = 200 };

static Arena arena;
static SourceStore store;
static FindingSink sink;
static Tree *trees[TREES_AT_MOST];
static uint32_t tree_count;

static void setup(void) {
  arena_init(&arena, NULL, NULL);
  source_store_init(&store, &arena);
  finding_sink_init(&sink, &arena);
  tree_count = 0;
}

static void teardown(void) { arena_free(&arena); }

static void add(const char *text) {
  const Source *source = source_add(&store, STR("words.kompas"), str_of(text));
  trees[tree_count++] = parse_file(&arena, source, NULL, &sink);
}

static void add_standard(void) {
  for (int i = 0; stdlib_texts[i].path; i++) {
    Str text = {(const char *)stdlib_texts[i].text, stdlib_texts[i].length};
    trees[tree_count++] = parse_file(&arena, source_add(&store, str_of(stdlib_texts[i].path), text), NULL, &sink);
  }
}

static Vocabulary *load(void) { return vocabulary_load(&arena, trees, tree_count, &sink); }

static void assert_finding(uint32_t number, const char *code, const char *at) {
  ck_assert_uint_lt(number, sink.findings.count);
  const Finding *finding = sink.findings.items[number];
  Str text = source_slice(&store, finding->place);
  ck_assert_str_eq(str_to_c(&arena, finding->code), code);
  ck_assert_str_eq(str_to_c(&arena, text), at);
}

static const char small[] =
    "kompas 1 en\n"
    "concept boat | boot {\n  at-top\n  doc \"A boat.\" | \"Een boot.\"\n"
    "  positional name | naam name required\n"
    "  label length | lengte number\n  flag old | oud\n"
    "  line sail | zeil object sail many\n  line colour | [kleur, tint] choice colour\n"
    "  line crew | bemanning reference boat or string many\n}\n"
    "concept sail | zeil {\n  extends cloth\n  positional value | soort choice colour required\n  label size | maat number required unless torn\n}\n";
static const char rest[] =
    "kompas 1 en\n"
    "choices colour | kleur {\n  attribute warm choice warmth many\n"
    "  choice red | rood { warm [hot, mild] }\n  choice pale-blue | lichtblauw { title \"pale\" | \"licht\" }\n}\n"
    "choices warmth | warmte {\n  choice hot | heet\n  choice mild | mild\n}\n"
    "concept cloth | doek {\n  positional value | iets number required\n  flag torn | gescheurd\n  line mark | merk text\n}\n";

static void assert_small(const Vocabulary *vocabulary) {
  ck_assert_uint_eq(sink.findings.count, 0);
  const Concept *boat = vocabulary_concept(vocabulary, STR("boat"));
  const Concept *sail = vocabulary_concept(vocabulary, STR("sail"));
  ck_assert_ptr_nonnull(boat);
  ck_assert(boat->at_top);
  ck_assert_uint_eq(boat->property_count, 6);
  ck_assert_uint_eq(boat->positional_count, 1);
  ck_assert_int_eq(boat->name_slot, 0);
  Language language;
  const Property *colour = concept_property_in(boat, STR("tint"), LANGUAGE_EN, &language);
  ck_assert_ptr_nonnull(colour);
  ck_assert_int_eq(language, LANGUAGE_NL);
  ck_assert_str_eq(colour->key.data, "colour");
  ck_assert(colour->type.object->is_simple);
  ck_assert_uint_eq(colour->type.object->properties[0].type.kinds, TYPE_CHOICE);
  const Property *crew = concept_property(boat, STR("crew"));
  ck_assert_uint_eq(crew->type.object->properties[0].type.kinds, TYPE_REFERENCE | TYPE_STRING);
  ck_assert(crew->many && !crew->type.object->properties[0].many);
  ck_assert(concept_is(sail, vocabulary_concept(vocabulary, STR("cloth"))));
  ck_assert_uint_eq(sail->property_count, 4);
  ck_assert_uint_eq(sail->properties[0].type.kinds, TYPE_CHOICE); /* the heir's own `value` stands in the place of the inherited */
  const Property *size = concept_property(sail, STR("size"));
  ck_assert_ptr_eq(size->required_unless, concept_property(sail, STR("torn")));
  const ChoiceSet *colours = vocabulary_choices(vocabulary, STR("colour"));
  const Choice *red = choice_by_key(colours, STR("red"));
  ck_assert_int_eq(red->attributes[0].kind, VALUE_LIST);
  ck_assert_str_eq(red->attributes[0].as.list->items[1].as.choice->key.data, "mild");
  ck_assert_str_eq(words_in(choice_by_key(colours, STR("pale-blue"))->title, LANGUAGE_NL).data, "licht");
  ck_assert_str_eq(words_in(choice_by_key(vocabulary_choices(vocabulary, STR("warmth")), STR("hot"))->title, LANGUAGE_NL).data, "heet");
}

START_TEST(words_in_any_order) {
  add(small);
  add(rest);
  assert_small(load());
}
END_TEST

START_TEST(words_in_the_other_order) {
  add(rest);
  add(small);
  assert_small(load());
}
END_TEST

START_TEST(mistakes_have_their_place) {
  add("kompas 1 en\n"
      "concept boat | boot {\n  positional name nam required\n  label length lenght\n  label size number reqired\n"
      "  line sail object sial many\n  colour red\n  flag old\n  flag old\n  extends bota\n  label crew reference boot\n}\n"
      "choices colour {\n  choice red { warm 5 }\n  choice red\n}\nconcept\n");
  load();
  static const char *const expected[][2] = {{"K0101", "nam"},  {"K0101", "lenght"}, {"K0101", "reqired"}, {"K0102", "sial"},
                                            {"K0101", "colour"}, {"K0103", "old"},  {"K0102", "boot"},    {"K0102", "bota"},
                                            {"K0105", "concept"}, {"K0101", "warm"}, {"K0103", "red"}};
  ck_assert_uint_eq(sink.findings.count, sizeof expected / sizeof *expected);
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    bool found = false;
    LIST_EACH(Finding *, finding, sink.findings)
      found |= str_equal((*finding)->code, str_of(expected[i][0])) &&
               str_equal(source_slice(&store, (*finding)->place), str_of(expected[i][1]));
    ck_assert_msg(found, "no %s at %s", expected[i][0], expected[i][1]);
  }
}
END_TEST

START_TEST(a_circle_of_heirs_ends) {
  add("kompas 1 en\nconcept a {\n  extends b\n  flag x\n}\nconcept b {\n  extends a\n  flag y\n}\n");
  load();
  ck_assert_uint_eq(sink.findings.count, 1);
  assert_finding(0, "K0104", "a");
}
END_TEST

START_TEST(one_word_two_meanings) {
  add("kompas 1 en\nconcept trip | reis {\n  at-top\n  label over | na date\n  label on | over word\n}\n");
  const Concept *trip = vocabulary_concept(load(), STR("trip"));
  Language language;
  ck_assert_str_eq(concept_property_in(trip, STR("over"), LANGUAGE_EN, &language)->key.data, "over");
  ck_assert_str_eq(concept_property_in(trip, STR("over"), LANGUAGE_NL, &language)->key.data, "on");
  ck_assert_int_eq(language, LANGUAGE_NL);
}
END_TEST

START_TEST(diacritics_may_be_left_out) {
  add("kompas 1 en\nchoices logic | logica {\n  choice hierarchy | hiërarchie\n}\n");
  const ChoiceSet *logic = vocabulary_choices(load(), STR("logic"));
  ck_assert_ptr_nonnull(choice_in(logic, STR("hiërarchie"), LANGUAGE_NL, NULL));
  ck_assert_ptr_nonnull(choice_in(logic, STR("hierarchie"), LANGUAGE_NL, NULL));
  ck_assert_ptr_null(choice_in(logic, STR("Hierarchie"), LANGUAGE_NL, NULL));
}
END_TEST

/* Some concepts are only there to be extended. */
static bool can_be_written(const Vocabulary *vocabulary, const Concept *concept) {
  if (concept->at_top) return true;
  LIST_EACH(Concept *const, around, vocabulary->concepts)
    for (uint32_t i = 0; i < (*around)->property_count; i++)
      if ((*around)->properties[i].type.object == concept) return true;
  return false;
}

START_TEST(the_standard_library_is_sound) {
  add_standard();
  const Vocabulary *vocabulary = load();
  LIST_EACH(Finding *, finding, sink.findings) {
    Position position = source_position(&store, (*finding)->place.file, (*finding)->place.start);
    ck_abort_msg("%s in %s:%u:%u", str_to_c(&arena, (*finding)->code),
                 str_to_c(&arena, source_get(&store, (*finding)->place.file)->path), position.line, position.column);
  }
  LIST_EACH(Concept *, concept, vocabulary->concepts) {
    ck_assert_msg((*concept)->doc.in[LANGUAGE_NL].length > 0 || ((*concept)->is_library && (*concept)->is_simple), "%s has no Dutch documentation", str_to_c(&arena, (*concept)->key));
    ck_assert_msg((*concept)->is_library || !can_be_written(vocabulary, *concept) || (*concept)->example.length,
                  "%s has no example", str_to_c(&arena, (*concept)->key));
    for (uint32_t i = 0; i < (*concept)->property_count; i++) ck_assert_uint_eq((*concept)->properties[i].index, i);
  }
}
END_TEST

/* A property more takes no line of C: a house library declares it, and it can be written, read and asked for. */
START_TEST(a_house_library_adds_a_property) {
  add_standard();
  add("kompas 1 en\nconcept party {\n  line motto | lijfspreuk string {\n    doc \"Its motto.\" | \"De lijfspreuk.\"\n  }\n}\n"
      "choices resource {\n  choice patience | geduld\n}\n");
  const Vocabulary *vocabulary = load();
  ck_assert_uint_eq(sink.findings.count, 0);
  const Source *source = source_add(&store, STR("spec.kompas"), STR(
      "kompas 1 nl\npartij sensire \"Sensire\" {\n  lijfspreuk \"Langzaam en zeker\"\n  biedt geduld \"Jaren\"\n}\n"));
  BindingFile file = {.tree = parse_file(&arena, source, vocabulary, &sink)};
  const Model *model = model_bind(&arena, vocabulary, &file, 1, &sink);
  ck_assert_uint_eq(sink.findings.count, 0);
  ck_assert_uint_eq(model->shared_parties.count, 1);
  const Object *party = model->shared_parties.items[0];
  Value motto = value_plain(*object_slot(party, vocabulary, STR("motto")));
  ck_assert_int_eq(motto.kind, VALUE_TEXT);
  ck_assert_str_eq(str_to_c(&arena, motto.as.text), "Langzaam en zeker");
  const Value *offers = object_slot(party, vocabulary, STR("offers"));
  ck_assert_int_eq(offers->kind, VALUE_LIST);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("vocabulary");
  TCase *tests = tcase_create("vocabulary");
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, words_in_any_order);
  tcase_add_test(tests, words_in_the_other_order);
  tcase_add_test(tests, mistakes_have_their_place);
  tcase_add_test(tests, a_circle_of_heirs_ends);
  tcase_add_test(tests, one_word_two_meanings);
  tcase_add_test(tests, diacritics_may_be_left_out);
  tcase_add_test(tests, the_standard_library_is_sound);
  tcase_add_test(tests, a_house_library_adds_a_property);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
