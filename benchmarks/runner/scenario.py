# What is asked of every server, and by which generator.
import dataclasses
from enum import Enum


class Wire(Enum):
    """How a server is started and spoken to."""
    PLAIN = "plain"
    TLS = "tls"
    H2 = "h2"  # by prior knowledge


@dataclasses.dataclass(frozen=True)
class Scenario:
    key: str
    title: str
    path: str
    depth: int = 1  # requests per write; on HTTP/2 streams per connection
    wire: Wire = Wire.PLAIN
    content: str = ""  # the name of the file in the folder of contents that is sent
    content_type: str = ""
    short: bool = False  # one request per connection
    websocket: bool = False


PLAIN_TEXT = Scenario("plaintext", "Plain text", "/plaintext")
PIPELINED = Scenario("pipelined", "Plain text, pipelined x16", "/plaintext", depth=16)
USERS = Scenario("users", "/users/{id} with JSON out", "/users/42")

SMOKE = (PLAIN_TEXT, PIPELINED, USERS)
LOAD = (
    PLAIN_TEXT,
    PIPELINED,
    Scenario("json", "JSON out", "/json"),
    USERS,
    Scenario("order", "1 KB JSON in", "/orders", content="order.json", content_type="application/json"),
    Scenario("echo", "100 KB both ways", "/echo", content="blob", content_type="application/octet-stream"),
    Scenario("file", "Static file of 32 KB", "/static/page.html"),
    Scenario("tls", "Plain text over TLS 1.3", "/plaintext", wire=Wire.TLS),
    Scenario("h2", "Plain text over HTTP/2, 16 streams a connection", "/plaintext", depth=16, wire=Wire.H2),
    Scenario("websocket", "WebSocket echo of 64 bytes", "/ws", websocket=True),
    Scenario("short", "Plain text, a connection for each request", "/plaintext", short=True),
    Scenario("handshakes", "Plain text, a connection over TLS 1.3 for each request", "/plaintext", wire=Wire.TLS,
             short=True),
)
