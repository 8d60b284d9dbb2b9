/* Boxes that ask for a consent: shown with the notice in force, and taken only for the version that was seen. */
#include "app/app.h"
#include "auth/consent.h"

enum err agree_show(struct req *r, const struct form *f, const char *field, const char *purpose, bool given)
{
    struct notice n;
    enum err e;

    if (given) {
        form_put(r, f, field, "kind", "none");
        return OK;
    }
    if ((e = notice_get(r, purpose, NONE, &n)))
        return e == ERR_GONE ? fail(r, ERR_BUG, "no notice %s in force", purpose) : e;
    form_put(r, f, field, "version", arena_fmt(r->arena, "%lld", (long long)n.version));
    form_put(r, f, field, "link", n.title);
    form_put(r, f, field, "href", arena_fmt(r->arena, "/privacy/notice?purpose=%s&version=%lld", purpose,
                                            (long long)n.version));
    return OK;
}

static enum err refuse(struct req *r, const char *field, const char *fault)
{
    fault_add(r->faults, field, fault);
    return ERR_INPUT;
}

enum err agree_check(struct req *r, const char *field, const char *purpose, int64_t version)
{
    struct notice n;
    enum err e;

    if (version <= 0)
        return refuse(r, field, "tick");
    if ((e = notice_get(r, purpose, NONE, &n)))
        return e == ERR_GONE ? fail(r, ERR_BUG, "no notice %s in force", purpose) : e;
    return n.version == version ? OK : refuse(r, field, "notice_changed");
}

enum err agree_take(struct req *r, const char *field, const char *purpose, int64_t version)
{
    bool has, may;
    enum err e;

    if ((e = consent_has(r, r->who->id, purpose, &has)) || has)
        return e;
    if ((e = agree_check(r, field, purpose, version)) || (e = consent_may(r, &may)))
        return e;
    return may ? consent_give(r, r->who->id, purpose, version) : refuse(r, field, "agree_agent");
}
