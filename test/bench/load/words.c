/* Templates: $T token, $R room, $U a fresh UUIDv7, $N the number of the message, $A the number of the answer wanted,
 * $$ a dollar sign. */
#include "load.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void uuid(char into[40]) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  uint64_t ms = (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
  uint64_t a = (uint64_t)random() << 31 ^ (uint64_t)random(), b = (uint64_t)random() << 31 ^ (uint64_t)random();
  snprintf(into, 40, "%08" PRIx32 "-%04x-7%03x-8%03x-%012" PRIx64, (uint32_t)(ms >> 16), (unsigned)(ms & 0xffff),
           (unsigned)(a & 0xfff), (unsigned)(a >> 12 & 0xfff), b & 0xffffffffffff);
}

/* Answers how many bytes it wrote. */
size_t fill(char *into, size_t room, const char *template, const Line *line, int64_t number, int64_t answer) {
  size_t at = 0;
  for (const char *c = template; *c && at + 1 < room; c++) {
    if (*c != '$') {
      into[at++] = *c;
      continue;
    }
    char word[40];
    const char *put = word;
    switch (*++c) {
    case 'T': put = settings.token_count ? settings.tokens[line->number % settings.token_count] : ""; break;
    case 'R': put = settings.room_count ? settings.rooms[number % settings.room_count] : ""; break;
    case 'U': uuid(word); break;
    case 'N': snprintf(word, sizeof word, "%010" PRId64, number); break;
    case '$': put = "$"; break;
    case 'A': snprintf(word, sizeof word, "%" PRId64, answer); break;
    default: fprintf(stderr, "unknown placeholder $%c\n", *c), exit(1);
    }
    size_t length = strlen(put);
    if (at + length >= room) fprintf(stderr, "too long: %s\n", template), exit(1);
    memcpy(into + at, put, length);
    at += length;
  }
  into[at] = 0;
  return at;
}
