"""One item of the kit on the screen: what to say, to hear and to rate, with what the card says of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from app.bankfiles.schema import Fact, Item
from app.domain.content import FactState, ItemContent
from app.domain.fields import Fault
from app.web.scoring.handout import Handout

FAULT_WORDS = {Fault.UNAIDED: "Found unaided", Fault.PROBED: "After a neutral probe", Fault.MISSED: "Missed"}


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

    @property
    def verdict(self) -> str:
        """What a folded rating says: "Rated 4", "Not asked", "Answered under S1 Purpose"."""
        if self.said.rating is not None:
            return f"Rated {self.said.rating}"
        under = dict(self.others).get(self.said.under)
        return f"Answered under {under}" if under else self.said.words

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
