"""A question is retired, and taken back. Whoever keeps the bank may do both; what was asked stays as it was."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from app.db import db
from app.domain.access import keeps_bank
from app.domain.bank import Retirement
from app.queries import bank
from app.web.bank.blueprint import pages, versions_of
from app.web.fields import Prose, accepted, needed
from app.web.http import commit, now, viewer

DONE = "{} is retired. New kits are not offered it; kits that hold it, and cards, keep it."
BACK = "{} may be asked again."
ONLY_KEEPERS = "Bank authors, hiring managers and admins retire questions. Ask one of them."


class RetirementForm(FlaskForm):
    reason = Prose("Why it is not asked any more", [needed("Say why, for those who look for it later.")], longest=2_000)


@pages.post("/bank/<key>/retirement")
def retirement(key: str) -> ResponseReturnValue:
    record = versions_of(key)[0]
    only_keepers()
    earlier, form = bank.retired(db.session).get(record.key), RetirementForm()
    found: list[Retirement] = []

    def retire() -> None:
        found.append(Retirement.of(record, earlier, viewer(), now(), form.reason.data))

    if not form.validate() or not accepted(form, retire):
        return render_template("bank/retirement.html", record=record, form=form), 422
    db.session.add(found[0])
    commit("retired a question", found[0], key=record.key)
    flash(DONE.format(record.key))
    return redirect(url_for(".show", key=record.key), 303)


@pages.post("/bank/<key>/comeback")
def comeback(key: str) -> ResponseReturnValue:
    record = versions_of(key)[0]
    only_keepers()
    if standing := bank.retired(db.session).get(record.key):
        standing.end(viewer(), now())
    commit("took a question back", record)
    flash(BACK.format(record.key))
    return redirect(url_for(".show", key=record.key), 303)


def only_keepers() -> None:
    if not keeps_bank(viewer()):
        abort(403, ONLY_KEEPERS)
