// Many sockets in one thread, for figures that a scripting language would blur.
//   streams fan PORT COUNT GAP_MS MARKER HELLOS TRIGGERS   how long until the last of COUNT streams has each event, ms, one a line
//   streams pace PORT RATE HELLOS REQUESTS                 how long from a request's appointed time to its frame, ms, one a line
// HELLOS and TRIGGERS are files of texts to send, each ended by a line "%%"; hellos are taken in turn. In `pace` each request holds
// a mark, "vbq" and seven digits that count from 0, which its frame repeats.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { TAIL = 64, CONTROLS = 16 };
typedef struct { char *text; size_t length; } Text;
typedef struct { Text *items; int count; } Texts;
typedef struct { int fd, seen, busy; size_t kept; char tail[TAIL]; } Peer;

static char chunk[1 << 18];

static void die(const char *what) { perror(what); exit(1); }

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static Texts load(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) die(path);
    char *all = malloc(1 << 26);
    size_t size = fread(all, 1, (1 << 26) - 1, file);
    all[size] = 0;
    fclose(file);
    Texts texts = {malloc(sizeof(Text) * 200000), 0};
    for (char *at = all, *end; (end = strstr(at, "\n%%\n")); at = end + 4) {
        *end = 0;
        texts.items[texts.count++] = (Text){at, end - at};
    }
    return texts;
}

static int dial(int port) {
    int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) die("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

static void say(int fd, Text text) {
    for (size_t sent = 0; sent < text.length;) {
        ssize_t part = write(fd, text.text + sent, text.length - sent);
        if (part < 0 && errno != EAGAIN) die("write");
        if (part > 0) sent += part;
    }
}

// What is there to read, after the last bytes of what was read before, so that a cut mark is found; 0: nothing more.
static size_t take(Peer *peer) {
    memcpy(chunk, peer->tail, peer->kept);
    ssize_t got = read(peer->fd, chunk + peer->kept, sizeof chunk - TAIL - 1);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
    if (got <= 0) { fprintf(stderr, "a stream was closed\n"); exit(2); }
    size_t size = peer->kept + got;
    chunk[size] = 0;
    return size;
}

static void keep(Peer *peer, size_t from, size_t size) {
    if (size - from > TAIL - 1) from = size - (TAIL - 1);
    peer->kept = size - from;
    memcpy(peer->tail, chunk + from, peer->kept);
}

static int count_marks(Peer *peer, const char *marker) {
    size_t size, length = strlen(marker);
    int found = 0;
    while ((size = take(peer))) {
        char *at = chunk, *hit;
        while ((hit = memmem(at, chunk + size - at, marker, length))) { found++; at = hit + length; }
        size_t rest = chunk + size - at, need = length - 1;
        keep(peer, size - (rest < need ? rest : need), size);
    }
    return found;
}

static void watch(int epoll, int fd, void *peer) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) die("epoll_ctl");
}

static int fan(char **a) {
    int port = atoi(a[0]), count = atoi(a[1]), gap = atoi(a[2]), epoll = epoll_create1(0), missed = 0;
    const char *marker = a[3];
    Texts hellos = load(a[4]), triggers = load(a[5]);
    Peer *peers = calloc(count, sizeof(Peer)), control = {.fd = dial(port)};
    struct epoll_event events[1024];
    for (int i = 0; i < count; i++) {
        peers[i].fd = dial(port);
        say(peers[i].fd, hellos.items[i % hellos.count]);
        watch(epoll, peers[i].fd, &peers[i]);
    }
    // Every stream has its first bytes before the first event.
    int waiting = count;
    for (double until = now() + 30000; waiting && now() < until;) {
        int n = epoll_wait(epoll, events, 1024, 100);
        for (int i = 0; i < n; i++) {
            Peer *peer = events[i].data.ptr;
            count_marks(peer, marker);
            if (!peer->busy) { peer->busy = 1; waiting--; }
        }
    }
    if (waiting) { fprintf(stderr, "%d streams did not open\n", waiting); return 2; }
    for (int turn = 0; turn < triggers.count; turn++) {
        // Quiet first: what earlier events still cause is none of this one.
        for (double until = now() + (turn ? gap : 3000); now() < until;) {
            int n = epoll_wait(epoll, events, 1024, 10);
            for (int i = 0; i < n; i++) count_marks(events[i].data.ptr, marker);
            while (read(control.fd, chunk, sizeof chunk) > 0) {}
        }
        for (int i = 0; i < count; i++) peers[i].seen = 0;
        double start = now();
        say(control.fd, triggers.items[turn]);
        int left = count;
        while (left && now() - start < 10000) {
            int n = epoll_wait(epoll, events, 1024, 100);
            for (int i = 0; i < n; i++) {
                Peer *peer = events[i].data.ptr;
                int found = count_marks(peer, marker);
                if (found && !peer->seen) left--;
                peer->seen += found;
            }
        }
        missed += left;
        if (!left) printf("%.3f\n", now() - start);
    }
    fprintf(stderr, "missed %d\n", missed);
    return 0;
}

