#!/bin/bash
# Templates: what ClearSilver would print unescaped or run is not used (PERFORMANCE 2, SECURITY 18), nothing inline
# that the Content-Security-Policy forbids, addresses only through url_validate, comments by <?cs # ?> alone.
set -u
cd "$(dirname "$0")/../.." || exit 2
wrong=0

find templates -name '*.cs' | sort | xargs awk '
function bad(what) { print FILENAME ":" FNR ": " what; wrong = 1 }
{
    s = $0
    while (match(s, /<\?cs[ \t]+(#|\/?[a-z]+)/)) {
        word = substr(s, RSTART, RLENGTH); sub(/^<\?cs[ \t]+/, "", word)
        s = substr(s, RSTART + RLENGTH)
        if (word !~ /^(#|\/?(var|if|elif|else|each|with|loop|def|call|set|include|escape))$/)
            bad("<?cs " word ": not in our templates")
        if (word == "include" && s !~ /^:"[a-z_\/]+\.cs"/) bad("include: of a constant name only")
        if (word == "escape" && s !~ /^:[ ]*"(url|html)"/) bad("escape: url or html only")
    }
    t = $0
    gsub(/<\?cs[^?]*\?>/, "\1", t)
    if (t ~ /<script/ && t !~ /<script src="\//) bad("a script of the page itself")
    if (t ~ /<style|[ \t]style=|[ \t]on[a-z]+=/) bad("inline style or handler")
    if (t ~ /javascript:/) bad("javascript:")
    u = $0
    while (match(u, /(href|src|action|formaction)="<\?cs +var:[^?]*\?>/)) {
        v = substr(u, RSTART, RLENGTH); u = substr(u, RSTART + RLENGTH)
        if (v !~ /var:(url_validate\(|T\.)/) bad(v ": an address goes through url_validate()")
    }
    if ($0 ~ /(url_escape|html_escape|js_escape|url_validate|text_html)\([^)]*\) *\+|\+ *(url_escape|html_escape|js_escape|url_validate|text_html)\(/)
        bad("an escape function inside + switches escaping off for all of it")
}
END { exit wrong }' || wrong=1

# Whole files, because a tag may end on another line: marks for our tags, quoted values out, then no value may be left.
while read -r file; do
    tr '\n' ' ' <"$file" | sed -E 's/<\?cs[^?]*(\?[^>][^?]*)*\?>/\x01/g; s/="[^"]*"//g' |
        grep -oE '[a-z]+=[^" >]*.{0,30}' | sed "s|^|$file: an attribute without quotes: |"
done < <(find templates -name '*.cs') | tr '\001' '@' | grep . && wrong=1
exit $wrong
