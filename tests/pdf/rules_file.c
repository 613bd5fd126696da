/* Rules about the file and what it says about itself. Numbers: Matterhorn Protocol 1.02 (UA), clauses of ISO 19005-2
 * (A). */
#include <stdlib.h>
#include <string.h>

#include "tests/pdf/pdf_model.h"

/* ---- every object ---- */

static const char *const actions_allowed[] = {"GoTo", "GoToR", "GoToE", "Thread", "URI", "Named", "SubmitForm"};

static bool is_among(const char *name, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(name, names[i]) == 0) return true;
  return false;
}

static void check_entry(Check *check, const char *where, const char *key, json_t *value) {
  static const char *const forbidden[] = {
      "/AA",  "/JS",      "/XFA",          "/NeedsRendering",        "/Alternates", "/OPI", "/Ref", "/PS", "/TR",
      "/HTP", "/Encrypt", "/Requirements", "/AlternatePresentations"};
  REQUIRE(check, !is_among(key, forbidden, sizeof forbidden / sizeof *forbidden), "A 6.1 forbidden key", "%s in %s",
          key, where);
  REQUIRE(check, strlen(key) <= 128, "A 6.1.13 name length", "%.40s... in %s", key, where);
  if (strcmp(key, "/Filter") != 0) return;
  char *filters = json_dumps(value, JSON_ENCODE_ANY);
  REQUIRE(check, filters && !strstr(filters, "LZW") && !strstr(filters, "Crypt"), "A 6.1.7.2 filter", "%s", where);
  free(filters);
}

static void check_value(Check *check, const char *where, json_t *value, int depth) {
  const char *key;
  json_t *part;
  size_t i;
  if (depth > 50) return;
  if (json_is_string(value)) {
    const char *text = json_string_value(value);
    size_t limit = strncmp(text, "b:", 2) == 0 ? 65534 : 32767;
    REQUIRE(check, text[0] == '/' ? strlen(text) <= 128 : strlen(text) - 2 <= limit, "A 6.1.13 string length", "%s",
            where);
  }
  json_array_foreach(value, i, part) check_value(check, where, part, depth + 1);
  json_object_foreach(value, key, part) {
    check_entry(check, where, key, part);
    check_value(check, where, part, depth + 1);
  }
}

static void check_action(Check *check, const char *where, json_t *dictionary) {
  if (!json_is_object(dictionary)) return;
  json_t *action = entry(check, dictionary, "/A");
  if (!json_is_object(action) || !raw_entry(action, "/S")) return;
  const char *kind = text_entry(check, action, "/S");
  REQUIRE(check, is_among(kind, actions_allowed, sizeof actions_allowed / sizeof *actions_allowed), "A 6.5.1 action",
          "%s in %s", kind, where);
}

static void check_objects(Check *check) {
  const char *name;
  json_t *object;
  json_object_foreach(check->objects, name, object) {
    json_t *stream = json_object_get(object, "stream");
    json_t *value = stream ? json_object_get(stream, "dict") : json_object_get(object, "value");
    check_value(check, name, value, 0);
    if (stream)
      REQUIRE(check, !raw_entry(value, "/F") && !raw_entry(value, "/FFilter"), "A 6.1.7.1 outside file", "%s", name);
    if (json_is_object(value) && !name_is(check, value, "/Type", "StructElem")) check_action(check, name, value);
  }
}

/* ---- the file ---- */

static void check_identity(Check *check) {
  const char *version = json_string_value(json_object_get(check->header, "pdfversion"));
  REQUIRE(check, version && strcmp(version, "1.4") >= 0 && strcmp(version, "1.7") <= 0, "A 6.1.2 version", "%s",
          version ? version : "none");
  json_t *id = entry(check, check->trailer, "/ID");
  REQUIRE(check, json_array_size(id) == 2, "A 6.1.3 ID", "the trailer has no ID of two strings");
  REQUIRE(check, !raw_entry(check->trailer, "/Encrypt"), "A 6.1.3 encryption", "the file is encrypted");
}

