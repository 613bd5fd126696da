/* Names: where they are declared, and what a name that is used means.
 *
 * A name is sought in the blocks around its use, from the inside out; then anywhere in the same partnership, where it must
 * be the only one of its kind; then at the top of the files that are taken in. */
#include "compiler/base/utf8.h"
#include "compiler/binding/binder.h"

/* Scopes: the low bits tell the sort. */
enum { SCOPE_BLOCK, SCOPE_ROOT, SCOPE_ROOT_CONCEPT, SCOPE_FILE, SCOPE_TOP };

static uint64_t scope_block(const Object *block) { return ((uint64_t)block->number << 3) | SCOPE_BLOCK; }
static uint64_t scope_root(const Object *root) { return ((uint64_t)root->number << 3) | SCOPE_ROOT; }
static uint64_t scope_concept(const Object *root, const Concept *concept) {
  return (uint64_t)concept->number << 40 | (uint64_t)root->number << 3 | SCOPE_ROOT_CONCEPT;
}
static uint64_t scope_file(uint32_t file) { return ((uint64_t)file << 3) | SCOPE_FILE; }

uint32_t binder_file_of(const Binder *binder, Span span) {
  if (span.file >= binder->source_count || !binder->file_of_source[span.file]) return binder->file;
  return binder->file_of_source[span.file] - 1;
}

static const Object *root_of(const Object *object) {
  while (object->parent) object = object->parent;
  return object;
}

static NameEntry *find_entry(const Names *names, uint64_t scope, Str name, uint32_t hash) {
  for (uint32_t at = hash & (names->capacity - 1);; at = (at + 1) & (names->capacity - 1)) {
    NameEntry *entry = &names->entries[at];
    if (!entry->first || (entry->hash == hash && entry->scope == scope && str_equal(entry->name, name))) return entry;
  }
}

static uint32_t scoped_hash(uint64_t scope, Str name) {
  uint64_t mixed = (scope + 0x9E3779B97F4A7C15u) * 0xBF58476D1CE4E5B9u;
  return hash_bytes(name) ^ (uint32_t)(mixed >> 32);
}

static void grow_names(Binder *binder, Names *names) {
  Names larger = *names;
  larger.capacity = names->capacity ? names->capacity * 2 : 64;
  larger.entries = ARENA_ARRAY(binder->arena, NameEntry, larger.capacity);
  for (uint32_t i = 0; i < names->capacity; i++) {
    const NameEntry *entry = &names->entries[i];
    if (entry->first) *find_entry(&larger, entry->scope, entry->name, entry->hash) = *entry;
  }
  *names = larger;
}

static void put_name(Binder *binder, uint64_t scope, Object *object) {
  Names *names = &binder->names;
  if (names->count * 4 >= names->capacity * 3) grow_names(binder, names);
  uint32_t hash = scoped_hash(scope, object->name);
  NameEntry *entry = find_entry(names, scope, object->name, hash);
  LIST_PUSH(binder->arena, &names->links, ((NameLink){.object = object}));
  uint32_t link = names->links.count;
  if (!entry->first) {
    *entry = (NameEntry){.name = object->name, .scope = scope, .hash = hash, .first = link, .last = link};
    names->count++;
  } else {
    names->links.items[entry->last - 1].next = link;
    entry->last = link;
  }
}

/* The first object with this name in a scope, as a place in the chain; 0: none. */
static uint32_t first_link(const Binder *binder, uint64_t scope, Str name) {
  const Names *names = &binder->names;
  if (!names->capacity) return 0;
  return find_entry(names, scope, name, scoped_hash(scope, name))->first;
}

static Object *link_object(const Binder *binder, uint32_t link) { return binder->names.links.items[link - 1].object; }
static uint32_t next_link(const Binder *binder, uint32_t link) { return binder->names.links.items[link - 1].next; }

static Object *first_in(const Binder *binder, uint64_t scope, Str name) {
  uint32_t link = first_link(binder, scope, name);
  return link ? link_object(binder, link) : NULL;
}

