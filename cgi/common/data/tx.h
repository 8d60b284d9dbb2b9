/* Transactions. The application wraps each command in one (app/command.c); jobs open their own. */
#ifndef QIAO_TX_H
#define QIAO_TX_H

#include "base/req.h"

enum err db_begin(struct req *r);
enum err db_commit(struct req *r);
void db_rollback(struct req *r); /* nothing to do outside a transaction */
bool db_in_tx(const struct req *r);
/* From here to the commit nobody else has the turn of this row ("account", 7), wherever it is asked for: at the same
 * server the next one waits, on another node of a cluster one of the two is run again, where FOR UPDATE would let both
 * go on. For what must hold over several rows, and first in the transaction: what was read before may be old.
 *   errors  ERR_AGAIN
 */
enum err db_turn(struct req *r, const char *place, uint64_t id);
struct sql;
extern const struct sql take_turn; /* for the list of a program that takes turns */

#endif
