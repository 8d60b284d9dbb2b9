#!/bin/bash
# The shipped configuration, installed into a folder: nginx takes it whole, systemd takes the units and finds them
# closed enough (SECURITY 38), each setting stands in conf/env with the default of the table, MariaDB knows each
# option, static files have their compressed twin.
set -u
cd "$(dirname "$0")/../.." || exit 2
to=$(mktemp -d) || exit 2
trap 'rm -rf "$to"' EXIT
wrong=0
complain() { echo "$*"; wrong=1; }

B=${B:-build} DESTDIR=$to tests/lib/install.sh || complain "make install failed"

# nginx: the site as an administrator would enable it, with a certificate of our own.
etc=$to/etc/nginx
cp /etc/nginx/mime.types "$etc/"
mkdir -p "$to/log" "$to/tmp"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=qiao.example -keyout "$to/key.pem" -out "$to/cert.pem" 2>/dev/null
sed -i "s#/var/log/nginx#$to/log#; s#/etc/ssl/qiao/fullchain.pem#$to/cert.pem#; s#/etc/ssl/qiao/privkey.pem#$to/key.pem#" \
    "$etc/sites-available/qiao.conf"
cat >"$etc/nginx.conf" <<END
pid $to/nginx.pid;
error_log stderr warn;
events { }
http {
    include mime.types;
    include conf.d/*.conf;
    include sites-available/qiao.conf;
}
END
out=$(nginx -t -q -e stderr -p "$to/" -c "$etc/nginx.conf" 2>&1) || complain "nginx -t: $out"
[ -z "$out" ] || complain "nginx -t: $out"

# An add_header or fastcgi_param of its own drops all inherited ones (SECURITY row 5).
out=$(awk '
/^ *location/ { head = 0; own = 0; pass = 0; fast = 0; where = FNR }
/include snippets\/qiao_headers.conf/ { head = 1 }
/include snippets\/qiao_fastcgi.conf/ { fast = 1 }
/^ *add_header/ && !head { print FILENAME ":" FNR ": add_header without qiao_headers.conf in this location" }
/^ *fastcgi_param/ { print FILENAME ":" FNR ": fastcgi_param outside qiao_fastcgi.conf" }
/fastcgi_pass [a-z]/ && !fast { print FILENAME ":" FNR ": fastcgi_pass without qiao_fastcgi.conf" }
' conf/nginx/qiao_locations.conf conf/nginx/qiao.conf)
[ -z "$out" ] || complain "$out"
# A page nginx hands to login is one of its routes.
for name in $(sed -nE 's#^location ~ \^/\((.*)\)\?\$ \{#\1#p' conf/nginx/qiao_locations.conf | tr '|' ' '); do
    grep -q "{ \.path = \"/$name\"" cgi/login/main.c || complain "qiao_locations.conf: no program answers /$name"
done
# A route that takes more than a form needs a location that lets it through.
for path in $(tr '\n' ' ' <<<"$(cat cgi/*/main.c)" | grep -oE '\{ \.path = "[^"]*"[^{}]*\.body_max' | sed -E 's/.*path = "([^"]*)".*/\1/'); do
    grep -A 8 "^location = $path {" conf/nginx/qiao_locations.conf | grep -q qiao_upload.conf ||
        complain "qiao_locations.conf: no upload location for $path"
done
most=$(sed -nE 's#.*MULTIPART_MAX = ([0-9]+) << 20,.*#\1#p' cgi/common/http/http.h)
grep -q "client_max_body_size ${most}m;" conf/nginx/qiao_upload.conf || complain "qiao_upload.conf: not the size of http.h"
for p in $(sed -n 's#^upstream qiao_\([a-z]*\) .*#\1#p' conf/nginx/qiao_http.conf); do
    grep -q "server unix:/run/qiao/$p.sock;" conf/nginx/qiao_http.conf || complain "qiao_http.conf: socket of $p"
    [ -f "conf/env/$p.env" ] || complain "conf/env/$p.env is missing"
done

