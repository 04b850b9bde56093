"""The clock of an interview and the plan that it is read against."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.bankfiles.schema import Item
from app.domain.sheet import LONGEST_INTERVIEW

OPENING_MINUTES = 2


def plan_of(items: Iterable[Item]) -> dict[str, int]:
    """Item key to the second at which it should be over: the words before take two minutes, each item its own."""
    minutes, ends = OPENING_MINUTES, {}
    for item in items:
        minutes += item.minutes
        ends[item.key] = minutes * 60
    return ends


@dataclass(frozen=True)
class Timer:
    """The interview's clock in whole seconds, as it stands when the page is made; a script takes it on from there."""

    started_at: datetime
    total: int
    elapsed: int

    @property
    def left(self) -> int:
        return self.total - self.elapsed

    @property
    def is_over(self) -> bool:
        return self.left <= 0

    @property
    def is_long_over(self) -> bool:
        """Is the card being finished on a later day or after hours, when a running clock tells nothing?"""
        return self.elapsed > LONGEST_INTERVIEW.total_seconds()

    @property
    def words(self) -> str:
        """ "32 min left", or how far over it is."""
        minutes = abs(self.left) // 60
        return f"{minutes} min over; nothing stops" if self.is_over else f"{minutes} min left"

    @property
    def ends_at(self) -> datetime:
        return self.started_at + timedelta(seconds=self.total)

    def pace(self, ends: int) -> str:
        """Against a section that should be over at second `ends`: "2 min over plan", or until when it may go on."""
        over = (self.elapsed - ends) // 60
        return f"{over} min over plan" if over > 0 else f"until {ends // 60}:00"
