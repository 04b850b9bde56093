"""The geometry of dot plots and interval bars, the same for page and paper.

One axis from 1 to 5. A mark is one rating; its shape says whose it is; equal ratings stack upwards. The thread spans
the ratings, the short bar under the axis is their mean. Units are those of the SVG's viewBox.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

WIDTH = 200
LEFT, STEP = 12, 44
STACK = 14
ABOVE, BELOW = 11.8, 20.2
BARE_BELOW = 10.6

# Outlines of the six marks round (0, 0); the same order as the colours of the style sheet.
OUTLINES = {
    1: ("circle", "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z"),
    2: ("square", "m-5.4 -5.4h10.8v10.8h-10.8Z"),
    3: ("triangle", "m0 -6.9l6.6 12h-13.2Z"),
    4: ("diamond", "m0 -7.4l7.4 7.4l-7.4 7.4l-7.4 -7.4Z"),
    5: ("triangle, point down", "m0 6.9l-6.6 -12h13.2Z"),
    6: ("cross", "m-2 -6.4h4v4.4h4.4v4h-4.4v4.4h-4v-4.4h-4.4v-4h4.4Z"),
}
# An interval bar: no difference is in the middle.
BAR_WIDTH, BAR_HEIGHT, BAR_MARGIN = 320, 34, 6
SMALL_LINE, SMALL_STEP, SMALL_TALLEST = 15, 4, 13
PAPER_COLOURS = {1: "#0B3F6B", 2: "#833815", 3: "#2B8C78", 4: "#C52FB3", 5: "#957D16", 6: "#211B14"}


@dataclass(frozen=True)
class Drawn:
    """The marks of one shape: their path, the class that colours it on the page, and its colour on paper."""

    shape: int
    path: str

    @property
    def name(self) -> str:
        return f"{'hollow ' if self.is_hollow else ''}{OUTLINES[_outline(self.shape)][0]}"

    @property
    def is_hollow(self) -> bool:
        """From the seventh interviewer on the outlines come again, and are not filled."""
        return self.shape > len(OUTLINES)

    @property
    def paper(self) -> str:
        return PAPER_COLOURS[_outline(self.shape)]


@dataclass(frozen=True)
class Plot:
    """Paths of one plot. `thread` and `mean` are "" where there is none."""

    height: float
    axis: str
    thread: str
    mean: str
    marks: tuple[Drawn, ...]

    @property
    def width(self) -> int:
        return WIDTH

    def height_at(self, width: float) -> float:
        """How tall it is when it is drawn this wide."""
        return round(self.height * width / WIDTH, 1)


def plot(dots: Sequence[tuple[int, int]], mean: float | None = None) -> Plot:
    """Draw ratings. `dots`: value (1 to 5) and shape (1 to 12); `mean`: None leaves out the bar and its room."""
    return _plot(tuple(dots), mean)


@lru_cache(maxsize=4096)
def _plot(dots: tuple[tuple[int, int], ...], mean: float | None) -> Plot:
    """The same ratings make the same drawing, and a comparison is opened more than once."""
    values = [value for value, _ in dots]
    levels = max([2 if mean is not None else 1, *Counter(values).values()])
    line = ABOVE + STACK * (levels - 1)
    return Plot(
        height=round(line + (BELOW if mean is not None else BARE_BELOW), 1),
        axis=f"M{LEFT} {line:g}H{_x(5):g}" + "".join(f"M{_x(tick):g} {line - 4:g}v8" for tick in range(1, 6)),
        thread=f"M{_x(min(values)):g} {line:g}H{_x(max(values)):g}" if len(set(values)) > 1 else "",
        mean=f"M{_x(mean):g} {line + 10:g}v9" if mean is not None else "",
        marks=tuple(_stacked(dots, line)),
    )


@dataclass(frozen=True)
class Bar:
    """Paths of an interval bar: the axis, the line of no difference, what is plausible, the best single guess."""

    axis: str
    zero: str
    plausible: str
    guess: str

    @property
    def width(self) -> int:
        return BAR_WIDTH

    @property
    def height(self) -> int:
        return BAR_HEIGHT

    def height_at(self, width: float) -> float:
        """How tall it is when it is drawn this wide."""
        return round(BAR_HEIGHT * width / BAR_WIDTH, 1)


def bar(gap: float, low: float, high: float, reach: float) -> Bar:
    """Draw a gap on an axis of `reach` points to either side; the left is the first one's, so positive lies there."""

    def x(points: float) -> str:
        return f"{round(middle - points * (middle - BAR_MARGIN) / reach, 1):g}"

    middle, line = BAR_WIDTH / 2, BAR_HEIGHT / 2
    return Bar(
        axis=f"M{BAR_MARGIN} {line:g}H{BAR_WIDTH - BAR_MARGIN}",
        zero=f"M{middle:g} 0v{BAR_HEIGHT}",
        plausible=f"M{x(high)} {line:g}H{x(low)}",
        guess=f"M{x(gap)} {line - 9:g}v18",
    )


@dataclass(frozen=True)
class Small:
    """A dot plot for a list of hundreds: strokes with round ends are the dots, which say nothing of who."""

    dots: str
    mean: str


@lru_cache(maxsize=4096)
def small(values: tuple[int, ...], mean: float) -> Small:
    """Draw ratings in a viewBox of 60 by 22. Where many are the same, they stand closer."""
    step = min(SMALL_STEP, SMALL_TALLEST / max(Counter(values).values()))
    below: Counter[int] = Counter()
    dots = []
    for value in values:
        dots.append(f"M{_small_x(value):g} {round(SMALL_LINE - step * below[value], 1):g}h0")
        below[value] += 1
    return Small("".join(dots), f"M{round(_small_x(mean), 1):g} {SMALL_LINE + 2.5:g}v4")


def _small_x(value: float) -> float:
    return 6 + 12 * (value - 1)


def key(shape: int) -> Drawn:
    """A mark on its own, for the legend, in a viewBox of 16 by 16."""
    return Drawn(shape, f"M8 8{OUTLINES[_outline(shape)][1]}")


def _outline(shape: int) -> int:
    return (shape - 1) % len(OUTLINES) + 1


def _stacked(dots: Sequence[tuple[int, int]], line: float) -> list[Drawn]:
    """One path for each shape, with all its marks."""
    below: Counter[int] = Counter()
    paths: dict[int, str] = {}
    for value, shape in dots:
        mark = f"M{_x(value):g} {line - STACK * below[value]:g}{OUTLINES[_outline(shape)][1]}"
        paths[shape] = paths.get(shape, "") + mark
        below[value] += 1
    return [Drawn(shape, path) for shape, path in paths.items()]


def _x(value: float) -> float:
    """Where a rating stands on the axis."""
    return round(LEFT + STEP * (value - 1), 2)
