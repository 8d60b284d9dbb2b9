/* Builds a message, byte by byte; pure. All that people wrote goes through base64 or is escaped, so
 * no text of theirs can become a header or a tag. */
#include "post/post.h"

#include "crypt/crypt.h"

#include <string.h>
#include <time.h>

/* Seconds after the first, second ... failed try: about a day and a half in all. */
int64_t mail_retry_s(unsigned failed)
{
    static const int64_t after[] = { 60, 5 * 60, 30 * 60, 2 * 3600, 12 * 3600, 24 * 3600 };

    return failed >= 1 && failed <= sizeof(after) / sizeof(after[0]) ? after[failed - 1] : 0;
}

static void base64_add(struct buf *b, const unsigned char *p, size_t n)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (; n > 0; p += 3, n -= n < 3 ? n : 3) {
        uint32_t v = (uint32_t)p[0] << 16 | (n > 1 ? (uint32_t)p[1] << 8 : 0) | (n > 2 ? p[2] : 0);
        char four[4] = { digit[v >> 18], digit[v >> 12 & 63], n > 1 ? digit[v >> 6 & 63] : '=',
                         n > 2 ? digit[v & 63] : '=' };

        buf_add(b, four, sizeof(four));
    }
}

static bool is_plain(const char *s)
{
    for (const char *c = s; *c; c++)
        if (*c < 0x20 || *c > 0x7e)
            return false;
    return strlen(s) <= 60 && !strstr(s, "=?");
}

/* RFC 2047: words of at most 75 characters, cut between code points. */
static void words_add(struct buf *b, const char *s)
{
    enum { WORD = 39 }; /* bytes: 64 characters with the frame, and room for the header's name before */
    size_t n = strlen(s);

    for (size_t cut; n > 0; s += cut, n -= cut) {
        cut = n;
        if (n > WORD)
            for (cut = WORD; cut > 1 && ((unsigned char)s[cut] & 0xc0) == 0x80;)
                cut--;
        buf_str(b, "=?UTF-8?B?");
        base64_add(b, (const unsigned char *)s, cut);
        buf_str(b, n > cut ? "?=\r\n " : "?=");
    }
}

/* RFC 5322 date; names of days and months are English by the standard. */
static void date_add(struct buf *b, int64_t now)
{
    static const char days[] = "SunMonTueWedThuFriSat", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    time_t t = (time_t)now;
    struct tm c;

    gmtime_r(&t, &c);
    buf_fmt(b, "Date: %.3s, %d %.3s %d %02d:%02d:%02d +0000\r\n", days + 3 * c.tm_wday, c.tm_mday,
            months + 3 * c.tm_mon, c.tm_year + 1900, c.tm_hour, c.tm_min, c.tm_sec);
}

/* A body of base64 with lines of 76 characters. */
static void part_add(struct buf *b, const char *boundary, const char *type, const struct buf *text)
{
    enum { LINE = 57 };

    buf_fmt(b, "--%s\r\nContent-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
            boundary, type);
    for (size_t at = 0; at < text->n; at += LINE) {
        base64_add(b, (const unsigned char *)text->p + at, text->n - at < LINE ? text->n - at : LINE);
        buf_str(b, "\r\n");
    }
}

static void plain_add(struct buf *b, const char *text)
{
    for (const char *s = text; *s; s++) {
        if (*s == '\r')
            continue;
        buf_add(b, *s == '\n' ? "\r\n" : s, *s == '\n' ? 2 : 1);
    }
    buf_str(b, "\r\n");
}

static void escaped_add(struct buf *b, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        switch (s[i]) {
        case '&':
            buf_str(b, "&amp;");
            break;
        case '<':
            buf_str(b, "&lt;");
            break;
        case '>':
            buf_str(b, "&gt;");
            break;
        case '"':
            buf_str(b, "&quot;");
            break;
        case '\'':
            buf_str(b, "&#39;");
            break;
        case '\r':
            break;
        default:
            buf_add(b, s + i, 1);
        }
}

