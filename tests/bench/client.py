"""A light HTTP client: plain sockets kept open, so that what is measured is the server and not the client."""

import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import quantiles
from urllib.parse import quote_plus, urlsplit

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: ([^\r]+)", re.IGNORECASE)
_STATE = re.compile(rb'name="state" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Response:
    """A status, the address it redirects to ("" for none) and a body."""

    status: int
    location: str
    body: bytes

    @property
    def state(self) -> str:
        """The sealed state that a page carries."""
        found = _STATE.search(self.body)
        return found[1].decode() if found else ""


class Connection:
    """One connection to one server, opened again when the server closes it."""

    def __init__(self, address: str, headers: str = "") -> None:
        parts = urlsplit(address)
        self._place = (parts.hostname or "", parts.port or 80)
        self._head = f"Host: {parts.netloc}\r\nAccept-Language: fr\r\n{headers}"
        self._socket: socket.socket | None = None

    def get(self, path: str) -> Response:
        return self._ask(f"GET {path} HTTP/1.1\r\n{self._head}\r\n".encode())

    def post(self, path: str, form: dict[str, str]) -> Response:
        body = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in form.items()).encode()
        head = (
            f"POST {path} HTTP/1.1\r\n{self._head}"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return self._ask(head.encode() + body)

    def _ask(self, request: bytes) -> Response:
        for attempt in (1, 2):
            try:
                if self._socket is None:
                    self._socket = socket.create_connection(self._place, timeout=60)
                    self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._socket.sendall(request)
                return self._read(self._socket)
            except OSError:
                self._socket = None
                if attempt == 2:
                    raise
        raise OSError

    def _read(self, open_socket: socket.socket) -> Response:
        data = bytearray()
        while (end := data.find(b"\r\n\r\n")) < 0:
            self._more(open_socket, data)
        head = bytes(data[:end])
        found = _LENGTH.search(head)
        length = int(found[1]) if found else 0
        while len(data) < end + 4 + length:
            self._more(open_socket, data)
        if b"connection: close" in head.lower():
            open_socket.close()
            self._socket = None
        location = _LOCATION.search(head)
        return Response(
            int(head[9:12]), location[1].decode() if location else "", bytes(data[end + 4 : end + 4 + length])
        )

    def _more(self, open_socket: socket.socket, data: bytearray) -> None:
        part = open_socket.recv(65536)
        if not part:
            raise OSError("closed")
        data += part


@dataclass(slots=True)
class Load:
    """What a load came to: seconds a request, and how many answers were errors of the server."""

    seconds: float = 0.0
    requests: list[float] = field(default_factory=list)
    failures: int = 0

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.requests) / self.seconds

    def percentile(self, share: int) -> float:
        """The seconds within which ``share`` of a hundred requests were answered."""
        return quantiles(self.requests, n=100)[share - 1]


Journey = Callable[[Connection, Callable[[Callable[[], Response]], Response]], None]
"""Walks a journey; every request goes through the second argument, which times it."""


def load(address: str, journey: Journey, *, clients: int, seconds: float) -> Load:
    """Lets ``clients`` walk ``journey`` over and over for some seconds, and returns what it came to."""
    found = Load()
    lock = threading.Lock()
    begin = time.perf_counter()

    def walk() -> None:
        connection = Connection(address)
        times: list[float] = []
        failures = 0

        def timed(ask: Callable[[], Response]) -> Response:
            nonlocal failures
            start = time.perf_counter()
            response = ask()
            times.append(time.perf_counter() - start)
            failures += response.status >= 500
            return response

        while time.perf_counter() - begin < seconds:
            journey(connection, timed)
        with lock:
            found.requests += times
            found.failures += failures

    threads = [threading.Thread(target=walk) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found.seconds = time.perf_counter() - begin
    return found
