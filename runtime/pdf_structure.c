/* The structure tree. Elements are many and small: each is made from its Tag when the file is written.
 *
 * An element's kids are its own marks, its links and its child elements, in reading order: a mark that was painted
 * before the first content of a child stands before that child. */
#include "runtime/pdf_structure.h"

enum { LEAF_ENTRIES = 64 };

typedef struct ElementSubject {
  const Structure *structure;
  const Tag *tag;
} ElementSubject;

/* ---- preparing ---- */

static void reach(const Tag *tag, bool *reached) {
  reached[tag->number] = true;
  LIST_EACH(Tag *, child, tag->children) reach(*child, reached);
}

bool *structure_reach(Arena *arena, const DisplayList *list) {
  bool *reached = ARENA_ARRAY(arena, bool, list->tag_count + 1);
  if (list->root) reach(list->root, reached);
  return reached;
}

static uint64_t place_of(const Mark *mark) { return (uint64_t)mark->page << 32 | mark->id; }

static uint64_t find_first_places(Structure *s, const Tag *tag) {
  uint64_t first = UINT64_MAX;
  uint32_t own = s->marks->first_of[tag->number];
  if (own) first = place_of(&s->marks->all.items[own - 1]);
  LIST_EACH(Tag *, child, tag->children) {
    uint64_t place = find_first_places(s, *child);
    if (place < first) first = place;
  }
  return s->first_place[tag->number] = first;
}

static void reserve_elements(Structure *s, PdfFile *file, const Tag *tag) {
  s->elements[tag->number] = pdf_reserve(file);
  LIST_EACH(Tag *, child, tag->children) reserve_elements(s, file, *child);
}

Structure *structure_new(Arena *arena, PdfFile *file, const DisplayList *list, const Marks *marks,
                         const PdfRef *pages) {
  Structure *s = ARENA_NEW(arena, Structure);
  uint32_t count = list->tag_count + 1;
  *s = (Structure){.arena = arena, .list = list, .marks = marks, .pages = pages};
  s->root = pdf_reserve(file);
  s->elements = ARENA_ARRAY(arena, PdfRef, count);
  s->first_place = ARENA_ARRAY(arena, uint64_t, count);
  s->boxes = ARENA_ARRAY(arena, const FigureBox *, count);
  s->first_link = ARENA_ARRAY(arena, uint32_t, count);
  s->last_link = ARENA_ARRAY(arena, uint32_t, count);
  LIST_EACH(const FigureBox, box, list->figure_boxes)
    if (!s->boxes[box->tag->number]) s->boxes[box->tag->number] = box;
  find_first_places(s, list->root);
  reserve_elements(s, file, list->root);
  return s;
}

void structure_add_link(Structure *s, const LinkArea *area, uint32_t page, PdfRef object, uint32_t key) {
  LIST_PUSH(s->arena, &s->links, ((PdfLink){.area = area, .page = page, .key = key, .object = object}));
  uint32_t number = area->tag->number, place = s->links.count;
  if (s->last_link[number])
    s->links.items[s->last_link[number] - 1].next = place;
  else
    s->first_link[number] = place;
  s->last_link[number] = place;
}

/* ---- elements ---- */

static void put_mark(Text *out, const Structure *s, const Mark *mark, uint32_t page) {
  if (mark->page == page) {
    text_add_format(out, " %u", mark->id);
    return;
  }
  text_add_c(out, " <</Type /MCR /Pg");
  pdf_put_ref(out, s->pages[mark->page]);
  text_add_format(out, " /MCID %u>>", mark->id);
}

static void put_links(Text *out, const Structure *s, const Tag *tag) {
  for (uint32_t at = s->first_link[tag->number]; at; at = s->links.items[at - 1].next) {
    const PdfLink *link = &s->links.items[at - 1];
    text_add_c(out, " <</Type /OBJR /Pg");
    pdf_put_ref(out, s->pages[link->page]);
    text_add_c(out, " /Obj");
    pdf_put_ref(out, link->object);
    text_add_c(out, ">>");
  }
}

