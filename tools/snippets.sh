#!/usr/bin/env bash
# Writes the marked regions of sources into the pages that show them (tests/tidy/snippets.hpp says how both are marked).
#
#   tools/snippets.sh            mends every page
#   tools/snippets.sh --check    changes nothing; status 1 when a page would change
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

# A page with the blocks below its marks replaced by the regions. A mark that leads nowhere keeps its block.
mended() {
    awk '
    function region(path, name,    line, text, at, begin) {
        begin = name == ""
        text = ""
        while ((getline line < path) > 0) {
            at = match(line, /[^ ]/)
            if (!begin && substr(line, at) == "// snippet: " name) { begin = at; continue }
            if (!begin) continue
            if (name != "" && at == begin && substr(line, at) == "// end") { close(path); return text }
            if (name != "") line = substr(line, at ? (at < begin ? at : begin) : length(line) + 1)
            text = text line "\n"
        }
        close(path)
        if (name == "" && text != "") return text
        print FILENAME ":" FNR ": no region " path ":" name > "/dev/stderr"
        return "missing"
    }
    /^<!-- snippet: .* -->$/ {
        print
        mark = substr($0, 15, length($0) - 18)
        colon = index(mark, ":")
        code = colon ? region(substr(mark, 1, colon - 1), substr(mark, colon + 1)) : region(mark, "")
        if (code == "missing" || (getline) <= 0) next
        print
        if ($0 !~ /^```/) next
        printf "%s", code
        while ((getline) > 0 && $0 != "```") {}
    }
    { print }' "$1"
}

check=no status=0
[ "${1:-}" = --check ] && check=yes
while IFS= read -r page; do
    new=$(mended "$page" && echo .)
    [ "$new" = "$(cat "$page" && echo .)" ] && continue
    if [ "$check" = yes ]; then
        echo "$page: differs from the code that it shows: run tools/snippets.sh" >&2
        status=1
    else
        printf '%s' "${new%.}" >"$page"
        echo "$page"
    fi
done < <(grep -rl --include='*.md' --exclude-dir=build --exclude-dir=.git '^<!-- snippet: ' README.md docs)
exit $status
