"""Pages in the states that a demo company does not show: refused, empty, overlong, and to somebody who is not in."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.scoring import evidence, expect_state, go_to, new_note, rate, start
from tests.e2e.serving import Server, palate, served
from tests.e2e.watching import complaints, faults

pytestmark = pytest.mark.e2e

Opened = Callable[..., Page]

REFUSED = re.compile("status of 422")
FORMS = {
    "hiring manager": [
        "/openings/new",
        "/openings/1/edit",
        "/openings/1/candidates/new",
        "/openings/1/candidates/import",
        "/candidates/1/edit",
        "/candidates/1/decisions",
        "/candidates/4/interviews/new",
        "/interviews/8/edit",
        "/kits/new",
        "/kits/proposal?level=senior&round_kind=product_conversation&minutes=45&PUR=100",
        "/account",
    ],
    "interviewer": ["/scorecards/2/amendment"],
    "admin": ["/people"],
    "": ["/sign-in"],
}
# As an old browser or a hurried hand sends it: blank, and past what the page would have checked.
SEND_EMPTY = """(form) => {
  for (const control of form.elements) {
    if (control.matches("textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])")) {
      control.value = "";
    }
    if (control.matches("[type=radio], [type=checkbox]")) control.checked = false;
  }
  form.noValidate = true;
  form.requestSubmit();
}"""

NAME = "W" * 60 + " " + "نور الهدى " * 10 + "👩🏽‍🍳" + "Ø" * 30
NOTE = ("She asked: لماذا؟ Then drew it 🧾. " * 200)[:5000].strip()
UNBROKEN = "https://mail.example/" + "x" * 400


@pytest.mark.parametrize("role", FORMS)
def test_a_refused_form_says_so_without_a_violation(role: str, shown: Server, opened: Opened) -> None:
    page = opened(shown, role)
    said = complaints(page)
    found = []
    for path in FORMS[role]:
        page.goto(shown.url + path)
        found += refused(page)
    assert not found, "\n".join(found)
    assert [one for one in said if not REFUSED.search(one)] == []


def refused(page: Page) -> list[str]:
    """Send the first form of the page empty, and look at what comes back."""
    with page.expect_response(lambda response: response.request.method == "POST") as answer:
        page.locator("main form[method=post]").first.evaluate(SEND_EMPTY)
    if answer.value.status != 422:
        return [f"{page.url} answers an empty form with {answer.value.status}"]
    expect(page.locator("main").get_by_role("alert").or_(page.locator("main .error")).first).to_be_visible()
    return faults(page)


@pytest.fixture
def new_company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A prepared folder with nobody and nothing in it."""
    data = tmp_path_factory.mktemp("new")
    palate("init", "--data", data)
    with served(data, demo=False) as server:
        yield server


def test_a_company_without_anything_yet_has_no_violation(new_company: Server, opened: Opened) -> None:
    page = opened(new_company, "")
    said = complaints(page)
    page.goto(new_company.invitation("root@palate.example", "admin"))
    found = faults(page)
    join(page, "Ruth Adler")
    for path in ("/", "/openings", "/openings/new", "/kits", "/people", "/bank", "/account"):
        page.goto(new_company.url + path)
        found += faults(page)
    page.goto(f"{new_company.url}/openings/new")
    page.get_by_label("Title").fill("Engineer")
    page.get_by_role("button", name="Save the opening").click()
    expect(page.get_by_text("No candidates yet.").first).to_be_visible()
    found += faults(page)
    opening = page.url
    for path in ("/candidates/new", "/candidates/import", "/comparison"):
        page.goto(opening + path)
        found += faults(page)
    assert not found + said, "\n".join(found + said)


def join(page: Page, name: str) -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password").fill("four words without belonging")
    page.get_by_role("button", name="Join and sign in").click()
    expect(page.get_by_text("Nobody else is here yet.")).to_be_visible()


def test_pages_without_a_sign_in_have_no_violation(shown: Server, opened: Opened) -> None:
    page = opened(shown, "")
    found = []
    for path in ("/sign-in", "/links/used-up", "/openings", "/no-such-page"):
        page.goto(shown.url + path)
        found += faults(page)
    assert not found, "\n".join(found)


def test_long_words_and_other_scripts_fit(server: Server, opened: Opened) -> None:
    hana, ada = opened(server, "hiring manager"), opened(server, "interviewer")
    said = [complaints(page) for page in (hana, ada)]
    candidate = add_candidate(hana, f"{server.url}/openings/1")
    interview = plan_now(hana, candidate)
    ada.goto(interview)
    ada.get_by_role("link", name="Open the card").click()
    card = ada.url
    score_at_length(ada)
    found = faults(ada)
    for address in (card, interview, server.url):
        ada.goto(address)
        found += faults(ada)
    ada.goto(f"{card}/review")
    ada.get_by_text("Strong yes", exact=True).click()
    ada.get_by_label("In a sentence or two").fill(NOTE)
    ada.get_by_role("button", name="Submit and lock").click()
    expect(ada.get_by_text("Scorecard by Ada Berg")).to_be_visible()
    found += faults(ada)
    number = candidate.rpartition("/")[2]
    for address in (
        f"{server.url}/openings/1",
        candidate,
        f"{candidate}/edit",
        f"{server.url}/openings/1/comparison?candidate=1&candidate={number}",
    ):
        hana.goto(address)
        found += faults(hana)
    found += [one for page in said for one in page]
    assert not found, "\n".join(found)


def add_candidate(page: Page, opening: str) -> str:
    """Somebody with a name of 200 characters. The address of their page."""
    page.goto(f"{opening}/candidates/new")
    name = NAME.ljust(200, "é")[:200]
    page.get_by_label("Name").fill(name)
    page.get_by_label("Note for the interviewers").fill(NOTE)
    page.get_by_role("button", name="Add the candidate").click()
    return str(page.locator("th a.said", has_text=name[:60]).evaluate("link => link.href"))


def plan_now(page: Page, candidate: str) -> str:
    """An interview with Ada that begins now, at a place with a long address. Its address."""
    page.goto(f"{candidate}/interviews/new")
    page.get_by_label("Round").select_option(index=1)
    page.get_by_label("Time zone").select_option("UTC")
    page.get_by_label("Day").fill(f"{datetime.now(UTC):%Y-%m-%d}")
    page.get_by_label("Time", exact=True).fill(f"{datetime.now(UTC):%H:%M}")
    page.get_by_label("Place or link").fill(UNBROKEN)
    page.locator("#panel").get_by_label("Ada Berg").check()
    page.get_by_role("button", name="Plan the interview").click()
    expect(page.get_by_role("heading", name="Panel")).to_be_visible()
    return page.url


def score_at_length(page: Page) -> None:
    """Every item rated; the first with a long note, a long line and a long sentence."""
    start(page)
    for n in range(5, 0, -1):
        go_to(page, f"CASE-EXPORT-SR.S{n}")
        rate(page, 4 if n > 1 else 5)
    new_note(page).fill(NOTE)
    new_note(page).press("Enter")
    new_note(page).fill(UNBROKEN)
    evidence(page).fill(NOTE)
    expect_state(page, "saved")
