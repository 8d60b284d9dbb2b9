/* Transactions. One that the server has ended or lost takes no further statement: without that, what
 * follows a deadlock would be committed by itself, statement by statement. */
#include "base/log.h"
#include "data/conn.h"
#include "data/tx.h"

static const struct sql start_tx = { .text = "START TRANSACTION" };

const struct sql take_turn = { .text =
    "INSERT INTO turn (place, id, n) VALUES (?, ?, 1) ON DUPLICATE KEY UPDATE n = n + 1" };

enum err db_turn(struct req *r, const char *place, uint64_t id)
{
    return db_do(r, &take_turn, (const struct arg[]){ arg_s(place), arg_u(id), arg_end() }, NULL, NULL);
}

bool db_in_tx(const struct req *r)
{
    return r->db && r->db->in_tx;
}

enum err db_begin(struct req *r)
{
    struct rows none;
    enum err e;

    if (r->db->in_tx)
        return fail(r, ERR_BUG, "db: a transaction is open already");
    if ((e = db_ask(r, &start_tx, (const struct arg[]){ arg_end() }, &none)))
        return e;
    r->db->in_tx = true;
    return OK;
}

enum err db_commit(struct req *r)
{
    struct db *db = r->db;
    enum err e = OK;

    if (!db->in_tx)
        return fail(r, ERR_BUG, "db: no transaction to commit");
    if (db->doomed)
        e = ERR_AGAIN;
    else if (mysql_commit(db->my)) /* answer lost: repeating is safe, commands have keys (DESIGN D9) */
        e = conn_fail(r, conn_trouble(db), "COMMIT");
    if (e)
        db_rollback(r);
    db->in_tx = db->doomed = false;
    return e;
}

void db_rollback(struct req *r)
{
    struct db *db = r->db;

    if (!db || !db->in_tx)
        return;
    if (db->my && mysql_rollback(db->my))
        conn_drop(db); /* the server rolls back when we are gone */
    db->in_tx = db->doomed = false;
}
