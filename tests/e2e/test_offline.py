"""Nothing that was typed is lost: without network, through reloads and killed browsers, with lost answers."""

import gzip
import json
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Locator, Page, Route, expect

from tests.e2e.browser import QUIET, chromium_path
from tests.e2e.conftest import sign_in
from tests.e2e.proxy import Proxy, proxied
from tests.e2e.scoring import (
    eventually,
    evidence,
    expect_alive,
    expect_state,
    go_to,
    new_note,
    radio,
    rate,
    start,
    station,
)
from tests.e2e.serving import Server, served

pytestmark = pytest.mark.e2e

STAGES = [f"CASE-EXPORT-SR.S{n}" for n in range(1, 6)]
ADA = "ada@palate.example"
PASSWORD = "four words without belonging"
SHELTERED = "html[data-sheltered]"

Ada = Callable[..., Page]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One company for all of these tests; each types words of its own on Ada's card."""
    with served(tmp_path_factory.mktemp("offline")) as server:
        yield server


@pytest.fixture(scope="module")
def address(company: Server, window: Browser) -> str:
    """The path of Ada's card, its clock running."""
    context = window.new_context()
    page = context.new_page()
    sign_in(page, company.links["interviewer"])
    company.visits["interviewer"] = context.storage_state()
    page.get_by_role("link", name="Open the card").click()
    start(page)
    path = page.evaluate("location.pathname")
    context.close()
    return str(path)


@pytest.fixture
def way(company: Server) -> Iterator[Proxy]:
    with proxied(company.port) as proxy:
        yield proxy


@pytest.fixture
def ada(company: Server, address: str, way: Proxy, window: Browser) -> Iterator[Ada]:
    """`ada()`: her card on a device of its own, reached through `way`; `ada(context)`: in a further tab of a device."""
    contexts: list[BrowserContext] = []

    def enter(context: BrowserContext | None = None, stage: int = 0) -> Page:
        if context is None:
            context = window.new_context(storage_state=company.visits["interviewer"])
            contexts.append(context)
        return opened_card(context, f"{way.url}{address}?at={STAGES[stage]}")

    yield enter
    for context in contexts:
        context.close()


