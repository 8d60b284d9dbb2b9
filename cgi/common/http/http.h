/* One request as it came over FastCGI, and the answer. Only this folder knows libfcgi. */
#ifndef QIAO_HTTP_H
#define QIAO_HTTP_H

#include "base/req.h"

enum method { M_GET, M_HEAD, M_POST, M_OTHER };

/* A posted or query value. Names and values are bytes of the client: check before use. */
struct upload {
    int fd;             /* unlinked spool file, read position 0; closed with the request */
    size_t size;        /* bytes as sent */
    bool cut;           /* not all of them are in the file: it has more than UPLOAD_MAX, or all together UPLOADS_MAX */
    const char *name;   /* file name as sent, cleaned for display, never a path; may be "" */
    unsigned char sha256[32]; /* zero here: this layer knows no hashes, document fills it */
};
struct param {
    const char *name;   /* NUL-terminated, at most 64 bytes */
    const char *value;  /* NUL-terminated, may hold NUL inside: n counts */
    size_t n;
    struct upload *upload; /* NULL unless the part had a file name */
};
struct params {
    struct param *list; /* in the order sent; names may repeat */
    size_t n;
};

/* Texts are never NULL: what the client did not send is "". They live until the answer is sent. */
struct http {
    enum method method;
    const char *path;        /* DOCUMENT_URI, normalised by nginx */
    const char *query_text;  /* raw, "" if none */
    const char *asked;       /* REQUEST_URI, as the client sent it: what is asked at the door of another location */
    const char *address;     /* REMOTE_ADDR */
    const char *agent, *language, *cookie_text, *type, *origin, *fetch_site, *if_none_match;
    int64_t length;          /* CONTENT_LENGTH, -1 if absent */
    struct params query, body;
    struct fcgi *fcgi;       /* the connection; NULL in tests */
    struct reply *reply;
};

/* Limits of SECURITY 5. */
enum {
    HTTP_PARAMS_MAX = 96, HTTP_NAME_MAX = 128, HTTP_VALUE_MAX = 8192, HTTP_HEAD_MAX = 49152,
    HTTP_COOKIE_MAX = 4096, FILE_NAME_MAX = 255,
    FORM_FIELDS_MAX = 128, FORM_NAME_MAX = 64, FORM_TEXT_MAX = 16384, FORM_BODY_MAX = 65536,
    PARTS_MAX = 24,
    UPLOAD_MAX = 8 << 20,     /* of one file in the spool */
    UPLOADS_MAX = 16 << 20,   /* of all files of a request there */
    MULTIPART_MAX = 32 << 20, /* of a body that is read to its end, so that a form can say what was too large; as in
                               * conf/nginx/qiao_upload.conf */
};

/* Fills r->http and r->id from the FastCGI parameters ("NAME=value", NULL at the end). A NULL
 * r->http is made; else its connection and reply stay. It can be answered after a failure too.
 *   errors  ERR_BROKEN: a duplicate, a missing one, a role other than RESPONDER, too many or too long
 */
enum err http_read(struct req *r, char *const *envp);

/* Reads the whole body into r->http->body; bytes must equal CONTENT_LENGTH.
 *   max     bytes allowed by the route
 *   errors  ERR_LARGE, ERR_BROKEN (cut off, not a form), ERR_BUSY (no spool space)
 */
enum err http_body(struct req *r, size_t max);

/* First value of that name, NULL if there is none. */
const struct param *params_find(const struct params *p, const char *name);
/* Value of a cookie; "" if absent or sent twice with different values. */
const char *cookie_get(const struct req *r, const char *name);

/* The answer: collected first, sent once, so that an error can still replace it. */
void reply_status(struct req *r, int status);
/* Refuses CR, LF and NUL (then the header is left out and logged). */
void reply_header(struct req *r, const char *name, const char *value);
/* Name prefix and Secure follow QIAO_ORIGIN.
 *   age_s   0: as long as the browser runs; below 0: removes the cookie
 */
void reply_cookie(struct req *r, const char *name, const char *value, int64_t age_s);
void reply_body(struct req *r, const char *type, struct bytes body);
/* 303 to an address of ours: path, with query if any. */
enum err go(struct req *r, const char *path);
int reply_get_status(const struct req *r);
const char *reply_get_place(const struct req *r); /* where go() points, NULL if nowhere */
/* Drops status, headers and body collected so far; cookies too. */
void reply_clear(struct req *r);

/* Percent-decoding of one component, + is a blank; returns length, or SIZE_MAX if malformed.
 * `to` may be `from`. */
size_t url_decode(char *to, const char *from, size_t n);
const char *url_encode(struct arena *a, const char *s);

#endif
