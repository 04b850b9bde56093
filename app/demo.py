"""The made-up company: one opening, candidates at every point of the journey, built with the product's own verbs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from app import demo_cards as told
from app.db import db
from app.domain.bank import Level
from app.domain.candidate import Candidate
from app.domain.content import read
from app.domain.errors import Refused
from app.domain.interview import Interview, State
from app.domain.kit import Kit
from app.domain.opening import Opening, OpeningRole, Round
from app.domain.ops import Incoming, heads, mark
from app.domain.people import Person, Purpose, Role
from app.domain.scorecard import Scorecard, assign
from app.queries import bank, demo, people, trail
from app.seed import invite

ZONE = "Europe/Berlin"
Typed = tuple[str, Any, int]  # field, value, seconds since the clock was started
AROUND_THE_CLOCK = timedelta(minutes=6)

STAFF = {
    "ada": ("Ada Berg", Role.INTERVIEWER),
    "bo": ("Bo Lind", Role.INTERVIEWER),
    "chidi": ("Chidi Eze", Role.INTERVIEWER),
    "hana": ("Hana Sato", Role.MANAGER),
    "cora": ("Cora Díaz", Role.COORDINATOR),
    "ruth": ("Ruth Adler", Role.ADMIN),
}
DOORS = {"ada": "interviewer", "bo": "second interviewer", "hana": "hiring manager", "ruth": "admin"}


def ensure() -> None:
    """Make the company if it is not there, and put today's interview on now. Refused in a folder in real use."""
    at = datetime.now(UTC).replace(second=0, microsecond=0)
    if people.is_empty(db.session):
        _Company(at).build()
        trail.append(db.session, at, None, "made the demo company", "demo")
    elif people.by_email(db.session, _email("ada")) is None:
        raise Refused("This data folder is in real use. Give the demo a folder of its own with --data.")
    _put_on_now(at)
    db.session.commit()


def links() -> Iterator[tuple[str, str, str]]:
    """Role in words, name, and a fresh token for a sign-in link, for four of the people."""
    for who, words in DOORS.items():
        name, role = STAFF[who]
        yield words, name, invite(_email(who), role, Purpose.SIGN_IN)


def _email(who: str) -> str:
    return f"{who}@palate.example"


def _put_on_now(at: datetime) -> None:
    """The interview that has not begun starts around now at every start of the demo."""
    for interview in demo.not_begun(db.session, "Ravi Menon"):
        interview.starts_at = at - AROUND_THE_CLOCK


