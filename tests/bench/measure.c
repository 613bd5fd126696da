/* measure.c RUNS COMMAND…: starts a command again and again, its output thrown away, and prints what one run takes: the median and the
 * least in milliseconds, and the most memory in KiB. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  int runs = argc > 2 ? atoi(argv[1]) : 0;
  if (runs < 1) return 2;
  double *times = calloc((size_t)runs, sizeof *times);
  long memory = 0;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  for (int i = 0; times && i < runs; i++) {
    pid_t child;
    int status;
    struct rusage usage;
    double start = now();
    if (posix_spawnp(&child, argv[2], &actions, NULL, argv + 2, environ) != 0) return 1;
    if (wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) > 1) return 1;
    times[i] = now() - start;
    if (usage.ru_maxrss > memory) memory = usage.ru_maxrss;
  }
  if (!times) return 1;
  qsort(times, (size_t)runs, sizeof *times, by_size);
  printf("%.3f %.3f %ld\n", times[runs / 2], times[0], memory);
  free(times);
  return 0;
}
