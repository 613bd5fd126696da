/* parts.c: positional parts first (read_positional), then labels and flags (read_labels). What an item may be is
 * decided by accepts(), as compiler/binding/slot.c decides it. */
#include "compiler/format/parts.h"

enum { WORD_KINDS = TYPE_NAME | TYPE_REFERENCE | TYPE_TOPIC | TYPE_WORD | TYPE_TARGET };

const Choice *lexicon_choice(const Lexicon *lexicon, const Type *type, Str word) {
  if (!(type->kinds & TYPE_CHOICE)) return NULL;
  for (uint32_t i = 0; i < type->choices.count; i++) {
    const Choice *choice = choice_in(type->choices.items[i], word, lexicon->language, NULL);
    if (choice) return choice;
  }
  return NULL;
}

const Choice *lexicon_unit(const Lexicon *lexicon, const Node *item) {
  if (!item || item->kind != NODE_NAME || !lexicon->units) return NULL;
  return choice_in(lexicon->units, item->text, lexicon->language, NULL);
}

/* ---- how many items a type takes ---- */

static uint32_t name_accepts(const Lexicon *lexicon, const Type *type, const Node *item) {
  if (lexicon_choice(lexicon, type, item->text)) return 1;
  if ((type->kinds & TYPE_MONEY) && item->next && item->next->kind == NODE_NUMBER) return 2;
  return type->kinds & (WORD_KINDS | TYPE_CHOICE) ? 1 : 0;
}

static uint32_t number_accepts(const Lexicon *lexicon, const Type *type, const Node *item) {
  bool bare = (type->kinds & (TYPE_NUMBER | TYPE_SCORE)) != 0;
  if (type->kinds & TYPE_DURATION) {
    if (lexicon_unit(lexicon, item->next)) return 2;
    if (!bare) return item->next && item->next->kind == NODE_NAME ? 2 : 0;
  }
  return bare ? 1 : 0;
}

static uint32_t pair_accepts(const Type *type, const Node *item) {
  const Node *first = item->first_child;
  if (first->kind == NODE_STRING || first->kind == NODE_TEXT_BLOCK)
    return type->kinds & (TYPE_WORDS | TYPE_TEMPLATE) ? 1 : 0;
  return (first->kind == NODE_NAME || first->kind == NODE_LIST) && (type->kinds & TYPE_WORDS) ? 1 : 0;
}

static uint32_t one_accepts(const Lexicon *lexicon, const Type *type, const Node *item) {
  switch (item->kind) {
    case NODE_STRING:
    case NODE_TEXT_BLOCK: return type->kinds & (TYPE_STRING | TYPE_TEXT | TYPE_WORDS | TYPE_TEMPLATE) ? 1 : 0;
    case NODE_PAIR: return pair_accepts(type, item);
    case NODE_NAME: return name_accepts(lexicon, type, item);
    case NODE_PATH: return type->kinds & (TYPE_REFERENCE | TYPE_TARGET) ? 1 : 0;
    case NODE_NUMBER: return number_accepts(lexicon, type, item);
    case NODE_PERCENTAGE: return type->kinds & TYPE_PERCENTAGE ? 1 : 0;
    case NODE_DATE: return type->kinds & TYPE_DATE ? 1 : 0;
    case NODE_DASH: return type->kinds & TYPE_SCORE ? 1 : 0;
    case NODE_EXPRESSION: return type->kinds & TYPE_EXPRESSION ? 1 : 0;
    case NODE_SEQUENCE: return item->first_child ? one_accepts(lexicon, type, item->first_child) : 0;
    default: return 0;
  }
}

static uint32_t items_from(const Node *item) {
  uint32_t count = 0;
  for (; item; item = item->next) count++;
  return count;
}

static const Node *skip(const Node *item, uint32_t count) {
  for (; count && item; count--) item = item->next;
  return item;
}

