"""What a client learns that keeps an outbox: only a 200 settles anything, and what a restored server lacks is told."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import db
from app.domain.ops import MOST_OPS, Op, Parent
from tests import make
from tests.conftest import Clock
from tests.make import NOW

REPLICA = "11111111-2222-3333-4444-555555555555"
FIRST, SECOND = f"{REPLICA}.1", f"{REPLICA}.2"
WORDS = [
    {"id": FIRST, "field": "summary", "parents": [], "value": "asks", "typed_at": NOW.isoformat()},
    {"id": SECOND, "field": "summary", "parents": [FIRST], "value": "asks why", "typed_at": NOW.isoformat()},
]


@pytest.fixture
def ada(client_of: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_of("ada")


@pytest.fixture
def in_use(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors are answered as in use."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)


@pytest.fixture
def checked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the check of tokens, as in use."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


@pytest.fixture
def breaking(app: Flask, session: Session) -> Iterator[Callable[[Exception], None]]:
    """`breaking(error)`: the next commit of the app fails with it."""
    with app.app_context():
        sessions = db.sessionmaker
    errors: list[Exception] = []

    def fail(_session: Any) -> None:
        if errors:
            raise errors.pop()

    event.listen(sessions, "before_commit", fail)
    yield errors.append
    event.remove(sessions, "before_commit", fail)


def send(client: FlaskClient, world: make.World, *ops: Any, **more: Any) -> Any:
    return client.post(f"/api/scorecards/{world.dana_ada.id}/ops", json={"protocol": 1, "ops": list(ops), **more})


def stored(session: Session) -> set[str]:
    session.expire_all()
    return set(session.scalars(select(Op.id)))


def settles_nothing(session: Session, answer: Any, status: int, **said: str) -> bool:
    """JSON with a reason and no results, and no operation in the database."""
    assert (answer.status_code, answer.is_json) == (status, True)
    assert said.items() <= answer.json.items()
    assert answer.json.keys() <= {"error", "id"}
    return not stored(session)


# Answers that settle nothing, and what follows when their cause is gone


def test_an_ended_session_is_401_and_signing_in_again_goes_on(app, session, world, client_of):
    assert settles_nothing(session, send(app.test_client(), world, *WORDS), 401, error="signed out")
    assert statuses(send(client_of("ada"), world, *WORDS)) == ["stored", "stored"]


def test_an_old_token_is_403_and_a_new_one_goes_on(session, world, ada, checked):
    assert settles_nothing(session, send(ada, world, *WORDS), 403, error="csrf")
    page = ada.get(f"/scorecards/{world.dana_ada.id}").text
    token = page.partition('name="csrf-token" content="')[2].partition('"')[0]
    url, body = f"/api/scorecards/{world.dana_ada.id}/ops", {"protocol": 1, "ops": WORDS}
    assert statuses(ada.post(url, json=body, headers={"X-CSRFToken": token})) == ["stored", "stored"]


def test_somebody_else_who_is_signed_in_by_now_is_404(session, world, client_of):
    assert settles_nothing(session, send(client_of("bo"), world, *WORDS), 404)
    assert statuses(send(client_of("ada"), world, *WORDS)) == ["stored", "stored"]


def test_a_clash_in_the_database_is_409_and_trying_again_goes_on(session, world, ada, breaking):
    breaking(IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed: op.scorecard_id, op.id")))
    assert settles_nothing(session, send(ada, world, *WORDS), 409)
    assert statuses(send(ada, world, *WORDS)) == ["stored", "stored"]


def test_a_failing_server_is_500_and_trying_again_goes_on(session, world, ada, breaking, in_use):
    breaking(OSError("disk full"))
    assert settles_nothing(session, send(ada, world, *WORDS), 500)
    assert statuses(send(ada, world, *WORDS)) == ["stored", "stored"]


@pytest.mark.parametrize("size", [1_000_001, 10_000_000])
def test_too_much_at_once_is_413_and_less_goes_on(session, world, ada, size):
    body = b" " * size
    answer = ada.post(f"/api/scorecards/{world.dana_ada.id}/ops", data=body, content_type="application/json")
    assert settles_nothing(session, answer, 413)
    assert statuses(send(ada, world, WORDS[0])) == ["stored"]


def test_one_that_is_no_operation_keeps_out_its_whole_batch(session, world, ada):
    assert settles_nothing(session, send(ada, world, *WORDS, {"id": "x"}), 400)


def test_the_longest_text_goes_out_alone(world, ada):
    longest = "\u2028" * 100_000  # six characters each in JSON
    assert statuses(send(ada, world, WORDS[0] | {"value": longest})) == ["stored"]


# What a device still holds


def test_a_device_may_hold_nothing_or_never_have_heard_of_it(world, ada):
    for more in ({}, {"have": []}):
        answer = send(ada, world, *WORDS, **more).json
        assert (answer["missing"], answer["safe"]) == ([], [])


def test_what_a_restored_server_lacks_is_told_until_it_is_sent_again(session, world, ada):
    send(ada, world, *WORDS)
    lose(session, SECOND)
    assert send(ada, world, have=[FIRST, SECOND]).json["missing"] == [SECOND]
    answer = send(ada, world, WORDS[1], have=[FIRST, SECOND]).json
    assert (answer["missing"], statuses_of(answer)) == ([], ["stored"])


def test_what_came_a_day_ago_may_be_deleted(world, ada, clock: Clock):
    send(ada, world, WORDS[0])
    clock.move(hours=1)
    send(ada, world, WORDS[1])
    clock.move(hours=23)
    assert send(ada, world, have=[FIRST, SECOND]).json["safe"] == [FIRST]


def test_sent_again_its_day_begins_anew(session, world, ada, clock: Clock):
    send(ada, world, WORDS[0])
    lose(session, FIRST)
    clock.move(hours=24)
    answer = send(ada, world, WORDS[0], have=[FIRST]).json
    assert (statuses_of(answer), answer["missing"], answer["safe"]) == (["stored"], [], [])


def test_asking_alone_begins_no_card(session, world, client_of):
    interview = make.planned(session, world.leo, world.case, NOW, [world.ada], world.cora)
    session.commit()
    card = interview.cards[0]
    answer = client_of("ada").post(f"/api/scorecards/{card.id}/ops", json={"protocol": 1, "ops": [], "have": [FIRST]})
    session.refresh(card)
    assert (answer.json["missing"], card.begun_at) == ([FIRST], None)


def test_asking_about_a_colleagues_operations_tells_nothing(session, world, client_of):
    send(client_of("ada"), world, *WORDS)
    bo = client_of("bo")
    answer = bo.post(f"/api/scorecards/{world.dana_bo.id}/ops", json={"protocol": 1, "ops": [], "have": [FIRST]})
    assert answer.json["missing"] == [FIRST]


def test_asking_takes_one_statement_more_however_much_is_asked(world, ada, count_statements):
    send(ada, world, WORDS[0])
    with count_statements() as plain:
        send(ada, world, WORDS[1])
    with count_statements() as asking:
        send(ada, world, WORDS[1] | {"id": f"{REPLICA}.3"}, have=[f"{REPLICA}.{n}" for n in range(MOST_OPS)])
    assert len(asking) == len(plain) + 1


def statuses(answer: Any) -> list[str]:
    assert answer.status_code == 200
    return statuses_of(answer.json)


def statuses_of(said: Any) -> list[str]:
    return [result["status"] for result in said["results"]]


def lose(session: Session, identity: str) -> None:
    """As a restored backup does."""
    session.execute(delete(Parent).where(Parent.op_id == identity))
    session.execute(delete(Op).where(Op.id == identity))
    session.commit()
