/* token_filter.c: read filter_next last; above it stand, in this order, the lines of a block (begin_line and what it
 * calls), the items of a line (in_line), lists (in_list) and parentheses (in_parens). Each of these hands out one
 * token, or returns NOTHING_YET after having moved on. */
#include "grammar/token_filter.h"

#include "compiler/base/utf8.h"
#include "parser.h"

enum { NOTHING_YET = -100 };

static const Token *token_at(const Filter *filter, uint32_t index) {
  uint32_t last = filter->scan->tokens.count - 1;
  return &filter->scan->tokens.items[index < last ? index : last];
}

static const Token *here(const Filter *filter) { return token_at(filter, filter->at); }
static TokenKind kind_at(const Filter *filter, uint32_t index) { return token_at(filter, index)->kind; }

static Str text_of(const Filter *filter, const Token *token) {
  return (Str){filter->source->text.data + token->start, token->end - token->start};
}

static Opening *innermost(Filter *filter) { return filter->depth ? &filter->open[filter->depth - 1] : NULL; }

static Problem *problem(Filter *filter, const char *kind, const Token *token) {
  filter->reported_at = here(filter)->start;
  return problem_add(filter->arena, &filter->problems, "K0001", kind, token->start, token->end);
}

static void fix(Problem *problem, uint32_t start, uint32_t end, Str mended) {
  problem->has_fix = true;
  problem->fix_start = start;
  problem->fix_end = end;
  problem->mended = mended;
}

void filter_init(Filter *filter, Arena *arena, const Source *source, const Scan *scan, WordKnowledge words) {
  *filter = (Filter){.arena = arena,
                     .source = source,
                     .scan = scan,
                     .words = words,
                     .at_line_start = true,
                     .operand_next = true,
                     .minus_at = UINT32_MAX};
  uint32_t opened = scan->braces_opened, closed = scan->braces_closed;
  filter->missing_braces = opened > closed ? opened - closed : 0;
  filter->surplus_braces = closed > opened ? closed - opened : 0;
}

void filter_refuse(Filter *filter, const char *kind, uint32_t limit, uint32_t start, uint32_t end) {
  if (filter->refused) return;
  filter->refused = true;
  filter->problems.count = 0;
  problem_add(filter->arena, &filter->problems, "K0004", kind, start, end)->number = limit;
}

/* ---- nodes ---- */

Node *filter_node(Filter *filter, NodeKind kind, uint32_t start, uint32_t end) {
  Node *node = ARENA_NEW(filter->arena, Node);
  node->kind = kind;
  node->span = node->full_span = (Span){filter->source->file, start, end};
  if (++filter->nodes > NODE_LIMIT) filter_refuse(filter, "parts", NODE_LIMIT, start, end);
  return node;
}

static Str without_invisible(Filter *filter, Str word) {
  Text kept = text_new(filter->arena);
  for (size_t at = 0, size; at < word.length; at += size) {
    int32_t code_point = utf8_decode(word, at, &size);
    if (!utf8_is_invisible(code_point)) text_add(&kept, str_slice(word, at, at + size));
  }
  return text_str(&kept);
}

static Str name_text(Filter *filter, Str word) {
  for (size_t i = 0; i < word.length; i++)
    if ((unsigned char)word.data[i] >= 0x80) return utf8_nfc(filter->arena, without_invisible(filter, word));
  return word;
}

/* Hands out a token without a node. */
static int plain(Filter *filter, int token, uint32_t start, uint32_t end) {
  filter->last = (Piece){.start = start, .end = end};
  return token;
}

static int with_node(Filter *filter, int token, Node *node) {
  filter->last = (Piece){.node = node, .start = node->span.start, .end = node->span.end};
  filter->last_node = node;
  return token;
}

static const struct {
  int token;
  NodeKind node;
} leaves[TOKEN_ERROR + 1] = {
    [TOKEN_NAME] = {TK_NAME, NODE_NAME},       [TOKEN_STRING] = {TK_STRING, NODE_STRING},
    [TOKEN_NUMBER] = {TK_NUMBER, NODE_NUMBER}, [TOKEN_TEXT_BLOCK] = {TK_TEXT_BLOCK, NODE_TEXT_BLOCK},
    [TOKEN_DATE] = {TK_DATE, NODE_DATE},       [TOKEN_PERCENTAGE] = {TK_PERCENTAGE, NODE_PERCENTAGE},
    [TOKEN_DASH] = {TK_DASH, NODE_DASH},       [TOKEN_ERROR] = {TK_ERROR, NODE_ERROR},
};

