"""What succeeds is in the trail: every unsafe request that was not refused has added a row, and the chain holds."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.domain.audit import BEGINNING, Entry
from app.domain.debrief import open_debrief
from app.domain.decision import Verdict, sign
from app.domain.opening import OpeningRole
from app.domain.people import Invitation, Purpose, Role
from app.queries import drafts, scorecards
from tests import make
from tests.test_access_matrix import TABLE, Place, path_of, place
from tests.test_bad_input import forms

__all__ = ["place"]

# The operations of a card are a trail of their own.
SAVING = {"scoring.save", "scoring.ops"}
# These need a card in another state than it has here, or a plan that was shown; tests of their own walk them.
ELSEWHERE = {"scoring.submission", "scoring.paper", "authoring.take"}
# Nothing to say about a state that is there already; all others need a form, which `forms` fills.
BARE = {
    "auth.sign_out": "ada",
    "openings.closing": "hana",
    "openings.reopening": "hana",
    "openings.how_sure": "hana",
    "candidates.comeback": "hana",
    "kits.copy": "hana",
    "practice.put_off": "ada",
    "bank.comeback": "hana",
    "authoring.base": "ada",
    "authoring.discarding": "ada",
    "authoring.restoring": "ada",
    "authoring.withdrawal": "bo",
    "scorecards.retraction": "bo",
    "debrief.closing": "hana",
}


@pytest.fixture
def rows(session: Session) -> Callable[[], list[Entry]]:
    def found() -> list[Entry]:
        session.expire_all()
        return list(session.scalars(select(Entry).order_by(Entry.id)))

    return found


def acts(app: Flask, world: make.World, place: Place, session: Session) -> Iterator[tuple[str, str, str, dict]]:
    """Endpoint, path, who and form of acts that succeed, each of them from the world as it was."""
    seen = forms(world)
    seen[f"/scorecards/{world.dana_bo.id}/amendment"][1]["seen"] = world.dana_bo.submissions[-1].fingerprint
    seen["/people/invitations"][1]["email"] = "new@example.org"
    seen[f"/candidates/{world.dana.id}/decisions"][1]["without_missing"] = "y"
    on_paper = make.planned(session, world.leo, world.case, make.NOW - timedelta(hours=6), [world.zoe], world.cora)
    seen[f"/scorecards/{on_paper.cards[0].id}/paper"] = ("zoe", {"day": "2026-03-02", "clock": "07:00"})
    del seen[f"/candidates/{world.dana.id}/debrief"]  # it is open there
    seen |= debriefs(world, session)
    people = {"hana": world.hana, "cora": world.cora}
    other = make.opening(session, people, [(world.purpose, 100)], [world.talk_kit], "Another")
    before = make.candidate(session, other, world.dana.name)
    session.commit()
    seen[f"/candidates/{world.dana.id}/earlier"] = ("cora", {"earlier": before.id})
    [late] = scorecards.late(session, world.dana_bo.id)
    seen[f"/scorecards/{world.dana_bo.id}/late"] = ("bo", {"late": late.id})
    seen[f"/kits/{place.objects['old_kit']}/renewal"] = ("hana", {"record": str(place.objects["old_record"])})
    seen |= drafting(place) | hires(place)
    waits = drafts.own(session, world.bo, int(str(place.objects["proposed"])))
    waits.proposal.sort(world.root, {"": waits.proposal.shuffled("")}, make.NOW)
    adapter = app.url_map.bind("localhost")
    for path, (who, form) in seen.items():
        endpoint = adapter.match(path.partition("?")[0], "POST")[0]
        if endpoint not in SAVING | ELSEWHERE and "?" not in path:
            yield endpoint, path, who, form
    for endpoint, who in BARE.items():
        yield endpoint, path_of(app, endpoint, place, TABLE[f"{endpoint} POST"]), who, {}


def debriefs(world: make.World, session: Session) -> dict[str, tuple[str, dict]]:
    """Acts at doors of their own: Zoe may enter and lead Dana's room; Leo's is covered, and he is decided on."""
    world.opening.join(world.zoe, OpeningRole.MANAGER)
    nia = make.candidate(session, world.opening, "Nia Ochs")
    talk = make.held(session, nia, world.talk, make.NOW - timedelta(hours=3), [world.zoe], world.cora)
    for card in (world.leo_bo, talk.cards[0]):
        make.submitted_card(session, card, [3, 4])
    session.add(open_debrief(world.leo, [world.leo_ada], 1, "It cannot wait.", world.hana, make.NOW))
    session.commit()
    dana, leo = f"/candidates/{world.dana.id}/debrief", f"/candidates/{world.leo.id}/debrief"
    doors = {f"{dana}/presence": "zoe", f"{dana}/lead": "zoe", f"{leo}/reveal": "hana"}
    final = sign(world.leo, Verdict.OFFER, "Because.", "", (1, 1), world.hana, make.NOW)
    session.add(final)
    session.commit()
    decided = {f"/decisions/{final.id}/dissents": ("bo", {"words": "I heard less."})}
    decided |= {f"/decisions/{final.id}/closing": ("hana", {})}
    decided |= {f"/decisions/{final.id}/hire": ("hana", {"day": "2026-04-01", "person": str(world.cora.id)})}
    return decided | {path: (who, {}) for path, who in doors.items()} | {f"/candidates/{nia.id}/debrief": ("hana", {})}


def drafting(place: Place) -> dict[str, tuple[str, dict]]:
    """Forms about drafts that are only in this place."""
    draft, waits = f"/bank/drafts/{place.objects['draft']}", f"/bank/drafts/{place.objects['proposed']}"
    return {
        draft: ("ada", {"edition": "1", "because": "Shorter.", "text": "id: PUR-SR-SIT-01"}),
        f"{draft}/proposal": ("ada", {"edition": "1"}),
        f"{waits}/sort": ("hana", {f"place..{letter}": str(n) for n, letter in enumerate("ABCDE", 1)}),
        f"{waits}/review": ("root", {"verdict": "back", "reason": "Anchor 4 is two things."}),
    }


def hires(place: Place) -> dict[str, tuple[str, dict]]:
    """Forms about the hire that is only in this place."""
    hire = f"/hires/{place.objects['hire']}"
    return {
        f"{hire}/asking": ("hana", {"person": str(place.people["abe"].id)}),
        f"{hire}/withdrawal": ("hana", {"reason": "Stayed where they were."}),
        f"{hire}/outcome": ("zoe", {"month": "3", "owns": "4", "again": "yes", "words": "Asked what it was for."}),
    }


def test_every_unsafe_rule_is_walked(app: Flask, world: make.World, place: Place, session: Session) -> None:
    walked = {endpoint for endpoint, *_ in acts(app, world, place, session)}
    unsafe = {rule.split()[0] for rule in TABLE if rule.endswith("POST")}
    assert walked | SAVING | ELSEWHERE == unsafe


def test_every_act_adds_a_row(
    app: Flask,
    session: Session,
    connection: Connection,
    world: make.World,
    place: Place,
    client_of: Callable[..., FlaskClient],
    rows: Callable[[], list[Entry]],
) -> None:
    for endpoint, path, who, form in list(acts(app, world, place, session)):
        client = client_of(who)
        if endpoint == "interviews.cover":
            client = client_of(place.people["pim"])
        sent = form | {"panel": str(world.bo.id)} if "panel" in form else form
        known = len(rows())
        session.commit()
        before = connection.begin_nested()
        answer = client.post(path, data=sent)
        added = rows()[known:]
        assert answer.status_code in {201, 303}, (endpoint, answer.status, answer.get_data(as_text=True)[-3000:])
        assert added, endpoint
        assert all(entry.person_id for entry in added)
        check_chain(rows())
        session.commit()
        before.rollback()
        session.expire_all()


def test_submitting_and_the_way_in_are_in_the_trail(
    app: Flask,
    session: Session,
    world: make.World,
    client_of: Callable[..., FlaskClient],
    rows: Callable[[], list[Entry]],
) -> None:
    values = {"recommendation": "yes"}
    for key in (make.PURPOSE_ASKED, make.CUSTOMER_ASKED):
        values |= {f"rating/{key}": {"rating": 3}, f"evidence/{key}": "Said why."}
    make.type_into(session, world.dana_ada, values)
    join, token = Invitation.make("new@example.org", Role.INTERVIEWER, make.NOW, world.root)
    link, sign_in = Invitation.make(world.zoe.email, Role.INTERVIEWER, make.NOW, purpose=Purpose.SIGN_IN)
    session.add_all([join, link])
    session.commit()
    ada = client_of("ada")
    page = ada.get(f"/scorecards/{world.dana_ada.id}/review").get_data(as_text=True)
    seen = dict(re.findall(r'name="(seen:[^"]+)" value="([^"]*)"', page))
    assert ada.post(f"/scorecards/{world.dana_ada.id}/submission", data=seen).status_code == 303
    new = {"name": "Nell Oh", "password": "four words on a wall"}
    assert app.test_client().post(f"/links/{token}", data=new).status_code == 303
    assert app.test_client().post(f"/links/{sign_in}").status_code == 303
    by_password = {"email": "new@example.org", "password": new["password"]}
    assert app.test_client().post("/sign-in", data=by_password).status_code == 303
    found = rows()
    assert [entry.act for entry in found] == ["submitted a card", "join", "sign in by link", "sign in"]
    assert found[0].person_id == world.ada.id and found[2].person_id == world.zoe.id
    check_chain(found)


def test_what_is_refused_adds_no_row(
    world: make.World, client_of: Callable[..., FlaskClient], rows: Callable[[], list[Entry]]
) -> None:
    hana = client_of("hana")
    assert hana.post(f"/candidates/{world.dana.id}/edit", data={"name": ""}).status_code == 422
    assert hana.post(f"/openings/{world.opening.id}/departures", data={}).status_code == 404
    assert client_of("zoe").post(f"/openings/{world.opening.id}/closing").status_code == 404
    assert rows() == []


def check_chain(entries: list[Entry]) -> None:
    """Each row holds the digest of the one before, and its own is what its content makes."""
    assert [entry.previous for entry in entries[:1]] == [BEGINNING][: len(entries)]
    assert [entry.previous for entry in entries[1:]] == [entry.digest for entry in entries[:-1]]
    assert [entry.digest for entry in entries] == [entry.computed() for entry in entries]
