# One run of wrk against one server, and what the server spent on it.
import dataclasses
import os
import re
import subprocess

from peers import LOAD
from process import LOAD_CORE

CONNECTIONS = 64
# What a browser sends at the least; the same for every server.
FIELDS = {
    "Host": "localhost",
    "Accept": "text/plain,text/html;q=0.9,application/xhtml+xml;q=0.9,application/xml;q=0.8,*/*;q=0.7",
    "Connection": "keep-alive",
}


@dataclasses.dataclass(frozen=True)
class Scenario:
    title: str
    path: str
    depth: int = 1  # requests per write


SCENARIOS = (
    Scenario("Plain text", "/plaintext"),
    Scenario("Plain text, pipelined x16", "/plaintext", 16),
    Scenario("/users/{id} with JSON out", "/users/42"),
)


@dataclasses.dataclass
class Sample:
    cpu_us: float  # per request, user and system
    user_us: float
    rate: float
    p50_us: float
    p99_us: float
    mistakes: str  # socket errors in wrk's words; empty when there were none


def microseconds(text):
    number, unit = re.match(r"([\d.]+)(\w+)", text).groups()
    return float(number) * {"us": 1, "ms": 1e3, "s": 1e6, "m": 6e7}[unit]


def run_wrk(port, scenario, seconds):
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    for name, value in FIELDS.items():
        command += ["-H", f"{name}: {value}"]
    url = f"http://127.0.0.1:{port}{scenario.path}"
    if scenario.depth == 1:
        command += [url]
    else:
        command += ["-s", os.path.join(LOAD, "pipeline.lua"), url, "--", str(scenario.depth)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30,
                          preexec_fn=lambda: os.sched_setaffinity(0, (LOAD_CORE,)))
    if "requests in" not in done.stdout:
        raise RuntimeError(f"wrk failed: {(done.stderr or done.stdout).strip()[:200]}")
    refused = re.search(r"Non-2xx or 3xx responses: .*", done.stdout)
    if refused:
        raise RuntimeError(refused[0])
    return done.stdout


def measure(server, scenario, seconds):
    user0, system0 = server.cpu_seconds()
    said = run_wrk(server.port, scenario, seconds)
    user1, system1 = server.cpu_seconds()
    count = int(re.search(r"(\d+) requests in", said)[1])
    if count == 0:
        raise RuntimeError("no request was answered")
    latency = {name: microseconds(value) for name, value in re.findall(r"(50|99)%\s+([\d.]+[a-z]+)", said)}
    mistakes = re.search(r"Socket errors: (.*)", said)
    return Sample(cpu_us=(user1 - user0 + system1 - system0) / count * 1e6, user_us=(user1 - user0) / count * 1e6,
                  rate=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), p50_us=latency.get("50", 0),
                  p99_us=latency.get("99", 0), mistakes=mistakes[1] if mistakes else "")