/* A word or value, or something that was reported already. Texts and numbers are read by the builder. */
static int leaf(Filter *filter, const Token *token) {
  Node *node = filter_node(filter, leaves[token->kind].node, token->start, token->end);
  if (token->kind == TOKEN_NAME) node->text = name_text(filter, text_of(filter, token));
  node->has_error = token->kind == TOKEN_ERROR;
  filter->at++;
  return with_node(filter, leaves[token->kind].token, node);
}

static int error_leaf(Filter *filter, uint32_t start, uint32_t end) {
  Node *node = filter_node(filter, NODE_ERROR, start, end);
  node->has_error = true;
  return with_node(filter, TK_ERROR, node);
}

/* ---- comments and blank lines ---- */

static Trivia *new_trivia(Filter *filter, const Token *comment, uint32_t blank_lines) {
  Trivia *trivia = ARENA_NEW(filter->arena, Trivia);
  *trivia = (Trivia){.span = {filter->source->file, comment->start, comment->end}, .blank_lines_before = blank_lines};
  return trivia;
}

static void keep_comment(Filter *filter, const Token *comment) {
  Trivia *trivia = new_trivia(filter, comment, filter->blank_lines);
  filter->blank_lines = 0;
  if (filter->before_last) filter->before_last->next = trivia;
  else filter->before = trivia;
  filter->before_last = trivia;
}

static Trivia *take_comments(Filter *filter) {
  Trivia *taken = filter->before;
  filter->before = filter->before_last = NULL;
  return taken;
}

/* Skips line ends and whole-line comments, keeping what they say. A line end here is a blank line. */
static void skip_between_lines(Filter *filter) {
  for (;; filter->at++) {
    const Token *token = here(filter);
    if (token->kind == TOKEN_LINE_END) {
      filter->blank_lines++;
    } else if (token->kind == TOKEN_COMMENT) {
      keep_comment(filter, token);
      if (kind_at(filter, filter->at + 1) == TOKEN_LINE_END) filter->at++;
    } else {
      return;
    }
  }
}

/* ---- opening and closing ---- */

static uint32_t indentation_of(const Filter *filter, uint32_t byte) {
  enum { DEEPEST = 512 }; /* no search through a line of megabytes for each of its braces */
  uint32_t line = byte;
  while (line > 0 && byte - line < DEEPEST && filter->source->text.data[line - 1] != '\n') line--;
  uint32_t at = line;
  while (at < byte && (filter->source->text.data[at] == ' ' || filter->source->text.data[at] == '\t')) at++;
  return at - line;
}

static int open(Filter *filter, TokenKind kind, int parser_token, Node *node) {
  const Token *token = here(filter);
  if (filter->depth == NESTING_LIMIT) {
    filter_refuse(filter, "nesting", NESTING_LIMIT, token->start, token->end);
    return plain(filter, TK_END, token->start, token->start);
  }
  filter->open[filter->depth++] = (Opening){
      .kind = kind, .token = filter->at, .first_token = filter->line_token, .scope = filter->line_scope, .node = node};
  filter->at++;
  return with_node(filter, parser_token, node);
}

static int open_brace(Filter *filter) {
  const Token *token = here(filter);
  Node *block = filter_node(filter, NODE_BLOCK, token->start, token->end);
  /* for a line of which only the block can be read: where it starts, and what stands before it */
  block->full_span.start = token_at(filter, filter->line_token)->start;
  block->before = filter->statement_trivia;
  block->blank_lines_before = filter->statement_blank_lines;
  int handed = open(filter, TOKEN_OPEN_BRACE, TK_OPEN_BRACE, block);
  if (filter->refused) return handed;
  if (filter->missing_braces || filter->surplus_braces)
    innermost(filter)->indentation = indentation_of(filter, token_at(filter, filter->line_token)->start);
  if (kind_at(filter, filter->at) == TOKEN_COMMENT)
    block->after_open = new_trivia(filter, token_at(filter, filter->at++), 0);
  if (kind_at(filter, filter->at) == TOKEN_LINE_END) filter->at++;
  filter->at_line_start = true;
  filter->blank_lines = 0;
  return handed;
}

/* Closes the innermost block; what is written there, or nothing, is bytes [start, end). */
static int close_brace(Filter *filter, uint32_t start, uint32_t end) {
  filter->depth--;
  filter->at_line_start = false;
  plain(filter, TK_CLOSE_BRACE, start, end);
  filter->last.trivia = take_comments(filter);
  filter->blank_lines = 0;
  return TK_CLOSE_BRACE;
}

