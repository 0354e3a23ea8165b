# The figures of `benchmarks/run load` as Markdown.
import datetime
import statistics

import accepting
import both_cores
import slow_clients
from memory import IDLE_TLS_CONNECTIONS, STARTS
from paired import quartiles
from report import instructions_table, limits_table, memory_table, missing_row, table
from sample import CONNECTIONS
from scenario import SMOKE, Wire


def why_missing(peer, scenario, rounds):
    if (peer.name, scenario) in rounds.failures:
        return rounds.failures[peer.name, scenario]
    return peer.missing or "has no such thing here"


def against_kaon(peer, scenario, rounds):
    if not rounds.has("Kaon", scenario):
        return "", ""
    ratios = rounds.ratios(peer.name, "Kaon", scenario)
    low, high = quartiles(ratios)
    return f"{statistics.median(ratios):.2f}", f"{low:.2f} to {high:.2f}"


def scenario_table(rounds, peers, scenario):
    header = ["server", "CPU µs/request", "user", "system", "CPU against Kaon", "quartiles", "requests/s", "p50 µs",
              "p99 µs", "socket errors"]
    lines = []
    for peer in peers:
        if not rounds.has(peer.name, scenario):
            lines.append(missing_row(peer, len(header), why_missing(peer, scenario, rounds)))
            continue
        median = lambda field: rounds.median(peer.name, scenario, field)
        clock = [f"{median(name):,.0f}" if median(name) is not None else "" for name in ("p50_us", "p99_us")]
        lines.append([peer.name, f"{median('cpu_us'):.2f}", f"{median('user_us'):.2f}",
                      f"{median('cpu_us') - median('user_us'):.2f}", *against_kaon(peer, scenario, rounds),
                      f"{median('rate'):,.0f}", *clock, rounds.mistakes(peer.name, scenario)])
    return table(header, lines)


def generator_words(scenario):
    if scenario.websocket:
        return f"{CONNECTIONS} connections, our own generator"
    return "h2load" if scenario.wire is Wire.H2 else f"wrk, {CONNECTIONS} connections"


def calls_table(calls):
    short = lambda name: name.rpartition("sys_enter_")[2] if "sys_enter_" in name else "all"
    counted = next(iter(calls.values()), {})
    names = [name for name in counted if any(found.get(name, 0) > 0.005 for found in calls.values())]
    return table(["server", *map(short, names)],
                 [[server, *(f"{found.get(name, 0):.2f}" for name in names)] for server, found in calls.items()])


def both_cores_table(found):
    return table(["server", "plain text, requests/s", "/users/{id}, requests/s", "p99 µs", "memory after it",
                  "cold start"],
                 [[name, f"{f.plain_rate:,.0f}", f"{f.users_rate:,.0f}", f"{f.p99_us:,.0f}",
                   f"{f.memory_bytes / 1e6:.1f} MB", f"{f.start_ms:.1f} ms"] for name, f in found.items()])


def growth_table(found, before, after):
    return table(["server", f"p99 µs {before}", f"p99 µs {after}", "ratio"],
                 [[name, f"{first:,.0f}", f"{second:,.0f}", f"{second / first:.2f}"]
                  for name, (first, second) in found.items()])


def markdown(figures):
    parts = [f"# Load benchmark, {datetime.date.today()}\n", table(["", ""], figures.machine)]
    if figures.both_cores:
        parts += ["## Both cores: Kaon, Axum, Fastify\n", both_cores_table(figures.both_cores),
                  f"Server and wrk share all cores, unpinned; medians of {both_cores.ROUNDS} interleaved rounds of "
                  f"{both_cores.SECONDS} s with a fresh process each, {CONNECTIONS} connections; resident memory of "
                  "all processes after the load; cold start to the first answer with a warm file cache.\n"]
    parts += ["## Goals\n", limits_table(figures.goals)]
    for scenario in figures.scenarios:
        parts += [f"## {scenario.title} ({generator_words(scenario)})\n",
                  scenario_table(figures.rounds, figures.peers, scenario)]
    parts += ["CPU is user and system time of the server's processes per answered request, medians; ratios are medians "
              "of the ratios within each round: above 1 the server needs more than Kaon.\n"]
    if figures.calls:
        parts += ["## System calls per request, plain text\n", calls_table(figures.calls)]
    if figures.instructions:
        parts += ["## User instructions per request\n", instructions_table(figures.instructions, SMOKE, figures.peers)]
    if figures.memory:
        parts += ["## Start and memory\n", memory_table(figures.memory, figures.peers),
                  f"Medians of {STARTS} starts; resident memory, with pages that processes share counted in each; "
                  f"private memory of {figures.idle_connections:,} idle keep-alive connections after a warm-up "
                  f"(over TLS {IDLE_TLS_CONNECTIONS:,}).\n"]
    if figures.slow:
        parts += [f"## {slow_clients.CLIENTS:,} slow clients\n",
                  growth_table(figures.slow, "beside those at nobody's socket", "with them"),
                  f"Each sends a byte of its head every {slow_clients.PAUSE:.0f} s; wrk on the same core as they, so "
                  "that the base has as many clients that trickle at a socket which nobody reads.\n"]
    if figures.accepting:
        rate = accepting.RATE
        parts += ["## New connections beside kept ones\n",
                  growth_table(figures.accepting, f"with {rate:,} a second", f"with {2 * rate:,}")]
    return "\n".join(parts)
