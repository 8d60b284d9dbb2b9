/* --sweep: what the clock does for one program, each minute, and the note of it (table sweep_run). */
#include "app/parts.h"
#include "base/clock.h"
#include "data/db.h"
#include "data/tx.h"
#include <unistd.h>

static const struct sql note_begin = { .text =
    "INSERT INTO sweep_run (program, host, began_at) VALUES (?, ?, ?) "
    "ON DUPLICATE KEY UPDATE began_at = VALUES(began_at)" };
static const struct sql note_end = { .text =
    "UPDATE sweep_run SET ended_at = ?, fired = ?, failed = ? WHERE program = ? AND host = ?" };
const struct sql *const sweep_sql[] = { &note_begin, &note_end, NULL };

static const char *host_name(struct req *r)
{
    char name[64 + 1] = "";

    return gethostname(name, sizeof name - 1) ? "localhost" : arena_str(r->arena, name);
}

static unsigned fire_all(struct req *r)
{
    unsigned fired = 0, now;

    for (const struct flow *const *f = r->app->flow; f && *f; f++)
        do
            fired += now = flow_sweep(r, *f, 100);
        while (now == 100);
    return fired;
}

int sweep_program(struct req *r)
{
    const struct arg program = arg_s(r->app->name), host = arg_s(host_name(r));
    unsigned fired;
    bool failed;

    if (!database_answers(r) ||
        db_do(r, &note_begin, (const struct arg[]){ program, host, arg_time(r, r->now), arg_end() }, NULL, NULL))
        return 1;
    fired = fire_all(r);
    failed = r->app->sweep && r->app->sweep(r);
    if (failed)
        db_rollback(r);
    failed = db_do(r, &note_end, (const struct arg[]){ arg_time(r, clock_now()), arg_u(fired), arg_i(failed), program,
                   host, arg_end() }, NULL, NULL) || failed;
    log_line(r, "swept=%u%s", fired, failed ? " failed=1" : "");
    return failed ? 1 : 0;
}
