"""How sure are we? For each pair of candidates a difference, an interval, a probability and words; and what would help.

Never a rank. The words speak of the difference, not of the people.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from app.measure.model import Posterior, posterior
from app.measure.panels import groups
from app.measure.plans import AS_IT_IS, half_width, plans
from app.measure.points import Sigmas
from app.measure.table import Table

TOO_CLOSE, LEANS, AHEAD, CLEARLY_AHEAD = "too close to call", "leans", "ahead", "clearly ahead"
FROM = ((0.97, CLEARLY_AHEAD), (0.90, AHEAD), (0.75, LEANS))
UNJOINED = "no shared interviewer: rests on assuming that they are alike"
POINTS_FOR_PLANS = 128
KEPT = 64  # comparisons, each some ten kilobytes


@dataclass(frozen=True)
class Pair:
    """The difference a - b in points of the scale, from the 5th to the 95th percentile; `p` is P(a > b).

    `connected`: a chain of shared interviewers leads from one to the other.
    """

    a: str
    b: str
    difference: float
    low: float
    high: float
    p: float
    connected: bool

    @property
    def words(self) -> str:
        return in_words(self.p)


@dataclass(frozen=True)
class Help:
    """Half the width of the interval of a difference after a change, the mean over the pairs."""

    change: str
    half_width: float


@dataclass(frozen=True)
class Severity:
    """How much lower than others somebody rates the same thing, in points; negative for a lenient one."""

    points: float
    low: float
    high: float


@dataclass(frozen=True)
class Doubt:
    """What the model says of some candidates. `means` are drawn to the middle and are never printed as a score."""

    ratings: int
    pairs: tuple[Pair, ...]
    help: tuple[Help, ...]
    means: Mapping[str, float]
    severities: Mapping[str, Severity]


def in_words(p: float) -> str:
    """The words for P(a > b), whichever of the two is ahead."""
    return next((words for share, words in FROM if max(p, 1 - p) >= share), TOO_CLOSE)


def doubt(table: Table, compared: Sequence[str], shares: Mapping[str, float] | None = None) -> Doubt:
    """Compare some of the table's candidates, in this order, each of whom has a rating.

    `shares`: weight of each competency, adding up to 1; None leaves competencies out. Worked out once for the same
    table. Raises ValueError for a table without a rating.
    """
    return _doubt(table, tuple(compared), tuple(sorted(shares.items())) if shares else None)


@lru_cache(maxsize=KEPT)
def severity(table: Table, interviewer: str) -> Severity:
    """How one of the table's interviewers rates, nobody being compared. Worked out once for the same table."""
    return _severity(posterior(table), interviewer)


@lru_cache(maxsize=KEPT)
def _doubt(table: Table, compared: tuple[str, ...], weights: tuple[tuple[str, float], ...] | None) -> Doubt:
    shares = dict(weights) if weights else None
    found = posterior(table, shares)
    joined = groups(_panels(table))
    pairs = tuple(_pair(found, a, b, joined) for a, b in combinations(compared, 2))
    return Doubt(
        ratings=len(table.rows),
        pairs=pairs,
        help=_help(table, pairs, found, shares) if pairs else (),
        means={one: found.mean(one) for one in compared},
        severities={one: _severity(found, one) for one in table.interviewers},
    )


def _panels(table: Table) -> dict[str, set[str]]:
    panels: dict[str, set[str]] = defaultdict(set)
    for row in table.rows:
        panels[row.candidate].add(row.interviewer)
    return panels


def _pair(found: Posterior, a: str, b: str, joined: Sequence[frozenset[str]]) -> Pair:
    difference = found.difference(a, b)
    low, high = difference.interval
    connected = any({a, b} <= group for group in joined)
    return Pair(a, b, difference.mean, low, high, difference.above_zero, connected)


def _help(
    table: Table, pairs: Sequence[Pair], found: Posterior, shares: Mapping[str, float] | None
) -> tuple[Help, ...]:
    """By how much each change narrows the intervals as they are, at the first of the posterior's points: they lie as
    evenly as all of them."""
    compared = list(dict.fromkeys(one for pair in pairs for one in (pair.a, pair.b)))
    points = Sigmas.at(found.z[:POINTS_FOR_PLANS])
    weights = found.weights[:POINTS_FOR_PLANS] / found.weights[:POINTS_FOR_PLANS].sum()
    widths = {
        change: half_width(plan, compared, points, weights, shares) for change, plan in plans(table, compared).items()
    }
    now = sum(pair.high - pair.low for pair in pairs) / (2 * len(pairs))
    return tuple(Help(change, now * width / widths[AS_IT_IS]) for change, width in widths.items())


def _severity(found: Posterior, interviewer: str) -> Severity:
    severity = found.severity(interviewer)
    return Severity(severity.mean, *severity.interval)
