"""What a debrief is held with: for each candidate the agenda, the minutes if there are any, and the report. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.access import Standing
from app.domain.agenda import RECOMMENDATIONS, Item, agenda, headline, recommendations
from app.domain.candidate_report import CandidateReport
from app.domain.comparison import FEWEST_CANDIDATES, Comparison
from app.domain.debrief import Debrief
from app.domain.debrief_log import Minute, RatingChange
from app.domain.decision import Decision
from app.domain.how_sure import HowSure
from app.domain.people import Person


@dataclass(frozen=True)
class Talk:
    """One candidate. `debriefs`: those whose minutes this reader may read, newest first."""

    report: CandidateReport
    debriefs: Sequence[Debrief]

    @property
    def items(self) -> list[Item]:
        return agenda(self.report.profile)

    @property
    def headline(self) -> str:
        return headline(self.items)

    @property
    def recommendations(self) -> list[tuple[str, int]]:
        return recommendations(self.report.entrant.cards)

    def minutes(self, debrief: Debrief) -> list[tuple[str, Minute]]:
        """What was written, by title, in the order of the opening; the recommendations last."""
        titles = {row.competency.code: row.competency.name for row in self.report.profile.rows}
        titles |= {RECOMMENDATIONS: "Recommendations"}
        found = [(title, debrief.minute(code)) for code, title in titles.items()]
        return [(title, minute) for title, minute in found if minute and minute.text.strip()]

    def changes(self, debrief: Debrief) -> list[tuple[str, RatingChange]]:
        """Ratings that changed in the talk, each with the competency that it is of."""
        marks = {
            (mark.card.id, mark.item_key): row.competency.name
            for row in self.report.profile.rows
            for mark in row.cells[0].marks
        }
        found = ((marks.get((one.scorecard_id, one.item_key)), one) for one in debrief.changes)
        return [(name, one) for name, one in found if name]


@dataclass(frozen=True)
class Packet:
    """`whole`: all candidates; `sure`: how sure it is of several, where the opening says so."""

    whole: Comparison
    talks: Sequence[Talk]
    sure: HowSure | None = None

    @property
    def comparison(self) -> Comparison | None:
        """None of one candidate alone."""
        return self.whole if len(self.whole.entrants) >= FEWEST_CANDIDATES else None

    @property
    def names(self) -> list[str]:
        return [entrant.name for entrant in self.whole.entrants]


def open_to(whole: Comparison) -> list[int]:
    """Ids of the candidates of whom this reader may read a card, and so the decisions and debriefs."""
    return [entrant.candidate.id for entrant in whole.entrants if entrant.cards]


def packet(
    whole: Comparison,
    sure: HowSure | None,
    who: Standing,
    reader: Person,
    signed: Sequence[Decision],
    debriefs: Sequence[Debrief],
) -> Packet:
    """Put it together. `signed`, `debriefs`: of the candidates in `open_to`, newest first."""
    talks = []
    for entrant in whole.entrants:
        own = entrant.candidate.id
        alone = Comparison(whole.opening, [entrant])
        report = CandidateReport(alone, who, [one for one in signed if one.candidate_id == own])
        shown = [one for one in debriefs if one.candidate_id == own and _may_read(one, reader)]
        talks += [Talk(report, shown)] if entrant.cards else []
    return Packet(whole, talks, sure)


def _may_read(debrief: Debrief, reader: Person) -> bool:
    """The minutes of one that is over; of one that goes on, whoever is in the room, once the ratings are revealed."""
    return bool(debrief.closing) or (debrief.is_on and debrief.is_in(reader))
