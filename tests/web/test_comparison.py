"""The page of a candidate, the comparison, and the decision."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import Entry
from app.domain.decision import Decision
from app.domain.scorecard import Reading
from tests import make

ClientOf = Callable[..., FlaskClient]
SIGNED = {"reason": "Finds the purpose every time.", "verdict": "offer", "dissent": "Bo would wait."}


@pytest.fixture
def hana(client_of: ClientOf) -> FlaskClient:
    return client_of("hana")


@pytest.fixture
def scored(session: Session, world: make.World) -> None:
    for card, ratings in (
        (world.dana_ada, [4, 3]),
        (world.dana_bo, [4, 5]),
        (world.leo_ada, [2, "no_evidence"]),
        (world.leo_bo, [3, "not_asked"]),
    ):
        make.submitted_card(session, card, ratings)


def comparing(world: make.World, *ids: Any, form: str = "comparison", also: str = "") -> str:
    chosen = "&".join(f"candidate={one}" for one in ids)
    return f"/openings/{world.opening.id}/{form}?{chosen}{also}"


def decide(client: FlaskClient, world: make.World, **changes: str) -> Any:
    return client.post(f"/candidates/{world.dana.id}/decisions", data=SIGNED | changes)


def decisions(session: Session) -> list[Decision]:
    session.expire_all()
    return list(session.scalars(select(Decision).order_by(Decision.id)))


def test_the_manager_sees_cards_side_by_side(hana: FlaskClient, world: make.World, scored: None) -> None:
    page = hana.get(f"/candidates/{world.dana.id}").text
    for words in ("Dana Ito, Purpose: Ada 4, Bo 4; mean 4.0 of 2", "Ada Berg rated 3", "Nothing is decided yet."):
        assert words in page


def test_reading_the_page_is_kept(session: Session, hana: FlaskClient, world: make.World, scored: None) -> None:
    hana.get(f"/candidates/{world.dana.id}")
    read = set(session.scalars(select(Reading.scorecard_id)))
    assert read == {world.dana_ada.id, world.dana_bo.id}


def test_a_blind_interviewer_sees_no_number_and_the_way_to_the_own_card(
    session: Session, client_of: ClientOf, world: make.World
) -> None:
    make.submitted_card(session, world.dana_bo, [4, 5])
    page = client_of("ada").get(f"/candidates/{world.dana.id}").text
    assert f'href="/scorecards/{world.dana_ada.id}"' in page
    assert "mean" not in page
    assert f"/scorecards/{world.dana_bo.id}/read" not in page


@pytest.mark.parametrize("who", ["cora", "root"])
def test_who_runs_but_does_not_manage_sees_progress_only(
    client_of: ClientOf, world: make.World, scored: None, who: str
) -> None:
    page = client_of(who).get(f"/candidates/{world.dana.id}").text
    assert "for the hiring manager and the panel" in page
    assert "mean" not in page
    assert "Decide" not in page


def test_seats_say_how_far_they_are(session: Session, hana: FlaskClient, world: make.World, clock: Any) -> None:
    make.submitted_card(session, world.dana_bo, [4, 5])
    clock.move(days=2)
    page = hana.get(f"/candidates/{world.dana.id}").text
    assert "late by" in page
    assert f"/scorecards/{world.dana_bo.id}/read" in page


def test_a_decision_is_signed_with_reason_and_dissent(
    session: Session, hana: FlaskClient, world: make.World, scored: None
) -> None:
    answer = decide(hana, world)
    assert (answer.status_code, answer.location) == (303, f"/candidates/{world.dana.id}#decisions")
    (signed,) = decisions(session)
    assert (signed.verdict.value, signed.reason, signed.cards_read, signed.cards_missing) == (
        "offer",
        SIGNED["reason"],
        2,
        0,
    )
    page = hana.get(f"/candidates/{world.dana.id}").text
    assert "Signed by Hana Sato" in page
    assert "Bo would wait." in page


def test_a_second_click_signs_nothing(session: Session, hana: FlaskClient, world: make.World, scored: None) -> None:
    decide(hana, world)
    assert decide(hana, world).status_code == 303
    assert len(decisions(session)) == 1


def test_a_later_decision_stands_beside_the_first(
    session: Session, hana: FlaskClient, world: make.World, scored: None
) -> None:
    decide(hana, world, verdict="hold")
    decide(hana, world)
    assert [one.verdict.value for one in decisions(session)] == ["hold", "offer"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": "  "}, "Write the reason in your own words. It is kept with the decision."),
        ({"verdict": ""}, "Choose what you decide."),
        ({"verdict": "hire"}, "Choose what you decide."),
    ],
)
def test_a_decision_needs_reason_and_verdict(
    session: Session, hana: FlaskClient, world: make.World, scored: None, changes: dict[str, str], sentence: str
) -> None:
    answer = decide(hana, world, **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Bo would wait." in answer.text
    assert decisions(session) == []


def test_missing_cards_are_named_and_need_a_tick(session: Session, hana: FlaskClient, world: make.World) -> None:
    make.submitted_card(session, world.dana_ada, [4, 4])
    answer = decide(hana, world)
    assert answer.status_code == 422
    assert "Bo Lind, Talk about the work" in answer.text
    assert decide(hana, world, without_missing="y").status_code == 303
    assert [one.cards_missing for one in decisions(session)] == [1]


def test_no_decision_without_a_card(session: Session, hana: FlaskClient, world: make.World) -> None:
    answer = decide(hana, world, without_missing="y")
    assert answer.status_code == 422
    assert "No card on Dana Ito is in yet." in answer.text
    assert decisions(session) == []


def test_no_decision_while_the_own_card_is_open(session: Session, hana: FlaskClient, world: make.World) -> None:
    make.submitted_card(session, world.dana_ada, [4, 4])
    decide(hana, world, without_missing="y")
    make.held(session, world.dana, world.case, make.NOW - timedelta(hours=1), [world.hana], world.cora)
    session.commit()
    answer = decide(hana, world, verdict="hold", without_missing="y")
    assert answer.status_code == 422
    assert "Your own card on Dana Ito is open." in answer.text
    assert "Finds the purpose" not in hana.get(f"/candidates/{world.dana.id}").text
    assert len(decisions(session)) == 1


def test_only_a_manager_decides(client_of: ClientOf, world: make.World, scored: None) -> None:
    for who in ("ada", "cora", "root"):
        assert decide(client_of(who), world).status_code == 403


def test_the_comparison_names_ratings_counts_and_reasons(hana: FlaskClient, world: make.World, scored: None) -> None:
    page = hana.get(comparing(world, world.leo.id, world.dana.id)).text
    for words in (
        "Two candidates on product thinking",
        "n 2 · split",
        "No evidence (Ada), not asked (Bo)",
        "Incomplete:",
    ):
        assert words in page
    assert page.index("Dana Ito") < page.index("Leo Marsh")


def test_without_candidates_there_is_a_choice(hana: FlaskClient, world: make.World) -> None:
    answer = hana.get(comparing(world))
    assert answer.status_code == 200
    assert answer.text.count('type="checkbox"') == 2


def test_one_or_seven_candidates_are_a_sentence(session: Session, hana: FlaskClient, world: make.World) -> None:
    more = [make.candidate(session, world.opening, f"Extra{n} One") for n in range(5)]
    session.commit()
    everybody = [world.dana.id, world.leo.id, *(one.id for one in more)]
    for ids, sentence in ((everybody[:1], "Choose at least two."), (everybody, "Choose six at most")):
        answer = hana.get(comparing(world, *ids))
        assert answer.status_code == 422
        assert sentence in answer.text
        assert answer.text.count(" checked") == len(ids)


def test_the_same_candidate_twice_is_one(hana: FlaskClient, world: make.World) -> None:
    assert hana.get(comparing(world, world.dana.id, world.dana.id)).status_code == 422


@pytest.mark.parametrize("other", ["0", "99999999", "x", "", "1e3", "-1"])
def test_unknown_candidates_are_not_found(hana: FlaskClient, world: make.World, other: str) -> None:
    assert hana.get(comparing(world, world.dana.id, other)).status_code == 404


def test_a_candidate_of_another_opening_is_not_found(session: Session, hana: FlaskClient, world: make.World) -> None:
    people = {"hana": world.hana, "cora": world.cora}
    elsewhere = make.opening(session, people, [(world.purpose, 100)], [world.talk_kit], title="Elsewhere")
    stranger = make.candidate(session, elsewhere, "Sam Else")
    session.commit()
    assert hana.get(comparing(world, world.dana.id, stranger.id)).status_code == 404


def test_names_can_be_hidden(hana: FlaskClient, world: make.World, scored: None) -> None:
    page = hana.get(comparing(world, world.dana.id, world.leo.id, also="&names=hidden")).text
    assert "Candidate A" in page
    assert "Dana" not in page
    assert "Marsh" not in page


@pytest.mark.parametrize("who", ["cora", "root"])
def test_ratings_are_for_manager_and_panel(client_of: ClientOf, world: make.World, scored: None, who: str) -> None:
    client, both = client_of(who), (world.dana.id, world.leo.id)
    page = client.get(comparing(world, *both)).text
    assert "Ratings are for the hiring manager and the panel." in page
    assert "mean" not in page
    assert client.get(comparing(world, *both, form="comparison.pdf")).status_code == 404


def test_a_sealed_candidate_stands_beside_a_readable_one(
    session: Session, client_of: ClientOf, world: make.World
) -> None:
    for card in (world.leo_ada, world.leo_bo, world.dana_bo):
        make.submitted_card(session, card, [4, 4])
    page = client_of("ada").get(comparing(world, world.dana.id, world.leo.id)).text
    assert "Leo Marsh, Purpose: Ada 4, Bo 4; mean 4.0 of 2" in page
    assert "Sealed until your own card is in" in page
    assert "Dana Ito, Purpose" not in page


def test_the_pdf_is_in_the_trail_without_names(
    session: Session, hana: FlaskClient, world: make.World, scored: None
) -> None:
    both = [world.dana.id, world.leo.id]
    answer = hana.get(comparing(world, *both, form="comparison.pdf", also="&names=hidden"))
    assert answer.headers["Content-Disposition"].endswith(
        "filename=comparison-Senior-engineer-Checkout-Candidate-A-Candidate-B.pdf"
    )
    facts = session.scalars(select(Entry.facts).where(Entry.act == "exported")).one()
    assert facts == {"form": "pdf", "candidates": both}


# --- how the table is laid out


def order_of(page: str) -> list[str]:
    """First names in the heads of the columns."""
    return re.findall(r'<th scope="col" role="columnheader"><a [^>]*>(\w+)', page)


def test_the_order_stands_in_the_address(hana: FlaskClient, world: make.World, scored: None) -> None:
    both = (world.dana.id, world.leo.id)
    assert order_of(hana.get(comparing(world, *both)).text) == ["Dana", "Leo"]
    pinned = hana.get(comparing(world, *both, also=f"&sort=PUR&pin={world.leo.id}")).text
    assert order_of(pinned) == ["Leo", "Dana"]
    assert "By Purpose, the highest mean first" in pinned
    assert "not a ranking" in pinned


@pytest.mark.parametrize("by", ["total", "sure", "x"])
def test_an_order_that_there_is_not_is_a_sentence(hana: FlaskClient, world: make.World, scored: None, by: str) -> None:
    answer = hana.get(comparing(world, world.dana.id, world.leo.id, also=f"&sort={by}"))
    assert answer.status_code == 200
    assert "Candidates are sorted by name or by one competency of this opening" in answer.text
    assert order_of(answer.text) == ["Dana", "Leo"]


@pytest.mark.parametrize(
    "also", ["&sort=name", "&sort=&pin=&rows=", "&q=Dana", "&pin=x", "&names=shown", "&rows=all", "&candidate={dana}"]
)
def test_what_says_nothing_goes_from_the_address(hana: FlaskClient, world: make.World, scored: None, also: str) -> None:
    """A search in which a name stands would stay in the browser's history."""
    plain = comparing(world, world.dana.id, world.leo.id)
    answer = hana.get(plain + also.format(dana=world.dana.id))
    assert (answer.status_code, answer.location) == (303, plain)


