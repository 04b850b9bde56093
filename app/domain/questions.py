"""What locked cards tell about the questions: how they are used, and which of them separate.

What a question is used for (`Use`) and what its ratings say (`Verdict`) stand apart: not everybody may see the second.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import mean, median
from typing import TYPE_CHECKING

from app.bankfiles.schema import Item
from app.domain.content import ItemContent
from app.domain.pace import minutes_used, was_asked
from app.domain.ratings import table_of
from app.domain.rubric import Missing
from app.domain.scorecard import Scorecard
from app.domain.text import signed

if TYPE_CHECKING:  # numpy and scipy are imported by whoever asks for the figures
    from app.measure.items import ItemFigure

FEWEST = 8  # candidates
ADVICE = {
    "keep": "Keep it.",
    "retire": "It adds next to nothing to the others. Think of retiring it.",
    "undecided": "Neither keeping nor retiring it is clear.",
}


@dataclass(frozen=True)
class Use:
    """How one item was used. `times`: interviews in which it was asked, `candidates`: of how many, `last`: when.

    `not_asked`: share of the cards, 0 to 1, whose kit holds it and that say so. `probes`: mean number of neutral probes
    used where it was asked. `minutes`: median of what it took on the cards that were rated live. Each None below 8
    candidates.
    """

    times: int
    candidates: int
    last: datetime | None
    not_asked: float | None
    probes: float | None
    minutes: float | None


NO_USE = Use(0, 0, None, None, None, None)


@dataclass(frozen=True)
class Verdict:
    """What the ratings on one item say. `no_evidence`: share of the cards, 0 to 1, on which it was asked and nothing to
    rate was shown; None below 8 candidates."""

    figure: "ItemFigure"
    no_evidence: float | None

    @property
    def words(self) -> str:
        """Does it separate? "7 of 10 candidates", "agrees with the rest", "0.42, could be 0.15 to 0.62"."""
        it = self.figure
        if it.missing:
            return f"{it.n} of {it.n + it.missing} candidates needed"
        if it.item_rest is None or it.low is None or it.high is None:
            return "its ratings do not differ"
        if not it.has_value:
            return it.advice
        return f"{signed(it.item_rest, 2)}, could be {signed(it.low, 2)} to {signed(it.high, 2)}"

    @property
    def advice(self) -> str:
        """What to do with it, as a sentence, or "" while there are too few candidates to say."""
        return ADVICE[self.figure.advice] if self.figure.has_advice else ""


@dataclass(frozen=True)
class QuestionFigure:
    """One item of the bank with its figures. `verdict` is None for whoever may not see what ratings say."""

    item: Item
    use: Use
    verdict: Verdict | None

    @property
    def is_known(self) -> bool:
        """Did any card that counts hold it?"""
        return self.use is not NO_USE or self.verdict is not None


@dataclass(frozen=True)
class _Heard:
    """One item on one card."""

    candidate: int
    interview: int
    at: datetime
    content: ItemContent
    minutes: float | None


Asked = Mapping[str, Sequence[_Heard]]


def uses(cards: Iterable[Scorecard]) -> dict[str, Use]:
    """Item key to its use, for every item that the cards' kits held. Of imported cards nobody knows how they went."""
    cards = [card for card in cards if not card.is_imported]
    return {key: _use(heard) for key, heard in _by_item(cards).items()}


def cards_by_version(cards: Iterable[Scorecard]) -> Counter[str]:
    """Digest to the number of cards whose kit held that version of a question."""
    locked = (card.submission.counted.card_content for card in cards if card.submission)
    return Counter(digest for content in locked for digest in content.records.values())


def verdicts(cards: Sequence[Scorecard]) -> dict[str, Verdict]:
    """Item key to what the ratings say, for every item on the cards, the imported ones among them."""
    from app.measure.items import ItemFigure, item_figures

    figures = {one.item: one for one in item_figures(table_of(cards))}
    heard = _by_item(cards).items()
    return {key: Verdict(figures.get(key) or ItemFigure(key, 0), _no_evidence(on_it)) for key, on_it in heard}


def by_separation(figures: Iterable[QuestionFigure]) -> list[QuestionFigure]:
    """Those with a number first, the one that separates best on top; then the others as they come.

    By the shrunk value: else the items with the fewest ratings would stand at both ends.
    """
    found = list(figures)
    known = [(one.verdict.figure.shrunk or 0, one) for one in found if one.verdict and one.verdict.figure.has_value]
    first = [one for _, one in sorted(known, key=lambda pair: -pair[0])]
    return first + [one for one in found if one not in first]


def _by_item(cards: Iterable[Scorecard]) -> dict[str, list[_Heard]]:
    heard: dict[str, list[_Heard]] = defaultdict(list)
    for card in cards:
        for key, one in _on(card):
            heard[key].append(one)
    return heard


def _on(card: Scorecard) -> Iterable[tuple[str, _Heard]]:
    if card.submission is None:
        return
    content, interview = card.submission.counted.card_content, card.interview
    took = minutes_used(content, interview.minutes)
    for key, item in content.items.items():
        yield key, _Heard(interview.candidate_id, interview.id, interview.starts_at, item, took.get(key))


def _use(heard: Sequence[_Heard]) -> Use:
    asked = [one for one in heard if was_asked(one.content)]
    timed = [one for one in asked if one.minutes is not None]
    return Use(
        times=len({one.interview for one in asked}),
        candidates=len({one.candidate for one in asked}),
        last=max((one.at for one in asked), default=None),
        not_asked=_enough(heard, lambda: _share(heard, Missing.NOT_ASKED)),
        probes=_enough(asked, lambda: mean(len(one.content.probes) for one in asked)),
        minutes=_enough(timed, lambda: median(one.minutes or 0 for one in timed)),
    )


def _no_evidence(heard: Sequence[_Heard]) -> float | None:
    asked = [one for one in heard if was_asked(one.content)]
    return _enough(asked, lambda: _share(asked, Missing.NO_EVIDENCE))


def _share(heard: Sequence[_Heard], missing: Missing) -> float:
    return sum(one.content.missing == missing for one in heard) / len(heard)


def _enough(heard: Sequence[_Heard], figure: Callable[[], float]) -> float | None:
    return figure() if len({one.candidate for one in heard}) >= FEWEST else None
