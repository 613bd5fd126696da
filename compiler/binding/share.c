/* Shared parties: `party menzis` in a partnership takes in what a party of that name at the top of a file says.
 *
 * The shared statement is read once more, with the partnership's party around it, so that each partnership has a party of
 * its own. Its mistakes were reported when it was read the first time. */
#include "compiler/binding/binder.h"

static bool is_stated(const Value *value) { return value->kind != VALUE_MISSING || !span_is_none(value->span); }

static void report_differs(Binder *binder, const Property *property, Span here, Span shared) {
  binder->muted = false;
  report_twice_part(binder, property, here, shared);
}

/* Positional parts, labels and flags: what the partnership leaves out comes from the shared party. */
static void take_values(Binder *binder, Object *party, const Object *shared) {
  for (uint32_t i = 0; i < party->concept->property_count; i++) {
    const Property *property = &party->concept->properties[i];
    if (property->place == PLACE_LINE || (int)i == party->concept->name_slot) continue;
    Value *here = &party->slots[i];
    const Value *there = &shared->slots[i];
    if (here->kind == VALUE_MISSING) *here = *there;
    else if (value_is_stated(*here) && value_is_stated(*there) && property->place != PLACE_FLAG && !value_equal(*here, *there))
      report_differs(binder, property, here->span, there->span);
  }
}

static void take_line(Binder *binder, Reading *reading, const Node *line) {
  Object *party = reading->object;
  const Property *property = concept_property_in(reading->concept, node_keyword(line), binder->language, NULL);
  if (!property || property->place != PLACE_LINE) return;
  if (property->many || !is_stated(&party->slots[property->index])) {
    bind_block_line(binder, reading, line);
    return;
  }
  const Value *here = &party->slots[property->index];
  if (here->kind != VALUE_OBJECT) return;
  Object *shared = bind_statement(binder, property->type.object, line, party, property);
  Twin twin = {.here = (Object *)(uintptr_t)here->as.object, .shared = shared, .property = property};
  LIST_PUSH(binder->arena, &binder->twins, twin);
}

static void take_in(Binder *binder, Object *party, const Object *shared) {
  Reading reading = {.object = party, .concept = party->concept};
  reading.parts = ARENA_ARRAY(binder->arena, uint8_t, party->concept->property_count);
  binder->file = binder_file_of(binder, shared->keyword);
  binder->language = binder->states[binder->file].language;
  party->shared = shared;
  take_values(binder, party, shared);
  binder->muted = true;
  party->incomplete |= shared->incomplete;
  uint32_t mark = binder->children.count;
  if (shared->node->block) {
    NODE_EACH_CHILD(line, shared->node->block)
      if (line->kind == NODE_STATEMENT) take_line(binder, &reading, line);
  }
  attach_children(binder, party, mark);
  binder->muted = false;
}

static void report_untitled(Binder *binder, const Reading *reading) {
  Object *party = reading->object;
  uint32_t file = binder_file_of(binder, party->keyword);
  const Object *shared = party->parent ? names_visible(binder, file, party->name, party->concept) : NULL;
  if (shared || binder->files[file].use_failed) return;
  Finding *finding = binder_report(binder, "K0105", str_is_empty(party->name) ? "part" : "title", party->keyword);
  if (!str_is_empty(party->name)) finding_text(binder->sink, finding, "name", party->name);
  argument_words(binder, finding, "statement", concept_words(binder, party->concept));
  if (party->concept->title_slot >= 0) {
    const Property *title = &party->concept->properties[party->concept->title_slot];
    argument_words(binder, finding, "part", spelling_words(&title->spellings));
    party->slots[title->index].kind = VALUE_UNKNOWN;
  }
  party->has_error = true;
}

void share_parties(Binder *binder) {
  uint32_t count = binder->model->objects.count;
  for (uint32_t i = 0; binder->party && i < count; i++) {
    Object *party = binder->model->objects.items[i];
    if (party->concept != binder->party || !party->parent || str_is_empty(party->name)) continue;
    if (!concept_is(party->parent->concept, binder->partnership)) continue;
    const Object *shared = names_visible(binder, binder_file_of(binder, party->keyword), party->name, binder->party);
    if (shared) take_in(binder, party, shared);
  }
  LIST_EACH(Reading, untitled, binder->untitled) report_untitled(binder, untitled);
}

static bool values_agree(Value a, Value b);

static bool objects_agree(const Object *a, const Object *b) {
  if (a->concept != b->concept) return false;
  for (uint32_t i = 0; i < a->concept->property_count; i++)
    if (!values_agree(a->slots[i], b->slots[i])) return false;
  return true;
}

static bool lists_agree(const ValueList *a, const ValueList *b) {
  if (a->count != b->count) return false;
  for (uint32_t i = 0; i < a->count; i++)
    if (!values_agree(a->items[i], b->items[i])) return false;
  return true;
}

static bool values_agree(Value a, Value b) {
  if (a.kind == VALUE_UNKNOWN || b.kind == VALUE_UNKNOWN) return true; /* reported already */
  if (a.kind == VALUE_MISSING && b.kind == VALUE_MISSING) return true;
  if (a.kind != b.kind) return false;
  if (a.kind == VALUE_LIST) return lists_agree(a.as.list, b.as.list);
  if (a.kind == VALUE_OBJECT && a.as.object->as && a.as.object->as == b.as.object->as && str_is_empty(a.as.object->name))
    return objects_agree(a.as.object, b.as.object);
  return value_equal(a, b);
}

void share_compare(Binder *binder) {
  LIST_EACH(const Twin, twin, binder->twins)
    if (!objects_agree(twin->here, twin->shared)) {
      report_differs(binder, twin->property, twin->here->keyword, twin->shared->keyword);
      twin->here->has_error = true;
    }
}
