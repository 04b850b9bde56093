"""What the interviewer's screen does while somebody speaks: one stream of notes, folded ratings, a shared screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.scoring import (
    STAGES,
    Opened,
    begun,
    evidence,
    expect_alive,
    expect_state,
    expect_tags,
    go_to,
    lines,
    new_note,
    press,
    radio,
    rate,
    start,
    station,
    tab_to,
)
from tests.e2e.serving import Server
from tests.e2e.watching import PHONE, complaints, faults

pytestmark = pytest.mark.e2e

FIRST, SECOND, THIRD, DRAFT, LAST = STAGES


def state_of(page: Page, key: str) -> str:
    """The word of the running order."""
    return str(page.locator(f'.order [data-to="{key}"]').get_attribute("data-state"))


def test_facts_faults_tags_and_stages_are_reached_by_keys_alone(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    said = complaints(page)
    tab_to(page, "They asked")
    press(page, "Space")
    expect(station(page).locator('.facts [data-known="asked"]')).to_have_count(1)
    for step in ("n", "Who opens the file?", "Enter", "Escape"):
        press(page, step)
    tab_to(page, "End stage: read out 2 facts")
    press(page, "Enter")
    expect(station(page).locator('.facts [data-known="given"]')).to_have_count(2)
    assert state_of(page, FIRST) == "rate later"
    for step, wanted in (("j", ["S1"]), ("b", ["S1 + S2"]), ("t", ["S2"]), ("k", ["S2"]), ("b", ["S2 + S1"])):
        press(page, step)
        expect_tags(page, wanted)
    for step in ("j", "n", "Asks to see her sheet", "Alt+ArrowDown", "Enter", "Escape", "l"):
        press(page, step)
    expect_tags(page, ["S2 + S1", "S3"])
    assert state_of(page, SECOND) == "rate later"
    expect(page.locator(f"[id='place-{THIRD}']")).to_be_visible()
    press(page, "u")
    press(page, "ArrowDown")
    expect(radio(page, "answered_under")).to_be_checked()
    expect(page.get_by_label("Answered under which question")).to_have_value(FIRST)
    assert state_of(page, THIRD) == "answered under"
    press(page, "Escape")
    go_to(page, DRAFT)
    tab_to(page, "Found unaided")
    press(page, "ArrowRight")
    expect(station(page).locator(".faults input:checked")).to_have_count(1)
    expect_state(page, "saved")
    tab_to(page, "Review")
    press(page, "Enter")
    expect(page.get_by_text("S1 Purpose was to be rated later.")).to_be_visible()
    expect(page.get_by_text("S2 Customer was to be rated later.")).to_be_visible()
    expect(page.get_by_text("Answered under another question")).to_be_visible()
    assert said == []


def test_a_line_is_one_of_the_stream_wherever_one_goes(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    new_note(page).fill("Half a line")
    go_to(page, SECOND)
    expect(lines(page)).to_have_count(1)
    expect(new_note(page)).to_have_value("")
    new_note(page).fill("Heard at the second")
    new_note(page).press("Enter")
    page.locator(".notes summary").first.click()
    lines(page).first.get_by_role("button", name="Serves S2 too").click()
    expect_tags(page, ["S1 + S2", "S2"])
    for key in (LAST, "closing", "opening", FIRST):
        go_to(page, key)
        expect(lines(page)).to_have_count(2)
    lines(page).first.get_by_role("button", name="Take the second away").click()
    lines(page).nth(1).get_by_role("button", name="Evidence").click()
    expect_state(page, "saved")
    page.reload()
    expect_tags(page, ["S1", "S2"])
    expect(page.locator(".notes li[data-starred] textarea")).to_have_value("Heard at the second")


def test_what_is_given_before_the_script_has_come_is_saved_when_it_comes(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    expect_alive(page)
    page.add_init_script(SLOW_DEVICE)
    page.reload(wait_until="commit")
    rate(page, 4)
    new_note(page).fill("Said while it loaded")
    assert page.locator("[data-help]:not([hidden])").count() == 0
    expect_alive(page)
    expect_state(page, "saved")
    page.reload()
    expect(radio(page, 4)).to_be_checked()
    expect(lines(page).get_by_role("textbox")).to_have_value("Said while it loaded")


# What is kept on the device comes two seconds late.
SLOW_DEVICE = """
const success = Object.getOwnPropertyDescriptor(IDBRequest.prototype, "onsuccess");
Object.defineProperty(IDBOpenDBRequest.prototype, "onsuccess", {
  set(heard) { success.set.call(this, (event) => setTimeout(() => heard.call(this, event), 2000)); },
});
"""


def test_a_rating_folds_when_one_goes_on_and_a_key_opens_it_again(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    rate(page, 4)
    expect(station(page).get_by_text("Above the bar", exact=True)).to_be_visible()
    for step in ("j", "k"):
        press(page, step)
    expect(station(page).get_by_text("Rated 4 · change")).to_be_visible()
    expect(radio(page, 4)).to_be_hidden()
    press(page, "3")
    expect(radio(page, 3)).to_be_checked()
    expect(station(page).get_by_text("At the bar", exact=True)).to_be_visible()
    for step in ("j", "k"):
        press(page, step)
    station(page).get_by_text("change", exact=True).click()
    rate(page, 2)
    expect_state(page, "saved")


def test_a_barred_topic_is_hinted_at_in_this_browser_alone(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    new_note(page).press_sequentially("Speaks of her children")
    hint = page.locator(".topic:visible", has_text="Touches on family: not evidence; you may delete this.")
    expect(hint).to_be_visible()
    expect_state(page, "saved")
    new_note(page).press("Enter")
    expect(hint).to_have_count(1)
    line = lines(page).get_by_role("textbox")
    line.fill("Speaks of her customers")
    expect(hint).to_have_count(0)
    expect_state(page, "saved")
    assert [one for one in sent if "/ops" not in one or "Touches" in one or "topic" in one] == []


def test_on_a_shared_screen_nothing_private_is_seen_even_while_it_loads(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    rate(page, 5)
    new_note(page).fill("Says it in her own words")
    new_note(page).press("Enter")
    evidence(page).fill("Knows the reader by name")
    expect_state(page, "saved")
    private = page.locator(".private")
    secrets = ["Says it in her own words", "Knows the reader by name"]
    for key in STAGES:
        go_to(page, key)
        secrets += station(page).locator(".anchor .text, .facts .said, .faults .said").all_text_contents()
        secrets += station(page).locator(".guide dd").all_text_contents()
    assert len(secrets) > 50
    page.get_by_role("button", name="They can see my screen").click()
    for reload in (False, True):
        for key in STAGES:
            go_to(page, key)
            if reload:
                page.reload(wait_until="commit")
                page.wait_for_selector(".station", state="attached")
            shown = page.locator("body").inner_text()
            assert [text for text in secrets if text.strip() in shown] == []
            assert not any(one.is_visible() for one in private.all())
            assert page.locator(".draft code[data-fault]").evaluate_all(MARKED) == 0
    page.goto(page.url.partition("?")[0] + "/review")
    shown = page.locator("main").inner_text()
    assert "Well above the bar" not in shown and "Says it in her own words" not in shown
    page.get_by_role("link", name="Show my parts again").click()
    expect(page.get_by_text("5, Well above the bar")).to_be_visible()


MARKED = "codes => codes.filter((code) => getComputedStyle(code).boxShadow !== 'none').length"


def test_one_question_or_all_is_remembered_on_the_device(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    address = page.url.partition("?")[0]
    page.get_by_role("link", name="All on one page").click()
    page.wait_for_url("**all=1*")
    expect_alive(page)
    for key in (SECOND, THIRD):
        page.locator(f"[id='place-{key}']").get_by_role("textbox", name="Evidence in a sentence").click()
        new_note(page).fill(f"Heard at {key}")
        new_note(page).press("Enter")
    expect_tags(page, ["S2", "S3"])
    expect_state(page, "saved")
    page.goto(address)
    expect(page.locator(".station:visible")).to_have_count(len(STAGES) + 2)
    page.get_by_role("link", name="One at a time").click()
    page.goto(address)
    expect(page.locator(".station:visible")).to_have_count(1)


def test_lines_are_tagged_without_script(server: Server, opened: Opened) -> None:
    page = opened(server, "interviewer", script=False)
    page.get_by_role("link", name="Open the card").click()
    start(page)
    go_to(page, FIRST)
    new_note(page).fill("Who opens the file?")
    evidence(page).fill("Asks for the reader")
    page.get_by_role("button", name="Keep the note").click()
    expect(evidence(page)).to_have_value("Asks for the reader")
    go_to(page, SECOND)
    page.locator(".notes summary").click()
    page.get_by_role("button", name="Serves S2 too").click()
    expect_tags(page, ["S1 + S2"])
    page.get_by_role("link", name="All on one page").click()
    page.get_by_label("Question of new notes").select_option(THIRD)
    new_note(page).fill("Drops two columns")
    page.get_by_role("button", name="Keep the note").click()
    expect_tags(page, ["S1 + S2", "S3"])
    station(page).filter(has_text="Stage 4 of 5").get_by_role("button", name="Rate later, go on").click()
    assert state_of(page, DRAFT) == "rate later"


def test_the_states_of_the_screen_have_no_violation(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    said = complaints(page)
    rate(page, 4)
    new_note(page).fill("Speaks of her children")
    new_note(page).press("Enter")
    page.locator(".notes summary").click()
    found = faults(page)
    page.locator("[data-help]").evaluate("button => button.click()")
    found += faults(page)
    page.keyboard.press("Escape")
    for key in (SECOND, FIRST, DRAFT, "closing"):
        page.goto(f"{page.url.partition('?')[0]}?at={key}")
        expect_alive(page)
        found += faults(page)
    for query in ("all=1", "all=0&shared=1", "shared=0"):
        page.goto(f"{page.url.partition('?')[0]}?{query}")
        expect_alive(page)
        found += faults(page)
    for path in (
        f"{page.url.partition('?')[0]}/review",
        f"{page.url.partition('?')[0]}/paper",
        f"{server.url}/kits/1/paper",
    ):
        page.goto(path)
        found += faults(page)
    assert not found + said, "\n".join(found + said)


def test_on_a_phone_the_lines_of_the_open_question_stand_alone_until_all_are_wanted(
    server: Server, opened: Opened
) -> None:
    page = begun(server, opened, width=PHONE, height=780)
    new_note(page).fill("Heard at the first")
    go_to(page, SECOND)
    new_note(page).fill("Heard at the second")
    new_note(page).press("Enter")
    expect(page.locator(".notes li:visible")).to_have_count(1)
    page.get_by_label("All notes, not only of this question").check()
    expect(page.locator(".notes li:visible")).to_have_count(2)
