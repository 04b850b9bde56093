"""Ways round blindness that somebody with an own open card could think of, and what each of them leaves behind.

Whoever could not be kept from reading before their own card was in is marked for it, for all to see.
"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.decision import Further, Verdict, sign
from app.domain.interview import Interview
from app.domain.kit import Kit, KitSlot
from app.domain.opening import OpeningRole, Round
from app.domain.people import Person, Role
from app.domain.rubric import Level
from app.domain.scorecard import Reading, Scorecard
from tests import make

SECRET = "Asked what the paragraph is for. (Bo"


@pytest.fixture
def mia(session: Session, world: make.World) -> Person:
    """A second hiring manager, who is to interview Dana tomorrow. Bo's card on Dana is in, and so is a decision."""
    mia = make.person(session, "Mia Roth", [Role.MANAGER])
    world.opening.join(mia, OpeningRole.MANAGER)
    make.planned(session, world.dana, world.case, make.NOW + timedelta(days=1), [mia], world.cora)
    make.submitted_card(session, world.dana_bo, [4, 3])
    other = Further(level=Level.STAFF)
    session.add(sign(world.dana, Verdict.OTHER_LEVEL, "Said why.", "", (1, 1), world.hana, make.NOW, other))
    session.commit()
    return mia


@pytest.fixture
def case(session: Session, world: make.World, mia: Person) -> Interview:
    found = session.scalar(select(Interview).where(Interview.round_id == world.case.id).options(*whole()))
    assert found
    return found


@pytest.fixture
def client(mia: Person, client_of: Callable[..., FlaskClient]) -> FlaskClient:
    return client_of(mia)


def whole() -> tuple[ORMOption, ...]:
    kit = joinedload(Interview.round).options(joinedload(Round.kit), joinedload(Round.opening))
    return selectinload(Interview.cards), joinedload(Interview.used_kit), kit


def plan(**changes: object) -> dict[str, object]:
    return {"day": "2026-05-26", "clock": "14:00", "zone": "UTC", "minutes": "45", "place": "", "note": "", **changes}


def reads(client: FlaskClient, world: make.World) -> bool:
    """Does anything of Bo's card, or of the decision on it, stand on a page?"""
    paths = [f"/scorecards/{world.dana_bo.id}/read", f"/candidates/{world.dana.id}", f"/openings/{world.opening.id}"]
    pages = [client.get(path).get_data(as_text=True) for path in (*paths, "/")]
    return any(words in page for page in pages for words in (SECRET, "Another level"))


def again(session: Session, card_id: int) -> Scorecard:
    """The card as the app has left it."""
    session.expire_all()
    interview = joinedload(Scorecard.interview)
    found = session.scalar(
        select(Scorecard)
        .where(Scorecard.id == card_id)
        .options(
            joinedload(Scorecard.author),
            selectinload(Scorecard.submissions),
            interview.selectinload(Interview.changes),
            interview.joinedload(Interview.used_kit).selectinload(Kit.slots).joinedload(KitSlot.record),
        )
    )
    assert found
    return found


def card_of(session: Session, interview: Interview, person: Person) -> Scorecard:
    session.expire_all()
    wanted = select(Scorecard).where(Scorecard.interview_id == interview.id, Scorecard.author_id == person.id)
    found = session.scalar(wanted)
    assert found
    return found


def test_a_manager_with_an_open_card_reads_nothing(client: FlaskClient, world: make.World) -> None:
    assert not reads(client, world)


@pytest.mark.parametrize("way_back", ["planned anew", "marked held"])
def test_calling_an_interview_off_and_on_again_is_marked(
    way_back: str, session: Session, client: FlaskClient, world: make.World, mia: Person, case: Interview
) -> None:
    client.post(f"/interviews/{case.id}/state", data={"state": "cancelled"})
    assert reads(client, world)
    if way_back == "planned anew":
        client.post(f"/interviews/{case.id}/edit", data=plan(panel=mia.id))
    else:
        client.post(f"/interviews/{case.id}/state", data={"state": "held"})
    card = card_of(session, case, mia)
    assert card.had_seen_ratings
    assert not reads(client, world)


def test_whoever_has_begun_does_not_call_it_off(
    session: Session, client: FlaskClient, world: make.World, mia: Person, case: Interview
) -> None:
    """It would be a way to rate, read, and rate again."""
    case.cards[0].begin(make.NOW)
    session.commit()
    answer = client.post(f"/interviews/{case.id}/state", data={"state": "no_show"})
    assert answer.status_code == 422
    assert "You have begun your card" in answer.get_data(as_text=True)
    assert not reads(client, world)


def test_leaving_a_panel_and_coming_back_is_marked(
    session: Session, client: FlaskClient, world: make.World, mia: Person, case: Interview
) -> None:
    client.post(f"/interviews/{case.id}/release", data={"seat": case.cards[0].id})
    assert reads(client, world)
    client.post(f"/interviews/{case.id}/edit", data=plan(panel=mia.id))
    assert card_of(session, case, mia).had_seen_ratings


