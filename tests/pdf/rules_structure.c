/* Rules about the structure tree: its elements stand where they may, say what they must, and hold exactly what is
 * marked on the pages; and the parent tree leads back. */
#include <stdio.h>
#include <string.h>

#include "tests/pdf/pdf_model.h"

enum { DEEPEST = 100 };

typedef struct Walk {
  Check *check;
  int last_heading;
  LIST(const char *) note_ids;
  Map objects; /* annotations that an OBJR names */
  Map seen;    /* elements met */
} Walk;

/* ---- the parent tree ---- */

static void note_parent(Check *check, Str key, json_t *parent) {
  LIST_PUSH(check->arena, &check->parent_refs, ref_of(parent));
  map_put(check->arena, &check->parents, key, check->parent_refs.count - 1);
}

static void read_parent(Check *check, long key, json_t *value) {
  json_t *list = resolve(check, value), *parent;
  size_t i;
  if (json_is_array(list)) {
    json_array_foreach(list, i, parent)
      if (is_ref(parent)) note_parent(check, str_format(check->arena, "%ld/%zu", key, i), parent);
  } else
    note_parent(check, str_format(check->arena, "%ld", key), value);
}

static void read_parent_tree(Check *check, json_t *node, int depth) {
  json_t *numbers = entry(check, node, "/Nums"), *kids = entry(check, node, "/Kids"), *kid;
  size_t i;
  for (i = 0; i + 1 < json_array_size(numbers); i += 2)
    read_parent(check, (long)json_integer_value(json_array_get(numbers, i)), json_array_get(numbers, i + 1));
  json_array_foreach(kids, i, kid)
    if (depth < 20) read_parent_tree(check, resolve(check, kid), depth + 1);
}

static const char *parent_at(Check *check, Str key) {
  uint32_t index;
  return map_get(&check->parents, key, &index) ? check->parent_refs.items[index] : "";
}

/* ---- kinds of elements ---- */

static const char standard_types[] =
    " Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead "
    "TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form ";

static bool is_in(const char *name, const char *names) {
  char padded[80];
  snprintf(padded, sizeof padded, " %s ", name);
  return strstr(names, padded) != NULL;
}

/* The type after the role map. */
static const char *type_of(Check *check, json_t *element) {
  const char *type = text_entry(check, element, "/S");
  json_t *roles = entry(check, entry(check, check->root, "/StructTreeRoot"), "/RoleMap");
  for (int i = 0; i < 10 && !is_in(type, standard_types); i++) {
    const char *mapped = text_entry(check, roles, str_format(check->arena, "/%s", type).data);
    if (!*mapped) break;
    type = mapped;
  }
  return type;
}

/* Where an element may stand, and what may stand in it; "" as parent: anywhere. */
static const struct {
  const char *type, *parents, *children;
} places[] = {
    {"TR", " Table THead TBody TFoot ", " TH TD "},
    {"TH", " TR ", ""},
    {"TD", " TR ", ""},
    {"THead", " Table ", " TR "},
    {"TBody", " Table ", " TR "},
    {"TFoot", " Table ", " TR "},
    {"Table", "", " TR THead TBody TFoot Caption "},
    {"LI", " L ", " Lbl LBody "},
    {"LBody", " LI ", ""},
    {"L", "", " L LI Caption "},
    {"TOCI", " TOC ", ""},
    {"TOC", "", " TOC TOCI Caption "},
};

static void check_place(Walk *walk, const char *ref, const char *type, const char *parent) {
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    const char *rule = places[i].type[0] == 'L' ? "UA 09-005 list" : "UA 09-004 table";
    if (strcmp(type, places[i].type) == 0 && *places[i].parents)
      REQUIRE(walk->check, is_in(parent, places[i].parents), rule, "%s %s stands in %s", type, ref, parent);
    if (strcmp(parent, places[i].type) == 0 && *places[i].children)
      REQUIRE(walk->check, is_in(type, places[i].children), rule, "%s %s stands in %s", type, ref, parent);
  }
}

static json_t *attribute(Check *check, json_t *element, const char *owner, const char *key) {
  json_t *attributes = entry(check, element, "/A"), *one;
  size_t i;
  if (json_is_object(attributes) && name_is(check, attributes, "/O", owner)) return entry(check, attributes, key);
  json_array_foreach(attributes, i, one) {
    json_t *resolved = resolve(check, one);
    if (name_is(check, resolved, "/O", owner) && raw_entry(resolved, key)) return entry(check, resolved, key);
  }
  return NULL;
}

static void check_heading(Walk *walk, const char *ref, const char *type) {
  int level = type[1] - '0';
  REQUIRE(walk->check, walk->last_heading || level == 1, "UA 14-002 first heading", "%s is %s", ref, type);
  REQUIRE(walk->check, !walk->last_heading || level <= walk->last_heading + 1, "UA 14-003 headings skip",
          "%s: H%d after H%d", ref, level, walk->last_heading);
  walk->last_heading = level;
}

