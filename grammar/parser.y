/* parser.y: the grammar, which knows shapes only. A statement is a row of items and perhaps a block; an expression
 * stands in parentheses. Every action calls the builder (compiler/syntax/builder.h), which makes the tree. The
 * tokens come from the token filter, which sees to line ends and to everything that is opened being closed. */
%define api.pure full
%define api.prefix {parser_}
%define api.token.prefix {TK_}
%define api.value.type {Piece}
%define parse.lac full
%define parse.error custom
%expect 0
%param {struct Builder *builder}

%code requires {
#include "grammar/token_filter.h"
struct Builder;
}

%code {
#include "compiler/syntax/builder.h"
#define YYINITDEPTH 4000
#define YYMAXDEPTH 4000
static int yylex(Piece *piece, Builder *builder) { return filter_next(&builder->filter, piece); }
static void yyerror(Builder *builder, const char *message) { (void)message; builder_exhausted(builder); }
}

%token END 0
%token START_FILE START_EXPRESSION
%token LINE_END NAME STRING TEXT_BLOCK NUMBER PERCENTAGE DATE DASH ERROR
%token OPEN_BRACE CLOSE_BRACE OPEN_BRACKET CLOSE_BRACKET OPEN_PAREN CLOSE_PAREN INNER_OPEN INNER_CLOSE
%token COMMA DOT BAR STRANGE
%token OR AND NOT IN NOT_IN IS SET MISSING UNION EXCEPT INTERSECT
%token EQUAL NOT_EQUAL LESS LESS_EQUAL GREATER GREATER_EQUAL PLUS MINUS TIMES OVER
%token EXISTS EVERY EACH FIRST LAST WHERE HAS GIVE BY IF THEN ELSE

%precedence LOWEST
%left OR
%left AND
%precedence NOT
%nonassoc EQUAL NOT_EQUAL LESS LESS_EQUAL GREATER GREATER_EQUAL IN NOT_IN IS
%precedence RANGE
%precedence WHERE GIVE BY
%left UNION EXCEPT INTERSECT
%left PLUS MINUS
%left TIMES OVER

%%
input: START_FILE statements END             { builder_file(builder, $2, $3); }
     | START_EXPRESSION expression END       { builder_result(builder, $2); }
     ;

statements: %empty                           { $$ = builder_no_statements(builder); }
     | statements statement                  { $$ = builder_add_statement(builder, $1, $2); }
     ;

statement: items LINE_END                    { $$ = builder_statement(builder, $1, $2); }
     | items block LINE_END                  { $$ = builder_block_statement(builder, $1, $2, $3); }
     | items error LINE_END                  { $$ = builder_broken_statement(builder, $1, $3); yyerrok; }
     | items error block LINE_END            { $$ = builder_broken_block_statement(builder, $1, $3, $4); yyerrok; }
     | error LINE_END                        { $$ = builder_broken_line(builder, $2); yyerrok; }
     | error block LINE_END                  { $$ = builder_broken_block_line(builder, $2, $3); yyerrok; }
     ;

block: OPEN_BRACE statements CLOSE_BRACE     { $$ = builder_block(builder, $1, $2, $3); }
     ;

items: item                                  { $$ = builder_items(builder, $1); }
     | items item                            { $$ = builder_add_item(builder, $1, $2); }
     ;

item: value
     | value BAR value                       { $$ = builder_pair(builder, $1, $3); }
     ;

value: NAME | STRING | TEXT_BLOCK | NUMBER | PERCENTAGE | DATE | DASH | ERROR | path | list
     | OPEN_PAREN expression CLOSE_PAREN     { $$ = builder_parenthesised(builder, $1, $2, $3); }
     | OPEN_PAREN error CLOSE_PAREN          { $$ = builder_broken_parentheses(builder, $1, $3); yyerrok; }
     ;

