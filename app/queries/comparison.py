"""What the comparison, the candidate page and their PDFs are made of."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from statistics import median

from sqlalchemy.orm import Session

from app.domain.access import Standing, is_blind, readable, standing
from app.domain.candidate import Candidate
from app.domain.comparison import Comparison
from app.domain.how_sure import HowSure
from app.domain.opening import Opening
from app.domain.people import Person
from app.domain.profile import Entrant
from app.domain.scorecard import Scorecard
from app.queries import scorecards

MOST_CARDS_BESIDE = 200

Seats = Mapping[int, Sequence[Scorecard]]


def compare(session: Session, viewer: Person, opening: Opening, candidates: Sequence[Candidate]) -> Comparison:
    """These candidates of this opening, loaded through `viewer`, with every card that the viewer may read."""
    ids = [candidate.id for candidate in candidates]
    seats = _by_candidate(scorecards.on_candidates(session, ids))
    return _comparison(opening, candidates, seats, standing(viewer, opening), scorecards.sealed(session, viewer, ids))


def compare_surely(
    session: Session, viewer: Person, opening: Opening, candidates: Sequence[Candidate], everybody: Sequence[Candidate]
) -> HowSure:
    """The same, and how sure it is. `everybody`: all candidates of the opening, loaded through `viewer`; of those who
    are not compared, cards that the viewer may read stand beside, the nearest in time first.
    Not those on somebody whom the viewer could still rate again: nothing says of such cards that they were read."""
    who = standing(viewer, opening)
    seats = _by_candidate(scorecards.seats_on(session, [one.id for one in everybody]))
    compared = [card for one in candidates for card in seats[one.id]]
    shut = scorecards.sealed(session, viewer, [one.id for one in everybody])
    kept_from = shut | scorecards.to_rate_again(session, viewer, [one.id for one in everybody])
    open_to = [one for one in everybody if one not in candidates and one.id not in kept_from]
    others = [card for one in open_to for card in _read(seats[one.id], who)]
    beside = _nearest(others, [card.interview.starts_at for card in compared])[:MOST_CARDS_BESIDE]
    scorecards.with_content(session, [card.id for card in (*compared, *beside)])
    return HowSure(_comparison(opening, candidates, seats, who, shut), beside)


def _by_candidate(cards: Sequence[Scorecard]) -> Seats:
    seats: dict[int, list[Scorecard]] = defaultdict(list)
    for card in sorted(cards, key=lambda card: (card.interview.starts_at, card.id)):
        seats[card.interview.candidate_id].append(card)
    return seats


def _comparison(
    opening: Opening, candidates: Sequence[Candidate], seats: Seats, who: Standing, shut: Collection[int]
) -> Comparison:
    """`shut`: ids of candidates who are sealed for the reader by another application of theirs."""
    return Comparison(opening, [_entrant(one, seats[one.id], who, one.id in shut) for one in candidates])


def _entrant(candidate: Candidate, seats: Sequence[Scorecard], who: Standing, is_shut: bool) -> Entrant:
    sealed = is_shut or is_blind(who.person_id, seats)
    cards = [] if sealed else _read(seats, who)
    return Entrant(
        candidate=candidate,
        cards=cards,
        awaited=[card for card in seats if card.is_open and not card.is_shadow],
        sealed=sealed,
        barred=not (sealed or cards or who.manages or _is_in(who, seats)),
        missed=_missed(seats),
        own=[card for card in seats if card.is_open and card.author_id == who.person_id],
    )


def _missed(seats: Sequence[Scorecard]) -> list[Scorecard]:
    """Seats of interviews that fell through, where the round was not planned anew."""
    held = {card.interview.round_id for card in seats if not card.interview.state.fell_through}
    over = [card for card in seats if card.interview.state.fell_through and card.interview.round_id not in held]
    return [card for card in over if not (card.released_at or card.is_shadow)]


def _is_in(who: Standing, seats: Sequence[Scorecard]) -> bool:
    """Has this person handed in an own card, if only a shadow's?"""
    return any(card.author_id == who.person_id and card.is_submitted for card in seats)


def _read(seats: Sequence[Scorecard], who: Standing) -> list[Scorecard]:
    return [] if is_blind(who.person_id, seats) else readable(who, seats)


def _nearest(cards: Sequence[Scorecard], moments: Sequence[datetime]) -> list[Scorecard]:
    """In the order of the distance in time of their interview from the middle one of `moments`."""
    if not moments:
        return []
    middle = median(moment.timestamp() for moment in moments)
    return sorted(cards, key=lambda card: (abs(card.interview.starts_at.timestamp() - middle), card.id))
