/* write_pdf: from a display list to the bytes of a PDF.
 *
 * First the content of every page is made, which tells which glyphs are used and which marks belong to which element;
 * then the objects, with libharu (pdf_file.h). Whatever fails, what libharu and HarfBuzz hold is given back before the
 * arena's escape is taken. */
#include "runtime/writers.h"

#include <stdlib.h>

#include "compiler/base/map.h"
#include "runtime/pdf_metadata.h"
#include "runtime/pdf_structure.h"

enum { PAGES_IN_NODE = 64, NAMES_IN_LEAF = 64 };

typedef struct Writer {
  Arena work; /* everything that is only needed for writing */
  const DisplayList *list;
  const FontSet *set;
  PdfFonts *fonts;
  PdfFile *file;
  Marks marks;
  PdfImages images;
  Str *contents; /* by page */
  PdfRef *pages; /* by page */
  Structure *structure;
  Map anchors;       /* by name: index in the list's */
  Text *annotations; /* by page: references */
} Writer;

static PdfRef write_dict(Writer *w, Text *entries) {
  PdfRef object = pdf_reserve(w->file);
  pdf_dict(w->file, object, text_str(entries));
  return object;
}

/* ---- pages ---- */

static void make_contents(Writer *w) {
  uint32_t count = w->list->pages.count;
  w->marks.first_of = ARENA_ARRAY(&w->work, uint32_t, w->list->tag_count + 1);
  w->marks.last_of = ARENA_ARRAY(&w->work, uint32_t, w->list->tag_count + 1);
  w->marks.page_first = ARENA_ARRAY(&w->work, uint32_t, count + 1);
  w->marks.in_tree = structure_reach(&w->work, w->list);
  w->contents = ARENA_ARRAY(&w->work, Str, count);
  for (uint32_t i = 0; i < count; i++)
    w->contents[i] = pdf_content(&w->work, w->list, i, w->set, w->fonts, &w->marks, &w->images);
}

static void put_page(Writer *w, Text *out, uint32_t index, PdfRef parent, PdfRef resources) {
  PdfRef content = pdf_reserve(w->file);
  pdf_stream(w->file, content, STR(""), w->contents[index], true);
  text_add_c(out, "/Type /Page /Parent");
  pdf_put_ref(out, parent);
  text_add_c(out, " /MediaBox [0 0 ");
  pdf_put_number(out, w->list->width);
  pdf_put_number(out, w->list->height);
  text_add_c(out, "] /Resources");
  pdf_put_ref(out, resources);
  text_add_c(out, " /Contents");
  pdf_put_ref(out, content);
  text_add_format(out, " /StructParents %u /Tabs /S", index);
  if (!w->annotations[index].length) return;
  text_add_c(out, " /Annots [");
  text_add(out, text_str(&w->annotations[index]));
  text_add_c(out, "]");
}

/* Pages stand in nodes of at most 64, the nodes in the root. */
static PdfRef write_pages(Writer *w, PdfRef resources) {
  uint32_t count = w->list->pages.count;
  PdfRef root = pdf_reserve(w->file);
  Text nodes = text_new(&w->work);
  text_add_format(&nodes, "/Type /Pages /Count %u /Kids [", count);
  for (uint32_t from = 0; from < count; from += PAGES_IN_NODE) {
    uint32_t to = from + PAGES_IN_NODE < count ? from + PAGES_IN_NODE : count;
    PdfRef node = pdf_reserve(w->file);
    Text kids = text_new(&w->work);
    text_add_format(&kids, "/Type /Pages /Count %u /Parent", to - from);
    pdf_put_ref(&kids, root);
    text_add_c(&kids, " /Kids [");
    for (uint32_t i = from; i < to; i++) {
      Text page = text_new(&w->work);
      put_page(w, &page, i, node, resources);
      pdf_dict(w->file, w->pages[i], text_str(&page));
      pdf_put_ref(&kids, w->pages[i]);
    }
    text_add_c(&kids, "]");
    pdf_dict(w->file, node, text_str(&kids));
    pdf_put_ref(&nodes, node);
  }
  text_add_c(&nodes, "]");
  pdf_dict(w->file, root, text_str(&nodes));
  return root;
}

/* ---- destinations and links ---- */

static void put_destination(const Writer *w, Text *out, uint32_t page, double y) {
  text_add_c(out, "[");
  pdf_put_ref(out, w->pages[page]);
  text_add_c(out, " /XYZ 0 ");
  pdf_put_number(out, w->list->height - y);
  text_add_c(out, "null]");
}

