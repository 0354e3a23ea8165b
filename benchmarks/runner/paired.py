# Interleaved rounds: all servers stay up and are asked in turn, and ratios are taken within a round, so that the slow
# drift of a shared machine cancels out.
import contextlib
import statistics
import sys

import load
from process import free_port


def quartiles(values):
    ordered = sorted(values)
    return ordered[len(ordered) // 4], ordered[(3 * len(ordered)) // 4]


class Rounds:
    """Samples by (peer's name, scenario), one per round."""

    def __init__(self):
        self.samples = {}

    def add(self, name, scenario, sample):
        self.samples.setdefault((name, scenario), []).append(sample)

    def has(self, name, scenario):
        return (name, scenario) in self.samples

    def median(self, name, scenario, field):
        return statistics.median(getattr(s, field) for s in self.samples[name, scenario])

    def ratios(self, name, base, scenario):
        """CPU per request against another's, round by round."""
        pairs = zip(self.samples[name, scenario], self.samples[base, scenario])
        return [a.cpu_us / b.cpu_us for a, b in pairs]

    def mistakes(self, name, scenario):
        return next((s.mistakes for s in self.samples[name, scenario] if s.mistakes), "")


def start_all(peers, stack):
    servers = {}
    for peer in peers:
        if peer.missing:
            continue
        try:
            servers[peer.name] = stack.enter_context(peer.start(free_port()))
        except (OSError, RuntimeError) as error:
            peer.missing = f"did not start: {error}"
    return servers


def run(peers, scenarios, rounds, seconds):
    results = Rounds()
    with contextlib.ExitStack() as stack:
        servers = start_all(peers, stack)
        names = list(servers)
        for server in servers.values():
            load.measure(server, scenarios[0], 1)  # just-in-time compilers, caches, pools
        for number in range(rounds):
            print(f"   round {number + 1} of {rounds}", file=sys.stderr, flush=True)
            for scenario in scenarios:
                for name in names if number % 2 == 0 else reversed(names):
                    results.add(name, scenario, load.measure(servers[name], scenario, seconds))
    return results
