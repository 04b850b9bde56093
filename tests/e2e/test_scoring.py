"""The scoring screen in a real browser: keys, the network, two tabs, no script, a phone."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Dialog, Locator, Page, Route, expect

from tests.e2e.scoring import (
    STAGES,
    Opened,
    begun,
    eventually,
    evidence,
    expect_alive,
    expect_state,
    go_to,
    lines,
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
    sign_in_again(page)
    expect_state(page, "saved")
    expect(page.get_by_role("link", name="Sign in again")).to_be_hidden()
    assert "Typed after signing out" in on_server(page)


@pytest.mark.parametrize("network", [True, False], ids=["with network", "without network"])
def test_a_session_that_ended_in_mid_interview_costs_two_clicks_and_no_character(
    network: bool, server: Server, opened: Opened
) -> None:
    choose_password(opened(server, ""), server)
    page = opened(server, "")
    sign_in_with_password(page, server.url)
    page.get_by_role("link", name="Open the card").click()
    start(page)
    go_to(page, STAGES[0])
    evidence(page).fill("Before the night.")
    expect_state(page, "saved")
    idle(page, server, hours=13)
    page.context.set_offline(not network)
    evidence(page).press("End")
    evidence(page).press_sequentially(" And after it.")
    rate(page, 4)
    new_note(page).press_sequentially("She names the reader")
    expect_state(page, "kept")
    page.context.set_offline(False)
    sign_in_again(page)
    expect_state(page, "saved")
    assert evidence(page).input_value() == "Before the night. And after it."
    assert "Before the night. And after it." in on_server(page)
    assert "She names the reader" in on_server(page)
    page.reload()
    expect(radio(page, 4)).to_be_checked()


def idle(page: Page, server: Server, hours: int) -> None:
    """As if this browser had not asked for anything for so long: its session says so, signed as the server signs it."""
    app = Flask("")
    app.secret_key = (server.data / "secret_key").read_text()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    [cookie] = [one for one in page.context.cookies() if one["name"] == "palate"]
    session = signer.loads(cookie["value"])
    session["seen"] -= hours * 3600
    page.context.add_cookies([{**cookie, "value": signer.dumps(session)}])  # type: ignore[list-item]


def sign_in_again(page: Page) -> None:
    """A click that opens the other window, and one in it; this window goes on by itself."""
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Sign in again").click()
    sign_in_with_password(opening.value)
    page.evaluate("dispatchEvent(new Event('focus'))")  # a window without a screen never loses the focus


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
    """One question at a time; every kind of thing that a card can hold, in plain form posts."""
    page = opened(server, "interviewer", script=False)
    page.get_by_role("link", name="Open the card").click()
    start(page)
    for n, key in enumerate(STAGES):
        go_to(page, key)
        new_note(page).fill(f"Heard in stage {n}")
        press_first(station(page).get_by_role("button", name="They asked"))
        press_first(station(page).locator(".chips button"))
        for faults in station(page).locator(".faults").all():
            faults.locator("label").first.click()
            station(page).get_by_label("Claims that were wrong").fill("That the header is missing")
        evidence(page).fill(f"Evidence of stage {n}")
        radio(page, 4 if n else 5).check(force=True)
        station(page).get_by_role("button", name="Save the rating").click()
        expect(radio(page, 4 if n else 5)).to_be_checked()
    lines(page).last.get_by_role("button", name="Evidence").click()
    expect(page.locator(".notes li[data-starred]")).to_have_count(1)
    page.locator(".foot").get_by_role("link", name="Review").click()
    page.get_by_role("radio", name="Strong yes").check(force=True)
    page.get_by_label("In a sentence or two").fill("Looks before she builds.")
    page.get_by_role("button", name="Submit and lock").click()
    expect(page.get_by_text("Scorecard by Ada Berg")).to_be_visible()
    locked = locked_card(server)
    assert (locked["recommendation"], locked["summary"]) == ("strong_yes", "Looks before she builds.")
    for n, key in enumerate(STAGES):
        item = locked["items"][key]
        said = [(line["text"], line["starred"]) for line in item["lines"]]
        assert said == [(f"Heard in stage {n}", n == len(STAGES) - 1)]
        assert (item["rating"], item["sentence"]) == (4 if n else 5, f"Evidence of stage {n}")
        touched = [list(item[kind].values()) for kind in ("facts", "faults")]
        assert (len(item["probes"]), [len(some) for some in touched]) == (1, [n < 3, n == 3])
        assert item["claims"] == ("That the header is missing" if n == 3 else "")


def press_first(buttons: Locator) -> None:
    """Where the stage has any. The form goes out with it, and the page comes anew."""
    if buttons.count():
        buttons.first.click()
        buttons.page.wait_for_load_state()


def locked_card(server: Server) -> Any:
    """The newest submission, as it was locked."""
    with closing(sqlite3.connect(server.data / "palate.db")) as database:
        (content,) = database.execute("SELECT content FROM submission ORDER BY id DESC LIMIT 1").fetchone()
    return json.loads(content)


def test_two_tabs_that_say_the_same_are_submitted_at_the_first_press(server: Server, opened: Opened) -> None:
    page = begun(server, opened)
    for key in STAGES:
        go_to(page, key)
        rate(page, 3)
    expect_state(page, "saved")
    tabs = [page, page.context.new_page()]
    for tab in tabs:
        tab.goto(f"{page.url.partition('?')[0].removesuffix('/review')}/review")
    for tab in tabs:  # the second one shows nothing of what the first has said meanwhile
        tab.get_by_role("radio", name="Yes", exact=True).check(force=True)
        tab.get_by_label("In a sentence or two").fill("Asks first.")
        expect_state(tab, "saved")
        expect(tab.locator("[data-save]")).to_contain_text("Saved")
    page.get_by_role("button", name="Submit and lock").click()
    expect(page.get_by_text("Scorecard by Ada Berg")).to_be_visible()


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
