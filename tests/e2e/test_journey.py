"""The whole way, in a browser: from a new opening over two scored candidates to a signed decision and its papers."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.scoring import evidence, expect_state, go_to, rate, start
from tests.e2e.serving import Server
from tests.e2e.watching import complaints

pytestmark = pytest.mark.e2e

TITLE = "Senior engineer, Returns"
CANDIDATES = ("Ingrid Nilsen", "Tomas Okafor")
REASON = "Looks for the use behind the request, in both conversations."
COMPETENCIES = ("Purpose", "Customer", "Worth", "AI supervision", "Result")
WORDS = ("Contrary evidence", "Below the bar", "At the bar", "Above the bar", "Well above the bar")
RATINGS = {
    ("Ada Berg", "Ingrid Nilsen"): (4, 5, 3, 4, 2),
    ("Bo Lind", "Ingrid Nilsen"): (5, 3, 3, 4, 1),
    ("Ada Berg", "Tomas Okafor"): (2, 1, 3, 2, 3),
    ("Bo Lind", "Tomas Okafor"): (1, 2, 4, 3, 3),
}

Opened = Callable[..., Page]


def test_from_an_opening_to_a_signed_decision(server: Server, opened: Opened) -> None:
    hana, ada, bo = (opened(server, role) for role in ("hiring manager", "interviewer", "second interviewer"))
    said = [complaints(page) for page in (hana, ada, bo)]
    make_opening(hana)
    opening = hana.url
    add_by_form(hana, CANDIDATES[0])
    add_by_list(hana, CANDIDATES[1])
    about = {name: [opening, plan(hana, name), address_of(hana, name)] for name in CANDIDATES}
    for name in CANDIDATES:
        score(bo, server.url, name, "Bo Lind")
        about[name] += [submit(bo, name, "Bo Lind"), comparison_of(hana, CANDIDATES)]
    for name in CANDIDATES:
        score(ada, server.url, name, "Ada Berg")
        assert bo_shows_on(ada, about[name], name) == []
        submit(ada, name, "Ada Berg")
        assert address_of(hana, name) in bo_shows_on(ada, about[name], name)
    compare(hana)
    comparison = paper(hana)
    decide(hana, opening, CANDIDATES[0])
    papers = {author: read_card(hana, CANDIDATES[0], author) for author in ("Ada Berg", "Bo Lind")}
    expect_whole(comparison, papers)
    assert [one for page in said for one in page] == []


def make_opening(page: Page) -> None:
    page.get_by_role("link", name="Openings").click()
    page.get_by_role("link", name="New opening").click()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Level").select_option(label="Senior")
    page.get_by_label("Access to customers").fill("Answers the returns inbox every Tuesday.")
    page.get_by_label("Decision rights").fill("The order of work within the goal.")
    page.get_by_label("The desk that makes the final call").fill("Product decides.")
    page.get_by_label("Name of round 1").fill("Case")
    kit = page.get_by_label("Kit of round 1")
    kit.select_option(kit.locator("option", has_text="The Friday export").get_attribute("value"))
    page.get_by_role("button", name="Save the opening").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()


def add_by_form(page: Page, name: str) -> None:
    page.get_by_role("link", name="Add a candidate").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Note for the interviewers").fill("Prefers a quiet room.")
    page.get_by_role("button", name="Add the candidate").click()
    expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()


def add_by_list(page: Page, name: str) -> None:
    page.get_by_role("link", name="Import a list").click()
    rows = f"name,email,note\n{name},tomas@mail.example,\n".encode()
    page.get_by_label("File").set_input_files({"name": "list.csv", "mimeType": "text/csv", "buffer": rows})
    page.get_by_role("button", name="Add these candidates").click()
    expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()


def plan(page: Page, name: str) -> str:
    """An interview that has just begun, with Ada and Bo. Its address."""
    opening = page.url
    page.get_by_role("link", name=f"Plan an interview with {name}").click()
    page.get_by_label("Time zone").select_option("UTC")
    begins = datetime.now(UTC) - timedelta(minutes=2)
    page.get_by_label("Day").fill(f"{begins:%Y-%m-%d}")
    page.get_by_label("Time", exact=True).fill(f"{begins:%H:%M}")
    for person in ("Ada Berg", "Bo Lind"):
        seat = page.get_by_role("group", name="Panel").get_by_label(person)
        if not seat.is_visible():
            page.get_by_text("Everybody else").click()
        seat.check()
    page.get_by_role("button", name="Plan the interview").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    address = page.url
    page.goto(opening)
    return address


def address_of(page: Page, name: str) -> str:
    """Where the link with this name leads from the page of the opening."""
    return str(page.get_by_role("link", name=name, exact=True).evaluate("link => link.href"))


def comparison_of(page: Page, names: tuple[str, ...]) -> str:
    chosen = "&".join(f"candidate={address_of(page, name).rpartition('/')[2]}" for name in names)
    return f"{page.url}/comparison?{chosen}"


def score(page: Page, home: str, name: str, author: str) -> None:
    """From the home page to the review page, with every item rated and a word on the whole."""
    page.goto(home)
    page.locator("section.list").get_by_role("link", name=name, exact=True).click()
    page.get_by_role("link", name="Open the card").click()
    start(page)
    for n, rating in enumerate(RATINGS[author, name], 1):
        go_to(page, f"CASE-EXPORT-SR.S{n}")
        rate(page, rating)
        evidence(page).fill(heard(author, name, n))
    expect_state(page, "saved")
    page.locator(".foot").get_by_role("link", name="Review").click()
    expect(page.get_by_text("No recommendation yet.")).to_be_visible()
    page.wait_for_load_state("networkidle")  # the page's script is there
    page.get_by_text("Yes", exact=True).click()
    page.get_by_label("In a sentence or two").fill(summed_up(author, name))
    page.get_by_role("button", name="Save, not yet").click()
    expect(page.get_by_text("Nothing. Every item is rated")).to_be_visible()
    page.wait_for_load_state("networkidle")


def heard(author: str, name: str, stage: int) -> str:
    return f"{author.split(maxsplit=1)[0]} heard {name.split(maxsplit=1)[0]} ask who reads it, stage {stage}."


def summed_up(author: str, name: str) -> str:
    return f"The sum of {author.split(maxsplit=1)[0]} on {name.split(maxsplit=1)[0]}."


def submit(page: Page, name: str, author: str) -> str:
    """Lock the card that is on the review page. The address where it is read."""
    expect(page.get_by_label("In a sentence or two")).to_have_value(summed_up(author, name))
    page.get_by_role("button", name="Submit and lock").click()
    expect(page.get_by_text(f"Scorecard by {author}")).to_be_visible()
    return page.url


def bo_shows_on(page: Page, addresses: list[str], name: str) -> list[str]:
    """The addresses at which this person reads something that Bo wrote on the candidate."""
    written = [heard("Bo Lind", name, 1).partition(" ask")[0], summed_up("Bo Lind", name), f"Bo Lind rated {name}"]
    home = addresses[0].partition("/openings")[0]
    texts = {address: page.request.get(address).text() for address in [home, *addresses, page.url]}
    return [address for address, text in texts.items() if any(words in text for words in written)]


def compare(page: Page) -> None:
    """Every rating of both interviewers stands beside its evidence, for both candidates."""
    for name in CANDIDATES:
        page.get_by_label(f"Compare {name}").check()
    page.get_by_role("button", name="Compare the chosen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Two candidates")
    ingrid = page.get_by_role("row", name="Purpose").get_by_role("cell").first
    expect(ingrid).to_contain_text("4.5")
    page.get_by_role("link", name="Evidence for Purpose").click()
    competencies = page.get_by_role("navigation", name="Competencies").get_by_role("link").all_inner_texts()
    beside = " ".join(_evidence_for(page, name) for name in competencies)
    for (author, name), ratings in RATINGS.items():
        for n, rating in enumerate(ratings, 1):
            said = f"{author} rated {rating}, {WORDS[rating - 1].lower()}"
            assert re.search(f"{said}.{{1,600}}{heard(author, name, n)}", beside), (said, n)
    page.get_by_role("link", name="Two candidates on product thinking").click()


def _evidence_for(page: Page, competency: str) -> str:
    page.get_by_role("navigation", name="Competencies").get_by_role("link", name=competency, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(competency)
    return " ".join(page.locator("main").inner_text().split())


def decide(page: Page, opening: str, name: str) -> None:
    page.goto(opening)
    page.get_by_role("link", name=f"Decide on {name}").click()
    page.get_by_role("textbox", name="Reason").fill(REASON)
    page.get_by_role("radio", name="Offer", exact=True).check()
    page.get_by_role("button", name="Sign the decision").click()
    expect(page.locator(".decided")).to_contain_text(REASON)
    expect(page.locator(".decided")).to_contain_text("Signed by Hana Sato")


def read_card(page: Page, name: str, author: str) -> str:
    """The paper of one card, from the page of the candidate; its text."""
    candidate = page.url
    page.get_by_role("link", name=f"Read the card of {author}").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    text = paper(page)
    page.goto(candidate)
    return text


def paper(page: Page) -> str:
    """The text of the PDF that the page links to, with single spaces."""
    address = page.get_by_role("link", name="PDF, A4").evaluate("link => link.href")
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages).split())


def expect_whole(comparison: str, papers: dict[str, str]) -> None:
    """The papers name everybody, say each rating with its evidence, and leave the decision out."""
    for (author, name), ratings in RATINGS.items():
        of_card = [papers[author]] if name == CANDIDATES[0] else []
        for text in [comparison, *of_card]:
            assert name in text and author in text
        for text in of_card:
            assert all(WORDS[rating - 1] in text for rating in ratings)
            assert all(heard(author, name, n) in text for n in range(1, 6))
    for text in (comparison, *papers.values()):
        assert all(competency in text for competency in COMPETENCIES)
        assert REASON not in text
