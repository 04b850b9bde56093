"""Candidates side by side, by competency. Pure: what it is given may be seen, what it returns may be printed.

Candidates stand in name order. There is no rank and no winner; a missing rating is a dash with its reason; a mean
never stands without its count.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from app.bankfiles.schema import Item
from app.domain.content import ItemContent
from app.domain.interview import Interview, State
from app.domain.notices import Notice, notices
from app.domain.opening import Opening
from app.domain.profile import Cell, Difference, Entrant, Gap, Interviewer, Mark, Row, Total
from app.domain.proof import Kind, bundle
from app.domain.rubric import Competency
from app.domain.scorecard import Scorecard
from app.domain.text import listed
from app.measure import headline

SHAPES = 12
FEWEST_CANDIDATES = 2
MOST_CANDIDATES = 6
BIGGEST = 3
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six")


class Comparison:
    """The table for one to six candidates of one opening. With one it is the candidate's profile."""

    def __init__(self, opening: Opening, entrants: Iterable[Entrant]) -> None:
        self.opening = opening
        self.entrants = sorted(entrants, key=lambda one: (one.name.casefold(), one.candidate.id))

    def without_names(self) -> "Comparison":
        """The same comparison of "Candidate A", "Candidate B" and so on, in the order in which they were added."""
        by_age = sorted(self.entrants, key=lambda one: one.candidate.id)
        return Comparison(
            self.opening,
            [replace(one, alias=f"Candidate {chr(ord('A') + n)}") for n, one in enumerate(by_age)],
        )

    @property
    def title(self) -> str:
        return f"{NUMBERS[len(self.entrants)]} candidates on product thinking"

    @property
    def names_are_hidden(self) -> bool:
        return any(entrant.alias for entrant in self.entrants)

    @property
    def is_closed(self) -> bool:
        """Is there nothing in it that this reader may read, now or after finishing an own card?"""
        return all(entrant.barred for entrant in self.entrants)

    @property
    def is_withheld(self) -> bool:
        """Is there something in it that this reader may not read, and nothing that they may?"""
        return not self.cards and any(entrant.sealed or entrant.barred for entrant in self.entrants)

    @cached_property
    def cards(self) -> list[Scorecard]:
        return [card for entrant in self.entrants for card in entrant.cards]

    @property
    def expected(self) -> int:
        """How many cards there will be when the open ones are in."""
        return len(self.cards) + sum(len(entrant.awaited) for entrant in self.entrants)

    @property
    def last_locked(self) -> datetime | None:
        return max((card.submission.counted.at for card in self.cards if card.submission), default=None)

    @property
    def zone(self) -> str:
        """The time zone to print times in: that of the first interview, so that every reader gets the same file."""
        return self.cards[0].interview.zone if self.cards else "UTC"

    @property
    def card_prints(self) -> list[str]:
        """The fingerprints of the locked cards, sorted."""
        return sorted(card.submission.counted.fingerprint for card in self.cards if card.submission)

    @property
    def fingerprint(self) -> str:
        """That of the paper, as `proof.bundle` makes it."""
        return bundle(Kind.COMPARISON, self.card_prints)

    @cached_property
    def interviewers(self) -> dict[int, Interviewer]:
        """By person id, in name order; beyond twelve the shapes begin again."""
        authors = {card.author_id: card.author for card in self.cards}.values()
        first_names = Counter(author.first_name for author in authors)
        ordered = sorted(authors, key=lambda author: (author.name.casefold(), author.id))
        return {
            author.id: Interviewer(
                author.name,
                author.first_name if first_names[author.first_name] == 1 else author.name,
                n % SHAPES + 1,
            )
            for n, author in enumerate(ordered)
        }

    @cached_property
    def met(self) -> dict[int, str]:
        """Candidate id to the interviewers whose cards are in: "Ada and Bo"."""
        return {
            entrant.candidate.id: listed(
                sorted({self.interviewers[card.author_id].short for card in entrant.cards}),
            )
            for entrant in self.entrants
        }

    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(weight, tuple(self._cell(entrant, weight.competency) for entrant in self.entrants))
            for weight in self.opening.weights
        ]

    @property
    def weight_words(self) -> str:
        return ", ".join(str(weight.percent) for weight in self.opening.weights)

    @cached_property
    def totals(self) -> list[Total]:
        return [self._total(column, entrant) for column, entrant in enumerate(self.entrants)]

    @property
    def differences(self) -> list[Difference]:
        """The two or three competencies in which two candidates lie furthest apart, from one point on."""
        apart = sorted((row for row in self.rows if row.spread >= 1), key=lambda row: -row.spread)
        return [_difference(row) for row in apart[:BIGGEST]]

    @property
    def notices(self) -> list[Notice]:
        return notices(self.entrants)

    def _cell(self, entrant: Entrant, competency: Competency) -> Cell:
        found = [one for card in entrant.cards for one in self._ratings(card, competency.code)]
        marks = tuple(one for one in found if isinstance(one, Mark))
        gaps = tuple(one for one in found if isinstance(one, Gap))
        return Cell(entrant, competency, marks, (*gaps, *self._missing(entrant, competency.code)))

    def _ratings(self, card: Scorecard, code: str) -> list[Mark | Gap]:
        return self._by_competency[card.id].get(code, [])

    @cached_property
    def _by_competency(self) -> dict[int, dict[str, list[Mark | Gap]]]:
        """Card id to what stands on it, by the code of a competency."""
        return {card.id: self._read(card) for card in self.cards}

    def _read(self, card: Scorecard) -> dict[str, list[Mark | Gap]]:
        found: dict[str, list[Mark | Gap]] = defaultdict(list)
        items = card.submission.counted.card_content.items if card.submission else {}
        for item in card.items:
            if item.key in items:
                found[item.competency].append(self._mark_or_gap(card, item, items[item.key]))
        return found

    def _mark_or_gap(self, card: Scorecard, item: Item, rated: ItemContent) -> Mark | Gap:
        by, source = self.interviewers[card.author_id], item.title if item.stage else card.interview.round.name
        if rated.rating is None:
            return Gap(rated.words, by.short, by.name, item, source)
        return Mark(rated.rating, by, card, item, source, rated.evidence)

    def _missing(self, entrant: Entrant, code: str) -> list[Gap]:
        """Cards that are not in and interviews that fell through, where they would rate this competency."""
        if entrant.sealed or entrant.barred:
            return []
        awaited = [Gap("Card missing", self._short(card), card.author.name) for card in _rating(entrant.awaited, code)]
        missed = [_fell_through(card.interview) for card in _rating(entrant.missed, code)]
        return awaited + list(dict.fromkeys(missed))

    def _short(self, card: Scorecard) -> str:
        """As in the legend; in full for somebody of whom no card is in."""
        known = self.interviewers.get(card.author_id)
        return known.short if known else card.author.name

    def _total(self, column: int, entrant: Entrant) -> Total:
        cells = {row.competency.code: row.cells[column] for row in self.rows}
        value = headline.composite(
            {code: cell.mean for code, cell in cells.items()},
            {weight.competency_code: weight.percent for weight in self.opening.weights},
        )
        without = [cell.competency.name for cell in cells.values() if cell.mean is None]
        return Total(entrant, value, sum(cell.n for cell in cells.values()), _because(entrant, without))


def _because(entrant: Entrant, without: list[str]) -> str:
    """Why a composite is missing."""
    if not without or not entrant.cards:
        return entrant.lack if without else ""
    return f"Incomplete: no rating for {listed(without)}. Weights are not stretched to hide that."


def _rating(cards: Iterable[Scorecard], code: str) -> list[Scorecard]:
    """Those that rate this competency."""
    return [card for card in cards if any(item.competency == code for item in card.items)]


def _fell_through(interview: Interview) -> Gap:
    reason = "No-show" if interview.state == State.NO_SHOW else "Interview cancelled"
    return Gap(reason, interview.round.name, interview.round.name)


def _difference(row: Row) -> Difference:
    rated = sorted((cell for cell in row.cells if cell.mean is not None), key=lambda cell: cell.mean or 0.0)
    return Difference(row.competency, rated[-1], rated[0])
