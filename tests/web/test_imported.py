"""Pages and paper of cards that were made from ratings of before: marked, and without what nobody knows."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.interview import Interview
from app.domain.scorecard import Scorecard
from tests import make
from tests.domain.test_imported import TABLE, brought
from tests.reports.test_pdf import is_accessible, text_of

ClientOf = Callable[..., FlaskClient]
ONLY_RATINGS = "mported from before.csv: ratings alone, without evidence or anchors."


@pytest.fixture
def imported(session: Session, world: make.World) -> list[Interview]:
    for seat in (world.dana_ada, world.dana_bo, world.leo_ada, world.leo_bo):
        seat.release(make.NOW)
    found = brought(session, world, TABLE)
    session.commit()
    return found


@pytest.fixture
def card(imported: list[Interview]) -> Scorecard:
    """Ada's, on Dana."""
    return imported[0].cards[0]


def test_the_card_says_where_it_is_from_and_cannot_be_changed(client_of: ClientOf, card: Scorecard) -> None:
    page = client_of("ada").get(f"/scorecards/{card.id}/read").text
    assert f"I{ONLY_RATINGS}" in page
    assert "when it was held is not known here" in page
    assert "Purpose: letters · Purpose" in page
    assert "Amend</a>" not in page
    assert "Take it back" not in page


def test_its_author_may_not_amend_it_by_the_address_either(client_of: ClientOf, card: Scorecard) -> None:
    answer = client_of("ada").get(f"/scorecards/{card.id}/amendment")
    assert (answer.status_code, answer.location) == (303, f"/scorecards/{card.id}/read")


def test_its_pdf_is_accessible_and_says_the_same(client_of: ClientOf, card: Scorecard) -> None:
    pdf = client_of("hana").get(f"/scorecards/{card.id}/scorecard.pdf").data
    assert is_accessible(pdf)
    assert f"I{ONLY_RATINGS}" in text_of(pdf)


def test_candidate_and_comparison_show_the_ratings_and_say_that_they_are_imported(
    client_of: ClientOf, world: make.World, card: Scorecard
) -> None:
    hana = client_of("hana")
    page = hana.get(f"/candidates/{world.dana.id}").text
    assert "Dana Ito, Purpose: Ada 4, Bo 2; mean 3.0 of 2" in page
    assert "Imported <time" in page
    compared = hana.get(f"/openings/{world.opening.id}/comparison?candidate={world.dana.id}&candidate={world.leo.id}")
    assert "Imported ratings" in compared.text


def test_the_opening_names_the_round_and_offers_nobody_an_interview_in_it(
    client_of: ClientOf, world: make.World, card: Scorecard
) -> None:
    hana = client_of("hana")
    assert "Ratings from before, imported" in hana.get(f"/openings/{world.opening.id}").text
    assert "Imported from before.csv" not in hana.get(f"/candidates/{world.dana.id}/interviews/new").text
    assert "Imported ratings, no kit" in hana.get(f"/openings/{world.opening.id}/edit").text


def test_the_interview_page_of_an_imported_interview_opens(client_of: ClientOf, imported: list[Interview]) -> None:
    page = client_of("hana").get(f"/interviews/{imported[0].id}")
    assert page.status_code == 200
    assert "Imported" in page.text


def test_figures_over_many_cards_take_them_in_and_their_authors_have_a_mirror(
    client_of: ClientOf, world: make.World, card: Scorecard, clock
) -> None:  # type: ignore[no-untyped-def]
    clock.move(days=60)
    assert client_of("hana").get("/bank/figures").status_code == 200
    assert client_of("ada").get("/mirror").status_code == 200
    assert client_of("root").get(f"/people/{world.bo.id}/mirror").status_code == 200
