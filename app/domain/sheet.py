"""A locked card beside the kit it was scored with: what its page, its PDF and its plain text print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from app.bankfiles.schema import Item
from app.domain.content import Content, ItemContent, Line
from app.domain.fields import Fault, moment_of
from app.domain.interview import Interview
from app.domain.kit import Kit
from app.domain.notices import cautions
from app.domain.scorecard import Amendment, Scorecard, Submission

FAULT_WORDS = {
    Fault.UNAIDED: "Found unaided",
    Fault.PROBED: "Found after a neutral probe",
    Fault.MISSED: "Missed",
    None: "Not noted",
}
LONGEST_INTERVIEW = timedelta(hours=8)


@dataclass(frozen=True)
class Heard:
    """Words of the kit that came up, and when: seconds on the interview's clock, or None."""

    words: str
    at: int | None = None


@dataclass(frozen=True)
class FaultFound:
    """A planted fault and what became of it. `line` as it is printed in the draft."""

    line: str
    fault: str
    outcome: str


@dataclass(frozen=True)
class Entry:
    """One item of the kit with what the card says of it."""

    item: Item
    content: ItemContent
    competency: str
    author: str
    started_at: str
    under: str = ""

    mean = None

    @property
    def title(self) -> str:
        return f"{self.item.stage} · {self.competency}" if self.item.stage else self.competency

    @property
    def verdict(self) -> str:
        """ "4, above the bar"; "No evidence"; "Answered under another question: S2 · Customer"."""
        if self.content.rating is not None:
            return f"{self.content.rating}, {self.content.words.lower()}"
        return f"{self.content.words}: {self.under}" if self.under else self.content.words

    @property
    def anchor(self) -> str:
        """The words of the chosen anchor, or "" without a rating."""
        return self.item.anchors.get(self.content.rating, "") if self.content.rating is not None else ""

    @property
    def dots(self) -> list[tuple[int, int]]:
        return [(self.content.rating, 1)] if self.content.rating is not None else []

    @property
    def told(self) -> str:
        """The text twin of its plot."""
        return f"{self.title}: {self.author} {self.verdict}"

    @property
    def asked(self) -> list[Heard]:
        """Facts that the candidate asked for."""
        return self._facts("asked")

    @property
    def given(self) -> list[Heard]:
        """Facts that were read out at the end of the stage."""
        return self._facts("given")

    @property
    def probed(self) -> list[Heard]:
        """Probes that were used, in the kit's order."""
        used = self.content.probes
        return [Heard(probe, used[str(n)]) for n, probe in enumerate(self.item.probes, 1) if str(n) in used]

    @property
    def faults(self) -> list[FaultFound]:
        """Every planted fault with its outcome."""
        found = self.content.faults
        planted = self.item.planted_faults.items()
        return [FaultFound(one.line, one.fault, FAULT_WORDS[found.get(key)]) for key, one in planted]

    @property
    def rated_second(self) -> int | None:
        """When it was rated, on the interview's clock; None if that was not during the interview."""
        return second_of(self.content.rated_at, self.started_at)

    @property
    def rated_at(self) -> datetime | None:
        return moment_of(self.content.rated_at)

    def _facts(self, state: str) -> list[Heard]:
        known = self.content.facts
        return [
            Heard(fact.unlock, known[key].at)
            for key, fact in self.item.facts.items()
            if key in known and known[key].state == state
        ]


def second_of(instant: str, started_at: str, longest: timedelta = LONGEST_INTERVIEW) -> int | None:
    """A typed instant on a clock that was started at another; None unless it lies within the longest interview."""
    moment, started = moment_of(instant), moment_of(started_at)
    if moment is None or started is None or not timedelta(0) <= moment - started <= longest:
        return None
    return int((moment - started).total_seconds())


