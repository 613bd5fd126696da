/* sample.h: a made-up document with every kind of block and figure, for looking at and for tests. Included by one file
 * a program.
 *
 * sample_document() fills it for a language and a number of parties. From four parties on names are long; from twelve
 * on a word of sixty letters is among them. */
#ifndef KOMPAS_TESTS_LAYOUT_SAMPLE_H
#define KOMPAS_TESTS_LAYOUT_SAMPLE_H

#include "runtime/figures.h"

typedef struct Sample {
  Arena *arena;
  Document document;
  BlockList *blocks;
  Language language;
  uint32_t parties;
} Sample;

static Str pick(const Sample *s, const char *en, const char *nl) {
  return str_of(s->language == LANGUAGE_NL ? nl : en);
}

static Str party(const Sample *s, uint32_t index) {
  static const char *const names[] = {"Sensire",
                                      "Menzis",
                                      "KPN",
                                      "Gemeenschappelijke Gezondheidsdienst Noord- en Oost-Gelderland",
                                      "Gemeente Doetinchem",
                                      "Gemeente Winterswijk",
                                      "Zorgkantoor Achterhoek",
                                      "Coöperatie Huisartsenzorg Achterhoek",
                                      "Slingeland Ziekenhuis",
                                      "Hogeschool van Arnhem en Nijmegen",
                                      "Cliëntenraad thuiszorg",
                                      "Samenwerkingsverbandpensioenuitvoeringsorganisatieadministratie",
                                      "Woningcorporatie Sité",
                                      "Provincie Gelderland"};
  (void)s;
  return str_of(names[index % 14]);
}

static Block *heading(Sample *s, int level, Str text, Str message, bool new_page) {
  Block *block = document_heading(s->arena, s->blocks, level, text);
  if (message.length) run_add(s->arena, &block->message, message);
  block->new_page = new_page;
  return block;
}

static Block *text(Sample *s, BlockList *blocks, ParagraphStyle style, Str words) {
  return document_paragraph(s->arena, blocks, style, words);
}

static TableRow *row(Sample *s, Table *table) { return LIST_ADD(s->arena, &table->rows); }

static TableColumn *column(Sample *s, Table *table, Str head, double width) {
  TableColumn *made = LIST_ADD(s->arena, &table->columns);
  if (head.length) run_add(s->arena, &made->head, head);
  made->width = width;
  return made;
}

static void state_cell(Sample *s, TableRow *into, DocumentState state, Str word) {
  TableCell *cell = table_cell(s->arena, into, STR(""));
  run_add(s->arena, &cell->blocks.items[0]->runs, word)->state = state;
}

/* ---- parts ---- */

static void add_cover(Sample *s) {
  Cover *cover = &s->document.cover;
  cover->present = true;
  cover->title = STR("Koala");
  cover->subtitle = pick(s, "Video care at home", "Beeldzorg thuis");
  cover->ring_stops = 5, cover->ring_present = 3, cover->ring_parts = s->parties;
  TableRow *fact = LIST_ADD(s->arena, &cover->facts);
  table_cell(s->arena, fact, pick(s, "Parties", "Partijen"));
  TableCell *cell = table_cell(s->arena, fact, party(s, 0));
  for (uint32_t i = 1; i < s->parties && i < 8; i++)
    document_paragraph(s->arena, &cell->blocks, STYLE_BODY, party(s, i));
  fact = LIST_ADD(s->arena, &cover->facts);
  table_cell(s->arena, fact, pick(s, "Phase", "Fase"));
  cell = table_cell(s->arena, fact, pick(s, "Shape, the fourth of five", "Vormgeven, de vierde van vijf"));
  document_paragraph(s->arena, &cell->blocks, STYLE_BODY,
                     pick(s, "since 15 September 2026", "sinds 15 september 2026"));
  fact = LIST_ADD(s->arena, &cover->facts);
  table_cell(s->arena, fact, pick(s, "Prepared for", "Opgesteld voor"));
  table_cell(s->arena, fact, pick(s, "Executive Board of Sensire", "Raad van Bestuur van Sensire"));
}

static void add_track(Sample *s) {
  static const char *const names[2][5] = {{"Explore", "Share", "Agree", "Shape", "Run"},
                                          {"Verkennen", "Delen", "Overeenkomen", "Vormgeven", "Uitvoeren"}};
  static const char *const dates[2][5] = {{"10 January to 15 March", "15 March to 1 June", "1 June to 15 September",
                                           "now, since 15 September", "not planned yet"},
                                          {"10 januari tot 15 maart", "15 maart tot 1 juni", "1 juni tot 15 september",
                                           "nu, sinds 15 september", "nog niet gepland"}};
  Figure *figure = document_figure(s->arena, s->blocks, FIGURE_TRACK,
                                   pick(s, "Shape is the present phase.", "Vormgeven is de huidige fase."))
                       ->figure;
  for (int i = 0; i < 5; i++) {
    FigureItem *stop = figure_add(s->arena, figure, STR("stop"), str_of(names[s->language][i]));
    stop->note = str_of(dates[s->language][i]);
    stop->is_done = i < 3;
    stop->is_present = i == 3;
  }
  FigureItem *jump =
      figure_add(s->arena, figure, STR("jump"),
                 pick(s, "Back to share, 6 July to 24 August", "Terug naar delen, 6 juli tot 24 augustus"));
  jump->row = 2, jump->to = 1;
  if (s->parties < 4) return;
  jump = figure_add(s->arena, figure, STR("jump"),
                    pick(s, "Back to explore, 1 September", "Terug naar verkennen, 1 september"));
  jump->row = 3, jump->to = 0;
}

