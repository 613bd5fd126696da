/* check_files.c: reading with limits, writing whole, listing folders, paths. */
#include "compiler/source/files.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static Arena arena;
static char folder[32];
static char before[4096];

static void set_up(void) {
  arena_init(&arena, NULL, NULL);
  snprintf(folder, sizeof folder, "/tmp/check-files-XXXXXX");
  ck_assert_ptr_nonnull(getcwd(before, sizeof before));
  ck_assert_ptr_nonnull(mkdtemp(folder));
  ck_assert_int_eq(chdir(folder), 0);
}

static void tear_down(void) {
  char command[64];
  arena_free(&arena);
  ck_assert_int_eq(chdir(before), 0);
  snprintf(command, sizeof command, "rm -rf %s", folder);
  ck_assert_int_eq(system(command), 0);
}

static WriteProblem put(const char *path, const char *content, const char *mark, int *error) {
  WriteRequest request = {.path = path, .content = str_of(content), .mark = str_of(mark)};
  return file_write(&arena, &request, error);
}

static const char *get(const char *path) {
  Str content = STR("");
  ck_assert_int_eq(file_read(&arena, path, 1000, &content), 0);
  return content.data;
}

START_TEST(writing_replaces_only_its_own) {
  int error;
  ck_assert_int_eq(put("a", "made by us: 1", "made by us", &error), WRITE_DONE);
  ck_assert_int_eq(put("a", "made by us: 2", "made by us", &error), WRITE_DONE);
  ck_assert_str_eq(get("a"), "made by us: 2");
  ck_assert_int_eq(put("a", "something else", "nobody's mark", &error), WRITE_FOREIGN);
  ck_assert_str_eq(get("a"), "made by us: 2");
  ck_assert_int_eq(put("a", "made by us: 2", "nobody's mark", &error), WRITE_DONE); /* nothing changes */
  WriteRequest force = {.path = "a", .content = STR("forced"), .force = true};
  ck_assert_int_eq(file_write(&arena, &force, &error), WRITE_DONE);
  WriteRequest fresh = {.path = "a", .content = STR("fresh"), .fresh = true};
  ck_assert_int_eq(file_write(&arena, &fresh, &error), WRITE_FAILED);
  ck_assert_int_eq(error, EEXIST);
  ck_assert_str_eq(get("a"), "forced");
}
END_TEST

START_TEST(writing_keeps_mode_and_links) {
  int error;
  struct stat status;
  ck_assert_int_eq(put("target", "x: old", "x", &error), WRITE_DONE);
  ck_assert_int_eq(chmod("target", 0640), 0);
  ck_assert_int_eq(symlink("target", "link"), 0);
  ck_assert_int_eq(put("link", "x: new", "x", &error), WRITE_DONE);
  ck_assert_str_eq(get("target"), "x: new");
  ck_assert_int_eq(lstat("link", &status), 0);
  ck_assert(S_ISLNK(status.st_mode));
  ck_assert_int_eq(stat("target", &status), 0);
  ck_assert_int_eq(status.st_mode & 0777, 0640);
}
END_TEST

START_TEST(reading_stops_at_the_limit) {
  int error;
  Str content;
  ck_assert_int_eq(put("ten", "0123456789", "", &error), WRITE_DONE);
  ck_assert_int_eq(file_read(&arena, "ten", 10, &content), 0);
  ck_assert_uint_eq(content.length, 10);
  ck_assert_int_eq(file_read(&arena, "ten", 4, &content), 0);
  ck_assert_uint_eq(content.length, 5);
  ck_assert_int_eq(file_read(&arena, "none", 4, &content), ENOENT);
  ck_assert_int_eq(file_read(&arena, ".", 4, &content), EISDIR);
}
END_TEST

static bool is_left_out(void *context, Str path) {
  (void)context;
  return str_ends_with(path, STR("/left-out"));
}

START_TEST(folders_are_listed_in_order) {
  int error;
  Str failed;
  PathList paths = {0};
  ck_assert_int_eq(mkdir("b", 0777) | mkdir("left-out", 0777) | mkdir(".hidden", 0777), 0);
  static const char *const files[] = {"c.kompas", "a.kompas", "b/x.kompas", "left-out/y.kompas", ".hidden/z.kompas", "notes.txt"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) ck_assert_int_eq(put(files[i], "x", "", &error), WRITE_DONE);
  ck_assert_int_eq(symlink("/etc", "out.kompas"), 0);
  ck_assert_int_eq(symlink("..", "b/round"), 0);
  FolderWalk walk = {&arena, &paths, is_left_out, NULL, 100};
  ck_assert_int_eq(folder_list(&walk, STR("."), &failed), 0);
  ck_assert_uint_eq(paths.count, 3);
  ck_assert(str_equal(paths.items[0], STR("a.kompas")) && str_equal(paths.items[1], STR("b/x.kompas")));
  ck_assert(str_equal(paths.items[2], STR("c.kompas")));
  ck_assert_int_eq(folder_list(&walk, STR("nowhere"), &failed), ENOENT);
}
END_TEST

START_TEST(paths_are_made_plain) {
  ck_assert(str_equal(path_absolute(&arena, STR("/a//b/./../c")), STR("/a/c")));
  ck_assert(str_equal(path_absolute(&arena, STR("/../..")), STR("/")));
  ck_assert(str_equal(path_shown(&arena, STR("./x/../y.kompas")), STR("y.kompas")));
  ck_assert(str_equal(path_shown(&arena, STR("/etc/passwd")), STR("/etc/passwd")));
  ck_assert(str_equal(path_shown(&arena, STR("-")), STR("-")) && str_equal(path_shown(&arena, STR("x/..")), STR(".")));
  ck_assert(str_equal(path_folder(&arena, STR("a/b")), STR("a")) && str_equal(path_folder(&arena, STR("/b")), STR("/")));
  ck_assert(str_equal(path_folder(&arena, STR("b")), STR(".")) && str_equal(path_file(STR("a/b")), STR("b")));
}
END_TEST

int main(void) {
  Suite *suite = suite_create("files");
  TCase *all = tcase_create("all");
  tcase_add_checked_fixture(all, set_up, tear_down);
  tcase_add_test(all, writing_replaces_only_its_own);
  tcase_add_test(all, writing_keeps_mode_and_links);
  tcase_add_test(all, reading_stops_at_the_limit);
  tcase_add_test(all, folders_are_listed_in_order);
  tcase_add_test(all, paths_are_made_plain);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed != 0;
}
