"""Every page asks the database the same number of questions, however many rows there are."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.opening import OpeningRole
from app.domain.people import Invitation, Role
from app.domain.scorecard import Reading
from app.queries import candidates
from tests import make
from tests.conftest import Clock
from tests.crowd import crowd
from tests.test_access_matrix import TABLE, Place, path_of, place

__all__ = ["place"]

PAGES = [rule for rule in TABLE if rule.endswith("GET") and not rule.startswith("comparison.show")]


@pytest.mark.parametrize("rule", PAGES)
def test_a_page_asks_as_often_with_many_rows_as_with_few(
    rule: str,
    app: Flask,
    session: Session,
    world: make.World,
    place: Place,
    client_of: Callable[..., FlaskClient],
    count_statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    row = TABLE[rule]
    client = client_of(place.people[row.inside.split()[0] if "hana" not in row.inside.split() else "hana"])
    path = path_of(app, rule.split(maxsplit=1)[0], place, row)
    if row.data:
        path += "?" + "&".join(f"{name}={place.objects[value]}" for name, value in row.data)
    few = counted(client, path, count_statements)
    grow(session, world)
    many = counted(client, path, count_statements)
    assert len(few) == len(many), "\n\n".join([path, *sorted(set(many) - set(few)), *many])


@pytest.mark.parametrize("surely", [False, True], ids=["plain", "how sure"])
@pytest.mark.parametrize("form", ["comparison", "comparison.pdf", "comparison/evidence"])
def test_a_comparison_asks_as_often_for_six_candidates_as_for_two(
    form: str,
    surely: bool,
    session: Session,
    world: make.World,
    client_of: Callable[..., FlaskClient],
    count_statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    grow(session, world, 6)
    ids = candidates_with_a_card(session, world)
    if surely:
        world.opening.show_how_sure(make.NOW)
        session.commit()
    hana, counts = client_of("hana"), []
    for chosen in (ids[:2], ids):
        path = f"/openings/{world.opening.id}/{form}?" + "&".join(f"candidate={one}" for one in chosen)
        counts.append(counted(hana, path, count_statements))
    assert len(counts[0]) == len(counts[1]), "\n\n".join(counts[1])


@pytest.mark.parametrize("look", ["", "?page=all&by=PUR"])
def test_an_overview_asks_as_often_for_two_hundred_candidates_as_for_twenty(
    look: str,
    session: Session,
    world: make.World,
    client_of: Callable[..., FlaskClient],
    count_statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    hana, counts = client_of("hana"), []
    for n, candidates_ in enumerate((20, 200)):
        large = crowd(session, world, candidates_, interviewers=2, items=2, number=n)
        counts.append(counted(hana, f"/openings/{large.opening.id}/overview{look}", count_statements))
    assert len(counts[0]) == len(counts[1]), "\n\n".join(counts[1])


@pytest.mark.parametrize("path", ["/bank/figures", f"/bank/{make.PURPOSE_ASKED}", "/mirror"])
def test_figures_ask_as_often_for_many_candidates_as_for_few(
    path: str,
    session: Session,
    world: make.World,
    clock: Clock,
    client_of: Callable[..., FlaskClient],
    count_statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    """Each time from the cards, and not from what was kept: there are others each time."""
    clock.move(days=40)
    bo, counts, seen = client_of("bo"), [], set()
    for number in (2, 30):
        for n in range(number):
            who = make.candidate(session, world.opening, f"Past{number}-{n} Extra")
            talk = make.held(session, who, world.talk, make.NOW - timedelta(days=n), [world.bo], world.cora)
            make.submitted_card(session, talk.cards[0], [3, 4], at=talk.ends_at)
            session.add(Reading(scorecard_id=talk.cards[0].id, reader_id=world.hana.id, at=make.NOW))
        session.commit()
        with count_statements() as statements:
            seen.add(bo.get(path).text)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert len(seen) == 2


def counted(client: FlaskClient, path: str, counting: Callable[[], AbstractContextManager[list[str]]]) -> list[str]:
    """The statements of the second visit: the first one notes that cards were read."""
    client.get(path)
    with counting() as statements:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status)
    return list(statements)


def grow(session: Session, world: make.World, by: int = 3) -> None:
    """More of everything that a page could list."""
    for n in range(by):
        name = f"Candidate{n} Extra"
        who = make.candidate(session, world.opening, name)
        at = make.NOW - timedelta(hours=5 + n)
        talk = make.held(session, who, world.talk, at, [world.ada, world.bo], world.cora)
        make.planned(session, who, world.case, make.NOW + timedelta(hours=2 + n), [world.bo], world.cora)
        make.submitted_card(session, talk.cards[1], [3, 4])
        make.person(session, f"Person{n} Extra", [Role.INTERVIEWER])
        record = make.question(session, f"PUR-SR-SIT-1{n}", "PUR")
        make.kit(session, f"Kit {n}", [record])
        people = {"hana": world.hana, "cora": world.cora}
        other = make.opening(session, people, [(world.purpose, 100)], [world.talk_kit], title=f"Opening {n}")
        other.join(world.ada, OpeningRole.POOL)
        make.practised(session, make.practice(session, record, f"PRA-PUR-1{n}"), world.hana, 3)
        newcomer = make.person(session, f"Rater{n} Extra", [Role.INTERVIEWER])
        session.add(make.practised(session, world.practice, newcomer, 3).comment(None, "Too wide.", make.NOW))
        session.add(Invitation.make(f"guest{n}@example.org", Role.INTERVIEWER, make.NOW)[0])
    session.commit()


def candidates_with_a_card(session: Session, world: make.World) -> list[int]:
    everybody = candidates.of_opening(session, world.hana, world.opening.id)
    return [one.id for one in everybody if one.name.endswith("Extra")]
