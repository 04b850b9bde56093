"""The server's side: the domain's own rules over rows in memory, or the whole app through HTTP over a database."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, event, insert, select
from sqlalchemy.orm import sessionmaker

from app.db import db
from app.domain.ops import OLDEST_BACKUP, Incoming, Op, Parent, Quarantined, heads, held, keep, mark_of
from app.domain.scorecard import Submission
from app.queries import scorecards
from tests.make import NOW
from tests.protocol.replicas import NONE, Answer, Faults, Heads, Request, heads_by_field
from tests.sites import Site

DYING = {"died before commit": "before_commit", "died after commit": "after_commit"}  # outcome -> event of a session


class Crash(Exception):
    """The server died; nobody gets an answer."""


class SignedOut(Exception):
    """401."""


class Conflict(Exception):
    """409: a submit over other heads than the present ones, and the answer of a mutant."""


class Server(Protocol):
    """What the machine asks of either server. `outcome`: "signed out", "died before commit", "died after commit", or
    anything else, which is none of the server's business."""

    now: datetime

    def heads(self) -> Heads: ...
    def stored(self) -> dict[str, Op]: ...
    def receive(self, request: Request, outcome: str) -> Answer: ...
    def submit(self, seen: dict[str, list[str]]) -> None: ...
    def copy(self) -> Any: ...
    def restore(self, copy: Any) -> None: ...


@dataclass
class InMemory:
    """`app.domain.ops` over a list of rows. Each request is one transaction."""

    faults: Faults = NONE
    now: datetime = NOW
    locked: bool = False
    rows: list[Op | Quarantined] = field(default_factory=list)

    def stored(self) -> dict[str, Op]:
        return {row.id: row for row in self.rows if isinstance(row, Op)}

    def heads(self) -> Heads:
        shown = heads_by_field((op.field, op.id, op.value) for ops in self._heads().values() for op in ops)
        if self.faults.last_write_wins:
            return {name: dict([list(values.items())[-1]]) for name, values in shown.items()}
        return shown

    def _heads(self) -> dict[str, list[Op]]:
        counted = [op for op in self.stored().values() if op.flag is None]
        named = {(op.field, parent.parent_id) for op in counted for parent in op.parents}
        return heads(op for op in counted if (op.field, op.id) not in named)

    def receive(self, request: Request, outcome: str) -> Answer:
        if outcome == "signed out":
            raise SignedOut
        if self.faults.if_match_with_reload and any(self._is_stale(op) for op in request.ops):
            raise Conflict
        before = list(self.rows)
        results, rows = keep(1, request.ops, self.stored(), self.locked, self.now)
        self.rows += rows
        answer = self._answer([one.id for one in results], request)
        if outcome == "died before commit":
            self.rows = before
        if outcome.startswith("died") and not self.faults.acknowledges_before_commit:
            raise Crash
        return answer

    def _is_stale(self, op: Incoming) -> bool:
        return op.id not in self.stored() and set(op.parents) != set(self.heads().get(op.field, ()))

    def _answer(self, settled: Sequence[str], request: Request) -> Answer:
        received = {identity: op.received_at for identity, op in self.stored().items()}
        found = held(request.have, received, self.now + self.faults.safe_too_early * OLDEST_BACKUP / 2)
        present = self.heads()
        return Answer(settled, found.missing, found.safe, {op.field: present.get(op.field, {}) for op in request.ops})

    def submit(self, seen: dict[str, list[str]]) -> None:
        present, stored = self.heads(), self.stored()
        if not all(one in stored for ids in seen.values() for one in ids):
            raise Conflict
        said = mark_of({name: [stored[one].value for one in ids] for name, ids in seen.items()})
        if said != mark_of({name: shown.values() for name, shown in present.items()}):
            raise Conflict
        if any(map(_differ, present.values())):
            raise Conflict
        self.locked = True

    def copy(self) -> Any:
        return list(self.rows), self.locked

    def restore(self, copy: Any) -> None:
        rows, self.locked = copy
        self.rows = list(rows)


