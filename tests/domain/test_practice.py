"""Practice: what is kept of a rating, how it lies to the key, and what becomes of a comment."""

from dataclasses import dataclass

import pytest

from app.bankfiles.parts import Level
from app.bankfiles.practice import PracticeRecord
from app.domain.bank import BankRecord
from app.domain.errors import Refused
from app.domain.people import Person
from app.domain.practice import (
    AnchorComment,
    CommentReply,
    PracticeAnswer,
    PracticeRating,
    SecondThought,
    practice_sets,
    rate,
)
from app.domain.practice_gaps import GroupSpread, OwnGaps
from tests.make import NOW

ADA = Person(id=1, name="Ada Berg")
NAMES = {"PUR": "Purpose", "CUS": "Customer", "DON": "Done"}


@dataclass
class Shelf:
    """Answers by key, with ids in the order in which they are made."""

    made: int = 0

    def answer(self, key: str, rating: int = 3, level: Level = Level.SENIOR) -> PracticeAnswer:
        self.made += 1
        code = key.split("-")[1]
        words = PracticeRecord(
            id=key,
            version=1,
            question=f"{code}-SR-SIT-01",
            rating=rating,
            answer="I would ask.\n[Told: builders.]",
            because="Asks.",
            not_higher="Would have asked twice.",
        )
        answer = PracticeAnswer.of(words, BankRecord(key=words.question, level=level), NOW)
        answer.id = self.made
        return answer


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def rated(answer: PracticeAnswer, rating: int | None) -> PracticeRating:
    return rate(answer, None, rating, "", ADA, NOW)


def test_the_first_rating_stays_and_a_second_thought_is_added(shelf: Shelf) -> None:
    answer = shelf.answer("PRA-PUR-01")
    first = rate(answer, None, 2, "Never asked.", ADA, NOW)
    with pytest.raises(Refused, match="the first rating stays"):
        rate(answer, first, 3, "", ADA, NOW)
    first.think_again("It did ask, in passing.", NOW)
    assert (first.rating, first.note) == (2, "Never asked.")
    assert [thought.text for thought in first.thoughts] == ["It did ask, in passing."]
    assert isinstance(first.thoughts[0], SecondThought)


def test_a_rating_is_told_beside_the_key(shelf: Shelf) -> None:
    answer = shelf.answer("PRA-PUR-01", rating=3)
    assert [rated(answer, point).words for point in (3, 2, 5, None)] == [
        "gave 3, as the key",
        "gave 2, one below it",
        "gave 5, two above it",
        "marked no evidence",
    ]


def test_sets_hold_four_and_go_through_the_competencies(shelf: Shelf) -> None:
    answers = [shelf.answer(f"PRA-{code}-0{n}") for code in ("DON", "CUS", "PUR") for n in (1, 2)]
    sets = practice_sets(answers, {code: n for n, code in enumerate(NAMES)})
    assert [[one.key for one in each.answers] for each in sets] == [
        ["PRA-PUR-01", "PRA-CUS-01", "PRA-DON-01", "PRA-PUR-02"],
        ["PRA-CUS-02", "PRA-DON-02"],
    ]


def test_a_set_knows_what_is_done_and_what_comes_next(shelf: Shelf) -> None:
    first, second = shelf.answer("PRA-PUR-01"), shelf.answer("PRA-CUS-01")
    places = {"PUR": 0, "CUS": 1}
    (begun,) = practice_sets([first, second], places, {first.id})
    assert (begun.done, begun.is_done, begun.next) == (1, False, second)
    (over,) = practice_sets([first, second], places, {first.id, second.id})
    assert (over.done, over.is_done, over.next) == (2, True, None)


def test_own_ratings_are_counted_against_the_key(shelf: Shelf) -> None:
    ratings = [rated(shelf.answer("PRA-PUR-01", rating=3), given) for given in (3, 3, 2, 4, 5, None)]
    assert OwnGaps(ratings, NAMES).words == "6 answers: 2 as the key, 2 one off, 1 two off and 1 no evidence"


def test_the_mean_gap_is_told_by_key_competency_and_level(shelf: Shelf) -> None:
    """Somebody who keeps to the middle is above a key of 1 and below a key of 5."""
    ratings = [
        rated(shelf.answer("PRA-PUR-01", rating=1, level=Level.MID), 2),
        rated(shelf.answer("PRA-PUR-02", rating=5), 4),
        rated(shelf.answer("PRA-CUS-01", rating=5), 3),
        rated(shelf.answer("PRA-CUS-02", rating=5, level=Level.STAFF), None),
    ]
    gaps = OwnGaps(ratings, NAMES)
    assert [(gap.name, gap.count, gap.words) for gap in gaps.by_key] == [
        ("1, contrary evidence", 1, "1.0 above the key"),
        ("5, well above the bar", 3, "1.5 below the key"),
    ]
    assert [(gap.name, gap.count, gap.words) for gap in gaps.by_competency] == [
        ("Purpose", 2, "as the key"),
        ("Customer", 2, "2.0 below the key"),
    ]
    assert [(gap.name, gap.count, gap.words) for gap in gaps.by_level] == [
        ("Mid", 1, "1.0 above the key"),
        ("Senior", 2, "1.5 below the key"),
        ("Staff", 1, "marked no evidence"),
    ]


def test_the_group_is_counted_with_the_own_rating_in_it(shelf: Shelf) -> None:
    answer = shelf.answer("PRA-PUR-01", rating=4)
    group = GroupSpread(answer, rated(answer, 3), [3, 4, 4, 1, None])
    assert [(step.point, step.count, step.is_own, step.is_key) for step in group.steps] == [
        (1, 1, False, False),
        (2, 0, False, False),
        (3, 2, True, False),
        (4, 2, False, True),
        (5, 0, False, False),
        (None, 1, False, False),
    ]
    assert group.words == "6 people: 2 as the key, 2 one off, 1 three off and 1 no evidence"


@pytest.mark.parametrize(("others", "missing"), [([], 3), ([3, 3], 1), ([3, 3, None], 0)])
def test_the_group_waits_for_three_others(others: list[int | None], missing: int, shelf: Shelf) -> None:
    answer = shelf.answer("PRA-PUR-01")
    assert GroupSpread(answer, rated(answer, 3), others).missing == missing


def test_a_comment_is_taken_up_or_left_once_and_with_a_reason(shelf: Shelf) -> None:
    comment = AnchorComment(point=4, text="Too wide.", reply=None)
    with pytest.raises(Refused, match="in which version it was taken up, or why it is left") as refused:
        comment.answer_with(None, "", ADA, NOW)
    assert refused.value.field == "because"
    comment.answer_with(2, "Narrower now.", ADA, NOW)
    assert comment.reply.words == "Taken up in version 2. Narrower now."
    with pytest.raises(Refused, match="answered already"):
        comment.answer_with(None, "No.", ADA, NOW)
    assert (
        CommentReply(version=None, because="It fits the other four.").words == "Left, because: It fits the other four."
    )


def test_what_the_interviewer_did_is_set_apart_from_the_answer(shelf: Shelf) -> None:
    assert shelf.answer("PRA-PUR-01").paragraphs == [(False, "I would ask."), (True, "[Told: builders.]")]
