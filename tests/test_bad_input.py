"""Whatever is sent, wherever and by whomever: an answer with a sentence, never a failure of the server.

Every rule of the URL map is asked with addresses that name nothing, every form field with values that fit no field,
and the address that the card's script saves to with JSON that is no operation.
"""

import json
import re
from collections.abc import Callable, Iterator
from itertools import cycle

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.domain.ops import Op
from tests import make
from tests.test_access_matrix import TABLE, Place, path_of, place

__all__ = ["place"]

SENTENCE = re.compile(r"<h1|class=\"error|\"error\":")
EXTREMES = [str(2**31), str(2**63), str(2**64), "9" * 400, "²", "-1", "1e3", "0"]
HOSTILE = ["", "a\x00b\u202e", "-1", "²", "9" * 400, "9999-12-31", "\u0130" * 250 + "@x.org"]
ALL_AT_ONCE = ["²", str(2**63), " \t", "\x00", "9" * 5_000, "0001-01-01", "24:61", "Mars/Olympus", "[]", "x" * 200_000]
EXTRA: list[dict[str, str]] = [
    {"weights-0-percent": "50", "weights-1-code": "PUR", "weights-1-percent": "50"},
    {"weights-²-code": "PUR", "rounds-²-name": "x", "questions-²-record": "1"},
    {"weights-" + "9" * 5_000 + "-code": "PUR", "questions-" + "9" * 5_000 + "-record": "1"},
    {"rounds-1-name": "Again", "rounds-1-id": "1", "rounds-2-name": "And again", "rounds-2-id": "1"},
    {f"rating/{'x' * 300}": "4", "do": f"clear:{'y' * 300}"},
    {"seen:summary": " ".join(f"replica-7.{n}" for n in range(40_000))},
    {"summary": "x" * 100_001},
]
PERSONAS = ["ada", "hana", "cora", "root", "zoe"]
MOMENT = "2026-03-02T12:00:00+00:00"


def forms(world: make.World) -> dict[str, tuple[str, dict[str, str]]]:
    """Path of every form of several fields -> who may send it, and what would be accepted."""
    opening, dana, talk = world.opening.id, world.dana.id, world.dana_talk.id
    plan = {"day": "2026-05-26", "clock": "14:00", "zone": "UTC", "minutes": "45", "place": "Room", "note": ""}
    job = {"title": "Job", "level": "senior", "weights-0-code": "PUR", "weights-0-percent": "100"}
    job |= {"customer_access": "", "decision_rights": "", "final_call": ""}
    job |= {"rounds-0-name": "Talk", "rounds-0-minutes": "45", "rounds-0-id": "", "rounds-0-kit": ""}
    both = {"rounds-0-id": str(world.talk.id), "rounds-1-id": str(world.case.id), "rounds-1-name": "Case"}
    person = {"name": "Kim Oh", "email": "kim@mail.example", "note": ""}
    kit = {"title": "Kit", "round_kind": "staged_scenario", "minutes": "45", "opening_words": "", "closing_words": ""}
    kit |= {"questions-0-record": str(world.scenario.id), "questions-0-place": "1"}
    plan_of_kit = {"round_kind": "product_conversation", "minutes": "45", "PUR": "60", "CUS": "40", "drafts": "y"}
    plan_of_kit |= {"title": "Kit", "questions": make.PURPOSE_ASKED, "level": "senior"}
    amendment = {"reason": "Heard more.", "recommendation": "no", "summary": "", "seen": ""}
    amendment |= {"item-0-rating": "3", "item-0-under": "", "item-0-sentence": "Said why.", "item-0-claims": ""}
    card = {"do": "rest", f"rating/{make.PURPOSE_ASKED}": "4", f"seen:rating/{make.PURPOSE_ASKED}": "", "at": "opening"}
    card |= {"new-note": "Asked why.", "tag": make.PURPOSE_ASKED, "summary": "", "all": "1"}
    room = f"/candidates/{dana}/debrief"
    changed = {"card": str(world.dana_bo.id), "item": make.PURPOSE_ASKED, "value": "3", "kind": "bar", "words": "Why."}
    decided = {
        "reason": "Because.",
        "verdict": "hold",
        "dissent": "",
        "for_panel": "",
        "competencies": "PUR",
        "level": "",
    }
    return {
        "/account": ("ada", {"name": "Ada", "zone": "UTC"}),
        "/account?password": ("ada", {"change-old": "not the one", "change-password": "four words on a wall"}),
        "/openings/new": ("hana", job),
        f"/openings/{opening}/edit": ("hana", job | both),
        f"/openings/{opening}/members": ("hana", {"person": str(world.zoe.id), "role": "pool"}),
        f"/openings/{opening}/departures": ("hana", {"person": str(world.cora.id), "role": "coordinator"}),
        f"/openings/{opening}/candidates/new": ("cora", person),
        f"/openings/{opening}/candidates/import": ("cora", {"text": "name,email\nKim,kim@mail.example"}),
        f"/candidates/{dana}/edit": ("cora", person),
        f"/candidates/{dana}/earlier": ("cora", {"earlier": "1"}),
        f"/candidates/{dana}/withdrawal": ("cora", {"reason": "None given."}),
        f"/candidates/{dana}/interviews/new": ("hana", plan | {"round": str(world.case.id), "panel": "1"}),
        f"/candidates/{dana}/decisions": ("hana", decided),
        room: ("hana", {"reason": "It cannot wait."}),
        f"{room}/scribe": ("hana", {"person": str(world.bo.id)}),
        f"{room}/item": ("hana", {"item": "PUR"}),
        f"{room}/order": ("hana", {"person": str(world.bo.id)}),
        f"{room}/minutes": ("hana", {"item": "CUS", "text": "Two behaviours.", "seen": "0"}),
        f"{room}/ratings": ("bo", changed),
        f"/interviews/{talk}/edit": ("hana", plan | {"panel": str(world.ada.id), "shadows": str(world.zoe.id)}),
        f"/interviews/{talk}/state": ("hana", {"state": "cut_short", "note": ""}),
        f"/interviews/{talk}/cover": ("hana", {"seat": str(world.dana_ada.id)}),
        f"/interviews/{talk}/release": ("hana", {"seat": str(world.dana_ada.id)}),
        f"/scorecards/{world.dana_ada.id}/form": ("ada", card),
        f"/scorecards/{world.dana_ada.id}/submission": ("ada", card),
        f"/scorecards/{world.dana_ada.id}/paper": ("ada", {"day": "2026-03-01", "clock": "09:30"}),
        f"/scorecards/{world.dana_bo.id}/amendment": ("bo", amendment),
        f"/bank/{make.PURPOSE_ASKED}/retirement": ("hana", {"reason": "Known on the web."}),
        "/kits/new": ("hana", kit),
        f"/kits/{world.case_kit.id}/edit": ("hana", kit),
        "/kits/proposal": ("hana", plan_of_kit),
        f"/practice/{world.practice.id}/rating": ("ada", {"given": "3", "note": "Asks for the reader."}),
        f"/practice/{world.practice.id}/thoughts": ("bo", {"thought": "It did ask."}),
        f"/practice/{world.practice.id}/comments": ("bo", {"point": "3", "comment": "Which reader?"}),
        f"/practice/comments/{world.comment.id}/reply": ("root", {"version": "2", "because": ""}),
        "/bank/drafts": ("ada", {"type": "situational", "competency": "PUR", "level": "senior"}),
        "/people/invitations": ("root", {"email": "new@example.org", "role": "interviewer"}),
    }


