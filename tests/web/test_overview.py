"""All candidates of an opening in one list."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.decision import Verdict, sign
from app.domain.scorecard import Amendment, Reading
from tests import make
from tests.conftest import Clock

ClientOf = Callable[..., FlaskClient]


@pytest.fixture
def hana(client_of: ClientOf) -> FlaskClient:
    return client_of("hana")


@pytest.fixture
def scored(session: Session, world: make.World) -> None:
    """Dana has both cards, Leo one, Mo none, and Nia has withdrawn."""
    for card, ratings in (
        (world.dana_ada, [4, 3]),
        (world.dana_bo, [4, 5]),
        (world.leo_ada, [5, "no_evidence"]),
    ):
        make.submitted_card(session, card, ratings)
    make.candidate(session, world.opening, "Mo Quist")
    make.candidate(session, world.opening, "Nia Ochs").withdraw(make.NOW, world.hana.id, "None given.")
    session.commit()


def at(world: make.World, look: str = "") -> str:
    return f"/openings/{world.opening.id}/overview{look}"


def names(page: str) -> list[str]:
    return re.findall(r'<a class="said" href="/candidates/\d+">(\w+)', page)


def line(page: str, name: str) -> str:
    """The words of one row, with single spaces; a drawing stands as its title."""
    row = page.partition(f">{name}</a>")[2].partition("</tr>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", row).split())


def test_a_row_says_how_far_somebody_is_and_how_they_were_rated(
    hana: FlaskClient, world: make.World, scored: None
) -> None:
    page = hana.get(at(world)).text
    assert line(page, "Dana Ito") == (
        "All cards in 2 of 2 cards in 4, 4; mean 4.0 of 2 4.0 n 2 3, 5; mean 4.0 of 2 4.0 n 2"
    )
    assert line(page, "Leo Marsh") == "Cards to come 1 of 2 cards in 5; mean 5.0 of 1 5.0 n 1 — No evidence"
    assert line(page, "Mo Quist") == "No panel yet — No interview yet"
    assert line(page, "Nia Ochs") == "Withdrawn — No interview yet"


def test_no_rank_and_no_cut_off(hana: FlaskClient, world: make.World, scored: None) -> None:
    page = hana.get(at(world, "?by=PUR")).text
    assert "There is no ranking." in page
    assert "<ol" not in page


@pytest.mark.parametrize(
    ("look", "order"),
    [
        ("", ["Dana", "Leo", "Mo", "Nia"]),
        ("?by=name", ["Dana", "Leo", "Mo", "Nia"]),
        ("?by=PUR", ["Leo", "Dana", "Mo", "Nia"]),
        ("?by=CUS", ["Dana", "Leo", "Mo", "Nia"]),
        ("?by=state", ["Leo", "Dana", "Mo", "Nia"]),
        ("?state=waiting", ["Leo"]),
        ("?state=withdrawn", ["Nia"]),
        ("?q=MAR", ["Leo"]),
        ("?q=i&state=in", ["Dana"]),
        ("?q=zz", []),
    ],
)
def test_it_is_sorted_searched_and_cut_down(
    hana: FlaskClient, world: make.World, scored: None, look: str, order: list[str]
) -> None:
    assert names(hana.get(at(world, look)).text) == order


@pytest.mark.parametrize(
    ("look", "sentence"),
    [
        ("?by=total", "The list is sorted by name, by how far candidates are, or by one competency of this opening."),
        ("?by=TRA", "The list is sorted by name, by how far candidates are, or by one competency of this opening."),
        ("?state=best", "There is no such state, so all are shown."),
    ],
)
def test_what_there_is_not_is_a_sentence(
    hana: FlaskClient, world: make.World, scored: None, look: str, sentence: str
) -> None:
    page = hana.get(at(world, look)).text
    assert sentence in page
    assert names(page) == ["Dana", "Leo", "Mo", "Nia"]


def test_a_late_card_is_a_state(hana: FlaskClient, world: make.World, scored: None, clock: Clock) -> None:
    clock.move(days=2)
    assert line(hana.get(at(world, "?state=late")).text, "Leo Marsh").startswith("A card is late 1 of 2 cards in")


def test_a_decision_is_for_managers(session: Session, client_of: ClientOf, world: make.World, scored: None) -> None:
    session.add(sign(world.dana, Verdict.OFFER, "Said why.", "", (2, 0), world.hana, make.NOW))
    session.commit()
    pages = {who: client_of(who).get(at(world)).text for who in ("hana", "ada", "cora")}
    assert {who: line(page, "Dana Ito").split(" 2 of 2")[0] for who, page in pages.items()} == {
        "hana": "Offer",
        "ada": "All cards in",
        "cora": "All cards in",
    }


def test_who_runs_but_does_not_manage_sees_progress_only(client_of: ClientOf, world: make.World, scored: None) -> None:
    page = client_of("cora").get(at(world)).text
    assert line(page, "Dana Ito") == "All cards in 2 of 2 cards in"
    assert "Purpose" not in page
    assert "Compare" not in page


def test_who_has_rated_one_sees_that_one(client_of: ClientOf, world: make.World, scored: None) -> None:
    page = client_of("bo").get(at(world)).text
    assert "4, 4; mean 4.0 of 2" in line(page, "Dana Ito")
    assert (
        line(page, "Leo Marsh") == "Your card is open — Sealed until your own card is in. Open your card on Leo Marsh"
    )


def test_two_to_six_are_chosen_and_stay_chosen(hana: FlaskClient, world: make.World, scored: None) -> None:
    page = hana.get(at(world, f"?candidate={world.dana.id}&q=leo")).text
    assert f'formaction="/openings/{world.opening.id}/comparison"' in page
    assert f'value="{world.dana.id}" checked' in page.partition("not on this page")[2]


def test_fifty_stand_on_a_page_or_all(session: Session, hana: FlaskClient, world: make.World) -> None:
    for n in range(60):
        make.candidate(session, world.opening, f"Zed{n:02} Roe")
    session.commit()
    counts = [len(names(hana.get(at(world, look)).text)) for look in ("", "?page=2", "?page=all", "?page=9", "?page=x")]
    assert counts == [50, 12, 62, 12, 50]


def test_reading_is_kept_for_those_on_the_page(
    session: Session, hana: FlaskClient, world: make.World, scored: None
) -> None:
    hana.get(at(world, "?q=leo"))
    assert list(session.scalars(select(Reading.scorecard_id))) == [world.leo_ada.id]


def test_an_amendment_counts_as_it_does_in_the_comparison(
    session: Session, hana: FlaskClient, world: make.World, scored: None
) -> None:
    """The last one from before its author read others: here a 1, and not the 2 that came afterwards."""
    lock = world.dana_bo.submissions[-1]
    for rating, had_read in ((1, False), (2, True)):
        items = {key: dict(item, rating=rating) for key, item in lock.content["items"].items()}
        content, print_ = lock.content | {"items": items}, str(rating) * 64
        changed = {"content": content, "fingerprint": print_, "had_read_others": had_read}
        session.add(Amendment(submission_id=lock.id, at=make.NOW, reason="Slipped.", **changed))
    session.commit()
    assert "1, 4; mean 2.5 of 2" in line(hana.get(at(world)).text, "Dana Ito")


def test_it_is_reached_from_the_opening(hana: FlaskClient, world: make.World) -> None:
    assert f'href="{at(world)}"' in hana.get(f"/openings/{world.opening.id}").text
