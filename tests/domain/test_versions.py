"""What changed between two versions, word by word, and how a question stands today."""

import pytest

from app.bankfiles.schema import Question
from app.domain.bank import BankRecord, Retirement
from app.domain.errors import Refused
from app.domain.kit import Kit, KitSlot
from app.domain.versions import Part, Piece, parts, pieces, standings, warning
from tests import make


def version(number: int = 1, key: str = make.PURPOSE_ASKED, **changes: object) -> BankRecord:
    record = Question.model_validate(make.words(key, "PUR") | {"version": number} | changes)
    return BankRecord.of(record, make.LONG_AGO)


def changed(old: BankRecord, new: BankRecord) -> list[Part]:
    return [part for part in parts(old, new) if part.is_changed]


def test_words_are_told_apart_and_stay_in_the_order_of_reading():
    assert pieces("What do you do on Monday?", "What do you do first on Tuesday?") == [
        Piece("same", "What do you do"),
        Piece("in", " first"),
        Piece("same", " on"),
        Piece("out", " Monday?"),
        Piece("in", " Tuesday?"),
    ]


@pytest.mark.parametrize(
    "texts", [("", "new"), ("old", ""), ("a  b\n c", "a b\nc"), ("one\n", "one"), ("x " * 5000, "y")]
)
def test_nothing_of_either_text_is_lost(texts):
    found = pieces(*texts)
    assert "".join(one.text for one in found if one.kind != "in") == texts[0]
    assert "".join(one.text for one in found if one.kind != "out") == texts[1]


def test_only_the_parts_that_changed_are_changed():
    anchors = {**make.guide()["anchors"], 3: "Another answer of a 3."}
    found = changed(version(), version(2, minutes=12, anchors=anchors))
    assert [part.name for part in found] == ["Minutes", "Anchor 3"]
    assert [part.counted for part in found] == ["1 word out, 1 in", "1 word out, 1 in"]


def test_a_part_that_one_version_lacks_is_all_new_or_all_gone():
    old, new = version(), version(2, candidate_handout="A note.")
    assert [(one.name, one.pieces) for one in changed(old, new)] == [
        ("What the candidate has to read", [Piece("in", "A note.")])
    ]
    assert changed(new, old)[0].pieces == [Piece("out", "A note.")]
    assert changed(old, new)[0].counted == "2 words in"


def test_the_number_the_status_and_the_readers_test_are_no_words():
    read = {"author": "Ada", "retranslation": {"reader": "Bo", "order": [1, 2, 3, 4, 5]}}
    old, new = version(provenance={"author": "Ada"}), version(2, status="retired", provenance=read)
    assert changed(old, new) == []


def test_the_stages_of_a_scenario_are_parts_of_their_own():
    old, new = _scenario(), _scenario(2)
    stage = dict(new.content["stages"][1], say="Here is another draft.")
    new.content = {**new.content, "stages": [new.content["stages"][0], stage]}
    assert [part.name for part in changed(old, new)] == ["S2 · What is said"]
    assert "S1 · Fact F1" in {part.name for part in parts(old, new)}


def test_a_kit_is_told_of_a_newer_version_and_of_a_retirement():
    old, new, other = version(), version(2), version(key="PUR-SR-SIT-02")
    newest = {old.key: new, other.key: other}
    found = standings([old, other], newest, {})
    assert [one.words for one in found.values()] == ["Version 2 is newer.", ""]
    assert warning(found) == f"There is a newer version of {old.key}."
    found = standings([old, other], newest, {old.key: Retirement(), other.key: Retirement()})
    assert [one.newer for one in found.values()] == [None, None]
    assert warning(found) == f"{old.key} and {other.key} are retired."
    assert warning(standings([other], newest, {})) == ""


def test_a_question_retired_in_its_file_is_retired():
    assert standings([version()], {make.PURPOSE_ASKED: version(2, status="retired")}, {})[make.PURPOSE_ASKED].retired


def test_nothing_retires_twice_or_without_a_reason():
    record, first = version(), Retirement.of(version(), None, None, make.NOW, "Known.")  # type: ignore[arg-type]
    with pytest.raises(Refused, match="retired already"):
        Retirement.of(record, first, None, make.NOW, "Known.")  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Say why"):
        Retirement.of(record, None, None, make.NOW, "")  # type: ignore[arg-type]


def test_a_frozen_kit_keeps_the_version_that_was_asked():
    old, new = version(), version(2)
    old.id, new.id = 1, 2
    kit = Kit(slots=[KitSlot(position=0, record=old)])
    kit.freeze(make.NOW)
    with pytest.raises(Refused, match="stays as it is"):
        kit.renew(old, new)
    assert kit.records == [old]


def _scenario(number: int = 1) -> BankRecord:
    return BankRecord.of(
        make.Scenario.model_validate(make.scenario_words(make.CASE) | {"version": number}), make.LONG_AGO
    )
