"""The record answers for fingerprints of cards, and of papers that were handed out."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.proof import Answer, Issued, Kind, bundle
from app.queries import proof, scorecards
from tests import make

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def prints(session: Session, world: make.World) -> list[str]:
    """Ada and Bo have locked their cards on Dana."""
    cards = (world.dana_ada, world.dana_bo)
    made = [make.submitted_card(session, card, [4, 3]).fingerprint for card in cards]
    session.commit()
    session.expunge_all()
    return made


def amended(session: Session, world: make.World) -> str:
    card = scorecards.own(session, world.ada, world.dana_ada.id)
    content = card.submission.card_content
    made = card.amend(type(content)(**{**vars(content), "summary": "Anew."}), "A slip.", False, make.NOW)
    session.commit()
    session.expunge_all()
    return made.fingerprint


def test_a_locked_card_matches_until_it_is_amended(session: Session, world: make.World, prints: list[str]) -> None:
    assert [proof.look_up(session, one) for one in prints] == [Answer.MATCHES, Answer.MATCHES]
    new = amended(session, world)
    assert [proof.look_up(session, one) for one in (prints[0], new)] == [Answer.SUPERSEDED, Answer.MATCHES]


def test_a_paper_is_known_once_it_was_issued_and_superseded_by_an_amendment(
    session: Session, world: make.World, prints: list[str]
) -> None:
    paper = bundle(Kind.COMPARISON, prints)
    assert proof.look_up(session, paper) == Answer.UNKNOWN
    proof.issue(session, Kind.COMPARISON, prints, make.NOW)
    session.commit()
    assert proof.look_up(session, paper) == Answer.MATCHES
    amended(session, world)
    assert proof.look_up(session, paper) == Answer.SUPERSEDED


def test_issuing_the_same_again_changes_nothing(session: Session, prints: list[str]) -> None:
    for _ in range(2):
        proof.issue(session, Kind.COMPARISON, prints, make.NOW)
        session.commit()
        session.expunge_all()
    assert session.scalar(select(func.count()).select_from(Issued)) == 1


def test_a_paper_without_a_card_is_not_issued(session: Session, world: make.World) -> None:
    proof.issue(session, Kind.COMPARISON, [], make.NOW)
    session.commit()
    assert session.scalar(select(func.count()).select_from(Issued)) == 0


def test_every_answer_takes_as_many_statements(
    session: Session, world: make.World, prints: list[str], count_statements: Counting
) -> None:
    proof.issue(session, Kind.COMPARISON, prints, make.NOW)
    amended(session, world)
    counts = set()
    for asked in (*prints, bundle(Kind.COMPARISON, prints), "0" * 64):
        session.expunge_all()
        with count_statements() as statements:
            proof.look_up(session, asked)
        counts.add(len(statements))
    assert counts == {2}
