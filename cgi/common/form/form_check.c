/* Compares a form's table with the database and tries its kinds: for --check, never in a request. */
#include "base/clock.h"
#include "data/db.h"
#include "form/kind.h"
#include "view/lang.h"
#include <string.h>

static const struct sql find_column = { .text =
    "SELECT data_type, COALESCE(character_maximum_length, 0), is_nullable, "
    "column_comment REGEXP '(?i)\\\\bsealed\\\\b' FROM information_schema.columns "
    "WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?" };

const struct sql *const form_sql[] = { &find_column, NULL };

static unsigned complain(FILE *to, const struct form *f, const char *column, const char *what)
{
    fprintf(to, "form %s: column %s.%s %s\n", f->name, f->table, column, what);
    return 1;
}

static bool type_fits(const struct field *d, const char *type)
{
    if (d->flags & F_SEALED)
        return strcmp(type, "varbinary") == 0;
    if (d->kind == K_DATE)
        return strcmp(type, "date") == 0;
    if (kind_of(d)->number)
        return strstr(type, "int") != NULL;
    return strstr(type, "char") || strstr(type, "text");
}

/* Characters the longest value needs: of a choice, its longest code. */
static int64_t room_for(const struct field *d)
{
    int64_t most = 0;

    if (d->kind != K_CHOICE || !d->choice)
        return field_max(d);
    for (size_t i = 0; d->choice[i]; i++)
        if ((int64_t)strlen(d->choice[i]) > most)
            most = (int64_t)strlen(d->choice[i]);
    return most;
}

static unsigned check_column(struct req *r, const struct form *f, const struct field *d, FILE *to)
{
    struct rows q;
    unsigned n = 0;
    int64_t room;
    enum err e = db_one(r, &find_column, (const struct arg[]){ arg_s(f->table), arg_s(d->name), arg_end() }, &q);

    if (e == ERR_GONE)
        return complain(to, f, d->name, "does not exist");
    if (e)
        return complain(to, f, d->name, "could not be looked up");
    room = db_i(&q, 1);
    if (!type_fits(d, db_s(&q, 0)))
        n += complain(to, f, d->name, "has another type than the field");
    else if (!kind_of(d)->number && !(d->flags & F_SEALED) && room < room_for(d))
        n += complain(to, f, d->name, "is shorter than the field's max");
    else if ((d->flags & F_SEALED) && room < room_for(d) * 4 + 100)
        n += complain(to, f, d->name, "has no room for the sealed value (4 bytes a character and 100)");
    if ((d->flags & F_SEALED) && db_i(&q, 3) != 1) /* rotation of keys would not find it */
        n += complain(to, f, d->name, "must say \"sealed\" in its COMMENT");
    if ((f->mark || !d->must || (d->flags & F_SEALED)) && strcmp(db_s(&q, 2), "YES"))
        n += complain(to, f, d->name, "must allow NULL: the field may be left open");
    return n + (db_end(&q) ? complain(to, f, d->name, "could not be read") : 0);
}

static unsigned check_name(const struct form *f, const char *name, bool wanted, const char *what, FILE *to)
{
    if (wanted)
        return 0;
    fprintf(to, "form %s: field %s %s\n", f->name, name, what);
    return 1;
}

static unsigned check_field(struct req *r, const struct form *f, const struct field *d, FILE *to)
{
    bool chosen = d->kind == K_CHOICE || d->kind == K_CHOICES;
    const char *label = arena_fmt(r->arena, "T.form.%s.%s.label", f->name, d->name);
    unsigned n = 0;

    n += check_name(f, d->name, d->at + (kind_of(d)->number ? 8 : sizeof(void *)) <= f->size,
                    "lies outside the record", to);
    n += check_name(f, d->name, !chosen || d->choice, "needs choices", to);
    n += check_name(f, d->name, !(d->flags & F_SEALED) || !kind_of(d)->number, "is sealed but no text", to);
    n += check_name(f, d->name, strspn(d->name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(d->name),
                    "has a name that is no column name", to);
    n += check_name(f, d->name, d->kind != K_FILE || field_max(d) <= UPLOAD_MAX, "takes more than an upload keeps", to);
    if (d->kind != K_HIDDEN && !f->query)
        n += check_name(f, d->name, lang_text(r->lang, label) != NULL, "has no label text", to);
    for (size_t i = 0; chosen && !f->query && d->choice && d->choice[i]; i++)
        n += check_name(f, d->choice[i], choice_text(r, d, d->choice[i]) != d->choice[i], "has no choice text", to);
    return n;
}

unsigned form_check(struct req *r, const struct form *f, FILE *complaints)
{
    int64_t files = 0;
    unsigned n = 0;

    for (const struct field *d = f->field; d->name; d++) {
        n += check_field(r, f, d, complaints);
        files += d->kind == K_FILE ? field_max(d) : 0;
        if (f->table && !(d->flags & (F_UNSAVED)) && d->kind != K_FILE && d->kind != K_SECRET && d->kind != K_HIDDEN)
            n += check_column(r, f, d, complaints);
    }
    if (f->table && !f->scope)
        n += complain(complaints, f, "-", "needs a scope column");
    if (files > UPLOADS_MAX)
        n += complain(complaints, f, "-", "takes more files than a request may keep");
    return n;
}
