"""What the linter says of one record while it is written."""

from typing import Any

import pytest

from app.bankfiles.examine import Expected, examine
from app.bankfiles.reader import Entry
from app.bankfiles.schema import Question
from app.bankfiles.writer import text_of
from tests import make

NEW = Expected("", 1)


def sound(**changes: Any) -> dict[str, Any]:
    return make.sound_words("PUR-SR-SIT-71") | changes


def told(content: dict[str, Any], expected: Expected = NEW, others: tuple[Entry, ...] = ()) -> dict[str, str]:
    return {one.field: one.message for one in examine(text_of(content), "question", others, expected).problems}


def test_a_sound_question_has_nothing_to_mend() -> None:
    assert told(sound()) == {}


def test_what_is_missing_is_said_at_its_field() -> None:
    content = sound()
    del content["prompt"], content["anchors"][4]
    assert told(content) == {
        "prompt": "Is missing; add it.",
        "anchors": "Has the grades 1, 2, 3, 5; write exactly 1, 2, 3, 4 and 5.",
    }


def test_rules_speak_before_the_record_is_whole() -> None:
    content = sound(prompt="We go on. " * 21)
    del content["intent"]
    assert told(content)["prompt"] == "Has 63 words; cut it to 60."


def test_a_long_anchor_is_told_while_others_are_missing() -> None:
    content = sound(anchors={3: "word " * 50})
    assert told(content)["anchors 3"] == "Has 50 words; cut it to 45."


@pytest.mark.parametrize(
    ("changes", "expected", "field", "message"),
    [
        ({}, Expected("", 1, frozenset({"PUR-SR-SIT-71"})), "id", "The bank holds PUR-SR-SIT-71 already"),
        ({}, Expected("PUR-SR-SIT-02", 1), "id", "this draft changes PUR-SR-SIT-02"),
        ({}, Expected("PUR-SR-SIT-71", 3), "version", "Is 1; this would be version 3."),
    ],
)
def test_id_and_version_fit_the_bank(changes: dict[str, Any], expected: Expected, field: str, message: str) -> None:
    assert message in told(sound(**changes), expected)[field]


def test_words_of_another_record_are_told() -> None:
    other = Question.model_validate(sound(id="PUR-SR-SIT-02"))
    found = told(sound(), others=(Entry(other, other.id, {}),))
    assert "Is nearly the text of PUR-SR-SIT-02" in found["prompt"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("id: [", 1, "This is not valid YAML"),
        ("- id: x", 1, "Write one record"),
        ("a: 1\nb: &x 2", 2, "anchor or alias"),
    ],
)
def test_what_is_no_record_is_said_by_line(text: str, line: int, message: str) -> None:
    found = examine(text, "question", (), NEW)
    assert found.content is None
    assert [(one.line, message in one.message) for one in found.problems] == [(line, True)]


@pytest.mark.parametrize("text", ["", "anchors: 3", "anchors: {x: 1}", "probes: 5", "id: 3\nlevel: {}", "turn: []"])
def test_nothing_that_is_typed_makes_it_fail(text: str) -> None:
    assert examine(text, "question", (), NEW).problems
    assert examine(text, "scenario", (), NEW).problems
