/* say.c: see say.h.
 *
 * The vocabulary holds `says` as plain text. It is compiled here, all of it at once, as if it were a library file of texts: the
 * sentence of a concept with the variable `it`, that of a part with `value` and `owner`. */
#include "compiler/session/say.h"

#include <stdlib.h>

#include "compiler/syntax/parse.h"

/* Compiled sentences, by concept number and by the property's place in it. */
typedef struct Sentences {
  Template *of_concept;   /* by concept number */
  Template **of_property; /* by concept number, then slot */
  uint32_t frame_size;
  uint32_t it, value, owner; /* slots of the frame */
} Sentences;

typedef struct Speaker {
  Session *session;
  const Vocabulary *vocabulary;
  Evaluation *evaluation;
  Sentences sentences;
  Value *frame;
  Language language;
  Audience audience;
  Text *out;
} Speaker;

static void add_literal(Text *text, Str words) {
  text_add_char(text, '"');
  for (size_t i = 0; i < words.length; i++) {
    char c = words.data[i];
    if (c == '\n') text_add(text, STR("\\n"));
    else if (c == '"' || c == '\\') text_add_format(text, "\\%c", c);
    else text_add_char(text, c);
  }
  text_add_char(text, '"');
}

static void add_pair(Text *text, Words says) {
  text_add(text, STR("says "));
  add_literal(text, words_in(says, LANGUAGE_EN));
  text_add(text, STR(" | "));
  add_literal(text, words_in(says, LANGUAGE_NL));
  text_add_char(text, '\n');
}

static bool has_words(Words words) { return words.in[LANGUAGE_EN].length || words.in[LANGUAGE_NL].length; }

/* A file of all sentences: a statement each, in the order in which compile_all takes them. */
static Str sentences_file(Arena *arena, const Vocabulary *vocabulary) {
  Text text = text_new(arena);
  text_add(&text, STR("kompas 1 en\n"));
  LIST_EACH(Concept *, concept, vocabulary->concepts) {
    if (has_words((*concept)->says)) add_pair(&text, (*concept)->says);
    for (uint32_t i = 0; i < (*concept)->property_count; i++)
      if (has_words((*concept)->properties[i].says)) add_pair(&text, (*concept)->properties[i].says);
  }
  return text_str(&text);
}

/* Compiles the sentence that comes next: `it` and `owner` are objects of the concept, `value` is what the property holds. */
static Template compile_next(Compiler *compiler, Sentences *sentences, const Concept *concept, const Property *property, Node **statement) {
  Scope scope;
  StaticType type = static_type_object(compiler->arena, concept);
  scope_init(&scope, compiler->arena, NULL);
  sentences->it = scope_add(&scope, STR("it"), type);
  sentences->value = scope_add(&scope, STR("value"), property ? static_type_property(compiler->arena, property) : type);
  sentences->owner = scope_add(&scope, STR("owner"), type);
  Template made = template_compile(compiler, &scope, (*statement)->last_child);
  if (scope.frame_size > sentences->frame_size) sentences->frame_size = scope.frame_size;
  *statement = (*statement)->next;
  return made;
}

static void compile_all(Session *session, const Vocabulary *vocabulary, Sentences *sentences) {
  Arena *arena = session->arena;
  const Source *source = source_add(&session->store, STR("says"), sentences_file(arena, vocabulary));
  FindingSink sink;
  finding_sink_init(&sink, arena);
  Tree *tree = parse_file(arena, source, NULL, &sink);
  Compiler compiler = {.arena = arena, .library = session->library, .sink = &sink, .source = source};
  sentences->of_concept = ARENA_ARRAY(arena, Template, vocabulary->concepts.count);
  sentences->of_property = ARENA_ARRAY(arena, Template *, vocabulary->concepts.count);
  Node *statement = tree->root->first_child->next; /* after the line `kompas 1 en` */
  for (uint32_t i = 0; i < vocabulary->concepts.count; i++) {
    const Concept *concept = vocabulary->concepts.items[i];
    sentences->of_property[i] = ARENA_ARRAY(arena, Template, concept->property_count);
    if (has_words(concept->says) && statement)
      sentences->of_concept[i] = compile_next(&compiler, sentences, concept, NULL, &statement);
    for (uint32_t p = 0; p < concept->property_count; p++)
      if (has_words(concept->properties[p].says) && statement)
        sentences->of_property[i][p] = compile_next(&compiler, sentences, concept, &concept->properties[p], &statement);
  }
}

