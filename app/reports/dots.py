"""The geometry of a group's ratings of one answer: a dot a person, stacked over each point of the scale.

"No evidence" stands apart on the right. The own dot is the lowest of its stack. Units are those of the SVG's viewBox.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

LEFT, STEP, APART = 30, 56, 20
TOP, RADIUS, STACK = 10, 6, 15
BELOW = 40
HIGHEST = 12  # dots; in a larger group one dot stands for several people


@dataclass(frozen=True)
class Dots:
    """Paths and places. `others` are all dots but the own one; `people`: how many people one dot stands for."""

    width: int
    height: int
    axis: str
    others: str
    own: tuple[int, int]
    key_x: int
    ticks: tuple[tuple[int, str], ...]
    people: int

    @property
    def tick_y(self) -> int:
        return self.height - BELOW + 19

    @property
    def key_y(self) -> int:
        return self.height - 4


def dots(counts: Sequence[int], own: int, key: int) -> Dots:
    """`counts`: people on 1 to 5 and on "No evidence", the own rating among them; `own`, `key`: places in it."""
    people = max(1, ceil(max(counts) / HIGHEST))
    stacks = [ceil(count / people) for count in counts]
    line = TOP + STACK * max(stacks)
    places = [LEFT + STEP * n + (APART if n == len(counts) - 1 else 0) for n in range(len(counts))]
    return Dots(
        width=places[-1] + LEFT + APART,
        height=line + BELOW,
        axis=f"M{LEFT - 16} {line}H{places[-2] + 16}" + "".join(f"M{x} {line}v5" for x in places[:-1]),
        others="".join(
            _dot(places[n], line, level)
            for n, stack in enumerate(stacks)
            for level in range(1 if n == own else 0, stack)
        ),
        own=(places[own], _y(line, 0)),
        key_x=places[key],
        ticks=tuple((x, str(n) if n < len(counts) else "none") for n, x in enumerate(places, 1)),
        people=people,
    )


def _dot(x: int, line: int, level: int) -> str:
    arc = f"a{RADIUS} {RADIUS} 0 1 0"
    return f"M{x - RADIUS} {_y(line, level)}{arc} {2 * RADIUS} 0{arc} {-2 * RADIUS} 0Z"


def _y(line: int, level: int) -> int:
    return line - RADIUS - 3 - STACK * level
