"""Drafts and their proposals: who may do what, and when."""

from collections.abc import Callable

import pytest

from app.domain.bank import Kind
from app.domain.drafting import Draft, Moved, may_review, may_write
from app.domain.errors import Refused
from app.domain.people import Person, Role
from tests.make import LONG_AGO, NOW

IN_ORDER = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}


def person(number: int, *roles: Role) -> Person:
    one = Person(id=number, name=f"Person {number}", grants=[])
    for role in roles:
        one.grant(role, LONG_AGO)
    return one


@pytest.fixture
def ada() -> Person:
    return person(1, Role.INTERVIEWER)


@pytest.fixture
def hana() -> Person:
    return person(2, Role.MANAGER)


@pytest.fixture
def draft(ada: Person) -> Draft:
    return Draft.begin(Kind.QUESTION, "PUR-SR-SIT-71", "id: PUR-SR-SIT-71", ada, NOW, None, "Missing.")


def placed(draft: Draft, by_grade: dict[int, int] = IN_ORDER) -> dict[str, dict[str, int]]:
    """A reader's answer that gives these places to the anchors of each grade."""
    assert draft.proposal
    return {"": {letter: by_grade[grade] for letter, grade in draft.proposal.shuffled("").items()}}


@pytest.mark.parametrize(
    ("role", "writes", "reviews"),
    [
        (Role.INTERVIEWER, True, False),
        (Role.AUTHOR, True, False),
        (Role.COORDINATOR, True, False),
        (Role.MANAGER, True, True),
        (Role.ADMIN, True, True),
        (Role.AUDITOR, False, False),
    ],
)
def test_who_interviews_writes_and_who_runs_openings_reviews(role: Role, writes: bool, reviews: bool) -> None:
    assert (may_write(person(3, role)), may_review(person(3, role))) == (writes, reviews)


def test_saving_with_an_edition_that_moved_on_writes_nothing_over(draft: Draft) -> None:
    draft.write("first", "Why.", "K", 1, NOW)
    with pytest.raises(Moved):
        draft.write("second", "Why.", "K", 1, NOW)
    assert (draft.text, draft.edition) == ("first", 2)


def test_saving_the_same_again_is_no_conflict(draft: Draft) -> None:
    draft.write("first", "Why.", "K", 1, NOW)
    draft.write("first", "Why.", "K", 1, NOW)
    assert draft.edition == 2


def test_a_proposal_holds_the_words_until_it_is_withdrawn(draft: Draft) -> None:
    draft.propose(1, NOW)
    with pytest.raises(Refused, match="Withdraw the proposal"):
        draft.write("other", "Why.", "K", 1, NOW)
    draft.withdraw(NOW)
    draft.write("other", "Why.", "K", 1, NOW)
    assert draft.text == "other"


@pytest.mark.parametrize("verb", [lambda draft: draft.propose(1, NOW), lambda draft: draft.discard(NOW)])
def test_what_waits_is_neither_proposed_again_nor_discarded(draft: Draft, verb: Callable[[Draft], object]) -> None:
    draft.propose(1, NOW)
    with pytest.raises(Refused):
        verb(draft)


def test_a_proposal_needs_a_reason(draft: Draft) -> None:
    draft.because = ""
    with pytest.raises(Refused, match="Say why"):
        draft.propose(1, NOW)


def test_the_author_neither_sorts_nor_reviews_their_own(draft: Draft, ada: Person) -> None:
    proposal = draft.propose(1, NOW)
    ada.grant(Role.ADMIN, LONG_AGO)
    with pytest.raises(Refused, match="your own"):
        proposal.sort(ada, placed(draft), NOW)
    with pytest.raises(Refused, match="your own"):
        proposal.decide(ada, True, "Good.", NOW)


def test_nobody_answers_before_their_own_blind_order(draft: Draft, hana: Person) -> None:
    proposal = draft.propose(1, NOW)
    with pytest.raises(Refused, match="in order first"):
        proposal.decide(hana, False, "No.", NOW)


def test_a_reader_sorts_once(draft: Draft, hana: Person) -> None:
    proposal = draft.propose(1, NOW)
    proposal.sort(hana, placed(draft), NOW)
    with pytest.raises(Refused, match="already"):
        proposal.sort(hana, placed(draft), NOW)


def test_the_anchors_are_shuffled_for_all_readers_alike_and_never_in_order(draft: Draft) -> None:
    proposal = draft.propose(1, NOW)
    for stage in ("", *(f"S{number}" for number in range(1, 60))):
        grades = list(proposal.shuffled(stage).values())
        assert grades == list(proposal.shuffled(stage).values())
        assert sorted(grades) == [1, 2, 3, 4, 5]
        assert grades not in ([1, 2, 3, 4, 5], [5, 4, 3, 2, 1])


@pytest.mark.parametrize(
    ("by_grade", "order", "passes"),
    [
        (IN_ORDER, [1, 2, 3, 4, 5], True),
        ({1: 1, 2: 2, 3: 4, 4: 3, 5: 5}, [1, 2, 4, 3, 5], True),
        ({1: 3, 2: 2, 3: 1, 4: 4, 5: 5}, [3, 2, 1, 4, 5], False),
    ],
)
def test_an_order_passes_when_every_anchor_is_in_its_place_or_the_next(
    draft: Draft, hana: Person, by_grade: dict[int, int], order: list[int], passes: bool
) -> None:
    sort = draft.propose(1, NOW).sort(hana, placed(draft, by_grade), NOW)
    assert (sort.orders, sort.passes) == ({"": order}, passes)


def test_what_did_not_pass_cannot_go_live(draft: Draft, hana: Person) -> None:
    proposal = draft.propose(1, NOW)
    proposal.sort(hana, placed(draft, {1: 3, 2: 2, 3: 1, 4: 4, 5: 5}), NOW)
    with pytest.raises(Refused, match="does not pass"):
        proposal.decide(hana, True, "Good.", NOW)
    proposal.decide(hana, False, "1 reads like a 3.", NOW)
    assert draft.is_open


def test_places_that_are_no_order_are_refused(draft: Draft, hana: Person) -> None:
    proposal = draft.propose(1, NOW)
    with pytest.raises(Refused, match="once"):
        proposal.sort(hana, placed(draft, dict.fromkeys(range(1, 6), 3)), NOW)
    assert proposal.sorts == []


def test_what_went_live_is_closed(draft: Draft, hana: Person) -> None:
    proposal = draft.propose(1, NOW)
    proposal.sort(hana, placed(draft), NOW)
    proposal.decide(hana, True, "Good.", NOW)
    assert (draft.is_live, draft.is_open, draft.waits) == (True, False, False)
    with pytest.raises(Refused, match="does not wait"):
        proposal.decide(hana, True, "Good.", NOW)
    with pytest.raises(Refused, match="live and stays"):
        draft.write("other", "Why.", "K", 1, NOW)


def test_a_discarded_draft_can_be_taken_back(draft: Draft) -> None:
    draft.discard(NOW)
    assert not draft.is_open
    draft.restore()
    assert draft.is_open
