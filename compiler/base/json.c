#include "compiler/base/json.h"

#include "compiler/base/utf8.h"

Json json_new(Text *text, uint32_t indent) { return (Json){.text = text, .indent = indent}; }

static void new_line(Json *json) {
  if (!json->indent) return;
  text_add_char(json->text, '\n');
  for (uint32_t i = 0; i < json->depth * json->indent; i++) text_add_char(json->text, ' ');
}

/* What stands before a value or a key: nothing after a key, else a comma where something stands already. */
static void begin(Json *json) {
  if (json->after_key) {
    json->after_key = false;
    return;
  }
  if (json->filled[json->depth]) text_add_char(json->text, ',');
  json->filled[json->depth] = true;
  if (json->depth) new_line(json);
}

static void open_with(Json *json, char bracket) {
  begin(json);
  text_add_char(json->text, bracket);
  if (json->depth + 1 < JSON_DEEPEST) json->depth++;
  json->filled[json->depth] = false;
}

static void close_with(Json *json, char bracket) {
  bool filled = json->filled[json->depth];
  if (json->depth) json->depth--;
  if (filled) new_line(json);
  text_add_char(json->text, bracket);
}

void json_open_object(Json *json) { open_with(json, '{'); }
void json_close_object(Json *json) { close_with(json, '}'); }
void json_open_list(Json *json) { open_with(json, '['); }
void json_close_list(Json *json) { close_with(json, ']'); }

static void add_escaped(Text *text, int32_t c) {
  switch (c) {
    case '"': text_add(text, STR("\\\"")); break;
    case '\\': text_add(text, STR("\\\\")); break;
    case '\n': text_add(text, STR("\\n")); break;
    case '\r': text_add(text, STR("\\r")); break;
    case '\t': text_add(text, STR("\\t")); break;
    default: text_add_format(text, "\\u%04x", (unsigned)c); break;
  }
}

static void add_quoted(Text *text, Str value) {
  text_add_char(text, '"');
  size_t plain = 0, at = 0;
  while (at < value.length) {
    unsigned char byte = (unsigned char)value.data[at];
    if (byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\') {
      at++;
      continue;
    }
    size_t size;
    int32_t c = utf8_decode(value, at, &size);
    bool control = c >= 0 && (c < 0x20 || (c >= 0x7f && c < 0xa0));
    if (c == UTF8_INVALID || control || c == '"' || c == '\\') {
      text_add(text, str_slice(value, plain, at));
      if (c == UTF8_INVALID) text_add(text, STR("\xEF\xBF\xBD"));
      else add_escaped(text, c);
      plain = at + size;
    }
    at += size;
  }
  text_add(text, str_slice(value, plain, value.length));
  text_add_char(text, '"');
}

void json_key_str(Json *json, Str key) {
  begin(json);
  add_quoted(json->text, key);
  text_add_char(json->text, ':');
  if (json->indent) text_add_char(json->text, ' ');
  json->after_key = true;
}

void json_key(Json *json, const char *key) { json_key_str(json, str_of(key)); }

void json_string(Json *json, Str value) {
  begin(json);
  add_quoted(json->text, value);
}

void json_number(Json *json, int64_t value) {
  begin(json);
  text_add_format(json->text, "%lld", (long long)value);
}

void json_raw(Json *json, Str digits) {
  begin(json);
  text_add(json->text, digits);
}

void json_boolean(Json *json, bool value) { json_raw(json, value ? STR("true") : STR("false")); }

void json_null(Json *json) { json_raw(json, STR("null")); }

void json_pair(Json *json, const char *key, Str value) {
  json_key(json, key);
  json_string(json, value);
}

void json_pair_number(Json *json, const char *key, int64_t value) {
  json_key(json, key);
  json_number(json, value);
}
