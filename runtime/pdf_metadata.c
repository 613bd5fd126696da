/* Metadata. Information dictionary and XMP must say the same, so both are made here from the same values. Nothing reads
 * the clock: dates are the document's. */
#include "runtime/pdf_metadata.h"

#include <errno.h>
#include <stdio.h>

enum { PROFILE_MAX = 1024 * 1024, PROFILE_HEADER = 128 };

#define PRODUCER "libharu 2.3.0, HarfBuzz"
#define CREATOR  "Kompas"

/* Day of a proleptic Gregorian calendar from days since 1970-01-01. */
typedef struct Day {
  int year, month, day;
} Day;

/* Counts from 1 March of the year 0, so that the leap day is the last of its year. */
static Day day_of(int32_t days) {
  int64_t z = (int64_t)days + 719468;
  int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  int64_t day_of_era = z - era * 146097;
  int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t month = (5 * day_of_year + 2) / 153;
  Day day = {.day = (int)(day_of_year - (153 * month + 2) / 5 + 1), .month = (int)(month < 10 ? month + 3 : month - 9)};
  day.year = (int)(year_of_era + era * 400 + (day.month <= 2));
  if (day.year < 0 || day.year > 9999) return (Day){1970, 1, 1};
  return day;
}

static void put_pdf_date(Text *out, int32_t date) {
  Day day = day_of(date);
  text_add_format(out, "(D:%04d%02d%02d000000Z)", day.year, day.month, day.day);
}

static void put_xmp_date(Text *out, int32_t date) {
  Day day = day_of(date);
  text_add_format(out, "%04d-%02d-%02dT00:00:00Z", day.year, day.month, day.day);
}

Str metadata_title(const Document *document) {
  if (document->title.length) return document->title;
  if (document->cover.title.length) return document->cover.title;
  return document->running_head.length ? document->running_head : STR(CREATOR);
}

static PdfRef write_dict(PdfFile *file, Text *entries) {
  PdfRef object = pdf_reserve(file);
  pdf_dict(file, object, text_str(entries));
  return object;
}

static void put_entry(Text *out, const char *key, Str value) {
  if (!value.length) return;
  text_add_format(out, "/%s ", key);
  pdf_put_text(out, value);
  text_add_char(out, '\n');
}

PdfRef metadata_write_info(Arena *arena, PdfFile *file, const Document *document) {
  Text out = text_new(arena);
  put_entry(&out, "Title", metadata_title(document));
  put_entry(&out, "Author", document->author);
  put_entry(&out, "Subject", document->subject);
  text_add_c(&out, "/Creator (" CREATOR ")\n/Producer (" PRODUCER ")\n/CreationDate ");
  put_pdf_date(&out, document->date);
  text_add_c(&out, "\n/ModDate ");
  put_pdf_date(&out, document->date);
  return write_dict(file, &out);
}

/* ---- XMP ---- */

/* Text for XML; control characters as spaces, as in the information dictionary. */
static void put_xml(Text *out, Str text) {
  for (size_t i = 0; i < text.length; i++) {
    char c = text.data[i];
    if (c == '<')
      text_add_c(out, "&lt;");
    else if (c == '>')
      text_add_c(out, "&gt;");
    else if (c == '&')
      text_add_c(out, "&amp;");
    else
      text_add_char(out, (unsigned char)c < 0x20 || c == 0x7f ? ' ' : c);
  }
}

/* A property that holds a list: title and description by language, authors in order. */
static void put_listed(Text *out, const char *property, const char *list, const char *attribute, Str value) {
  if (!value.length) return;
  text_add_format(out, "<%s><rdf:%s><rdf:li%s>", property, list, attribute);
  put_xml(out, value);
  text_add_format(out, "</rdf:li></rdf:%s></%s>\n", list, property);
}

static void put_date_property(Text *out, const char *property, int32_t date) {
  text_add_format(out, "<xmp:%s>", property);
  put_xmp_date(out, date);
  text_add_format(out, "</xmp:%s>\n", property);
}

