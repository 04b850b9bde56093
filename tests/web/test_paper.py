"""A kit on paper, a card that is typed in from it, and the author's notes as text."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.audit import Entry
from app.domain.errors import Refused
from app.queries import scorecards
from tests import make
from tests.make import FIRST_STAGE, NOW, SECOND_STAGE

THEN = {"day": "2026-03-01", "clock": "09:30"}


@pytest.fixture
def over(session, world):
    """Ada's card of the staged case that was held yesterday, not opened yet."""
    interview = make.planned(session, world.leo, world.case, NOW - timedelta(days=1), [world.ada], world.cora)
    session.commit()
    return interview.cards[0]


@pytest.fixture
def ada(client_of):
    return client_of("ada")


def entered(client, card):
    return client.post(f"/scorecards/{card.id}/paper", data=THEN)


def test_the_kit_on_paper_has_the_questions_the_anchors_and_room_to_write(world, ada):
    page = ada.get(f"/kits/{world.case_kit.id}/paper").text
    assert [page.count(f"The answer of a {point}.") for point in range(1, 6)] == [2] * 5
    assert page.count('class="write-here"') == 3
    for words in (
        "Good to meet you.",
        "Thank you.",
        "Builders and neighbours.",
        "prints to the wrong page",
        "What else?",
    ):
        assert words in page


def test_a_card_is_entered_from_paper_with_the_time_of_the_interview(session, over, ada):
    assert "Enter from paper" in ada.get(f"/interviews/{over.interview_id}").text
    answer = entered(ada, over)
    assert (answer.status_code, answer.location) == (303, f"/scorecards/{over.id}")
    session.refresh(over)
    assert (over.on_paper_at.isoformat(), over.begun_at) == ("2026-03-01T08:30:00+00:00", NOW)
    assert session.scalars(select(Entry).order_by(Entry.id.desc())).first().act == "entered a card from paper"
    assert "Enter from paper" not in ada.get(f"/interviews/{over.interview_id}").text


def test_entering_queues_with_other_changes_and_looking_does_not(over, ada, monkeypatch):
    held = []
    monkeypatch.setattr(scorecards, "hold_own", lambda _session, _viewer, card_id: held.append(card_id))
    assert (ada.get(f"/scorecards/{over.id}/paper").status_code, held) == (200, [])
    assert (entered(ada, over).status_code, held) == (303, [over.id])


def test_on_paper_there_is_no_clock_no_plan_and_no_live_stamp(session, over, ada):
    entered(ada, over)
    sent = {"do": "start", "new-note": "Who reads it?", "tag": FIRST_STAGE}
    for _ in range(2):
        ada.post(f"/scorecards/{over.id}/form", data=sent)
    page = ada.get(f"/scorecards/{over.id}?at={FIRST_STAGE}").text
    assert "From paper: held Sun 1 Mar, 09:30" in page
    assert not re.search(r"data-timer|over plan|data-pace|value=\"start\"", page)
    assert re.findall(r"<time>([^<]*)</time>\n<textarea", page) == ["–", "–"]


def test_page_text_and_notes_say_that_it_came_from_paper(session, world, over, ada):
    entered(ada, over)
    session.expire_all()
    card = scorecards.own(session, world.ada, over.id)
    make.submitted_card(session, card, [3, 3])
    page = ada.get(f"/scorecards/{over.id}/read").text
    assert "<dt>Entered from paper</dt>" in page
    assert "Entered from paper; held 1 March 2026, 09:30" in page
    assert "Entered from paper; held 1 March 2026, 09:30" in notes(ada, card)


def test_only_a_card_that_is_over_open_and_untouched_is_entered_from_paper(world, over):
    for card, held, at, sentence in [
        (world.dana_ada, NOW, NOW, "This card has been begun here already."),
        (over, NOW, over.interview.starts_at, "The interview is not over yet."),
        (over, NOW + timedelta(hours=1), NOW, "That is still to come."),
    ]:
        with pytest.raises(Refused, match=sentence):
            card.enter_from_paper(held, at)
    over.release(NOW)
    with pytest.raises(Refused, match="not yours to write in any more"):
        over.enter_from_paper(NOW, NOW)
    assert over.on_paper_at is None


def notes(client, card) -> str:
    answer = client.get(f"/scorecards/{card.id}/notes.txt")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    return answer.text


def test_the_notes_of_an_open_card_are_taken_away_with_times_tags_and_ratings(session, world, ada):
    interview = make.planned(session, world.dana, world.case, NOW, [world.ada], world.cora)
    card = interview.cards[0]
    make.type_into(
        session,
        card,
        {
            "clock": {"started_at": NOW.isoformat()},
            "note/1": {"text": "Who reads it?", "item": FIRST_STAGE, "also": SECOND_STAGE, "at": 65, "starred": True},
            "note/2": {"text": "Late train.", "item": "opening", "at": 5},
            f"rating/{FIRST_STAGE}": {"rating": 4},
            f"rating/{SECOND_STAGE}": {"missing": "answered_under", "under": FIRST_STAGE},
            f"evidence/{FIRST_STAGE}": "Names the reader.",
            "summary": "Asks first.",
        },
    )
    session.commit()
    assert notes(ada, card) == (
        "Notes: Dana Ito, Senior engineer, Checkout\n"
        "The permit case, 2 March 2026, by Ada Berg\n"
        "Not submitted yet\n\n"
        "Notes (a star is evidence)\n"
        "00:05   [no question] Late train.\n"
        "01:05 * [S1 Purpose + S2 Customer] Who reads it?\n\n"
        "Ratings\n"
        "S1 Purpose: 4, above the bar\n"
        "  Names the reader.\n"
        "S2 Customer: Answered under another question: S1 Purpose\n\n"
        "Recommendation: —\n"
        "Asks first.\n"
    )


def test_what_stands_in_two_versions_is_in_the_notes_twice(session, world, ada):
    for number, words in enumerate(("this", "that"), 1):
        operation = {"id": f"replica-{number}.1", "field": "summary", "value": words, "typed_at": NOW.isoformat()}
        ada.post(f"/api/scorecards/{world.dana_ada.id}/ops", json={"protocol": 1, "ops": [operation]})
    assert notes(ada, world.dana_ada).endswith("Two versions of the summary: this / that\n")


def test_the_notes_of_a_locked_card_stay_its_authors(session, world, ada, client_of):
    make.submitted_card(session, world.dana_ada, [3, "not_asked"])
    assert "Submitted 2 March 2026, 13:00" in notes(ada, world.dana_ada)
    for who in ("bo", "hana", "root", "zoe"):
        assert client_of(who).get(f"/scorecards/{world.dana_ada.id}/notes.txt").status_code == 404
