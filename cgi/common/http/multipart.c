/* multipart/form-data, read through a window of fixed size: no body is ever whole in memory.
 * Must not hash or judge files (the document module does). With ERR_BUSY errno says why. */
#include "http/body.h"
#include "http/part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Must hold a delimiter and a header line; larger means fewer writes to the spool. */
enum { WINDOW = 16384 };

/* Bytes on their way: p[from..to) are not yet used. */
struct window {
    body_source next;
    void *ctx;
    char *p;
    size_t from, to, sum;
    enum err fault; /* why no more bytes come; OK: at the end */
    bool end;
    const char *mark; /* CR LF -- boundary */
    size_t mark_n;
    size_t room; /* what the spool still takes of this request */
};

/* Where the bytes of a part go: nowhere (preamble), into text, or into a spool file. */
struct sink {
    struct arena *arena;
    const char *spool;
    bool file;
    int fd; /* -1 until the first byte */
    size_t *room;
    char *text;
    size_t n;
    bool cut;
};

/* Makes room and reads once. false: nothing more comes. */
static bool window_fill(struct window *w)
{
    long got;

    if (w->end)
        return false;
    memmove(w->p, w->p + w->from, w->to - w->from);
    w->to -= w->from;
    w->from = 0;
    got = w->next(w->ctx, w->p + w->to, WINDOW - w->to);
    if (got <= 0) {
        w->end = true;
        w->fault = got < 0 ? ERR_BROKEN : OK;
        return false;
    }
    w->to += (size_t)got;
    w->sum += (size_t)got;
    if (w->sum > MULTIPART_MAX) {
        w->end = true;
        w->fault = ERR_LARGE;
        return false;
    }
    return true;
}

/* At least n bytes in the window. */
static enum err window_need(struct window *w, size_t n)
{
    while (w->to - w->from < n)
        if (!window_fill(w))
            return w->fault ? w->fault : ERR_BROKEN;
    return OK;
}