/* --- speaking --- */

/* One line: line ends of texts become spaces, the first letter is as it was written. */
static void say_line(Speaker *speaker, uint32_t depth, Str sentence) {
  for (uint32_t i = 0; i < depth; i++) text_add(speaker->out, STR("  "));
  render_safe(speaker->out, str_trim(sentence));
  text_add_char(speaker->out, '\n');
}

static bool is_hidden(const Speaker *speaker, bool sensitive, bool reserved) {
  return (sensitive && speaker->audience != AUDIENCE_OWN) || (reserved && speaker->audience == AUDIENCE_PARTNERS);
}

/* It, or something that it names. */
static bool is_sensitive(const Value *value) {
  if (value->sensitive || (value->kind == VALUE_OBJECT && value->as.object->sensitive)) return true;
  for (uint32_t i = 0; value->kind == VALUE_LIST && i < value->as.list->count; i++)
    if (is_sensitive(&value->as.list->items[i])) return true;
  return false;
}

static void say_template(Speaker *speaker, const Template *says, uint32_t depth) {
  bool sensitive = false, reserved = false;
  Str sentence = template_write(speaker->evaluation, says, speaker->frame, speaker->language, speaker->session->arena, &sensitive, &reserved);
  if (!is_hidden(speaker, sensitive, reserved) && sentence.length) say_line(speaker, depth, sentence);
}

/* "Title: value", for what the vocabulary has no sentence for. */
static void say_plainly(Speaker *speaker, Words title, const SpellingList *spellings, Value value, uint32_t depth) {
  if (is_hidden(speaker, is_sensitive(&value), value.reserved)) return;
  Text text = text_new(speaker->session->arena);
  Str word = words_in(title, speaker->language);
  text_add(&text, word.length ? word : spelling_in(spellings, speaker->language));
  if (value.kind != VALUE_BOOLEAN) {
    text_add(&text, STR(": "));
    value_write(speaker->evaluation, value, speaker->language, &text);
  }
  say_line(speaker, depth, text_str(&text));
}

static void set_frame(Speaker *speaker, Value it, Value value, Value owner) {
  speaker->frame[speaker->sentences.it] = it;
  speaker->frame[speaker->sentences.value] = value;
  speaker->frame[speaker->sentences.owner] = owner;
}

static bool is_said(const Value *value) {
  return value_is_stated(*value) && !(value->kind == VALUE_BOOLEAN && !value->as.boolean);
}

/* A part of a statement's line, or a line of one value in its block. */
static void say_part(Speaker *speaker, const Object *owner, uint32_t slot, Value value, uint32_t depth) {
  const Property *property = &owner->concept->properties[slot];
  const Template *says = &speaker->sentences.of_property[owner->concept->number][slot];
  value.sensitive |= owner->sensitive;
  value.reserved |= property->not_for_partners;
  set_frame(speaker, value_of_object(owner), value, value_of_object(owner));
  if (template_is_empty(says)) say_plainly(speaker, property->title, &property->spellings, value, depth);
  else say_template(speaker, says, depth);
}

static void say_object(Speaker *speaker, const Object *object, uint32_t depth);

static bool is_line_of_value(const Object *object) { return object->concept->is_simple && object->concept->value_slot >= 0; }

static void say_child(Speaker *speaker, const Object *owner, uint32_t slot, Value value, uint32_t depth) {
  const Object *child = value.kind == VALUE_OBJECT ? value.as.object : NULL;
  if (!child || child->parent != owner) return;
  if (is_hidden(speaker, child->sensitive, owner->concept->properties[slot].not_for_partners)) return;
  if (is_line_of_value(child))
    say_part(speaker, owner, slot, child->slots[child->concept->value_slot], depth);
  else say_object(speaker, child, depth);
}

typedef struct Child {
  uint32_t slot;
  Value value;
} Child;

static int by_place(const void *a, const void *b) {
  uint32_t x = ((const Child *)a)->value.as.object->number, y = ((const Child *)b)->value.as.object->number;
  return (x > y) - (x < y);
}