def opened_card(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    expect_alive(page)
    expect(page.locator(SHELTERED)).to_have_count(1)
    return page


def cut(page: Page, way: Proxy) -> None:
    """No network for the page, and none for its service worker, which `set_offline` does not reach."""
    page.context.set_offline(True)
    way.is_cut = True


def mend(page: Page, way: Proxy) -> None:
    way.is_cut = False
    page.context.set_offline(False)


def shown_words(page: Page) -> str:
    return page.locator("[data-save]").inner_text()


def ops_of(server: Server) -> list[dict[str, Any]]:
    """The operations on the server in the order in which they arrived."""
    with closing(sqlite3.connect(server.data / "palate.db")) as database:
        rows = database.execute("SELECT id, field, value, flag FROM op ORDER BY rowid").fetchall()
        parents = database.execute("SELECT op_id, parent_id FROM op_parent").fetchall()
    return [
        {
            "id": identity,
            "field": field,
            "value": json.loads(value),
            "flag": flag,
            "parents": {parent for child, parent in parents if child == identity},
        }
        for identity, field, value, flag in rows
    ]


def texts(server: Server) -> list[str]:
    """Every text that is on the server."""
    values = [op["value"] for op in ops_of(server)]
    return [value.get("text", "") if isinstance(value, dict) else value for value in values if value]


def line(page: Page, words: str) -> None:
    """One line, which is one operation: what is typed key by key may be sent in between."""
    new_note(page).fill(words)
    new_note(page).press("Enter")


def expect_line(page: Page, words: str) -> None:
    eventually(lambda: words in page.locator(".notes textarea").evaluate_all("all => all.map(a => a.value)"))


def test_the_server_hangs_and_the_card_goes_on_through_a_reload(company: Server, ada: Ada) -> None:
    page = ada()
    assert company.process is not None
    company.signal(signal.SIGSTOP)
    try:
        evidence(page).fill("Typed while the server hung")
        rate(page, 2)
        page.reload()
        expect_alive(page)
        expect(page.get_by_text("Loaded without network")).to_be_visible()
        expect(evidence(page)).to_have_value("Typed while the server hung")
        expect(radio(page, 2)).to_be_checked()
        line(page, "And after a reload")
    finally:
        company.signal(signal.SIGCONT)
    expect_state(page, "saved")
    assert {"Typed while the server hung", "And after a reload"} <= set(texts(company))


def test_the_copy_is_the_card_and_hides_what_the_candidate_may_not_see(ada: Ada, way: Proxy) -> None:
    page = ada()
    card = page.url
    page.goto(card.partition("?")[0] + "/review")
    page.wait_for_load_state("networkidle")
    cut(page, way)
    page.goto(card)
    expect_alive(page)
    for words, own in (("They can see my screen", False), ("Show my parts again", True)):
        page.get_by_role("button", name=words).click()
        page.reload()
        expect_alive(page)
        expect(page.get_by_text("Loaded without network")).to_be_visible()
        expect(station(page).locator(".rate")).to_be_visible(visible=own)


def test_an_interview_of_45_minutes_without_network_arrives_whole_and_in_order(
    company: Server, ada: Ada, way: Proxy
) -> None:
    page = ada()
    page.clock.install()
    page.reload()
    expect_alive(page)
    cut(page, way)
    before = len(ops_of(company))
    expected = []
    for n, key in enumerate(STAGES):
        go_to(page, key)
        line(page, f"Stage {n}, first")
        expected.append("note")
        asked = station(page).get_by_role("button", name="They asked")
        if asked.count():
            asked.first.click()
            expected.append("fact")
        page.clock.fast_forward("04:00")
        rate(page, 5 - n % 3)
        page.clock.fast_forward("01:00")
        evidence(page).fill(f"Evidence of stage {n}")
        page.clock.fast_forward("04:00")
        expected += ["rating", "evidence"]
        if n == 2:
            expect_state(page, "kept")
            page.reload()
            expect_alive(page)
            expect(evidence(page)).to_have_value(f"Evidence of stage {n}")
    page.clock.run_for(1000)
    assert shown_words(page).startswith(f"Kept on this device: {len(expected)} not yet sent")
    mend(page, way)
    page.clock.run_for(60_000)
    expect_state(page, "saved")
    arrived = ops_of(company)[before:]
    assert [op["field"].partition("/")[0] for op in arrived] == expected
    assert [op["value"]["rating"] for op in arrived if op["field"].startswith("rating/")] == [5, 4, 3, 5, 4]
    assert {op["flag"] for op in arrived} == {None}


def test_a_killed_browser_has_it_still_when_it_comes_back(
    company: Server, address: str, way: Proxy, window: Browser, tmp_path: Path
) -> None:
    context = launched(window, tmp_path, company)
    page = opened_card(context, f"{way.url}{address}?at={STAGES[0]}")
    cut(page, way)
    line(page, "Typed before the browser died")
    expect(page.locator("[data-save]")).to_contain_text("Kept on this device: 1")
    with suppress(Error):
        context.new_cdp_session(page).send("Browser.crash")
    way.is_cut = False
    context = launched(window, tmp_path, company)
    page = opened_card(context, f"{way.url}{address}?at={STAGES[0]}")
    expect_line(page, "Typed before the browser died")
    eventually(lambda: "Typed before the browser died" in texts(company))
    context.close()


def launched(window: Browser, profile: Path, company: Server) -> BrowserContext:
    """A browser of its own on this profile, signed in: a cookie reaches the disk half a minute after it came."""
    context = window.browser_type.launch_persistent_context(profile, executable_path=chromium_path(), args=QUIET)
    context.add_cookies(company.visits["interviewer"]["cookies"])
    return context


def test_of_two_tabs_one_sends_for_both(company: Server, ada: Ada, way: Proxy) -> None:
    page = ada()
    other = ada(page.context, stage=1)
    cut(page, way)
    line(page, "From the first tab")
    line(other, "From the second tab")
    expect(other.locator("[data-save]")).to_have_text("Kept on this device: 2 not yet sent")
    before = len(way.passed)
    mend(page, way)
    for tab in (page, other):
        expect_state(tab, "saved")
    assert Counter(texts(company))["From the first tab"] == Counter(texts(company))["From the second tab"] == 1
    sent = Counter(op["id"] for said in posted(way, before) for op in said["ops"])
    assert set(sent.values()) == {1}


def posted(way: Proxy, since: int = 0) -> list[dict[str, Any]]:
    """What was posted to the address for operations."""
    return [json.loads(one.body) for one in way.passed[since:] if one.line.startswith("POST /api/scorecards/")]


@pytest.mark.parametrize("choice", ["the first", "the second", "both"])
def test_two_devices_that_disagree_about_a_note_show_both_until_one_chooses(
    choice: str, company: Server, ada: Ada, way: Proxy
) -> None:
    first, second = devices_that_disagree(ada, said := [f"The first, to end with {choice}", f"The second, {choice}"])
    expect_state(first, "conflict")
    first.get_by_role("link", name="Show both versions").click()
    second.reload()
    for page in (first, second):
        versions = station(page).locator(".versions li")
        expect(versions).to_have_count(2)
        for words in said:
            expect(versions.filter(has_text=words)).to_have_count(1)
            expect(note(page, words)).to_have_count(0)  # neither is the line
    if choice == "both":
        station(first).get_by_role("button", name="Keep both").click()
    else:
        kept = said[choice == "the second"]
        station(first).locator(".versions li", has_text=kept).get_by_role("button", name="Keep this").click()
    expect(station(first).locator(".versions")).to_have_count(0)
    last = [op for op in ops_of(company) if op["field"].startswith("note/") and len(op["parents"]) == 2][-1]
    wanted = {"the first": said[:1], "the second": said[1:], "both": said}[choice]
    assert sorted(last["value"]["text"].splitlines()) == wanted
    first.reload()
    expect_line(first, last["value"]["text"])


def devices_that_disagree(ada: Ada, said: list[str]) -> tuple[Page, Page]:
    """Both have changed the same line, the first one without network."""
    first = ada(stage=3)
    line(first, f"Before {said[0]}")
    expect_state(first, "saved")
    first.reload()
    expect_alive(first)
    second = ada(stage=3)
    first.context.set_offline(True)
    note(first, f"Before {said[0]}").fill(said[0])
    expect_state(first, "kept")
    note(second, f"Before {said[0]}").fill(said[1])
    expect_state(second, "saved")
    first.context.set_offline(False)
    return first, second


def note(page: Page, words: str) -> Locator:
    """A line as the server has put it on the page."""
    return page.locator(".notes textarea", has_text=words)


def test_a_new_session_in_another_window_needs_no_word(company: Server, ada: Ada, way: Proxy) -> None:
    page = ada()
    other = page.context.new_page()
    other.goto(company.invitation(ADA, "interviewer").replace(company.url, way.url))
    other.get_by_label("New password").fill(PASSWORD)
    other.get_by_role("button", name="Set the password and sign in").click()
    expect(other.get_by_role("link", name="Ada Berg")).to_be_visible()
    company.visits["interviewer"] = page.context.storage_state()
    before = len(way.passed)
    evidence(page).fill("Typed over from one session to the next")
    expect_state(page, "saved")
    expect(page.get_by_role("link", name="Sign in again")).to_be_hidden()
    assert "Typed over from one session to the next" in texts(company)
    assert len(posted(way, before)) == 2  # refused for its token, and sent again with the same bytes
    assert posted(way, before)[0] == posted(way, before)[1]


def test_without_storage_it_is_sent_at_once_and_leaving_is_asked_about(company: Server, ada: Ada, way: Proxy) -> None:
    context = ada().context
    context.add_init_script(BROKEN_STORAGE)
    page = context.new_page()
    page.goto(f"{way.url}/scorecards/{context.pages[0].url.rpartition('/')[2]}")
    expect_alive(page)
    evidence(page).fill("Sent from memory")
    expect_state(page, "saved")
    assert "Sent from memory" in texts(company)
    cut(page, way)
    evidence(page).fill("Nowhere to go")
    expect_state(page, "cannot")
    assert shown_words(page).startswith("Cannot save here.")
    asked: list[str] = []
    page.on("dialog", lambda dialog: stay(dialog, asked))
    page.close(run_before_unload=True)
    eventually(lambda: page.evaluate("1") == 1 and asked == ["beforeunload"])
    mend(page, way)
    expect_state(page, "saved")
    assert "Nowhere to go" in texts(company)


BROKEN_DATABASE = """void (IDBDatabase.prototype.transaction = () => {
  throw new DOMException("gone", "InvalidStateError");
});"""
# Neither the browser's database nor the storage of its tabs.
BROKEN_STORAGE = f"""{BROKEN_DATABASE}
Storage.prototype.setItem = () => {{ throw new DOMException("full", "QuotaExceededError"); }};
"""


def stay(dialog: Dialog, asked: list[str]) -> None:
    asked.append(dialog.type)
    dialog.dismiss()


def test_storage_that_ends_in_the_middle_loses_nothing(company: Server, ada: Ada, way: Proxy) -> None:
    page = ada()
    cut(page, way)
    evidence(page).fill("On the device")
    expect_state(page, "kept")
    page.evaluate(BROKEN_DATABASE)
    evidence(page).fill("And then in memory")
    expect(page.locator("[data-save]")).to_contain_text("Kept in this tab only")
    mend(page, way)
    expect_state(page, "saved")
    last = [op for op in ops_of(company) if op["field"] == f"evidence/{STAGES[0]}"][-2:]
    assert [op["value"] for op in last] == ["On the device", "And then in memory"]
    assert last[1]["parents"] == {last[0]["id"]}


def test_another_account_on_the_same_browser_neither_sees_nor_sends_it(
    company: Server, ada: Ada, way: Proxy, address: str
) -> None:
    page = ada()
    cut(page, way)
    line(page, "For nobody but Ada")
    expect_state(page, "kept")
    page.route("**/ops", lambda route: route.fulfill(status=503, body="{}"))
    mend(page, way)
    page.goto(way.url)
    before = len(way.passed)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("Something typed on this device has not been sent yet")).to_be_visible()
    sign_in(page, company.links["second interviewer"].replace(company.url, way.url))
    expect(page.locator("meta[name=person]")).to_have_count(1)
    cut(page, way)
    page.goto(f"{way.url}{address}")
    expect(page.get_by_role("heading", name="The server cannot be reached")).to_be_visible()
    assert "For nobody but Ada" not in page.content()
    mend(page, way)
    page.unroute("**/ops")
    page.goto(f"{way.url}{address}")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    assert posted(way, before) == []
    assert "For nobody but Ada" not in texts(company)
    page.goto(way.url)
    page.get_by_role("button", name="Sign out").click()
    come_back(page)
    page.goto(f"{way.url}{address}?at={STAGES[0]}")
    expect_line(page, "For nobody but Ada")
    eventually(lambda: "For nobody but Ada" in texts(company))


