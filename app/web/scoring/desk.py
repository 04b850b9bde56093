"""What the interviewer's screen shows: the running order, and for each place what to say, to hear and to rate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from app.bankfiles.schema import Fact, Item
from app.domain.content import Content, Draft, FactState, ItemContent, Line, read
from app.domain.fields import Fault
from app.domain.findings import field_words, item_of
from app.domain.kit import Kit
from app.domain.ops import Op, heads, mark
from app.domain.rubric import LEVEL_NAMES
from app.domain.scorecard import Scorecard
from app.domain.sheet import LONGEST_INTERVIEW
from app.domain.told import version_words
from app.web.scoring.form import second_of
from app.web.scoring.handout import Handout

OPENING, CLOSING = "opening", "closing"
FAULT_WORDS = {Fault.UNAIDED: "Found unaided", Fault.PROBED: "After a neutral probe", Fault.MISSED: "Missed"}


class Place(NamedTuple):
    """One line of the running order. `state` is asked, skipped, scored or ""."""

    key: str
    label: str
    minutes: int | None
    state: str


class FactRow(NamedTuple):
    field: str
    fact: Fact
    known: FactState | None


class Probe(NamedTuple):
    field: str
    text: str
    used: bool
    at: int | None


class Planted(NamedTuple):
    """A planted fault, with the three things that may have become of it: value, words, chosen."""

    field: str
    line: str
    words: str
    outcomes: list[tuple[str, str, bool]]


class Version(NamedTuple):
    op: str
    words: str
    typed_at: str


class Conflict(NamedTuple):
    """Two or more versions of a field, for its author to choose from."""

    field: str
    words: str
    versions: list[Version]

    @property
    def is_of_words(self) -> bool:
        """Is it a note? Then both versions can be kept, as one."""
        return self.field.startswith("note/")


@dataclass(frozen=True)
class Station:
    """One item with everything around it."""

    item: Item
    said: ItemContent
    label: str
    competency: str
    over: str
    others: list[tuple[str, str]]
    conflicts: list[Conflict]

    @property
    def key(self) -> str:
        return self.item.key

    @cached_property
    def handout(self) -> Handout:
        planted = {line for fault in self.item.planted_faults.values() for line in fault.lines}
        return Handout.of(self.item.handout, planted)

    @property
    def facts(self) -> list[FactRow]:
        known = self.said.facts
        return [FactRow(f"fact/{self.key}/{one}", fact, known.get(one)) for one, fact in self.item.facts.items()]

    @property
    def end_words(self) -> str:
        """What ending the stage means now: the facts that nobody asked for are read out."""
        hidden = len(self.item.facts) - len(self.said.facts)
        return f"End stage: read out {hidden} {'fact' if hidden == 1 else 'facts'}" if hidden else "End stage"

    @property
    def probes(self) -> list[Probe]:
        used = self.said.probes
        return [
            Probe(f"probe/{self.key}/{number}", text, str(number) in used, used.get(str(number)))
            for number, text in enumerate(self.item.probes, 1)
        ]

    @property
    def faults(self) -> list[Planted]:
        return [
            Planted(f"fault/{self.key}/{one}", fault.line.replace("-", "–"), fault.fault, self._outcomes(one))
            for one, fault in self.item.planted_faults.items()
        ]

    def _outcomes(self, fault: str) -> list[tuple[str, str, bool]]:
        said = self.said.faults.get(fault)
        return [(one.value, words, one == said) for one, words in FAULT_WORDS.items()]

    @property
    def conflicting(self) -> set[str]:
        return {conflict.field for conflict in self.conflicts}


@dataclass(frozen=True)
class Timer:
    """The interview's clock in whole seconds, as it stands when the page is made; a script takes it on from there."""

    started_at: datetime
    total: int
    elapsed: int

    @property
    def left(self) -> int:
        return self.total - self.elapsed

    @property
    def is_over(self) -> bool:
        return self.left <= 0

    @property
    def is_long_over(self) -> bool:
        """Is the card being finished on a later day or after hours, when a running clock tells nothing?"""
        return self.elapsed > LONGEST_INTERVIEW.total_seconds()

    @property
    def words(self) -> str:
        """ "32 min left", or how far over it is."""
        minutes = abs(self.left) // 60
        return f"{minutes} min over; nothing stops" if self.is_over else f"{minutes} min left"

    @property
    def ends_at(self) -> datetime:
        return self.started_at + timedelta(seconds=self.total)


