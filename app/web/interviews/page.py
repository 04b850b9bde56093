"""Putting the pages of an interview together: who reads it, what to know, what may be done."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.db import db
from app.domain.access import standing
from app.domain.candidate import Candidate
from app.domain.interview import Interview
from app.queries import bank, candidates, interviews, people
from app.web.http import now, viewer
from app.web.interviews import warnings
from app.web.interviews.forms import PlanForm, StateForm
from app.web.progress import interview_words, seat_of, seat_words, seats


def answer(interview: Interview, form: StateForm, *refusals: str) -> ResponseReturnValue:
    """The page of one interview; with something refused on top, or at the form, it is a 422."""
    who = standing(viewer(), interview.candidate.opening)
    authors = {change.by_id for change in interview.changes}
    page = render_template(
        "interviews/show.html",
        interview=interview,
        opening=interview.candidate.opening,
        panel=[(card, seat_words(card, now())) for card in seats(interview)],
        own=seat_of(interview, viewer().id),
        me=viewer(),
        who=who,
        from_paper=_is_over(interview),
        state=interview_words(interview, now()),
        warnings=known(interview) if who.runs else [],
        names={person.id: person.name for person in people.some(db.session, list(authors))},
        form=form,
        refusals=refusals,
    )
    return page, 422 if refusals or form.errors else 200


def _is_over(interview: Interview) -> bool:
    """May the viewer's card, not begun here, be entered from paper?"""
    own = seat_of(interview, viewer().id)
    return own is not None and own.is_open and not own.begun_at and now() >= interview.ends_at


def form_answer(
    template: str, form: PlanForm, candidate: Candidate, interview: Interview | None = None
) -> ResponseReturnValue:
    earlier = interviews.of_candidates(db.session, viewer(), [candidate.id])
    met = {
        card.author_id
        for other in earlier
        if other is not interview and not other.state.fell_through
        for card in seats(other)
        if not card.is_shadow
    }
    page = render_template(template, form=form, candidate=candidate, interview=interview, met=met)
    return page, 422 if form.errors else 200


def known(interview: Interview) -> list[str]:
    """Warnings on the plan, while it can still be changed."""
    if interview.begun_at or interview.state.fell_through:
        return []
    candidate = interview.candidate
    everybody = candidates.of_opening(db.session, viewer(), candidate.opening_id)
    planned = interviews.of_candidates(db.session, viewer(), [one.id for one in everybody])
    own = [one for one in planned if one.candidate_id == candidate.id]
    met = [*own, *interviews.of_same_person(db.session, candidate)]
    asked = bank.asked_in(db.session, {one.kit.id for one in [interview, *met] if one.kit})
    panel = [card.author for card in seats(interview)]
    taken = interviews.busy(db.session, interview, [person.id for person in panel])
    return [
        *warnings.repeated(interview, met, asked),
        *warnings.apart(candidate, everybody, planned),
        *warnings.busy([person for person in panel if person.id in taken]),
    ]