/* Length of an address of our own at s, 0 if there is none: only those become links. */
static size_t link_n(const char *s, const char *origin)
{
    static const char inside[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/?=&%#";
    size_t n = strlen(origin), more;

    if (n == 0 || strncmp(s, origin, n) != 0)
        return 0;
    if (s[n] && s[n] != '/')
        return !strchr(".:@-", s[n]) && !((unsigned char)s[n] & 0x80) && strspn(s + n, inside) == 0 ? n : 0;
    more = strspn(s + n, inside);
    while (more > 1 && strchr(".?", s[n + more - 1]))
        more--; /* the end of the sentence */
    return n + more;
}

/* An empty line begins a new paragraph, a line end is a line end. */
static void html_add(struct buf *b, const struct mail *m)
{
    const char *s = m->text;

    buf_str(b, "<!DOCTYPE html>\r\n<html lang=\"");
    escaped_add(b, m->tag, strlen(m->tag));
    buf_str(b, "\">\r\n<head><meta charset=\"utf-8\"><title>");
    escaped_add(b, m->subject, strlen(m->subject));
    buf_str(b, "</title></head>\r\n<body>\r\n<p>");
    while (*s) {
        size_t n = link_n(s, m->origin), lines = strspn(s, "\r\n");

        if (n > 0) {
            buf_str(b, "<a href=\"");
            escaped_add(b, s, n);
            buf_str(b, "\">");
            escaped_add(b, s, n);
            buf_str(b, "</a>");
        } else if (lines > 0) {
            bool empty = memchr(s, '\n', lines) != memrchr(s, '\n', lines);

            n = lines;
            if (s[n])
                buf_str(b, empty ? "</p>\r\n<p>" : "<br>\r\n");
        } else {
            n = 1;
            escaped_add(b, s, n);
        }
        s += n;
    }
    buf_str(b, "</p>\r\n</body>\r\n</html>\r\n");
}

/* One line, whatever was put into the holes. */
static const char *one_line(struct arena *a, const char *s)
{
    char *line = arena_str(a, s);

    for (char *c = line; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = ' ';
    return line;
}

static void from_add(struct buf *b, const struct mail *m)
{
    buf_str(b, "From: ");
    if (is_plain(m->site) && !strpbrk(m->site, "\"\\")) {
        if (m->site[0])
            buf_fmt(b, "\"%s\" ", m->site);
    } else {
        words_add(b, one_line(b->arena, m->site));
        buf_str(b, "\r\n ");
    }
    buf_fmt(b, "<%s>\r\n", m->from);
}

static void subject_add(struct buf *b, const char *subject)
{
    buf_str(b, "Subject: ");
    if (is_plain(subject))
        buf_str(b, subject);
    else
        words_add(b, subject);
    buf_str(b, "\r\n");
}

struct bytes mail_make(struct arena *a, const struct mail *m)
{
    struct buf b = { .arena = a }, plain = { .arena = a }, html = { .arena = a };
    struct digest same = hmac_of("message-id", &m->id, sizeof(m->id));
    const char *mark = hex_of(a, same.b, 16), *boundary = arena_fmt(a, "qiao-%s", mark);
    const char *domain = strrchr(m->from, '@');

    plain_add(&plain, m->text);
    html_add(&html, m);
    from_add(&b, m);
    buf_fmt(&b, "To: <%s>\r\n", m->to);
    subject_add(&b, one_line(a, m->subject));
    date_add(&b, m->now);
    buf_fmt(&b, "Message-ID: <%s@%s>\r\n", mark, domain ? domain + 1 : "localhost");
    buf_fmt(&b, "Content-Language: %s\r\nAuto-Submitted: auto-generated\r\n", m->tag);
    buf_fmt(&b, "MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"%s\"\r\n\r\n",
            boundary);
    part_add(&b, boundary, "text/plain", &plain);
    part_add(&b, boundary, "text/html", &html);
    buf_fmt(&b, "--%s--\r\n", boundary);
    return (struct bytes){ (const unsigned char *)b.p, b.n };
}
