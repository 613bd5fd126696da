/* PDF objects on libharu 2.3.0. libharu numbers the objects, compresses streams, and writes the cross-reference table;
 * the text of each dictionary is our own, given through its write function, because libharu's own entries take 128
 * bytes a key and its strings, reals and arrays have limits that a long report meets.
 *
 * Its memory comes from its pool, which HPDF_MMgr_Free returns at once: so nothing leaks wherever writing stops. A jump
 * may leave libharu while it writes a dictionary (only pool memory is held then) but never while it compresses (zlib's
 * own memory is held): the receiver of the bytes catches it. */
#include "runtime/pdf_file.h"

#include <math.h>
#include <string.h>

#include <hpdf.h>
#include <hpdf_mmgr.h>
#include <hpdf_objects.h>

#if HPDF_MAJOR_VERSION != 2 || HPDF_MINOR_VERSION != 3
#error "written for the inner structures of libharu 2.3"
#endif

enum { POOL_BLOCK = 64 * 1024, CHUNK = 256 * 1024, TEXT_UNITS_MAX = 16000 };

typedef struct Source { /* what a stream reads from */
  Str data;
  size_t at;
} Source;

typedef struct Content {
  Str entries;
  PdfMake make; /* instead of entries */
  const void *subject;
} Content;

typedef struct Chunk {
  char *data;
  size_t length;
} Chunk;

struct PdfFile {
  Arena *arena;
  HPDF_Error_Rec error;
  HPDF_MMgr pool;
  HPDF_Xref xref;
  Text made; /* for PdfMake, used again and again */
  LIST(Chunk) chunks;
  size_t length;
  uint64_t hash[2];
  PdfRef catalog, info;
};

static _Noreturn void no_memory(const PdfFile *file) { arena_give_up(file->arena); }

PdfFile *pdf_open(Arena *arena) {
  PdfFile *file = ARENA_NEW(arena, PdfFile);
  file->arena = arena;
  file->made = text_new(arena);
  file->hash[0] = 0xcbf29ce484222325u;
  file->hash[1] = 0x84222325cbf29ce4u;
  HPDF_Error_Init(&file->error, NULL);
  file->pool = HPDF_MMgr_New(&file->error, POOL_BLOCK, NULL, NULL);
  if (!file->pool) return NULL;
  file->xref = HPDF_Xref_New(file->pool, 0);
  if (file->xref) return file;
  pdf_close(file);
  return NULL;
}

void pdf_close(PdfFile *file) {
  if (!file || !file->pool) return;
  HPDF_MMgr_Free(file->pool);
  file->pool = NULL;
}

/* ---- objects ---- */

static PdfRef add_object(PdfFile *file, void *object) {
  HPDF_List entries = file->xref->entries;
  if (entries->count == entries->block_siz && entries->count) entries->items_per_block = entries->count; /* doubles */
  if (!object || HPDF_Xref_Add(file->xref, object) != HPDF_OK) no_memory(file);
  return entries->count - 1;
}

/* A number takes 12 bytes and the pool does not align: what comes next would stand askew. */
static HPDF_Number new_number(PdfFile *file) {
  HPDF_Number number = HPDF_Number_New(file->pool, 0);
  HPDF_MPool_Node node = file->pool->mpool;
  HPDF_UINT aligned = (node->used_size + 7) / 8 * 8;
  node->used_size = aligned < node->size ? aligned : node->size;
  return number;
}

PdfRef pdf_reserve(PdfFile *file) { return add_object(file, HPDF_Dict_New(file->pool)); }

static HPDF_Dict object_of(PdfFile *file, PdfRef object) {
  return (HPDF_Dict)HPDF_Xref_GetEntry(file->xref, object)->obj;
}

/* Filled dictionaries carry their content in `attr`; the file is found through the stream that is written to. */
static HPDF_STATUS write_content(HPDF_Dict dict, HPDF_Stream stream) {
  PdfFile *file = stream->attr;
  const Content *content = dict->attr;
  Str entries = content->entries;
  if (content->make) {
    file->made.length = 0;
    content->make(content->subject, &file->made);
    entries = text_str(&file->made);
  }
  HPDF_STATUS status = HPDF_Stream_Write(stream, (const HPDF_BYTE *)entries.data, (HPDF_UINT)entries.length);
  return status == HPDF_OK ? HPDF_Stream_WriteChar(stream, '\n') : status;
}

static HPDF_Dict fill(PdfFile *file, PdfRef object, Content content) {
  HPDF_Dict dict = object_of(file, object);
  dict->attr = arena_copy(file->arena, &content, sizeof content);
  dict->write_fn = write_content;
  return dict;
}

void pdf_dict(PdfFile *file, PdfRef object, Str entries) { fill(file, object, (Content){.entries = entries}); }

