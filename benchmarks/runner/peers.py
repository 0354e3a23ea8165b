# Who is measured: how each server is started, its version, or why it cannot be measured here.
import dataclasses
import json
import os
import re
import shutil
import subprocess
from typing import Callable

import content
from places import BUILD, CONTENT, PEERS, ROOT
from process import SERVER_CORE, Server
from scenario import Wire

NPM = os.path.join(BUILD, "npm", "node_modules")
CARGO = os.path.join(BUILD, "cargo", "release")
TLS = [content.CERTIFICATE, content.KEY]


@dataclasses.dataclass(eq=False)
class Peer:
    name: str
    version: str = ""
    missing: str = ""  # why it is not measured; empty when it is
    command: Callable[[int, Wire, int], list] = None  # from port, wire and number of cores
    environment: Callable[[Wire], dict] = lambda wire: {}
    wires: frozenset = frozenset({Wire.PLAIN})
    lacks: frozenset = frozenset()  # keys of scenarios
    ours: bool = False  # counted by callgrind too

    def offers(self, scenario):
        return not self.missing and scenario.wire in self.wires and scenario.key not in self.lacks

    def start(self, port, wire=Wire.PLAIN, cores=(SERVER_CORE,), wrapper=(), patience=15.0):
        return Server([*wrapper, *self.command(port, wire, len(cores))], port, wire=wire, cores=cores,
                      environment=self.environment(wire), patience=patience)


def output_of(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    return (done.stdout + done.stderr).strip()


def lacking(*keys):
    return frozenset(keys)


def usual(*program):
    """PROGRAM PORT CORES FOLDER [CERTIFICATE KEY]"""
    return lambda port, wire, cores: [*program, str(port), str(cores), CONTENT, *(TLS if wire is Wire.TLS else [])]


def raw_epoll():
    program = os.path.join(BUILD, "benchmarks", "kaon_bench_raw_epoll")
    return Peer("raw epoll", ours=True, command=lambda port, wire, cores: [program, str(port)],
                lacks=lacking("order", "echo", "file", "websocket"))


def nginx():
    extracted = os.path.join(BUILD, "nginx", "usr", "sbin", "nginx")
    program = next((p for p in (shutil.which("nginx"), "/usr/sbin/nginx", extracted) if p and os.path.exists(p)), None)
    if not program:
        return Peer("nginx", missing="could not be installed; see build/bench/peers.log")

    def command(port, wire, cores):
        run = os.path.join(BUILD, "nginx", f"run-{wire.value}")
        os.makedirs(run, exist_ok=True)
        values = {"PORT": port, "CORES": cores, "RUN": run, "FOLDER": CONTENT,
                  "PROTOCOL": {Wire.PLAIN: "", Wire.TLS: "ssl", Wire.H2: "http2"}[wire],
                  "CERTIFICATE": f"ssl_certificate {TLS[0]}; ssl_certificate_key {TLS[1]}; ssl_protocols TLSv1.3;"
                  if wire is Wire.TLS else ""}
        with open(os.path.join(PEERS, "nginx.conf")) as template:
            text = re.sub("@([A-Z]+)@", lambda found: str(values[found[1]]), template.read())
        with open(os.path.join(run, "nginx.conf"), "w") as out:
            out.write(text)
        return [program, "-p", run, "-e", "stderr", "-c", os.path.join(run, "nginx.conf")]

    version = re.search(r"nginx/(\S+)", output_of(program, "-v"))
    return Peer("nginx", version=version[1] if version else "", command=command, wires=frozenset(Wire),
                lacks=lacking("order", "echo", "websocket"))


def version_of_package(name):
    with open(os.path.join(NPM, name, "package.json")) as file:
        return json.load(file)["version"]


def from_npm(name, package, runtime, script, runtime_version, **more):
    """A server in JavaScript; `package` is what has to be there besides its runtime."""
    if not runtime or not os.path.exists(runtime):
        return Peer(name, missing="its runtime could not be installed; see build/bench/peers.log")
    if package and not os.path.exists(os.path.join(NPM, package, "package.json")):
        return Peer(name, missing="the npm package could not be installed; see build/bench/peers.log")
    version = ", ".join(filter(None, [package and version_of_package(package), runtime_version(runtime)]))
    more.setdefault("wires", frozenset({Wire.PLAIN, Wire.TLS}))
    more.setdefault("environment", lambda wire: {"NODE_ENV": "production", "NODE_PATH": NPM})
    return Peer(name, version=version, command=usual(runtime, os.path.join(NPM, "..", script)), **more)


def node_version(node):
    return f"Node.js {output_of(node, '--version')}"


def bun_version(bun):
    return f"Bun {output_of(bun, '--version')}"


def fastify():
    return from_npm("Fastify", "fastify", shutil.which("node"), "fastify.js", node_version)


def node_http():
    return from_npm("node:http", "", shutil.which("node"), "node.js", node_version, wires=frozenset(Wire),
                    environment=lambda wire: {"NODE_ENV": "production", **({"H2": "1"} if wire is Wire.H2 else {})},
                    lacks=lacking("websocket"))


BUN = os.path.join(NPM, "@oven", "bun-linux-x64", "bin", "bun")


def bun():
    return from_npm("Bun", "", BUN, "bun.js", bun_version)


def elysia():
    return from_npm("Elysia", "elysia", BUN, "elysia.js", bun_version)


def from_crate(name, crate, **more):
    program = os.path.join(CARGO, f"{crate}_peer")
    if not os.path.exists(program):
        return Peer(name, missing="could not be built; see build/bench/peers.log")
    with open(os.path.join(BUILD, "crates", crate, "Cargo.lock")) as file:
        version = re.search(f'name = "{crate}"\nversion = "(.*)"', file.read())[1]
    return Peer(name, version=version, command=usual(program), **more)


def axum():
    return from_crate("Axum", "axum", wires=frozenset(Wire))


def hyper():
    return from_crate("hyper", "hyper", lacks=lacking("order", "file", "websocket"))


def kaon(name="Kaon", options=(), **more):
    program = os.path.join(BUILD, "benchmarks", "kaon_bench_server")
    version = output_of("git", "-C", ROOT, "describe", "--always", "--dirty")
    return Peer(name, version=version, ours=True, command=usual(program, *options),
                wires=frozenset(Wire), **more)


def kaon_with_layers():
    return dataclasses.replace(kaon("Kaon with layers", ["--layers"]),
                               version="request_id, trace as JSON to /dev/null, security_headers")


def smoke():
    """The first is what the others are compared with. One that does not start becomes a row that says so."""
    return [raw_epoll(), nginx(), fastify(), kaon(), kaon_with_layers()]


def load():
    return [kaon(), kaon_with_layers(), raw_epoll(), nginx(), axum(), hyper(), bun(), elysia(), node_http(), fastify()]
