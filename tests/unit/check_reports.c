/* Reports: what the library declares has no mistakes, and the brief is a brief whatever a spec holds: its summary fits a page,
 * nothing overlaps, no link leads nowhere, every figure says what it shows. The specs are made here: from two parties to
 * fourteen, with the names that Dutch public bodies have. */
#include "compiler/reports/report.h"
#include "compiler/rules/run.h"
#include "compiler/rules/rules.h"
#include "runtime/layout.h"
#include "tests/layout/overlap.h"
#include "tests/unit/engine.h"

START_TEST(they_have_no_mistakes) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  SourceStore store;
  source_store_init(&store, &arena);
  FindingSink loading, sink;
  finding_sink_init(&loading, &arena);
  finding_sink_init(&sink, &arena);
  const Library *library = library_load(&arena, &store, &loading, NULL, 0);
  report_check_all(&arena, library, &store, &sink);
  for (uint32_t i = 0; i < sink.findings.count; i++) {
    const Finding *finding = sink.findings.items[i];
    Position place = source_position(&store, finding->place.file, finding->place.start);
    Str path = source_get(&store, finding->place.file)->path;
    fprintf(stderr, "%.*s:%u:%u %.*s", STR_ARGS(path), (unsigned)place.line, (unsigned)place.column, STR_ARGS(finding->code));
    for (uint32_t k = 0; k < finding->arguments.count; k++) {
      Value value = finding->arguments.items[k].value;
      if (value.kind == VALUE_TEXT) fprintf(stderr, " %.*s", STR_ARGS(value.as.text));
    }
    fputc('\n', stderr);
  }
  ck_assert_uint_eq(sink.findings.count, 0);
  arena_free(&arena);
}
END_TEST

/* ---- a spec with everything, and long names ---- */

static const char *const party_names[] = {
    "Gemeenschappelijke Regeling Veiligheids- en Gezondheidsregio Gelderland-Midden", "Menzis",
    "Stichting Samenwerkende Thuiszorgorganisaties Achterhoek en Liemers", "KPN", "Coöperatie Huisartsenzorg Oude IJssel",
    "Meervoudigepersoonlijkheidsstoornisbehandelingsinstellingen", "Gemeente Doetinchem", "Zorgkantoor Arnhem",
    "Provincie Gelderland", "Slingeland Ziekenhuis", "Hogeschool van Arnhem en Nijmegen", "Woningcorporatie Sité",
    "Cliëntenraad Thuiszorg", "Waterschap Rijn en IJssel"};

static void add_party(Text *spec, uint32_t i) {
  static const char *const kinds[] = {"geld", "technologie", "expertise", "data", "toegang"};
  static const char *const forms[] = {"ondernemend", "functioneel", "verkennend", "transactioneel"};
  static const char *const outcomes[] = {"beter", "gelijk", "slechter"};
  static const char *const ends[] = {"2027-12-31", "2026-10-15", "2027-03-31"};
  text_add_format(spec, "partij p%u \"%s\" {\n  macht midden\n", i, party_names[i]);
  text_add_format(spec, "  biedt %s \"Verpleegkundige protocollen en een beeldzorgteam dag en nacht\"\n", kinds[i % 5]);
  text_add_format(spec, "  zoekt %s \"Een verbinding die nooit uitvalt, ook niet tijdens onderhoud\"\n", kinds[(i + 2) % 5]);
  text_add_format(spec, "  belang organisatie b%u \"De kwaliteit van zorg behouden met minder handen\" gewicht hoog bevestigd 2026-10-01\n", i);
  text_add_format(spec, "  ziet grondvorm %s\n", forms[i % 3 ? 0 : i / 3 % 4]);
  text_add_format(spec, "  ziet vraagstuk \"De wachtlijst in mijn eigen gemeente, vooral in het weekeinde, %u\"\n", i);
  text_add_format(spec, "  uitkomst %s \"Meer cliënten per verpleegkundige\"\n", outcomes[i % 3]);
  text_add_format(spec, "  vertegenwoordiger r%u \"M. van der Berg-Huijbregts %u\" {\n", i, i);
  text_add_format(spec, "    rol \"Directeur Langdurige Zorg en Ondersteuning\"\n    mandaat [personeel, budget] tot EUR %u tot-en-met %s\n  }\n}\n",
                  (i + 1) * 40000, ends[i % 3]);
}