def come_back(page: Page) -> None:
    """Ada, who has chosen a password in an earlier test."""
    page.get_by_label("Email address").fill(ADA)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Ada Berg")).to_be_visible()


def test_signing_out_leaves_nothing_on_the_device(ada: Ada, way: Proxy) -> None:
    page = ada()
    evidence(page).fill("Sent, so not needed here")
    expect_state(page, "saved")
    assert page.evaluate(LEFT_HERE) == {"ops": True, "keys": True, "pages": True}
    assert page.evaluate(IN_THE_CLEAR) is False
    page.goto(way.url)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    eventually(lambda: page.evaluate(LEFT_HERE) == {"ops": False, "keys": False, "pages": False})


# Which of the device's stores hold something.
LEFT_HERE = """async () => {
  const { within, got } = await import("/static/scoring/database.js");
  const names = ["ops", "keys", "pages"];
  const counts = await within(names, "readonly", (...stores) => Promise.all(stores.map((one) => got(one.count()))));
  return Object.fromEntries(names.map((name, n) => [name, counts[n] > 0]));
}"""
# Do words of the card, or its candidate, stand anywhere in the device's database or in the worker's files?
IN_THE_CLEAR = """async () => {
  const { within, got } = await import("/static/scoring/database.js");
  const rows = await within(["ops", "pages"], "readonly", async (ops, pages) =>
    [...(await got(ops.getAll())), ...(await got(pages.getAll()))]);
  const plain = rows.map((row) => JSON.stringify(row) + new TextDecoder().decode(row.sealed.data)).join();
  const files = await (await caches.open("palate-shell")).keys();
  const paths = files.map((file) => new URL(file.url).pathname).filter((path) => !path.startsWith("/static/"));
  return plain.includes("not needed here") || plain.includes("Ravi") || paths.length > 0;
}"""


