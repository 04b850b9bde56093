"""Texts that are nearly the same.

Two texts are alike when their sets of three-word runs overlap: the Jaccard index is shared runs over all runs, 0 to 1.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from app.bankfiles.problems import Problem
from app.bankfiles.reader import Entry
from app.bankfiles.schema import Question
from app.bankfiles.tree import Path
from app.bankfiles.wording import anchors, words_of

ALIKE = 0.5
ALIKE_WITHIN = 0.8

Runs = frozenset[tuple[str, ...]]
Found = tuple[Entry, Path, Runs]


@lru_cache(maxsize=4096)  # the texts of a whole bank: a draft is held against them at every pause in typing
def runs(text: str) -> Runs:
    """Return the three-word runs of `text`, lower case; a shorter text is one run."""
    words = tuple(word.lower() for word in words_of(text))
    return frozenset(words[at : at + 3] for at in range(max(1, len(words) - 2)))


def likeness(one: Runs, other: Runs) -> float:
    """Return the Jaccard index of two sets of runs."""
    return len(one & other) / len(one | other)


def near_duplicates(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Prompts and anchors of different records differ, and so do the anchors of one record."""
    for texts in (prompts, scales):
        yield from pairs(texts(entries))


def near_duplicates_of(entry: Entry, others: Sequence[Entry]) -> Iterator[Problem]:
    """The same for one record among others, which are not held against each other."""
    for texts in (prompts, scales):
        own = texts([entry])
        yield from pairs(own)
        for theirs in texts(others):
            yield from alike((theirs, mine) for mine in own)


def prompts(entries: Sequence[Entry]) -> list[Found]:
    asked = [(entry, entry.record.prompt) for entry in entries if isinstance(entry.record, Question)]
    return [(entry, ("prompt",), runs(text)) for entry, text in asked]


def scales(entries: Sequence[Entry]) -> list[Found]:
    return [(entry, path, runs(text)) for entry in entries for path, text in anchors(entry)]


def pairs(texts: list[Found]) -> Iterator[Problem]:
    yield from alike(combinations(texts, 2))


def alike(both: Iterable[tuple[Found, Found]]) -> Iterator[Problem]:
    for (one, there, left), (entry, path, right) in both:
        limit = ALIKE_WITHIN if one is entry else ALIKE
        if likeness(left, right) >= limit:
            place = one.problem(there, "")
            yield entry.problem(path, f"Is nearly the text of {place}; make them differ in kind.")