static void add_options(Sample *s) {
  Block *columns = document_block(s->arena, s->blocks, BLOCK_COLUMNS);
  columns->ruled = true;
  for (int i = 0; i < 3; i++) {
    BlockList *blocks = LIST_ADD(s->arena, &columns->columns);
    if (i == 2) {
      text(s, blocks, STYLE_LEAD, pick(s, "If the board says yes", "Als het bestuur ja zegt"));
      text(s, blocks, STYLE_BODY,
           pick(s, "More clients reached per nurse, with the quality of care that Sensire stands for.",
                "Meer cliënten per verpleegkundige, met de zorgkwaliteit waar Sensire voor staat."));
      text(s, blocks, STYLE_BODY,
           pick(s, "On the way from 300 to 5,000 connected clients by 1 January 2028; 1,150 on 1 October 2026.",
                "Op weg van 300 naar 5.000 aangesloten cliënten op 1 januari 2028; 1.150 op 1 oktober 2026."));
      continue;
    }
    text(s, blocks, STYLE_LEAD,
         i == 0 ? pick(s, "Release it now", "Nu vrijgeven")
                : pick(s, "Wait for the evaluation of March", "Wachten op de evaluatie van maart"));
    if (i == 0) text(s, blocks, STYLE_SMALL, pick(s, "Recommended", "Aanbevolen"));
    Table *table = document_table(s->arena, blocks)->table;
    table->plain = true;
    table->text = TABLE_TEXT_LARGE;
    column(s, table, STR(""), 0.32);
    column(s, table, STR(""), 0);
    for (int k = 0; k < 2; k++) {
      TableRow *made = row(s, table);
      TableCell *cell = table_cell(s->arena, made, STR(""));
      run_add(s->arena, &cell->blocks.items[0]->runs, STR(""))->mark = k ? MARK_MINUS : MARK_PLUS;
      run_add(s->arena, &cell->blocks.items[0]->runs, k ? pick(s, "Against", "Tegen") : pick(s, "For", "Voor"))->grey =
          true;
      table_cell(s->arena, made,
                 k ? pick(s, "The service has run in one region only", "De dienst heeft pas in één regio gedraaid")
                   : pick(s, "Two regions can start in spring", "In het voorjaar kunnen twee regio’s starten"));
    }
  }
}

static void add_conditions(Sample *s) {
  static const char *const names[2][5] = {{"Ambition", "Interests", "Relation", "Organising", "Process"},
                                          {"Ambitie", "Belangen", "Relatie", "Organiseren", "Proces"}};
  static const DocumentState states[] = {STATE_SETTLED, STATE_SETTLED, STATE_ATTENTION, STATE_BLOCKING, STATE_OPEN};
  const Str words[] = {pick(s, "settled", "geregeld"), pick(s, "settled", "geregeld"), pick(s, "attention", "aandacht"),
                       pick(s, "blocking", "blokkerend"), pick(s, "not yet stated", "nog niet benoemd")};
  Table *table = document_table(s->arena, s->blocks)->table;
  table->text = TABLE_TEXT_LARGE;
  table->narrow = true;
  column(s, table, STR(""), 23.0 / 112)->is_header = true;
  column(s, table, STR(""), 30.0 / 112);
  column(s, table, STR(""), 0);
  for (int i = 0; i < 5; i++) {
    TableRow *made = row(s, table);
    table_cell(s->arena, made, str_of(names[s->language][i]))->blocks.items[0]->style = STYLE_LEAD;
    state_cell(s, made, states[i], words[i]);
    table_cell(s->arena, made,
               pick(s, "Two of three mandates do not carry the decision asked.",
                    "Twee van de drie mandaten dragen het gevraagde besluit niet."));
  }
  Block *aside = document_block(s->arena, s->blocks, BLOCK_ASIDE);
  text(s, &aside->blocks, STYLE_LEAD, pick(s, "Behind the verdicts", "Achter de oordelen"));
  text(s, &aside->blocks, STYLE_NOTE,
       pick(s,
            "7 errors, 3 warnings, 1 hint. One finding is accepted until 1 January 2027. One is left out, because it "
            "rests on what was said in confidence.",
            "8 fouten, 2 waarschuwingen, 1 hint. Eén bevinding is aanvaard tot en met 1 januari 2027."));
}

static void add_glance(Sample *s) {
  heading(s, 1, pick(s, "At a glance", "In één oogopslag"),
          pick(s, "Release the second tranche of the joint budget, €750,000, by 10 December 2026?",
               "Geeft u de tweede tranche van het gezamenlijke budget, € 750.000, uiterlijk 10 december 2026 vrij?"),
          true);
  Block *facts = document_block(s->arena, s->blocks, BLOCK_COLUMNS);
  const Str heads[] = {pick(s, "Decided by", "Besluit door"), pick(s, "Owner", "Trekker"),
                       pick(s, "If nothing is decided", "Zonder besluit")};
  const Str bodies[] = {pick(s, "Steering group, by consent", "Stuurgroep, bij consent"), STR("M. Jansen, Sensire"),
                        pick(s, "The roll-out stops at the first region.", "De opschaling stopt bij de eerste regio.")};
  for (int i = 0; i < 3; i++) {
    BlockList *blocks = LIST_ADD(s->arena, &facts->columns);
    text(s, blocks, STYLE_LEAD, heads[i]);
    text(s, blocks, STYLE_BODY, bodies[i]);
  }
  add_options(s);
  heading(s, 2, pick(s, "Where it stands", "Waar het staat"), STR(""), false);
  add_track(s);
  heading(s, 2, pick(s, "The five conditions", "De vijf condities"), STR(""), false);
  add_conditions(s);
  heading(s, 2, pick(s, "Three questions that matter most", "De drie vragen die het meest toe doen"), STR(""), false);
  Block *columns = document_block(s->arena, s->blocks, BLOCK_COLUMNS);
  columns->ruled = true;
  for (int i = 0; i < 3; i++) {
    BlockList *blocks = LIST_ADD(s->arena, &columns->columns);
    text(s, blocks, STYLE_QUESTION,
         pick(s, "Will Menzis raise A. Bos’s mandate from €200,000 to at least €300,000 before the decision?",
              "Verhoogt Menzis het mandaat van A. Bos van € 200.000 naar ten minste € 300.000 vóór het besluit?"));
    Block *note = text(s, blocks, STYLE_SMALL, STR(""));
    Run *run =
        run_add(s->arena, &note->runs, pick(s, "Mandate too small, page {page}", "Mandaat te klein, pagina {page}"));
    run->link = STR("mandates");
    run->page_number = true;
  }
}