static void check_intent(Check *check) {
  json_t *intents = entry(check, check->root, "/OutputIntents"), *intent;
  size_t i;
  bool found = false;
  json_array_foreach(intents, i, intent) {
    json_t *dictionary = resolve(check, intent);
    if (!name_is(check, dictionary, "/S", "GTS_PDFA1")) continue;
    json_t *profile = raw_entry(dictionary, "/DestOutputProfile");
    Str bytes = stream_data(check, profile);
    bool is_rgb =
        bytes.length > 128 && memcmp(bytes.data + 36, "acsp", 4) == 0 && memcmp(bytes.data + 16, "RGB ", 4) == 0;
    REQUIRE(check, is_rgb, "A 6.2.3 profile", "the output intent has no RGB profile");
    REQUIRE(check, (int)number_entry(check, resolve(check, profile), "/N", 0) == 3, "A 6.2.3 profile", "N is not 3");
    REQUIRE(check, *text_entry(check, dictionary, "/OutputConditionIdentifier"), "A 6.2.3 intent",
            "no OutputConditionIdentifier");
    found = true;
  }
  REQUIRE(check, found, "A 6.2.3 intent", "no output intent GTS_PDFA1");
}

static bool is_language(const char *text) {
  size_t letters = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  return letters >= 2 && letters <= 8 && (text[letters] == '\0' || text[letters] == '-');
}

static void check_catalog(Check *check) {
  json_t *mark_info = entry(check, check->root, "/MarkInfo");
  REQUIRE(check, json_is_true(entry(check, mark_info, "/Marked")), "UA 06 / A 6.7.2.2 Marked",
          "MarkInfo does not say Marked true");
  REQUIRE(check, !json_is_true(entry(check, mark_info, "/Suspects")), "UA 02 Suspects", "Suspects is true");
  REQUIRE(check, is_language(text_entry(check, check->root, "/Lang")), "UA 11-006 Lang", "the catalog has no language");
  json_t *preferences = entry(check, check->root, "/ViewerPreferences");
  REQUIRE(check, json_is_true(entry(check, preferences, "/DisplayDocTitle")), "UA 07-001 DisplayDocTitle", "not true");
  REQUIRE(check, json_is_object(entry(check, check->root, "/StructTreeRoot")), "UA 01 StructTreeRoot", "there is none");
}

/* ---- attachments ---- */

static void check_attachment(Check *check, json_t *value, json_t *associated) {
  json_t *specification = resolve(check, value), *other;
  json_t *content = entry(check, entry(check, specification, "/EF"), "/F");
  const char *name = text_entry(check, specification, "/UF");
  REQUIRE(check, *name && *text_entry(check, specification, "/F"), "A3 6.8 F and UF", "%s", ref_of(value));
  REQUIRE(check, *text_entry(check, specification, "/AFRelationship"), "A3 6.8 AFRelationship", "%s", name);
  REQUIRE(check, *text_entry(check, specification, "/Desc"), "UA 21 Desc", "%s", name);
  REQUIRE(check, strchr(text_entry(check, content, "/Subtype"), '/'), "A3 6.8 media type", "%s", name);
  bool listed = false;
  size_t i;
  json_array_foreach(associated, i, other) listed = listed || strcmp(ref_of(other), ref_of(value)) == 0;
  REQUIRE(check, listed, "A3 6.8 AF", "%s is not associated with the document", name);
}

static void check_attachments(Check *check) {
  json_t *names = entry(check, entry(check, entry(check, check->root, "/Names"), "/EmbeddedFiles"), "/Names"), *value;
  json_t *associated = entry(check, check->root, "/AF");
  size_t i;
  json_array_foreach(names, i, value)
    if (i % 2) check_attachment(check, value, associated);
}

void check_file(Check *check) {
  check_identity(check);
  check_objects(check);
  check_intent(check);
  check_catalog(check);
  check_attachments(check);
}

/* ---- metadata ---- */