def test_a_withdrawal_that_is_undone_is_marked(
    session: Session, client: FlaskClient, world: make.World, mia: Person, case: Interview
) -> None:
    client.post(f"/candidates/{world.dana.id}/withdrawal", data={"reason": "None given."})
    assert reads(client, world)
    client.post(f"/candidates/{world.dana.id}/comeback")
    client.post(f"/interviews/{case.id}/edit", data=plan(panel=mia.id))
    assert card_of(session, case, mia).had_seen_ratings


def test_who_sees_a_decision_has_read_what_it_rests_on(
    session: Session, world: make.World, mia: Person, case: Interview, client_of: Callable[..., FlaskClient]
) -> None:
    """The list of candidates shows the decision and no rating; it says enough."""
    hana = client_of("hana")
    assert "Another level" in hana.get(f"/openings/{world.opening.id}").get_data(as_text=True)
    read = session.scalars(select(Reading.reader_id).where(Reading.scorecard_id == world.dana_bo.id))
    assert list(read) == [world.hana.id]
    hana.post(f"/interviews/{case.id}/edit", data=plan(panel=[mia.id, world.hana.id]))
    assert card_of(session, case, world.hana).had_seen_ratings


def test_leaving_the_opening_and_closing_it_open_no_card(
    session: Session, client: FlaskClient, world: make.World, mia: Person
) -> None:
    for path, data in (
        ("departures", {"person": mia.id, "role": "manager"}),
        ("members", {"person": mia.id, "role": "manager"}),
        ("closing", {}),
        ("reopening", {}),
    ):
        client.post(f"/openings/{world.opening.id}/{path}", data=data)
        assert not reads(client, world), path


@pytest.mark.parametrize("who", ["root", "cora"])
def test_who_runs_an_opening_does_not_make_themselves_its_manager(
    who: str, session: Session, world: make.World, mia: Person, client_of: Callable[..., FlaskClient]
) -> None:
    client, person = client_of(who), getattr(world, who)
    members = f"/openings/{world.opening.id}/members"
    assert client.post(members, data={"person": person.id, "role": "manager"}).status_code == 422
    assert not reads(client, world)


def test_a_candidate_with_the_address_of_a_colleague_is_hidden_from_them(
    session: Session, client: FlaskClient, world: make.World, mia: Person
) -> None:
    """Giving a candidate the own address opens nothing, and cannot be undone by the same person."""
    path = f"/candidates/{world.dana.id}/edit"
    client.post(path, data={"name": "Dana", "email": f" {mia.email.upper()} ", "note": ""})
    assert client.get(path).status_code == 404
    assert not reads(client, world)


def test_a_card_taken_back_closes_the_others_again(
    session: Session, world: make.World, mia: Person, client_of: Callable[..., FlaskClient]
) -> None:
    ada = client_of("ada")
    make.submitted_card(session, world.dana_ada, [2, 2])
    assert ada.post(f"/scorecards/{world.dana_ada.id}/retraction").status_code == 303
    assert not reads(ada, world)
    make.submitted_card(session, again(session, world.dana_ada.id), [3, 2])
    assert reads(ada, world)
    assert ada.post(f"/scorecards/{world.dana_ada.id}/retraction").status_code == 422


LISTS = ("overview", "overview?by=PUR", "overview?by=state", "overview?state=decided", "overview?state=in")


@pytest.mark.parametrize("path", LISTS)
def test_an_overview_says_nothing_of_whom_one_still_has_to_rate(
    path: str, client: FlaskClient, world: make.World
) -> None:
    """Bo has rated Dana, and it is decided; Mia manages the opening and has a card on Dana to come."""
    page = client.get(f"/openings/{world.opening.id}/{path}").get_data(as_text=True)
    assert "Another level" not in page
    assert not re.search(r"Decided \([1-9]|decided: [1-9]", page)
    assert "small-plot" not in page
    assert not re.search(r"\d of \d cards in", page.partition("Dana Ito</a>")[2].partition("</tr>")[0])


def test_a_sealed_candidate_has_no_place_in_an_order_by_figures(
    session: Session, world: make.World, client_of: Callable[..., FlaskClient]
) -> None:
    """Whatever Bo rated, Dana stands behind Leo for Ada, and in front of him for Hana, who may read it."""
    for card, ratings in ((world.leo_ada, [2, 2]), (world.leo_bo, [2, 2]), (world.dana_bo, [5, 5])):
        make.submitted_card(session, card, ratings)
    path = f"/openings/{world.opening.id}/overview?by=PUR"
    pages = [client_of(who).get(path).get_data(as_text=True) for who in ("ada", "hana")]
    assert [page.index(">Dana Ito</a>") < page.index(">Leo Marsh</a>") for page in pages] == [False, True]
    assert "Sealed until your own card is in" in pages[0]


def test_an_overview_by_a_competency_has_read_every_card_that_makes_the_order(
    session: Session, world: make.World, client_of: Callable[..., FlaskClient]
) -> None:
    for card in (world.dana_ada, world.dana_bo, world.leo_ada):
        make.submitted_card(session, card, [3, 3])
    client_of("hana").get(f"/openings/{world.opening.id}/overview?by=PUR&state=in")
    read = session.scalars(select(Reading.scorecard_id).where(Reading.reader_id == world.hana.id))
    assert set(read) == {world.dana_ada.id, world.dana_bo.id}
