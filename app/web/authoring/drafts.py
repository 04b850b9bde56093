"""Beginning drafts, the lists of them, and putting one away."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.bankfiles.parts import CODES, QuestionType
from app.db import db
from app.domain.bank import BankRecord, Kind, Level
from app.domain.drafting import Draft
from app.domain.text import canonical
from app.queries import bank, drafts
from app.web.authoring.beginning import Begin, began_from, new_question, new_scenario
from app.web.authoring.blueprint import only_writers, own, pages, words
from app.web.http import commit, now, or_404, viewer


@pages.get("/bank/drafts")
def index() -> str:
    only_writers()
    mine, to_review = drafts.of_author(db.session, viewer()), drafts.to_review(db.session, viewer())
    return render_template("authoring/index.html", mine=mine, to_review=to_review, **words())


@pages.get("/bank/new")
def new() -> str:
    only_writers()
    return render_template("authoring/new.html", form=Begin.of(bank.competencies(db.session)), **words())


@pages.get("/bank/<key>/edit")
def edit(key: str) -> str:
    """What a draft would begin from, with a first reason that a link may bring along."""
    only_writers()
    record = _newest(key)
    because = str(canonical(request.args.get("because", "")))[:2_000]
    others = drafts.others_on(db.session, record.key, viewer())
    mine = [one for one in drafts.of_author(db.session, viewer()) if one.key == record.key and one.is_open]
    page = "authoring/edit.html"
    return render_template(page, record=record, because=because, others=others, mine=mine, **words())


@pages.post("/bank/drafts")
def begin() -> ResponseReturnValue:
    """A draft of the newest version of a record, when `key` names one, or of nothing yet."""
    only_writers()
    if "key" in request.form:
        record = _newest(request.form["key"])
        because = str(canonical(request.form.get("because", ""))).strip()[:2_000]
        return _began(began_from(record, viewer(), because, now()))
    form = Begin.of(bank.competencies(db.session))
    if not form.validate():
        return render_template("authoring/new.html", form=form, **words()), 422
    return _began(_empty(form))


def _empty(form: Begin) -> Draft:
    level = Level(form.level.data)
    taken = {record.key for record in bank.newest(db.session)} | drafts.keys(db.session)
    if form.type.data == Kind.SCENARIO:
        return new_scenario(level, taken, viewer(), now())
    code = next(one for one in CODES if one == form.competency.data)
    return new_question(code, level, QuestionType(form.type.data), taken, viewer(), now())


def _began(draft: Draft) -> ResponseReturnValue:
    db.session.add(draft)
    commit("began a draft", draft, **({"record": draft.base.id} if draft.base else {}))
    return redirect(url_for("authoring.show", draft_id=draft.id), 303)


@pages.post("/bank/drafts/<int:draft_id>/discarding")
def discarding(draft_id: int) -> ResponseReturnValue:
    draft = own(draft_id)
    draft.discard(now())
    commit("discarded a draft", draft)
    flash("Discarded. It stands at the end of the list, where you can take it back.")
    return redirect(url_for(".index", _anchor="discarded"), 303)


@pages.post("/bank/drafts/<int:draft_id>/restoring")
def restoring(draft_id: int) -> ResponseReturnValue:
    draft = own(draft_id)
    draft.restore()
    commit("took a draft back", draft)
    return redirect(url_for("authoring.show", draft_id=draft.id), 303)


def _newest(key: str) -> BankRecord:
    return or_404(next(iter(bank.versions(db.session, canonical(key))), None))
