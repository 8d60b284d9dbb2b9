#!/bin/bash
# A private MariaDB for tests and make run, to be sourced: mariadb_start DIR, mariadb_stop DIR. Data in DIR/db,
# socket DIR/db.sock, log DIR/log/mariadb.log; no network, and never another server than its own. Whoever calls is
# the administrator there, known by the socket. Data that are there already are used again.

mariadb_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

mariadb_more=() # of one server, beside the usual ones: tests/lib/galera.sh
mariadb_settings() # dir : what differs from the server in use
{
    local conf=$mariadb_root/conf/mariadb/qiao.cnf
    if [ -f "$conf" ]; then echo "--defaults-file=$conf"; else echo --no-defaults; fi
    # Only these settings are read: nothing of /etc/mysql.
    printf '%s\n' "--datadir=$1/db" "--socket=$1/db.sock" "--pid-file=$1/db.pid" \
        "--log-error=$1/log/mariadb.log" "--tmpdir=$1" "--user=$(id -un)" --skip-networking --skip-log-bin \
        --secure-file-priv="$1/db" --innodb-buffer-pool-size=64M --innodb-log-file-size=32M --performance-schema=OFF "${mariadb_more[@]}"
}

# An empty data folder, made once and copied: making takes seconds, copying a tenth of one.
# --force: no name of this host is looked up; there may be none.
mariadb_template()
{
    local template fresh
    template=$mariadb_root/build/mariadb-$(mariadbd --no-defaults --version | sed 's/.*Ver \([^ ]*\).*/\1/')-$(id -un)
    if [ ! -d "$template" ]; then
        mkdir -p "$mariadb_root/build"
        fresh=$(mktemp -d "$template.XXXXXX") || return 1
        if ! mariadb-install-db --no-defaults --datadir="$fresh" --user="$(id -un)" --skip-test-db \
            --force --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" \
            --innodb-log-file-size=32M >"$fresh.log" 2>&1; then
            tail -n 5 "$fresh.log" >&2
            rm -rf "$fresh" "$fresh.log"
            return 1
        fi
        rm -f "$fresh.log"
        mv -T "$fresh" "$template" 2>/dev/null || rm -rf "$fresh" # somebody else was faster
    fi
    echo "$template"
}

mariadb_data() # dir
{
    local template
    [ ! -d "$1/db" ] || return 0
    rm -rf "$1/db.new"
    template=$(mariadb_template) || return 1
    cp -a --sparse=always "$template" "$1/db.new" && mv -T "$1/db.new" "$1/db"
}

mariadb_is_up() # dir
{
    mariadb-admin --no-defaults --socket="$1/db.sock" --connect-timeout=2 ping >/dev/null 2>&1
}

mariadb_start() # dir
{
    local dir settings pid i
    mkdir -p "$1/log" && dir=$(cd "$1" && pwd) || return 1
    mariadb_is_up "$dir" && return 0
    mariadb_data "$dir" || return 1
    mapfile -t settings < <(mariadb_settings "$dir")
    rm -f "$dir/db.pid"
    setsid mariadbd "${settings[@]}" >>"$dir/log/mariadb.log" 2>&1 </dev/null 9>&- &
    pid=$!
    echo "$pid" >"$dir/db.pid" # the server writes the same later; mariadb_stop may come sooner
    disown "$pid"
    for ((i = 0; i < 300; i++)); do
        mariadb_is_up "$dir" && return 0
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    echo "mariadb: no answer from $dir/db.sock; its log ends:" >&2
    tail -n 5 "$dir/log/mariadb.log" >&2
    return 1
}

mariadb_stop() # dir
{
    local pid i
    pid=$(cat "$1/db.pid" 2>/dev/null) || return 0
    [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = mariadbd ] || return 0
    kill "$pid" 2>/dev/null
    for ((i = 0; i < 200; i++)); do
        kill -0 "$pid" 2>/dev/null || return 0
        sleep 0.1
    done
    echo "mariadb: process $pid does not end" >&2
    return 1
}
