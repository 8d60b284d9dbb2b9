#!/bin/bash
# Includes against the layers of DESIGN 3: own folder and below, never sideways, never up; each
# foreign library is known to one place only. Prints what is wrong.
set -u
cd "$(dirname "$0")/../.." || exit 2

find cgi -name '*.[ch]' | sort | xargs awk '
BEGIN {
    low = "base"; mid = low " http data view crypt"
    may["base"] = low; may["http"] = low; may["data"] = low; may["view"] = low; may["crypt"] = low
    may["form"] = mid; may["document"] = mid; may["auth"] = mid; may["flow"] = mid
    all = mid " form flow auth document"
    may["app"] = all
    # A header of one layer-2 folder that another may see: the roles, as bits; the catalogue of faults.
    extra["flow auth/role.h"] = 1; extra["form auth/role.h"] = 1; extra["document auth/role.h"] = 1
    extra["flow form/form.h"] = 1    # a guard that says no is a fault
    home["fcgiapp.h"] = "http"; home["mysql.h"] = "data"; home["mariadb/mysql.h"] = "data"; home["errmsg.h"] = "data"
    home["mysqld_error.h"] = "data"; home["ClearSilver.h"] = "view"; home["sodium.h"] = "crypt"
    home["curl/curl.h"] = "post"; home["qrencode.h"] = "login"
}
FNR == 1 {
    n = split(FILENAME, part, "/")
    common = part[2] == "common"
    dir = common ? part[3] : part[2]
    file = part[n]
}
function bad(what) { print FILENAME ":" FNR ": " what; wrong = 1 }
function has(list, word) { return index(" " list " ", " " word " ") > 0 }
/^#[ \t]*include[ \t]*</ {
    split($0, q, /[<>]/); h = q[2]
    owner = h ~ /^openssl\// ? "crypt" : h ~ /^ClearSilver/ ? "view" : home[h]
    if (owner != "" && owner != dir) bad("<" h "> is known to " owner " only")
    next
}
/^#[ \t]*include[ \t]*"/ {
    split($0, q, /"/); h = q[2]
    if (index(h, "/") == 0) next
    split(h, w, "/"); to = w[1]
    if (to == dir) next
    if (common) {
        if (!has(may[dir], to) && !((dir " " h) in extra)) bad("\"" h "\": " dir " must not know " to)
        next
    }
    # Demo data are made by the rules of the programs, so that they cannot disagree with them.
    if (dir == "demo" && (to == "apply" || to == "org")) next
    if (to != "app" && !has(all, to)) { bad("\"" h "\": a program includes common and itself only"); next }
    if (file ~ /rules/ && to != "base") bad("\"" h "\": rules see base only")
    if (h == "data/db.h" && file !~ /store/ && dir !~ /^(admin|demo)$/) bad("\"" h "\": statements belong into a store file")
    if (file ~ /store/ && file ~ /\.c$/ && (to == "http" || h == "view/view.h")) bad("\"" h "\": a store sees no " to)
    if (to == "app" && h != "app/app.h") bad("\"" h "\": only app.h is public")
}
END { exit wrong }'
