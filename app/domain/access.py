"""Who may see what. Pure functions over loaded objects; `app.queries` loads through them, so loading is the check.

Two rules carry the rest. A person who still has an open card on a candidate learns nothing of anybody's ratings of
that candidate, whoever they are. And whatever may not be seen does not exist for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from app.domain.opening import Opening, OpeningRole
from app.domain.people import Person, Role


class Seated(Protocol):
    """What the rules ask of a scorecard, so that a list of hundreds need not load whole ones."""

    @property
    def author_id(self) -> int: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def is_submitted(self) -> bool: ...
    @property
    def is_shadow(self) -> bool: ...


Card = TypeVar("Card", bound=Seated)


@dataclass(frozen=True)
class Standing:
    """What one person is to one opening."""

    person_id: int
    admin: bool
    roles: frozenset[OpeningRole]

    @property
    def manages(self) -> bool:
        return OpeningRole.MANAGER in self.roles

    @property
    def runs(self) -> bool:
        """May change the opening, its candidates and its interviews, and sees how far the cards are."""
        return self.admin or bool(self.roles & {OpeningRole.MANAGER, OpeningRole.COORDINATOR})

    @property
    def sees_every_interview(self) -> bool:
        """Runs it, or is in its pool and may have to take an interview over."""
        return self.runs or OpeningRole.POOL in self.roles


def standing(person: Person, opening: Opening) -> Standing:
    roles = frozenset(member.role for member in opening.members if member.person_id == person.id)
    return Standing(person.id, person.is_admin, roles)


def is_blind(person_id: int, cards_on_candidate: Iterable[Seated]) -> bool:
    """Has this person an own card on the candidate that is still open?"""
    return any(card.author_id == person_id and card.is_open for card in cards_on_candidate)


def may_read(card: Seated, who: Standing, cards_on_candidate: Iterable[Seated]) -> bool:
    """May `who` see the content of `card`? `cards_on_candidate`: all cards on the same candidate, `card` included.

    The author always. Others only what has been submitted, and only without an own open card on the candidate:
    the hiring managers of the opening, and interviewers of this candidate once their own card is in. The card of a
    shadow is for its author and the hiring managers alone.
    """
    if card.author_id == who.person_id:
        return True
    cards = list(cards_on_candidate)
    if not card.is_submitted or is_blind(who.person_id, cards):
        return False
    if card.is_shadow:
        return who.manages
    return who.manages or any(own.author_id == who.person_id and own.is_submitted for own in cards)


def readable(who: Standing, cards_on_candidate: Iterable[Card]) -> list[Card]:
    """The submitted cards of one candidate that count and that `who` may read, the own one included. No shadow's:
    whatever is compared, averaged or decided on is made of these."""
    cards = list(cards_on_candidate)
    return [card for card in cards if card.is_submitted and not card.is_shadow and may_read(card, who, cards)]


def sees_verdicts(person: Person) -> bool:
    """May this person see what ratings say about questions? Those who write or choose them, and who runs the place."""
    return bool(person.roles & {Role.ADMIN, Role.AUTHOR, Role.MANAGER})


def keeps_bank(person: Person) -> bool:
    """May this person retire a question, and take it back? Who may see what tells that it should be."""
    return sees_verdicts(person)


def sees_mirror_of(viewer: Person, person_id: int) -> bool:
    """How somebody rates is for that person, and for the admins."""
    return viewer.is_admin or viewer.id == person_id


def sees_outcomes(person: Person, manages_any: bool) -> bool:
    """May this person look at what became of hires? Of each opening only its hiring managers see any."""
    return manages_any or bool(person.roles & {Role.ADMIN, Role.MANAGER})


def sees_practice_progress(person: Person) -> bool:
    """May this person see who has finished which practice set? Nobody sees how anybody else has rated."""
    return bool(person.roles & {Role.ADMIN, Role.MANAGER})


def counted_until(now: datetime) -> datetime:
    """The beginning of the month: figures over many candidates stand still for a month, and then take in all that was
    locked in it at once."""
    return now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
