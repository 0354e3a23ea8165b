#!/usr/bin/env bash
# Runs the session that a lesson shows in its first comment, and compares what it says: session.sh PROGRAM SOURCE.
#
#   // $ curl localhost:3000/users/1 \          a command of bash, in a fresh folder; "\" goes on in the next line
#   //     -H 'accept: application/json'
#   // {"id":1,...}                             what it must print, to the next "// $" or "//"
#
# "..." stands for anything within a line, and alone on a line for any number of lines. A session that asks
# localhost:3000 has the program serving on a free port from then on; it must end with status 0 on SIGTERM. The program
# is in PATH under its own name. "// Serves with: --tls-dev" gives it options then; localhost:3080 is where it listens
# in the clear beside HTTPS.
set -u
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/ask.sh"
program=$(realpath "$1") source=$(realpath "$2")
name=$(basename "$program")
folder=$(mktemp -d)
server='' port='' clear_port=''
mkdir "$folder/.bin"
ln -s "$program" "$folder/.bin/$name"
export PATH="$folder/.bin:$PATH"

finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null
    rm -rf "$folder"
}
trap finish EXIT
cd "$folder" || exit 1
export XDG_STATE_HOME="$folder/.state"
read -ra options <<<"$(sed -n 's|^// Serves with: ||p' "$source")"

fail() {
    printf '%s\n' "$@" >&2
    [ ! -f "$folder/.log" ] || sed 's/^/  log: /' "$folder/.log" >&2
    exit 1
}

serve() {
    "$program" --port 0 "${options[@]}" >.said 2>.log &
    server=$!
    listens .said "$server" || fail "$name does not serve"
    port=$check_port
    clear_port=$(sed -n 's|.*:\([0-9]*\), which leads to HTTPS$|\1|p' .said)
}

# curl without its progress meter, which it shows when its output is read.
curl() { command curl --silent --show-error "$@"; }
export -f curl

# Whether $1 is what the expected text $2 describes.
matches() {
    local text=$'\n'$1$'\n' pattern=$'\n'$2$'\n'
    pattern=${pattern//\\/\\\\}
    pattern=${pattern//\*/\\*} pattern=${pattern//\?/\\?} pattern=${pattern//\[/\\[}
    pattern=${pattern//$'\n...\n'/$'\n*'}
    pattern=${pattern//.../\*}
    # shellcheck disable=SC2053
    [[ $text == $pattern ]]
}

commands=0
run() {
    local command=$1 expected=$2 actual
    [[ $command != *localhost:30[08]0* || -n $server ]] || serve
    commands=$((commands + 1))
    command=${command//localhost:3080/127.0.0.1:$clear_port}
    actual=$(bash -c "${command//localhost:3000/127.0.0.1:$port}" 2>&1 | tr -d '\r')
    actual=${actual//127.0.0.1:$port/localhost:3000}
    matches "$actual" "$expected" || fail "\$ $command" "expected:" "$expected" "but it says:" "$actual"
}

command='' expected='' state=prose
flush() {
    [ -z "$command" ] || run "$command" "${expected%$'\n'}"
    command='' expected=''
}
while IFS= read -r line && [[ $line == //* ]]; do
    text=${line#//} text=${text# }
    if [ "$state" = more ]; then
        command+=${text##+( )}
    elif [[ $text == '$ '* ]]; then
        flush
        command=${text#'$ '}
    elif [ -z "$text" ]; then
        flush
        state=prose
        continue
    else
        [ "$state" = prose ] || expected+=$text$'\n'
        continue
    fi
    state=session
    if [[ $command == *\\ ]]; then
        command=${command%\\}
        state=more
    fi
done <"$source"
flush
[ "$commands" -gt 0 ] || fail "$source shows no session"

if [ -n "$server" ]; then
    kill "$server"
    wait "$server"
    status=$?
    server=''
    [ "$status" -eq 0 ] || fail "$name ends with status $status"
fi
