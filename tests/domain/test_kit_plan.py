"""A kit that is proposed, and everything that is said about it."""

from collections.abc import Sequence

import pytest

from app.bankfiles.schema import Question, Scenario
from app.domain.bank import BankRecord
from app.domain.kit import Kit, RoundKind
from app.domain.kit_plan import Proposal, Stock, Wish, propose
from app.domain.rubric import Level
from tests import make

TALK, CASE, REVIEW = RoundKind
NAMES = {"PUR": "Purpose", "CUS": "Customer", "TRA": "Worth"}
PUR_1, PUR_2, CUS_1, TRA_1 = "PUR-SR-SIT-01", "PUR-SR-PB-02", "CUS-SR-PB-01", "TRA-SR-SIT-01"


def record(key: str, minutes: int = 9, **changes: object) -> BankRecord:
    """A live question, rating what its key begins with, of the type that its key says."""
    types = {
        "SIT": "situational",
        "PB": "past_behaviour",
        "REV": "ai_draft_review",
        "CASE": "case",
        "WORK": "work_sample",
    }
    words = make.words(key, key[:3]) | {"minutes": minutes, "type": types[key.split("-")[2]]} | changes
    return BankRecord.of(Question.model_validate(words), make.LONG_AGO)


def scenario(minutes: int = 30) -> BankRecord:
    return BankRecord.of(
        Scenario.model_validate(make.scenario_words("CASE-PERMIT-SR") | {"minutes": minutes}), make.LONG_AGO
    )


def kit(*records: BankRecord) -> Kit:
    made = Kit(title="Another", level=Level.SENIOR, round_kind=TALK, minutes=45)
    made.fill(list(records))
    return made


def stock(*records: BankRecord, others: Sequence[Kit] = (), **asked: int) -> Stock:
    return Stock(records, {key.replace("_", "-"): times for key, times in asked.items()}, others, NAMES)


def wish(minutes: int = 45, kind: RoundKind = TALK, drafts: bool = False, **weights: int) -> Wish:
    return Wish(Level.SENIOR, kind, minutes, weights or {"PUR": 60, "CUS": 40}, drafts)


def proposed(*records: BankRecord, others: Sequence[Kit] = (), asked: dict[str, int] | None = None, **more) -> Proposal:
    return propose(wish(**more), Stock(records, asked or {}, others, NAMES))


def test_the_heavier_competency_is_asked_first():
    found = proposed(record(CUS_1), record(PUR_1), record(PUR_2, minutes=40))
    assert (found.keys, found.minutes) == ([PUR_1, CUS_1], 18)


def test_a_review_begins_with_its_draft_and_a_conversation_has_none():
    bank = [record(PUR_2), record("CUS-SR-REV-01", minutes=25), record("PUR-SR-WORK-01", minutes=10), record(PUR_1)]
    assert proposed(*bank, kind=REVIEW).keys == ["CUS-SR-REV-01", PUR_2, "PUR-SR-WORK-01"]
    assert proposed(*bank, kind=TALK).keys == [PUR_2, PUR_1]


def test_a_scenario_rates_a_competency_in_each_stage():
    found = proposed(scenario(), record(PUR_1), kind=CASE)
    assert found.keys == ["CASE-PERMIT-SR"]
    assert [(one.name, one.ratings, one.rounds) for one in found.coverage] == [("Purpose", 1, 1), ("Customer", 1, 1)]


def test_another_level_what_is_retired_and_what_rates_nothing_wanted_stay_out():
    other = record("PUR-MID-SIT-01", level="mid")
    assert proposed(other, record(PUR_1, status="retired"), record(TRA_1)).keys == []


def test_drafts_are_asked_only_if_said_and_after_what_is_live():
    bank = [record(PUR_1, status="draft"), record(PUR_2), record(CUS_1, status="piloted")]
    assert proposed(*bank).keys == [PUR_2, CUS_1]
    assert proposed(*bank, drafts=True).keys == [PUR_2, PUR_1, CUS_1]
    assert proposed(*bank, drafts=True, minutes=18).keys == [PUR_2, CUS_1]


