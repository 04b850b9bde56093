"""A shadow's card beside the cards of those who led the interview: to learn from, and counted nowhere."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.domain.access import Standing, is_blind, may_read
from app.domain.scorecard import Scorecard
from app.domain.sheet import Entry, Sheet
from app.domain.text import listed

APART = ("the same", "differs by one", "differs by two", "differs by three", "differs by four")
UNRATED = "not both rated"


def leads_beside(shadow: Scorecard, who: Standing, cards_on_candidate: Iterable[Scorecard]) -> list[Scorecard]:
    """The cards of the same interview beside which `who` may see the shadow's; none if they may not see it.

    It is for the shadow, for those who led the interview, and for who may read both. Only once both are locked, and
    not while one has an own open card on the candidate.
    """
    cards = list(cards_on_candidate)
    if not (shadow.is_shadow and shadow.is_submitted) or is_blind(who.person_id, cards):
        return []
    here = [card for card in cards if card.interview_id == shadow.interview_id and not card.is_shadow]
    leads = [card for card in here if card.is_submitted and not card.is_imported and may_read(card, who, cards)]
    led = any(card.author_id == who.person_id for card in leads)
    return leads if led or may_read(shadow, who, cards) else []


@dataclass(frozen=True)
class Pair:
    """One item as the shadow and one of the panel have it."""

    shadow: Entry
    lead: Entry

    @property
    def apart(self) -> int | None:
        """Points between the two ratings; None unless both rated it."""
        mine, theirs = self.shadow.content.rating, self.lead.content.rating
        return None if mine is None or theirs is None else abs(mine - theirs)

    @property
    def words(self) -> str:
        return UNRATED if self.apart is None else APART[self.apart]


class Beside:
    """The shadow's card beside one other. `names`: competency code to name."""

    def __init__(self, shadow: Scorecard, lead: Scorecard, names: Mapping[str, str]) -> None:
        self.shadow, self.lead = Sheet(shadow, names), Sheet(lead, names)

    @cached_property
    def pairs(self) -> Sequence[Pair]:
        """In the order of the kit."""
        theirs = {entry.item.key: entry for entry in self.lead.entries}
        return [Pair(one, theirs[one.item.key]) for one in self.shadow.entries if one.item.key in theirs]

    @property
    def words(self) -> str:
        """ "5 questions: 3 the same; differs by one on Worth; not both rated: Result"."""
        same = sum(pair.apart == 0 for pair in self.pairs)
        number = len(self.pairs)
        said = [f"{same} the same"]
        for words in (*APART[1:], UNRATED):
            titles = [pair.shadow.title for pair in self.pairs if pair.words == words]
            joint = ": " if words == UNRATED else " on "
            said += [f"{words}{joint}{listed(_counted(titles))}"] if titles else []
        return f"{number} {'question' if number == 1 else 'questions'}: {'; '.join(said)}"


def _counted(titles: Iterable[str]) -> list[str]:
    """Two questions of one competency have one name: "Worth twice"."""
    return [title if count == 1 else f"{title} ({count} questions)" for title, count in Counter(titles).items()]
