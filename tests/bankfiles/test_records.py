"""What a record is: its items, its digest, its way into the database and back."""

import hashlib
import json
from typing import Any

import pytest
from ruamel.yaml import YAML

from app.bankfiles.schema import Fault, Question, Retranslation, Scenario, Turn, digest, parse
from tests.bankfiles.samples import QUESTION, SCENARIO

REVERSED = {"reader": "a reader", "order": [5, 4, 3, 2, 1]}


def content(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return loaded


def question(**changed: Any) -> Question:
    return Question.model_validate(content(QUESTION) | changed)


def scenario(**changed: Any) -> Scenario:
    return Scenario.model_validate(content(SCENARIO) | changed)


def test_question_is_one_item_with_its_own_words() -> None:
    (item,) = question().items()
    assert (item.key, item.kind, item.record_id, item.stage) == ("DON-SR-SIT-01", "question", "DON-SR-SIT-01", None)
    assert (item.competency, item.level, item.minutes) == ("DON", "senior", 8)
    assert item.ask == question().prompt
    assert item.probes == ("What first?", "What would you need?", "When is it over?")
    assert list(item.anchors) == [1, 2, 3, 4, 5]
    assert item.turn and item.turn.when == "after the first answer"


def test_scenario_is_an_item_a_stage_and_its_keys_can_stand_in_an_address() -> None:
    items = scenario().items()
    assert [item.key for item in items] == ["CASE-DEPOT-SR.S1", "CASE-DEPOT-SR.S2"]
    assert [item.competency for item in items] == ["PUR", "CUS"]
    assert {item.record_id for item in items} == {"CASE-DEPOT-SR"}


def test_first_stage_says_the_scenarios_words_and_hands_out_its_goal() -> None:
    first, second = scenario().items()
    assert first.ask == "You have a quarter and two people. Where do you begin?"
    assert first.handout == "Fewer trams leave the depot late."
    assert second.ask == ""
    assert second.handout.splitlines()[0] == "The driver's note, as it was found:"


def test_every_stage_carries_what_holds_for_the_whole_scenario() -> None:
    for item in scenario().items():
        assert item.how_to_run == "Read the goal. Say a fact only when asked."
        assert item.red_flags == ("mocks the crew",)
        assert item.legal_notes == "Made-up depot."


def test_missing_texts_of_an_item_are_empty_and_never_none() -> None:
    texts = ("handout", "read_first", "intent", "fallback", "accessibility", "how_to_run", "scoring_note")
    for item in (*question(candidate_handout=None).items(), *scenario().items()):
        assert all(isinstance(getattr(item, name), str) for name in texts)


def test_turn_may_be_a_bare_text() -> None:
    assert scenario().stages[1].turn == Turn(when="", say="The crew changes at five.")


def test_prose_gets_single_spaces_and_keeps_its_paragraphs() -> None:
    assert question(prompt="  One   line\nof text. \n\n Another.  ").prompt == "One line\nof text.\nAnother."


def test_draft_keeps_its_lines_and_indents() -> None:
    assert question().candidate_handout == (
        " 1  def cards(train):\n 2      return [card(seat) for seat in train.seats]\n 3\n 4  <b>{{ seat }}</b>"
    )


def test_records_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        question().prompt = "Another."  # type: ignore[misc]


@pytest.mark.parametrize(("written", "lines"), [(7, [7]), ("11-13", [11, 12, 13]), (" 2 - 3 ", [2, 3])])
def test_fault_covers_printed_lines(written: object, lines: list[int]) -> None:
    assert list(Fault.model_validate({"line": written, "weight": "low", "fault": "A fault."}).lines) == lines


@pytest.mark.parametrize("written", ["13-11", "one", "1-", "", True, 1.5])
def test_fault_refuses_what_is_no_line(written: object) -> None:
    with pytest.raises(ValueError, match="line"):
        Fault.model_validate({"line": written, "weight": "low", "fault": "A fault."})


@pytest.mark.parametrize(
    ("order", "exact", "passes"),
    [
        ((1, 2, 3, 4, 5), 5, True),
        ((2, 1, 3, 5, 4), 1, True),
        ((3, 2, 1, 4, 5), 3, False),
    ],
)
def test_retranslation_passes_when_each_anchor_is_in_its_place_or_the_next(
    order: tuple[int, ...], exact: int, passes: bool
) -> None:
    result = Retranslation(reader="a reader", order=order)
    assert (result.exact, result.passes) == (exact, passes)


def test_retranslation_is_an_order_of_five() -> None:
    with pytest.raises(ValueError, match="each of 1, 2, 3, 4 and 5 once"):
        Retranslation(reader="a reader", order=(1, 1, 2, 3, 4))


def test_digest_is_the_sha256_of_the_canonical_json() -> None:
    words = question().model_dump(mode="json", exclude_defaults=True)
    del words["status"]
    canonical = json.dumps(words, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert digest(question()) == hashlib.sha256(canonical.encode()).hexdigest()


def test_digest_does_not_move_from_one_release_to_the_next() -> None:
    assert digest(question()) == "35ed183642f060afb92412bfc329be00301f1bca506177e57a9da52779245bf0"
    assert digest(scenario()) == "c91ee6f4c3b4b5b35846ae97454ccdf3840af50c2809d360ab8d2e6fffe847e2"


def test_going_live_makes_no_new_version_of_the_words() -> None:
    phrase = content(QUESTION)["provenance"]
    assert digest(question(status="live", provenance=phrase | {"retranslation": REVERSED})) == digest(question())


def test_stages_read_by_a_reader_make_no_new_version_of_the_words() -> None:
    phrase = {"phrase": "taste the dish"}
    read = scenario(provenance=phrase | {"retranslation": {"S1": REVERSED}})
    assert digest(read) == digest(scenario(provenance=phrase))


@pytest.mark.parametrize(
    "changed",
    [
        {"prompt": "Another prompt."},
        {"version": 2},
        {"minutes": 9},
        {"provenance": {"phrase": "another"}},
        {"variants": ["DON-SR-SIT-01b"]},
    ],
)
def test_changed_words_change_the_digest(changed: dict[str, Any]) -> None:
    assert digest(question(**changed)) != digest(question())


def test_digest_does_not_depend_on_the_order_of_fields_or_on_how_the_text_was_folded() -> None:
    turned = dict(reversed(content(QUESTION).items())) | {"prompt": question().prompt.replace(" ", "  ")}
    assert digest(Question.model_validate(turned)) == digest(question())


@pytest.mark.parametrize(("kind", "record"), [("question", question()), ("scenario", scenario())])
def test_records_come_back_from_the_database_as_they_were(kind: str, record: Question | Scenario) -> None:
    stored = json.loads(json.dumps(record.model_dump(mode="json")))
    assert parse(kind, stored) == record
    assert digest(parse(kind, stored)) == digest(record)


def test_parse_refuses_an_unknown_kind() -> None:
    with pytest.raises(ValueError, match="no records of the kind 'kit'"):
        parse("kit", {})


def test_parse_refuses_content_that_is_no_record() -> None:
    with pytest.raises(ValueError, match="prompt"):
        parse("question", {"id": "DON-SR-SIT-01"})


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Ines's sheet", "Ines’s sheet"),
        ('takes "Sales want it" as the answer', "takes “Sales want it” as the answer"),
        ("'Make search faster.' Its author", "‘Make search faster.’ Its author"),
        ("'\"You say refunded.\" she wrote'", "‘“You say refunded.” she wrote’"),
        ('("x")', "(“x”)"),
    ],
)
def test_quotation_marks_are_curved(typed: str, printed: str) -> None:
    assert question(intent=typed).intent == printed
