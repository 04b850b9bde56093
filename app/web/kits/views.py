"""Pages of kits. All staff may read them; who may open a job may make, copy and change them."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.db import db, write_from_now
from app.domain.access import counted_until
from app.domain.errors import Refused
from app.domain.kit import Kit
from app.domain.rubric import LEVEL_NAMES, SCALE, Level
from app.domain.versions import Standing, standings, warning
from app.queries import bank, figures
from app.reports import kit as report
from app.web import pdfs
from app.web.fields import accepted, number
from app.web.http import commit, now, or_404, viewer
from app.web.kits.blueprint import only_makers, pages, words
from app.web.kits.forms import KitForm


@pages.get("/kits")
def index() -> str:
    kits = bank.kits(db.session)
    by_level = {name: [kit for kit in kits if kit.level == level] for level, name in LEVEL_NAMES.items()}
    return render_template("kits/index.html", by_level=by_level, uses=bank.kit_uses(db.session), **words())


@pages.get("/kits/<int:kit_id>")
def show(kit_id: int) -> str:
    kit = or_404(bank.kit(db.session, kit_id))
    return render_template(
        "kits/show.html",
        kit=kit,
        rounds=bank.rounds_with(db.session, viewer(), kit.id),
        long=too_long(kit),
        standings=(today := today_of(kit)),
        zone=viewer().zone,
        aged=warning(today),
        until=(until := counted_until(now())),
        wear=figures.of_wear(db.session, viewer(), kit.records, until),
        **words(),
    )


@pages.get("/kits/<int:kit_id>/paper")
def paper(kit_id: int) -> str:
    """The kit to print and fill in by hand, where no screen is wanted."""
    kit = or_404(bank.kit(db.session, kit_id))
    return render_template("kits/paper.html", kit=kit, scale=SCALE, **words())


@pages.get("/kits/<int:kit_id>/kit.pdf")
def pdf(kit_id: int) -> ResponseReturnValue:
    kit = or_404(bank.kit(db.session, kit_id))
    names = bank.competency_names(db.session)
    write_from_now()
    commit("exported", kit, form="pdf")
    return pdfs.sent(report.pdf(kit, names, current_app.jinja_env, pdfs.paper()), report.pdf_name(kit))


@pages.route("/kits/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    only_makers()
    kit = Kit(level=_level(), created_at=now(), opening_words="", closing_words="", minutes=45)
    form = KitForm.of(kit, bank.usable(db.session, kit.level))
    if form.validate_on_submit() and accepted(form, lambda: form.fill(kit)):
        db.session.add(kit)
        commit("made a kit", kit)
        return redirect(url_for(".show", kit_id=kit.id), 303)
    return _form_page(form, kit)


@pages.route("/kits/<int:kit_id>/edit", methods=["GET", "POST"])
def edit(kit_id: int) -> ResponseReturnValue:
    only_makers()
    kit = or_404(bank.kit(db.session, kit_id))
    if kit.frozen_at and request.method == "GET":
        return redirect(url_for(".show", kit_id=kit.id), 303)
    form = KitForm.of(kit, bank.usable(db.session, kit.level))
    if form.validate_on_submit() and accepted(form, lambda: form.fill(kit)):
        commit("changed a kit", kit)
        return redirect(url_for(".show", kit_id=kit.id), 303)
    return _form_page(form, kit)


@pages.post("/kits/<int:kit_id>/copy")
def copy(kit_id: int) -> ResponseReturnValue:
    only_makers()
    original = or_404(bank.kit(db.session, kit_id))
    twin = original.copy(now())
    db.session.add(twin)
    commit("copied a kit", twin, original=original.id)
    return redirect(url_for(".edit", kit_id=twin.id), 303)


@pages.post("/kits/<int:kit_id>/renewal")
def renewal(kit_id: int) -> ResponseReturnValue:
    """The newest version of one question, in the place of the one that the kit holds."""
    only_makers()
    kit = or_404(bank.kit(db.session, kit_id))
    old = or_404(next((one for one in kit.records if one.id == number(request.form.get("record"))), None))
    newer = today_of(kit)[old.key].newer
    if newer is None:
        raise Refused(f"There is no newer version of {old.key} to take.")
    kit.renew(old, newer)
    commit("renewed a question of a kit", kit, key=old.key, old=old.digest, new=newer.digest)
    flash(f"{old.key} is now asked in version {newer.version}.")
    return redirect(url_for(".show", kit_id=kit.id), 303)


def today_of(kit: Kit) -> dict[str, Standing]:
    """Key to how each question of the kit stands in the bank today."""
    newest = bank.newest_among(db.session, [record.key for record in kit.records])
    return standings(kit.records, newest, bank.retired(db.session))


def too_long(kit: Kit) -> str:
    """A sentence when the questions take longer than there is time for, else nothing. It warns and never blocks."""
    over = kit.planned_minutes - kit.minutes
    if over <= 0:
        return ""
    return f"The questions take {kit.planned_minutes} minutes, {over} more than the {kit.minutes} that are usable."


def _level() -> Level:
    """The level of a new kit stands in the address, since the questions to choose from hang on it."""
    asked = request.args.get("level", Level.SENIOR.value)
    return Level(asked) if asked in {level.value for level in Level} else Level.SENIOR


def _form_page(form: KitForm, kit: Kit) -> ResponseReturnValue:
    page = render_template("kits/form.html", form=form, kit=kit, **words())
    return page, 422 if form.errors else 200