/* The first anchor of a name counts. */
static void index_anchors(Writer *w) {
  for (uint32_t i = 0; i < w->list->anchors.count; i++) {
    const Anchor *anchor = &w->list->anchors.items[i];
    if (anchor->page < w->list->pages.count && !map_get(&w->anchors, anchor->name, NULL))
      map_put(&w->work, &w->anchors, anchor->name, i);
  }
}

static const Anchor *find_anchor(const Writer *w, Str name) {
  uint32_t index;
  return map_get(&w->anchors, name, &index) ? &w->list->anchors.items[index] : NULL;
}

static bool is_address(Str target) {
  return str_starts_with(target, STR("https://")) || str_starts_with(target, STR("http://")) ||
         str_starts_with(target, STR("mailto:"));
}

static void put_link(Writer *w, Text *out, const LinkArea *area, uint32_t key) {
  text_add_c(out, "/Type /Annot /Subtype /Link /Rect [");
  pdf_put_number(out, area->x);
  pdf_put_number(out, w->list->height - area->y - area->height);
  pdf_put_number(out, area->x + area->width);
  pdf_put_number(out, w->list->height - area->y);
  text_add_c(out, "] /Border [0 0 0] /F 4 /Contents ");
  pdf_put_text(out, area->description.length ? area->description : area->target);
  text_add_format(out, " /StructParent %u ", key);
  if (is_address(area->target)) {
    text_add_c(out, "/A <</S /URI /URI ");
    pdf_put_bytes(out, area->target);
    text_add_c(out, ">>");
    return;
  }
  const Anchor *anchor = find_anchor(w, area->target);
  text_add_c(out, "/Dest ");
  put_destination(w, out, anchor->page, anchor->y);
}

/* Links that lead nowhere are left out: their element becomes a plain span. */
static void write_links(Writer *w) {
  uint32_t count = w->list->pages.count;
  w->annotations = ARENA_ARRAY(&w->work, Text, count);
  uint32_t key = count;
  for (uint32_t page = 0; page < count; page++) {
    w->annotations[page] = text_new(&w->work);
    LIST_EACH(const LinkArea, area, w->list->pages.items[page].links) {
      if (!area->tag || !w->marks.in_tree[area->tag->number]) continue;
      if (!is_address(area->target) && !find_anchor(w, area->target)) continue;
      Text out = text_new(&w->work);
      put_link(w, &out, area, key);
      PdfRef object = write_dict(w, &out);
      structure_add_link(w->structure, area, page, object, key++);
      pdf_put_ref(&w->annotations[page], object);
    }
  }
}

static int compare_anchors(const void *a, const void *b) {
  return str_compare((*(const Anchor *const *)a)->name, (*(const Anchor *const *)b)->name);
}

/* Anchors by name, each once, in order. */
static uint32_t sort_anchors(Writer *w, const Anchor ***sorted) {
  const Anchor **all = ARENA_ARRAY(&w->work, const Anchor *, w->list->anchors.count + 1);
  uint32_t count = 0;
  LIST_EACH(const Anchor, anchor, w->list->anchors)
    if (find_anchor(w, anchor->name) == anchor) all[count++] = anchor;
  if (count) qsort(all, count, sizeof *all, compare_anchors);
  *sorted = all;
  return count;
}

static PdfRef write_name_leaf(Writer *w, const Anchor *const *anchors, uint32_t count) {
  Text out = text_new(&w->work);
  text_add_c(&out, "/Limits [");
  pdf_put_bytes(&out, anchors[0]->name);
  text_add_c(&out, " ");
  pdf_put_bytes(&out, anchors[count - 1]->name);
  text_add_c(&out, "] /Names [");
  for (uint32_t i = 0; i < count; i++) {
    pdf_put_bytes(&out, anchors[i]->name);
    text_add_c(&out, " ");
    put_destination(w, &out, anchors[i]->page, anchors[i]->y);
    text_add_c(&out, "\n");
  }
  text_add_c(&out, "]");
  return write_dict(w, &out);
}

