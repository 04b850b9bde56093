"""The power goes at any moment of saving: whatever was acknowledged by then is in the database afterwards."""

import json
import random
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import counts
from tests.powercut.disk import Disk
from tests.powercut.recording import Event, Said, record
from tests.powercut.writer import value_of
from tests.sites import site_in

SETTINGS = {"WAL": ["wal", "2"], "DELETE": ["delete", "3"]}  # journal mode and synchronous, as SQLite tells them
WEAKENED = {"WAL but NORMAL": ["wal", "1"], "DELETE but FULL": ["delete", "2"]}
ENOUGH_TO_CATCH = 60


@dataclass(frozen=True)
class Image:
    """What is on the disk after a power cut, and what had been acknowledged."""

    files: dict[str, bytes]
    acknowledged: list[str]


@dataclass(frozen=True)
class Found:
    """What SQLite makes of an image."""

    is_sound: bool
    missing: list[str]


@pytest.mark.parametrize("mode", SETTINGS)
def test_a_power_cut_loses_nothing_that_was_acknowledged(mode: str, tmp_path: Path) -> None:
    found = [look(image, tmp_path) for image in images(mode, SETTINGS[mode], counts.POWER_CUTS, tmp_path)]
    assert [one.missing for one in found if one.missing] == []
    assert all(one.is_sound for one in found)


@pytest.mark.parametrize("mode", WEAKENED)
def test_a_weaker_setting_is_caught(mode: str, tmp_path: Path) -> None:
    found = [look(image, tmp_path) for image in images(mode, WEAKENED[mode], ENOUGH_TO_CATCH, tmp_path)]
    assert any(one.missing for one in found)


def images(mode: str, settings: list[str], number: int, tmp_path: Path) -> Iterator[Image]:
    """Save for a while, then cut the power at this many moments."""
    folder = tmp_path.resolve() / "data"  # as the system names it
    folder.mkdir()
    with site_in(f"sqlite:///{folder / 'own.db'}", folder) as site:
        site.client(site.world.ada)
    disk = Disk(folder)
    writer = [sys.executable, "-m", "tests.powercut.writer", mode, str(folder / "own.db"), str(counts.SAVES)]
    events = record(writer, folder, tmp_path / "strace.log")
    assert [event.words[1:] for event in events if isinstance(event, Said) and event.words[0] == "mode"] == [settings]
    yield from cut(disk, events, set(random.Random(mode).sample(range(len(events)), number)))


def cut(disk: Disk, events: list[Event], moments: set[int]) -> Iterator[Image]:
    acknowledged: list[str] = []
    for moment, event in enumerate(events):
        if moment in moments:
            yield Image(disk.after_a_cut(random.Random(moment)), list(acknowledged))
        if isinstance(event, Said) and event.words[0] == "acknowledged":
            acknowledged += event.words[1:]
        disk.do(event)
    assert len(acknowledged) > counts.SAVES


def look(image: Image, tmp_path: Path) -> Found:
    """Open it as the server would at its next start, and compare."""
    folder = tmp_path / "image"
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, content in image.files.items():
        if not name.endswith("-shm"):
            (folder / name).write_bytes(content)
    database = sqlite3.connect(folder / "own.db")
    try:
        is_sound = database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        stored = dict(database.execute("SELECT id, value FROM op"))
    except sqlite3.DatabaseError:
        return Found(False, image.acknowledged)
    finally:
        database.close()
    return Found(is_sound, [one for one in image.acknowledged if not is_right(one, stored.get(one))])


def is_right(identity: str, value: str | None) -> bool:
    return value is not None and json.loads(value)["text"] == value_of(int(identity.rpartition(".")[2]))