def test_only_differences_says_what_it_leaves_out(session: Session, hana: FlaskClient, world: make.World) -> None:
    for card in (world.dana_ada, world.dana_bo, world.leo_ada, world.leo_bo):
        make.submitted_card(session, card, [3, 4 if card.interview_id == world.dana_talk.id else 2])
    page = hana.get(comparing(world, world.dana.id, world.leo.id, also="&rows=differing")).text
    assert "no ratings are split: Purpose." in page
    assert "Dana Ito, Purpose:" not in page
    assert "Dana Ito, Customer:" in page


def test_every_rating_stands_in_words_as_well(hana: FlaskClient, world: make.World, scored: None) -> None:
    page = hana.get(comparing(world, world.dana.id, world.leo.id)).text
    twin = page[page.index('<details class="twin">') :]
    for words in ("Ada 4, Bo 4; mean 4.0, n 2", "— No evidence (Ada), not asked (Bo)"):
        assert words in twin


def test_the_way_to_the_own_card(client_of: ClientOf, session: Session, world: make.World) -> None:
    for card in (world.leo_ada, world.leo_bo):
        make.submitted_card(session, card, [4, 4])
    page = client_of("ada").get(comparing(world, world.dana.id, world.leo.id)).text
    assert f'<a href="/scorecards/{world.dana_ada.id}">Open your card on Dana Ito</a>' in page


