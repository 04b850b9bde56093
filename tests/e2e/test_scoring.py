"""The scoring screen in a real browser: keys, the network, two tabs, no script, a phone."""

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.e2e.scoring import (
    STAGES,
    Opened,
    begun,
    eventually,
    evidence,
    expect_alive,
    expect_state,
    go_to,
    new_note,
    on_server,
    press,
    radio,
    rate,
    start,
    station,
    tab_to,
)
from tests.e2e.serving import Server
from tests.e2e.watching import PHONE, complaints

pytestmark = pytest.mark.e2e

ADA = "ada@palate.example"
PASSWORD = "four words without belonging"


def test_an_interview_is_scored_by_keys_alone(server: Server, opened: Opened) -> None:
    page = opened(server, "interviewer")
    said = complaints(page)
    tab_to(page, "Open the card")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scorecards/*")
    expect_alive(page)
    tab_to(page, "Start")
    page.keyboard.press("Enter")
    expect(page.locator("[data-timer] time")).to_be_visible()
    expect_alive(page)
    for key, *steps in (
        (STAGES[0], "4", "n", "“Who opens the file?”", "Enter", "Escape"),
        (STAGES[1], "n", "Asks to see her sheet", "Alt+5", "Escape"),
        (STAGES[2], "3", "2", "3"),
        (STAGES[3], "0"),
        (STAGES[4], "-"),
    ):
        page.keyboard.press("j")
        expect(page.locator(f"[id='place-{key}']")).to_be_visible()
        for step in steps:
            press(page, step)
    page.keyboard.press("k")
    expect(radio(page, "no_evidence")).to_be_checked()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    for key in (STAGES[2], STAGES[1]):
        page.keyboard.press("k")
        expect(page.locator(f"[id='place-{key}']")).to_be_visible()
    tab_to(page, "Evidence in a sentence")
    page.keyboard.type("Sat with her and watched")
    expect_state(page, "saved")
    tab_to(page, "Review")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("review")
    tab_to(page, "Strong no")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Yes", exact=True)).to_be_checked()
    tab_to(page, "Submit and lock")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Scorecard by Ada Berg")).to_be_visible()
    verdicts = page.locator(".profile td:last-child").all_inner_texts()
    assert [words[:1] for words in verdicts] == ["4", "5", "3", "N", "N"]
    assert said == []


def test_what_is_typed_is_on_the_server_while_it_is_typed(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    new_note(page).press_sequentially("She names the reader")
    eventually(lambda: "She names the reader" in on_server(page))
    expect_state(page, "saved")
    rate(page, 4)
    expect_state(page, "saved")
    page.reload()
    expect(radio(page, 4)).to_be_checked()
    expect(page.locator(".notes textarea")).to_have_value("She names the reader")


def test_typing_goes_on_without_network_and_is_sent_after_it(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    page.context.set_offline(True)
    new_note(page).press_sequentially("Heard in the tunnel")
    expect_state(page, "kept")
    expect(page.locator("[data-save]")).to_have_text("Kept on this device: 1 not yet sent")
    rate(page, 2)
    expect(page.locator("[data-save]")).to_have_text("Kept on this device: 2 not yet sent")
    assert "Heard in the tunnel" not in on_server(page)
    page.context.set_offline(False)
    expect_state(page, "saved")
    assert "Heard in the tunnel" in on_server(page)


def test_typing_goes_on_while_the_server_is_down(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    server.kill()
    evidence(page).fill("Would see her sheet before guessing")
    expect_state(page, "kept")
    server.start()
    expect_state(page, "saved")
    assert "Would see her sheet before guessing" in on_server(page)


def test_what_is_touched_before_the_script_is_there_is_saved_too(server: Server, opened: Opened) -> None:
    page = begun(server, opened, worker=False)
    held: list[Route] = []
    page.route("**/scoring/card.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright looks at the handler
    page.goto(f"{page.url.partition('?')[0]}?at={STAGES[1]}", wait_until="commit")
    rate(page, 4)
    evidence(page).fill("Said before the script was there")
    page.locator(f'.order [data-to="{STAGES[2]}"] a').click()  # waits, since leaving would lose both
    assert len(held) == 1
    held[0].continue_()
    page.unroute("**/scoring/card.js")
    expect_alive(page)
    expect(page.locator(f"[id='place-{STAGES[2]}']")).to_be_visible()
    expect_state(page, "saved")
    assert "Said before the script was there" in on_server(page)
    page.goto(f"{page.url.partition('?')[0]}?at={STAGES[1]}")
    expect_alive(page)
    expect(station(page).locator("input[value='4']")).to_be_checked()


