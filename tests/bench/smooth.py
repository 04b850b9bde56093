"""How long after a key or a click the screen of a card shows it, with 60 questions: `python -m tests.bench.smooth`.

Chromium with its processor slowed four times; the browser's own event timing, from the input to the next paint, which
it rounds to 8 ms and tells from 16 ms on; and beside it the processor time of script, style and layout for one input,
which a busy machine does not stretch. A card of 60 questions with 120 lines, every second question rated.
"""

import sqlite3
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from tests.e2e.browser import chromium
from tests.e2e.conftest import sign_in
from tests.e2e.serving import Server, served
from tests.e2e.test_killed import own_card

QUESTIONS, LINES, SLOWER = 60, 120, 4
PHONE, DESKTOP = 390, 1440
WATCH = """() => {
  window.seen = [];
  const keep = (list) => list.getEntries().forEach((one) => seen.push([one.name, one.duration]));
  new PerformanceObserver(keep).observe({ type: "event", durationThreshold: 16 });
}"""
SEND = """([url, ops]) => fetch(url, {
  method: "POST",
  headers: {
    "Content-Type": "application/json",
    "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content,
  },
  body: JSON.stringify({ protocol: 1, ops }),
}).then((answer) => answer.status)"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "data") as server, chromium() as browser:
        page = browser.new_page(viewport={"width": DESKTOP, "height": 900}, reduced_motion="reduce")
        sign_in(page, server.links["interviewer"])
        address = f"{server.url}/scorecards/{own_card(server)}"
        keys = sixty_questions(server)
        written(page, address, keys)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        print(f"{QUESTIONS} questions, {LINES} lines, processor {SLOWER} times slower; input to paint in ms")
        for name, width, view in (
            ("one at a time", DESKTOP, f"?all=0&at={keys[30]}"),
            ("all on one page", DESKTOP, "?all=1"),
            ("one at a time, phone", PHONE, f"?all=0&at={keys[30]}"),
        ):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address + view)
            page.locator("[data-help]:not([hidden])").wait_for(state="attached")
            page.evaluate(WATCH)
            page.wait_for_timeout(1500)
            for what, (act, inputs) in ACTS.items():
                before = work(devtools)
                durations = measured(page, act)
                report(f"{name}: {what}", durations, (work(devtools) - before) / inputs)


def sixty_questions(server: Server) -> list[str]:
    """Fill the kit of the interview that is on now with copies of the bank's questions; return their keys."""
    with sqlite3.connect(server.data / "palate.db") as database:
        (kit,) = database.execute(
            "SELECT round.kit_id FROM round JOIN interview ON interview.round_id = round.id"
            " JOIN scorecard ON scorecard.interview_id = interview.id WHERE scorecard.id = ?",
            [own_card(server)],
        ).fetchone()
        database.execute("DELETE FROM kit_slot WHERE kit_id = ?", [kit])
        columns = [row[1] for row in database.execute("PRAGMA table_info(bank_record)") if row[1] != "id"]
        originals = database.execute(
            f"SELECT {', '.join(columns)} FROM bank_record WHERE kind = 'question' ORDER BY key"
        ).fetchall()
        keys = []
        for n in range(QUESTIONS):
            row = dict(zip(columns, originals[n % len(originals)], strict=True))
            key = f"{row['key'][:-2]}{n + 20}"
            row |= {"content": row["content"].replace(row["key"], key), "key": key, "digest": f"{n:064x}"}
            marks = ", ".join("?" * len(columns))
            record = database.execute(
                f"INSERT INTO bank_record ({', '.join(columns)}) VALUES ({marks})",
                [row[column] for column in columns],
            ).lastrowid
            database.execute("INSERT INTO kit_slot (kit_id, position, record_id) VALUES (?, ?, ?)", [kit, n, record])
            keys.append(key)
    return keys


def written(page: Page, address: str, keys: list[str]) -> None:
    """The card half an hour on."""
    fields = {f"rating/{key}": {"rating": 3 + n % 3} for n, key in enumerate(keys) if n % 2}
    for n in range(LINES):
        words = f"What they said on the way, {n}: “I would ask her first, and then look at the file again.”"
        fields[f"note/{n}"] = {"text": words, "item": keys[n // 2], "at": 15 * n, "starred": n % 3 == 0}
    started = page.evaluate("new Date(Date.now() - 30 * 60 * 1000).toISOString()")
    fields["clock"] = {"started_at": started}
    page.goto(address)
    ops = [
        {"id": f"bench-card.{n}", "field": field, "parents": [], "value": value, "typed_at": started}
        for n, (field, value) in enumerate(fields.items(), 1)
    ]
    assert page.evaluate(SEND, [address.replace("/scorecards", "/api/scorecards") + "/ops", ops]) == 200


def work(devtools: CDPSession) -> float:
    """Processor time of the page's thread in script, style and layout so far, in ms."""
    told = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return 1000 * sum(told[part] for part in ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration"))


def measured(page: Page, act: Callable[[Page], None]) -> list[float]:
    """Durations in ms of the slowest event of each kind that the act made; those under 16 are not told."""
    page.evaluate("seen.length = 0")
    act(page)
    page.wait_for_timeout(600)
    return [duration for _, duration in page.evaluate("seen")]


def nothing(page: Page) -> None:
    """What the machine itself takes: a key that means nothing."""
    for _ in range(8):
        page.keyboard.press("x")
        page.wait_for_timeout(150)


def type_a_line(page: Page) -> None:
    page.keyboard.press("n")
    page.keyboard.type("She names the reader first.", delay=60)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    page.keyboard.press("Escape")


def rate(page: Page) -> None:
    for key in "24350":
        page.keyboard.press(key)
        page.wait_for_timeout(250)


def walk(page: Page) -> None:
    for key in "jjjkjj":
        page.keyboard.press(key)
        page.wait_for_timeout(350)


def tag(page: Page) -> None:
    for key in "btbt":
        page.keyboard.press(key)
        page.wait_for_timeout(250)


def star(page: Page) -> None:
    for _ in range(4):
        page.locator(".notes li:visible .star").last.click()
        page.wait_for_timeout(250)


# What is done, and how many inputs that are.
ACTS: dict[str, tuple[Callable[[Page], None], int]] = {
    "a key that does nothing": (nothing, 8),
    "typing a line": (type_a_line, 29),
    "rating": (rate, 5),
    "to the next question": (walk, 6),
    "retagging": (tag, 4),
    "starring": (star, 4),
}


def report(what: str, durations: list[float], busy: float) -> None:
    middle, worst = (statistics.median(durations), max(durations)) if durations else (0, 0)
    told = f"median {middle:4.0f}, worst {worst:4.0f} ({len(durations)} events over 16)"
    print(f"{what:<45} {told:<48} busy {busy:5.1f} an input")


if __name__ == "__main__":
    main()
