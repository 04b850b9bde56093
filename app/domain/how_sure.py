"""How sure are we? What the ratings say of the gap between two candidates, pair by pair, in words first. Pure.

Pairs stand in the candidates' order. Nothing in here is a score, a rank or a winner, and nothing is sorted by it.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.domain.comparison import Comparison
from app.domain.profile import Entrant
from app.domain.ratings import most_ratings_of, table_of
from app.domain.scorecard import Scorecard
from app.domain.text import listed, signed

if TYPE_CHECKING:  # numpy and scipy are imported by whoever asks for the figures
    from app.measure.doubt import Doubt, Help, Pair
    from app.measure.table import Table

HEADLINES = {
    "too close to call": "{first} and {second}: too close to call",
    "leans": "{higher} leans ahead of {lower}",
    "ahead": "{higher} ahead of {lower}",
    "clearly ahead": "{higher} clearly ahead of {lower}",
}
CHANGES = {
    "as it is": "As it is",
    "one more interviewer, the same for all": "One more interviewer, the same person for all of them",
    "the same panel for all": "The same panel for all of them",
    "4 more questions to each": "Four more questions to each of them",
}
NARROWEST_AXIS = 1.0
WORTH_IT = 0.9  # of the half width as it is


@dataclass(frozen=True)
class Between:
    """The gap between two candidates, `first` before `second` by name. `gap` from `low` to `high`, in points of the
    scale: how much higher the first one is, and what is plausible for it, 90 in 100. `names`: the short ones."""

    first: Entrant
    second: Entrant
    figures: "Pair"
    names: tuple[str, str]

    @property
    def gap(self) -> float:
        return self.figures.difference

    @property
    def low(self) -> float:
        return self.figures.low

    @property
    def high(self) -> float:
        return self.figures.high

    @property
    def headline(self) -> str:
        """The words: "Dana Whitlock and Suki Tanabe: too close to call", "Dana Whitlock leans ahead of Leo Mar"."""
        both = (self.first.name, self.second.name)
        higher, lower = both if self._first_is_higher else both[::-1]
        return HEADLINES[self.figures.words].format(first=both[0], second=both[1], higher=higher, lower=lower)

    @property
    def told(self) -> str:
        """The figures: "Dana is ahead: 87 in 100. Gap 0.5; plausible: Leo 0.2 ahead to Dana 1.2 ahead."."""
        higher = self.names[0 if self._first_is_higher else 1]
        return f"{higher} is ahead: {self._in_100} in 100. {self._best}; plausible: {self._plausible}."

    @property
    def caution(self) -> str:
        """What the figures rest on where nobody has met both, or ""."""
        if self.figures.connected:
            return ""
        return "No shared interviewer: this rests on assuming that their interviewers rate alike."

    @property
    def _first_is_higher(self) -> bool:
        return self.figures.p >= 0.5

    @property
    def _best(self) -> str:
        size = signed(abs(self.gap))
        return "Gap practically none" if size == "0.0" else f"Gap {size}"

    @property
    def _plausible(self) -> str:
        """From the end where the other one is ahead, or ahead the most."""
        ends = (self.low, self.high) if self._first_is_higher else (self.high, self.low)
        nearest, furthest = (signed(abs(end)) for end in ends)
        if ends[0] * ends[1] > 0 and nearest != "0.0":  # the same one is ahead at both ends
            return f"{self._ahead(ends[0]).removesuffix(' ahead')} to {furthest} ahead"
        return " to ".join(map(self._ahead, ends))

    def _ahead(self, gap: float) -> str:
        size = signed(abs(gap))
        return "no difference" if size == "0.0" else f"{self.names[0 if gap > 0 else 1]} {size} ahead"

    @property
    def _in_100(self) -> str:
        """Rounded, but never over the border of the words that stand above it, nor to certainty."""
        share = 100 * (self.figures.p if self._first_is_higher else 1 - self.figures.p)
        if share >= 99.5:
            return "more than 99"
        rounded = round(share)
        return str(rounded if rounded not in {75, 90, 97} else math.floor(share))


@dataclass(frozen=True)
class Change:
    """How far off a gap could still be, in points, after a change of how the candidates are interviewed."""

    words: str
    half_width: float


class HowSure:
    """The figures for a comparison. `beside`: cards on other candidates of the opening that its reader may read, the
    nearest in time first; ratings of the same interviewers and questions help to tell people from circumstances.

    Worked out when first asked for; once for the same ratings.
    """

    def __init__(self, comparison: Comparison, beside: Sequence[Scorecard] = ()) -> None:
        self.comparison = comparison
        self.beside = most_ratings_of(beside, sum(1 for _ in table_of(comparison.cards).rows))

    def without_names(self) -> "HowSure":
        """The same for the comparison of "Candidate A", "Candidate B" and so on."""
        return HowSure(self.comparison.without_names(), self.beside)

    @property
    def rated(self) -> list[Entrant]:
        """Those of whom there is a rating, in name order."""
        return [total.entrant for total in self.comparison.totals if total.ratings]

    @property
    def unrated(self) -> list[Entrant]:
        return [total.entrant for total in self.comparison.totals if not total.ratings]

    @property
    def lack(self) -> str:
        """Why there is nothing to tell, as a sentence, or ""."""
        if len(self.rated) > 1:
            return ""
        return "This needs ratings of two candidates at least."

    @cached_property
    def pairs(self) -> list[Between]:
        named = {str(one.candidate.id): one for one in self.rated}
        return (
            [self._between(named[pair.a], named[pair.b], pair) for pair in self._doubt.pairs] if not self.lack else []
        )

    @property
    def reach(self) -> float:
        """Points from the middle of the axis to its ends: the same for all pairs, so that bars can be compared."""
        furthest = max((abs(end) for pair in self.pairs for end in (pair.low, pair.high)), default=0.0)
        return max(NARROWEST_AXIS, math.ceil(2 * furthest) / 2)

    @property
    def basis(self) -> str:
        """What the figures rest on: "From 59 ratings: 29 of the candidates here, and 30 of 2 others of …"."""
        others = {card.interview.candidate_id for card in self.beside}
        ratings, beside = len(self._table.rows), len(table_of(self.beside).rows)
        if not others:
            return f"From {ratings} ratings, all of the candidates here."
        who = "another candidate" if len(others) == 1 else f"{len(others)} others"
        return (
            f"From {ratings} ratings: {ratings - beside} of the candidates here, and {beside} of {who} of this opening."
        )

    @property
    def gaps(self) -> list[str]:
        """Sentences on what is missing."""
        said = []
        if self.unrated and not self.lack:
            said.append(f"There is no rating of {listed([one.name for one in self.unrated])} yet.")
        incomplete = [total.entrant.name for total in self.comparison.totals if total.ratings and total.value is None]
        if incomplete and not self.lack:
            verb = "has" if len(incomplete) == 1 else "have"
            said.append(
                f"{listed(incomplete)} {verb} no rating in a competency; what that leaves open is part of the bars."
            )
        return said

    @property
    def now(self) -> Change | None:
        """How far off a gap could be today, as a mean over the pairs."""
        return next(iter(self.changes), None)

    @property
    def advice(self) -> str:
        """What would help most, as two sentences, or ""."""
        if not self.now:
            return ""
        best = self.changes[1]
        first = f"Today a gap between two of them can be off by about {self.now.half_width:.2f} points either way."
        if best.half_width > WORTH_IT * self.now.half_width:
            return f"{first} None of the changes below would narrow that much."
        comma = "," if "," in best.words else ""
        return f"{first} {best.words}{comma} would bring that to about {best.half_width:.2f}."

    @cached_property
    def changes(self) -> list[Change]:
        """As it is; then what would help, the most helpful first."""
        if self.lack:
            return []
        first, *rest = [Change(_words(help_), help_.half_width) for help_ in self._doubt.help]
        return [first, *sorted(rest, key=lambda change: change.half_width)]

    def _between(self, first: Entrant, second: Entrant, figures: "Pair") -> Between:
        return Between(first, second, figures, (self._short(first), self._short(second)))

    def _short(self, entrant: Entrant) -> str:
        """The first name, if no other one here has it; the letter of an alias."""
        if entrant.alias:
            return entrant.alias.split()[-1]
        first_names = Counter(one.name.split()[0] for one in self.rated)
        first_name = entrant.name.split()[0]
        return first_name if first_names[first_name] == 1 else entrant.name

    @cached_property
    def _table(self) -> "Table":
        return table_of([*self.comparison.cards, *self.beside])

    @cached_property
    def _doubt(self) -> "Doubt":
        from app.measure.doubt import doubt

        return doubt(self._table, [str(one.candidate.id) for one in self.rated], self._shares)

    @property
    def _shares(self) -> Mapping[str, float] | None:
        """The weights, as soon as there are two; with one competency the model has no profile to tell."""
        weights = self.comparison.opening.weights
        return {one.competency_code: one.percent / 100 for one in weights} if len(weights) > 1 else None


def _words(help_: "Help") -> str:
    return CHANGES.get(help_.change, help_.change)
