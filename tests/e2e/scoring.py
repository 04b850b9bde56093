"""What the tests do on a scoring screen, and what they ask of it."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.serving import Server

SAVED = re.compile("saved")
STAGES = [f"CASE-EXPORT-SR.S{n}" for n in range(1, 6)]
PATIENCE = 30_000  # milliseconds; a save takes a fraction of one second, a retry up to several

Opened = Callable[..., Page]


def begun(server: Server, opened: Opened, **window: object) -> Page:
    """Ada at the first question of the interview that is on now, its clock running."""
    page = opened(server, "interviewer", **window)
    page.get_by_role("link", name="Open the card").click()
    start(page)
    expect_alive(page)
    go_to(page, STAGES[0])
    expect_alive(page)
    return page


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
    return page.get_by_role("textbox", name="New note")


def lines(page: Page) -> Locator:
    """The stream of notes."""
    return page.locator(".notes li")


def expect_tags(page: Page, wanted: list[str]) -> None:
    """What each line of the stream is tagged with: "S1", "S1 + S2"."""
    expect(page.locator(".notes [data-tags]")).to_have_text(wanted)


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


def press(page: Page, step: str) -> None:
    """A key by its name, or the letters of a sentence one after the other."""
    if " " in step:
        page.keyboard.type(step)
    else:
        page.keyboard.press(step)


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on the control of this name."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(NAME_IN_FOCUS) == name:
            return
    raise AssertionError(f"Tab does not lead to {name}.")


NAME_IN_FOCUS = """() => {
  const control = document.activeElement;
  return (control.labels?.[0] ?? control).innerText?.trim();
}"""
