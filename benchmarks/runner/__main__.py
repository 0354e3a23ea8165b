# What benchmarks/run starts once everything is built: smoke, load, soak, profile or instructions.
import argparse
import datetime
import os
import re
import signal
import sys

import consultant
import instruction_limits
import instructions
import limits
import load_run
import machine
import memory
import paired
import peers
import report
import soak
from places import ROOT
from process import FAILURES, LOAD_CORE
from scenario import SMOKE, Scenario


def step(text):
    print(f"\n== {text}", file=sys.stderr, flush=True)


def or_reason(measure):
    """(what it gave, "") or (None, why it did not)."""
    try:
        return measure(), ""
    except FAILURES as error:
        return None, str(error)


def count_instructions(servers):
    found, missing = {}, instructions.missing()
    for peer in servers:
        for scenario in SMOKE:
            if missing or not peer.ours or peer.missing:
                continue
            print(f"   {peer.name}: {scenario.title}", file=sys.stderr, flush=True)
            count, missing = or_reason(lambda: instructions.per_request(peer, scenario))
            if not missing:
                found[peer.name, scenario] = count
    return found, missing


def smoke(settings):
    servers = peers.smoke()
    described = machine.rows(servers, settings)
    step(f"CPU per request: {settings.rounds} rounds of {settings.seconds} s")
    rounds = paired.run(servers, SMOKE, settings.rounds, settings.seconds)
    base = servers[0].name
    for scenario in SMOKE:
        if not rounds.has(base, scenario):
            sys.exit(f"benchmarks/run: {base}, the base of every ratio, {rounds.failures.get((base, scenario))}")
    step("Start and memory")
    grown, grown_missing = or_reason(lambda: memory.figures(servers))
    step("Instructions per request")
    counts, counts_missing = count_instructions(servers)
    step("The consultant")
    app, app_missing = or_reason(consultant.figures)

    kept = limits.check(rounds, servers, counts, counts_missing, app, app_missing)
    text = report.markdown(servers, SMOKE, described, kept, rounds, (counts, counts_missing),
                           (grown, grown_missing), app)
    publish("smoke", text, settings.save)


def publish(name, text, save):
    print(text)
    if not save:
        return
    file = os.path.join(ROOT, "benchmarks", "results", f"{datetime.date.today()}-{name}.md")
    with open(file, "w") as out:
        out.write(text)
    print(f"written to {os.path.relpath(file)}", file=sys.stderr)


def soaked(settings):
    publish("soak", soak.run(settings.minutes), settings.save)


def load(settings):
    publish("load", load_run.run(settings), settings.save)


def short_name(function):
    """The standard library's longest words, and what is still too long for a line."""
    function = re.sub(r"std::(?:__cxx11::)?basic_string(_view|)<char[^()]*?> ?>(?: ?>)?", r"string\1", function)
    return function if len(function) <= 100 else function[:97] + "..."


def profile(settings):
    if instructions.missing():
        sys.exit(instructions.missing())
    peer = peers.kaon(options=["--layers"] if settings.layers else [])
    costs = instructions.by_function(peer, Scenario("", "", settings.path, settings.depth))
    total = sum(cost for _, cost in costs)
    rows = [[f"{cost:,.0f}", f"{cost / total:.1%}", f"`{short_name(name)}`"] for name, cost in costs]
    print(report.table(["instructions/request", "share", "function"], rows[:settings.top]))
    print(f"{total:,.0f} instructions per request in all")


def read_arguments():
    parser = argparse.ArgumentParser(prog="benchmarks/run")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("smoke", "load"):
        s = commands.add_parser(name)
        s.add_argument("--save", action="store_true")
        s.add_argument("--rounds", type=int, default=5)
        s.add_argument("--seconds", type=int, default=2)
    s.add_argument("--peers", default="")
    s.add_argument("--scenarios", default="")
    s.add_argument("--only-scenarios", action="store_true")
    k = commands.add_parser("soak")
    k.add_argument("--save", action="store_true")
    k.add_argument("--minutes", type=float, default=10)
    p = commands.add_parser("profile")
    p.add_argument("--path", default="/plaintext")
    p.add_argument("--depth", type=int, default=1)
    p.add_argument("--layers", action="store_true")
    p.add_argument("--top", type=int, default=25)
    commands.add_parser("instructions")
    return parser.parse_args()


if __name__ == "__main__":
    # Servers are stopped on the way out, whatever ends the run.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.sched_setaffinity(0, (LOAD_CORE,))
    arguments = read_arguments()
    commands = {"smoke": smoke, "load": load, "soak": soaked, "profile": profile,
                "instructions": lambda settings: instruction_limits.run()}
    commands[arguments.command](arguments)
