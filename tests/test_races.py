"""Two at the same moment, each on a connection of their own: one wins, the other is told so in a sentence."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from app.db import db
from app.domain.candidate import Candidate
from app.domain.opening import OpeningRole
from app.domain.ops import Op
from app.domain.people import Invitation, Role
from app.domain.proof import Issued
from app.domain.scorecard import Scorecard, Submission
from app.queries import scorecards
from tests import make
from tests.sites import Site

MOMENT = make.NOW.isoformat()


def at_once(site: Site, *acts: Callable[[], Any], meet: str = "") -> list[int]:
    """Run the acts in threads and return their status codes.

    `meet`: a pattern of SQL. Each act waits for the others, a second at most, after a statement that it fits, so that
    all have read before one writes. Where writers queue, they do not meet, and that is fine.
    """
    barrier = Barrier(len(acts))
    met: set[int] = set()

    def wait(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if meet and id(connection) not in met and re.match(meet, statement, re.DOTALL):
            met.add(id(connection))
            try:
                barrier.wait(0.5)
            except Exception:
                return

    with site.app.app_context():
        engine = db.engine
    event.listen(engine, "after_cursor_execute", wait)
    try:
        with ThreadPoolExecutor(len(acts)) as pool:
            return [future.result().status_code for future in [pool.submit(act) for act in acts]]
    finally:
        event.remove(engine, "after_cursor_execute", wait)


def fill_in(site: Site, card: Scorecard) -> None:
    values: dict[str, Any] = {"recommendation": "yes", "summary": "Good."}
    for item in card.interview.kit.items:
        values |= {f"rating/{item.key}": {"rating": 3}, f"evidence/{item.key}": "Said why."}
    make.type_into(site.session, card, values)
    site.session.commit()


def seen(client: FlaskClient, card: Scorecard) -> dict[str, str]:
    page = client.get(f"/scorecards/{card.id}/review").get_data(as_text=True)
    return dict(re.findall(r'name="(seen:[^"]+)" value="([^"]*)"', page))


def test_a_card_that_is_submitted_twice_at_once_is_locked_once(site: Site) -> None:
    card, ada = site.world.dana_ada, site.client(site.world.ada)
    fill_in(site, card)
    shown, again = seen(ada, card), site.client(site.world.ada)

    def submit(client: FlaskClient) -> Any:
        return client.post(f"/scorecards/{card.id}/submission", data=shown)

    codes = at_once(
        site, lambda: submit(ada), lambda: submit(again), meet="SELECT scorecard.*FOR UPDATE|INSERT INTO sub"
    )
    assert codes == [303, 303]
    assert site.count(Submission) == 1


def test_an_operation_that_waited_for_the_lock_is_late(site: Site) -> None:
    """It is answered as late, since the card was locked when it got its turn, whenever it was sent."""
    card, ada = site.world.dana_ada, site.client(site.world.ada)
    fill_in(site, card)
    op = {"id": "replica-9.1", "field": "summary", "parents": [], "value": "More.", "typed_at": MOMENT}
    make_it_wait = site.session
    scorecards.own_for_saving(make_it_wait, site.world.ada, card.id)
    make_it_wait.execute(select(Scorecard.id).where(Scorecard.id == card.id).with_for_update())
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(ada.post, f"/api/scorecards/{card.id}/ops", json={"protocol": 1, "ops": [op]})
        if site.session.get_bind().dialect.name == "postgresql":
            with pytest.raises(TimeoutError):
                answer.result(0.5)
        make.submit(site.session, card)
        result = answer.result(15).json["results"][0]
    assert result["status"] == "late"
    assert site.session.scalar(select(Op.flag).where(Op.id == "replica-9.1")) == "late"


def test_a_seat_is_taken_over_by_one_of_two(site: Site) -> None:
    world = site.world
    pim, kim = (make.person(site.session, name, [Role.INTERVIEWER]) for name in ("Pim Aas", "Kim Oh"))
    for one in (pim, kim):
        world.opening.join(one, OpeningRole.POOL)
    coming = make.planned(site.session, world.dana, world.case, make.NOW + timedelta(days=1), [world.bo], world.cora)
    site.session.commit()
    clients, url = [site.client(one) for one in (pim, kim)], f"/interviews/{coming.id}/cover"
    seat = {"seat": str(coming.cards[0].id)}
    acts = [lambda client=client: client.post(url, data=seat) for client in clients]
    codes = at_once(site, *acts, meet="SELECT scorecard|INSERT INTO scorecard")
    assert sorted(codes) in ([303, 404], [303, 422])
    held = select(func.count()).where(Scorecard.interview_id == coming.id, Scorecard.released_at.is_(None))
    site.session.rollback()
    assert site.session.scalar(held) == 1


def test_a_candidate_entered_twice_at_once_stands_there_once(site: Site) -> None:
    cora, hana = site.client(site.world.cora), site.client(site.world.hana)
    url, before = f"/openings/{site.world.opening.id}/candidates/new", site.count(Candidate)
    data = {"name": "Kim Oh", "email": "kim@mail.example", "note": ""}
    codes = at_once(
        site, *[lambda one=one: one.post(url, data=data) for one in (cora, hana)], meet="SELECT candidate.email"
    )
    assert codes.count(303) == 1 and set(codes) <= {303, 409, 422}
    assert site.count(Candidate) == before + 1


def test_somebody_added_twice_at_once_is_a_member_once(site: Site) -> None:
    cora, hana = site.client(site.world.cora), site.client(site.world.hana)
    url, data = f"/openings/{site.world.opening.id}/members", {"person": str(site.world.zoe.id), "role": "pool"}
    codes = at_once(site, *[lambda one=one: one.post(url, data=data) for one in (cora, hana)], meet=".*FROM member")
    assert 303 in codes and set(codes) <= {303, 409}


def test_two_invitations_of_one_newcomer_make_one_account(site: Site) -> None:
    made = [Invitation.make("new@example.org", Role.INTERVIEWER, make.NOW, site.world.root) for _ in range(2)]
    site.session.add_all(invitation for invitation, _ in made)
    site.session.commit()
    data = {"name": "Nell Oh", "password": "four words on a wall"}
    acts = [lambda token=token: site.app.test_client().post(f"/links/{token}", data=data) for _, token in made]
    codes = at_once(site, *acts, meet="SELECT person")
    assert 303 in codes and set(codes) <= {303, 409}


def test_one_invitation_lets_one_in(site: Site) -> None:
    invitation, token = Invitation.make("new@example.org", Role.INTERVIEWER, make.NOW, site.world.root)
    site.session.add(invitation)
    site.session.commit()
    data = {"name": "Nell Oh", "password": "four words on a wall"}
    acts = [lambda: site.app.test_client().post(f"/links/{token}", data=data) for _ in range(2)]
    codes = at_once(site, *acts, meet="SELECT invitation")
    assert codes.count(303) == 1 and set(codes) <= {303, 404, 422}


def test_a_card_read_in_two_windows_at_once_is_noted_once(site: Site) -> None:
    make.submitted_card(site.session, site.world.dana_bo, [4, 3])
    clients = [site.client(site.world.hana) for _ in range(2)]
    url = f"/scorecards/{site.world.dana_bo.id}/read"
    codes = at_once(site, *[lambda one=one: one.get(url) for one in clients], meet="SELECT reading")
    assert codes == [200, 200]


def test_the_same_paper_printed_twice_at_once_is_issued_once(site: Site) -> None:
    for card in (site.world.dana_ada, site.world.leo_ada):
        make.submitted_card(site.session, card, [4, 3])
    path = f"/openings/{site.world.opening.id}/comparison.pdf"
    both = {"candidate": [site.world.dana.id, site.world.leo.id]}
    windows = [site.client(site.world.hana) for _ in range(2)]
    for card in (site.world.dana_ada, site.world.leo_ada):
        windows[0].get(f"/scorecards/{card.id}/read")
    acts = [lambda window=window: window.get(path, query_string=both) for window in windows]
    assert at_once(site, *acts, meet="SELECT issued") == [200, 200]
    assert site.count(Issued) == 1


def test_nobody_reads_on_while_they_take_their_own_card_back(site: Site) -> None:
    """Either the taking back is refused, as something was read, or nothing is shown."""
    for card in (site.world.dana_ada, site.world.dana_bo):
        make.submitted_card(site.session, card, [4, 3])
    reading, back = site.client(site.world.ada), site.client(site.world.ada)
    codes = at_once(
        site,
        lambda: reading.get(f"/scorecards/{site.world.dana_bo.id}/read"),
        lambda: back.post(f"/scorecards/{site.world.dana_ada.id}/retraction"),
        meet="SELECT reading|SELECT EXISTS|SELECT scorecard",
    )
    assert codes in ([200, 422], [404, 303])
