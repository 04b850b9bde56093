"""A disk as POSIX promises it, and no better: only what was synced is sure to survive."""

import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.powercut.recording import Event, Opened, Synced, Truncated, Unlinked, Wrote

SECTOR = 512


@dataclass(eq=False)
class Inode:
    """The bytes that a sync has made last, and what was done since."""

    lasting: bytes = b""
    since: list[Wrote | Truncated] = field(default_factory=list)

    def sync(self) -> None:
        content = bytearray(self.lasting)
        for change in self.since:
            _apply(content, change)
        self.lasting, self.since = bytes(content), []

    def after_a_cut(self, dice: random.Random) -> bytes:
        """Of what was not synced each change survives or not, and of a write each sector: all, some, or none."""
        content = bytearray(self.lasting)
        luck = dice.choice([0.0, 0.5, 0.95, 1.0])
        for change in self.since:
            for part in _parts(change):
                if dice.random() < luck:
                    _apply(content, part)
        return bytes(content)


class Disk:
    """The files of one folder. A name that is made or taken away is sure when the folder is synced; before, a cut may
    undo the latest of these changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.names = {str(path): Inode(path.read_bytes()) for path in folder.iterdir() if path.is_file()}
        self.lasting = [dict(self.names)]  # names as they were at the last sync of the folder, and after each change

    def do(self, event: Event) -> None:
        if isinstance(event, Opened):
            if event.creates and event.path not in self.names:
                self._rename(self.names | {event.path: Inode()})
        elif isinstance(event, Unlinked):
            self._rename({path: inode for path, inode in self.names.items() if path != event.path})
        elif isinstance(event, Synced):
            self._sync(event.path)
        elif isinstance(event, Wrote | Truncated):
            self.names[event.path].since.append(event)

    def _rename(self, names: dict[str, Inode]) -> None:
        self.names = names
        self.lasting.append(names)

    def _sync(self, path: str) -> None:
        if path == self.folder:
            self.lasting = [self.names]
        elif path in self.names:
            self.names[path].sync()

    def after_a_cut(self, dice: random.Random) -> dict[str, bytes]:
        """Name (without the folder) to content, as one of the states that may be found."""
        names = dice.choice(self.lasting)
        return {Path(path).name: inode.after_a_cut(dice) for path, inode in names.items()}


def _parts(change: Wrote | Truncated) -> list[Wrote | Truncated]:
    if isinstance(change, Truncated):
        return [change]
    ends = range(0, len(change.data), SECTOR)
    return [Wrote(change.path, change.offset + at, change.data[at : at + SECTOR]) for at in ends]


def _apply(content: bytearray, change: Wrote | Truncated) -> None:
    end = change.size if isinstance(change, Truncated) else change.offset + len(change.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if isinstance(change, Truncated):
        del content[end:]
    else:
        content[change.offset : end] = change.data
