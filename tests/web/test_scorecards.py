"""Reading a card, taking it back, amending it, and its PDF."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import Entry
from app.domain.scorecard import Reading, Scorecard
from app.queries import scorecards
from tests import make

ClientOf = Callable[..., FlaskClient]


@pytest.fixture
def ada(client_of: ClientOf) -> FlaskClient:
    return client_of("ada")


@pytest.fixture
def locked(session: Session, world: make.World) -> Scorecard:
    """Ada's card on Dana: 4 on Purpose, no evidence on Customer."""
    make.submitted_card(session, world.dana_ada, [4, "no_evidence"], summary="Finds the purpose.")
    return world.dana_ada


def form_of(**changes: Any) -> dict[str, Any]:
    """What the amendment form sends when nothing but `changes` was touched."""
    evidence = "Asked what the paragraph is for. (Ada, {})"
    sent = {
        "seen": "",
        "reason": "I mixed up two answers.",
        "recommendation": "yes",
        "summary": "Finds the purpose.",
        "item-0-rating": "4",
        "item-0-under": "",
        "item-0-sentence": evidence.format(make.PURPOSE_ASKED),
        "item-0-claims": "",
        "item-1-rating": "no_evidence",
        "item-1-under": "",
        "item-1-sentence": evidence.format(make.CUSTOMER_ASKED),
        "item-1-claims": "",
    }
    return sent | changes


def amend(client: FlaskClient, card: Scorecard, **changes: Any) -> Any:
    seen = changes.pop("seen", card.submission.fingerprint)
    return client.post(f"/scorecards/{card.id}/amendment", data=form_of(seen=seen, **changes))


def reloaded(session: Session, world: make.World, card: Scorecard) -> Scorecard:
    session.expire_all()
    found = scorecards.own(session, world.ada, card.id)
    assert found
    return found


def test_the_author_reads_their_card(ada: FlaskClient, locked: Scorecard) -> None:
    page = ada.get(f"/scorecards/{locked.id}/read").text
    for words in (
        "4, above the bar",
        "The answer of a 4.",
        "No evidence",
        "Finds the purpose.",
        "Take it back",
        "Amend",
    ):
        assert words in page


def test_an_open_card_leads_to_scoring(ada: FlaskClient, world: make.World) -> None:
    answer = ada.get(f"/scorecards/{world.dana_ada.id}/read")
    assert (answer.status_code, answer.location) == (303, f"/scorecards/{world.dana_ada.id}")


def test_a_colleague_with_an_open_card_finds_nothing(client_of: ClientOf, locked: Scorecard) -> None:
    assert client_of("bo").get(f"/scorecards/{locked.id}/read").status_code == 404


def test_the_manager_reads_it_and_that_is_kept(session: Session, client_of: ClientOf, locked: Scorecard) -> None:
    page = client_of("hana").get(f"/scorecards/{locked.id}/read").text
    assert "Amend</a>" not in page
    assert scorecards.readers(session, locked.id) == {session.scalar(select(Reading.reader_id))}


def test_minutes_facts_and_faults_stand_on_the_card(session: Session, world: make.World, client_of: ClientOf) -> None:
    interview = make.held(session, world.dana, world.case, make.NOW - timedelta(hours=1), [world.ada], world.cora)
    values = {
        "clock": {"started_at": interview.starts_at.isoformat()},
        "note/l1": {"text": "Who opens the letter?", "item": make.FIRST_STAGE, "at": 545, "starred": True},
        f"fact/{make.FIRST_STAGE}/F1": {"state": "asked", "at": 374},
        f"fault/{make.SECOND_STAGE}/P1": "probed",
        f"claims/{make.SECOND_STAGE}": "The loop is slow.",
    }
    make.type_into(session, interview.cards[0], values)
    make.submitted_card(session, interview.cards[0], [4, 2])
    make.submitted_card(session, world.dana_ada, [4, 4])
    page = client_of("hana").get(f"/scorecards/{interview.cards[0].id}/read").text
    for words in (
        "Who opens the letter?",
        "09:05",
        "who reads it",
        "06:14",
        "Found after a neutral probe",
        "The loop is slow.",
    ):
        assert words in page


