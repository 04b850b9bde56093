"""A broken file is answered with file, line, field and what to do; nothing of its bank is used."""

import os
import time
from pathlib import Path

import pytest

from app.bankfiles.problems import Problem
from app.bankfiles.reader import Bank, read_bank
from tests.bankfiles.samples import QUESTION, Shelf

DONE = "questions/done.yaml"
DEPOT = "scenarios/depot.yaml"
TALK = "kits/talk.yaml"
NAMES = "competencies.yaml"


def only_problem(shelf: Shelf) -> Problem:
    bank = read_bank(shelf.folder)
    assert bank.entries == ()
    (problem,) = bank.problems
    return problem


def test_sound_bank_is_read_whole(shelf: Shelf) -> None:
    bank = read_bank(shelf.folder)
    assert bank.problems == ()
    assert len(bank.competencies) == 8
    assert [record.id for record in bank.asked] == ["DON-SR-SIT-01", "CASE-DEPOT-SR"]
    assert [kit.id for kit in bank.kits] == ["KIT-SR-TALK"]


def test_file_may_hold_a_list_of_records(shelf: Shelf) -> None:
    records = [QUESTION, QUESTION.replace("SIT-01", "SIT-02")]
    shelf.write(DONE, "".join("- " + record.replace("\n", "\n  ").rstrip(" ") for record in records))
    assert [question.id for question in read_bank(shelf.folder).questions] == ["DON-SR-SIT-01", "DON-SR-SIT-02"]


def test_second_record_of_a_list_keeps_its_own_lines(shelf: Shelf) -> None:
    broken = QUESTION.replace("SIT-01", "SIT-02").replace("minutes: 8", "minutes: eight")
    shelf.write(DONE, "".join("- " + text.replace("\n", "\n  ").rstrip(" ") for text in (QUESTION, broken)))
    line = QUESTION.count("\n") + 1 + QUESTION[: QUESTION.index("minutes: 8")].count("\n")
    assert (only_problem(shelf).line, only_problem(shelf).field) == (line, "minutes")


def test_missing_field_points_to_its_record(shelf: Shelf) -> None:
    shelf.change(DONE, "leak_risk: low\n", "")
    assert only_problem(shelf) == Problem(str(shelf.folder / DONE), 1, "leak_risk", "Is missing; add it.")


def test_every_problem_of_every_file_is_told_at_once(shelf: Shelf) -> None:
    shelf.change(DONE, "minutes: 8", "minutes: no")
    shelf.change(DONE, "level: senior", "level: no")
    shelf.change(TALK, "clock_minutes: 60", "clock_minutes: no")
    assert [problem.field for problem in read_bank(shelf.folder).problems] == ["clock_minutes", "level", "minutes"]


def test_problem_prints_as_path_line_field_message() -> None:
    assert str(Problem("a.yaml", 3, "anchors 4", "Is empty.")) == "a.yaml:3: anchors 4: Is empty."
    assert str(Problem("a.yaml", 3, "", "Is empty.")) == "a.yaml:3: Is empty."


def test_same_id_twice_names_both_places(shelf: Shelf) -> None:
    shelf.write("questions/again.yaml", QUESTION)
    problem = only_problem(shelf)
    assert problem.message == f"DON-SR-SIT-01 stands already in {shelf.folder}/questions/again.yaml:1: id; renumber."
    assert (problem.file, problem.line) == (str(shelf.folder / DONE), 1)


def test_competencies_are_the_eight(shelf: Shelf) -> None:
    shelf.change(NAMES, "code: SHA", "code: PUR")
    messages = [problem.message for problem in read_bank(shelf.folder).problems]
    assert any(message.startswith("The bank has eight competencies, each once: PUR, CUS") for message in messages)


