"""Candidates side by side, by competency. Pure: what it is given may be seen, what it returns may be printed.

Candidates stand in name order. There is no rank and no winner; a missing rating is a dash with its reason; a mean
never stands without its count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.domain.candidate import Candidate
from app.domain.content import ItemContent, Line
from app.domain.interview import Interview, State
from app.domain.opening import Opening, Weight
from app.domain.rubric import SCALE, Competency
from app.domain.scorecard import Scorecard
from app.measure import headline, panels

SHAPES = 6
MOST_CANDIDATES = 6
BIGGEST = 3


@dataclass(frozen=True)
class Entrant:
    """One candidate as the reader may see them.

    `cards`: the submitted ones that may be read. `awaited`: open seats of the panel. `sealed`: the reader has an
    own card to finish first. `interviews`: all that were planned.
    """

    candidate: Candidate
    cards: Sequence[Scorecard]
    awaited: Sequence[Scorecard]
    interviews: Sequence[Interview]
    sealed: bool = False


@dataclass(frozen=True)
class Mark:
    """One rating by one person. `shape`: 1 to 6, the same for one interviewer on the whole page."""

    value: int
    interviewer: str
    shape: int
    card: Scorecard
    item_key: str
    item_title: str
    evidence: tuple[Line, ...]

    @property
    def first_name(self) -> str:
        return self.interviewer.split()[0]

    @property
    def words(self) -> str:
        return SCALE[self.value]


@dataclass(frozen=True)
class Gap:
    """A rating that is missing, with the reason in words."""

    interviewer: str
    reason: str

    @property
    def words(self) -> str:
        return f"{self.reason} ({self.interviewer.split()[0]})"


@dataclass(frozen=True)
class Cell:
    """One candidate in one competency."""

    candidate: Candidate
    competency: Competency
    marks: tuple[Mark, ...]
    gaps: tuple[Gap, ...]
    because: str = ""

    @property
    def values(self) -> list[int]:
        return [mark.value for mark in self.marks]

    @property
    def n(self) -> int:
        return len(self.marks)

    @property
    def raters(self) -> int:
        return len({mark.card.author_id for mark in self.marks})

    @property
    def mean(self) -> float | None:
        return headline.mean(self.values)

    @property
    def is_split(self) -> bool:
        return headline.is_split(self.values)

    @property
    def count_words(self) -> str:
        """What stands beside the mean: "n 2", "n 2 · split", "n 1 · one rater"."""
        notes = [
            f"n {self.n}",
            *(["split"] if self.is_split else []),
            *(["one rater"] if self.raters == 1 else []),
        ]
        return " · ".join(notes)

    @property
    def gap_words(self) -> str:
        """Why ratings are missing: "No evidence (Bo), not asked (Chidi)"."""
        return ", ".join(gap.words for gap in self.gaps) or self.because

    @property
    def told(self) -> str:
        """The whole cell as a sentence: the text twin of its plot."""
        who = f"{self.candidate.name}, {self.competency.name}: "
        if self.mean is None:
            return f"{who}no rating. {self.gap_words}"
        ratings = ", ".join(f"{mark.first_name} {mark.value}" for mark in self.marks)
        return f"{who}{ratings}; mean {self.mean:.1f} of {self.n}"


@dataclass(frozen=True)
class Row:
    weight: Weight
    cells: tuple[Cell, ...]

    @property
    def competency(self) -> Competency:
        return self.weight.competency

    @property
    def spread(self) -> float:
        """Largest difference of two means in this row, 0 with fewer than two."""
        means = [cell.mean for cell in self.cells if cell.mean is not None]
        return max(means) - min(means) if len(means) > 1 else 0.0


@dataclass(frozen=True)
class Total:
    """The composite of one candidate, or why there is none."""

    candidate: Candidate
    value: float | None
    ratings: int
    because: str = ""


@dataclass(frozen=True)
class Difference:
    """Two candidates far apart in one competency, with something that was heard from each."""

    competency: Competency
    higher: Cell
    lower: Cell

    @property
    def quotes(self) -> tuple[Mark | None, Mark | None]:
        """The rating with evidence that speaks most clearly on each side."""
        return _quoted(self.higher.marks, highest=True), _quoted(self.lower.marks, highest=False)


@dataclass(frozen=True)
class Notice:
    """The one thing to know before reading on."""

    title: str
    sentence: str


class Comparison:
    """The table for one to six candidates of one opening. With one it is the candidate's profile."""

    def __init__(self, opening: Opening, entrants: Iterable[Entrant]) -> None:
        self.opening = opening
        self.entrants = sorted(entrants, key=lambda one: (one.candidate.name.casefold(), one.candidate.id))

    @property
    def candidates(self) -> list[Candidate]:
        return [entrant.candidate for entrant in self.entrants]

    @property
    def cards(self) -> list[Scorecard]:
        return [card for entrant in self.entrants for card in entrant.cards]

    @cached_property
    def interviewers(self) -> dict[int, tuple[str, int]]:
        """Person id to name and shape, in name order; beyond six the shapes begin again."""
        names = {card.author_id: card.author.name for card in self.cards}
        ordered = sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0]))
        return {person_id: (name, n % SHAPES + 1) for n, (person_id, name) in enumerate(ordered)}

    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(
                weight,
                tuple(self._cell(entrant, weight.competency) for entrant in self.entrants),
            )
            for weight in self.opening.weights
        ]

    @cached_property
    def totals(self) -> list[Total]:
        return [self._total(n, entrant) for n, entrant in enumerate(self.entrants)]

    @property
    def differences(self) -> list[Difference]:
        """The two or three competencies in which two candidates lie furthest apart, from one point on."""
        apart = sorted((row for row in self.rows if row.spread >= 1), key=lambda row: -row.spread)
        return [_difference(row) for row in apart[:BIGGEST]]

    @property
    def notices(self) -> list[Notice]:
        every = [
            self._sealed(),
            self._missing(),
            self._kits_differ(),
            self._panels_differ(),
            *self._cautions(),
        ]
        return [notice for notice in every if notice]

    def cell(self, candidate_id: int, code: str) -> Cell | None:
        cells = (cell for row in self.rows for cell in row.cells)
        return next(
            (c for c in cells if (c.candidate.id, c.competency.code) == (candidate_id, code)),
            None,
        )

    def _cell(self, entrant: Entrant, competency: Competency) -> Cell:
        found = [one for card in entrant.cards for one in self._ratings(card, competency.code)]
        marks = tuple(one for one in found if isinstance(one, Mark))
        gaps = tuple(one for one in found if isinstance(one, Gap))
        return Cell(entrant.candidate, competency, marks, gaps, _because(entrant))

    def _ratings(self, card: Scorecard, code: str) -> list[Mark | Gap]:
        kit, submission = card.interview.kit, card.submission
        if kit is None or submission is None:
            return []
        content, name = submission.counted.card_content, card.author.name
        return [
            self._mark_or_gap(card, content.items[item.key], item.title, name)
            for item in kit.items
            if item.competency == code and item.key in content.items
        ]

    def _mark_or_gap(self, card: Scorecard, rated: ItemContent, title: str, name: str) -> Mark | Gap:
        if rated.rating is None:
            return Gap(name, rated.words)
        shape = self.interviewers[card.author_id][1]
        return Mark(rated.rating, name, shape, card, rated.key, title, rated.evidence)

    def _total(self, column: int, entrant: Entrant) -> Total:
        means = {row.competency.code: row.cells[column].mean for row in self.rows}
        value = headline.composite(
            means,
            {weight.competency_code: weight.percent for weight in self.opening.weights},
        )
        ratings = sum(row.cells[column].n for row in self.rows)
        without = [row.competency.name for row in self.rows if row.cells[column].mean is None]
        because = "" if value is not None else f"Incomplete: no rating for {_listed(without)}."
        return Total(entrant.candidate, value, ratings, because)

    def _sealed(self) -> Notice | None:
        sealed = [entrant.candidate.name for entrant in self.entrants if entrant.sealed]
        if not sealed:
            return None
        return Notice(
            "Your own card is open",
            f"Ratings of {_listed(sealed)} stay sealed until you have submitted it.",
        )

    def _missing(self) -> Notice | None:
        parts = [
            f"{card.author.name} on {entrant.candidate.name} ({card.interview.round.name})"
            for entrant in self.entrants
            for card in entrant.awaited
        ]
        return (
            Notice(
                f"{_count(len(parts), 'card')} missing",
                f"Not in yet: {_listed(parts)}.",
            )
            if parts
            else None
        )

    def _kits_differ(self) -> Notice | None:
        used = {entrant.candidate.name: _kits(entrant) for entrant in self.entrants if entrant.cards}
        if len(set(used.values())) < 2:
            return None
        parts = [f"{name} had {_listed(sorted(kit for _, kit in kits))}" for name, kits in used.items()]
        return Notice(
            "Kits differ",
            f"{'; '.join(parts)}. Where questions differ, so does what a rating rests on.",
        )

    def _panels_differ(self) -> Notice | None:
        met = {e.candidate.id: frozenset(card.author_id for card in e.cards) for e in self.entrants if e.cards}
        if len(set(met.values())) < 2:
            return None
        apart = panels.groups(met)
        if len(apart) > 1:
            return Notice("No shared interviewer", self._unjoined(apart))
        return Notice(
            "Panels differ",
            "The candidates did not all meet the same interviewers. A gap between candidates can be a gap between "
            "interviewers.",
        )

    def _unjoined(self, apart: list[frozenset[int]]) -> str:
        names = {entrant.candidate.id: entrant.candidate.name for entrant in self.entrants}
        groups = " and ".join(_listed(sorted(names[one] for one in group)) for group in apart)
        return f"Nobody links {groups}. Comparing them rests on assuming that their interviewers rate alike."

    def _cautions(self) -> list[Notice]:
        notes = [
            f"{card.author.name} on {card.interview.candidate.name}: {_listed(why)}"
            for card in self.cards
            if (why := _caution(card))
        ]
        return [Notice("Read with care", ". ".join(notes) + ".")] if notes else []


