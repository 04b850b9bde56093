"""The debrief of one candidate as one person finds it: shut for them, waiting, open, revealed, or over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from app.domain.access import Standing
from app.domain.agenda import (
    RECOMMENDATIONS,
    Awaited,
    Item,
    agenda,
    awaited,
    fell_through,
    headline,
    recommendations,
)
from app.domain.candidate import Candidate
from app.domain.comparison import Comparison
from app.domain.debrief import Debrief
from app.domain.debrief_log import RatingChange
from app.domain.interview import Interview
from app.domain.people import Person
from app.domain.profile import Entrant, Mark
from app.domain.spread import Spread, spreads


@dataclass(frozen=True)
class Room:
    """`interviews`: those that the person may see; of whoever runs the opening, all. `debriefs`: newest first."""

    candidate: Candidate
    who: Standing
    me: Person
    profile: Comparison
    interviews: Sequence[Interview]
    debriefs: Sequence[Debrief]
    now: datetime

    @property
    def entrant(self) -> Entrant:
        return self.profile.entrants[0]

    @property
    def debrief(self) -> Debrief | None:
        return self.debriefs[0] if self.debriefs else None

    @property
    def stage(self) -> str:
        """ "sealed", "barred", "waiting", "door", "gathering", "talk", "closed"."""
        if self.entrant.sealed or self.entrant.barred:
            return "sealed" if self.entrant.sealed else "barred"
        if self.debrief is None:
            return "waiting"
        if self.debrief.closing:
            return "closed"
        if not self.debrief.is_in(self.me):
            return "door"
        return "talk" if self.debrief.reveal else "gathering"

    @property
    def may_open(self) -> bool:
        """A hiring manager or an admin, where no debrief is going on."""
        return (self.who.manages or self.who.admin) and not (self.debrief and not self.debrief.closing)

    @cached_property
    def waits(self) -> list[Awaited]:
        return awaited(self.interviews, self.now)

    @property
    def fallen(self) -> list[Interview]:
        return fell_through(self.interviews)

    @property
    def taken_over(self) -> list[tuple[str, str, str]]:
        """Round, who had the seat, who has it now."""
        seats = {card.id: card for interview in self.interviews for card in interview.cards}
        return [
            (card.interview.round.name, seats[card.covers_id].author.name, card.author.name)
            for card in seats.values()
            if card.covers_id in seats
        ]

    @property
    def cards_in(self) -> int:
        """How many cards that count are in; seats only."""
        seats = [card for interview in self.interviews for card in interview.cards]
        return sum(card.is_submitted and not card.is_shadow for card in seats)

    @property
    def topics(self) -> dict[str, str]:
        """All that can be talked about, by its code: every competency of the opening, and the recommendations."""
        names = {row.competency.code: row.competency.name for row in self.profile.rows}
        return names | {RECOMMENDATIONS: "Recommendations"}

    @property
    def further(self) -> dict[str, str]:
        """What could be taken up beyond the agenda."""
        listed = {item.code for item in self.items}
        return {code: name for code, name in self.topics.items() if code not in listed}

    @cached_property
    def items(self) -> list[Item]:
        """The agenda, and what was talked about although it is no longer among the widest."""
        items = agenda(self.profile)
        known = {item.code for item in items}
        touched = {step.about for step in self.debrief.steps} | {one.item for one in self.debrief.minutes}
        more = [Item(code, name) for code, name in self.topics.items() if code in touched - known]
        return [*items[:-1], *more, items[-1]]

    @property
    def headline(self) -> str:
        return headline(self.items)

    @cached_property
    def apart(self) -> dict[str, Spread]:
        """How far the ratings of each competency lie apart, by its code."""
        return {one.competency.code: one for one in spreads(self.profile)}

    @property
    def earlier(self) -> Sequence[Debrief]:
        return self.debriefs[1:]

    def others(self, speakers: Sequence[Person]) -> list[Person]:
        """Who is in the room and has no card to speak for."""
        ids = {one.id for one in speakers}
        return [one.person for one in self.debrief.presences if one.person_id not in ids]

    @property
    def next_item(self) -> Item | None:
        """What comes after the current one."""
        codes = [item.code for item in self.items]
        current = self.debrief.current
        place = codes.index(current.about) + 1 if current and current.about in codes else 0
        return self.items[place] if place < len(codes) else None

    @property
    def said(self) -> list[tuple[str, int]]:
        return recommendations(self.entrant.cards)

    def is_last(self, item: Item) -> bool:
        return item.code == RECOMMENDATIONS

    def seconds_for(self, item: Item) -> float:
        return self.debrief.time_for(item.code, self.now).total_seconds()

    def change_of(self, mark: Mark) -> RatingChange | None:
        return self.debrief.changed(mark.card.id, mark.item_key)

    def changes_of(self, mark: Mark) -> list[RatingChange]:
        """All that its author said of it, in order."""
        key = (mark.card.id, mark.item_key)
        return [one for one in self.debrief.changes if (one.scorecard_id, one.item_key) == key]

    def may_change(self, mark: Mark) -> bool:
        return mark.card.author_id == self.me.id and self.debrief.is_on
