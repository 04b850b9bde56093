"""The way between browser and server, which can be cut and can lose answers."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.e2e.serving import free_port


@dataclass(frozen=True)
class Request:
    """One request as it passed, with its body."""

    line: str
    body: bytes


@dataclass
class Proxy:
    """Listens on a port of its own and passes one request a connection on to the server at `target`."""

    target: int
    port: int = field(default_factory=free_port)
    is_cut: bool = False
    losing: str = ""  # answers to requests whose first line holds this are lost, after the server has made them
    passed: list[Request] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def listen(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):  # the listener is closed in the end
            while True:
                browser, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        with browser, suppress(OSError):
            head, body = read_request(browser)
            if not head or self.is_cut:
                return
            line = head.split(b"\r\n", 1)[0].decode()
            self.passed.append(Request(line, body))
            answer = self._ask(head, body)
            if not self.is_cut and not (self.losing and self.losing in line):
                browser.sendall(answer)

    def _ask(self, head: bytes, body: bytes) -> bytes:
        kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        with socket.create_connection(("127.0.0.1", self.target), timeout=30) as server:
            server.sendall(b"\r\n".join([*kept, b"Connection: close", b"", b""]) + body)
            return b"".join(iter(lambda: server.recv(65536), b""))


def read_request(browser: socket.socket) -> tuple[bytes, bytes]:
    """The head without its empty line, and the body; both empty when the browser sent nothing."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = browser.recv(65536)
        if not more:
            return b"", b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    while len(body) < length_of(head):
        body += browser.recv(65536)
    return head, body


def length_of(head: bytes) -> int:
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return int(lengths[0].partition(b":")[2]) if lengths else 0


@contextmanager
def proxied(target: int) -> Iterator[Proxy]:
    proxy = Proxy(target)
    proxy.listen()
    try:
        yield proxy
    finally:
        proxy.listener.close()
