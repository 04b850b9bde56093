"""Whoever holds a paper can ask whether it is still the record, and learns nothing else."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.config import Settings
from app.domain.audit import Entry
from app.domain.proof import Answer, Issued
from app.domain.scorecard import Scorecard
from app.queries import scorecards
from app.reports import pdf as printing
from app.reports.proof import fingerprint_in
from app.reports.shelf import Shelf
from tests import make

ClientOf = Callable[..., FlaskClient]
NOWHERE = "0" * 64


@pytest.fixture
def anybody(app: Flask, session: Session) -> FlaskClient:
    """Not signed in."""
    return app.test_client()


@pytest.fixture
def locked(session: Session, world: make.World) -> Scorecard:
    make.submitted_card(session, world.dana_ada, [4, 3])
    make.submitted_card(session, world.leo_ada, [2, 3])
    return world.dana_ada


@pytest.fixture
def hana(client_of: ClientOf) -> FlaskClient:
    return client_of("hana")


@pytest.fixture
def prints(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was really laid out, and not taken from the shelf, which is empty at first."""
    monkeypatch.setattr(app.jinja_env, "shelf", Shelf(tmp_path))
    made: list[str] = []
    printed = printing.print_html
    monkeypatch.setattr(printing, "print_html", lambda html, paper: made.append(html) or printed(html, paper))
    return made


def verdict(client: FlaskClient, fingerprint: str) -> Answer:
    page = client.get(f"/verify/{fingerprint}")
    assert page.status_code == 200
    [said] = [one for one in Answer if f"<h1>{one.words}</h1>" in page.text]
    return said


def card_pdf(client: FlaskClient, card: Scorecard) -> bytes:
    return client.get(f"/scorecards/{card.id}/scorecard.pdf").data


def comparison_pdf(client: FlaskClient, world: make.World) -> bytes:
    ids = f"candidate={world.dana.id}&candidate={world.leo.id}"
    return client.get(f"/openings/{world.opening.id}/comparison.pdf?{ids}").data


def amend(session: Session, world: make.World, card: Scorecard) -> None:
    session.expire_all()
    own = scorecards.own(session, world.ada, card.id)
    content = own.submission.card_content
    own.amend(type(content)(**{**vars(content), "summary": "Written anew."}), "A slip.", False, make.NOW)
    session.commit()


@pytest.mark.parametrize("kind", ["scorecard", "comparison"])
def test_a_paper_matches_and_after_an_amendment_only_the_new_one_does(
    kind: str, session: Session, world: make.World, locked: Scorecard, hana: FlaskClient, anybody: FlaskClient
) -> None:
    def printed() -> str:
        pdf = card_pdf(hana, locked) if kind == "scorecard" else comparison_pdf(hana, world)
        return fingerprint_in(pdf) or ""

    old = printed()
    assert verdict(anybody, old) == Answer.MATCHES
    amend(session, world, locked)
    new = printed()
    assert [verdict(anybody, one) for one in (old, new)] == [Answer.SUPERSEDED, Answer.MATCHES]


def test_a_card_that_was_taken_back_is_superseded_and_what_never_was_is_unknown(
    session: Session, client_of: ClientOf, locked: Scorecard, anybody: FlaskClient
) -> None:
    old = locked.submission.fingerprint
    client_of("ada").post(f"/scorecards/{locked.id}/retraction")
    assert [verdict(anybody, one) for one in (old, NOWHERE)] == [Answer.SUPERSEDED, Answer.UNKNOWN]


def test_the_answer_holds_nothing_but_the_answer(
    session: Session, world: make.World, locked: Scorecard, hana: FlaskClient, anybody: FlaskClient
) -> None:
    """Papers of one card and of two, of different people: the same page, but for the fingerprint that was asked."""
    asked = [locked.submission.fingerprint, world.leo_ada.submission.fingerprint]
    asked.append(fingerprint_in(comparison_pdf(hana, world)) or "")
    first, *others = (bare(anybody.get(f"/verify/{one}").text, one) for one in asked)
    assert others == [first, first]
    assert not any(name in first for name in ("Dana", "Leo", "Ada", "Checkout", "2026"))


def bare(page: str, fingerprint: str) -> str:
    groups = " ".join(fingerprint[at : at + 8] for at in range(0, 64, 8))
    return re.sub(r'content="[^"]{60,}"', "", page).replace(fingerprint, "").replace(groups, "")


def test_the_page_is_not_kept_and_not_indexed(anybody: FlaskClient) -> None:
    for path in ("/verify", f"/verify/{NOWHERE}", "/verify/short"):
        answer = anybody.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex, nofollow">' in answer.text


def test_asking_leaves_no_trace_in_the_record(session: Session, locked: Scorecard, anybody: FlaskClient) -> None:
    before = session.scalar(select(func.count()).select_from(Entry))
    verdict(anybody, locked.submission.fingerprint)
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Entry)) == before