static void add_prose(Sample *s) {
  heading(s, 1, pick(s, "What it is about", "Waar het over gaat"), STR(""), true);
  document_prose(
      s->arena, s->blocks, STYLE_BODY,
      pick(s,
           "The partnership brings a nurse on screen into the home within two minutes. It started as an experiment in "
           "one "
           "region, with *three hundred clients*, and has since become the way in which the organisations work "
           "together.\n"
           "\n"
           "What has been agreed so far:\n"
           "- one team, day and night, for all clients of the three organisations;\n"
           "- one budget for which each carries a part, with a reserve of €250,000;\n"
           "- an evaluation every six months, see https://example.org/evaluation/of-the-partnership/2026/report.html "
           "for the last one.\n"
           "\n"
           "Responsibility for the quality of care remains with the organisation that employs the nurse. "
           "Interoperability of "
           "information systems and telecommunications infrastructure is arranged in a separate agreement, which is "
           "attached.",
           "Het samenwerkingsverband brengt binnen twee minuten een verpleegkundige op het scherm in de huiskamer. Het "
           "begon als "
           "proef in één regio, met *driehonderd cliënten*, en is sindsdien uitgegroeid tot de manier waarop de "
           "organisaties samenwerken.\n"
           "\n"
           "Wat tot nu toe is afgesproken:\n"
           "- één team, dag en nacht, voor alle cliënten van de drie organisaties;\n"
           "- één begroting waarvan ieder een deel draagt, met een reserve van € 250.000;\n"
           "- elk halfjaar een evaluatie, zie "
           "https://voorbeeld.nl/evaluatie/van-het-samenwerkingsverband/2026/rapport.html.\n"
           "\n"
           "De verantwoordelijkheid voor de kwaliteit van zorg blijft bij de organisatie die de verpleegkundige in "
           "dienst heeft. De "
           "gegevensuitwisseling en de telecommunicatie-infrastructuur zijn geregeld in een afzonderlijke "
           "overeenkomst, met een "
           "coöperatieve vereniging als beheersorganisatie."));
  Block *foreign = text(s, s->blocks, STYLE_BODY, STR(""));
  run_add(s->arena, &foreign->runs, pick(s, "In the words of the spec: ", "In de woorden van de partijen: "));
  Run *run = run_add(s->arena, &foreign->runs,
                     pick(s, "wie een verpleegkundige op het scherm wil, heeft er binnen twee minuten één",
                          "whoever wants a nurse on screen has one within two minutes"));
  run->foreign = true;
  run->italic = true;
  run->language = s->language == LANGUAGE_NL ? LANGUAGE_EN : LANGUAGE_NL;
  run_add(s->arena, &foreign->runs, STR("."));
  text(s, s->blocks, STYLE_ASKS, pick(s, "Question to the board", "Vraag aan het bestuur"));
  text(s, s->blocks, STYLE_QUESTION,
       pick(s, "What would make KPN see the same form as the other two?",
            "Wat zou KPN dezelfde vorm laten zien als de andere twee?"));
}

static void add_quadrant(Sample *s) {
  heading(s, 1, pick(s, "Basic form", "Grondvorm"),
          pick(s, "Declared and mostly arranged as entrepreneurial. KPN sees a functional form.",
               "Gekozen en grotendeels ingericht als ondernemend. KPN ziet een functionele vorm."),
          true);
  Figure *figure = document_figure(s->arena, s->blocks, FIGURE_QUADRANT,
                                   pick(s, "Entrepreneurial is declared.", "Ondernemend is gekozen."))
                       ->figure;
  static const char *const forms[2][4] = {{"Exploratory", "Entrepreneurial", "Transactional", "Functional"},
                                          {"Verkennend", "Ondernemend", "Transactioneel", "Functioneel"}};
  static const char *const notes[2][4] = {
      {"Learn from each other", "declared form", "Deliver along a chain", "One does it for the other"},
      {"Van elkaar leren", "gekozen vorm", "Leveren in een keten", "De een doet het voor de ander"}};
  static const int counts[] = {0, 8, 0, 2};
  figure_add(s->arena, figure, STR("row"), pick(s, "Renew", "Vernieuwen"));
  figure_add(s->arena, figure, STR("row"), pick(s, "Improve", "Verbeteren"));
  figure_add(s->arena, figure, STR("column"), pick(s, "Exchange", "Uitwisselen"));
  figure_add(s->arena, figure, STR("column"), pick(s, "Share", "Delen"));
  for (uint32_t i = 0; i < 4; i++) {
    FigureItem *cell = figure_add(s->arena, figure, STR("cell"), str_of(forms[s->language][i]));
    cell->note = str_of(notes[s->language][i]);
    cell->row = i / 2, cell->column = i % 2;
    cell->is_chosen = i == 1;
    if (!counts[i]) continue;
    cell->has_value = true, cell->value = counts[i];
    cell->detail = counts[i] == 8 ? pick(s, "8 arrangements", "8 afspraken") : pick(s, "2 arrangements", "2 afspraken");
  }
  for (uint32_t i = 0; i < s->parties; i++) figure_add(s->arena, figure, STR("series"), party(s, i));
  bool is_crowd = s->parties > 9;
  for (uint32_t i = 0; i < s->parties; i++) {
    bool functional = i % 3 == 2;
    if (is_crowd && !functional) continue;
    FigureItem *mark = figure_add(s->arena, figure, STR("mark"), STR(""));
    mark->series = i, mark->row = functional, mark->column = 1;
  }
  if (is_crowd) {
    FigureItem *crowd = figure_add(s->arena, figure, STR("crowd"), pick(s, "8 parties", "8 partijen"));
    crowd->row = 0, crowd->column = 1;
    crowd->note = pick(s,
                       "Entrepreneurial: Sensire, Menzis, Gemeenschappelijke Gezondheidsdienst Noord- en "
                       "Oost-Gelderland, Gemeente Doetinchem",
                       "Ondernemend: Sensire, Menzis, Gemeenschappelijke Gezondheidsdienst Noord- en Oost-Gelderland, "
                       "Gemeente Doetinchem");
  }
  Block *aside = document_block(s->arena, s->blocks, BLOCK_ASIDE);
  text(s, &aside->blocks, STYLE_ASKS, pick(s, "Questions to the board", "Vragen aan het bestuur"));
  text(s, &aside->blocks, STYLE_QUESTION,
       pick(s, "Do the three of you build one service together, or does KPN deliver to the other two?",
            "Bouwt u met elkaar één dienst, of levert KPN aan de andere partijen?"));
  text(s, &aside->blocks, STYLE_QUESTION,
       pick(s, "Does a one-to-one link still fit once a second region joins?",
            "Past een een-op-een-koppeling nog als er een tweede regio bij komt?"));
  text(s, &aside->blocks, STYLE_NOTE,
       pick(s, "A bar stands for one arrangement, in the form it belongs to. Three of the thirteen are in no form yet.",
            "Een streep staat voor één afspraak, in de vorm waar die bij hoort."));
}

