/* expression.c: expressions are written token by token, since their layout over several lines is their writer's choice.
 */
#include "compiler/format/expression.h"

static uint32_t first_token(const Tree *tree, uint32_t byte) {
  uint32_t low = 0, high = tree->tokens.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (tree->tokens.items[middle].start < byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

static bool opens(TokenKind kind) {
  return kind == TOKEN_OPEN_PAREN || kind == TOKEN_OPEN_BRACKET || kind == TOKEN_DOT;
}

static bool closes(TokenKind kind) {
  return kind == TOKEN_CLOSE_PAREN || kind == TOKEN_CLOSE_BRACKET || kind == TOKEN_COMMA || kind == TOKEN_DOT;
}

static bool parted(const Token *before, const Token *token) {
  if (before->kind == TOKEN_COMMA) return !closes(token->kind);
  if (token->kind == TOKEN_COMMENT) return true;
  return token->start > before->end && !opens(before->kind) && !closes(token->kind);
}

void expression_write(Text *out, const Tree *tree, Span span, uint32_t indentation) {
  const Token *before = NULL;
  bool line_ended = false;
  for (uint32_t i = first_token(tree, span.start); i < tree->tokens.count && tree->tokens.items[i].end <= span.end;
       i++) {
    const Token *token = &tree->tokens.items[i];
    if (token->kind == TOKEN_END) break;
    if (token->kind == TOKEN_LINE_END) {
      line_ended = true;
      continue;
    }
    if (line_ended) {
      text_add_char(out, '\n');
      for (uint32_t column = 0; column < indentation; column++) text_add_char(out, ' ');
    } else if (before && parted(before, token)) {
      text_add_char(out, ' ');
    }
    text_add(out, str_trim(str_slice(tree->source->text, token->start, token->end)));
    line_ended = false;
    before = token;
  }
}