/* Reports the innermost block as left open and closes it before the present token. */
static int close_left_open(Filter *filter) {
  const Opening *opening = innermost(filter);
  Problem *left = problem(filter, "unclosed-block", token_at(filter, opening->token));
  filter->blocks_broken = true;
  const Token *keyword = token_at(filter, opening->first_token), *name = token_at(filter, opening->first_token + 1);
  if (keyword->kind == TOKEN_NAME) left->block = text_of(filter, keyword);
  if (keyword->kind == TOKEN_NAME && name->kind == TOKEN_NAME) left->name = text_of(filter, name);
  if (filter->missing_braces) filter->missing_braces--;
  /* the comments that wait here belong to what comes next */
  Trivia *before = filter->before, *before_last = filter->before_last;
  uint32_t blank_lines = filter->blank_lines;
  filter->before = filter->before_last = NULL;
  uint32_t at = filter->last.end;
  int handed = close_brace(filter, at, at);
  filter->before = before;
  filter->before_last = before_last;
  filter->blank_lines = blank_lines;
  return handed;
}

static bool enters(const Filter *filter, Scope scope, Str word, Scope *inner) {
  *inner = SCOPE_ANY;
  if (!filter->words.enter || scope == SCOPE_ANY) return false;
  return filter->words.enter(filter->words.context, scope, word, inner);
}

static Scope scope_at(const Filter *filter, uint32_t depth) {
  while (depth > 0 && filter->open[depth - 1].kind != TOKEN_OPEN_BRACE) depth--;
  return depth ? filter->open[depth - 1].scope : (Scope)SCOPE_TOP;
}

/* Whether the file lacks braces and only an outer block knows this word: then the innermost block was left open. */
static bool belongs_outside(const Filter *filter, Str word) {
  Scope inner, scope = scope_at(filter, filter->depth);
  if (!filter->missing_braces || !filter->depth || !filter->words.enter) return false;
  if (scope == SCOPE_ANY || enters(filter, scope, word, &inner)) return false;
  for (uint32_t up = 1; up <= filter->missing_braces && up <= filter->depth; up++) {
    Scope outer = scope_at(filter, filter->depth - up);
    if (outer != SCOPE_ANY && enters(filter, outer, word, &inner)) return true;
  }
  return false;
}

static bool starts_its_line(const Filter *filter, const Token *token) {
  uint32_t at = token->start;
  while (at > 0 && (filter->source->text.data[at - 1] == ' ' || filter->source->text.data[at - 1] == '\t')) at--;
  return at == 0 || filter->source->text.data[at - 1] == '\n';
}

/* Whether the file lacks braces and this `}` stands below an outer block's keyword: then the innermost was left open.
 */
static bool closes_outer(const Filter *filter, const Token *token) {
  if (!filter->missing_braces || !filter->depth || !starts_its_line(filter, token)) return false;
  uint32_t indentation = indentation_of(filter, token->start);
  if (indentation >= filter->open[filter->depth - 1].indentation) return false;
  for (uint32_t up = 1; up <= filter->missing_braces && up < filter->depth; up++)
    if (filter->open[filter->depth - 1 - up].indentation == indentation) return true;
  return false;
}

/* Whether the file has braces too many and this `}` stands deeper than what it would close. */
static bool is_surplus(Filter *filter, const Token *token) {
  if (!filter->depth) return true;
  return filter->surplus_braces && starts_its_line(filter, token) &&
         indentation_of(filter, token->start) > innermost(filter)->indentation;
}

static int stray(Filter *filter, const Token *token) {
  Problem *found = problem(filter, "stray-close", token);
  fix(found, token->start, token->end, STR(""));
  if (token->kind == TOKEN_CLOSE_BRACE) filter->blocks_broken = true;
  if (token->kind == TOKEN_CLOSE_BRACE && filter->surplus_braces) filter->surplus_braces--;
  filter->at++;
  return NOTHING_YET;
}

/* ---- lines of a block ---- */

static bool is_tab_line(Filter *filter, uint32_t token, uint32_t *tabs) {
  while (filter->next_tab_line < filter->scan->tab_lines.count &&
         filter->scan->tab_lines.items[filter->next_tab_line].token < token)
    filter->next_tab_line++;
  if (filter->next_tab_line >= filter->scan->tab_lines.count) return false;
  const TabLine *line = &filter->scan->tab_lines.items[filter->next_tab_line];
  *tabs = line->tabs;
  return line->token == token;
}

