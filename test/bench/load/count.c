/* What was heard, and how late. */
#include "load.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Times are kept in steps of 10 us, up to 20 s. */
#define STEP 10
#define STEPS 2000000
/* So many numbers after its sending a message is forgotten. */
#define REMEMBERED (1 << 20)

static const char MARK[] = "bench#";
static uint32_t histogram[STEPS];
static int64_t noted, sent_at[REMEMBERED];
Counts counts;
bool timing;

void note_sent(int64_t number, int64_t at) { sent_at[number % REMEMBERED] = at; }

void note(int64_t us) {
  if (!timing) return;
  int64_t step = us / STEP;
  histogram[step < 0 ? 0 : step < STEPS ? step : STEPS - 1]++;
  noted++;
}

void forget(void) {
  memset(histogram, 0, sizeof histogram);
  noted = 0;
}

/* The time (ms) below which `share` of all lie; 0 when there are none. */
double quantile(double share) {
  int64_t below = 0, wanted = (int64_t)((double)noted * share);
  if (noted == 0) return 0;
  for (int64_t step = 0; step < STEPS; step++)
    if ((below += histogram[step]) > wanted) return (double)(step * STEP) / 1000;
  return STEPS * STEP / 1000.0;
}

/* A text frame that counts as a delivery, or may be one. */
void hear(Line *line, const char *text, size_t length, int64_t at) {
  const char *mark = memmem(text, length, MARK, sizeof MARK - 1);
  if (!mark) return;
  counts.heard++;
  counts.bytes += (int64_t)length;
  note(at - sent_at[strtoll(mark + sizeof MARK - 1, NULL, 10) % REMEMBERED]);
  if (line->number == line_count - 1) {
    counts.own++;
    own_copy();
  }
}

/* The answer to a call, `43<number>[<error or null>,…`. */
void answer(Line *line, const char *text, size_t length) {
  const char *open = memchr(text, '[', length);
  counts.answered++;
  if (open && open[1] != 'n') {
    if (counts.refused++ == 0) fprintf(stderr, "refused: %.*s\n", (int)(length < 400 ? length : 400), text);
  }
  counts.bytes += (int64_t)length;
  if (line->state == CATCHING_UP) {
    static const char REV[] = "\"rev\":";
    const char *end = text + length;
    for (const char *c = text; (c = memmem(c, (size_t)(end - c), REV, sizeof REV - 1)); c++) counts.found++;
  }
  answered(line);
}
