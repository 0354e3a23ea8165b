# What the figures were measured on.
import platform
import re
import time

from peers import output_of
from process import CORES, LOAD_CORE, SERVER_CORE


def cpu_model():
    with open("/proc/cpuinfo") as f:
        found = re.search(r"^(?:model name|CPU part)\s*: (.+)$", f.read(), re.M)
    return found[1] if found else platform.machine()


def system():
    with open("/etc/os-release") as f:
        found = re.search(r'^PRETTY_NAME="(.+)"', f.read(), re.M)
    return found[1] if found else platform.system()


def busy_share(seconds=1.0):
    """Of all cores, by anything; the load average would count the build that has just ended."""
    def read():
        with open("/proc/stat") as f:
            fields = [int(field) for field in f.readline().split()[1:9]]
        return sum(fields), fields[3] + fields[4]

    total, idle = read()
    time.sleep(seconds)
    total_after, idle_after = read()
    return 1 - (idle_after - idle) / max(1, total_after - total)


def rows(peers, settings):
    place = f"server on core {SERVER_CORE}, wrk on core {LOAD_CORE}, loopback"
    if SERVER_CORE == LOAD_CORE:
        place = "server and wrk share the only core: compare nothing with other machines"
    rows = [("CPU", cpu_model()), ("cores", str(len(CORES))), ("kernel", platform.release()), ("system", system()),
            ("compiler", output_of("clang++-19", "--version").splitlines()[0]),
            ("wrk", (re.search(r"wrk (?:debian/)?(\S+)", output_of("wrk", "-v")) or ["", "unknown"])[1]),
            ("measured", f"{settings.rounds} rounds of {settings.seconds} s; {place}"),
            ("other work before the start", f"{busy_share():.0%} of all cores; figures want an idle machine")]
    return rows + [(peer.name, peer.version) for peer in peers if peer.version]
