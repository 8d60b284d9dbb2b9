/* Where an account is open, and for which organisation this session works. */
#include "login.h"
#include "crypt/crypt.h"
#include <string.h>

/* What browsers call themselves, the first that fits: those built on another one name that too. */
struct mark {
    const char *sign, *name;
};
static const struct mark browsers[] = {
    { "MicroMessenger/", "WeChat" }, { "Edg", "Edge" }, { "OPR/", "Opera" }, { "SamsungBrowser/", "Samsung Internet" },
    { "HuaweiBrowser/", "Huawei Browser" }, { "MiuiBrowser/", "Mi Browser" }, { "QQBrowser/", "QQ Browser" },
    { "UCBrowser/", "UC Browser" }, { "FxiOS/", "Firefox" }, { "CriOS/", "Chrome" }, { "Firefox/", "Firefox" },
    { "Chrome/", "Chrome" }, { "Safari/", "Safari" }, { NULL, NULL }
};
static const struct mark systems[] = {
    { "HarmonyOS", "HarmonyOS" }, { "Android", "Android" }, { "iPhone", "iPhone" }, { "iPad", "iPad" },
    { "Windows", "Windows" }, { "Mac OS X", "macOS" }, { "CrOS", "ChromeOS" }, { "Linux", "Linux" }, { NULL, NULL }
};

static const char *find_mark(const struct mark *m, const char *agent)
{
    for (; m->sign; m++)
        if (strstr(agent, m->sign))
            return m->name;
    return NULL;
}

const char *browser_name(struct arena *a, const char *agent)
{
    const char *browser = find_mark(browsers, agent), *system = find_mark(systems, agent);

    if (browser && system)
        return arena_fmt(a, "%s, %s", browser, system);
    return browser ? browser : system;
}

/* Stands for a session on the page of its own account, so that not even the hash of its cookie leaves the house. */
static int64_t place_of(struct req *r, struct bytes hash)
{
    struct buf b = { .arena = r->arena };
    struct digest d;
    uint64_t n = 0;

    buf_fmt(&b, "%llu|", (unsigned long long)r->who->id);
    buf_add(&b, hash.p, hash.n);
    d = hmac_of("place", b.p, b.n);
    for (int i = 0; i < 6; i++)
        n = n << 8 | d.b[i];
    return (int64_t)n + 1;
}

static bool is_own(const struct req *r, struct bytes hash)
{
    return hash.n == r->who->session.n && memcmp(hash.p, r->who->session.p, hash.n) == 0;
}

static void show_place(struct req *r, const struct rows *q)
{
    struct node *n = out_item(r, "places");
    const char *browser = browser_name(r->arena, db_s(q, 4));

    node_s(n, "browser", browser ? browser : lang_text(r->lang, "T.login.place_unknown"));
    node_s(n, "since", lang_time(r->arena, r->lang, db_time(q, 1)));
    node_s(n, "seen", lang_time(r->arena, r->lang, db_time(q, 2)));
    node_s(n, "address", db_s(q, 3));
    node_s(n, "org", db_s(q, 5));
    if (is_own(r, db_b(q, 0)))
        node_i(n, "own", 1);
    else
        node_s(n, "action", arena_fmt(r->arena, "/login/places_end?place=%lld", (long long)place_of(r, db_b(q, 0))));
}

/* Seen without a new proof: whoever finds a stranger here should not have to look for a password first. */
enum err places_load(struct req *r)
{
    struct rows q;
    enum err e = session_list(r, r->who->id, &q);
    int64_t others = 0;

    while (!e && db_next(&q)) {
        others += !is_own(r, db_b(&q, 0));
        show_place(r, &q);
    }
    out_i(r, "others", others);
    form_show(r, &places_form, NULL);
    return e ? e : db_end(&q);
}

/* What would end: one, or all others. After the new proof one is led here, and nothing that was meant is lost. */
enum err places_end_load(struct req *r)
{
    int64_t place = ((const struct place_query *)r->query)->place, n = 0;
    struct rows q;
    enum err e = session_list(r, r->who->id, &q);

