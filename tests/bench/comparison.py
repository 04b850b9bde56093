"""How long a comparison of 6 candidates × 5 interviewers × 12 items takes: `python -m tests.bench.comparison`.

Against a floor page in the same minute, turn by turn: Flask, two statements by the ORM on the same database, and a
plain template that prints as many cells, each with the rating and its interviewer. Processor time, which a busy machine
does not stretch, and time on the clock.
"""

import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

from tests.crowd import crowd
from tests.sites import site_in

ROUNDS = 25
CANDIDATES, INTERVIEWERS, ITEMS = 6, 5, 12
PAGE = """<!doctype html><title>Floor</title><table>{% for one in candidates %}<tr><th>{{ one.name }}</th>
{% for rating in ratings[one.id] %}<td>{{ rating.by.name }} {{ rating.value }}</td>{% endfor %}
</tr>{% endfor %}</table>"""

Times = list[tuple[float, float]]


class Floor(DeclarativeBase):
    pass


class Candidate(Floor):
    __tablename__ = "candidate"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Interviewer(Floor):
    __tablename__ = "interviewer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Rating(Floor):
    __tablename__ = "rating"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"))
    interviewer_id: Mapped[int] = mapped_column(ForeignKey("interviewer.id"))
    value: Mapped[int]
    by: Mapped[Interviewer] = relationship(lazy="raise")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, site_in(f"sqlite:///{folder}/palate.db", Path(folder)) as site:
        large = crowd(site.session, site.world, CANDIDATES, INTERVIEWERS, ITEMS)
        hana, bare = site.client(site.world.hana), floor(Path(folder), CANDIDATES).test_client()
        ids = "&".join(f"candidate={one.id}" for one in large.candidates)
        opening = f"/openings/{large.opening.id}"
        pages = {
            "floor": lambda: bare.get("/"),
            "signed in, opening, no rating": lambda: hana.get(f"{opening}/comparison"),
            "comparison": lambda: hana.get(f"{opening}/comparison?{ids}"),
            "sorted, one in front": lambda: hana.get(
                f"{opening}/comparison?{ids}&sort=PUR&pin={large.candidates[2].id}&rows=differing"
            ),
            "evidence for one competency": lambda: hana.get(f"{opening}/comparison/evidence?{ids}&competency=PUR"),
        }
        report(in_turn(pages))


def floor(folder: Path, candidates: int) -> Flask:
    """The page that does no more than it must, with as many cells."""
    engine = create_engine(f"sqlite:///{folder / 'floor.db'}")
    Floor.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(Interviewer(id=n, name=f"Judge{n} Moss") for n in range(1, INTERVIEWERS + 1))
        session.add_all(Candidate(id=n, name=f"Guest{n:03} Roe") for n in range(1, candidates + 1))
        session.flush()
        session.add_all(
            Rating(candidate_id=c, interviewer_id=r, value=1 + (c + r + i) % 5)
            for c in range(1, candidates + 1)
            for r in range(1, INTERVIEWERS + 1)
            for i in range(ITEMS)
        )
        session.commit()
    app = Flask("floor")
    template = app.jinja_env.from_string(PAGE)

    @app.get("/")
    def page() -> str:
        with Session(engine) as session:
            everybody = session.scalars(select(Candidate).order_by(Candidate.name)).all()
            ratings: dict[int, list[Rating]] = defaultdict(list)
            for one in session.scalars(select(Rating).options(joinedload(Rating.by)).order_by(Rating.id)):
                ratings[one.candidate_id].append(one)
            return template.render(candidates=everybody, ratings=ratings)

    return app


def in_turn(pages: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, Times]:
    """Milliseconds of processor and of clock, each page once in every round; the first three rounds are left out."""
    found: dict[str, Times] = {name: [] for name in pages}
    for n in range(rounds + 3):
        for name, page in pages.items():
            took = timed(page)
            if n > 2:
                found[name].append(took)
    return found


def timed(act: Callable[[], object]) -> tuple[float, float]:
    busy, began = time.process_time(), time.perf_counter()
    act()
    return 1000 * (time.process_time() - busy), 1000 * (time.perf_counter() - began)


def report(found: dict[str, Times]) -> None:
    floor_ = middle(found["floor"])
    for name, times in found.items():
        busy, clock = middle(times)
        print(f"{name:<30} processor {busy:7.1f} ms   clock {clock:7.1f} ms   {busy / floor_[0]:5.2f} times the floor")


def middle(times: Times) -> tuple[float, float]:
    busy, clock = zip(*times, strict=True)
    return statistics.median(busy), statistics.median(clock)


if __name__ == "__main__":
    main()
