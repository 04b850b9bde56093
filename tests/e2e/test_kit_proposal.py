"""A kit that is proposed for a round, changed and made: by keyboard alone, and without script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.serving import Server
from tests.e2e.watching import complaints, faults

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_kit_is_proposed_swapped_and_made(script: bool, server: Server, opened: Callable[..., Page]) -> None:
    page = opened(server, "hiring manager", script=script)
    said = complaints(page)
    page.goto(f"{server.url}/openings/1")
    press(page.get_by_role("link", name="Propose a kit for Product conversation"))
    press(page.get_by_role("button", name="Propose"))
    expect(page.get_by_text(re.compile(r"^\d\d of 45 usable minutes\."))).to_be_visible()
    press(page.get_by_text("Swap question 2"))
    other = page.get_by_role("listitem").filter(has_text="Swap question 2").get_by_role("radio").first
    other.press("Space")
    wanted = str(other.get_attribute("value"))
    found = faults(page) if script else []
    press(page.get_by_role("button", name="Put the chosen one here").locator("visible=true"))
    expect(page.locator("#place-2")).to_contain_text(wanted)
    found += faults(page) if script else []
    page.get_by_label("Title of the kit").fill("A second talk")
    press(page.get_by_role("button", name="Make this kit"))
    expect(page.get_by_role("heading", name="A second talk")).to_be_visible()
    expect(page.get_by_text("round 1, Product conversation")).to_be_visible()
    assert not found + said, "\n".join(found + said)


def press(what: Locator) -> None:
    what.focus()
    what.press("Enter")
