/* template.c: texts with expressions in braces, compiled.
 *
 * The literal pieces come from the decoded text; the expressions are parsed where they stand in the source, so that a
 * mistake in one is shown at its place. Both are walked in step: the first group in braces here is the first there. */
#include "compiler/rules/code.h"
#include "compiler/syntax/parse.h"

/* The end of the group that opens at `at`: its closing brace, or the text's end. Quoted texts are passed over. */
static size_t group_end(Str text, size_t at) {
  char quote = 0;
  for (at++; at < text.length; at++) {
    char c = text.data[at];
    if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '}') {
      return at;
    }
  }
  return text.length;
}

static bool is_doubled(Str text, size_t at) { return at + 1 < text.length && text.data[at + 1] == text.data[at]; }

/* The next group in the source at or after `*at`; its inside goes to `*from` and `*to`. */
static bool next_group(Str raw, size_t *at, size_t *from, size_t *to) {
  while (*at < raw.length) {
    char c = raw.data[*at];
    if (c == '\\') {
      bool code_point = *at + 2 < raw.length && raw.data[*at + 1] == 'u' && raw.data[*at + 2] == '{';
      *at = code_point ? group_end(raw, *at + 2) + 1 : *at + 2;
    } else if (c == '{' && is_doubled(raw, *at)) {
      *at += 2;
    } else if (c == '{') {
      *from = *at + 1;
      *to = group_end(raw, *at);
      *at = *to + 1;
      return *to < raw.length;
    } else {
      (*at)++;
    }
  }
  return false;
}

typedef struct TemplateWork {
  Compiler *compiler;
  Scope *scope;
  Template *made;
  Language language;
} TemplateWork;

static void add_literal(TemplateWork *work, Text *literal) {
  if (literal->length == 0) return;
  TemplatePiece *piece = LIST_ADD(work->compiler->arena, &work->made->in[work->language]);
  piece->literal = str_copy(work->compiler->arena, text_str(literal));
  literal->length = 0;
}

static void add_expression(TemplateWork *work, const Node *node, size_t from, size_t to) {
  FindingSink none;
  finding_sink_init(&none, work->compiler->arena);
  FindingSink *sink = work->compiler->sink ? work->compiler->sink : &none;
  uint32_t start = node->span.start;
  Node *parsed = parse_expression(work->compiler->arena, work->compiler->source, start + (uint32_t)from,
                                  start + (uint32_t)to, sink);
  TemplatePiece *piece = LIST_ADD(work->compiler->arena, &work->made->in[work->language]);
  if (parsed) piece->expression = expression_compile(work->compiler, work->scope, parsed, NULL);
}

static void unclosed(TemplateWork *work, const Node *node) {
  if (!work->compiler->sink) return;
  Finding *finding = finding_add(work->compiler->sink, "K0001", node->span);
  finding_text(work->compiler->sink, finding, "case", STR("unexpected"));
  finding_text(work->compiler->sink, finding, "found", STR("{"));
  finding_text(work->compiler->sink, finding, "expected", STR("operand"));
}

static void compile_text(TemplateWork *work, const Node *node) {
  Str text = node->text, raw = str_slice(work->compiler->source->text, node->span.start, node->span.end);
  Text literal = text_new(work->compiler->arena);
  size_t at_raw = 0, from = 0, to = 0;
  for (size_t at = 0; at < text.length; at++) {
    char c = text.data[at];
    if (c != '{' && c != '}') {
      text_add_char(&literal, c);
    } else if (is_doubled(text, at) || c == '}') {
      text_add_char(&literal, c);
      at += is_doubled(text, at);
    } else {
      add_literal(work, &literal);
      at = group_end(text, at);
      if (at == text.length || !next_group(raw, &at_raw, &from, &to)) {
        unclosed(work, node);
        return;
      }
      add_expression(work, node, from, to);
    }
  }
  add_literal(work, &literal);
}

static bool is_text(const Node *node) { return node && (node->kind == NODE_STRING || node->kind == NODE_TEXT_BLOCK); }

Template template_compile(Compiler *compiler, Scope *scope, const Node *node) {
  Template made = {0};
  TemplateWork work = {.compiler = compiler, .scope = scope, .made = &made};
  if (is_text(node)) compile_text(&work, node);
  if (!node || node->kind != NODE_PAIR) return made;
  const Node *child = node->first_child;
  for (int i = 0; i < LANGUAGE_COUNT && child; i++, child = child->next) {
    work.language = (Language)i;
    if (is_text(child)) compile_text(&work, child);
  }
  return made;
}

bool template_is_empty(const Template *text) {
  for (int i = 0; i < LANGUAGE_COUNT; i++)
    if (text->in[i].count) return false;
  return true;
}