path: NAME DOT NAME                          { $$ = builder_path(builder, $1, $3); }
     | path DOT NAME                         { $$ = builder_longer_path(builder, $1, $3); }
     ;

list: OPEN_BRACKET CLOSE_BRACKET             { $$ = builder_empty_list(builder, $1, $2); }
     | OPEN_BRACKET elements CLOSE_BRACKET   { $$ = builder_list(builder, $1, $2, $3); yyerrok; }
     | OPEN_BRACKET elements COMMA CLOSE_BRACKET { $$ = builder_list(builder, $1, $2, $4); yyerrok; }
     ;

elements: element                            { $$ = builder_items(builder, $1); }
     | elements COMMA element                { $$ = builder_add_item(builder, $1, $3); }
     ;

/* No yyerrok here: what cannot be read must be skipped before the next error counts, or nothing would move. */
element: items                               { $$ = builder_element(builder, $1); }
     | items error                           { $$ = builder_broken_element(builder, $1); }
     | error                                 { $$ = builder_no_element(builder); }
     ;

expression: operand
     | NOT expression                        { $$ = builder_unary(builder, NODE_NOT, $1, $2); }
     | expression OR expression              { $$ = builder_binary(builder, NODE_OR, $1, $3); }
     | expression AND expression             { $$ = builder_binary(builder, NODE_AND, $1, $3); }
     | expression EQUAL expression           { $$ = builder_binary(builder, NODE_EQUAL, $1, $3); }
     | expression NOT_EQUAL expression       { $$ = builder_binary(builder, NODE_NOT_EQUAL, $1, $3); }
     | expression LESS expression            { $$ = builder_binary(builder, NODE_LESS, $1, $3); }
     | expression LESS_EQUAL expression      { $$ = builder_binary(builder, NODE_LESS_EQUAL, $1, $3); }
     | expression GREATER expression         { $$ = builder_binary(builder, NODE_GREATER, $1, $3); }
     | expression GREATER_EQUAL expression   { $$ = builder_binary(builder, NODE_GREATER_EQUAL, $1, $3); }
     | expression IN expression              { $$ = builder_binary(builder, NODE_IN, $1, $3); }
     | expression NOT_IN expression          { $$ = builder_binary(builder, NODE_NOT_IN, $1, $3); }
     | expression IS SET                     { $$ = builder_postfix(builder, NODE_IS_SET, $1, $3); }
     | expression IS MISSING                 { $$ = builder_postfix(builder, NODE_IS_MISSING, $1, $3); }
     | expression UNION expression           { $$ = builder_binary(builder, NODE_UNION, $1, $3); }
     | expression EXCEPT expression          { $$ = builder_binary(builder, NODE_EXCEPT, $1, $3); }
     | expression INTERSECT expression       { $$ = builder_binary(builder, NODE_INTERSECT, $1, $3); }
     | expression PLUS expression            { $$ = builder_binary(builder, NODE_ADD, $1, $3); }
     | expression MINUS expression           { $$ = builder_binary(builder, NODE_SUBTRACT, $1, $3); }
     | expression TIMES expression           { $$ = builder_binary(builder, NODE_MULTIPLY, $1, $3); }
     | expression OVER expression            { $$ = builder_binary(builder, NODE_DIVIDE, $1, $3); }
     | IF expression THEN expression ELSE expression %prec LOWEST { $$ = builder_if(builder, $1, $2, $4, $6); }
     | EXISTS NAME IN expression %prec RANGE { $$ = builder_each(builder, NODE_EXISTS, $1, $2, $4); }
     | EXISTS NAME IN expression WHERE expression %prec LOWEST
                                             { $$ = builder_each_1(builder, NODE_EXISTS, $1, $2, $4, $6); }
     | EVERY NAME IN expression HAS expression %prec LOWEST
                                             { $$ = builder_each_1(builder, NODE_EVERY, $1, $2, $4, $6); }
     | EACH NAME IN expression where give    { $$ = builder_each_2(builder, NODE_EACH, $1, $2, $4, $5, $6); }
     | FIRST NAME IN expression where by     { $$ = builder_each_2(builder, NODE_FIRST, $1, $2, $4, $5, $6); }
     | LAST NAME IN expression where by      { $$ = builder_each_2(builder, NODE_LAST, $1, $2, $4, $5, $6); }
     ;

