#!/bin/bash
# A whole private suite under one folder: MariaDB, every program, nginx from the shipped conf/ (only paths and ports
# differ). Sourced, or run as: suite.sh start DIR PORT | stop DIR | sweep DIR | restart DIR PROGRAM [QIAO_X=Y ...]
# Touches nothing outside DIR and ends only processes it started.
#   DIR/db.sock  DIR/<program>.sock  DIR/mail/ (letters sent)  DIR/log/  DIR/procs (name, pid, start time)
#   DIR/env      settings beside the usual ones, one QIAO_X=Y a line; may be written before the start

suite_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
suite_bin=${B:-$suite_root/build}/bin
case $suite_bin in /*) ;; *) suite_bin=$suite_root/$suite_bin ;; esac
. "$suite_root/tests/lib/mariadb.sh"

suite_say() { echo "qiao: $*" >&2; }

# Programs that answer pages: those nginx knows and that are built.
suite_pages()
{
    local p
    for p in $(sed -n 's#.*unix:/run/qiao/\([a-z]*\)\.sock.*#\1#p' "$suite_root/conf/nginx/qiao_http.conf"); do
        [ -x "$suite_bin/qiao-$p" ] && echo "$p"
    done
}

# When a process began, in ticks since boot: with the pid it is a name nobody else gets. Nothing once it has ended,
# be it collected by its parent or not.
suite_born() { sed -n 's/.*) [^ZX] //p' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f19; }

suite_env() # dir; sets the array `with`
{
    local more=()
    set -- "$(realpath "$1")" # settings are absolute paths
    [ -f "$1/env" ] && mapfile -t more < <(grep '^QIAO_' "$1/env")
    with=(env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$1" LANG=C.UTF-8 TZ=UTC
        ASAN_OPTIONS="${ASAN_OPTIONS:-}" UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"
        QIAO_ORIGIN="http://127.0.0.1:$(cat "$1/port" 2>/dev/null || echo 8080)" QIAO_DEMO=1 QIAO_PHONE="+86 691 555 0100"
        QIAO_TEMPLATES="$suite_root/templates" QIAO_SPOOL="$1/spool" QIAO_CREDENTIALS="$1/credentials"
        QIAO_DB_SOCKET="$1/db.sock" QIAO_RELAY="file:$1/mail" QIAO_SMS_HOOK="file:$1/mail" QIAO_MAIL_FROM=qiao@example.test
        QIAO_SMALL_DISK_MB=64 "${more[@]}")
}

suite_proc_start() # dir name command...: in a session of its own, so that Ctrl-C reaches only us
{
    local dir=$1 name=$2
    shift 2
    setsid "$@" </dev/null >>"$dir/log/$name.log" 2>&1 9>&- &
    local pid=$!
    disown "$pid"
    echo "$name $pid $(suite_born "$pid")" >>"$dir/procs"
}

suite_proc_stop() # dir name [signal]: waits, then kills the whole session
{
    local dir=$1 name=$2 signal=${3:-TERM} pid born n
    [ -f "$dir/procs" ] || return 0
    while read -r pid born; do
        if [ "$(suite_born "$pid")" = "$born" ]; then
            kill -s "$signal" "$pid" 2>/dev/null
            # A worker goes when nginx has closed its kept connections, after 5 s of silence.
            for n in $(seq 240); do
                [ "$(suite_born "$pid")" = "$born" ] || break
                sleep 0.05
            done
            [ "$(suite_born "$pid")" = "$born" ] && suite_say "$name did not stop in 12 s and was killed"
            kill -s KILL -- "-$pid" 2>/dev/null
        fi
    done < <(sed -n "s/^$name //p" "$dir/procs")
    sed -i "/^$name /d" "$dir/procs"
}

# A limit of the shipped unit, in bytes or as a number: the programs run under the same ones here.
suite_limit() # name
{
    sed -n "s/^Limit$1=//p" "$suite_root/conf/systemd/qiao@.service" | numfmt --from=iec
}

suite_program() # dir program [QIAO_X=Y ...]
{
    local dir=$1 p=$2 with limit
    shift 2
    suite_env "$dir"
    limit=(prlimit --nofile="$(suite_limit NOFILE)" --as="$(suite_limit AS)")
    case $suite_bin in */san/bin) unset 'limit[2]' ;; esac # the sanitizers reserve terabytes of addresses
    suite_proc_start "$dir" "$p" "${with[@]}" QIAO_LISTEN="$dir/$p.sock" "$@" "${limit[@]}" "$suite_bin/qiao-$p"
}