def test_the_least_asked_variant_is_taken():
    bank = [record(PUR_1), record(f"{PUR_1}b")]
    assert proposed(*bank, asked={PUR_1: 4, f"{PUR_1}b": 1}).keys == [f"{PUR_1}b"]


def test_a_question_whose_variant_was_asked_often_is_worn_too():
    bank = [record(PUR_1), record(f"{PUR_1}b"), record(PUR_2)]
    found = proposed(*bank, asked={f"{PUR_1}b": 5, PUR_2: 3}, minutes=9)
    assert found.keys == [PUR_2]
    found = Proposal(wish(), stock(*bank, **{f"{PUR_1}b".replace("-", "_"): 5, PUR_2.replace("-", "_"): 3}), ())
    [line, *_] = found.with_keys([PUR_1]).lines
    assert line.reason == "Rates Purpose; 9 minutes; asked 5 times, variants included."


def test_what_another_round_asks_is_not_asked_in_any_variant_or_version():
    held = kit(record(PUR_1))
    found = proposed(record(PUR_1, version=2), record(f"{PUR_1}b"), record(PUR_2), others=[held])
    assert (found.keys, found.with_keys([f"{PUR_1}b", PUR_1]).keys) == ([PUR_2], [])


def test_what_is_covered_already_makes_room_for_what_is_not():
    held = [kit(record(PUR_1)), kit(record(PUR_2))]
    assert proposed(record("PUR-SR-PB-03"), record(CUS_1), others=held, minutes=9, PUR=90, CUS=10).keys == [CUS_1]


@pytest.mark.parametrize(
    ("others", "asked", "expected"),
    [
        ([], {}, "Rates Purpose; 9 minutes; not asked yet."),
        ([kit(record(CUS_1))], {PUR_1: 1}, "Rates Purpose, which no other round does; 9 minutes; asked once."),
        ([kit(record(PUR_2))], {PUR_1: 3}, "Rates Purpose, which another round does too; 9 minutes; asked 3 times."),
    ],
)
def test_a_question_says_why_it_is_asked(others, asked, expected):
    found = proposed(record(PUR_1), others=others, asked=asked)
    assert [line.reason for line in found.lines] == [expected]


def test_a_draft_and_a_scenario_say_why_they_are_asked():
    draft = proposed(record(PUR_1, status="draft"), drafts=True)
    assert [line.reason for line in draft.lines] == ["Rates Purpose; 9 minutes; not asked yet; a draft."]
    case = proposed(scenario(), others=[kit(record(CUS_1))], kind=CASE)
    expected = "Rates Purpose, which no other round does, and Customer, which another round does too; 30 minutes"
    assert [line.reason for line in case.lines] == [f"{expected}; not asked yet."]


def test_coverage_counts_the_other_rounds_and_this_one():
    found = proposed(record(PUR_2), record(CUS_1), others=[kit(record(PUR_1)), kit(record(TRA_1))])
    counted = [(one.name, one.ratings_before, one.rounds_before, one.ratings, one.rounds) for one in found.coverage]
    assert counted == [("Purpose", 1, 1, 2, 2), ("Customer", 0, 0, 1, 1)]


@pytest.mark.parametrize(
    ("bank", "more", "expected"),
    [
        ([PUR_1, CUS_1], {}, "Purpose and Customer are rated once. The bank has no other question for them"),
        ([PUR_1, PUR_2], {"minutes": 9, "PUR": 1}, "Purpose is rated once. No minute is left for another question."),
        ([PUR_1, CUS_1], {"minutes": 15}, "Customer is not rated. No question for it at this level fits"),
    ],
)
def test_what_stays_uncovered_is_said_with_the_reason(bank, more, expected):
    assert proposed(*map(record, bank), **more).uncovered[-1].startswith(expected)


def test_drafts_are_named_as_the_reason():
    found = proposed(record(PUR_1), record(PUR_2, status="draft"), PUR=100)
    drafts = "The other questions for it at this level and for this kind of round are drafts."
    assert found.uncovered == [f"Purpose is rated once. {drafts}"]


