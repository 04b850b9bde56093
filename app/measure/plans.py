"""What would help: how far a difference could still lie off, had the candidates been interviewed otherwise.

For given standard deviations that does not depend on the ratings, only on who is asked what by whom; so it is the
model's own posterior of the standard deviations, and the equations of the changed table.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, cycle

import numpy as np

from app.measure.equations import solve
from app.measure.mixture import Mixture
from app.measure.points import Array, Sigmas
from app.measure.table import Rating, Table

MORE_QUESTIONS = 4
AS_IT_IS, ONE_MORE, SAME_PANEL, MORE = (
    "as it is",
    "one more interviewer, the same for all",
    "the same panel for all",
    f"{MORE_QUESTIONS} more questions to each",
)


def plans(table: Table, compared: Sequence[str]) -> dict[str, Table]:
    """The table as it is, and as it would be after each change that can be made. Values of new ratings mean nothing."""
    changed = {
        AS_IT_IS: table,
        ONE_MORE: _with_rows(table, _one_more(table, compared)),
        SAME_PANEL: _same_panel(table, compared),
        MORE: _with_rows(table, _more_questions(table, compared)),
    }
    if len(set(_panels(table, compared).values())) == 1:
        del changed[SAME_PANEL]
    return changed


def half_width(
    table: Table, compared: Sequence[str], points: Sigmas, weights: Array, shares: Mapping[str, float] | None = None
) -> float:
    """Half the width of the 90 % interval of a difference, the mean over all pairs of `compared`.

    Without what the differences would be at each point, which nobody knows beforehand: a little too narrow, all alike.
    """
    solved = solve(table, points, shares)
    place = {label: n for n, label in enumerate(table.candidates)}
    pairs = [solved.difference(place[a], place[b])[1] for a, b in combinations(compared, 2)]
    nothing = np.zeros(points.count)
    widths = [Mixture(nothing, variances, weights).quantile(0.95) for variances in pairs]
    return float(np.mean(widths)) * table.scale.stretch


def _with_rows(table: Table, rows: Iterator[Rating]) -> Table:
    return replace(table, rows=(*table.rows, *rows))


def _one_more(table: Table, compared: Sequence[str]) -> Iterator[Rating]:
    """A new person meets all of them, with as many new questions as an average card has ratings."""
    cards = Counter((row.candidate, row.interviewer) for row in table.rows if row.candidate in compared)
    questions = max(1, round(sum(cards.values()) / len(cards)))
    new = _unused(table.interviewers)
    for candidate in compared:
        for item, competency in _new_items(table, questions):
            yield Rating(candidate, new, item, table.scale.middle, competency)


def _more_questions(table: Table, compared: Sequence[str]) -> Iterator[Rating]:
    """New questions, the same for all, asked by their interviewers in turn."""
    for candidate, panel in _panels(table, compared).items():
        for (item, competency), interviewer in zip(_new_items(table, MORE_QUESTIONS), cycle(panel), strict=False):
            yield Rating(candidate, interviewer, item, table.scale.middle, competency)


def _same_panel(table: Table, compared: Sequence[str]) -> Table:
    """The largest panel meets all: whoever has the n-th most ratings on it stands in for the n-th of the others."""
    panels = _panels_by_size(table, compared)
    largest = max(panels.values(), key=len)
    seat = {(one, who): largest[n] for one, panel in panels.items() for n, who in enumerate(panel)}
    rows = (row._replace(interviewer=seat.get((row.candidate, row.interviewer), row.interviewer)) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _panels(table: Table, compared: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {one: tuple(sorted({row.interviewer for row in table.rows if row.candidate == one})) for one in compared}


def _panels_by_size(table: Table, compared: Sequence[str]) -> dict[str, list[str]]:
    ratings: dict[str, Counter[str]] = defaultdict(Counter)
    for row in table.rows:
        ratings[row.candidate][row.interviewer] += 1
    return {one: sorted(ratings[one], key=lambda who: (-ratings[one][who], who)) for one in compared}


def _new_items(table: Table, count: int) -> Iterator[tuple[str, str]]:
    """Labels that no item has, each with a competency, in turn. Each is rated once, so it counts as one question."""
    new, competencies = _unused(table.items), cycle(table.competencies or ("",))
    return ((f"{new}{n}", next(competencies)) for n in range(count))


def _unused(labels: Sequence[str]) -> str:
    """What no label begins with."""
    return "+" * (1 + max(len(label) - len(label.lstrip("+")) for label in labels))