    while (!e && db_next(&q))
        if (!is_own(r, db_b(&q, 0)) && (place == NONE || place == place_of(r, db_b(&q, 0)))) {
            show_place(r, &q);
            n++;
        }
    if (e || (e = db_end(&q)))
        return e;
    if (!n && place != NONE)
        return ERR_GONE;
    out_s(r, "end", place == NONE ? "all" : "one");
    out_i(r, "others", n);
    form_show(r, &places_form, NULL);
    return OK;
}

static enum err end_place(struct req *r, int64_t place)
{
    struct bytes hash = { NULL, 0 };
    struct rows q;
    enum err e = session_list(r, r->who->id, &q);

    while (!e && !hash.p && db_next(&q))
        if (place_of(r, db_b(&q, 0)) == place)
            hash = db_b(&q, 0);
    if (e || (e = db_end(&q)))
        return e;
    if (!hash.p || is_own(r, hash)) /* this one is ended by signing out */
        return ERR_GONE;
    return session_end(r, r->who->id, hash);
}

/* ?place= ends that session; without it all but this one. */
enum err places_end_done(struct req *r, const void *in)
{
    const struct place_query *q = r->query;
    bool all = q->place == NONE;
    enum err e = all ? session_close_all(r, r->who->id, true) : end_place(r, q->place);

    (void)in;
    if (e)
        return e;
    audit_note(r, (struct audit){ .action = A_SESSION_END, .detail = all ? "others" : "one" });
    return go(r, all ? "/login/places?said=ended_others" : "/login/places?said=ended");
}

static const char *hat_address(struct req *r, uint64_t org)
{
    const char *next = next_of(r);

    return arena_fmt(r->arena, "/login/hat?org=%llu%s%s", (unsigned long long)org, *next ? "&next=" : "",
                     url_encode(r->arena, next));
}

static void show_hat(struct req *r, uint64_t org, const char *name, unsigned roles)
{
    struct node *n = out_item(r, "hats");

    node_s(n, "name", name);
    node_s(n, "action", hat_address(r, org));
    node_i(n, "on", r->who->org == org);
    for (unsigned bit = 1; bit & R_SIGNED_IN; bit <<= 1)
        if (roles & bit)
            node_s(node_item(n, "roles"), "text", lang_text(r->lang, arena_fmt(r->arena, "T.role.%s", role_name(bit))));
}

/* The organisations, then the reader as nobody's officer. */
enum err hat_load(struct req *r)
{
    struct rows q;
    enum err e = hat_list(r, r->who->id, &q);

    while (!e && db_next(&q))
        show_hat(r, db_u(&q, 0), db_s(&q, 1), (unsigned)db_u(&q, 2));
    if (e || (e = db_end(&q)))
        return e;
    show_hat(r, 0, lang_text(r->lang, "T.login.hat_self"), 0);
    form_show(r, &hat_form, NULL);
    return OK;
}

static enum err roles_in(struct req *r, uint64_t org, unsigned *ret)
{
    struct rows q;
    enum err e = hat_list(r, r->who->id, &q);

    *ret = org ? 0 : R_APPLICANT;
    while (!e && db_next(&q))
        if (db_u(&q, 0) == org)
            *ret = (unsigned)db_u(&q, 2);
    return e ? e : db_end(&q);
}

/* Without ?org= oneself. The audit says which hat, under which the act itself was done. */
enum err hat_done(struct req *r, const void *in)
{
    const struct hat_query *q = r->query;
    uint64_t org = q->org == NONE ? 0 : (uint64_t)q->org;
    unsigned roles;
    enum err e;

    (void)in;
    if ((e = roles_in(r, org, &roles)) || (e = session_hat(r, org)))
        return e;
    audit_note(r, (struct audit){ .action = A_HAT, .object = "org", .object_id = org });
    return go(r, next_place(r, roles));
}
