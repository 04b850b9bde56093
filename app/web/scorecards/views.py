"""Pages of a submitted card."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import db, write_from_now
from app.domain.beside import Beside
from app.domain.errors import Refused
from app.domain.late import choices, late_fields
from app.domain.ops import Op
from app.domain.scorecard import Scorecard
from app.domain.sheet import Sheet
from app.queries import bank, scorecards
from app.reports import scorecard as report
from app.web import pdfs
from app.web.fields import accepted
from app.web.http import commit, note_readings, now, or_404, public_address, viewer
from app.web.scorecards.forms import AmendmentForm

pages = Blueprint("scorecards", __name__)

LATE = "late"  # the field of a form, and the word in an address, for what came after the lock


@pages.get("/scorecards/<int:card_id>/read")
def show(card_id: int) -> str | Response:
    card = or_404(scorecards.readable(db.session, viewer(), card_id))
    if not card.is_submitted:
        return redirect(url_for("scoring.card", card_id=card.id), 303)
    note_readings([card])
    return _shown(card)


@pages.get("/scorecards/<int:card_id>/beside")
def beside(card_id: int) -> str:
    """A shadow's card beside those of the panel; `card_id` is the shadow's."""
    shadow, leads = or_404(scorecards.beside(db.session, viewer(), card_id))
    note_readings([shadow, *leads])
    names = bank.competency_names(db.session)
    return render_template("scorecards/beside.html", shadow=shadow, pages=[Beside(shadow, one, names) for one in leads])


@pages.get("/scorecards/<int:card_id>/scorecard.pdf")
def pdf(card_id: int) -> Response:
    card = or_404(scorecards.readable(db.session, viewer(), card_id))
    sheet = _sheet(or_404(card if card.is_submitted else None))
    note_readings([card])
    write_from_now()
    commit("exported", card, form="pdf")
    content = report.pdf(sheet, current_app.jinja_env, pdfs.paper(), public_address())
    return pdfs.sent(content, report.pdf_name(sheet))


@pages.post("/scorecards/<int:card_id>/retraction")
def retraction(card_id: int) -> Response | tuple[str, int]:
    card = _held(card_id)
    try:
        card.take_back(scorecards.readers(db.session, card.id), _has_read_others(card), now())
    except Refused as refused:
        return _shown(card, refused.message), 422
    commit("took back", card)
    return redirect(url_for("scoring.card", card_id=card.id), 303)


@pages.route("/scorecards/<int:card_id>/amendment", methods=["GET", "POST"])
def amendment(card_id: int) -> str | Response | tuple[str, int]:
    card = _held(card_id)
    if not card.is_submitted:
        return redirect(url_for("scoring.card", card_id=card.id), 303)
    if card.is_imported:
        return redirect(url_for(".show", card_id=card.id), 303)  # where it says that it stays as it is
    sheet = _sheet(card)
    late = late_fields(_late_ops(card), sheet.titles) if LATE in request.args else []
    form = AmendmentForm(sheet, request.form or None, late)
    if form.validate_on_submit() and accepted(form, lambda: _amend(sheet, form)):
        commit("amended", card)
        return redirect(url_for(".show", card_id=card.id), 303)
    page = render_template("scorecards/amendment.html", sheet=sheet, form=form, late=late)
    return page, 422 if form.is_submitted() else 200


@pages.post("/scorecards/<int:card_id>/late")
def leave_out(card_id: int) -> Response:
    """Leave out what was typed after the lock, as far as the page showed it."""
    card = _held(card_id)
    ops = _late_ops(card)
    if ops:
        db.session.add_all(choices(ops, None, now()))
        commit("left out late words", card, operations=[op.id for op in ops])
    return redirect(url_for(".show", card_id=card.id), 303)


def _late_ops(card: Scorecard) -> list[Op]:
    """What came after the lock and waits for its author; in answer to a form, no more than it showed."""
    ops = list(scorecards.late(db.session, card.id))
    shown = request.form.get(LATE, "").split()
    return ops if request.method == "GET" else [op for op in ops if op.id in shown]


def _held(card_id: int) -> Scorecard:
    """The own card. Who changes it waits here for whoever is doing so, and for their own reading of other cards."""
    if request.method == "POST":
        scorecards.hold_readings(db.session, viewer())
        scorecards.hold_own(db.session, viewer(), card_id)
    return or_404(scorecards.own(db.session, viewer(), card_id))


def _amend(sheet: Sheet, form: AmendmentForm) -> None:
    changed = form.changed(sheet.names)
    made = sheet.card.amend(changed, form.reason.data, _has_read_others(sheet.card), now())
    db.session.add_all(choices(form.taken, made, now()))


def _shown(card: Scorecard, refusal: str = "") -> str:
    """The page of a submitted card; to its author with what may still be done with it."""
    sheet = _sheet(card)
    is_own = card.author_id == viewer().id
    fixed = card.fixed_because(scorecards.readers(db.session, card.id), _has_read_others(card)) if is_own else ""
    return render_template(
        "scorecards/show.html",
        sheet=sheet,
        is_own=is_own,
        fixed_because=fixed,
        refusal=refusal,
        late=late_fields(scorecards.late(db.session, card.id), sheet.titles) if is_own else [],
        left_out=late_fields(scorecards.left_out(db.session, card.id), sheet.titles) if is_own else [],
        shadows=scorecards.shadows_beside(db.session, viewer(), card),
        plain=report.plain(sheet),
    )


def _sheet(card: Scorecard) -> Sheet:
    return Sheet(card, bank.competency_names(db.session))


def _has_read_others(card: Scorecard) -> bool:
    return scorecards.has_read_others(db.session, viewer(), card.interview.candidate_id)