/* Alphabets by range; 0: shared by all, or one that does not matter here. */
static int script_of(int32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F) || (c >= 0x1E00 && c <= 0x1EFF)) return 1;
  if ((c >= 0x370 && c <= 0x3FF) || (c >= 0x1F00 && c <= 0x1FFF)) return 2;
  if (c >= 0x400 && c <= 0x52F) return 3;
  if (c >= 0x530 && c <= 0x58F) return 4;
  if (c >= 0x590 && c <= 0x5FF) return 5;
  if (c >= 0x600 && c <= 0x77F) return 6;
  if (c >= 0x900 && c <= 0x97F) return 7;
  if (c >= 0x3040 && c <= 0x9FFF) return 8;
  if (c >= 0xAC00 && c <= 0xD7AF) return 9;
  return 0;
}

static bool mixes_scripts(Str name) {
  int seen = 0;
  for (size_t at = 0, size; at < name.length; at += size) {
    int script = script_of(utf8_decode(name, at, &size));
    if (script && seen && script != seen) return true;
    if (script) seen = script;
  }
  return false;
}

void names_check_scripts(Binder *binder, Str name, Span place) {
  if (binder->muted || !mixes_scripts(name)) return;
  Finding *finding = binder_report(binder, "K0110", "scripts", place);
  finding_text(binder->sink, finding, "name", name);
}

static void report_name_twice(Binder *binder, Object *object, const Object *first) {
  bool copied = object->number >= binder->first_copy;
  object->has_error = true;
  if (copied && first->number >= binder->first_copy) return; /* both in the shared party, where it was reported */
  bool muted = binder->muted;
  binder->muted = false;
  /* Of a shared party and the partnership that adds to it, the latter comes later. */
  Finding *finding = binder_report(binder, "K0103", "twice", copied ? first->name_span : object->name_span);
  finding_text(binder->sink, finding, "name", object->name);
  finding_related(binder->sink, finding, copied ? object->name_span : first->name_span, 0);
  binder->muted = muted;
}

void names_declare(Binder *binder, Object *object) {
  names_check_scripts(binder, object->name, object->name_span);
  const Object *root = root_of(object);
  uint64_t scope = object->parent ? scope_block(object->parent) : scope_file(binder_file_of(binder, object->keyword));
  const Object *first = first_in(binder, scope, object->name);
  if (first) {
    report_name_twice(binder, object, first);
    return;
  }
  put_name(binder, scope, object);
  if (!object->parent) put_name(binder, SCOPE_TOP, object);
  put_name(binder, scope_root(root), object);
  put_name(binder, scope_concept(root, object->concept), object);
}

static bool bit(const uint8_t *bits, uint32_t at) { return (bits[at / 8] >> (at % 8)) & 1; }

static const uint8_t *visible_files(Binder *binder, uint32_t file) {
  FileState *state = &binder->states[file];
  if (state->visible) return state->visible;
  state->visible = ARENA_ARRAY(binder->arena, uint8_t, binder->file_count / 8 + 1);
  LIST(uint32_t) waiting = {0};
  LIST_PUSH(binder->arena, &waiting, file);
  state->visible[file / 8] |= (uint8_t)(1 << file % 8);
  for (uint32_t i = 0; i < waiting.count; i++) {
    const BindingFile *from = &binder->files[waiting.items[i]];
    for (uint32_t u = 0; u < from->use_count; u++) {
      uint32_t to = from->uses[u];
      if (bit(state->visible, to)) continue;
      state->visible[to / 8] |= (uint8_t)(1 << to % 8);
      LIST_PUSH(binder->arena, &waiting, to);
    }
  }
  return state->visible;
}

Object *names_visible(Binder *binder, uint32_t file, Str name, const Concept *concept) {
  uint32_t link = first_link(binder, SCOPE_TOP, name);
  if (!link) return NULL;
  const uint8_t *visible = visible_files(binder, file);
  for (; link; link = next_link(binder, link)) {
    Object *object = link_object(binder, link);
    if (concept && !concept_is(object->concept, concept)) continue;
    if (bit(visible, binder_file_of(binder, object->keyword))) return object;
  }
  return NULL;
}

/* One search for one name. */
typedef struct Search {
  const Reference *reference;
  Str name;
  uint32_t file;
  const Object *root;
  LIST(Object *) found;  /* of a kind that fits */
  Object *wrong;         /* of a kind that does not */
} Search;

