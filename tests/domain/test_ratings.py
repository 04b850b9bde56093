"""Locked cards as the table that the arithmetic works on."""

from datetime import timedelta

from app.domain.ratings import table_of
from app.measure.table import Rating
from tests.domain.locked import FIRST, SECOND, STARTED, card, said


def test_a_question_that_is_asked_again_counts_once():
    """Only a warning keeps two rounds from holding the same question."""
    first = card(1, 7, said([2, "no_evidence"]))
    second = card(1, 7, said([5, 4]), starts_at=STARTED + timedelta(days=3))
    rows = table_of([first, second]).rows
    assert rows == (Rating("1", "7", SECOND, 4, "PUR"), Rating("1", "7", FIRST, 2, "PUR"))
