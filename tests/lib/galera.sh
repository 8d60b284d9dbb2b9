#!/bin/bash
# A suite whose database is a cluster of two: sourced, or run as: galera.sh start DIR PORT | stop DIR. The first node and
# everything of suite.sh lie in DIR, the second with its own programs and post in DIR/b; nginx hands requests to both in
# turn. Ports PORT+1 and PORT+2 on 127.0.0.1 are those of the nodes.

. "$(dirname "${BASH_SOURCE[0]}")/suite.sh"

galera_said() { mariadb --no-defaults -NB -S "$1/db.sock" -e "SHOW STATUS LIKE '$2'" 2>/dev/null | cut -f 2; } # dir name

galera_node() # dir own-port peer-port [more]
{
    local mariadb_more=(--wsrep-on=ON --wsrep-provider=/usr/lib/galera/libgalera_smm.so --wsrep-cluster-name=qiao-test
        --wsrep-cluster-address="gcomm://127.0.0.1:$2,127.0.0.1:$3" --wsrep-node-address=127.0.0.1
        --wsrep-sst-method=skip --binlog-format=ROW --innodb-autoinc-lock-mode=2 --wsrep-sync-wait=1
        --wsrep-provider-options="base_dir=$1/db;gcache.size=16M;gmcast.listen_addr=tcp://127.0.0.1:$2;ist.recv_addr=127.0.0.1:$(($2 + 2))"
        "${@:4}")
    mariadb_start "$1"
}

# The second begins with the same empty data as the first and is told so: nothing has to be copied.
galera_join() # dir port
{
    local state n
    state=$(galera_said "$1" wsrep_local_state_uuid):$(galera_said "$1" wsrep_last_committed)
    mariadb_data "$1/b" && printf 'version: 2.1\nuuid: %s\nseqno: %s\nsafe_to_bootstrap: 0\n' "${state%:*}" "${state#*:}" >"$1/b/db/grastate.dat" &&
        galera_node "$1/b" $(($2 + 2)) $(($2 + 1)) --wsrep-start-position="$state" || return 1
    for n in $(seq 100); do
        [ "$(galera_said "$1/b" wsrep_local_state_comment) $(galera_said "$1" wsrep_cluster_size)" = 'Synced 2' ] && return 0
        sleep 0.1
    done
    suite_say "the second node did not join; see $1/b/log/mariadb.log"
    return 1
}

galera_start() # dir port
{
    local dir=$1 port=$2 p n
    mkdir -p "$dir/b/"{log,mail,spool} && touch "$dir/b/procs" && chmod 700 "$dir/b/spool" || return 1
    galera_node "$dir" $((port + 1)) $((port + 2)) --wsrep-new-cluster && galera_join "$dir" "$port" || return 1
    suite_start "$dir" "$port" && suite_demo "$dir" || return 1
    cp "$dir/port" "$dir/b/port" && ln -sfn ../credentials "$dir/b/credentials"
    for p in $(suite_pages); do
        suite_program "$dir/b" "$p"
    done
    suite_env "$dir/b"
    suite_proc_start "$dir/b" post "${with[@]}" QIAO_RELAY="file:$dir/b/mail" "$suite_bin/qiao-post"
    for p in $(suite_pages); do
        for n in $(seq 100); do
            suite_admin "$dir/b" ping "$dir/b/$p.sock" >/dev/null 2>&1 && break
            [ "$n" = 100 ] && suite_say "$p of the second node does not answer" && return 1
            sleep 0.1
        done
    done
    sed -i "s#server unix:$dir/\([a-z]*\)\.sock;#& server unix:$dir/b/\1.sock;#" "$dir/nginx/conf.d/qiao_http.conf"
    nginx -p "$dir/nginx/" -c nginx.conf -e "$dir/log/nginx.log" -s reload
}

galera_stop() # dir
{
    suite_stop "$1/b"
    suite_stop "$1"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -u
    case ${1:-} in
    start | stop) "galera_$1" "${@:2}" ;;
    *)
        sed -n '2,5p' "$0"
        exit 2
        ;;
    esac
fi
