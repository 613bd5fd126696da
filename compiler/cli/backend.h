/* backend.h: where the command line gets the table of the PDF back end. Two files implement it, and the Makefile chooses:
 * backend_loaded.c for the program as it is installed, backend_linked.c for builds with sanitizers and for fuzzing. */
#ifndef KOMPAS_CLI_BACKEND_H
#define KOMPAS_CLI_BACKEND_H

#include "runtime/backend.h"

/* The back end, or NULL with the reason in `*problem`. It stays for the rest of the run. */
const ReportBackend *backend_open(Arena *arena, Str *problem);

#endif
