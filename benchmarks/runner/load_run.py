# `benchmarks/run load`: all peers, all scenarios, then memory, system calls, slow clients, both cores.
import contextlib
import dataclasses
import sys

import accepting
import both_cores
import content
import goals
import instructions
import load_report
import machine
import memory
import paired
import peers
import slow_clients
import syscalls
from memory import allow_descriptors
from process import FAILURES, free_port
from scenario import LOAD, PLAIN_TEXT, SMOKE

IDLE_CONNECTIONS = 10_000
BESIDE = ("Kaon", "nginx", "Axum")
BOTH_CORES = ("Kaon", "Axum", "Fastify")


@dataclasses.dataclass
class Figures:
    machine: list
    peers: list
    scenarios: list
    rounds: paired.Rounds
    idle_connections: int = IDLE_CONNECTIONS
    both_cores: dict = dataclasses.field(default_factory=dict)
    calls: dict = dataclasses.field(default_factory=dict)
    instructions: dict = dataclasses.field(default_factory=dict)
    memory: dict = dataclasses.field(default_factory=dict)
    slow: dict = dataclasses.field(default_factory=dict)
    accepting: dict = dataclasses.field(default_factory=dict)
    goals: list = dataclasses.field(default_factory=list)


def step(text):
    print(f"\n== {text}", file=sys.stderr, flush=True)


def chosen(wanted, present, name_of):
    if not wanted:
        return list(present)
    names = wanted.split(",")
    unknown = set(names) - {name_of(one) for one in present}
    if unknown:
        sys.exit(f"benchmarks/run: unknown: {', '.join(sorted(unknown))}; there are "
                 f"{', '.join(name_of(one) for one in present)}")
    return [one for one in present if name_of(one) in names]


def present(servers, names):
    return [peer for peer in servers if peer.name in names and not peer.missing]


def count_calls(servers):
    if missing := syscalls.missing():
        print(f"   {missing}", file=sys.stderr)
        return {}
    with contextlib.ExitStack() as stack:
        running = {}
        for peer in servers:
            if peer.offers(PLAIN_TEXT):
                with contextlib.suppress(*FAILURES):
                    running[peer] = stack.enter_context(peer.start(free_port()))
        return syscalls.figures(running, PLAIN_TEXT)


def count_instructions(servers):
    if missing := instructions.missing():
        print(f"   {missing}", file=sys.stderr)
        return {}
    found = {}
    for peer in servers:
        if peer.ours and not peer.missing:
            for scenario in SMOKE:
                with contextlib.suppress(*FAILURES):
                    found[peer.name, scenario] = instructions.per_request(peer, scenario)
    return found


def beside_others(servers, measure):
    """What `measure` gives of each server; the servers may have as many descriptors as we."""
    allow_descriptors(slow_clients.CLIENTS + 1000)
    found = {}
    for peer in present(servers, BESIDE):
        try:
            with peer.start(free_port()) as server:
                found[peer.name] = measure(server)
        except FAILURES as error:
            print(f"   {peer.name}: {error}", file=sys.stderr)
    return found


def run(settings):
    """The figures of all that was asked for."""
    content.make()
    servers = chosen(settings.peers, peers.load(), lambda peer: peer.name)
    scenarios = chosen(settings.scenarios, LOAD, lambda scenario: scenario.key)
    figures = Figures(machine.rows(servers, settings), servers, scenarios, None)
    step(f"{len(scenarios)} scenarios, {settings.rounds} rounds of {settings.seconds} s")
    figures.rounds = paired.run(servers, scenarios, settings.rounds, settings.seconds)
    if not settings.only_scenarios:
        step("System calls per request")
        figures.calls = count_calls(servers)
        step("Both cores")
        figures.both_cores = both_cores.figures(present(servers, BOTH_CORES))
        step("Start and memory")
        figures.memory = memory.figures(servers, IDLE_CONNECTIONS)
        step("Slow clients")
        figures.slow = beside_others(servers, slow_clients.figures)
        step("New connections")
        figures.accepting = beside_others(servers, accepting.figures)
        step("Instructions per request")
        figures.instructions = count_instructions(servers)
    figures.goals = goals.check(figures)
    return load_report.markdown(figures)