suite_nginx_conf() # dir port
{
    local dir=$1 port=$2 conf=$1/nginx user=
    rm -rf "$conf" "$dir/share"
    mkdir -p "$conf/conf.d" "$conf/snippets" "$conf/tmp" "$dir/share"
    ln -s "$suite_root/templates" "$dir/share/templates"
    ln -s "$suite_root/conf/nginx/error" "$dir/share/error"
    cp "$suite_root"/conf/nginx/qiao_{http,limits}.conf "$conf/conf.d/"
    cp "$suite_root"/conf/nginx/qiao_{locations,fastcgi,pages,upload,headers,door}.conf "$conf/snippets/"
    sed -i "s#/run/qiao/#$dir/#; s#/usr/share/qiao#$dir/share#" "$conf"/*/*.conf
    [ "$(id -u)" = 0 ] && user='user root;'
    cat >"$conf/nginx.conf" <<END
$user
worker_processes 2;
daemon off;
pid $conf/nginx.pid;
error_log $dir/log/nginx.log notice;
events { worker_connections 512; }
http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    sendfile on;
    client_body_temp_path $conf/tmp/body;
    fastcgi_temp_path $conf/tmp/fastcgi;
    proxy_temp_path $conf/tmp/proxy;
    uwsgi_temp_path $conf/tmp/uwsgi;
    scgi_temp_path $conf/tmp/scgi;
    include conf.d/*.conf;
    access_log $dir/log/access.log qiao;
    # As behind a balancer: a test may come from any address.
    set_real_ip_from 127.0.0.1;
    real_ip_header X-Forwarded-For;
    server {
        listen 127.0.0.1:$port;
        server_name 127.0.0.1;
        include snippets/qiao_locations.conf;
        # Another application beside qiao, behind its door: it says what it was told.
        location /behind/ { include snippets/qiao_door.conf; proxy_pass http://unix:$dir/behind.listen; }
        location /behind/lead/ {
            set \$qiao_roles centre_lead,coordinator;
            include snippets/qiao_door.conf;
            proxy_pass http://unix:$dir/behind.listen;
        }
    }
    server {
        listen unix:$dir/behind.listen;
        access_log off;
        default_type text/plain;
        location / { return 200 "\$http_x_qiao_account|\$http_x_qiao_name|\$http_x_qiao_org|\$http_x_qiao_roles|\$request_method|\$request_uri"; }
    }
}
END
}

suite_may_start() # dir port: one sentence if not
{
    local dir=$1 port=$2 free need=80
    if ! mkdir -p "$dir/log" "$dir/mail" 2>/dev/null || ! touch "$dir/procs" 2>/dev/null; then
        suite_say "$dir cannot be written by $(id -un); it belongs to $(stat -c %U "$dir" 2>/dev/null || stat -c %U "$suite_root")."
        return 1
    fi
    [ -d "$dir/db" ] || need=400
    free=$(df -Pm "$dir" | awk 'NR == 2 { print $4 }')
    if [ "$free" -lt "$need" ]; then
        suite_say "the disk is full: $dir has $free MB left and $need MB are needed."
        return 1
    fi
    if [ "$port" -lt 1024 ] && [ "$(id -u)" != 0 ]; then
        suite_say "port $port needs root; choose one above 1023: make run PORT=8080"
        return 1
    fi
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        suite_say "port $port is in use$(ss -Hltnp "sport = :$port" 2>/dev/null | sed -nE 's/.*\(\("([^"]*)",pid=([0-9]*).*/ by \1 (process \2)/p' | head -n 1);" \
            "stop that, or choose another: make run PORT=$((port + 1))"
        return 1
    fi
    # A socket path has 107 bytes (unix(7)); ours are DIR/<program>.sock.
    if [ "${#dir}" -gt 90 ]; then
        suite_say "the path $dir is too long for sockets; move the tree to a shorter one."
        return 1
    fi
}

suite_admin() # dir arguments...
{
    local dir=$1 with
    shift
    suite_env "$dir"
    "${with[@]}" QIAO_DB_USER="$(id -un)" "$suite_bin/qiao-admin" "$@" --env /dev/null
}

suite_ready() # dir port: nginx and every program answer, and reach the database
{
    local p
    curl -sf -o /dev/null "http://127.0.0.1:$2/readyz" || return 1
    for p in $(suite_pages); do
        suite_admin "$1" ping "$1/$p.sock" >/dev/null 2>&1 || return 1
    done
}

