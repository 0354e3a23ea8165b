# Thousands of clients that send a head byte by byte: what they do to those who ask as usual.
#
# A child process holds the connections; each sends one byte every few seconds, and none ever ends its head.
import multiprocessing
import os
import socket
import statistics
import time

import wrk
from memory import allow_descriptors
from process import LOAD_CORE
from scenario import PLAIN_TEXT

CLIENTS, PAUSE, ROUNDS, SECONDS = 5000, 4.0, 5, 2
BURST = 4  # bytes sent at once: what they cost on this core must not look like the server's delay
HEAD = b"GET /plaintext HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"a" * 4096


def trickle(port, ready, stop):
    os.sched_setaffinity(0, (LOAD_CORE,))
    allow_descriptors(CLIENTS + 200)
    held = {}
    for _ in range(CLIENTS):
        client = socket.create_connection(("127.0.0.1", port), timeout=5)
        client.setblocking(False)
        held[client] = 0
    ready.set()
    while not stop.is_set():
        begin = time.monotonic()
        for number, client in enumerate(list(held)):
            try:
                client.send(HEAD[held[client]:held[client] + 1])
                held[client] += 1
            except OSError:  # the server has cut it off: it comes again
                client.close()
                del held[client]
                again = socket.socket()
                again.setblocking(False)
                again.connect_ex(("127.0.0.1", port))
                held[again] = 0
            if number % BURST == BURST - 1:
                due = begin + PAUSE * number / CLIENTS
                if stop.wait(max(0.0, due - time.monotonic())):
                    return
        stop.wait(max(0.0, begin + PAUSE - time.monotonic()))


def p99(server):
    return statistics.median(wrk.run(server.port, PLAIN_TEXT, SECONDS).p99_us for _ in range(ROUNDS))


def figures(server):
    """(p99 in µs without them, with them)."""
    alone = p99(server)
    ready, stop = multiprocessing.Event(), multiprocessing.Event()
    clients = multiprocessing.Process(target=trickle, args=(server.port, ready, stop))
    clients.start()
    try:
        if not ready.wait(60):
            raise RuntimeError(f"{CLIENTS:,} slow clients could not connect")
        return alone, p99(server)
    finally:
        stop.set()
        clients.join(10)
        if clients.is_alive():
            clients.terminate()
