"""The author's journey: a new question, mended by the linter's words, reviewed blind by somebody else, live, asked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.scoring import expect_state, go_to, rate, start
from tests.e2e.serving import Server
from tests.e2e.test_journey import add_by_form, plan
from tests.e2e.watching import complaints
from tests.make import sound_words

pytestmark = pytest.mark.e2e

LONG = "We go on and on. " * 15
PROMPT = "A tram driver writes that the new timetable is wrong on Sundays. What do you do?"
WORDS = sound_words("PUR-SR-SIT-71") | {"prompt": PROMPT}
ANCHORS: dict[int, str] = WORDS["anchors"]


def test_a_question_is_written_reviewed_and_asked(server: Server, opened: Callable[..., Page]) -> None:
    ada, hana = opened(server, "interviewer"), opened(server, "hiring manager")
    said = [complaints(page) for page in (ada, hana)]
    draft = write(ada)
    mend_by_the_words_of_the_linter(ada)
    expect_a_second_tab_to_be_told(ada)
    preview(ada)
    propose(ada)
    key = review(hana, draft)
    put_in_a_kit(hana, key)
    interview = plan_it(hana)
    ask(ada, interview, key)
    assert [one for page in said for one in page if "409" not in one] == []


def write(page: Page) -> str:
    """A draft with everything but a prompt that is short enough; its address."""
    page.get_by_role("link", name="Question bank").click()
    page.get_by_role("link", name="Write a question").click()
    page.get_by_label("Kind").select_option("situational")
    page.get_by_label("Competency").select_option("PUR")
    page.get_by_label("Level").select_option("senior")
    page.get_by_role("button", name="Begin the draft").click()
    page.get_by_label("Why this should be in the bank").fill("Nothing asks about a timetable.")
    page.get_by_label("The question").fill(LONG)
    for name in ("intent", "job_relevance", "chef", "cook", "fallback", "legal_notes", "accessibility", "leak_risk"):
        page.locator(f"[name={name}]").fill(WORDS[name])
    for grade, text in ANCHORS.items():
        page.locator(f'[name="anchors.{grade}"]').fill(text)
    for name in ("listen_for", "probes", "barred_probes", "red_flags", "not_evidence"):
        for place, text in enumerate(WORDS[name]):
            page.locator(f"textarea[name={name}]").nth(place).fill(text)
    return page.url


def mend_by_the_words_of_the_linter(page: Page) -> None:
    told = page.locator("[data-lint=prompt]")
    expect(told).to_contain_text("Has 75 words; cut it to 60.")
    page.get_by_label("The question").fill(WORDS["prompt"])
    expect(told).to_be_empty()
    expect(page.locator("[data-tally]")).to_have_text("Nothing to mend.")
    expect(page.locator("[data-save]")).to_have_text("Saved")
    page.reload()
    expect(page.get_by_label("The question")).to_have_value(WORDS["prompt"])


def expect_a_second_tab_to_be_told(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Why this should be in the bank").fill("Nothing asks about Sundays.")
    expect(other.locator("[data-save]")).to_have_text("Saved")
    page.get_by_label("Why this should be in the bank").fill("Mine.")
    expect(page.locator("[data-save]")).to_contain_text("saved somewhere else")
    page.get_by_role("button", name="Save draft").first.click()
    expect(page.get_by_role("heading", name="Two texts of this draft")).to_be_visible()
    page.get_by_role("link", name="Keep what is saved").click()
    expect(page.get_by_label("Why this should be in the bank")).to_have_value("Nothing asks about Sundays.")
    other.close()


def preview(page: Page) -> None:
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="As the interviewer will see it")).to_be_visible()
    expect(page.get_by_text(ANCHORS[3])).to_be_visible()
    page.get_by_role("link", name="Back to the draft").click()


def propose(page: Page) -> None:
    page.get_by_role("button", name="Propose").click()
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("It waits for a review.")).to_be_visible()


def review(page: Page, draft: str) -> str:
    """Sort by keyboard, see everything, put it live; the key of the record."""
    page.get_by_role("link", name="Question bank").click()
    page.get_by_role("link", name="See what colleagues have written").click()
    page.locator(f'a[href="{draft[draft.index("/bank") :]}"]').click()
    rows = page.locator(".sorting li")
    for place in range(5):
        text = rows.nth(place).locator(".said").inner_text()
        grade = next(grade for grade, words in ANCHORS.items() if words == text)
        rows.nth(place).get_by_role("combobox").press(str(grade))
    page.get_by_role("button", name="This is my order").press("Enter")
    expect(page.get_by_text("It passes")).to_be_visible()
    page.get_by_label("It goes live").check()
    page.get_by_label("Reason").fill("It tells guessers from askers.")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("Put live by Hana Sato: It tells guessers from askers.")).to_be_visible()
    return page.url.partition("#")[0].rpartition("/")[2]


def put_in_a_kit(page: Page, key: str) -> None:
    page.goto(page.url.partition("/bank")[0] + "/kits/new?level=senior")
    page.get_by_label("Title").fill("Sundays")
    page.get_by_label(f"Place of {key}").fill("1")
    page.get_by_role("button", name="Save the kit").click()
    expect(page.get_by_role("link", name=PROMPT[:40])).to_be_visible()


def plan_it(page: Page) -> str:
    """An opening with that kit, a candidate, an interview that is on; its address."""
    page.get_by_role("link", name="Openings").click()
    page.get_by_role("link", name="New opening").click()
    page.get_by_label("Title").fill("Engineer, Timetables")
    page.get_by_label("Level").select_option(label="Senior")
    page.get_by_label("Name of round 1").fill("Talk")
    kit = page.get_by_label("Kit of round 1")
    kit.select_option(kit.locator("option", has_text="Sundays").get_attribute("value"))
    page.get_by_role("button", name="Save the opening").click()
    add_by_form(page, "Ingrid Nilsen")
    return plan(page, "Ingrid Nilsen")


def ask(page: Page, interview: str, key: str) -> None:
    """Score the new question on a card."""
    page.goto(interview)
    page.get_by_role("link", name="Open the card").click()
    start(page)
    go_to(page, key)
    expect(page.locator(".station:not([hidden]) .ask")).to_have_text(PROMPT)
    rate(page, 4)
    expect_state(page, "saved")