UNREADABLE = [
    ("a: &x [1]\nb: *x\n", 1, "anchor or alias"),
    ("a: *x\n", 1, "anchor or alias"),
    ("a: !!python/object/apply:os.system ['true']\n", 1, "uses a tag"),
    ("id: 1\nlevel: mid\nid: 2\n", 3, "'id' stands here a second time"),
    ("1: a\n1: b\n", 2, "1 stands here a second time"),
    ("1: a\n'1': b\n", 2, "'1' stands here a second time"),
    ("[a]: b\n", 1, "not a list or a map"),
    ("? {a: b}\n: c\n", 1, "not a list or a map"),
    ("true: b\n", 1, "is no word"),
    ("- a\n---\n- b\n", 2, "second document"),
    ("%YAML 1.1\n---\na: NO\n", 2, "directive"),
    ("a: [b\n", 1, "Close the bracket that opens in this line."),
    ("cook: runs it: twice\n", 1, "Put a text that holds a colon in quotes."),
    ("a:\n\t- b\n", 2, "Indent with spaces, not with a tab."),
    ('a: b\nc: "d\ne: f\n', 2, "Close the quotation mark that opens in this line."),
    ("a: b\nc d\ne: f\n", 2, "Write a colon and a space after the name"),
    ("a: {b: c\nd: e\n", 1, "Close the bracket that opens in this line."),
    ("a:\n  b: c\n d: e\n", 3, "Indent the line like its neighbours"),
    ("a: @b\n", 1, "Put a text that begins with a sign in quotes."),
    ("a: - b\n", 1, "Begin a list on the line below its name."),
    ('a: b\nc: "\\q"\n', 2, "Write the backslash twice"),
    (b"a: b\nc: \xff\n", 2, "not UTF-8"),
    (b"a: b\nc: \x00\n", 2, "character NUL"),
    (b"a: b\nc: \x07\n", 2, "a character that YAML forbids"),
    ("", 1, "must hold a question, or a list"),
    ("just a text\n", 1, "must hold a question, or a list"),
    ("[]\n", 1, "must hold a question, or a list"),
    (r'"\ud800": a' "\n", 1, "U+D800"),
]


@pytest.mark.parametrize(("content", "line", "message"), UNREADABLE)
def test_file_that_cannot_be_used_says_where_and_why(
    shelf: Shelf, content: str | bytes, line: int, message: str
) -> None:
    shelf.write(DONE, content)
    problem = only_problem(shelf)
    assert (problem.file, problem.line) == (str(shelf.folder / DONE), line)
    assert message in problem.message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[\n" * 19_000, "nested deeper than 20"),
        ("- " * 1_900, "nested deeper than 20"),
        ("{a: " * 900, "nested deeper than 20"),
        ("[" * 900_000, "900000 characters"),
        ("a: &a [x, x]\n" + "".join(f"a{n}: &a{n} [*a, *a]\n" for n in range(10_000)), "anchor or alias"),
        ("- a\n" * 19_000, "more than 10000 values"),
        ("a\n" * 450_000, "more than 20000 lines"),
        ("# a comment\n" * 100_000, "larger than 1 MB"),
        ("9" * 3_000, "must hold a question"),
    ],
)
def test_hostile_file_is_refused_within_a_second(shelf: Shelf, content: str, message: str) -> None:
    shelf.write(DONE, content)
    began = time.process_time()
    problem = only_problem(shelf)
    assert time.process_time() - began < 1
    assert message in problem.message


def test_list_of_nothing_is_told_apart_record_by_record(shelf: Shelf) -> None:
    shelf.write(DONE, "- 1\n- null\n- text\n")
    assert [(one.line, one.field) for one in read_bank(shelf.folder).problems] == [(1, ""), (2, ""), (3, "")]


def test_values_that_other_yaml_reads_wrongly_stay_what_they_say(shelf: Shelf) -> None:
    shelf.change(DONE, "leak_risk: low", "leak_risk: NO")
    shelf.change(DONE, "legal_notes: No personal history is asked for.", "legal_notes: 2024-01-01")
    (question,) = read_bank(shelf.folder).questions
    assert (question.leak_risk, question.legal_notes) == ("NO", "2024-01-01")


def test_byte_order_mark_and_windows_line_ends_do_no_harm(shelf: Shelf) -> None:
    before = read_bank(shelf.folder).questions
    shelf.write(DONE, b"\xef\xbb\xbf" + QUESTION.replace("\n", "\r\n").encode())
    assert read_bank(shelf.folder).questions == before


def test_missing_folder_and_missing_competencies_are_said(tmp_path: Path) -> None:
    assert read_bank(tmp_path / "none").problems[0].message.startswith("There is no such folder")
    (problem,) = read_bank(tmp_path).problems
    assert (problem.file, problem.message) == (str(tmp_path / NAMES), "There is no such file; add it.")


def test_file_with_another_ending_is_not_passed_over_in_silence(shelf: Shelf) -> None:
    shelf.write("questions/more.yml", QUESTION)
    assert only_problem(shelf).message == "The file is not read; end its name in .yaml."


def test_pipe_in_place_of_a_file_does_not_hang(shelf: Shelf) -> None:
    os.mkfifo(shelf.folder / "questions/pipe.yaml")
    assert only_problem(shelf).message == "There is no such file; add it."


def test_bank_with_a_problem_gives_nothing(shelf: Shelf) -> None:
    shelf.change(TALK, "level: senior", "level: none")
    bank = read_bank(shelf.folder)
    assert bank == Bank(problems=bank.problems)
    assert (bank.competencies, bank.asked, bank.kits) == ((), (), ())
