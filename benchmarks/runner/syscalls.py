# System calls per request at full speed, by the kernel's own tracepoint, and which they are.
import re
import shutil
import subprocess

import load
from process import FAILURES

CALLS = ("recvfrom", "read", "readv", "sendto", "sendmsg", "write", "writev", "sendfile64", "epoll_wait", "epoll_pwait",
         "epoll_pwait2")
ALL = "raw_syscalls:sys_enter"
EVENTS = (ALL, *(f"syscalls:sys_enter_{name}" for name in CALLS))
SECONDS = 2


def missing():
    if not shutil.which("perf"):
        return "perf could not be installed; see build/bench/peers.log"
    tried = subprocess.run(["perf", "stat", "-e", ALL, "true"], capture_output=True, text=True, timeout=30)
    return "" if tried.returncode == 0 else "the kernel does not let perf count system calls"


def per_request(server, scenario):
    """{event: calls per request}"""
    command = ["perf", "stat", "-x,", "-e", ",".join(EVENTS), "-p", ",".join(map(str, server.tree()))]
    counter = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        sample = load.generator_of(scenario)(server.port, scenario, SECONDS)
    finally:
        counter.send_signal(2)
        _, said = counter.communicate(timeout=15)
    counts = {name: int(count) for count, name in re.findall(r"^(\d+),[^,]*,([\w:]+)", said, re.M)}
    return {name: count / sample.count for name, count in counts.items()}


def figures(servers, scenario):
    found = {}
    for peer, server in servers.items():
        try:
            found[peer.name] = per_request(server, scenario)
        except FAILURES:
            continue
    return found
