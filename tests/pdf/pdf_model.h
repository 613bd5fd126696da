/* pdf_model.h: a PDF as objects, read through `qpdf --json`, for the checker.
 *
 * Values are Jansson's, borrowed from the model. Names begin with "/", strings with "u:" (Unicode) or "b:"
 * (hexadecimal), references look like "12 0 R". */
#ifndef KOMPAS_TESTS_PDF_MODEL_H
#define KOMPAS_TESTS_PDF_MODEL_H

#include <jansson.h>
#include <stdbool.h>

#include "compiler/base/list.h"
#include "compiler/base/map.h"
#include "compiler/base/str.h"

/* A font as far as text that uses it must be judged. */
typedef struct FontFacts {
  const char *ref;
  bool is_composite;
  bool has_unicode[65536]; /* by code */
  bool bad_unicode[65536]; /* maps to 0, U+FEFF or U+FFFE */
  bool private_use[65536];
  double width[65536], default_width; /* as stated; -1: default */
  Str glyph_map;                      /* CIDToGIDMap, two bytes a code; empty: identity */
  bool is_cff;                        /* the program is CFF: a CID is a glyph */
  unsigned glyph_of[65536];           /* CFF: by code, from the embedded CMap */
  Str program;                        /* TrueType or CFF */
} FontFacts;

/* One stretch of marked content of a page, as met in its content. */
typedef struct MarkSeen {
  int page;
  long id;
  bool is_claimed; /* an element lists it */
} MarkSeen;

typedef struct Check {
  Arena *arena;
  json_t *document; /* all of qpdf's answer */
  json_t *objects, *trailer, *root, *header;
  LIST(const char *) pages; /* references, in order */
  LIST(FontFacts *) fonts;
  LIST(MarkSeen) marks;
  Map mark_index; /* "page/id": index in marks */
  Map parents;    /* "key" or "key/id" of the parent tree: index in parent_refs */
  LIST(const char *) parent_refs;
  int failures;
} Check;

/* Reads a file; false when qpdf cannot. */
bool model_read(Check *check, const char *path);

/* Prints a failed rule and counts it. */
void fail(Check *check, const char *rule, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same when `holds` is false. */
#define REQUIRE(check, holds, rule, ...)              \
  do {                                                \
    if (!(holds)) fail((check), (rule), __VA_ARGS__); \
  } while (0)

bool is_ref(const json_t *value);
/* Follows references; NULL when there is nothing. A stream gives its dictionary. */
json_t *resolve(const Check *check, json_t *value);
/* The object that a reference names. */
json_t *object_of(const Check *check, const char *ref);
/* The entry of a dictionary, resolved; NULL when missing. */
json_t *entry(const Check *check, json_t *dictionary, const char *key);
/* The entry as it stands: a reference stays one. */
json_t *raw_entry(json_t *dictionary, const char *key);
/* The text of a name or string entry, "" when missing: names without their slash, strings without their mark. */
const char *text_entry(const Check *check, json_t *dictionary, const char *key);
bool name_is(const Check *check, json_t *dictionary, const char *key, const char *name);
double number_entry(const Check *check, json_t *dictionary, const char *key, double otherwise);
/* Content of a stream, decoded; empty when it is none. */
Str stream_data(const Check *check, json_t *value);
/* The reference as a C string, or "" for a direct value. */
const char *ref_of(const json_t *value);

/* The families of rules. */
void check_file(Check *check);
void check_metadata(Check *check);
void check_pages(Check *check);
void check_structure(Check *check);

#endif
