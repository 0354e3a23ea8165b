# One run of the generator that fits, and what the server spent on it.
import h2load
import websocket
import wrk
from sample import Sample
from scenario import Wire


def generator_of(scenario):
    if scenario.websocket:
        return websocket.run
    return h2load.run if scenario.wire is Wire.H2 else wrk.run


def measure(server, scenario, seconds):
    user0, system0 = server.cpu_seconds()
    outcome = generator_of(scenario)(server.port, scenario, seconds)
    user1, system1 = server.cpu_seconds()
    if outcome.count == 0:
        raise RuntimeError("no request was answered")
    user, system = user1 - user0, system1 - system0
    return Sample(cpu_us=(user + system) / outcome.count * 1e6, user_us=user / outcome.count * 1e6, rate=outcome.rate,
                  p50_us=outcome.p50_us, p99_us=outcome.p99_us, mistakes=outcome.mistakes)
