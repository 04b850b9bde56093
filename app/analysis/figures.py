"""All figures of a file of ratings as plain data: dicts, lists, text, numbers, None where a figure is not defined."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.measure.agreement import agreement
from app.measure.doubt import Doubt, Severity, doubt
from app.measure.items import ItemFigure, item_figures
from app.measure.table import Rating, Scale, Table
from app.ratings_file import Entry

DECIMALS = 6  # far beyond what the figures are good for, far before what the order of a sum changes

Figures = dict[str, Any]


def table_of(entries: Sequence[Entry], scale: Scale) -> Table:
    """The ratings that were given."""
    return Table.of((Rating(*entry[1:4], entry.rating) for entry in entries if entry.rating is not None), scale)


def figures(entries: Sequence[Entry], scale: Scale) -> Figures:
    """Everything by name, in the order of the characters' code points.

    Whoever stands in the file has a row; without a rating its `n` is 0, its figures are None, and it is in no pair.
    `shown` False: there is too little for the figure to be read; on a page it would be hidden.
    """
    table = table_of(entries, scale)
    found = doubt(table, table.candidates) if table.rows else Doubt(0, (), (), {}, {})
    rounded: Figures = _rounded(
        {
            "candidates": [_candidate(one, table, found.means) for one in _names(entries, "candidate")],
            "pairs": [asdict(pair) | {"words": pair.words} for pair in found.pairs],
            "agreement": _agreement(table),
            "interviewers": [_interviewer(one, table, found.severities) for one in _names(entries, "interviewer")],
            "items": _items(_names(entries, "item"), table),
            "help": [asdict(change) for change in found.help],
        }
    )
    return rounded


def _names(entries: Sequence[Entry], column: str) -> list[str]:
    return sorted({getattr(entry, column) for entry in entries})


def _candidate(candidate: str, table: Table, means: Mapping[str, float]) -> Figures:
    rows = [row for row in table.rows if row.candidate == candidate]
    return {
        "candidate": candidate,
        "mean": _mean(rows),
        "n": len(rows),
        "interviewers": len({row.interviewer for row in rows}),
        "posterior_mean": means.get(candidate),
    }


def _interviewer(interviewer: str, table: Table, severities: Mapping[str, Severity]) -> Figures:
    rows = [row for row in table.rows if row.interviewer == interviewer]
    severity = severities.get(interviewer)
    return {
        "interviewer": interviewer,
        "n": len(rows),
        "mean": _mean(rows),
        "severity": severity and severity.points,
        "low": severity and severity.low,
        "high": severity and severity.high,
    }


def _mean(rows: Sequence[Rating]) -> float | None:
    return sum(row.value for row in rows) / len(rows) if rows else None


def _agreement(table: Table) -> Figures:
    found = agreement(table)
    plain = {name: value for name, value in asdict(found).items() if name != "gaps"}
    return plain | {"shown": found.shown, "words": found.words, "gaps": [asdict(gap) for gap in found.gaps]}


def _items(items: Sequence[str], table: Table) -> list[Figures]:
    found = {figure.item: figure for figure in item_figures(table)}
    return [_item(found.get(item, ItemFigure(item, 0))) for item in items]


def _item(figure: ItemFigure) -> Figures:
    return asdict(figure) | {"advice": figure.advice or None, "shown": figure.shown}


def _rounded(value: Any) -> Any:
    """The same with all numbers rounded, so that a last digit that hangs on the machine is not printed."""
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0  # + 0.0 makes -0 a plain zero
    if isinstance(value, list):
        return [_rounded(part) for part in value]
    return {name: _rounded(part) for name, part in value.items()} if isinstance(value, dict) else value
