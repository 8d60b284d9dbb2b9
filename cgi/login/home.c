/* The front page, the plain pages, and the reader's own details. */
#include "login.h"

/* These pages need nothing from the database; the frame and the texts are all. */
enum err home_load(struct req *r)
{
    out_i(r, "signed_in", r->who->id != 0);
    return OK;
}

/* Whoever comes from signing out is known again, and the address says no more about it. */
enum err front_load(struct req *r)
{
    const struct front_query *q = r->query;

    if (!*q->known)
        return home_load(r);
    device_return(r, q->known);
    return go(r, "/?said=out");
}

enum err me_load(struct req *r)
{
    const char *codes;
    struct account a;
    enum err e = account_by_id(r, r->who->id, &a);

    if (e || (e = codes_left(r, &codes)))
        return e;
    if (codes)
        out_s(r, "codes", codes);
    form_show(r, &me_form, &(struct me){ .name = r->who->name });
    out_s(r, "mail", a.mail);
    out_s(r, "phone", a.phone);
    for (unsigned bit = 1; bit & R_SIGNED_IN; bit <<= 1)
        if (r->who->roles & bit)
            node_s(out_item(r, "roles"), "text",
                   lang_text(r->lang, arena_fmt(r->arena, "T.role.%s", role_name(bit))));
    return OK;
}

enum err me_done(struct req *r, const void *in)
{
    enum err e = account_set_name(r, r->who->id, ((const struct me *)in)->name, r->lang->code);

    return e ? e : go(r, "/login/me?said=saved");
}
