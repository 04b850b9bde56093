"""The reports on one candidate: who gets which, what stands in them, and that every one is an accessible PDF."""

from collections.abc import Callable, Sequence
from io import BytesIO

import pikepdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.decision import Verdict, sign
from tests import make
from tests.reports.test_pdf import SCRIPTS, is_accessible, text_of

ClientOf = Callable[..., FlaskClient]


@pytest.fixture
def cards(session: Session, world: make.World) -> None:
    """Both cards on Dana are in, Bo's two days late; Leo has one of Ada's."""
    make.submitted_card(session, world.dana_ada, [5, 2], summary=SCRIPTS)
    late = world.dana_talk.ends_at.replace(day=world.dana_talk.ends_at.day + 2)
    make.submitted_card(session, world.dana_bo, [3, "no_evidence"], at=late)
    make.submitted_card(session, world.leo_ada, [4, 4], evidence="Only of Leo")


@pytest.fixture
def decided(session: Session, world: make.World, cards: None) -> None:
    made = sign(world.dana, Verdict.HOLD, "Not for the panel.", "Bo would go on.", (2, 0), world.hana, make.NOW)
    made.for_panel = "For the panel."
    session.add(made)
    made.dissents_from("I see it differently.", world.bo, make.NOW)
    session.commit()


def printed(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status)
    return text_of(answer.data).replace("\N{NO-BREAK SPACE}", " ")


def lacking(text: str, words: Sequence[str]) -> list[str]:
    return [one for one in words if one not in text]


def test_a_candidate_report_is_accessible_and_holds_the_profile_and_what_was_heard(
    client_of: ClientOf, world: make.World, decided: None
) -> None:
    pdf = client_of("hana").get(f"/candidates/{world.dana.id}/candidate.pdf?paper=letter").data
    assert is_accessible(pdf)
    said = (
        "2 of 2 cards in",
        "Ada 5, Bo 3",
        "No evidence (Bo)",
        "Asked what the paragraph is for. (Ada,",
        "Split, two points or more apart: Purpose.",
        "Bo Lind’s card of Talk about the work was locked more than 2 days after the interview.",
        "Not for the panel.",
        "Bo would go on.",
        "I see it differently.",
        "Signed by Hana",
    )
    assert lacking(text_of(pdf).replace("\N{NO-BREAK SPACE}", " "), said) == []
    assert "Only of Leo" not in text_of(pdf)


def test_the_panel_reads_of_a_decision_what_was_written_for_it(
    client_of: ClientOf, world: make.World, decided: None
) -> None:
    text = printed(client_of("ada"), f"/candidates/{world.dana.id}/candidate.pdf")
    assert "For the panel." in text
    assert [one for one in ("Not for the panel.", "Bo would go on.", "I see it differently.") if one in text] == []


def test_hidden_names_are_nowhere_in_a_candidate_report(client_of: ClientOf, world: make.World, cards: None) -> None:
    answer = client_of("hana").get(f"/candidates/{world.dana.id}/candidate.pdf?names=hidden")
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=candidate-Senior-engineer-Checkout-Candidate-A.pdf"
    )
    with pikepdf.open(BytesIO(answer.data)) as document:
        words = text_of(answer.data) + str(document.docinfo) + bytes(document.Root.Metadata.read_bytes()).decode()
    assert "Candidate A" in words
    assert not any(name in words for name in ("Dana", "Ito"))


def test_the_candidates_file_is_accessible_and_tells_ratings_and_evidence_in_sentences(
    client_of: ClientOf, world: make.World, decided: None
) -> None:
    pdf = client_of("hana").get(f"/candidates/{world.dana.id}/file.pdf").data
    assert is_accessible(pdf)
    said = (
        "Talk about the work, Monday 2 March 2026: Interviewer 1 and Interviewer 2.",
        "Talk about the work: Interviewer 1 rated your answer 5 of 5, well above the bar.",
        "Talk about the work: Interviewer 2 heard nothing to rate.",
        "Asked what the paragraph is for.",
    )
    assert lacking(text_of(pdf), said) == []