@pytest.mark.parametrize("also", ["&names=hidden", "&names=hidden&view=room&sort=PUR&rows=differing"])
@pytest.mark.parametrize("form", ["comparison", "comparison/evidence"])
def test_hidden_names_stand_nowhere(hana: FlaskClient, world: make.World, scored: None, form: str, also: str) -> None:
    page = hana.get(comparing(world, world.dana.id, world.leo.id, form=form, also=also)).text
    assert not [name for name in ("Dana", "Ito", "Leo", "Marsh") if name in page]
    assert "Candidate A" in page
    assert "names=hidden" in page


# --- the evidence


def test_evidence_stands_with_its_question_and_its_anchor(hana: FlaskClient, world: make.World, scored: None) -> None:
    page = hana.get(comparing(world, world.dana.id, world.leo.id, form="comparison/evidence")).text
    for words in (
        f"The words of {make.PURPOSE_ASKED}: what do you do on Monday?",
        "Ada Berg rated 2</b>, below the bar",
        "The answer of a 2.",
        f"Asked what the paragraph is for. (Bo, {make.PURPOSE_ASKED})",
    ):
        assert words in page
    assert make.CUSTOMER_ASKED not in page


def test_what_was_not_heard_has_its_reason(hana: FlaskClient, world: make.World, scored: None) -> None:
    path = comparing(world, world.dana.id, world.leo.id, form="comparison/evidence", also="&competency=CUS")
    page = hana.get(path).text
    assert "— No evidence" in page
    assert "(Ada Berg)" in page


