"""How far a question is worn, and when it should rest."""

from datetime import timedelta

import pytest

from app import shipped
from app.bankfiles.reader import read_bank
from app.domain.exposure import LIMITS, UNHEARD, Exposure, LeakRisk, Risk, Wear, exposures, leak_risk, times_asked
from app.domain.interview import Interview
from tests import make
from tests.domain.locked import FIRST, KIT, STARTED, card, said

ASKED = said([3, 4, "not_asked"])
UNASKED = said(["not_asked", "not_asked", "not_asked"])


@pytest.mark.parametrize(
    ("words", "risk", "limit", "is_own"),
    [
        ("low; the story is the candidate’s own", Risk.LOW, 40, False),
        ("medium; figures can be changed", Risk.MEDIUM, 20, False),
        ("Middle", Risk.MEDIUM, 20, False),
        ("high", Risk.HIGH, 10, False),
        ("high once used 20 times; variants -01b", Risk.HIGH, 20, True),
        ("high; change the unit after ten uses", Risk.HIGH, 10, True),
        ("medium; move the yeast after each ten uses", Risk.MEDIUM, 10, True),
        ("medium; change the part told in confidence after twenty uses", Risk.MEDIUM, 20, True),
        ("high; once it is known that the county pays, the rest follows", Risk.HIGH, 10, False),
        (None, Risk.MEDIUM, 20, False),
        ("highly unlikely", Risk.MEDIUM, 20, False),
        ("high once used 0 times", Risk.HIGH, 10, False),
    ],
)
def test_the_records_own_words_are_read(words, risk, limit, is_own):
    assert leak_risk(words) == LeakRisk(risk, limit, is_own)


def test_every_question_of_the_shipped_bank_says_its_risk():
    said_by = {record.id: record.leak_risk for record in read_bank(shipped("question_bank")).questions}
    assert [key for key, words in said_by.items() if words.split(";")[0].split()[0] not in set(Risk)] == []


def test_interviews_and_candidates_are_counted_and_stages_are_of_their_scenario():
    talk = Interview(id=900, candidate_id=1, starts_at=STARTED, minutes=60, used_kit=KIT)
    again = STARTED + timedelta(days=2)
    cards = [card(1, author, ASKED, interview=talk) for author in (1, 2)] + [card(1, 3, ASKED, starts_at=again)]
    found = exposures([*cards, card(2, 1, UNASKED)])
    assert found == {FIRST: Exposure(2, (again,)), make.CASE: Exposure(2, (again,))}
    assert times_asked(cards) == {FIRST: 2, make.CASE: 2}
    assert (found[FIRST].candidates, found[FIRST].last, UNHEARD.last) == (1, again, None)


def test_imported_cards_do_not_say_what_was_asked():
    assert exposures([card(1, 1, ASKED, imported_from="table.csv")]) == {}


def test_a_question_rests_from_the_limit_on_until_the_year_is_over():
    """Ten have heard it, ten days apart; the first of them is forgotten a year after hearing it."""
    until = STARTED + timedelta(days=100)
    heard = tuple(STARTED + timedelta(days=10 * n) for n in reversed(range(10)))
    leak = LeakRisk(Risk.HIGH, 10, False)
    ten = Wear(leak, Exposure(10, heard), until)
    assert (ten.recent, ten.rests_until) == (10, STARTED + timedelta(days=365))
    nine = Wear(leak, Exposure(9, heard[:-1]), until)
    assert (nine.recent, nine.rests_until) == (9, None)
    later = Wear(leak, Exposure(10, heard), STARTED + timedelta(days=365))
    assert (later.recent, later.rests_until) == (9, None)


def test_the_limits_fall_with_the_risk():
    assert LIMITS[Risk.LOW] > LIMITS[Risk.MEDIUM] > LIMITS[Risk.HIGH]
