/* What is measured. Each run prints one line of JSON. */
#include "load.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* After so long without anything new, what has not come will not come (us). */
#define SILENCE 3000000

static int64_t number;
static int asked, inflight;

/* What this process itself has cost (us). */
static int64_t cpu(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (int64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

static void send_message(void) {
  Line *sender = &lines[line_count - 1];
  char text[8192];
  size_t length = fill(text, sizeof text, settings.message, sender, number, number);
  note_sent(number++, now());
  counts.sent++;
  say(sender, text, length);
}

void own_copy(void) {
  if (inflight) send_message();
}

void answered(Line *line) {
  if (line->state == CATCHING_UP) is_in(line);
  else asked--;
}

/* Waits for what is still under way. Answers how many deliveries never came. */
static int64_t drain(void) {
  int64_t wanted = counts.sent * line_count, heard = -1, quiet = now();
  while (counts.heard < wanted && now() - quiet < SILENCE) {
    if (counts.heard != heard) heard = counts.heard, quiet = now();
    turn(100);
  }
  return wanted - counts.heard;
}

/* A stretch of time and what was counted at its beginning. */
typedef struct {
  Counts counts;
  int64_t at, cpu;
} Window;

static Window begin(void) {
  timing = true;
  return (Window){counts, now(), cpu()};
}

static void report(Window from, Window to, int64_t missing) {
  double us = (double)(to.at - from.at);
  printf("{\"sent\":%" PRId64 ",\"own\":%" PRId64 ",\"heard\":%" PRId64 ",\"bytes\":%" PRId64 ",\"ms\":%.1f,"
         "\"missing\":%" PRId64 ",\"refused\":%" PRId64 ",\"lost\":%" PRId64 ","
         "\"p50\":%.2f,\"p95\":%.2f,\"p99\":%.2f,\"busy\":%.3f}\n",
         to.counts.sent - from.counts.sent, to.counts.own - from.counts.own, to.counts.heard - from.counts.heard,
         to.counts.bytes - from.counts.bytes, us / 1000, missing, counts.refused, counts.lost, quantile(0.5),
         quantile(0.95), quantile(0.99), (double)(to.cpu - from.cpu) / us);
}

static void fresh(void) {
  counts = (Counts){0};
  timing = false;
  forget();
}

/* `flight` messages under way, each ended by its own copy; the first `warm` ms do not count. */
void run_closed(int flight, int warm, int ms) {
  fresh();
  inflight = flight;
  for (int i = 0; i < flight; i++) send_message();
  run_until(now() + warm * 1000LL);
  Window from = begin();
  run_until(from.at + ms * 1000LL);
  Window to = {counts, now(), cpu()};
  timing = false, inflight = 0;
  report(from, to, drain());
}

/* `rate` messages a second; all of their deliveries count, however late. */
void run_paced(int rate, int warm, int ms) {
  fresh();
  int64_t begun = now(), every = 1000000 / rate;
  Window from = {0};
  for (int64_t i = 0, due = 0; due < (warm + ms) * 1000LL; due = ++i * every) {
    run_until(begun + due);
    if (!timing && due >= warm * 1000LL) from = begin();
    send_message();
  }
  run_until(now() + every);
  Window to = {counts, now(), cpu()};
  report(from, to, drain());
}

/* Asks the parts of a question (divided by |||) at once, and times until all of them are answered; again and again. */
void run_questions(const char *question, int warm, int count) {
  fresh();
  Window from = begin();
  for (int i = 0; i < warm + count; i++) {
    char text[8192], *copy = strdup(question), *part = copy;
    int64_t at = now();
    timing = i >= warm;
    for (char *end; part; part = end ? end + 3 : NULL) {
      if ((end = strstr(part, "|||"))) *end = 0;
      asked++;
      say(&lines[0], text, fill(text, sizeof text, part, &lines[0], i, number++));
    }
    free(copy);
    while (asked > 0 && now() - at < SILENCE) turn(100);
    note(now() - at);
  }
  Window to = {counts, now(), cpu()};
  report(from, to, asked);
  asked = 0;
}
