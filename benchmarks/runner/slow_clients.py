# Thousands of clients that send a head byte by byte: what they do to those who ask as usual.
#
# A child process holds the connections; each sends one byte every few seconds, and none ever ends its head. It shares
# its core with wrk and delays it, whatever the server does: so the others are measured beside clients that trickle just
# so at a socket that nobody reads, and then beside those that trickle at the server.
import multiprocessing
import os
import socket
import statistics
import time

import wrk
from memory import allow_descriptors
from process import LOAD_CORE
from scenario import PLAIN_TEXT

CLIENTS, PAUSE, ROUNDS, RUNS, SECONDS = 5000, 4.0, 3, 3, 2
BURST = 4  # bytes sent at once: what they cost on this core must not look like the server's delay
HEAD = b"GET /plaintext HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"a" * 4096


def trickle(port, ready, stop):
    os.sched_setaffinity(0, (LOAD_CORE,))
    allow_descriptors(2 * CLIENTS + 200)
    held, accepted = {}, []
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        for _ in range(CLIENTS):
            client = socket.create_connection(("127.0.0.1", port or nobody.getsockname()[1]), timeout=5)
            client.setblocking(False)
            held[client] = 0
            if not port:
                accepted.append(nobody.accept()[0])
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


def p99s_beside(server, port):
    """With clients that trickle at `port`; at a socket that nobody reads if it is 0."""
    ready, stop = multiprocessing.Event(), multiprocessing.Event()
    clients = multiprocessing.Process(target=trickle, args=(port, ready, stop))
    clients.start()
    try:
        if not ready.wait(60):
            raise RuntimeError(f"{CLIENTS:,} slow clients could not connect")
        return [wrk.run(server.port, PLAIN_TEXT, SECONDS).p99_us for _ in range(RUNS)]
    finally:
        stop.set()
        clients.join(10)
        if clients.is_alive():
            clients.terminate()


def figures(server):
    """(p99 in µs beside those at a socket of nobody's, beside those at the server), in turns."""
    elsewhere, here = [], []
    for _ in range(ROUNDS):
        elsewhere += p99s_beside(server, 0)
        here += p99s_beside(server, server.port)
    return statistics.median(elsewhere), statistics.median(here)