static bool goes_on(char c) { return c == '-' || c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/* True when a sentence tells `before` followed by the key: "it." and "weight". */
static bool mentions(Str says, Str before, Str key) {
  for (size_t at = 0; at < says.length;) {
    at += str_find(str_slice(says, at, says.length), before);
    if (at >= says.length) return false;
    at += before.length;
    Str rest = str_slice(says, at, says.length);
    if (str_starts_with(rest, key) && (rest.length == key.length || !goes_on(rest.data[key.length]))) return true;
  }
  return false;
}

/* True when the sentence of the whole statement tells this part already. */
static bool is_told(const Object *object, uint32_t slot) {
  const Concept *concept = object->concept;
  Str says = words_in(concept->says, LANGUAGE_EN);
  if (!says.length) return slot < concept->positional_count;
  bool names = (int)slot == concept->name_slot || (int)slot == concept->title_slot;
  if (names && mentions(says, STR("title("), STR("it"))) return true;
  return (int)slot == concept->name_slot || mentions(says, STR("it."), concept->properties[slot].key);
}

/* The statements of the block, in order of the text. */
static void say_block(Speaker *speaker, const Object *object, uint32_t depth) {
  LIST(Child) children = {0};
  for (uint32_t slot = 0; slot < object->concept->property_count; slot++) {
    const Value *value = &object->slots[slot];
    if (object->concept->properties[slot].place != PLACE_LINE) continue;
    if (value->kind == VALUE_OBJECT) LIST_PUSH(speaker->session->arena, &children, ((Child){slot, *value}));
    for (uint32_t i = 0; value->kind == VALUE_LIST && i < value->as.list->count; i++)
      if (value->as.list->items[i].kind == VALUE_OBJECT)
        LIST_PUSH(speaker->session->arena, &children, ((Child){slot, value->as.list->items[i]}));
  }
  if (children.count) qsort(children.items, children.count, sizeof *children.items, by_place);
  LIST_EACH(Child, child, children) say_child(speaker, object, child->slot, child->value, depth);
}

/* The values of the positional parts, for a statement that the vocabulary has no sentence for. */
static void say_positional(Speaker *speaker, const Object *object, uint32_t depth) {
  Text text = text_new(speaker->session->arena);
  const Property *as = object->as;
  Str word = words_in(as ? as->title : object->concept->title, speaker->language);
  text_add(&text, word.length ? word : spelling_in(as ? &as->spellings : &object->concept->spellings, speaker->language));
  for (uint32_t slot = 0, said = 0; slot < object->concept->positional_count; slot++) {
    const Property *property = &object->concept->properties[slot];
    if (!is_said(&object->slots[slot]) || property->type.kinds == TYPE_NAME) continue;
    if (is_hidden(speaker, is_sensitive(&object->slots[slot]), property->not_for_partners)) continue;
    text_add(&text, said++ ? STR(", ") : STR(": "));
    value_write(speaker->evaluation, object->slots[slot], speaker->language, &text);
  }
  say_line(speaker, depth, text_str(&text));
}

static void say_object(Speaker *speaker, const Object *object, uint32_t depth) {
  const Template *says = &speaker->sentences.of_concept[object->concept->number];
  set_frame(speaker, value_of_object(object), value_of_object(object), value_of_object(object));
  if (template_is_empty(says)) say_positional(speaker, object, depth);
  else say_template(speaker, says, depth);
  for (uint32_t slot = 0; slot < object->concept->property_count; slot++)
    if (object->concept->properties[slot].place != PLACE_LINE && is_said(&object->slots[slot]) && !is_told(object, slot))
      say_part(speaker, object, slot, object->slots[slot], depth + 1);
  say_block(speaker, object, depth + 1);
}

void session_say(Session *session, const Object *const *objects, uint32_t count, Audience audience, Language language, Text *out) {
  Speaker speaker = {.session = session, .vocabulary = session->library->vocabulary, .language = language, .audience = audience, .out = out};
  compile_all(session, speaker.vocabulary, &speaker.sentences);
  /* whoever reads, everything is worked out: the sentence that would tell too much is left out whole */
  speaker.evaluation = evaluation_new(session->arena, session->library, session->model, AUDIENCE_OWN);
  for (uint32_t i = 0; i < count; i++) {
    if (objects[i]->sensitive && audience != AUDIENCE_OWN) continue;
    evaluation_begin(speaker.evaluation, objects[i]);
    speaker.frame = evaluation_frame(speaker.evaluation, speaker.sentences.frame_size);
    say_object(&speaker, objects[i], 0);
  }
}
