"""A PostgreSQL cluster for the length of a test run: empty, on a free port of this machine, without fsync."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTALLED = Path("/usr/lib/postgresql")
MISSING = (
    "The tests run on PostgreSQL too, and no initdb was found on the PATH or in /usr/lib/postgresql. "
    "Run script/setup --test, or set PALATE_TEST_DATABASES=sqlite for a quick run on SQLite only."
)


class Missing(Exception):
    """PostgreSQL is not installed. The message says what to do."""


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster and give its address; stop it and remove its folder in the end."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="palate-postgresql-") as name:
        folder, port = Path(name), _free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _run(programs / "initdb", "-D", folder / "data", "-U", "palate", "-A", "trust", "-E", "UTF8", "--no-sync")
        pg_ctl = [programs / "pg_ctl", "-D", folder / "data", "-w"]
        _run(*pg_ctl, "-l", folder / "log", "-o", _options(port), "start")
        try:
            yield f"postgresql+psycopg://palate@127.0.0.1:{port}/postgres"
        finally:
            _run(*pg_ctl, "-m", "immediate", "stop")


def _programs() -> Path:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    newest = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not newest:
        raise Missing(MISSING)
    return newest[-1].parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _options(port: int) -> str:
    off = " ".join(f"-c {name}=off" for name in ("fsync", "synchronous_commit", "full_page_writes"))
    return f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= {off}"


def _run(*command: object) -> None:
    """Run as an ordinary user: PostgreSQL refuses to be root."""
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    words = [*as_user, *map(str, command)]
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    done = subprocess.run(words, cwd="/", **streams, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{words} failed: {done.stderr}")
