"""Operations that arrive after the lock: what they would make of the card, and what they are called."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.domain import content
from app.domain.late import as_ops, late_fields, with_late
from app.domain.rubric import Missing, Recommendation
from app.domain.scorecard import Scorecard
from app.queries import scorecards
from tests import make

KEY = make.PURPOSE_ASKED


def locked(session: Session, world: make.World) -> Scorecard:
    card = world.dana_ada
    make.type_into(
        session,
        card,
        {
            "clock": {"started_at": make.NOW.isoformat()},
            "note/one": {"text": "Who reads it?", "item": KEY, "at": 61, "starred": True},
            f"probe/{KEY}/1": {"at": 70},
        },
    )
    make.submitted_card(session, card, [4, "no_evidence"], summary="Finds the purpose.")
    return card


def late(session: Session, card: Scorecard, values: dict[str, object]) -> content.Content:
    make.type_into(session, card, values, make.NOW + timedelta(hours=1))
    return with_late(
        locked_content(card), kit_of(card), late_fields(scorecards.late(session, card.id), {KEY: "Purpose"})
    )


def locked_content(card: Scorecard) -> content.Content:
    assert card.submission
    return card.submission.card_content


def kit_of(card: Scorecard) -> content.Kit:
    assert card.interview.kit
    return card.interview.kit


def test_a_locked_card_is_told_as_operations_and_read_again(session: Session, world: make.World) -> None:
    card = locked(session, world)
    said = locked_content(card)
    assert content.read(kit_of(card), as_ops(said)).content == said


def test_every_kind_of_field_is_taken_in(session: Session, world: make.World) -> None:
    card = locked(session, world)
    made = late(
        session,
        card,
        {
            f"rating/{KEY}": {"rating": 2},
            f"evidence/{KEY}": "Did not ask at all.",
            "note/one": {"text": "", "item": KEY, "at": 61, "starred": False},
            "note/two": {"text": "Guesses.", "item": KEY, "at": 99, "starred": False},
            f"probe/{KEY}/1": None,
            "recommendation": "no",
        },
    )
    item = made.items[KEY]
    assert (item.rating, item.sentence, item.probes) == (2, "Did not ask at all.", {})
    assert item.rated_at == (make.NOW + timedelta(hours=1)).isoformat()
    assert [line.text for line in item.lines] == ["Guesses."]
    assert made.recommendation == Recommendation.NO
    assert made.items[make.CUSTOMER_ASKED].missing == Missing.NO_EVIDENCE
    assert made.summary == "Finds the purpose."


def test_two_late_values_of_one_field_choose_nothing(session: Session, world: make.World) -> None:
    card = locked(session, world)
    for rating in (2, 5):
        made = late(session, card, {f"rating/{KEY}": {"rating": rating}})
    [field] = late_fields(scorecards.late(session, card.id), {KEY: "Purpose"})
    assert (field.what, field.versions) == ("Purpose: a rating", ["2, Below the bar", "5, Well above the bar"])
    assert not field.is_clear
    assert made.items[KEY].rating == 4