# systemd: the templates as instances of each program, the paths below our folder.
units=$to/units
mkdir -p "$units"
for unit in conf/systemd/*; do
    name=${unit##*/}
    case $name in
    *@*) for p in $(sed -n 's#^upstream qiao_\([a-z]*\) .*#\1#p' conf/nginx/qiao_http.conf); do cp "$unit" "$units/${name/@/@$p}"; done ;;
    *) cp "$unit" "$units/$name" ;;
    esac
done
sed -i "s#^ExecStart=/usr/lib/qiao/[^ ]*#ExecStart=/bin/true#" "$units"/*.service
out=$(cd "$units" && systemd-analyze verify --recursive-errors=no ./*.service ./*.socket ./*.timer ./*.target 2>&1) ||
    complain "systemd-analyze verify: $out"
[ -z "$out" ] || complain "systemd-analyze verify: $out"
for unit in conf/systemd/*.service; do
    systemd-analyze security --no-pager --offline=yes --threshold=20 "$unit" >"$to/security" 2>&1 ||
        complain "$unit: $(tail -n 1 "$to/security")"
done
# What one program may take of the host (SECURITY 5); the suites of the tests run under the same limits.
for unit in conf/systemd/*.service; do
    for limit in LimitAS=512M LimitNOFILE=256 LimitCORE=0 TasksMax=64 MemoryMax=; do
        grep -q "^$limit" "$unit" || complain "$unit: $limit is missing"
    done
done
systemd-sysusers --dry-run "$PWD"/conf/sysusers.d/qiao.conf >/dev/null 2>"$to/out" || complain "sysusers.d: $(cat "$to/out")"

# Settings: every one of the table in common.env or a program's file, with the same default; and no other.
sed -nE 's/^ *\[SET_[A-Z_]+\] = \{ "([A-Z_]+)", S_[A-Z]+, "([^"]*)".*/\1=\2/p' cgi/common/base/setting.c | sort >"$to/table"
sed -nE 's/^#?QIAO_([A-Z_]+)=(.*)/\1=\2/p' conf/env/*.env | sort -u >"$to/files"
[ -s "$to/table" ] || complain "no settings found in cgi/common/base/setting.c"
out=$(diff "$to/table" "$to/files") || complain "conf/env against the table of settings:"$'\n'"$out"

# qiao-admin run by hand takes its settings from the installed file: all of them are known, and a wrong one is told.
admin=${B:-build}/bin/qiao-admin
out=$("$admin" lang "$to/usr/share/qiao/templates" --env "$to/etc/qiao/common.env" 2>&1) || complain "$admin lang: $out"
echo 'QIAO_NOTHING=1' >>"$to/etc/qiao/common.env"
"$admin" lang "$to/usr/share/qiao/templates" --env "$to/etc/qiao/common.env" 2>&1 | grep -q '^QIAO_NOTHING is no setting' ||
    complain "$admin does not read the file of --env"

# MariaDB: an unknown option would stop the server.
mkdir -p "$to/mysql-files"
sed "s#/var/lib/mysql-files#$to/mysql-files#" conf/mariadb/qiao.cnf >"$to/my.cnf"
for more in '' conf/mariadb/qiao-galera.cnf; do
    [ -z "$more" ] || grep -v '^wsrep_on' "$more" >>"$to/my.cnf"
    out=$(mariadbd --defaults-file="$to/my.cnf" --user="$(id -un)" --verbose --help 2>&1 >/dev/null | grep -iE 'error|unknown')
    [ -z "$out" ] || complain "mariadbd: $more $out"
done

logrotate --version >/dev/null 2>&1 && { out=$(logrotate -d conf/logrotate.d/qiao-nginx 2>&1 | grep -i '^error') && complain "$out"; }
for css in "$to"/usr/share/qiao/templates/static/*.css; do
    [ ! -e "$css" ] || gzip -dc "$css.gz" | cmp -s - "$css" || complain "$css has no compressed twin"
done

# Error pages of nginx say what the catalogues say, in every language.
for page in 403 413 429; do
    for file in templates/common/lang/*.hdf; do
        title=$(sed -nE "s/^ *$page\.title = (.*)/\1/p" "$file")
        grep -qF "$title" "conf/nginx/error/$page.html" || complain "error/$page.html does not say what $file says: $title"
    done
done
exit $wrong
