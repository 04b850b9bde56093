"""What a card says, from its operations and from its locked copy; and what is still to see to."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.content import Content, FactState, Line, from_json, read
from app.domain.fields import Fault, flag_of
from app.domain.findings import findings
from app.domain.kit import Kit, KitSlot
from app.domain.ops import Op, heads
from app.domain.rubric import Missing, Recommendation
from tests import make
from tests.make import FIRST_STAGE, NOW, PURPOSE_ASKED, SECOND_STAGE

NAMES = {"PUR": "Purpose", "CUS": "Customer"}


class Nowhere:
    """Stands in for a session where a builder only wants to make a record."""

    def add(self, row: object) -> None: ...

    def flush(self) -> None: ...


def kit() -> Kit:
    records = [make.question(Nowhere(), PURPOSE_ASKED, "PUR"), make.scenario(Nowhere())]
    return Kit(slots=[KitSlot(position=n, record=record) for n, record in enumerate(records)])


KIT = kit()


def op(field: str, value: Any, number: int = 1) -> Op:
    return Op(
        scorecard_id=1,
        id=f"testing-{field}.{number}",
        field=field,
        value=value,
        typed_at=NOW.isoformat(),
        received_at=NOW + timedelta(seconds=number),
        flag=flag_of(field, value),
        parents=[],
    )


def draft(values: dict[str, Any], *more: Op):
    return read(KIT, heads([*(op(field, value) for field, value in values.items()), *more]))


def settled(**changes: Any) -> dict[str, Any]:
    """Every item rated 3, and a recommendation: nothing stops a lock."""
    ratings = {f"rating/{key}": {"rating": 3} for key in (PURPOSE_ASKED, FIRST_STAGE, SECOND_STAGE)}
    return {**ratings, "recommendation": "yes", **changes}


def sentences(values: dict[str, Any], *more: Op) -> list[str]:
    return [one.sentence for one in findings(draft(values, *more), KIT, NAMES)]


def test_every_field_has_its_place():
    content = draft(
        {
            "clock": {"started_at": NOW.isoformat()},
            f"rating/{FIRST_STAGE}": {"rating": 4},
            f"evidence/{FIRST_STAGE}": "Names the reader.",
            f"fact/{FIRST_STAGE}/F1": {"state": "asked", "at": 61},
            f"stage/{FIRST_STAGE}": {"at": 480},
            f"fault/{SECOND_STAGE}/P1": "probed",
            f"claims/{SECOND_STAGE}": "the import",
            f"probe/{SECOND_STAGE}/1": {"at": 500},
            "note/n1": {"text": "Who reads it?", "item": FIRST_STAGE, "at": 5, "starred": True},
            "recommendation": "strong_yes",
            "summary": "Asks first.",
        }
    ).content
    first, second = content.items[FIRST_STAGE], content.items[SECOND_STAGE]
    assert (first.rating, first.sentence, first.ended, first.ended_at) == (4, "Names the reader.", True, 480)
    assert first.facts == {"F1": FactState("asked", 61)}
    assert [line.text for line in first.evidence] == ["Who reads it?", "Names the reader."]
    assert (second.faults, second.claims, second.probes) == ({"P1": Fault.PROBED}, "the import", {"1": 500})
    assert (content.recommendation, content.summary) == (Recommendation.STRONG_YES, "Asks first.")
    assert content.started_at == NOW.isoformat()
    assert content.records == {record.key: record.digest for record in KIT.records}


def test_an_untouched_card_says_nothing():
    content = draft({}).content
    assert [item.progress for item in content.items.values()] == ["", "", ""]
    assert (content.ratings, content.settled, content.recommendation) == ([], 0, None)


@pytest.mark.parametrize(
    ("values", "progress"),
    [
        ({f"rating/{FIRST_STAGE}": {"rating": 2}}, "scored"),
        ({f"rating/{FIRST_STAGE}": {"missing": "no_evidence"}}, "scored"),
        ({f"rating/{FIRST_STAGE}": {"missing": "not_asked"}}, "skipped"),
        ({f"rating/{FIRST_STAGE}": {"missing": "answered_under", "under": SECOND_STAGE}}, "answered under"),
        ({f"probe/{FIRST_STAGE}/1": {"at": None}, f"evidence/{FIRST_STAGE}": "Asks who."}, "asked"),
        ({f"stage/{FIRST_STAGE}": {"at": None}}, "rate later"),
        ({f"later/{FIRST_STAGE}": {"at": 61}}, "rate later"),
        ({f"later/{FIRST_STAGE}": {"at": 61}, f"rating/{FIRST_STAGE}": {"rating": 2}}, "scored"),
        ({f"rating/{FIRST_STAGE}": None}, ""),
    ],
)
def test_the_running_order_says_how_far_an_item_is(values, progress):
    assert draft(values).content.items[FIRST_STAGE].progress == progress


def test_two_different_heads_are_no_value_but_a_conflict():
    one, other = op(f"rating/{FIRST_STAGE}", {"rating": 2}), op(f"rating/{FIRST_STAGE}", {"rating": 4}, 2)
    found = draft({}, one, other)
    assert not found.content.items[FIRST_STAGE].is_settled
    assert found.conflict(f"rating/{FIRST_STAGE}") == (one, other)
    assert "Two versions of a rating: keep one of them." in sentences({}, one, other)


def test_two_equal_heads_are_one_value():
    found = draft({}, op("summary", "same"), op("summary", "same", 2))
    assert (found.content.summary, found.conflicts) == ("same", {})


def test_a_value_against_its_taking_back_is_a_conflict_too():
    assert "summary" in draft({}, op("summary", "words"), op("summary", None, 2)).conflicts


def test_a_conflict_on_an_item_that_the_kit_does_not_hold_stops_nobody():
    strange = [op("rating/GONE", {"rating": number}, number) for number in (1, 2)]
    assert draft(settled(), *strange).conflicts == {}


def test_a_conflict_on_a_note_leads_to_the_item_of_the_note():
    versions = [op("note/n1", {"text": text, "item": SECOND_STAGE}, n) for n, text in enumerate("ab", 1)]
    [found] = [one for one in findings(draft(settled(), *versions), KIT, NAMES) if one.stops]
    assert (found.sentence, found.item) == ("Two versions of a note: keep one of them.", SECOND_STAGE)


def test_facts_faults_and_probes_that_the_item_does_not_have_are_left_out():
    values = {f"fact/{FIRST_STAGE}/F9": {"state": "asked"}, f"fault/{SECOND_STAGE}/X": "missed"}
    items = draft({**values, f"probe/{SECOND_STAGE}/2": {"at": 1}}).content.items
    assert (items[FIRST_STAGE].facts, items[SECOND_STAGE].faults, items[SECOND_STAGE].probes) == ({}, {}, {})


def test_notes_stand_in_the_order_of_the_clock_and_loose_ones_are_kept():
    values = {
        "note/b": {"text": "second", "item": FIRST_STAGE, "at": 9},
        "note/a": {"text": "first", "item": "opening", "at": 3},
        "note/c": {"text": "no clock", "item": FIRST_STAGE, "at": None},
        "note/d": {"text": "   ", "item": FIRST_STAGE, "at": 1},
        "note/e": None,
    }
    content = draft(values).content
    assert [line.text for line in content.lines] == ["first", "second", "no clock"]
    assert [line.text for line in content.loose] == ["first"]


def test_a_line_that_serves_two_questions_is_evidence_of_both_and_one_line_of_the_stream():
    values = {"note/n": {"text": "Names the reader.", "item": FIRST_STAGE, "also": SECOND_STAGE, "starred": True}}
    content = draft(values).content
    assert [[line.text for line in content.items[key].evidence] for key in (FIRST_STAGE, SECOND_STAGE)] == [
        ["Names the reader."],
        ["Names the reader."],
    ]
    assert [line.tags for line in content.lines] == [(FIRST_STAGE, SECOND_STAGE)]
    assert content.loose == ()


def test_a_line_of_the_opening_words_may_serve_a_question():
    content = draft({"note/n": {"text": "Says why.", "item": "opening", "also": SECOND_STAGE}}).content
    assert ([line.text for line in content.items[SECOND_STAGE].lines], content.loose) == (["Says why."], ())


def test_two_tags_and_a_mark_to_rate_later_change_no_fingerprint_of_a_card_without_them():
    values = settled(**{"note/n": {"text": "“Who?”", "item": FIRST_STAGE, "at": 1, "starred": True}})
    old = draft(values).content
    assert old.fingerprint == "a1365885a281c6342181844aa2217e9f64d9cfa63a85249ae3a4636915bb8081"
    assert draft({**values, f"later/{FIRST_STAGE}": {"at": 5}}).content == old


def test_an_item_put_off_is_said_to_be_put_off():
    said = sentences(settled(**{f"rating/{FIRST_STAGE}": None, f"later/{FIRST_STAGE}": {"at": 61}}))
    assert "S1 Purpose was to be rated later. Rate it now, or say why not." in said


def test_a_settled_card_has_only_advice():
    found = findings(draft(settled()), KIT, NAMES)
    assert found
    assert not any(one.stops for one in found)


@pytest.mark.parametrize("rating", [1, 2, 5])
def test_one_two_and_five_need_evidence(rating):
    values = settled(**{f"rating/{FIRST_STAGE}": {"rating": rating}})
    [stop] = [one for one in findings(draft(values), KIT, NAMES) if one.stops]
    assert stop.item == FIRST_STAGE
    assert stop.sentence == f"S1 Purpose is rated {rating} and has no evidence. Star a line, or write what you heard."


@pytest.mark.parametrize(
    ("evidence", "stops"),
    [
        ({f"evidence/{FIRST_STAGE}": "Plans the build."}, False),
        ({f"evidence/{FIRST_STAGE}": "  \n"}, True),
        ({"note/n": {"text": "Plans.", "item": FIRST_STAGE, "starred": True}}, False),
        ({"note/n": {"text": "Plans.", "item": FIRST_STAGE, "starred": False}}, True),
        ({"note/n": {"text": "Plans.", "item": SECOND_STAGE, "starred": True}}, True),
    ],
)
def test_a_starred_line_or_a_sentence_is_evidence(evidence, stops):
    values = settled(**{f"rating/{FIRST_STAGE}": {"rating": 1}}, **evidence)
    assert any(one.stops for one in findings(draft(values), KIT, NAMES)) == stops


@pytest.mark.parametrize("under", ["", "GONE", FIRST_STAGE])
def test_answered_under_names_another_item_of_the_card(under):
    values = settled(**{f"rating/{FIRST_STAGE}": {"missing": "answered_under", "under": under}})
    assert "S1 Purpose was answered under another question: say which." in sentences(values)


def test_missing_ratings_and_a_missing_recommendation_stop_a_lock():
    assert sentences({}) == [
        "Purpose is not rated. Rate it, or say why not.",
        "S1 Purpose is not rated. Rate it, or say why not.",
        "S2 Customer is not rated. Rate it, or say why not.",
        "No recommendation yet. It comes last, after the competencies.",
    ]


def test_equal_ratings_ask_for_a_second_look_and_stop_nobody():
    [found] = [one for one in findings(draft(settled()), KIT, NAMES) if one.sentence.startswith("All ratings")]
    assert not found.stops


FIELDS = [
    *(f"{kind}/{FIRST_STAGE}" for kind in ("rating", "evidence", "claims", "stage")),
    *(f"{kind}/{SECOND_STAGE}/{one}" for kind, one in (("probe", "1"), ("fact", "F1"), ("fault", "P1"))),
    "note/n1",
    "clock",
    "recommendation",
    "summary",
    "mood",
]
SCRAPS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
WORDS = st.sampled_from(["rating", "missing", "under", "text", "item", "at", "starred", "state", "started_at"])
KNOWN = st.sampled_from(
    ["not_asked", "answered_under", "asked", "given", "yes", "missed", NOW.isoformat(), FIRST_STAGE, 3]
)
LEAVES = SCRAPS | KNOWN
VALUES = (
    LEAVES | st.lists(LEAVES, max_size=3) | st.dictionaries(WORDS, LEAVES | st.lists(LEAVES, max_size=2), max_size=5)
)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(FIELDS), VALUES), max_size=12))
def test_no_value_whatever_makes_reading_a_card_fail(written):
    found = draft({}, *(op(field, value, number) for number, (field, value) in enumerate(written, 1)))
    assert all(item.rating in {None, 1, 2, 3, 4, 5} for item in found.content.items.values())
    assert findings(found, KIT, NAMES) is not None
    assert from_json(json.loads(json.dumps(found.content.as_json()))) == found.content


def test_the_locked_copy_reads_back_as_the_same_card():
    content = draft(
        settled(
            **{
                f"rating/{PURPOSE_ASKED}": {"missing": Missing.NOT_ASKED.value},
                f"fault/{SECOND_STAGE}/P1": "unaided",
                f"fact/{FIRST_STAGE}/F1": {"state": "given", "at": 60},
                "note/n": {"text": "“Who?” 👩🏽‍🍳", "item": FIRST_STAGE, "at": 1, "starred": True},
            }
        )
    ).content
    copy = from_json(json.loads(json.dumps(content.as_json())))
    assert copy == content
    assert copy.fingerprint == content.fingerprint


def test_the_fingerprint_changes_with_every_word():
    content = Content(items={}, loose=(Line("n", "a"),), summary="x")
    changed = [replace(content, summary="y"), replace(content, loose=(Line("n", "b"),))]
    assert len({content.fingerprint, *(one.fingerprint for one in changed)}) == 3
