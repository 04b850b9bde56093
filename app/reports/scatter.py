"""The geometry of a scatter: ratings from 1 to 5 across, outcomes from 1 to 5 upwards. Units are the viewBox's."""

from collections.abc import Iterable
from dataclasses import dataclass

LEFT, FOOT, STEP = 34, 226, 50
WIDTH, HEIGHT = 260, 262
TICKS = range(1, 6)


@dataclass(frozen=True)
class Scatter:
    """Paths: the axes, a grid, and the dots, strokes with round ends. `across`, `up`: place and text of the ticks."""

    axes: str
    grid: str
    dots: str
    across: tuple[tuple[float, str], ...]
    up: tuple[tuple[float, str], ...]

    width, height, left, foot = WIDTH, HEIGHT, LEFT - 12, FOOT + 20


def scatter(pairs: Iterable[tuple[float, float]]) -> Scatter:
    """Draw pairs of values from 1 to 5, across and up."""
    return Scatter(
        axes=f"M{LEFT - 6} {_y(5):g}V{FOOT + 6}H{_x(5):g}",
        grid="".join(f"M{LEFT - 6} {_y(tick):g}H{_x(5):g}M{_x(tick):g} {_y(5):g}V{FOOT + 6}" for tick in TICKS),
        dots="".join(f"M{_x(across):g} {_y(up):g}h0" for across, up in pairs),
        across=tuple((_x(tick), str(tick)) for tick in TICKS),
        up=tuple((_y(tick) + 5, str(tick)) for tick in TICKS),
    )


def _x(value: float) -> float:
    return round(LEFT + STEP * (value - 1), 1)


def _y(value: float) -> float:
    return round(FOOT - STEP * (value - 1), 1)
