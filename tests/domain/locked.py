"""Locked cards without a database: one kit of a question and a scenario, and what stands in each card."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count

from app.domain.content import Content, ItemContent, Line
from app.domain.interview import Interview
from app.domain.kit import Kit, KitSlot
from app.domain.rubric import Missing
from app.domain.scorecard import Amendment, Scorecard, Submission
from tests import make

FIRST, SECOND, THIRD = make.PURPOSE_ASKED, make.FIRST_STAGE, make.SECOND_STAGE
KEYS = (FIRST, SECOND, THIRD)
STARTED = make.LONG_AGO
_numbers = count(1)


class _Nowhere:
    """Stands in for a session where a builder only wants to make a record."""

    def add(self, row: object) -> None: ...

    def flush(self) -> None: ...


def _kit() -> Kit:
    records = [make.question(_Nowhere(), FIRST, "PUR"), make.scenario(_Nowhere())]
    return Kit(slots=[KitSlot(position=n, record=record) for n, record in enumerate(records)])


KIT = _kit()


def said(values: Sequence[int | str | None], seconds: Sequence[int] = (), lines: Sequence[Line] = ()) -> Content:
    """Ratings or reasons for the kit's items, in order; `seconds`: when each was rated, on the interview's clock."""
    times = [(STARTED + timedelta(seconds=second)).isoformat() for second in seconds] or [""] * len(values)
    items = {
        key: ItemContent(
            key,
            rating=value if isinstance(value, int) else None,
            missing=Missing(value) if isinstance(value, str) else None,
            rated_at=at,
            lines=tuple(line for line in lines if line.item == key),
        )
        for key, value, at in zip(KEYS, values, times, strict=False)
    }
    return Content(items, started_at=STARTED.isoformat())


def card(
    candidate: int,
    author: int,
    content: Content,
    after: timedelta = timedelta(hours=1),
    starts_at: datetime = STARTED,
    interview: Interview | None = None,
    amended: Mapping[bool, Content] | None = None,
    imported_from: str = "",
) -> Scorecard:
    """A card locked so long `after` an interview of 60 minutes; `amended`: had its author read others, to content."""
    held = interview or Interview(
        id=next(_numbers), candidate_id=candidate, starts_at=starts_at, minutes=60, used_kit=KIT
    )
    amendments = [
        Amendment(at=starts_at, reason="Wrong.", had_read_others=had_read, content=changed.as_json())
        for had_read, changed in (amended or {}).items()
    ]
    lock = Submission(
        at=held.ends_at + after,
        taken_back_at=None,
        content=content.as_json(),
        amendments=amendments,
        imported_from=imported_from,
    )
    return Scorecard(id=next(_numbers), author_id=author, interview=held, submissions=[lock])
