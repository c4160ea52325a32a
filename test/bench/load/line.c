/* One socket: its opening, the frames it gets, and those it sends. */
#include "load.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TEXT = 1, CLOSE = 8, PING = 9, PONG = 10 };
static unsigned char buffer[MOST_BYTES];

void open_line(Line *line) {
  struct sockaddr_in to = {.sin_family = AF_INET};
  to.sin_port = htons((uint16_t)settings.ports[line->number % settings.port_count]);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  line->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (line->fd < 0) perror("socket"), exit(1);
  int yes = 1;
  setsockopt(line->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  line->state = CONNECTING;
  line->step = 0;
  line->kept = 0;
  if (connect(line->fd, (struct sockaddr *)&to, sizeof to) && errno != EINPROGRESS) return lost(line);
  struct epoll_event event = {.events = EPOLLOUT, .data.ptr = line};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, line->fd, &event);
}

/* Without a word, as a network that goes away. */
void cut_line(Line *line) {
  struct linger at_once = {.l_onoff = 1};
  setsockopt(line->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close(line->fd);
  if (line->state == READY) ready_count--;
  line->state = SHUT;
}

static void write_all(Line *line, const void *bytes, size_t length) {
  for (const char *at = bytes; length > 0;) {
    ssize_t wrote = send(line->fd, at, length, MSG_NOSIGNAL);
    if (wrote > 0) at += wrote, length -= (size_t)wrote;
    else if (errno == EAGAIN) poll(&(struct pollfd){.fd = line->fd, .events = POLLOUT}, 1, 1000);
    else return;
  }
}

void upgrade_line(Line *line) {
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(line->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error) return lost(line);
  char request[4096];
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s%s\r\n",
                        settings.path, settings.ports[line->number % settings.port_count],
                        settings.header ? settings.header : "", settings.header ? "\r\n" : "");
  line->state = UPGRADING;
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = line};
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, line->fd, &event);
  write_all(line, request, (size_t)length);
}

/* The mask is zero: it is asked of clients against proxies, of which there are none. */
static void send_frame(Line *line, int kind, const char *text, size_t length) {
  static unsigned char frame[1 << 16];
  size_t at = 2;
  frame[0] = (unsigned char)(0x80 | kind);
  frame[1] = (unsigned char)(0x80 | (length < 126 ? length : 126));
  if (length >= 126) frame[at++] = (unsigned char)(length >> 8), frame[at++] = (unsigned char)length;
  memset(frame + at, 0, 4);
  memcpy(frame + at + 4, text, length);
  write_all(line, frame, at + 4 + length);
}

void say(Line *line, const char *text, size_t length) { send_frame(line, TEXT, text, length); }

static void next_step(Line *line) {
  if (line->step == settings.steps) return entered(line);
  char text[4096];
  say(line, text, fill(text, sizeof text, settings.says[line->step], line, 0, 0));
}

static bool begins(const char *text, size_t length, const char *with) {
  size_t wanted = strlen(with);
  return length >= wanted && memcmp(text, with, wanted) == 0;
}

static void understand(Line *line, const char *text, size_t length, int64_t at) {
  if (settings.socketio && length == 1 && text[0] == '2') return say(line, "3", 1);
  if (line->state >= CATCHING_UP) {
    if (begins(text, length, settings.counted)) hear(line, text, length, at);
    else if (settings.socketio && begins(text, length, "43")) answer(line, text, length);
    return;
  }
  if (settings.socketio && begins(text, length, "0{")) return next_step(line);
  if (line->step < settings.steps && begins(text, length, settings.awaits[line->step])) {
    line->step++;
    return next_step(line);
  }
  if (begins(text, length, "44") || begins(text, length, "430[{"))
    if (counts.refused++ == 0) fprintf(stderr, "refused: %.*s\n", (int)(length < 400 ? length : 400), text);
}

/* Answers how many bytes of a whole frame were dealt with, 0 when its end is missing. */
static size_t take_frame(Line *line, const unsigned char *bytes, size_t length, int64_t at) {
  if (length < 2) return 0;
  size_t head = 2, size = bytes[1] & 0x7f;
  if (size == 126) {
    if (length < 4) return 0;
    head = 4, size = (size_t)bytes[2] << 8 | bytes[3];
  } else if (size == 127) {
    if (length < 10) return 0;
    head = 10, size = 0;
    for (int i = 2; i < 10; i++) size = size << 8 | bytes[i];
  }
  if (head + size > MOST_BYTES) fprintf(stderr, "a frame of %zu bytes\n", size), exit(1);
  if (length < head + size) return 0;
  const char *text = (const char *)bytes + head;
  int kind = bytes[0] & 0x0f;
  if (kind == TEXT) understand(line, text, size, at);
  else if (kind == PING) send_frame(line, PONG, text, size);
  else if (kind == CLOSE) lost(line);
  return head + size;
}

/* Answers how many bytes the server's answer to the handshake has, 0 when its end is missing. */
static size_t take_upgrade(Line *line, size_t length) {
  const char *end = memmem(buffer, length, "\r\n\r\n", 4);
  if (!end) return 0;
  if (!memmem(buffer, 16, " 101", 4)) {
    if (counts.refused++ == 0) fprintf(stderr, "no upgrade: %.120s\n", buffer);
    lost(line);
    return length;
  }
  line->state = ENTERING;
  if (!settings.socketio) next_step(line);
  return (size_t)(end + 4 - (const char *)buffer);
}

void read_line(Line *line) {
  memcpy(buffer, line->rest, line->kept);
  ssize_t got = recv(line->fd, buffer + line->kept, MOST_BYTES - line->kept, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return lost(line);
  int64_t at = now();
  size_t length = line->kept + (size_t)got, from = 0;
  for (size_t taken = 1; taken > 0 && from < length && line->state >= UPGRADING; from += taken)
    taken = line->state == UPGRADING ? take_upgrade(line, length) : take_frame(line, buffer + from, length - from, at);
  line->kept = line->state >= UPGRADING ? length - from : 0;
  if (line->kept == 0) return;
  line->rest = realloc(line->rest, line->kept);
  memcpy(line->rest, buffer + from, line->kept);
}