static void check_note(Walk *walk, const char *ref, json_t *element) {
  const char *id = text_entry(walk->check, element, "/ID");
  REQUIRE(walk->check, *id, "UA 19-003 note ID", "%s", ref);
  LIST_EACH(const char *, other, walk->note_ids)
    REQUIRE(walk->check, strcmp(*other, id) != 0, "UA 19-004 note ID", "%s is used twice", id);
  LIST_PUSH(walk->check->arena, &walk->note_ids, id);
}

static void check_header_cell(Walk *walk, const char *ref, json_t *element) {
  json_t *scope = attribute(walk->check, element, "Table", "/Scope");
  const char *value = json_is_string(scope) ? json_string_value(scope) : "";
  REQUIRE(walk->check, is_in(*value ? value + 1 : "", " Row Column Both "), "UA 15-003 TH Scope", "%s", ref);
}

static void check_figure(Walk *walk, const char *ref, json_t *element) {
  Check *check = walk->check;
  bool told = *text_entry(check, element, "/Alt") || *text_entry(check, element, "/ActualText");
  REQUIRE(check, told, "UA 13-004 figure Alt", "%s", ref);
  json_t *box = attribute(check, element, "Layout", "/BBox");
  REQUIRE(check, json_array_size(box) == 4, "own: figure BBox", "%s", ref);
  if (json_array_size(box) != 4) return;
  double corner[4];
  for (size_t i = 0; i < 4; i++) corner[i] = json_number_value(json_array_get(box, i));
  REQUIRE(check, corner[0] < corner[2] && corner[1] < corner[3], "own: figure BBox", "%s is empty", ref);
}

static void check_element_itself(Walk *walk, const char *ref, json_t *element, const char *type, const char *parent) {
  Check *check = walk->check;
  REQUIRE(check, is_in(type, standard_types), "UA 02-001 type", "%s is %s", ref, type);
  check_place(walk, ref, type, parent);
  if (type[0] == 'H' && type[1] >= '1' && type[1] <= '6') check_heading(walk, ref, type);
  REQUIRE(check, strcmp(type, "H") != 0, "UA 14-007 H and Hn", "%s", ref);
  if (strcmp(type, "Figure") == 0) check_figure(walk, ref, element);
  if (strcmp(type, "Formula") == 0)
    REQUIRE(check, *text_entry(check, element, "/Alt"), "UA 17-002 formula Alt", "%s", ref);
  if (strcmp(type, "Note") == 0) check_note(walk, ref, element);
  if (strcmp(type, "TH") == 0) check_header_cell(walk, ref, element);
  const char *language = text_entry(check, element, "/Lang");
  if (raw_entry(element, "/Lang")) REQUIRE(check, strlen(language) >= 2, "UA 11 Lang", "%s", ref);
}

/* ---- tables ---- */

static int row_width(Walk *walk, json_t *row) {
  json_t *kids = entry(walk->check, row, "/K"), *kid;
  size_t i;
  int width = 0;
  json_array_foreach(kids, i, kid) {
    json_t *span = attribute(walk->check, resolve(walk->check, kid), "Table", "/ColSpan");
    width += json_is_integer(span) ? (int)json_integer_value(span) : 1;
  }
  return width;
}

static void check_rows(Walk *walk, const char *ref, json_t *part, int *columns, int depth) {
  json_t *kids = entry(walk->check, part, "/K"), *kid;
  size_t i;
  json_array_foreach(kids, i, kid) {
    json_t *element = resolve(walk->check, kid);
    const char *type = type_of(walk->check, element);
    if (strcmp(type, "TR") == 0) {
      int width = row_width(walk, element);
      REQUIRE(walk->check, *columns < 0 || width == *columns, "UA 15 rows", "table %s: %d columns, then %d", ref,
              *columns, width);
      *columns = width;
    } else if (depth < 2 && is_in(type, " THead TBody TFoot "))
      check_rows(walk, ref, element, columns, depth + 1);
  }
}

/* ---- kids ---- */

static void walk_element(Walk *walk, json_t *reference, const char *parent_ref, const char *parent_type, int depth);

static int page_number(Check *check, const char *ref) {
  for (uint32_t i = 0; i < check->pages.count; i++)
    if (strcmp(check->pages.items[i], ref) == 0) return (int)i + 1;
  return 0;
}

static void claim_mark(Walk *walk, const char *ref, const char *page_ref, long id) {
  Check *check = walk->check;
  uint32_t index;
  int page = page_number(check, page_ref);
  REQUIRE(check, page, "UA 01 Pg", "%s has content on no page", ref);
  if (!page) return;
  if (!map_get(&check->mark_index, str_format(check->arena, "%d/%ld", page, id), &index)) {
    fail(check, "UA 01 MCID in content", "%s lists MCID %ld, which page %d does not have", ref, id, page);
    return;
  }
  REQUIRE(check, !check->marks.items[index].is_claimed, "UA 01 MCID in one element", "page %d, MCID %ld", page, id);
  check->marks.items[index].is_claimed = true;
  json_t *page_object = object_of(check, page_ref);
  long key = (long)number_entry(check, page_object, "/StructParents", -1);
  const char *parent = parent_at(check, str_format(check->arena, "%ld/%ld", key, id));
  REQUIRE(check, strcmp(parent, ref) == 0, "UA 01 ParentTree", "page %d, MCID %ld leads to \"%s\", not to %s", page, id,
          parent, ref);
}

