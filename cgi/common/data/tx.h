/* Transactions. The application wraps each command in one (app/command.c); jobs open their own. */
#ifndef QIAO_TX_H
#define QIAO_TX_H

#include "base/req.h"

enum err db_begin(struct req *r);
enum err db_commit(struct req *r);
void db_rollback(struct req *r); /* nothing to do outside a transaction */
bool db_in_tx(const struct req *r);

#endif