static void add_aspects(Sample *s) {
  heading(s, 2, pick(s, "The thirteen aspects", "De dertien aspecten"), STR(""), false);
  Table *table = document_table(s->arena, s->blocks)->table;
  column(s, table, pick(s, "Aspect", "Aspect"), 0)->is_header = true;
  column(s, table, pick(s, "What was chosen", "Wat is gekozen"), 0);
  Run *head = run_add(s->arena, &column(s, table, STR(""), 20.0 / 170)->head, STR("T F E X"));
  head->mark = MARK_STRIP_HEAD, head->mark_of = 4, head->mark_chosen = 2;
  column(s, table, pick(s, "The form asks otherwise", "De vorm vraagt iets anders"), 0);
  column(s, table, pick(s, "Verdict", "Oordeel"), 0);
  for (int i = 0; i < 14; i++) {
    if (i % 5 == 0) {
      TableRow *group = row(s, table);
      group->is_group = true;
      table_cell(s->arena, group,
                 i == 0   ? pick(s, "Steering", "Sturing")
                 : i == 5 ? pick(s, "Conduct", "Gedrag")
                          : pick(s, "Operation", "Werking"));
    }
    TableRow *made = row(s, table);
    table_cell(s->arena, made, pick(s, "Planning and control", "Planning en beheersing"));
    bool open = i == 3, parts = i == 5 || i == 11;
    table_cell(s->arena, made, open ? STR("–") : pick(s, "joint business planning", "gezamenlijke bedrijfsplanning"));
    Run *strip = run_add(s->arena, &table_cell(s->arena, made, STR(""))->blocks.items[0]->runs, STR(""));
    strip->mark = MARK_STRIP, strip->mark_of = 4, strip->mark_chosen = 2, strip->mark_value = open ? 9 : parts ? 1 : 2;
    table_cell(s->arena, made, parts ? pick(s, "shared closed environment", "gedeelde gesloten omgeving") : STR(""));
    state_cell(s, made,
               open     ? STATE_OPEN
               : parts  ? STATE_DIFFERS
               : i == 7 ? STATE_HINT
               : i == 8 ? STATE_ACCEPTED
                        : STATE_SETTLED,
               open     ? pick(s, "not yet stated", "nog niet benoemd")
               : parts  ? pick(s, "parts", "wijkt af")
               : i == 7 ? pick(s, "open on purpose", "bewust open")
               : i == 8 ? pick(s, "parts, accepted", "wijkt af, aanvaard")
                        : pick(s, "fits", "past"));
  }
  text(s, s->blocks, STYLE_SMALL,
       pick(s, "T transactional, F functional, E entrepreneurial (declared), X exploratory.",
            "T transactioneel, F functioneel, O ondernemend (gekozen), V verkennend."));
}

