"""The outcome of a hire: entered by the manager, told by somebody who has seen no rating, silent below 30 hires."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import asking
from app.domain.decision import Decision, Verdict, sign
from app.domain.interview import Interview
from app.domain.outcome import Again, Hire, Outcome, Said, Seen
from app.domain.scorecard import Reading
from tests import make
from tests.conftest import Clock

Clients = Callable[..., FlaskClient]
START = date(2026, 3, 9)
GIVEN = {"month": "3", "corrects": "", "owns": "4", "again": "yes", "words": "Asked what the report is for."}


@pytest.fixture
def offer(session: Session, world: make.World) -> int:
    """Ada's and Bo's cards on Dana are in, and Hana has signed an offer."""
    make.submitted_card(session, world.dana_ada, [2, 3])
    make.submitted_card(session, world.dana_bo, [5, 4])
    signed = sign(world.dana, Verdict.OFFER, "Because.", "", (2, 0), world.hana, make.NOW)
    session.add(signed)
    session.commit()
    return signed.id


@pytest.fixture
def hire(session: Session, world: make.World, offer: int, client_of: Clients) -> Hire:
    """Zoe is asked."""
    sent = {"day": START.isoformat(), "person": str(world.zoe.id)}
    assert client_of("hana").post(f"/decisions/{offer}/hire", data=sent).status_code == 303
    return session.scalars(select(Hire)).one()


def given(session: Session) -> list[Outcome]:
    session.expire_all()
    return list(session.scalars(select(Outcome).order_by(Outcome.id)))


def test_only_who_has_seen_no_rating_can_be_chosen(world: make.World, offer: int, client_of: Clients) -> None:
    hana = client_of("hana")
    page = hana.get(f"/decisions/{offer}/hire").text
    choices = page[page.index("<select") : page.index("</select")]
    assert [one.name in choices for one in (world.zoe, world.root, world.cora)] == [True] * 3
    assert [one.name in choices for one in (world.ada, world.bo, world.hana)] == [False] * 3
    assert "Ada Berg had a card" in page or f"{world.ada.name} had a card" in page
    assert f"{world.hana.name} signed a decision" in page
    refused = hana.post(f"/decisions/{offer}/hire", data={"day": "2026-03-09", "person": str(world.ada.id)})
    assert refused.status_code == 422 and "2026-03-09" in refused.text


@pytest.mark.parametrize("day", ["", "soon", "9999-12-31", "0001-01-01"])
def test_a_bad_day_is_said_and_kept(day: str, world: make.World, offer: int, client_of: Clients) -> None:
    refused = client_of("hana").post(f"/decisions/{offer}/hire", data={"day": day, "person": str(world.zoe.id)})
    assert refused.status_code == 422 and 'class="error"' in refused.text
    assert f'selected value="{world.zoe.id}"' in refused.text


def test_an_empty_form_is_refused(offer: int, client_of: Clients) -> None:
    assert client_of("hana").post(f"/decisions/{offer}/hire", data={}).status_code == 422


def test_the_one_who_is_asked_sees_it_when_it_is_due(hire: Hire, clock: Clock, client_of: Clients) -> None:
    zoe, address = client_of("zoe"), f"/hires/{hire.id}/outcome"
    assert address not in zoe.get("/").text
    assert "Nothing is asked yet" in zoe.get(address).text
    clock.now = make.NOW + timedelta(days=100)
    assert address in zoe.get("/").text and "One outcome to tell" in zoe.get("/").text
    assert zoe.post(address, data=GIVEN).status_code == 303
    assert address not in zoe.get("/").text


def test_the_form_shows_nothing_of_the_ratings(
    session: Session, world: make.World, hire: Hire, clock: Clock, client_of: Clients
) -> None:
    clock.now = make.NOW + timedelta(days=100)
    zoe, address = client_of("zoe"), f"/hires/{hire.id}/outcome"
    before = zoe.get(address).text
    lock = world.dana_bo.submissions[-1]
    lock.content = lock.content | {"items": {key: dict(one, rating=1) for key, one in lock.content["items"].items()}}
    session.commit()
    assert zoe.get(address).text == before
    assert [
        zoe.get(f"/{path}").status_code for path in (f"candidates/{world.dana.id}", f"decisions/{hire.decision_id}")
    ] == [404, 404]
    assert session.scalars(select(Reading)).all() == []


def test_who_has_read_since_cannot_give_it(
    session: Session, world: make.World, hire: Hire, clock: Clock, client_of: Clients
) -> None:
    clock.now = make.NOW + timedelta(days=100)
    session.add(Reading(scorecard_id=world.dana_bo.id, reader_id=world.zoe.id, at=make.NOW))
    session.commit()
    zoe, address = client_of("zoe"), f"/hires/{hire.id}/outcome"
    assert address not in zoe.get("/").text
    refused = zoe.post(address, data=GIVEN)
    assert refused.status_code == 422
    assert "has read ratings" in refused.text and GIVEN["words"] in refused.text
    assert given(session) == []
    assert (
        f"{world.zoe.name} has read ratings since" in client_of("hana").get(f"/decisions/{hire.decision_id}/hire").text
    )


def test_a_bad_answer_is_said_and_kept(session: Session, hire: Hire, clock: Clock, client_of: Clients) -> None:
    clock.now = make.NOW + timedelta(days=100)
    zoe, address = client_of("zoe"), f"/hires/{hire.id}/outcome"
    for changed in (
        {"owns": ""},
        {"owns": "9"},
        {"again": ""},
        {"month": "x"},
        {"owns": "cannot_say"},
        {"corrects": "7"},
    ):
        refused = zoe.post(address, data=GIVEN | changed)
        assert refused.status_code == 422 and GIVEN["words"] in refused.text, changed
    assert given(session) == []


def test_a_correction_is_another_row(session: Session, hire: Hire, clock: Clock, client_of: Clients) -> None:
    clock.now = make.NOW + timedelta(days=100)
    zoe, address = client_of("zoe"), f"/hires/{hire.id}/outcome"
    zoe.post(address, data=GIVEN)
    assert zoe.post(address, data=GIVEN).status_code == 422
    [first] = given(session)
    assert zoe.post(address, data=GIVEN | {"corrects": str(first.id), "owns": "2"}).status_code == 303
    assert [(one.owns, one.corrects_id) for one in given(session)] == [(4, None), (2, first.id)]
    page = client_of("hana").get(f"/decisions/{hire.decision_id}/hire").text
    assert "2, asks when the words run out; would hire again: yes" in page


def test_a_start_that_did_not_happen_is_taken_back_and_entered_anew(
    session: Session, world: make.World, hire: Hire, client_of: Clients
) -> None:
    hana = client_of("hana")
    assert hana.post(f"/hires/{hire.id}/withdrawal", data={"reason": ""}).status_code == 422
    assert hana.post(f"/hires/{hire.id}/withdrawal", data={"reason": "Stayed."}).status_code == 303
    assert client_of("zoe").get(f"/hires/{hire.id}/outcome").status_code == 404
    sent = {"day": "2026-06-01", "person": str(world.zoe.id)}
    assert hana.post(f"/decisions/{hire.decision_id}/hire", data=sent).status_code == 303
    assert len(session.scalars(select(Hire)).all()) == 2


def test_somebody_else_is_asked(world: make.World, hire: Hire, client_of: Clients) -> None:
    assert client_of("hana").post(f"/hires/{hire.id}/asking", data={"person": str(world.root.id)}).status_code == 303
    assert client_of("zoe").get(f"/hires/{hire.id}/outcome").status_code == 404
    assert client_of("root").get(f"/hires/{hire.id}/outcome").status_code == 200


def test_whom_the_person_is_sealed_for_learns_nothing_of_the_hire(
    session: Session, world: make.World, hire: Hire, client_of: Clients
) -> None:
    """Dana comes back for another opening, and Hana and Zoe are to meet them there."""
    people = {"hana": world.hana, "cora": world.cora}
    other = make.opening(session, people, [(world.purpose, 100)], [world.talk_kit], "Another")
    again = make.candidate(session, other, "Dana Ito")
    again.same_as_id = world.dana.id
    make.planned(session, again, other.rounds[0], make.NOW, [world.hana, world.zoe], world.cora)
    session.commit()
    hana = client_of("hana")
    assert hana.get(f"/decisions/{hire.decision_id}/hire").status_code == 404
    assert "0 of 30" in hana.get("/outcomes").text and "Senior" not in hana.get("/outcomes").text
    assert client_of("zoe").get(f"/hires/{hire.id}/outcome").status_code == 404


def test_the_console_says_who_is_asked(app: Flask, world: make.World, hire: Hire) -> None:
    line = " 3 months, due 2026-06-09: Dana Ito, Senior engineer, Checkout; ask "
    with app.app_context():
        assert asking.due(START) == []
        assert asking.due(date(2026, 7, 1)) == [f"{line}{world.zoe.name} <{world.zoe.email}>"]


@pytest.fixture
def hires(session: Session, world: make.World, clock: Clock) -> Callable[[int], None]:
    """`hires(30)`: so many were hired for Hana's opening, and Zoe has told of each after 3 months."""
    clock.now = make.NOW + timedelta(days=200)

    def many(count: int) -> None:
        for n in range(count):
            who = make.candidate(session, world.opening, f"Past{n:02} Extra")
            at = make.LONG_AGO - timedelta(days=n + 1)
            talk: Interview = make.held(session, who, world.talk, at, [world.ada], world.cora)
            make.submitted_card(session, talk.cards[0], [1 + n % 5, 2 + n % 3], at=talk.ends_at)
            hired = make.hired(session, who, world.hana, world.zoe, START)
            hired.give(Said(3, 1 + n % 4, Again.YES), Seen(), world.zoe, clock.now, date(2026, 7, 1))
        session.commit()

    return many