def test_a_lost_answer_stores_each_operation_once(company: Server, ada: Ada, way: Proxy) -> None:
    page = ada()
    way.losing = "/ops"
    before = len(way.passed)
    for n in range(3):
        line(page, f"Answered into nothing {n}")
    rate(page, 3)
    eventually(lambda: len(posted(way, before)) >= 3)
    assert "Answered into nothing 2" in texts(company)
    way.losing = ""
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect_state(page, "saved")
    assert [Counter(texts(company))[f"Answered into nothing {n}"] for n in range(3)] == [1, 1, 1]


def test_a_server_restored_from_a_backup_is_fed_again(company: Server, ada: Ada, way: Proxy) -> None:
    page = ada()
    backup = (company.data / "palate.db").with_suffix(".backup")
    with closing(sqlite3.connect(company.data / "palate.db")) as database:
        database.execute("VACUUM INTO ?", (str(backup),))
    line(page, "Acknowledged after the backup")
    expect_state(page, "saved")
    assert "Acknowledged after the backup" in texts(company)
    company.kill()
    for name in ("palate.db", "palate.db-wal", "palate.db-shm", "palate.db-journal"):
        (company.data / name).unlink(missing_ok=True)
    backup.rename(company.data / "palate.db")
    assert "Acknowledged after the backup" not in texts(company)
    line(page, "Typed while it was away")
    expect_state(page, "kept")
    company.start()
    expect_state(page, "saved")
    assert {"Acknowledged after the backup", "Typed while it was away"} <= set(texts(company))
    assert Counter(texts(company))["Acknowledged after the backup"] == 1


