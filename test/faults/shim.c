/*
 * Counts the file-system calls of a process that change something below one folder or make it durable, and makes one
 * of them fail. Preloaded (LD_PRELOAD) into the programs under test; Linux with glibc only.
 *
 * Every such call is numbered from 1, over all threads. One lock is held around the call and its record, so the record
 * has the calls in the order in which they happened. What goes through a writable memory map is not seen: of LMDB's
 * files that is lock.mdb, whose content never matters after a start.
 *
 * Environment:
 *   PATX_FAULT_ROOT    folder; calls elsewhere pass by uncounted
 *   PATX_FAULT_LOG     file for the records; none when not set
 *   PATX_FAULT_DATA    1: records hold the bytes written
 *   PATX_FAULT_MARKS   file; what is written to it becomes a mark in the record, uncounted
 *   PATX_FAULT_ACTION  kill-before, kill-after, kill-middle (half of a write is done), errno, short (half of a write)
 *   PATX_FAULT_AT      number of the call the action is for
 *   PATX_FAULT_ARM     file; calls are numbered only from when it is there. Without it, from the start
 *   PATX_FAULT_ERRNO   error number for errno
 *   PATX_FAULT_FOREVER 1: errno at that call and at every later one
 *
 * A record is the header below, then path, second path and data. Children of the process are not watched.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind {
  K_MARK = 0, K_OPEN = 1, K_WRITE = 2, K_TRUNCATE = 3, K_ALLOCATE = 4, K_FSYNC = 5, K_FDATASYNC = 6, K_SYNC_RANGE = 7,
  K_RENAME = 8, K_LINK = 9, K_UNLINK = 10, K_MKDIR = 11, K_RMDIR = 12, K_CHMOD = 13, K_SYMLINK = 14,
};

/* Flags of a record. */
enum { F_SYNCHRONOUS = 1, F_CREATED = 2, F_TRUNCATED = 4, F_DIRECTORY = 8, F_HIT = 16 };

struct record {
  uint32_t magic;
  uint32_t kind;
  uint64_t number;
  int64_t offset; /* of a write; the new size of a truncation; mode of an open or mkdir */
  int64_t result;
  uint64_t inode;
  uint32_t flags;
  uint32_t error;
  uint32_t path_bytes;
  uint32_t second_bytes;
  uint32_t data_bytes; /* bytes recorded */
  uint32_t done_bytes; /* bytes written, recorded or not */
};

#define MAGIC 0x50415458u

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static char root[PATH_MAX];
static size_t root_bytes;
static char marks[PATH_MAX];
static char arm[PATH_MAX];
static int armed;
static int log_fd = -1;
static int with_data;
static uint64_t count;
static uint64_t at;
static int forever;
static int error_number;
static enum { A_NONE, A_KILL_BEFORE, A_KILL_AFTER, A_KILL_MIDDLE, A_ERRNO, A_SHORT } action;

static const char *setting(const char *name) {
  const char *value = getenv(name);
  return value == NULL ? "" : value;
}

static void begin(void) {
  snprintf(root, sizeof root, "%s", setting("PATX_FAULT_ROOT"));
  root_bytes = strlen(root);
  snprintf(marks, sizeof marks, "%s", setting("PATX_FAULT_MARKS"));
  snprintf(arm, sizeof arm, "%s", setting("PATX_FAULT_ARM"));
  armed = *arm == '\0';
  with_data = strcmp(setting("PATX_FAULT_DATA"), "1") == 0;
  at = strtoull(setting("PATX_FAULT_AT"), NULL, 10);
  forever = strcmp(setting("PATX_FAULT_FOREVER"), "1") == 0;
  error_number = atoi(setting("PATX_FAULT_ERRNO"));
  const char *named = setting("PATX_FAULT_ACTION");
  action = strcmp(named, "kill-before") == 0   ? A_KILL_BEFORE
           : strcmp(named, "kill-after") == 0  ? A_KILL_AFTER
           : strcmp(named, "kill-middle") == 0 ? A_KILL_MIDDLE
           : strcmp(named, "errno") == 0       ? A_ERRNO
           : strcmp(named, "short") == 0       ? A_SHORT
                                               : A_NONE;
  const char *log = setting("PATX_FAULT_LOG");
  if (*log != '\0') {
    log_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  }
  unsetenv("LD_PRELOAD");
}