/* One past the last token of the row of cells that starts at `token`, or 0 when that line is no such row. */
static uint32_t end_of_row(Filter *filter, uint32_t token, Scope scope, uint32_t *tabs) {
  Scope inner;
  if (!is_tab_line(filter, token, tabs)) return 0;
  if (kind_at(filter, token) == TOKEN_NAME && enters(filter, scope, text_of(filter, token_at(filter, token)), &inner))
    return 0;
  uint32_t end = token;
  for (;; end++) {
    TokenKind kind = kind_at(filter, end);
    if (kind == TOKEN_LINE_END || kind == TOKEN_END || kind == TOKEN_COMMENT) return end;
    if (kind == TOKEN_OPEN_BRACE || kind == TOKEN_CLOSE_BRACE) return 0;
  }
}

/* A pasted table: rows of cells split by tabs, none starting with a keyword of the block. One row alone needs three
 * cells. */
static int table(Filter *filter) {
  Scope scope = scope_at(filter, filter->depth);
  if (!filter->words.enter || scope == SCOPE_ANY) return NOTHING_YET;
  uint32_t rows = 0, most_tabs = 0, tabs, row = filter->at, end = 0;
  for (uint32_t next; (next = end_of_row(filter, row, scope, &tabs)) != 0; row = end + 1) {
    rows++;
    end = next;
    if (tabs > most_tabs) most_tabs = tabs;
    if (kind_at(filter, end) != TOKEN_LINE_END) break;
  }
  if (rows == 0 || (rows == 1 && most_tabs < 2)) return NOTHING_YET;
  Span span = {filter->source->file, here(filter)->start, token_at(filter, end - 1)->end};
  uint32_t first = filter->at;
  while (kind_at(filter, first) != TOKEN_LINE_END && kind_at(filter, first) != TOKEN_END) first++;
  Problem *found =
      problem_add(filter->arena, &filter->problems, "K0001", "tabs", span.start, token_at(filter, first - 1)->end);
  found->number = rows;
  LIST_PUSH(filter->arena, &filter->tables, span);
  filter->at = end;
  return error_leaf(filter, span.start, span.end);
}

static int in_line(Filter *filter);

/* The first token of a statement: comments before it and blank lines go with it. */
static int begin_statement(Filter *filter) {
  const Token *token = here(filter);
  filter->at_line_start = false;
  filter->line_token = filter->at;
  filter->line_scope = SCOPE_ANY;
  filter->statement_trivia = take_comments(filter);
  filter->statement_blank_lines = filter->blank_lines;
  filter->blank_lines = 0;
  int handed = NOTHING_YET;
  if (filter->scan->tab_lines.count) handed = table(filter);
  if (handed == NOTHING_YET && token->kind == TOKEN_OPEN_BRACE) {
    problem(filter, "stray-open", token);
    filter->blocks_broken = true;
    handed = error_leaf(filter, token->start, token->start);
  }
  if (handed == NOTHING_YET) {
    if (token->kind == TOKEN_NAME)
      enters(filter, scope_at(filter, filter->depth), text_of(filter, token), &filter->line_scope);
    handed = in_line(filter);
  }
  if (filter->last.node) {
    filter->last.node->before = filter->statement_trivia;
    filter->last.node->blank_lines_before = filter->statement_blank_lines;
  }
  return handed;
}

static int begin_line(Filter *filter) {
  skip_between_lines(filter);
  const Token *token = here(filter);
  if (token->kind == TOKEN_END) {
    if (filter->depth) return close_left_open(filter);
    plain(filter, TK_END, token->start, token->end);
    filter->last.trivia = take_comments(filter);
    return TK_END;
  }
  if (token->kind == TOKEN_CLOSE_BRACE) {
    if (is_surplus(filter, token)) return stray(filter, token);
    if (closes_outer(filter, token)) return close_left_open(filter);
    filter->at++;
    return close_brace(filter, token->start, token->end);
  }
  if (token->kind == TOKEN_NAME && belongs_outside(filter, text_of(filter, token))) return close_left_open(filter);
  return begin_statement(filter);
}

/* Ends the statement: at a line end, or with an empty span where none is written. */
static int end_line(Filter *filter) {
  const Token *token = here(filter);
  Trivia *comment = NULL;
  if (token->kind == TOKEN_COMMENT) {
    comment = new_trivia(filter, token, 0);
    filter->at++;
  }
  uint32_t at = filter->last.end, end = at;
  if (kind_at(filter, filter->at) == TOKEN_LINE_END) {
    at = here(filter)->start;
    end = here(filter)->end;
    filter->at++;
  }
  filter->at_line_start = true;
  plain(filter, TK_LINE_END, at, end);
  filter->last.trivia = comment;
  return TK_LINE_END;
}

