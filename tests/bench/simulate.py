"""Does the 90 % interval hold what it says? `python -m tests.bench.simulate [--openings 300] [--seed 1]`

Openings are made up (`tests.bench.openings`), and for each pair of candidates the interval of the difference is held
against the truth. Beside the model stand plain means with the interval of a textbook. The figures go into
`app/measure/coverage.py` by hand, with the day; at the end the bench says which of them no longer hold.
"""

import argparse
import os
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import combinations
from multiprocessing import get_context
from typing import NamedTuple

import numpy as np
from scipy import stats

from app.measure import coverage
from app.measure.doubt import AHEAD, CLEARLY_AHEAD, LEANS, in_words
from app.measure.mixture import TAIL
from app.measure.model import Posterior, posterior
from tests.bench.openings import Opening, Setting, crossed, loops, made_up, some_of, two_panels

MAY_DIFFER = 0.03
WATCHED = ("covered", "plain", "latent", "wrong_way", "plain_wrong_way", "ahead_wrong")
HAWK_AND_DOVE = {"r0": 1.0, "r1": -1.0}
NOISIER = {"residual": 1.5, "halo": 1.5}
SETTINGS = (
    Setting("Everybody meets everybody: 4 candidates, 3 interviewers, 8 questions", partial(crossed, 4, 3, 8)),
    Setting("Each meets 2 of 5 interviewers: 4 candidates, 8 questions", partial(some_of, 4, 2, 5, 8)),
    Setting("The same, one interviewer harsh and one lenient by a point", partial(some_of, 4, 2, 5, 8), HAWK_AND_DOVE),
    Setting("Rounds: 4 candidates meet 3 of 5 interviewers, 4 of 12 questions each", partial(loops, 4, 3, 5, 12)),
    Setting("Two panels that share no interviewer: 4 candidates, 8 questions", partial(two_panels, 4, 4, 8)),
    Setting("Very little: 2 candidates, 2 interviewers, 4 questions", partial(crossed, 2, 2, 4)),
)
UNDER_STRESS = (
    Setting("Stress: 2 of 5 interviewers, σ of rest and halo x 1.5", partial(some_of, 4, 2, 5, 8), stress=NOISIER),
    Setting("Stress: rounds, σ of rest and halo x 1.5", partial(loops, 4, 3, 5, 12), stress=NOISIER),
)
HEADER = f"{'':<70} covered plain latent   half   wrong way: model plain   of ahead  of leans"


class Said(NamedTuple):
    """What was said of one pair of candidates, held against the truth.

    `latent`: the interval holds the difference in μ + θ as well. `wrong_way`: the whole interval lies on the wrong side
    of zero. `wrong`: whoever is named first in the words is behind.
    """

    covered: bool
    plain: bool
    latent: bool
    half_width: float
    wrong_way: bool
    plain_wrong_way: bool
    words: str
    wrong: bool


def main() -> None:
    asked = _arguments()
    os.environ["OMP_NUM_THREADS"] = "1"  # for the processes that are spawned: they are as many as there are cores
    seeds = [(asked.seed, n) for n in range(asked.openings)]
    found = []
    print(HEADER)
    with get_context("spawn").Pool(asked.processes) as pool:
        for setting in (*SETTINGS, *UNDER_STRESS):
            said = [one for some in pool.imap(partial(simulated, setting), seeds, chunksize=10) for one in some]
            found.append(summary(setting.name, said, asked.openings))
            print(_row(found[-1], said), flush=True)
    _hold_against_constants(found[: len(SETTINGS)])


def simulated(setting: Setting, seed: Sequence[int]) -> list[Said]:
    """What the model and the plain means say of all pairs of one made-up opening."""
    opening = made_up(setting, np.random.default_rng(seed))
    found = posterior(opening.table)
    return [_said(opening, found, a, b) for a, b in combinations(sorted(opening.levels), 2)]


def summary(name: str, said: Sequence[Said], openings: int) -> coverage.Design:
    """The figures that go into `app.measure.coverage`."""
    return coverage.Design(
        name=name,
        covered=_share(one.covered for one in said),
        plain=_share(one.plain for one in said),
        latent=_share(one.latent for one in said),
        wrong_way=_share(one.wrong_way for one in said),
        plain_wrong_way=_share(one.plain_wrong_way for one in said),
        ahead_wrong=_share(one.wrong for one in said if one.words in (AHEAD, CLEARLY_AHEAD)),
        openings=openings,
    )


def plain_interval(opening: Opening, a: str, b: str) -> tuple[float, float]:
    """The 90 % t interval of the difference of two means, as if each rating were a fresh draw."""
    values = {one: np.array([row.value for row in opening.table.rows if row.candidate == one]) for one in (a, b)}
    degrees = sum(len(some) - 1 for some in values.values())
    pooled = sum(((some - some.mean()) ** 2).sum() for some in values.values()) / degrees
    error = np.sqrt(pooled * sum(1 / len(some) for some in values.values()))
    gap, reach = values[a].mean() - values[b].mean(), stats.t.ppf(1 - TAIL, degrees) * error
    return float(gap - reach), float(gap + reach)


def _said(opening: Opening, found: Posterior, a: str, b: str) -> Said:
    truth, latent = (levels[a] - levels[b] for levels in (opening.levels, opening.latent))
    difference = found.difference(a, b)
    low, high = difference.interval
    plain_low, plain_high = plain_interval(opening, a, b)
    return Said(
        covered=low <= truth <= high,
        plain=plain_low <= truth <= plain_high,
        latent=low <= latent <= high,
        half_width=(high - low) / 2,
        wrong_way=_on_the_other_side(low, high, truth),
        plain_wrong_way=_on_the_other_side(plain_low, plain_high, truth),
        words=in_words(difference.above_zero),
        wrong=(difference.above_zero > 0.5) != (truth > 0),
    )


def _on_the_other_side(low: float, high: float, truth: float) -> bool:
    return high < 0 < truth or truth < 0 < low


def _share(of: Iterable[bool]) -> float:
    """To three digits; 0 of nothing."""
    cases = list(of)
    return round(sum(cases) / max(1, len(cases)), 3)


def _row(design: coverage.Design, said: Sequence[Said]) -> str:
    leans = _share(one.wrong for one in said if one.words == LEANS)
    half = sum(one.half_width for one in said) / len(said)
    return (
        f"{design.name:<70} {design.covered:7.3f} {design.plain:5.3f} {design.latent:6.3f} {half:6.2f}"
        f" {design.wrong_way:18.3f} {design.plain_wrong_way:5.3f} {design.ahead_wrong:10.3f} {leans:9.3f}"
    )


def _hold_against_constants(found: Sequence[coverage.Design]) -> None:
    """Say which figures of `app.measure.coverage` are off; and print what would stand there."""
    known = {design.name: design for design in coverage.DESIGNS}
    for design in found:
        off = [name for name in WATCHED if _differs(design, known.get(design.name), name)]
        if off:
            print(f"\napp/measure/coverage.py is off by more than {MAY_DIFFER} in {', '.join(off)}. It would say:")
            print(f"    {design!r},")


def _differs(design: coverage.Design, known: coverage.Design | None, name: str) -> bool:
    return known is None or abs(getattr(design, name) - getattr(known, name)) > MAY_DIFFER


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.bench.simulate", description=__doc__)
    asked.add_argument("--openings", type=int, default=300, help="how many for each design")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--processes", type=int, default=2)
    return asked.parse_args()


if __name__ == "__main__":
    main()
