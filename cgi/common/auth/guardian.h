/* Who acts today for an account as its guardian: SQL text, the same for every store. */
#ifndef QIAO_GUARDIAN_H
#define QIAO_GUARDIAN_H

/* Of a row of table delegation, by its alias in the statement: GUARDS("d"). */
#define GUARDS(d) d ".kind = 'guardian' AND " d ".state = 'active' AND " d ".ends_at > UTC_TIMESTAMP()"

#endif
