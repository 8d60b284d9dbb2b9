/* The walk over sealed columns: bites of about a tenth of a second, changes in small transactions, so that programs
 * which run meanwhile wait for none of it. Knows no plain text: only heads pass through here. */
#include "keys.h"
#include "base/log.h"
#include "data/tx.h"
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    BITE_FIRST = 16, BITE_MAX = 2000,
    BITE_MS = 100,      /* a bite should not take longer */
    SWAPS = 20,         /* rows that are locked at the same time */
    TRIES = 50,         /* of a bite that meets locks */
    TELL_EVERY_S = 5,
    ARENA_MAX = 64 << 20,
};

struct walk {
    const struct sealed_column *column;
    enum err (*visit)(struct walk *w, struct req *one, struct rows *q);
    uint64_t seen, done, damaged;
    int64_t told_ms;
    struct count *count;
    uint32_t newest;
};

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* On a terminal, that something happens. */
static void tell(struct walk *w, int64_t now)
{
    if (now - w->told_ms < TELL_EVERY_S * 1000)
        return;
    w->told_ms = now;
    if (isatty(STDOUT_FILENO)) {
        printf("  %s.%s: %llu looked at, %llu wrapped anew\n", w->column->table, w->column->name,
               (unsigned long long)w->seen, (unsigned long long)w->done);
        fflush(stdout);
    }
}

static enum err bite(struct walk *w, struct req *one, struct sealed_place *at, unsigned limit, size_t *ret_n)
{
    struct rows q;
    enum err e = ERR_AGAIN;

    *ret_n = 0;
    for (int i = 0; i < TRIES && (e == ERR_AGAIN || e == ERR_BUSY); i++) {
        if (i)
            nanosleep(&(struct timespec){ .tv_nsec = 20 * 1000000L }, NULL);
        if ((e = sealed_bite(one, w->column, at, limit, &q)))
            continue;
        *ret_n = q.count;
        e = w->visit(w, one, &q);
        if (!e && *ret_n) {
            q.next = *ret_n; /* the last row */
            *at = sealed_place(w->column, &q);
        }
        db_rollback(one);
    }
    return e;
}

static enum err walk(struct req *r, struct walk *w)
{
    struct arena *each = arena_open(ARENA_MAX);
    struct sealed_place at = { .n = 0 };
    unsigned limit = BITE_FIRST;
    struct req one = *r;
    enum err e = OK;
    size_t n = 1;

    one.arena = each;
    w->told_ms = now_ms();
    while (!e && n) {
        int64_t began = now_ms(), took;

        e = bite(w, &one, &at, limit, &n);
        took = now_ms() - began;
        if (took < BITE_MS / 2 && limit < BITE_MAX)
            limit *= 2;
        else if (took > BITE_MS && limit > 1)
            limit /= 2;
        w->seen += n;
        tell(w, began + took);
        arena_reset(each);
    }
    arena_close(each);
    return e;
}

static void tally_add(struct count *c, uint32_t id)
{
    size_t i = 0;

    while (i < c->n && c->list[i].id != id)
        i++;
    if (i == TALLIES_MAX)
        fatal("values under more than %d keys", (int)TALLIES_MAX);
    if (i == c->n)
        c->list[c->n++] = (struct tally){ .id = id };
    c->list[i].n++;
}

static enum err count_rows(struct walk *w, struct req *one, struct rows *q)
{
    (void)one;
    while (db_next(q))
        tally_add(w->count, seal_key_id(db_b(q, 1)));
    return OK;
}

enum err keys_count(struct req *r, const struct sealed_column *c, struct count *ret)
{
    struct walk w = { .column = c, .visit = count_rows, .count = ret };

    ret->n = 0;
    return walk(r, &w);
}

/*   ret_changed  false if the value cannot be opened, or somebody was faster */
static enum err rewrap_row(struct walk *w, struct req *one, const struct rows *q, bool *ret_changed)
{
    struct sealed_place at = sealed_place(w->column, q);
    struct bytes head = db_b(q, 1);
    unsigned char fresh[SEAL_HEAD];
    enum err e;

    *ret_changed = false;
    if (reseal(one, head, fresh)) {
        w->damaged++;
        return OK;
    }
    e = sealed_swap(one, w->column, &at, head, (struct bytes){ fresh, sizeof fresh });
    *ret_changed = !e;
    return e == ERR_CLASH ? OK : e;
}

/* A bite that met a lock is taken again: what was kept of it is under the newest key then. */
static enum err rewrap_rows(struct walk *w, struct req *one, struct rows *q)
{
    uint64_t damaged = w->damaged;
    unsigned waiting = 0;
    bool changed;
    enum err e = OK;

    while (!e && db_next(q)) {
        if (seal_key_id(db_b(q, 1)) == w->newest)
            continue;
        if (!db_in_tx(one) && (e = db_begin(one)))
            break;
        e = rewrap_row(w, one, q, &changed);
        waiting += !e && changed;
        if (!e && waiting == SWAPS && !(e = db_commit(one))) {
            w->done += waiting;
            waiting = 0;
        }
    }
    if (!e && db_in_tx(one) && !(e = db_commit(one)))
        w->done += waiting;
    if (e)
        w->damaged = damaged;
    return e;
}

enum err keys_rewrap(struct req *r, const struct sealed_column *c, uint32_t newest, uint64_t *ret_done,
                     uint64_t *ret_damaged)
{
    struct walk w = { .column = c, .visit = rewrap_rows, .newest = newest };
    enum err e = walk(r, &w);

    *ret_done = w.done;
    *ret_damaged = w.damaged;
    return e;
}
