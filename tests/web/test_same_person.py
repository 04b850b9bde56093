"""A candidate who comes back: what was rated before stays sealed for the new panel until their own cards are in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.candidate import Candidate
from app.domain.decision import Decision, Verdict, sign
from app.domain.opening import Opening
from app.domain.panel import assign
from app.domain.scorecard import Scorecard
from tests import make
from tests.test_two_worlds import answer_to

Clients = Callable[..., FlaskClient]


@pytest.fixture
def again(session: Session, world: make.World) -> tuple[Opening, Candidate]:
    """Dana was met and turned down; today she stands in another opening, where Hana and Ada are on her panel."""
    make.submitted_card(session, world.dana_ada, [2, 3])
    make.submitted_card(session, world.dana_bo, [5, 4])
    session.add(sign(world.dana, Verdict.HOLD, "Not yet, said Bo.", "", (2, 0), world.hana, make.NOW))
    people = {"hana": world.hana, "cora": world.cora}
    other = make.opening(session, people, [(world.purpose, 100)], [world.talk_kit], "Staff engineer, Returns")
    dana = make.candidate(session, other, "Dana Ito")
    session.commit()
    return other, dana


def seat(session: Session, world: make.World, who: Candidate) -> list[Scorecard]:
    at = make.NOW - timedelta(hours=3)
    cards = make.held(session, who, who.opening.rounds[0], at, [world.hana, world.ada], world.cora).cards
    session.commit()
    return cards


def link(client: FlaskClient, who: Candidate, earlier: Candidate) -> int:
    return client.post(f"/candidates/{who.id}/earlier", data={"earlier": earlier.id}).status_code


def paths(session: Session, world: make.World) -> list[str]:
    decided = session.scalars(select(Decision.id)).one()
    pages = [
        f"/candidates/{world.dana.id}",
        f"/scorecards/{world.dana_bo.id}/read",
        f"/scorecards/{world.dana_bo.id}/scorecard.pdf",
    ]
    pages += [
        f"/candidates/{world.dana.id}/debrief",
        f"/candidates/{world.dana.id}/debrief/version",
        f"/decisions/{decided}",
        "/",
    ]
    pages += [
        f"/openings/{world.opening.id}",
        f"/openings/{world.opening.id}/comparison?candidate={world.dana.id}&candidate={world.leo.id}",
        f"/openings/{world.opening.id}/comparison/evidence?competency=PUR&candidate={world.dana.id}&candidate={world.leo.id}",
        f"/openings/{world.opening.id}/overview",
        f"/openings/{world.opening.id}/overview?by=PUR",
    ]
    return [*pages, f"/candidates/{world.dana.id}/decisions"]


def rewrite(session: Session, world: make.World) -> None:
    """Bo's card and the decision say something else, under the same ids."""
    lock = world.dana_bo.submissions[-1]
    items = {key: dict(item, rating=1, sentence="Another sentence.") for key, item in lock.content["items"].items()}
    lock.content, lock.fingerprint = lock.content | {"items": items, "summary": "Otherwise."}, "1" * 64
    session.commit()


def test_whoever_looks_alike_is_offered_and_linked_to_the_first(
    session: Session, world: make.World, again: tuple[Opening, Candidate], client_of: Clients
) -> None:
    cora, (_, dana) = client_of("cora"), again
    assert "Dana Ito, Senior engineer, Checkout" in cora.get(f"/candidates/{dana.id}/edit").text
    assert "Leo Marsh" not in cora.get(f"/candidates/{dana.id}/edit").text
    assert link(cora, dana, world.leo) == 422
    assert link(cora, dana, world.dana) == 303
    session.expire_all()
    assert session.get_one(Candidate, dana.id).same_as_id == world.dana.id
    assert link(cora, world.dana, dana) == 422


def test_earlier_ratings_are_sealed_until_the_new_card_is_in(
    session: Session, world: make.World, again: tuple[Opening, Candidate], client_of: Clients
) -> None:
    hana, (_, dana) = client_of("hana"), again
    before = hana.get(f"/candidates/{world.dana.id}").text
    assert "Asked what the paragraph is for." in before and "Not yet, said Bo." in before
    cards = seat(session, world, dana)
    assert "Asked what the paragraph is for." in hana.get(f"/candidates/{world.dana.id}").text
    link(client_of("cora"), dana, world.dana)
    page = hana.get(f"/candidates/{world.dana.id}").text
    assert "Sealed for you" in page
    assert "Asked what the paragraph is for." not in page and "Not yet, said Bo." not in page
    assert hana.get(f"/scorecards/{world.dana_bo.id}/read").status_code == 404
    make.submitted_card(session, cards[0], [3, 3])
    assert "Asked what the paragraph is for." in hana.get(f"/candidates/{world.dana.id}").text


@pytest.mark.parametrize("who", ["hana", "ada"])
def test_the_new_panel_gets_the_same_bytes_whatever_was_rated_before(
    who: str, session: Session, world: make.World, again: tuple[Opening, Candidate], client_of: Clients
) -> None:
    client, (_, dana) = client_of(who), again
    seat(session, world, dana)
    link(client_of("cora"), dana, world.dana)
    seen = [answer_to(client, path) for path in paths(session, world)]
    rewrite(session, world)
    session.expire_all()
    assert [answer_to(client, path) for path in paths(session, world)] == seen


def test_the_bytes_would_differ_without_the_link(
    session: Session, world: make.World, again: tuple[Opening, Candidate], client_of: Clients
) -> None:
    client, (_, dana) = client_of("hana"), again
    seat(session, world, dana)
    seen = [answer_to(client, path) for path in paths(session, world)]
    rewrite(session, world)
    session.expire_all()
    assert [answer_to(client, path) for path in paths(session, world)] != seen


