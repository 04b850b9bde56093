"""The interviewer's mirror: gates, the team's side, and the habits that it counts."""

from datetime import timedelta

import pytest

from app.domain import mirror as module
from app.domain.content import Line
from app.domain.mirror import Mirror, nearest
from app.domain.people import Person
from app.measure.doubt import Severity
from tests.domain.locked import FIRST, SECOND, STARTED, card, said

ME, BO, CY, DEE, ED = range(1, 6)
PERSON = Person(id=ME, name="Ada Berg")


def rated(author: int, values: list[int], first: int = 0):
    """A card with one rating on each of as many candidates."""
    return [card(first + n, author, said([value])) for n, value in enumerate(values)]


def mirror(own, *others):
    return Mirror(PERSON, own, [*own, *(one for cards in others for one in cards)])


def team(*authors: int, count: int = 20, value: int = 3):
    return [rated(author, [value] * count) for author in authors]


def test_twenty_ratings_are_needed():
    assert [mirror(rated(ME, [3] * n)).missing for n in (0, 7, 19, 20, 30)] == [20, 13, 1, 0, 0]


def test_shares_are_of_the_own_ratings():
    points = mirror(rated(ME, [1, 3, 3, 4])).points
    assert [(point.count, point.own, point.team) for point in points] == [
        (1, 0.25, None),
        (0, 0, None),
        (2, 0.5, None),
        (1, 0.25, None),
        (0, 0, None),
    ]


@pytest.mark.parametrize(
    ("others", "colleagues"),
    [
        (team(BO, CY), 0),
        (team(BO, CY, DEE, count=19), 0),
        ([*team(BO, CY), *team(DEE, count=19)], 0),
        (team(BO, CY, DEE), 3),
        ([*team(BO, CY, DEE), *team(ED, count=19)], 3),
    ],
)
def test_the_team_is_three_colleagues_with_twenty_ratings_each(others, colleagues):
    found = mirror(rated(ME, [3] * 20), *others)
    assert len(found.colleagues) == colleagues
    assert (found.middle.team is None) == (colleagues == 0)


def test_each_colleague_counts_the_same_and_oneself_does_not_count():
    others = [*team(BO, value=5, count=200), *team(CY, DEE, ED, value=2)]
    assert [point.team for point in mirror(rated(ME, [1] * 20), *others).points] == [0, 0.75, 0, 0, 0.25]


def test_severity_needs_the_team_and_twenty_ratings_beside_it(monkeypatch):
    own, others = rated(ME, [2] * 20), team(BO, CY, DEE, value=4)
    assert mirror(own, *others).severity.points > 0.3
    assert mirror(own, *others[:2]).severity is None
    assert Mirror(PERSON, own, [*own[1:], *(one for cards in others for one in cards)]).severity is None
    assert mirror(own, *others[:2]).severity_words == ""


@pytest.mark.parametrize(
    ("severity", "words"),
    [
        (Severity(0.42, 0.1, 0.71), "about 0.4 lower than others would; could be 0.1 to 0.7"),
        (Severity(-0.42, -0.71, -0.1), "about 0.4 higher than others would; could be 0.1 to 0.7"),
        (Severity(0.1, -0.2, 0.44), "about as others do; could be 0.2 higher to 0.4 lower"),
    ],
)
def test_severity_in_words(severity, words, monkeypatch):
    monkeypatch.setattr(module.Mirror, "severity", severity)
    assert mirror([]).severity_words == words


def test_imported_cards_are_left_out():
    imported = [card(n, author, said([3]), imported_from="old.csv") for n in range(20) for author in (ME, BO, CY, DEE)]
    found = Mirror(PERSON, imported, imported)
    assert (found.missing, found.colleagues, found.severity) == (20, [], None)


def test_lateness_by_the_day_and_by_three_days():
    hours = [24, 24.1, 72, 72.1, 200]
    found = mirror([card(n, ME, said([3]), after=timedelta(hours=one)) for n, one in enumerate(hours)])
    assert (found.in_time, found.late, found.very_late) == (1, 2, 2)


def test_notes_are_lines_of_the_interview():
    """60 minutes and half an hour of overrun; a line without a time was written at the desk."""
    lines = [Line(str(n), "x", FIRST, at) for n, at in enumerate([0, 300, 5400, 5401, None])]
    assert mirror([card(1, ME, said([3, 4], lines=lines))]).notes == 1.5


def test_evidence_is_a_starred_line_or_a_sentence():
    lines = [Line("1", "x", FIRST, 5, starred=True), Line("2", "y", SECOND, 5)]
    assert mirror([card(1, ME, said([3, 4, "no_evidence"], lines=lines))]).with_evidence == 0.5


def test_cards_that_are_all_the_same():
    assert (
        mirror([card(1, ME, said([3, 3, 3])), card(2, ME, said([3, 3])), card(3, ME, said([3, 3, 4]))]).all_equal == 1
    )


def test_the_nearest_are_whole_candidates_that_the_person_met_and_then_the_newest():
    day = timedelta(days=1)
    met_long_ago = [card(1, ME, said([3, 3])), card(1, BO, said([3, 3]))]
    met = [card(2, ME, said([3, 3]), starts_at=STARTED + day), card(2, BO, said([3, 3]), starts_at=STARTED + day)]
    others = [card(n, BO, said([3, 3]), starts_at=STARTED + n * day) for n in (3, 4)]
    every = [*met_long_ago, *met, *others]
    assert nearest(every, ME, most=12) == every
    assert nearest(every, ME, most=11) == [*met_long_ago, *met, others[1]]
    assert nearest(every, ME, most=7) == met
    assert nearest([], ME) == []