__attribute__((constructor)) static void loaded(void) { pthread_once(&once, begin); }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Whether a path lies in the watched folder, or is it. */
static int is_watched(const char *path) {
  if (root_bytes == 0 || strncmp(path, root, root_bytes) != 0) return 0;
  return path[root_bytes] == '/' || path[root_bytes] == '\0';
}

static int path_at(int folder, const char *path, char *into) {
  if (path == NULL) return 0;
  if (*path == '/') {
    snprintf(into, PATH_MAX, "%s", path);
    return 1;
  }
  char base[PATH_MAX];
  if (folder == AT_FDCWD) {
    if (getcwd(base, sizeof base) == NULL) return 0;
  } else {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t got = readlink(link, base, sizeof base - 1);
    if (got < 0) return 0;
    base[got] = '\0';
  }
  return snprintf(into, PATH_MAX, "%s/%s", base, path) < PATH_MAX;
}

static int path_of(int fd, char *into) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t got = readlink(link, into, PATH_MAX - 1);
  if (got <= 0 || *into != '/') return 0;
  into[got] = '\0';
  char *gone = strstr(into, " (deleted)");
  if (gone != NULL) *gone = '\0';
  return 1;
}

static void put(struct record *record, const char *path, const char *second, const struct iovec *data, int parts) {
  if (log_fd < 0) return;
  record->magic = MAGIC;
  record->path_bytes = path == NULL ? 0 : (uint32_t)strlen(path);
  record->second_bytes = second == NULL ? 0 : (uint32_t)strlen(second);
  size_t wanted = record->data_bytes;
  size_t total = sizeof *record + record->path_bytes + record->second_bytes + wanted;
  char *text = malloc(total);
  if (text == NULL) abort();
  char *end = text;
  memcpy(end, record, sizeof *record);
  end += sizeof *record;
  memcpy(end, path == NULL ? "" : path, record->path_bytes);
  end += record->path_bytes;
  memcpy(end, second == NULL ? "" : second, record->second_bytes);
  end += record->second_bytes;
  for (int part = 0; part < parts && wanted > 0; part += 1) {
    size_t bytes = data[part].iov_len < wanted ? data[part].iov_len : wanted;
    memcpy(end, data[part].iov_base, bytes);
    end += bytes;
    wanted -= bytes;
  }
  for (size_t done = 0; done < total;) {
    long wrote = syscall(SYS_write, log_fd, text + done, total - done);
    if (wrote <= 0) abort();
    done += (size_t)wrote;
  }
  free(text);
}

static void die(void) {
  syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
  for (;;) pause();
}

/* A full disk refuses only what takes room. */
static int applies(enum kind kind) {
  if (error_number != ENOSPC) return 1;
  return kind != K_UNLINK && kind != K_RMDIR && kind != K_CHMOD;
}

/* What becomes of call `number`. */
enum verdict { PASS, REFUSE, HALVE, HALVE_AND_DIE, PASS_AND_DIE };

static enum verdict judge(enum kind kind, struct record *record) {
  /* A call before it is armed has the number 0. */
  if (!armed) armed = syscall(SYS_faccessat, AT_FDCWD, arm, F_OK) == 0;
  if (!armed) return PASS;
  uint64_t number = record->number = ++count;
  if (at == 0 || number < at || (number > at && !(forever && action == A_ERRNO))) return PASS;
  record->flags |= F_HIT;
  switch (action) {
    case A_KILL_BEFORE:
      return REFUSE;
    case A_KILL_AFTER:
      return PASS_AND_DIE;
    case A_KILL_MIDDLE:
      return kind == K_WRITE ? HALVE_AND_DIE : PASS_AND_DIE;
    case A_ERRNO:
      if (applies(kind)) return REFUSE;
      record->flags &= ~(uint32_t)F_HIT;
      return PASS;
    case A_SHORT:
      return kind == K_WRITE ? HALVE : PASS;
    default:
      return PASS;
  }
}

