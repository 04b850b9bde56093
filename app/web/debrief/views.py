"""The room: each act is a resource of its own, and each answer is the room as it stands afterwards."""

from collections.abc import Callable

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.db import db
from app.domain.access import is_blind, standing
from app.domain.agenda import ITEM_MINUTES, moved_up, speaking_order
from app.domain.debrief import Debrief, open_debrief
from app.domain.errors import Refused
from app.domain.evidence import anchor_of
from app.domain.people import Person
from app.queries import candidates, debrief, interviews, scorecards
from app.queries.comparison import compare
from app.web.debrief.forms import ChangeForm, MinuteForm, OpenForm
from app.web.debrief.room import Room
from app.web.fields import accepted, number
from app.web.http import commit, note_readings, now, or_404, stop_reading, viewer

pages = Blueprint("debrief", __name__)

AT = "/candidates/<int:candidate_id>/debrief"


@pages.get(AT)
def show(candidate_id: int) -> ResponseReturnValue:
    return answer(found(candidate_id))


@pages.get(f"{AT}/version")
def version(candidate_id: int) -> ResponseReturnValue:
    """Whether anything has happened, for whoever may be in the room: asked every two seconds."""
    candidate = or_404(candidates.get(db.session, viewer(), candidate_id))
    seats = scorecards.seats_on(db.session, [candidate.id])
    has_sent = any(card.author_id == viewer().id and card.is_submitted for card in seats)
    is_shut = is_blind(viewer().id, seats) or scorecards.sealed(db.session, viewer(), [candidate.id])
    if is_shut or not (standing(viewer(), candidate.opening).manages or has_sent):
        abort(404)
    counts = (sum(card.is_submitted for card in seats), sum(card.is_open for card in seats))
    mark = f"{debrief.mark_of(db.session, candidate.id)}.{counts[0]}.{counts[1]}"
    made = jsonify(version=mark)
    made.set_etag(mark)
    return made.make_conditional(request)


@pages.post(AT)
def opening(candidate_id: int) -> ResponseReturnValue:
    room = held(candidate_id)
    if not (room.who.manages or room.who.admin):
        abort(403)
    form = OpenForm()
    made: list[Debrief] = []
    if not room.may_open:  # a second click, or a colleague's
        return to(room)
    if form.validate_on_submit() and accepted(form, lambda: made.append(_opened(room, form))):
        db.session.add(made[0])
        commit("opened a debrief", made[0], missing=len(room.waits))
        return to(room)
    return answer(room, opening=form, status=422)


@pages.post(f"{AT}/presence")
def presence(candidate_id: int) -> ResponseReturnValue:
    room = entered(candidate_id)
    return acted(room, "came into a debrief", lambda one: one.come_in(viewer(), now()))


@pages.post(f"{AT}/lead")
def lead(candidate_id: int) -> ResponseReturnValue:
    room = entered(candidate_id)
    if not room.who.manages:
        abort(403)
    return acted(room, "took the lead of a debrief", _lead)


@pages.post(f"{AT}/scribe")
def scribe(candidate_id: int) -> ResponseReturnValue:
    room = entered(candidate_id)
    person = or_404(_present(room, number(request.form.get("person"))))
    return acted(room, "named a scribe", lambda one: one.hand_the_pen(person, viewer(), now()))


@pages.post(f"{AT}/reveal")
def reveal(candidate_id: int) -> ResponseReturnValue:
    room = entered(candidate_id)
    return acted(room, "revealed ratings", lambda one: one.show(room.waits, viewer(), now()))


@pages.post(f"{AT}/item")
def item(candidate_id: int) -> ResponseReturnValue:
    room = entered(candidate_id)
    code = request.form.get("item", "")
    if code not in room.topics:
        abort(404)
    return acted(room, "went to an item", lambda one: one.start(code, viewer(), now()), item=code)


@pages.post(f"{AT}/order")
def order(candidate_id: int) -> ResponseReturnValue:
    room = entered(candidate_id)
    person = or_404(_present(room, number(request.form.get("person"))))
    ids = moved_up(speakers(room), person.id)
    return acted(room, "changed who speaks first", lambda one: one.arrange(ids, viewer(), now()))


@pages.post(f"{AT}/minutes")
def minutes(candidate_id: int) -> ResponseReturnValue:
    """Answers a page with the room, and its script with what was kept."""
    room, form = entered(candidate_id), MinuteForm()
    if form.item.data not in room.topics:
        abort(404)
    for_script = request.headers.get("Accept") == "application/json"
    kept = form.validate_on_submit() and accepted(form, lambda: _write(_debrief(room), form))
    if kept and db.session.dirty | db.session.new:
        commit("wrote minutes", _debrief(room), item=form.item.data)
    if for_script:
        last = _debrief(room).minute(form.item.data) if _reads(room) else None
        sentences = [text for errors in form.errors.values() for text in errors]
        said = {"seen": last.id if last else 0, "theirs": last.text if last else "", "error": " ".join(sentences)}
        return jsonify(said), 200 if kept else 409
    return (
        to(room, f"item-{form.item.data}")
        if kept
        else answer(room, minute=form, refusal=" ".join(form.form_errors), status=422)
    )