static void add_matrix(Sample *s) {
  Block *part = heading(s, 1, pick(s, "Governance and mandate", "Besturing en mandaat"),
                        pick(s, "Two of three mandates do not carry the decision of 10 December.",
                             "Drie van de vier mandaten dragen het besluit van 10 december niet."),
                        true);
  part->anchor = STR("mandates");
  heading(s, 2, pick(s, "Which mandate carries which decision", "Welk mandaat draagt welk besluit"), STR(""), false);
  Figure *figure = document_figure(s->arena, s->blocks, FIGURE_MATRIX,
                                   pick(s, "Two mandates fall short.", "Twee mandaten schieten tekort."))
                       ->figure;
  figure->caption = pick(s,
                         "Bar: the party’s share of the amount; filled as far as the mandate carries it, open beyond. "
                         "Upright: the mandate’s limit.",
                         "Balk: het aandeel van de partij in het bedrag; gevuld zover het mandaat draagt, open "
                         "daarbuiten. Staand: de grens van het mandaat.");
  figure_add(s->arena, figure, STR("corner"), pick(s, "Decision", "Besluit"))->note = pick(s, "Party", "Partij");
  static const char *const decisions[2][4] = {
      {"Set-up budget 2026", "Budget 2027", "Care model for region two", "Data-sharing protocol"},
      {"Opstartbegroting 2026", "Begroting 2027", "Zorgmodel voor regio twee", "Protocol gegevensuitwisseling"}};
  for (uint32_t i = 0; i < s->parties; i++) figure_add(s->arena, figure, STR("column"), party(s, i))->note = STR("30%");
  for (uint32_t i = 0; i < 4; i++) {
    FigureItem *item = figure_add(s->arena, figure, STR("row"), str_of(decisions[s->language][i]));
    item->note = i < 2
                     ? pick(s, "€750,000, asked by 10 December 2026", "€ 750.000, gevraagd uiterlijk 10 december 2026")
                     : pick(s, "no amount, January 2027", "geen bedrag, januari 2027");
    item->is_stressed = i == 1;
    for (uint32_t k = 0; k < s->parties; k++) {
      FigureItem *cell = figure_add(s->arena, figure, STR("cell"), pick(s, "covered", "gedekt"));
      cell->row = i, cell->column = k;
      cell->state = STATE_SETTLED;
      if (i < 2) {
        cell->has_value = cell->has_limit = true;
        cell->value = i ? 225000 : 36000, cell->limit = 250000;
        cell->note = i ? pick(s, "share €225,000", "aandeel € 225.000") : pick(s, "share €36,000", "aandeel € 36.000");
        cell->detail = pick(s, "mandate €250,000", "mandaat € 250.000");
      } else {
        cell->note = STR("A. Bos");
      }
      if (i == 1 && k == 1) {
        cell->state = STATE_TOO_SMALL, cell->label = pick(s, "too small", "te klein");
        cell->value = 300000, cell->limit = 200000;
      }
      if (i == 1 && k == 2) {
        cell->state = STATE_EXPIRED, cell->label = pick(s, "expired", "verlopen");
        cell->detail = pick(s, "€300,000 until 30 September 2026", "€ 300.000 t/m 30 september 2026"),
        cell->limit = 300000;
      }
      if (i == 2 && k == 2)
        cell->state = STATE_MISSING, cell->label = pick(s, "missing", "ontbreekt"),
        cell->note = pick(s, "nobody on care model", "niemand over zorgmodel");
      if (i == 3 && k == 0)
        cell->state = STATE_NONE, cell->label = STR(""), cell->note = pick(s, "not asked", "niet gevraagd");
    }
  }
  text(s, s->blocks, STYLE_ASKS, pick(s, "Questions to the board", "Vragen aan het bestuur"));
  for (int i = 0; i < 3; i++)
    text(s, s->blocks, STYLE_QUESTION,
         pick(s, "Who speaks for KPN on money, now that R. Visser’s mandate ended on 30 September?",
              "Wie spreekt er namens KPN over geld, nu het mandaat van R. Visser op 30 september is verlopen?"));
  Block *facts = document_block(s->arena, s->blocks, BLOCK_COLUMNS);
  facts->ruled = true;
  for (int i = 0; i < 4; i++) {
    BlockList *blocks = LIST_ADD(s->arena, &facts->columns);
    text(s, blocks, STYLE_LEAD, pick(s, "Leaving", "Uittreding"));
    text(s, blocks, STYLE_BODY,
         pick(s, "Six months’ notice; the client’s care is handed over first.",
              "Zes maanden opzegtermijn; de zorg voor de cliënt wordt eerst overgedragen."));
  }
}

/* ---- the other figures ---- */

static FigureItem *add(Sample *s, Figure *figure, const char *role, Str label) {
  return figure_add(s->arena, figure, str_of(role), label);
}

static Figure *new_figure(Sample *s, FigureKind kind) {
  return document_figure(s->arena, s->blocks, kind, pick(s, "What the figure says.", "Wat de figuur zegt."))->figure;
}

static void add_rings(Sample *s) {
  static const char *const rings[2][3] = {
      {"Ambition, the inner ring", "Interests, the middle ring", "Context, the outer ring"},
      {"Ambitie, de binnenste ring", "Belangen, de middelste ring", "Context, de buitenste ring"}};
  static const char *const names[2][10] = {
      {"Issue", "Opportunity", "Solution", "Form", "Societal", "Organisational", "Personal", "Players",
       "Course of events", "Environment"},
      {"Vraagstuk", "Kans", "Oplossing", "Vorm", "Maatschappelijk", "Organisatorisch", "Persoonlijk", "Spelers",
       "Loop der dingen", "Omgeving"}};
  Figure *figure = new_figure(s, FIGURE_RINGS);
  for (int i = 0; i < 3; i++) add(s, figure, "ring", str_of(rings[s->language][i]));
  for (uint32_t i = 0; i < 10; i++) {
    FigureItem *item = add(s, figure, "sector", str_of(names[s->language][i]));
    item->row = i < 4 ? 0 : i < 7 ? 1 : 2;
    item->is_done = i != 8;
    item->note =
        pick(s, "three parties; clients and nurses near", "drie partijen; cliënten en verpleegkundigen dichtbij");
    if (i == 8) item->state = STATE_OPEN, item->detail = pick(s, "not yet stated", "nog niet benoemd");
    if (i == 3) item->state = STATE_DIFFERS, item->detail = pick(s, "views part", "beelden lopen uiteen");
  }
}

static void add_ranges(Sample *s) {
  static const double values[5][3] = {{300, 1150, 5000}, {62, 81, 95}, {0, 1300, 1200}, {12, 14, 4}, {0, 0, 0}};
  static const char *const from[] = {"300", "62%", "0", "12", ""}, *const to[] = {"5,000", "95%", "1,200", "4", "70%"};
  Figure *figure = new_figure(s, FIGURE_RANGES);
  for (int i = 0; i < 5; i++) {
    FigureItem *item = add(s, figure, "range",
                           i == 4 ? pick(s, "Satisfaction of clients and of their informal carers",
                                         "Tevredenheid van cliënten en van hun mantelzorgers")
                                  : pick(s, "Clients connected", "Aangesloten cliënten"));
    item->has_low = item->has_limit = item->has_value = i < 4;
    item->low = values[i][0], item->value = values[i][1], item->limit = values[i][2];
    item->note = str_of(from[i]);
    item->detail = i < 4 ? pick(s, "1,150 on 1 October 2026", "1.150 op 1 oktober 2026")
                         : pick(s, "not measured yet", "nog niet gemeten");
    FigureItem *target = LIST_ADD(s->arena, &item->items);
    target->role = STR("target"), target->label = str_of(to[i]),
    target->note = pick(s, "by 1 January 2028", "op 1 januari 2028");
  }
}

