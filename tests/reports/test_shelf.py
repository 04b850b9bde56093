"""PDFs are kept on disk for a while, within bounds, and a shelf that fails only costs time."""

import os
import stat
import time
from pathlib import Path

import pytest

from app.reports.shelf import DIGEST, KEPT_SECONDS, Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Room for two files of ten bytes."""
    return Shelf(tmp_path / "papers", most_bytes=2 * (10 + DIGEST))


def never() -> bytes:
    raise AssertionError("It is on the shelf.")


def age(shelf: Shelf, key: str, seconds: float) -> None:
    at = time.time() - seconds
    os.utime(shelf.folder / key, (at, at))


def test_a_file_is_made_once_and_read_by_its_owner_alone(shelf: Shelf) -> None:
    assert shelf.kept("a", lambda: b"0123456789") == shelf.kept("a", never) == b"0123456789"
    assert stat.S_IMODE((shelf.folder / "a").stat().st_mode) == 0o600
    assert stat.S_IMODE(shelf.folder.stat().st_mode) == 0o700


def test_the_oldest_goes_when_there_is_no_room(shelf: Shelf) -> None:
    for seconds, key in ((3, "a"), (2, "b")):
        shelf.kept(key, lambda: b"0123456789")
        age(shelf, key, seconds)
    shelf.kept("c", lambda: b"0123456789")
    assert {path.name for path in shelf.folder.iterdir()} == {"b", "c"}


def test_what_is_larger_than_the_shelf_is_not_kept(shelf: Shelf) -> None:
    assert shelf.kept("a", lambda: b"x" * 200) == b"x" * 200
    assert not shelf.folder.exists() or list(shelf.folder.iterdir()) == []


def test_after_a_week_it_is_made_anew_and_the_old_one_is_gone(shelf: Shelf) -> None:
    for key in ("a", "b"):
        shelf.kept(key, lambda: b"old")
        age(shelf, key, KEPT_SECONDS + 1)
    assert shelf.kept("a", lambda: b"new") == b"new"
    assert {path.name for path in shelf.folder.iterdir()} == {"a"}


@pytest.mark.parametrize("torn", [b"", b"short", b"x" * 60])
def test_a_torn_file_is_made_anew(shelf: Shelf, torn: bytes) -> None:
    shelf.kept("a", lambda: b"0123456789")
    (shelf.folder / "a").write_bytes(torn)
    assert shelf.kept("a", lambda: b"made anew") == b"made anew"
    assert shelf.kept("a", never) == b"made anew"


def test_a_shelf_that_cannot_be_written_to_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("A file where the folder should be.")
    assert Shelf(tmp_path / "papers").kept("a", lambda: b"made") == b"made"


def test_a_maker_that_fails_leaves_nothing(shelf: Shelf) -> None:
    with pytest.raises(AssertionError):
        shelf.kept("a", never)
    assert not shelf.folder.exists()
