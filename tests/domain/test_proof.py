"""What a fingerprint on paper proves: the record is as it was, has changed since, or knows nothing of it."""

import hashlib
from datetime import datetime

import pytest

from app.domain.proof import Answer, Issued, Kind, answer, bundle, typed
from app.domain.scorecard import Amendment, Submission
from tests import make

OLD, NEW, OTHER = "a" * 64, "b" * 64, "c" * 64


def lock(*prints: str, taken_back_at: datetime | None = None, had_read_others: bool = False) -> Submission:
    """A submission with the first fingerprint, amended to each of the others."""
    first, *later = prints
    amendments = [Amendment(fingerprint=one, had_read_others=had_read_others) for one in later]
    return Submission(fingerprint=first, amendments=amendments, taken_back_at=taken_back_at)


def test_a_bundle_is_the_digest_of_its_kind_and_the_sorted_fingerprints() -> None:
    text = f"comparison\n{OLD}\n{NEW}"
    assert bundle(Kind.COMPARISON, [NEW, OLD]) == hashlib.sha256(text.encode()).hexdigest()


def test_the_same_cards_on_another_kind_of_paper_have_another_fingerprint() -> None:
    assert len({bundle(kind, [OLD, NEW]) for kind in Kind}) == len(Kind)


def test_the_same_cards_are_issued_under_the_same_fingerprint() -> None:
    first, again = (Issued.of(Kind.COMPARISON, prints, make.NOW) for prints in ([OLD, NEW], [NEW, OLD]))
    assert (first.fingerprint, first.cards) == (again.fingerprint, again.cards)


@pytest.mark.parametrize(
    ("locks", "expected"),
    [
        ([], Answer.UNKNOWN),
        ([lock(OLD)], Answer.MATCHES),
        ([lock(OLD, NEW)], Answer.SUPERSEDED),
        ([lock(OLD, NEW, had_read_others=True)], Answer.SUPERSEDED),
        ([lock(NEW, OLD)], Answer.MATCHES),
        ([lock(OLD, taken_back_at=make.NOW)], Answer.SUPERSEDED),
        ([lock(OLD, taken_back_at=make.NOW), lock(OLD)], Answer.MATCHES),
        ([lock(OLD, taken_back_at=make.NOW), lock(NEW)], Answer.SUPERSEDED),
    ],
)
def test_of_one_card_the_version_that_its_author_left_is_the_record(locks: list[Submission], expected: Answer) -> None:
    assert answer(OLD, None, locks) == expected


@pytest.mark.parametrize(
    ("locks", "expected"),
    [
        ([lock(OLD), lock(OTHER)], Answer.MATCHES),
        ([lock(OLD, NEW), lock(OTHER)], Answer.SUPERSEDED),
        ([lock(OLD, NEW, had_read_others=True), lock(OTHER)], Answer.MATCHES),
        ([lock(OLD), lock(OTHER, taken_back_at=make.NOW)], Answer.SUPERSEDED),
        ([lock(OLD)], Answer.SUPERSEDED),
    ],
)
def test_of_several_cards_each_must_still_count_as_it_did(locks: list[Submission], expected: Answer) -> None:
    issued = Issued.of(Kind.COMPARISON, [OLD, OTHER], make.NOW)
    assert answer(issued.fingerprint, issued, locks) == expected


@pytest.mark.parametrize(
    "said",
    [
        OLD,
        f"  {OLD.upper()}\n",
        " ".join([OLD[:8], OLD[8:40], OLD[40:]]),
        "aa:" * 31 + "aa",
        f"{OLD[:32]}\u200b-\u00a0{OLD[32:]}",
        f"https://palate.example/verify/{OLD}",
        f"https://palate.example/verify/{OLD}/",
    ],
)
def test_a_fingerprint_is_read_however_it_was_typed(said: str) -> None:
    assert typed(said) == OLD


@pytest.mark.parametrize("said", ["", "a" * 63, "a" * 65, "g" * 64, "٣" * 64, "\x00" + "a" * 63, "/verify/"])
def test_what_is_no_fingerprint_is_none(said: str) -> None:
    assert typed(said) is None


def test_every_answer_has_its_words_and_none_holds_a_figure() -> None:
    assert all(one.words and one.sentence for one in Answer)
    assert not any(character.isdigit() for one in Answer for character in one.words + one.sentence)