class App:
    """The app: HTTP through the test client, committed rows in SQLite or PostgreSQL. One card, of Ada's."""

    TABLES = [one.__table__ for one in (Op, Parent, Quarantined, Submission)]

    def __init__(self, site: Site) -> None:
        self.site = site
        self.ada, self.stranger = site.client(site.world.ada), site.app.test_client()
        self.card_id = site.world.dana_ada.id
        site.app.config["CLOCK"] = lambda: self.now
        with site.app.app_context():
            self.sessions = db.sessionmaker
            without_syncing(db.engine)
        self.clear()

    def clear(self) -> "App":
        """As on the first day."""
        self.now = NOW
        self.restore([(table, []) for table in self.TABLES])
        return self

    def stored(self) -> dict[str, Op]:
        with self.sessions() as session:
            return {op.id: op for op in session.scalars(select(Op).where(Op.scorecard_id == self.card_id))}

    def heads(self) -> Heads:
        with self.sessions() as session:
            return heads_by_field((op.field, op.id, op.value) for op in scorecards.heads(session, self.card_id))

    def receive(self, request: Request, outcome: str) -> Answer:
        body = {"protocol": 1, "ops": list(map(_as_sent, request.ops)), "have": list(request.have)}
        if outcome in DYING:
            with dying(self.sessions, DYING[outcome]), pytest.raises(Crash):
                self._post(self.ada, "/api/scorecards/{}/ops", json=body)
            raise Crash
        if outcome == "signed out":
            answer = self._post(self.stranger, "/api/scorecards/{}/ops", json=body)
            assert (answer.status_code, answer.json) == (401, {"error": "signed out"})
            raise SignedOut
        answer = self._post(self.ada, "/api/scorecards/{}/ops", json=body)
        assert answer.status_code == 200, answer.text
        said = answer.json
        shown = {name: {head["id"]: head["value"] for head in found} for name, found in said["heads"].items()}
        return Answer([one["id"] for one in said["results"]], said["missing"], said["safe"], shown)

    def submit(self, seen: dict[str, list[str]]) -> None:
        told = {f"seen:{name}": " ".join(ids) for name, ids in seen.items()}
        answer = self._post(self.ada, "/scorecards/{}/submission", data=told)
        if answer.status_code in (409, 422):
            raise Conflict
        assert answer.status_code == 303, answer.text

    def _post(self, client: FlaskClient, path: str, **sent: Any) -> Any:
        return client.post(path.format(self.card_id), **sent)

    def copy(self) -> Any:
        with self.sessions() as session:
            mine = [(table, select(table).where(table.c.scorecard_id == self.card_id)) for table in self.TABLES]
            return [(table, [dict(row._mapping) for row in session.execute(rows)]) for table, rows in mine]

    def restore(self, copy: Any) -> None:
        with self.sessions() as session:
            for table, _ in reversed(copy):
                session.execute(delete(table).where(table.c.scorecard_id == self.card_id))
            for table, rows in copy:
                if rows:
                    session.execute(insert(table), rows)
            session.commit()


def without_syncing(engine: Engine) -> None:
    """No power is cut here; `tests/powercut` does that. So no commit waits for the disk."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
        engine.dispose()  # the next connections are made like that


@contextmanager
def dying(sessions: sessionmaker[Any], at: str) -> Iterator[None]:
    """The next commit fails, or it is the last thing that the app does."""

    def die(_session: Any) -> None:
        raise Crash

    event.listen(sessions, at, die)
    try:
        yield
    finally:
        event.remove(sessions, at, die)


def _differ(shown: dict[str, Any]) -> bool:
    return len({json.dumps(value, sort_keys=True) for value in shown.values()}) > 1


def _as_sent(op: Incoming) -> dict[str, Any]:
    return {"id": op.id, "field": op.field, "parents": list(op.parents), "value": op.value, "typed_at": op.typed_at}
