"""What the tests do on a scoring screen, and what they ask of it."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

SAVED = re.compile("saved")
PATIENCE = 30_000  # milliseconds; a save takes a fraction of one second, a retry up to several


def station(page: Page) -> Locator:
    """The place of the running order that is open."""
    return page.locator(".station:not([hidden])")


def start(page: Page) -> None:
    station(page).get_by_role("button", name="Start").click()
    expect(page.locator("[data-timer] time")).to_be_visible()


def expect_alive(page: Page) -> None:
    """The script has taken the page over, so keys are heard."""
    expect(page.locator("[data-help]:not([hidden])")).to_have_count(1)


def go_to(page: Page, key: str) -> None:
    page.locator(f'.order [data-to="{key}"] a').click()
    expect(page.locator(f"[id='place-{key}']")).to_be_visible()


def radio(page: Page, value: int | str) -> Locator:
    return station(page).locator(f'.rate input[value="{value}"]')


def rate(page: Page, value: int | str) -> None:
    """Press the anchor, as a finger does; one that is folded away is opened first."""
    folded = station(page).locator(".rate .fold:not([open]) > summary")
    if folded.count():
        folded.click()
    station(page).locator(".rate label.anchor", has=page.locator(f'input[value="{value}"]')).click()
    expect(radio(page, value)).to_be_checked()


def new_note(page: Page) -> Locator:
    return station(page).get_by_role("textbox", name="New note")


def evidence(page: Page) -> Locator:
    return station(page).get_by_role("textbox", name="Evidence in a sentence")


def expect_state(page: Page, state: str) -> None:
    expect(page.locator("[data-save]")).to_have_attribute("data-state", state, timeout=PATIENCE)


def on_server(page: Page) -> str:
    """The page as the server has it now, past this page's script and network."""
    return page.request.get(page.url).text()


def eventually(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Ask again until it holds. For what is asked of the server; `expect` waits for what is on a page."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "It did not come true in time."
        time.sleep(0.05)
