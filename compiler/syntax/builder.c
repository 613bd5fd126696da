/* builder.c: statements first, then items, then expressions; reading texts and numbers stands in literal.c. */
#include "compiler/syntax/builder.h"

#include "compiler/syntax/literal.h"

void builder_init(Builder *builder, Arena *arena, const Source *source, const Scan *scan, WordKnowledge words) {
  *builder = (Builder){.arena = arena, .source = source, .last_error = UINT32_MAX};
  filter_init(&builder->filter, arena, source, scan, words);
}

static Span span_of(const Builder *builder, uint32_t start, uint32_t end) {
  return (Span){builder->source->file, start, end};
}

static Node *new_node(Builder *builder, NodeKind kind, uint32_t start, uint32_t end) {
  return filter_node(&builder->filter, kind, start, end);
}

static Piece piece_of(Node *node) {
  return (Piece){.node = node, .start = node->full_span.start, .end = node->full_span.end};
}

static void append(Node *parent, Node *child) {
  child->parent = parent;
  if (parent->last_child) parent->last_child->next = child;
  else parent->first_child = child;
  parent->last_child = child;
}

static void stretch(Node *node, uint32_t end) {
  if (end > node->full_span.end) node->full_span.end = end;
}

/* ---- errors ---- */

static Problem *problem(Builder *builder, const char *kind, uint32_t start, uint32_t end) {
  return problem_add(builder->arena, &builder->problems, "K0001", kind, start, end);
}

/* Whether an error at `start` is on the line of the one before: then it is the same broken place. */
static bool is_same_place(const Builder *builder, uint32_t start) {
  uint32_t last = builder->last_error;
  if (last == UINT32_MAX || last > start) return last != UINT32_MAX;
  return !memchr(builder->source->text.data + last, '\n', start - last);
}

static bool on_one_line(const Builder *builder, uint32_t from, uint32_t to) {
  return from <= to && !memchr(builder->source->text.data + from, '\n', to - from);
}

/* Whether the scanner has reported something broken on this line up to `end`. Its problems are in order of place. */
static bool scanner_reported(const Builder *builder, uint32_t end) {
  const ProblemList *problems = &builder->filter.scan->problems;
  uint32_t low = 0, high = problems->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (problems->items[middle].start <= end) low = middle + 1;
    else high = middle;
  }
  for (; low > 0 && on_one_line(builder, problems->items[low - 1].start, end); low--)
    if (problems->items[low - 1].breaks) return true;
  return false;
}

void builder_syntax_error(Builder *builder, const char *expected, bool ends) {
  const Piece *found = &builder->filter.last;
  uint32_t start = found->start, end = found->end;
  bool known = is_same_place(builder, start) || scanner_reported(builder, start) ||
               (builder->filter.problems.count && on_one_line(builder, builder->filter.reported_at, start));
  builder->last_error = start;
  if (known) return;
  if (found->node && found->node->full_span.end > end) end = found->node->full_span.end;
  if (ends) end = start;
  problem(builder, ends ? "line-ends-early" : "unexpected", start, end)->expected = expected;
}

void builder_exhausted(Builder *builder) {
  uint32_t at = builder->filter.last.start;
  builder->exhausted = true;
  filter_refuse(&builder->filter, "expression", EXPRESSION_LIMIT, at, at + 1);
}

/* ---- statements ---- */

Piece builder_no_statements(Builder *builder) {
  Node *block = new_node(builder, NODE_BLOCK, builder->filter.last.start, builder->filter.last.start);
  return piece_of(block);
}

Piece builder_add_statement(Builder *builder, Piece statements, Piece statement) {
  (void)builder;
  append(statements.node, statement.node);
  bool readable = statement.node->first_child && statement.node->first_child->kind == NODE_NAME;
  if (!readable) statements.node->has_error = true;
  return statements;
}

void builder_file(Builder *builder, Piece statements, Piece end) {
  Node *file = statements.node;
  file->kind = NODE_FILE;
  file->span = file->full_span = span_of(builder, 0, (uint32_t)builder->source->text.length);
  file->before_close = end.trivia;
  builder->root = file;
}

