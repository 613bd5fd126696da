/* pdf_check FILE.pdf: judges a PDF by the rules of PDF/UA-1 (as numbered in the Matterhorn Protocol) and PDF/A-2a or 3a
 * that a program can decide, and by some of our own. Prints each failed rule; status 0: none, 1: some, 2: the file
 * cannot be read. What only people can judge (alternative texts, reading order, contrast) it does not touch. */
#include <stdio.h>
#include <string.h>

#include "tests/pdf/pdf_model.h"

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: pdf_check FILE.pdf\n");
    return 2;
  }
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Check check = {.arena = &arena};
  if (!model_read(&check, arguments[1])) {
    fprintf(stderr, "pdf_check: qpdf cannot read %s\n", arguments[1]);
    return 2;
  }
  check_file(&check);
  check_metadata(&check);
  check_pages(&check);
  check_structure(&check);
  json_decref(check.document);
  arena_free(&arena);
  return check.failures ? 1 : 0;
}
