/* All SQL about files. Lock order: document, then document_body.
 * Name and bytes are sealed with the row and its owner, so that neither opens in another row. */
#include "document/store.h"

#include "base/log.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include "data/rows.h"
#include "data/tx.h"

#include <string.h>

static const char *name_context(struct arena *a, uint64_t id, uint64_t owner)
{
    return arena_fmt(a, "document|name|%llu|%llu", (unsigned long long)id, (unsigned long long)owner);
}

static const char *body_context(struct arena *a, uint64_t id, uint64_t owner)
{
    return arena_fmt(a, "document_body|body|%llu|%llu", (unsigned long long)id, (unsigned long long)owner);
}

static const struct sql count_case = {
    .text = "SELECT COUNT(*), COALESCE(SUM(size), 0) FROM document WHERE program = ? AND case_id = ?"
};

static const struct sql count_owner = {
    .text = "SELECT COUNT(*), COALESCE(SUM(size), 0) FROM document WHERE owner = ?"
};

static enum err is_over(struct req *r, const struct sql *q, const struct arg *args, uint64_t files,
                        uint64_t bytes, bool *ret)
{
    struct rows rows;
    enum err e;

    if ((e = db_one(r, q, args, &rows)))
        return e;
    *ret = db_u(&rows, 0) > files || db_u(&rows, 1) > bytes;
    return db_end(&rows);
}

enum err document_is_many(struct req *r, const struct document_place *at, size_t size, bool *ret)
{
    const struct arg owner[] = { arg_u(at->owner), arg_end() };
    const struct arg of_case[] = { arg_s(at->program), arg_u(at->case_id), arg_end() };
    bool many_case, many_owner;
    enum err e;

    if ((e = db_turn(r, "account", at->owner)) ||
        (e = is_over(r, &count_owner, owner, DOCUMENT_OWNER_FILES - 1, DOCUMENT_OWNER_BYTES - size,
                     &many_owner)) ||
        (e = is_over(r, &count_case, of_case, DOCUMENT_CASE_FILES - 1, DOCUMENT_CASE_BYTES - size,
                     &many_case)))
        return e;
    *ret = many_case || many_owner;
    return OK;
}

static const struct sql add_document = {
    .text =
        "INSERT INTO document (owner, program, case_id, kind, name, mime, size, sha256, scan, created_at) "
        "VALUES (?, ?, ?, ?, '', ?, ?, ?, ?, ?)"
};

static const struct sql set_name = { .text = "UPDATE document SET name = ? WHERE id = ?" };

static const struct sql add_body = { .text = "INSERT INTO document_body (document, body) VALUES (?, ?)" };

enum err document_keep(struct req *r, const struct document_new *d, uint64_t *ret_id)
{
    const struct document_place *at = d->at;
    struct digest hash = hash_sha256(d->body.p, d->body.n);
    struct bytes name = { (const unsigned char *)d->name, strlen(d->name) }, body;
    uint64_t id;
    enum err e;

    e = db_do(r, &add_document,
              (const struct arg[]){ arg_u(at->owner), arg_s(at->program), arg_u(at->case_id), arg_s(at->kind),
                                    arg_s(d->mime), arg_u(d->body.n), arg_b(hash.b, sizeof(hash.b)),
                                    arg_s(d->scan), arg_time(r, r->now), arg_end() },
              NULL, &id);
    if (e)
        return e;
    name = seal(r->arena, name_context(r->arena, id, at->owner), name);
    body = seal(r->arena, body_context(r->arena, id, at->owner), d->body);
    if ((e = db_do(r, &set_name, (const struct arg[]){ arg_b(name.p, name.n), arg_u(id), arg_end() }, NULL,
                   NULL)) ||
        (e = db_do(r, &add_body, (const struct arg[]){ arg_u(id), arg_b(body.p, body.n), arg_end() }, NULL,
                   NULL)))
        return e;
    *ret_id = id;
    return OK;
}

