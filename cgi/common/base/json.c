/* One value after the other, commas by themselves. Pure; knows nothing of what it writes. */
#include "base/json.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>

enum { DEPTH_MAX = 30 };

static void add(struct json *j, const char *s, size_t n)
{
    j->full = j->full || n > j->max - j->text.n;
    if (!j->full)
        buf_add(&j->text, s, n);
}

static void add_str(struct json *j, const char *s)
{
    add(j, s, strlen(s));
}

/* What would end a string, or a line of a script that holds it (U+2028, U+2029), is written as its number. */
static void add_quoted(struct json *j, const char *s)
{
    const char *from = s;
    uint32_t c;

    add_str(j, "\"");
    for (; !j->full && (c = text_next(&s)); from = s) {
        char code[8];

        if (c == '"' || c == '\\')
            add_str(j, c == '"' ? "\\\"" : "\\\\");
        else if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029)
            add(j, code, (size_t)snprintf(code, sizeof code, "\\u%04x", (unsigned)c));
        else if (c == 0xfffd)
            add_str(j, "\xef\xbf\xbd"); /* it may stand for a byte that is no UTF-8 */
        else
            add(j, from, (size_t)(s - from));
    }
    add_str(j, "\"");
}

static void begin(struct json *j, const char *key)
{
    if (j->more)
        add_str(j, ",\n");
    j->more = true;
    if (!key)
        return;
    add_quoted(j, key);
    add_str(j, ":");
}

void json_open(struct json *j, const char *key, char kind)
{
    begin(j, key);
    j->full = j->full || j->depth == DEPTH_MAX;
    if (j->full)
        return;
    j->depth++;
    j->list = kind == '[' ? j->list | 1ull << j->depth : j->list & ~(1ull << j->depth);
    j->more = false;
    add_str(j, kind == '[' ? "[" : "{");
}

void json_close(struct json *j)
{
    if (j->full || j->depth == 0)
        return;
    add_str(j, j->list >> j->depth & 1 ? "]" : "}");
    j->depth--;
    j->more = true;
}

void json_text(struct json *j, const char *key, const char *s)
{
    begin(j, key);
    if (s)
        add_quoted(j, s);
    else
        add_str(j, "null");
}

void json_number(struct json *j, const char *key, int64_t v)
{
    char text[24];

    begin(j, key);
    add(j, text, (size_t)snprintf(text, sizeof text, "%lld", (long long)v));
}

void json_bool(struct json *j, const char *key, bool v)
{
    begin(j, key);
    add_str(j, v ? "true" : "false");
}

bool json_is_whole(const struct json *j)
{
    return !j->full && j->depth == 0;
}
