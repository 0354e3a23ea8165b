# One run of our own generator: connections that each send a message, wait for its echo, and send the next.
import os
import re
import subprocess

from places import BUILD
from process import LOAD_CORE
from sample import CONNECTIONS, Outcome

PROGRAM = os.path.join(BUILD, "benchmarks", "kaon_bench_websocket_load")
BYTES = 64


def run(port, scenario, seconds, cores=(LOAD_CORE,)):
    command = [PROGRAM, str(port), scenario.path, str(CONNECTIONS), str(seconds), str(BYTES)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30,
                          preexec_fn=lambda: os.sched_setaffinity(0, cores))
    found = re.search(r"(\d+) messages, ([\d.]+) per second, p50 ([\d.]+) us, p99 ([\d.]+) us", done.stdout)
    if done.returncode != 0 or not found:
        raise RuntimeError(f"the WebSocket generator failed: {(done.stderr or done.stdout).strip()[:200]}")
    return Outcome(count=int(found[1]), rate=float(found[2]), p50_us=float(found[3]), p99_us=float(found[4]))