/* Comments and blank lines came with the first thing on the line. */
static void take_trivia(Node *statement, Node *first) {
  while (first->first_child && !first->before && !first->blank_lines_before) first = first->first_child;
  statement->before = first->before;
  statement->blank_lines_before = first->blank_lines_before;
  first->before = NULL;
  first->blank_lines_before = 0;
}

static void check_keyword(Builder *builder, Node *statement) {
  const Node *first = statement->first_child;
  if (first->kind == NODE_NAME || first->kind == NODE_ERROR) return;
  statement->has_error = true;
  if (!is_same_place(builder, first->span.start)) problem(builder, "no-keyword", first->span.start, first->span.end);
}

Piece builder_statement(Builder *builder, Piece items, Piece line_end) {
  Node *statement = items.node;
  statement->kind = NODE_STATEMENT;
  take_trivia(statement, statement->first_child);
  statement->trailing = line_end.trivia;
  check_keyword(builder, statement);
  return items;
}

Piece builder_block_statement(Builder *builder, Piece items, Piece block, Piece line_end) {
  Node *statement = items.node;
  statement->block = block.node;
  block.node->parent = statement;
  block.node->before = NULL;
  block.node->blank_lines_before = 0;
  stretch(statement, block.end);
  return builder_statement(builder, items, line_end);
}

/* What was skipped on a line, as a node from where the healthy items end. */
static void add_skipped(Builder *builder, Node *statement, uint32_t end) {
  uint32_t start = statement->span.end;
  while (start < end && (builder->source->text.data[start] == ' ' || builder->source->text.data[start] == '\t'))
    start++;
  Node *skipped = new_node(builder, NODE_ERROR, start, end > start ? end : start);
  skipped->has_error = true;
  append(statement, skipped);
  statement->has_error = true;
  statement->span.end = skipped->span.end;
  stretch(statement, skipped->span.end);
}

static uint32_t without_blanks(const Builder *builder, uint32_t start, uint32_t end) {
  while (end > start && memchr(" \t\r\n", builder->source->text.data[end - 1], 4)) end--;
  return end;
}

Piece builder_broken_statement(Builder *builder, Piece items, Piece line_end) {
  uint32_t end = line_end.trivia ? line_end.trivia->span.start : line_end.start;
  add_skipped(builder, items.node, without_blanks(builder, items.node->span.end, end));
  return builder_statement(builder, items, line_end);
}

Piece builder_broken_block_statement(Builder *builder, Piece items, Piece block, Piece line_end) {
  add_skipped(builder, items.node, without_blanks(builder, items.node->span.end, block.node->span.start));
  return builder_block_statement(builder, items, block, line_end);
}

/* A line of which nothing could be read but perhaps its block. */
static Node *broken_line(Builder *builder, uint32_t start, uint32_t end, Trivia *before, uint32_t blank_lines) {
  Node *statement = new_node(builder, NODE_STATEMENT, start, start);
  add_skipped(builder, statement, without_blanks(builder, start, end));
  statement->before = before;
  statement->blank_lines_before = blank_lines;
  return statement;
}

Piece builder_broken_line(Builder *builder, Piece line_end) {
  const Filter *filter = &builder->filter;
  uint32_t start = filter->scan->tokens.items[filter->line_token].start;
  uint32_t end = line_end.trivia ? line_end.trivia->span.start : line_end.start;
  Node *statement = broken_line(builder, start, end, filter->statement_trivia, filter->statement_blank_lines);
  statement->trailing = line_end.trivia;
  return piece_of(statement);
}

Piece builder_broken_block_line(Builder *builder, Piece block, Piece line_end) {
  Node *inside = block.node;
  Node *statement = broken_line(builder, block.start, inside->span.start, inside->before, inside->blank_lines_before);
  statement->block = inside;
  inside->parent = statement;
  inside->before = NULL;
  inside->blank_lines_before = 0;
  stretch(statement, inside->span.end);
  statement->trailing = line_end.trivia;
  return piece_of(statement);
}

