#!/usr/bin/env bash
# refuses.sh STATUS TEXT COMMAND...: the command must end with this status and one line on stderr with the text.
wanted=$1 text=$2
shift 2
said=$("$@" 2>&1 >/dev/null)
status=$?
[ "$status" = "$wanted" ] && [ "$(wc -l <<<"$said")" = 1 ] && [[ $said == *"$text"* ]] && exit 0
printf 'status %s, said: %s\n' "$status" "$said"
exit 1
