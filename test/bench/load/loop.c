/* The loop, and the fate of the sockets: when they are opened, are in, and get lost. */
#include "load.h"
#include <stdlib.h>
#include <sys/epoll.h>
#include <time.h>

/* Handshakes that may be under way at once. */
#define MOST_OPENING 200
/* Who is not in by then does not get in (us). */
#define PATIENCE 180000000
/* Who was refused or lost on the way in tries again after this, and at most as much more (us). */
#define AGAIN 500000

Settings settings = {.path = "/", .counted = "", .message = ""};
Line lines[MOST_LINES];
int line_count, ready_count, epoll_fd;

static int opening;
static bool is_return;

int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

void schedule(Line *line, int64_t wait) {
  line->state = WAITING;
  line->due = now() + wait;
}

void is_in(Line *line) {
  line->state = READY;
  ready_count++;
}

void entered(Line *line) {
  opening--;
  if (!is_return || !settings.catch_up) return is_in(line);
  char text[4096];
  line->state = CATCHING_UP;
  say(line, text, fill(text, sizeof text, settings.catch_up, line, line->number, line->number));
}

void lost(Line *line) {
  State state = line->state;
  cut_line(line);
  if (state == READY) {
    counts.lost++;
    return;
  }
  if (state < CATCHING_UP) opening--;
  counts.retries++;
  schedule(line, AGAIN + random() % AGAIN);
}

/* One round of the loop, of at most `wait` ms. */
void turn(int wait) {
  static struct epoll_event events[1024];
  int count = epoll_wait(epoll_fd, events, 1024, settings.awake && timing ? 0 : wait);
  for (int i = 0; i < count; i++) {
    Line *line = events[i].data.ptr;
    if (!line) continue;
    if (line->state == CONNECTING) upgrade_line(line);
    else if (line->state >= UPGRADING) read_line(line);
  }
}

void run_until(int64_t end) {
  for (int64_t left; (left = end - now()) > 0;) turn((int)(left / 1000) + 1);
}

/* Opens what is due until all are in. Answers how long it took (us). */
int64_t open_all(bool again) {
  int64_t begun = now();
  is_return = again;
  while (ready_count < line_count && now() - begun < PATIENCE) {
    int64_t at = now();
    for (int i = 0; i < line_count && opening < MOST_OPENING; i++)
      if (lines[i].state == WAITING && lines[i].due <= at) opening++, open_line(&lines[i]);
    turn(2);
  }
  return now() - begun;
}