class Desk:
    """One card as its author sees it at one moment. The kit must be there."""

    def __init__(self, card: Scorecard, kit: Kit, ops: Iterable[Op], names: Mapping[str, str], at: datetime) -> None:
        self.card, self.kit, self.names, self.at = card, kit, names, at
        self.fields = heads(ops)
        self.draft: Draft = read(kit, self.fields)
        self.content: Content = self.draft.content
        self.level = LEVEL_NAMES[kit.level]

    @property
    def mark(self) -> str:
        return mark(self.fields)

    def seen(self, field: str) -> str:
        """The operations that this page shows of a field, for the form to name as parents."""
        return " ".join(op.id for op in self.fields.get(field, ()))

    @cached_property
    def places(self) -> list[Place]:
        """The running order: words before, items, words after."""
        begun = "asked" if self.content.started_at else ""
        items = [Place(one.key, one.label, one.item.minutes, one.said.progress) for one in self.stations]
        return [Place(OPENING, "Opening words", None, begun), *items, Place(CLOSING, "Closing words", None, "")]

    @cached_property
    def stations(self) -> list[Station]:
        return [self._station(number, item) for number, item in enumerate(self.kit.items, 1)]

    def _station(self, number: int, item: Item) -> Station:
        part = "Stage" if item.stage else "Question"
        return Station(
            item=item,
            said=self.content.items[item.key],
            label=self.labels[item.key],
            competency=self.names.get(item.competency, item.competency),
            over=f"{part} {number} of {len(self.kit.items)}",
            others=[(key, label) for key, label in self.labels.items() if key != item.key],
            conflicts=self.conflicts_of(item.key),
        )

    @cached_property
    def labels(self) -> dict[str, str]:
        """Item key to the short name by which the running order calls it: "S1 Purpose", "Q2 Worth"."""
        return {
            item.key: f"{item.stage or f'Q{number}'} {self.names.get(item.competency, item.competency)}"
            for number, item in enumerate(self.kit.items, 1)
        }

    @property
    def general_conflicts(self) -> list[Conflict]:
        """Conflicts of the card as a whole, and of notes that belong to no item."""
        return self.conflicts_of("")

    def conflicts_of(self, key: str) -> list[Conflict]:
        return [
            Conflict(field, field_words(field), [Version(op.id, version_words(op.value), op.typed_at) for op in ops])
            for field, ops in self.draft.conflicts.items()
            if self._home_of(field, ops) == key
        ]

    def _home_of(self, field: str, ops: Sequence[Op]) -> str:
        key = item_of(field, ops)
        return key if key in self.labels else ""

    @property
    def loose(self) -> tuple[Line, ...]:
        return self.content.loose

    @cached_property
    def timer(self) -> Timer | None:
        elapsed = second_of(self.draft, self.at)
        if elapsed is None:
            return None
        return Timer(datetime.fromisoformat(self.content.started_at), self.card.interview.minutes * 60, elapsed)

    def at_place(self, wanted: str | None) -> str:
        """The place to show: the wanted one, else the first that has not been settled."""
        keys = [place.key for place in self.places]
        if wanted in keys:
            return wanted
        open_ones = [one.key for one in self.stations if not one.said.is_settled]
        if not self.content.started_at:
            return OPENING
        return open_ones[0] if open_ones else CLOSING

    @property
    def for_script(self) -> dict[str, Any]:
        """What the script must know of the card: the heads on the page with their values, and the clock."""
        return {
            "card": self.card.id,
            "author": self.card.author_id,
            "now": self.at.isoformat(),
            "startedAt": self.content.started_at,
            "lasts": self.card.interview.minutes * 60,
            "fields": {field: [{"id": op.id, "value": op.value} for op in ops] for field, ops in self.fields.items()},
        }
