# Shared by ./run, ./test and .ci/run (sourced): says what happens, installs missing packages, configures and builds.
#
#   setup_packages build test     installs what is missing of these groups of tools/packages.txt; offline if nothing is
#   setup_configure PRESET ARG... runs CMake when build/PRESET was not configured with these arguments yet
#   setup_npm FOLDER              installs the packages of FOLDER/package-lock.json unless they are there
#   setup_build PRESET TARGET...  builds, showing Ninja's progress
# Each ends the script with one clear line on failure.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc 2>/dev/null || echo 2)

step() { printf '\n== %s\n' "$*" >&2; }
fail() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit "${2:-1}"
}

missing_packages() {
    local group name why wanted=()
    while read -r group name why; do
        case " $* " in *" $group "*) wanted+=("$name") ;; esac
    done <"$root/tools/packages.txt"
    # Also what another package provides: npm comes with some packages of nodejs.
    local installed
    installed=$(dpkg-query -W -f='${db:Status-Abbrev}${Package}, ${Provides}\n' 2>/dev/null |
        sed -n 's/^ii *//p' | tr ',' '\n' | sed 's/^ *//; s/ (.*//')
    for name in "${wanted[@]}"; do
        grep -qxF "$name" <<<"$installed" || printf '%s\n' "$name"
    done
}

# One line per ten packages, or a running counter on a terminal.
show_apt_progress() {
    local line count=0
    while IFS= read -r line; do
        case $line in
            *' newly installed'*) printf '   %s\n' "$line" >&2 ;;
            'Need to get '*) printf '   %s\n' "${line%.}" >&2 ;;
            'Setting up '*)
                count=$((count + 1))
                if [ -t 2 ]; then
                    printf '\r   set up %d: %-50.50s' "$count" "${line#Setting up }" >&2
                elif [ $((count % 10)) -eq 0 ]; then
                    printf '   set up %d packages\n' "$count" >&2
                fi ;;
        esac
    done
    [ -t 2 ] && printf '\r%-72s\r' '' >&2
    printf '   set up %d packages\n' "$count" >&2
}

setup_packages() {
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
        fail "this needs Debian 12 or a relative of it with apt (elsewhere: run it in a debian:bookworm container)"
    local missing sudo=()
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    step "Installing ${#missing[@]} packages: ${missing[*]}"
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null && { [ -t 0 ] && sudo -v || sudo -n true; } 2>/dev/null ||
            fail "no right to install packages; as root run: apt-get install ${missing[*]}"
        sudo=(sudo)
    fi
    mkdir -p "$root/build"
    local log="$root/build/apt.log" apt=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3)
    # The list may be old or absent; without a network the installation below tells whether that matters.
    "${apt[@]}" update >"$log" 2>&1 </dev/null || true
    local name unknown=()
    for name in "${missing[@]}"; do
        LC_ALL=C apt-cache policy "$name" 2>/dev/null | grep -q 'Candidate: [^(]' || unknown+=("$name")
    done
    if [ ${#unknown[@]} -gt 0 ]; then
        grep -qE '^(E|W|Err).*(resolve|connect|Failed to fetch|Network|timed out)' "$log" &&
            fail "no network: no package mirror can be reached (needed for the first set-up only; log: build/apt.log)"
        fail "this distribution has no package ${unknown[*]} (Debian 12 has; elsewhere use a debian:bookworm container)"
    fi
    LC_ALL=C "${apt[@]}" install -y --no-install-recommends "${missing[@]}" 2>&1 </dev/null |
        tee -a "$log" | show_apt_progress
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -eq 0 ] && return 0
    grep -qE 'resolve|Could not connect|Failed to fetch|timed out' "$log" &&
        fail "no network: packages could not be fetched (needed for the first set-up only; log: build/apt.log)"
    fail "apt-get could not install ${missing[*]}; the reason is at the end of build/apt.log"
}

setup_configure() {
    local preset=$1 folder=$root/build/$1 wanted=$*
    shift
    if [ -f "$folder/build.ninja" ] && [ "$(cat "$folder/.configured" 2>/dev/null)" = "$wanted" ]; then return 0; fi
    step "Configuring build/$preset"
    mkdir -p "$folder"
    (cd "$root" && cmake --preset "$preset" "$@") >"$folder/configure.log" 2>&1 </dev/null || {
        grep -A8 'CMake Error' "$folder/configure.log" >&2
        fail "CMake could not configure; log: build/$preset/configure.log"
    }
    printf '%s\n' "$wanted" >"$folder/.configured"
}

setup_npm() {
    local folder=$root/$1 log=$root/build/npm.log
    cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed" && return 0
    step "Installing the npm packages of $1"
    mkdir -p "$root/build"
    (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund) \
        >"$log" 2>&1 </dev/null || {
        grep -qE 'ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|network' "$log" &&
            fail "no network: npm packages could not be fetched (needed for the first set-up only; log: build/npm.log)"
        fail "npm could not install the packages of $1; log: build/npm.log"
    }
    cp "$folder/package-lock.json" "$folder/node_modules/.installed"
}

setup_build() {
    local preset=$1
    shift
    step "Building build/$preset ${*:-}"
    ninja -C "$root/build/$preset" -j "$jobs" "$@" >&2 </dev/null || fail "the build failed; the first error is above"
}
