"""A decision: signed once, read by those who may, added to by whoever sees it differently, and what follows from it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.decision import Decision
from app.domain.interview import Interview
from app.domain.scorecard import Reading
from tests import make

Clients = Callable[..., FlaskClient]
REASON = "Asks what it is for in both conversations."


@pytest.fixture
def hana(session: Session, world: make.World, client_of: Clients) -> FlaskClient:
    """Ada's and Bo's cards on Dana are in."""
    make.submitted_card(session, world.dana_ada, [2, 3])
    make.submitted_card(session, world.dana_bo, [5, 4])
    return client_of("hana")


def decide(client: FlaskClient, world: make.World, **changes: object):  # type: ignore[no-untyped-def]
    sent = {"reason": REASON, "verdict": "offer", "dissent": "", "for_panel": "", "level": ""}
    return client.post(f"/candidates/{world.dana.id}/decisions", data=sent | changes)


def newest(session: Session) -> Decision:
    session.expire_all()
    return session.scalars(select(Decision).order_by(Decision.id.desc())).first()


def plan(client: FlaskClient, world: make.World) -> int:
    sent = {"day": "2026-05-26", "clock": "14:00", "zone": "UTC", "minutes": "45", "place": "", "note": ""}
    sent |= {"round": world.case.id, "panel": world.zoe.id}
    return client.post(f"/candidates/{world.dana.id}/interviews/new", data=sent).status_code


def test_one_more_interview_names_what_it_is_about(session: Session, world: make.World, hana: FlaskClient) -> None:
    refused = decide(hana, world, verdict="one_more")
    assert refused.status_code == 422 and "Name the competencies" in refused.text and REASON in refused.text
    assert decide(hana, world, verdict="one_more", competencies=["CUS"]).status_code == 303
    assert newest(session).words == "One more interview: Customer"


def test_another_level_is_another_one(session: Session, world: make.World, hana: FlaskClient) -> None:
    for level in ("", "senior", "x"):
        refused = decide(hana, world, verdict="other_level", level=level)
        assert refused.status_code == 422
    assert decide(hana, world, verdict="other_level", level="staff").status_code == 303
    assert newest(session).words == "Another level: Staff"


def test_a_later_decision_refers_to_the_earlier(session: Session, world: make.World, hana: FlaskClient) -> None:
    decide(hana, world, verdict="hold")
    first = newest(session).id
    decide(hana, world, reason="She has another offer.")
    second = newest(session)
    assert second.follows_id == first
    page = hana.get(f"/decisions/{second.id}").text
    assert f'href="/decisions/{first}"' in page
    assert REASON in hana.get(f"/decisions/{first}").text


def test_the_panel_is_told_and_reads_what_is_meant_for_it(
    session: Session, world: make.World, hana: FlaskClient, client_of: Clients
) -> None:
    decide(hana, world, for_panel="Thank you. We make an offer.")
    bo, path = client_of("bo"), f"/decisions/{newest(session).id}"
    today = bo.get("/").text
    assert path in today and "Offer" not in today
    page = bo.get(path).text
    assert "Thank you. We make an offer." in page and "<h1>Offer</h1>" in page
    assert REASON not in page and "Copy for the ATS" not in page
    read = session.scalars(select(Reading.scorecard_id).where(Reading.reader_id == world.bo.id))
    assert world.dana_ada.id in list(read)
    assert path not in client_of("zoe").get("/").text


def test_whoever_has_an_open_card_is_told_nothing(session: Session, world: make.World, client_of: Clients) -> None:
    make.submitted_card(session, world.dana_bo, [5, 4])
    ada = client_of("ada")
    before = ada.get("/").text.count("Dana")
    decide(client_of("hana"), world, without_missing="y", for_panel="Thank you.")
    path = f"/decisions/{newest(session).id}"
    assert ada.get("/").text.count("Dana") == before and path not in ada.get("/").text
    assert ada.get(path).status_code == 404


def test_whoever_has_another_card_to_write_is_not_told(
    session: Session, world: make.World, hana: FlaskClient, client_of: Clients
) -> None:
    decide(hana, world)
    bo, path = client_of("bo"), f"/decisions/{session.scalars(select(Decision.id)).one()}"
    assert path in bo.get("/").text
    make.planned(session, world.dana, world.case, make.NOW, [world.bo], world.cora)
    session.commit()
    assert path not in bo.get("/").text
    assert bo.get(path).status_code == 404


def test_one_of_the_panel_dissents_until_it_is_closed(
    session: Session, world: make.World, hana: FlaskClient, client_of: Clients
) -> None:
    decide(hana, world)
    path, ada, bo = f"/decisions/{newest(session).id}", client_of("ada"), client_of("bo")
    assert ada.post(f"{path}/dissents", data={"words": ""}).status_code == 422
    assert ada.post(f"{path}/dissents", data={"words": "She never asked who pays."}).status_code == 303
    assert "She never asked who pays." in hana.get(path).text
    assert "She never asked who pays." in ada.get(path).text
    assert "She never asked who pays." not in bo.get(path).text
    assert hana.post(f"{path}/dissents", data={"words": "It is mine."}).status_code == 403
    assert hana.post(f"{path}/closing").status_code == 303
    late = bo.post(f"{path}/dissents", data={"words": "I too."})
    assert late.status_code == 422 and "nothing is added" in late.text


def test_the_signer_who_sat_on_the_panel_adds_no_dissent(
    session: Session, world: make.World, hana: FlaskClient
) -> None:
    case = make.held(session, world.dana, world.case, make.NOW, [world.hana], world.cora)
    make.submitted_card(session, case.cards[0], [3, 3])
    decide(hana, world)
    answer = hana.post(f"/decisions/{newest(session).id}/dissents", data={"words": "It is mine."})
    assert answer.status_code == 422 and "You signed it" in answer.text


def test_the_whole_decision_as_plain_text(
    session: Session, world: make.World, hana: FlaskClient, client_of: Clients
) -> None:
    decide(hana, world, verdict="hold")
    decide(hana, world, dissent="Bo would wait.", for_panel="We make an offer.")
    path = f"/decisions/{newest(session).id}"
    client_of("ada").post(f"{path}/dissents", data={"words": "She never asked who pays."})
    page = hana.get(path).text
    plain = page[page.index('id="plain"') : page.index("</textarea>", page.index('id="plain"'))]
    lines = ["Decision: Dana Ito, Senior engineer, Checkout", "Offer", "Cards in: 2; missing: 0", REASON]
    lines += ["Follows: Hold, 2 March 2026, Hana Sato", "Bo would wait.", "Dissent of Ada Berg", "We make an offer."]
    assert [line for line in lines if line not in plain] == []


@pytest.mark.parametrize("verdict", ["offer", "no_offer"])
def test_a_final_decision_ends_the_interviews_until_one_more_is_decided(
    verdict: str, session: Session, world: make.World, hana: FlaskClient
) -> None:
    decide(hana, world, verdict=verdict)
    assert plan(hana, world) == 422
    decide(hana, world, verdict="one_more", competencies=["CUS"])
    assert plan(hana, world) == 303
    assert session.scalars(select(Interview.round_id).order_by(Interview.id.desc())).first() == world.case.id


def test_what_ends_nothing_is_not_closed(session: Session, world: make.World, hana: FlaskClient) -> None:
    decide(hana, world, verdict="hold")
    assert hana.post(f"/decisions/{newest(session).id}/closing").status_code == 422
    assert plan(hana, world) == 303


def test_a_form_sent_again_tells_whoever_has_a_card_to_write_nothing(
    session: Session, world: make.World, hana: FlaskClient, client_of: Clients
) -> None:
    """Were it answered as a second click, one could see from it whether somebody else has decided since."""
    decide(hana, world, verdict="hold")
    make.held(session, world.dana, world.case, make.NOW, [world.hana], world.cora)
    session.commit()
    again = decide(hana, world, verdict="hold")
    assert (again.status_code, "Submit it first" in again.text) == (422, True)
