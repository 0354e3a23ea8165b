# Interleaved rounds: all servers stay up and are asked in turn, and ratios are taken within a round, so that the slow
# drift of a shared machine cancels out.
import contextlib
import statistics
import sys

import load
from process import FAILURES, free_port


def quartiles(values):
    ordered = sorted(values)
    return ordered[len(ordered) // 4], ordered[(3 * len(ordered)) // 4]


class Rounds:
    """Samples by (peer's name, scenario), one per round."""

    def __init__(self):
        self.samples = {}

    def add(self, name, scenario, sample):
        self.samples.setdefault((name, scenario), []).append(sample)

    def forget(self, name):
        self.samples = {key: samples for key, samples in self.samples.items() if key[0] != name}

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
            servers[peer] = stack.enter_context(peer.start(free_port()))
            load.measure(servers[peer], load.SCENARIOS[0], 1)  # just-in-time compilers, caches, pools
        except FAILURES as error:
            peer.missing = f"failed: {error}"
    return servers


def run(peers, scenarios, rounds, seconds):
    results = Rounds()
    with contextlib.ExitStack() as stack:
        servers = start_all(peers, stack)
        for number in range(rounds):
            print(f"   round {number + 1} of {rounds}", file=sys.stderr, flush=True)
            for scenario in scenarios:
                order = [peer for peer in servers if not peer.missing]
                for peer in order if number % 2 == 0 else reversed(order):
                    try:
                        results.add(peer.name, scenario, load.measure(servers[peer], scenario, seconds))
                    except FAILURES as error:
                        # Without all its rounds it cannot be paired.
                        peer.missing = f"failed: {error}"
                        results.forget(peer.name)
    return results