/* Records a call that does not take place; returns only where the process is to go on with an error. */
static int refuse(enum kind kind, struct record *record, const char *path, const char *second) {
  record->kind = kind;
  record->result = -1;
  record->error = (uint32_t)error_number;
  put(record, path, second, NULL, 0);
  if (action == A_KILL_BEFORE) die();
  pthread_mutex_unlock(&lock);
  errno = error_number;
  return -1;
}

static long finish(enum kind kind, struct record *record, enum verdict verdict, long result, const char *path,
                   const char *second) {
  int saved = errno;
  record->kind = kind;
  record->result = result;
  record->error = result < 0 ? (uint32_t)saved : 0;
  put(record, path, second, NULL, 0);
  if (verdict == PASS_AND_DIE) die();
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

/* A call on names. */
#define ON_NAMES(kind, first, second, real)                         \
  do {                                                              \
    struct record record = {0};                                     \
    pthread_mutex_lock(&lock);                                      \
    enum verdict verdict = judge(kind, &record);                    \
    if (verdict == REFUSE) return refuse(kind, &record, first, second); \
    return (int)finish(kind, &record, verdict, real, first, second); \
  } while (0)

static uint64_t inode_of(int fd, struct record *record) {
  struct stat status;
  if (fstat(fd, &status) != 0) return 0;
  if (S_ISDIR(status.st_mode)) record->flags |= F_DIRECTORY;
  return status.st_ino;
}

/* A call on an open file that is not a write. */
#define ON_FILE(kind_, fd, size, real)                                    \
  do {                                                                    \
    char path[PATH_MAX];                                                  \
    pthread_once(&once, begin);                                           \
    if (!path_of(fd, path) || !is_watched(path)) return real;             \
    struct record record = {.offset = (int64_t)(size)};                   \
    pthread_mutex_lock(&lock);                                            \
    record.inode = inode_of(fd, &record);                                 \
    enum verdict verdict = judge(kind_, &record);                         \
    if (verdict == REFUSE) return refuse(kind_, &record, path, NULL);     \
    return (int)finish(kind_, &record, verdict, real, path, NULL);        \
  } while (0)

static int opened(int folder, const char *name, int flags, mode_t mode) {
  pthread_once(&once, begin);
  char path[PATH_MAX];
  int is_change = (flags & (O_CREAT | O_TRUNC)) != 0;
  if (!is_change || !path_at(folder, name, path) || !is_watched(path)) {
    return (int)syscall(SYS_openat, folder, name, flags, mode);
  }
  struct record record = {.offset = (int64_t)mode};
  pthread_mutex_lock(&lock);
  struct stat before;
  int is_there = stat(path, &before) == 0;
  int truncates = is_there && (flags & O_TRUNC) != 0 && (flags & O_EXCL) == 0;
  if (is_there && !truncates) {
    /* Nothing changes. */
    pthread_mutex_unlock(&lock);
    return (int)syscall(SYS_openat, folder, name, flags, mode);
  }
  record.flags = is_there ? F_TRUNCATED : F_CREATED;
  enum verdict verdict = judge(K_OPEN, &record);
  if (verdict == REFUSE) return refuse(K_OPEN, &record, path, NULL);
  int fd = (int)syscall(SYS_openat, folder, name, flags, mode);
  int saved = errno;
  if (fd >= 0) record.inode = inode_of(fd, &record);
  errno = saved;
  return (int)finish(K_OPEN, &record, verdict, fd, path, NULL);
}

static mode_t mode_in(int flags, va_list list) { return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(list, mode_t) : 0; }

#define OPENER(name)                           \
  int name(const char *path, int flags, ...) { \
    va_list list;                              \
    va_start(list, flags);                     \
    mode_t mode = mode_in(flags, list);        \
    va_end(list);                              \
    return opened(AT_FDCWD, path, flags, mode); \
  }
OPENER(open)
OPENER(open64)

#define OPENER_AT(name)                                    \
  int name(int folder, const char *path, int flags, ...) { \
    va_list list;                                          \
    va_start(list, flags);                                 \
    mode_t mode = mode_in(flags, list);                    \
    va_end(list);                                          \
    return opened(folder, path, flags, mode);              \
  }
OPENER_AT(openat)
OPENER_AT(openat64)

int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

static size_t total_of(const struct iovec *parts, int many) {
  size_t total = 0;
  for (int part = 0; part < many; part += 1) total += parts[part].iov_len;
  return total;
}

/* Half of a write: whole pages where there is more than one. */
static size_t half_of(size_t total) { return total > 4096 ? (total / 2 + 4095) / 4096 * 4096 : total / 2; }

static ssize_t raw_write(int fd, const struct iovec *parts, int many, off_t offset) {
  return offset < 0 ? syscall(SYS_writev, fd, parts, many)
                    : syscall(SYS_pwritev, fd, parts, many, (long)offset, (long)((uint64_t)offset >> 32 >> 32));
}

static ssize_t written(int fd, const struct iovec *parts, int many, off_t offset) {
  pthread_once(&once, begin);
  char path[PATH_MAX];
  if (!path_of(fd, path)) return raw_write(fd, parts, many, offset);
  struct record record = {0};
  if (*marks != '\0' && strcmp(path, marks) == 0) {
    pthread_mutex_lock(&lock);
    ssize_t done = raw_write(fd, parts, many, offset);
    record.kind = K_MARK;
    record.data_bytes = done < 0 ? 0 : (uint32_t)done;
    put(&record, path, NULL, parts, many);
    pthread_mutex_unlock(&lock);
    return done;
  }
  if (!is_watched(path)) return raw_write(fd, parts, many, offset);
  pthread_mutex_lock(&lock);
  record.inode = inode_of(fd, &record);
  int flags = fcntl(fd, F_GETFL);
  if ((flags & O_DSYNC) != 0) record.flags |= F_SYNCHRONOUS;
  if (offset >= 0) record.offset = offset;
  else if ((flags & O_APPEND) != 0) record.offset = lseek(fd, 0, SEEK_END);
  else record.offset = lseek(fd, 0, SEEK_CUR);
  enum verdict verdict = judge(K_WRITE, &record);
  if (verdict == REFUSE) return refuse(K_WRITE, &record, path, NULL);
  ssize_t done;
  if (verdict == HALVE || verdict == HALVE_AND_DIE) {
    size_t half = half_of(total_of(parts, many));
    char *first = malloc(half + 1);
    if (first == NULL) abort();
    size_t at_byte = 0;
    for (int part = 0; part < many && at_byte < half; part += 1) {
      size_t bytes = parts[part].iov_len < half - at_byte ? parts[part].iov_len : half - at_byte;
      memcpy(first + at_byte, parts[part].iov_base, bytes);
      at_byte += bytes;
    }
    struct iovec one = {.iov_base = first, .iov_len = half};
    done = raw_write(fd, &one, 1, offset);
    free(first);
  } else {
    done = raw_write(fd, parts, many, offset);
  }
  int saved = errno;
  record.kind = K_WRITE;
  record.result = done;
  record.error = done < 0 ? (uint32_t)saved : 0;
  record.done_bytes = done < 0 ? 0 : (uint32_t)done;
  record.data_bytes = with_data ? record.done_bytes : 0;
  put(&record, path, NULL, parts, many);
  if (verdict == PASS_AND_DIE || verdict == HALVE_AND_DIE) die();
  pthread_mutex_unlock(&lock);
  errno = saved;
  return done;
}

#define ONE(bytes, size) {.iov_base = (void *)(uintptr_t)(bytes), .iov_len = (size)}

ssize_t write(int fd, const void *bytes, size_t size) {
  struct iovec one = ONE(bytes, size);
  return written(fd, &one, 1, -1);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
  struct iovec one = ONE(bytes, size);
  return written(fd, &one, 1, offset);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off_t offset) {
  struct iovec one = ONE(bytes, size);
  return written(fd, &one, 1, offset);
}
ssize_t writev(int fd, const struct iovec *parts, int many) { return written(fd, parts, many, -1); }
ssize_t pwritev(int fd, const struct iovec *parts, int many, off_t offset) { return written(fd, parts, many, offset); }
ssize_t pwritev64(int fd, const struct iovec *parts, int many, off_t offset) { return written(fd, parts, many, offset); }

int ftruncate(int fd, off_t size) { ON_FILE(K_TRUNCATE, fd, size, (int)syscall(SYS_ftruncate, fd, size)); }
int ftruncate64(int fd, off_t size) { ON_FILE(K_TRUNCATE, fd, size, (int)syscall(SYS_ftruncate, fd, size)); }
int fallocate(int fd, int mode, off_t from, off_t size) {
  ON_FILE(K_ALLOCATE, fd, from + size, (int)syscall(SYS_fallocate, fd, mode, from, size));
}
int fallocate64(int fd, int mode, off_t from, off_t size) {
  ON_FILE(K_ALLOCATE, fd, from + size, (int)syscall(SYS_fallocate, fd, mode, from, size));
}
int fsync(int fd) { ON_FILE(K_FSYNC, fd, 0, (int)syscall(SYS_fsync, fd)); }
int fdatasync(int fd) { ON_FILE(K_FDATASYNC, fd, 0, (int)syscall(SYS_fdatasync, fd)); }
int sync_file_range(int fd, off_t from, off_t size, unsigned int flags) {
  ON_FILE(K_SYNC_RANGE, fd, size, (int)syscall(SYS_sync_file_range, fd, from, size, flags));
}
int fchmod(int fd, mode_t mode) { ON_FILE(K_CHMOD, fd, mode, (int)syscall(SYS_fchmod, fd, mode)); }

static int on_one_name(enum kind kind, int folder, const char *name, long number, long a, long b, long c, int64_t offset) {
  pthread_once(&once, begin);
  char path[PATH_MAX];
  if (!path_at(folder, name, path) || !is_watched(path)) return (int)syscall(number, folder, a, b, c);
  struct record record = {.offset = offset};
  pthread_mutex_lock(&lock);
  /* What is there already, or is not there, does not change: only calls that do something are counted. */
  struct stat status;
  int is_there = lstat(path, &status) == 0;
  if (is_there == (kind == K_MKDIR)) {
    pthread_mutex_unlock(&lock);
    return (int)syscall(number, folder, a, b, c);
  }
  if (is_there) record.inode = status.st_ino;
  enum verdict verdict = judge(kind, &record);
  if (verdict == REFUSE) return refuse(kind, &record, path, NULL);
  return (int)finish(kind, &record, verdict, syscall(number, folder, a, b, c), path, NULL);
}

int mkdirat(int folder, const char *path, mode_t mode) {
  return on_one_name(K_MKDIR, folder, path, SYS_mkdirat, (long)path, mode, 0, mode);
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
int unlinkat(int folder, const char *path, int flags) {
  return on_one_name((flags & AT_REMOVEDIR) != 0 ? K_RMDIR : K_UNLINK, folder, path, SYS_unlinkat, (long)path, flags, 0, 0);
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
  struct stat status;
  return lstat(path, &status) == 0 && S_ISDIR(status.st_mode) ? rmdir(path) : unlink(path);
}
int fchmodat(int folder, const char *path, mode_t mode, int flags) {
  (void)flags;
  return on_one_name(K_CHMOD, folder, path, SYS_fchmodat, (long)path, mode, 0, mode);
}
int chmod(const char *path, mode_t mode) { return fchmodat(AT_FDCWD, path, mode, 0); }

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags) {
  pthread_once(&once, begin);
  char first[PATH_MAX];
  char second[PATH_MAX];
  if (!path_at(from_folder, from, first) || !path_at(to_folder, to, second) || !is_watched(second)) {
    return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
  }
  ON_NAMES(K_RENAME, first, second, syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  return renameat2(from_folder, from, to_folder, to, 0);
}
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
  pthread_once(&once, begin);
  char first[PATH_MAX];
  char second[PATH_MAX];
  if (!path_at(from_folder, from, first) || !path_at(to_folder, to, second) || !is_watched(second)) {
    return (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
  }
  ON_NAMES(K_LINK, first, second, syscall(SYS_linkat, from_folder, from, to_folder, to, flags));
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int symlink(const char *target, const char *path) {
  pthread_once(&once, begin);
  char full[PATH_MAX];
  if (!path_at(AT_FDCWD, path, full) || !is_watched(full)) return (int)syscall(SYS_symlinkat, target, AT_FDCWD, path);
  ON_NAMES(K_SYMLINK, full, NULL, syscall(SYS_symlinkat, target, AT_FDCWD, path));
}
