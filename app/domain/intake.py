"""Taking records in from files: what of them is new, changed or known, before anything is taken."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.bankfiles.examine import broken
from app.bankfiles.parcel import Parcel
from app.bankfiles.problems import Problem
from app.bankfiles.reader import Entry
from app.bankfiles.schema import Question, Retranslation, Scenario, digest
from app.domain.bank import BankRecord, Status
from app.domain.errors import Refused


@dataclass(frozen=True)
class Line:
    """One record of the files, and the newest version that the bank holds of it."""

    record: Question | Scenario
    newest: BankRecord | None
    is_earlier: bool

    @property
    def is_new(self) -> bool:
        return self.newest is None

    @property
    def is_same(self) -> bool:
        """The same words as the newest version."""
        return self.newest is not None and self.newest.digest == digest(self.record)

    @property
    def is_changed(self) -> bool:
        return not (self.is_new or self.is_same or self.is_earlier)

    @property
    def moves(self) -> bool:
        """The same words in another standing: gone live, retired, or read by somebody."""
        return self.is_same and self.newest is not None and self.newest.words != self.record


@dataclass(frozen=True)
class Plan:
    """What taking these files would do. With problems nothing is taken."""

    lines: Sequence[Line]
    problems: Sequence[Problem]
    left_out: Mapping[str, int]
    mark: str

    @classmethod
    def of(cls, parcel: Parcel, newest: Sequence[BankRecord], known: Iterable[tuple[str, str]], sent: bytes) -> "Plan":
        """`known`: key and digest of every version there is; `sent`: the bytes that the plan is of."""
        held, versions = {one.key: one for one in newest}, set(known)
        lines = [
            Line(one.record, held.get(one.record.id), (one.record.id, digest(one.record)) in versions)
            for one in parcel.entries
            if isinstance(one.record, Question | Scenario)
        ]
        problems = parcel.problems or sorted(set(_broken(parcel.entries, newest, lines)))
        standings = ((one.key, one.digest, one.status) for one in newest)
        return cls(lines, problems, parcel.left_out, mark_of(sent, standings))

    @property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.is_new]

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.is_changed]

    @property
    def moved(self) -> list[Line]:
        return [line for line in self.lines if line.moves]

    @property
    def untouched(self) -> list[Line]:
        """Known as they are: the newest version, or an earlier one that a newer has replaced."""
        return [line for line in self.lines if line not in (*self.new, *self.changed, *self.moved)]

    @property
    def does_something(self) -> bool:
        return not self.problems and bool(self.new or self.changed or self.moved)

    def take(self, at: datetime) -> list[BankRecord]:
        """Move the standing of what is known, and return the rows that come. All of it; Refused with any problem."""
        if self.problems:
            raise Refused("Some files have problems, and nothing was taken.")
        for line in self.moved:
            if line.newest:
                line.newest.status, line.newest.content = line.record.status, line.record.model_dump(mode="json")
        return [BankRecord.of(line.record, at) for line in (*self.new, *self.changed)]


def _broken(entries: Sequence[Entry], newest: Sequence[BankRecord], lines: Sequence[Line]) -> Iterator[Problem]:
    """What the linter says of each among the bank as it would be; and versions that were not raised."""
    sent = {line.record.id for line in lines}
    others = [Entry(one.words, one.key, {}) for one in newest if one.key not in sent]
    for place, (entry, line) in enumerate(zip(entries, lines, strict=True)):
        if line.is_new or line.is_changed or line.moves:
            yield from broken(entry, [*others, *entries[:place], *entries[place + 1 :]])
        if line.is_changed and line.newest and line.record.version <= line.newest.version:
            message = f"The bank holds version {line.newest.version} with other words; write {line.newest.version + 1}."
            yield entry.problem(("version",), message)
        if line.is_changed and line.newest:
            yield from _read_before(entry, line.record, line.newest.words)


def _read_before(entry: Entry, record: Question | Scenario, before: Question | Scenario) -> Iterator[Problem]:
    """A reader's test is of the words that were read: with other anchors it is no test of them."""
    known = {item.key: (item.anchors, _test(before, item.stage)) for item in before.items()}
    for item in record.items():
        anchors, test = known.get(item.key, (item.anchors, None))
        if test is not None and item.anchors != anchors and _test(record, item.stage) == test:
            message = (
                "Is the test of the anchors before; take it out and set the status to draft, or let somebody read."
            )
            yield entry.problem(("provenance", "retranslation"), message)


def _test(record: Question | Scenario, stage: str | None) -> Retranslation | None:
    if isinstance(record, Scenario):
        return record.provenance.retranslation.get(stage or "") if record.provenance else None
    return record.provenance.retranslation


def mark_of(sent: bytes, standings: Iterable[tuple[str, str, Status]]) -> str:
    """Changes with what was sent and with the bank: a plan that was shown is taken as it was shown, or not at all."""
    state = "\n".join(sorted(f"{key} {digest_} {status.value}" for key, digest_, status in standings))
    return hashlib.sha256(sent + b"\n" + state.encode()).hexdigest()
