/* The log of a case: shown to people, and checked against tampering. Changes nothing. */
#include "base/log.h"
#include "crypt/crypt.h"
#include "flow/parts.h"
#include "view/lang.h"
#include "view/out.h"
#include <string.h>

static const char *name_of(const char *const *names, int number)
{
    for (int i = 0; names[i]; i++)
        if (i == number)
            return names[i];
    return "";
}

enum err flow_history(struct req *r, const struct flow *f, uint64_t id, bool inside, const char *at)
{
    struct log_row w;
    const char *who, *role;
    struct rows q;
    enum err e;

    if ((e = log_rows(r, f, id, &q)))
        return e;
    while (log_next(&q, &w, &who)) {
        struct node *item = out_item(r, at);

        role = w.role == R_CLOCK ? "clock" : role_name(w.role);
        node_s(item, "from", name_of(f->state, w.from));
        node_s(item, "to", name_of(f->state, w.to));
        node_s(item, "event", name_of(f->event, w.event));
        node_s(item, "when", lang_time(r->arena, r->lang, w.at));
        node_s(item, "role", role ? role : "");
        node_s(item, "reason", w.reason);
        node_s(item, "text", w.text);
        if (!inside)
            continue;
        node_s(item, "who", who);
        node_s(item, "note", w.note);
    }
    return db_end(&q);
}

/* Each hash covers the row before it, so a row changed or taken out shows in its place or in the next one;
 * one taken off the end shows in the case, which is further than its log. */
enum err flow_verify(struct req *r, const struct flow *f, uint64_t id, bool *ret_whole)
{
    unsigned char hash[HASH_BYTES];
    const unsigned char *before = NULL;
    struct log_row w = { .to = STATE_NONE };
    const char *name;
    int state;
    int64_t ver;
    struct rows q;
    enum err e;

    if ((e = case_now(r, f, id, &state, &ver)) || (e = log_rows(r, f, id, &q)))
        return e;
    *ret_whole = true;
    while (*ret_whole && log_next(&q, &w, &name)) {
        log_hash(r, f, id, &w, before, hash);
        *ret_whole = w.hash.n == HASH_BYTES && secret_equal(hash, w.hash.p, HASH_BYTES);
        before = w.hash.p;
    }
    *ret_whole = *ret_whole && w.to == state && w.ver <= ver;
    return db_end(&q);
}
