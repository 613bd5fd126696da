/* format.c: from top to bottom: words, values, lists, lines, comments, blocks, files. Parts of a line stand in parts.c,
 * expressions in expression.c. */
#include "compiler/format/format.h"

#include "compiler/binding/model.h"
#include "compiler/format/expression.h"
#include "compiler/format/parts.h"

enum { STEP = 2, WIDTH = 120 };

typedef struct Writer {
  Arena *arena;
  const Tree *tree;
  Lexicon lexicon;
  const FormatOptions *options;
  bool rewords; /* words are written in `language`; else each in the language it has */
  Language language;
  Text out;
  size_t line_start; /* of the line being written, in `out` */
  uint32_t indentation;
} Writer;

static Str source_of(const Writer *writer, uint32_t start, uint32_t end) {
  return str_slice(writer->tree->source->text, start, end);
}

static void put(Writer *writer, Str piece) { text_add(&writer->out, piece); }
static void space(Writer *writer) { text_add_char(&writer->out, ' '); }

static void new_line(Writer *writer) {
  text_add_char(&writer->out, '\n');
  writer->line_start = writer->out.length;
}

static void indent(Writer *writer, uint32_t indentation) {
  for (uint32_t i = 0; i < indentation; i++) text_add_char(&writer->out, ' ');
}

/* ---- words ---- */

/* The canonical spelling of a word that has several. */
static Str spelled(const Writer *writer, const SpellingList *spellings, Str word) {
  Language language = writer->language;
  if (!writer->rewords && !spelling_find(spellings, word, writer->language, &language)) return word;
  Str spelling = spelling_in(spellings, language);
  return str_is_empty(spelling) ? word : spelling;
}

static Str plural(const Choice *unit, Language language) {
  const ChoiceSet *set = unit->set;
  for (uint32_t i = 0; i < set->attribute_count; i++) {
    if (!str_equal(set->attributes[i].key, STR("plural")) || unit->attributes[i].kind != VALUE_WORDS) continue;
    Str word = unit->attributes[i].as.words->in[language];
    if (choice_in(set, word, language, NULL) == unit) return word;
  }
  return spelling_in(&unit->spellings, language);
}

static Str unit_word(const Writer *writer, const Choice *unit, const Node *number, Str word) {
  Language language = writer->language;
  if (!writer->rewords) spelling_find(&unit->spellings, word, writer->language, &language);
  bool one = number->decimal.digits == 1 && number->decimal.scale == 0;
  return one ? spelling_in(&unit->spellings, language) : plural(unit, language);
}

static const Concept *concept_of(const Writer *writer, const Concept *around, const Node *line) {
  Str word = node_keyword(line);
  if (!word.length) return NULL;
  if (!around) return vocabulary_top_concept(writer->lexicon.vocabulary, word, writer->lexicon.language, NULL);
  const Property *property = concept_property_in(around, word, writer->lexicon.language, NULL);
  return property && property->place == PLACE_LINE ? property->type.object : NULL;
}

/* Whether a name is declared anywhere below: then a target means that, and no aspect. */
static bool is_declared(const Writer *writer, const Concept *around, const Node *lines, Str name) {
  NODE_EACH_CHILD(line, lines) {
    const Concept *concept = concept_of(writer, around, line);
    if (!concept) continue;
    const Node *first = line->first_child->next;
    bool has_name = concept->name_slot >= 0 && node_child_count(line) > (uint32_t) concept->name_slot + 1;
    for (int i = 0; has_name && i < concept->name_slot; i++) first = first->next;
    if (has_name && first->kind == NODE_NAME && str_equal(first->text, name)) return true;
    if (line->block && is_declared(writer, concept, line->block, name)) return true;
  }
  return false;
}

static Str target_word(const Writer *writer, Str word) {
  const Concept *design = writer->lexicon.design;
  const Property *aspect = design ? concept_property_in(design, word, writer->lexicon.language, NULL) : NULL;
  if (!aspect || aspect->place != PLACE_LINE || is_declared(writer, NULL, writer->tree->root, word)) return word;
  return spelled(writer, &aspect->spellings, word);
}

