"""The comparison, from the same verbs as in the app."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.comparison import Comparison
from app.domain.interview import State
from app.domain.people import Person
from app.domain.scorecard import Scorecard
from app.queries import candidates, openings, scorecards
from app.queries.comparison import compare
from tests import make

Compare = Callable[..., Comparison]


@pytest.fixture
def compared(session: Session, world: make.World) -> Compare:
    """`compared(person)`: what that person sees of everybody in the opening, freshly loaded."""

    def comparison(viewer: Person) -> Comparison:
        session.commit()
        session.expunge_all()
        opening = openings.get(session, viewer, world.opening.id)
        assert opening
        return compare(session, viewer, opening, candidates.of_opening(session, viewer, opening.id))

    return comparison


@pytest.fixture
def scored(session: Session, world: make.World) -> None:
    """Ada and Bo have both rated Dana and Leo: Purpose, then Customer."""
    for card, ratings in (
        (world.dana_ada, [4, 3]),
        (world.dana_bo, [4, 5]),
        (world.leo_ada, [2, "no_evidence"]),
        (world.leo_bo, [3, "not_asked"]),
    ):
        make.submitted_card(session, card, ratings)


def told(comparison: Comparison) -> list[str]:
    return [cell.told for row in comparison.rows for cell in row.cells]


def titles(comparison: Comparison) -> list[str]:
    return [notice.title for notice in comparison.notices]


def test_every_cell_says_who_rated_what(scored: None, compared: Compare, world: make.World) -> None:
    assert told(compared(world.hana)) == [
        "Dana Ito, Purpose: Ada 4, Bo 4; mean 4.0 of 2",
        "Leo Marsh, Purpose: Ada 2, Bo 3; mean 2.5 of 2",
        "Dana Ito, Customer: Ada 3, Bo 5; mean 4.0 of 2",
        "Leo Marsh, Customer: no rating. No evidence (Ada), not asked (Bo)",
    ]


def test_a_range_of_two_is_split(scored: None, compared: Compare, world: make.World) -> None:
    words = [cell.count_words for row in compared(world.hana).rows for cell in row.cells if cell.marks]
    assert words == ["n 2", "n 2", "n 2 · split"]


def test_the_composite_is_weighted_or_missing_with_its_reason(
    scored: None, compared: Compare, world: make.World
) -> None:
    dana, leo = compared(world.hana).totals
    assert (dana.value, dana.ratings, dana.because) == (pytest.approx(0.6 * 4 + 0.4 * 4), 4, "")
    assert (leo.value, leo.ratings) == (None, 2)
    assert leo.because == "Incomplete: no rating for Customer. Weights are not stretched to hide that."


def test_the_biggest_difference_quotes_both_sides(scored: None, compared: Compare, world: make.World) -> None:
    (difference,) = compared(world.hana).differences
    assert difference.competency.name == "Purpose"
    assert [cell.entrant.name for cell, _ in difference.sides] == ["Dana Ito", "Leo Marsh"]
    assert [mark.value for _, mark in difference.sides if mark] == [4, 2]


def test_nothing_is_in_yet(compared: Compare, world: make.World) -> None:
    comparison = compared(world.hana)
    assert titles(comparison) == ["4 cards missing"]
    assert {cell.gap_words for row in comparison.rows for cell in row.cells} == {"Card missing (Ada Berg, Bo Lind)"}
    assert (comparison.cards, comparison.expected, comparison.last_locked) == ([], 4, None)


def test_an_own_open_card_seals_the_candidate(session: Session, compared: Compare, world: make.World) -> None:
    make.submitted_card(session, world.dana_bo, [4, 4])
    comparison = compared(world.ada)
    assert [entrant.sealed for entrant in comparison.entrants] == [True, True]
    assert comparison.cards == []
    assert titles(comparison)[0] == "Your own card is open"


def test_one_submitted_card_of_two_still_seals(session: Session, compared: Compare, world: make.World) -> None:
    make.held(session, world.dana, world.case, make.NOW - timedelta(hours=1), [world.ada], world.cora)
    for card in (world.dana_ada, world.dana_bo):
        make.submitted_card(session, card, [4, 4])
    assert compared(world.ada).cards == []


def test_ratings_are_not_for_coordinators_and_admins(scored: None, compared: Compare, world: make.World) -> None:
    for person in (world.cora, world.root):
        comparison = compared(person)
        assert (comparison.is_closed, comparison.cards) == (True, [])


def test_no_shared_interviewer_is_said(session: Session, compared: Compare, world: make.World) -> None:
    make.submitted_card(session, world.dana_ada, [4, 4])
    make.submitted_card(session, world.leo_bo, [4, 4])
    assert "No shared interviewer" in titles(compared(world.hana))


def test_different_panels_and_kits_are_said(session: Session, compared: Compare, world: make.World) -> None:
    case = make.held(session, world.leo, world.case, make.NOW - timedelta(hours=1), [world.ada], world.cora)
    for card in (world.dana_ada, world.dana_bo, world.leo_ada, case.cards[0]):
        make.submitted_card(session, card, [4, 4])
    assert titles(compared(world.hana)) == ["1 card missing", "Kits differ", "Panels differ"]


def test_late_cards_are_read_with_care(session: Session, compared: Compare, world: make.World) -> None:
    make.submitted_card(session, world.dana_ada, [4, 4], at=make.NOW + timedelta(days=4))
    sentences = [notice.sentence for notice in compared(world.hana).notices if notice.title == "Read with care"]
    assert sentences == ["Ada Berg on Dana Ito: submitted more than three days late."]


def test_hidden_names_are_nowhere(scored: None, compared: Compare, world: make.World) -> None:
    comparison = compared(world.hana).without_names()
    assert [entrant.name for entrant in comparison.entrants] == ["Candidate A", "Candidate B"]
    words = " ".join([*told(comparison), *(notice.sentence for notice in comparison.notices)])
    assert not any(name in words for name in ("Dana", "Ito", "Leo", "Marsh"))


def test_interviewers_of_one_first_name_are_told_apart(session: Session, compared: Compare, world: make.World) -> None:
    other = make.person(session, "Ada-Marie Roth", [])
    other.name = "Ada Roth"
    talk = make.held(session, world.dana, world.talk, make.NOW - timedelta(hours=1), [other], world.cora)
    make.submitted_card(session, world.dana_ada, [4, 4])
    make.submitted_card(session, talk.cards[0], [3, 3])
    assert [one.short for one in compared(world.hana).interviewers.values()] == ["Ada Berg", "Ada Roth"]


def test_an_amendment_after_reading_others_does_not_count(
    session: Session, scored: None, compared: Compare, world: make.World
) -> None:
    card = loaded(session, world.ada, world.dana_ada.id)
    content = card.submission.card_content
    changed = type(content)(**{**vars(content), "summary": "Seen with other eyes."})
    before = compared(world.hana).fingerprint
    card = loaded(session, world.ada, world.dana_ada.id)
    card.amend(changed, "I read Bo's card.", has_read_others=True, at=make.NOW)
    after = compared(world.hana)
    assert after.fingerprint == before
    assert "Read with care" in titles(after)


def test_the_fingerprint_changes_with_any_card(
    session: Session, scored: None, compared: Compare, world: make.World
) -> None:
    before = compared(world.hana).fingerprint
    card = loaded(session, world.ada, world.dana_ada.id)
    content = card.submission.card_content
    changed = type(content)(**{**vars(content), "summary": "A slip of the pen."})
    card.amend(changed, "A slip.", has_read_others=False, at=make.NOW)
    assert compared(world.hana).fingerprint != before


def loaded(session: Session, viewer: Person, card_id: int) -> Scorecard:
    card = scorecards.own(session, viewer, card_id)
    assert card
    return card


# --- what is missing, and why


def test_a_missing_card_and_a_no_show_are_reasons(session: Session, compared: Compare, world: make.World) -> None:
    case = make.planned(session, world.dana, world.case, make.NOW - timedelta(hours=9), [world.bo], world.cora)
    case.mark(State.NO_SHOW, world.cora, make.NOW)
    make.submitted_card(session, world.dana_ada, [4, 3])
    dana = compared(world.hana).rows[0].cells[0]
    assert dana.gap_words == "Card missing (Bo Lind), no-show (The permit case)"
    assert dana.told == f"Dana Ito, Purpose: Ada 4; mean 4.0 of 1. {dana.gap_words}"


def test_an_interview_that_was_planned_anew_is_no_reason(
    session: Session, scored: None, compared: Compare, world: make.World
) -> None:
    again = make.planned(session, world.dana, world.talk, make.NOW - timedelta(hours=9), [world.bo], world.cora)
    again.mark(State.NO_SHOW, world.cora, make.NOW)
    assert compared(world.hana).rows[0].cells[0].gap_words == ""


def test_a_sealed_candidate_has_one_reason(session: Session, compared: Compare, world: make.World) -> None:
    assert compared(world.ada).rows[0].cells[0].gap_words == "Sealed until your own card is in"


def test_the_own_open_card_is_at_hand(compared: Compare, world: make.World) -> None:
    assert [[card.id for card in one.own] for one in compared(world.ada).entrants] == [
        [world.dana_ada.id],
        [world.leo_ada.id],
    ]


def test_what_differs_is_said_in_words(session: Session, compared: Compare, world: make.World) -> None:
    case = make.held(session, world.leo, world.case, make.NOW - timedelta(hours=1), [world.ada], world.cora)
    for card in (world.dana_ada, world.dana_bo, world.leo_ada, case.cards[0]):
        make.submitted_card(session, card, [4, 4])
    said = {notice.title: notice.sentence for notice in compared(world.hana).notices}
    assert said["Kits differ"] == (
        "Dana Ito had “Talk about the work”; Leo Marsh had “Talk about the work” and “The permit case”. "
        "2 of the 3 questions in them stand in the kits of all. Where questions differ, so does what a rating rests on."
    )
    assert said["Panels differ"] == (
        "Dana Ito met Ada Berg and Bo Lind; Leo Marsh met Ada Berg. "
        "A gap between candidates can be a gap between interviewers."
    )


def test_two_versions_of_a_question_are_said(session: Session, compared: Compare, world: make.World) -> None:
    newer = make.question(session, make.PURPOSE_ASKED, "PUR", version=2, prompt="Other words?")
    world.opening.rounds[1].kit = make.kit(session, "A newer kit", [newer])
    case = make.held(session, world.leo, world.case, make.NOW - timedelta(hours=1), [world.ada], world.cora)
    make.submitted_card(session, world.dana_ada, [4, 4])
    make.submitted_card(session, case.cards[0], [4])
    said = {notice.title: notice.sentence for notice in compared(world.hana).notices}
    assert said["Versions differ"] == (
        f"{make.PURPOSE_ASKED}: Dana Ito had version 1 and Leo Marsh had version 2. "
        "Other words can bring other answers."
    )
