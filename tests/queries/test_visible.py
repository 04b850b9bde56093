"""What the WHERE conditions of `visible` let through is what the rules of `app.domain.access` say, for everybody."""

from collections.abc import Callable
from itertools import chain, combinations
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.access import may_read, standing
from app.domain.candidate import Candidate
from app.domain.interview import Interview
from app.domain.opening import Opening, OpeningRole
from app.domain.panel import assign, cover
from app.domain.people import Person, Role
from app.domain.scorecard import Scorecard
from app.queries import candidates, interviews, openings, scorecards
from tests import make
from tests.make import World

WHO = ("ada", "bo", "hana", "cora", "root", "zoe", "pia", "dana", "rex")
CARDS = ("dana_ada", "dana_bo", "leo_ada", "leo_bo")


class Company:
    """The world, and beside it: Zoe on the panel of another opening, Pia in the pool of Checkout, Dana who applies and
    interviews elsewhere, Rex who was taken off a panel before he wrote anything."""

    def __init__(self, session: Session, world: World) -> None:
        self.world = world
        self.people: dict[str, Person] = {
            name: getattr(world, name) for name in ("ada", "bo", "hana", "cora", "root", "zoe")
        }
        for name in ("pia", "dana", "rex"):
            self.people[name] = make.person(session, f"{name.title()} Ruiz", [Role.INTERVIEWER])
        world.opening.join(self.people["pia"], OpeningRole.POOL)
        world.dana.email = self.people["dana"].email
        self._elsewhere(session)
        session.commit()
        self.interviews = [world.dana_talk, world.leo_talk, self.other_talk, self.second_talk]
        self.candidates = [world.dana, world.leo, self.other, self.second]
        self.openings = [world.opening, self.elsewhere]

    def _elsewhere(self, session: Session) -> None:
        world, people = self.world, self.people
        team = {"hana": world.root, "cora": world.root}
        self.elsewhere = make.opening(session, team, [(world.worth, 100)], [world.talk_kit], "Elsewhere")
        self.other = make.candidate(session, self.elsewhere, "Suki Holt")
        self.second = make.candidate(session, self.elsewhere, "Tom Ure")
        args = (self.elsewhere.rounds[0], make.NOW, [world.zoe, people["dana"]], world.root)
        self.other_talk = make.held(session, self.other, *args)
        self.second_talk = make.planned(session, self.second, *args)
        rex = assign(self.second_talk, people["rex"], world.root, make.NOW)
        rex.release(make.NOW)
        # Zoe had begun when Bo took over: she keeps what she wrote, and the way to it.
        taken = cover(self.other_talk.cards[0], world.bo, False, make.NOW)
        taken.begin(make.NOW)
        session.add_all([rex, taken])

    def cards_on(self, candidate: Candidate) -> list[Scorecard]:
        return [card for one in self.interviews if one.candidate is candidate for card in one.cards]


@pytest.fixture
def company(session: Session, world: World) -> Company:
    return Company(session, world)


def has_seat(person: Person, interview: Interview) -> bool:
    return any(
        card.author_id == person.id and (card.released_at is None or card.begun_at is not None)
        for card in interview.cards
    )


def expected_interviews(company: Company, person: Person) -> set[int]:
    return {
        one.id
        for one in company.interviews
        if not one.candidate.is_same_as(person)
        and (standing(person, one.candidate.opening).sees_every_interview or has_seat(person, one))
    }


def expected_candidates(company: Company, person: Person) -> set[int]:
    seated = {one.candidate_id for one in company.interviews if has_seat(person, one)}
    return {
        one.id
        for one in company.candidates
        if not one.is_same_as(person) and (standing(person, one.opening).sees_every_interview or one.id in seated)
    }


def expected_openings(company: Company, person: Person) -> set[int]:
    seated = {one.candidate.opening_id for one in company.interviews if has_seat(person, one)}
    return {one.id for one in company.openings if standing(person, one).sees_every_interview or one.id in seated}


def ids(found: Any) -> set[int]:
    return {one.id for one in found}


def found_by(get: Callable[..., Any], session: Session, person: Person, among: list[Any]) -> set[int]:
    """Which of these does a query of the kind `get` find for this person?"""
    return {one.id for one in among if get(session, person, one.id) is not None}


@pytest.mark.parametrize("name", WHO)
def test_openings_are_found_by_who_works_on_them(session: Session, company: Company, name: str) -> None:
    person = company.people[name]
    expected = expected_openings(company, person)
    assert ids(openings.listed(session, person)) == expected
    assert found_by(openings.get, session, person, company.openings) == expected


@pytest.mark.parametrize("name", WHO)
def test_candidates_are_found_by_who_works_on_them(session: Session, company: Company, name: str) -> None:
    person = company.people[name]
    expected = expected_candidates(company, person)
    listed = [one for opening in company.openings for one in candidates.of_opening(session, person, opening.id)]
    assert ids(listed) == expected
    assert found_by(candidates.get, session, person, company.candidates) == expected


@pytest.mark.parametrize("name", WHO)
def test_interviews_are_found_by_members_and_their_panel(session: Session, company: Company, name: str) -> None:
    person = company.people[name]
    expected = expected_interviews(company, person)
    asked = [one.id for one in company.candidates]
    assert ids(interviews.of_candidates(session, person, asked)) == expected
    assert found_by(interviews.get, session, person, company.interviews) == expected


@pytest.mark.parametrize("name", WHO)
def test_a_card_in_writing_is_found_by_its_author_alone(session: Session, company: Company, name: str) -> None:
    person = company.people[name]
    cards = [card for one in company.interviews for card in one.cards]
    own = {card.id for card in cards if card.author_id == person.id}
    assert found_by(scorecards.own, session, person, cards) == own
    assert found_by(scorecards.own_for_saving, session, person, cards) == own


@pytest.mark.parametrize("sent", list(chain.from_iterable(combinations(CARDS, n) for n in (0, 1, 2, 4))))
def test_a_card_is_read_by_whom_the_rules_let_read_it(
    session: Session, company: Company, sent: tuple[str, ...]
) -> None:
    for name in sent:
        make.submitted_card(session, getattr(company.world, name), [3, 4])
    cards = [getattr(company.world, name) for name in CARDS]
    for name, person in company.people.items():
        expected = {card.id for card in cards if _may_read(company, person, card)}
        assert found_by(scorecards.readable, session, person, cards) == expected, name


def _may_read(company: Company, person: Person, card: Scorecard) -> bool:
    candidate: Candidate = card.interview.candidate
    opening: Opening = candidate.opening
    who = standing(person, opening)
    return not candidate.is_same_as(person) and may_read(card, who, company.cards_on(candidate))
