# The Architecture Consultant as its user starts it: to the first answered page, with a migrated database.
import dataclasses
import os
import statistics
import tempfile
import time

from places import BUILD
from process import CORES, Server, free_port

STARTS = 7


@dataclasses.dataclass
class Figures:
    start_ms: float
    idle_bytes: int


def figures():
    program = os.path.join(BUILD, "examples", "consultant", "consultant")

    with tempfile.TemporaryDirectory() as folder:

        def start():
            port = free_port()
            command = [program, "--port", str(port), "--database", os.path.join(folder, "consultant.db")]
            return Server(command, port, path="/", cores=CORES)

        start().stop()  # migrates
        times = []
        for _ in range(STARTS):
            with start() as server:
                times.append(server.start_ms)
                time.sleep(0.3)
                idle, _ = server.memory_bytes()
        return Figures(statistics.median(times), idle)
