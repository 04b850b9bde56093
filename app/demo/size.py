"""A company of any size, made by the product's verbs, the same for the same numbers.

Times count back from today's midnight UTC, in working days. Names, panels, ratings and notes do not hang on the day;
which cards are in yet may, around a weekend.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy.orm import Session

from app.demo import names, plan, sentences
from app.demo.draw import Draw
from app.demo.meetings import Meetings
from app.demo.plan import Search
from app.demo.staff import STAFF, member_of_staff, person
from app.domain.bank import Level
from app.domain.errors import Refused
from app.domain.kit import Kit, RoundKind
from app.domain.opening import Opening, OpeningRole, Round
from app.domain.people import Person, Role
from app.domain.rubric import Competency
from app.queries import bank

MOST = {"candidates": 20_000, "interviewers": 200}
AT_HAND = ("ada", "bo", "chidi")  # the first interviewers; Ada and Bo have a door, so they are here in any case
NAMED_FROM = 30_000  # numbers of names that no candidate has
BEFORE_THE_FIRST = timedelta(days=60)
BEFORE_ITS_FIRST = timedelta(days=20)
CLOSED_AFTER, CLOSED_WHEN_QUIET_FOR = timedelta(days=14), timedelta(days=60)


@dataclass(frozen=True)
class Size:
    """How large. Refuses what makes no company, and what would take an hour."""

    candidates: int = 40
    interviewers: int = 5
    rounds: int = 2
    seed: int = 1

    def __post_init__(self) -> None:
        for what, most in MOST.items():
            if not 1 <= getattr(self, what) <= most:
                raise Refused(f"--{what} is {getattr(self, what)}. Give a number from 1 to {most}.")
        if self.rounds < 1:
            raise Refused(f"--rounds is {self.rounds}. Give 1 or more.")


def build(session: Session, size: Size, midnight: datetime) -> None:
    """Fill an empty company, one opening after the other, the oldest first. `midnight`: the beginning of today."""
    kits = _kits(session, size.rounds)
    searches = plan.searches(Draw(size.seed), size.candidates, size.interviewers, size.rounds)
    first = min(slot for search in searches for slot in search.slots)
    company = _Company(session, size, midnight, plan.moment(midnight.date(), first) - BEFORE_THE_FIRST)
    for search in searches:
        company.add(search, kits)


def _kits(session: Session, rounds: int) -> list[Kit]:
    """A kit for each round: conversations, then scenarios, then reviews."""
    kinds = list(RoundKind)
    shipped = [kit for kit in bank.kits(session) if kit.key and kit.level == Level.SENIOR]
    if rounds > len(shipped):
        raise Refused(f"--rounds is {rounds}, and the bank has {len(shipped)} kits for seniors. Give at most that.")
    return sorted(shipped, key=lambda kit: (kinds.index(kit.round_kind), kit.id))[:rounds]


class _Company:
    """The people, and the openings that they work on."""

    def __init__(self, session: Session, size: Size, midnight: datetime, since: datetime) -> None:
        self.session, self.draw, self.midnight = session, Draw(size.seed), midnight
        self.staff = {who: member_of_staff(who, since) for who in STAFF if who != "chidi" or size.interviewers > 2}
        self.interviewers = [self.staff[who] for who in islice(AT_HAND, size.interviewers)]
        self.interviewers += [self._interviewer(n, since) for n in range(len(self.interviewers), size.interviewers)]
        session.add_all([*self.staff.values(), *self.interviewers])
        session.flush()
        self.competencies = bank.competencies(session)
        self.meetings = Meetings(
            session, self.draw, midnight, self.interviewers, self.staff["cora"], self.staff["hana"]
        )

    def add(self, search: Search, kits: Sequence[Kit]) -> None:
        """One opening with its candidates. What is in the database is then let go of."""
        opening = self._opening(search, kits)
        self.session.add(opening)
        self.session.flush()
        self.meetings.hold(opening, search.applicants, {one.code: one.name for one in self.competencies})
        last = self._moment(max(search.slots))
        if last + CLOSED_WHEN_QUIET_FOR < self.midnight:
            opening.close(last + CLOSED_AFTER)
        self.session.flush()

    def _interviewer(self, number: int, since: datetime) -> Person:
        name = names.name_of(NAMED_FROM + number, self.draw.seed)
        return person(name, f"interviewer-{number + 1}", Role.INTERVIEWER, since)

    def _opening(self, search: Search, kits: Sequence[Kit]) -> Opening:
        team, again = sentences.TEAMS[search.number % len(sentences.TEAMS)], search.number // len(sentences.TEAMS)
        begins = self._moment(min(search.slots)) - BEFORE_ITS_FIRST
        opening = Opening(
            title=f"Senior engineer, {team}{f' {again + 1}' if again else ''}",
            level=Level.SENIOR,
            customer_access="A call with customers every week.",
            decision_rights="The order of work within the team’s goal.",
            final_call="The product lead of the team.",
            created_at=begins,
            created_by_id=self.staff["hana"].id,
        )
        opening.weigh(self._weights(kits))
        opening.rounds = [Round(position=n, name=kit.title, minutes=60, kit=kit) for n, kit in enumerate(kits)]
        self._let_in(opening, search)
        opening.show_how_sure(begins)
        return opening

    def _weights(self, kits: Sequence[Kit]) -> list[tuple[Competency, int]]:
        """As equal as whole percents allow, in the bank's order."""
        rated = {code for kit in kits for code in kit.competencies}
        chosen = [competency for competency in self.competencies if competency.code in rated]
        share, more = divmod(100, len(chosen))
        return [(competency, share + (n < more)) for n, competency in enumerate(chosen)]

    def _let_in(self, opening: Opening, search: Search) -> None:
        opening.join(self.staff["hana"], OpeningRole.MANAGER)
        opening.join(self.staff["cora"], OpeningRole.COORDINATOR)
        for number in search.group:
            opening.join(self.interviewers[number], OpeningRole.POOL)

    def _moment(self, slot: int) -> datetime:
        return plan.moment(self.midnight.date(), slot)
