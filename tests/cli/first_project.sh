#!/usr/bin/env bash
# first_project.sh PREFIX FOLDER: goes a newcomer's first steps in FOLDER with the library installed in PREFIX alone:
# kaon new, test, routes, sql, build --release, and the page as it is served. Says how long it took until the page.
set -u
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/ask.sh"
prefix=$1 folder=$2
server=
fail() {
    echo "first_project: $*" >&2
    exit 1
}
stop() { [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server"; }
trap stop EXIT

rm -rf "$folder" && mkdir -p "$folder" && cd "$folder" || fail "cannot make $folder"
export PATH=$prefix/bin:$PATH
unset CMAKE_PREFIX_PATH

begin=$(date +%s%N)
kaon new guestbook || fail "kaon new failed"
[ -s guestbook/build/dev/compile_commands.json ] || fail "clangd has no compile_commands.json"
cd guestbook || fail "there is no guestbook/"
kaon build || fail "kaon build failed"
build/dev/guestbook --port 0 --database "$folder/guestbook.db" >"$folder/serve.log" 2>&1 &
server=$!
listens "$folder/serve.log" "$server" || fail "it does not serve: $(cat "$folder/serve.log")"
request GET / || fail "there is no page"
end=$(date +%s%N)
echo "kaon new to a served page: $(((end - begin) / 1000000)) ms"

case $body in *"<h1>guestbook</h1>"*) ;; *) fail "the page is another one: $body" ;; esac
script=$(grep -o '/assets/kaon\.[0-9a-f]*\.js' <<<"$body" | head -n 1)
[ -n "$script" ] || fail "the page starts no browser half"
request GET "$script" && [ "$status" = 200 ] || fail "$script is not served"
request POST /fn/add_note 'text=hello' application/x-www-form-urlencoded && [ "$status" = 303 ] ||
    fail "the form is not taken: $headers"
request GET / && grep -q '>hello</li>' <<<"$body" || fail "the note is not on the page"
kill "$server" && wait "$server" || fail "the program does not end politely"
server=

kaon sql migrate info --database "$folder/guestbook.db" | grep -q '^applied .*0001_notes.sql' || fail "no migration"
kaon test || fail "its own tests fail"
kaon routes | grep -q '^POST  */fn/add_note ' || fail "kaon routes: $(kaon routes)"
kaon run -- --prot 1 2>"$folder/run.log"
[ $? = 2 ] && grep -q -- '--port' "$folder/run.log" || fail "kaon run: $(cat "$folder/run.log")"
sed -i 's/kaon_app(guestbook/kaon_app(renamed/' CMakeLists.txt
kaon build 2>&1 | grep -q "makes no program 'guestbook'" || fail "a program of another name is not named"
