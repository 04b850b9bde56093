"""What a candidate may have: their own ratings and the evidence for them, in plain sentences.

No name of an interviewer, no recommendation, no question of the bank, no mean, no adjusted figure, nobody else's data.
Pure: made of what the reader who hands it over may see.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from app.bankfiles.schema import Item
from app.domain.comparison import Comparison
from app.domain.content import Content, ItemContent, Line
from app.domain.interview import Interview
from app.domain.opening import Opening
from app.domain.rubric import SCALE, Competency, Missing
from app.domain.scorecard import Scorecard
from app.domain.text import listed

UNRATED = {
    Missing.NO_EVIDENCE: "heard nothing to rate",
    Missing.NOT_ASKED: "did not ask about it",
    Missing.ANSWERED_UNDER: "heard your answer under another question",
}


@dataclass(frozen=True)
class Said:
    """One answer: how it was rated, as a sentence, and what was written down of it."""

    sentence: str
    evidence: tuple[Line, ...]


@dataclass(frozen=True)
class Part:
    """One competency with all that was rated of it."""

    competency: Competency
    said: tuple[Said, ...]


@dataclass(frozen=True)
class CandidateFile:
    """`profile`: the comparison of the candidate alone."""

    profile: Comparison

    @property
    def name(self) -> str:
        return self.profile.entrants[0].name

    @property
    def opening(self) -> Opening:
        return self.profile.opening

    @cached_property
    def interviewers(self) -> dict[int, str]:
        """Person id to "Interviewer 1", in the order in which they met the candidate."""
        met = dict.fromkeys(card.author_id for card in self.profile.cards)
        return {person_id: f"Interviewer {n}" for n, person_id in enumerate(met, 1)}

    @property
    def met(self) -> list[tuple[Interview, str]]:
        """The interviews with those whose cards are in: "Interviewer 1 and Interviewer 2"."""
        held: dict[int, list[Scorecard]] = {}
        for card in self.profile.cards:
            held.setdefault(card.interview_id, []).append(card)
        return [
            (cards[0].interview, listed([self.interviewers[card.author_id] for card in cards]))
            for cards in held.values()
        ]

    @property
    def parts(self) -> list[Part]:
        """In the order of the opening."""
        return [Part(one.competency, tuple(self._said(one.competency.code))) for one in self.opening.weights]

    def _said(self, code: str) -> Iterator[Said]:
        for card in self.profile.cards:
            content = _counted(card)
            for item in card.items:
                if item.competency == code and item.key in content.items:
                    yield self._told(card, item, content.items[item.key])

    def _told(self, card: Scorecard, item: Item, rated: ItemContent) -> Said:
        who, where = self.interviewers[card.author_id], item.title if item.stage else card.interview.round.name
        return Said(f"{where}: {who} {_verdict(rated)}.", rated.evidence)


def _verdict(rated: ItemContent) -> str:
    """ "rated your answer 4 of 5, above the bar"; "did not ask about it"."""
    if rated.rating is not None:
        return f"rated your answer {rated.rating} of {max(SCALE)}, {SCALE[rated.rating].lower()}"
    return UNRATED[rated.missing] if rated.missing else "gave no rating"


def _counted(card: Scorecard) -> Content:
    return card.submission.counted.card_content if card.submission else Content({})
