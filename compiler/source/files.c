/* files.c: see files.h. Reading comes first, then writing (file_write is the door, write_beside does the work), then
 * folders and paths. */
#include "compiler/source/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int file_read_open(Arena *arena, int descriptor, size_t limit, Str *content) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return errno;
  if (S_ISDIR(status.st_mode)) return EISDIR;
  size_t most = limit + 1, capacity = 65536;
  if (S_ISREG(status.st_mode) && status.st_size >= 0) capacity = (size_t)status.st_size + 1;
  if (capacity > most) capacity = most;
  char *data = arena_alloc(arena, capacity + 1);
  size_t length = 0;
  while (length < most) {
    if (length == capacity) {
      size_t grown = capacity * 2 < most ? capacity * 2 : most;
      char *moved = arena_alloc(arena, grown + 1);
      memcpy(moved, data, length);
      data = moved;
      capacity = grown;
    }
    ssize_t count = read(descriptor, data + length, capacity - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    if (count == 0) break;
    length += (size_t)count;
  }
  data[length] = '\0';
  *content = (Str){data, length};
  return 0;
}

int file_read(Arena *arena, const char *path, size_t limit, Str *content) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return errno;
  int error = file_read_open(arena, descriptor, limit, content);
  close(descriptor);
  return error;
}

static int write_all(int descriptor, Str content) {
  size_t written = 0;
  while (written < content.length) {
    ssize_t count = write(descriptor, content.data + written, content.length - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    if (count == 0) return ENOSPC;
    written += (size_t)count;
  }
  return 0;
}

/* Opens a new file with a name of its own in the target's folder. */
static int open_beside(Arena *arena, const char *target, mode_t mode, const char **name) {
  Str folder = path_folder(arena, str_of(target));
  for (unsigned attempt = 0; attempt < 100; attempt++) {
    *name = str_to_c(arena, str_format(arena, "%.*s/.kompas-%ld-%u.tmp", STR_ARGS(folder), (long)getpid(), attempt));
    int descriptor = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor >= 0 || errno != EEXIST) return descriptor;
  }
  return -1;
}

