"""Ratings from before, from the console: a table of earlier interviews becomes submitted cards of an opening."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from app.db import db
from app.domain.candidate import Candidate
from app.domain.errors import Refused
from app.domain.imported import Earlier, already_there, bring_in, competency_of, equal_weights
from app.domain.opening import Opening, OpeningRole
from app.domain.people import Person, Role
from app.domain.rubric import Competency, Level
from app.measure.table import ONE_TO_FIVE
from app.queries import bank, candidates, openings, people, scorecards, trail
from app.ratings_file import Entry, read_ratings

MOST_PROBLEMS = 20
LONGEST_NAME = 200

T = TypeVar("T", Candidate, Person)


@dataclass(frozen=True)
class Imported:
    """What was made. `opening_is_new`: there was none of that name."""

    opening: Opening
    opening_is_new: bool
    candidates: int
    cards: int
    ratings: int
    left_out: int
    newcomers: tuple[str, ...]

    @property
    def told(self) -> str:
        """For the console, a line each."""
        made = "Made the opening" if self.opening_is_new else "Added to the opening"
        lines = [
            f"{made} {self.opening.title} (number {self.opening.id}).",
            f"{_count(self.candidates, 'candidate')}, {_count(self.cards, 'card')}, {_count(self.ratings, 'rating')}, "
            "all marked as imported.",
        ]
        if self.left_out:
            lines.append(f"{_count(self.left_out, 'empty rating')} left out.")
        if self.newcomers:
            lines.append(f"Not known here before, so without an account: {', '.join(self.newcomers)}.")
        return "\n".join(lines)


def import_ratings(content: bytes, file: str, title: str, email: str | None, level: str) -> Imported:
    """Read the table and make the cards, all of them or none. `email`: who manages an opening that is new."""
    if level not in set(Level):
        raise Refused(f"“{level}” is no level. Use one of: {', '.join(Level)}.")
    if not 0 < len(title.strip()) <= LONGEST_NAME:
        raise Refused(f"Give the opening a title of at most {LONGEST_NAME} characters.")
    earlier, left_out = _earlier(content)
    at = datetime.now(UTC)
    opening = _opening_titled(title)
    manager = _manager(opening, email)
    is_new = opening is None
    if opening is None:
        opening = _made(title.strip(), Level(level), manager, earlier, at)
    _no_card_twice(manager, opening, earlier)
    persons, newcomers = _people(earlier, at)
    found = bring_in(opening, earlier, _candidates(manager, opening, earlier, at), persons, file, manager, at)
    db.session.add_all(found)
    cards = [card for interview in found for card in interview.cards]
    db.session.flush()
    trail.append(db.session, at, None, "imported ratings", f"opening {opening.id}", file=file, cards=len(cards))
    db.session.commit()
    return Imported(opening, is_new, len(found), len(cards), len(earlier), left_out, newcomers)


def _earlier(content: bytes) -> tuple[list[Earlier], int]:
    """The ratings of the table, and how many are empty. Every problem of the file is named before anything is made."""
    table = read_ratings(content, ONE_TO_FIVE)
    competencies, asked = bank.competencies(db.session), _asked()
    problems = [*table.problems, *(found for entry in table.entries for found in _problems(entry, competencies, asked))]
    if problems:
        raise Refused(_listed(problems))
    rated = [(entry, entry.rating) for entry in table.entries if entry.rating is not None]
    if not rated:
        raise Refused("Nothing was imported: there is no rating in the table.")
    earlier = [
        Earlier(
            one.candidate, one.interviewer, one.item, competency_of(one.item, competencies, asked) or "", int(value)
        )
        for one, value in rated
    ]
    return earlier, len(table.entries) - len(rated)


def _listed(problems: Sequence[str]) -> str:
    more = [f"and {len(problems) - MOST_PROBLEMS} more"] if len(problems) > MOST_PROBLEMS else []
    return "\n".join(["Nothing was imported.", *problems[:MOST_PROBLEMS], *more])


def _asked() -> dict[str, str]:
    """Item key to competency, over the whole bank."""
    return {item.key: item.competency for record in bank.newest(db.session) for item in record.items}


def _problems(entry: Entry, competencies: Sequence[Competency], asked: Mapping[str, str]) -> Iterator[str]:
    """What a rating needs to stand on a card, besides what any table of ratings needs."""
    if competency_of(entry.item, competencies, asked) is None:
        names = ", ".join(one.name for one in competencies)
        yield (
            f"Line {entry.line}: nothing tells which competency “{entry.item}” belongs to. Put its name in front, as "
            f"in “{competencies[0].name}: {entry.item}”, or write a question's key. The competencies: {names}."
        )
    if entry.rating is not None and entry.rating != int(entry.rating):
        yield f"Line {entry.line}: {entry.rating:g} is not a whole number. Cards are rated 1, 2, 3, 4 or 5."
    for what, name in (("candidate", entry.candidate), ("interviewer", entry.interviewer)):
        if len(name) > LONGEST_NAME:
            yield f"Line {entry.line}: the name of the {what} is longer than {LONGEST_NAME} characters. Shorten it."


def _opening_titled(title: str) -> Opening | None:
    found = openings.titled(db.session, title)
    if len(found) > 1:
        raise Refused(f"There are {len(found)} openings called {title}. Give one of them another title first.")
    return found[0] if found else None


def _manager(opening: Opening | None, email: str | None) -> Person:
    """Whose act it is: the opening's hiring manager, or whom `email` names."""
    if email:
        person = people.by_email(db.session, email)
        if person is None:
            raise Refused(f"Nobody here has the address {email}.")
        return person
    managers = openings.managers(db.session, opening.id) if opening else people.with_role(db.session, Role.MANAGER)
    if len(managers) == 1 or (managers and opening):
        return managers[0]
    raise Refused("Say who the hiring manager is: --as ADDRESS.")


