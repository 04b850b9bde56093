"""The key of the practice answers, held against readers who rated them blind with the anchors alone."""

import json
from collections import Counter

import pytest

from app import shipped
from app.bankfiles.reader import read_bank

FOLDER = shipped("question_bank")
KEY = {one.id: one.rating for one in read_bank(FOLDER).practice}
READERS = [json.loads(file.read_text()) for file in sorted((FOLDER / "practice" / "readings").glob("*.json"))]


def test_every_competency_has_three_answers_of_three_grades() -> None:
    grades: dict[str, set[int]] = {}
    for key, rating in KEY.items():
        grades.setdefault(key.split("-")[1], set()).add(rating)
    assert len(KEY) == 24
    assert {code: len(found) for code, found in grades.items()} == dict.fromkeys(grades, 3)
    assert len(grades) == 8


def test_every_grade_is_there_four_times_at_least() -> None:
    assert min(Counter(KEY.values()).values()) >= 4
    assert set(KEY.values()) == {1, 2, 3, 4, 5}


def test_two_readers_rated_them_all() -> None:
    assert len(READERS) >= 2
    assert all(set(reader["ratings"]) == set(KEY) for reader in READERS)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader["reader"])
def test_the_key_holds_within_a_point_for_all_and_exactly_for_most(reader: dict) -> None:  # type: ignore[type-arg]
    gaps = [abs(reader["ratings"][key] - rating) for key, rating in KEY.items()]
    assert max(gaps) <= 1
    assert gaps.count(0) > len(gaps) / 2


def test_the_summary_for_authors_is_worked_out_from_the_readings() -> None:
    assert summary() in (FOLDER / "README.md").read_text()


def summary() -> str:
    """The table of question_bank/README.md; put what this returns there when readers are added."""
    lines = ["| reader | answers rated | exactly as the key | within a point of it |", "| --- | --- | --- | --- |"]
    for reader in READERS:
        gaps = [abs(reader["ratings"][key] - rating) for key, rating in KEY.items()]
        near = sum(gap <= 1 for gap in gaps)
        lines.append(f"| {reader['reader']}, {reader['date']} | {len(gaps)} | {gaps.count(0)} | {near} |")
    return "\n".join(lines)
