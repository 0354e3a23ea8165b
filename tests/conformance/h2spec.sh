#!/bin/bash
# Runs h2spec, the conformance suite for HTTP/2 servers, against a server that listens already: h2spec.sh HOST PORT
#
# Not installed: says so and how to get it, and ends well; our own tests of the same rules are in kaon/http/h2.
set -u
[ $# -eq 2 ] || { echo "usage: ${0##*/} HOST PORT" >&2; exit 2; }
h2spec=$(command -v h2spec || echo "$(go env GOPATH 2>/dev/null)/bin/h2spec")
if ! [ -x "$h2spec" ]; then
    echo "h2spec is not installed: go install github.com/summerwind/h2spec/cmd/h2spec@latest"
    exit 0
fi
timeout 180 "$h2spec" -h "$1" -p "$2" -o 2 | tail -n 60
exit 0
