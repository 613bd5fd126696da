/* files.h: reading with limits, and writing that never leaves half a file.
 *
 * Nothing here knows what a spec is. Reasons of failure come back as errno values, for file_reason to word. */
#ifndef KOMPAS_SOURCE_FILES_H
#define KOMPAS_SOURCE_FILES_H

#include "compiler/base/list.h"
#include "compiler/base/str.h"

/* What one spec may measure, in bytes (K0004). */
enum { FILE_LIMIT = 4 * 1024 * 1024 };

typedef LIST(Str) PathList;

/* Reads a whole file into the arena. Of a file above `limit` bytes the first limit + 1 are read, so that the reader sees that
 * it is too large. Returns 0, or the errno value that says why not (EISDIR for a folder). */
int file_read(Arena *arena, const char *path, size_t limit, Str *content);
/* As file_read, from an open descriptor, which stays open. */
int file_read_open(Arena *arena, int descriptor, size_t limit, Str *content);

typedef enum WriteProblem {
  WRITE_DONE,
  WRITE_FOREIGN, /* a file is there that Kompas did not write, and replacing was not asked for */
  WRITE_FAILED   /* see `error` */
} WriteProblem;

typedef struct WriteRequest {
  const char *path;
  Str content;
  Str mark;   /* a file that contains these bytes was written by Kompas and may be replaced; empty: none may be */
  bool force; /* replace whatever file is there */
  bool fresh; /* never replace anything */
} WriteRequest;

/* Writes `content` beside the target, then renames it into place: whatever happens, the target is whole, old or new. A symbolic
 * link is followed; a FIFO or device is written to directly; a folder is refused. A file that holds these very bytes already
 * is left alone. `*error` becomes an errno value with WRITE_FAILED, else 0. */
WriteProblem file_write(Arena *arena, const WriteRequest *request, int *error);

/* Adds every `.kompas` file below a folder, in order of their paths, except hidden ones, those in a folder that `ignored` says
 * is left out, and links that lead out of the folder. Paths begin with `folder` as it was given (none for "."). Returns 0 or an
 * errno value, with the path that failed in `*failed`. */
typedef struct FolderWalk {
  Arena *arena;
  PathList *paths;
  bool (*ignored)(void *context, Str absolute_path); /* may be NULL */
  void *context;
  uint32_t limit; /* stops after so many files */
} FolderWalk;
int folder_list(const FolderWalk *walk, Str folder, Str *failed);

/* `path` without `.`, `..` and doubled slashes, made absolute against the present folder when it is relative; links are not
 * followed. */
Str path_absolute(Arena *arena, Str path);
/* A path for the reader: relative to the present folder when it lies in it, else absolute. "-" stays. */
Str path_shown(Arena *arena, Str path);
/* True when what is at `path` lies in `folder` or is it, links followed. False when either is not there. */
bool path_is_inside(Arena *arena, Str path, Str folder);
/* Everything before the last slash ("." when there is none), and everything after it. */
Str path_folder(Arena *arena, Str path);
Str path_file(Str path);

#endif
