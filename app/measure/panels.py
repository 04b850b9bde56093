"""Which candidates can be compared at all: those that are joined by shared interviewers."""

from collections.abc import Mapping, Set
from typing import Any, TypeVar

Label = TypeVar("Label", int, str)


def groups(panels: Mapping[Label, Set[Any]]) -> list[frozenset[Label]]:
    """Partition candidates into groups joined by shared interviewers.

    `panels`: candidate to their interviewers. Two candidates are in one group if a chain of shared interviewers leads
    from one to the other. Candidates without an interviewer yet are left out.
    """
    joined: list[tuple[set[Label], set[Any]]] = []
    for candidate, interviewers in panels.items():
        if not interviewers:
            continue
        touching = [group for group in joined if group[1] & interviewers]
        merged = ({candidate}, set(interviewers))
        for group in touching:
            merged[0].update(group[0])
            merged[1].update(group[1])
        joined = [group for group in joined if group not in touching] + [merged]
    return sorted((frozenset(group[0]) for group in joined), key=min)
