#!/bin/bash
# make install: puts what was built and what is shipped where Debian expects it (DESIGN D3), below DESTDIR.
# Must not start, enable or ask anything; files of /etc that are there already are kept.
set -eu
cd "$(dirname "$0")/../.."
to=${DESTDIR:-}

put() # mode source... folder
{
    local mode=$1
    shift
    install -d "$to${*: -1}"
    install -m "$mode" "${@:1:$#-1}" "$to${*: -1}"
}
keep() # source target: configuration an administrator may have changed
{
    [ -e "$to$2" ] && return 0
    install -D -m 644 "$1" "$to$2"
}
tree() # source target: a folder of files read by all
{
    (cd "$1" && find . -type f) | while read -r file; do
        install -D -m 644 "$1/$file" "$to$2/$file"
    done
}

for bin in "${B:-build}"/bin/qiao-*; do
    [ -x "$bin" ] || continue
    case $bin in
    */qiao-admin) put 755 "$bin" /usr/sbin && put 755 "$bin" /usr/lib/qiao ;; # a command, and the pages of /admin
    */qiao-demo) put 755 "$bin" /usr/sbin ;;
    *) put 755 "$bin" /usr/lib/qiao ;;
    esac
done

tree templates /usr/share/qiao/templates
find "$to/usr/share/qiao/templates" -path '*/static/*' \( -name '*.css' -o -name '*.js' -o -name '*.svg' \) -exec gzip -9nkf {} +
tree schema /usr/share/qiao/schema
tree conf/nginx/error /usr/share/qiao/error

for file in http limits; do keep conf/nginx/qiao_$file.conf /etc/nginx/conf.d/qiao_$file.conf; done
for file in locations fastcgi pages upload headers door; do
    keep conf/nginx/qiao_$file.conf /etc/nginx/snippets/qiao_$file.conf
done
keep conf/nginx/qiao.conf /etc/nginx/sites-available/qiao.conf
for file in conf/env/*.env; do keep "$file" "/etc/qiao/${file##*/}"; done
keep conf/mariadb/qiao.cnf /etc/mysql/mariadb.conf.d/90-qiao.cnf
put 644 conf/mariadb/qiao-galera.cnf /usr/share/qiao # only for a cluster, by hand
keep conf/logrotate.d/qiao-nginx /etc/logrotate.d/qiao-nginx

tree conf/systemd /lib/systemd/system
tree conf/sysusers.d /usr/lib/sysusers.d
tree conf/tmpfiles.d /usr/lib/tmpfiles.d
[ ! -f README.md ] || put 644 README.md /usr/share/doc/qiao
