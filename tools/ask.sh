# A small HTTP client and what a test of a served program needs around it, for scripts that source it. Needs bash alone:
# a fresh Debian has neither curl nor Python, so requests go through /dev/tcp.

# request METHOD PATH [BODY TYPE]: sets status, headers and body; false when nothing answers within 10 s.
request() {
    local answer
    exec 3<>"/dev/tcp/$check_host/$check_port" || return 1
    printf '%s %s HTTP/1.1\r\nHost: %s:%s\r\nAccept-Language: en\r\nConnection: close\r\n' \
        "$1" "$2" "$check_host" "$check_port" >&3
    if [ $# -gt 2 ]; then
        printf 'Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s' "$4" "$(printf %s "$3" | wc -c)" "$3" >&3
    else
        printf '\r\n' >&3
    fi
    answer=$(timeout 10 cat <&3)
    exec 3>&-
    headers=${answer%%$'\r\n\r\n'*}
    body=${answer#*$'\r\n\r\n'}
    status=$(cut -d ' ' -f 2 <<<"${headers%%$'\r'*}")
    [ -n "$status" ]
}

header() { tr -d '\r' <<<"$headers" | sed -n "s/^$1: *//Ip" | head -n 1; }

# listens LOG PID: waits until the program PID says in LOG where it listens ("... on http://127.0.0.1:3000", or https);
# sets check_host and check_port. False when it ends before that, or after 10 s.
listens() {
    local address tries=0
    until address=$(grep -s -m 1 -o 'https\?://[^ ]*' "$1"); do
        tries=$((tries + 1))
        kill -0 "$2" 2>/dev/null && [ $tries -le 200 ] || return 1
        sleep 0.05
    done
    address=${address#*://}
    address=${address%%/*}
    check_port=${address##*:} check_host=${address%:*}
}
