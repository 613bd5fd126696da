/* Finding words: every look-up in a loaded vocabulary. */
#include "compiler/vocabulary/vocabulary.h"

#include <stdio.h>

const Concept *vocabulary_concept(const Vocabulary *vocabulary, Str key) {
  uint32_t number;
  return map_get(&vocabulary->concept_by_key, key, &number) ? vocabulary->concepts.items[number] : NULL;
}

const ChoiceSet *vocabulary_choices(const Vocabulary *vocabulary, Str key) {
  uint32_t number;
  return map_get(&vocabulary->choice_set_by_key, key, &number) ? vocabulary->choice_sets.items[number] : NULL;
}

const Choice *choice_by_key(const ChoiceSet *set, Str key) {
  uint32_t index;
  if (map_get(&set->words, key, &index) && str_equal(set->choices[index].key, key)) return &set->choices[index];
  for (uint32_t i = 0; i < set->choice_count; i++)
    if (str_equal(set->choices[i].key, key)) return &set->choices[i];
  return NULL;
}

static bool spelled(const Spelling *spelling, Str word) {
  return str_equal(spelling->word, word) || str_equal(spelling->folded, word);
}

bool spelling_find(const SpellingList *spellings, Str word, Language preferred, Language *language) {
  bool found = false;
  LIST_EACH(Spelling, spelling, *spellings) {
    if (!spelled(spelling, word)) continue;
    if (spelling->language == preferred) {
      if (language) *language = preferred;
      return true;
    }
    if (!found && language) *language = spelling->language;
    found = true;
  }
  return found;
}

/* Where a word means one thing in English and another in Dutch, the map holds "en:word" and "nl:word" as well. */
static bool words_get(const Map *words, bool clash, Str word, Language preferred, uint32_t *index) {
  char key[128];
  if (clash && word.length < sizeof key - 4) {
    int length = snprintf(key, sizeof key, "%.*s:%.*s", STR_ARGS(language_code(preferred)), STR_ARGS(word));
    if (length > 0 && map_get(words, (Str){key, (size_t)length}, index)) return true;
  }
  return map_get(words, word, index);
}

const Property *concept_property_in(const Concept *concept, Str word, Language preferred, Language *language) {
  uint32_t index;
  if (!words_get(&concept->words, concept->words_clash, word, preferred, &index)) return NULL;
  const Property *property = &concept->properties[index];
  spelling_find(&property->spellings, word, preferred, language);
  return property;
}

const Property *concept_property_by_word(const Concept *concept, Str word, Language *language) {
  return concept_property_in(concept, word, LANGUAGE_EN, language);
}

const Choice *choice_in(const ChoiceSet *set, Str word, Language preferred, Language *language) {
  uint32_t index;
  if (!words_get(&set->words, set->words_clash, word, preferred, &index)) return NULL;
  const Choice *choice = &set->choices[index];
  spelling_find(&choice->spellings, word, preferred, language);
  return choice;
}

const Concept *vocabulary_top_concept(const Vocabulary *vocabulary, Str word, Language preferred, Language *language) {
  uint32_t number;
  if (!words_get(&vocabulary->top_words, vocabulary->top_words_clash, word, preferred, &number)) return NULL;
  const Concept *concept = vocabulary->concepts.items[number];
  spelling_find(&concept->spellings, word, preferred, language);
  return concept;
}

const Property *concept_property(const Concept *concept, Str key) {
  for (uint32_t i = 0; i < concept->property_count; i++)
    if (str_equal(concept->properties[i].key, key)) return &concept->properties[i];
  return NULL;
}

bool concept_is(const Concept *concept, const Concept *base) {
  for (; concept; concept = concept->extends)
    if (concept == base) return true;
  return false;
}

Str spelling_in(const SpellingList *spellings, Language language) {
  LIST_EACH(Spelling, spelling, *spellings)
    if (spelling->language == language) return spelling->word;
  return spellings->count ? spellings->items[0].word : STR("");
}

Words spelling_words(const SpellingList *spellings) {
  Words words;
  for (int i = 0; i < LANGUAGE_COUNT; i++) words.in[i] = spelling_in(spellings, (Language)i);
  return words;
}
