"""How far ratings lie apart: over rounds, and of the same answer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.comparison import Comparison
from app.domain.spread import same_answers, spreads, summary
from app.queries import candidates, openings
from app.queries.comparison import compare
from tests import make

Profile = Callable[[], Comparison]


@pytest.fixture
def profile(session: Session, world: make.World) -> Profile:
    """Dana's profile as Hana sees it, freshly loaded."""

    def seen() -> Comparison:
        session.commit()
        session.expunge_all()
        opening = openings.weighed(session, world.hana, world.opening.id)
        dana = candidates.get(session, world.hana, world.dana.id)
        assert opening and dana
        return compare(session, world.hana, opening, [dana])

    return seen


def case_with(session: Session, world: make.World, ratings: list[int | str]) -> None:
    """Dana's second round, with Ada alone."""
    at = make.NOW - timedelta(hours=1)
    interview = make.held(session, world.dana, world.case, at, [world.ada], world.cora)
    make.submitted_card(session, interview.cards[0], ratings)


def test_a_competency_is_told_by_round(session: Session, world: make.World, profile: Profile) -> None:
    make.submitted_card(session, world.dana_ada, [4, 3])
    make.submitted_card(session, world.dana_bo, [4, "no_evidence"])
    case_with(session, world, [2, 3])
    told = {
        one.competency.name: ([(heard.where, heard.told) for heard in one.rounds], one.words) for one in found(profile)
    }
    assert told == {
        "Purpose": ([("Talk about the work", "Ada 4, Bo 4"), ("The permit case", "Ada 2")], "2 apart"),
        "Customer": ([("Talk about the work", "Ada 3"), ("The permit case", "Ada 3")], "all the same, one rater only"),
    }


def test_splits_and_single_raters_are_named_first(session: Session, world: make.World, profile: Profile) -> None:
    make.submitted_card(session, world.dana_ada, [4, 3])
    make.submitted_card(session, world.dana_bo, [2, "no_evidence"])
    assert summary(found(profile)) == ["Split, two points or more apart: Purpose.", "One rater only: Customer."]


@pytest.mark.parametrize(
    ("ada", "bo", "words"),
    [
        (["no_evidence", 3], ["no_evidence", 3], "no rating"),
        ([3, 3], ["no_evidence", 3], "one rating"),
        ([3, 3], [3, 3], "all the same"),
        ([3, 3], [4, 3], "1 apart"),
        ([1, 3], [5, 3], "4 apart"),
    ],
)
def test_the_spread_in_words(
    ada: list[int | str], bo: list[int | str], words: str, session: Session, world: make.World, profile: Profile
) -> None:
    make.submitted_card(session, world.dana_ada, ada)
    make.submitted_card(session, world.dana_bo, bo)
    assert found(profile)[0].words == words


def test_who_heard_the_same_answer_is_set_side_by_side(session: Session, world: make.World, profile: Profile) -> None:
    make.submitted_card(session, world.dana_bo, [4, 5])
    make.submitted_card(session, world.dana_ada, [4, 3])
    case_with(session, world, [2, 3])
    same = same_answers(profile())
    assert same
    assert [(one.where, one.told, one.apart) for one in same.answers] == [
        ("Purpose · Talk about the work", "Ada 4, Bo 4", 0),
        ("Customer · Talk about the work", "Ada 3, Bo 5", 2),
    ]
    assert same.counts == "2 answers; of 2 pairs of ratings 1 is the same, 1 lies within one point"
    assert same.words == "Answers rated by two interviewers or more: 2. Agreement is shown from 10 on."


def test_nobody_heard_the_same_answer(session: Session, world: make.World, profile: Profile) -> None:
    make.submitted_card(session, world.dana_bo, [4, 5])
    case_with(session, world, [2, 3])
    assert same_answers(profile()) is None


def found(profile: Profile):  # type: ignore[no-untyped-def]
    return spreads(profile())
