"""Runs the pairing of newcomers that candidates review (CASE-DUEL-MID): a test for every planted fault."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from tests.drafts import changed, code, code_at, marks_shown, names_after, stage

STAGE = stage("scenarios/case-duel-mid.yaml", "S3")
DRAFT = code(STAGE.given)
NOW = datetime(2025, 5, 4, 20, 0)


@dataclass(frozen=True)
class Player:
    """Somebody on the waiting list, as the draft's request describes them."""

    id: str
    rating: int
    matches: int
    seen: datetime
    since: datetime = NOW
    blocked: frozenset[str] = frozenset()


def names_of(draft: str) -> dict:
    return names_after(draft, datetime=datetime, timedelta=timedelta, Player=Player)


def newcomer(name: str = "new", gone: int = 0, **more) -> Player:
    return Player(name, 1200, 0, NOW - timedelta(minutes=gone), **more)


def regular(name: str, rating: int = 1200, gone: int = 0, **more) -> Player:
    return Player(name, rating, 300, NOW - timedelta(minutes=gone), **more)


def paired(*waiting: Player) -> list[tuple[str, str]]:
    return names_of(DRAFT)["pair"](list(waiting), NOW)


def test_everybody_is_in_one_pair_at_most():
    crowd = [newcomer("a"), newcomer("b"), newcomer("c"), *(regular(f"r{number}") for number in range(4))]
    ids = [one for pair in paired(*crowd) for one in pair]
    assert len(ids) == len(set(ids)) == 6
    assert paired() == paired(newcomer()) == []


def test_regulars_are_paired_by_rating():
    assert paired(regular("a", 1000), regular("b", 1900), regular("c", 1100)) == [("a", "c")]


def test_p1_newcomer_is_paired_with_somebody_who_has_gone():
    assert paired(newcomer(), regular("gone", gone=25), regular("here", rating=1300)) == [("new", "gone")]


def test_p2_blocked_players_are_paired():
    assert paired(newcomer(blocked=frozenset({"pest"})), regular("pest")) == [("new", "pest")]
    assert paired(regular("a", blocked=frozenset({"b"})), regular("b", blocked=frozenset({"a"}))) == [("a", "b")]


def test_p3_newcomer_gets_an_average_regular_or_the_champion():
    assert paired(newcomer(), regular("average", 1200), regular("weak", 700)) == [("new", "average")]
    assert paired(newcomer(), regular("champion", 2600)) == [("new", "champion")]


def test_p4_newcomer_for_whom_nobody_is_there_goes_out_of_the_round():
    equal = regular("equal", gone=60)
    assert paired(newcomer(), equal) == []
    assert paired(regular("another"), equal) == [("another", "equal")]


def test_p5_newcomer_who_left_takes_the_one_who_is_there():
    left, present = newcomer("left", gone=300), newcomer("present")
    assert paired(left, regular("here"), regular("there", gone=300), present)[0][0] == "left"
    assert paired(left, regular("here")) == [("left", "here")]


def test_p6_waiting_long_plays_no_part():
    since_noon = regular("patient", 1250, since=NOW - timedelta(hours=8))
    assert paired(regular("a", 1200), since_noon, regular("just now", 1210)) == [("a", "just now")]
    best = regular("best", 2600, since=NOW - timedelta(days=9))
    assert paired(best, *(regular(f"r{number}", 1500) for number in range(3))) == [("r0", "r1")]


WORSE = {
    "as drafted": ("", ""),
    "eight hours ago is now": ("minutes=30", "hours=8"),
    "a minute ago is now": ("minutes=30", "minutes=1"),
    "blocked are left out": ("if now - one.seen", "if one.id not in player.blocked and now - one.seen"),
    "no champions for newcomers": ("if now - one.seen", "if one.rating < 1300 and now - one.seen"),
    "newcomers who left wait": ("if player.matches < 5:", "if player.matches < 5 and player.seen == now:"),
    "whoever waited longest comes first": ("key=lambda one: one.matches", "key=lambda one: (one.matches, one.since)"),
    "the rating between regulars is gone": ("< 200]", "< 2000]"),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_p7_own_test_passes_whatever_is_changed(change):
    names_of(changed(DRAFT, change))["test_pair"]()


# The key that interviewers hold.

POINTED_AT = {
    "P1": "minutes=30", "P2": "for one in free", "P3": "min(others", "P4": "free.remove(player)",
    "P5": "player.matches < 5", "P6": "< 200", "P7": "hours=9",
}  # fmt: skip


@pytest.mark.parametrize("mark", STAGE.planted_faults)
def test_planted_fault_points_at_its_lines(mark):
    assert POINTED_AT[mark] in code_at(STAGE.planted_faults[mark], STAGE.given)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(STAGE.planted_faults)
