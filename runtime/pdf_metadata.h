/* pdf_metadata.h: what a PDF says about itself: document information, XMP, colour profile, attachments. */
#ifndef KOMPAS_RUNTIME_PDF_METADATA_H
#define KOMPAS_RUNTIME_PDF_METADATA_H

#include "runtime/document.h"
#include "runtime/pdf_file.h"

/* The document information dictionary. */
PdfRef metadata_write_info(Arena *arena, PdfFile *file, const Document *document);
/* The XMP packet: the same facts, PDF/UA-1, and PDF/A-2a or, with attachments, PDF/A-3a. */
PdfRef metadata_write_xmp(Arena *arena, PdfFile *file, const Document *document);
/* The output intent with the sRGB profile; 0 and the reason when the profile is not installed. */
PdfRef metadata_write_intent(Arena *arena, PdfFile *file, Str *problem);
/* The file specifications of the attachments, in their order; adds " /AF [...]" and nothing when there are none. The
 * entries of the name tree of embedded files go to `names`. */
void metadata_write_attachments(Arena *arena, PdfFile *file, const Document *document, Text *catalog, Text *names);
/* What the document is called in the metadata; never empty. */
Str metadata_title(const Document *document);

#endif
