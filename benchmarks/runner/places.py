# Where things lie.
import os

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build", "bench")
LOAD = os.path.join(ROOT, "benchmarks", "load")
PEERS = os.path.join(LOAD, "peers")
CONTENT = os.path.join(BUILD, "content")