@pages.post(f"{AT}/ratings")
def rating(candidate_id: int) -> ResponseReturnValue:
    room, form = entered(candidate_id), ChangeForm()
    if form.validate_on_submit() and accepted(form, lambda: _change(room, form)):
        commit("changed a rating in a debrief", _debrief(room), scorecard=form.card_id, item=form.item.data)
        return to(room, "ratings")
    return answer(room, change=form, refusal=" ".join(form.form_errors), status=422)


@pages.post(f"{AT}/closing")
def closing(candidate_id: int) -> ResponseReturnValue:
    room = entered(candidate_id)
    return acted(room, "closed a debrief", lambda one: one.close(viewer(), now()))


@pages.get("/debriefs/<int:debrief_id>")
def earlier(debrief_id: int) -> ResponseReturnValue:
    """The minutes of one that is over."""
    candidate_id = or_404(debrief.candidate_of(db.session, debrief_id))
    room = entered(candidate_id)
    wanted = [one for one in room.debriefs if one.id == debrief_id and one.closing]
    or_404(wanted[0] if wanted else None)
    return answer(Room(room.candidate, room.who, room.me, room.profile, room.interviews, wanted, room.now))


def found(candidate_id: int) -> Room:
    """The room as the viewer finds it. Whoever is blind, or may not read, is given no debrief."""
    candidate = or_404(candidates.get(db.session, viewer(), candidate_id))
    who = standing(viewer(), candidate.opening)
    profile = compare(db.session, viewer(), candidate.opening, [candidate])
    entrant = profile.entrants[0]
    planned = interviews.of_candidates(db.session, viewer(), [candidate.id])
    if entrant.barred and not who.runs:
        abort(403)
    hidden = entrant.sealed or (entrant.barred and not who.admin)
    talks = [] if hidden else debrief.of_candidate(db.session, candidate.id)
    return Room(candidate, who, viewer(), profile, planned, talks, now())


def held(candidate_id: int) -> Room:
    """The same for somebody who changes something: one after the other."""
    debrief.hold_candidate(db.session, candidate_id)
    return found(candidate_id)


def entered(candidate_id: int) -> Room:
    """The room for somebody who may be in it. For whoever is blind there is none."""
    room = held(candidate_id) if request.method == "POST" else found(candidate_id)
    if room.entrant.sealed:
        abort(404)
    if room.entrant.barred:
        abort(403)
    return room


def acted(room: Room, act: str, verb: Callable[[Debrief], object], **facts: object) -> ResponseReturnValue:
    """Do something in the room that is open now, or show why not."""
    if room.debrief is None:
        return to(room)
    try:
        verb(room.debrief)
    except Refused as refused:
        return answer(room, refusal=refused.message, status=422)
    if db.session.new:
        commit(act, room.debrief, **facts)
    return to(room)


def speakers(room: Room) -> list[Person]:
    """Who is in the room and has rated, in the order in which they speak."""
    talk, rated = _debrief(room), set(room.profile.interviewers)
    people = [one.person for one in talk.presences if one.person_id in rated]
    return speaking_order(talk, people, debrief.cards_handed_in(db.session, [one.id for one in people]))


def answer(
    room: Room,
    opening: OpenForm | None = None,
    minute: MinuteForm | None = None,
    change: ChangeForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    inside = room.stage in {"gathering", "talk", "closed"}
    order_ = speakers(room) if inside else []
    _reads(room)
    if request.method == "GET":
        stop_reading()
    page = render_template(
        f"debrief/{'room' if inside else 'door'}.html",
        room=room,
        candidate=room.candidate,
        debrief=room.debrief,
        opening=opening or OpenForm(formdata=None),
        minute=minute,
        change=change or ChangeForm(formdata=None),
        refusal=refusal,
        order=order_,
        item_minutes=ITEM_MINUTES,
        anchor_of=anchor_of,
        me=viewer(),
    )
    return page, status


def _reads(room: Room) -> bool:
    """Is what was rated and said here open to the viewer? Then they have read it, for good."""
    if room.stage not in {"talk", "closed"}:
        return False
    note_readings(room.profile.cards)
    return True


def to(room: Room, anchor: str | None = None) -> Response:
    return redirect(url_for(".show", candidate_id=room.candidate.id, _anchor=anchor), 303)


def _opened(room: Room, form: OpenForm) -> Debrief:
    if room.entrant.sealed:
        raise Refused(f"Your own card on {room.candidate.name} is open. Submit it first, then open the room.")
    made = open_debrief(room.candidate, room.waits, room.cards_in, form.reason.data or "", viewer(), now())
    if not room.entrant.barred:
        made.come_in(viewer(), now())
    return made


def _lead(talk: Debrief) -> None:
    talk.come_in(viewer(), now())
    talk.lead(viewer(), now())


def _write(talk: Debrief, form: MinuteForm) -> None:
    talk.write(form.item.data or "", form.text.data or "", form.seen_id, viewer(), now())


def _change(room: Room, form: ChangeForm) -> None:
    card = next((one for one in room.profile.cards if one.id == form.card_id), None)
    if card is None:
        raise Refused("There is no rating of yours to change here.")
    if form.why is None:
        raise Refused("Say what is different: the evidence, the reading or the bar.", "kind")
    _debrief(room).change_rating(
        card, form.item.data or "", form.rating, form.why, form.words.data or "", viewer(), now()
    )


def _debrief(room: Room) -> Debrief:
    return or_404(room.debrief)


def _present(room: Room, person_id: int | None) -> Person | None:
    talk = _debrief(room)
    return next((one.person for one in talk.presences if one.person_id == person_id), None)
