"""Which questions to ask in which round: the best choice there is, by integer programming.

The aims are ordered and solved for one after the other: the best that can be had of one becomes a constraint of the
next (lexicographic, or preemptive, goal programming). All figures are whole numbers, so nothing is lost to rounding.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, milp

Row = NDArray[np.float64]
Rule = tuple[Row, float, float]  # at least, at most
Name = tuple[str, str | int, int]

ENOUGH = 2  # ratings of a competency, and rounds that rate it
AT_A_TIME = 16  # places in one step of the tie-break: powers of two up to here, times the solver's 1e-6, are below 1


@dataclass(frozen=True)
class Offer:
    """A question that could be asked. `ratings`: competency to how often it rates it; `fits`: the kinds of round that
    it can be asked in; `leads`: those of them that rest on such a question; `asked`: how often it was asked before.
    Of one family (versions and variants of a question) a candidate gets at most one."""

    key: str
    minutes: int
    ratings: Mapping[str, int]
    fits: Set[str]
    leads: Set[str] = frozenset()
    asked: int = 0
    untried: bool = False
    family: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "family", self.family or self.key)


@dataclass(frozen=True)
class Gap:
    """A round to fill: usable minutes and kind."""

    minutes: int
    kind: str


@dataclass(frozen=True)
class Held:
    """What another round has already: families of its questions, and how often it rates each competency."""

    families: Set[str]
    ratings: Mapping[str, int]


def choose(
    offers: Sequence[Offer], gaps: Sequence[Gap], held: Sequence[Held], weights: Mapping[str, int]
) -> list[list[str]]:
    """Keys of the questions for each gap, sorted. `weights`: competency to percent; others count for nothing.

    Never over the minutes of a gap, never two of a family. Then, each as far as the one before leaves it free:
    1. the fewest gaps without a question that leads their kind of round;
    2. the least weight on competencies without any rating over all rounds, then
    3. on ratings below two for each, then
    4. on rounds below two that rate it: so two people do;
    5. the fewest untried questions, then
    6. the fewest times that they were asked before;
    7. the most minutes, each counted at the mean weight of what its question rates, rounded down for a question;
    8. the question whose key comes first, in the first gap that can have it: so there is one answer.
    """
    program = _Program(sorted(offers, key=lambda offer: offer.key), gaps, held, weights)
    for aim in program.aims():
        program.reach(aim)
    for start in range(0, len(program.places), AT_A_TIME):
        program.settle(range(start, min(start + AT_A_TIME, len(program.places))))
    return program.chosen()


@dataclass
class _Program:
    """Unknowns: for each place (an offer in a gap) whether it is taken, 0 or 1; then what falls short, by name."""

    offers: Sequence[Offer]
    gaps: Sequence[Gap]
    held: Sequence[Held]
    weights: Mapping[str, int]
    rows: list[Rule] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lower, self.upper = np.zeros(self.width), np.full(self.width, np.inf)
        self.upper[: len(self.places)] = 1
        for name, at in self.columns.items():
            self.upper[at] = 1 if name[0] == "rated in" else np.inf
        self.rows += [*self._minutes(), *self._families(), *self._leads(), *self._ratings(), *self._rounds()]

    @cached_property
    def places(self) -> list[tuple[Offer, int]]:
        taken = {family for one in self.held for family in one.families}
        free = [offer for offer in self.offers if offer.family not in taken and self._counts(offer)]
        pairs = product(free, range(len(self.gaps)))
        return [(one, g) for one, g in pairs if _can_be_asked(one, self.gaps[g])]

    @cached_property
    def columns(self) -> dict[Name, int]:
        """What falls short, by name, to the number of its unknown."""
        names: list[Name] = [("without a lead", g, 0) for g in range(len(self.gaps))]
        for code in self.weights:
            names += [(what, code, 0) for what in ("unrated", "ratings short", "rounds short")]
            names += [("rated in", code, g) for g in range(len(self.gaps))]
        return {name: len(self.places) + n for n, name in enumerate(names)}

    @property
    def width(self) -> int:
        return len(self.places) + len(self.columns)

    def aims(self) -> Iterator[Row]:
        """Rows to make as small as can be, in this order."""
        yield self._short("without a lead", dict.fromkeys(range(len(self.gaps)), 1))
        for what in ("unrated", "ratings short", "rounds short"):
            yield self._short(what, self.weights)
        yield self._over_places(lambda offer: offer.untried)
        yield self._over_places(lambda offer: offer.asked)
        yield -self._over_places(self._worth)

    def reach(self, aim: Row) -> None:
        """From now on, no worse than the best."""
        if aim.any():
            self.rows.append((aim, -np.inf, round(float(aim @ self._solve(aim)))))

    def settle(self, places: range) -> None:
        """Of what is equally good, take the earlier places."""
        aim = np.zeros(self.width)
        aim[places.start : places.stop] = [-(2 ** (places.stop - 1 - n)) for n in places]
        found = np.rint(self._solve(aim)[places.start : places.stop])
        self.lower[places.start : places.stop] = self.upper[places.start : places.stop] = found

    def chosen(self) -> list[list[str]]:
        taken = [place for n, place in enumerate(self.places) if self.lower[n]]
        return [[offer.key for offer, g in taken if g == gap] for gap in range(len(self.gaps))]

    def _solve(self, aim: Row) -> Row:
        matrix, least, most = (np.array(part) for part in zip(*self.rows, strict=True))
        whole, bounds = np.arange(self.width) < len(self.places), Bounds(self.lower, self.upper)
        # There is always an answer, the one before; HiGHS 1.12 has called such a problem infeasible while presolving.
        for presolve in (True, False):
            options = {"mip_rel_gap": 0.0, "presolve": presolve}
            found = milp(aim, integrality=whole, bounds=bounds, constraints=(matrix, least, most), options=options)
            if found.x is not None:
                return np.asarray(found.x)
        raise ArithmeticError(found.message)

    def _minutes(self) -> Iterator[Rule]:
        for g, gap in enumerate(self.gaps):
            yield self._over_places(lambda offer: offer.minutes, g), -np.inf, gap.minutes

    def _families(self) -> Iterator[Rule]:
        members: dict[str, list[int]] = defaultdict(list)
        for n, (offer, _) in enumerate(self.places):
            members[offer.family].append(n)
        for places in members.values():
            row = np.zeros(self.width)
            row[places] = 1
            yield row, -np.inf, 1

    def _leads(self) -> Iterator[Rule]:
        for g, gap in enumerate(self.gaps):
            row = self._over_places(lambda offer, kind=gap.kind: kind in offer.leads, g)  # type: ignore[misc]
            yield self._with(row, {("without a lead", g, 0): 1}), 1, np.inf

    def _ratings(self) -> Iterator[Rule]:
        for code in self.weights:
            already = sum(one.ratings.get(code, 0) for one in self.held)
            row = self._times_rated(code)
            yield self._with(row, {("unrated", code, 0): 1}), 1 - already, np.inf
            yield self._with(row, {("ratings short", code, 0): 1}), ENOUGH - already, np.inf

    def _rounds(self) -> Iterator[Rule]:
        for code in self.weights:
            already = sum(1 for one in self.held if one.ratings.get(code))
            counted: dict[Name, int] = {("rated in", code, g): 1 for g in range(len(self.gaps))}
            counted["rounds short", code, 0] = 1
            yield self._with(np.zeros(self.width), counted), ENOUGH - already, np.inf
            for g in range(len(self.gaps)):
                yield self._with(self._times_rated(code, g), {("rated in", code, g): -1}), 0, np.inf

    def _times_rated(self, code: str, gap: int | None = None) -> Row:
        return self._over_places(lambda offer: offer.ratings.get(code, 0), gap)

    def _over_places(self, figure: Callable[[Offer], float], gap: int | None = None) -> Row:
        """A figure for each place, in one gap or in all."""
        row = np.zeros(self.width)
        row[: len(self.places)] = [figure(offer) if gap in {None, g} else 0 for offer, g in self.places]
        return row

    def _short(self, what: str, shares: Mapping[str, int] | Mapping[int, int]) -> Row:
        return self._with(np.zeros(self.width), {(what, one, 0): share for one, share in shares.items()})

    def _with(self, row: Row, figures: Mapping[Name, int]) -> Row:
        full = row.copy()
        for name, figure in figures.items():
            full[self.columns[name]] = figure
        return full

    def _counts(self, offer: Offer) -> bool:
        return any(self.weights.get(code) for code, times in offer.ratings.items() if times)

    def _worth(self, offer: Offer) -> int:
        times = sum(offer.ratings.values())
        return offer.minutes * sum(n * self.weights.get(code, 0) for code, n in offer.ratings.items()) // times


def _can_be_asked(offer: Offer, gap: Gap) -> bool:
    return gap.kind in offer.fits and offer.minutes <= gap.minutes
