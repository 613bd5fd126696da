#include "runtime/run_text.h"

bool link_is_address(Str link) {
  return str_starts_with(link, STR("http://")) || str_starts_with(link, STR("https://")) ||
         str_starts_with(link, STR("mailto:"));
}

Str run_text_without_page(Arena *arena, const Run *run) {
  Str text = run->text;
  size_t at = str_find(text, STR("{page}"));
  if (!run->page_number || at == text.length) return text;
  if (run->pageless.length) return run->pageless;
  size_t from = at;
  while (from > 0 && text.data[from - 1] != ',' && text.data[from - 1] != '(') from--;
  if (from == 0)
    return str_format(arena, "%.*s%.*s", (int)at, text.data, (int)(text.length - at - 6), text.data + at + 6);
  size_t end = at + 6;
  if (text.data[from - 1] == '(' && end < text.length && text.data[end] == ')') end++;
  Str head = str_trim(str_slice(text, 0, from - 1));
  return str_format(arena, "%.*s%.*s", STR_ARGS(head), (int)(text.length - end), text.data + end);
}