static bool kind_fits(const Type *type, const Concept *concept) {
  if ((type->kinds & TYPE_TARGET) || !type->concepts.count) return true;
  for (uint32_t i = 0; i < type->concepts.count; i++)
    if (concept_is(concept, type->concepts.items[i])) return true;
  return false;
}

static bool consider(Binder *binder, Search *search, Object *object) {
  if (!object) return false;
  if (!kind_fits(&search->reference->property->type, object->concept)) {
    if (!search->wrong) search->wrong = object;
    return false;
  }
  LIST_PUSH(binder->arena, &search->found, object);
  return true;
}

static bool search_around(Binder *binder, Search *search) {
  for (const Object *block = search->reference->owner; block; block = block->parent) {
    if (consider(binder, search, first_in(binder, scope_block(block), search->name))) return true;
    if (str_equal(block->name, search->name) && consider(binder, search, (Object *)(uintptr_t)block)) return true;
  }
  return false;
}

static void search_concept(Binder *binder, Search *search, const Object *root, const Concept *concept) {
  uint32_t link = first_link(binder, scope_concept(root, concept), search->name);
  for (; link && search->found.count <= PATHS_AT_MOST; link = next_link(binder, link))
    LIST_PUSH(binder->arena, &search->found, link_object(binder, link));
}

/* Anywhere below `root`. */
static void search_root(Binder *binder, Search *search, const Object *root) {
  const Type *type = &search->reference->property->type;
  if ((type->kinds & TYPE_TARGET) || !type->concepts.count) {
    uint32_t link = first_link(binder, scope_root(root), search->name);
    for (; link && search->found.count <= PATHS_AT_MOST; link = next_link(binder, link))
      LIST_PUSH(binder->arena, &search->found, link_object(binder, link));
    return;
  }
  for (uint32_t i = 0; i < type->concepts.count; i++) {
    const ConceptList *heirs = &binder->heirs[type->concepts.items[i]->number];
    for (uint32_t h = 0; h < heirs->count; h++) search_concept(binder, search, root, heirs->items[h]);
  }
  if (!search->found.count && !search->wrong) search->wrong = first_in(binder, scope_root(root), search->name);
}

static void search_top(Binder *binder, Search *search) {
  const uint8_t *visible = visible_files(binder, search->file);
  for (uint32_t link = first_link(binder, SCOPE_TOP, search->name); link; link = next_link(binder, link)) {
    Object *object = link_object(binder, link);
    if (bit(visible, binder_file_of(binder, object->keyword)) && consider(binder, search, object)) return;
  }
}

/* An organisation speaks of the partnerships it can see: a party's name there means that party in each of them. */
static void search_portfolio(Binder *binder, Search *search) {
  if (concept_is(search->root->concept, binder->partnership)) return;
  const uint8_t *visible = visible_files(binder, search->file);
  LIST_EACH(Object *, partnership, binder->model->partnerships)
    if (bit(visible, binder_file_of(binder, (*partnership)->keyword))) search_root(binder, search, *partnership);
}

static Str path_of(Binder *binder, const Object *object) {
  if (!object->parent) return object->name;
  const Object *block = object->parent;
  while (block && str_is_empty(block->name)) block = block->parent;
  if (!block) return object->name;
  return str_format(binder->arena, "%.*s.%.*s", STR_ARGS(block->name), STR_ARGS(object->name));
}

static void put_object(Value *value, Object *object) {
  value->kind = VALUE_OBJECT;
  value->as.object = object;
}

static void put_objects(Binder *binder, Value *value, Object *const *objects, uint32_t count) {
  ValueList *list = ARENA_NEW(binder->arena, ValueList);
  list->items = ARENA_ARRAY(binder->arena, Value, count);
  for (uint32_t i = 0; i < count; i++) {
    list->items[i].span = value->span;
    put_object(&list->items[list->count++], objects[i]);
  }
  value->kind = VALUE_LIST;
  value->as.list = list;
}

static void fail(Binder *binder, const Reference *reference) {
  reference->value->kind = VALUE_UNKNOWN;
  reference->owner->has_error = true;
  (void)binder;
}

static uint32_t expected_kinds(Binder *binder, const Type *type, Value **expected) {
  *expected = ARENA_ARRAY(binder->arena, Value, type->concepts.count);
  for (uint32_t i = 0; i < type->concepts.count; i++)
    (*expected)[i] = binder_words_value(binder, concept_words(binder, type->concepts.items[i]));
  return type->concepts.count;
}

