/* Obeys one command a line, and answers each with one line of JSON. Between commands the sockets are kept alive. */
#include "load.h"
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

static void add(char ***list, int *count, char *value) {
  *list = realloc(*list, sizeof(char *) * (size_t)(*count + 1));
  (*list)[(*count)++] = value;
}

/* What a run is told before it begins. False when there is no such setting. */
static bool setting(const char *name, const char *text) {
  char *value = strdup(text);
  if (!strcmp(name, "port")) settings.ports[settings.port_count++] = atoi(value);
  else if (!strcmp(name, "path")) settings.path = value;
  else if (!strcmp(name, "header")) settings.header = value;
  else if (!strcmp(name, "socketio")) settings.socketio = true;
  else if (!strcmp(name, "awake")) settings.awake = true;
  else if (!strcmp(name, "say")) settings.says[settings.steps] = value;
  else if (!strcmp(name, "await")) settings.awaits[settings.steps++] = value;
  else if (!strcmp(name, "token")) add(&settings.tokens, &settings.token_count, value);
  else if (!strcmp(name, "room")) add(&settings.rooms, &settings.room_count, value);
  else if (!strcmp(name, "counted")) settings.counted = value;
  else if (!strcmp(name, "message")) settings.message = value;
  else if (!strcmp(name, "catch-up")) settings.catch_up = value;
  else return false;
  return true;
}

static void opened(int64_t us) {
  printf("{\"ready\":%d,\"ms\":%.1f,\"retries\":%" PRId64 ",\"found\":%" PRId64 ",\"refused\":%" PRId64 "}\n", ready_count,
         (double)us / 1000, counts.retries, counts.found, counts.refused);
}

static void more_lines(int count) {
  if (line_count + count > MOST_LINES) fprintf(stderr, "at most %d lines\n", MOST_LINES), exit(1);
  counts = (Counts){0};
  for (int i = 0; i < count; i++) {
    lines[line_count].number = line_count;
    schedule(&lines[line_count++], 0);
  }
  opened(open_all(false));
}

static void cut_all(void) {
  for (int i = 0; i < line_count; i++)
    if (lines[i].state > WAITING) cut_line(&lines[i]);
  printf("{\"cut\":%d}\n", line_count);
}

/* Everybody comes back within `spread` ms, each at a moment of its own. */
static void all_back(int spread) {
  counts = (Counts){0};
  for (int i = 0; i < line_count; i++) schedule(&lines[i], spread ? random() % (spread * 1000LL) : 0);
  opened(open_all(true));
}

static void obey(char *command) {
  char *rest = strchr(command, ' ');
  if (rest) *rest++ = 0;
  else rest = command + strlen(command);
  int a = 0, b = 0, c = 0;
  sscanf(rest, "%d %d %d", &a, &b, &c);
  if (!strcmp(command, "connect")) more_lines(a);
  else if (!strcmp(command, "closed")) run_closed(a, b, c);
  else if (!strcmp(command, "paced")) run_paced(a, b, c);
  else if (!strcmp(command, "cut")) cut_all();
  else if (!strcmp(command, "back")) all_back(a);
  else if (!strcmp(command, "ask")) {
    char *question = strchr(strchr(rest, ' ') + 1, ' ') + 1;
    run_questions(question, a, b);
  } else if (setting(command, rest)) printf("{}\n");
  else fprintf(stderr, "unknown command %s\n", command), exit(1);
  fflush(stdout);
}

/* Obeys the whole lines that have come. False at the end of the input. */
static bool read_commands(void) {
  static char input[1 << 20];
  static size_t length;
  ssize_t got = read(STDIN_FILENO, input + length, sizeof input - length - 1);
  if (got <= 0) return false;
  length += (size_t)got;
  input[length] = 0;
  char *from = input;
  for (char *end; (end = strchr(from, '\n')); from = end + 1) {
    *end = 0;
    obey(from);
  }
  length -= (size_t)(from - input);
  memmove(input, from, length);
  return true;
}

int main(void) {
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  epoll_fd = epoll_create1(0);
  struct epoll_event commands = {.events = EPOLLIN};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, STDIN_FILENO, &commands);
  for (;;) {
    turn(-1);
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&input, 1, 0) > 0 && !read_commands()) return 0;
  }
}
