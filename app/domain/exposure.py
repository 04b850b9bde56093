"""How far a question is worn: to how many it was asked, all its variants together, and when it should rest.

The rule is a convention and no measurement. What leaks is what candidates tell each other, so candidates are counted.
The limits are those that the authors of the bank name for some of their questions (10 uses where the risk is high, 20
where it is medium), and twice as many where it is low. After a year a candidate counts no more.
"""

import enum
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.bank import BankRecord, family
from app.domain.pace import was_asked
from app.domain.scorecard import Scorecard

REMEMBERED = timedelta(days=365)


class Risk(enum.StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


LIMITS = {Risk.LOW: 40, Risk.MEDIUM: 20, Risk.HIGH: 10}  # candidates within a year
NUMBERS = {"five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
RISK = re.compile(r"\s*(low|medium|middle|high)\b", re.IGNORECASE)
OWN_LIMIT = re.compile(
    rf"\b(?:once used|after(?: each| every)?) ([1-9]\d{{0,3}}|{'|'.join(NUMBERS)}) (?:times|uses)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class LeakRisk:
    """What a record says of its own risk. `limit`: candidates within a year after which it should rest; `is_own`: the
    record names that number itself."""

    risk: Risk
    limit: int
    is_own: bool


@dataclass(frozen=True)
class Exposure:
    """`times`: interviews in which a question or a variant of it was asked; `heard`: when each candidate last heard it,
    the newest first."""

    times: int
    heard: tuple[datetime, ...]

    @property
    def candidates(self) -> int:
        return len(self.heard)

    @property
    def last(self) -> datetime | None:
        return self.heard[0] if self.heard else None


UNHEARD = Exposure(0, ())


@dataclass(frozen=True)
class Wear:
    """Exposure held against the risk, as of an instant."""

    leak: LeakRisk
    exposure: Exposure
    until: datetime

    @property
    def recent(self) -> int:
        """Candidates who heard it within the last year."""
        return sum(at > self.until - REMEMBERED for at in self.exposure.heard)

    @property
    def rests_until(self) -> datetime | None:
        """When fewer than the limit will have heard it within a year; None while it need not rest."""
        return self.exposure.heard[self.leak.limit - 1] + REMEMBERED if self.recent >= self.leak.limit else None


def leak_risk(words: str | None) -> LeakRisk:
    """Read "high once used 20 times" or "medium; the figures can be changed". What says nothing counts as medium."""
    said, own = RISK.match(words or ""), OWN_LIMIT.search(words or "")
    named = said[1].lower() if said else ""
    risk = Risk(named) if named in set(Risk) else Risk.MEDIUM
    number = own[1].lower() if own else ""
    return LeakRisk(risk, NUMBERS.get(number) or int(number or LIMITS[risk]), is_own=bool(own))


def exposures(cards: Iterable[Scorecard]) -> dict[str, Exposure]:
    """Family to its exposure. A question counts in an interview in which a card says that it, or one of its stages,
    was asked. Of imported cards nobody knows what was asked."""
    interviews: dict[str, set[int]] = defaultdict(set)
    heard: dict[str, dict[int, datetime]] = defaultdict(dict)
    for card in cards:
        held = card.interview
        for key in _asked_on(card):
            interviews[family(key)].add(held.id)
            known = heard[family(key)].get(held.candidate_id, held.starts_at)
            heard[family(key)][held.candidate_id] = max(known, held.starts_at)
    return {
        one: Exposure(len(met), tuple(sorted(heard[one].values(), reverse=True))) for one, met in interviews.items()
    }


def times_asked(cards: Iterable[Scorecard]) -> Counter[str]:
    """Key of a record to the interviews in which it was asked itself, its variants left out."""
    return Counter(key for key, _ in {(key, card.interview.id) for card in cards for key in _asked_on(card)})


def wear(record: BankRecord, found: Mapping[str, Exposure], until: datetime) -> Wear:
    return Wear(leak_risk(record.words.leak_risk), found.get(family(record.key), UNHEARD), until)


def _asked_on(card: Scorecard) -> set[str]:
    """Keys of the records; a stage is of its scenario."""
    if card.submission is None or card.is_imported:
        return set()
    items = card.submission.counted.card_content.items
    return {key.partition(".")[0] for key, item in items.items() if was_asked(item)}
