#!/usr/bin/env bash
# visit.sh SERVER: what ./run --check does, on a program that is built already.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root" && source tools/setup.sh && source tools/check.sh && check_consultant "$1" 127.0.0.1 0
