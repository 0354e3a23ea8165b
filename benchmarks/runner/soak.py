# Ten minutes of mixed requests: memory after the first minute against memory at the end.
import os
import subprocess
import time

import content
import peers
from places import LOAD
from process import LOAD_CORE, free_port
from report import table

CONNECTIONS, EVERY = 200, 10
MOST_GROWTH = 0.02


def start_wrk(port, seconds):
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", os.path.join(LOAD, "mixed.lua"),
               f"http://127.0.0.1:{port}/", "--", content.path_of("order.json")]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True,
                            preexec_fn=lambda: os.sched_setaffinity(0, (LOAD_CORE,)))


def watch(server, wrk, seconds):
    """[(seconds since the start, resident bytes)]"""
    samples, begin = [], time.monotonic()
    while wrk.poll() is None and time.monotonic() - begin < seconds + 30:
        time.sleep(EVERY)
        if wrk.poll() is None:
            samples.append((time.monotonic() - begin, server.memory_bytes()[0]))
    return samples


def run(minutes):
    content.make()
    peer = peers.kaon()
    seconds = int(minutes * 60)
    with peer.start(free_port()) as server:
        wrk = start_wrk(server.port, seconds)
        samples = watch(server, wrk, seconds)
        said, _ = wrk.communicate(timeout=60)
    warm = min(60, seconds / 4)
    settled = [size for at, size in samples if at >= warm]
    growth = settled[-1] / settled[0] - 1
    rows = [("version", peer.version), ("connections", CONNECTIONS), ("length", f"{minutes:g} minutes"),
            ("resident once warm", f"{settled[0] / 1e6:.2f} MB"),
            ("resident at the end", f"{settled[-1] / 1e6:.2f} MB"),
            ("most seen", f"{max(settled) / 1e6:.2f} MB"),
            ("growth", f"{growth:+.2%} (limit {MOST_GROWTH:.0%}): {'pass' if growth <= MOST_GROWTH else '**fail**'}")]
    return f"# Soak\n\n{table(['', ''], rows)}\n```\n{said.strip()}\n```\n"
