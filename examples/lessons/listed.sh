#!/usr/bin/env bash
# Compares the lessons that README.md lists with those that CMakeLists.txt builds and with the files, order included.
cd "$(dirname "$0")" || exit 1
listed=$(sed -n 's/^| \[\([a-z_]*\)\](\1\.cpp) | .*/\1/p' README.md)
built=$(sed -n 's/^kaon_lesson(\([a-z_]*\).*/\1/p' CMakeLists.txt)
files=$(printf '%s\n' ./*.cpp | sed 's/^\.\///; s/\.cpp$//')
status=0
diff <(echo "$listed") <(echo "$built") || { echo "README.md (<) and CMakeLists.txt (>) differ" && status=1; }
diff <(sort <<<"$listed") <(sort <<<"$files") || { echo "README.md (<) and the files (>) differ" && status=1; }
exit $status
