/* What a table promises, walked before anybody uses it: part of --check. Changes nothing. */
#include "base/log.h"
#include "flow/parts.h"
#include "view/lang.h"

struct walk {
    struct req *r;
    const struct flow *f;
    FILE *to;
    unsigned n;
};

static void complain(struct walk *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void complain(struct walk *w, const char *format, ...)
{
    va_list ap;

    fprintf(w->to, "flow %s: ", w->f->name);
    va_start(ap, format);
    vfprintf(w->to, format, ap);
    va_end(ap);
    fputc('\n', w->to);
    w->n++;
}

static int count(const char *const *names)
{
    int n = 0;

    while (names[n])
        n++;
    return n;
}

static bool is_number(int x, const char *const *names)
{
    return x > 0 && x < count(names);
}

static void check_names(struct walk *w)
{
    const char *const *lists[] = { w->f->state, w->f->event };

    for (int i = 0; i < 2; i++)
        for (int n = 0; lists[i][n]; n++)
            if ((n == 0) != (*lists[i][n] == '\0'))
                complain(w, "%s %d must %s a name", i ? "event" : "state", n, n ? "have" : "not have");
    if (count(w->f->state) > 32)
        complain(w, "more than 31 states: bits of a term have no place for them");
}

static void check_letter(struct walk *w, const char *name)
{
    static const char *const parts[] = { "subject", "body" };

    for (const struct lang *l = lang_table(); l->code; l++)
        for (int i = 0; i < 2; i++)
            if (!lang_text(l, arena_fmt(w->r->arena, "T.letter.%s.%s", name, parts[i])))
                complain(w, "no text T.letter.%s.%s in %s", name, parts[i], l->code);
}

/* False if its numbers cannot be used as such. */
static bool check_step(struct walk *w, const struct step *s)
{
    const struct flow *f = w->f;
    bool from = s->from == STATE_NONE || is_number(s->from, f->state);
    bool to = s->to == STATE_BEFORE || is_number(s->to, f->state);

    if (!from || !to || !is_number(s->event, f->event)) {
        complain(w, "row %d names a state or event that has no name", (int)(s - f->step) + 1);
        return false;
    }
    if (s->not_by && !is_number(s->not_by, f->event))
        complain(w, "%s from %s: not_by is no event", f->event[s->event], f->state[s->from]);
    if (s->reason && (s->who & R_CLOCK))
        complain(w, "%s from %s: a clock gives no reason", f->event[s->event], f->state[s->from]);
    if (s->letter)
        check_letter(w, s->letter);
    for (const struct step *later = s + 1; later->who; later++)
        if (later->from == s->from && later->event == s->event && (later->who & s->who) && !s->guard && !s->not_by)
            complain(w, "%s from %s: row %d is never reached, row %d asks nothing", f->event[s->event],
                     f->state[s->from], (int)(later - f->step) + 1, (int)(s - f->step) + 1);
    return true;
}

/* Bits of the states this row may lead to: for STATE_BEFORE every state its own may be entered from. */
static uint32_t targets_of(const struct flow *f, const struct step *s)
{
    uint32_t bits = 0;

    if (s->to != STATE_BEFORE)
        return 1u << s->to;
    for (const struct step *in = f->step; in->who; in++)
        if (in->to == s->from && in->from != s->from)
            bits |= 1u << in->from;
    return bits;
}

static void check_ways(struct walk *w)
{
    const struct flow *f = w->f;
    uint32_t reached = 1u << STATE_NONE, before = 0, left = 0;

    while (before != reached) {
        before = reached;
        for (const struct step *s = f->step; s->who; s++)
            if (reached >> s->from & 1)
                reached |= targets_of(f, s);
    }
    for (const struct step *s = f->step; s->who; s++)
        if (targets_of(f, s) & ~(1u << s->from))
            left |= 1u << s->from;
    for (int n = 1; f->state[n]; n++) {
        if (!(reached >> n & 1))
            complain(w, "state %s is never reached", f->state[n]);
        if (!(left >> n & 1) && !(f->final >> n & 1))
            complain(w, "state %s has no way out and is not final", f->state[n]);
    }
}

static bool clock_has_step(const struct flow *f, int state, int event)
{
    for (const struct step *s = f->step; s->who; s++)
        if (s->from == state && s->event == event && (s->who & R_CLOCK))
            return true;
    return false;
}

static void check_term(struct walk *w, const struct term *t)
{
    const struct flow *f = w->f;
    int64_t days;
    bool working;

    if (!is_number(t->event, f->event)) {
        complain(w, "a term has event %d, which has no name", t->event);
        return;
    }
    if (t->runs & t->pauses)
        complain(w, "term %s runs and pauses in the same state", f->event[t->event]);
    if (!t->runs)
        complain(w, "term %s runs in no state", f->event[t->event]);
    for (int n = 1; f->state[n]; n++)
        if ((t->runs >> n & 1) && !clock_has_step(f, n, t->event))
            complain(w, "term %s runs in %s, but R_CLOCK has no such step from there", f->event[t->event],
                     f->state[n]);
    if (!t->due && w->r->db && term_length(w->r, f, t->event, &days, &working))
        complain(w, "flow_term has no length of %s today", f->event[t->event]);
}

unsigned flow_check(struct req *r, const struct flow *f, FILE *complaints)
{
    struct walk w = { .r = r, .f = f, .to = complaints };
    int terms = 0;

    check_names(&w);
    for (const struct step *s = f->step; s->who; s++)
        if (!check_step(&w, s))
            return w.n;
    check_ways(&w);
    for (const struct term *t = f->term; t && t->event; t++, terms++)
        check_term(&w, t);
    if (terms > TERMS_MAX)
        complain(&w, "more than %d terms", (int)TERMS_MAX);
    if (terms && !f->load)
        complain(&w, "there are terms, but no load() for the sweep");
    if (r->db) {
        const char *wrong = case_check(r, f);

        if (wrong)
            complain(&w, "table %s: %s", f->table, wrong);
    }
    return w.n;
}
