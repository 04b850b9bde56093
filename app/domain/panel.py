"""The panel of an interview: who has a seat, and who takes one over."""

from datetime import datetime

from app.domain.errors import Refused
from app.domain.interview import Interview
from app.domain.people import Person
from app.domain.scorecard import Scorecard


def assign(interview: Interview, person: Person, by: Person, at: datetime, shadow: bool = False) -> Scorecard:
    """Give a person a seat in an interview; coming back after a release reopens the old one.

    `shadow`: a trainee's seat. They write a card like everybody, and it is counted nowhere.
    """
    _may_sit(interview, person)
    for card in interview.cards:
        if card.author_id == person.id:
            _take_up(card, shadow)
            return card
    card = Scorecard(author=person, author_id=person.id, assigned_at=at, assigned_by_id=by.id, submissions=[])
    card.is_shadow = shadow
    interview.cards.append(card)
    return card


def _take_up(card: Scorecard, shadow: bool) -> None:
    """The seat is held again. Whether it counts is settled before anything is written in it."""
    if card.is_shadow != shadow and card.begun_at:
        now = "shadows this interview" if card.is_shadow else "is on this panel"
        raise Refused(f"{card.author.name} {now} and has begun a card, so that stays.", "panel")
    card.is_shadow, card.released_at = shadow, None


def cover(card: Scorecard, person: Person, has_read_ratings: bool, at: datetime) -> Scorecard:
    """Take over a colleague's seat: a new card with the same kit; flagged if ratings of the candidate were seen.

    The colleague's card is released; what stands in it stays theirs.
    """
    if not card.is_open:
        raise Refused("This seat is not free any more. Look at the interview again.")
    if card.author_id == person.id:
        raise Refused("This seat is yours already.")
    if card.is_shadow:
        raise Refused("This is the seat of a shadow, which nobody has to take over.")
    taken = assign(card.interview, person, by=person, at=at)
    taken.covers_id, taken.had_seen_ratings = card.id, has_read_ratings
    card.release(at)
    return taken


def _may_sit(interview: Interview, person: Person) -> None:
    if interview.candidate.is_same_as(person):
        raise Refused(f"{person.name} is the candidate and cannot interview.", "panel")
    if interview.state.fell_through:
        raise Refused(
            f"This interview is marked {interview.state.words}. Give it a new time first.",
            "panel",
        )
