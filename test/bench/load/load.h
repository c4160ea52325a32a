/* A load generator for chat servers: one thread, one epoll, thousands of WebSockets. README.md of test/bench says how it is used. */
#ifndef LOAD_H
#define LOAD_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MOST_LINES 20000
#define MOST_STEPS 4
#define MOST_PORTS 4
/* Bytes of the largest frame that a server may send. */
#define MOST_BYTES (16 << 20)

typedef enum { SHUT, WAITING, CONNECTING, UPGRADING, ENTERING, CATCHING_UP, READY } State;

/* One socket of one listener. */
typedef struct {
  int fd, number, step;
  State state;
  int64_t due;          /* when it is opened (us) */
  unsigned char *rest;  /* the beginning of a frame whose end has not come yet */
  size_t kept;
} Line;

/* What a run is told before it begins; see `setting` in load.c. */
typedef struct {
  int ports[MOST_PORTS], port_count;
  char *path, *header;
  bool socketio;
  bool awake;           /* never sleeps while it measures */
  char *says[MOST_STEPS], *awaits[MOST_STEPS];
  int steps;
  char **tokens, **rooms;
  int token_count, room_count;
  char *counted;        /* how a text frame begins that counts as a delivery; empty: each does */
  char *message;        /* what the sender sends */
  char *catch_up;       /* what a line asks as soon as it is back; NULL: nothing */
} Settings;

extern Settings settings;
extern Line lines[MOST_LINES];
extern int line_count, ready_count, epoll_fd;

/* line.c: sockets and frames */
void open_line(Line *line);
void cut_line(Line *line);
void read_line(Line *line);
void upgrade_line(Line *line);
void say(Line *line, const char *text, size_t length);

/* words.c: what is said, filled in */
size_t fill(char *into, size_t room, const char *template, const Line *line, int64_t number, int64_t answer);

/* count.c: what is heard */
typedef struct {
  int64_t sent, own, heard, bytes, answered, found, refused, lost, retries;
} Counts;
extern Counts counts;
extern bool timing;
void hear(Line *line, const char *text, size_t length, int64_t at);
void answer(Line *line, const char *text, size_t length);
void note_sent(int64_t number, int64_t at);
void note(int64_t us);
void forget(void);
double quantile(double share);

/* loop.c: time and the sockets' fate */
int64_t now(void);
void turn(int wait);
void run_until(int64_t end);
int64_t open_all(bool again);
void schedule(Line *line, int64_t wait);
void entered(Line *line);
void is_in(Line *line);
void lost(Line *line);

/* runs.c: what is measured */
void own_copy(void);
void answered(Line *line);
void run_closed(int flight, int warm, int ms);
void run_paced(int rate, int warm, int ms);
void run_questions(const char *question, int warm, int count);

#endif