static const struct sql list_documents = {
    .text = "SELECT id, owner, kind, name, mime, size, created_at FROM document "
            "WHERE program = ? AND case_id = ? ORDER BY id LIMIT 100"
};

enum err document_list(struct req *r, const char *program, uint64_t case_id, struct rows *ret)
{
    return db_ask(r, &list_documents, (const struct arg[]){ arg_s(program), arg_u(case_id), arg_end() }, ret);
}

/* A name that does not open is logged by unseal and shown as none: the list stays readable. */
static const char *name_of(struct req *r, uint64_t id, uint64_t owner, struct bytes sealed)
{
    struct bytes name;

    if (unseal(r, name_context(r->arena, id, owner), sealed, &name))
        return "";
    return arena_strn(r->arena, (const char *)name.p, name.n);
}

static struct document read_document(struct rows *q)
{
    uint64_t id = db_u(q, 0), owner = db_u(q, 1);

    return (struct document){ .id = id,
                              .owner = owner,
                              .kind = db_s(q, 2),
                              .name = name_of(q->r, id, owner, db_b(q, 3)),
                              .mime = db_s(q, 4),
                              .size = db_u(q, 5),
                              .created_at = db_time(q, 6) };
}

bool document_next(struct rows *q, struct document *ret)
{
    if (!db_next(q))
        return false;
    *ret = read_document(q);
    return true;
}

static const struct sql open_document = {
    .text = "SELECT d.id, d.owner, d.kind, d.name, d.mime, d.size, d.created_at, d.sha256, b.body "
            "FROM document d JOIN document_body b ON b.document = d.id "
            "WHERE d.id = ? AND d.program = ? AND d.case_id = ?"
};

enum err document_open(struct req *r, uint64_t id, const char *program, uint64_t case_id,
                       struct document *ret, struct bytes *ret_body)
{
    struct document d;
    struct bytes sealed, hash, body;
    struct digest now;
    struct rows q;
    enum err e;

    e = db_one(r, &open_document,
               (const struct arg[]){ arg_u(id), arg_s(program), arg_u(case_id), arg_end() }, &q);
    if (e)
        return e;
    d = read_document(&q);
    hash = db_b(&q, 7);
    sealed = db_b(&q, 8);
    if ((e = db_end(&q)) || (e = unseal(r, body_context(r->arena, d.id, d.owner), sealed, &body)))
        return e;
    now = hash_sha256(body.p, body.n);
    if (hash.n != sizeof(now.b) || !secret_equal(hash.p, now.b, sizeof(now.b)) || body.n != d.size)
        return fail(r, ERR_BUG, "document %llu: its hash or size differs", (unsigned long long)id);
    *ret = d;
    *ret_body = body;
    return OK;
}

/* document_body goes with it (ON DELETE CASCADE). */
static const struct sql drop_document = {
    .text = "DELETE FROM document WHERE id = ? AND program = ? AND case_id = ? AND owner = ?"
};

enum err document_drop(struct req *r, uint64_t id, const char *program, uint64_t case_id, uint64_t owner)
{
    uint64_t changed;
    enum err e;

    e = db_do(r, &drop_document,
              (const struct arg[]){ arg_u(id), arg_s(program), arg_u(case_id), arg_u(owner), arg_end() },
              &changed, NULL);
    if (e)
        return e;
    return changed ? OK : ERR_GONE;
}

static const struct sql ask_disk = { .text = "SELECT @@datadir" };

enum err document_disk(struct req *r, const char **ret)
{
    struct rows q;
    enum err e;

    if ((e = db_one(r, &ask_disk, (const struct arg[]){ arg_end() }, &q)))
        return e;
    *ret = db_s(&q, 0);
    return db_end(&q);
}

const struct sql *const document_sql[] = {
    &count_case,     &count_owner,   &add_document,  &set_name, &add_body,
    &list_documents, &open_document, &drop_document, &ask_disk, &take_turn, NULL
};
const struct sql *const document_read_sql[] = { &list_documents, &open_document, NULL };
