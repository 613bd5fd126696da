/* backend_loaded.c: the back end is a shared object inside the executable. It is given to the loader through a file that exists in
 * memory only, so the program stays one file, and `check` never loads the font and PDF libraries. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/mman.h>
#include <unistd.h>

#include "compiler/cli/backend.h"
#include "compiler/cli/cli.h"

extern const char kompas_report_object[], kompas_report_object_end[];

static const ReportBackend *load(Arena *arena, int file, Str *problem) {
  Str object = {kompas_report_object, (size_t)(kompas_report_object_end - kompas_report_object)};
  void *handle = NULL;
  if (write_descriptor(file, object) == 0)
    handle = dlopen(str_to_c(arena, str_format(arena, "/proc/self/fd/%d", file)), RTLD_NOW | RTLD_LOCAL);
  const ReportBackend *backend = handle ? dlsym(handle, "kompas_report_backend") : NULL;
  const char *reason = backend ? NULL : dlerror();
  if (!backend) *problem = str_copy(arena, str_of(reason ? reason : "the PDF back end cannot be loaded"));
  return backend;
}

const ReportBackend *backend_open(Arena *arena, Str *problem) {
  int file = memfd_create("kompas-report", MFD_CLOEXEC);
  if (file < 0) {
    *problem = STR("the PDF back end cannot be loaded");
    return NULL;
  }
  const ReportBackend *backend = load(arena, file, problem);
  close(file);
  return backend;
}