def test_no_evidence_for_what_is_not_rated_here(hana: FlaskClient, world: make.World, scored: None) -> None:
    for code in ("TRA", "x", ""):
        path = comparing(world, world.dana.id, world.leo.id, form="comparison/evidence", also=f"&competency={code}")
        assert hana.get(path).status_code == 404


def test_reading_the_evidence_is_kept(session: Session, hana: FlaskClient, world: make.World, scored: None) -> None:
    hana.get(comparing(world, world.dana.id, world.leo.id, form="comparison/evidence"))
    assert len(set(session.scalars(select(Reading.scorecard_id)))) == 4


@pytest.mark.parametrize("who", ["cora", "root"])
def test_evidence_is_for_manager_and_panel(client_of: ClientOf, world: make.World, scored: None, who: str) -> None:
    page = client_of(who).get(comparing(world, world.dana.id, world.leo.id, form="comparison/evidence")).text
    assert "Ratings are for the hiring manager and the panel." in page
    assert "rated" not in page


def test_neither_word_for_an_answer_stands_on_a_person(hana: FlaskClient, world: make.World, scored: None) -> None:
    for form in ("comparison", "comparison/evidence"):
        page = hana.get(comparing(world, world.dana.id, world.leo.id, form=form)).text.lower()
        assert "chef" not in page
        assert "cook" not in page


# --- how sure?