Piece builder_block(Builder *builder, Piece open, Piece statements, Piece close) {
  Node *block = statements.node;
  block->span = block->full_span = span_of(builder, open.start, close.end);
  block->after_open = open.node->after_open;
  block->before_close = close.trivia;
  block->before = open.node->before;
  block->blank_lines_before = open.node->blank_lines_before;
  return (Piece){.node = block, .start = open.node->full_span.start, .end = close.end};
}

/* ---- items ---- */

static bool is_value(NodeKind kind) { return kind >= NODE_STRING && kind <= NODE_DATE; }

/* Texts and numbers are read when they are used, so that what the parser skips costs nothing. */
static void read_value(Builder *builder, Node *node) {
  if (is_value(node->kind) && !node->text.data)
    literal_read(builder->arena, builder->source, builder->filter.scan, node, &builder->problems);
}

static Node *adopt(Builder *builder, Node *parent, Node *child) {
  read_value(builder, child);
  append(parent, child);
  parent->has_error |= child->has_error;
  uint32_t depth = child->depth + 1u;
  if (depth > parent->depth) parent->depth = (uint16_t)depth;
  if (depth > EXPRESSION_LIMIT)
    filter_refuse(&builder->filter, "expression", EXPRESSION_LIMIT, child->span.start, child->span.end);
  return parent;
}

Piece builder_items(Builder *builder, Piece item) {
  Node *items = new_node(builder, NODE_SEQUENCE, item.start, item.end);
  adopt(builder, items, item.node);
  return piece_of(items);
}

Piece builder_add_item(Builder *builder, Piece items, Piece item) {
  adopt(builder, items.node, item.node);
  items.node->span.end = items.node->full_span.end = items.end = item.end;
  return items;
}

static Piece join(Builder *builder, NodeKind kind, Piece first, Piece second) {
  Node *node = new_node(builder, kind, first.start, second.end);
  adopt(builder, node, first.node);
  adopt(builder, node, second.node);
  return piece_of(node);
}

Piece builder_pair(Builder *builder, Piece english, Piece dutch) { return join(builder, NODE_PAIR, english, dutch); }
Piece builder_path(Builder *builder, Piece first, Piece second) { return join(builder, NODE_PATH, first, second); }
Piece builder_longer_path(Builder *builder, Piece path, Piece name) { return builder_add_item(builder, path, name); }

static Piece finish_list(Builder *builder, Piece open, Piece close) {
  Node *list = open.node;
  list->span = list->full_span = span_of(builder, open.start, close.end);
  list->before_close = close.trivia;
  return piece_of(list);
}

Piece builder_empty_list(Builder *builder, Piece open, Piece close) { return finish_list(builder, open, close); }

Piece builder_list(Builder *builder, Piece open, Piece elements, Piece close) {
  Node *list = open.node;
  list->first_child = elements.node->first_child;
  list->last_child = elements.node->last_child;
  list->has_error = elements.node->has_error;
  list->depth = elements.node->depth;
  NODE_EACH_CHILD(child, list) child->parent = list;
  return finish_list(builder, open, close);
}

Piece builder_element(Builder *builder, Piece items) {
  (void)builder;
  Node *only = items.node->first_child;
  if (only->next) return items;
  only->parent = NULL;
  return piece_of(only);
}

static Node *error_at(Builder *builder, uint32_t at) {
  Node *error = new_node(builder, NODE_ERROR, at, at);
  error->has_error = true;
  return error;
}

Piece builder_broken_element(Builder *builder, Piece items) {
  adopt(builder, items.node, error_at(builder, items.end));
  return items;
}

Piece builder_no_element(Builder *builder) { return piece_of(error_at(builder, builder->filter.last.start)); }

Piece builder_parenthesised(Builder *builder, Piece open, Piece expression, Piece close) {
  adopt(builder, open.node, expression.node);
  open.node->span.end = open.node->full_span.end = close.end;
  return piece_of(open.node);
}