static void put_kids(Text *out, const Structure *s, const Tag *tag) {
  uint32_t at = s->marks->first_of[tag->number];
  if (!at && !tag->children.count && !s->first_link[tag->number]) return;
  uint32_t page = at ? s->marks->all.items[at - 1].page : 0;
  if (at) text_add_c(out, " /Pg");
  if (at) pdf_put_ref(out, s->pages[page]);
  text_add_c(out, " /K [");
  LIST_EACH(Tag *const, child, tag->children) {
    uint64_t place = s->first_place[(*child)->number];
    for (; at && place != UINT64_MAX && place_of(&s->marks->all.items[at - 1]) < place;
         at = s->marks->all.items[at - 1].next)
      put_mark(out, s, &s->marks->all.items[at - 1], page);
    pdf_put_ref(out, s->elements[(*child)->number]);
  }
  for (; at; at = s->marks->all.items[at - 1].next) put_mark(out, s, &s->marks->all.items[at - 1], page);
  put_links(out, s, tag);
  text_add_c(out, "]");
}

static void put_cell_attributes(Text *out, const Tag *tag) {
  if (tag->kind == TAG_TD && tag->column_span < 2) return;
  text_add_c(out, " /A <</O /Table");
  if (tag->kind == TAG_TH) {
    bool both = tag->scope_row && tag->scope_column;
    text_add_format(out, " /Scope /%s", both ? "Both" : tag->scope_row ? "Row" : "Column");
  }
  if (tag->column_span > 1) text_add_format(out, " /ColSpan %u", tag->column_span);
  text_add_c(out, ">>");
}

static void put_box(Text *out, const Structure *s, const Tag *tag) {
  const FigureBox *box = s->boxes[tag->number];
  if (!box) return;
  text_add_c(out, " /A <</O /Layout /Placement /Block /BBox [");
  pdf_put_number(out, box->x);
  pdf_put_number(out, s->list->height - box->y - box->height);
  pdf_put_number(out, box->x + box->width);
  pdf_put_number(out, s->list->height - box->y);
  text_add_c(out, "]>>");
}

static bool has_labels(const Tag *tag) {
  LIST_EACH(Tag *const, item, tag->children)
    LIST_EACH(Tag *const, part, (*item)->children)
      if ((*part)->kind == TAG_LBL) return true;
  return false;
}

static void put_attributes(Text *out, const Structure *s, const Tag *tag) {
  if (tag->kind == TAG_TH || tag->kind == TAG_TD) put_cell_attributes(out, tag);
  if (tag->kind == TAG_FIGURE) put_box(out, s, tag);
  if (tag->kind == TAG_L)
    text_add_format(out, " /A <</O /List /ListNumbering /%s>>", has_labels(tag) ? "Disc" : "None");
  if (tag->kind == TAG_NOTE) text_add_format(out, " /ID (note%08u)", tag->number);
  if (tag->kind != TAG_TABLE || !tag->alternative.length) return;
  text_add_c(out, " /A <</O /Table /Summary ");
  pdf_put_text(out, tag->alternative);
  text_add_c(out, ">>");
}

static void make_element(const void *subject, Text *out) {
  const ElementSubject *element = subject;
  const Structure *s = element->structure;
  const Tag *tag = element->tag;
  bool is_bare_link = tag->kind == TAG_LINK && !s->first_link[tag->number]; /* it leads nowhere */
  text_add_format(out, "/Type /StructElem /S /%s /P", is_bare_link ? "Span" : tag_name(tag->kind));
  pdf_put_ref(out, tag == s->list->root ? s->root : s->elements[tag->parent->number]);
  if (tag->has_language) text_add_format(out, " /Lang (%.*s)", STR_ARGS(language_code(tag->language)));
  if (tag->alternative.length && tag->kind != TAG_TABLE) {
    text_add_c(out, " /Alt ");
    pdf_put_text(out, tag->alternative);
  }
  if (tag->actual_text.length) {
    text_add_c(out, " /ActualText ");
    pdf_put_text(out, tag->actual_text);
  }
  put_attributes(out, s, tag);
  put_kids(out, s, tag);
}