/* A `{` alone at the start of the line below its statement: the statement goes on. */
static bool joins_brace(Filter *filter) {
  uint32_t next = filter->at;
  while (kind_at(filter, next) == TOKEN_LINE_END || kind_at(filter, next) == TOKEN_COMMENT) next++;
  if (kind_at(filter, next) != TOKEN_OPEN_BRACE) return false;
  uint32_t tables = filter->tables.count;
  if (tables && filter->tables.items[tables - 1].end == filter->last.end) return false; /* no table has a block */
  const Token *brace = token_at(filter, next);
  Problem *found = problem(filter, "brace-on-next-line", brace);
  if (kind_at(filter, filter->at) == TOKEN_LINE_END && next == filter->at + 1)
    fix(found, here(filter)->start, brace->start, STR(" "));
  for (; filter->at < next; filter->at++)
    if (kind_at(filter, filter->at) == TOKEN_COMMENT) keep_comment(filter, here(filter));
  return true;
}

/* ---- items of a line ---- */

/* `(` without its `)` before a brace: everything up to the line's end is lost with it. */
static int unclosed_paren(Filter *filter) {
  const Token *token = here(filter);
  problem(filter, "unclosed-paren", token);
  uint32_t end = filter->at;
  for (TokenKind kind = token->kind; kind != TOKEN_LINE_END && kind != TOKEN_COMMENT && kind != TOKEN_OPEN_BRACE &&
                                     kind != TOKEN_CLOSE_BRACE && kind != TOKEN_END;
       kind = kind_at(filter, end))
    end++;
  filter->at = end;
  return error_leaf(filter, token->start, token_at(filter, end - 1)->end);
}

static bool is_unclosed_paren(Filter *filter, uint32_t token) {
  while (filter->next_unclosed_paren < filter->scan->unclosed_parens.count &&
         filter->scan->unclosed_parens.items[filter->next_unclosed_paren] < token)
    filter->next_unclosed_paren++;
  return filter->next_unclosed_paren < filter->scan->unclosed_parens.count &&
         filter->scan->unclosed_parens.items[filter->next_unclosed_paren] == token;
}

static int open_paren(Filter *filter) {
  const Token *token = here(filter);
  if (is_unclosed_paren(filter, filter->at)) return unclosed_paren(filter);
  int kind = filter->paren_depth || filter->expression_only ? TK_INNER_OPEN : TK_OPEN_PAREN;
  int handed = open(filter, TOKEN_OPEN_PAREN, kind, filter_node(filter, NODE_EXPRESSION, token->start, token->end));
  if (filter->refused) return handed;
  filter->paren_depth++;
  filter->operand_next = true;
  filter->quantifier = 0;
  return handed;
}

static int open_bracket(Filter *filter) {
  const Token *token = here(filter);
  Node *list = filter_node(filter, NODE_LIST, token->start, token->end);
  filter->operand_next = true;
  return open(filter, TOKEN_OPEN_BRACKET, TK_OPEN_BRACKET, list);
}

static int close_bracket(Filter *filter, uint32_t start, uint32_t end) {
  Node *list = innermost(filter)->node;
  filter->depth--;
  plain(filter, TK_CLOSE_BRACKET, start, end);
  filter->last.trivia = take_comments(filter);
  filter->last_node = list;
  filter->operand_next = false;
  return TK_CLOSE_BRACKET;
}

/* A string in single quotes means something in an expression only. */
static int single_quoted(Filter *filter, const Token *token) {
  Problem *found = problem(filter, "single-quotes", token);
  Text mended = text_new(filter->arena);
  text_add_char(&mended, '"');
  for (uint32_t at = token->start + 1; at + 1 < token->end; at++) {
    char c = filter->source->text.data[at];
    if (c == '"') text_add_char(&mended, '\\');
    if (c == '\\' && filter->source->text.data[at + 1] == '\'') continue;
    text_add_char(&mended, c);
  }
  text_add_char(&mended, '"');
  fix(found, token->start, token->end, text_str(&mended));
  filter->at++;
  return error_leaf(filter, token->start, token->end);
}

