"""Each broken record of `broken` is refused: which file, line and field, and what its author does about it."""

import re

import pytest
from click.testing import CliRunner

from app.bankfiles.linter import check
from app.bankfiles.problems import Problem
from app.bankfiles.reader import read_bank
from app.cli import main
from tests.bankfiles.broken import BREACHES, DEPOT, DONE, NO_RECORDS, Broken
from tests.bankfiles.samples import Shelf

SENTENCE = re.compile(r"['A-Z].*[;:] .*\.|.*, \S.*\.|The \S+ take \d+ minutes of \d+.*\.", re.DOTALL)


@pytest.mark.parametrize("broken", NO_RECORDS, ids=str)
def test_no_record_is_refused_with_its_file_line_and_field(shelf: Shelf, broken: Broken) -> None:
    line = broken_line(shelf, broken)
    bank = read_bank(shelf.folder)
    assert bank.entries == ()
    assert_told(shelf, broken, line, list(bank.problems))


@pytest.mark.parametrize("broken", BREACHES, ids=str)
def test_breach_is_named_with_its_file_line_and_field(shelf: Shelf, broken: Broken) -> None:
    line = broken_line(shelf, broken)
    bank = read_bank(shelf.folder)
    assert bank.problems == ()
    assert_told(shelf, broken, line, check(bank))


def broken_line(shelf: Shelf, broken: Broken) -> int:
    line = shelf.change(broken.file, broken.old, broken.new)
    if not broken.at:
        return line
    lines = (shelf.folder / broken.file).read_text().splitlines()
    (at,) = (number for number, text in enumerate(lines, start=1) if text.lstrip().startswith(broken.at))
    return at


def assert_told(shelf: Shelf, broken: Broken, line: int, problems: list[Problem]) -> None:
    told = next(problem for problem in problems if problem.field == broken.field)
    assert (told.file, told.line) == (str(shelf.folder / broken.file), line)
    assert broken.message in told.message
    assert SENTENCE.fullmatch(told.message), told.message


def test_bad_entry_of_a_list_is_the_only_thing_told_of_it(shelf: Shelf) -> None:
    shelf.change(DONE, "[knowing trains]", "[<b>knowing</b> trains]")
    assert [problem.field for problem in read_bank(shelf.folder).problems] == ["not_evidence 1"]


@pytest.mark.parametrize(("old", "new"), [("status: draft", "status: new"), ("minutes: 11", "minutes: 12")])
def test_command_ends_with_an_error_for_either_kind(shelf: Shelf, old: str, new: str) -> None:
    shelf.change(DEPOT, old, new)
    result = CliRunner().invoke(main, ["bank", "check", str(shelf.folder)])
    assert result.exit_code == 1
    assert result.output.count(str(shelf.folder / DEPOT)) == 1