where: %empty %prec RANGE                    { $$ = builder_nothing(builder); }
     | WHERE expression %prec LOWEST         { $$ = $2; }
     ;

give: %empty %prec LOWEST                    { $$ = builder_nothing(builder); }
     | GIVE expression %prec LOWEST          { $$ = $2; }
     ;

by: %empty %prec LOWEST                      { $$ = builder_nothing(builder); }
     | BY expression %prec LOWEST            { $$ = $2; }
     ;

operand: STRING | TEXT_BLOCK | NUMBER | PERCENTAGE | DATE | NAME
     | NAME NUMBER                           { $$ = builder_amount(builder, $1, $2); }
     | NUMBER NAME                           { $$ = builder_duration(builder, $1, $2); }
     | NAME INNER_OPEN INNER_CLOSE           { $$ = builder_call(builder, $1, $2, $3); }
     | NAME INNER_OPEN arguments INNER_CLOSE { $$ = builder_call(builder, $1, $3, $4); }
     | OPEN_BRACKET CLOSE_BRACKET            { $$ = builder_empty_list(builder, $1, $2); }
     | OPEN_BRACKET arguments CLOSE_BRACKET  { $$ = builder_list(builder, $1, $2, $3); }
     | OPEN_BRACKET arguments COMMA CLOSE_BRACKET { $$ = builder_list(builder, $1, $2, $4); }
     | operand DOT NAME                      { $$ = builder_member(builder, $1, $3); }
     | INNER_OPEN expression INNER_CLOSE     { $$ = $2; }
     ;

arguments: expression                        { $$ = builder_items(builder, $1); }
     | arguments COMMA expression            { $$ = builder_add_item(builder, $1, $3); }
     ;
%%

/* Whether the parser would take `token` here. */
static bool expects(const yypcontext_t *context, yysymbol_kind_t token) {
  yysymbol_kind_t expected[YYNTOKENS];
  int count = yypcontext_expected_tokens(context, expected, YYNTOKENS);
  for (int i = 0; i < count; i++)
    if (expected[i] == token) return true;
  return false;
}

/* What could stand here, as one word for the texts in stdlib/. */
static const char *expected_here(const yypcontext_t *context) {
  if (expects(context, YYSYMBOL_BAR) || expects(context, YYSYMBOL_OPEN_BRACE)) return "value";
  if (expects(context, YYSYMBOL_DASH)) {
    if (expects(context, YYSYMBOL_COMMA)) return "comma-or-bracket";
    if (expects(context, YYSYMBOL_CLOSE_BRACKET)) return "element";
    return expects(context, YYSYMBOL_YYEOF) || expects(context, YYSYMBOL_CLOSE_BRACE) ? "keyword" : "second-half";
  }
  if (expects(context, YYSYMBOL_NOT)) return "operand";
  if (expects(context, YYSYMBOL_PLUS)) return "operator";
  if (expects(context, YYSYMBOL_COMMA)) return "comma-or-bracket";
  if (expects(context, YYSYMBOL_NAME)) return "name";
  return expects(context, YYSYMBOL_IN) ? "in" : "part";
}

static int yyreport_syntax_error(const yypcontext_t *context, Builder *builder) {
  yysymbol_kind_t found = yypcontext_token(context);
  bool ends = found == YYSYMBOL_LINE_END || found == YYSYMBOL_YYEOF || found == YYSYMBOL_CLOSE_PAREN;
  builder_syntax_error(builder, expected_here(context), ends);
  return 0;
}
