/* json.h: writing JSON, piece by piece, onto a growing text.
 *
 * The writer puts commas, colons and line ends; the caller opens, fills and closes. Objects keep the order in which keys are
 * written. Bytes that are not UTF-8 become U+FFFD, so the outcome is always valid. */
#ifndef KOMPAS_BASE_JSON_H
#define KOMPAS_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "compiler/base/str.h"

enum { JSON_DEEPEST = 128 };

typedef struct Json {
  Text *text;
  uint32_t depth, indent; /* indent: spaces a level; 0: everything on one line */
  bool filled[JSON_DEEPEST]; /* something stands already at this depth */
  bool after_key;
} Json;

/* Starts writing onto `text`. */
Json json_new(Text *text, uint32_t indent);
/* Opens an object or a list, as the value of the last key or as an element. At most JSON_DEEPEST - 1 deep. */
void json_open_object(Json *json);
void json_close_object(Json *json);
void json_open_list(Json *json);
void json_close_list(Json *json);
void json_key(Json *json, const char *key);
void json_key_str(Json *json, Str key);
void json_string(Json *json, Str value);
void json_number(Json *json, int64_t value);
/* A number as text already, such as an exact decimal: `digits` must be valid JSON. */
void json_raw(Json *json, Str digits);
void json_boolean(Json *json, bool value);
void json_null(Json *json);
/* Key and value at once. */
void json_pair(Json *json, const char *key, Str value);
void json_pair_number(Json *json, const char *key, int64_t value);

#endif
