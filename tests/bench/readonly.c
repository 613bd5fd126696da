/* readonly.c FILE: reads a file and ends; the floor under every check. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  static char buffer[1 << 16];
  size_t total = 0, count;
  FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
  if (!file) return 1;
  while ((count = fread(buffer, 1, sizeof buffer, file)) > 0) total += count;
  fclose(file);
  return total == 0;
}
