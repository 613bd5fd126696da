/* Any bytes as a logo: what is accepted has a box of finite size with everything in it. */
#include <math.h>
#include <stdlib.h>

#include "runtime/logo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool lies_within(double value, double from, double length) { return value >= from - 1e-3 && value <= from + length + 1e-3; }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Logo logo;
  LogoProblem problem = {NULL, {NULL, 0}};
  bool read = logo_read(&arena, (Str){(const char *)data, size}, &logo, &problem);
  if (!read && !problem.key) abort();
  if (read && (!isfinite(logo.width) || !isfinite(logo.height) || !(logo.width > 0) || !(logo.height > 0))) abort();
  LIST_EACH(const LogoShape, shape, logo.shapes)
    LIST_EACH(const PathStep, step, shape->steps)
      if (read && step->verb != PATH_CLOSE && (!lies_within(step->x[0], logo.left, logo.width) || !lies_within(step->y[0], logo.top, logo.height))) abort();
  arena_free(&arena);
  return 0;
}
