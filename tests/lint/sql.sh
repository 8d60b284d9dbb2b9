#!/bin/bash
# SQL stands in store files and in the kernel parts that keep rows; it is constant text; only
# data/ runs it; only flow/ changes a state (DESIGN 7, 10).
set -u
cd "$(dirname "$0")/../.." || exit 2
wrong=0
complain()
{
    [ -z "$2" ] && return
    printf '%s\n' "$2" | sed "s|\$|   <- $1|"
    wrong=1
}

verb='"[^"]*\b(SELECT [^"]* FROM|SELECT [A-Z(?]|INSERT (IGNORE )?INTO|UPDATE [a-z_]+ SET|DELETE FROM|REPLACE INTO|CREATE TABLE|ALTER TABLE|DROP TABLE)\b'
sources=$(find cgi -name '*.[ch]' | sort)
complain 'SQL outside a store' "$(grep -nE "$verb" $sources |
    grep -vE '^cgi/(common/(data|flow|auth|document|form)/|common/app/(command|kept|sweep)\.c|[a-z_/]*store[a-z_]*\.[ch]|admin/|demo/)')"
complain 'only data/ and the migration talk to the server in text' "$(grep -nE '\bmysql_(real_)?query\b' $sources |
    grep -vE '^cgi/common/data/')"
complain 'a statement is a constant text' "$(grep -nE "$verb"'[^"]*%[a-z0-9.*]' $sources |
    grep -vE '^cgi/common/(form/form_store|data/)')"
complain 'values are bound, not quoted' "$(grep -nE "$verb"".*= *'?%" $sources | grep -v '^cgi/common/data/')"
complain 'only flow/ changes a state' "$(grep -nE '"[^"]*\bSET\b[^"]*\bstate *= *\?' $sources |
    grep -vE '^cgi/common/flow/|account|session')"
complain 'several statements in one' "$(grep -nE 'CLIENT_MULTI_STATEMENTS|MYSQL_OPT_RECONNECT' $sources | grep -v '&no\|/\*')"
exit $wrong