static int pace(char **a) {
    int port = atoi(a[0]), epoll = epoll_create1(0);
    double interval = 1000.0 / atof(a[1]);
    Texts hellos = load(a[2]), requests = load(a[3]);
    double *due = calloc(requests.count, sizeof(double)), *took = calloc(requests.count, sizeof(double));
    Peer stream = {.fd = dial(port)}, controls[CONTROLS] = {0};
    say(stream.fd, hellos.items[0]);
    watch(epoll, stream.fd, &stream);
    for (int i = 0; i < CONTROLS; i++) {
        controls[i].fd = dial(port);
        watch(epoll, controls[i].fd, &controls[i]);
    }
    double begin = now() + 1000;
    int sent = 0, seen = 0, refused = 0;
    while ((seen < requests.count) && now() < begin + requests.count * interval + 5000) {
        while (sent < requests.count && begin + sent * interval <= now()) {
            Peer *idle = NULL;
            for (int i = 0; i < CONTROLS; i++) if (!controls[i].busy) idle = &controls[i];
            if (!idle) break;
            due[sent] = begin + sent * interval;
            idle->busy = 1;
            say(idle->fd, requests.items[sent++]);
        }
        double wait = sent < requests.count ? begin + sent * interval - now() : 100;
        if (wait < 0) wait = 0.2;
        struct timespec limit = {.tv_nsec = (long)(wait * 1e6) % 1000000000, .tv_sec = (long)wait / 1000};
        struct epoll_event events[64];
        int n = epoll_pwait2(epoll, events, 64, &limit, NULL);
        for (int i = 0; i < n; i++) {
            Peer *peer = events[i].data.ptr;
            size_t size;
            while ((size = take(peer))) {
                if (peer != &stream) {
                    // Head and body come in one write: an answer is here when its first bytes are.
                    if (memmem(chunk, size, "HTTP/1.1 ", 9)) { peer->busy = 0; if (chunk[9] != '2') refused++; }
                    continue;
                }
                char *at = chunk, *hit;
                while ((hit = memmem(at, chunk + size - at, "vbq", 3)) && hit + 10 <= chunk + size) {
                    int id = atoi((char[8]){hit[3], hit[4], hit[5], hit[6], hit[7], hit[8], hit[9], 0});
                    if (id < requests.count && due[id] > 0 && took[id] == 0) { took[id] = now() - due[id]; seen++; }
                    at = hit + 10;
                }
                size_t rest = chunk + size - at;
                keep(peer, size - (rest < 9 ? rest : 9), size);
            }
        }
    }
    for (int i = 0; i < requests.count; i++) if (took[i] > 0) printf("%.3f\n", took[i]);
    fprintf(stderr, "missed %d, refused %d\n", requests.count - seen, refused);
    return 0;
}

int main(int count, char **arguments) {
    if (count == 8 && !strcmp(arguments[1], "fan")) return fan(arguments + 2);
    if (count == 6 && !strcmp(arguments[1], "pace")) return pace(arguments + 2);
    fprintf(stderr, "usage: see the head of streams.c\n");
    return 64;
}