/* PDF/A knows no property of PDF/UA: its schema must be described. */
static const char uadescription[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
    "</rdf:Description>\n";

static void put_xmp(Text *out, const Document *document) {
  text_add_c(out,
             "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
             "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
             "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
             "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
             " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
             " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
             "<dc:format>application/pdf</dc:format>\n");
  put_listed(out, "dc:title", "Alt", " xml:lang=\"x-default\"", metadata_title(document));
  put_listed(out, "dc:creator", "Seq", "", document->author);
  put_listed(out, "dc:description", "Alt", " xml:lang=\"x-default\"", document->subject);
  put_listed(out, "dc:language", "Bag", "", language_code(document->language));
  text_add_c(out, "<xmp:CreatorTool>" CREATOR "</xmp:CreatorTool>\n");
  put_date_property(out, "CreateDate", document->date);
  put_date_property(out, "ModifyDate", document->date);
  text_add_c(out, "<pdf:Producer>" PRODUCER "</pdf:Producer>\n");
  text_add_format(out, "<pdfaid:part>%d</pdfaid:part>\n", document->attachments.count ? 3 : 2);
  text_add_c(out, "<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n");
  text_add_c(out, uadescription);
  text_add_c(out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
}

PdfRef metadata_write_xmp(Arena *arena, PdfFile *file, const Document *document) {
  Text out = text_new(arena);
  put_xmp(&out, document);
  PdfRef object = pdf_reserve(file);
  pdf_stream(file, object, STR("/Type /Metadata /Subtype /XML"), text_str(&out), false);
  return object;
}

/* ---- colour profile ---- */

static const char *const profile_paths[] = {"/usr/share/color/icc/sRGB.icc",
                                            "/usr/share/color/icc/ghostscript/srgb.icc",
                                            "/usr/local/share/color/icc/sRGB.icc"};

/* A monitor profile for RGB, which is what DeviceRGB colours must have. */
static bool is_profile(Str bytes) {
  return bytes.length > PROFILE_HEADER && str_equal(str_slice(bytes, 12, 20), STR("mntrRGB ")) &&
         str_equal(str_slice(bytes, 36, 40), STR("acsp"));
}

/* The room is taken before the file is opened: an escape must not leave it open. */
static Str read_profile(Arena *arena, const char *path) {
  char *room = arena_alloc(arena, PROFILE_MAX);
  errno = 0;
  FILE *opened = fopen(path, "rb");
  if (!opened && errno == ENOMEM) arena_give_up(arena);
  if (!opened) return STR("");
  size_t length = fread(room, 1, PROFILE_MAX, opened);
  bool whole = !ferror(opened) && length < PROFILE_MAX, has_failed = errno == ENOMEM;
  fclose(opened);
  if (has_failed) arena_give_up(arena);
  return whole ? (Str){room, length} : STR("");
}

PdfRef metadata_write_intent(Arena *arena, PdfFile *file, Str *problem) {
  Str bytes = STR("");
  for (size_t i = 0; i < sizeof profile_paths / sizeof *profile_paths && !is_profile(bytes); i++)
    bytes = read_profile(arena, profile_paths[i]);
  if (!is_profile(bytes)) {
    *problem = STR("colour profile sRGB.icc is not installed (package icc-profiles-free)");
    return 0;
  }
  PdfRef profile = pdf_reserve(file);
  pdf_stream(file, profile, STR("/N 3"), bytes, true);
  Text out = text_new(arena);
  text_add_c(&out,
             "/Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1)"
             " /RegistryName (http://www.color.org) /Info (sRGB IEC61966-2.1) /DestOutputProfile");
  pdf_put_ref(&out, profile);
  return write_dict(file, &out);
}

/* ---- attachments ---- */

/* A name object: everything but letters, digits and a few signs as #xx. */
static void put_name(Text *out, Str name) {
  text_add_char(out, '/');
  for (size_t i = 0; i < name.length; i++) {
    unsigned char c = (unsigned char)name.data[i];
    bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
    if (plain)
      text_add_char(out, (char)c);
    else
      text_add_format(out, "#%02X", c);
  }
}

static Str file_entries(Arena *arena, const Document *document, const Attachment *attached, size_t size) {
  Text out = text_new(arena);
  text_add_c(&out, "/Type /EmbeddedFile /Subtype ");
  put_name(&out, attached->media_type.length ? attached->media_type : STR("application/octet-stream"));
  text_add_format(&out, " /Params <</Size %zu /ModDate ", size);
  put_pdf_date(&out, document->date);
  text_add_c(&out, ">>");
  return text_str(&out);
}

/* The text that the document was made from is its source; tables and exports are its data. */
static const char *relationship(const Attachment *attached) {
  return str_ends_with(attached->name, STR(".kompas")) ? "Source" : "Data";
}

static PdfRef write_attachment(Arena *arena, PdfFile *file, const Document *document, const Attachment *attached) {
  PdfRef content = pdf_reserve(file);
  Str bytes = attached->content.length ? attached->content : STR("\n"); /* libharu cannot write an empty stream */
  pdf_stream(file, content, file_entries(arena, document, attached, bytes.length), bytes, true);
  Text out = text_new(arena);
  text_add_c(&out, "/Type /Filespec /F ");
  pdf_put_text(&out, attached->name);
  text_add_c(&out, " /UF ");
  pdf_put_text(&out, attached->name);
  text_add_c(&out, " /Desc ");
  pdf_put_text(&out, attached->description.length ? attached->description : attached->name);
  text_add_format(&out, " /AFRelationship /%s /EF <</F", relationship(attached));
  pdf_put_ref(&out, content);
  text_add_c(&out, " /UF");
  pdf_put_ref(&out, content);
  text_add_c(&out, ">>");
  return write_dict(file, &out);
}

void metadata_write_attachments(Arena *arena, PdfFile *file, const Document *document, Text *catalog, Text *names) {
  if (!document->attachments.count) return;
  text_add_c(catalog, "\n/AF [");
  uint32_t number = 0;
  LIST_EACH(const Attachment, attached, document->attachments) {
    PdfRef object = write_attachment(arena, file, document, attached);
    pdf_put_ref(catalog, object);
    text_add_format(names, "(file%04u)", ++number); /* keys in order; the name that is shown is in the specification */
    pdf_put_ref(names, object);
    text_add_char(names, ' ');
  }
  text_add_c(catalog, "]");
}
