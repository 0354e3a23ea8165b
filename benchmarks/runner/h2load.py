# One run of h2load: HTTP/2 by prior knowledge, `depth` streams on each of a few connections.
import os
import re
import subprocess
import tempfile

from process import LOAD_CORE
from sample import Outcome

CONNECTIONS = 8


def percentile(ordered, share):
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def times_in(log):
    """Microseconds of each request: the third column."""
    with open(log) as file:
        return sorted(int(line.split("\t")[2]) for line in file)


def run(port, scenario, seconds, cores=(LOAD_CORE,)):
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "log")
        command = ["h2load", "-t1", f"-c{CONNECTIONS}", f"-m{scenario.depth}", f"-D{seconds}", f"--log-file={log}",
                   f"http://127.0.0.1:{port}{scenario.path}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30,
                              preexec_fn=lambda: os.sched_setaffinity(0, cores))
        found = re.search(r"requests: \d+ total, \d+ started, (\d+) done, (\d+) succeeded", done.stdout)
        if not found or found[1] == "0":
            raise RuntimeError(f"h2load failed: {(done.stderr or done.stdout).strip()[:200]}")
        if found[1] != found[2]:
            raise RuntimeError(f"{found[2]} of {found[1]} requests succeeded")
        times = times_in(log)
    rate = float(re.search(r"([\d.]+) req/s", done.stdout)[1])
    return Outcome(count=int(found[1]), rate=rate, p50_us=percentile(times, 0.5), p99_us=percentile(times, 0.99))