static Str finding_word(const Writer *writer, Str word) {
  if (!writer->options->finding_name) return word;
  Str name = writer->options->finding_name(writer->options->context, word, writer->language);
  return str_is_empty(name) ? word : name;
}

static bool takes_parties(const Type *type) {
  for (uint32_t i = 0; i < type->concepts.count; i++)
    if (str_equal(type->concepts.items[i]->key, STR("party"))) return true;
  return false;
}

/* A word in the place of a value. */
static Str value_word(const Writer *writer, const Property *property, const Node *item) {
  const Type *type = &property->type;
  if ((type->kinds & TYPE_MONEY) && item->next && item->next->kind == NODE_NUMBER) return item->text;
  const Choice *choice = lexicon_choice(&writer->lexicon, type, item->text);
  if (!choice && writer->lexicon.everyone && (type->kinds & TYPE_REFERENCE) && takes_parties(type))
    choice = choice_in(writer->lexicon.everyone, item->text, writer->lexicon.language, NULL);
  if (choice) return spelled(writer, &choice->spellings, item->text);
  if (type->kinds & TYPE_TARGET) return target_word(writer, item->text);
  return type->kinds & TYPE_WORD ? finding_word(writer, item->text) : item->text;
}

/* ---- values ---- */

static void put_value(Writer *writer, const Property *property, const Node *item, const Node *before);

/* Decoded lines between quotes on lines of their own, one level deeper than the statement. */
static void put_text_block(Writer *writer, const Node *item) {
  put(writer, STR("\"\"\""));
  Str rest = item->text;
  while (rest.length) {
    size_t end = str_find(rest, STR("\n"));
    Str line = str_slice(rest, 0, end);
    new_line(writer);
    if (line.length) indent(writer, writer->indentation + STEP);
    put(writer, line);
    rest = str_slice(rest, end + 1, rest.length);
  }
  new_line(writer);
  indent(writer, writer->indentation);
  put(writer, STR("\"\"\""));
}

static void put_items(Writer *writer, const Property *property, const Node *item, uint32_t count) {
  for (const Node *before = NULL; item && count; before = item, item = item->next, count--) {
    if (before) space(writer);
    put_value(writer, property, item, before);
  }
}

static void put_path(Writer *writer, const Node *path) {
  NODE_EACH_CHILD(name, path) {
    if (name != path->first_child) put(writer, STR("."));
    put(writer, name->text);
  }
}

/* A pair of texts that would make too long a line goes on below its bar. */
static void put_pair(Writer *writer, const Property *property, const Node *pair) {
  const Node *first = pair->first_child, *second = first->next;
  put_value(writer, property, first, NULL);
  put(writer, STR(" |"));
  size_t second_width = second->span.end - second->span.start;
  bool texts = first->kind == NODE_STRING && second->kind == NODE_STRING;
  if (texts && writer->out.length - writer->line_start + second_width + 1 > WIDTH) {
    new_line(writer);
    indent(writer, writer->indentation + 2 * STEP);
  } else {
    space(writer);
  }
  put_value(writer, property, second, NULL);
}

/* ---- comments ---- */

static void put_comment(Writer *writer, const Trivia *comment) {
  put(writer, str_trim(source_of(writer, comment->span.start, comment->span.end)));
}

/* Comments on lines of their own, each with at most one blank line before it. */
static void put_comments(Writer *writer, const Trivia *comments, uint32_t indentation, bool may_part) {
  for (; comments; comments = comments->next) {
    if (comments->blank_lines_before && may_part) new_line(writer);
    indent(writer, indentation);
    put_comment(writer, comments);
    new_line(writer);
    may_part = true;
  }
}

/* ---- lists ---- */

static const Trivia *comments_before(const Node *element) {
  for (; element; element = element->first_child)
    if (element->before) return element->before;
  return NULL;
}

static const Trivia *comment_behind(const Node *element) {
  for (; element; element = element->last_child)
    if (element->trailing) return element->trailing;
  return NULL;
}

static bool has_comments(const Node *list) {
  if (list->after_open || list->before_close) return true;
  NODE_EACH_CHILD(element, list)
    if (comments_before(element) || comment_behind(element)) return true;
  return false;
}

