#!/bin/bash
# A suite whose database is a cluster of two and an arbitrator, as conf/mariadb/qiao-galera.cnf has it: sourced, or run as:
# galera.sh start DIR PORT | apart DIR PORT | return DIR PORT | stop DIR. The first node and everything of suite.sh lie in
# DIR, the second with its own programs and post in DIR/b; nginx hands requests to both in turn, after "apart" to the first
# alone, and the second has an nginx of its own on PORT+6. PORT+1, +2 and +5 on 127.0.0.1 are those of nodes and arbitrator.

. "$(dirname "${BASH_SOURCE[0]}")/suite.sh"

galera_said() { mariadb --no-defaults -NB -S "$1/db.sock" -e "SHOW STATUS LIKE '$2'" 2>/dev/null | cut -f 2; } # dir name

# What the arbitrator has too: of the shipped file, so that it is tried here.
galera_times=$(sed -n 's/^wsrep_provider_options = "\(.*\)"$/\1/p' "$suite_root/conf/mariadb/qiao-galera.cnf")

galera_settings() # dir own-port peer-port [more]; sets the array mariadb_more
{
    mariadb_more=(--wsrep-on=ON --wsrep-provider=/usr/lib/galera/libgalera_smm.so --wsrep-cluster-name=qiao-test
        --wsrep-cluster-address="gcomm://127.0.0.1:$2,127.0.0.1:$3" --wsrep-node-address=127.0.0.1
        --wsrep-sst-method=skip --binlog-format=ROW --innodb-autoinc-lock-mode=2 --wsrep-sync-wait=1
        --wsrep-provider-options="$galera_times;base_dir=$1/db;gcache.size=16M;gmcast.listen_addr=tcp://127.0.0.1:$2;ist.recv_addr=127.0.0.1:$(($2 + 2))"
        "${@:4}")
}

galera_node() # dir own-port peer-port [more]
{
    local mariadb_more PATH=$1/bin:$1/../bin:$PATH # of the second: DIR/b
    galera_settings "$@"
    mariadb_start "$1"
}

galera_synced() # dir, size of the cluster
{
    local n
    for n in $(seq 200); do
        [ "$(galera_said "$1" wsrep_local_state_comment) $(galera_said "$1" wsrep_cluster_size)" = "Synced $2" ] && return 0
        sleep 0.1
    done
    suite_say "the node of $1 did not join; see $1/log/mariadb.log"
    return 1
}

# How a node that comes back gets what it missed: the nodes themselves send it, the servers only want a command on either
# side. Those of Debian serve whole copies too, over a port of their own, which not every user may open.
galera_missed() # dir
{
    mkdir -p "$1/bin" && cat >"$1/bin/wsrep_sst_missed" <<END && chmod +x "$1/bin/wsrep_sst_missed"
#!/bin/sh
case "\$*" in
*donor*--bypass*) state=\$(echo "\$*" | sed 's/.*--gtid \([^ ]*\).*/\1/') && echo "\$state 0" >"$1/missed" && echo "done \$state" ;;
*joiner*)
    echo 'ready 127.0.0.1:1/missed'
    for n in \$(seq 100); do [ -s "$1/missed" ] && exec cat "$1/missed"; sleep 0.1; done
    exit 1
    ;;
*) exit 1 ;;
esac
END
}

# The second begins with the same empty data as the first and is told so: nothing has to be copied.
galera_join() # dir port
{
    local state
    state=$(galera_said "$1" wsrep_local_state_uuid):$(galera_said "$1" wsrep_last_committed)
    mariadb_data "$1/b" && printf 'version: 2.1\nuuid: %s\nseqno: %s\nsafe_to_bootstrap: 0\n' "${state%:*}" "${state#*:}" >"$1/b/db/grastate.dat" &&
        galera_node "$1/b" $(($2 + 2)) $(($2 + 1)) --wsrep-start-position="$state" &&
        galera_synced "$1/b" 2
}

# The second again after it was killed, as its unit starts it: from the last transaction on its disk (galera_recovery).
galera_return() # dir port
{
    local mariadb_more settings state
    rm -f "$1/missed"
    galera_settings "$1/b" $(($2 + 2)) $(($2 + 1))
    mapfile -t settings < <(mariadb_settings "$1/b")
    state=$(mariadbd "${settings[@]}" --wsrep-recover --disable-log-error 2>&1 </dev/null | sed -n 's/.*Recovered position: *//p')
    galera_node "$1/b" $(($2 + 2)) $(($2 + 1)) --wsrep-start-position="$state" --wsrep-sst-method=missed &&
        galera_synced "$1/b" 3
}

# The arbitrator: a vote without data.
galera_arbitrator() # dir port
{
    suite_proc_start "$1" garbd garbd --group qiao-test --address "gcomm://127.0.0.1:$(($2 + 1)),127.0.0.1:$(($2 + 2))" \
        --options "$galera_times;base_dir=$1;gmcast.listen_addr=tcp://127.0.0.1:$(($2 + 5))"
    galera_synced "$1" 3
}

galera_start() # dir port
{
    local dir=$1 port=$2 p n
    mkdir -p "$dir/b/"{log,mail,spool} && touch "$dir/b/procs" && chmod 700 "$dir/b/spool" || return 1
    galera_missed "$dir" || return 1
    galera_node "$dir" $((port + 1)) $((port + 2)) --wsrep-new-cluster && galera_join "$dir" "$port" || return 1
    suite_start "$dir" "$port" && suite_demo "$dir" && galera_arbitrator "$dir" "$port" || return 1
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

galera_apart() # dir port
{
    sed -i "s# server unix:$1/b/[a-z]*\.sock;##" "$1/nginx/conf.d/qiao_http.conf"
    nginx -p "$1/nginx/" -c nginx.conf -e "$1/log/nginx.log" -s reload
    suite_nginx_conf "$1/b" $(($2 + 6))
    suite_proc_start "$1/b" nginx nginx -p "$1/b/nginx/" -c nginx.conf -e "$1/b/log/nginx.log"
    suite_wait "$1/b" $(($2 + 6))
}

galera_stop() # dir
{
    suite_stop "$1/b"
    suite_stop "$1"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -u
    case ${1:-} in
    start | apart | return | stop) "galera_$1" "${@:2}" ;;
    *)
        sed -n '2,6p' "$0"
        exit 2
        ;;
    esac
fi
