"""The real server as a process of its own, on a free port, with the demo company in a temporary folder."""

import contextlib
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

PALATE = Path(sys.executable).with_name("palate")
AS_MADE = "as_made.db"
FRESH = 15 * 60  # seconds
LINK = re.compile(r"^(?P<role>[a-z ]+?) {2,}.*(?P<url>http://\S+/links/\S+)$")


def palate(*arguments: str | Path) -> str:
    """What a command of the program prints."""
    return subprocess.run([PALATE, *arguments], env=clean(), capture_output=True, text=True, check=True).stdout


def clean() -> dict[str, str]:
    """The environment without settings of a real installation."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PALATE_")}


class Server:
    """`palate serve`, in a process group of its own so that it can be ended, or killed, as a whole."""

    def __init__(self, data: Path, port: int | None = None, demo: bool = True, program: Path = PALATE) -> None:
        self.data, self.demo, self.program = data, demo, program
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.links: dict[str, str] = {}
        self.visits: dict[str, Any] = {}
        self.lines: list[str] = []
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> "Server":
        command = [str(self.program), "serve", "--data", str(self.data), "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--demo"] if self.demo else command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env=clean() | {"PYTHONUNBUFFERED": "1"},
        )
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        self._wait()
        return self

    def remember(self) -> None:
        """Keep a copy of the company as it is now, for `begin_anew`."""
        with closing(sqlite3.connect(self.data / "palate.db")) as database:
            database.execute("VACUUM INTO ?", (str(self.data / AS_MADE),))
        self.made_at, self.made_links = time.monotonic(), dict(self.links)

    def begin_anew(self) -> None:
        """The company as it was remembered, in the running server. It is made once more when its server is gone, or
        when the interview that is "on now" has gone on for a while."""
        self.visits.clear()
        if self.process is None or self.process.poll() is not None or time.monotonic() - self.made_at > FRESH:
            self.stop()
            shutil.rmtree(self.data)
            self.start().remember()
            return
        self.links = dict(self.made_links)
        copy, live = (sqlite3.connect(self.data / name, timeout=30) for name in (AS_MADE, "palate.db"))
        with closing(copy), closing(live):
            copy.backup(live)

    def invitation(self, email: str, role: str) -> str:
        """A link with which somebody joins, or chooses a new password."""
        return palate("invite", email, "--role", role, "--url", self.url, "--data", self.data).strip()

    @property
    def is_up(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """kill -9, master and workers at once: what a power cut leaves to the program."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def signal(self, number: int) -> None:
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def _end(self, number: int) -> None:
        self.signal(number)
        assert self.process is not None
        self.process.wait(timeout=30)
        self.listener.join(timeout=30)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def _listen(self) -> None:
        assert self.process is not None and self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if found := LINK.match(line.strip()):
                self.links[found["role"]] = found["url"]

    def _wait(self) -> None:
        for _ in range(300):
            if self.process is not None and self.process.poll() is not None:
                break
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.url}/sign-in", timeout=2).read()
                return
            time.sleep(0.1)
        raise AssertionError("The server did not answer:\n" + "\n".join(self.lines[-40:]))


@contextlib.contextmanager
def served(data: Path, demo: bool = True) -> Iterator[Server]:
    server = Server(data, demo=demo).start()
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
