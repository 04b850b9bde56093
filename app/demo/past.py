"""What the told company did before: one opening, long closed and drawn, so that figures over many cards can speak."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from statistics import mean

from sqlalchemy.orm import Session

from app.demo import names, plan
from app.demo.draw import Draw
from app.demo.meetings import Meetings
from app.demo.staff import person
from app.domain.bank import Level
from app.domain.candidate import Candidate
from app.domain.decision import Decision, Verdict, sign
from app.domain.kit import Kit
from app.domain.opening import Opening, OpeningRole, Round
from app.domain.outcome import Again, Hire, Said, Seen, accept
from app.domain.people import Person, Role
from app.domain.rubric import Competency
from app.domain.scorecard import Scorecard

CANDIDATES, ROUNDS = 38, 2
SEED = 5  # in which the first interviewer is severe and the second one lenient, as in the story
AT_HAND = ("ada", "bo", "chidi")
MORE = 2  # who were there then, and interview for other openings now
NAMED_FROM = 40_000  # numbers of names that no candidate has
ENDED = timedelta(days=250)  # so that the one who was hired has been there for more than half a year
BEFORE_ITS_FIRST, DECIDED_AFTER, CLOSED_AFTER = timedelta(days=20), timedelta(days=6), timedelta(days=10)
STARTED_AFTER, TOLD_AFTER = timedelta(days=30), timedelta(days=2)
REASONS = {
    Verdict.OFFER: "Found the need behind the request in both rounds, and looked after what was out.",
    Verdict.NO_OFFER: "The cards agree that the why came late. We have nobody in this team who could make up for it.",
}
OUTCOME = "Went to see how the bookkeepers close a month before touching the dunning letters, and dropped two of five."


class Past:
    """Plans it, so that it can be said when its kits were first used, and then builds it. `at` is now."""

    def __init__(self, at: datetime) -> None:
        self.midnight = at.replace(hour=0, minute=0) - ENDED
        (search,) = plan.searches(Draw(SEED), CANDIDATES, len(AT_HAND) + MORE, ROUNDS)
        over = tuple(one for one in search.applicants if max(meeting.slot for meeting in one.meetings) < 0)
        self.search = replace(search, applicants=over)

    def since(self, round_number: int) -> datetime:
        """When the first interview of that round was."""
        meetings = (meeting for one in self.search.applicants for meeting in one.meetings)
        return self._moment(min(meeting.slot for meeting in meetings if meeting.round == round_number))

    def build(
        self,
        session: Session,
        staff: Mapping[str, Person],
        weights: Sequence[tuple[Competency, int]],
        kits: Sequence[Kit],
    ) -> None:
        """Add it to the session. `weights` and `kits` are those of the told opening."""
        crew = [staff[who] for who in AT_HAND]
        crew += [self._colleague(number) for number in range(len(crew), len(crew) + MORE)]
        opening = self._opening(staff["hana"], staff["cora"], weights, kits)
        for one in crew:
            opening.join(one, OpeningRole.POOL)
        session.add_all([*crew, opening])
        session.flush()
        meetings = Meetings(session, Draw(SEED), self.midnight, crew, staff["cora"], staff["hana"])
        meetings.hold(opening, self.search.applicants, {one.code: one.name for one, _ in weights})
        decisions = list(self._decisions(meetings.cards, staff["hana"]))
        session.add_all([*decisions, *(_hire(one, staff["ruth"]) for one in decisions if one.verdict == Verdict.OFFER)])
        opening.close(self.midnight + CLOSED_AFTER)

    def _colleague(self, number: int) -> Person:
        name = names.name_of(NAMED_FROM + number, SEED)
        return person(name, f"interviewer-{number + 1}", Role.INTERVIEWER, self._moment(min(self.search.slots)))

    def _opening(
        self, manager: Person, coordinator: Person, weights: Sequence[tuple[Competency, int]], kits: Sequence[Kit]
    ) -> Opening:
        opening = Opening(
            title="Senior engineer, Billing",
            level=Level.SENIOR,
            customer_access="A call with a merchant every week.",
            decision_rights="The order of work within the team’s goal.",
            final_call="The product lead of the team.",
            created_at=self._moment(min(self.search.slots)) - BEFORE_ITS_FIRST,
            created_by_id=manager.id,
        )
        opening.weigh(weights)
        opening.rounds = [Round(position=n, name=kit.title, minutes=60, kit=kit) for n, kit in enumerate(kits)]
        opening.join(manager, OpeningRole.MANAGER)
        opening.join(coordinator, OpeningRole.COORDINATOR)
        return opening

    def _decisions(self, cards: Sequence[Scorecard], manager: Person):  # type: ignore[no-untyped-def]
        """One got the offer, in the told manager's words; who withdrew needs none."""
        of_candidate: dict[Candidate, list[Scorecard]] = {}
        for card in cards:
            if card.is_submitted and not card.interview.candidate.withdrawal:
                of_candidate.setdefault(card.interview.candidate, []).append(card)
        chosen = max(of_candidate, key=lambda one: mean(_ratings(of_candidate[one])))
        for candidate, read in of_candidate.items():
            verdict = Verdict.OFFER if candidate is chosen else Verdict.NO_OFFER
            at = max(card.interview.ends_at for card in read) + DECIDED_AFTER
            yield sign(candidate, verdict, REASONS[verdict], "", (len(read), 0), manager, at)

    def _moment(self, slot: int) -> datetime:
        return plan.moment(self.midnight.date(), slot)


def _hire(offer: Decision, asked: Person) -> Hire:
    """It was accepted; what is asked after 3 months is told, what is asked after 6 is due."""
    made = accept(offer, [], [], (offer.signed_at + STARTED_AFTER).date(), offer.signed_by, offer.signed_at)
    made.ask(asked, Seen(), offer.signed_by, offer.signed_at)
    told_on = made.due_on(3) + TOLD_AFTER
    made.give(Said(3, 4, Again.YES, words=OUTCOME), Seen(), asked, datetime.combine(told_on, time(9), UTC), told_on)
    return made


def _ratings(cards: Sequence[Scorecard]) -> list[int]:
    return [rating for card in cards if card.submission for rating in card.submission.card_content.ratings] or [0]
