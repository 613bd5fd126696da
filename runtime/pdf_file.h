/* pdf_file.h: a PDF file as numbered objects; the only door to libharu.
 *
 * An object is reserved first (so that others can refer to it) and given its content later. Content is text in PDF
 * syntax, written by the pdf_put_ functions; numbers never depend on the locale. Everything that is passed in must live
 * until pdf_finish. Memory of the file itself is libharu's: pdf_close gives it back, on any path. */
#ifndef KOMPAS_RUNTIME_PDF_FILE_H
#define KOMPAS_RUNTIME_PDF_FILE_H

#include "compiler/base/list.h"
#include "compiler/base/str.h"

typedef struct PdfFile PdfFile;
typedef uint32_t PdfRef; /* an object's number; 0: none */

/* Adds what stands between << and >> of a dictionary. */
typedef void (*PdfMake)(const void *subject, Text *out);

/* A new file; `arena` is used for small things and its escape when memory fails. NULL when libharu has no memory. */
PdfFile *pdf_open(Arena *arena);
void pdf_close(PdfFile *file);

PdfRef pdf_reserve(PdfFile *file);
/* Gives a reserved object its entries. */
void pdf_dict(PdfFile *file, PdfRef object, Str entries);
/* The same, made when the file is written: for the many small objects. */
void pdf_dict_made(PdfFile *file, PdfRef object, PdfMake make, const void *subject);
/* A reserved object becomes a stream; Length, and Filter when compressed, are added. `data` must not be empty. */
void pdf_stream(PdfFile *file, PdfRef object, Str entries, Str data, bool compress);

/* Writes everything. The file's ID is a hash of its content. False with the reason in `*problem`. */
bool pdf_finish(PdfFile *file, PdfRef catalog, PdfRef info, Arena *result, Str *bytes, Str *problem);

/* ---- syntax ---- */

/* A number to a thousandth, followed by a space. */
void pdf_put_number(Text *out, double value);
/* " 12 0 R" */
void pdf_put_ref(Text *out, PdfRef object);
/* A text string: UTF-16 in hexadecimal, cut where PDF/A's limit is. */
void pdf_put_text(Text *out, Str utf8);
/* A byte string in parentheses, escaped. */
void pdf_put_bytes(Text *out, Str bytes);
/* The UTF-16 (big endian) of a text in hexadecimal, without brackets and byte order mark; at most `limit` units. */
void pdf_put_utf16(Text *out, Str utf8, size_t limit);

#endif