def test_two_ratings_in_one_round_are_said_to_be_by_one_person():
    found = proposed(record(PUR_1), record(PUR_2), others=[kit(record(TRA_1))], PUR=100)
    one_round = "That is in one round; a question in another one lets a second person rate it."
    assert found.uncovered == [f"Purpose is rated twice. {one_round}"]


def test_a_question_that_was_taken_out_by_hand_would_fit():
    found = proposed(record(PUR_1), record(PUR_2), PUR=100).changed(1, "")
    assert found.uncovered == ["Purpose is rated once. A question for it would fit in the 36 minutes left."]


def test_a_place_shows_what_could_stand_there_and_what_that_would_do():
    bank = [record(PUR_1), record(CUS_1), record(PUR_2, minutes=11), record(TRA_1)]
    found = proposed(*bank, minutes=20, PUR=60, CUS=30, TRA=10).with_keys([PUR_1, CUS_1])
    shown = [(one.record and one.record.key, one.minutes, one.effect) for one in found.lines[1].changes]
    lost, gained = "Customer not at all instead of once", "instead of"
    assert shown == [
        (PUR_2, 20, f"Purpose twice {gained} once and {lost}."),
        (TRA_1, 18, f"{lost} and Worth once {gained} not at all."),
        (None, 9, f"{lost}."),
    ]
    assert found.lines[0].changes[0].effect == "Coverage stays as it is."


def test_what_takes_too_long_is_no_change():
    found = proposed(record(PUR_1), record(PUR_2, minutes=30), minutes=20, PUR=100)
    assert [one.record for one in found.lines[0].changes] == [None]
    assert found.more == []


def test_a_variant_may_stand_in_for_its_question():
    found = proposed(record(PUR_1), record(f"{PUR_1}b"), PUR=100)
    assert [one.record.key for one in found.lines[0].changes if one.record] == [f"{PUR_1}b"]
    assert found.more == []
    assert found.changed(0, f"{PUR_1}b").keys == [f"{PUR_1}b"]


def test_one_more_question_goes_to_the_end():
    found = proposed(record(PUR_1), record(CUS_1), record(PUR_2)).with_keys([CUS_1])
    assert [(one.record.key, one.effect) for one in found.more if one.record] == [
        (PUR_2, "Purpose once instead of not at all."),
        (PUR_1, "Purpose once instead of not at all."),
    ]
    assert found.changed(None, PUR_1).keys == [CUS_1, PUR_1]


def test_keys_that_are_not_offered_are_left_out():
    found = proposed(record(PUR_1), record(f"{PUR_1}b"), record(CUS_1), record(TRA_1))
    assert found.with_keys([CUS_1, "x", TRA_1, f"{PUR_1}b", PUR_1, CUS_1, ""]).keys == [CUS_1, f"{PUR_1}b"]


@pytest.mark.parametrize(
    ("bank", "more", "expected"),
    [
        ([], {}, "The bank has no question at the level Senior for these competencies and this kind of round."),
        (
            [record(TRA_1)],
            {},
            "The bank has no question at the level Senior for these competencies and this kind of round.",
        ),
        (
            [record(PUR_1, status="draft")],
            {},
            "All questions at the level Senior for these competencies and this kind of round are drafts, "
            "which are left out unless you ask for them.",
        ),
        (
            [record(PUR_1)],
            {"others": [kit(record(PUR_1))]},
            "Other rounds ask every question for these competencies that fits this kind of round.",
        ),
        ([record(PUR_1)], {"minutes": 5}, "No question fits in 5 minutes. The shortest takes 9."),
    ],
)
def test_an_empty_proposal_says_why(bank, more, expected):
    assert proposed(*bank, **more).nothing == expected


def test_an_emptied_proposal_says_so():
    found = proposed(record(PUR_1))
    assert found.nothing == ""
    assert found.changed(0, "").nothing == "You have taken every question out."
