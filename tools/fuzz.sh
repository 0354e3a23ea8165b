#!/usr/bin/env bash
# Hunts with the fuzzers for what nobody knows yet: fresh random seeds, and what earlier hunts have found.
#
#   tools/fuzz.sh                     each fuzzer for 60 s
#   tools/fuzz.sh 600 json ui_escape  these two, for ten minutes each
#
# What reaches new code is kept in build/fuzz/corpus/NAME. An input that crashes is left in build/fuzz/crashes; run
# build/fuzz/fuzzers/NAME with that file to see it again, and put it into tests/fuzz/corpus/NAME with what mends it: the
# test "fuzz: NAME" begins with those and tries the same each time (cmake/kaon_fuzz.cmake), so it finds little itself.
# KAON_FUZZ_BUILD names another build folder, configured with -DKAON_FUZZ=ON. The exit status is 1 after any crash.
set -u
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

case ${1:-} in
    --help | -h) sed -n '2,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" && exit 0 ;;
esac
seconds=60
if [[ ${1:-} =~ ^[0-9]+$ ]]; then seconds=$((10#$1)) && shift; fi
[ "$seconds" -gt 0 ] || fail "a hunt takes at least one second" 2

build=${KAON_FUZZ_BUILD:-$root/build/fuzz}
[ -n "${KAON_FUZZ_BUILD:-}" ] || { setup_packages build && setup_configure fuzz; }
mapfile -t known < <(ctest --test-dir "$build" -N | sed -n 's/.*: fuzz: //p')
names=("$@")
[ $# -gt 0 ] || names=("${known[@]}")
for name in "${names[@]}"; do
    [[ " ${known[*]} " == *" $name "* ]] || fail "there is no fuzzer $name; there are: ${known[*]}" 2
done
step "Building $build"
ninja -C "$build" -j "$jobs" "${names[@]/#/fuzz_}" >&2 </dev/null || fail "the build failed; the first error is above"

crashed=0
mkdir -p "$build/crashes"
for name in "${names[@]}"; do
    step "$name for $seconds s"
    corpus=("$build/corpus/$name")
    mkdir -p "${corpus[0]}"
    [ ! -d "$root/tests/fuzz/corpus/$name" ] || corpus+=("$root/tests/fuzz/corpus/$name")
    log=$build/crashes/$name.log
    if "$build/fuzzers/$name" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 \
        "-artifact_prefix=$build/crashes/${name}_" "${corpus[@]}" >"$log" 2>&1 </dev/null; then
        sed -n 's/^stat::number_of_executed_units: */   inputs tried: /p' "$log"
        echo "   inputs that reach something of their own: $(find "${corpus[0]}" -type f | wc -l)"
    else
        crashed=$((crashed + 1))
        grep -E '^(SUMMARY|.*ERROR:)|Test unit written to|runtime error' "$log"
        echo "   the rest is in $log"
    fi
done
[ "$crashed" = 0 ] || fail "$crashed of ${#names[@]} fuzzers found something"