static void add_links(Sample *s) {
  Figure *figure = new_figure(s, FIGURE_LINKS);
  add(s, figure, "head", pick(s, "What each party gives", "Wat elke partij brengt"));
  add(s, figure, "head", pick(s, "What each party seeks", "Wat elke partij zoekt"));
  for (uint32_t i = 0; i < s->parties; i++) add(s, figure, "group", party(s, i));
  for (uint32_t i = 0; i < 5; i++) {
    FigureItem *item = add(
        s, figure, "left",
        i % 2
            ? pick(s, "The trust of clients and nurses", "Het vertrouwen van cliënten en verpleegkundigen")
            : pick(s, "Reimbursement and 40% of the joint budget", "Vergoeding en 40% van de gezamenlijke begroting"));
    item->row = i / 2 < s->parties ? i / 2 : 0;
    item = add(s, figure, "right",
               i % 2 ? pick(s, "A link that never fails", "Een verbinding die nooit uitvalt")
                     : pick(s, "Outcomes per group of clients, by month", "Uitkomsten per groep cliënten, per maand"));
    item->row = i / 2 < s->parties ? i / 2 : 0;
    if (i == 2) item->state = STATE_OPEN, item->detail = pick(s, "nobody yet", "nog niemand");
  }
  static const uint32_t pairs[4][2] = {{0, 3}, {1, 4}, {3, 0}, {4, 1}};
  for (int i = 0; i < 4; i++) {
    FigureItem *link = add(s, figure, "link", STR(""));
    link->row = pairs[i][0], link->to = pairs[i][1];
  }
}

static void add_seats(Sample *s) {
  static const char *const bodies[2][3] = {{"Boards of the parties", "Steering group", "Programme team"},
                                           {"Besturen van de partijen", "Stuurgroep", "Programmateam"}};
  Figure *figure = new_figure(s, FIGURE_SEATS);
  for (uint32_t i = 0; i < s->parties; i++) add(s, figure, "column", party(s, i));
  for (uint32_t r = 0; r < 3; r++) {
    FigureItem *body = add(s, figure, "row", str_of(bodies[s->language][r]));
    body->note = pick(s, "by consent, monthly", "bij consent, maandelijks");
    if (r == 1) body->detail = pick(s, "chair A. Bos", "voorzitter A. Bos");
    for (uint32_t c = 0; c < s->parties; c++) {
      bool empty = r == 2 && c == 1;
      FigureItem *seat = add(s, figure, "seat",
                             r == 0  ? party(s, c)
                             : empty ? pick(s, "no seat", "geen zetel")
                                     : STR("J. van der Heijden-Smit"));
      seat->row = r, seat->column = c;
      seat->is_stressed = r == 0;
      seat->note = empty ? STR("") : pick(s, "Executive Board", "Raad van Bestuur");
      if (empty) seat->state = STATE_OPEN;
    }
    if (!r) continue;
    FigureItem *arrow =
        add(s, figure, "arrow",
            r == 1 ? pick(s, "escalates to", "escaleert naar") : pick(s, "reports to", "rapporteert aan"));
    arrow->row = r, arrow->to = r - 1, arrow->is_stressed = r == 1;
  }
}

static void add_dots(Sample *s) {
  Figure *figure = new_figure(s, FIGURE_DOTS);
  for (uint32_t i = 0; i < s->parties; i++) add(s, figure, "series", party(s, i));
  for (uint32_t g = 0; g < 3; g++)
    add(s, figure, "group", pick(s, "Relation", "Relatie"))->note = pick(s, "mean 3.7", "gemiddeld 3,7");
  for (uint32_t r = 0; r < 12; r++) {
    FigureItem *item =
        add(s, figure, "row",
            r % 3 ? pick(s, "Small and large parties are heard equally well.",
                         "Kleine en grote partijen worden even goed gehoord.")
                  : pick(s, "I dare to tell the other parties where it hurts, also when it is about money.",
                         "Ik durf tegenover de andere partijen te zeggen waar het wringt."));
    item->row = r / 4;
    double low = 9, high = 0;
    for (uint32_t p = 0; p < s->parties; p++) {
      FigureItem *mark = add(s, figure, "mark", STR(""));
      mark->row = r, mark->series = p, mark->value = 2 + (r * 5 + p * 3) % (r % 4 == 0 ? 4 : 2) + (r % 3 == 1);
      low = mark->value < low ? mark->value : low, high = mark->value > high ? mark->value : high;
    }
    item = &figure->items.items[figure->items.count - s->parties - 1];
    item->has_low = item->has_high = true, item->low = low, item->high = high;
    item->is_stressed = high - low >= 2;
    if (item->is_stressed) item->state = STATE_ATTENTION, item->note = pick(s, "3 apart", "3 uiteen");
    if (s->parties > 6 && item->is_stressed) item->detail = pick(s, "KPN 2, Sensire 5", "KPN 2, Sensire 5");
  }
}

static void add_lanes(Sample *s) {
  static const char *const names[2][5] = {{"Explore", "Share", "Agree", "Shape", "Run"},
                                          {"Verkennen", "Delen", "Overeenkomen", "Vormgeven", "Uitvoeren"}};
  static const char *const months[2][12] = {
      {"Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."},
      {"jan.", "feb.", "maart", "april", "mei", "juni", "juli", "aug.", "sept.", "okt.", "nov.", "dec."}};
  static const double legs[6][3] = {{0, 10, 74},   {1, 74, 152},  {2, 152, 187},
                                    {1, 187, 236}, {2, 236, 258}, {3, 258, 305}};
  Figure *figure = new_figure(s, FIGURE_LANES);
  for (int i = 0; i < 5; i++) add(s, figure, "lane", str_of(names[s->language][i]))->is_present = i == 3;
  FigureItem *axis = add(s, figure, "axis", STR(""));
  axis->low = 0, axis->high = 365;
  for (int i = 0; i < 12; i++) add(s, figure, "tick", str_of(months[s->language][i]))->value = i * 30.4;
  for (int i = 0; i < 7; i++) {
    FigureItem *leg =
        add(s, figure, "leg",
            i == 3 ? pick(s, "6 July, back to share: “reach” meant different things to Menzis and KPN",
                          "6 juli, terug naar delen: ‘bereik’ betekende voor Menzis iets anders dan voor KPN")
                   : STR(""));
    leg->row = i < 6 ? (uint32_t)legs[i][0] : 3, leg->low = i < 6 ? legs[i][1] : 305,
    leg->high = i < 6 ? legs[i][2] : 365;
    leg->is_done = i < 6;
  }
  static const double results[4][2] = {{0, 70}, {1, 148}, {2, 253}, {2, 246}};
  for (int i = 0; i < 4; i++) {
    FigureItem *item = add(s, figure, "result",
                           i % 2 ? pick(s, "Letter of intent", "Intentieverklaring")
                                 : pick(s, "Heads of agreement", "Hoofdlijnenakkoord"));
    item->row = (uint32_t)results[i][0], item->value = results[i][1], item->note = pick(s, "28 May", "28 mei");
  }
  FigureItem *today = add(s, figure, "today", pick(s, "1 November, today", "1 november, vandaag"));
  today->row = 3, today->value = 305;
}

