"""A kit that is proposed for a round: which questions, why these, what stays uncovered, and what a change would do.

The choice is `app.measure.selection`'s; here it meets the bank, and is put into words. Nothing of it is stored: a
proposal is its wish, the stock that it is taken from, and the keys of its questions in running order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from app.bankfiles.parts import QuestionType
from app.domain.bank import BankRecord, Level, Question, Status, family
from app.domain.kit import Kit, RoundKind
from app.domain.rubric import LEVEL_NAMES
from app.domain.text import in_minutes, listed, often

ENOUGH = 2  # ratings of a competency over the rounds, and rounds that rate it
ONE_ROUND = "That is in one round; a question in another one lets a second person rate {}."

# The types of question that a kind of round rests on; a scenario has no type.
LEADS: dict[RoundKind, set[QuestionType | None]] = {
    RoundKind.PRODUCT_CONVERSATION: {QuestionType.PAST_BEHAVIOUR, QuestionType.SITUATIONAL, QuestionType.CASE},
    RoundKind.STAGED_SCENARIO: {None},
    RoundKind.AI_DRAFT_REVIEW: {QuestionType.AI_DRAFT_REVIEW},
}
FITS = {**LEADS, RoundKind.AI_DRAFT_REVIEW: {*QuestionType} - {QuestionType.SITUATIONAL}}


@dataclass(frozen=True)
class Wish:
    """What a kit is wanted for. `weights`: competency code to percent, in the order in which they are shown."""

    level: Level
    kind: RoundKind
    minutes: int
    weights: Mapping[str, int]
    drafts: bool = False


@dataclass(frozen=True)
class Stock:
    """What there is: newest records, how often each key was asked, the kits of the other rounds, and what the
    competencies are called, by code."""

    records: Sequence[BankRecord]
    asked: Mapping[str, int]
    others: Sequence[Kit]
    names: Mapping[str, str]

    def heard(self, key: str) -> int:
        """How often the question or a variant of it was asked: who knows one of them knows what the others turn on."""
        return sum(times for one, times in self.asked.items() if family(one) == family(key))

    def worn(self, key: str) -> int:
        """For choosing: by how often it was heard; of its variants, the one that was itself asked least comes first."""
        own = self.asked.get(key, 0)
        variants = [one.key for one in self.records if family(one.key) == family(key)]
        return 10 * self.heard(key) + min(9, sum(self.asked.get(one, 0) < own for one in variants))


@dataclass(frozen=True)
class Covered:
    """How often a competency is rated, and in how many rounds: by the other rounds, and with this kit."""

    code: str
    name: str
    weight: int
    ratings_before: int
    rounds_before: int
    ratings: int
    rounds: int


@dataclass(frozen=True)
class Change:
    """Another question in a place, none in it, or one more at the end: why it, and what that would do."""

    record: BankRecord | None
    reason: str
    minutes: int
    effect: str


@dataclass(frozen=True)
class Line:
    """One place of the running order: the question, why it is asked, and what could stand there instead."""

    record: BankRecord
    reason: str
    changes: Sequence[Change]


def propose(wish: Wish, stock: Stock) -> "Proposal":
    """The best kit for this wish: see `app.measure.selection.choose` for what is best."""
    from app.measure.selection import Gap, Held, Offer, choose

    empty = Proposal(wish, stock, ())
    offers = [
        Offer(
            record.key,
            record.minutes,
            ratings(record),
            fits=frozenset({wish.kind}),
            leads=frozenset({wish.kind} if _type(record) in LEADS[wish.kind] else ()),
            asked=stock.worn(record.key),
            untried=record.status != Status.LIVE,
            family=family(record.key),
        )
        for record in empty.offered
    ]
    held = [Held(frozenset(map(family, _keys(kit.records))), ratings(kit)) for kit in stock.others]
    [keys] = choose(offers, [Gap(wish.minutes, wish.kind)], held, wish.weights)
    chosen = empty.with_keys(keys)
    return replace(chosen, records=tuple(sorted(chosen.records, key=chosen.running_order)))


def ratings(asked: BankRecord | Kit) -> Counter[str]:
    """How often each competency is rated in it."""
    return Counter(item.competency for item in asked.items)


@dataclass(frozen=True)
class Proposal:
    """Questions for a round in running order, and everything that can be said about them."""

    wish: Wish
    stock: Stock
    records: tuple[BankRecord, ...]

    def with_keys(self, keys: Iterable[str]) -> "Proposal":
        """The same with these questions in this order. What is not offered, or stands there already, is left out."""
        offered, chosen = {record.key: record for record in self.offered}, dict[str, BankRecord]()
        for key in keys:
            if key in offered:
                chosen.setdefault(family(key), offered[key])
        return replace(self, records=tuple(chosen.values()))

    def changed(self, place: int | None, key: str) -> "Proposal":
        """With another question in a place, without the one in it for "", or with one more for None."""
        keys = [key if n == place else one for n, one in enumerate(self.keys)]
        return self.with_keys([*keys, key] if place is None else keys)

    @property
    def keys(self) -> list[str]:
        return _keys(self.records)

    @property
    def minutes(self) -> int:
        return sum(record.minutes for record in self.records)

    @cached_property
    def offered(self) -> list[BankRecord]:
        """What may be asked in this round: it rates something wanted, and no other round asks it."""
        elsewhere = {family(key) for kit in self.stock.others for key in _keys(kit.records)}
        return [record for record in self._fitting if self._is_tried(record) and family(record.key) not in elsewhere]

    @property
    def lines(self) -> list[Line]:
        places = enumerate(self.records)
        return [Line(record, self._reason(record), list(self._changes_in(place))) for place, record in places]

    @property
    def more(self) -> list[Change]:
        """What could be asked besides."""
        return [self._change(None, record) for record in self._possible(None)]

    @property
    def coverage(self) -> list[Covered]:
        own = sum((ratings(record) for record in self.records), Counter[str]())
        others = [ratings(kit) for kit in self.stock.others]
        return [self._covered(code, own, others) for code in self.wish.weights]

    @property
    def nothing(self) -> str:
        """Why there is no question in it, or nothing to say."""
        where = f"at the level {LEVEL_NAMES[self.wish.level]} for these competencies and this kind of round"
        if self.records:
            return ""
        if not self._fitting:
            return f"The bank has no question {where}."
        if not any(map(self._is_tried, self._fitting)):
            return f"All questions {where} are drafts, which are left out unless you ask for them."
        if not self.offered:
            return "Other rounds ask every question for these competencies that fits this kind of round."
        if (shortest := min(record.minutes for record in self.offered)) > self.wish.minutes:
            return f"No question fits in {in_minutes(self.wish.minutes)}. The shortest takes {shortest}."
        return "You have taken every question out."

    @property
    def uncovered(self) -> list[str]:
        """What is rated too little, a sentence for each reason."""
        groups: dict[tuple[int, str], list[str]] = defaultdict(list)
        for one in self.coverage:
            if why := self._why_short(one):
                groups[one.ratings, why].append(one.name)
        return [_uncovered(names, times, why) for (times, why), names in groups.items()]

    def running_order(self, record: BankRecord) -> tuple[bool, int, int, str]:
        """For sorting: what the round rests on first, then by weight."""
        shares = {code: share for code, share in self.wish.weights.items() if code in record.competencies}
        first = list(self.wish.weights).index(next(iter(shares)))
        return _type(record) not in LEADS[self.wish.kind], -max(shares.values()), first, record.key

    @cached_property
    def _fitting(self) -> list[BankRecord]:
        return [
            record
            for record in sorted(self.stock.records, key=lambda one: one.key)
            if record.level == self.wish.level
            and record.status != Status.RETIRED
            and _type(record) in FITS[self.wish.kind]
            and set(record.competencies) & set(self.wish.weights)
        ]

    def _is_tried(self, record: BankRecord) -> bool:
        return self.wish.drafts or record.status != Status.DRAFT

    def _possible(self, place: int | None) -> list[BankRecord]:
        """What may stand in this place: nothing of the rest, and no more than there is time for."""
        rest = [record for n, record in enumerate(self.records) if n != place]
        taken, time = set(map(family, _keys(rest))), self.wish.minutes - sum(record.minutes for record in rest)
        free = [one for one in self.offered if family(one.key) not in taken and one.minutes <= time]
        return [one for one in free if one not in self.records]

    def _changes_in(self, place: int) -> Iterator[Change]:
        """Questions on the same competency come first."""
        here = set(self.records[place].competencies)
        found = sorted(self._possible(place), key=lambda one: not here & set(one.competencies))
        yield from (self._change(place, record) for record in found)
        yield self._change(place, None)

    def _change(self, place: int | None, record: BankRecord | None) -> Change:
        after = self.changed(place, record.key if record else "")
        moved = [
            f"{new.name} {often(new.ratings)} instead of {often(old.ratings)}"
            for old, new in zip(self.coverage, after.coverage, strict=True)
            if old.ratings != new.ratings
        ]
        effect = f"{listed(moved)}." if moved else "Coverage stays as it is."
        return Change(record, self._reason(record) if record else "", after.minutes, effect)

    def _covered(self, code: str, own: Counter[str], others: list[Counter[str]]) -> Covered:
        before, rounds = sum(one[code] for one in others), sum(1 for one in others if one[code])
        name, weight = self.stock.names.get(code, code), self.wish.weights[code]
        return Covered(code, name, weight, before, rounds, before + own[code], rounds + bool(own[code]))

    def _reason(self, record: BankRecord) -> str:
        """ "Rates Customer, which no other round does; 8 minutes; asked 2 times." """
        heard, draft = self.stock.heard(record.key), "; a draft" if record.status == Status.DRAFT else ""
        variants = ", variants included" if heard > self.stock.asked.get(record.key, 0) else ""
        so_far = f"asked {often(heard)}{variants}" if heard else "not asked yet"
        return f"Rates {self._rates(record)}; {in_minutes(record.minutes)}; {so_far}{draft}."

    def _rates(self, record: BankRecord) -> str:
        name, kits = self.stock.names, self.stock.others
        elsewhere = {code for kit in kits for code in kit.competencies}
        fresh = [name.get(code, code) for code in record.competencies if code not in elsewhere]
        again = [name.get(code, code) for code in record.competencies if code in elsewhere]
        parts = [listed(fresh) + (", which no other round does" if kits else "")] if fresh else []
        return ", and ".join([*parts, f"{listed(again)}, which another round does too"] if again else parts)

    def _why_short(self, one: Covered) -> str:
        """Why a competency is rated too little, {} standing for it, or nothing if it is not."""
        if one.ratings < ENOUGH:
            return self._why_not(one.code, "other " if one.ratings else "")
        return ONE_ROUND if one.rounds < ENOUGH and self.stock.others else ""

    def _why_not(self, code: str, other: str) -> str:
        taken, minutes = set(map(family, self.keys)), max(0, self.wish.minutes - self.minutes)
        left = [one for one in self.offered if code in one.competencies and family(one.key) not in taken]
        if any(one.minutes <= minutes for one in left):
            return f"A question for {{}} would fit in the {in_minutes(minutes)} left."
        if left and not minutes:
            return "No minute is left for another question."
        if left:
            return f"No {other}question for {{}} at this level fits in the {in_minutes(minutes)} left."
        if any(code in one.competencies and not self._is_tried(one) for one in self._fitting):
            return f"The {other}questions for {{}} at this level and for this kind of round are drafts."
        return f"The bank has no {other}question for {{}} at this level and for this kind of round."


def _keys(records: Iterable[BankRecord]) -> list[str]:
    return [record.key for record in records]


def _type(record: BankRecord) -> QuestionType | None:
    return record.words.type if isinstance(record.words, Question) else None


def _uncovered(names: list[str], times: int, why: str) -> str:
    be, it = ("is", "it") if len(names) == 1 else ("are", "them")
    rated = f"rated {often(times)}" if times else "not rated"
    return f"{listed(names)} {be} {rated}. {why.format(it)}"
