#!/bin/bash
# The phases of tests/run, which sources this: what each runs and how it counts. Each adds to $passed and $failed,
# keeps its logs in $logs and names every failure with its log.

wanted() # name
{
    case ${1##*/} in *"${ONLY:-}"*) return 0 ;; esac
    return 1
}

pass() { passed=$((passed + 1)); }
fault() # name log
{
    failed=$((failed + 1))
    echo "  failed: $1   ($2)"
}

# Counts of a TAP log: "ok", "not ok"; a skipped test has not passed. A program that ends badly without naming
# a failed test, or without running any, is a failure itself.
count_tap() # name log exit-status
{
    local ok bad skipped
    skipped=$(grep -cE '^ *ok .*# (SKIP|skip)' "$2")
    ok=$(($(grep -cE '^ok ' "$2") - skipped))
    bad=$(($(grep -cE '^not ok ' "$2") + skipped))
    passed=$((passed + ok))
    if [ "$bad" -gt 0 ]; then
        failed=$((failed + bad))
        echo "  failed: $1   ($2)"
        grep -E -A 3 '^(not ok|ok .*# (SKIP|skip))' "$2" | head -n 20 | sed 's/^/    /'
    elif [ "$3" != 0 ]; then
        fault "$1 ended with status $3" "$2"
        tail -n 8 "$2" | sed 's/^/    /'
    elif [ "$ok" = 0 ]; then
        fault "$1 ran no test" "$2"
    fi
}

run_cmocka() # program [wrapper ...]
{
    local bin=$1 name=${1##*/} log=$logs/${1##*/}.log
    shift
    wanted "$name" || return 0
    CMOCKA_MESSAGE_OUTPUT=TAP timeout -k 5 300 "$@" "$bin" >"$log" 2>&1 </dev/null
    count_tap "$name" "$log" $?
}

run_node() # file
{
    local name=${1##*/} log=$logs/${1##*/}.log ok bad
    wanted "$name" || return 0
    NODE_OPTIONS="--require=$TEST_ROOT/tests/lib/node18.cjs" timeout -k 5 2400 node --test --test-reporter=tap "$1" >"$log" 2>&1 </dev/null
    local status=$?
    ok=$(sed -n 's/^# pass //p' "$log" | tail -n 1)
    bad=$(awk '/^# (fail|cancelled|skipped|todo) / { n += $3 } END { print n + 0 }' "$log")
    passed=$((passed + ${ok:-0}))
    if [ "$bad" -gt 0 ]; then
        failed=$((failed + bad))
        echo "  failed: $name   ($log)"
        grep -E -A 3 '^ *(not ok|ok .*# [ST]|error:)' "$log" | grep -vE '^ *(---|--|(duration_ms|location|code|failureType).*|)$' | head -n 40 | cut -c 1-300 | sed 's/^ */    /'
    elif [ "$status" != 0 ] || [ "${ok:-0}" = 0 ]; then
        fault "$name ended with status $status after ${ok:-0} tests" "$log"
    fi
}

own_make() { env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS make -k -j"$(nproc)" ${SAN:+SAN=1} "$@"; }

# Everything there is to build: a program or test that does not come out is a failure of its own.
phase_build()
{
    local log=$logs/make.log goal
    own_make all tests >"$log" 2>&1
    own_make -s list >"$logs/list"
    while read -r goal; do
        if own_make -q "$goal" >/dev/null 2>&1; then pass; else fault "$goal" "$log"; fi
    done <"$logs/list"
    grep -E '(error|undefined reference)' "$log" | head -n 10 | sed 's/^/    /'
}

phase_lint()
{
    local script name
    for script in tests/lint/*.sh; do
        name=${script##*/}
        wanted "$name" || continue
        if timeout 300 "$script" >"$logs/$name.log" 2>&1 </dev/null; then
            pass
        else
            fault "$script" "$logs/$name.log"
            head -n 20 "$logs/$name.log" | sed 's/^/    /'
        fi
    done
}

c_tests() { find tests/"$1" -name 'test_*.c' | sort | sed "s#^tests/\(.*\)\.c\$#$B/\1#"; }

phase_unit()
{
    local bin
    for bin in $(c_tests unit); do
        run_cmocka "$bin"
    done
}

# Runs `act name logs` for each line, as many at once as there are cores; $logs/results has "ok name" or "not ok name".
# For what does not measure time.
at_a_time() # act
{
    export -f "$1"
    export logs
    xargs -P "$(nproc)" -I{} bash -c 'if "$0" "$1"; then echo "ok $1"; else echo "not ok $1"; fi >>"$logs/results"' "$1" {}
}

memory_one() # program
{
    timeout -k 5 240 valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
        "$1" >"$logs/${1##*/}.log" 2>&1 </dev/null
}

# The unit tests again under valgrind: uninitialised bytes and leaks that the sanitizers' build may not show. Not those
# that measure time or keep processes of their own, nor the password hash, which is 30 times slower there.
phase_memory()
{
    local bin name log
    for bin in $(c_tests unit | grep -vE '/test_(serve|prefork|password)$'); do
        wanted "$bin" && echo "$bin"
    done | at_a_time memory_one
    while read -r name; do
        log=$logs/${name##*/}.log
        case $name in
        ok*) pass ;;
        *)
            fault "valgrind ${name##*/}" "$log"
            grep -m 6 -E '^==|FAILED|rror:' "$log" | sed 's/^/    /'
            ;;
        esac
    done < <(sort "$logs/results" 2>/dev/null)
}

free_port() # from: one nobody listens on; two that look at the same moment do not find the same
{
    local port=$(($1 + $$ % 40))
    while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
    echo "$port"
}

suites= beside= # beside: process that runs tests of this phase at the same time
stop_suites()
{
    local dir
    [ -z "$beside" ] || kill $(cat "/proc/$beside/task/$beside/children" 2>/dev/null) "$beside" 2>/dev/null
    for dir in $suites; do suite_stop "$dir"; done
    suites= beside=
}

# A database with all tables and nothing in them, under $logs.
start_database()
{
    suites="$suites $logs"
    mkdir -p "$logs"/{log,spool,credentials,mail}
    touch "$logs/procs"
    mariadb_start "$logs" >"$logs/log/mariadb.start.log" 2>&1 &&
        suite_admin "$logs" migrate --schema "$TEST_ROOT/schema" >"$logs/log/migrate.log" 2>&1 && return 0
    fault 'a database with all tables' "$logs/log/"
    grep -hv '^applied\|\[Note\]' "$logs"/log/m*.log | tail -n 5 | sed 's/^/    /'
    return 1
}

phase_check()
{
    local p with
    if start_database; then
        suite_env "$logs"
        for p in $(suite_pages) post; do
            wanted "$p" || continue
            if timeout 60 "${with[@]}" "$suite_bin/qiao-$p" --check >"$logs/$p.log" 2>&1 </dev/null; then
                pass
            else
                fault "qiao-$p --check" "$logs/$p.log"
                tail -n 12 "$logs/$p.log" | sed 's/^/    /'
            fi
        done
        if tests/lib/now.sh "$logs" | cmp -s - schema/now.sql; then
            pass
        else
            fault "schema/now.sql is not what the files make: make schema" "$logs/log/migrate.log"
        fi
    fi
    stop_suites
}

# make schema: the structure of a fresh database into schema/now.sql.
phase_schema()
{
    if start_database && tests/lib/now.sh "$logs" >"$logs/now.sql"; then
        cp "$logs/now.sql" schema/now.sql && pass
    fi
    stop_suites
}

phase_store()
{
    local bin with
    if start_database; then
        suite_env "$logs"
        for bin in $(c_tests store); do
            run_cmocka "$bin" "${with[@]}" CMOCKA_MESSAGE_OUTPUT=TAP QIAO_DB_USER="$(id -un)"
        done
    fi
    stop_suites
}

fuzz_one() # target seconds logs
{
    local name=${1##*/} dir=$3/${1##*/} extra=()
    mkdir -p "$dir/found"
    [ -f "tests/fuzz/$name.dict" ] && extra+=("-dict=tests/fuzz/$name.dict")
    [ -d "tests/fuzz/corpus/${name#fuzz_}" ] && extra+=("tests/fuzz/corpus/${name#fuzz_}")
    if [ -x "$1" ] && "$1" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 -artifact_prefix="$dir/" -verbosity=1 \
        -print_final_stats=1 "$dir/found" "${extra[@]}" >"$3/$name.log" 2>&1 </dev/null; then
        echo "ok $name" >>"$3/results"
    else
        echo "not ok $name" >>"$3/results"
    fi
}

phase_fuzz()
{
    local name list
    own_make FUZZ=1 fuzzers >"$logs/make.log" 2>&1
    export -f fuzz_one
    list=$(find tests/fuzz -name 'fuzz_*.c' | sort | sed 's#^tests/\(.*\)\.c$#build/fuzz/\1#' |
        while read -r name; do wanted "$name" && echo "$name"; done)
    [ -n "$list" ] || return 0
    echo "$list" | xargs -P 2 -I{} bash -c 'fuzz_one "$@"' - {} "${FUZZ_S:-60}" "$logs"
    while read -r name; do
        case $name in
        ok*) pass ;;
        *)
            fault "${name#not ok }" "$logs/${name#not ok }.log"
            grep -hE -m 4 'ERROR|SUMMARY|runtime error|error:' "$logs/${name#not ok }.log" "$logs/make.log" | sed 's/^/    /'
            ;;
        esac
    done <"$logs/results"
}