/* A list with comments in it: one element a line. */
static void put_long_list(Writer *writer, const Property *property, const Node *list) {
  uint32_t inside = writer->indentation + STEP;
  if (list->after_open) {
    space(writer);
    put_comment(writer, list->after_open);
  }
  new_line(writer);
  writer->indentation = inside;
  NODE_EACH_CHILD(element, list) {
    put_comments(writer, comments_before(element), inside, element != list->first_child);
    indent(writer, inside);
    put_value(writer, property, element, NULL);
    put(writer, STR(","));
    if (comment_behind(element)) {
      space(writer);
      put_comment(writer, comment_behind(element));
    }
    new_line(writer);
  }
  writer->indentation = inside - STEP;
  put_comments(writer, list->before_close, inside, list->first_child != NULL);
  indent(writer, writer->indentation);
}

static void put_list(Writer *writer, const Property *property, const Node *list) {
  put(writer, STR("["));
  if (has_comments(list)) {
    put_long_list(writer, property, list);
  } else {
    NODE_EACH_CHILD(element, list) {
      if (element != list->first_child) put(writer, STR(", "));
      put_value(writer, property, element, NULL);
    }
  }
  put(writer, STR("]"));
}

static void put_value(Writer *writer, const Property *property, const Node *item, const Node *before) {
  const Choice *unit;
  switch (item->kind) {
    case NODE_NAME:
      unit = before && before->kind == NODE_NUMBER && property && (property->type.kinds & TYPE_DURATION)
                 ? lexicon_unit(&writer->lexicon, item)
                 : NULL;
      put(writer, unit       ? unit_word(writer, unit, before, item->text)
                  : property ? value_word(writer, property, item)
                             : item->text);
      break;
    case NODE_TEXT_BLOCK: put_text_block(writer, item); break;
    case NODE_PATH: put_path(writer, item); break;
    case NODE_LIST: put_list(writer, property, item); break;
    case NODE_SEQUENCE: put_items(writer, property, item->first_child, UINT32_MAX); break;
    case NODE_PAIR: put_pair(writer, property, item); break;
    case NODE_EXPRESSION:
      expression_write(&writer->out, writer->tree, item->span, writer->indentation + 2 * STEP);
      break;
    default: put(writer, source_of(writer, item->span.start, item->span.end));
  }
}

/* ---- lines ---- */

static void put_part(Writer *writer, const Part *part) {
  if (part->word)
    put(writer, part->property ? spelled(writer, &part->property->spellings, part->word->text) : part->word->text);
  if (part->word && part->value) space(writer);
  if (part->value) put_items(writer, part->property, part->value, part->count);
}

/* Positional parts come first as they stand; labels and flags by the order of the vocabulary. */
static void order(Parts *parts) {
  if (!parts->sound) return;
  for (uint32_t i = 1; i < parts->list.count; i++) {
    Part part = parts->list.items[i];
    uint32_t at = i;
    for (; at > 0 && parts->list.items[at - 1].property->index > part.property->index; at--)
      parts->list.items[at] = parts->list.items[at - 1];
    parts->list.items[at] = part;
  }
}

/* ---- labels that stand in the block ---- */

/* A line of the block that belongs on the statement's own line. */
typedef struct Moved {
  const Node *line;
  const Property *property;
} Moved;

typedef struct Head {
  Parts parts;
  LIST(Moved) moved;
} Head;

static bool is_stated(const Head *head, const Property *property) {
  LIST_EACH(Part, part, head->parts.list)
    if (part->property == property) return true;
  return false;
}

static bool is_moved(const Head *head, const Node *line) {
  LIST_EACH(Moved, moved, head->moved)
    if (moved->line == line) return true;
  return false;
}

/* The label or flag of `concept` that a line of its block holds, or NULL. */
static const Property *label_of_line(const Writer *writer, const Concept *concept, const Node *line) {
  Str word = node_keyword(line);
  const Property *property = word.length ? concept_property_in(concept, word, writer->lexicon.language, NULL) : NULL;
  return property && (property->place == PLACE_LABEL || property->place == PLACE_FLAG) ? property : NULL;
}

