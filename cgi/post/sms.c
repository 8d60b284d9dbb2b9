/* Builds what the gateway for SMS gets, byte by byte, and its signature; pure. */
#include "post/post.h"

#include "crypt/crypt.h"

#include <string.h>

/* RFC 8259: texts are UTF-8; only quotes, backslashes and what is below a blank are written otherwise. */
static void json_add(struct buf *b, const char *name, const char *s)
{
    buf_fmt(b, "\"%s\":\"", name);
    for (; *s; s++)
        if ((unsigned char)*s < 0x20)
            buf_fmt(b, "\\u%04x", (unsigned)*s);
        else if (*s == '"' || *s == '\\')
            buf_fmt(b, "\\%c", *s);
        else
            buf_add(b, s, 1);
    buf_str(b, "\"");
}

struct bytes sms_make(struct arena *a, const struct sms *m)
{
    struct buf b = { .arena = a };
    struct digest same = hmac_of("sms-id", &m->id, sizeof(m->id));

    buf_str(&b, "{");
    json_add(&b, "id", hex_of(a, same.b, 16));
    buf_str(&b, ",");
    json_add(&b, "to", m->to);
    buf_str(&b, ",");
    json_add(&b, "text", m->text);
    buf_str(&b, "}");
    return (struct bytes){ (const unsigned char *)b.p, b.n };
}

const char *sms_sign(struct arena *a, const char *key, int64_t now, struct bytes body)
{
    struct buf b = { .arena = a };
    struct digest d;

    buf_fmt(&b, "%lld.", (long long)now);
    buf_add(&b, body.p, body.n);
    d = hmac_sha256(key, strlen(key), b.p, b.n);
    return arena_fmt(a, "t=%lld,v1=%s", (long long)now, hex_of(a, d.b, sizeof(d.b)));
}