static void add_dates(Sample *s) {
  static const double days[] = {-32, -17, 19, 39, 61, 120, 150, 242, 425, 426};
  Figure *figure = new_figure(s, FIGURE_DATES);
  static const char *const ticks[2][6] = {{"Oct.", "2027", "April", "July", "Oct.", "2028"},
                                          {"okt.", "2027", "april", "juli", "okt.", "2028"}};
  static const double tick_days[] = {-31, 61, 151, 242, 334, 426};
  for (int i = 0; i < 6; i++) add(s, figure, "tick", str_of(ticks[s->language][i]))->value = tick_days[i];
  add(s, figure, "today", pick(s, "today", "vandaag"))->value = 0;
  for (int i = 0; i < 10; i++) {
    FigureItem *item = add(s, figure, "date", pick(s, "30 September 2026", "30 september 2026"));
    item->value = days[i];
    item->note = i == 3 ? pick(s, "Decision asked: Budget 2027", "Gevraagd besluit: Begroting 2027")
                        : pick(s, "R. Visser’s mandate on budget", "Mandaat van R. Visser over het budget");
    item->is_stressed = i == 3;
    if (i < 2) item->state = STATE_EXPIRED, item->detail = pick(s, "expired", "verlopen");
  }
  add(s, figure, "more", pick(s, "and 3 more", "en nog 3"));
  Block *aside = document_block(s->arena, s->blocks, BLOCK_ASIDE);
  text(s, &aside->blocks, STYLE_ASKS, pick(s, "Question to the board", "Vraag aan het bestuur"));
  text(s, &aside->blocks, STYLE_QUESTION,
       pick(s, "Does the evaluation of 1 March come in time to change anything?",
            "Komt de evaluatie van 1 maart op tijd om nog iets te veranderen?"));
  text(s, &aside->blocks, STYLE_LEAD, pick(s, "Process lead", "Procesregisseur"));
  text(s, &aside->blocks, STYLE_BODY, pick(s, "E. Smit, independent", "E. Smit, onafhankelijk"));
}

static void add_scale(Sample *s) {
  Figure *figure = new_figure(s, FIGURE_SCALE);
  add(s, figure, "step", pick(s, "worse", "slechter"));
  add(s, figure, "step", pick(s, "equal", "gelijk"));
  add(s, figure, "step", pick(s, "better", "beter"));
  for (uint32_t i = 0; i < s->parties; i++) {
    FigureItem *row_made = add(s, figure, "row", party(s, i));
    row_made->has_value = i != 1;
    row_made->value = i == 0 ? 1 : i == 2 ? -0.6 : 0.5;
    row_made->note = i == 1 ? STR("")
                            : pick(s, "More clients reached per nurse, with the same quality of care",
                                   "Meer cliënten per verpleegkundige, met dezelfde zorgkwaliteit");
    if (i == 1) row_made->state = STATE_OPEN, row_made->detail = pick(s, "not yet stated", "nog niet benoemd");
  }
}

static void add_figures(Sample *s) {
  heading(s, 1, pick(s, "Ambition and views", "Ambitie en beelden"),
          pick(s, "Whoever wants a nurse on screen has one within two minutes.",
               "Wie een verpleegkundige op het scherm wil, heeft er binnen twee minuten één."),
          true);
  add_rings(s);
  heading(s, 2, pick(s, "How far it has come", "Hoe ver het is"), STR(""), false);
  add_ranges(s);
  heading(s, 1, pick(s, "Parties and interests", "Partijen en belangen"),
          pick(s, "Five of six things sought are on offer. The data that Menzis seeks is not.",
               "Vijf van de zes dingen die gezocht worden, zijn er. De gegevens die Menzis zoekt niet."),
          true);
  add_links(s);
  heading(s, 2, pick(s, "What each gets out of it", "Wat het ieder oplevert"), STR(""), false);
  add_scale(s);
  heading(s, 1, pick(s, "Relation and scan", "Relatie en scan"),
          pick(s, "The parties are closest on ambition. On daring to say where it hurts, KPN stands alone.",
               "Over de ambitie zijn de partijen het meest eens. In durven zeggen waar het wringt staat KPN alleen."),
          true);
  add_dots(s);
  heading(s, 1, pick(s, "Process", "Proces"),
          pick(s, "Three results accepted by all, one step back, seven weeks in the present phase.",
               "Drie resultaten door allen aanvaard, één stap terug, zeven weken in de huidige fase."),
          true);
  add_lanes(s);
  heading(s, 2, pick(s, "What has a date", "Wat een datum heeft"), STR(""), false);
  add_dates(s);
  heading(s, 2, pick(s, "Who sits where", "Wie zit waar"), STR(""), false);
  add_seats(s);
}

