# User-space instructions per request by callgrind: free of the machine's noise. Two runs of different length are
# subtracted, so that start and stop do not count.
import collections
import contextlib
import glob
import os
import re
import shutil
import socket
import subprocess

from places import BUILD
from process import free_port
from sample import FIELDS

CONNECTIONS, SHORT, LONG = 16, 1600, 6400


def missing():
    return "" if shutil.which("valgrind") else "valgrind could not be installed; see build/bench/peers.log"


def request_bytes(path):
    fields = "".join(f"{name}: {value}\r\n" for name, value in FIELDS.items())
    return f"GET {path} HTTP/1.1\r\n{fields}\r\n".encode()


def receive(connection, size):
    received = b""
    while len(received) < size:
        piece = connection.recv(65536)
        if not piece:
            raise RuntimeError("the server closed a connection")
        received += piece
    return received


def response_size(connection, request):
    connection.sendall(request)
    received = b""
    while b"\r\n\r\n" not in received:
        received += receive(connection, 1)
    head, body = received.split(b"\r\n\r\n", 1)
    length = int(re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)[1])
    receive(connection, length - len(body))
    return len(head) + 4 + length


def drive(port, scenario, count):
    """Sends at least `count` requests, all connections in step; how many it sent."""
    request = request_bytes(scenario.path)
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
                       for _ in range(CONNECTIONS)]
        size = response_size(connections[0], request) * scenario.depth
        sent = 1
        while sent < count:
            for connection in connections:
                connection.sendall(request * scenario.depth)
            for connection in connections:
                receive(connection, size)
            sent += CONNECTIONS * scenario.depth
    return sent


def count_once(peer, scenario, requests):
    """(instructions by function, requests)."""
    port = free_port()
    out = os.path.join(BUILD, f"callgrind.{port}")
    wrapper = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "--"]
    try:
        with peer.start(port, wrapper=wrapper, patience=60) as server:
            sent = drive(server.port, scenario, requests)
        return functions_of(out), sent
    finally:
        for file in glob.glob(out + "*"):
            os.remove(file)


def functions_of(out):
    if not os.path.exists(out):
        raise RuntimeError("callgrind wrote no result")
    text = subprocess.run(["callgrind_annotate", "--threshold=100", "--show-percs=no", out], capture_output=True,
                          text=True, timeout=60).stdout
    counts = collections.Counter()
    for number, name in re.findall(r"^ *([\d,]+) +\S*?:(\S.*?)(?: \[[^\[\]]*\])?$", text, re.M):
        counts[name] += int(number.replace(",", ""))
    return counts


def by_function(peer, scenario):
    """Instructions per request, function by function, the hottest first."""
    short, sent_short = count_once(peer, scenario, SHORT)
    long, sent_long = count_once(peer, scenario, LONG)
    more = sent_long - sent_short
    costs = {name: (long[name] - short[name]) / more for name in long}
    return sorted(costs.items(), key=lambda item: -item[1])


def per_request(peer, scenario):
    return sum(cost for _, cost in by_function(peer, scenario))