/* " /Dests ..." so that an address can end in #anchor. */
static void put_named_destinations(Writer *w, Text *names) {
  const Anchor **anchors;
  uint32_t count = sort_anchors(w, &anchors);
  if (!count) return;
  text_add_c(names, " /Dests <</Kids [");
  for (uint32_t from = 0; from < count; from += NAMES_IN_LEAF) {
    uint32_t left = count - from;
    pdf_put_ref(names, write_name_leaf(w, anchors + from, left < NAMES_IN_LEAF ? left : NAMES_IN_LEAF));
  }
  text_add_c(names, "]>>");
}

/* ---- bookmarks ---- */

typedef struct OutlineItem {
  PdfRef object, parent, previous, next, first, last;
  uint32_t kids;
  int level;
} OutlineItem;

/* Links each bookmark to its neighbours and to the last one before it of a lower level. items[0] is the root. */
static void link_bookmarks(const Writer *w, OutlineItem *items) {
  uint32_t count = w->list->bookmarks.count;
  for (uint32_t i = 1; i <= count; i++) {
    items[i].level = w->list->bookmarks.items[i - 1].level > 0 ? w->list->bookmarks.items[i - 1].level : 1;
    uint32_t parent = i - 1, previous = 0;
    for (; items[parent].level >= items[i].level; parent--) {
      if (items[parent].level == items[i].level && !previous) previous = parent;
    }
    for (uint32_t k = i - 1; !previous && k > parent; k--) /* a level was left out before it */
      if (items[k].parent == items[parent].object) previous = k;
    items[i].parent = items[parent].object;
    items[parent].last = items[i].object;
    items[parent].kids++;
    if (!items[parent].first) items[parent].first = items[i].object;
    if (previous) items[previous].next = items[i].object;
    if (previous) items[i].previous = items[previous].object;
  }
}

static void put_outline_ref(Text *out, const char *key, PdfRef object) {
  if (!object) return;
  text_add_format(out, " /%s", key);
  pdf_put_ref(out, object);
}

static void write_bookmark(Writer *w, const OutlineItem *item, const Bookmark *bookmark) {
  Text out = text_new(&w->work);
  text_add_c(&out, "/Title ");
  pdf_put_text(&out, bookmark->title);
  put_outline_ref(&out, "Parent", item->parent);
  put_outline_ref(&out, "Prev", item->previous);
  put_outline_ref(&out, "Next", item->next);
  put_outline_ref(&out, "First", item->first);
  put_outline_ref(&out, "Last", item->last);
  if (item->kids) text_add_format(&out, " /Count -%u", item->kids); /* closed */
  text_add_c(&out, " /Dest ");
  uint32_t last_page = w->list->pages.count - 1;
  put_destination(w, &out, bookmark->page < last_page ? bookmark->page : last_page, bookmark->y);
  pdf_dict(w->file, item->object, text_str(&out));
}

/* The outline's root, or 0 when there are no bookmarks. */
static PdfRef write_outline(Writer *w) {
  uint32_t count = w->list->bookmarks.count;
  if (!count) return 0;
  OutlineItem *items = ARENA_ARRAY(&w->work, OutlineItem, count + 1);
  for (uint32_t i = 0; i <= count; i++) items[i].object = pdf_reserve(w->file);
  link_bookmarks(w, items);
  for (uint32_t i = 1; i <= count; i++) write_bookmark(w, &items[i], &w->list->bookmarks.items[i - 1]);
  Text out = text_new(&w->work);
  text_add_c(&out, "/Type /Outlines");
  put_outline_ref(&out, "First", items[0].first);
  put_outline_ref(&out, "Last", items[0].last);
  text_add_format(&out, " /Count %u", items[0].kids);
  pdf_dict(w->file, items[0].object, text_str(&out));
  return items[0].object;
}

/* ---- the whole ---- */

static void put_names(Writer *w, Text *out, Text *embedded) {
  Text names = text_new(&w->work);
  put_named_destinations(w, &names);
  if (embedded->length) {
    text_add_c(&names, " /EmbeddedFiles <</Names [");
    text_add(&names, text_str(embedded));
    text_add_c(&names, "]>>");
  }
  if (!names.length) return;
  text_add_c(out, "\n/Names <<");
  text_add(out, text_str(&names));
  text_add_c(out, ">>");
}