static void add_findings(Sample *s) {
  heading(s, 1, pick(s, "Findings", "Bevindingen"),
          pick(s, "Most of what is wrong sits in how the partnership is organised.",
               "Wat niet klopt, zit vooral in hoe de samenwerking is georganiseerd."),
          true);
  Table *table = document_table(s->arena, s->blocks)->table;
  table->text = TABLE_TEXT_MEDIUM;
  column(s, table, STR(""), 29.0 / 170);
  column(s, table, STR(""), 91.0 / 170);
  column(s, table, STR(""), 0);
  for (int i = 0; i < 18; i++) {
    if (i % 9 == 0) {
      TableRow *group = row(s, table);
      group->is_group = true;
      table_cell(s->arena, group, i ? pick(s, "Relation", "Relatie") : pick(s, "Organising", "Organiseren"));
    }
    TableRow *made = row(s, table);
    state_cell(s, made, i % 4 == 3 ? STATE_ATTENTION : STATE_BLOCKING,
               i % 4 == 3 ? pick(s, "warning", "waarschuwing") : pick(s, "error", "fout"));
    TableCell *first = &made->cells.items[0];
    text(s, &first->blocks, STYLE_SMALL, pick(s, "Mandate too small", "Mandaat te klein"));
    Block *code = text(s, &first->blocks, STYLE_SMALL, STR(""));
    run_add(s->arena, &code->runs, STR("A1234"))->codes = true;
    TableCell *cell =
        table_cell(s->arena, made,
                   pick(s, "Menzis’s share of Budget 2027 is €300,000; A. Bos may commit €200,000.",
                        "Het aandeel van Menzis in Begroting 2027 is € 300.000; A. Bos mag € 200.000 toezeggen."));
    cell->blocks.items[0]->style = STYLE_LEAD;
    text(s, &cell->blocks, STYLE_BODY,
         pick(s, "While shaping, a promise beyond the mandate turns into a retreat later, in front of the others.",
              "Een toezegging buiten het mandaat wordt later een terugtocht, waar de anderen bij zijn."));
    Block *advice = text(s, &cell->blocks, STYLE_BODY, STR(""));
    run_add(s->arena, &advice->runs, pick(s, "To settle it. ", "Om het te regelen. "))->bold = true;
    run_add(s->arena, &advice->runs,
            pick(s, "A mandate up to €300,000 on budget, or a smaller share.",
                 "Een mandaat tot € 300.000 over het budget, of een kleiner aandeel."));
    table_cell(
        s->arena, made,
        pick(s, "Will Menzis raise the mandate before 10 December?", "Verhoogt Menzis het mandaat vóór 10 december?"))
        ->blocks.items[0]
        ->style = STYLE_QUESTION;
  }
}

static void add_checklist(Sample *s) {
  heading(s, 1, pick(s, "Checklist for the step to run", "Checklist voor de stap naar uitvoeren"),
          pick(s, "Six of thirteen items are settled. Three are at risk, four are open.",
               "Zes van de dertien punten zijn geregeld. Drie lopen gevaar, vier staan open."),
          true);
  Table *table = document_table(s->arena, s->blocks)->table;
  table->roomy = true;
  column(s, table, STR(""), 8.0 / 170);
  column(s, table, pick(s, "Before the step", "Vóór de stap"), 60.0 / 170);
  column(s, table, pick(s, "State and evidence", "Stand en bewijs"), 46.0 / 170);
  column(s, table, pick(s, "Owner", "Eigenaar"), 28.0 / 170);
  column(s, table, pick(s, "By", "Wanneer"), 0);
  for (int i = 0; i < 12; i++) {
    if (i % 4 == 0) {
      TableRow *group = row(s, table);
      group->is_group = true;
      table_cell(s->arena, group, pick(s, "Organising", "Organiseren"));
    }
    bool settled = i % 3 == 0;
    TableRow *made = row(s, table);
    run_add(s->arena, &table_cell(s->arena, made, STR(""))->blocks.items[0]->runs, STR(""))->mark =
        settled ? MARK_TICKED : MARK_BOX;
    table_cell(s->arena, made,
               pick(s, "Interests of those not at the table have a fixed place in the set-up.",
                    "De belangen van wie niet aan tafel zit, hebben een vaste plaats in de opzet."));
    state_cell(s, made,
               settled      ? STATE_SETTLED
               : i % 3 == 1 ? STATE_OPEN
                            : STATE_ATTENTION,
               settled      ? pick(s, "settled", "geregeld")
               : i % 3 == 1 ? pick(s, "open", "open")
                            : pick(s, "at risk", "loopt gevaar"));
    if (i % 3 != 1)
      text(s, &made->cells.items[2].blocks, STYLE_SMALL,
           pick(s, "two mandates fall short on Budget 2027", "twee mandaten schieten tekort"));
    for (int k = 0; k < 2; k++) {
      TableCell *cell = table_cell(s->arena, made, settled && !k ? STR("E. Smit") : STR(""));
      if (!settled) run_add(s->arena, &cell->blocks.items[0]->runs, STR(""))->mark = MARK_WRITING_LINE;
    }
  }
  Block *list = document_block(s->arena, s->blocks, BLOCK_LIST);
  list->pen_boxes = true;
  for (int i = 0; i < 3; i++) {
    BlockList *item = LIST_ADD(s->arena, &list->items);
    text(s, item, STYLE_BODY,
         pick(s, "Where in the set-up do clients and nurses get a say?",
              "Waar in de opzet krijgen cliënten en verpleegkundigen een stem?"));
  }
}

static Document *sample_document(Arena *arena, Language language, uint32_t parties) {
  Sample *sample = ARENA_NEW(arena, Sample);
  Sample s = {.arena = arena, .language = language, .parties = parties};
  Document *document = &s.document;
  document->arena = arena;
  document->language = s.language;
  document->title = pick(&s, "Koala: video care at home", "Koala: beeldzorg thuis");
  document->running_head = document->title;
  document->running_note = pick(&s, "Board brief, 1 November 2026", "Bestuursnotitie, 1 november 2026");
  document->classification = pick(&s, "Confidential", "Vertrouwelijk");
  document->page_of = (Words){{STR("{page} of {pages}"), STR("{page} van {pages}")}};
  document->date = 20758;
  document->ring_stops = 5, document->ring_present = 3;
  s.blocks = &document->blocks;
  add_cover(&s);
  add_glance(&s);
  add_prose(&s);
  add_figures(&s);
  add_quadrant(&s);
  add_aspects(&s);
  add_matrix(&s);
  add_findings(&s);
  add_checklist(&s);
  sample->document = s.document;
  return &sample->document;
}

#endif