@pytest.fixture
def surely(session: Session, world: make.World, scored: None) -> None:
    world.opening.show_how_sure(make.NOW)
    session.commit()


def how_sure(client: FlaskClient, world: make.World, **form: str) -> Any:
    return client.post(f"/openings/{world.opening.id}/how-sure", data=form)


def test_how_sure_is_off_until_somebody_who_runs_the_opening_turns_it_on(
    session: Session, hana: FlaskClient, world: make.World, scored: None
) -> None:
    path = comparing(world, world.dana.id, world.leo.id)
    assert "It is off in this opening." in hana.get(path).text
    answer = how_sure(hana, world, show="yes", next=path)
    assert (answer.status_code, answer.location) == (303, path)
    page = hana.get(path).text
    assert "From 6 ratings, all of the candidates here." in page
    assert "What would help" in page
    how_sure(hana, world, show="no")
    assert "It is off in this opening." in hana.get(path).text
    acts = session.scalars(select(Entry.act).where(Entry.act.contains("how sure")).order_by(Entry.id))
    assert list(acts) == ["showed how sure", "hid how sure"]


def test_the_way_back_leads_nowhere_else(hana: FlaskClient, world: make.World) -> None:
    answer = how_sure(hana, world, show="yes", next="https://elsewhere.example/")
    assert answer.location == f"/openings/{world.opening.id}#how-sure"


@pytest.mark.parametrize("who", ["ada", "bo"])
def test_who_only_reads_the_comparison_sees_it_and_cannot_turn_it_off(
    client_of: ClientOf, world: make.World, surely: None, who: str
) -> None:
    page = client_of(who).get(comparing(world, world.dana.id, world.leo.id)).text
    assert "From 6 ratings" in page
    assert "Hide this section" not in page
    assert how_sure(client_of(who), world, show="no").status_code == 403


def test_page_and_pdf_say_the_same_words(hana: FlaskClient, world: make.World, surely: None) -> None:
    page = hana.get(comparing(world, world.dana.id, world.leo.id)).text
    paper = words_of(hana.get(comparing(world, world.dana.id, world.leo.id, form="comparison.pdf")).data)
    (told,) = re.findall(r"\w+ is ahead: [^<]* in 100\. [^<]*\.(?=</p>)", page)
    assert told in paper
    assert "What would help" in paper


def test_without_the_setting_the_pdf_holds_no_adjusted_figure(
    hana: FlaskClient, world: make.World, scored: None
) -> None:
    paper = words_of(hana.get(comparing(world, world.dana.id, world.leo.id, form="comparison.pdf")).data)
    assert "How sure" not in paper


def test_two_candidates_without_a_shared_interviewer_are_called_out_on_page_and_paper(
    session: Session, hana: FlaskClient, world: make.World
) -> None:
    make.submitted_card(session, world.dana_ada, [4, 3])
    make.submitted_card(session, world.leo_bo, [3, 2])
    for card in (world.dana_bo, world.leo_ada):
        card.release(make.NOW)
    world.opening.show_how_sure(make.NOW)
    session.commit()
    sentence = "No shared interviewer: this rests on assuming that their interviewers rate alike."
    assert sentence in hana.get(comparing(world, world.dana.id, world.leo.id)).text
    assert sentence in words_of(hana.get(comparing(world, world.dana.id, world.leo.id, form="comparison.pdf")).data)


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_cards_on_somebody_whom_the_reader_could_still_rate_again_do_not_stand_beside(
    session: Session, client_of: ClientOf, world: make.World, surely: None
) -> None:
    """Else an interviewer locks a card, reads off the figures of two others what Bo rated, and takes it back."""
    ada, nia = client_of("ada"), make.candidate(session, world.opening, "Nia Ochs")
    talk = make.held(session, nia, world.talk, make.NOW - timedelta(hours=3), [world.ada, world.bo], world.cora)
    for card in talk.cards:
        make.submitted_card(session, card, [3, 4])
    path = comparing(world, world.dana.id, world.leo.id)
    assert "all of the candidates here." in ada.get(path).text
    ada.get(f"/candidates/{nia.id}")
    assert "and 4 of another candidate of this opening." in ada.get(path).text