# npm's test tools, only when the lock file is not the one installed.
node_modules()
{
    local sum
    sum=$(cat tests/package.json tests/package-lock.json | sha256sum)
    [ "$(cat tests/node_modules/.lock-sum 2>/dev/null)" = "$sum" ] && return 0
    echo "  installing the test tools of tests/package-lock.json"
    (cd tests && npm ci --ignore-scripts --no-audit --no-fund) >"$logs/npm.log" 2>&1 </dev/null &&
        echo "$sum" >tests/node_modules/.lock-sum && return 0
    fault 'npm ci in tests/' "$logs/npm.log"
    return 1
}

# The letters of the demo data are on their way out; a scene about mail must not wait behind them.
letters_sent() # dir
{
    local n
    for n in $(seq 300); do
        n=$(mariadb --no-defaults -NB -S "$1/db.sock" qiao -e "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'") || return 1
        [ "$n" = 0 ] && return 0
        sleep 0.1
    done
    echo "the letters of the demo data were not sent in 30 s"
    return 1
}

scenes_of() # folder under tests/
{
    local file
    find "tests/$1" -name '*.test.mjs' 2>/dev/null | sort | while read -r file; do wanted "$file" && echo "$file"; done
}

scenes() # name of the suite, first port, files
{
    local file port suite=$logs/$1 log=$logs/$1.start.log
    [ $# -gt 2 ] || return 0
    node_modules || return 0
    port=$(free_port "$2")
    suites="$suites $suite"
    if suite_start "$suite" "$port" >"$log" 2>&1 && suite_demo "$suite" >>"$log" 2>&1 &&
        letters_sent "$suite" >>"$log" 2>&1; then
        for file in "${@:3}"; do
            TEST_URL=http://127.0.0.1:$port TEST_DIR=$suite run_node "$file"
        done
    else
        fault "the suite $1" "$log"
        tail -n 8 "$log" | sed 's/^/    /'
    fi
    suite_stop "$suite"
}

# Two groups of scenes at the same time, each with a suite of its own: alone, either would leave the machine waiting.
at_once() # first port, files, --, the other files
{
    local port=$1 one=() more='0 0'
    shift
    while [ "$1" != -- ]; do
        one+=("$1")
        shift
    done
    shift
    node_modules || return 0
    suites="$suites $logs/rest"
    (
        passed=0 failed=0 suites=
        scenes rest $((port + 50)) "$@" >"$logs/rest.out"
        echo "$passed $failed" >"$logs/rest.count"
    ) &
    beside=$!
    scenes suite "$port" "${one[@]}"
    wait "$beside"
    beside=
    cat "$logs/rest.out"
    read -r more <"$logs/rest.count" || fault 'the tests beside the others' "$logs/rest.out"
    passed=$((passed + ${more% *})) failed=$((failed + ${more#* }))
}

phase_web() { at_once 18100 $(scenes_of web | sed -n 'p;n') -- $(scenes_of web | sed -n 'n;p'); }
# Opening every page in every language takes as long as all the rest.
phase_browser() { at_once 18200 $(scenes_of browser | grep '/pages\.test') -- $(scenes_of browser | grep -v '/pages\.test'); }
phase_fault() { scenes suite 18300 $(scenes_of fault); }