def test_a_batch_too_large_is_halved_until_it_passes(company: Server, ada: Ada, way: Proxy) -> None:
    page = ada(stage=4)
    cut(page, way)
    for n in range(4):
        line(page, f"One of a large batch {n}")
    expect(page.locator("[data-save]")).to_contain_text("4 not yet sent")
    sizes: list[int] = []
    page.route("**/ops", lambda route: at_most_one(route, sizes))
    mend(page, way)
    expect_state(page, "saved")
    assert sizes == [4, 2, 1, 1, 1, 1]
    assert {f"One of a large batch {n}" for n in range(4)} <= set(texts(company))


def at_most_one(route: Route, sizes: list[int]) -> None:
    ops = json.loads(route.request.post_data or "{}")["ops"]
    if ops:
        sizes.append(len(ops))
    if len(ops) > 1:
        route.fulfill(status=413, json={"error": "too large"})
    else:
        route.continue_()


def test_the_card_weighs_less_than_80_kilobytes(ada: Ada, way: Proxy) -> None:
    page = ada()
    files = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    names = {page.url, *(name for name in files if "/static/" in name)}
    weights = {name: len(gzip.compress(page.request.get(name).body(), 6)) for name in names}
    print({name.rpartition("/")[2]: weight for name, weight in weights.items()}, sum(weights.values()))
    assert sum(weights.values()) < 80_000


def test_a_tab_that_was_closed_without_network_is_not_forgotten(company: Server, ada: Ada, way: Proxy) -> None:
    page = ada()
    cut(page, way)
    line(page, "Typed and closed")
    expect_state(page, "kept")
    other = page.context.new_page()
    page.close()
    mend(other, way)
    other.goto(way.url)
    expect(other.get_by_text("Something you typed on this device has not been sent yet")).to_be_visible()
    other.get_by_role("link", name="the card", exact=True).click()
    expect_alive(other)
    eventually(lambda: "Typed and closed" in texts(company))


def test_words_after_the_lock_are_shown_to_their_author(company: Server, ada: Ada, way: Proxy, address: str) -> None:
    """The last of these tests, since it locks the card."""
    page = ada()
    for key in STAGES:
        go_to(page, key)
        rate(page, 4)
    expect_state(page, "saved")
    tablet = ada(stage=1)
    tablet.route("**/ops", lambda route: route.abort())
    rate(tablet, 3)
    expect_state(tablet, "kept")
    page.goto(f"{way.url}{address}/review")
    page.get_by_role("radio", name="Yes", exact=True).check(force=True)
    page.get_by_label("In a sentence or two").fill("Finds the purpose.")
    page.get_by_role("button", name="Submit and lock").click()
    expect(page.get_by_text("Scorecard by Ada Berg")).to_be_visible()
    tablet.unroute("**/ops")
    tablet.evaluate("dispatchEvent(new Event('focus'))")
    expect(tablet.locator("[data-save]")).to_contain_text("This card is locked.")
    tablet.get_by_role("link", name="See the locked card").click()
    expect(tablet.get_by_role("cell", name="3, At the bar").first).to_be_visible()
    tablet.get_by_role("link", name="Take into an amendment").click()
    tablet.get_by_label("Why you change the card").fill("Rated on the tablet, which was offline.")
    tablet.get_by_role("button", name="Lock the new version").click()
    expect(tablet.get_by_role("heading", name="Version 2")).to_be_visible()
    expect(tablet.get_by_role("heading", name="Typed after the lock")).to_have_count(0)
