/* parse.c: the way from text to tree (parse_file, at the end), and from problems to findings. */
#include "compiler/syntax/parse.h"

#include <stdlib.h>

#include "compiler/base/utf8.h"
#include "compiler/syntax/builder.h"
#include "compiler/vocabulary/vocabulary.h"
#include "parser.h"

enum { MOST_FINDINGS = 1001, LONGEST_QUOTE = 40 };

/* ---- what the vocabulary tells the recovery ---- */

static Scope scope_of(const Concept *concept) { return concept ? concept->number + 1 : (Scope)SCOPE_ANY; }

static bool enter_top(const Vocabulary *vocabulary, Str word, Scope *inner) {
  uint32_t number;
  if (!map_get(&vocabulary->top_words, word, &number)) return false;
  *inner = scope_of(vocabulary->concepts.items[number]);
  return true;
}

static bool enter(const void *context, Scope scope, Str word, Scope *inner) {
  const Vocabulary *vocabulary = context;
  *inner = SCOPE_ANY;
  if (scope == SCOPE_TOP) return str_equal(word, STR("kompas")) || enter_top(vocabulary, word, inner);
  if (scope == (Scope)SCOPE_ANY || scope > vocabulary->concepts.count) return false;
  const Property *property = concept_property_by_word(vocabulary->concepts.items[scope - 1], word, NULL);
  if (!property || property->place == PLACE_POSITIONAL) return false;
  if (property->type.object) *inner = scope_of(property->type.object);
  return true;
}

static bool is_keyword(const void *context, Str word) {
  const Vocabulary *vocabulary = context;
  return map_get(&vocabulary->statement_words, word, NULL);
}

/* ---- findings ---- */

/* What was written, on one line and not too long. */
static Str quote(Arena *arena, Str text) {
  const char *line_end = text.length ? memchr(text.data, '\n', text.length) : NULL;
  if (line_end) text.length = (size_t)(line_end - text.data);
  size_t at = 0, size;
  for (int count = 0; at < text.length; at += size, count++) {
    utf8_decode(text, at, &size);
    if (count == LONGEST_QUOTE) return str_format(arena, "%.*s…", (int)at, text.data);
  }
  return text;
}

/* A character that cannot be shown, by its number. */
static Str character_name(Arena *arena, Str text) {
  size_t size;
  int32_t code_point = text.length ? utf8_decode(text, 0, &size) : 0;
  if (code_point == UTF8_INVALID) return str_format(arena, "0x%02X", (unsigned)(unsigned char)text.data[0]);
  return str_format(arena, "U+%04X", (unsigned)code_point);
}

static bool names_character(const Problem *problem) {
  return strcmp(problem->code, "K0002") == 0 || strcmp(problem->code, "K0006") == 0;
}

static void add_arguments(FindingSink *sink, Finding *finding, const Source *source, const Problem *problem) {
  Str text = str_slice(source->text, problem->start, problem->end);
  if (problem->kind) finding_text(sink, finding, "case", str_of(problem->kind));
  if (names_character(problem)) finding_text(sink, finding, "found", character_name(sink->arena, text));
  else if (text.length) finding_text(sink, finding, "found", quote(sink->arena, text));
  if (problem->expected) finding_text(sink, finding, "expected", str_of(problem->expected));
  if (problem->mended.length) finding_text(sink, finding, "mended", problem->mended);
  if (problem->block.length) finding_text(sink, finding, "block", problem->block);
  if (problem->name.length) finding_text(sink, finding, "name", problem->name);
  if (problem->number)
    finding_number(sink, finding, strcmp(problem->code, "K0004") == 0 ? "limit" : "lines", problem->number);
}

static void report(FindingSink *sink, const Source *source, const Problem *problem) {
  Finding *finding = finding_add(sink, problem->code, (Span){source->file, problem->start, problem->end});
  add_arguments(sink, finding, source, problem);
  if (!problem->has_fix) return;
  Span span = {source->file, problem->fix_start, problem->fix_end};
  finding_fix(sink, finding, (Words){{STR(""), STR("")}}, span, problem->mended);
}

static bool lies_in_table(const Filter *filter, const Problem *problem) {
  for (uint32_t i = 0; filter && i < filter->tables.count; i++) {
    Span table = filter->tables.items[i];
    if (problem->start >= table.start && problem->start < table.end && problem->breaks) return true;
  }
  return false;
}

static void report_all(FindingSink *sink, const Source *source, const ProblemList *problems, const Filter *tables) {
  uint32_t reported = 0;
  for (uint32_t i = 0; i < problems->count && reported < MOST_FINDINGS; i++) {
    if (lies_in_table(tables, &problems->items[i])) continue;
    report(sink, source, &problems->items[i]);
    reported++;
  }
}

static int compare_places(const void *a, const void *b) {
  const Problem *first = a, *second = b;
  if (first->start != second->start) return first->start < second->start ? -1 : 1;
  return strcmp(first->code, second->code);
}

static void sort(ProblemList *problems) {
  if (problems->count) qsort(problems->items, problems->count, sizeof *problems->items, compare_places);
}

