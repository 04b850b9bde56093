"""Everything that can happen between a keystroke and the database, in any order that hypothesis can think of.

The promise: what has been put on a device's disk is, once everything has come through, on the server; and no value
stands aside for another one unless whoever typed that other one had it on the screen. It holds for a server that is
restored from its newest backup, too, if that is less than a day old.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from app.domain.ops import OLDEST_BACKUP, Incoming, Op
from tests.protocol.replicas import NONE, Answer, Device, Faults, Page, Request
from tests.protocol.servers import Conflict, Crash, InMemory, Server, SignedOut

FIELDS = ("summary", "note/n1", "rating/PUR-SR-SIT-01")
WORDS = ("", "asks why", "asks whom", "names the trade")
DEVICES = ("laptop--", "tablet--")
MOST_PAGES = 6
OUTCOMES = ("answered", "answered late", "answer lost", "signed out", "died before commit", "died after commit")
WORDS_OF_FIELDS = st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from(WORDS)), min_size=1, max_size=3)
WHICH = st.integers(0, 20)  # of a list that is as long as it happens to be


@dataclass(frozen=True)
class Typed:
    """What the author did, as nobody but the author knows: the operation, and what was on the screen."""

    op: Incoming
    saw: frozenset[str]


class Journey(RuleBasedStateMachine):
    """One card, two devices, any number of pages."""

    faults: Faults = NONE
    devices_ask: bool = True
    new_server: Callable[[Faults], Server] = InMemory

    @initialize()
    def begin(self) -> None:
        self.server = type(self).new_server(self.faults)
        self.devices = [Device(name, self.devices_ask, self.faults) for name in DEVICES]
        self.pages: list[Page] = []
        self.network: list[Request] = []
        self.answers: list[tuple[Request, Answer]] = []
        self.typed: dict[str, Typed] = {}
        self.everything: list[Typed] = []
        self.backup: tuple[datetime, Any] | None = None
        self.loads = 0
        for device in self.devices:
            self._load(device)

    # What the author does

    @rule(which=WHICH, words=WORDS_OF_FIELDS, outcome=st.sampled_from(["kept", "answered", *OUTCOMES]))
    def type(self, which: int, words: list[tuple[str, str]], outcome: str) -> None:
        """It is saved at once, with some luck, or kept for later."""
        page = self._page(which)
        for name, word in words:
            self._type(page, name, _value(name, word))
        if outcome != "kept":
            self._arrive(self._sent(page), outcome)

    @rule(which=WHICH, how=st.sampled_from(["reloaded or crashed", "opened or duplicated"]), is_reached=st.booleans())
    def load_a_tab(self, which: int, how: str, is_reached: bool) -> None:
        """A tab that is gone is gone, whatever it was waiting for; the disk is not. The server may be out of reach."""
        page = self._page(which)
        if how == "reloaded or crashed" or len(self.pages) >= MOST_PAGES:
            self.pages.remove(page)
        self._load(page.device, is_reached)

    @precondition(lambda self: len(self.everything) > 4)
    @rule(which=WHICH, is_fresh=st.booleans())
    def submit(self, which: int, is_fresh: bool) -> None:
        """The review page sends what was typed on it before it asks for the lock; other tabs may have more."""
        page = self._load(self._page(which).device) if is_fresh else self._page(which)
        if not page.has_unsent:
            try:
                self.server.submit(page.seen)
            except Conflict:
                self._conflict(page)

    # What the network and the server do

    @rule(which=WHICH, outcome=st.sampled_from(["answered", *OUTCOMES]), hours=st.sampled_from([0, 1, 7, 13]))
    def come_back_and_save(self, which: int, outcome: str, hours: int) -> None:
        self.server.now += timedelta(hours=hours)
        self._arrive(self._sent(self._page(which)), outcome)

    @rule(which=WHICH)
    def send(self, which: int) -> None:
        """It hangs somewhere on the way."""
        self.network.append(self._sent(self._page(which)))

    @precondition(lambda self: self.network)
    @rule(which=WHICH, outcome=st.sampled_from([*OUTCOMES, "dropped", "duplicated"]))
    def deliver(self, which: int, outcome: str) -> None:
        """In any order."""
        request = _taken(self.network, which)
        if outcome == "duplicated":
            self.network.append(request)
        if outcome != "dropped":
            self._arrive(request, outcome)

    @precondition(lambda self: self.answers)
    @rule(which=WHICH)
    def hear_a_late_answer(self, which: int) -> None:
        self._hear(*_taken(self.answers, which))

    @rule()
    def back_up(self) -> None:
        self.backup = (self.server.now, self.server.copy())

    @precondition(lambda self: self._may_restore())
    @rule()
    def restore_the_newest_backup(self) -> None:
        assert self.backup is not None
        self.server.restore(self.backup[1])

    def _may_restore(self) -> bool:
        return self.devices_ask and self.backup is not None and self.server.now - self.backup[0] < OLDEST_BACKUP

    def teardown(self) -> None:
        if not hasattr(self, "server"):
            return
        self._come_to_rest()
        if self._may_restore():  # the worst moment for it: the devices have just forgotten whatever they will
            self.restore_the_newest_backup()
            self._come_to_rest()
        stored, heads = self.server.stored(), self.server.heads()
        for typed in self.everything:
            _is_there(typed, stored)
        for typed in self.everything:
            self._stands_or_was_seen(typed, stored, heads)

    # Below: how the parts work together

    def _type(self, page: Page, name: str, value: Any) -> None:
        op, saw, replaced = page.type(name, value)
        if replaced:  # by the same hand on the same screen: what the first one was typed over had been seen, too
            assert replaced in saw, f"overwritten unseen, before it was sent: {replaced}"
            earlier = self.typed.pop(replaced)
            self.everything.remove(earlier)
            saw |= earlier.saw
        self.typed[op.id] = Typed(op, saw)
        self.everything.append(self.typed[op.id])

    def _load(self, device: Device, is_reached: bool = True) -> Page:
        self.loads += 1
        replica = device.name if self.faults.restarts_the_sequence else f"{device.name}{self.loads}"
        page = Page.load(device, replica, self.server.heads() if is_reached else {})
        self.pages.append(page)
        return page

    def _page(self, which: int) -> Page:
        return self.pages[which % len(self.pages)]

    def _sent(self, page: Page) -> Request:
        request = Request.of(page)
        if self.faults.prunes_at_send:
            page.device.delete(op.id for op in request.ops)
        return request

    def _arrive(self, request: Request, outcome: str) -> None:
        self.server.now += timedelta(seconds=1)
        try:
            answer = self.server.receive(request, outcome)
        except (Crash, SignedOut):
            return  # everything stays where it is
        except Conflict:
            self._conflict(request.page)
            return
        stored = self.server.stored()
        assert all(identity in stored for identity in answer.settled), f"lost: acknowledged {answer.settled}"
        if outcome == "answered late":
            self.answers.append((request, answer))
        elif outcome != "answer lost":
            self._hear(request, answer)

    def _hear(self, request: Request, answer: Answer) -> None:
        if request.page in self.pages:
            request.page.device.learn(request.have, answer)
            request.page.show(answer.heads)

    def _conflict(self, page: Page) -> None:
        """The page shows the heads and asks again. The mutants take it for an end, and their outbox for settled."""
        if self.faults.conflict_clears_the_outbox or self.faults.if_match_with_reload:
            page.device.delete([entry.op.id for entry in page.device.waiting])

    def _come_to_rest(self) -> None:
        """The network works, somebody is signed in, every device is looked at once more and left open for a while."""
        for device in self.devices:
            page, unasked = self._load(device), set(device.outbox)
            while device.waiting or unasked:
                request = Request.of(page)
                self._arrive(request, "answered")
                unasked = (unasked - set(request.have)) & set(device.outbox)

    def _stands_or_was_seen(self, typed: Typed, stored: Mapping[str, Op], heads: Mapping[str, Any]) -> None:
        """A value that is no head was on the screen of whoever typed over it."""
        op = stored[typed.op.id]
        over = [one for one in self.everything if op.id in one.op.parents and one.op.field == op.field]
        counted = [one for one in over if stored[one.op.id].flag is None]
        assert all(op.id in one.saw for one in over), f"overwritten unseen: {typed.op}"
        assert op.flag or counted or op.id in heads.get(op.field, {}), f"overwritten by nobody: {typed.op}"


def _is_there(typed: Typed, stored: Mapping[str, Op]) -> None:
    op = stored.get(typed.op.id)
    assert op is not None, f"lost: {typed.op}"
    assert op.value == typed.op.value, f"overwritten: {typed.op}"


def _taken(waiting: list[Any], which: int) -> Any:
    return waiting.pop(which % len(waiting))


def _value(name: str, word: str) -> Any:
    if name.startswith("note/"):
        return {"text": word, "item": "", "at": 7, "starred": False}
    if name.startswith("rating/"):
        return {"rating": 1 + WORDS.index(word)}
    return word
