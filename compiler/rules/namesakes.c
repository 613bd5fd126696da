/* namesakes.c: statements of one concept that bear the same title in the partnerships of a project: the same party, the same
 * person. They are sought once and then found by title, so that a rule that compares each with all others stays linear. */
#include "compiler/rules/state.h"

typedef struct Group {
  ValueList list;
  uint32_t room;
} Group;

struct Namesakes {
  Map by_title; /* number of the concept and title → group */
  LIST(Group *) groups;
  Group **group_of; /* by number of the object; NULL: not compared */
};

static Str group_key(Arena *arena, const Object *object) {
  return str_format(arena, "%u %.*s", (unsigned)object->concept->number, STR_ARGS(object_title(object)));
}

static bool is_compared(const Evaluation *evaluation, const Object *object) {
  if (object->concept->name_slot < 0 || object->placeholder || str_is_empty(object->name) || !object->parent) return false;
  const Object *root = object_root(object);
  return evaluation->partnerships.kind == VALUE_LIST && str_equal(root->concept->key, STR("partnership"));
}

static void add(Evaluation *evaluation, struct Namesakes *namesakes, const Object *object) {
  Arena *arena = evaluation->arena;
  Str key = group_key(arena, object);
  uint32_t number;
  if (!map_get(&namesakes->by_title, key, &number)) {
    number = namesakes->groups.count;
    LIST_PUSH(arena, &namesakes->groups, ARENA_NEW(arena, Group));
    map_put(arena, &namesakes->by_title, key, number);
  }
  Group *group = namesakes->groups.items[number];
  list_reserve(arena, (void **)&group->list.items, &group->room, group->list.count, sizeof *group->list.items);
  group->list.items[group->list.count++] = value_of_object(object);
  namesakes->group_of[object->number] = group;
}

static const struct Namesakes *all_namesakes(Evaluation *evaluation) {
  if (evaluation->namesakes || !evaluation->model) return evaluation->namesakes;
  evaluation->namesakes = ARENA_NEW(evaluation->arena, struct Namesakes);
  evaluation->namesakes->group_of = ARENA_ARRAY(evaluation->arena, Group *, evaluation->model->objects.count);
  LIST_EACH(Object *, object, evaluation->model->objects)
    if (is_compared(evaluation, *object)) add(evaluation, evaluation->namesakes, *object);
  return evaluation->namesakes;
}

/* What this reader may know of a list; the list itself where that is all of it, so that asking costs no more than a look. */
static Value seen_list(Evaluation *evaluation, const ValueList *all) {
  if (evaluation->audience == AUDIENCE_OWN) return value_of_list(all);
  uint32_t room = all->count;
  ValueList *list = list_new(evaluation, room);
  evaluation_spend(evaluation, all->count);
  for (uint32_t i = 0; i < all->count; i++)
    if (!value_is_hidden(evaluation, &all->items[i])) list_put(evaluation, list, &room, all->items[i]);
  return value_of_list(list);
}

Value namesakes_of(Evaluation *evaluation, const Value *value) {
  if (value->kind != VALUE_OBJECT) return value_new(value->kind == VALUE_MISSING ? VALUE_MISSING : VALUE_UNKNOWN);
  const struct Namesakes *namesakes = all_namesakes(evaluation);
  const Group *group = namesakes ? namesakes->group_of[value->as.object->number] : NULL;
  return group ? seen_list(evaluation, &group->list) : value_of_list(list_new(evaluation, 0));
}
