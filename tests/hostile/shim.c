/* A disk that fails, or a process that is killed, at the n-th call that changes something in a folder.

   QSQ_SHIM_UNDER: the folder whose files count; QSQ_SHIM_AT: which call, from 1 (0: none);
   QSQ_SHIM_ERRNO: the error from then on, or 0 for SIGKILL; QSQ_SHIM_LOG: a file that gets a line for each call;
   QSQ_SHIM_NO_LOCKS: locks answer ENOLCK, as on many network drives;
   QSQ_SHIM_CLOCK: the seconds since 1970 at which the clock stands still. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static long calls = 0;

static int counts(const char *path) {
    const char *under = getenv("QSQ_SHIM_UNDER");
    return under && path && strncmp(path, under, strlen(under)) == 0;
}

static int fails(const char *name, const char *path) {
    const char *at = getenv("QSQ_SHIM_AT"), *error = getenv("QSQ_SHIM_ERRNO"), *log = getenv("QSQ_SHIM_LOG");
    if (!counts(path)) return 0;
    calls++;
    if (log) {
        char line[5000];
        int length = snprintf(line, sizeof line, "%s %s\n", name, path);
        int file = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        if (file >= 0) {
            ssize_t (*plain)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
            plain(file, line, (size_t)length);
            close(file);
        }
    }
    if (!at || atol(at) < 1 || calls < atol(at)) return 0;
    if (!error || atoi(error) == 0) raise(SIGKILL);
    errno = atoi(error);
    return 1;
}

static int fails_at(const char *name, int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return fails(name, path);
}

#define REAL(type, name, ...) type (*real)(__VA_ARGS__) = dlsym(RTLD_NEXT, name)

ssize_t write(int file, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return fails_at("write", file) ? -1 : real(file, data, size);
}
ssize_t pwrite(int file, const void *data, size_t size, off_t at) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    return fails_at("write", file) ? -1 : real(file, data, size, at);
}
ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return fails_at("write", file) ? -1 : real(file, data, size, at);
}
int fsync(int file) {
    REAL(int, "fsync", int);
    return fails_at("sync", file) ? -1 : real(file);
}
int fdatasync(int file) {
    REAL(int, "fdatasync", int);
    return fails_at("sync", file) ? -1 : real(file);
}
int ftruncate64(int file, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    return fails_at("truncate", file) ? -1 : real(file, size);
}
int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return fails("rename", to) ? -1 : real(from, to);
}
int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    return fails("link", to) ? -1 : real(from, to);
}
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return fails("unlink", path) ? -1 : real(path);
}
int unlinkat(int folder, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    return (*path == '/' ? fails("unlink", path) : fails_at("unlink in", folder)) ? -1 : real(folder, path, flags);
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    return fails("mkdir", path) ? -1 : real(path, mode);
}
ssize_t sendfile64(int to, int from, off64_t *at, size_t size) {
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    return fails_at("write", to) ? -1 : real(to, from, at, size);
}
int open64(const char *path, int flags, ...) {
    REAL(int, "open64", const char *, int, mode_t);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return flags & (O_CREAT | O_TRUNC) && fails("open", path) ? -1 : real(path, flags, mode);
}
int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    const char *stands = getenv("QSQ_SHIM_CLOCK");
    if (!stands || clock != CLOCK_REALTIME) return real(clock, now);
    now->tv_sec = atol(stands);
    now->tv_nsec = 0;
    return 0;
}
int fcntl64(int file, int command, ...) {
    REAL(int, "fcntl64", int, int, void *);
    va_list rest;
    va_start(rest, command);
    void *what = va_arg(rest, void *);
    va_end(rest);
    if (getenv("QSQ_SHIM_NO_LOCKS") && (command == F_SETLK || command == F_SETLKW)) {
        errno = ENOLCK;
        return -1;
    }
    return real(file, command, what);
}
int flock(int file, int operation) {
    REAL(int, "flock", int, int);
    if (getenv("QSQ_SHIM_NO_LOCKS")) {
        errno = ENOLCK;
        return -1;
    }
    return real(file, operation);
}
