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
    """Samples by (peer's name, scenario), one per round, and why there are none."""

    def __init__(self):
        self.samples = {}
        self.failures = {}

    def add(self, name, scenario, sample):
        self.samples.setdefault((name, scenario), []).append(sample)

    # Without all its rounds it cannot be paired.
    def fail(self, name, scenario, why):
        self.samples.pop((name, scenario), None)
        self.failures[name, scenario] = f"failed: {why}"

    def has(self, name, scenario):
        return (name, scenario) in self.samples

    def median(self, name, scenario, field):
        values = [getattr(sample, field) for sample in self.samples[name, scenario]]
        return None if None in values else statistics.median(values)

    def ratios(self, name, base, scenario, field="cpu_us"):
        """CPU per request against another's, round by round."""
        pairs = zip(self.samples[name, scenario], self.samples[base, scenario])
        return [getattr(a, field) / getattr(b, field) for a, b in pairs]

    def mistakes(self, name, scenario):
        return next((s.mistakes for s in self.samples[name, scenario] if s.mistakes), "")


def start_all(peers, scenarios, stack, results):
    """Servers for scenarios that are spoken over one wire, warm: compilers that run just in time, caches, pools."""
    servers = {}
    wire = scenarios[0].wire
    for peer in peers:
        wanted = [scenario for scenario in scenarios if peer.offers(scenario)]
        if not wanted:
            continue
        try:
            servers[peer] = stack.enter_context(peer.start(free_port(), wire))
        except FAILURES as error:
            for scenario in wanted:
                results.fail(peer.name, scenario, error)
            continue
        for scenario in wanted:
            try:
                load.measure(servers[peer], scenario, 1)
            except FAILURES as error:
                results.fail(peer.name, scenario, error)
    return servers


def turns(servers, number):
    """Another one begins in each round, and every second round goes backwards: nobody always follows the same one."""
    begin = number % max(len(servers), 1)
    order = servers[begin:] + servers[:begin]
    return order if number % 2 == 0 else order[::-1]


def take_turns(servers, scenarios, rounds, seconds, results):
    for number in range(rounds):
        print(f"   round {number + 1} of {rounds}", file=sys.stderr, flush=True)
        for scenario in scenarios:
            for peer in turns([peer for peer in servers if peer.offers(scenario)], number):
                if (peer.name, scenario) in results.failures:
                    continue
                try:
                    results.add(peer.name, scenario, load.measure(servers[peer], scenario, seconds))
                except FAILURES as error:
                    results.fail(peer.name, scenario, error)


def run(peers, scenarios, rounds, seconds):
    results = Rounds()
    for wire in dict.fromkeys(scenario.wire for scenario in scenarios):
        spoken = [scenario for scenario in scenarios if scenario.wire is wire]
        with contextlib.ExitStack() as stack:
            take_turns(start_all(peers, spoken, stack, results), spoken, rounds, seconds, results)
    return results