void pdf_dict_made(PdfFile *file, PdfRef object, PdfMake make, const void *subject) {
  fill(file, object, (Content){.make = make, .subject = subject});
}

static HPDF_STATUS source_read(HPDF_Stream stream, HPDF_BYTE *out, HPDF_UINT *size) {
  Source *source = stream->attr;
  size_t left = source->data.length - source->at, wanted = *size;
  size_t count = left < wanted ? left : wanted;
  if (count) memcpy(out, source->data.data + source->at, count);
  source->at += count;
  *size = (HPDF_UINT)count;
  return count < wanted ? HPDF_STREAM_EOF : HPDF_OK;
}

static HPDF_STATUS source_seek(HPDF_Stream stream, HPDF_INT position, HPDF_WhenceMode mode) {
  Source *source = stream->attr;
  if (mode != HPDF_SEEK_SET || position < 0 || (size_t)position > source->data.length) return HPDF_INVALID_PARAMETER;
  source->at = (size_t)position;
  return HPDF_OK;
}

static HPDF_INT32 source_tell(HPDF_Stream stream) { return (HPDF_INT32)((Source *)stream->attr)->at; }

static HPDF_UINT32 source_size(HPDF_Stream stream) { return (HPDF_UINT32)((Source *)stream->attr)->data.length; }

void pdf_stream(PdfFile *file, PdfRef object, Str entries, Str data, bool compress) {
  HPDF_Dict dict = fill(file, object, (Content){.entries = entries});
  HPDF_Number length = new_number(file);
  add_object(file, length);
  Source source = {.data = data};
  dict->stream = HPDF_CallbackReader_New(file->pool, source_read, source_seek, source_tell, source_size,
                                         arena_copy(file->arena, &source, sizeof source));
  if (!dict->stream || HPDF_Dict_Add(dict, "Length", length) != HPDF_OK) no_memory(file);
  if (compress) dict->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
}

/* ---- writing ---- */

/* FNV-1a, 64 bits, from two beginnings: an identity of the content, not a secret. */
static void add_to_hash(PdfFile *file, const HPDF_BYTE *bytes, size_t size) {
  for (size_t i = 0; i < size; i++)
    for (int k = 0; k < 2; k++) file->hash[k] = (file->hash[k] ^ bytes[i]) * 0x100000001b3u;
}

/* A chunk with room, or NULL when memory fails: no jump may pass libharu here. */
static Chunk *chunk_with_room(PdfFile *file) {
  if (file->chunks.count && file->chunks.items[file->chunks.count - 1].length < CHUNK)
    return &file->chunks.items[file->chunks.count - 1];
  jmp_buf here, *outer = file->arena->escape;
  Chunk *volatile chunk = NULL;
  file->arena->escape = &here;
  if (!setjmp(here)) {
    char *data = arena_alloc(file->arena, CHUNK);
    chunk = LIST_ADD(file->arena, &file->chunks);
    chunk->data = data;
  }
  file->arena->escape = outer;
  return chunk;
}

static HPDF_STATUS receive(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size) {
  PdfFile *file = stream->attr;
  add_to_hash(file, bytes, size);
  while (size) {
    Chunk *chunk = chunk_with_room(file);
    if (!chunk) return HPDF_SetError(&file->error, HPDF_FAILD_TO_ALLOC_MEM, 0);
    size_t room = CHUNK - chunk->length, count = size < room ? size : room;
    memcpy(chunk->data + chunk->length, bytes, count);
    chunk->length += count;
    file->length += count;
    bytes += count;
    size -= (HPDF_UINT)count;
  }
  return HPDF_OK;
}

static void make_trailer(const void *subject, Text *out) {
  const PdfFile *file = subject;
  text_add_c(out, "/Root");
  pdf_put_ref(out, file->catalog);
  text_add_c(out, " /Info");
  pdf_put_ref(out, file->info);
  text_add_c(out, " /ID [");
  for (int i = 0; i < 2; i++)
    text_add_format(out, "<%016llx%016llx>", (unsigned long long)file->hash[0], (unsigned long long)file->hash[1]);
  text_add_c(out, "]");
}

static HPDF_STATUS write_all(PdfFile *file) {
  static const char header[] = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
  Content trailer = {.make = make_trailer, .subject = file};
  file->xref->trailer->attr = &trailer;
  file->xref->trailer->write_fn = write_content;
  HPDF_Stream out = HPDF_CallbackWriter_New(file->pool, receive, file);
  if (!out) return HPDF_FAILD_TO_ALLOC_MEM;
  HPDF_STATUS status = HPDF_Stream_Write(out, (const HPDF_BYTE *)header, sizeof header - 1);
  return status == HPDF_OK ? HPDF_Xref_WriteToStream(file->xref, out, NULL) : status;
}

