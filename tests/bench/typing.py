"""How long a keystroke takes to the device, and to the server: `python -m tests.bench.typing`.

Goals: typed to the device within 250 ms (p99), typed to the server within 1 s (p95).
"""

import statistics
import tempfile
from pathlib import Path

from tests.e2e.browser import chromium
from tests.e2e.conftest import sign_in
from tests.e2e.scoring import expect_alive, expect_state, go_to, new_note, start
from tests.e2e.serving import served

LINES, STAGE = 60, "CASE-EXPORT-SR.S1"
WORDS = "what they say in their own words"
BETWEEN_KEYS = 60  # ms: quick typing

# Notes when each value is typed, when a transaction that holds it is on the disk, and when the server has it.
WATCH = """() => {
  window.typed = new Map(); window.stored = []; window.sent = [];
  document.addEventListener("input", ({ target }) => typed.set(target.value, performance.now()), true);
  const seal = SubtleCrypto.prototype.encrypt, put = IDBObjectStore.prototype.add, send = window.fetch;
  const texts = new Map();
  SubtleCrypto.prototype.encrypt = async function (cipher, key, plain) {
    const data = await seal.call(this, cipher, key, plain);
    texts.set(data, JSON.parse(new TextDecoder().decode(plain)).value?.text);
    return data;
  };
  IDBObjectStore.prototype.add = function (row) {
    const words = texts.get(row.sealed?.data);
    this.transaction.addEventListener("complete", () => stored.push([words, performance.now()]));
    return put.call(this, row);
  };
  window.fetch = async (...asked) => {
    const answer = await send(...asked);
    const ops = asked[1]?.body ? JSON.parse(asked[1].body).ops : [];
    for (const op of ops) sent.push([op.value?.text, performance.now()]);
    return answer;
  };
}"""

# Every value typed is covered by the first later one of its line that arrived.
COVERED = """(name) => [...typed].map(([words, at]) => {
  const later = window[name].filter(([said, when]) => said?.startsWith(words) && when >= at);
  return later.length ? Math.min(...later.map(([, when]) => when)) - at : null;
}).filter((time) => time !== null)"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "data") as server, chromium() as browser:
        page = browser.new_page()
        sign_in(page, server.links["interviewer"])
        page.get_by_role("link", name="Open the card").click()
        start(page)
        expect_alive(page)
        go_to(page, STAGE)
        page.evaluate(WATCH)
        for n in range(LINES):
            new_note(page).press_sequentially(f"{n} {WORDS}", delay=BETWEEN_KEYS)
            new_note(page).press("Enter")
        expect_state(page, "saved")
        report("typed to the device", page.evaluate(COVERED, "stored"), 99, 250)
        report("typed to the server", page.evaluate(COVERED, "sent"), 95, 1000)


def report(what: str, times: list[float], percent: int, goal: int) -> None:
    median, worst = statistics.median(times), max(times)
    reached = statistics.quantiles(times, n=100)[percent - 1]
    print(
        f"{what}: {len(times)} keys, median {median:.0f} ms, p{percent} {reached:.0f} ms (goal {goal}), "
        f"longest {worst:.0f} ms"
    )


if __name__ == "__main__":
    main()
