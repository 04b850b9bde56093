"""The geometry of one person's ratings beside the team's: a column a point of the scale, a line across for the team.

Units are those of the SVG's viewBox. The highest share fills the height.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 320, 150
LEFT, STEP, WIDE = 32, 64, 36
TOP, FOOT = 10, 122
OVERHANG = 8  # of the team's line on either side of a column


@dataclass(frozen=True)
class Columns:
    """Paths: the axis, the person's columns, the team's lines. `ticks`: x and text under each column."""

    axis: str
    own: str
    team: str
    ticks: tuple[tuple[int, str], ...]

    width, height, tick_y = WIDTH, HEIGHT, FOOT + 20


def columns(own: Sequence[float], team: Sequence[float | None]) -> Columns:
    """Draw shares from 0 to 1, one for each point of the scale; `team` may be None throughout."""
    highest = max([*own, *(share for share in team if share is not None)], default=0) or 1
    places = [(LEFT + STEP * n, own[n], team[n]) for n in range(len(own))]
    return Columns(
        axis=f"M{LEFT - 24} {FOOT}H{LEFT + STEP * (len(own) - 1) + 24}",
        own="".join(_column(x, share / highest) for x, share, _ in places if share),
        team="".join(_line(x, share / highest) for x, _, share in places if share is not None),
        ticks=tuple((x, str(n)) for n, (x, _, _) in enumerate(places, 1)),
    )


def _column(x: int, height: float) -> str:
    return f"M{x - WIDE // 2} {FOOT}V{_y(height):g}H{x + WIDE // 2}V{FOOT}Z"


def _line(x: int, height: float) -> str:
    return f"M{x - WIDE // 2 - OVERHANG} {_y(height):g}h{WIDE + 2 * OVERHANG}"


def _y(height: float) -> float:
    return round(FOOT - (FOOT - TOP) * height, 1)
