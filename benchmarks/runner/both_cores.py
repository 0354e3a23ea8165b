# What a reader of "requests per second" asks for: servers and generator share all cores, nothing is pinned.
import dataclasses
import statistics

import wrk
from process import CORES, free_port
from scenario import PLAIN_TEXT, USERS, Wire

ROUNDS, SECONDS, STARTS = 5, 2, 7


@dataclasses.dataclass
class Figures:
    plain_rate: float
    users_rate: float
    p99_us: float
    memory_bytes: int  # resident, after the load
    start_ms: float


def cold_start(peer):
    def once():
        with peer.start(free_port(), Wire.PLAIN, CORES) as server:
            return server.start_ms

    return statistics.median(once() for _ in range(STARTS))


def figures(peers):
    found, resident = {}, {peer.name: [] for peer in peers}
    samples = {peer.name: {PLAIN_TEXT: [], USERS: []} for peer in peers}
    for number in range(ROUNDS):
        for peer in peers if number % 2 == 0 else reversed(peers):
            with peer.start(free_port(), Wire.PLAIN, CORES) as server:
                wrk.run(server.port, PLAIN_TEXT, 1, CORES)
                for scenario, taken in samples[peer.name].items():
                    taken.append(wrk.run(server.port, scenario, SECONDS, CORES))
                resident[peer.name].append(server.memory_bytes()[0])
    for peer in peers:
        taken = samples[peer.name]
        median = lambda scenario, field: statistics.median(getattr(outcome, field) for outcome in taken[scenario])
        found[peer.name] = Figures(median(PLAIN_TEXT, "rate"), median(USERS, "rate"), median(PLAIN_TEXT, "p99_us"),
                                   statistics.median(resident[peer.name]), cold_start(peer))
    return found