static int item(Filter *filter) {
  const Token *token = here(filter);
  switch (token->kind) {
    case TOKEN_STRING:
      return filter->source->text.data[token->start] == '\'' ? single_quoted(filter, token) : leaf(filter, token);
    case TOKEN_NAME:
    case TOKEN_TEXT_BLOCK:
    case TOKEN_NUMBER:
    case TOKEN_PERCENTAGE:
    case TOKEN_DATE:
    case TOKEN_DASH:
    case TOKEN_ERROR: return leaf(filter, token);
    case TOKEN_OPEN_BRACKET: return open_bracket(filter);
    case TOKEN_OPEN_PAREN: return open_paren(filter);
    case TOKEN_CLOSE_BRACKET:
    case TOKEN_CLOSE_PAREN: stray(filter, token); return error_leaf(filter, token->start, token->end);
    default: break;
  }
  filter->at++;
  int kind = token->kind == TOKEN_COMMA ? TK_COMMA
             : token->kind == TOKEN_DOT ? TK_DOT
             : token->kind == TOKEN_BAR ? TK_BAR
                                        : TK_STRANGE;
  if (kind == TK_BAR && kind_at(filter, filter->at) == TOKEN_LINE_END)
    filter->at++; /* a pair may go on below its bar */
  return plain(filter, kind, token->start, token->end);
}

static int in_line(Filter *filter) {
  const Token *token = here(filter);
  switch (token->kind) {
    case TOKEN_LINE_END:
    case TOKEN_COMMENT: return joins_brace(filter) ? NOTHING_YET : end_line(filter);
    case TOKEN_OPEN_BRACE: return open_brace(filter);
    case TOKEN_CLOSE_BRACE: return filter->depth ? end_line(filter) : stray(filter, token);
    case TOKEN_END: return end_line(filter);
    default: return item(filter);
  }
}

/* ---- lists ---- */

static int close_left_open_list(Filter *filter) {
  problem(filter, "unclosed-list", token_at(filter, innermost(filter)->token));
  return close_bracket(filter, filter->last.end, filter->last.end);
}

/* Whether the line that starts at `token` ends the list before it: it starts with `}` or with a keyword. */
static bool ends_list(const Filter *filter, uint32_t token) {
  Scope inner;
  if (kind_at(filter, token) == TOKEN_CLOSE_BRACE) return true;
  if (kind_at(filter, token) != TOKEN_NAME) return false;
  TokenKind after = kind_at(filter, token + 1);
  if (after == TOKEN_COMMA || after == TOKEN_CLOSE_BRACKET || after == TOKEN_LINE_END || after == TOKEN_COMMENT ||
      after == TOKEN_DOT || after == TOKEN_END)
    return false;
  return enters(filter, scope_at(filter, filter->depth), text_of(filter, token_at(filter, token)), &inner);
}

/* A line end in a list does not count, unless what follows shows that the list was left open. */
static int line_end_in_list(Filter *filter) {
  uint32_t next = filter->at;
  while (kind_at(filter, next) == TOKEN_LINE_END || kind_at(filter, next) == TOKEN_COMMENT) next++;
  if (ends_list(filter, next)) return close_left_open_list(filter);
  filter->at++;
  while (kind_at(filter, filter->at) == TOKEN_COMMENT) {
    keep_comment(filter, here(filter));
    filter->at += kind_at(filter, filter->at + 1) == TOKEN_LINE_END ? 2 : 1;
  }
  return NOTHING_YET;
}

/* A comment behind something in a list, on the same line. */
static int comment_in_list(Filter *filter) {
  Trivia *comment = new_trivia(filter, here(filter), 0);
  if (filter->last_node == innermost(filter)->node) filter->last_node->after_open = comment;
  else filter->last_node->trailing = comment;
  filter->at++;
  return NOTHING_YET;
}

static int in_list(Filter *filter) {
  const Token *token = here(filter);
  Opening *list = innermost(filter);
  switch (token->kind) {
    case TOKEN_LINE_END: return line_end_in_list(filter);
    case TOKEN_COMMENT: return comment_in_list(filter);
    case TOKEN_OPEN_BRACE:
    case TOKEN_CLOSE_BRACE:
    case TOKEN_END: return close_left_open_list(filter);
    case TOKEN_CLOSE_BRACKET: filter->at++; return close_bracket(filter, token->start, token->end);
    case TOKEN_COMMA: list->commas++; return item(filter);
    default: break;
  }
  if (list->commas >= LIST_LIMIT) {
    filter_refuse(filter, "list", LIST_LIMIT, token->start, token->end);
    return plain(filter, TK_END, token->start, token->start);
  }
  int handed = item(filter);
  if (filter->before && filter->last.node) {
    filter->last.node->before = take_comments(filter);
    filter->blank_lines = 0;
  }
  return handed;
}

/* ---- parentheses ---- */

typedef struct Word {
  Str word;
  int token;
} Word;

