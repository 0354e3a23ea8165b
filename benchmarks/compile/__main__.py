# benchmarks/run compile: how long the compiler takes for what applications write, and the longest symbols of a build.
#
# Sources are generated and compiled as an application's own, by the command that the build has for
# examples/users/server/users.cpp: -O0 -g, the precompiled standard headers, no compiler cache. The clock is the
# compiler's user time; other work on the machine makes it longer by up to a half, so the least of all runs counts.
import argparse
import datetime
import json
import os
import platform
import re
import resource
import shlex
import statistics
import subprocess
import sys

import components
import handlers
import symbols

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NO_SOURCE = '#include "kaon/web/web.hpp"\n'


def command(build):
    """The flags of an application's source in that build, without its own file, output and queries."""
    with open(os.path.join(build, "compile_commands.json")) as file:
        line = next(c["command"] for c in json.load(file) if c["file"].endswith("examples/users/server/users.cpp"))
    words = shlex.split(line)
    words = words[next(i for i, word in enumerate(words) if re.search(r"clang\+\+", word)):]
    words = words[:words.index("-o")]
    at = words.index("-include")  # the described queries; that of the precompiled header comes after -Xclang
    return words if words[at - 1] == "-Xclang" else words[:at] + words[at + 2:]


def seconds(words, source, target, runs):
    with open(source[0], "w") as file:
        file.write(source[1])
    times = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run([*words, "-o", target, "-c", source[0]], check=True)
        times.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
    return times


def cpu_model():
    with open("/proc/cpuinfo") as file:
        found = re.search(r"^model name\s*: (.+)$", file.read(), re.M)
    return found[1] if found else platform.machine()


def report(rows, names, load):
    lines = [f"# Compile time, {datetime.date.today()}", "",
             f"{cpu_model()}, {os.cpu_count()} cores, load average {load} at the start and "
             f"{os.getloadavg()[0]:.1f} at the end. User time of the compiler, -O0 -g, precompiled standard headers.",
             "", "| source | limit | least | median | runs |", "| --- | --- | --- | --- | --- |"]
    for title, limit, times in rows:
        lines.append(f"| {title} | {limit} | {min(times):.2f} s | {statistics.median(times):.2f} s | {len(times)} |")
    lines += ["", "Longest symbols of the objects that this build has (limit 1,500 characters):", "",
              "| characters | object | |", "| --- | --- | --- |"]
    lines += [f"| {length} | {os.path.basename(path)} | `{symbols.demangled(name)[:100]}...` |"
              for length, name, path in names]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(prog="benchmarks/run compile")
    parser.add_argument("--build", default=os.path.join(ROOT, "build", "debug"), help="a configured debug build")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--save", action="store_true", help="also write benchmarks/results/DATE-compile.md")
    settings = parser.parse_args()
    build = os.path.abspath(settings.build)
    if not os.path.exists(os.path.join(build, "compile_commands.json")):
        sys.exit(f"benchmarks/run compile: {build} is not configured: cmake --preset debug")
    subprocess.run(["ninja", "-C", build, "CMakeFiles/kaon_std_pch.dir/cmake_pch.hxx.pch"], check=True,
                   stdout=subprocess.DEVNULL)
    load = f"{os.getloadavg()[0]:.1f}"
    folder = os.path.join(build, "benchmarks", "compile")
    os.makedirs(folder, exist_ok=True)
    words = command(build)
    rows = []
    for name, title, limit, text in (("handlers", "50 handlers over 102 structs", "3 s", handlers.source()),
                                     ("components", "300 elements in 30 components", "1.2 s", components.source()),
                                     ("nothing", "`kaon/web/web.hpp` alone", "", NO_SOURCE)):
        print(f"== {title}", file=sys.stderr, flush=True)
        source = os.path.join(folder, name + ".cpp")
        rows.append((title, limit, seconds(words, (source, text), os.path.join(folder, name + ".o"), settings.runs)))
    text = report(rows, symbols.longest([build]), load)
    print(text)
    if settings.save:
        file = os.path.join(ROOT, "benchmarks", "results", f"{datetime.date.today()}-compile.md")
        with open(file, "w") as out:
            out.write(text)


if __name__ == "__main__":
    main()
