"""Texts that are nearly the same.

Two texts are alike when their sets of three-word runs overlap: the Jaccard index is shared runs over all runs, 0 to 1.
"""

from collections.abc import Iterator
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


def runs(text: str) -> Runs:
    """Return the three-word runs of `text`, lower case; a shorter text is one run."""
    words = tuple(word.lower() for word in words_of(text))
    return frozenset(words[at : at + 3] for at in range(max(1, len(words) - 2)))


def likeness(one: Runs, other: Runs) -> float:
    """Return the Jaccard index of two sets of runs."""
    return len(one & other) / len(one | other)


def near_duplicates(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Prompts and anchors of different records differ, and so do the anchors of one record."""
    prompts = [(entry, ("prompt",), entry.record.prompt) for entry in entries if isinstance(entry.record, Question)]
    scales = [(entry, path, text) for entry in entries for path, text in anchors(entry)]
    for texts in (prompts, scales):
        yield from pairs([(entry, path, runs(text)) for entry, path, text in texts])


def pairs(texts: list[Found]) -> Iterator[Problem]:
    for (one, there, left), (entry, path, right) in combinations(texts, 2):
        limit = ALIKE_WITHIN if one is entry else ALIKE
        if likeness(left, right) >= limit:
            place = one.problem(there, "")
            yield entry.problem(path, f"Is nearly the text of {place}; make them differ in kind.")