static void add_question(Text *spec) {
  text_add_c(spec, "vraagt \"De gezamenlijke begroting voor de tweede tranche vrijgeven onder voorwaarde dat elke partij haar "
                   "aandeel schriftelijk bevestigt en de ondernemingsraden vooraf advies hebben uitgebracht\" uiterlijk 2026-12-10 "
                   "beslist-over b0 {\n");
  for (uint32_t i = 0; i < 5; i++) {
    text_add_format(spec, "  optie o%u \"Nu vrijgeven, in alle regio's tegelijk en zonder nadere voorwaarden, %u\" {\n", i, i);
    for (uint32_t k = 0; k < 3; k++) {
      text_add_format(spec, "    voor \"Twee regio's kunnen in het voorjaar beginnen. De opleidingsplaatsen zijn al toegezegd en "
                            "vervallen anders aan het einde van het jaar, %u\"\n", k);
      text_add_format(spec, "    tegen \"De dienst heeft tot nu toe in één regio gedraaid; wat daar goed ging zegt weinig over de "
                            "andere regio's, %u\"\n", k);
    }
    text_add_c(spec, "  }\n");
  }
  text_add_c(spec, "  zo-niet \"De opschaling stopt bij de eerste regio. De technische partner investeert dan elders, en de "
                   "subsidie van de provincie vervalt aan het einde van het jaar.\"\n  trekker r0\n}\n");
}

static void add_governance(Text *spec, uint32_t parties) {
  text_add_c(spec, "besturing {\n  rechtsvorm convenant\n  gremium stuurgroep \"Stuurgroep Beeldzorg Oost-Nederland\" {\n    leden [");
  for (uint32_t i = 0; i < parties; i++) text_add_format(spec, "%sr%u", i ? ", " : "", i);
  text_add_c(spec, "]\n    voorzitter r0\n    besluit-bij consent\n    vergadert maandelijks\n  }\n"
                   "  gremium team \"Programmateam\" {\n    leden [r0, r1]\n    besluit-bij meerderheid\n    rapporteert-aan stuurgroep\n  }\n");
  for (uint32_t i = 0; i < 6; i++)
    text_add_format(spec, "  besluit b%u \"Begroting %u, tweede tranche en opleidingsplaatsen\" over budget bedrag EUR %u door stuurgroep\n",
                    i, 2027 + i, 750000 * (i + 1));
  text_add_c(spec, "  bijdrage [");
  for (uint32_t i = 0; i < parties; i++) text_add_format(spec, "%sp%u", i ? ", " : "", i);
  text_add_c(spec, "] gelijk\n  escalatie [stuurgroep, \"De besturen van de partijen\"]\n  evaluatie elke 6 maanden volgende 2026-10-01\n}\n");
}

static void add_scan(Text *spec, uint32_t parties, const char *day, uint32_t shift) {
  static const char *const conditions[] = {"ambitie", "belangen", "relatie", "organiseren", "proces"};
  text_add_format(spec, "scan %s {\n", day);
  for (uint32_t i = 0; i < parties; i++) {
    text_add_format(spec, "  door p%u {\n", i);
    for (uint32_t c = 0; c < 5; c++)
      text_add_format(spec, "    %s %u %u %u %u\n", conditions[c], 1 + (i + c + shift) % 5, 2 + (i * c) % 4, 1 + (i + shift) % 5, 3 + i % 3);
    text_add_c(spec, "  }\n");
  }
  text_add_c(spec, "}\n");
}

