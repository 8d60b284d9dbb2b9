#!/bin/bash
# cppcheck over our C. Left out: advice on style that our tables and callbacks cannot follow.
set -u
cd "$(dirname "$0")/../.." || exit 2
mkdir -p build/cppcheck
exec cppcheck --quiet --error-exitcode=1 --std=c11 --platform=unix64 -j 2 --inline-suppr \
    --enable=warning,performance,portability --cppcheck-build-dir=build/cppcheck \
    --suppress=missingIncludeSystem --suppress=unknownMacro --suppress=normalCheckLevelMaxBranches \
    -D_GNU_SOURCE -DSIZE_MAX=18446744073709551615ULL -Icgi/common -Icgi --template='{file}:{line}: {severity} {id}: {message}' cgi
