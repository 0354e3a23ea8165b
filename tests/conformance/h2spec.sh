#!/bin/bash
# Runs h2spec, the conformance suite for HTTP/2 servers, against a server that it starts: h2spec.sh SERVER FOLDER
#
# SERVER is tests/conformance/h2_server.cpp; h2spec is fetched through Go's proxy into FOLDER once. Where Go or the
# proxy is missing it says so and ends with 77, which CTest shows as skipped; our own tests of the same rules are in
# kaon/http/h2. Every case must pass over TLS. In the clear one does not apply: a preface that is none (3.5/2) may be a
# request of HTTP/1.1, which that port speaks too, and is answered 400 instead of being cut off without a word.
set -u
[ $# -eq 2 ] || { echo "usage: ${0##*/} SERVER FOLDER" >&2; exit 2; }
program=$1 folder=$2
h2spec=$folder/h2spec
version=v2.2.1+incompatible

skip() {
    echo "skipped: $*"
    exit 77
}

if ! [ -x "$h2spec" ]; then
    command -v go >/dev/null || skip "h2spec needs Go to be built, and there is none"
    mkdir -p "$folder"
    package=github.com/summerwind/h2spec/cmd/h2spec
    GOBIN=$folder timeout 200 go install "$package@$version" >"$folder/h2spec.log" 2>&1 ||
        skip "h2spec cannot be fetched: $(tail -n 1 "$folder/h2spec.log")"
fi

server=''
finish() { [ -z "$server" ] || kill "$server" 2>/dev/null; }
trap finish EXIT

# run EXPECTED FAILURE [tls]: the last line of the suite's report, and the one case that may fail ("" for none).
run() {
    local said port='' report tries=0
    said=$(mktemp)
    "$program" ${3:+"$3"} >"$said" &
    server=$!
    until port=$(sed -n 's/^listening on .*://p' "$said") && [ -n "$port" ]; do
        tries=$((tries + 1))
        kill -0 "$server" 2>/dev/null && [ $tries -le 200 ] || { echo "the server does not listen" >&2; exit 1; }
        sleep 0.05
    done
    rm -f "$said"
    report=$(timeout 60 "$h2spec" -h 127.0.0.1 -p "$port" -o 3 ${3:+-t -k} 2>&1)
    kill "$server"
    wait "$server" || { echo "the server ended with $?" >&2; exit 1; }
    server=''
    local failed
    failed=$(sed -n '/^Failures:/,$p' <<<"$report" | sed -n 's/^ *× [0-9]*: //p')
    echo "${3:-in the clear}: $(tail -n 1 <<<"$report")"
    if [ "$(tail -n 1 <<<"$report")" != "$1" ] || [ "$failed" != "$2" ]; then
        sed -n '/^Failures:/,$p' <<<"$report" >&2
        echo "expected: $1 ${2:+($2)}" >&2
        exit 1
    fi
}

run '145 tests, 145 passed, 0 skipped, 0 failed' '' tls
run '145 tests, 144 passed, 0 skipped, 1 failed' 'Sends invalid connection preface'