static const Word words_after[] = {
    {{"and", 3}, TK_AND},         {{"or", 2}, TK_OR},
    {{"in", 2}, TK_IN},           {{"is", 2}, TK_IS},
    {{"union", 5}, TK_UNION},     {{"except", 6}, TK_EXCEPT},
    {{"has", 3}, TK_HAS},         {{"intersect", 9}, TK_INTERSECT},
    {{"where", 5}, TK_WHERE},     {{"give", 4}, TK_GIVE},
    {{"by", 2}, TK_BY},           {{"then", 4}, TK_THEN},
    {{"else", 4}, TK_ELSE},       {{"set", 3}, TK_SET},
    {{"missing", 7}, TK_MISSING},
};
static const Word words_before[] = {
    {{"exists", 6}, TK_EXISTS}, {{"every", 5}, TK_EVERY}, {{"each", 4}, TK_EACH},
    {{"first", 5}, TK_FIRST},   {{"last", 4}, TK_LAST},
};
static const Word symbols[] = {
    {{"=", 1}, TK_EQUAL},       {{"!=", 2}, TK_NOT_EQUAL},     {{"<", 1}, TK_LESS},
    {{"<=", 2}, TK_LESS_EQUAL}, {{">", 1}, TK_GREATER},        {{"+", 1}, TK_PLUS},
    {{"*", 1}, TK_TIMES},       {{">=", 2}, TK_GREATER_EQUAL}, {{"/", 1}, TK_OVER},
};

#define FIND(table, word) find((table), sizeof(table) / sizeof *(table), (word))
static int find(const Word *table, size_t count, Str word) {
  for (size_t i = 0; i < count; i++)
    if (str_equal(table[i].word, word)) return table[i].token;
  return NOTHING_YET;
}

static int operator(Filter *filter, int kind, const Token *token) {
  filter->operand_next = kind != TK_SET && kind != TK_MISSING;
  filter->at++;
  return plain(filter, kind, token->start, token->end);
}

/* `not in` is one operator. */
static int not_in(Filter *filter, const Token *token) {
  const Token *in = token_at(filter, filter->at + 1);
  if (in->kind != TOKEN_NAME || !str_equal(text_of(filter, in), STR("in"))) return NOTHING_YET;
  filter->at++;
  operator(filter, TK_NOT_IN, in);
  filter->last.start = token->start;
  return TK_NOT_IN;
}

/* A word where an operator may stand. After a number it may be a unit; after `is` only `set` and `missing` count. */
static int word_after(Filter *filter, const Token *token, Str word) {
  if (str_equal(word, STR("not"))) return not_in(filter, token);
  int kind = FIND(words_after, word);
  return kind == TK_SET || kind == TK_MISSING || kind == NOTHING_YET ? NOTHING_YET : operator(filter, kind, token);
}

/* A word where a value must stand: `not`, `if`, or one that ranges over a list when a variable and `in` follow. */
static int word_before(Filter *filter, const Token *token, Str word) {
  const Token *next = token_at(filter, filter->at + 1);
  bool value_follows = next->kind != TOKEN_OPERATOR && next->kind != TOKEN_CLOSE_PAREN && next->kind != TOKEN_COMMA &&
                       next->kind != TOKEN_DOT && next->kind != TOKEN_CLOSE_BRACKET && next->kind != TOKEN_END;
  if (str_equal(word, STR("not")) && value_follows) return operator(filter, TK_NOT, token);
  if (str_equal(word, STR("if")) && value_follows) return operator(filter, TK_IF, token);
  int kind = FIND(words_before, word);
  if (kind == NOTHING_YET || next->kind != TOKEN_NAME || FIND(words_after, text_of(filter, next)) != NOTHING_YET)
    return NOTHING_YET;
  filter->quantifier = 1;
  return operator(filter, kind, token);
}

static int word_in_parens(Filter *filter, const Token *token) {
  Str word = text_of(filter, token);
  int handed = NOTHING_YET, previous = filter->last_kind;
  uint8_t quantifier = filter->quantifier;
  filter->quantifier = quantifier == 1 ? 2 : 0;
  if (quantifier == 2 && str_equal(word, STR("in"))) return operator(filter, TK_IN, token);
  if (previous == TK_IS && FIND(words_after, word) >= 0) {
    int kind = FIND(words_after, word);
    if (kind == TK_SET || kind == TK_MISSING) return operator(filter, kind, token);
  }
  if (quantifier == 0 && previous != TK_DOT)
    handed = filter->operand_next ? word_before(filter, token, word) : word_after(filter, token, word);
  if (handed != NOTHING_YET) return handed;
  filter->operand_next = false;
  return leaf(filter, token);
}