def raw_bodies() -> Iterator[tuple[bytes, str]]:
    """Bodies that are no form, or not the one that they say they are, with their content type."""
    form, broken = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
    yield b"name=%ff%fe&email=%ed%a0%80&\xff\xfe=\x80", form
    yield b"name=a&name=b&email[]=c&email=d&&==&=", form
    yield b"--x\r\nContent-Disposition: form-data; name=name\r\n\r\nno end", broken
    yield b"--x\r\n\r\n--x--", "multipart/form-data"
    yield b'{"name": ["a"]}', "application/json"
    yield b"[" * 100_000, "application/json; charset=nonsense"
    yield b"\x00" * 100, ""


def operations() -> Iterator[object]:
    """Bodies for the address of the card's script; most hold one operation."""
    yield from ([], {}, None, 1, "x", {"protocol": 1}, {"protocol": 2, "ops": []}, {"protocol": 1, "ops": {}})
    values = [10**400, -1, 1.5, True, [], [[[[[[[[[[1]]]]]]]]]], {"\x00": "\ud800"}, {"rating": [5]}, {"text": None}]
    values += [{"started_at": f"{at}"} for at in ("9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", 1, "")]
    values += [{"text": "\ud800\x00\u202e", "item": "x" * 1000, "at": 10**6}, {"missing": "no_evidence", "under": {}}]
    fields = [
        "clock",
        "summary",
        "recommendation",
        "note/n",
        f"rating/{make.PURPOSE_ASKED}",
        "/",
        "rating//",
        "é" * 200,
    ]
    number = 0
    for field in fields:
        for value in values:
            number += 1
            op = {"id": f"replica-1.{number}", "field": field, "parents": [], "value": value, "typed_at": MOMENT}
            yield {"protocol": 1, "ops": [op]}
    for part, wrong in (("id", "é.1"), ("field", 5), ("parents", "x"), ("parents", [{}]), ("typed_at", "x" * 41)):
        op = {"id": "replica-2.1", "field": "summary", "parents": [], "value": "", "typed_at": MOMENT}
        yield {"protocol": 1, "ops": [op | {part: wrong}]}