class _Company:
    """Builds the demo. `at` is now; everything else is told from there."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.people = {who: self._person(who, name, role) for who, (name, role) in STAFF.items()}
        db.session.add_all(self.people.values())
        db.session.flush()
        kits = {kit.key: kit for kit in bank.kits(db.session)}
        self.opening = self._opening(kits)
        db.session.add(self.opening)
        db.session.flush()

    def build(self) -> None:
        self._compared()
        self._half_done()
        self._to_come()
        db.session.flush()

    def _person(self, who: str, name: str, role: Role) -> Person:
        person = Person(name=name, email=_email(who), zone=ZONE, created_at=self.at)
        person.grant(role, self.at)
        if role != Role.INTERVIEWER:
            person.grant(Role.INTERVIEWER, self.at)
        return person

    def _opening(self, kits: dict[str | None, Kit]) -> Opening:
        opening = Opening(
            title="Senior engineer, Checkout",
            level=Level.SENIOR,
            customer_access="Two calls with merchants a week, and the support inbox to read.",
            decision_rights="The order of work within the team’s goal; may stop a release.",
            final_call="Mara Lenz, product, decides what is built.",
            created_at=self.at - timedelta(days=20),
            created_by_id=self.people["hana"].id,
        )
        named = {competency.code: competency for competency in bank.competencies(db.session)}
        shares = {"PUR": 25, "CUS": 20, "TRA": 20, "AIS": 20, "RES": 15}
        opening.weigh([(named[code], percent) for code, percent in shares.items()])
        opening.rounds = [
            Round(position=0, name="Product conversation", minutes=60, kit=kits["KIT-SR-CONVERSATION"]),
            Round(position=1, name="The Friday export", minutes=60, kit=kits["KIT-SR-EXPORT"]),
        ]
        opening.join(self.people["hana"], OpeningRole.MANAGER)
        opening.join(self.people["cora"], OpeningRole.COORDINATOR)
        for who in ("ada", "bo", "chidi"):
            opening.join(self.people[who], OpeningRole.POOL)
        return opening

    def _compared(self) -> None:
        """Three candidates with all cards in; each met two of three interviewers."""
        for name, days, talk, case in (
            ("Dana Whitlock", 9, ("bo", told.DANA_CONVERSATION), ("ada", told.DANA_EXPORT)),
            ("Leo Marchetti", 8, ("chidi", told.LEO_CONVERSATION), ("ada", told.LEO_EXPORT)),
            ("Suki Tanabe", 7, ("bo", told.SUKI_CONVERSATION), ("chidi", told.SUKI_EXPORT)),
        ):
            candidate = self._candidate(name)
            self._held(candidate, 0, days, *talk)
            last = self._held(candidate, 1, days - 1, *case)
            if name == "Suki Tanabe":
                last.mark(State.CUT_SHORT, self.people["chidi"], last.ends_at, "Fire alarm after 34 minutes.")

    def _half_done(self) -> None:
        """Ada’s card on Milo waits to be finished."""
        candidate = self._candidate("Milo Brandt")
        interview = self._plan(candidate, 0, self._slot(2), "ada", "bo")
        card = next(card for card in interview.cards if card.author is self.people["ada"])
        self._type(card, _typed(told.DemoCard(told.MILO_HALF, "", "")))
        interview.mark(State.HELD, self.people["ada"], interview.ends_at)

    def _to_come(self) -> None:
        """Ravi is on now; Noor comes later, with one interview that a colleague may cover; Hedda has withdrawn."""
        self._plan(self._candidate("Ravi Menon"), 1, self.at - AROUND_THE_CLOCK, "ada", "bo")
        noor = self._candidate("Noor Haddad")
        self._plan(noor, 0, self._slot(-2), "chidi")
        self._plan(noor, 1, self._slot(-3), "bo")
        hedda = self._candidate("Hedda Strand")
        hedda.withdraw(self.at - timedelta(days=3), self.people["cora"].id, "Took another offer.")

    def _candidate(self, name: str) -> Candidate:
        address = name.partition(" ")[0].lower() + "@candidates.example"
        candidate = Candidate(
            opening=self.opening,
            name=name,
            email=address,
            note="",
            added_at=self.at - timedelta(days=14),
            withdrawal=None,
        )
        db.session.add(candidate)
        return candidate

    def _slot(self, days_ago: int) -> datetime:
        return (self.at - timedelta(days=days_ago)).replace(hour=12, minute=0)

    def _plan(self, candidate: Candidate, round_number: int, starts_at: datetime, *panel: str) -> Interview:
        hana, planned_at = self.people["hana"], starts_at - timedelta(days=5)
        chosen = self.opening.rounds[round_number]
        interview = Interview.plan(candidate, chosen, starts_at, ZONE, 60, "Room 3", hana, planned_at)
        db.session.add(interview)
        for who in panel:
            assign(interview, self.people[who], hana, planned_at)
        db.session.flush()
        return interview

    def _held(self, candidate: Candidate, round_number: int, days_ago: int, who: str, card: told.DemoCard) -> Interview:
        interview = self._plan(candidate, round_number, self._slot(days_ago), who)
        seat = interview.cards[0]
        self._type(seat, _typed(card))
        self._submit(seat, interview.ends_at + timedelta(hours=2))
        return interview

    def _type(self, card: Scorecard, typed: Iterable[Typed]) -> None:
        started = card.interview.starts_at
        card.begin(started)
        clock = ("clock", {"started_at": started.isoformat()}, 0)
        for n, (field, value, seconds) in enumerate([clock, *typed], 1):
            at = started + timedelta(seconds=seconds)
            op = Incoming(f"demo-{card.id:06}.{n}", field, (), value, at.isoformat())
            db.session.add_all(card.record([op], {}, at)[1])
        db.session.flush()

    def _submit(self, card: Scorecard, at: datetime) -> None:
        fields = heads(demo.ops(db.session, card.id))
        kit = card.interview.kit
        assert kit is not None  # noqa: S101 - begun, so it has one
        names = bank.competency_names(db.session)
        card.submit(read(kit, fields), mark(fields), mark(fields), names, card.author, at)


def _typed(card: told.DemoCard) -> Iterator[Typed]:
    """A told card as fields with their values and the second at which each was typed."""
    last = 0
    for key, (rating, at, lines) in card.ratings.items():
        yield from _notes(key, at, lines)
        yield from _told_facts(key, at, card.facts.get(key, {}))
        yield from ((f"fault/{key}/{fault}", outcome, at - 20) for fault, outcome in card.faults.get(key, {}).items())
        yield f"rating/{key}", {"rating": rating} if isinstance(rating, int) else {"missing": rating}, at
        last = at
    if card.recommendation:
        yield "recommendation", card.recommendation, last + 600
        yield "summary", card.summary, last + 640


def _notes(key: str, at: int, lines: Sequence[str]) -> Iterator[Typed]:
    for n, line in enumerate(lines):
        heard = at - 85 * (len(lines) - n)
        note = {"text": line.lstrip("*"), "item": key, "at": heard, "starred": line.startswith("*")}
        yield f"note/demo-{key.lower().replace('.', '-')}-{n}", note, heard


def _told_facts(key: str, at: int, facts: Mapping[str, str]) -> Iterator[Typed]:
    for n, (fact, state) in enumerate(facts.items()):
        told_at = at - 290 + 45 * n if state == "asked" else at - 15
        yield f"fact/{key}/{fact}", {"state": state, "at": told_at}, told_at
    if facts:
        yield f"stage/{key}", {"at": at - 15}, at - 15
