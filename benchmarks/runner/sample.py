# What one run of a generator against one server gave, and what the server spent on it.
import dataclasses
from typing import Optional

CONNECTIONS = 64
# What a browser sends at the least; the same for every server.
FIELDS = {
    "Host": "localhost",
    "Accept": "text/plain,text/html;q=0.9,application/xhtml+xml;q=0.9,application/xml;q=0.8,*/*;q=0.7",
    "Connection": "keep-alive",
}


@dataclasses.dataclass
class Outcome:
    count: int
    rate: float
    p50_us: Optional[float]
    p99_us: Optional[float]
    mistakes: str = ""  # socket errors in the generator's words; empty when there were none


@dataclasses.dataclass
class Sample:
    cpu_us: float  # per request, user and system
    user_us: float
    rate: float
    p50_us: Optional[float]
    p99_us: Optional[float]
    mistakes: str