static void put_catalog(Writer *w, Text *out, PdfRef pages, PdfRef intent) {
  const Document *document = w->list->document;
  PdfRef outline = write_outline(w);
  text_add_c(out, "/Type /Catalog /Pages");
  pdf_put_ref(out, pages);
  if (outline) text_add_c(out, "\n/PageMode /UseOutlines /Outlines");
  if (outline) pdf_put_ref(out, outline);
  text_add_format(out, "\n/Lang (%.*s) /MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>>",
                  STR_ARGS(language_code(document->language)));
  text_add_c(out, "\n/StructTreeRoot");
  pdf_put_ref(out, w->structure->root);
  text_add_c(out, " /Metadata");
  pdf_put_ref(out, metadata_write_xmp(&w->work, w->file, document));
  text_add_c(out, " /OutputIntents [");
  pdf_put_ref(out, intent);
  text_add_c(out, "]");
  Text embedded = text_new(&w->work);
  metadata_write_attachments(&w->work, w->file, document, out, &embedded);
  put_names(w, out, &embedded);
}

static PdfRef write_image(Writer *w, const Pixels *pixels) {
  Str entries = str_format(&w->work, "/Type /XObject /Subtype /Image /Width %u /Height %u /ColorSpace /DeviceRGB /BitsPerComponent 8",
                           pixels->width, pixels->height);
  PdfRef object = pdf_reserve(w->file);
  pdf_stream(w->file, object, entries, (Str){(const char *)pixels->rgb, (size_t)pixels->width * pixels->height * 3}, true);
  return object;
}

static PdfRef write_resources(Writer *w) {
  Text out = text_new(&w->work);
  text_add_c(&out, "/Font <<");
  pdf_fonts_write(w->fonts, w->file, &out);
  text_add_c(&out, ">>");
  if (w->images.count) text_add_c(&out, " /XObject <<");
  for (uint32_t i = 0; i < w->images.count; i++) {
    text_add_format(&out, "/I%u", i);
    pdf_put_ref(&out, write_image(w, w->images.items[i]));
    text_add_c(&out, i + 1 < w->images.count ? " " : ">>");
  }
  return write_dict(w, &out);
}

static bool write_objects(Writer *w, Arena *arena, Str *bytes, Str *problem) {
  w->file = pdf_open(&w->work);
  if (!w->file) arena_give_up(&w->work);
  PdfRef catalog = pdf_reserve(w->file);
  Str reason = STR("");
  PdfRef intent = metadata_write_intent(&w->work, w->file, &reason);
  if (!intent) {
    *problem = str_copy(arena, reason);
    return false;
  }
  uint32_t count = w->list->pages.count;
  w->pages = ARENA_ARRAY(&w->work, PdfRef, count);
  for (uint32_t i = 0; i < count; i++) w->pages[i] = pdf_reserve(w->file);
  w->structure = structure_new(&w->work, w->file, w->list, &w->marks, w->pages);
  index_anchors(w);
  write_links(w);
  Text out = text_new(&w->work);
  put_catalog(w, &out, write_pages(w, write_resources(w)), intent);
  structure_write(w->structure, w->file);
  pdf_dict(w->file, catalog, text_str(&out));
  PdfRef info = metadata_write_info(&w->work, w->file, w->list->document);
  return pdf_finish(w->file, catalog, info, arena, bytes, problem);
}

static bool write_list(Writer *w, Arena *arena, Str *bytes, Str *problem) {
  w->fonts = pdf_fonts_new(&w->work, w->set);
  make_contents(w);
  return write_objects(w, arena, bytes, problem);
}

static void close_writer(Writer *w) {
  pdf_close(w->file);
  pdf_fonts_close(w->fonts);
  arena_free(&w->work);
}

bool write_pdf(Arena *arena, const DisplayList *list, FontSet *fonts, Str *bytes, Str *problem) {
  if (!list->pages.count || !list->root) {
    *problem = STR("there is nothing to write: the document has no pages");
    return false;
  }
  Writer *volatile w = ARENA_NEW(arena, Writer);
  jmp_buf *outer = arena->escape, here;
  if (setjmp(here)) {
    arena->escape = outer;
    const FontFile *broken = w->fonts ? pdf_fonts_broken(w->fonts) : NULL;
    close_writer(w);
    if (!broken) arena_give_up(arena);
    *problem = str_format(arena, "the font file %.*s is damaged", STR_ARGS(broken->path));
    return false;
  }
  arena_init(&w->work, arena->allocator, &here);
  w->list = list;
  w->set = fonts;
  arena->escape = &here;
  bool written = write_list(w, arena, bytes, problem);
  arena->escape = outer;
  close_writer(w);
  return written;
}