/* O_EXCL: the file can never get a name. Not every file system can O_TMPFILE. */
static int spool_open(const char *folder)
{
    char path[1100];
    int fd = open(folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);

    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
        return fd;
    if (snprintf(path, sizeof path, "%s/in.XXXXXX", folder) >= (int)sizeof path)
        return -1;
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

/* A file that is too large is counted on and kept no more: whoever sent it reads that beside the field, with all else
 * that was typed, and not on a page of its own. */
static enum err file_add(struct sink *k, const char *p, size_t n)
{
    size_t room = k->cut ? 0 : UPLOAD_MAX - k->n;

    if (k->fd < 0 && (k->fd = spool_open(k->spool)) < 0)
        return ERR_BUSY;
    k->n += n;
    if (room > *k->room)
        room = *k->room;
    if (n > room) {
        k->cut = true;
        n = room;
    }
    *k->room -= n;
    while (n) {
        ssize_t put = write(k->fd, p, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return ERR_BUSY;
        p += put;
        n -= (size_t)put;
    }
    return OK;
}

static enum err sink_add(struct sink *k, const char *p, size_t n)
{
    if (!k || !n)
        return OK;
    if (k->file)
        return file_add(k, p, n);
    if (memchr(p, 0, n))
        return ERR_BROKEN;
    if (k->n + n > FORM_TEXT_MAX)
        return ERR_LARGE;
    if (!k->text)
        k->text = arena_new(k->arena, FORM_TEXT_MAX + 1, 1);
    memcpy(k->text + k->n, p, n);
    k->n += n;
    return OK;
}

/* Everything before the next delimiter into the sink, then past the delimiter. What might be the
 * beginning of one stays in the window until the next read decides. */
static enum err window_pass(struct window *w, struct sink *k)
{
    enum err e;

    for (;;) {
        size_t n = w->to - w->from, safe = n >= w->mark_n ? n - w->mark_n + 1 : 0;
        const char *s = w->p + w->from, *found = memmem(s, n, w->mark, w->mark_n);
        if (found)
            safe = (size_t)(found - s);
        if ((e = sink_add(k, s, safe)))
            return e;
        w->from += safe;
        if (found) {
            w->from += w->mark_n;
            return OK;
        }
        if (!window_fill(w))
            return w->fault ? w->fault : ERR_BROKEN; /* cut off */
    }
}

/* After a delimiter: blanks, then CR LF (a part follows) or -- (the end). */
static enum err mark_end(struct window *w, bool *ret_last)
{
    enum err e;

    for (int blanks = 0; blanks <= PART_LINE_MAX; blanks++) {
        const char *s;
        if ((e = window_need(w, 2)))
            return e;
        s = w->p + w->from;
        if (*s == ' ' || *s == '\t') {
            w->from++;
            continue;
        }
        *ret_last = s[0] == '-' && s[1] == '-' && !blanks;
        w->from += 2;
        return *ret_last || (s[0] == '\r' && s[1] == '\n') ? OK : ERR_BROKEN;
    }
    return ERR_BROKEN;
}

/* One line without its CR LF; it stays valid until the next read. */
static enum err line_read(struct window *w, const char **ret, size_t *ret_n)
{
    for (;;) {
        size_t n = w->to - w->from, most = n < PART_LINE_MAX + 2 ? n : PART_LINE_MAX + 2;
        const char *s = w->p + w->from, *found = memmem(s, most, "\r\n", 2);
        if (found) {
            *ret = s;
            *ret_n = (size_t)(found - s);
            w->from += *ret_n + 2;
            return OK;
        }
        if (most < n)
            return ERR_LARGE;
        if (!window_fill(w))
            return w->fault ? w->fault : ERR_BROKEN;
    }
}

static enum err head_read(struct arena *a, struct window *w, struct part *ret)
{
    const char *line;
    size_t n;
    enum err e;

    *ret = (struct part){ NULL, NULL };
    for (int lines = 0; lines <= PART_LINES_MAX; lines++) {
        if ((e = line_read(w, &line, &n)))
            return e;
        if (!n) {
            /* The delimiter of an empty part begins with the CR LF that ended its head. */
            w->from -= 2;
            return ret->name ? OK : ERR_BROKEN;
        }
        if ((e = part_line(a, line, n, ret)))
            return e;
    }
    return ERR_LARGE;
}

/* A file input without a file comes as file name "" and no bytes. */
static enum err part_keep(struct sink *k, const struct part *head, struct param *ret)
{
    struct upload *u;

    *ret = (struct param){ .name = head->name, .value = "" };
    if (!k->file) {
        ret->value = k->text ? k->text : "";
        ret->n = k->n;
        return OK;
    }
    if (k->fd < 0 && !head->file[0])
        return OK;
    if (k->fd < 0 && (k->fd = spool_open(k->spool)) < 0)
        return ERR_BUSY;
    if (lseek(k->fd, 0, SEEK_SET))
        return ERR_BUSY;
    u = arena_new(k->arena, 1, sizeof *u);
    *u = (struct upload){ .fd = k->fd, .size = k->n, .cut = k->cut, .name = part_file_name(k->arena, head->file) };
    ret->upload = u;
    return OK;
}

static enum err part_read(struct arena *a, struct window *w, const char *spool, struct param *ret)
{
    struct sink k = { .arena = a, .spool = spool, .fd = -1, .room = &w->room };
    struct part head;
    enum err e;

    if ((e = head_read(a, w, &head)))
        return e;
    k.file = head.file != NULL;
    /* The two bytes head_read() left are no content, unless they begin the delimiter. */
    if ((e = window_need(w, w->mark_n)))
        return e;
    if (memcmp(w->p + w->from, w->mark, w->mark_n))
        w->from += 2;
    if ((e = window_pass(w, &k)) || (e = part_keep(&k, &head, ret))) {
        if (k.fd >= 0)
            close(k.fd);
        return e;
    }
    return OK;
}

static enum err parts_read(struct arena *a, struct window *w, const char *spool,
                           struct params *found)
{
    bool last = false;
    enum err e;

    if ((e = window_pass(w, NULL)) || (e = mark_end(w, &last)))
        return e;
    while (!last) {
        if (found->n == PARTS_MAX)
            return ERR_LARGE;
        if ((e = part_read(a, w, spool, &found->list[found->n])))
            return e;
        found->n++;
        if ((e = mark_end(w, &last)))
            return e;
    }
    return OK;
}

enum err body_multipart(struct arena *a, const char *type, body_source next, void *ctx,
                        const char *spool, struct params *ret)
{
    struct window w = { .next = next, .ctx = ctx, .room = UPLOADS_MAX };
    struct params found = { .n = 0 };
    const char *boundary;
    enum err e;

    if ((e = part_boundary(a, type, &boundary)))
        return e;
    w.mark = arena_fmt(a, "\r\n--%s", boundary);
    w.mark_n = strlen(w.mark);
    w.p = arena_new(a, WINDOW, 1);
    memcpy(w.p, "\r\n", 2); /* the first delimiter may stand at the very beginning */
    w.to = 2;
    found.list = arena_new(a, PARTS_MAX, sizeof *found.list);
    if ((e = parts_read(a, &w, spool, &found))) {
        body_close(&found);
        return e;
    }
    *ret = found;
    return OK;
}

void body_close(struct params *p)
{
    for (size_t i = 0; i < p->n; i++) {
        struct upload *u = p->list[i].upload;
        if (u && u->fd >= 0) {
            close(u->fd);
            u->fd = -1;
        }
    }
}