static void write_elements(const Structure *s, PdfFile *file, const Tag *tag) {
  ElementSubject subject = {.structure = s, .tag = tag};
  pdf_dict_made(file, s->elements[tag->number], make_element, arena_copy(s->arena, &subject, sizeof subject));
  LIST_EACH(Tag *, child, tag->children) write_elements(s, file, *child);
}

/* ---- the parent tree and the root ---- */

/* Entries [from, to) of the number tree: first the pages, then the links, whose keys follow on. */
typedef struct Leaf {
  const Structure *s;
  uint32_t from, to;
} Leaf;

static void put_page_parents(Text *out, const Structure *s, uint32_t page) {
  text_add_c(out, " [");
  for (uint32_t i = s->marks->page_first[page]; i < s->marks->page_first[page + 1]; i++)
    pdf_put_ref(out, s->elements[s->marks->all.items[i].tag->number]);
  text_add_c(out, "]");
}

static void make_leaf(const void *subject, Text *out) {
  const Leaf *leaf = subject;
  uint32_t page_count = leaf->s->list->pages.count;
  text_add_format(out, "/Limits [%u %u] /Nums [", leaf->from, leaf->to - 1);
  for (uint32_t key = leaf->from; key < leaf->to; key++) {
    text_add_format(out, " %u", key);
    if (key < page_count)
      put_page_parents(out, leaf->s, key);
    else
      pdf_put_ref(out, leaf->s->elements[leaf->s->links.items[key - page_count].area->tag->number]);
  }
  text_add_c(out, "]");
}

static PdfRef write_parent_tree(const Structure *s, PdfFile *file, uint32_t count) {
  PdfRef tree = pdf_reserve(file);
  Text kids = text_new(s->arena);
  text_add_c(&kids, "/Kids [");
  for (uint32_t from = 0; from < count; from += LEAF_ENTRIES) {
    Leaf leaf = {.s = s, .from = from, .to = from + LEAF_ENTRIES < count ? from + LEAF_ENTRIES : count};
    PdfRef object = pdf_reserve(file);
    pdf_dict_made(file, object, make_leaf, arena_copy(s->arena, &leaf, sizeof leaf));
    pdf_put_ref(&kids, object);
  }
  text_add_c(&kids, "]");
  pdf_dict(file, tree, text_str(&kids));
  return tree;
}

/* Adds the IDs of notes in the order of their names, which is that of their numbers. */
static uint32_t put_note_ids(Text *out, const Structure *s, const Tag *const *tags, uint32_t count) {
  uint32_t notes = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (!tags[i] || tags[i]->kind != TAG_NOTE) continue;
    text_add_format(out, "%s(note%08u)", notes++ ? " " : "", tags[i]->number);
    pdf_put_ref(out, s->elements[tags[i]->number]);
  }
  return notes;
}

static void list_tags(const Tag *tag, const Tag **tags) {
  tags[tag->number] = tag;
  LIST_EACH(Tag *const, child, tag->children) list_tags(*child, tags);
}

static void put_id_tree(Text *out, const Structure *s) {
  const Tag **tags = ARENA_ARRAY(s->arena, const Tag *, s->list->tag_count + 1);
  list_tags(s->list->root, tags);
  Text names = text_new(s->arena);
  if (!put_note_ids(&names, s, tags, s->list->tag_count)) return;
  text_add_c(out, " /IDTree <</Names [");
  text_add(out, text_str(&names));
  text_add_c(out, "]>>");
}

void structure_write(Structure *s, PdfFile *file) {
  uint32_t count = s->list->pages.count + s->links.count;
  Text out = text_new(s->arena);
  text_add_c(&out, "/Type /StructTreeRoot /K [");
  pdf_put_ref(&out, s->elements[s->list->root->number]);
  text_add_c(&out, "] /ParentTree");
  pdf_put_ref(&out, write_parent_tree(s, file, count));
  text_add_format(&out, " /ParentTreeNextKey %u", count);
  put_id_tree(&out, s);
  pdf_dict(file, s->root, text_str(&out));
  write_elements(s, file, s->list->root);
}
