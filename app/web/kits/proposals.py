"""The proposal of a kit: what it is wanted for, what the bank has for that, changes by hand, and the kit made of it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.db import db
from app.domain.access import counted_until, standing
from app.domain.errors import Refused
from app.domain.kit import Kit
from app.domain.kit_plan import Proposal, Stock, propose
from app.domain.opening import Round, RoundPlan
from app.queries import bank, figures, openings
from app.web.fields import accepted, number
from app.web.http import commit, now, or_404, stop_reading, viewer
from app.web.kits.blueprint import only_makers, pages, words
from app.web.kits.forms import KIND_WORDS
from app.web.kits.wish import NameForm, WishForm, address

GONE = "Questions that are not offered here any more were left out. Look at the list again."
WORDS_FROM = "The words at the beginning and at the end are those of {}. Change what does not fit these questions."
NO_WORDS = (
    "No kit of this kind came with the bank for this level, so the words at the beginning and end are yours to write."
)


@pages.route("/kits/proposal", methods=["GET", "POST"])
def proposal() -> ResponseReturnValue:
    only_makers()
    sent = request.form if request.method == "POST" else request.args
    round_ = _round(sent)
    form = WishForm.of(bank.competencies(db.session), round_, sent)
    if not set(sent) - {"round"}:
        return _page(form, round_)
    if not form.validate():
        return _page(form, round_), 422
    found = _found(form, round_, sent)
    if request.method == "POST":
        return _make(form, round_, found, sent)
    if "with" in sent:
        return _changed(found, round_, sent)
    return _page(form, round_, found, lost=_lost(found, sent))


def _round(sent: MultiDict[str, str]) -> Round | None:
    """The round that the kit is for: 404 when they do not see it, 403 when they may not change its opening."""
    if not sent.get("round"):
        return None
    round_ = or_404(openings.round_to_fill(db.session, viewer(), or_404(number(sent["round"]))))
    if not standing(viewer(), round_.opening).runs:
        abort(403)
    return or_404(None if round_.imported_at else round_)


def _found(form: WishForm, round_: Round | None, sent: MultiDict[str, str]) -> Proposal:
    """The questions that were sent, as far as they are offered; when somebody only looks, the best ones."""
    wish = form.wish(round_)
    others = [one.kit for one in round_.opening.rounds if one.kit and one.id != round_.id] if round_ else []
    names = {one.code: one.name for one in form.competencies}
    asked = figures.asked(db.session, viewer(), counted_until(now()))
    stock = Stock(bank.usable(db.session, wish.level), asked, others, names)
    if request.method == "POST" or "questions" in sent:
        return Proposal(wish, stock, ()).with_keys(sent.get("questions", "").split())
    stop_reading()
    return propose(wish, stock)


def _changed(found: Proposal, round_: Round | None, sent: MultiDict[str, str]) -> ResponseReturnValue:
    place = number(sent.get("place"))
    after = found.changed(place, sent["with"])
    anchor = "more" if place is None else f"place-{place + 1}"
    return redirect(url_for(".proposal", **address(after, round_), _anchor=anchor), 303)


def _make(form: WishForm, round_: Round | None, found: Proposal, sent: MultiDict[str, str]) -> ResponseReturnValue:
    name, lost, wish = NameForm(), _lost(found, sent), found.wish
    kit = Kit(level=wish.level, round_kind=wish.kind, minutes=wish.minutes, created_at=now())
    shipped = next(iter(bank.shipped_kits(db.session, wish.level, wish.kind)), None)
    if lost or not name.validate() or not accepted(name, lambda: _fill(kit, found, shipped, name.title.data, round_)):
        return _page(form, round_, found, name, lost), 422
    db.session.add(kit)
    commit("made a kit", kit, **({"round": round_.id} if round_ else {}))
    flash(WORDS_FROM.format(shipped.title) if shipped else NO_WORDS)
    return redirect(url_for(".show", kit_id=kit.id), 303)


def _fill(kit: Kit, found: Proposal, shipped: Kit | None, title: str, round_: Round | None) -> None:
    """Write everything into the kit, with the words of a shipped one, and give it to the round."""
    if not found.records:
        raise Refused("There is no question in it. Put one in, or change what the kit is for.")
    kit.title = title
    kit.opening_words = shipped.opening_words if shipped else ""
    kit.closing_words = shipped.closing_words if shipped else ""
    kit.fill(list(found.records))
    if round_:
        _give(kit, round_)


def _give(kit: Kit, round_: Round) -> None:
    plans = [
        RoundPlan(one.id, one.name, one.minutes, kit if one is round_ else one.kit) for one in round_.opening.rounds
    ]
    round_.opening.arrange(plans, ())


def _lost(found: Proposal, sent: MultiDict[str, str]) -> str:
    return GONE if "questions" in sent and sent["questions"].split() != found.keys else ""


def _page(
    form: WishForm, round_: Round | None, found: Proposal | None = None, name: NameForm | None = None, lost: str = ""
) -> str:
    return render_template(
        "kits/proposal.html",
        form=form,
        round=round_,
        found=found,
        name=name or NameForm(formdata=None, data={"title": KIND_WORDS[found.wish.kind] if found else ""}),
        said=address(found, round_) if found else {},
        lost=lost,
        **words(),
    )
