"""How long each question took, from the instants at which it was rated."""

from dataclasses import replace
from datetime import timedelta

from app.domain.content import Content
from app.domain.pace import minutes_used
from tests.domain.locked import FIRST, SECOND, STARTED, THIRD, said


def test_a_question_takes_from_the_end_of_the_one_before_to_its_own():
    assert minutes_used(said([3, 4, 2], [600, 1500, 2100]), 60) == {FIRST: 10, SECOND: 15, THIRD: 10}


def test_the_order_is_that_of_the_clock_and_not_that_of_the_kit():
    assert minutes_used(said([3, 4, 2], [1500, 600, 2100]), 60) == {SECOND: 10, FIRST: 15, THIRD: 10}


def test_a_stage_ends_where_it_was_ended():
    content = said([3, 4, 2], [600, 1500, 2100])
    items = {**content.items, SECOND: replace(content.items[SECOND], ended_at=1200)}
    assert minutes_used(replace(content, items=items), 60) == {FIRST: 10, SECOND: 10, THIRD: 15}


def test_no_evidence_took_time_and_what_was_not_asked_took_none():
    assert minutes_used(said([3, "no_evidence", "not_asked"], [600, 1200, 3000]), 60) == {FIRST: 10, SECOND: 10}


def test_a_card_that_was_rated_afterwards_tells_nothing():
    assert minutes_used(said([3, 4, 2], [600, 1500, 90 * 60]), 60) == {FIRST: 10, SECOND: 15, THIRD: 65}
    assert minutes_used(said([3, 4, 2], [600, 1500, 90 * 60 + 1]), 60) == {}


def test_nor_does_one_that_was_rated_all_at_once():
    assert minutes_used(said([3, 4, 2], [3000, 3060, 3120]), 60) == {FIRST: 50, SECOND: 1, THIRD: 1}
    assert minutes_used(said([3, 4, 2], [3000, 3059, 3120]), 60) == {}


def test_nor_does_one_without_a_clock_or_before_it():
    assert minutes_used(replace(said([3, 4, 2], [600, 1500, 2100]), started_at=""), 60) == {}
    late = (STARTED + timedelta(hours=1)).isoformat()
    assert minutes_used(replace(said([3, 4, 2], [600, 1500, 2100]), started_at=late), 60) == {}


def test_nor_does_an_empty_one():
    assert minutes_used(Content({}), 60) == {}