def test_below_thirty_hires_it_says_only_how_many(
    session: Session, hires: Callable[[int], None], client_of: Clients
) -> None:
    hires(29)
    page = client_of("hana").get("/outcomes").text
    assert "Not enough hires to say: 29 of 30" in page and "29 outcomes are due." in page
    assert "Pearson" not in page and "<svg" not in page and "Past" not in page
    assert session.scalars(select(Reading)).all() == []


def test_from_thirty_on_it_shows_each_hire_and_a_harsh_interval(
    session: Session, hires: Callable[[int], None], client_of: Clients
) -> None:
    hires(30)
    page = client_of("hana").get("/outcomes").text
    assert "Pearson’s r = " in page and "could be" in page and "Uncorrected for range restriction" in page
    assert page.count('<th scope="row">Past') == 30
    assert len(session.scalars(select(Reading)).all()) == 30  # it tells what was rated, so it is a reading
    assert "0 of 30" in client_of("root").get("/outcomes").text


def test_ratings_after_the_decision_do_not_count(
    session: Session, world: make.World, hires: Callable[[int], None], client_of: Clients
) -> None:
    hires(30)
    last = session.scalars(select(Interview).order_by(Interview.id.desc())).first()
    assert last
    newest = session.scalars(select(Hire).order_by(Hire.id.desc())).first()
    assert newest
    session.get_one(Decision, newest.decision_id).signed_at = last.starts_at
    session.commit()
    assert "Not enough hires to say: 29 of 30" in client_of("hana").get("/outcomes").text
