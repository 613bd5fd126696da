/* token.h: what the scanner makes of a text. Tokens are byte spans; meaning comes later. */
#ifndef KOMPAS_GRAMMAR_TOKEN_H
#define KOMPAS_GRAMMAR_TOKEN_H

#include "compiler/base/list.h"
#include "compiler/source/source.h"

typedef enum TokenKind {
  TOKEN_END,        /* end of the text */
  TOKEN_LINE_END,   /* end of a statement; virtual ones have an empty span */
  TOKEN_NAME,       /* a word: keyword, choice, name, currency, unit */
  TOKEN_STRING,     /* "…" with its quotes */
  TOKEN_TEXT_BLOCK, /* """…""" with its quotes */
  TOKEN_NUMBER,     /* 5_000, -2, 0.25 */
  TOKEN_PERCENTAGE, /* 40% */
  TOKEN_DATE,       /* 2026-11-01 */
  TOKEN_DASH,       /* - standing alone */
  TOKEN_OPEN_BRACE, TOKEN_CLOSE_BRACE, TOKEN_OPEN_BRACKET, TOKEN_CLOSE_BRACKET,
  TOKEN_OPEN_PAREN, TOKEN_CLOSE_PAREN,
  TOKEN_COMMA, TOKEN_DOT, TOKEN_BAR,
  TOKEN_OPERATOR,   /* = != < <= > >= + * / inside parentheses; the words of the expression language are told apart by the filter */
  TOKEN_COMMENT,    /* # … without its line end; never reaches the parser */
  TOKEN_ERROR       /* something that was reported already; the parser skips it */
} TokenKind;

typedef struct Token {
  TokenKind kind;
  uint32_t start, end; /* bytes in the source; start == end for a virtual token */
} Token;

typedef LIST(Token) TokenList;

#endif