def test_an_unread_card_is_taken_back(session: Session, ada: FlaskClient, world: make.World, locked: Scorecard) -> None:
    answer = ada.post(f"/scorecards/{locked.id}/retraction")
    assert (answer.status_code, answer.location) == (303, f"/scorecards/{locked.id}")
    assert not reloaded(session, world, locked).is_submitted


def test_a_read_card_is_not_taken_back(
    session: Session, ada: FlaskClient, client_of: ClientOf, world: make.World, locked: Scorecard
) -> None:
    client_of("hana").get(f"/scorecards/{locked.id}/read")
    answer = ada.post(f"/scorecards/{locked.id}/retraction")
    assert answer.status_code == 422
    assert "Somebody has read this card. Amend it instead, and say why." in answer.text
    assert reloaded(session, world, locked).is_submitted


def test_the_form_is_filled_with_what_is_locked(ada: FlaskClient, locked: Scorecard) -> None:
    page = ada.get(f"/scorecards/{locked.id}/amendment").text
    assert page.count(" checked ") + page.count(" checked>") == 3
    assert unescape(page).count("Asked what the paragraph is for.") == 2


def test_an_amendment_stands_beside_the_first_version(
    session: Session, ada: FlaskClient, world: make.World, locked: Scorecard
) -> None:
    answer = amend(ada, locked, **{"item-0-rating": "3"})
    assert answer.status_code == 303
    card = reloaded(session, world, locked)
    assert card.submission.card_content.ratings == [4]
    assert card.submission.latest.card_content.ratings == [3]
    page = ada.get(f"/scorecards/{locked.id}/read").text
    assert "I mixed up two answers." in page
    assert "Purpose, rating" in page


def test_an_amendment_after_reading_others_says_so(
    session: Session, ada: FlaskClient, world: make.World, locked: Scorecard
) -> None:
    make.submitted_card(session, world.dana_bo, [2, 2])
    ada.get(f"/scorecards/{world.dana_bo.id}/read")
    amend(ada, locked, **{"item-0-rating": "3"})
    submission = reloaded(session, world, locked).submission
    assert submission.latest.had_read_others
    assert submission.counted is submission


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Nothing was changed, so there is nothing to amend."),
        ({"summary": "Else.", "reason": " "}, "Say why you change the card. Both versions stay."),
        ({"item-0-rating": "9"}, "One of the items is not complete."),
        ({"item-1-rating": "answered_under"}, "Customer was answered under another question: say which."),
        ({"item-0-rating": "5", "item-0-sentence": ""}, "Purpose is rated 5 and has no evidence."),
        ({"seen": "an older version", "summary": "Else."}, "The card was amended meanwhile, in another window."),
        ({"summary": "x" * 100_001}, "This has 100001 characters. Shorten it to 100000."),
    ],
)
def test_a_refused_amendment_says_why_and_keeps_what_was_typed(
    session: Session, ada: FlaskClient, world: make.World, locked: Scorecard, changes: dict[str, str], sentence: str
) -> None:
    answer = amend(ada, locked, **({"item-0-claims": "Typed with care."} if changes else {}), **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not changes or "Typed with care." in answer.text
    assert not reloaded(session, world, locked).submission.amendments


def test_line_ends_of_a_browser_are_no_change(session: Session, ada: FlaskClient, world: make.World) -> None:
    make.submitted_card(session, world.dana_ada, [4, "no_evidence"], summary="One line.\nAnother. ")
    answer = amend(ada, world.dana_ada, summary="One line.\r\nAnother. ")
    assert answer.status_code == 422


def test_the_pdf_has_a_safe_name_and_is_in_the_trail(
    session: Session, client_of: ClientOf, world: make.World, locked: Scorecard
) -> None:
    world.dana.name = 'Zoë "; rm/..\\ 王'
    session.commit()
    answer = client_of("hana").get(f"/scorecards/{locked.id}/scorecard.pdf?paper=letter")
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=scorecard-Zoe-rm--by-Ada-Berg.pdf; "
        "filename*=UTF-8''scorecard-Zo%C3%AB-rm-%E7%8E%8B-by-Ada-Berg.pdf"
    )
    acts = session.scalars(select(Entry).where(Entry.act == "exported")).all()
    assert [(act.subject, act.person_id) for act in acts] == [(f"scorecard {locked.id}", world.hana.id)]


