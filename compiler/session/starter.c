/* starter.c: see starter.h. */
#include "compiler/session/starter.h"

#include "compiler/base/utf8.h"

static const ChoiceSet *phases(const Session *session) { return vocabulary_choices(session->library->vocabulary, STR("phase")); }

const Choice *session_first_phase(const Session *session) {
  const ChoiceSet *set = phases(session);
  return set && set->choice_count ? &set->choices[0] : NULL;
}

const Choice *session_phase(const Session *session, Str word) {
  const ChoiceSet *set = phases(session);
  Language language;
  for (uint32_t i = 0; set && i < set->choice_count; i++)
    if (spelling_find(&set->choices[i].spellings, word, LANGUAGE_EN, &language)) return &set->choices[i];
  return NULL;
}

bool name_is_valid(Str name) {
  for (size_t at = 0, size; at < name.length; at += size) {
    int32_t c = utf8_decode(name, at, &size);
    bool later = at > 0 && ((c >= '0' && c <= '9') || c == '-' || c == '_');
    if (c == UTF8_INVALID || !(utf8_is_letter(c) || later)) return false;
  }
  return name.length > 0;
}

static Str with_name(Arena *arena, Str spec, Str name) {
  static const char mark[] = " NAME ";
  size_t at = str_find(spec, STR(mark));
  if (at == spec.length) return spec;
  return str_format(arena, "%.*s %.*s %.*s\n", STR_ARGS(str_slice(spec, 0, at)), STR_ARGS(name),
                    STR_ARGS(str_slice(spec, at + sizeof mark - 1, spec.length)));
}

Str session_starter(const Session *session, const Choice *phase, Str name, Language language) {
  const Vocabulary *vocabulary = session->library->vocabulary;
  LIST_EACH(Object *, one, session->library->model->library) {
    if (!str_equal((*one)->concept->key, STR("starter"))) continue;
    Value value = value_plain(*object_slot(*one, vocabulary, STR("phase"))), spec = *object_slot(*one, vocabulary, STR("spec"));
    if (value.kind != VALUE_CHOICE || value.as.choice != phase) continue;
    Str text = spec.kind == VALUE_WORDS ? words_in(*spec.as.words, language) : spec.kind == VALUE_TEXT ? spec.as.text : STR("");
    return with_name(session->arena, str_trim(text), name);
  }
  return STR("");
}
