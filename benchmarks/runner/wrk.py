# One run of wrk: HTTP/1.1, plain or over TLS.
import os
import re
import subprocess

import content
from places import LOAD
from process import LOAD_CORE
from sample import CONNECTIONS, FIELDS, Outcome
from scenario import Wire


def microseconds(text):
    number, unit = re.match(r"([\d.]+)(\w+)", text).groups()
    return float(number) * {"us": 1, "ms": 1e3, "s": 1e6, "m": 6e7}[unit]


def command_of(port, scenario, seconds):
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    for name, value in {**FIELDS, **({"Connection": "close"} if scenario.short else {})}.items():
        command += ["-H", f"{name}: {value}"]
    url = f"{'https' if scenario.wire is Wire.TLS else 'http'}://127.0.0.1:{port}{scenario.path}"
    if scenario.content:
        return command + ["-s", os.path.join(LOAD, "content.lua"), url, "--", content.path_of(scenario.content),
                          scenario.content_type]
    if scenario.depth > 1:
        return command + ["-s", os.path.join(LOAD, "pipeline.lua"), url, "--", str(scenario.depth)]
    return command + [url]


def run(port, scenario, seconds, cores=(LOAD_CORE,)):
    done = subprocess.run(command_of(port, scenario, seconds), capture_output=True, text=True, timeout=seconds + 30,
                          preexec_fn=lambda: os.sched_setaffinity(0, cores))
    said = done.stdout
    if "requests in" not in said:
        raise RuntimeError(f"wrk failed: {(done.stderr or said).strip()[:200]}")
    refused = re.search(r"Non-2xx or 3xx responses: .*", said)
    if refused:
        raise RuntimeError(refused[0])
    latency = {name: microseconds(value) for name, value in re.findall(r"(50|99)%\s+([\d.]+[a-z]+)", said)}
    mistakes = re.search(r"Socket errors: (.*)", said)
    # A pipelined batch is one request to wrk when it clocks.
    clocked = latency if scenario.depth == 1 else {}
    return Outcome(count=int(re.search(r"(\d+) requests in", said)[1]),
                   rate=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), p50_us=clocked.get("50"),
                   p99_us=clocked.get("99"), mistakes=mistakes[1] if mistakes else "")