@pytest.fixture
def ask(app: Flask, connection: Connection, session: Session) -> Callable[..., str]:
    """Send something and take back what it did; return what is wrong with the answer, or ""."""

    def asked(client: FlaskClient, method: str, path: str, **sent: object) -> str:
        before = connection.begin_nested()
        try:
            answer = client.open(path, method=method, **sent)  # type: ignore[arg-type]
            told = answer.status_code < 400 or method == "HEAD" or SENTENCE.search(answer.get_data(as_text=True))
            return "" if answer.status_code < 500 and told else f"{method} {path} {answer.status}"
        except Exception as error:
            return f"{method} {path} {type(error).__name__}: {str(error)[:300]}"
        finally:
            before.rollback()
            session.expire_all()

    return asked


def test_an_address_that_names_nothing_is_not_found(
    app: Flask, place: Place, client_of: Callable[..., FlaskClient]
) -> None:
    root = client_of("root")
    found = {}
    for rule in app.url_map.iter_rules():
        if rule.arguments and rule.endpoint != "verification.show":  # it answers for every fingerprint: not known here
            method = "GET" if "GET" in rule.methods else "POST"
            for nothing in [*EXTREMES[:-1], "%00", "%ff", "a%00b", "%ED%A0%80"]:
                path = re.sub(r"<[^>]*>", nothing, rule.rule)
                found[path] = root.open(path, method=method).status_code
    assert {path for path, status in found.items() if status != 404} == set()


@pytest.mark.parametrize("who", PERSONAS)
def test_every_rule_answers_every_kind_of_body(
    who: str, app: Flask, place: Place, client_of: Callable[..., FlaskClient], ask: Callable[..., str]
) -> None:
    client, wrong = client_of(who), []
    for rule, row in TABLE.items():
        endpoint, method = rule.split()
        path = path_of(app, endpoint, place, row)
        for other in ("HEAD", "OPTIONS", "PUT"):
            wrong.append(ask(client, other, path))
        if method == "POST":
            wrong += [ask(client, method, path, data=body, content_type=kind) for body, kind in raw_bodies()]
        else:
            query = "candidate=²&candidate=1&version=%00&level=%00&at=%00&names=%ff&paper=%00&next=//x&competency=%00"
            wrong.append(ask(client, method, f"{path}?{query}"))
    assert [*filter(None, wrong)] == []


def test_every_field_answers_every_kind_of_value(
    world: make.World, place: Place, client_of: Callable[..., FlaskClient], ask: Callable[..., str]
) -> None:
    wrong, clients, hostile = [], {}, cycle(HOSTILE)
    for path, (who, fitting) in forms(world).items():
        client = clients.setdefault(who, client_of(who))
        sent = [dict.fromkeys(fitting, value) for value in ALL_AT_ONCE]
        for name, value in fitting.items():
            sent += [fitting | {name: next(hostile)} for _ in range(2)]
            sent.append({key: text for key, text in fitting.items() if key != name})
            sent.append(fitting | {name: [value, "x", "1"], name + "x" * 300: "x"})
        kinds = {name.split("-")[0].split("/")[0] for name in fitting}
        sent += [fitting | extra for extra in EXTRA if kinds & {name.split("-")[0].split("/")[0] for name in extra}]
        wrong += [ask(client, "POST", path, data=one) for one in sent]
    assert [*filter(None, wrong)] == []


def test_the_script_of_the_card_is_answered_whatever_it_sends(
    world: make.World, place: Place, client_of: Callable[..., FlaskClient], connection: Connection
) -> None:
    """Nothing is taken back between the requests, so that the pages afterwards show all that was kept."""
    ada, url = client_of("ada"), f"/api/scorecards/{world.dana_ada.id}/ops"
    for body in operations():
        answer = ada.post(url, data=json.dumps(body), content_type="application/json")
        assert answer.status_code in {200, 400}, body
        assert answer.status_code == 200 or answer.json["error"]
    for body in (b"", b"\xff\xfe", b"\x00", b'{"a":' * 50_000, b"9" * 6_000, b"NaN"):
        assert ada.post(url, data=body).status_code == 400
    for page in ("", "?all=1", "/review"):
        assert ada.get(f"/scorecards/{world.dana_ada.id}{page}").status_code == 200


def test_a_form_may_claim_to_have_shown_anything(
    world: make.World, session: Session, client_of: Callable[..., FlaskClient]
) -> None:
    """An operation of another field, or one that does not count, is no value to go on from."""
    make.type_into(session, world.dana_ada, {"summary": "Good.", "note/n": 5, "fact/x/y": 7})
    ids = " ".join(session.scalars(select(Op.id).where(Op.scorecard_id == world.dana_ada.id)))
    session.commit()
    ada = client_of("ada")
    for do in ("toggle:note/n", "toggle:fact/x/y", "clear:note/n", f"end:{make.PURPOSE_ASKED}"):
        sent = {"seen:note/n": ids, "seen:fact/x/y": ids, "note/n": "Asked why.", "do": do}
        assert ada.post(f"/scorecards/{world.dana_ada.id}/form", data=sent).status_code == 303
    assert ada.get(f"/scorecards/{world.dana_ada.id}?all=1").status_code == 200