suite_wait() # dir port: until all is ready; a program that ends says why
{
    local n p
    for n in $(seq 200); do
        suite_ready "$1" "$2" && return 0
        for p in $(suite_pages) nginx; do
            suite_alive "$1" "$p" && continue
            suite_say "$p ended at once; the last lines of $1/log/$p.log:"
            tail -n 5 "$1/log/$p.log" >&2
            return 1
        done
        sleep 0.05
    done
    suite_say "no answer on port $2 after 10 s; see $1/log/"
    return 1
}

suite_alive() # dir name
{
    local pid born
    read -r pid born < <(sed -n "s/^$2 //p" "$1/procs") && [ "$(suite_born "$pid")" = "$born" ]
}

suite_start() # dir port
{
    local dir=$1 port=$2 p with
    suite_stop "$dir"    # of one that was killed
    suite_may_start "$dir" "$port" || return 1
    echo "$port" >"$dir/port"
    for p in $(suite_pages); do rm -f "$dir/$p.sock"; done
    mkdir -p "$dir/spool" "$dir/credentials"
    chmod 700 "$dir/spool" "$dir/credentials"
    if ! mariadb_start "$dir" >"$dir/log/mariadb.start.log" 2>&1; then
        suite_say "MariaDB did not start; the last lines of $dir/log/mariadb.start.log:"
        tail -n 5 "$dir/log/mariadb.start.log" >&2
        return 1
    fi
    if ! suite_admin "$dir" migrate --schema "$suite_root/schema" >"$dir/log/migrate.log" 2>&1; then
        suite_say "the tables could not be made:"
        grep -v '^applied' "$dir/log/migrate.log" | tail -n 5 >&2
        return 1
    fi
    for p in $(suite_pages); do
        suite_program "$dir" "$p"
    done
    if [ -x "$suite_bin/qiao-post" ]; then
        suite_env "$dir"
        suite_proc_start "$dir" post "${with[@]}" "$suite_bin/qiao-post"
    fi
    suite_nginx_conf "$dir" "$port"
    suite_proc_start "$dir" nginx nginx -p "$dir/nginx/" -c nginx.conf -e "$dir/log/nginx.log"
    suite_wait "$dir" "$port"
}

suite_demo() # dir: once per database; what it prints (accounts, what to try) is kept in DIR/demo.txt
{
    local dir=$1 with
    [ -s "$dir/demo.txt" ] && return 0
    [ -x "$suite_bin/qiao-demo" ] || return 0
    suite_env "$dir"
    if ! "${with[@]}" QIAO_DB_USER="$(id -un)" "$suite_bin/qiao-demo" >"$dir/demo.new" 2>"$dir/log/demo.log"; then
        suite_say "the demo data could not be loaded:"
        tail -n 5 "$dir/log/demo.log" >&2
        return 1
    fi
    mv "$dir/demo.new" "$dir/demo.txt"
}

suite_code() # dir mail: six digits of a demo officer's second step
{
    local with
    suite_env "$1"
    "${with[@]}" QIAO_DB_USER="$(id -un)" "$suite_bin/qiao-demo" --code "$2"
}

suite_sweep() # dir: what the timers do each minute
{
    local p with n=0
    suite_env "$1"
    for p in $(suite_pages); do
        "${with[@]}" "$suite_bin/qiao-$p" --sweep >>"$1/log/$p.log" 2>&1 9>&- </dev/null || n=1
    done
    return $n
}

suite_restart() # dir program [QIAO_X=Y ...]
{
    suite_proc_stop "$1" "$2"
    suite_program "$@"
    suite_wait "$1" "$(cat "$1/port")"
}

suite_stop() # dir
{
    local dir=$1 name
    [ -f "$dir/procs" ] || return 0
    suite_proc_stop "$dir" nginx QUIT
    for name in $(cut -d' ' -f1 "$dir/procs"); do
        suite_proc_stop "$dir" "$name"
    done
    [ -d "$dir/db" ] && mariadb_stop "$dir" >>"$dir/log/mariadb.start.log" 2>&1
    return 0
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -u
    case ${1:-} in
    start) suite_start "$2" "$3" ;;
    stop) suite_stop "$2" ;;
    sweep) suite_sweep "$2" ;;
    restart) shift && suite_restart "$@" ;;
    *)
        sed -n '2,4p' "$0"
        exit 2
        ;;
    esac
fi