def _caution(card: Scorecard) -> list[str]:
    submission = card.submission
    late_amendment = bool(submission and submission.latest is not submission.counted)
    checks = {
        "the interview was cut short": card.interview.state == State.CUT_SHORT,
        "submitted more than three days late": card.was_very_late,
        "had seen ratings before taking the seat over": card.had_seen_ratings,
        "changed after reading other cards; the first ratings stand here": late_amendment,
    }
    return [words for words, holds in checks.items() if holds]


def _because(entrant: Entrant) -> str:
    if entrant.sealed:
        return "Sealed until your own card is in"
    if entrant.cards:
        return "Not in the kits of these interviews"
    return "No card yet" if entrant.awaited else "No interview yet"


def _kits(entrant: Entrant) -> frozenset[tuple[int, str]]:
    kits = (card.interview.kit for card in entrant.cards)
    return frozenset((kit.id, kit.title) for kit in kits if kit)


def _difference(row: Row) -> Difference:
    rated = [cell for cell in row.cells if cell.mean is not None]
    ordered = sorted(rated, key=lambda cell: cell.mean or 0.0)
    return Difference(row.competency, ordered[-1], ordered[0])


def _quoted(marks: Sequence[Mark], highest: bool) -> Mark | None:
    told = sorted(
        (mark for mark in marks if mark.evidence),
        key=lambda mark: mark.value,
        reverse=highest,
    )
    return told[0] if told else None


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
