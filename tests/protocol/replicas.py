"""The client's side of the save protocol, as `app.web.scoring.protocol` asks for it, small enough to be run ten
thousand times.

A device keeps an outbox that outlives its pages. A page is one load of the card in a tab: it has a replica id of its
own, a screen that shows heads, and it puts what is typed into the outbox of its device before anything is sent.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from app.domain.ops import Incoming

TYPED_AT = "2026-03-02T12:00:00+00:00"
MOST_ASKED = 4  # ids in `have`: few, so that the devices must take turns with them

Shown = dict[str, Any]  # op id to its value: the heads of one field as a screen shows them
Heads = dict[str, Shown]


@dataclass(frozen=True)
class Faults:
    """Ways to build the protocol wrong. Each must be found by the proof; the product has none of them."""

    last_write_wins: bool = False
    if_match_with_reload: bool = False
    acknowledges_before_commit: bool = False
    prunes_at_send: bool = False
    restarts_the_sequence: bool = False
    conflict_clears_the_outbox: bool = False
    replaces_what_is_not_shown: bool = False
    deaf_to_missing: bool = False
    safe_too_early: bool = False


NONE = Faults()


@dataclass(frozen=True)
class Answer:
    """What a page learns. `missing` and `safe` as in `app.domain.ops.Held`."""

    settled: Collection[str]
    missing: Collection[str]
    safe: Collection[str]
    heads: Heads


@dataclass
class Entry:
    """One operation in an outbox."""

    op: Incoming
    sent: bool = False
    acknowledged: bool = False


@dataclass(eq=False)
class Device:
    """A browser profile: its outbox is on the disk. One that does not `ask` is of the old kind: it deletes what is
    acknowledged, so a server that was restored from a backup gets nothing from it."""

    name: str
    asks: bool = True
    faults: Faults = NONE
    outbox: dict[str, Entry] = field(default_factory=dict)

    @property
    def waiting(self) -> list[Entry]:
        return [entry for entry in self.outbox.values() if not entry.acknowledged]

    def offer(self) -> tuple[Incoming, ...]:
        """What to send now. From here on these operations never change."""
        for entry in self.waiting:
            entry.sent = True
        return tuple(entry.op for entry in self.waiting)

    def have(self) -> tuple[str, ...]:
        """Some of what was acknowledged and is still held: whatever was not asked about for longest."""
        return tuple(identity for identity, entry in self.outbox.items() if entry.acknowledged)[:MOST_ASKED]

    def learn(self, asked: Iterable[str], answer: Answer) -> None:
        self._settle(answer.settled)
        for identity in asked:
            if identity in self.outbox:
                self._answered(identity, answer)

    def _settle(self, ids: Iterable[str]) -> None:
        for identity in ids:
            if not self.asks:
                self.outbox.pop(identity, None)
            elif identity in self.outbox:
                self.outbox[identity].acknowledged = True

    def _answered(self, identity: str, answer: Answer) -> None:
        entry = self.outbox.pop(identity)
        if identity in answer.missing and not self.faults.deaf_to_missing:
            entry.acknowledged = False
        if not (entry.acknowledged and identity in answer.safe):
            self.outbox[identity] = entry

    def delete(self, ids: Iterable[str]) -> None:
        """Of the mutants alone."""
        for identity in ids:
            del self.outbox[identity]


@dataclass(eq=False)
class Page:
    """One load of the card."""

    device: Device
    replica: str
    screen: Heads
    count: int = 0

    @classmethod
    def load(cls, device: Device, replica: str, heads: Heads) -> "Page":
        """Show what the server has, and over it what this device has not sent yet."""
        page = cls(device, replica, {})
        page.show(heads)
        for entry in device.waiting:
            page._overlay(entry.op)
        return page

    def show(self, heads: Heads) -> None:
        """An answer tells the heads of some fields; what this device has not sent yet stays on top."""
        for name, shown in heads.items():
            self.screen[name] = dict(shown)
        for entry in self.device.waiting:
            if entry.op.field in heads:
                self._overlay(entry.op)

    def _overlay(self, op: Incoming) -> None:
        shown = self.screen.setdefault(op.field, {})
        for parent in op.parents:
            shown.pop(parent, None)
        named = {parent for entry in self.device.waiting for parent in entry.op.parents if entry.op.field == op.field}
        if op.id not in named:
            shown[op.id] = op.value

    def type(self, name: str, value: Any) -> tuple[Incoming, frozenset[str], str | None]:
        """Type a whole field. Returns the operation that is on the disk now, what was on the screen while it was
        typed, and the id of an unsent operation that it took the place of."""
        saw = frozenset(self.screen.get(name, ()))
        unsent = self._unsent(name)
        self.count += 1
        parents = unsent.op.parents if unsent else tuple(sorted(saw))
        op = Incoming.made(f"{self.replica}.{self.count}", name, parents, value, TYPED_AT)
        if unsent:
            del self.device.outbox[unsent.op.id]
        self.device.outbox[op.id] = Entry(op)
        self.screen[name] = {op.id: value}
        return op, saw, unsent.op.id if unsent else None

    def _unsent(self, name: str) -> Entry | None:
        """An operation of this field that was never sent, and that is all the screen shows of the field."""
        found = (entry for entry in self.device.waiting if not entry.sent and entry.op.field == name)
        return next((entry for entry in found if self._shows_only(entry.op)), None)

    def _shows_only(self, op: Incoming) -> bool:
        return set(self.screen.get(op.field, ())) == {op.id} or self.device.faults.replaces_what_is_not_shown

    @property
    def has_unsent(self) -> bool:
        """Does something wait that was typed on this page?"""
        return any(entry.op.id.rpartition(".")[0] == self.replica for entry in self.device.waiting)

    @property
    def seen(self) -> dict[str, list[str]]:
        """The heads that the review page shows, as a submit tells them."""
        return {name: sorted(shown) for name, shown in self.screen.items() if shown}


@dataclass(frozen=True)
class Request:
    """A batch on its way, and the page that waits for the answer."""

    page: Page
    ops: tuple[Incoming, ...]
    have: tuple[str, ...]

    @classmethod
    def of(cls, page: Page) -> "Request":
        return cls(page, page.device.offer(), page.device.have())


def heads_by_field(stored: Iterable[tuple[str, str, Any]]) -> Heads:
    """(field, id, value) of heads, as a page shows them."""
    fields: Heads = defaultdict(dict)
    for name, identity, value in stored:
        fields[name][identity] = value
    return dict(fields)