Piece builder_broken_parentheses(Builder *builder, Piece open, Piece close) {
  (void)builder;
  open.node->kind = NODE_ERROR;
  open.node->has_error = true;
  open.node->span.end = open.node->full_span.end = close.end;
  return piece_of(open.node);
}

/* ---- expressions ---- */

void builder_result(Builder *builder, Piece expression) {
  Node *node = new_node(builder, NODE_EXPRESSION, expression.start, expression.end);
  builder->expression = adopt(builder, node, expression.node);
}

Piece builder_unary(Builder *builder, NodeKind kind, Piece word, Piece operand) {
  return piece_of(adopt(builder, new_node(builder, kind, word.start, operand.end), operand.node));
}

Piece builder_binary(Builder *builder, NodeKind kind, Piece left, Piece right) {
  return join(builder, kind, left, right);
}

Piece builder_postfix(Builder *builder, NodeKind kind, Piece operand, Piece word) {
  return piece_of(adopt(builder, new_node(builder, kind, operand.start, word.end), operand.node));
}

Piece builder_if(Builder *builder, Piece word, Piece condition, Piece yes, Piece no) {
  Node *node = new_node(builder, NODE_IF, word.start, no.end);
  adopt(builder, node, condition.node);
  adopt(builder, node, yes.node);
  return piece_of(adopt(builder, node, no.node));
}

Piece builder_each(Builder *builder, NodeKind kind, Piece word, Piece variable, Piece range) {
  Node *node = new_node(builder, kind, word.start, range.end);
  node->text = variable.node->text;
  return piece_of(adopt(builder, node, range.node));
}

Piece builder_each_1(Builder *builder, NodeKind kind, Piece word, Piece variable, Piece range, Piece part) {
  return builder_add_item(builder, builder_each(builder, kind, word, variable, range), part);
}

Piece builder_each_2(Builder *builder, NodeKind kind, Piece word, Piece variable, Piece range, Piece where,
                     Piece part) {
  Piece each = builder_each(builder, kind, word, variable, range);
  uint32_t end = range.end > where.end ? range.end : where.end;
  adopt(builder, each.node, where.node);
  adopt(builder, each.node, part.node);
  if (part.end > end) end = part.end;
  each.node->span.end = each.node->full_span.end = each.end = end;
  return each;
}

Piece builder_nothing(Builder *builder) {
  (void)builder;
  return piece_of(new_node(builder, NODE_NOTHING, 0, 0));
}

/* A value with a word that goes with it: EUR 5, 6 months. */
static Piece worded(Builder *builder, NodeKind kind, Node *number, Node *word, uint32_t start, uint32_t end) {
  Node *node = new_node(builder, kind, start, end);
  node->text = word->text;
  return piece_of(adopt(builder, node, number));
}

Piece builder_amount(Builder *builder, Piece currency, Piece number) {
  return worded(builder, NODE_AMOUNT, number.node, currency.node, currency.start, number.end);
}

Piece builder_duration(Builder *builder, Piece number, Piece unit) {
  return worded(builder, NODE_DURATION, number.node, unit.node, number.start, unit.end);
}

Piece builder_call(Builder *builder, Piece function, Piece arguments, Piece close) {
  Node *node = new_node(builder, NODE_CALL, function.start, close.end);
  node->text = function.node->text;
  if (arguments.node && arguments.node->kind == NODE_SEQUENCE) {
    node->first_child = arguments.node->first_child;
    node->last_child = arguments.node->last_child;
    node->has_error = arguments.node->has_error;
    node->depth = arguments.node->depth;
    NODE_EACH_CHILD(child, node) child->parent = node;
  }
  return piece_of(node);
}

Piece builder_member(Builder *builder, Piece base, Piece name) {
  Node *node = new_node(builder, NODE_MEMBER, base.start, name.end);
  node->text = name.node->text;
  return piece_of(adopt(builder, node, base.node));
}
