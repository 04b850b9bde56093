"""What a person remembers: what they were shown as done, and what they had on the screen when they did it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

Shown = dict[str, frozenset[str]]  # field to the values that stand there: several while there are two versions
NOTHING = frozenset({""})


class Done(NamedTuple):
    """One change. `value` is "" for what was emptied or taken back; `saw`: the changes that it was made over."""

    id: str
    field: str
    value: str
    saw: frozenset[str]


@dataclass
class Memory:
    """Everything that was done in one trace, in order."""

    done: list[Done] = field(default_factory=list)

    def note(self, identity: str, name: str, value: str, over: Collection[str], known: Collection[str]) -> None:
        """`over`: the values on the screen before; `known`: what that page could know of, by id."""
        saw = [one.id for one in self.done if one.field == name and one.value in over and one.id in known]
        self.done.append(Done(identity, name, value, frozenset(saw)))

    def standing(self) -> Shown:
        """What nobody has typed over who had it on the screen."""
        seen = frozenset[str]().union(*(one.saw for one in self.done))
        found: dict[str, set[str]] = {}
        for one in self.done:
            if one.id not in seen:
                found.setdefault(one.field, set()).add(one.value)
        return said({name: frozenset(values) for name, values in found.items()})


def changed(before: Shown, after: Shown) -> list[str]:
    """The fields that do not look as they did; one that says nothing may as well be absent."""
    return [name for name in before | after if before.get(name, NOTHING) != after.get(name, NOTHING)]


def said(shown: Shown) -> Shown:
    """Without the fields that say nothing."""
    return {name: values for name, values in shown.items() if values != NOTHING}
