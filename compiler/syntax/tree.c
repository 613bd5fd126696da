/* tree.c: small questions to a tree, and the tree as lines of text. */
#include "compiler/syntax/tree.h"

#include "compiler/syntax/parse.h"

Str node_keyword(const Node *statement) {
  const Node *first = statement->first_child;
  return first && first->kind == NODE_NAME ? first->text : STR("");
}

uint32_t node_child_count(const Node *node) {
  uint32_t count = 0;
  NODE_EACH_CHILD(child, node) count++;
  return count;
}

static const char *const kind_names[] = {
    [NODE_FILE] = "file", [NODE_STATEMENT] = "statement", [NODE_BLOCK] = "block", [NODE_NAME] = "name", [NODE_PATH] = "path",
    [NODE_STRING] = "string", [NODE_TEXT_BLOCK] = "text-block", [NODE_NUMBER] = "number",
    [NODE_PERCENTAGE] = "percentage", [NODE_DATE] = "date", [NODE_DASH] = "dash", [NODE_LIST] = "list",
    [NODE_SEQUENCE] = "sequence", [NODE_PAIR] = "pair", [NODE_EXPRESSION] = "expression", [NODE_ERROR] = "error",
    [NODE_OR] = "or", [NODE_AND] = "and", [NODE_NOT] = "not", [NODE_EQUAL] = "=", [NODE_NOT_EQUAL] = "!=",
    [NODE_LESS] = "<", [NODE_LESS_EQUAL] = "<=", [NODE_GREATER] = ">", [NODE_GREATER_EQUAL] = ">=", [NODE_IN] = "in",
    [NODE_NOT_IN] = "not-in", [NODE_IS_SET] = "is-set", [NODE_IS_MISSING] = "is-missing", [NODE_ADD] = "+",
    [NODE_SUBTRACT] = "-", [NODE_MULTIPLY] = "*", [NODE_DIVIDE] = "/", [NODE_UNION] = "union",
    [NODE_INTERSECT] = "intersect", [NODE_EXCEPT] = "except", [NODE_MEMBER] = "member", [NODE_CALL] = "call",
    [NODE_IF] = "if", [NODE_EXISTS] = "exists", [NODE_EVERY] = "every", [NODE_EACH] = "each", [NODE_FIRST] = "first",
    [NODE_LAST] = "last", [NODE_AMOUNT] = "amount", [NODE_DURATION] = "duration", [NODE_NOTHING] = "nothing",
};

static void indent(Text *text, int depth) {
  for (int i = 0; i < depth; i++) text_add_c(text, "  ");
}

static void dump_text(Text *text, Str value) {
  text_add_char(text, ' ');
  for (size_t i = 0; i < value.length; i++) {
    if (value.data[i] == '\n') text_add_c(text, "\\n");
    else text_add_char(text, value.data[i]);
  }
}

static void dump_trivia(Text *text, const Tree *tree, const char *what, const Trivia *trivia, int depth) {
  for (; trivia; trivia = trivia->next) {
    indent(text, depth);
    text_add_format(text, "%s", what);
    if (trivia->blank_lines_before) text_add_format(text, " after %u blank", trivia->blank_lines_before);
    dump_text(text, str_slice(tree->source->text, trivia->span.start, trivia->span.end));
    text_add_char(text, '\n');
  }
}

static void dump_head(Text *text, const Tree *tree, const Node *node) {
  text_add_c(text, kind_names[node->kind]);
  if (node->blank_lines_before) text_add_format(text, " (after %u blank)", node->blank_lines_before);
  if (node->has_error) text_add_c(text, " (error)");
  if (node->kind == NODE_NUMBER || node->kind == NODE_PERCENTAGE)
    text_add_format(text, " %lld e-%d", (long long)node->decimal.digits, node->decimal.scale);
  else if (node->kind == NODE_ERROR)
    dump_text(text, str_slice(tree->source->text, node->span.start, node->span.end));
  else if (node->text.data) dump_text(text, node->text);
  text_add_char(text, '\n');
}

/* Blocks nest at most 64 deep and other nodes at most 256 (K0004), so that this may call itself. */
static void dump(Text *text, const Tree *tree, const Node *node, int depth) {
  dump_trivia(text, tree, "comment", node->before, depth);
  indent(text, depth);
  dump_head(text, tree, node);
  dump_trivia(text, tree, "comment-behind", node->trailing, depth + 1);
  dump_trivia(text, tree, "comment-inside", node->after_open, depth + 1);
  NODE_EACH_CHILD(child, node) dump(text, tree, child, depth + 1);
  if (node->block) dump(text, tree, node->block, depth + 1);
  dump_trivia(text, tree, "comment-last", node->before_close, depth + 1);
}

Str tree_dump(Arena *arena, const Tree *tree) {
  Text text = text_new(arena);
  dump(&text, tree, tree->root, 0);
  return text_str(&text);
}
