"""Which texts count as nearly the same: the reworded ones, and none of those that are shipped."""

from dataclasses import replace

import pytest

from app import shipped
from app.bankfiles.likeness import alike, near_duplicates, stems, weighted
from app.bankfiles.problems import Problem
from app.bankfiles.reader import Entry, read_bank
from app.bankfiles.schema import Question
from tests.bankfiles.paraphrases import ANCHORS, PROMPTS

BANK = read_bank(shipped("question_bank"))


def test_no_two_records_of_the_shipped_bank_are_nearly_the_same() -> None:
    assert list(near_duplicates(BANK.entries)) == []


@pytest.mark.parametrize("name", PROMPTS)
def test_reworded_prompt_is_told_with_the_one_it_came_from(name: str) -> None:
    entry, question = held(name)
    told = told_of(entry, question.model_copy(update={"id": "NEW", "prompt": PROMPTS[name]}))
    assert place_of(entry, ("prompt",)) in message_at(told, "prompt")


@pytest.mark.parametrize(("name", "grade"), ANCHORS)
def test_reworded_anchor_is_told_with_the_one_it_came_from(name: str, grade: int) -> None:
    entry, question = held(name)
    other_prompt = {"id": "NEW", "prompt": "A new one.", "anchors": question.anchors | {grade: ANCHORS[name, grade]}}
    told = told_of(entry, question.model_copy(update=other_prompt))
    assert place_of(entry, ("anchors", grade)) in message_at(told, f"anchors {grade}")


def held(name: str) -> tuple[Entry, Question]:
    for entry in BANK.entries:
        if isinstance(entry.record, Question) and entry.record.id == name:
            return entry, entry.record
    raise LookupError(name)


def told_of(entry: Entry, record: Question) -> list[Problem]:
    """What is told of `record` when it comes to the shipped bank as a file of its own."""
    new = replace(entry, record=record, file="new.yaml")
    return [problem for problem in near_duplicates((*BANK.entries, new)) if problem.file == "new.yaml"]


def place_of(entry: Entry, path: tuple[str | int, ...]) -> str:
    return f"{entry.problem(path, '')};"


def message_at(problems: list[Problem], field: str) -> str:
    (message,) = (problem.message for problem in problems if problem.field == field)
    return message


def test_stems_leave_out_common_words_and_endings() -> None:
    assert list(stems("They tested what the tester’s tests are stopping")) == ["test", "test", "test", "stop"]
    assert list(stems("She measures; he measured")) == ["measur", "measur"]


def test_likeness_is_the_cosine_of_the_weights() -> None:
    assert list(alike(["guard waits", "The guard is waiting"], 0.99)) == [(0, 1, pytest.approx(1))]
    assert list(alike(["guard waits", "printer stops"], 0.01)) == []
    one, other = weighted(["guard waits", "guard prints"])
    ((_, _, likeness),) = alike(["guard waits", "guard prints"], 0)
    assert likeness == pytest.approx(one["guard"] * other["guard"])


def test_rare_word_weighs_more_than_one_that_stands_everywhere() -> None:
    (first, *_) = weighted(["ticket guard", "ticket printer", "ticket queue"])
    assert first["guard"] > first["ticket"]


def test_text_without_content_is_like_none() -> None:
    assert list(alike(["", "What do you do?", "What do you do?"], 0)) == []
