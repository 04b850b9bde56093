"""Which outcomes are due, and who is asked: for the console. Nothing of what anybody has rated."""

from datetime import date

from app.db import db
from app.domain.outcome import Hire, person_of
from app.queries import outcomes


def due(today: date) -> list[str]:
    """A line each: the month, since when, who was hired for what, who is asked."""
    hires = outcomes.standing(db.session)
    seen = outcomes.seen(db.session, {person_of(one.decision.candidate) for one in hires})
    return [
        _line(one, month, seen[person_of(one.decision.candidate)].why_not(one.asked.id))
        for one in hires
        if (month := one.due(today))
    ]


def _line(hire: Hire, month: int, why_not: str) -> str:
    candidate, who = hire.decision.candidate, hire.asked
    ask = f"{who.name}, who {why_not} since: name somebody else" if why_not else f"{who.name} <{who.email}>"
    since = hire.due_on(month)
    return f"{month:>2} months, due {since}: {candidate.name}, {candidate.opening.title}; ask {ask}"
