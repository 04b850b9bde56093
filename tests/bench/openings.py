"""Made-up openings of which the truth is known: drawn from the model, then rounded and cut off as a person does it.

Standard deviations are drawn from the model's prior, μ and every effect at those. The truth about a candidate is said
in points of the scale: the mean of the ratings that all conceivable interviewers would give them, asking everything.
That is not μ + θ: near the ends the scale squeezes what is rated, and a gap of a point shrinks with it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import NamedTuple, TypeVar

import numpy as np
from scipy.special import ndtr

from app.measure.points import DIMENSIONS, Sigmas
from app.measure.table import Rating, Table

Random = np.random.Generator
Key = TypeVar("Key", bound=Hashable)
BETWEEN_RATINGS = np.array([1.5, 2.5, 3.5, 4.5])


class Seat(NamedTuple):
    """An interviewer asks a candidate a question."""

    candidate: str
    interviewer: str
    item: str


@dataclass(frozen=True)
class Setting:
    """A way to interview. `seats`: who is asked what by whom.

    `severities`: how much lower somebody rates, for those of whom it is not drawn. `stress`: factors on standard
    deviations, which make ratings noisier than the prior expects.
    """

    name: str
    seats: Callable[[Random], Iterable[Seat]]
    severities: Mapping[str, float] = field(default_factory=dict)
    stress: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Opening:
    """Ratings, and the truth behind them: `levels` in points of the scale, `latent` as the model writes it, μ + θ."""

    table: Table
    levels: Mapping[str, float]
    latent: Mapping[str, float]


def crossed(candidates: int, interviewers: int, items: int, random: Random) -> list[Seat]:
    """Everybody asks everybody everything; nothing is left to chance."""
    return [Seat(*seat) for seat in product(_labels("c", candidates), _labels("r", interviewers), _labels("i", items))]


def some_of(candidates: int, panel: int, interviewers: int, items: int, random: Random) -> list[Seat]:
    """Each candidate meets a panel drawn for them, and everybody on it rates every question."""
    return [
        Seat(candidate, interviewer, item)
        for candidate in _labels("c", candidates)
        for interviewer in _drawn(panel, interviewers, random)
        for item in _labels("i", items)
    ]


def loops(candidates: int, rounds: int, interviewers: int, items: int, random: Random) -> list[Seat]:
    """Each candidate goes through all rounds, each with questions of its own and an interviewer drawn for it."""
    labels = _labels("i", items)
    asked = [labels[n * items // rounds : (n + 1) * items // rounds] for n in range(rounds)]
    return [
        Seat(candidate, interviewer, item)
        for candidate in _labels("c", candidates)
        for interviewer, questions in zip(_drawn(rounds, interviewers, random), asked, strict=True)
        for item in questions
    ]


def two_panels(candidates: int, interviewers: int, items: int, random: Random) -> list[Seat]:
    """One half of the candidates meets one half of the interviewers, the other half the other."""
    first = {*_labels("c", candidates // 2), *_labels("r", interviewers // 2)}
    everybody = crossed(candidates, interviewers, items, random)
    return [seat for seat in everybody if (seat.candidate in first) == (seat.interviewer in first)]


def made_up(setting: Setting, random: Random) -> Opening:
    """One opening. The order of the draws is part of what a seed stands for."""
    seats = sorted(setting.seats(random))
    spread = _spread(setting.stress, random)
    effects = partial(_effects, spread, random)
    centre = float(random.normal(3, 1))
    ability = effects("candidate", (seat.candidate for seat in seats))
    severity = effects("interviewer", (seat.interviewer for seat in seats))
    severity |= {who: -points for who, points in setting.severities.items()}
    difficulty = effects("item", (seat.item for seat in seats))
    case = effects("case", ((seat.candidate, seat.item) for seat in seats))
    halo = effects("halo", ((seat.candidate, seat.interviewer) for seat in seats))
    rest = effects("residual", seats)
    rows = [
        Rating(
            *seat,
            value=_rated(centre + ability[c] + severity[r] + difficulty[i] + case[c, i] + halo[c, r] + rest[seat]),
        )
        for seat in seats
        for c, r, i in (seat,)
    ]
    latent = {one: centre + own for one, own in ability.items()}
    noise = float(np.sqrt(sum(spread[kind] ** 2 for kind in spread if kind not in ("candidate", "profile"))))
    return Opening(Table.of(rows), {one: expected(level, noise) for one, level in latent.items()}, latent)


def expected(level: float, noise: float) -> float:
    """The mean of ratings that are drawn around a level, rounded and cut off: 1 + Σ P(more than k)."""
    return 1 + float(ndtr((level - BETWEEN_RATINGS) / noise).sum())


def _spread(stress: Mapping[str, float], random: Random) -> dict[str, float]:
    sigmas = vars(Sigmas.at(random.standard_normal((1, DIMENSIONS))))
    return {kind: float(sigma[0]) * stress.get(kind, 1.0) for kind, sigma in sigmas.items()}


def _effects(spread: Mapping[str, float], random: Random, kind: str, keys: Iterable[Key]) -> dict[Key, float]:
    return {key: float(random.normal(0, spread[kind])) for key in dict.fromkeys(keys)}


def _rated(value: float) -> float:
    return float(np.clip(np.rint(value), 1, 5))


def _labels(kind: str, count: int) -> list[str]:
    return [f"{kind}{n}" for n in range(count)]


def _drawn(some: int, of: int, random: Random) -> list[str]:
    return [f"r{n}" for n in random.choice(of, some, replace=False)]
