# From process start to the first answer, memory of the idle process, and of each idle keep-alive connection.
import contextlib
import dataclasses
import resource
import statistics
import time

import wrk
from instructions import request_bytes
from process import FAILURES, connect, free_port
from scenario import PLAIN_TEXT, Wire

STARTS, IDLE_CONNECTIONS = 7, 1000
IDLE_TLS_CONNECTIONS = 1000  # a handshake costs our side more than the server


@dataclasses.dataclass
class Figures:
    start_ms: float
    idle_bytes: int
    connection_bytes: float
    tls_connection_bytes: float | None = None


def allow_descriptors(count):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < count:
        most = count if hard == resource.RLIM_INFINITY else min(count, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def start_times(peers):
    """Cold processes with a warm file cache, in turn."""
    times = {peer.name: [] for peer in peers}
    for _ in range(STARTS):
        for peer in peers:
            with peer.start(free_port()) as server:
                times[peer.name].append(server.start_ms)
    return {name: statistics.median(values) for name, values in times.items()}


def per_idle_connection(server, count):
    # Fills pools, so that only connections grow it.
    wrk.run(server.port, dataclasses.replace(PLAIN_TEXT, wire=server.wire), 1)
    time.sleep(0.3)
    _, before = server.memory_bytes()
    request = request_bytes("/plaintext")
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            connection = stack.enter_context(connect(server.port, server.wire, 5))
            connection.sendall(request)
            if not connection.recv(4096).startswith(b"HTTP/1.1 200"):
                raise RuntimeError("an idle connection was refused")
        time.sleep(0.5)
        _, after = server.memory_bytes()
    return (after - before) / count


def per_idle_tls_connection(peer):
    if not peer.offers(dataclasses.replace(PLAIN_TEXT, wire=Wire.TLS)):
        return None
    with peer.start(free_port(), Wire.TLS) as server:
        return per_idle_connection(server, IDLE_TLS_CONNECTIONS)


def figures(peers, connections=IDLE_CONNECTIONS):
    allow_descriptors(connections + 200)
    present = [peer for peer in peers if not peer.missing]
    starts = start_times(present)
    found = {}
    for peer in present:
        try:
            with peer.start(free_port()) as server:
                time.sleep(0.5)
                idle, _ = server.memory_bytes()
                found[peer.name] = Figures(starts[peer.name], idle, per_idle_connection(server, connections))
            found[peer.name].tls_connection_bytes = per_idle_tls_connection(peer)
        except FAILURES as error:
            peer.missing = f"failed: {error}"
    return found
