"""All that one reader may read of one candidate, in one report. Pure: what it is given may be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from app.domain.access import Standing
from app.domain.comparison import Comparison
from app.domain.content import Content
from app.domain.decision import Decision, Dissent
from app.domain.opening import Opening
from app.domain.profile import Entrant, Interviewer
from app.domain.quoted import Quote, contrary, strongest
from app.domain.scorecard import Amendment, Scorecard, Submission
from app.domain.spread import SameAnswer, same_answers, spreads, summary
from app.domain.text import listed


@dataclass(frozen=True)
class Decided:
    """A decision as far as the reader may read it: the hiring managers all of it, the panel what was written for them
    and the dissent that is their own."""

    decision: Decision
    who: Standing

    @property
    def reason(self) -> str:
        return self.decision.reason if self.who.manages else self.decision.for_panel

    @property
    def heard(self) -> str:
        """Dissent as the signer heard it."""
        return self.decision.dissent if self.who.manages else ""

    @property
    def dissents(self) -> list[Dissent]:
        """What those who see it differently have written themselves."""
        return [one for one in self.decision.dissents if self.who.manages or one.by_id == self.who.person_id]


@dataclass(frozen=True)
class Written:
    """One card, as it counts in comparisons."""

    card: Scorecard
    by: Interviewer
    lock: Submission | Amendment

    @property
    def content(self) -> Content:
        return self.lock.card_content

    @property
    def locked_at(self) -> datetime:
        return self.lock.at

    @property
    def rated(self) -> str:
        """ "5 of 6": ratings, of what its kit asks."""
        return f"{len(self.content.ratings)} of {len(self.card.items)}"

    @property
    def days_late(self) -> int:
        """Whole days from the end of the interview to the first lock; 0 within a day, and on an imported card."""
        sent = self.card.submission
        if sent is None or self.card.is_imported:
            return 0
        return max(0, (sent.at - self.card.interview.ends_at).days)


@dataclass(frozen=True)
class CandidateReport:
    """`profile`: the comparison of the candidate alone. `signed`: the decisions that this reader may know of, newest
    first."""

    profile: Comparison
    who: Standing
    signed: Sequence[Decision] = ()

    @property
    def entrant(self) -> Entrant:
        return self.profile.entrants[0]

    @property
    def name(self) -> str:
        return self.entrant.name

    @property
    def opening(self) -> Opening:
        return self.profile.opening

    @property
    def state(self) -> str:
        """ "2 of 3 cards in"."""
        return f"{len(self.entrant.cards)} of {self.profile.expected} cards in"

    @cached_property
    def cards(self) -> list[Written]:
        """In the order of the interviews."""
        by = self.profile.interviewers
        return [Written(one, by[one.author_id], one.submission.counted) for one in self.entrant.cards if one.submission]

    @property
    def strongest(self) -> list[Quote]:
        return strongest(self.profile)

    @property
    def contrary(self) -> list[Quote]:
        return contrary(self.profile)

    @property
    def same(self) -> SameAnswer | None:
        return same_answers(self.profile)

    @property
    def apart(self) -> list[str]:
        """Which competencies are split, which rest on one rater, as sentences."""
        return summary(spreads(self.profile))

    @property
    def gaps(self) -> list[str]:
        """Which ratings are missing and why: "Purpose and Worth: not asked (Ada)". One for each reason."""
        names: dict[str, list[str]] = {}
        for row in self.profile.rows:
            names.setdefault(row.cells[0].gap_words, []).append(row.competency.name)
        return [f"{listed(of)}: {why[0].lower()}{why[1:]}" for why, of in names.items() if why]

    @property
    def late(self) -> list[str]:
        """Cards that were locked more than a day after their interview, as sentences."""
        return [
            f"{one.by.name}’s card of {one.card.interview.round.name} was locked more than "
            f"{'a day' if one.days_late == 1 else f'{one.days_late} days'} after the interview."
            for one in self.cards
            if one.days_late
        ]

    @property
    def decisions(self) -> list[Decided]:
        return [Decided(one, self.who) for one in self.signed]
