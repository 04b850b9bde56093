"""What the interviewer's screen shows: the running order, and for each place what to say, to hear and to rate."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from app.bankfiles.schema import Item
from app.bankfiles.topics import PATTERNS, topics_in
from app.domain.content import Content, Draft, Line, read
from app.domain.findings import field_words, item_of
from app.domain.kit import Kit
from app.domain.ops import Op, heads, mark
from app.domain.rubric import LEVEL_NAMES
from app.domain.scorecard import Scorecard
from app.domain.told import version_words
from app.web.scoring.form import second_of
from app.web.scoring.station import Conflict, Station, Version
from app.web.scoring.timer import OPENING_MINUTES, Timer, plan_of

OPENING, CLOSING = "opening", "closing"


class Place(NamedTuple):
    """One line of the running order. `state`: as `ItemContent.progress`."""

    key: str
    label: str
    minutes: int | None
    state: str


class Note(NamedTuple):
    """One line of the stream. `tags`: the short names of its questions; `told`: the same in full, for the ear."""

    line: Line
    tags: str
    told: str
    topics: str


class Touched(NamedTuple):
    """Words of the card that touch barred topics, and the place where they stand."""

    text: str
    topics: str
    at: str


def labels_of(items: Sequence[Item], names: Mapping[str, str]) -> dict[str, str]:
    """Item key to "S1 Purpose", "Q2 Worth". `names`: competency code to name."""
    return {
        item.key: f"{item.stage or f'Q{number}'} {names.get(item.competency, item.competency)}"
        for number, item in enumerate(items, 1)
    }


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
        return [
            Place(OPENING, "Opening words", OPENING_MINUTES, begun),
            *items,
            Place(CLOSING, "Closing words", None, ""),
        ]

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
        return labels_of(self.kit.items, self.names)

    @property
    def general_conflicts(self) -> list[Conflict]:
        """Conflicts of the card as a whole, and of notes that belong to no item."""
        return self.conflicts_of("")

    def conflicts_of(self, key: str) -> list[Conflict]:
        return [
            Conflict(field, field_words(field), [self._version(op) for op in ops])
            for field, ops in self.draft.conflicts.items()
            if self._home_of(field, ops) == key
        ]

    def _version(self, op: Op) -> Version:
        return Version(op.id, version_words(op.value, self.labels), op.typed_at)

    def _home_of(self, field: str, ops: Sequence[Op]) -> str:
        key = item_of(field, ops)
        return key if key in self.labels else ""

    @cached_property
    def short(self) -> dict[str, str]:
        """Place key to the mark that its notes carry: "S1", "Q2", "Opening"."""
        return {place.key: place.label.split()[0] for place in self.places}

    @property
    def notes(self) -> list[Note]:
        """The whole stream in the order of the clock."""
        full = {place.key: place.label for place in self.places}
        return [
            Note(
                line,
                " + ".join(self.short[tag] for tag in line.tags if tag in full) or "–",
                " and ".join(full[tag] for tag in line.tags if tag in full) or "no question",
                ", ".join(topics_in(line.text)),
            )
            for line in self.content.lines
        ]

    @property
    def topics(self) -> list[Touched]:
        """For the author alone: lines and sentences that are no evidence."""
        written = [(line.text, line.item) for line in self.content.lines]
        written += [(item.sentence, key) for key, item in self.content.items.items()]
        found = [(text, ", ".join(topics_in(text)), at) for text, at in written]
        return [Touched(text, topics, at) for text, topics, at in found if topics]

    @cached_property
    def plan(self) -> dict[str, int]:
        return plan_of(self.kit.items)

    def pace(self, key: str) -> str:
        """How an item stands against the plan of the interview, in words; "" without a running clock."""
        if self.timer is None or self.timer.is_long_over:
            return ""
        return self.timer.pace(self.plan[key])

    @property
    def second(self) -> int | None:
        """The second of the interview; None before the clock is started, and on a card that comes from paper."""
        return None if self.card.on_paper_at else second_of(self.draft, self.at)

    @cached_property
    def timer(self) -> Timer | None:
        elapsed = self.second
        if elapsed is None:
            return None
        return Timer(datetime.fromisoformat(self.content.started_at), self.card.interview.minutes * 60, elapsed)

    def at_place(self, wanted: str | None) -> str:
        """The place to show: the wanted one, else the first that has not been settled."""
        keys = [place.key for place in self.places]
        if wanted in keys:
            return wanted
        open_ones = [one.key for one in self.stations if not one.said.is_settled]
        if not self.content.started_at and not self.card.on_paper_at:
            return OPENING
        return open_ones[0] if open_ones else CLOSING

    def after(self, key: str) -> str:
        """The place that follows in the running order."""
        keys = [place.key for place in self.places]
        return keys[min(keys.index(key) + 1, len(keys) - 1)] if key in keys else OPENING

    @property
    def for_script(self) -> dict[str, Any]:
        """What the script must know of the card: the heads on the page with their values, and the clock."""
        return {
            "card": self.card.id,
            "author": self.card.author_id,
            "now": self.at.isoformat(),
            "startedAt": "" if self.card.on_paper_at else self.content.started_at,
            "lasts": self.card.interview.minutes * 60,
            "plan": self.plan,
            "marks": {place.key: [self.short[place.key], place.label] for place in self.places},
            "topics": PATTERNS,
            "fields": {field: [{"id": op.id, "value": op.value} for op in ops] for field, ops in self.fields.items()},
        }