static void report_ambiguous(Binder *binder, const Reference *reference, Span place, const Search *search) {
  fail(binder, reference);
  if (!binder_listens(binder, place)) return;
  Finding *finding = binder_report(binder, "K0102", "ambiguous", place);
  finding_text(binder->sink, finding, "name", search->name);
  uint32_t count = search->found.count < PATHS_AT_MOST ? search->found.count : PATHS_AT_MOST;
  Value *paths = ARENA_ARRAY(binder->arena, Value, count);
  for (uint32_t i = 0; i < count; i++) {
    paths[i] = value_of_kind(VALUE_TEXT);
    paths[i].as.text = path_of(binder, search->found.items[i]);
    finding_related(binder->sink, finding, search->found.items[i]->name_span, 0);
  }
  argument_list(binder, finding, "paths", paths, count);
}

static Finding *report_wrong(Binder *binder, const Reference *reference, const char *which, Span place, Str name,
                             const Object *wrong) {
  Finding *finding = binder_report(binder, "K0107", which, place);
  finding_text(binder->sink, finding, "name", name);
  argument_words(binder, finding, "kind", concept_words(binder, wrong->concept));
  Value *expected;
  uint32_t count = expected_kinds(binder, &reference->property->type, &expected);
  argument_list(binder, finding, "expected", expected, count);
  finding_related(binder->sink, finding, wrong->name_span, 0);
  fail(binder, reference);
  return finding;
}

/* The one object of a wanted kind that stands directly in the block of `around`; NULL unless there is exactly one. */
static Object *only_inside(const Binder *binder, const Type *type, const Object *around, uint32_t *count) {
  Object *only = NULL;
  *count = 0;
  for (uint32_t slot = around->concept->positional_count; slot < around->concept->property_count; slot++) {
    const Value *value = &around->slots[slot];
    if (around->concept->properties[slot].place != PLACE_LINE || value->kind != VALUE_LIST) continue;
    for (uint32_t i = 0; i < value->as.list->count; i++) {
      const Value *item = &value->as.list->items[i];
      if (item->kind != VALUE_OBJECT || !kind_fits(type, item->as.object->concept)) continue;
      (*count)++;
      only = (Object *)(uintptr_t)item->as.object;
    }
  }
  (void)binder;
  return *count == 1 ? only : NULL;
}

static bool take_through_parent(Binder *binder, const Reference *reference, Span place, Str name, Object *wrong) {
  if (!reference->property->through_parent) return false;
  uint32_t count;
  Object *only = only_inside(binder, &reference->property->type, wrong, &count);
  if (only) return put_object(reference->value, only), true;
  if (wrong->incomplete || wrong->has_error) return fail(binder, reference), true;
  if (!concept_is(wrong->concept, binder->party)) return false;
  Finding *finding = report_wrong(binder, reference, "not-one", place, name, wrong);
  finding_number(binder->sink, finding, "count", count);
  return true;
}

const ValueList *names_through_parents(Binder *binder, const Reference *reference, Span place, const ValueList *parties) {
  ValueList *people = ARENA_NEW(binder->arena, ValueList);
  people->items = ARENA_ARRAY(binder->arena, Value, parties->count);
  people->incomplete = parties->incomplete;
  for (uint32_t i = 0; i < parties->count; i++) {
    const Object *party = parties->items[i].as.object;
    uint32_t count;
    Object *only = only_inside(binder, &reference->property->type, party, &count);
    if (only) {
      people->items[people->count] = parties->items[i];
      put_object(&people->items[people->count++], only);
    } else if (party->incomplete || party->has_error) {
      people->incomplete = true;
    } else if (count > 1) {
      Finding *finding = report_wrong(binder, reference, "not-one", place, party->name, party);
      finding_number(binder->sink, finding, "count", count);
      people->incomplete = true;
    }
  }
  return people;
}

typedef LIST(Str) StrList;

