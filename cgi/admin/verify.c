/* audit-verify, audit-heads: is the audit whole? The last row of each chain, kept elsewhere, tells what the chains
 * alone cannot: that rows were cut off at their ends, or that all was written anew. */
#include "admin.h"
#include "pages.h"
#include "base/setting.h"
#include "crypt/crypt.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 200, HEX_BYTES = 64, HOUR_S = 3600 };

/* The keys are needed to compute what each row must say. */
static bool open_keys(void)
{
    return crypt_open(setting_text(SET_CREDENTIALS));
}

int run_audit_heads(struct req *r, const struct given *g)
{
    struct audit_head *head;
    size_t n;

    (void)g;
    if (audit_heads(r, &head, &n))
        return 1;
    for (size_t i = 0; i < n; i++)
        printf("%s %llu %s\n", head[i].chain, (unsigned long long)head[i].seq,
               hex_of(r->arena, head[i].hash, sizeof head[i].hash));
    return 0;
}

static bool say_wrong(const struct audit_wrong *w)
{
    const char *chain = w->chain;
    unsigned long long seq = w->seq;

    if (!w->what)
        return true;
    if (strcmp(w->what, "changed") == 0)
        printf("wrong %s %llu: the record was changed\n", chain, seq);
    else if (strcmp(w->what, "missing") == 0)
        printf("wrong %s %llu: the record is missing\n", chain, seq);
    else
        printf("wrong %s %llu: the record is not the one whose hash was kept\n", chain, seq);
    return false;
}

/* "chain seq hash" as audit-heads prints it; empty lines and # are passed over. */
static bool head_read(struct arena *a, const char *line, struct audit_head *ret)
{
    size_t n = strcspn(line, " ");
    char *end;

    ret->chain = arena_strn(a, line, n);
    errno = 0;
    ret->seq = strtoull(line[n] ? line + n + 1 : "", &end, 10);
    return n > 0 && !errno && *end == ' ' && ret->seq > 0 && strspn(end + 1, "0123456789abcdef") == HEX_BYTES &&
           !end[1 + HEX_BYTES] && hex_read(ret->hash, sizeof ret->hash, end + 1);
}

/* 0 all there, 1 something is wrong, 2 not a file of heads. */
static int compare_heads(struct req *r, const char *path)
{
    FILE *f = fopen(path, "re");
    char line[LINE_MAX_BYTES];
    struct audit_head kept;
    struct audit_wrong w;
    unsigned n = 0;
    int status = 0;

    if (!f) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return 2;
    }
    while (status < 2 && fgets(line, sizeof line, f)) {
        n++;
        line[strcspn(line, "\r\n")] = '\0';
        if (!*line || *line == '#')
            continue;
        if (!head_read(r->arena, line, &kept)) {
            fprintf(stderr, "%s: line %u is not \"chain number hash\"\n", path, n);
            status = 2;
        } else if (audit_holds(r, &kept, &w) || !say_wrong(&w)) {
            status = 1;
        }
    }
    fclose(f);
    return status;
}

int run_audit_verify(struct req *r, const struct given *g)
{
    struct audit_head *head;
    uint64_t rows, all = 0;
    struct audit_wrong w;
    size_t n;
    int status;

    if (!open_keys() || audit_heads(r, &head, &n))
        return 1;
    if ((status = g->heads ? compare_heads(r, g->heads) : 0) == 2)
        return 2;
    for (size_t i = 0; i < n; i++) {
        if (audit_verify(r, head[i].chain, 0, &rows, &w) || !say_wrong(&w))
            status = 1;
        all += rows;
    }
    if (!status)
        printf("ok %llu records in %zu chains%s\n", (unsigned long long)all, n,
               g->heads ? ", and what was kept of them" : "");
    return status;
}

enum err admin_sweep(struct req *r)
{
    struct audit_head *head;
    int64_t last;
    size_t n;
    enum err e;

    if ((e = sweep_ended(r, r->app->name, &last)) || (last != NONE && last / HOUR_S == r->now / HOUR_S))
        return e;
    if ((e = audit_heads(r, &head, &n)))
        return e;
    for (size_t i = 0; i < n; i++)
        log_line(r, "audit_head=\"%s %llu %s\"", head[i].chain, (unsigned long long)head[i].seq,
                 hex_of(r->arena, head[i].hash, sizeof head[i].hash));
    return OK;
}