static const char *full_spec(Arena *arena, uint32_t parties) {
  Text spec = text_new(arena);
  text_add_c(&spec, "kompas 1 nl\nsamenwerking proef \"Arbeidsongeschiktheidsverzekeringsmaatschappijen en regio: samen zorgen voor een "
                    "bereikbare wijkverpleging in Gelderland\" {\npeildatum 2026-11-01\nfase vormgeven sinds 2026-09-15\n"
                    "grondvorm ondernemend\nintentie vernieuwen\naard delen\nrubricering vertrouwelijk\n");
  add_question(&spec);
  text_add_c(&spec, "vraagstuk \"Meer mensen hebben thuis zorg nodig terwijl verpleegkundigen schaars zijn.\"\n"
                    "oplossing \"Een beeldzorgdienst op de eigen televisie van de cliënt.\"\nambitie \"Wie een verpleegkundige wil "
                    "spreken, heeft er binnen twee minuten een in beeld, waar hij ook woont en hoe laat het ook is, zonder dat iemand "
                    "daarvoor in de auto hoeft te stappen of een dienst van een ander moet overnemen; en dat tegen kosten die ook over "
                    "tien jaar nog te dragen zijn.\" {\n  indicator bereik \"Aangesloten cliënten in alle deelnemende gemeenten\" van "
                    "300 naar 5_000 uiterlijk 2028-01-01 {\n    stand 1_150 op 2026-10-01\n  }\n");
  for (uint32_t i = 0; i < parties; i++)
    text_add_format(&spec, "  betekent-voor p%u \"Kwaliteit van zorg met hetzelfde aantal verpleegkundigen\" commitment hoog\n", i);
  text_add_c(&spec, "}\n");
  for (uint32_t i = 0; i < parties; i++) add_party(&spec, i);
  text_add_c(&spec, "spanning tempo \"Zorgvuldig uitrollen of snel groeien\" tussen [p0.b0, p1.b1]\n"
                    "inrichting {\n  verhoudingen gezamenlijke-ontwikkeling\n  contractering dienstverleningsovereenkomst \"De voorwaarden van KPN\"\n}\n");
  add_governance(&spec, parties);
  text_add_c(&spec, "proces {\n  regie \"E. Smit\" onafhankelijk\n  fase verkennen van 2026-01-10 tot 2026-02-15 {\n    resultaat startnotitie "
                    "op 2026-02-12 akkoord-van allen\n  }\n  fase delen van 2026-02-15 tot 2026-05-01\n  fase overeenkomen van 2026-05-01 "
                    "tot 2026-07-06\n  fase delen van 2026-07-06 tot 2026-08-24 omdat \"bereik betekende voor de partijen niet hetzelfde\"\n"
                    "  fase overeenkomen van 2026-08-24 tot 2026-09-15\n  fase vormgeven van 2026-09-15\n");
  for (uint32_t i = 0; i < 16; i++)
    text_add_format(&spec, "  actie \"Werkprogramma opstellen en aan alle achterbannen voorleggen, deel %u\" door r0 uiterlijk 2026-%u-%u\n", i,
                    i % 2 ? 11 : 10, 10 + i);
  text_add_c(&spec, "}\n");
  add_scan(&spec, parties, "2026-03-01", 1);
  add_scan(&spec, parties, "2026-10-01", 0);
  text_add_c(&spec, "}\n");
  return str_to_c(arena, text_str(&spec));
}

/* ---- the brief of a spec ---- */

typedef struct Brief {
  Engine engine;
  const Document *document;
  const DisplayList *list;
  FontSet *fonts;
} Brief;

static void brief_make(Brief *brief, const char *text, const char *report, Audience audience, Language language) {
  Str problem = STR("");
  Engine *engine = &brief->engine;
  engine_open(engine, text);
  ck_assert_msg(engine->sink.findings.count == 0, "the spec has a mistake: %.*s at '%.60s'",
                STR_ARGS(engine->sink.findings.items[0]->code), text + engine->sink.findings.items[0]->place.start);
  RuleRun run = {.library = engine->library, .model = engine->model, .store = &engine->store, .sink = &engine->sink};
  rules_run(&run);
  ReportRequest request = {.library = engine->library, .model = engine->model, .store = &engine->store, .findings = &engine->sink,
                           .about = engine->model->partnerships.items[0], .name = str_of(report), .audience = audience,
                           .language = language, .version = STR("0"), .revision = STR("abc123")};
  brief->document = report_build(&engine->arena, &request, NULL);
  brief->fonts = fonts_open(STR("Lato"), &engine->arena, &problem);
  ck_assert_msg(brief->fonts != NULL, "%.*s", STR_ARGS(problem));
  Style *style = ARENA_NEW(&engine->arena, Style);
  *style = style_default();
  brief->list = layout_document(&engine->arena, brief->document, style, brief->fonts);
}

