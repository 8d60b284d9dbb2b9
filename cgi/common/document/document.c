/* The way of a file in and out: read, check, clean, scan, count, keep; and the answer that carries
 * it. No SQL here, and no decision about who may see a case: the caller has made it. */
#include "document/document.h"

#include "base/log.h"
#include "base/setting.h"
#include "base/text.h"
#include "document/clamd.h"
#include "document/sniff.h"
#include "document/store.h"
#include "http/http.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* SECURITY R6: a database without room for its own log does not come up again by itself. */
static bool disk_is_full(const char *folder)
{
    uint64_t mark = (uint64_t)setting_int(SET_SMALL_DISK_MB) << 20;
    struct statvfs disk;

    /* A database on another host has its folder elsewhere: its own alarms must watch it. */
    if (mark == 0 || folder[0] == '\0' || statvfs(folder, &disk))
        return false;
    return (uint64_t)disk.f_bavail * disk.f_frsize < mark;
}

static enum err room_check(struct req *r)
{
    const char *folder;
    enum err e;

    if ((e = document_disk(r, &folder)))
        return e;
    if (disk_is_full(folder))
        return fail(r, ERR_BUSY, "the disk of the database is nearly full, uploads are refused");
    if (disk_is_full(setting_text(SET_SPOOL)))
        return fail(r, ERR_BUSY, "the disk of the spool is nearly full, uploads are refused");
    return OK;
}

static enum err upload_read(struct req *r, const struct upload *u, unsigned char *to)
{
    size_t at = 0;

    while (at < u->size) {
        ssize_t got = pread(u->fd, to + at, u->size - at, (off_t)at);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail(r, ERR_BUG, "spool file ends at %zu of %zu", at, u->size);
        at += (size_t)got;
    }
    return OK;
}

/* The last part of a path, without what could mislead a reader; cut between code points. */
static const char *name_clean(struct arena *a, const char *sent)
{
    const char *last = sent, *name;
    size_t n;

    for (const char *s = sent; *s; s++)
        if (*s == '/' || *s == '\\')
            last = s + 1;
    name = text_clean(a, last, strlen(last), 0);
    if (!name || name[strspn(name, ". ")] == '\0')
        return "";
    n = strlen(name);
    if (n > DOCUMENT_NAME_MAX)
        for (n = DOCUMENT_NAME_MAX; ((unsigned char)name[n] & 0xc0) == 0x80;)
            n--;
    return arena_strn(a, name, n);
}

/* Scans as sent, before anything is taken out.  ret_scan  for column scan */
static enum err virus_check(struct req *r, struct bytes sent, const char **ret_scan, const char **ret_fault)
{
    const char *path = setting_text(SET_CLAMD);
    bool bad = false;
    enum err e;

    *ret_scan = path[0] ? "clean" : "none";
    if (path[0] && (e = clamd_scan(r, path, sent, &bad)))
        return e;
    if (bad)
        *ret_fault = "file_virus";
    return OK;
}

enum err document_add(struct req *r, const struct upload *u, const struct document_place *at,
                      uint64_t *ret_id, const char **ret_fault)
{
    const struct kind_of_file *kind = NULL;
    struct document_new d = { .at = at };
    unsigned char *p;
    size_t n = u->size;
    bool many;
    enum err e;

    *ret_fault = n == 0 ? "file_empty" : n > DOCUMENT_MAX ? "file_size" : NULL;
    if (*ret_fault)
        return OK;
    if ((e = room_check(r)))
        return e;
    p = arena_new(r->arena, n, 1);
    if ((e = upload_read(r, u, p)))
        return e;
    /* A file of a kind we do not take need not trouble the scanner. */
    *ret_fault = sniff_kind(p, n) ? NULL : "file_type";
    if (*ret_fault)
        return OK;
    if ((e = virus_check(r, (struct bytes){ p, n }, &d.scan, ret_fault)) || *ret_fault)
        return e;
    *ret_fault = sniff(p, &n, &kind);
    if (*ret_fault)
        return OK;
    if ((e = document_is_many(r, at, n, &many)))
        return e;
    if (many) {
        *ret_fault = "file_many";
        return OK;
    }
    d.name = name_clean(r->arena, u->name);
    d.mime = kind->mime;
    d.body = (struct bytes){ p, n };
    return document_keep(r, &d, ret_id);
}

/* Name to save under: the person's, with an ending that tells what the file really is. */
static const char *name_to_save(struct arena *a, const struct document *d, const struct kind_of_file *kind)
{
    const char *dot = strrchr(d->name, '.');

    if (d->name[0] == '\0')
        return arena_fmt(a, "document-%llu.%s", (unsigned long long)d->id, kind->extension[0]);
    for (size_t i = 0; dot && kind->extension[i]; i++)
        if (strcasecmp(dot + 1, kind->extension[i]) == 0)
            return d->name;
    return arena_fmt(a, "%s.%s", d->name, kind->extension[0]);
}

enum err document_send(struct req *r, const struct document *d, struct bytes body)
{
    const struct kind_of_file *kind = sniff_mime(d->mime);

    if (!kind)
        return fail(r, ERR_BUG, "document %llu: unknown type", (unsigned long long)d->id);
    reply_status(r, 200);
    /* RFC 6266: plain name for old programs, then the real one. */
    reply_header(r, "Content-Disposition",
                 arena_fmt(r->arena, "attachment; filename=\"document-%llu.%s\"; filename*=UTF-8''%s",
                           (unsigned long long)d->id, kind->extension[0],
                           url_encode(r->arena, name_to_save(r->arena, d, kind))));
    reply_header(r, "X-Content-Type-Options", "nosniff");
    reply_header(r, "Content-Security-Policy", "sandbox; default-src 'none'");
    reply_header(r, "Cache-Control", "no-store");
    reply_body(r, kind->mime, body);
    return OK;
}
