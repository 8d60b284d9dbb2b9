/* The connection: one per process, opened at first use, closed when it misbehaves. Runs nothing itself.
 * MariaDB's own reconnecting stays off: it commits the rest of a cut transaction (PERFORMANCE 7). */
#include "base/log.h"
#include "base/setting.h"
#include "data/conn.h"
#include <errmsg.h>
#include <mysqld_error.h>
#include <stdlib.h>
#include <string.h>

/* SECURITY 5. A lock is waited for and a statement runs a little less than the socket is read, so that the
 * server's own answer comes first. */
enum { CONNECT_S = 2, TALK_S = 5, PACKET_MAX = 64 << 20 };
enum { INTERACTION_TIMEOUT = 4031 }; /* of MySQL 8 and of proxies that speak like it */

/* REPEATABLE READ with innodb_snapshot_isolation (SECURITY R11): a transaction sees one moment, and changing
 * a row that somebody changed after that moment is error 1020 instead of a lost update. READ COMMITTED has
 * no moment to compare with. What spans rows is kept by keys and by locking the parent row (R12). */
static const char session_rules[] =
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
    "NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', tx_isolation = 'REPEATABLE-READ', "
    "innodb_snapshot_isolation = ON";
static const char hasty_rules[] = "SET SESSION innodb_lock_wait_timeout = 4, max_statement_time = 4.5";

static char *kept(const char *s)
{
    char *p = strdup(s ? s : "");

    if (!p)
        abort();
    return p;
}

struct db *db_open(const char *user, const char *password)
{
    struct db *db = calloc(1, sizeof *db);

    if (!db)
        abort();
    db->user = kept(user);
    db->password = kept(password);
    return db;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    conn_drop(db);
    explicit_bzero(db->password, strlen(db->password));
    free(db->password);
    free(db->user);
    free(db);
}

unsigned db_count(const struct db *db)
{
    return db ? db->count : 0;
}

const char *db_twice_key(const struct req *r)
{
    return r->db->twice;
}

void conn_drop(struct db *db)
{
    for (size_t i = 0; i < HANDLES; i++)
        if (db->handle[i].stmt)
            mysql_stmt_close(db->handle[i].stmt);
    memset(db->handle, 0, sizeof db->handle);
    db->handles = 0;
    if (db->my)
        mysql_close(db->my);
    db->my = NULL;
    if (db->in_tx)
        db->doomed = true;
}

struct trouble conn_trouble(const struct db *db)
{
    return (struct trouble){ .no = mysql_errno(db->my), .state = mysql_sqlstate(db->my), .text = mysql_error(db->my) };
}

static void set_options(MYSQL *my, bool patient)
{
    unsigned connect_s = CONNECT_S, talk_s = patient ? 0 : TALK_S, off = 0;
    unsigned long packet = PACKET_MAX;
    my_bool no = 0, yes = 1;

    mysql_optionsv(my, MYSQL_OPT_CONNECT_TIMEOUT, &connect_s);
    mysql_optionsv(my, MYSQL_OPT_READ_TIMEOUT, &talk_s);
    mysql_optionsv(my, MYSQL_OPT_WRITE_TIMEOUT, &talk_s);
    mysql_optionsv(my, MYSQL_OPT_RECONNECT, &no);
    mysql_optionsv(my, MYSQL_OPT_LOCAL_INFILE, &off); /* on by default in the library (SECURITY 19) */
    mysql_optionsv(my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    mysql_optionsv(my, MYSQL_OPT_MAX_ALLOWED_PACKET, &packet);
    mysql_optionsv(my, MYSQL_REPORT_DATA_TRUNCATION, &yes);
    mysql_optionsv(my, MYSQL_INIT_COMMAND, session_rules);
    if (!patient)
        mysql_optionsv(my, MYSQL_INIT_COMMAND, hasty_rules);
}

enum err conn_open(struct req *r, const char *name, bool patient, struct trouble *ret)
{
    struct db *db = r->db;

    conn_drop(db);
    db->my = mysql_init(NULL);
    if (!db->my)
        abort();
    set_options(db->my, patient);
    /* FOUND_ROWS: saving a form unchanged is one row found, not a clash. */
    if (mysql_real_connect(db->my, NULL, db->user, *db->password ? db->password : NULL, name, 0,
                           setting_text(SET_DB_SOCKET), CLIENT_FOUND_ROWS))
        return OK;
    *ret = conn_trouble(db);
    ret->text = arena_str(r->arena, ret->text);
    ret->state = arena_str(r->arena, ret->state);
    conn_drop(db);
    return trouble_is_loss(ret->no) || ret->no == CR_CONNECTION_ERROR || ret->no == CR_CONN_HOST_ERROR ||
                   ret->no == ER_CON_COUNT_ERROR || ret->no == ER_TOO_MANY_USER_CONNECTIONS
               ? ERR_BUSY
               : ERR_BUG;
}

enum err conn_ready(struct req *r)
{
    struct trouble t;
    enum err e;

    if (r->db->my)
        return OK;
    if ((e = conn_open(r, setting_text(SET_DB_NAME), false, &t)))
        return fail(r, e, "db: cannot connect: %u %s", t.no, t.text);
    return OK;
}

bool trouble_is_loss(unsigned no)
{
    switch (no) {
    case CR_SERVER_GONE_ERROR:
    case CR_SERVER_LOST:
    case CR_SERVER_LOST_EXTENDED:
    case CR_MALFORMED_PACKET:
    case CR_COMMANDS_OUT_OF_SYNC:
    case ER_UNKNOWN_COM_ERROR: /* 1047: this node has left the cluster (SECURITY R14) */
    case ER_SERVER_SHUTDOWN:
    case ER_CONNECTION_KILLED:
    case INTERACTION_TIMEOUT:
        return true;
    }
    return false;
}

/* "... for key 'account_mail'"; the value before it may hold anything, so the last quotes count. */
static void keep_key_name(struct db *db, const char *text)
{
    const char *end = strrchr(text, '\''), *p = end;

    db->twice[0] = '\0';
    if (!end)
        return;
    while (p > text && p[-1] != '\'' && p[-1] != '.')
        p--;
    if (p == text || end - p > KEY_NAME_MAX)
        return;
    memcpy(db->twice, p, (size_t)(end - p));
    db->twice[end - p] = '\0';
}

enum err conn_fail(struct req *r, struct trouble t, const char *what)
{
    struct db *db = r->db;
    bool in_tx = db->in_tx;

    if (trouble_is_loss(t.no)) {
        conn_drop(db);
        return fail(r, in_tx ? ERR_AGAIN : ERR_BUSY, "db: lost: %u: %.60s", t.no, what);
    }
    switch (t.no) {
    case ER_DUP_ENTRY: /* an answer like any other: often the second tap on a button */
        keep_key_name(db, t.text);
        return ERR_TWICE;
    case ER_LOCK_DEADLOCK:
    case ER_LOCK_WAIT_TIMEOUT:
    case ER_CHECKREAD:
        db->doomed = in_tx;
        return fail(r, ERR_AGAIN, "db: %u: %.60s", t.no, what);
    case ER_CON_COUNT_ERROR:
    case ER_TOO_MANY_USER_CONNECTIONS:
    case ER_STATEMENT_TIMEOUT:
    case ER_QUERY_INTERRUPTED:
        return fail(r, ERR_BUSY, "db: %u: %.60s", t.no, what);
    }
    /* The server's sentence may quote values once the statement has been sent; before, it names columns. */
    return fail(r, ERR_BUG, "db: %u %s %s: %.60s", t.no, t.state, t.asked ? "" : t.text, what);
}