static bool is_currency(const Filter *filter, const Piece *piece) {
  if (!piece->node || piece->node->kind != NODE_NAME || piece->end - piece->start != 3) return false;
  for (uint32_t at = piece->start; at < piece->end; at++)
    if (filter->source->text.data[at] < 'A' || filter->source->text.data[at] > 'Z') return false;
  return true;
}

/* `a -5` is a subtraction: the number is handed out in two parts. `EUR -5` is an amount. */
static int number_in_parens(Filter *filter, const Token *token) {
  bool negative = filter->source->text.data[token->start] == '-';
  if (negative && filter->minus_at == filter->at) {
    Token rest = {token->kind, token->start + 1, token->end};
    filter->minus_at = UINT32_MAX;
    filter->operand_next = false;
    return leaf(filter, &rest);
  }
  if (negative && !filter->operand_next && !is_currency(filter, &filter->last)) {
    filter->minus_at = filter->at;
    filter->operand_next = true;
    return plain(filter, TK_MINUS, token->start, token->start + 1);
  }
  filter->operand_next = false;
  return leaf(filter, token);
}

static int close_paren(Filter *filter, const Token *token) {
  if (innermost(filter) && innermost(filter)->kind == TOKEN_OPEN_BRACKET) return close_left_open_list(filter);
  if (!innermost(filter) || innermost(filter)->kind != TOKEN_OPEN_PAREN) return stray(filter, token);
  filter->depth--;
  filter->paren_depth--;
  filter->at++;
  filter->operand_next = false;
  bool inner = filter->paren_depth > 0 || filter->expression_only;
  plain(filter, inner ? TK_INNER_CLOSE : TK_CLOSE_PAREN, token->start, token->end);
  return inner ? TK_INNER_CLOSE : TK_CLOSE_PAREN;
}

static int in_parens(Filter *filter) {
  const Token *token = here(filter);
  int kind;
  switch (token->kind) {
    case TOKEN_LINE_END:
    case TOKEN_COMMENT: filter->at++; return NOTHING_YET;
    case TOKEN_NAME: return word_in_parens(filter, token);
    case TOKEN_NUMBER: return number_in_parens(filter, token);
    case TOKEN_STRING:
    case TOKEN_TEXT_BLOCK:
    case TOKEN_PERCENTAGE:
    case TOKEN_DATE:
    case TOKEN_ERROR: filter->operand_next = false; return leaf(filter, token);
    case TOKEN_DASH: return operator(filter, TK_MINUS, token);
    case TOKEN_OPERATOR: kind = FIND(symbols, text_of(filter, token)); return operator(filter, kind, token);
    case TOKEN_OPEN_PAREN: return open_paren(filter);
    case TOKEN_OPEN_BRACKET: return open_bracket(filter);
    case TOKEN_CLOSE_PAREN: return close_paren(filter, token);
    case TOKEN_CLOSE_BRACKET:
      if (!innermost(filter) || innermost(filter)->kind != TOKEN_OPEN_BRACKET) return stray(filter, token);
      filter->at++;
      return close_bracket(filter, token->start, token->end);
    case TOKEN_COMMA:
      if (innermost(filter) && innermost(filter)->kind == TOKEN_OPEN_BRACKET &&
          ++innermost(filter)->commas >= LIST_LIMIT)
        filter_refuse(filter, "list", LIST_LIMIT, token->start, token->end);
      return operator(filter, TK_COMMA, token);
    case TOKEN_DOT: return operator(filter, TK_DOT, token);
    case TOKEN_BAR: return operator(filter, TK_BAR, token);
    default: return plain(filter, TK_END, token->start, token->start); /* the end, or a brace in a lone expression */
  }
}

/* ---- all together ---- */

static int next_token(Filter *filter) {
  if (filter->expression_only || filter->paren_depth) return in_parens(filter);
  if (filter->last_kind == TK_CLOSE_BRACE) return end_line(filter); /* a statement ends with its block */
  if (innermost(filter) && innermost(filter)->kind == TOKEN_OPEN_BRACKET) return in_list(filter);
  return filter->at_line_start ? begin_line(filter) : in_line(filter);
}

int filter_next(Filter *filter, Piece *piece) {
  int token = NOTHING_YET;
  if (!filter->started) {
    filter->started = true;
    token = plain(filter, filter->expression_only ? TK_START_EXPRESSION : TK_START_FILE, 0, 0);
    filter->last.start = filter->last.end = here(filter)->start;
  }
  while (token == NOTHING_YET && !filter->refused) token = next_token(filter);
  if (filter->refused) token = plain(filter, TK_END, filter->last.end, filter->last.end);
  filter->last_kind = token;
  *piece = filter->last;
  return token;
}
