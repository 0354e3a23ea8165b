# The consultant asked by a visitor who knows nothing but its page (sourced by ./run --check).
source "$(dirname "${BASH_SOURCE[0]}")/ask.sh"

# attribute NAME TAG: the value of an attribute in a tag's text.
attribute() { sed -n "s/.*[[:space:]]$1=\"\([^\"]*\)\".*/\1/p" <<<"$2" | head -n 1; }

# The first form of the page with a text area, its hidden fields included, as an urlencoded body.
fill_form() {
    local form tag name
    form=$(tr '\n' ' ' <<<"$body" | grep -o '<form.*</form>' | sed 's/<form/\n<form/g' | grep '<textarea' | head -n 1)
    form=${form%%</form>*}
    form_action=$(attribute action "${form%%>*} ")
    form_body=
    while read -r tag; do
        name=$(attribute name "$tag")
        [ -n "$name" ] || continue
        case $tag in
            '<textarea'*) form_body+="&$name=A+payment+service+with+40,000+requests+a+second+in+Java+with+GC+pauses" ;;
            *'type="hidden"'*) form_body+="&$name=$(attribute value "$tag")" ;;
        esac
    done < <(grep -oE '<(textarea|input)[^>]*>' <<<"$form")
    form_body=${form_body#&}
    [ -n "$form_body" ]
}

# expect WHAT COMMAND...: one line per step; remembers a failure.
expect() {
    local what=$1
    shift
    if "$@"; then
        printf '   ok      %s\n' "$what"
    else
        printf '   FAILED  %s (status %s)\n' "$what" "${status:-none}"
        check_failed=1
    fi
}

page_is_served() { request GET / && [ "$status" = 200 ] && [[ $(header content-type) == text/html* ]]; }
form_is_answered() {
    fill_form && request POST "${form_action:-/}" "$form_body" application/x-www-form-urlencoded &&
        [ "$status" = 303 ] && location=$(header location) && [[ $location == */c/* ]] &&
        request GET "/c/${location##*/c/}" && [ "$status" = 200 ] && [[ $body == *Rust* ]]
}
json_is_answered() {
    local question='{"description":"An admin panel for twelve users, plain CRUD, due in four weeks, in Django"}'
    request POST /api/consultations "$question" application/json && [[ $status == 20[01] ]] &&
        [[ $(header content-type) == application/json* ]] && request GET '/api/consultations?limit=1' &&
        [ "$status" = 200 ]
}
static_file_is_served() {
    request GET / && local sheet
    sheet=$(attribute href "$(grep -o '<link[^>]*stylesheet[^>]*>' <<<"$body" | head -n 1)")
    [ -n "$sheet" ] && request GET "$sheet" && [ "$status" = 200 ] && [[ $(header content-type) == text/css* ]]
}
bad_input_is_refused() { request POST /api/consultations '{' application/json && [[ $status == 4?? ]]; }

# A second server on the same port must end with one line that says so.
port_is_taken() {
    local said options=(--host "$check_host" --port "$check_port" --database "$1/second.db")
    said=$(timeout 10 "$check_server" "${options[@]}" 2>&1) && return 1
    [ "$(wc -l <<<"$said")" = 1 ] && [[ $said == *"$check_port"* ]] || { printf '%s\n' "$said" && return 1; }
}

# check_consultant SERVER HOST PORT: starts it with an empty database, asks, stops it; the status tells.
check_consultant() {
    local folder pid
    folder=$(mktemp -d) check_failed=0 check_server=$1
    "$1" --host "$2" --port "$3" --database "$folder/check.db" >"$folder/log" 2>&1 &
    pid=$!
    if ! listens "$folder/log" $pid; then
        kill -KILL $pid 2>/dev/null
        printf 'run: the consultant did not start: %s\n' "$(tail -n 1 "$folder/log")" >&2
        rm -rf "$folder"
        return 1
    fi
    step "Checking http://$check_host:$check_port"
    expect 'the page' page_is_served
    expect 'a consultation by form' form_is_answered
    expect 'a consultation as JSON' json_is_answered
    expect 'a static file' static_file_is_served
    expect 'broken JSON is refused' bad_input_is_refused
    expect 'a taken port is one clear line' port_is_taken "$folder"
    kill -TERM $pid
    (sleep 10 && kill -KILL $pid) 2>/dev/null &
    local watchdog=$!
    expect 'stops on SIGTERM' wait $pid
    kill $watchdog 2>/dev/null
    [ $check_failed = 0 ] || tail -n 20 "$folder/log" >&2
    rm -rf "$folder"
    return $check_failed
}