def test_what_was_asked_before_is_named_while_the_plan_can_change(
    session: Session, world: make.World, again: tuple[Opening, Candidate], client_of: Clients
) -> None:
    cora, (_, dana) = client_of("cora"), again
    tomorrow = make.NOW + timedelta(days=1)
    new = make.planned(session, dana, dana.opening.rounds[0], tomorrow, [world.ada], world.cora)
    session.commit()
    words = "in an earlier application. Choose another kit for this round."
    assert words not in cora.get(f"/interviews/{new.id}").text
    link(cora, dana, world.dana)
    assert words in cora.get(f"/interviews/{new.id}").text


def test_a_shadows_card_is_sealed_too(
    session: Session, world: make.World, again: tuple[Opening, Candidate], client_of: Clients
) -> None:
    """The page beside it shows the cards of those who led."""
    ada, (_, dana) = client_of("ada"), again
    shadow = assign(world.dana_talk, world.zoe, world.cora, make.NOW, shadow=True)
    session.flush()
    shadow.begin(make.NOW)
    make.submitted_card(session, shadow, [3, 3])
    seat(session, world, dana)
    assert ada.get(f"/scorecards/{shadow.id}/beside").status_code == 200
    link(client_of("cora"), dana, world.dana)
    assert ada.get(f"/scorecards/{shadow.id}/beside").status_code == 404


def test_whoever_is_not_on_the_new_panel_reads_on(
    session: Session, world: make.World, again: tuple[Opening, Candidate], client_of: Clients
) -> None:
    bo, (_, dana) = client_of("bo"), again
    seat(session, world, dana)
    link(client_of("cora"), dana, world.dana)
    assert "Asked what the paragraph is for. (Ada" in bo.get(f"/candidates/{world.dana.id}").text


def took_back(client: FlaskClient, card: Scorecard) -> bool:
    return client.post(f"/scorecards/{card.id}/retraction").status_code == 303


def test_nobody_reads_what_was_rated_before_and_then_rates_again(
    session: Session, world: make.World, again: tuple[Opening, Candidate], client_of: Clients
) -> None:
    ada, (_, dana) = client_of("ada"), again
    cards = seat(session, world, dana)
    link(client_of("cora"), dana, world.dana)
    make.submitted_card(session, cards[1], [3, 3])
    assert ada.get(f"/scorecards/{world.dana_bo.id}/read").status_code == 200
    assert not took_back(ada, cards[1])


def test_who_read_earlier_ratings_while_the_new_interview_was_off_is_marked(
    session: Session, world: make.World, again: tuple[Opening, Candidate], client_of: Clients
) -> None:
    hana, (_, dana) = client_of("hana"), again
    before = make.NOW - timedelta(hours=3)
    new = make.planned(session, dana, dana.opening.rounds[0], before, [world.hana, world.ada], world.cora)
    cards = new.cards
    session.commit()
    link(client_of("cora"), dana, world.dana)
    at = f"/interviews/{new.id}/state"
    assert hana.post(at, data={"state": "no_show"}).status_code == 303
    assert hana.get(f"/scorecards/{world.dana_bo.id}/read").status_code == 200
    hana.post(at, data={"state": "held"})
    for card in cards:
        session.refresh(card, ["had_seen_ratings"])
    assert [card.had_seen_ratings for card in cards] == [True, False]


def test_nobody_cuts_the_link_that_seals_ratings_for_them(
    session: Session, world: make.World, again: tuple[Opening, Candidate], client_of: Clients
) -> None:
    """Hana runs both openings, and would be let in by naming somebody else of that name."""
    hana, (_, dana) = client_of("hana"), again
    people = {"hana": world.hana, "cora": world.cora}
    third = make.opening(session, people, [(world.purpose, 100)], [world.talk_kit], "Engineer, Stock")
    namesake = make.candidate(session, third, "Dana Ito")
    seat(session, world, dana)
    link(client_of("cora"), dana, world.dana)
    assert link(hana, dana, namesake) == 422
    assert hana.get(f"/scorecards/{world.dana_bo.id}/read").status_code == 404
    assert link(client_of("cora"), dana, namesake) == 303  # a mistake is mended by whoever gains nothing by it


def test_an_application_before_the_first_takes_the_later_ones_along(
    session: Session, world: make.World, again: tuple[Opening, Candidate], client_of: Clients
) -> None:
    hana, cora, (_, dana) = client_of("hana"), client_of("cora"), again
    people = {"hana": world.hana, "cora": world.cora}
    oldest = make.candidate(
        session, make.opening(session, people, [(world.purpose, 100)], [world.talk_kit], "Old"), "Dana Ito"
    )
    seat(session, world, dana)
    link(cora, dana, world.dana)
    assert link(cora, world.dana, oldest) == 303
    assert hana.get(f"/scorecards/{world.dana_bo.id}/read").status_code == 404


def test_an_applicant_who_works_here_sees_none_of_their_applications(
    session: Session, world: make.World, again: tuple[Opening, Candidate], client_of: Clients
) -> None:
    """The first time they wrote from their address at home."""
    hana, cora, (_, dana) = client_of("hana"), client_of("cora"), again
    link(cora, dana, world.dana)
    dana.email = world.hana.email
    session.commit()
    assert [hana.get(f"/candidates/{one.id}").status_code for one in (dana, world.dana)] == [404, 404]
    assert cora.get(f"/candidates/{world.dana.id}").status_code == 200