def test_a_reload_keeps_what_could_not_be_sent(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    page.on("dialog", leave)
    page.route("**/ops", refuse)
    new_note(page).press_sequentially("Said before the reload")
    expect_state(page, "kept")
    page.reload()
    expect_state(page, "kept")
    expect(page.locator(".notes textarea")).to_have_value("Said before the reload")
    page.unroute("**/ops")
    expect_state(page, "saved")
    assert "Said before the reload" in on_server(page)


def refuse(route: Route) -> None:
    route.fulfill(status=503, body="{}")


def leave(dialog: Dialog) -> None:
    raise AssertionError(f"It is on the device, so nobody has to be asked: {dialog.message}")


def test_a_card_that_was_signed_out_saves_after_signing_in_again(server: Server, opened: Opened) -> None:
    choose_password(opened(server, ""), server)
    page = opened(server, "")
    sign_in_with_password(page, server.url)
    page.get_by_role("link", name="Open the card").click()
    start(page)
    go_to(page, STAGES[0])
    other = page.context.new_page()
    other.goto(server.url)
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    evidence(page).fill("Typed after signing out")
    expect(page.locator("[data-save]")).to_contain_text("Kept on this device: 1 not yet sent. Sign in again")
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Sign in again").click()
    sign_in_with_password(opening.value)
    page.evaluate("dispatchEvent(new Event('focus'))")  # a window without a screen never loses the focus
    expect_state(page, "saved")
    expect(page.get_by_role("link", name="Sign in again")).to_be_hidden()
    assert "Typed after signing out" in on_server(page)


def choose_password(page: Page, server: Server) -> None:
    page.goto(server.invitation(ADA, "interviewer"))
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Set the password and sign in").click()
    expect(page.get_by_role("link", name="Ada Berg")).to_be_visible()


def sign_in_with_password(page: Page, url: str = "") -> None:
    """In this page, which may have been sent to the sign-in form already."""
    if url:
        page.goto(f"{url}/sign-in")
    page.get_by_label("Email address").fill(ADA)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/sign-in" not in address)


def test_two_tabs_that_disagree_show_both_versions_until_one_is_kept(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    other = page.context.new_page()
    other.goto(page.url)
    rate(page, 2)
    expect_state(page, "saved")
    rate(other, 5)
    expect_state(other, "conflict")
    other.get_by_role("link", name="Show both versions").click()
    versions = station(other).locator(".versions li")
    expect(versions).to_have_count(2)
    expect(other.locator(".rate input:checked")).to_have_count(0)
    versions.filter(has_text="5, Well above").get_by_role("button", name="Keep this").click()
    expect(station(other).locator(".versions")).to_have_count(0)
    expect(radio(other, 5)).to_be_checked()
    page.reload()
    expect(radio(page, 5)).to_be_checked()


def test_a_card_is_scored_and_submitted_without_script(server: Server, opened: Opened) -> None:
    page = opened(server, "interviewer", script=False)
    page.get_by_role("link", name="Open the card").click()
    start(page)
    for n, key in enumerate(STAGES):
        go_to(page, key)
        if n == 0:
            new_note(page).fill("Who opens the file?")
            station(page).get_by_role("button", name="They asked").first.click()
            page.locator(".notes").get_by_role("button", name="Evidence").click()
            expect(page.locator(".notes li[data-starred]")).to_have_count(1)
        radio(page, 4 if n else 5).check(force=True)
        station(page).get_by_role("button", name="Save the rating").click()
        expect(radio(page, 4 if n else 5)).to_be_checked()
    page.locator(".foot").get_by_role("link", name="Review").click()
    page.get_by_role("radio", name="Strong yes").check(force=True)
    page.get_by_label("In a sentence or two").fill("Looks before she builds.")
    page.get_by_role("button", name="Submit and lock").click()
    expect(page.get_by_text("Scorecard by Ada Berg")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Who opens the file?")
    expect(page.locator("main")).to_contain_text("Looks before she builds.")


def test_the_bottom_sheet_of_a_phone_rates(server: Server, opened: Opened) -> None:
    page = begun(server, opened, width=PHONE, height=780)
    sheet = station(page).locator(".rate")
    box = sheet.bounding_box()
    assert box is not None and (box["y"] + box["height"], box["width"]) == (780, PHONE)
    assert box["height"] < 300
    sheet.locator(".anchor", has=page.locator('input[value="3"]')).locator("b").click()
    expect(radio(page, 3)).to_be_checked()
    expect(sheet.get_by_text("At the bar", exact=True)).to_be_visible()
    expect_state(page, "saved")
    sheet.get_by_label("All anchors").check()
    expect(sheet.get_by_text("Well above the bar", exact=True)).to_be_visible()
    page.reload()
    expect(radio(page, 3)).to_be_checked()


def test_over_plain_http_in_the_building_a_card_is_scored_and_submitted(server: Server, opened: Opened) -> None:
    """There a browser has neither crypto.randomUUID nor crypto.subtle."""
    page = opened(server, "interviewer")
    page.add_init_script(
        "delete Crypto.prototype.randomUUID; Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined});"
    )
    said = complaints(page)
    page.get_by_role("link", name="Open the card").click()
    expect(page.get_by_text("Ask your admin for https.")).to_be_visible()
    start(page)
    for key in STAGES:
        go_to(page, key)
        rate(page, 3)
    expect_state(page, "saved")
    page.get_by_role("link", name="Review").first.click()
    page.get_by_role("radio", name="Yes", exact=True).check(force=True)
    page.get_by_role("textbox", name="In a sentence or two").fill("Holds the work against what Ines needs.")
    page.get_by_role("button", name="Submit and lock").click()
    expect(page.get_by_text("Scorecard by Ada Berg")).to_be_visible()
    expect(page.get_by_text("Holds the work against what Ines needs.").first).to_be_visible()
    assert said == []
