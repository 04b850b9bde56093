"""What every PDF must be: tagged, titled, closed to the outside, and readable in whatever script was typed."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from time import sleep

import page
import pikepdf
import pypdf
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.sheet import Sheet
from app.queries import bank, candidates, openings, scorecards
from app.queries.comparison import compare
from app.reports import comparison, files, scorecard
from app.reports.pdf import STATIC, Paper, closed_fetcher, is_ours, print_html, printable
from app.reports.proof import fingerprint_in
from tests import make

SCRIPTS = "Ω 日本語 한국어 مرحبا שלום 👩🏽‍💻🇪🇺 ﬁ − — “quotes” \x07\ue000\U0010ffff"


@pytest.fixture
def scored(session: Session, world: make.World) -> None:
    for card, ratings in (
        (world.dana_ada, [4, 3]),
        (world.dana_bo, [4, 5]),
        (world.leo_ada, [2, "no_evidence"]),
        (world.leo_bo, [3, "not_asked"]),
    ):
        make.submitted_card(session, card, ratings, summary=SCRIPTS)


@pytest.fixture
def card_pdf(app: Flask, session: Session, world: make.World) -> Callable[..., bytes]:
    """`card_pdf(card)`: the PDF that Hana gets."""

    def printed(card: make.Scorecard, paper: Paper = Paper.A4, address: str = "") -> bytes:
        session.commit()
        session.expunge_all()
        found = scorecards.readable(session, world.hana, card.id)
        assert found
        return scorecard.pdf(Sheet(found, bank.competency_names(session)), app.jinja_env, paper, address)

    return printed


@pytest.fixture
def comparison_pdf(app: Flask, session: Session, world: make.World) -> Callable[..., bytes]:
    """`comparison_pdf()`: everybody of the opening, as Hana gets them."""

    def printed(hidden: bool = False, address: str = "") -> bytes:
        session.commit()
        session.expunge_all()
        opening = openings.get(session, world.hana, world.opening.id)
        assert opening
        found = compare(session, world.hana, opening, candidates.of_opening(session, world.hana, opening.id))
        return comparison.pdf(found.without_names() if hidden else found, app.jinja_env, address=address)

    return printed


def is_accessible(pdf: bytes) -> bool:
    """PDF/UA-1, with the first failures on standard output."""
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    print(*((failure.rule_id, failure.message) for failure in report.failures[:5]), sep="\n")
    return report.is_compliant


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(one.extract_text() for one in pypdf.PdfReader(BytesIO(pdf)).pages).split())


def test_a_scorecard_is_accessible_and_holds_what_was_rated(
    world: make.World, scored: None, card_pdf: Callable[..., bytes]
) -> None:
    pdf = card_pdf(world.leo_ada)
    assert is_accessible(pdf)
    text = text_of(pdf)
    for words in ("Leo Marsh", "Ada Berg", "Below the bar", "The answer of a 2.", "No evidence", "—", "Page 1 of"):
        assert words in text


def test_a_scorecard_carries_title_language_bookmarks_and_fingerprint(
    session: Session, world: make.World, scored: None, card_pdf: Callable[..., bytes]
) -> None:
    pdf = card_pdf(world.dana_ada)
    with pikepdf.open(BytesIO(pdf)) as document, document.open_outline() as outline:
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo.Title) == "Scorecard: Dana Ito, Talk about the work, by Ada Berg"
        assert "Ratings and evidence" in [item.title for item in outline.root[0].children]
    submission = scorecards.readable(session, world.hana, world.dana_ada.id).submission
    assert submission.fingerprint in text_of(pdf).replace(" ", "")


HERE = "https://palate.example"


def test_a_paper_carries_its_fingerprint_as_a_property_a_code_and_a_link(
    session: Session,
    world: make.World,
    scored: None,
    card_pdf: Callable[..., bytes],
    comparison_pdf: Callable[..., bytes],
) -> None:
    """And stays accessible: the code has words, and so has the link."""
    for pdf in (card_pdf(world.dana_ada, address=HERE), comparison_pdf(address=HERE)):
        assert is_accessible(pdf)
        fingerprint = fingerprint_in(pdf)
        assert fingerprint and fingerprint in text_of(pdf).replace(" ", "")
        assert f"QR code that leads to {HERE}/verify/{fingerprint}" in figures(pdf)


def test_where_no_address_is_known_there_is_no_code(
    world: make.World, scored: None, card_pdf: Callable[..., bytes]
) -> None:
    pdf = card_pdf(world.dana_ada)
    assert fingerprint_in(pdf) and not [one for one in figures(pdf) if "QR code" in one]


def test_a_paper_without_cards_has_no_fingerprint(world: make.World, comparison_pdf: Callable[..., bytes]) -> None:
    assert fingerprint_in(comparison_pdf(address=HERE)) is None


@pytest.mark.parametrize(
    "file", [b"", b"%PDF-1.7\n", b"hello", b"%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"]
)
def test_a_file_from_elsewhere_has_no_fingerprint(file: bytes) -> None:
    assert fingerprint_in(file) is None


def figures(pdf: bytes) -> list[str]:
    """What a screen reader says in place of each drawing."""
    with pikepdf.open(BytesIO(pdf)) as document:
        tags = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        return [str(tag.Alt) for tag in tags]


def test_an_amended_scorecard_prints_both_versions(
    session: Session, world: make.World, scored: None, card_pdf: Callable[..., bytes]
) -> None:
    card = scorecards.own(session, world.ada, world.dana_ada.id)
    content = card.submission.card_content
    changed = type(content)(**{**vars(content), "summary": "Written anew."})
    card.amend(changed, "A slip of the pen.", has_read_others=False, at=make.NOW)
    pdf = card_pdf(card)
    assert is_accessible(pdf)
    for words in ("Written anew.", "A slip of the pen.", "Version 2"):
        assert words in text_of(pdf)


def test_a_line_that_serves_two_questions_is_printed_once_under_each(
    session: Session, world: make.World, card_pdf: Callable[..., bytes]
) -> None:
    line = {"text": "Names the reader first.", "item": make.PURPOSE_ASKED, "also": make.CUSTOMER_ASKED, "starred": True}
    other = {"text": "Late train.", "item": make.PURPOSE_ASKED, "also": make.CUSTOMER_ASKED}
    make.type_into(session, world.dana_ada, {"note/1": line, "note/2": other})
    make.submitted_card(session, world.dana_ada, [4, 3], evidence="Heard")
    text = text_of(card_pdf(world.dana_ada))
    assert (text.count("Names the reader first."), text.count("Late train.")) == (2, 1)


def test_a_card_from_paper_and_a_shadows_card_say_so(
    session: Session, world: make.World, card_pdf: Callable[..., bytes]
) -> None:
    case = make.planned(session, world.dana, world.case, make.NOW - timedelta(days=1), [world.ada], world.cora)
    card = case.cards[0]
    card.enter_from_paper(case.starts_at, make.NOW)
    card.is_shadow = True
    make.submitted_card(session, card, [4, 3])
    pdf = card_pdf(card)
    assert is_accessible(pdf)
    text = " ".join(text_of(pdf).split())
    assert "held Sunday 1 March 2026, 13:00 (Europe/Madrid)" in text
    assert "from paper, Monday 2 March 2026, 13:00 (Europe/Madrid)" in text
    assert "The card of a shadow, for training; it is counted nowhere" in text


def test_a_comparison_is_accessible_and_holds_names_ratings_and_dashes(
    world: make.World, scored: None, comparison_pdf: Callable[..., bytes]
) -> None:
    pdf = comparison_pdf()
    assert is_accessible(pdf)
    text = text_of(pdf)
    for words in ("Dana Ito", "Leo Marsh", "Ada 3, Bo 5", "— No evidence (Ada), not asked (Bo)", "Incomplete"):
        assert words in text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("extra", [0, 4])
def test_a_comparison_without_any_card_is_accessible(
    session: Session, world: make.World, comparison_pdf: Callable[..., bytes], extra: int
) -> None:
    for n in range(extra):
        make.candidate(session, world.opening, f"Wolfeschlegelsteinhausenbergerdorff{n} Featherstonehaugh")
    assert is_accessible(comparison_pdf())


def test_hidden_names_are_not_in_the_file(
    world: make.World, scored: None, comparison_pdf: Callable[..., bytes]
) -> None:
    pdf = comparison_pdf(hidden=True)
    with pikepdf.open(BytesIO(pdf)) as document:
        words = text_of(pdf) + str(document.docinfo) + bytes(document.Root.Metadata.read_bytes()).decode()
    assert "Candidate A" in words
    assert not any(name in words for name in ("Dana", "Ito", "Leo", "Marsh"))


def test_a_note_of_100_000_characters_prints_whole(
    session: Session, world: make.World, card_pdf: Callable[..., bytes]
) -> None:
    words = "A long story 👩🏽‍💻 about permits. " * 3100
    values = {
        "note/long": {"text": words[:100_000], "item": make.PURPOSE_ASKED, "at": 60, "starred": True},
        "note/wide": {"text": "x" * 100_000},
    }
    make.type_into(session, world.dana_ada, values)
    make.submitted_card(session, world.dana_ada, [4, 4])
    pdf = card_pdf(world.dana_ada)
    assert is_accessible(pdf)
    assert len(pypdf.PdfReader(BytesIO(pdf)).pages) > 20
    assert text_of(pdf).count("story") == words[:100_000].count("story")


def test_the_same_card_is_the_same_file(world: make.World, scored: None, card_pdf: Callable[..., bytes]) -> None:
    first = card_pdf(world.dana_ada)
    sleep(1.1)  # the second in which a file is made must not be in it
    assert card_pdf(world.dana_ada) == first


def test_paper_comes_in_two_sizes(world: make.World, scored: None, card_pdf: Callable[..., bytes]) -> None:
    sizes = [
        tuple(
            round(float(side))
            for side in pypdf.PdfReader(BytesIO(card_pdf(world.dana_ada, paper))).pages[0].mediabox[2:]
        )
        for paper in Paper
    ]
    assert sizes == [(595, 842), (612, 792)]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "file://host/etc/passwd",
        STATIC.as_uri() + "/../config.py",
        STATIC.as_uri() + "/%2e%2e/config.py",
        "http://127.0.0.1/",
        "https://example.org/",
        "ftp://example.org/",
        "//example.org/",
        "FILE:///etc/passwd",
    ],
)
def test_the_fetcher_is_closed(address: str) -> None:
    assert not is_ours(address)
    with pytest.raises(ValueError, match="Not fetched"):
        closed_fetcher().fetch(address)


def test_the_fetcher_serves_static_files_and_data() -> None:
    assert is_ours(STATIC.as_uri() + "/css/print.css")
    assert closed_fetcher().fetch("data:text/plain,hello").read() == b"hello"


def test_markup_in_a_note_stays_text(session: Session, world: make.World, card_pdf: Callable[..., bytes]) -> None:
    hostile = '<img src="file:///etc/passwd"><style>@import url(http://127.0.0.1/x)</style><script>1</script>'
    make.submitted_card(session, world.dana_ada, [4, 4], summary=hostile)
    assert '<img src="file:///etc/passwd">' in text_of(card_pdf(world.dana_ada))


def test_an_image_from_elsewhere_is_left_out() -> None:
    pdf = print_html('<html lang="en"><title>t</title><p>Text<img alt="x" src="file:///etc/passwd"></p></html>')
    assert "Text" in text_of(pdf)


def test_characters_without_a_glyph_are_replaced() -> None:
    assert printable("a\x07b\ue000c\U0010ffff\n\t\N{ZERO WIDTH JOINER}é") == "a�b�c�\n\t\N{ZERO WIDTH JOINER}é"


def test_file_names_are_safe() -> None:
    assert files.file_name("a/../b", '"; x', "\u202egnp", suffix="pdf") == "a-b-x-gnp.pdf"
    assert files.file_name("...", suffix="pdf") == "file.pdf"
    assert len(files.file_name("x" * 500, suffix="pdf")) == files.LONGEST + 4


def test_plain_text_tells_the_card(session: Session, world: make.World) -> None:
    case = make.held(session, world.dana, world.case, make.NOW - timedelta(hours=1), [world.ada], world.cora)
    values = {
        f"fact/{make.FIRST_STAGE}/F1": {"state": "asked", "at": 374},
        f"fault/{make.SECOND_STAGE}/P1": "missed",
        "note/l1": {"text": "Who opens it?", "item": make.FIRST_STAGE, "at": 65, "starred": True},
    }
    make.type_into(session, case.cards[0], values)
    make.submitted_card(session, case.cards[0], [4, "not_asked"], evidence="Heard", summary="Good.")
    session.expunge_all()
    card = scorecards.own(session, world.ada, case.cards[0].id)
    assert scorecard.plain(Sheet(card, bank.competency_names(session))).splitlines() == [
        "Scorecard: Dana Ito, Senior engineer, Checkout",
        "The permit case, 2 March 2026, by Ada Berg",
        "",
        "S1 · Purpose: 4, above the bar",
        "The answer of a 4.",
        "- Who opens it? (01:05)",
        f"- Heard (Ada, {make.FIRST_STAGE})",
        "Asked: who reads it (06:14)",
        "",
        "S2 · Customer: Not asked",
        f"- Heard (Ada, {make.SECOND_STAGE})",
        "- Planted, line 2: prints to the wrong page (missed)",
        "",
        "Recommendation: Yes",
        "Good.",
        "",
        f"Fingerprint: {card.submission.fingerprint}",
    ]
