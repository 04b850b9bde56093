"""Ratings from before: which competency an item is, the cards that are made, and how they are marked."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app.domain.comparison import Comparison
from app.domain.errors import Refused
from app.domain.imported import Earlier, already_there, bring_in, competency_of, equal_weights
from app.domain.interview import Interview
from app.domain.opening import MOST_ROUNDS, RoundPlan
from app.domain.ratings import table_of
from app.domain.sheet import Sheet
from app.domain.spread import same_answers
from app.queries import bank, candidates, openings, scorecards
from app.queries.comparison import compare
from tests import make

TABLE = [
    Earlier("Dana Ito", "Ada Berg", "Purpose: letters", "PUR", 4),
    Earlier("Dana Ito", "Ada Berg", "Customer: drivers", "CUS", 3),
    Earlier("Dana Ito", "Bo Lind", "Purpose: letters", "PUR", 2),
    Earlier("Leo Marsh", "Bo Lind", "Purpose: letters", "PUR", 5),
]


@pytest.fixture
def imported(session: Session, world: make.World) -> list[Interview]:
    found = brought(session, world, TABLE)
    session.commit()
    return found


def brought(session: Session, world: make.World, table: Sequence[Earlier]) -> list[Interview]:
    opening = openings.get(session, world.hana, world.opening.id)
    assert opening
    everybody = candidates.of_opening(session, world.hana, opening.id)
    known = {one.name: one for one in everybody}
    staff = {one.name: one for one in world.people}
    found = bring_in(opening, table, known, staff, "before.csv", world.hana, make.NOW)
    session.add_all(found)
    session.flush()
    return found


def compared(session: Session, world: make.World, *names: str) -> Comparison:
    session.commit()
    session.expunge_all()
    opening = openings.weighed(session, world.hana, world.opening.id)
    assert opening
    everybody = candidates.of_opening(session, world.hana, opening.id)
    return compare(session, world.hana, opening, [one for one in everybody if not names or one.name in names])


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ("PUR", "PUR"),
        ("purpose", "PUR"),
        ("Purpose: the permit letter", "PUR"),
        ("cus/drivers", "CUS"),
        (" Customer : drivers", "CUS"),
        (make.FIRST_STAGE, "PUR"),
        ("Q1", None),
        ("Purposeful: letters", None),
        ("", None),
    ],
)
def test_an_item_belongs_to_the_competency_that_it_names(
    item: str, code: str | None, session: Session, world: make.World
) -> None:
    asked = {one.key: one.competency for record in bank.newest(session) for one in record.items}
    assert competency_of(item, bank.competencies(session), asked) == code


@pytest.mark.parametrize(("count", "shares"), [(1, [100]), (2, [50, 50]), (3, [34, 33, 33])])
def test_what_nobody_has_weighed_counts_alike(
    count: int, shares: list[int], session: Session, world: make.World
) -> None:
    assert [share for _, share in equal_weights(bank.competencies(session)[:count])] == shares


def test_each_candidate_has_one_interview_with_a_locked_card_of_each_interviewer(imported: list[Interview]) -> None:
    assert [(one.candidate.name, [card.author.name for card in one.cards]) for one in imported] == [
        ("Dana Ito", ["Ada Berg", "Bo Lind"]),
        ("Leo Marsh", ["Bo Lind"]),
    ]
    assert all(card.is_submitted and card.is_imported for one in imported for card in one.cards)
    assert all(one.state.took_place for one in imported)


def test_who_knows_the_ratings_cannot_make_the_fingerprint(imported: list[Interview]) -> None:
    """Else all that there can be could be tried where anybody may ask whether a fingerprint is known."""
    for lock in (card.submission for interview in imported for card in interview.cards):
        bare = replace(lock.card_content, salt="")
        assert len(lock.card_content.salt) == 32
        assert lock.card_content.fingerprint == lock.fingerprint != bare.fingerprint


def test_they_are_compared_as_if_they_had_been_scored_here(
    session: Session, world: make.World, imported: list[Interview]
) -> None:
    for seat in (world.dana_ada, world.dana_bo, world.leo_ada, world.leo_bo):
        seat.release(make.NOW)
    comparison = compared(session, world)
    assert [cell.told for row in comparison.rows for cell in row.cells] == [
        "Dana Ito, Purpose: Ada 4, Bo 2; mean 3.0 of 2",
        "Leo Marsh, Purpose: Bo 5; mean 5.0 of 1",
        "Dana Ito, Customer: Ada 3; mean 3.0 of 1",
        "Leo Marsh, Customer: no rating. Not in the kits of these interviews",
    ]
    rows = table_of(comparison.cards).rows
    assert sorted((row.item, row.competency, row.value) for row in rows) == [
        ("Customer: drivers", "CUS", 3),
        ("Purpose: letters", "PUR", 2),
        ("Purpose: letters", "PUR", 4),
        ("Purpose: letters", "PUR", 5),
    ]


def test_a_comparison_says_that_they_are_imported(
    session: Session, world: make.World, imported: list[Interview]
) -> None:
    make.submitted_card(session, world.leo_ada, [3, 3])
    notices = {one.title: one.sentence for one in compared(session, world).notices}
    assert notices["Imported ratings"] == (
        "Cards on Dana Ito and Leo Marsh were made from earlier ratings (before.csv): without evidence, without "
        "anchors, and nobody here knows how blind they were."
    )
    assert notices["Kits differ"].startswith("Dana Ito had imported ratings; Leo Marsh had imported ratings and")


def test_a_card_says_so_and_has_a_title_for_each_rating(session: Session, world: make.World) -> None:
    (interview,) = brought(session, world, TABLE[:2])
    card = interview.cards[0]
    sheet = Sheet(card, bank.competency_names(session))
    assert sheet.kit is None
    assert [(one.title, one.verdict, one.anchor) for one in sheet.entries] == [
        ("Purpose: letters · Purpose", "4, above the bar", ""),
        ("Customer: drivers · Customer", "3, at the bar", ""),
    ]
    assert sheet.cautions == ["imported from before.csv: ratings alone, without evidence or anchors"]


def test_nobody_claims_that_two_heard_the_same_answer(
    session: Session, world: make.World, imported: list[Interview]
) -> None:
    assert same_answers(compared(session, world, "Dana Ito")) is None


def test_they_are_neither_taken_back_nor_amended(imported: list[Interview]) -> None:
    card = imported[0].cards[0]
    sentence = "This card was imported and stays as it is."
    assert card.fixed_because([], has_read_others=False).startswith(sentence)
    with pytest.raises(Refused, match=f"^{sentence}"):
        card.amend(card.submission.card_content, "A typing mistake", False, make.NOW)


def test_the_same_seat_is_not_filled_twice(imported: list[Interview]) -> None:
    card = imported[0].cards[0]
    with pytest.raises(Refused, match=r"^There is a card in this seat already\.$"):
        card.import_(card.submission.card_content, "again.csv", make.NOW)


def test_the_weights_stand_from_the_first_import_on(session: Session, world: make.World) -> None:
    brought(session, world, TABLE)
    opening = openings.get(session, world.hana, world.opening.id)
    assert opening and opening.fixed_at


def test_who_has_an_imported_card_already_is_found_by_name(
    session: Session, world: make.World, imported: list[Interview]
) -> None:
    cards = scorecards.imported_on(session, [world.dana.id, world.leo.id])
    again = [*TABLE, Earlier("DANA ITO", "bo lind", "PUR", "PUR", 1), Earlier("Dana Ito", "Zoe Adler", "PUR", "PUR", 1)]
    assert already_there(cards, again) == {
        ("Dana Ito", "Ada Berg"),
        ("Dana Ito", "Bo Lind"),
        ("Leo Marsh", "Bo Lind"),
        ("DANA ITO", "bo lind"),
    }


def test_an_imported_round_takes_no_kit_and_no_interview(session: Session, world: make.World) -> None:
    (interview,) = brought(session, world, TABLE[:1])
    opening = openings.get(session, world.hana, world.opening.id)
    assert opening
    assert [one.name for one in opening.rounds_to_hold] == [world.talk.name, world.case.name]
    plans = [RoundPlan(one.id, one.name, one.minutes, opening.rounds[0].kit) for one in opening.rounds]
    opening.arrange(plans, in_use=set())
    assert [one.kit is None for one in opening.rounds] == [False, False, True]
    with pytest.raises(Refused, match="holds imported ratings"):
        Interview.plan(interview.candidate, interview.round, make.NOW, "UTC", 60, "", world.hana, make.NOW)


def test_an_opening_that_is_full_takes_no_more(session: Session, world: make.World) -> None:
    opening = openings.get(session, world.hana, world.opening.id)
    assert opening
    for n in range(MOST_ROUNDS - 2):
        opening.add_imported_round(f"Import {n}", make.NOW)
    with pytest.raises(Refused, match=f"has {MOST_ROUNDS} rounds already"):
        opening.add_imported_round("One more", make.NOW)
