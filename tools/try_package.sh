#!/usr/bin/env bash
# Tries the Debian package on a fresh machine: a root file system made by debootstrap, with nothing but the package and
# what it depends on. There a project is made, built, tested and served, and its page is asked for.
#
#   tools/try_package.sh PACKAGE.deb [FOLDER]
#
# Needs root, debootstrap and a Debian mirror (KAON_MIRROR); FOLDER (default /var/tmp/kaon-try) takes 2 GB, and what it
# holds is used again. Prints one line per step with its seconds. Not part of ./test: it fetches 200 MB.
set -eu
deb=$(realpath "${1:?usage: tools/try_package.sh PACKAGE.deb [FOLDER]}")
folder=${2:-/var/tmp/kaon-try}
mirror=${KAON_MIRROR:-http://deb.debian.org/debian}
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
base=$folder/base root=$folder/root
port=${KAON_TRY_PORT:-3917}
[ "$(id -u)" = 0 ] || { echo "try_package.sh: this needs root" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "try_package.sh: apt-get install debootstrap" >&2; exit 1; }

server=
clean_up() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    umount -l "$root/proc" 2>/dev/null || true
}
trap clean_up EXIT

begun=0
step() { begun=$(date +%s%N); printf '%-58s' "$1"; }
done_step() {
    local tenths=$((($(date +%s%N) - begun) / 100000000))
    printf '%5d.%d s
' $((tenths / 10)) $((tenths % 10))
}
fail() {
    printf '\ntry_package.sh: %s\n' "$1" >&2
    [ ! -f "$folder/log" ] || tail -n 30 "$folder/log" >&2
    exit 1
}
enter=(chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8)
inside() { "${enter[@]}" "$@"; }
# One try: what it says goes to the log.
quietly() { "$@" >"$folder/log" 2>&1 </dev/null || fail "failed: $*"; }

source "$tree/tools/ask.sh"

mkdir -p "$folder"
if [ ! -f "$base/.complete" ]; then
    step "debootstrap"
    rm -rf "$base"
    quietly debootstrap --variant=minbase bookworm "$base" "$mirror"
    touch "$base/.complete"
    done_step
fi
rm -rf --one-file-system "$root"
cp -a "$base" "$root"
cp -f /etc/resolv.conf "$root/etc/resolv.conf"
# A proxy of this machine is the way to the mirror from there too.
grep -lsi '^ *Acquire::.*Proxy' /etc/apt/apt.conf.d/* | xargs -r cp -t "$root/etc/apt/apt.conf.d"
mount -t proc proc "$root/proc"
cp "$deb" "$root/kaon.deb"

step "apt-get update"
quietly inside apt-get update
done_step
step "apt-get install ./kaon.deb"
quietly inside DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends /kaon.deb
done_step

served=$(date +%s%N)
step "a project is made"
if [ -x "$root/usr/bin/kaon" ] && [ -z "${KAON_TRY_BY_HAND:-}" ]; then
    quietly inside sh -c 'cd /root && kaon new myapp'
else
    mkdir -p "$root/root/myapp"
    cp -r "$tree/examples/counter/." "$root/root/myapp"
    cat >"$root/root/myapp/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(myapp CXX)
find_package(kaon REQUIRED)
enable_testing()
kaon_app(myapp LIBS kaon::app kaon::program)
END
fi
done_step
step "it is configured"
quietly inside cmake -G Ninja -S /root/myapp -B /root/myapp/build/dev -DCMAKE_CXX_COMPILER=clang++-19 \
    -DCMAKE_BUILD_TYPE=Debug
done_step
step "its program is built"
quietly inside ninja -C /root/myapp/build/dev myapp
done_step
step "its page is served"
# Not by a function: the signal at the end is for the program, not for a shell around it.
"${enter[@]}" sh -c "cd /root/myapp && exec build/dev/myapp --port $port" >"$folder/log" 2>&1 </dev/null &
server=$!
listens "$folder/log" "$server" || fail "the program does not serve"
request GET / && [ "$status" = 200 ] && [[ $body == *'<html'* ]] || fail "no page: $headers"
glue=$(grep -o '/[^"]*kaon\.[0-9a-f]*\.js' <<<"$body" | head -n 1)
[ -n "$glue" ] || fail "the page starts no browser half: $body"
request GET "$glue" && [ "$status" = 200 ] || fail "$glue is not served"
done_step
printf '%-58s%5d s\n' "  from no project to the page" $((($(date +%s%N) - served) / 1000000000))
kill "$server" && wait "$server" || fail "the program did not end in good order"
server=

step "the rest is built, its tests pass"
quietly inside ninja -C /root/myapp/build/dev
quietly inside ctest --test-dir /root/myapp/build/dev --output-on-failure --no-tests=error
done_step
step "one line of the server is edited and built"
source=$(find "$root/root/myapp/server" -name '*.cpp' ! -name main.cpp | head -n 1)
echo '// edited' >>"${source:-$root/root/myapp/server/main.cpp}"
quietly inside ninja -C /root/myapp/build/dev myapp
done_step
step "a release build"
quietly inside cmake -G Ninja -S /root/myapp -B /root/myapp/build/release -DCMAKE_CXX_COMPILER=clang++-19 \
    -DCMAKE_BUILD_TYPE=Release
quietly inside ninja -C /root/myapp/build/release myapp
done_step
quietly inside apt-get remove -y kaon
[ ! -e "$root/usr/include/kaon" ] || fail "removing the package leaves /usr/include/kaon"
echo "the package works ($(du -k "$deb" | cut -f1) kB; installed $(dpkg-deb -f "$deb" Installed-Size) kB)"