static void brief_close(Brief *brief) {
  fonts_close(brief->fonts);
  engine_close(&brief->engine);
}

static uint32_t page_of_anchor(const DisplayList *list, const char *name) {
  LIST_EACH(const Anchor, anchor, list->anchors)
    if (str_equal(anchor->name, str_of(name))) return anchor->page + 1;
  return 0;
}

static void links_lead_somewhere(const DisplayList *list) {
  LIST_EACH(const Page, page, list->pages)
    LIST_EACH(const LinkArea, link, page->links)
      ck_assert_msg(page_of_anchor(list, str_to_c(list->arena, link->target)) > 0, "a link leads to '%.*s', which is nowhere",
                    STR_ARGS(link->target));
}

static void figures_speak(const Tag *tag) {
  if (tag->kind == TAG_FIGURE)
    ck_assert_msg(tag->alternative.length > 20, "a figure says only '%.*s'", STR_ARGS(tag->alternative));
  LIST_EACH(Tag *const, child, tag->children) figures_speak(*child);
}

static const uint32_t sizes[] = {2, 3, 4, 5, 6, 7, 9, 12, 14};
enum { SIZES = sizeof sizes / sizeof *sizes };

START_TEST(a_brief_of_any_size_is_sound) {
  Brief brief;
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Language language = _i % 2 ? LANGUAGE_NL : LANGUAGE_EN;
  Audience audience = (Audience)(_i % 3);
  brief_make(&brief, full_spec(&arena, sizes[_i % SIZES]), "brief", audience, language);
  ck_assert_uint_eq(page_of_anchor(brief.list, "at-a-glance"), 2);
  ck_assert_uint_eq(page_of_anchor(brief.list, "ambition"), 3); /* the summary takes no more than its page */
  for (uint32_t i = 0; i < brief.list->pages.count; i++) check_page(brief.list, i);
  links_lead_somewhere(brief.list);
  figures_speak(brief.list->root);
  brief_close(&brief);
  arena_free(&arena);
}
END_TEST

START_TEST(the_summary_is_two_pages) {
  Brief brief;
  Arena arena;
  arena_init(&arena, NULL, NULL);
  brief_make(&brief, full_spec(&arena, sizes[_i]), "summary", AUDIENCE_BOARD, LANGUAGE_NL);
  ck_assert_uint_eq(brief.list->pages.count, 2);
  links_lead_somewhere(brief.list);
  brief_close(&brief);
  arena_free(&arena);
}
END_TEST

static const char sketch[] = "kompas 1 nl\nsamenwerking welkom \"Warm welkom\" {\n  peildatum 2026-11-01\n  fase verkennen sinds 2026-10-01\n"
                             "  vraagstuk \"Nieuwkomers wachten te lang op een huis en op werk.\"\n  partij ede \"Gemeente Ede\"\n"
                             "  partij woonstede \"Woonstede\"\n  partij foodvalley \"Werkgeversvereniging Foodvalley\"\n}\n";

START_TEST(a_sketch_takes_four_pages) {
  Brief brief;
  brief_make(&brief, sketch, "brief", AUDIENCE_OWN, (Language)_i);
  ck_assert_uint_le(brief.list->pages.count, 4);
  ck_assert_uint_ge(brief.list->pages.count, 3);
  ck_assert_uint_gt(page_of_anchor(brief.list, "not-stated"), 0);
  ck_assert_uint_eq(page_of_anchor(brief.list, "governance"), 0);
  for (uint32_t i = 0; i < brief.list->pages.count; i++) check_page(brief.list, i);
  links_lead_somewhere(brief.list);
  brief_close(&brief);
}
END_TEST

/* From thirteen parties on the scan is a table: every statement stands in it. */
START_TEST(fourteen_parties_score_in_tables) {
  Brief brief;
  Arena arena;
  arena_init(&arena, NULL, NULL);
  brief_make(&brief, full_spec(&arena, 14), "brief", AUDIENCE_OWN, LANGUAGE_NL);
  uint32_t tables = 0;
  LIST_EACH(Block *const, block, brief.document->blocks) {
    const Figure *figure = (*block)->figure;
    if (!figure || figure->kind != FIGURE_DOTS || !figure->fallback) continue;
    ck_assert_uint_eq(figure->fallback->rows.count, 4);
    tables++;
  }
  ck_assert_uint_eq(tables, 5);
  brief_close(&brief);
  arena_free(&arena);
}
END_TEST

