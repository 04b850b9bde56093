"""PDFs that were printed before, kept on disk for a while. Laying a paper out takes seconds, and reading it none.

A file is found by what would be printed, to the character: an amendment, another option, a new template or another
library is another key. So nothing on the shelf is ever out of date, and nobody gets a file whose content they could
not have printed: the content is loaded through them first, and only then looked for here.
"""

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

MOST_BYTES = 64 * 1024 * 1024
KEPT_SECONDS = 7 * 24 * 3600
DIGEST = hashlib.sha256().digest_size


class Shelf:
    """Files in one folder, which only its owner reads: of at most `most_bytes`, none older than a week."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self.most_bytes = most_bytes

    def kept(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under `key` (letters and figures), or else what `make` returns, kept from now on. A shelf that
        cannot be written to, or a torn file, costs time and nothing else."""
        found = self._read(key)
        if found is not None:
            return found
        content = make()
        with suppress(OSError):
            self._put(key, content)
            self._clear()
        return content

    def _read(self, key: str) -> bytes | None:
        with suppress(OSError):
            path = self.folder / key
            if path.stat().st_mtime >= time.time() - KEPT_SECONDS:
                written = path.read_bytes()
                digest, content = written[:DIGEST], written[DIGEST:]
                return content if hashlib.sha256(content).digest() == digest else None
        return None

    def _put(self, key: str, content: bytes) -> None:
        """Whole or not at all: written beside, then renamed. `NamedTemporaryFile` makes files of mode 0600."""
        if len(content) + DIGEST > self.most_bytes:
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self.folder, delete=False) as file:
            try:
                file.write(hashlib.sha256(content).digest() + content)
                file.flush()
                os.replace(file.name, self.folder / key)  # noqa: PTH105 - a name, not a path
            except OSError:
                Path(file.name).unlink(missing_ok=True)
                raise

    def _clear(self) -> None:
        """Take away what is too old, then the oldest until the rest fits."""
        fresh, left = time.time() - KEPT_SECONDS, self.most_bytes
        for at, size, path in sorted(self._files(), reverse=True):
            left -= size
            if at < fresh or left < 0:
                path.unlink(missing_ok=True)

    def _files(self) -> list[tuple[float, int, Path]]:
        found = []
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):  # another worker has taken it away
                told = path.stat()
                found.append((told.st_mtime, told.st_size, path))
        return found