static uint32_t accepts(const Lexicon *lexicon, const Property *property, const Node *item) {
  const Type *type = &property->type;
  if (type->kinds & TYPE_TYPE) return items_from(item);
  if (item->kind == NODE_LIST) return !item->first_child || one_accepts(lexicon, type, item->first_child) ? 1 : 0;
  uint32_t total = one_accepts(lexicon, type, item);
  for (const Node *next = skip(item, total); property->whole_list && total && next && next->kind != NODE_LIST;) {
    uint32_t count = one_accepts(lexicon, type, next);
    if (!count) break;
    total += count;
    next = skip(next, count);
  }
  return total;
}

/* ---- reading a line ---- */

typedef struct Line {
  Arena *arena;
  const Lexicon *lexicon;
  const Concept *concept;
  Parts parts;
} Line;

static const Property *named(const Line *line, const Node *item) {
  if (!item || item->kind != NODE_NAME) return NULL;
  const Property *property = concept_property_in(line->concept, item->text, line->lexicon->language, NULL);
  return property && (property->place == PLACE_LABEL || property->place == PLACE_FLAG) ? property : NULL;
}

static void add(Line *line, const Property *property, const Node *word, const Node *value, uint32_t count) {
  LIST_EACH(Part, part, line->parts.list)
    if (property && part->property == property) line->parts.sound = false;
  if (!property) line->parts.sound = false;
  LIST_PUSH(line->arena, &line->parts.list, ((Part){property, word, value, count}));
}

static bool later_accepts(const Line *line, uint32_t after, const Node *item) {
  for (uint32_t i = after + 1; i < line->concept->positional_count; i++)
    if (accepts(line->lexicon, &line->concept->properties[i], item)) return true;
  return false;
}

/* Whether a word that is a label or flag here stands for the positional part instead. */
static bool word_is_part(const Line *line, const Property *part, const Node *item) {
  if (part->required && (part->type.kinds & TYPE_NAME)) return true;
  if (lexicon_choice(line->lexicon, &part->type, item->text)) return true;
  if (part->required && (part->type.kinds & ~(uint32_t)TYPE_CHOICE)) return true;
  return item->next && later_accepts(line, part->index, item->next);
}

static const Node *read_positional(Line *line, const Node *item) {
  for (uint32_t i = 0; i < line->concept->positional_count && item;) {
    const Property *part = &line->concept->properties[i];
    uint32_t count = accepts(line->lexicon, part, item);
    bool is_word = named(line, item) != NULL;
    if (count && is_word && !word_is_part(line, part, item)) count = 0;
    if (count) {
      add(line, part, NULL, item, count);
      item = skip(item, count);
    } else if (is_word) {
      break;
    } else if (part->required && !part->required_unless_used && !part->required_unless &&
               !later_accepts(line, i, item)) {
      add(line, NULL, NULL, item, 1);
      item = item->next;
    }
    i++;
  }
  return item;
}

static const Node *read_label(Line *line, const Property *label, const Node *word) {
  const Node *value = word->next;
  uint32_t count = value ? accepts(line->lexicon, label, value) : 0;
  if (!count) line->parts.sound = false;
  add(line, label, word, count ? value : NULL, count);
  return skip(value, count);
}

static void read_labels(Line *line, const Node *item) {
  while (item) {
    const Property *property = named(line, item);
    if (!property) {
      add(line, NULL, NULL, item, 1);
      item = item->next;
    } else if (property->place == PLACE_FLAG) {
      add(line, property, item, NULL, 0);
      item = item->next;
    } else {
      item = read_label(line, property, item);
    }
  }
}

Parts parts_of(Arena *arena, const Lexicon *lexicon, const Concept *concept, const Node *statement) {
  Line line = {.arena = arena, .lexicon = lexicon, .concept = concept, .parts = {.sound = true}};
  const Node *item = read_positional(&line, statement->first_child->next);
  read_labels(&line, item);
  return line.parts;
}

Parts parts_of_label_line(Arena *arena, const Lexicon *lexicon, const Concept *concept, const Property *label,
                          const Node *node) {
  Line line = {.arena = arena, .lexicon = lexicon, .concept = concept, .parts = {.sound = true}};
  const Node *word = node->first_child, *rest = word->next;
  if (label->place == PLACE_FLAG) add(&line, label, word, NULL, 0);
  else rest = read_label(&line, label, word);
  read_labels(&line, rest);
  return line.parts;
}
