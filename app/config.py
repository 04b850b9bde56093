"""Settings: from the environment with the prefix PALATE_, or from the command line."""

import os
import re
import secrets
import stat
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SHORTEST_SECRET = 32


class Unfit(Exception):
    """The installation cannot start like this. The message says what to change."""


class Settings(BaseSettings):
    """`data` holds database, secret key and files; `database_url` names a PostgreSQL database instead of SQLite.
    `url` is where people reach the app, as it is printed on paper; without it, the address of the request is."""

    model_config = SettingsConfigDict(env_prefix="PALATE_", frozen=True, ignored_types=(cached_property,))

    data: Path = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "palate"
    database_url: str = ""
    hosts: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1", "localhost", "[::1]")
    tls: bool = False
    demo: bool = False
    url: str = ""

    @field_validator("url")
    @classmethod
    def _address(cls, value: str) -> str:
        """`PALATE_URL=https://palate.example`, without a slash at its end."""
        if value and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
            raise ValueError("PALATE_URL is an address such as https://palate.example")
        return value.rstrip("/")

    @field_validator("hosts", mode="before")
    @classmethod
    def _split(cls, value: str | tuple[str, ...]) -> tuple[str, ...]:
        """`PALATE_HOSTS=palate.example,10.0.0.5`: the names under which the app may be asked for."""
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value

    @property
    def engine_url(self) -> str:
        """The database as SQLAlchemy names it; plain `postgresql://` means the psycopg driver."""
        if not self.database_url:
            return f"sqlite:///{self.data / 'palate.db'}"
        scheme, _, rest = self.database_url.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else self.database_url

    @cached_property
    def secret_key(self) -> str:
        """Read the key, or make it at the first start. Refused when others on the machine can read it."""
        path = self.data / "secret_key"
        if not path.exists():
            self._make(path)
        if path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH) and os.name == "posix":
            raise Unfit(f"Others on this machine can read {path}. Run: chmod 600 {path}")
        key = path.read_text().strip()
        if len(key) < SHORTEST_SECRET:
            raise Unfit(
                f"The key in {path} is shorter than {SHORTEST_SECRET} characters. Delete the file; a new one is made."
            )
        return key

    def _make(self, path: Path) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
