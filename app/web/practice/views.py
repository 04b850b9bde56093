"""The sets, one answer before and after it is rated, and who is how far."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.db import db
from app.domain.access import sees_practice_progress
from app.domain.drafting import may_review
from app.domain.practice import (
    FIRST_SETS,
    PracticeAnswer,
    PracticePutOff,
    PracticeRating,
    PracticeSet,
    practice_sets,
    rate,
)
from app.domain.practice_gaps import GroupSpread, OwnGaps
from app.domain.rubric import LEVEL_NAMES, SCALE
from app.queries import bank, people, practice, scorecards
from app.web.fields import accepted
from app.web.http import commit, now, or_404, viewer
from app.web.practice.blueprint import pages
from app.web.practice.comments import edit_address
from app.web.practice.forms import CommentForm, RatingForm, ThoughtForm


@pages.get("/practice")
def index() -> str:
    names = bank.competency_names(db.session)
    ratings = practice.own(db.session, viewer())
    return render_template(
        "practice/index.html",
        sets=_sets(names, {one.answer_id for one in ratings}),
        gaps=OwnGaps(ratings, names),
        own={one.answer_id: one for one in ratings},
        names=names,
        levels=LEVEL_NAMES,
        first=FIRST_SETS,
        sees_progress=sees_practice_progress(viewer()),
    )


@pages.get("/practice/people")
def progress() -> str:
    if not sees_practice_progress(viewer()):
        abort(403, "Hiring managers and admins see who has finished which set.")
    everybody = [one for one in people.everybody(db.session) if one.email]
    rated, names = practice.rated_by(db.session), bank.competency_names(db.session)
    sets = _sets(names, set())
    rows = [(one, [each.of(rated.get(one.id, set())) for each in sets]) for one in everybody]
    return render_template("practice/people.html", rows=rows, sets=sets, first=FIRST_SETS)


@pages.post("/practice/later")
def put_off() -> Response:
    """No reminder any more; the room stays open."""
    scorecards.hold_readings(db.session, viewer())
    if practice.put_off(db.session, viewer()) is None:
        db.session.add(PracticePutOff(person_id=viewer().id, at=now()))
    commit("put practice off", viewer())
    return redirect(url_for("home.today"), 303)


@pages.get("/practice/<int:answer_id>")
def show(answer_id: int) -> str:
    return page(_answer(answer_id), practice.own_rating(db.session, viewer(), answer_id))


@pages.post("/practice/<int:answer_id>/rating")
def rating(answer_id: int) -> Response | tuple[str, int]:
    answer, own = _held(answer_id)
    form = RatingForm()
    if form.validate() and accepted(form, lambda: _rate(answer, own, form)):
        commit("rated a practice answer", answer)
        return redirect(url_for(".show", answer_id=answer.id), 303)
    thought = ThoughtForm(formdata=None, thought=form.note.data)
    return page(answer, own, form=form, thought=thought), 422


@pages.post("/practice/<int:answer_id>/thoughts")
def thought(answer_id: int) -> Response | tuple[str, int]:
    answer, own = _held(answer_id)
    form = ThoughtForm()
    if own is None:
        return _rate_first(answer, form.thought.data or ""), 422
    if not form.validate():
        return page(answer, own, thought=form), 422
    own.think_again(form.thought.data, now())
    commit("thought again", answer)
    return redirect(url_for(".show", answer_id=answer.id, _anchor="thoughts"), 303)


@pages.post("/practice/<int:answer_id>/comments")
def comment(answer_id: int) -> Response | tuple[str, int]:
    answer, own = _held(answer_id)
    form = CommentForm()
    if own is None:
        return _rate_first(answer, form.comment.data or ""), 422
    if not form.validate():
        return page(answer, own, comment=form), 422
    made = own.comment(int(form.point.data) if form.point.data else None, form.comment.data, now())
    db.session.add(made)
    commit("commented on anchors", made, answer=answer.id)
    return redirect(url_for(".show", answer_id=answer.id, _anchor="comments"), 303)


def page(
    answer: PracticeAnswer,
    own: PracticeRating | None,
    form: RatingForm | None = None,
    thought: ThoughtForm | None = None,
    comment: CommentForm | None = None,
) -> str:
    """An answer: to be rated, or with the key and the group once it is. Forms that were refused keep what was typed."""
    names = bank.competency_names(db.session)
    sets = _sets(names, practice.own_ids(db.session, viewer()))
    shown = {"answer": answer, "item": answer.item, "names": names, "scale": SCALE, "levels": LEVEL_NAMES}
    shown |= {"set": next((one for one in sets if answer.id in {each.id for each in one.answers}), None)}
    shown |= {"after": next((one for one in sets if not one.is_done), None)}
    if own is None:
        return render_template("practice/rate.html", form=form or RatingForm(formdata=None), **shown)
    return render_template(
        "practice/show.html",
        own=own,
        group=GroupSpread(answer, own, practice.others(db.session, viewer(), answer.id)),
        comments=practice.comments(db.session, viewer(), answer.id),
        refused=form,
        thought=thought or ThoughtForm(formdata=None),
        comment=comment or CommentForm(formdata=None),
        may_review=may_review(viewer()),
        edit_address=edit_address,
        zone=viewer().zone,
        **shown,
    )


def _rate_first(answer: PracticeAnswer, typed: str) -> str:
    form = RatingForm(formdata=None, note=typed)
    form.form_errors = ["Rate the answer first. What you wrote stands in your notes."]
    return page(answer, None, form=form)


def _rate(answer: PracticeAnswer, own: PracticeRating | None, form: RatingForm) -> None:
    db.session.add(rate(answer, own, form.rating, form.note.data or "", viewer(), now()))


def _answer(answer_id: int) -> PracticeAnswer:
    return or_404(practice.answer(db.session, answer_id))


def _held(answer_id: int) -> tuple[PracticeAnswer, PracticeRating | None]:
    """An answer and the own rating of it; a second request of the same person waits here."""
    scorecards.hold_readings(db.session, viewer())
    return _answer(answer_id), practice.own_rating(db.session, viewer(), answer_id)


def _sets(names: dict[str, str], rated: set[int]) -> list[PracticeSet]:
    return practice_sets(practice.answers(db.session), {code: n for n, code in enumerate(names)}, rated)
