"""The values of a card in the words of the tests: what the server has, what a device keeps, what a screen shows."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from json import loads
from typing import Any

from playwright.sync_api import Page

from tests.e2e.serving import Server
from tests.e2e.traces.memory import Shown


def plain(field: str, value: Any) -> str:
    """A value as it looks, without the second that it is stamped with; "" when there is nothing."""
    if not value:
        return ""
    return PLAIN.get(field.partition("/")[0], str)(value)


def _note(value: Mapping[str, Any]) -> str:
    tags = dict.fromkeys(filter(None, (value["item"], value.get("also"))))
    return note(value["text"], bool(value.get("starred")), " ".join(tags))


def note(text: str, starred: bool, tags: str) -> str:
    return f"{text} [{'*' if starred else ''}{tags}]" if text.strip() else ""


PLAIN = {
    "note": _note,
    "rating": lambda value: str(value.get("rating") or value["missing"]),
    "fact": lambda value: value["state"],
    "probe": lambda value: "used",
}


def on_server(server: Server) -> Shown:
    """The heads of every field: what no counted operation of the field names as a parent."""
    found: dict[str, set[str]] = defaultdict(set)
    for field, value in asked(server, HEADS):
        found[field].add(plain(field, loads(value)))
    return {field: frozenset(values) for field, values in found.items() if field != "clock"}


def stored(server: Server) -> dict[str, Any]:
    """Every operation on the server by its id."""
    return {identity: loads(value) for identity, value in asked(server, "SELECT id, value FROM op")}


def asked(server: Server, question: str) -> list[Any]:
    with closing(sqlite3.connect(server.data / "palate.db")) as database:
        return database.execute(question).fetchall()


HEADS = """SELECT field, value FROM op WHERE flag IS NULL AND NOT EXISTS (
  SELECT 1 FROM op_parent JOIN op AS child ON child.scorecard_id = op_parent.scorecard_id AND child.id = op_id
  WHERE op_parent.scorecard_id = op.scorecard_id AND parent_id = op.id AND child.field = op.field AND child.flag IS NULL
)"""


def on_device(page: Page) -> list[dict[str, Any]]:
    """Every operation on this device, in the order of typing."""
    return page.evaluate(ON_DEVICE)


ON_DEVICE = """async () => {
  const { DeviceStore } = await import("/static/scoring/devicestore.js");
  const { author, card } = JSON.parse(document.getElementById("card-data").textContent);
  return (await DeviceStore.of(author, card)).newerThan("2000-01-01T00:00:00Z");
}"""


def unsent(page: Page) -> int:
    return page.evaluate(ON_DEVICE.replace('newerThan("2000-01-01T00:00:00Z")', "waiting()"))


def on_screen(page: Page, versions: Mapping[str, Any]) -> Shown:
    """What stands on the page of each field that it shows. `versions`: operations by id, for two that stand there."""
    alone = {field: note(*value) if isinstance(value, list) else value for field, value in page.evaluate(ON_SCREEN)}
    beside: dict[str, set[str]] = defaultdict(set)
    for field, identity in page.evaluate(VERSIONS):
        beside[field].add(plain(field, versions[identity]))
    for field, value in alone.items():
        if value or field not in beside:  # beside versions an empty control says nothing
            beside[field].add(value)
    return {field: frozenset(values) for field, values in beside.items()}


ON_SCREEN = """() => {
  const all = (selector, read) => [...document.querySelectorAll(selector)].map(read);
  return [
    ...all(".anchors[data-rating]", (one) => [
      `rating/${one.dataset.rating}`, one.querySelector("input[type=radio]:checked")?.value ?? ""]),
    ...all("textarea[name^='evidence/']", (one) => [one.name, one.value]),
    ...all(".facts li[data-field]", (one) => [one.dataset.field, one.dataset.known ?? ""]),
    ...all(".chip[data-field]", (one) => [
      one.dataset.field, one.getAttribute("aria-pressed") === "true" ? "used" : ""]),
    ...all("[data-notes] li", (one) => [
      one.dataset.field, [one.querySelector("textarea").value, "starred" in one.dataset, one.dataset.serves]]),
  ];
}"""
VERSIONS = """() => [...document.querySelectorAll(".versions button[value^='keep:']")].map((one) => {
  const [, field, id] = one.value.match(/^keep:(.*):([^:]*)$/);
  return [field, id];
})"""
