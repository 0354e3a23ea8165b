# The longest symbols of all objects below some folders: their length is what linkers, debuggers and profilers carry.
#
#   python3 benchmarks/compile/symbols.py [--most 1500] build/debug/kaon build/debug/examples
#
# Native objects are searched for names, since nm takes a minute for a whole build; in wasm they are not set apart.
import argparse
import os
import re
import subprocess
import sys

WORD = re.compile(rb"_Z[A-Za-z0-9_.$]{200,}")


def objects(folders):
    for folder in folders:
        if os.path.isfile(folder):
            yield folder
        for path, _, files in os.walk(folder):
            yield from (os.path.join(path, f) for f in files if f.endswith((".o", ".wasm")))


def longest(folders, count=5):
    """[(length, mangled name, object)], longest first."""
    found = {}
    for path in objects(folders):
        with open(path, "rb") as file:
            content = file.read()
        if not content.startswith(b"\x7fELF"):  # wasm, or bitcode of a release build
            content = subprocess.run(["llvm-nm-19", "-j", path], capture_output=True, check=False).stdout
        for name in set(WORD.findall(content)):
            found.setdefault(name, path)
    names = sorted(found, key=len, reverse=True)[:count]
    return [(len(name), name.decode(), found[name]) for name in names]


def demangled(name):
    for tool in ("llvm-cxxfilt-19", "llvm-cxxfilt", "c++filt"):
        try:
            return subprocess.run([tool, name], capture_output=True, text=True, check=True).stdout.strip()
        except (OSError, subprocess.CalledProcessError):
            continue
    return name


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=0, help="fail when one is longer")
    parser.add_argument("folders", nargs="+")
    settings = parser.parse_args()
    names = longest(settings.folders)
    for length, name, path in names:
        print(f"{length} {os.path.basename(path)}: {demangled(name)[:160]}")
    if not names:
        print("no object has a symbol of 200 characters")
    if settings.most and names and names[0][0] > settings.most:
        sys.exit(f"A symbol has {names[0][0]} characters and may have {settings.most}: "
                 f"erase types that grow with what a user writes (docs/PATTERNS.md).")


if __name__ == "__main__":
    main()
