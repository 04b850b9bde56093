"""The told company: one opening, candidates at every point of the journey, built with the product's own verbs.

Ada is severe and Bo is lenient, over all their cards. Of the three who are compared, the one with the highest mean met
Bo and not Ada, and nobody can be called.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.db import db
from app.demo import practice
from app.demo import told_cards as told
from app.demo import told_earlier as earlier
from app.demo.card import DemoCard, typed
from app.demo.desk import lock, type_in
from app.demo.past import Past
from app.demo.staff import STAFF, ZONE, member_of_staff
from app.domain.bank import Level
from app.domain.candidate import Candidate
from app.domain.decision import Further, Verdict, sign
from app.domain.interview import Interview, State
from app.domain.kit import Kit
from app.domain.opening import Opening, OpeningRole, Round
from app.domain.panel import assign
from app.domain.scorecard import Scorecard
from app.queries import bank, scorecards

AROUND_THE_CLOCK = timedelta(minutes=6)
FIRST_DAYS_AGO = 18


class Company:
    """Builds it. `at` is now; everything else is told from there."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.people = {who: member_of_staff(who, at) for who in STAFF}
        db.session.add_all(self.people.values())
        db.session.flush()
        self.names = bank.competency_names(db.session)
        self.past = Past(at)
        kits = {kit.key: kit for kit in bank.kits(db.session)}
        self.opening = self._opening(kits)
        db.session.add(self.opening)
        db.session.flush()

    def build(self) -> None:
        self._begin()
        self._compared()
        self._half_done()
        self._to_come()
        self._decided()
        self._before()
        practice.build(db.session, self.people, bank.competency_names(db.session), self.at)
        db.session.flush()

    def _opening(self, kits: dict[str | None, Kit]) -> Opening:
        opening = Opening(
            title="Senior engineer, Checkout",
            level=Level.SENIOR,
            customer_access="Two calls with merchants a week, and the support inbox to read.",
            decision_rights="The order of work within the team’s goal; may stop a release.",
            final_call="Mara Lenz, product, decides what is built.",
            created_at=self.at - timedelta(days=30),
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
        opening.show_how_sure(opening.created_at)
        return opening

    def _begin(self) -> None:
        """Tove’s talk was the first one here, though her rows come after Dana’s; the kits were used before."""
        self.opening.fix(self._slot(FIRST_DAYS_AGO))
        for number, round_ in enumerate(self.opening.rounds):
            assert round_.kit is not None  # noqa: S101 - both rounds have one
            round_.kit.freeze(self.past.since(number))

    def _before(self) -> None:
        weights = [(weight.competency, weight.percent) for weight in self.opening.weights]
        self.past.build(db.session, self.people, weights, [one.kit for one in self.opening.rounds if one.kit])

    def _compared(self) -> None:
        """Three candidates with all cards in; each met two of three interviewers."""
        for name, days, talk, case in (
            ("Dana Whitlock", 9, ("bo", told.DANA_CONVERSATION), ("ada", told.DANA_EXPORT)),
            ("Leo Marchetti", 8, ("chidi", told.LEO_CONVERSATION), ("ada", told.LEO_EXPORT)),
            ("Suki Tanabe", 7, ("bo", told.SUKI_CONVERSATION), ("chidi", told.SUKI_EXPORT)),
        ):
            candidate = self._candidate(name)
            self._held(candidate, 0, days, dict([talk]))
            last = self._held(candidate, 1, days - 1, dict([case]))
            if name == "Suki Tanabe":
                last.mark(State.CUT_SHORT, self.people["chidi"], last.ends_at, "Fire alarm after 34 minutes.")

    def _decided(self) -> None:
        """Two whom Hana has decided on; Ada and Bo heard the same answers of each, in one of the rounds."""
        for name, days, talk, case, verdict, reason in (
            (
                "Tove Lindahl",
                FIRST_DAYS_AGO,
                {"ada": earlier.TOVE_ADA, "bo": earlier.TOVE_BO},
                {"chidi": earlier.TOVE_CHIDI},
                Verdict.NO_OFFER,
                "Sound until the release. Nobody else here looks after what is out, so we need that from this seat.",
            ),
            (
                "Kofi Asante",
                16,
                {"chidi": earlier.KOFI_CHIDI},
                {"ada": earlier.KOFI_ADA, "bo": earlier.KOFI_BO},
                Verdict.OTHER_LEVEL,
                "I read both cards of the case twice. We talk with him about the mid-level opening in Returns.",
            ),
        ):
            candidate = self._candidate(name)
            held = [self._held(candidate, 0, days, talk), self._held(candidate, 1, days - 1, case)]
            self._decide(candidate, [card for interview in held for card in interview.cards], verdict, reason)
            if name == "Tove Lindahl":
                self._shadowed(held[0])

    def _shadowed(self, interview: Interview) -> None:
        """Cora learns to interview: she sat beside Ada and Bo, and her card counts nowhere."""
        card = assign(interview, self.people["cora"], self.people["hana"], interview.starts_at, shadow=True)
        db.session.flush()
        rows = type_in(card, typed(earlier.TOVE_CORA))
        db.session.add_all(rows)
        lock(card, rows, self.names, interview.ends_at + timedelta(hours=3))

    def _decide(self, candidate: Candidate, cards: list[Scorecard], verdict: Verdict, reason: str) -> None:
        hana, at = self.people["hana"], self._slot(12)
        scorecards.note_readings(db.session, hana, cards, at)
        further = Further(level=Level.MID if verdict == Verdict.OTHER_LEVEL else None)
        db.session.add(sign(candidate, verdict, reason, "", (len(cards), 0), hana, at, further))

    def _half_done(self) -> None:
        """Ada’s card on Milo waits to be finished."""
        candidate = self._candidate("Milo Brandt")
        interview = self._plan(candidate, 0, self._slot(2), "ada", "bo")
        card = next(card for card in interview.cards if card.author is self.people["ada"])
        db.session.add_all(type_in(card, typed(DemoCard(told.MILO_HALF))))
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
            added_at=self.at - timedelta(days=24),
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

    def _held(self, candidate: Candidate, round_number: int, days_ago: int, cards: Mapping[str, DemoCard]) -> Interview:
        interview = self._plan(candidate, round_number, self._slot(days_ago), *cards)
        for seat, card in zip(interview.cards, cards.values(), strict=True):
            rows = type_in(seat, typed(card))
            db.session.add_all(rows)
            lock(seat, rows, self.names, interview.ends_at + timedelta(hours=2))
        return interview