static void claim_object(Walk *walk, const char *ref, const char *type, json_t *kid) {
  Check *check = walk->check;
  json_t *annotation = entry(check, kid, "/Obj");
  const char *object = ref_of(raw_entry(kid, "/Obj"));
  long key = (long)number_entry(check, annotation, "/StructParent", -1);
  REQUIRE(check, strcmp(type, "Link") == 0, "UA 28-002 link in Link", "%s stands in %s", object, type);
  REQUIRE(check, strcmp(parent_at(check, str_format(check->arena, "%ld", key)), ref) == 0, "UA 01 ParentTree",
          "annotation %s", object);
  map_put(check->arena, &walk->objects, str_of(object), 0);
}

static void walk_kid(Walk *walk, json_t *kid, const char *ref, const char *type, const char *page, int depth) {
  json_t *resolved = resolve(walk->check, kid);
  if (json_is_integer(resolved))
    claim_mark(walk, ref, page, (long)json_integer_value(resolved));
  else if (name_is(walk->check, resolved, "/Type", "MCR")) {
    const char *own = ref_of(raw_entry(resolved, "/Pg"));
    claim_mark(walk, ref, *own ? own : page, (long)number_entry(walk->check, resolved, "/MCID", -1));
  } else if (name_is(walk->check, resolved, "/Type", "OBJR"))
    claim_object(walk, ref, type, resolved);
  else
    walk_element(walk, kid, ref, type, depth + 1);
}

static void walk_element(Walk *walk, json_t *reference, const char *parent_ref, const char *parent_type, int depth) {
  Check *check = walk->check;
  json_t *element = resolve(check, reference), *kids = entry(check, element, "/K"), *kid;
  const char *ref = ref_of(reference), *type = type_of(check, element), *page = ref_of(raw_entry(element, "/Pg"));
  size_t i;
  REQUIRE(check, json_is_object(element) && *ref, "UA 01 element", "a kid of %s is no element", parent_ref);
  bool is_again = map_get(&walk->seen, str_of(ref), NULL);
  REQUIRE(check, !is_again && depth < DEEPEST, "UA 01 element once", "%s", ref);
  if (!json_is_object(element) || is_again || depth >= DEEPEST) return;
  map_put(check->arena, &walk->seen, str_of(ref), 0);
  REQUIRE(check, strcmp(ref_of(raw_entry(element, "/P")), parent_ref) == 0, "UA 01 P", "%s does not name its parent",
          ref);
  check_element_itself(walk, ref, element, type, parent_type);
  int columns = -1;
  if (strcmp(type, "Table") == 0) check_rows(walk, ref, element, &columns, 0);
  if (json_is_array(kids))
    json_array_foreach(kids, i, kid) walk_kid(walk, kid, ref, type, page, depth);
  else if (kids)
    walk_kid(walk, raw_entry(element, "/K"), ref, type, page, depth);
}

/* ---- the other way round ---- */

static void check_unclaimed(Check *check, const Walk *walk) {
  LIST_EACH(const MarkSeen, mark, check->marks)
    REQUIRE(check, mark->is_claimed, "UA 01 MCID in structure", "page %d, MCID %ld belongs to no element", mark->page,
            mark->id);
  for (uint32_t page = 0; page < check->pages.count; page++) {
    json_t *annotations = entry(check, object_of(check, check->pages.items[page]), "/Annots"), *annotation;
    size_t i;
    json_array_foreach(annotations, i, annotation)
      REQUIRE(check, map_get(&walk->objects, str_of(ref_of(annotation)), NULL), "UA 28-002 link in structure", "%s",
              ref_of(annotation));
  }
}

static void check_parents(Check *check, const Walk *walk) {
  LIST_EACH(const char *, ref, check->parent_refs)
    REQUIRE(check, map_get(&walk->seen, str_of(*ref), NULL), "UA 01 ParentTree", "%s is not in the structure tree",
            *ref);
}

void check_structure(Check *check) {
  json_t *reference = raw_entry(check->root, "/StructTreeRoot"), *root = resolve(check, reference),
         *kids = entry(check, root, "/K"), *kid;
  if (!json_is_object(root)) return;
  Walk walk = {.check = check};
  size_t i;
  read_parent_tree(check, entry(check, root, "/ParentTree"), 0);
  if (json_is_array(kids))
    json_array_foreach(kids, i, kid) walk_element(&walk, kid, ref_of(reference), "StructTreeRoot", 0);
  else
    walk_element(&walk, raw_entry(root, "/K"), ref_of(reference), "StructTreeRoot", 0);
  check_unclaimed(check, &walk);
  check_parents(check, &walk);
}