def _made(title: str, level: Level, manager: Person, earlier: Sequence[Earlier], at: datetime) -> Opening:
    """A new opening in which what the table rates counts alike."""
    rated = Counter(one.competency for one in earlier)
    opening = Opening(title=title, level=level, created_at=at, created_by_id=manager.id, rounds=[])
    opening.customer_access = opening.decision_rights = opening.final_call = ""
    opening.weigh(equal_weights([one for one in bank.competencies(db.session) if rated[one.code]]))
    opening.join(manager, OpeningRole.MANAGER)
    db.session.add(opening)
    db.session.flush()
    return opening


def _no_card_twice(manager: Person, opening: Opening, earlier: Sequence[Earlier]) -> None:
    everybody = candidates.of_opening(db.session, manager, opening.id)
    cards = scorecards.imported_on(db.session, [one.id for one in everybody])
    if twice := already_there(cards, earlier):
        candidate, interviewer = min(twice)
        raise Refused(
            f"Nothing was imported: {opening.title} has an imported card of {interviewer} on {candidate} already."
        )


def _candidates(manager: Person, opening: Opening, earlier: Sequence[Earlier], at: datetime) -> dict[str, Candidate]:
    """By the names of the table: those of the opening, and new ones."""
    names = list(dict.fromkeys(one.candidate for one in earlier))
    known = _known(names, candidates.of_opening(db.session, manager, opening.id), f"candidates of {opening.title}")
    for name in names:
        if name not in known:
            known[name] = Candidate(opening=opening, name=name, email=None, note="", added_at=at, withdrawal=None)
    db.session.add_all(known.values())
    return known


def _people(earlier: Sequence[Earlier], at: datetime) -> tuple[dict[str, Person], tuple[str, ...]]:
    """By the names of the table: those who work here; and the names of those who are not known, who get no account."""
    names = list(dict.fromkeys(one.interviewer for one in earlier))
    known = _known(names, people.everybody(db.session), "people here")
    newcomers = tuple(name for name in names if name not in known)
    known |= {name: Person(name=name, email=None, created_at=at) for name in newcomers}
    db.session.add_all(known.values())
    db.session.flush()
    return known, newcomers


def _known(names: Sequence[str], those: Sequence[T], what: str) -> dict[str, T]:
    """Whom these names mean. Refused where one means two: they cannot be told apart."""
    named: dict[str, list[T]] = defaultdict(list)
    for one in those:
        named[one.name.casefold()].append(one)
    for name in names:
        if len(named[name.casefold()]) > 1:
            raise Refused(f"Nothing was imported: two {what} are called {name}. Give one of them another name first.")
    return {name: named[name.casefold()][0] for name in names if named[name.casefold()]}


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
