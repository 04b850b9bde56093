"""What the comparison, the candidate page and their PDFs are made of."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.domain.access import Standing, is_blind, readable, standing
from app.domain.candidate import Candidate
from app.domain.comparison import Comparison
from app.domain.opening import Opening
from app.domain.people import Person
from app.domain.profile import Entrant
from app.domain.scorecard import Scorecard
from app.queries import scorecards


def compare(session: Session, viewer: Person, opening: Opening, candidates: Sequence[Candidate]) -> Comparison:
    """These candidates of this opening, loaded through `viewer`, with every card that the viewer may read."""
    seats: dict[int, list[Scorecard]] = defaultdict(list)
    for card in scorecards.on_candidates(session, [candidate.id for candidate in candidates]):
        seats[card.interview.candidate_id].append(card)
    who = standing(viewer, opening)
    return Comparison(
        opening,
        [_entrant(candidate, seats[candidate.id], who) for candidate in candidates],
    )


def _entrant(candidate: Candidate, seats: Sequence[Scorecard], who: Standing) -> Entrant:
    sealed = is_blind(who.person_id, seats)
    cards = [] if sealed else readable(who, seats)
    return Entrant(
        candidate=candidate,
        cards=cards,
        awaited=[card for card in seats if card.is_open],
        sealed=sealed,
        barred=not (sealed or cards or who.manages),
    )
