"""A panel of four in four browsers: covered, revealed at once, talked over, decided; nobody misses anything."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app import create_app
from app.config import Settings
from app.db import db
from app.queries import candidates, openings, people
from tests import make
from tests.e2e.proxy import Proxy, proxied
from tests.e2e.serving import Server
from tests.e2e.watching import complaints, faults

pytestmark = pytest.mark.e2e

DANA = "Dana Whitlock"
NOTE = "Two behaviours: Ada heard the fee column, Bo heard the finance table."
MIND = "I had not heard of the finance table."
AT_ONCE = 3_000  # milliseconds in which everybody sees what somebody did
PANEL = ("hiring manager", "interviewer", "second interviewer", "admin")


@dataclass
class Panel:
    """Four people in the room of Dana, each in a browser of their own; Bo's way to the server can be cut."""

    hana: Page
    ada: Page
    bo: Page
    ruth: Page
    path: str
    way: Proxy
    said: list[list[str]]

    @property
    def pages(self) -> list[Page]:
        return [self.hana, self.ada, self.bo, self.ruth]


@pytest.fixture
def panel(server: Server, opened: Callable[..., Page], tmp_path: Path) -> Iterator[Panel]:
    """Hana and Ruth, who both sat with Dana too, have handed their cards in; nobody has come in yet."""
    hana, ada, bo, ruth = (opened(server, role) for role in PANEL)
    candidate = with_more_cards(server.data)
    path = f"/candidates/{candidate}/debrief"
    with proxied(server.port) as way:
        cookies = bo.context.cookies()
        bo.context.clear_cookies()
        bo.context.add_cookies([{key: one[key] for key in ("name", "value", "domain", "path")} for one in cookies])
        pages = [hana, ada, bo, ruth]
        said = [complaints(page) for page in pages]
        for page in pages:
            page.goto((way.url if page is bo else server.url) + path)
        yield Panel(*pages, path, way, said)


def with_more_cards(data: Path) -> int:
    """Hana and Ruth write cards on Dana, straight into the database; the id of the candidate."""
    app = create_app(Settings(data=data))
    with app.app_context():
        session, root = db.session, people.by_email(db.session, "ruth@palate.example")
        hana = people.by_email(session, "hana@palate.example")
        opening = next(one for one in openings.listed(session, root) if "Checkout" in one.title)
        dana = next(one for one in candidates.of_opening(session, root, opening.id) if one.name == DANA)
        before = datetime.now(UTC) - timedelta(days=1)
        round_ = openings.round_to_fill(session, root, opening.rounds[0].id)
        talk = make.held(session, dana, round_, before, [hana, root], hana)
        for card, rating in zip(talk.cards, (1, 3), strict=True):
            make.submitted_card(session, card, [rating] * len(card.interview.kit.items), "no")
        db.engine.dispose()
        return dana.id


def test_a_panel_of_four(panel: Panel, server: Server) -> None:
    everybody_comes_in(panel)
    assert not [fault for page in panel.pages[:2] for fault in faults(page)]
    reveal(panel)
    assert not faults(panel.hana)
    talk_by_keyboard(panel)
    first = change_a_rating(panel)
    assert not faults(panel.ada)
    lose_the_network(panel)
    close(panel)
    assert not faults(panel.hana)
    decide(panel, server, first)
    trail(server.data)
    assert [one for page in panel.said for one in page if "ERR_" not in one and " 422 " not in one] == []


def everybody_comes_in(panel: Panel) -> None:
    panel.hana.get_by_role("button", name="Open the debrief").click()
    expect(panel.hana.get_by_role("heading", level=1)).to_have_text("Ratings stay covered until you reveal them")
    for page in panel.pages[1:]:
        page.get_by_role("button", name="Come in").click(timeout=2 * AT_ONCE)
        expect(page.get_by_role("heading", level=1)).to_have_text("Ratings stay covered until Hana reveals them")
        expect(page.get_by_role("heading", name="Agenda")).to_have_count(0)
    for page in panel.pages:
        expect(page.locator(".speakers").first).to_contain_text("Ruth Adler")


def reveal(panel: Panel) -> None:
    panel.hana.get_by_role("button", name="Reveal the ratings").click()
    started = time.monotonic()
    for page in panel.pages:
        expect(page.get_by_role("heading", name="Agenda")).to_be_visible(timeout=4 * AT_ONCE)
    assert time.monotonic() - started < 4 * AT_ONCE / 1000


def talk_by_keyboard(panel: Panel) -> None:
    """Hana starts the first item and writes, and never touches the mouse; Ada sees it within three seconds."""
    press(panel.hana, panel.hana.get_by_role("button", name=re.compile("^Start")).first)
    expect(panel.ada.locator("[data-running]")).to_have_count(1, timeout=AT_ONCE)
    box = panel.hana.get_by_label("Minutes of").first
    box.focus()
    panel.hana.keyboard.type(NOTE)
    expect(panel.ada.get_by_text(NOTE)).to_be_visible(timeout=2 * AT_ONCE)
    expect(panel.hana.locator("[data-saved]").first).to_contain_text("Saved")
    expect(box).to_be_focused()
    expect(box).to_have_value(NOTE)


