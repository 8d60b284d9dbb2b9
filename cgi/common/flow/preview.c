/* What a decision page shows before a move is made: its row, and the letter it will send. */
#include "flow/parts.h"
#include "view/lang.h"
#include "view/out.h"
#include <string.h>

int flow_number(const char *const *names, const char *name)
{
    for (int i = 1; names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return 0;
}

const struct step *flow_step(const struct req *r, const struct flow *f, const void *c, int event)
{
    int state = ((const struct flow_case *)c)->state;
    const struct step *first = NULL;

    for (const struct step *s = f->step; s->who; s++) {
        if (s->from != state || s->event != event)
            continue;
        if (s->who & r->who->roles && !(s->guard && s->guard(r, c)))
            return s;
        if (!first)
            first = s;
    }
    return first;
}

/* The promise that would run after the move. Without a calendar there is none, which the move itself will say. */
static const char *until(struct req *r, const struct flow *f, const struct flow_case *c, const struct step *s,
                         const struct lang *l)
{
    struct clocks k;

    if (s->to <= STATE_NONE || clocks_plan(r, f, c, s->to, &k) || k.due_at == NONE)
        return "[ … ]";
    return lang_deadline(r->arena, l, k.due_at);
}

void flow_preview(struct req *r, const struct flow *f, const void *c, const struct step *s, const char *at)
{
    const struct lang *l = lang_find(((const struct flow_case *)c)->lang);
    struct hole holes[FLOW_HOLES_MAX + 4] = { { NULL, NULL } };
    const char *subject, *body;
    size_t n = 0;

    if (!l)
        l = r->lang;
    if (f->holes)
        f->holes(r, l, c, holes, FLOW_HOLES_MAX);
    while (n < FLOW_HOLES_MAX && holes[n].name)
        n++;
    holes[n++] = (struct hole){ "text", "[ … ]" }; /* what will be typed below */
    holes[n++] = (struct hole){ "reason", "[ … ]" };
    holes[n++] = (struct hole){ "until", until(r, f, c, s, l) };
    holes[n] = (struct hole){ NULL, NULL };
    subject = lang_text(l, arena_fmt(r->arena, "T.letter.%s.subject", s->letter));
    body = lang_text(l, arena_fmt(r->arena, "T.letter.%s.body", s->letter));
    if (!subject || !body)
        return;
    out_s(r, arena_fmt(r->arena, "%s.subject", at), lang_fill(r->arena, subject, holes));
    out_s(r, arena_fmt(r->arena, "%s.body", at), lang_fill(r->arena, body, holes));
    out_s(r, arena_fmt(r->arena, "%s.lang", at), l->tag);
    out_s(r, arena_fmt(r->arena, "%s.lang_name", at), l->name);
}
