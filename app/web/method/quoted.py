"""What the page quotes, read from the code when somebody asks: page and arithmetic cannot disagree."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import Any

from app.domain import ratings
from app.measure import agreement, coverage, doubt, equations, headline, items, mixture, plans, points
from app.web.filters import MONTHS

# By the fields of `points.Sigmas`: the letter of the formula, and the words for somebody who does not read it.
EFFECTS = {
    "candidate": ("θ", "candidates"),
    "interviewer": ("ρ", "interviewers, in how lenient they are"),
    "item": ("β", "questions, in how hard they are"),
    "case": ("θβ", "answers of one candidate to different questions"),
    "halo": ("θρ", "views that interviewers take of one candidate"),
    "residual": ("e", "chance"),
    "profile": ("γ", "competencies of one candidate"),
}


@dataclass(frozen=True)
class Band:
    """What one of the words stands for: from so many in 100 to below so many; the last one has no end."""

    words: str
    low: int
    high: int | None


@dataclass(frozen=True)
class Size:
    """How far apart the model takes two of a kind to be before it has seen a rating: the median of σ, in points."""

    letter: str
    words: str
    median: str


@dataclass(frozen=True)
class Held:
    """A row of the table of coverage, each share written as "92.8" of 100."""

    name: str
    covered: str
    plain: str
    wrong_way: str
    plain_wrong_way: str
    ahead_wrong: str

    @property
    def figures(self) -> tuple[str, ...]:
        return astuple(self)[1:]


def quoted() -> dict[str, Any]:
    """The variables of `method/page.html`. Modules stand for their constants."""
    latent = [design.latent for design in coverage.DESIGNS]
    return {
        "agreement": agreement,
        "doubt": doubt,
        "equations": equations,
        "headline": headline,
        "items": items,
        "plans": plans,
        "points": points,
        "ratings": ratings,
        "promised": whole(1 - 2 * mixture.TAIL),
        "reliable": decimals(agreement.RELIABLE, 3),
        "tentative": decimals(agreement.TENTATIVE, 3),
        "bands": bands(),
        "sizes": sizes(),
        "held": held(coverage.DESIGNS),
        "openings": coverage.DESIGNS[0].openings,
        "latent": (whole(min(latent)), whole(max(latent))),
        "measured_on": coverage.MEASURED_ON,
        "measured_on_words": day(coverage.MEASURED_ON),
    }


def bands() -> list[Band]:
    """From the least sure to the surest. One of two is always at 50 in 100 or more."""
    shares, words = zip((0.5, doubt.TOO_CLOSE), *reversed(doubt.FROM), strict=True)
    lows = [whole(share) for share in shares]
    return [Band(*one) for one in zip(words, lows, [*lows[1:], None], strict=True)]


def sizes() -> list[Size]:
    names = [field.name for field in fields(points.Sigmas)]
    return [
        Size(*EFFECTS[name], decimals(median, 2)) for name, median in zip(names, points.MEDIANS.tolist(), strict=True)
    ]


def held(designs: Iterable[coverage.Design]) -> list[Held]:
    names = [field.name for field in fields(Held)][1:]
    return [Held(one.name, *(f"{100 * getattr(one, name):.1f}" for name in names)) for one in designs]


def whole(share: float) -> int:
    """Of 100."""
    return round(100 * share)


def decimals(number: float, digits: int) -> str:
    """As statisticians write what lies between 0 and 1: ".667"."""
    return f"{number:.{digits}f}".removeprefix("0")


def day(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"