def change_a_rating(panel: Panel) -> str:
    """Ada changes her first rating and says why; all see both. What she had rated first."""
    ada = panel.ada
    own = ada.locator(".mark-of", has=ada.locator("summary", has_text="Ada")).first
    first = own.locator("summary b").first.inner_text()
    press(ada, own.locator("summary").first)
    press(ada, own.get_by_text("Change my rating"))
    now = "1" if first == "5" else str(int(first) + 1)
    own.get_by_role("radio", name=f"{now}, ").focus()
    ada.keyboard.press("Space")
    press(ada, own.get_by_role("button", name="Keep both ratings"))
    expect(own.get_by_text("Nothing has been saved yet.")).to_be_visible()
    ada.wait_for_timeout(AT_ONCE)  # what the room asks for meanwhile takes none of it away
    expect(own.get_by_role("radio", name=f"{now}, ")).to_be_checked()
    expect(ada.locator("[data-net]")).to_be_empty()
    own.get_by_role("radio", name="Different evidence").focus()
    ada.keyboard.press("Space")
    own.get_by_label("What changed my mind").focus()
    ada.keyboard.type(MIND)
    press(ada, own.get_by_role("button", name="Keep both ratings"))
    for page in (ada, panel.bo, panel.hana):
        expect(page.get_by_text(f"now {now} after the talk: different evidence").first).to_be_visible(timeout=AT_ONCE)
    return first


def lose_the_network(panel: Panel) -> None:
    """Bo holds the pen. His way is cut while he writes: the page says so, and catches up with all that happened."""
    press(panel.hana, panel.hana.get_by_role("button", name=re.compile("^Give the pen.*Bo Lind")))
    box = panel.bo.get_by_label("Minutes of Recommendations")
    expect(box).to_be_visible(timeout=2 * AT_ONCE)
    panel.way.is_cut = True
    box.fill("Everybody said theirs.")
    expect(panel.bo.locator("[data-net]")).to_contain_text("No network", timeout=4 * AT_ONCE)
    press(panel.hana, panel.hana.get_by_role("button", name=re.compile("^Next")).first)
    time.sleep(3)
    panel.way.is_cut = False
    expect(panel.hana.get_by_label("Minutes of Recommendations")).to_have_value(
        "Everybody said theirs.", timeout=6 * AT_ONCE
    )
    expect(panel.bo.locator("[data-net]")).to_have_text("", timeout=5 * AT_ONCE)
    current = panel.hana.locator("[aria-current=step]").get_attribute("id")
    expect(panel.bo.locator("[aria-current=step]")).to_have_attribute("id", str(current))


def close(panel: Panel) -> None:
    panel.hana.get_by_role("button", name="Close the debrief").click()
    for page in panel.pages:
        title = page.get_by_role("heading", level=1, name=f"What was said about {DANA}")
        expect(title).to_be_visible(timeout=4 * AT_ONCE)
        expect(page.get_by_text(NOTE)).to_be_visible()
        expect(page.get_by_text(MIND)).to_have_count(1)


def decide(panel: Panel, server: Server, first: str) -> None:
    hana, ada = panel.hana, panel.ada
    hana.goto(server.url + panel.path.removesuffix("/debrief"))
    told = hana.locator(".compare svg title").all_text_contents()
    assert any(re.search(rf"Ada {first}\b", one) for one in told)
    assert "after the talk" not in hana.content()
    hana.goto(server.url + panel.path.replace("/debrief", "/decisions"))
    hana.get_by_label("Reason").fill("Finds the use behind the request.")
    hana.get_by_role("radio", name="Hold").check()
    hana.get_by_label("What the panel may read").fill("We wait for the budget.")
    hana.get_by_role("button", name="Sign the decision").click()
    ada.goto(server.url)
    ada.get_by_role("link", name=re.compile(f"Read it.*{DANA}")).click()
    expect(ada.get_by_text("We wait for the budget.")).to_be_visible()
    ada.get_by_label("What you see differently").fill("I would not wait.")
    ada.get_by_role("button", name="Add my dissent").click()
    expect(ada.get_by_text("I would not wait.")).to_be_visible()
    assert not faults(ada)


def trail(data: Path) -> None:
    """All of it stands in the trail; both ratings stand in the database."""
    with sqlite3.connect(data / "palate.db") as connection:
        acts = {row[0] for row in connection.execute("SELECT act FROM audit_entry")}
        changes = connection.execute("SELECT first, value, kind FROM debrief_rating").fetchall()
    wanted = {"opened a debrief", "came into a debrief", "revealed ratings", "went to an item", "wrote minutes"}
    wanted |= {"changed a rating in a debrief", "named a scribe", "closed a debrief", "decided", "dissented"}
    assert wanted <= acts
    assert len(changes) == 1 and changes[0][0] != changes[0][1] and changes[0][2] == "evidence"


def press(page: Page, control) -> None:  # type: ignore[no-untyped-def]
    control.focus()
    page.keyboard.press("Enter")