@dataclass(frozen=True)
class Change:
    """One field that an amendment changed."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """One locked state of a card. The first has no reason and no changes."""

    number: int
    at: datetime
    fingerprint: str
    counts: bool
    reason: str = ""
    had_read_others: bool = False
    changes: tuple[Change, ...] = ()


class Sheet:
    """A submitted card as its author leaves it now. `names`: competency code to name."""

    def __init__(self, card: Scorecard, names: Mapping[str, str]) -> None:
        if card.submission is None:
            raise ValueError(f"Card {card.id} is not submitted.")
        self.card = card
        self.submission = card.submission
        self.items = card.items
        self.names = names

    @property
    def kit(self) -> Kit | None:
        """The kit it was scored with; None for an imported card."""
        return None if self.card.is_imported else self.interview.kit

    @property
    def interview(self) -> Interview:
        return self.card.interview

    @property
    def content(self) -> Content:
        return self.submission.latest.card_content

    @property
    def fingerprint(self) -> str:
        return self.submission.latest.fingerprint

    @property
    def locked_at(self) -> datetime:
        return self.submission.latest.at

    @property
    def is_amended(self) -> bool:
        return bool(self.submission.amendments)

    @cached_property
    def entries(self) -> list[Entry]:
        titles = {item.key: self._title(item) for item in self.items}
        return [
            Entry(
                item,
                self.content.items[item.key],
                self.names.get(item.competency, item.competency),
                self.card.author.first_name,
                self.content.started_at,
                titles.get(self.content.items[item.key].under, ""),
            )
            for item in self.items
            if item.key in self.content.items
        ]

    @property
    def titles(self) -> dict[str, str]:
        """Item key to how the card calls it."""
        return {entry.content.key: entry.title for entry in self.entries}

    @property
    def other_notes(self) -> list[Line]:
        """The lines that are no evidence, in the order of the clock."""
        return [line for line in self.content.lines if not line.starred]

    @property
    def cautions(self) -> list[str]:
        """What a reader should bear in mind, as clauses."""
        late = self.submission.at > self.interview.due_at and not self.card.was_very_late
        from_before = f"imported from {self.submission.imported_from}: ratings alone, without evidence or anchors"
        return [
            *([from_before] if self.card.is_imported else []),
            *(["the card of a shadow, for training; it is counted nowhere"] if self.card.is_shadow else []),
            *cautions(self.card),
            *(["submitted more than a day after the interview"] if late else []),
        ]

    @cached_property
    def versions(self) -> list[Version]:
        """Every locked state, the first one first."""
        locks: list[Submission | Amendment] = [self.submission, *self.submission.amendments]
        return [self._version(number, locks) for number in range(len(locks))]

    def _version(self, number: int, locks: list[Submission | Amendment]) -> Version:
        lock = locks[number]
        counts = lock is self.submission.counted
        if not isinstance(lock, Amendment):
            return Version(number + 1, lock.at, lock.fingerprint, counts)
        changes = tuple(self._changes(locks[number - 1].card_content, lock.card_content))
        return Version(number + 1, lock.at, lock.fingerprint, counts, lock.reason, lock.had_read_others, changes)

    def _changes(self, before: Content, after: Content) -> list[Change]:
        pairs = [pair for item in self.items for pair in self._item_pairs(item, before, after)]
        pairs.append(("Notes beside the questions", _noted(before.loose), _noted(after.loose)))
        pairs.append(("Recommendation", _recommended(before), _recommended(after)))
        pairs.append(("Summary", before.summary, after.summary))
        return [Change(*pair) for pair in pairs if pair[1] != pair[2]]

    def _item_pairs(self, item: Item, before: Content, after: Content) -> list[tuple[str, str, str]]:
        old, new, title = before.items[item.key], after.items[item.key], self._title(item)
        return [
            (f"{title}, rating", self._verdict(old), self._verdict(new)),
            (f"{title}, evidence", old.sentence, new.sentence),
            (f"{title}, wrong claims", old.claims, new.claims),
            (f"{title}, notes", _noted(old.lines), _noted(new.lines)),
            (f"{title}, facts", _told(item, old), _told(item, new)),
            (f"{title}, probes", _probed(item, old), _probed(item, new)),
            (f"{title}, planted faults", _found(item, old), _found(item, new)),
        ]

    def _verdict(self, content: ItemContent) -> str:
        under = next((item for item in self.items if item.key == content.under), None)
        rated = str(content.rating) if content.rating is not None else content.words
        return f"{rated}: {self._title(under)}" if under else rated

    def _title(self, item: Item) -> str:
        name = self.names.get(item.competency, item.competency)
        return f"{item.stage} · {name}" if item.stage else name


def _noted(lines: Iterable[Line]) -> str:
    return "\n".join(f"★ {line.text}" if line.starred else line.text for line in lines)


def _told(item: Item, said: ItemContent) -> str:
    return "; ".join(f"{fact.unlock}: {said.facts[key].state}" for key, fact in item.facts.items() if key in said.facts)


def _probed(item: Item, said: ItemContent) -> str:
    return " ".join(probe for n, probe in enumerate(item.probes, 1) if str(n) in said.probes)


def _found(item: Item, said: ItemContent) -> str:
    planted = item.planted_faults.items()
    return "; ".join(f"{one.line}: {FAULT_WORDS[said.faults[key]]}" for key, one in planted if key in said.faults)


def _recommended(content: Content) -> str:
    return content.recommendation.words if content.recommendation else ""
