"""The card, its form without script, the review before locking, and the lock."""

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from app.db import db
from app.domain.errors import Refused
from app.domain.findings import findings
from app.domain.kit import Kit
from app.domain.rubric import SCALE, Recommendation
from app.domain.scorecard import OutOfDate, Scorecard
from app.queries import bank, scorecards
from app.web.http import commit, now, or_404, viewer
from app.web.scoring.blueprint import pages
from app.web.scoring.desk import Desk
from app.web.scoring.device import is_shared, is_whole, remembered
from app.web.scoring.form import Typed, seen_ids
from app.web.scoring.saving import take_in

REVIEW = "review"


@pages.get("/scorecards/<int:card_id>")
def card(card_id: int) -> str | Response:
    own = _own(card_id)
    if own.is_submitted:
        return redirect(url_for("scorecards.show", card_id=card_id), 303)
    kit = own.interview.kit
    if kit is None or not own.is_open:
        return render_template("scoring/closed.html", card=own)
    desk = _desk(own, kit)
    at = desk.at_place(request.args.get("at"))
    stays = at if "stays" in request.args else ""
    return remembered(
        render_template(
            "scoring/card.html",
            desk=desk,
            at=at,
            stays=stays,
            whole=is_whole(),
            shared=is_shared(),
            scale=SCALE,
        )
    )


@pages.post("/scorecards/<int:card_id>/form")
def save(card_id: int) -> Response:
    """Keep what a page without script sends. Saving is its own trail, so it writes no audit row."""
    own, at = _own(card_id), request.form.get("at", "")
    if own.interview.kit:
        _take_in_form(own, own.interview.kit)
    db.session.commit()
    if at == REVIEW:
        return redirect(url_for("scoring.review", card_id=card_id), 303)
    return redirect(url_for("scoring.card", card_id=card_id, **_back(own, at)), 303)


def _back(own: Scorecard, at: str) -> dict[str, str]:
    """Where a saved form leads: to its place, with a rating just given left open; past it when that is for later."""
    whole = {"all": "1"} if "all" in request.form else {}
    if request.form.get("do", "").startswith("later:") and own.interview.kit:
        return {"at": _desk(own, own.interview.kit).after(at), **whole}
    return {"at": at, **whole, **({"stays": "1"} if f"rating/{at}" in request.form else {})}


@pages.get("/scorecards/<int:card_id>/review")
def review(card_id: int) -> Response:
    own = _own(card_id)
    if not own.is_open or own.interview.kit is None:
        return redirect(url_for("scoring.card", card_id=card_id), 303)
    return remembered(_review_page(own, own.interview.kit))


@pages.post("/scorecards/<int:card_id>/submission")
def submission(card_id: int) -> Response | tuple[str, int]:
    """Lock the card as it stood on the review page. What was typed there is kept even when the lock is refused."""
    or_404(scorecards.own_for_saving(db.session, viewer(), card_id))  # locked first, so that two clicks queue
    own = _own(card_id)
    if own.is_submitted:
        return redirect(url_for("scorecards.show", card_id=card_id), 303)
    try:
        _lock(own)
    except Refused as refused:
        db.session.commit()
        return _refused_page(_own(card_id), refused)
    commit("submitted a card", own)
    return redirect(url_for("scorecards.show", card_id=card_id), 303)


def _own(card_id: int) -> Scorecard:
    return or_404(scorecards.own(db.session, viewer(), card_id))


def _desk(own: Scorecard, kit: Kit) -> Desk:
    return Desk(own, kit, scorecards.heads(db.session, own.id), bank.competency_names(db.session), now())


def _take_in_form(own: Scorecard, kit: Kit) -> Typed:
    desk = _desk(own, kit)
    seen = scorecards.known(db.session, own.id, seen_ids(request.form))
    typed = Typed(request.form, seen, desk.second, now())
    take_in(own.id, typed.read(kit, desk.draft))
    return typed


def _lock(own: Scorecard) -> None:
    """The page's own fields are saved first: the author has seen them, so they belong to the mark that was seen."""
    kit = own.interview.kit
    if kit is None:
        raise Refused("This round has no kit yet. Whoever runs the opening can choose one.")
    typed, desk = _take_in_form(own, kit), _desk(own, kit)
    own.submit(desk.draft, typed.seen_mark, desk.mark, desk.names, viewer(), now())


def _refused_page(own: Scorecard, refused: Refused) -> tuple[str, int] | Response:
    if not own.is_open or own.interview.kit is None:
        return redirect(url_for("scoring.card", card_id=own.id), 303)
    status = 409 if isinstance(refused, OutOfDate) else 422
    return _review_page(own, own.interview.kit, refused.message), status


def _review_page(own: Scorecard, kit: Kit, refusal: str = "") -> str:
    desk = _desk(own, kit)
    found = findings(desk.draft, kit, desk.names)
    return render_template(
        "scoring/review.html",
        desk=desk,
        shared=is_shared(),
        refusal=refusal,
        stops=[one for one in found if one.stops],
        advice=[one for one in found if not one.stops],
        topics=desk.topics,
        rest=_unsettled(desk),
        recommendations=list(Recommendation),
    )


def _unsettled(desk: Desk) -> int:
    return sum(not one.said.is_settled and not desk.draft.conflict(f"rating/{one.key}") for one in desk.stations)
