#!/bin/bash
# The other compiler has no complaint either: same flags, no code made.
set -u
cd "$(dirname "$0")/../.." || exit 2
flags=$(env -u MAKEFLAGS make -s CC=clang flags) || exit 2
# shellcheck disable=SC2086
find cgi tests -name node_modules -prune -o -name '*.c' -print0 | xargs -0 -P "$(nproc)" -n 8 clang $flags -fsyntax-only