/* The folder's entry must reach the disk too; a file system that cannot do that is no reason to fail. */
static void sync_folder(Arena *arena, const char *target) {
  int folder = open(str_to_c(arena, path_folder(arena, str_of(target))), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  (void)fsync(folder);
  close(folder);
}

static int write_beside(Arena *arena, const char *target, Str content, const struct stat *old, bool fresh) {
  const char *name;
  int descriptor = open_beside(arena, target, 0666, &name);
  if (descriptor < 0) return errno;
  int error = old && fchmod(descriptor, old->st_mode & 07777) != 0 ? errno : 0;
  if (!error) error = write_all(descriptor, content);
  if (!error && fsync(descriptor) != 0 && errno != EINVAL) error = errno;
  if (close(descriptor) != 0 && !error) error = errno;
  /* link() refuses what is there already, where rename() would replace a file that came meanwhile */
  if (!error && fresh) error = link(name, target) != 0 ? errno : 0;
  else if (!error && rename(name, target) != 0) error = errno;
  if (error || fresh) unlink(name);
  if (!error) sync_folder(arena, target);
  return error;
}

/* An interrupt between opening and renaming would leave the temporary file behind: it waits until that is over. */
static int write_undisturbed(Arena *arena, const char *target, Str content, const struct stat *old, bool fresh) {
  sigset_t interrupts, before;
  sigemptyset(&interrupts);
  sigaddset(&interrupts, SIGINT);
  sigaddset(&interrupts, SIGTERM);
  sigaddset(&interrupts, SIGHUP);
  sigprocmask(SIG_BLOCK, &interrupts, &before);
  int error = write_beside(arena, target, content, old, fresh);
  sigprocmask(SIG_SETMASK, &before, NULL);
  return error;
}

static int write_directly(const char *target, Str content) {
  int descriptor = open(target, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return errno;
  int error = write_all(descriptor, content);
  if (close(descriptor) != 0 && !error) error = errno;
  return error;
}

/* Where a link leads, also when nothing is there yet; the path itself when it is no link. Empty after 40 links. */
static Str follow_links(Arena *arena, Str path) {
  for (int depth = 0; depth < 40; depth++) {
    char leads_to[4096];
    ssize_t length = readlink(str_to_c(arena, path), leads_to, sizeof leads_to);
    if (length < 0) return path;
    Str next = str_copy(arena, (Str){leads_to, (size_t)length});
    path = str_starts_with(next, STR("/"))
             ? next
             : str_format(arena, "%.*s/%.*s", STR_ARGS(path_folder(arena, path)), STR_ARGS(next));
  }
  return STR("");
}

WriteProblem file_write(Arena *arena, const WriteRequest *request, int *error) {
  *error = 0;
  const char *target = str_to_c(arena, follow_links(arena, str_of(request->path)));
  struct stat old;
  bool there = stat(target, &old) == 0;
  if (!*target) *error = ELOOP;
  else if (!there && errno != ENOENT) *error = errno;
  else if (!there) *error = write_undisturbed(arena, target, request->content, NULL, request->fresh);
  else if (S_ISDIR(old.st_mode)) *error = EISDIR;
  else if (request->fresh) *error = EEXIST;
  else if (!S_ISREG(old.st_mode)) *error = write_directly(target, request->content);
  else {
    Str present;
    enum { COMPARED = 64 * 1024 * 1024 };
    int unreadable = file_read(arena, target, COMPARED, &present);
    if (!unreadable && str_equal(present, request->content)) return WRITE_DONE;
    bool own = !unreadable && !str_is_empty(request->mark) && str_find(present, request->mark) < present.length;
    bool empty = !unreadable && str_is_empty(present);
    if (!request->force && !own && !empty) return WRITE_FOREIGN;
    *error = write_undisturbed(arena, target, request->content, &old, false);
  }
  return *error ? WRITE_FAILED : WRITE_DONE;
}

static int by_name(const void *a, const void *b) { return str_compare(*(const Str *)a, *(const Str *)b); }

static Str path_below(Arena *arena, Str folder, Str name) {
  if (str_equal(folder, STR("."))) return name;
  if (str_ends_with(folder, STR("/"))) return str_format(arena, "%.*s%.*s", STR_ARGS(folder), STR_ARGS(name));
  return str_format(arena, "%.*s/%.*s", STR_ARGS(folder), STR_ARGS(name));
}

static int walk_folder(const FolderWalk *walk, Str folder, Str top, Str *failed, int depth);

static int walk_entry(const FolderWalk *walk, Str path, Str top, Str *failed, int depth) {
  struct stat status;
  bool is_link = lstat(str_to_c(walk->arena, path), &status) == 0 && S_ISLNK(status.st_mode);
  if (is_link && (!path_is_inside(walk->arena, path, top) || stat(str_to_c(walk->arena, path), &status) != 0)) return 0;
  /* a link to a folder inside would only lead to files that are found anyway, or round in a circle */
  if (S_ISDIR(status.st_mode) && !is_link) {
    if (walk->ignored && walk->ignored(walk->context, path_absolute(walk->arena, path))) return 0;
    return walk_folder(walk, path, top, failed, depth + 1);
  }
  if (S_ISREG(status.st_mode) && str_ends_with(path, STR(".kompas")) && walk->paths->count < walk->limit &&
      !(walk->ignored && walk->ignored(walk->context, path_absolute(walk->arena, path))))
    LIST_PUSH(walk->arena, walk->paths, path);
  return 0;
}

static int walk_folder(const FolderWalk *walk, Str folder, Str top, Str *failed, int depth) {
  enum { DEEPEST = 200 };
  LIST(Str) names = {0};
  if (depth > DEEPEST) {
    *failed = folder;
    return ENAMETOOLONG;
  }
  DIR *stream = opendir(str_to_c(walk->arena, folder));
  if (!stream) {
    *failed = folder;
    return errno;
  }
  for (struct dirent *entry; (entry = readdir(stream));)
    if (entry->d_name[0] != '.') LIST_PUSH(walk->arena, &names, str_copy(walk->arena, str_of(entry->d_name)));
  closedir(stream);
  if (names.count) qsort(names.items, names.count, sizeof *names.items, by_name);
  LIST_EACH(Str, name, names) {
    int error = walk_entry(walk, path_below(walk->arena, folder, *name), top, failed, depth);
    if (error) return error;
  }
  return 0;
}

int folder_list(const FolderWalk *walk, Str folder, Str *failed) { return walk_folder(walk, folder, folder, failed, 0); }

static Str present_folder(Arena *arena) {
  char buffer[4096];
  return getcwd(buffer, sizeof buffer) ? str_copy(arena, str_of(buffer)) : STR("/");
}

Str path_absolute(Arena *arena, Str path) {
  LIST(Str) parts = {0};
  if (!str_starts_with(path, STR("/"))) path = path_below(arena, present_folder(arena), path);
  for (size_t at = 0; at < path.length;) {
    size_t end = at;
    while (end < path.length && path.data[end] != '/') end++;
    Str part = str_slice(path, at, end);
    if (str_equal(part, STR(".."))) parts.count -= parts.count > 0;
    else if (part.length && !str_equal(part, STR("."))) LIST_PUSH(arena, &parts, part);
    at = end + 1;
  }
  Text text = text_new(arena);
  LIST_EACH(Str, part, parts) {
    text_add_char(&text, '/');
    text_add(&text, *part);
  }
  return parts.count ? text_str(&text) : STR("/");
}

Str path_shown(Arena *arena, Str path) {
  if (str_equal(path, STR("-"))) return path;
  Str absolute = path_absolute(arena, path), folder = present_folder(arena);
  if (str_equal(absolute, folder)) return STR(".");
  if (str_equal(folder, STR("/"))) return str_slice(absolute, 1, absolute.length);
  bool inside = str_starts_with(absolute, folder) && absolute.length > folder.length + 1 && absolute.data[folder.length] == '/';
  return inside ? str_slice(absolute, folder.length + 1, absolute.length) : absolute;
}

/* The path without links, or the empty text when nothing is there. */
static Str path_real(Arena *arena, Str path) {
  char *real = realpath(str_to_c(arena, path), NULL);
  Str copy = real ? str_copy(arena, str_of(real)) : STR("");
  free(real);
  return copy;
}

bool path_is_inside(Arena *arena, Str path, Str folder) {
  Str inner = path_real(arena, path), outer = path_real(arena, folder);
  if (!inner.length || !outer.length || !str_starts_with(inner, outer)) return false;
  return inner.length == outer.length || outer.length == 1 || inner.data[outer.length] == '/';
}

Str path_folder(Arena *arena, Str path) {
  size_t slash = path.length;
  while (slash > 0 && path.data[slash - 1] != '/') slash--;
  if (slash == 0) return STR(".");
  return str_copy(arena, str_slice(path, 0, slash > 1 ? slash - 1 : 1));
}

Str path_file(Str path) {
  size_t slash = path.length;
  while (slash > 0 && path.data[slash - 1] != '/') slash--;
  return str_slice(path, slash, path.length);
}
