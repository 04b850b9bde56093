"""A card of a company of any size: ratings drawn from the model, lines from the stock."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from statistics import mean

from app.bankfiles.schema import Item
from app.demo import sentences
from app.demo.card import DemoCard, Rated
from app.demo.draw import Draw
from app.domain.fields import Fault
from app.domain.rubric import Missing, Recommendation

MINUTES = 45
NO_EVIDENCE, NOT_ASKED = 0.04, 0.02
STARLESS, BESIDE = 0.2, 0.3
FACT_ASKED = (0.25, 0.5, 0.75)  # with a low, a middle and a high rating
FAULT_FOUND = (0.2, 0.45, 0.7)
WORDS_FROM = ((3.9, Recommendation.STRONG_YES), (3.05, Recommendation.YES), (2.3, Recommendation.NO))


class Writer:
    """Writes one card: what this interviewer heard from this candidate, who are numbers of the draw."""

    def __init__(self, draw: Draw, candidate: int, interviewer: int, items: Sequence[Item]) -> None:
        self.draw, self.candidate, self.interviewer, self.items = draw, candidate, interviewer, items
        self.chance = draw.chance("card", candidate, interviewer, items[0].key)

    def whole(self, minutes: int = MINUTES) -> DemoCard:
        """The finished card; what did not fit into the minutes was not asked."""
        told = dict(self._told(minutes))
        ratings = {key: rating for key, (rating, _, _) in told.items() if isinstance(rating, int)}
        rated = [item for item in self.items if item.key in ratings]
        facts = {item.key: self._facts(item, ratings[item.key]) for item in rated if item.facts}
        faults = {item.key: self._faults(item, ratings[item.key]) for item in rated if item.planted_faults}
        return DemoCard(told, *self._judged(list(ratings.values())), facts, faults)

    def half(self) -> DemoCard:
        """Begun and left."""
        return DemoCard(dict(islice(self._told(MINUTES), (len(self.items) + 1) // 2)))

    def _told(self, minutes: int) -> Iterator[tuple[str, Rated]]:
        planned = sum(item.minutes for item in self.items)
        past = 0
        for item in self.items:
            past += item.minutes
            ends = MINUTES * past / planned
            yield item.key, self._rated(item, round(60 * ends)) if ends <= minutes else _not_asked(minutes)

    def _rated(self, item: Item, at: int) -> Rated:
        drawn = self.chance.random()
        if drawn < NOT_ASKED:
            return Missing.NOT_ASKED, at, ("No time left for this one.",)
        if drawn < NOT_ASKED + NO_EVIDENCE:
            return Missing.NO_EVIDENCE, at, ("Tells something else; nothing to rate here.",)
        rating = self.draw.rating(self.candidate, self.interviewer, item.key, item.competency)
        return rating, at, tuple(self._lines(rating))

    def _lines(self, rating: int) -> Iterator[str]:
        if self.chance.random() < BESIDE:
            yield self.chance.choice(sentences.BESIDE)
        starless = rating in {3, 4} and self.chance.random() < STARLESS
        for line in self.chance.sample(sentences.HEARD[sentences.height(rating)], self.chance.choice((1, 1, 2))):
            yield line if starless else f"*{line}"

    def _facts(self, item: Item, rating: int) -> Mapping[str, str]:
        share = FACT_ASKED[sentences.height(rating)]
        return {fact: "asked" if self.chance.random() < share else "given" for fact in item.facts}

    def _faults(self, item: Item, rating: int) -> Mapping[str, str]:
        share = FAULT_FOUND[sentences.height(rating)]
        found = (Fault.UNAIDED, Fault.UNAIDED, Fault.PROBED)
        return {
            fault: self.chance.choice(found) if self.chance.random() < share else Fault.MISSED
            for fault in item.planted_faults
        }

    def _judged(self, ratings: Sequence[int]) -> tuple[str, str]:
        """The overall word, near the ratings' mean and not hung on it, and the summary."""
        felt = (mean(ratings) if ratings else 2.5) + self.chance.gauss(0, 0.3)
        word = next((word for least, word in WORDS_FROM if felt >= least), Recommendation.STRONG_NO)
        return word, self.chance.choice(sentences.SUMMARY[sentences.height(felt)])


def _not_asked(minutes: int) -> Rated:
    return Missing.NOT_ASKED, 60 * minutes, (f"Cut short after {minutes} minutes.",)
