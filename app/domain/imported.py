"""Ratings from before: a table of earlier interviews becomes submitted cards, marked as imported."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from app.domain.candidate import Candidate
from app.domain.content import Content, ItemContent
from app.domain.errors import Refused
from app.domain.interview import Interview
from app.domain.opening import Opening, Round
from app.domain.panel import assign
from app.domain.people import Person
from app.domain.rubric import Competency
from app.domain.scorecard import Scorecard

SEPARATORS = (":", "/")


@dataclass(frozen=True)
class Earlier:
    """One rating from before, 1 to 5, with names as they were written. `item` is what is printed of the question."""

    candidate: str
    interviewer: str
    item: str
    competency: str  # its code
    rating: int


def competency_of(item: str, competencies: Sequence[Competency], asked: Mapping[str, str]) -> str | None:
    """The code of the competency that an item belongs to, or None.

    An item is a question of the bank by its key (`asked`: key to code), or a competency by name or code, alone or in
    front of a colon or a slash: "PUR", "Purpose: the permit letter".
    """
    if item in asked:
        return asked[item]
    named = {word.casefold(): one.code for one in competencies for word in (one.code, one.name)}
    heads = [item, *(item.partition(separator)[0] for separator in SEPARATORS)]
    return next((named[word] for head in heads if (word := head.strip().casefold()) in named), None)


def equal_weights(competencies: Sequence[Competency]) -> list[tuple[Competency, int]]:
    """100 percent over these competencies, as equal as whole numbers can be; the first get what is over."""
    share, over = divmod(100, len(competencies))
    return [(one, share + (n < over)) for n, one in enumerate(competencies)]


def bring_in(
    opening: Opening,
    earlier: Iterable[Earlier],
    candidates: Mapping[str, Candidate],
    people: Mapping[str, Person],
    file: str,
    by: Person,
    at: datetime,
) -> list[Interview]:
    """Make a round with an interview for each candidate and a locked card for each interviewer.

    `candidates` and `people`: whom the names in the table mean. `file`: the table's name, printed on each card.
    """
    tables: dict[str, dict[str, list[Earlier]]] = defaultdict(lambda: defaultdict(list))
    for one in earlier:
        tables[one.candidate][one.interviewer].append(one)
    round_ = opening.add_imported_round(f"Imported from {file}"[:200], at)
    opening.fix(at)
    return [
        _interview(candidates[name], round_, {people[who]: rated for who, rated in cards.items()}, file, by, at)
        for name, cards in tables.items()
    ]


def already_there(cards: Iterable[Scorecard], earlier: Iterable[Earlier]) -> set[tuple[str, str]]:
    """Candidate and interviewer of this table, by name, who have one of these imported cards already."""
    there = {(card.interview.candidate.name.casefold(), card.author.name.casefold()) for card in cards}
    pairs = {(one.candidate, one.interviewer) for one in earlier}
    return {pair for pair in pairs if tuple(name.casefold() for name in pair) in there}


def _interview(
    candidate: Candidate,
    round_: Round,
    cards: Mapping[Person, Sequence[Earlier]],
    file: str,
    by: Person,
    at: datetime,
) -> Interview:
    if candidate.withdrawal:
        raise Refused(f"{candidate.name} has withdrawn. Undo the withdrawal first.")
    interview = Interview.imported(candidate, round_, by, at)
    for person, rated in cards.items():
        assign(interview, person, by, at).import_(_content(rated), file, at)
    return interview


def _content(rated: Sequence[Earlier]) -> Content:
    return Content(
        items={one.item: ItemContent(key=one.item, rating=one.rating) for one in rated},
        competencies={one.item: one.competency for one in rated},
        salt=token_hex(16),
    )
