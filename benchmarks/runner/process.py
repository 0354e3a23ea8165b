# A server under measurement: started on a core, asked, read out of /proc, stopped with all its children.
import contextlib
import os
import signal
import socket
import ssl
import subprocess
import time

from scenario import Wire

TICKS = os.sysconf("SC_CLK_TCK")
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = CORES[0], CORES[-1]
# What a server or a tool may do to us: the rest of the run goes on without it.
FAILURES = (OSError, RuntimeError, subprocess.SubprocessError)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


UNVERIFIED = ssl._create_unverified_context()
# The client's preface and an empty SETTINGS frame (RFC 9113, section 3.4); the server's begins with SETTINGS too.
H2_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
H2_SETTINGS = 4


def connect(port, wire, timeout):
    plain = socket.create_connection(("127.0.0.1", port), timeout=timeout)
    return UNVERIFIED.wrap_socket(plain) if wire is Wire.TLS else plain


def answers(port, path, wire):
    if wire is not Wire.H2:
        return ask(port, path, wire).startswith(b"HTTP/1.1 200")
    with connect(port, wire, 5.0) as s:
        s.sendall(H2_PREFACE)
        return s.recv(9)[3:4] == bytes([H2_SETTINGS])


def ask(port, path, wire=Wire.PLAIN, timeout=5.0):
    """The whole answer to one GET, head and content."""
    with connect(port, wire, timeout) as s:
        s.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        received = b""
        while True:
            piece = s.recv(65536)
            if not piece:
                return received
            received += piece


class Server:
    """Running from construction to stop(); `start_ms` is the time until `path` was answered with 200."""

    def __init__(self, command, port, path="/plaintext", wire=Wire.PLAIN, cores=(SERVER_CORE,), environment=None,
                 patience=15.0):
        self.port = port
        self.wire = wire
        begin = time.perf_counter()
        self.process = subprocess.Popen(
            command, env={**os.environ, **(environment or {})}, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=lambda: os.sched_setaffinity(0, cores))
        try:
            self._await_answer(path, begin + patience)
        except BaseException:
            self.stop()
            raise
        self.start_ms = (time.perf_counter() - begin) * 1000

    def _await_answer(self, path, deadline):
        while time.perf_counter() < deadline:
            with contextlib.suppress(OSError):
                if answers(self.port, path, self.wire):
                    return
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.process.args[0]} ended with status {self.process.returncode}")
            time.sleep(0.0002)
        raise RuntimeError(f"{self.process.args[0]} did not answer {path}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        # The session is its own process group, so this reaches workers and nothing else.
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(15)
                return

    def tree(self):
        found, queue = [], [self.process.pid]
        while queue:
            pid = queue.pop()
            found.append(pid)
            with contextlib.suppress(OSError):
                for thread in os.listdir(f"/proc/{pid}/task"):
                    with open(f"/proc/{pid}/task/{thread}/children") as f:
                        queue += [int(child) for child in f.read().split()]
        return found

    def cpu_seconds(self):
        """(user, system), children included."""
        user = system = 0
        for pid in self.tree():
            with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as f:
                fields = f.read().rsplit(")", 1)[1].split()
                user += int(fields[11])
                system += int(fields[12])
        return user / TICKS, system / TICKS

    def memory_bytes(self):
        """(resident, of it anonymous), children included."""
        sums = {"Rss": 0, "Anonymous": 0}
        for pid in self.tree():
            with contextlib.suppress(OSError), open(f"/proc/{pid}/smaps_rollup") as f:
                for line in f:
                    name = line.split(":")[0]
                    if name in sums:
                        sums[name] += int(line.split()[1]) * 1024
        return sums["Rss"], sums["Anonymous"]
