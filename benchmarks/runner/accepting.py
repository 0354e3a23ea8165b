# New connections beside the kept ones: what twice as many of them a second do to those who ask as usual.
import multiprocessing
import os
import socket
import statistics
import time

import wrk
from process import LOAD_CORE
from scenario import PLAIN_TEXT

RATE, ROUNDS, SECONDS = 1000, 5, 2
REQUEST = b"GET /plaintext HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def come_and_go(port, rate, stop):
    """Each connection asks once, and is closed a few later, so that nobody waits for an answer."""
    os.sched_setaffinity(0, (LOAD_CORE,))
    begin, count, held = time.monotonic(), 0, []
    while not stop.is_set():
        client = socket.create_connection(("127.0.0.1", port), timeout=5)
        client.sendall(REQUEST)
        held.append(client)
        if len(held) > 20:
            with held.pop(0) as first:
                if not first.recv(4096).startswith(b"HTTP/1.1 200"):
                    raise RuntimeError("a new connection was refused")
        count += 1
        time.sleep(max(0.0, begin + count / rate - time.monotonic()))


def p99_beside(server, rate):
    stop = multiprocessing.Event()
    clients = multiprocessing.Process(target=come_and_go, args=(server.port, rate, stop))
    clients.start()
    try:
        time.sleep(0.5)
        return statistics.median(wrk.run(server.port, PLAIN_TEXT, SECONDS).p99_us for _ in range(ROUNDS))
    finally:
        stop.set()
        clients.join(10)
        if clients.is_alive():
            clients.terminate()


def figures(server):
    """(p99 in µs with RATE new connections a second, with twice as many)."""
    return p99_beside(server, RATE), p99_beside(server, 2 * RATE)
