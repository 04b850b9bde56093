"""The told company: the story that its pages show."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations
from statistics import mean

import pytest
from flask import Flask
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session, joinedload

from app import demo
from app.db import db
from app.domain.access import counted_until
from app.domain.beside import Beside
from app.domain.mirror import FEWEST_COLLEAGUES
from app.domain.opening import Opening
from app.domain.outcome import person_of
from app.domain.practice import AnchorComment
from app.domain.practice_gaps import OwnGaps
from app.domain.scorecard import Scorecard
from app.measure.doubt import TOO_CLOSE
from app.queries import bank, candidates, figures, outcomes, people, practice, scorecards
from tests.demo.reading import (
    COMPARED,
    all_cards,
    begun,
    the_manager,
    told_compared,
    told_doubt,
    told_opening,
)


@pytest.fixture(scope="module")
def company(shelf_once: Connection, app: Flask) -> Connection:
    """The told company, made once: the tests read it."""
    with app.app_context():
        demo.ensure()
    return shelf_once


@pytest.fixture
def told(company: Connection, app: Flask) -> Iterator[Session]:
    with app.app_context():
        yield db.session


def test_the_highest_mean_belongs_to_who_met_the_lenient_interviewer_and_not_the_severe_one(told: Session) -> None:
    compared = told_compared(told)
    highest = max(compared.totals, key=lambda total: total.value or 0)
    assert highest.entrant.name == "Suki Tanabe"
    assert [compared.met[one.candidate.id] for one in compared.entrants] == [
        "Ada and Bo",
        "Ada and Chidi",
        "Bo and Chidi",
    ]
    assert [f"{total.value:.2f}" for total in compared.totals] == ["3.40", "3.23", "3.88"]


def test_nobody_can_be_called(told: Session) -> None:
    found = told_doubt(told)
    assert [(pair.a, pair.b, pair.words) for pair in found.pairs] == [
        (a, b, TOO_CLOSE) for a, b in combinations(COMPARED, 2)
    ]
    assert all(pair.connected for pair in found.pairs)


def test_over_all_their_cards_one_interviewer_is_severe_and_one_is_lenient(told: Session) -> None:
    severities = told_doubt(told).severities
    assert sorted(severities, key=lambda who: severities[who].points) == ["Bo Lind", "Chidi Eze", "Ada Berg"]
    assert severities["Ada Berg"].low > 0 > severities["Bo Lind"].high


def test_each_competency_is_rated_by_two_but_for_the_one_that_a_fire_alarm_cut_off(told: Session) -> None:
    cells = [(cell.entrant.name, cell.competency.code, cell) for row in told_compared(told).rows for cell in row.cells]
    by_two = {(who, code) for who, code, cell in cells if len({mark.by.name for mark in cell.marks}) == 2}
    assert {(who, code) for who, code, _ in cells} - by_two == {("Suki Tanabe", "RES")}
    gaps = [(who, code, cell.gap_words) for who, code, cell in cells if cell.gaps]
    assert gaps == [("Suki Tanabe", "RES", "Not asked (Chidi)")]


def test_the_told_opening_says_how_sure_it_is(told: Session) -> None:
    assert told_opening(told).how_sure_since is not None


def test_the_two_who_are_decided_on_were_read_before(told: Session) -> None:
    hana = the_manager(told)
    for name, decided in (("Tove Lindahl", 3), ("Kofi Asante", 3)):
        cards = [card for card in all_cards(told) if card.interview.candidate.name == name]
        assert [hana.id in scorecards.readers(told, card.id) for card in cards] == [True] * decided


def test_weights_and_kits_stand_since_the_first_interview_with_them(told: Session) -> None:
    opening = told_opening(told)
    assert opening.fixed_at == min(begun(told, opening)[0])
    first = {position: min(starts) for position, starts in begun(told).items()}
    assert {one.position: one.kit.frozen_at for one in opening.rounds if one.kit} == first


def test_there_is_a_past_and_the_figures_over_many_cards_speak_of_it(told: Session) -> None:
    closed = [one for one in told.scalars(select(Opening)) if one.closed_at]
    assert [one.title for one in closed] == ["Senior engineer, Billing"]
    now = datetime.now(UTC)
    told.commit()
    items = [item for record in bank.newest(told) for item in record.items]
    known = [one for one in figures.of_items(told, the_manager(told), items, counted_until(now)) if one.is_known]
    assert len(known) == 10
    assert all(one.verdict and one.verdict.figure.shown for one in known)
    ada = people.by_email(told, "ada@palate.example")
    assert ada
    around = figures.cards_around(told, ada, ada, counted_until(now))
    assert len({card.author_id for card in around}) == 5


def test_everybody_of_the_past_is_decided_on_and_one_got_the_offer(told: Session) -> None:
    closed = next(one for one in told.scalars(select(Opening)) if one.closed_at)
    everybody = candidates.of_opening(told, the_manager(told), closed.id)
    decided = Counter(one.verdict.value for one in candidates.decisions(told, [one.id for one in everybody]))
    rated = {card.interview.candidate_id for card in all_cards(told) if card.is_submitted}
    went = {one.id for one in everybody if one.id in rated and not one.withdrawal}
    assert decided == {"offer": 1, "no_offer": len(went) - 1}


def test_one_was_hired_and_after_six_months_it_is_asked_again_how_that_went(told: Session) -> None:
    (hire,) = outcomes.standing(told)
    assert (hire.opening.title, hire.asked.name) == ("Senior engineer, Billing", "Ruth Adler")
    assert [(one.month, one.owns, one.again) for one in hire.given] == [(3, 4, "yes")]
    assert hire.due(datetime.now(UTC).date()) == 6
    key = person_of(hire.decision.candidate)
    assert outcomes.seen(told, [key])[key].why_not(hire.asked.id) == ""


def test_practice_is_alive_and_the_severe_one_lies_below_the_key(told: Session) -> None:
    names = bank.competency_names(told)
    staff = {one.first_name: one for one in people.everybody(told)}
    ratings = {who: practice.own(told, staff[who]) for who in ("Ada", "Bo", "Chidi")}
    assert {who: len(found) for who, found in ratings.items()} == {"Ada": 16, "Bo": 12, "Chidi": 24}
    assert {who: OwnGaps(found, names).words for who, found in ratings.items() if who != "Chidi"} == {
        "Ada": "16 answers: 10 as the key and 6 one off",
        "Bo": "12 answers: 5 as the key and 7 one off",
    }
    assert mean(one.gap or 0 for one in ratings["Ada"]) < 0 < mean(one.gap or 0 for one in ratings["Bo"])
    first = ratings["Ada"][0].answer_id
    assert len(practice.others(told, staff["Ada"], first)) >= FEWEST_COLLEAGUES
    assert [
        bool(one.reply) for one in told.scalars(select(AnchorComment).options(joinedload(AnchorComment.reply)))
    ] == [
        False,
        True,
    ]


def test_one_trainee_has_shadowed_and_is_counted_nowhere(told: Session) -> None:
    [shadow] = told.scalars(select(Scorecard).where(Scorecard.is_shadow.is_(True)))
    ada = people.by_email(told, "ada@palate.example")
    assert ada
    found = scorecards.beside(told, ada, shadow.id)
    assert found
    names = bank.competency_names(told)
    assert [Beside(found[0], lead, names).words for lead in found[1]] == [
        "5 questions: 2 the same; differs by one on Purpose, Customer and AI supervision",
        "5 questions: 2 the same; differs by one on Purpose, Worth and Result",
    ]
    assert shadow.id not in {card.id for card in figures.cards(told, ada, counted_until(datetime.now(UTC)))}