/* A label alone on its line means the same on the statement's line; one that carries more (`sensitive`) does not. */
static void take_labels(Writer *writer, Head *head, const Concept *concept, const Node *block) {
  NODE_EACH_CHILD(line, block) {
    const Property *property = label_of_line(writer, concept, line);
    if (!property || line->has_error || line->block || is_stated(head, property)) continue;
    Parts parts = parts_of_label_line(writer->arena, &writer->lexicon, concept, property, line);
    if (!parts.sound || parts.list.count != 1) continue;
    LIST_PUSH(writer->arena, &head->parts.list, parts.list.items[0]);
    LIST_PUSH(writer->arena, &head->moved, ((Moved){line, property}));
  }
}

/* ---- blocks ---- */

/* What is known about a line: the ways to write its first word, its concept, and the concept of the block around it. */
typedef struct Place {
  const SpellingList *spellings; /* NULL: nobody knows the word */
  const Concept *concept;        /* NULL: a label or flag on a line of its own, or not known */
  const Concept *around;
} Place;

static void put_statement(Writer *writer, const Place *place, const Node *statement, bool first);

static Place place_of_line(const Writer *writer, const Concept *around, const Node *line) {
  Str word = node_keyword(line);
  Place place = {.around = around};
  if (!around || !word.length) return place;
  const Property *property = concept_property_in(around, word, writer->lexicon.language, NULL);
  if (!property || property->place == PLACE_POSITIONAL) return place;
  place.spellings = &property->spellings;
  place.concept = property->place == PLACE_LINE ? property->type.object : NULL;
  if (property->place == PLACE_LINE && !place.concept) place.spellings = NULL;
  return place;
}

static void put_block(Writer *writer, const Concept *concept, const Node *block, const Head *head) {
  put(writer, STR(" {"));
  if (block->after_open) {
    space(writer);
    put_comment(writer, block->after_open);
  }
  new_line(writer);
  uint32_t outside = writer->indentation;
  bool first = true;
  NODE_EACH_CHILD(line, block) {
    if (is_moved(head, line)) continue;
    Place place = place_of_line(writer, concept, line);
    writer->indentation = outside + STEP;
    put_statement(writer, &place, line, first);
    first = false;
  }
  writer->indentation = outside;
  put_comments(writer, block->before_close, outside + STEP, !first);
  indent(writer, outside);
  put(writer, STR("}"));
}

/* Whether anything but moved lines stands in the block. */
static bool block_is_left(const Head *head, const Node *block) {
  if (block->before_close || block->after_open) return true;
  uint32_t count = node_child_count(block);
  return count == 0 || count > head->moved.count;
}

/* Comments of lines that were moved up. */
static void put_moved_comments(Writer *writer, const Head *head) {
  LIST_EACH(Moved, moved, head->moved) {
    put_comments(writer, moved->line->before, writer->indentation, true);
    put_comments(writer, moved->line->trailing, writer->indentation, true);
  }
}

static void put_parts(Writer *writer, const Parts *parts) {
  LIST_EACH(Part, part, parts->list) {
    if (writer->out.length > writer->line_start + writer->indentation) space(writer);
    put_part(writer, part);
  }
}

/* A line that could not be read, as it was written. */
static void put_verbatim(Writer *writer, const Node *statement) {
  Str rest = source_of(writer, statement->span.start, statement->span.end);
  while (rest.length) {
    size_t end = str_find(rest, STR("\n"));
    Str line = str_slice(rest, 0, end);
    while (line.length && memchr(" \t\r", line.data[line.length - 1], 3)) line.length--;
    put(writer, line);
    if (end < rest.length) new_line(writer);
    rest = str_slice(rest, end + 1, rest.length);
  }
}

/* The parts of a statement of a known concept, or of a line that holds a label of the concept around it. */
static Head head_of(Writer *writer, const Place *place, const Node *statement) {
  Head head = {.parts = {.sound = false}};
  if (statement->has_error || !place->spellings) return head;
  if (place->concept) {
    head.parts = parts_of(writer->arena, &writer->lexicon, place->concept, statement);
    if (statement->block && head.parts.sound) take_labels(writer, &head, place->concept, statement->block);
    order(&head.parts);
  } else {
    const Property *label = label_of_line(writer, place->around, statement);
    head.parts = parts_of_label_line(writer->arena, &writer->lexicon, place->around, label, statement);
  }
  return head;
}

