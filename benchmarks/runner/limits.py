# What the skeleton promises, against what was measured.
import dataclasses
import statistics
from typing import Optional

from scenario import PIPELINED, PLAIN_TEXT as PLAIN

MEGABYTE = 1_000_000


@dataclasses.dataclass
class Limit:
    promise: str
    most: float
    measured: Optional[float]
    unit: str = ""
    missing: str = ""
    strict: bool = False

    def verdict(self):
        if self.measured is None:
            return f"not measured: {self.missing}"
        kept = self.measured < self.most if self.strict else self.measured <= self.most
        return "pass" if kept else "**fail**"


def against(rounds, peers, other, scenario, promise, most):
    if not rounds.has("Kaon", scenario) or not rounds.has(other, scenario):
        missing = next((p.missing for p in peers if p.name in ("Kaon", other) and p.missing), "no figures")
        return Limit(promise, most, None, "x", missing)
    return Limit(promise, most, statistics.median(rounds.ratios("Kaon", other, scenario)), "x")


def check(rounds, peers, instructions, instructions_missing, consultant, consultant_missing):
    return [
        against(rounds, peers, "nginx", PLAIN, "plain text: CPU per request against nginx", 1.0),
        against(rounds, peers, "Fastify", PLAIN, "plain text: CPU per request against Fastify", 0.5),
        against(rounds, peers, "raw epoll", PIPELINED, "pipelined x16: CPU per request against raw epoll", 2.0),
        Limit("plain text: user instructions per request", 6000, instructions.get(("Kaon", PLAIN)), "",
              instructions_missing),
        Limit("idle consultant", 12, consultant and consultant.idle_bytes / MEGABYTE, " MB", consultant_missing, True),
        Limit("consultant: start to the first page", 30, consultant and consultant.start_ms, " ms", consultant_missing,
              True),
    ]