def test_the_plain_text_is_on_the_authors_page(ada: FlaskClient, locked: Scorecard) -> None:
    page = ada.get(f"/scorecards/{locked.id}/read").text
    assert "Scorecard: Dana Ito, Senior engineer, Checkout" in page
    assert "Purpose: 4, above the bar" in page


@pytest.fixture
def late(session: Session, locked: Scorecard) -> list[str]:
    """Ids of what Ada's tablet sent after the lock: a 2 on Purpose, and a starred line."""
    line = {"text": "Never asked who reads it.", "item": make.PURPOSE_ASKED, "at": 300, "starred": True}
    typed = {f"rating/{make.PURPOSE_ASKED}": {"rating": 2}, "note/tablet": line}
    results = make.type_into(session, locked, typed, make.NOW + timedelta(minutes=5))
    session.commit()
    return [result.id for result in results]


def test_what_came_after_the_lock_shows_to_its_author_alone(
    client_of: ClientOf, ada: FlaskClient, session: Session, world: make.World, locked: Scorecard, late: list[str]
) -> None:
    path = f"/scorecards/{locked.id}/read"
    page = ada.get(path).text
    for words in ("Typed after the lock", "2, Below the bar", "Never asked who reads it.", *late):
        assert words in page
    assert "4, above the bar" in page
    hana = client_of("hana").get(path).text
    assert "Typed after the lock" not in hana
    assert "Never asked who reads it." not in hana


def test_what_came_after_the_lock_is_taken_into_an_amendment(
    ada: FlaskClient, session: Session, world: make.World, locked: Scorecard, late: list[str]
) -> None:
    path = f"/scorecards/{locked.id}/amendment?late=1"
    page = ada.get(path).text
    assert 'checked id="item-0-rating-1"' in page
    sent = form_of(seen=locked.submission.fingerprint, late=" ".join(late)) | {"item-0-rating": "2"}
    assert ada.post(path, data=sent).status_code == 303
    card = reloaded(session, world, locked)
    said = card.submission.latest.card_content.items[make.PURPOSE_ASKED]
    assert (said.rating, [line.text for line in said.lines]) == (2, ["Never asked who reads it."])
    assert scorecards.late(session, card.id) == []
    page = ada.get(f"/scorecards/{locked.id}/read").text
    assert "Typed after the lock" not in page
    assert "★ Never asked who reads it." in page


def test_what_came_after_the_lock_is_left_out_and_stays_to_be_seen(
    ada: FlaskClient, session: Session, world: make.World, locked: Scorecard, late: list[str]
) -> None:
    assert ada.post(f"/scorecards/{locked.id}/late", data={"late": " ".join(late)}).status_code == 303
    page = ada.get(f"/scorecards/{locked.id}/read").text
    assert "Typed after the lock and left out" in page.replace("What you typed", "Typed")
    assert "Leave out</button>" not in page
    assert reloaded(session, world, locked).submission.latest.card_content.items[make.PURPOSE_ASKED].rating == 4


def test_leaving_out_takes_no_more_than_the_page_showed(
    ada: FlaskClient, session: Session, locked: Scorecard, late: list[str]
) -> None:
    ada.post(f"/scorecards/{locked.id}/late", data={"late": late[0]})
    assert [op.id for op in scorecards.late(session, locked.id)] == [late[1]]
