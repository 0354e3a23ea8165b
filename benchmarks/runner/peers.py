# Who is measured: how each server is started, its version, or why it cannot be measured here.
import dataclasses
import json
import os
import re
import shutil
import subprocess
from typing import Callable

from process import SERVER_CORE, Server

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build", "bench")
LOAD = os.path.join(ROOT, "benchmarks", "load")


@dataclasses.dataclass(eq=False)
class Peer:
    name: str
    version: str = ""
    missing: str = ""  # why it is not measured; empty when it is
    command: Callable[[int], list] = None  # from the port
    environment: dict = dataclasses.field(default_factory=dict)
    ours: bool = False  # counted by callgrind too

    def start(self, port, wrapper=(), patience=15.0):
        return Server([*wrapper, *self.command(port)], port, environment=self.environment, patience=patience,
                      cores=(SERVER_CORE,))


def output_of(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    return (done.stdout + done.stderr).strip()


def raw_epoll():
    program = os.path.join(BUILD, "benchmarks", "kaon_bench_raw_epoll")
    return Peer("raw epoll", ours=True, command=lambda port: [program, str(port)])


def nginx():
    extracted = os.path.join(BUILD, "nginx", "usr", "sbin", "nginx")
    program = next((p for p in (shutil.which("nginx"), "/usr/sbin/nginx", extracted) if p and os.path.exists(p)), None)
    if not program:
        return Peer("nginx", missing="could not be installed; see build/bench/peers.log")

    def command(port):
        folder = os.path.join(BUILD, "nginx", "run")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(LOAD, "nginx.conf")) as template:
            text = template.read().replace("@PORT@", str(port)).replace("@FOLDER@", folder)
        with open(os.path.join(folder, "nginx.conf"), "w") as out:
            out.write(text)
        return [program, "-p", folder, "-e", "stderr", "-c", os.path.join(folder, "nginx.conf")]

    version = re.search(r"nginx/(\S+)", output_of(program, "-v"))
    return Peer("nginx", version=version[1] if version else "", command=command)


def fastify():
    node, modules = shutil.which("node"), os.path.join(BUILD, "npm", "node_modules")
    package = os.path.join(modules, "fastify", "package.json")
    if not node or not os.path.exists(package):
        what = "Node.js" if not node else "the npm package"
        return Peer("Fastify", missing=f"{what} could not be installed; see build/bench/peers.log")
    with open(package) as f:
        version = f"{json.load(f)['version']}, Node.js {output_of(node, '--version')}"
    return Peer("Fastify", version=version, environment={"NODE_ENV": "production", "NODE_PATH": modules},
                command=lambda port: [node, os.path.join(LOAD, "fastify.js"), str(port)])


def kaon(name="Kaon", options=()):
    program = os.path.join(BUILD, "benchmarks", "kaon_bench_server")
    version = output_of("git", "-C", ROOT, "describe", "--always", "--dirty")
    return Peer(name, version=version, ours=True, command=lambda port: [program, str(port), "1", *options])


def all_peers():
    """The first is what the others are compared with. One that does not start becomes a row that says so."""
    layered = kaon("Kaon with layers", ["layers"])
    layered.version = "request_id, trace as JSON to /dev/null, security_headers"
    return [raw_epoll(), nginx(), fastify(), kaon(), layered]