/* The text between the first <name ...> and </name>, with tags inside left out and the five entities put back. */
static Str xml_text(Check *check, Str xml, const char *name) {
  Text out = text_new(check->arena);
  const char *at = strstr(xml.data, str_format(check->arena, "<%s>", name).data);
  const char *end = at ? strstr(at, str_format(check->arena, "</%s>", name).data) : NULL;
  static const char *const entities[][2] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&apos;", "'"}};
  bool in_tag = false;
  for (; at && end && at < end; at++) {
    if (*at == '<')
      in_tag = true;
    else if (*at == '>' && in_tag)
      in_tag = false;
    else if (!in_tag) {
      size_t k = 0;
      while (k < 5 && strncmp(at, entities[k][0], strlen(entities[k][0])) != 0) k++;
      if (k < 5) at += strlen(entities[k][0]) - 1;
      text_add_char(&out, k < 5 ? *entities[k][1] : *at);
    }
  }
  return str_trim(text_str(&out));
}

/* D:20261101000000Z as 2026-11-01T00:00:00Z. */
static Str iso_date(Check *check, const char *date) {
  if (strncmp(date, "D:", 2) != 0 || strlen(date) < 16) return str_of(date);
  const char *d = date + 2;
  return str_format(check->arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%s", d, d + 4, d + 6, d + 8, d + 10, d + 12, d + 14);
}

static void check_agreement(Check *check, Str xml) {
  static const struct {
    const char *key, *property;
    bool is_date;
  } pairs[] = {{"/Title", "dc:title", false},         {"/Author", "dc:creator", false},
               {"/Subject", "dc:description", false}, {"/Creator", "xmp:CreatorTool", false},
               {"/Producer", "pdf:Producer", false},  {"/CreationDate", "xmp:CreateDate", true},
               {"/ModDate", "xmp:ModifyDate", true}};
  json_t *info = entry(check, check->trailer, "/Info");
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    const char *said = text_entry(check, info, pairs[i].key);
    if (!*said) continue;
    Str wanted = pairs[i].is_date ? iso_date(check, said) : str_of(said);
    REQUIRE(check, str_equal(wanted, xml_text(check, xml, pairs[i].property)), "A 6.6.3 Info and XMP", "%s differ",
            pairs[i].key);
  }
}

static void check_part(Check *check, Str xml) {
  Str part = xml_text(check, xml, "pdfaid:part"), level = xml_text(check, xml, "pdfaid:conformance");
  bool attached = json_is_object(entry(check, entry(check, check->root, "/Names"), "/EmbeddedFiles"));
  REQUIRE(check, str_equal(part, attached ? STR("3") : STR("2")), "A 6.6.4 part", "pdfaid:part is \"%s\"", part.data);
  REQUIRE(check, str_equal(level, STR("A")), "A 6.6.4 conformance", "pdfaid:conformance is \"%s\"", level.data);
  REQUIRE(check, str_equal(xml_text(check, xml, "pdfuaid:part"), STR("1")), "UA 06-002 pdfuaid:part", "not 1");
  REQUIRE(check, strstr(xml.data, "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"), "A 6.6.2.3.1 schema",
          "pdfuaid is not described");
}

void check_metadata(Check *check) {
  json_t *reference = raw_entry(check->root, "/Metadata");
  json_t *dictionary = resolve(check, reference);
  Str data = stream_data(check, reference), xml = str_copy(check->arena, data);
  REQUIRE(check, xml.length > 0, "UA 06-001 metadata", "the catalog has no metadata stream");
  if (!xml.length) return;
  REQUIRE(check, name_is(check, dictionary, "/Type", "Metadata") && name_is(check, dictionary, "/Subtype", "XML"),
          "A 6.6.2.1 metadata", "Type or Subtype");
  REQUIRE(check, !raw_entry(dictionary, "/Filter"), "A 6.6.2.1 metadata", "the packet is compressed");
  REQUIRE(check, strstr(xml.data, "<?xpacket begin=") && strstr(xml.data, "<?xpacket end="), "A 6.6.2.1 packet",
          "no xpacket around it");
  REQUIRE(check, xml_text(check, xml, "dc:title").length > 0, "UA 06-003 dc:title", "the metadata has no title");
  check_part(check, xml);
  check_agreement(check, xml);
}