static void add_candidates(Binder *binder, StrList *names, const Type *type, const Object *root) {
  for (uint32_t i = root->number; i < binder->model->objects.count && names->count < CANDIDATES_AT_MOST; i++) {
    const Object *object = binder->model->objects.items[i];
    if (i > root->number && !object->parent && object != root) break;
    if (!str_is_empty(object->name) && kind_fits(type, object->concept)) LIST_PUSH(binder->arena, names, object->name);
  }
}

static void add_top_candidates(Binder *binder, StrList *names, const Type *type, uint32_t file) {
  const uint8_t *visible = visible_files(binder, file);
  LIST_EACH(Object *, object, binder->model->shared_parties)
    if (bit(visible, binder_file_of(binder, (*object)->keyword)) && kind_fits(type, (*object)->concept))
      LIST_PUSH(binder->arena, names, (*object)->name);
  LIST_EACH(Object *, object, binder->model->partnerships)
    if (names->count < CANDIDATES_AT_MOST && kind_fits(type, (*object)->concept) &&
        bit(visible, binder_file_of(binder, (*object)->keyword)))
      LIST_PUSH(binder->arena, names, (*object)->name);
}

/* `all` is a word that may stand where a party may. */
static void add_everyone(Binder *binder, StrList *names, const Type *type) {
  if (!binder->everyone_words || !binder->party || !type->concepts.count || !kind_fits(type, binder->party)) return;
  for (uint32_t i = 0; i < binder->everyone_words->choice_count; i++)
    LIST_PUSH(binder->arena, names, spelling_in(&binder->everyone_words->choices[i].spellings, binder->language));
}

static bool is_excused(Binder *binder, uint32_t file, Str name) {
  return binder->files[file].use_failed || map_get(&binder->poisoned, name, NULL);
}

static void report_undeclared(Binder *binder, const Reference *reference, const Search *search, Span place,
                              const Object *inside) {
  fail(binder, reference);
  if (!binder_listens(binder, place) || is_excused(binder, search->file, search->name)) return;
  Finding *finding = binder_report(binder, "K0102", "unknown", place);
  finding_text(binder->sink, finding, "name", search->name);
  Value *expected;
  uint32_t count = expected_kinds(binder, &reference->property->type, &expected);
  argument_list(binder, finding, "expected", expected, count);
  if (inside) finding_text(binder->sink, finding, "inside", inside->name);
  if (!binder_may_suggest(binder, place)) return;
  StrList names = {0};
  if (inside) {
    add_candidates(binder, &names, &reference->property->type, inside);
  } else {
    add_everyone(binder, &names, &reference->property->type);
    add_candidates(binder, &names, &reference->property->type, search->root);
    add_top_candidates(binder, &names, &reference->property->type, search->file);
  }
  Str near = binder_suggest(binder, place, search->name, names.items, names.count);
  if (str_is_empty(near)) return;
  finding_text(binder->sink, finding, "suggestion", near);
  const ChoiceSet *mends = vocabulary_choices(binder->vocabulary, STR("mend"));
  const Choice *replace = mends ? choice_by_key(mends, STR("replace")) : NULL;
  finding_fix(binder->sink, finding, replace ? replace->title : (Words){0}, place, near);
}

/* A target may be an aspect: a line of `design`, in either language. */
static bool take_aspect(const Binder *binder, const Reference *reference, Str name) {
  if (!(reference->property->type.kinds & TYPE_TARGET) || !binder->design) return false;
  const Property *aspect = concept_property_in(binder->design, name, binder->language, NULL);
  if (!aspect || aspect->place != PLACE_LINE) return false;
  reference->value->kind = VALUE_TOPIC;
  reference->value->as.text = aspect->key;
  return true;
}

static bool take_word(const Reference *reference, Str name) {
  if (!(reference->property->type.kinds & (TYPE_TOPIC | TYPE_WORD))) return false;
  reference->value->kind = VALUE_TOPIC;
  reference->value->as.text = name;
  return true;
}

static void take_found(Binder *binder, const Reference *reference, Search *search, Span place) {
  if (search->found.count == 1) {
    put_object(reference->value, search->found.items[0]);
    return;
  }
  report_ambiguous(binder, reference, place, search);
}