static Str join_chunks(const PdfFile *file, Arena *arena) {
  char *all = arena_alloc(arena, file->length + 1);
  size_t at = 0;
  LIST_EACH(Chunk, chunk, file->chunks) {
    memcpy(all + at, chunk->data, chunk->length);
    at += chunk->length;
  }
  return (Str){all, at};
}

/* libharu's own memory, or zlib's: Z_MEM_ERROR, which libharu puts in the detail. */
static bool is_out_of_memory(const PdfFile *file) {
  enum { ZLIB_NO_MEMORY = -4 };
  if (file->error.error_no == HPDF_FAILD_TO_ALLOC_MEM) return true;
  return file->error.error_no == HPDF_ZLIB_ERROR && (int)file->error.detail_no == ZLIB_NO_MEMORY;
}

bool pdf_finish(PdfFile *file, PdfRef catalog, PdfRef info, Arena *result, Str *bytes, Str *problem) {
  file->catalog = catalog;
  file->info = info;
  HPDF_STATUS status = write_all(file);
  if (status != HPDF_OK && is_out_of_memory(file)) no_memory(file);
  if (status != HPDF_OK) {
    *problem = str_format(result, "libharu cannot write the PDF (error 0x%04lX)", (unsigned long)status);
    return false;
  }
  *bytes = join_chunks(file, result);
  return true;
}

/* ---- syntax ---- */

void pdf_put_number(Text *out, double value) {
  if (!(fabs(value) < 2e6)) value = 0;
  long thousandths = lround(value * 1000);
  if (thousandths < 0) text_add_char(out, '-');
  if (thousandths < 0) thousandths = -thousandths;
  char digits[24];
  int at = (int)sizeof digits, decimals = 3;
  long whole = thousandths / 1000, part = thousandths % 1000;
  for (; decimals && part % 10 == 0; decimals--) part /= 10;
  digits[--at] = ' ';
  for (int i = 0; i < decimals; i++, part /= 10) digits[--at] = (char)('0' + part % 10);
  if (decimals) digits[--at] = '.';
  do digits[--at] = (char)('0' + whole % 10);
  while (whole /= 10);
  text_add(out, (Str){digits + at, sizeof digits - (size_t)at});
}

void pdf_put_ref(Text *out, PdfRef object) { text_add_format(out, " %u 0 R", object); }

static const char hex_digits[] = "0123456789ABCDEF";

static void put_unit(Text *out, uint32_t unit) {
  char digits[4];
  for (int i = 0; i < 4; i++) digits[i] = hex_digits[unit >> (12 - 4 * i) & 15];
  text_add(out, (Str){digits, 4});
}

/* The next code point; bytes that are not UTF-8 become U+FFFD. */
static uint32_t next_code_point(Str text, size_t *at) {
  unsigned char first = (unsigned char)text.data[(*at)++];
  if (first < 0x80) return first;
  int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0;
  uint32_t value = first & (0x3fu >> more);
  for (int i = 0; i < more; i++, (*at)++) {
    if (*at >= text.length || ((unsigned char)text.data[*at] & 0xc0) != 0x80) return 0xfffd;
    value = value << 6 | ((unsigned char)text.data[*at] & 0x3f);
  }
  bool bad = !more || value > 0x10ffff || (value >= 0xd800 && value < 0xe000);
  return bad ? 0xfffd : value;
}

void pdf_put_utf16(Text *out, Str utf8, size_t limit) {
  for (size_t at = 0, units = 0; at < utf8.length && units + 2 <= limit;) {
    uint32_t code_point = next_code_point(utf8, &at);
    if (code_point < 0x20) code_point = ' ';
    units += code_point > 0xffff ? 2 : 1;
    if (code_point > 0xffff) put_unit(out, 0xd800 + ((code_point - 0x10000) >> 10));
    put_unit(out, code_point > 0xffff ? 0xdc00 + (code_point & 0x3ff) : code_point);
  }
}

void pdf_put_text(Text *out, Str utf8) {
  text_add_c(out, "<FEFF");
  pdf_put_utf16(out, utf8, TEXT_UNITS_MAX);
  text_add_c(out, ">");
}

void pdf_put_bytes(Text *out, Str bytes) {
  text_add_char(out, '(');
  for (size_t i = 0; i < bytes.length; i++) {
    unsigned char byte = (unsigned char)bytes.data[i];
    if (byte < 0x20 || byte >= 0x7f)
      text_add_format(out, "\\%03o", byte);
    else {
      if (byte == '(' || byte == ')' || byte == '\\') text_add_char(out, '\\');
      text_add_char(out, (char)byte);
    }
  }
  text_add_char(out, ')');
}
