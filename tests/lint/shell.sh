#!/bin/bash
# Scripts parse, and the JavaScript of tests and pages too.
set -u
cd "$(dirname "$0")/../.." || exit 2
wrong=0
while read -r f; do
    case $(head -n 1 "$f") in
    '#!/bin/bash'*) bash -n "$f" || wrong=1 ;;
    '#!/bin/sh'*) sh -n "$f" || wrong=1 ;;
    esac
    case $f in
    *.sh | */run) [ -x "$f" ] || { echo "$f: not executable"; wrong=1; } ;;
    esac
done < <(find .ci .githooks tests conf -name node_modules -prune -o -type f \( -name '*.sh' -o -name run -o -path './.githooks/*' \) -print 2>/dev/null)
while read -r f; do
    node --check "$f" || wrong=1
done < <(find tests templates -name node_modules -prune -o -type f \( -name '*.mjs' -o -name '*.cjs' -o -name '*.js' \) -print)
exit $wrong
