"""Proposing a draft, and taking the proposal back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.db import db
from app.domain.drafting import Draft
from app.domain.errors import Refused
from app.queries import bank, drafts
from app.web.authoring.blueprint import only_writers, own, pages, words
from app.web.authoring.editing import examined
from app.web.authoring.lint import Lint
from app.web.fields import number
from app.web.http import commit, now, or_404, viewer


@pages.get("/bank/drafts/<int:draft_id>/proposal")
def proposal(draft_id: int) -> ResponseReturnValue:
    only_writers()
    draft = or_404(drafts.own(db.session, viewer(), draft_id))
    if not draft.is_open:
        return redirect(url_for("authoring.show", draft_id=draft.id), 303)
    return _page(draft)


@pages.post("/bank/drafts/<int:draft_id>/proposal")
def propose(draft_id: int) -> ResponseReturnValue:
    draft = own(draft_id)
    if _lint(draft).problems:
        return _page(draft), 422
    try:
        draft.propose(number(request.form.get("edition", "")) or 0, now())
    except Refused as refused:
        return _page(draft, refused.message), 422
    commit("proposed a draft", draft, edition=draft.edition)
    flash("Proposed. A hiring manager or an admin reviews it; until then you can withdraw it.")
    return redirect(url_for("authoring.show", draft_id=draft.id), 303)


@pages.post("/bank/drafts/<int:draft_id>/withdrawal")
def withdrawal(draft_id: int) -> ResponseReturnValue:
    draft = own(draft_id)
    draft.withdraw(now())
    commit("withdrew a proposal", draft)
    flash("Withdrawn. The draft is yours alone again.")
    return redirect(url_for("authoring.show", draft_id=draft.id), 303)


def _lint(draft: Draft) -> Lint:
    return Lint(examined(draft, draft.text, bank.newest(db.session)))


def _page(draft: Draft, refused: str = "") -> str:
    return render_template("authoring/proposal.html", draft=draft, lint=_lint(draft), refused=refused, **words())
