"""The rules of the outbox, asked of the module itself in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.serving import Server

pytestmark = pytest.mark.e2e


@pytest.fixture
def page(shown: Server, opened: Any) -> Page:
    page: Page = opened(shown, "")
    page.goto(f"{shown.url}/sign-in")
    return page


def asked(page: Page, body: str) -> Any:
    """What a function body returns that has the module as `rules`."""
    return page.evaluate(f"async () => {{ const rules = await import('/static/scoring/outbox.js'); {body} }}")


def test_what_is_typed_again_takes_over_the_parents(page: Page) -> None:
    said = asked(
        page,
        """const box = new rules.Outbox("replica-1");
        box.put("summary", "a", ["old.1"], "1");
        box.put("summary", "ab", ["replica-1.1"], "2");
        return box.take();""",
    )
    op = {"id": "replica-1.2", "field": "summary", "parents": ["old.1"], "value": "ab", "typed_at": "2"}
    assert said == [{"op": op, "replaces": None}]


KEPT_ONE = """const box = new rules.Outbox("replica-1");
    box.put("summary", "a", ["old.1"], "1");
    box.take().forEach((entry) => box.kept(entry));"""


def test_what_is_kept_and_not_sent_is_replaced(page: Page) -> None:
    [entry] = asked(page, KEPT_ONE + 'box.put("summary", "ab", ["replica-1.1"], "2"); return box.take();')
    assert (entry["replaces"], entry["op"]["parents"]) == ("replica-1.1", ["old.1"])


def test_what_was_sent_stays_and_is_followed(page: Page) -> None:
    sent = 'box.sent(["replica-1.1"]);'
    [entry] = asked(page, KEPT_ONE + sent + 'box.put("summary", "ab", ["replica-1.1"], "2"); return box.take();')
    assert (entry["replaces"], entry["op"]["parents"]) == (None, ["replica-1.1"])


def test_what_another_tab_has_sent_meanwhile_is_followed(page: Page) -> None:
    entry = asked(page, KEPT_ONE + 'box.put("summary", "ab", ["replica-1.1"], "2"); return box.after(box.take()[0]);')
    assert (entry["replaces"], entry["op"]["parents"]) == (None, ["replica-1.1"])


def test_an_answer_to_two_versions_replaces_neither(page: Page) -> None:
    put = 'box.put("summary", "both", ["replica-1.1", "other.1"], "2"); return box.take();'
    [entry] = asked(page, KEPT_ONE + put)
    assert (entry["replaces"], entry["op"]["parents"]) == (None, ["replica-1.1", "other.1"])


def test_a_batch_ends_at_a_number_or_at_bytes_and_is_never_empty(page: Page) -> None:
    rows = "const rows = [5, 5, 5].map((size) => ({ size }));"
    asks = [(2, 100), (9, 10), (9, 1), (9, 100)]
    found = [asked(page, f"{rows} return rules.batchOf(rows, {most}, {size}).length;") for most, size in asks]
    assert found == [2, 2, 1, 3]


def test_the_server_is_asked_about_the_newest_and_some_of_the_oldest(page: Page) -> None:
    rows = "const rows = [...Array(10).keys()].map((n) => ({ id: `x.${n}` }));"
    assert asked(page, rows + "return rules.heldOf(rows, 4);") == ["x.9", "x.8", "x.7", "x.0"]
    assert asked(page, rows + "return rules.heldOf(rows, 20).length;") == 10


def test_a_row_grows_old_by_the_clock_of_the_server(page: Page) -> None:
    row = 'const row = { state: rules.ACKED, acked: "2026-03-02T12:00:00+00:00" };'
    assert asked(page, row + 'return rules.isOld(row, "2026-03-03T11:59:59+00:00");') is False
    assert asked(page, row + 'return rules.isOld(row, "2026-03-03T12:00:00+00:00");') is True
    assert asked(page, 'return rules.isOld({ state: rules.SENT, acked: "" }, "2026-03-03T12:00:00+00:00");') is False


def test_a_page_may_lack_what_was_acknowledged_after_it(page: Page) -> None:
    lacks = 'return rules.mayLack({ state: rules.ACKED, acked: "2026-03-02T12:00:00Z" }, '
    assert asked(page, lacks + '"2026-03-02T11:59:59Z");') is True
    assert asked(page, lacks + '"2026-03-02T12:01:00Z");') is False
    assert asked(page, 'return rules.mayLack({ state: rules.SENT }, "2026-03-02T12:01:00Z");') is True


def test_what_a_page_shows_or_has_replaced_is_not_put_on_it_again(page: Page) -> None:
    shown = asked(
        page,
        """const op = (id, ...parents) => ({ id, parents, field: "summary", value: id });
        const fields = new Map([["summary", [op("a.3", "a.2")]]]);
        return rules.notShown([op("a.1"), op("a.2", "a.1"), op("a.3", "a.2"), op("a.4", "a.3")], fields);""",
    )
    assert [op["id"] for op in shown] == ["a.4"]


def test_heads_are_what_no_later_operation_names(page: Page) -> None:
    body = 'return rules.headsAfter([{ id: "a.1" }, { id: "b.1" }], { id: "a.2", parents: ["a.1"], value: 1 });'
    assert asked(page, body) == [{"id": "b.1"}, {"id": "a.2", "value": 1}]


def test_the_device_refuses_to_replace_what_another_tab_has_taken_to_send(page: Page) -> None:
    said = page.evaluate(
        """async () => {
          const { DeviceStore } = await import("/static/scoring/devicestore.js");
          const [mine, other] = [await DeviceStore.of(1, 1), await DeviceStore.of(1, 1)];
          const op = (id) => ({ id, field: "summary", parents: [], value: id, typed_at: "1" });
          const refused = [await mine.keep([{ op: op("tab.1"), replaces: null }])];
          refused.push(await mine.keep([{ op: op("tab.2"), replaces: "tab.1" }]));
          const sent = (await other.take(9, 9999, new Set())).map((one) => one.id);
          refused.push(await mine.keep([{ op: op("tab.3"), replaces: "tab.2" }]));
          const again = (await mine.take(9, 9999, new Set())).map((one) => one.id);
          return { refused, sent, again };
        }"""
    )
    assert said == {"refused": [[], [], ["tab.3"]], "sent": ["tab.2"], "again": ["tab.2"]}