static void resolve_name(Binder *binder, const Reference *reference, Search *search) {
  Span place = reference->node->span;
  search->name = reference->node->text;
  if (!search_around(binder, search)) search_root(binder, search, search->root);
  if (!search->found.count) search_top(binder, search);
  if (search->found.count) {
    take_found(binder, reference, search, place);
    return;
  }
  search_portfolio(binder, search);
  if (search->found.count) {
    if (search->found.count == 1) {
      put_object(reference->value, search->found.items[0]);
      return;
    }
    put_objects(binder, reference->value, search->found.items, search->found.count);
    return;
  }
  if (take_aspect(binder, reference, search->name) || take_word(reference, search->name)) return;
  if (!search->wrong) {
    report_undeclared(binder, reference, search, place, NULL);
    return;
  }
  if (!take_through_parent(binder, reference, place, search->name, search->wrong))
    report_wrong(binder, reference, "kind", place, search->name, search->wrong);
}

static bool is_inside(const Object *object, const Object *around) {
  while (object && object != around) object = object->parent;
  return object != NULL;
}

/* The object called `name` in the block of `around`: directly, else deeper down. */
static Object *find_inside(const Binder *binder, const Object *around, Str name) {
  Object *direct = first_in(binder, scope_block(around), name);
  if (direct) return direct;
  uint32_t looked = 0;
  for (uint32_t link = first_link(binder, scope_root(root_of(around)), name); link && looked < CANDIDATES_AT_MOST;
       link = next_link(binder, link), looked++)
    if (is_inside(link_object(binder, link), around)) return link_object(binder, link);
  return NULL;
}

static Object *walk_path(const Binder *binder, Object *from, const Node *rest, const Node **failed) {
  for (; rest && from; rest = rest->next) {
    Object *inner = find_inside(binder, from, rest->text);
    if (!inner) {
      *failed = rest;
      return NULL;
    }
    from = inner;
  }
  return from;
}

static void resolve_path(Binder *binder, const Reference *reference, Search *search) {
  const Node *first = reference->node->first_child;
  static const Type any = {.kinds = TYPE_REFERENCE};
  Property anything = {.type = any};
  Reference start = {.owner = reference->owner, .property = &anything, .value = reference->value, .node = first};
  search->reference = &start;
  search->name = first->text;
  search_around(binder, search);
  search_root(binder, search, search->root);
  search_top(binder, search);
  const Node *failed = first;
  Object *inside = NULL, *wrong = NULL;
  for (uint32_t i = 0; i < search->found.count; i++) {
    Object *end = walk_path(binder, search->found.items[i], first->next, &failed);
    if (end && kind_fits(&reference->property->type, end->concept)) {
      put_object(reference->value, end);
      return;
    }
    if (end) wrong = end;
    else if (!inside) inside = search->found.items[i];
  }
  if (wrong) {
    Str name = wrong->name;
    if (!take_through_parent(binder, reference, reference->node->span, name, wrong))
      report_wrong(binder, reference, "kind", reference->node->span, name, wrong);
    return;
  }
  search->name = failed->text;
  report_undeclared(binder, reference, search, failed->span, inside);
}

static Str node_key(Binder *binder, const Node *node) {
  return str_copy(binder->arena, (Str){(const char *)&node->span, sizeof node->span});
}

static void resolve(Binder *binder, const Reference *reference) {
  Search search = {.reference = reference, .root = root_of(reference->owner)};
  search.file = binder_file_of(binder, reference->node->span);
  binder->file = search.file;
  binder->language = binder->states[search.file].language;
  binder->muted = reference->muted;
  /* What a shared party says may be about the partnership that takes it in. */
  if (!binder->muted && map_get(&binder->resolved_nodes, (Str){(const char *)&reference->node->span, sizeof(Span)}, NULL))
    binder->muted = true;
  if (reference->node->kind == NODE_PATH) resolve_path(binder, reference, &search);
  else resolve_name(binder, reference, &search);
  if (reference->muted && value_is_stated(*reference->value))
    map_put(binder->arena, &binder->resolved_nodes, node_key(binder, reference->node), 1);
  binder->muted = false;
}

void names_resolve(Binder *binder) {
  /* Copies of shared parties come first, so that the originals need not be able to stand alone. */
  for (int copies = 1; copies >= 0; copies--)
    for (uint32_t i = 0; i < binder->references.count; i++)
      if (binder->references.items[i].muted == (copies == 1)) resolve(binder, &binder->references.items[i]);
}
