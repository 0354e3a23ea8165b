# What the server at the limit promises, against what was measured.
import statistics

from limits import Limit
from scenario import PIPELINED, PLAIN_TEXT, USERS

KB, MB = 1000, 1_000_000
PEERS = ("nginx", "Axum", "hyper", "Bun", "Elysia", "node:http", "Fastify")


def ratio(rounds, scenario, other, promise, most, field="cpu_us"):
    if not rounds.has("Kaon", scenario) or not rounds.has(other, scenario):
        return Limit(promise, most, None, "x", f"no figures of {other}")
    return Limit(promise, most, statistics.median(rounds.ratios("Kaon", other, scenario, field)), "x")


def ahead(rounds, scenario, field, words):
    """Against the best of the peers in this scenario."""
    found = [(statistics.median(rounds.ratios("Kaon", peer, scenario, field)), peer) for peer in PEERS
             if rounds.has("Kaon", scenario) and rounds.has(peer, scenario)
             and rounds.median(peer, scenario, field) is not None]
    if not found:
        return Limit(f"{scenario.title}: {words}", 1.0, None, "x", "no peer was measured")
    worst, peer = max(found)
    return Limit(f"{scenario.title}: {words}, against {peer}, the best of {len(found)}", 1.0, worst, "x")


def of_kaon(figures, promise, most, unit, read):
    kaon = figures and figures.get("Kaon")
    return Limit(promise, most, read(kaon) if kaon else None, unit, "no figures")


def against_the_limit(rounds):
    return [ratio(rounds, PLAIN_TEXT, "raw epoll", "plain text: CPU per request against raw epoll", 1.05),
            ratio(rounds, USERS, "raw epoll", "/users/{id} with JSON out: CPU per request against raw epoll", 1.06),
            ratio(rounds, PIPELINED, "raw epoll", "pipelined x16: CPU per request against raw epoll", 1.20)]


def of_the_process(instructions, memory, calls):
    count = lambda scenario: instructions.get(("Kaon", scenario))
    return [Limit("plain text: user instructions per request", 3000, count(PLAIN_TEXT), "", "no figures"),
            Limit("/users/{id}: user instructions per request", 4500, count(USERS), "", "no figures"),
            of_kaon(calls, "system calls per request", 2.5, " calls", lambda found: found["raw_syscalls:sys_enter"]),
            of_kaon(memory, "user memory per idle connection", 1.0, " KB", lambda f: f.connection_bytes / KB),
            of_kaon(memory, "user memory per idle connection over TLS", 12.0, " KB",
                    lambda f: f.tls_connection_bytes and f.tls_connection_bytes / KB),
            of_kaon(memory, "idle process", 6.0, " MB", lambda f: f.idle_bytes / MB),
            of_kaon(memory, "start to the first answer", 5.0, " ms", lambda f: f.start_ms)]


def against_peers(rounds, scenarios):
    rows = []
    for scenario in scenarios:
        rows.append(ahead(rounds, scenario, "cpu_us", "CPU per request"))
        if scenario.depth == 1:
            rows.append(ahead(rounds, scenario, "p99_us", "p99"))
    return rows


def growth(figures, promise, most):
    found = figures.get("Kaon")
    return Limit(promise, most, found[1] / found[0] if found else None, "x", "no figures")


def check(figures):
    return [*against_the_limit(figures.rounds),
            *of_the_process(figures.instructions, figures.memory, figures.calls),
            growth(figures.slow, "5,000 slow clients: p99 of the others", 1.2),
            growth(figures.accepting, "twice as many new connections: p99 of the others", 1.5),
            *against_peers(figures.rounds, figures.scenarios)]
