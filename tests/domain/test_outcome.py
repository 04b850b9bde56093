"""The outcome of a hire: who may be asked, when, and what an answer needs. No database."""

from datetime import date

import pytest

from app.domain.candidate import Candidate
from app.domain.decision import Decision, Verdict
from app.domain.errors import Refused
from app.domain.outcome import Again, Hire, Said, Seen, Unknown, accept
from app.domain.people import Person
from tests.make import NOW

HANA = Person(id=1, name="Hana Sato", email="hana@example.org")
ZOE = Person(id=2, name="Zoe Winter", email="zoe@example.org")
ABE = Person(id=3, name="Abe Iwo", email="abe@example.org")
START = date(2026, 1, 31)
RATED = Said(3, owns=4, again=Again.YES)
NOBODY = Seen()


def offer(verdict: Verdict = Verdict.OFFER) -> Decision:
    return Decision(id=9, verdict=verdict, candidate=Candidate(id=5, name="Sol Haas", email="sol@example.net"))


def hired(starts_on: date = START) -> Hire:
    hire = accept(offer(), [], [], starts_on, HANA, NOW)
    hire.ask(ZOE, Seen(), HANA, NOW)
    return hire


def refusal(act, *arguments, **more) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused) as refused:
        act(*arguments, **more)
    return refused.value.message


def give(hire: Hire, said: Said = RATED, seen: Seen = NOBODY, today: date = date(2026, 5, 1), **more: int) -> None:
    outcome = hire.give(said, seen, ZOE, NOW, today, **more)
    outcome.id = len(hire.outcomes)


def test_only_the_newest_offer_is_accepted_and_only_once() -> None:
    assert "no offer" in refusal(accept, offer(Verdict.HOLD), [], [], START, HANA, NOW)
    assert "later decision" in refusal(accept, offer(), [], [offer(Verdict.HOLD)], START, HANA, NOW)
    assert "already" in refusal(accept, offer(), [hired()], [], START, HANA, NOW)
    taken_back = hired()
    taken_back.withdraw("Stayed where they were.", HANA, NOW)
    assert accept(offer(), [taken_back], [], START, HANA, NOW).starts_on == START


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (Seen(cards={3}), "had a card"),
        (Seen(signed={3}), "signed a decision"),
        (Seen(debriefed={3}), "was in the debrief"),
        (Seen(read={3}), "has read ratings"),
        (Seen({1}, {1}, {1}, {1}), ""),
    ],
)
def test_who_knows_something_of_the_ratings_is_not_asked(seen: Seen, why: str) -> None:
    assert seen.why_not(ABE.id) == why
    hire = hired()
    if why:
        assert refusal(hire.ask, ABE, seen, HANA, NOW).startswith(f"Abe Iwo {why}")
    else:
        hire.ask(ABE, seen, HANA, NOW)
    assert hire.asked is (ZOE if why else ABE)


def test_nobody_is_asked_about_themselves() -> None:
    sol = Person(id=4, name="Sol Haas", email="sol@example.net")
    assert refusal(hired().ask, sol, Seen(), HANA, NOW) == "Nobody is asked about themselves."


def test_months_are_counted_from_the_start() -> None:
    assert [hired().due_on(month) for month in (3, 6, 12)] == [date(2026, 4, 30), date(2026, 7, 31), date(2027, 1, 31)]
    assert hired(date(2024, 11, 29)).due_on(3) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("today", "month"),
    [(date(2026, 4, 29), None), (date(2026, 4, 30), 3), (date(2026, 7, 31), 6), (date(2027, 5, 1), 12)],
)
def test_one_month_is_due_at_a_time_and_lapses_when_the_next_comes(today: date, month: int | None) -> None:
    assert hired().due(today) == month


def test_what_is_given_is_due_no_more() -> None:
    hire = hired()
    give(hire)
    assert [hire.due(date(2026, 5, 2)), hire.due(date(2026, 8, 1))] == [None, 6]


def test_nothing_is_due_of_who_left_or_never_started() -> None:
    left, never = hired(), hired()
    give(left, Said(3, missing=Unknown.LEFT))
    never.withdraw("Stayed where they were.", HANA, NOW)
    assert [one.due(date(2026, 8, 1)) for one in (left, never)] == [None, None]
    assert left.newest is None
    assert left.given[0].told == "— left the company"


def test_a_start_with_an_outcome_stays() -> None:
    hire = hired()
    assert "Say why" in refusal(hire.withdraw, " ", HANA, NOW)
    give(hire)
    assert "given already" in refusal(hire.withdraw, "Left.", HANA, NOW)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Said(3), "Choose a rating"),
        (Said(3, owns=3, missing=Unknown.LEFT), "Choose a rating"),
        (Said(3, owns=3), "Unsure"),
        (Said(3, missing=Unknown.LEFT, again=Again.NO), "Without a rating"),
        (Said(3, missing=Unknown.CANNOT_SAY), "why you cannot say"),
        (Said(6, owns=3, again=Again.NO), "Nothing is asked about month 6"),
    ],
)
def test_an_answer_is_whole(said: Said, sentence: str) -> None:
    assert sentence in refusal(give, hired(), said)


def test_only_who_is_asked_answers_and_not_after_reading() -> None:
    hire = hired()
    assert "not asked any more" in refusal(give, hire, RATED, Seen(read={ZOE.id}))
    hire.ask(ABE, Seen(), HANA, NOW)
    assert "Abe Iwo is asked now" in refusal(give, hire)


def test_a_correction_stands_beside_what_it_corrects() -> None:
    hire = hired()
    give(hire)
    assert "already" in refusal(give, hire)
    assert "already" in refusal(give, hire, corrects=7)
    give(hire, Said(3, owns=2, again=Again.UNSURE), corrects=1)
    assert [one.owns for one in hire.outcomes] == [4, 2]
    assert [(one.owns, one.corrects_id) for one in hire.given] == [(2, 1)]
    assert hire.newest is hire.outcomes[-1]
    assert "nothing of that month" in refusal(give, hired(), RATED, corrects=1)