/* ---- the line that starts a file ---- */

static Str base_name(Str path) {
  size_t start = path.length;
  while (start > 0 && path.data[start - 1] != '/') start--;
  return str_slice(path, start, path.length);
}

static void no_header(FindingSink *sink, const Source *source, const char *kind, const Node *word) {
  uint32_t start = str_starts_with(source->text, STR("\xEF\xBB\xBF")) ? 3 : 0, end = start;
  while (end < source->text.length && source->text.data[end] != '\n' && source->text.data[end] != '\r') end++;
  Finding *finding = finding_add(sink, "K0005", (Span){source->file, start, end});
  finding_text(sink, finding, "case", str_of(kind));
  if (word)
    finding_text(sink, finding, "found", quote(sink->arena, str_slice(source->text, word->span.start, word->span.end)));
}

/* `kompas 1 en`. A kompas.project may do without it. */
static void read_header(Tree *tree, FindingSink *sink) {
  const Source *source = tree->source;
  Node *statement = tree->root->first_child;
  if (!statement || !str_equal(node_keyword(statement), STR("kompas"))) {
    if (!str_equal(base_name(source->path), STR("kompas.project"))) no_header(sink, source, "missing", NULL);
    return;
  }
  tree->header = statement;
  Node *version = statement->first_child->next, *language = version ? version->next : NULL;
  Language known;
  bool right_version =
      version && version->kind == NODE_NUMBER && version->decimal.digits == 1 && version->decimal.scale == 0;
  if (!right_version) no_header(sink, source, "version", version);
  else if (!language || language->kind != NODE_NAME || !language_of(language->text, &known))
    no_header(sink, source, "language", language);
  else if (language->next || statement->block) no_header(sink, source, "shape", language->next);
  if (right_version && language && language->kind == NODE_NAME && language_of(language->text, &known))
    tree->language = language->text;
}

/* ---- all together ---- */

static Node *empty_root(Arena *arena, const Source *source) {
  Node *root = ARENA_NEW(arena, Node);
  root->kind = NODE_FILE;
  root->has_error = true;
  root->span = root->full_span = (Span){source->file, 0, (uint32_t)source->text.length};
  return root;
}

static Tree *refuse(Arena *arena, const Source *source, FindingSink *sink, uint32_t findings_before,
                    const Problem *problem) {
  Tree *tree = ARENA_NEW(arena, Tree);
  tree->source = source;
  tree->refused = true;
  tree->root = empty_root(arena, source);
  sink->findings.count = findings_before;
  report(sink, source, problem);
  return tree;
}

Tree *parse_file(Arena *arena, const Source *source, const Vocabulary *vocabulary, FindingSink *sink) {
  uint32_t findings_before = sink->findings.count;
  if (source->text.length > FILE_LIMIT) {
    Problem problem = {
        .code = "K0004", .kind = "file", .start = FILE_LIMIT, .end = FILE_LIMIT + 1, .number = FILE_LIMIT >> 20};
    return refuse(arena, source, sink, findings_before, &problem);
  }
  Scan scan = {.arena = arena,
               .text = source->text,
               .is_keyword = vocabulary ? is_keyword : NULL,
               .keyword_context = vocabulary};
  scan_bytes(&scan);
  scan_tokens(&scan, 0, (uint32_t)source->text.length);
  sort(&scan.problems);
  Builder builder;
  builder_init(&builder, arena, source, &scan, (WordKnowledge){vocabulary ? enter : NULL, vocabulary});
  parser_parse(&builder);
  if (builder.filter.refused) return refuse(arena, source, sink, findings_before, &builder.filter.problems.items[0]);
  Tree *tree = ARENA_NEW(arena, Tree);
  tree->source = source;
  tree->root = builder.root;
  tree->tokens = scan.tokens;
  tree->blocks_broken = builder.filter.blocks_broken || !builder.root;
  if (!tree->root) tree->root = empty_root(arena, source); /* the parser gave up */
  sort(&builder.filter.problems);
  sort(&builder.problems);
  report_all(sink, source, &scan.problems, &builder.filter);
  report_all(sink, source, &builder.filter.problems, NULL);
  report_all(sink, source, &builder.problems, NULL);
  read_header(tree, sink);
  return tree;
}

Node *parse_expression(Arena *arena, const Source *source, uint32_t start, uint32_t end, FindingSink *sink) {
  Scan scan = {.arena = arena, .text = str_slice(source->text, 0, end), .parens = 1};
  scan_tokens(&scan, start, end);
  Builder builder;
  builder_init(&builder, arena, source, &scan, (WordKnowledge){0});
  builder.filter.expression_only = true;
  parser_parse(&builder);
  report_all(sink, source, &scan.problems, NULL);
  report_all(sink, source, &builder.filter.problems, NULL);
  report_all(sink, source, &builder.problems, NULL);
  bool sound = scan.problems.count == 0 && builder.filter.problems.count == 0 && builder.problems.count == 0;
  return sound ? builder.expression : NULL;
}