@pytest.mark.parametrize("by", ["form", "address"])
def test_spaces_and_capitals_lead_to_the_one_address(anybody: FlaskClient, by: str) -> None:
    said = " ".join(["ABCDEF01"] * 8)
    answer = (
        anybody.get("/verify", query_string={"fingerprint": said}) if by == "form" else anybody.get(f"/verify/{said}")
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/verify/{'abcdef01' * 8}")


@pytest.mark.parametrize("said", ["", "abc", "z" * 64, "<b>" + "a" * 61, "\x00", "a" * 5000])
def test_what_is_no_fingerprint_is_kept_and_gets_a_sentence(anybody: FlaskClient, said: str) -> None:
    answer = anybody.get("/verify", query_string={"fingerprint": said})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert said != "abc" or 'value="abc"' in answer.text


def test_the_paper_of_a_comparison_is_issued_once(
    session: Session, world: make.World, locked: Scorecard, hana: FlaskClient
) -> None:
    for _ in range(2):
        assert comparison_pdf(hana, world).startswith(b"%PDF-")
    [issued] = session.scalars(select(Issued))
    assert issued.cards == sorted(card.submission.fingerprint for card in (world.dana_ada, world.leo_ada))


def test_a_link_to_this_place_stands_on_the_paper(locked: Scorecard, hana: FlaskClient) -> None:
    assert links(card_pdf(hana, locked)) == [f"http://localhost/verify/{locked.submission.fingerprint}"]


def test_the_settings_say_where_this_place_is(
    app: Flask, locked: Scorecard, hana: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PALATE", app.config["PALATE"].model_copy(update={"url": "https://palate.example"}))
    assert links(card_pdf(hana, locked)) == [f"https://palate.example/verify/{locked.submission.fingerprint}"]


@pytest.mark.parametrize("url", ["palate.example", "ftp://palate.example", "https://", "https://a b", "https://a/?b"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="PALATE_URL"):
        Settings(url=url)


def test_a_slash_at_the_end_of_the_address_goes() -> None:
    assert Settings(url="https://palate.example/hiring/").url == "https://palate.example/hiring"


def links(pdf: bytes) -> list[str]:
    notes = [note.get_object() for page in pypdf.PdfReader(BytesIO(pdf)).pages for note in page.get("/Annots", ())]
    return [note["/A"]["/URI"] for note in notes]


def test_the_same_paper_is_laid_out_once(locked: Scorecard, hana: FlaskClient, prints: list[str]) -> None:
    assert card_pdf(hana, locked) == card_pdf(hana, locked)
    assert len(prints) == 1


def test_an_amendment_another_size_and_another_name_are_laid_out_anew(
    session: Session, world: make.World, locked: Scorecard, hana: FlaskClient, prints: list[str]
) -> None:
    first = card_pdf(hana, locked)
    letter = hana.get(f"/scorecards/{locked.id}/scorecard.pdf?paper=letter").data
    amend(session, world, locked)
    amended = card_pdf(hana, locked)
    world.dana.name = "Dana Renamed"
    session.commit()
    renamed = card_pdf(hana, locked)
    world.purpose.name = "Further down on the paper"
    session.commit()
    moved = card_pdf(hana, locked)
    assert len({first, letter, amended, renamed, moved}) == len(prints) == 5


def test_who_may_not_read_the_card_does_not_get_the_file_that_is_kept(
    session: Session, world: make.World, client_of: ClientOf, locked: Scorecard, hana: FlaskClient
) -> None:
    kept = hana.get(f"/scorecards/{locked.id}/scorecard.pdf")
    asking = {"If-None-Match": kept.headers["ETag"]}
    for who in ("bo", "zoe", "cora"):  # Bo's own card on Dana is open
        answer = client_of(who).get(f"/scorecards/{locked.id}/scorecard.pdf", headers=asking)
        assert (answer.status_code, answer.headers.get("ETag")) == (404, None)
    assert hana.get(f"/scorecards/{locked.id}/scorecard.pdf", headers=asking).status_code == 304


def test_a_file_from_the_shelf_is_a_reading_and_in_the_trail(
    session: Session, world: make.World, locked: Scorecard, hana: FlaskClient
) -> None:
    for _ in range(2):
        card_pdf(hana, locked)
    acts = session.scalars(select(Entry.act).where(Entry.act == "exported")).all()
    assert acts == ["exported", "exported"]
    assert scorecards.readers(session, locked.id) == {world.hana.id}


def test_a_paper_of_erased_cards_is_superseded(
    session: Session, world: make.World, locked: Scorecard, hana: FlaskClient, anybody: FlaskClient
) -> None:
    paper = fingerprint_in(comparison_pdf(hana, world)) or ""
    session.execute(delete(type(locked.submission)).where(type(locked.submission).id == locked.submission.id))
    session.commit()
    assert verdict(anybody, paper) == Answer.SUPERSEDED
