"""Which ratings speak most clearly for a candidate, and which against."""

import pytest
from sqlalchemy.orm import Session

from app.domain.comparison import Comparison
from app.domain.quoted import Quote, contrary, strongest
from app.domain.text import excerpt, fit_in_columns
from app.queries import candidates
from app.queries.comparison import compare
from tests import make


@pytest.fixture
def profile(session: Session, world: make.World):  # type: ignore[no-untyped-def]
    def of(ada: list[int], bo: list[int], case: list[int]) -> Comparison:
        held = make.held(session, world.dana, world.case, make.NOW, [world.ada], world.cora)
        for card, ratings in ((world.dana_ada, ada), (world.dana_bo, bo), (held.cards[0], case)):
            make.submitted_card(session, card, ratings)
        session.expunge_all()
        dana = candidates.get(session, world.hana, world.dana.id)
        return compare(session, world.hana, dana.opening, [dana])

    return of


def told(quotes: list[Quote]) -> list[tuple[str, str, int]]:
    return [(one.mark.by.short, one.mark.item_key, one.mark.value) for one in quotes]


def test_the_highest_stand_first_and_equal_ones_in_the_order_of_the_questions(profile) -> None:  # type: ignore[no-untyped-def]
    found = strongest(profile([3, 4], [3, 5], [4, 4]))
    assert told(found) == [
        ("Bo", make.CUSTOMER_ASKED, 5),
        ("Ada", make.CUSTOMER_ASKED, 4),
        ("Ada", make.FIRST_STAGE, 4),
    ]


def test_contrary_are_the_lowest_below_the_bar(profile) -> None:  # type: ignore[no-untyped-def]
    found = contrary(profile([2, 1], [3, 3], [2, 4]))
    assert told(found) == [
        ("Ada", make.CUSTOMER_ASKED, 1),
        ("Ada", make.PURPOSE_ASKED, 2),
        ("Ada", make.FIRST_STAGE, 2),
    ]


def test_a_rating_at_the_bar_speaks_for_neither(profile) -> None:  # type: ignore[no-untyped-def]
    middle = profile([3, 3], [3, 3], [3, 3])
    assert (strongest(middle), contrary(middle)) == ([], [])


def test_an_excerpt_ends_at_a_word() -> None:
    assert excerpt("as it is", 8) == "as it is"
    assert excerpt("one two three", 9) == "one two …"
    assert excerpt("漢字" * 10, 5) == "漢字漢字漢 …"


def test_columns_hold_what_one_page_holds() -> None:
    assert fit_in_columns(["x" * 900, "y" * 900], 2)
    assert not fit_in_columns(["x" * 900, "y" * 901], 2)
    assert not fit_in_columns(["x\n" * 50], 2)
    assert not fit_in_columns(["x"], 1)
    assert not fit_in_columns(["x"], 4)