static void put_line(Writer *writer, const Place *place, const Node *statement, const Head *head) {
  indent(writer, writer->indentation);
  if (statement->has_error) {
    put_verbatim(writer, statement);
  } else if (!place->spellings) {
    put_items(writer, NULL, statement->first_child, UINT32_MAX);
  } else {
    if (place->concept) put(writer, spelled(writer, place->spellings, node_keyword(statement)));
    put_parts(writer, &head->parts);
  }
}

static void put_statement(Writer *writer, const Place *place, const Node *statement, bool first) {
  Head head = head_of(writer, place, statement);
  put_comments(writer, statement->before, writer->indentation, !first);
  if (statement->blank_lines_before && (!first || statement->before)) new_line(writer);
  put_moved_comments(writer, &head);
  put_line(writer, place, statement, &head);
  if (statement->block && block_is_left(&head, statement->block))
    put_block(writer, place->concept, statement->block, &head);
  if (statement->trailing) {
    space(writer);
    put_comment(writer, statement->trailing);
  }
  if (writer->out.length > writer->line_start) new_line(writer);
}

/* ---- files ---- */

static void put_header(Writer *writer, const Node *header) {
  put_comments(writer, header->before, 0, false);
  if (header->blank_lines_before && header->before) new_line(writer);
  put(writer, STR("kompas 1 "));
  put(writer, language_code(writer->language));
  if (header->trailing) {
    space(writer);
    put_comment(writer, header->trailing);
  }
  new_line(writer);
}

static bool is_sound_header(const Tree *tree) {
  return tree->language.length && !tree->header->has_error && !tree->header->block &&
         node_child_count(tree->header) == 3;
}

/* A file of the library keeps its words: what declares words cannot depend on them. */
static bool is_library(const Writer *writer, const Node *file) {
  NODE_EACH_CHILD(statement, file) {
    if (statement == writer->tree->header) continue;
    const Concept *concept =
        vocabulary_top_concept(writer->lexicon.vocabulary, node_keyword(statement), writer->lexicon.language, NULL);
    Str word = node_keyword(statement);
    if ((concept && concept->is_library) || str_equal(word, STR("concept")) || str_equal(word, STR("choices")))
      return true;
  }
  return false;
}

static Writer writer_for(Arena *arena, const Tree *tree, const Vocabulary *vocabulary, const FormatOptions *options) {
  Writer writer = {.arena = arena, .tree = tree, .options = options, .out = text_new(arena)};
  Language language = LANGUAGE_EN;
  bool known = language_of(tree->language, &language);
  writer.lexicon = (Lexicon){.vocabulary = vocabulary,
                             .language = language,
                             .units = vocabulary_choices(vocabulary, STR("unit")),
                             .everyone = vocabulary_choices(vocabulary, STR("everyone")),
                             .design = vocabulary_concept(vocabulary, STR("design"))};
  bool library = is_library(&writer, tree->root);
  writer.rewords = !library && (known || options->translate);
  writer.language = options->translate && !library ? options->keywords : language;
  return writer;
}

Str format_tree(Arena *arena, const Tree *tree, const Vocabulary *vocabulary, const FormatOptions *options) {
  if (tree->refused || tree->blocks_broken) return tree->source->text;
  Writer writer = writer_for(arena, tree, vocabulary, options);
  bool first = true;
  NODE_EACH_CHILD(statement, tree->root) {
    if (statement == tree->header && is_sound_header(tree)) {
      put_header(&writer, statement);
    } else {
      const Concept *concept =
          vocabulary_top_concept(vocabulary, node_keyword(statement), writer.lexicon.language, NULL);
      Place place = {.spellings = concept ? &concept->spellings : NULL, .concept = concept};
      put_statement(&writer, &place, statement, first);
    }
    first = false;
  }
  put_comments(&writer, tree->root->before_close, 0, !first);
  return text_str(&writer.out);
}