def test_the_candidates_file_names_no_interviewer_and_nobody_else(
    client_of: ClientOf, session: Session, world: make.World, decided: None
) -> None:
    world.dana_ada.submission.content = _without_names(world.dana_ada.submission.content)
    world.dana_bo.submission.content = _without_names(world.dana_bo.submission.content)
    session.commit()
    pdf = client_of("hana").get(f"/candidates/{world.dana.id}/file.pdf").data
    with pikepdf.open(BytesIO(pdf)) as document:
        words = text_of(pdf) + str(document.docinfo)
    kept_out = ("Ada", "Bo", "Berg", "Leo", "Only of Leo", "Hana", "Yes", "Hold", "chef", "cook", "Who reads it?")
    assert [one for one in kept_out if one in words] == []


def _without_names(content: dict) -> dict:  # type: ignore[type-arg]
    """The builders write the author's name into the evidence."""
    items = {key: item | {"sentence": "Asks for the goal."} for key, item in content["items"].items()}
    return content | {"items": items}


def test_who_has_an_own_open_card_gets_no_report(client_of: ClientOf, session: Session, world: make.World) -> None:
    make.submitted_card(session, world.dana_bo, [4, 3])
    paths = [f"/candidates/{world.dana.id}/{name}.pdf" for name in ("candidate", "file")]
    paths.append(f"/openings/{world.opening.id}/debrief.pdf?candidate={world.dana.id}")
    assert [client_of("ada").get(path).status_code for path in paths] == [404, 404, 404]


def test_a_blank_kit_is_accessible_and_holds_the_words_of_its_page(client_of: ClientOf, world: make.World) -> None:
    answer = client_of("zoe").get(f"/kits/{world.case_kit.id}/kit.pdf")
    assert answer.headers["Content-Disposition"] == "attachment; filename=kit-The-permit-case.pdf"
    assert is_accessible(answer.data)
    said = (
        "S1 · Purpose",
        "S2 · Customer",
        "Facts, only if asked",
        "Planted faults",
        "The answer of a 1.",
        "Closing words",
    )
    assert lacking(text_of(answer.data), said) == []


def test_a_packet_is_accessible_and_holds_agenda_minutes_reports_and_the_comparison(
    client_of: ClientOf, session: Session, world: make.World, decided: None
) -> None:
    make.debriefed(session, world, is_over=True)
    both = f"candidate={world.dana.id}&candidate={world.leo.id}"
    answer = client_of("hana").get(f"/openings/{world.opening.id}/debrief.pdf?{both}")
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=debrief-Senior-engineer-Checkout-Dana-Ito-Leo-Marsh.pdf"
    )
    assert is_accessible(answer.data)
    said = (
        "Debrief: Dana Ito",
        "One split to talk about, 16 minutes",
        "2 apart",
        "Strong no 0, No 0, Yes 2, Strong yes 0",
        "Asked for the goal first.",
        "Dana has another offer.",
        "Not for the panel.",
        "Debrief: Leo Marsh",
        "Two candidates on product thinking",
    )
    assert lacking(text_of(answer.data), said) == []


@pytest.mark.parametrize(("who", "reads"), [("hana", True), ("bo", True), ("ada", False)])
def test_minutes_of_a_debrief_that_goes_on_are_for_those_in_the_room(
    client_of: ClientOf, session: Session, world: make.World, cards: None, who: str, reads: bool
) -> None:
    make.debriefed(session, world)
    text = printed(client_of(who), f"/openings/{world.opening.id}/debrief.pdf?candidate={world.dana.id}")
    assert ("Asked for the goal first." in text) == reads
    assert "Two candidates" not in text


@pytest.mark.parametrize("number", [0, 7])
def test_a_packet_of_nobody_or_of_too_many_leads_to_the_choice(
    client_of: ClientOf, session: Session, world: make.World, number: int
) -> None:
    chosen = [make.candidate(session, world.opening, f"Nia{n} Ochs").id for n in range(number)]
    session.commit()
    ids = "&".join(f"candidate={one}" for one in chosen)
    answer = client_of("hana").get(f"/openings/{world.opening.id}/debrief.pdf?{ids}")
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (
        303,
        f"/openings/{world.opening.id}/comparison",
    )
