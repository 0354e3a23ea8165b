# The measured figures as Markdown.
import datetime
import statistics

from memory import IDLE_CONNECTIONS, IDLE_TLS_CONNECTIONS, STARTS
from paired import quartiles
from sample import CONNECTIONS


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def missing_row(peer, columns, why=""):
    return [peer.name, peer.missing or why] + [""] * (columns - 2)


def limits_table(limits):
    def shown(value, unit):
        return f"{value:,.2f}{unit}" if unit == "x" else f"{value:,.1f}{unit}" if unit else f"{value:,.0f}"

    return table(["limit", "at most", "measured", "verdict"],
                 [[limit.promise, f"{'<' if limit.strict else ''} {limit.most:,g}{limit.unit}".strip(),
                   "" if limit.measured is None else shown(limit.measured, limit.unit), limit.verdict()]
                  for limit in limits])


def rounds_table(rounds, peers, scenario):
    header = ["server", "CPU µs/request", "of it user", f"ratio to {peers[0].name}", "quartiles", "requests/s",
              "p50 µs", "p99 µs", "socket errors"]
    lines = []
    for peer in peers:
        if not rounds.has(peer.name, scenario):
            lines.append(missing_row(peer, len(header), rounds.failures.get((peer.name, scenario), "")))
            continue
        ratios = rounds.ratios(peer.name, peers[0].name, scenario)
        low, high = quartiles(ratios)
        median = lambda field: rounds.median(peer.name, scenario, field)
        clock = [f"{median(name):,.0f}" if median(name) is not None else "" for name in ("p50_us", "p99_us")]
        lines.append([peer.name, f"{median('cpu_us'):.2f}", f"{median('user_us'):.2f}",
                      f"{statistics.median(ratios):.2f}", f"{low:.2f} to {high:.2f}", f"{median('rate'):,.0f}", *clock,
                      rounds.mistakes(peer.name, scenario)])
    return table(header, lines)


def instructions_table(instructions, scenarios, peers):
    return table(["server", *(s.title for s in scenarios)],
                 [[p.name, *(f"{instructions[p.name, s]:,.0f}" if (p.name, s) in instructions else ""
                             for s in scenarios)] for p in peers if p.ours])


def memory_table(memory, peers):
    header = ["server", "start to first answer", "idle process", "per idle connection", "over TLS"]
    over_tls = lambda found: "" if found.tls_connection_bytes is None else f"{found.tls_connection_bytes:,.0f} B"
    return table(header, [missing_row(p, len(header)) if p.name not in memory else
                          [p.name, f"{memory[p.name].start_ms:.1f} ms", f"{memory[p.name].idle_bytes / 1e6:.1f} MB",
                           f"{memory[p.name].connection_bytes:,.0f} B", over_tls(memory[p.name])] for p in peers])


def markdown(peers, scenarios, machine, limits, rounds, instructions, memory, consultant):
    """`instructions` and `memory` are pairs: the figures, and why there are none."""
    counts, counts_missing = instructions
    grown, grown_missing = memory
    parts = [f"# Smoke benchmark, {datetime.date.today()}\n", table(["", ""], machine),
             "## Limits of the skeleton\n", limits_table(limits)]
    for scenario in scenarios:
        parts += [f"## {scenario.title}, {CONNECTIONS} connections\n", rounds_table(rounds, peers, scenario)]
    parts += ["CPU is user and system time of the server's processes per answered request, medians; ratios are medians "
              "of the ratios within each round.\n",
              "## User instructions per request\n",
              counts_missing + "\n" if counts_missing else instructions_table(counts, scenarios, peers),
              "## Start and memory\n", memory_table(grown, peers) if grown else grown_missing + "\n",
              f"Medians of {STARTS} starts; resident memory, with pages that processes share counted in each; private "
              f"memory of {IDLE_CONNECTIONS:,} idle keep-alive connections after a warm-up (over TLS "
              f"{IDLE_TLS_CONNECTIONS:,}).\n"]
    if consultant:
        parts += ["## The consultant, migrated database\n",
                  table(["start to the first page", "idle process"],
                        [[f"{consultant.start_ms:.1f} ms", f"{consultant.idle_bytes / 1e6:.1f} MB"]])]
    return "\n".join(parts)
