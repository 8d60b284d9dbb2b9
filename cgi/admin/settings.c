/* /admin/settings: what is set for this program and for post, which has no pages, and where it comes from. Only looked
 * at: a change is a line of a file and a restart. */
#include "pages.h"
#include "base/setting.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_BYTES = 4096, LINES_MAX = 100 };

/* Lines QIAO_<name>=<value> of a file the units read, as systemd takes them: of two the later one counts. */
struct file {
    const char *path;
    struct line { const char *name, *value; } line[LINES_MAX];
    size_t n;
    bool there;
};

/* The files stand beside the folder of secrets, where that is named; else where Debian expects them. */
static const char *folder_of(struct req *r)
{
    const char *secrets = setting_text(SET_CREDENTIALS), *slash = strrchr(secrets, '/'), *beside;

    if (!setting_describe(SET_CREDENTIALS).given || !slash)
        return "/etc/qiao";
    beside = arena_strn(r->arena, secrets, (size_t)(slash - secrets));
    return access(arena_fmt(r->arena, "%s/post.env", beside), R_OK) == 0 ? beside : "/etc/qiao";
}

static const char *value_in(const struct file *f, const char *name)
{
    for (size_t i = f->n; i-- > 0;)
        if (strcmp(f->line[i].name, name) == 0)
            return f->line[i].value;
    return NULL;
}

/* Without blanks at both ends, and a whole value without its quotation marks. */
static const char *plain(struct arena *a, const char *s)
{
    size_t n;

    s += strspn(s, " \t");
    for (n = strlen(s); n > 0 && strchr(" \t\r\n", s[n - 1]);)
        n--;
    if (n > 1 && (*s == '"' || *s == '\'') && s[n - 1] == *s)
        return arena_strn(a, s + 1, n - 2);
    return arena_strn(a, s, n);
}

static void file_read(struct req *r, const char *name, struct file *ret)
{
    char line[LINE_BYTES];
    FILE *f;

    *ret = (struct file){ .path = arena_fmt(r->arena, "%s/%s", folder_of(r), name) };
    f = fopen(ret->path, "re");
    ret->there = f != NULL;
    while (f && ret->n < LINES_MAX && fgets(line, sizeof line, f)) {
        const char *s = line + strspn(line, " \t"), *equals = strchr(s, '=');

        if (!equals || strncmp(s, "QIAO_", 5))
            continue;
        ret->line[ret->n++] = (struct line){ plain(r->arena, arena_strn(r->arena, s + 5, (size_t)(equals - s - 5))),
                                             plain(r->arena, equals + 1) };
    }
    if (f)
        fclose(f);
}

/* An address of a gateway may hold a key after its host, or before it. */
static const char *masked(struct req *r, const char *value)
{
    const char *host = strstr(value, "://"), *end, *at;

    if (!host || strncmp(value, "file:", 5) == 0)
        return value;
    host += 3;
    end = host + strcspn(host, "/?#");
    at = memchr(host, '@', (size_t)(end - host));
    if (!at && !*end)
        return value;
    return arena_fmt(r->arena, "%.*s%s%.*s%s", (int)(host - value), value, at ? "\xe2\x80\xa6@" : "",
                     (int)(end - (at ? at + 1 : host)), at ? at + 1 : host, *end ? "/\xe2\x80\xa6" : "");
}

/* A cell of nothing stays empty, so that a phone shows no heading for it. */
static void code_add(struct node *row, const char *text)
{
    node_s(node_cell(row, text), "tag", *text ? "code" : "");
}

static const char *const columns[] = { "setting", "value", "default", "range", "meaning", "source", NULL };

static void show(struct req *r, struct node *list, enum setting which, const char *value, const char *source)
{
    struct setting_row s = setting_describe(which);
    struct node *row = node_item(list, "row");

    node_cell(row, arena_fmt(r->arena, "QIAO_%s", s.name));
    code_add(row, masked(r, value));
    code_add(row, s.normal);
    node_cell(row, !s.number ? "" : arena_fmt(r->arena, "%lld \xe2\x80\x93 %lld", (long long)s.min, (long long)s.max));
    node_cell(row, text_of(r, "setting", s.name));
    node_cell(row, source);
}

/* The default, a file that says the same, or the environment. */
static const char *source_of(struct req *r, enum setting which, const struct file *own, const struct file *common)
{
    struct setting_row s = setting_describe(which);
    const char *value = setting_text(which), *in_own = value_in(own, s.name), *in_common = value_in(common, s.name);

    if (!s.given && strcmp(value, s.normal) == 0)
        return text_of(r, "admin", "by_default");
    if (in_own && strcmp(in_own, value) == 0)
        return own->path;
    return in_common && strcmp(in_common, value) == 0 ? common->path : text_of(r, "admin", "by_environment");
}

/* What only post needs is told wherever it is from; of the others what its own file says. No value is judged here, so
 * none is shown under a name that is no setting: it may be anything. */
static void show_post(struct req *r, const struct file *post, const struct file *common)
{
    struct node *list = list_add(r, "settings_post", columns), *row;

    if (!post->there) {
        node_s(list, "empty", lang_fill(r->arena, text_of(r, "admin", "no_file"),
                                        (const struct hole[]){ { "file", post->path }, { NULL, NULL } }));
        return;
    }
    for (int i = 0; i < SET__MAX; i++) {
        struct setting_row s = setting_describe((enum setting)i);
        const char *here = value_in(post, s.name), *there = value_in(common, s.name);
        bool own = i == SET_RELAY || i == SET_MAIL_FROM || i == SET_SMS_HOOK;

        if (here)
            show(r, list, (enum setting)i, here, post->path);
        else if (own)
            show(r, list, (enum setting)i, there ? there : s.normal,
                 there ? common->path : text_of(r, "admin", "by_default"));
    }
    for (size_t i = 0; i < post->n; i++) {
        bool known = false;

        for (int n = 0; n < SET__MAX; n++)
            known |= strcmp(setting_describe((enum setting)n).name, post->line[i].name) == 0;
        if (known)
            continue;
        row = node_item(list, "row");
        node_cell(row, arena_fmt(r->arena, "QIAO_%s", post->line[i].name));
        for (int n = 0; n < 3; n++)
            node_cell(row, "");
        node_cell(row, text_of(r, "admin", "no_setting"));
        node_cell(row, post->path);
    }
}

enum err settings_load(struct req *r)
{
    struct node *list = list_add(r, "settings", columns);
    struct file own, common, post;

    file_read(r, "admin.env", &own);
    file_read(r, "common.env", &common);
    file_read(r, "post.env", &post);
    for (int i = 0; i < SET__MAX; i++)
        show(r, list, (enum setting)i, setting_text((enum setting)i),
             source_of(r, (enum setting)i, &own, &common));
    show_post(r, &post, &common);
    return OK;
}
