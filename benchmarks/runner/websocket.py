# One run of our own generator: connections that each send a message, wait for its echo, and send the next.
import json
import os
import subprocess

from places import BUILD
from process import LOAD_CORE
from sample import CONNECTIONS, Outcome

PROGRAM = os.path.join(BUILD, "benchmarks", "kaon_bench_ws_load")
BYTES = 64


def mistakes_in(said):
    return f"{said['failed']} connections failed" if said["failed"] else ""


def run(port, scenario, seconds, cores=(LOAD_CORE,)):
    command = [PROGRAM, str(port), scenario.path, str(CONNECTIONS), str(seconds), str(BYTES)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30,
                          preexec_fn=lambda: os.sched_setaffinity(0, cores))
    if done.returncode != 0:
        raise RuntimeError(f"the WebSocket generator failed: {(done.stderr or done.stdout).strip()[:200]}")
    said = json.loads(done.stdout)
    return Outcome(count=round(said["messages_per_second"] * seconds), rate=said["messages_per_second"],
                   p50_us=said["p50_us"], p99_us=said["p99_us"], mistakes=mistakes_in(said))
