"""Saving one operation over HTTP against the bare durable write: `python -m tests.bench.saves`.

Signed in, CSRF, one transaction; the floor writes one row with the same engine settings and commits.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import JSON, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from app.db import make_durable
from tests.e2e.client import Client
from tests.e2e.serving import served
from tests.e2e.test_killed import own_card

MANY = 200


class Floor(DeclarativeBase):
    type_annotation_map = {dict: JSON}


class Row(Floor):
    __tablename__ = "row"

    id: Mapped[int] = mapped_column(primary_key=True)
    payload: Mapped[dict]
    at: Mapped[datetime]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "data") as server:
        person = Client(server.url).enter(server.links["interviewer"])
        card = own_card(server)
        hello = timed(lambda n: person.get("/static/icon.svg"))
        saves = timed(lambda n: save(person, card, n))
        floor = timed(bare_write(Path(folder)))
    report("floor: one durable row, no HTTP", floor, floor)
    report("a static file, over HTTP", hello, floor)
    report("one operation, over HTTP", saves, floor)
    net = [save - statistics.median(hello) for save in saves]
    report("one operation, less the static file", net, floor)


def save(person: Client, card: int, n: int) -> None:
    op = {"id": f"bench-mark.{n + 1}", "field": f"note/bench-{n}", "parents": [], "typed_at": "2026-05-26T12:00:00Z"}
    op["value"] = {"text": "What they say, in their words", "at": n}
    person.post_json(f"/api/scorecards/{card}/ops", {"protocol": 1, "ops": [op]})


def bare_write(folder: Path) -> Callable[[int], None]:
    engine = create_engine(f"sqlite:///{folder / 'floor.db'}")
    make_durable(engine)
    Floor.metadata.create_all(engine)

    def write(n: int) -> None:
        payload = {"text": "What they say, in their words", "at": n}
        with Session(engine) as session:
            session.add(Row(payload=payload, at=datetime.now(UTC)))
            session.commit()

    return write


def timed(act: Callable[[int], object]) -> list[float]:
    """Milliseconds of each of many calls, the first ten left out."""
    found = []
    for n in range(MANY + 10):
        began = time.perf_counter()
        act(n)
        found.append(1000 * (time.perf_counter() - began))
    return found[10:]


def report(what: str, times: list[float], floor: list[float]) -> None:
    median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    ratio = statistics.median(floor) / median
    print(f"{what:<46} median {median:6.2f} ms   p95 {p95:6.2f} ms   {ratio:5.2f} of the floor's rate")


if __name__ == "__main__":
    main()