/* The findings of one kind stand together, and each part of the brief points at them. */
START_TEST(findings_of_a_kind_are_one_entry) {
  Brief brief;
  brief_make(&brief, sketch, "brief", AUDIENCE_OWN, LANGUAGE_EN);
  uint32_t codes = 0, pages = 0;
  LIST_EACH(const Page, page, brief.list->pages)
    LIST_EACH(const Draw, draw, page->draws) {
      if (draw->kind != DRAW_TEXT) continue;
      codes += str_equal(draw->shaped.text, STR("K2001"));
      pages += str_find(draw->shaped.text, STR(", page 3")) < draw->shaped.text.length;
    }
  ck_assert_uint_eq(codes, 1);
  ck_assert_uint_ge(pages, 1);
  brief_close(&brief);
}
END_TEST

/* ---- golden pages ---- */

/* The pages as they are laid out: every text, line and picture at its place, and the structure beside it. BLESS=1 in the environment
 * writes them anew (`make bless` does); the difference is read before it is committed. */
static const struct {
  const char *spec, *report, *expected;
  Audience audience;
  Language language;
} golden_pages[] = {
    {"examples/koala.kompas", "summary", "tests/golden/pages/koala-summary.display", AUDIENCE_BOARD, LANGUAGE_EN},
    {"examples/veiligheidsketen.kompas", "summary", "tests/golden/pages/veiligheidsketen-summary.display", AUDIENCE_PARTNERS, LANGUAGE_NL},
    {"examples/telecom-mixed.kompas", "checklist", "tests/golden/pages/telecom-mixed-checklist.display", AUDIENCE_OWN, LANGUAGE_EN},
};

static void write_whole(const char *path, Str text) {
  FILE *file = fopen(path, "wb");
  ck_assert_msg(file != NULL, "%s cannot be written", path);
  ck_assert_uint_eq(fwrite(text.data, 1, text.length, file), text.length);
  ck_assert_int_eq(fclose(file), 0);
}

/* The first line that differs, for the message. */
static uint32_t first_difference(Str one, Str other) {
  uint32_t line = 1;
  for (size_t i = 0; i < one.length && i < other.length && one.data[i] == other.data[i]; i++) line += one.data[i] == '\n';
  return line;
}

START_TEST(pages_are_laid_out_as_expected) {
  Brief brief;
  char *spec = read_whole(golden_pages[_i].spec);
  brief_make(&brief, spec, golden_pages[_i].report, golden_pages[_i].audience, golden_pages[_i].language);
  Str dump = display_dump(&brief.engine.arena, brief.list);
  if (getenv("BLESS")) {
    write_whole(golden_pages[_i].expected, dump);
  } else {
    char *expected = read_whole(golden_pages[_i].expected);
    ck_assert_msg(str_equal(dump, str_of(expected)), "%s differs from line %u on; `make bless` and read the difference",
                  golden_pages[_i].expected, (unsigned)first_difference(dump, str_of(expected)));
    free(expected);
  }
  brief_close(&brief);
  free(spec);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("reports");
  TCase *all = tcase_create("reports");
  tcase_set_timeout(all, 120);
  tcase_add_test(all, they_have_no_mistakes);
  tcase_add_loop_test(all, a_brief_of_any_size_is_sound, 0, 2 * SIZES);
  tcase_add_loop_test(all, the_summary_is_two_pages, 0, SIZES);
  tcase_add_loop_test(all, a_sketch_takes_four_pages, 0, LANGUAGE_COUNT);
  tcase_add_test(all, fourteen_parties_score_in_tables);
  tcase_add_test(all, findings_of_a_kind_are_one_entry);
  tcase_add_loop_test(all, pages_are_laid_out_as_expected, 0, (int)(sizeof golden_pages / sizeof *golden_pages));
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
