"""One candidate in one competency: ratings as marks, missing ones as gaps, each with its reason. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.bankfiles.schema import Item
from app.domain.candidate import Candidate
from app.domain.content import Line
from app.domain.opening import Weight
from app.domain.rubric import SCALE, Competency
from app.domain.scorecard import Scorecard
from app.domain.text import fit_in_columns
from app.measure import headline


@dataclass(frozen=True)
class Entrant:
    """One candidate as the reader may see them.

    `cards`: the submitted ones that may be read. `awaited`: open seats of the panel. `sealed`: the reader has an own
    card to finish first. `barred`: cards are in, and are not for this reader. `alias`: what stands for the name when
    names are hidden. `missed`: seats of interviews that fell through, in rounds in which no other was planned since.
    `own`: the reader's own open cards.
    """

    candidate: Candidate
    cards: Sequence[Scorecard]
    awaited: Sequence[Scorecard]
    sealed: bool = False
    barred: bool = False
    alias: str = ""
    missed: Sequence[Scorecard] = ()
    own: Sequence[Scorecard] = ()

    @property
    def name(self) -> str:
        return self.alias or self.candidate.name

    @property
    def lack(self) -> str:
        """Why there is no rating at all, where no card says why."""
        if self.sealed:
            return "Sealed until your own card is in"
        if self.barred:
            return "For the hiring manager and the panel"
        if self.cards:
            return "Not in the kits of these interviews"
        return "No card yet" if self.awaited else "No interview yet"

    @property
    def hurdle(self) -> str:
        """What stands in the way of a decision by this reader, as a sentence, or ""."""
        if self.sealed:
            return f"Your own card on {self.name} is open. Submit it first; then you see the others, and can decide."
        if not self.cards:
            return f"No card on {self.name} is in yet. A decision needs at least one."
        return ""


@dataclass(frozen=True)
class Interviewer:
    """Somebody who has rated. `shape`: 1 to 12, the same on the whole page. `short`: the first name, if enough."""

    name: str
    short: str
    shape: int


@dataclass(frozen=True)
class Mark:
    """One rating by one person. `source`: where it was heard, as a reader knows it."""

    value: int
    by: Interviewer
    card: Scorecard
    item: Item
    source: str
    evidence: tuple[Line, ...]

    @property
    def item_key(self) -> str:
        return self.item.key

    @property
    def words(self) -> str:
        return SCALE[self.value]


@dataclass(frozen=True)
class Gap:
    """A rating that is missing, with the reason in words: whose it would be ("Ada", "Ada Berg"), or of which round.

    `item`: what was to be rated; None where a whole card is missing. `source`: where it would have been heard.
    """

    reason: str
    whose: str
    name: str
    item: Item | None = None
    source: str = ""


@dataclass(frozen=True)
class Cell:
    """One candidate in one competency."""

    entrant: Entrant
    competency: Competency
    marks: tuple[Mark, ...]
    gaps: tuple[Gap, ...]

    @cached_property
    def values(self) -> list[int]:
        return [mark.value for mark in self.marks]

    @cached_property
    def dots(self) -> list[tuple[int, int]]:
        """For the plot: value and shape of each rating."""
        return [(mark.value, mark.by.shape) for mark in self.marks]

    @property
    def n(self) -> int:
        return len(self.marks)

    @cached_property
    def mean(self) -> float | None:
        return headline.mean(self.values)

    @cached_property
    def is_split(self) -> bool:
        return headline.is_split(self.values)

    @cached_property
    def count_words(self) -> str:
        """What stands beside the mean: "n 2", "n 2 · split", "n 1 · one rater"."""
        raters = {mark.card.author_id for mark in self.marks}
        split = " · split" if self.is_split else ""
        return f"n {self.n}{split}{' · one rater' if len(raters) == 1 else ''}"

    @cached_property
    def gap_words(self) -> str:
        """Why ratings are missing: "No evidence (Bo), not asked (Ada, Chidi)". "" if none is."""
        if not self.marks and not self.gaps:
            return self.entrant.lack
        reasons: dict[str, dict[str, None]] = {}
        for gap in self.gaps:
            reasons.setdefault(gap.reason, {})[gap.whose] = None
        said = [f"{reason} ({', '.join(whose)})" for reason, whose in reasons.items()]
        return ", ".join([*said[:1], *(f"{words[0].lower()}{words[1:]}" for words in said[1:])])

    @property
    def told(self) -> str:
        """The whole cell as a sentence: the text twin of its plot."""
        who = f"{self.entrant.name}, {self.competency.name}: "
        if self.mean is None:
            return f"{who}no rating. {self.gap_words}"
        gaps = f". {self.gap_words}" if self.gaps else ""
        return f"{who}{self.ratings_words}; mean {self.mean:.1f} of {self.n}{gaps}"

    @cached_property
    def ratings_words(self) -> str:
        """Who rated what: "Ada 3, Bo 4"."""
        return ", ".join(f"{mark.by.short} {mark.value}" for mark in self.marks)


@dataclass(frozen=True)
class Row:
    """One competency with its weight, a cell for each candidate."""

    weight: Weight
    cells: tuple[Cell, ...]

    @property
    def competency(self) -> Competency:
        return self.weight.competency

    @property
    def has_evidence(self) -> bool:
        return any(cell.marks for cell in self.cells)

    @property
    def spread(self) -> float:
        """Largest difference of two means in this row, 0 with fewer than two."""
        means = [cell.mean for cell in self.cells if cell.mean is not None]
        return max(means) - min(means) if len(means) > 1 else 0.0


@dataclass(frozen=True)
class Total:
    """The composite of one candidate, or why there is none."""

    entrant: Entrant
    value: float | None
    ratings: int
    because: str = ""

    @property
    def ratings_words(self) -> str:
        return "1 rating" if self.ratings == 1 else f"{self.ratings} ratings"


@dataclass(frozen=True)
class Difference:
    """Two candidates far apart in one competency, with something that was heard from each."""

    competency: Competency
    higher: Cell
    lower: Cell

    @property
    def sides(self) -> list[tuple[Cell, Mark | None]]:
        """Each side with the rating that has evidence and speaks most clearly for it."""
        return [
            (self.higher, _quoted(self.higher.marks, highest=True)),
            (self.lower, _quoted(self.lower.marks, highest=False)),
        ]

    @property
    def quoted(self) -> list[str]:
        """What is quoted, side by side."""
        return [mark.evidence[0].text for _, mark in self.sides if mark]

    @property
    def is_abreast(self) -> bool:
        """On paper: do the two stand in columns?"""
        return fit_in_columns(self.quoted, len(self.sides))


def _quoted(marks: Sequence[Mark], highest: bool) -> Mark | None:
    told = [mark for mark in marks if mark.evidence]
    choose = max if highest else min
    return choose(told, key=lambda mark: mark.value) if told else None
