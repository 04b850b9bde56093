"""Blindness, shown: two databases that differ only in Bo's ratings give Ada, who has not submitted, the same bytes.

Everything that she can reach is compared, page by page, header by header, refused or not. Only the CSRF token differs
between any two answers, so it alone is taken out.
"""

import re
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.people import Role
from app.domain.scorecard import Reading
from tests import make
from tests.conftest import Clock
from tests.test_access_matrix import TABLE, Place, path_of, place

__all__ = ["place"]  # the fixture of the access matrix: Bo has submitted, Ada has not

TOKEN = re.compile(r'(<meta name="csrf-token" content=|name="csrf_token"[^>]* value=)"[^"]*"')
LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
OWN_HEADERS = {"Set-Cookie", "Date"}
LEFT_OUT = re.compile(r"^/static/|[?&]paper=letter")  # files of the program, and the same words on other paper
MOST_PAGES = 400
COMPARED = ("comparison", "comparison.pdf", "debrief.pdf")
LAID_OUT = ("sort=PUR", "sort=CUS&rows=differing", "sort=PUR&names=hidden&view=room")
LOOKED_AT = ("by=PUR", "by=CUS&page=all", "by=state", "state=own_card", "state=in", "state=decided", "q=dana")

Answers = dict[str, tuple[int, tuple[tuple[str, str], ...], str]]


@pytest.fixture
def bo_changes_his_mind(session: Session, world: make.World, place: Place) -> Callable[[list[int], str], None]:
    """Lock Bo's card once more with other ratings and words, under the same ids and at the same instant."""
    submission = world.dana_bo.submissions[-1]

    def change(ratings: list[int], words: str) -> None:
        data = dict(submission.content)
        items = {key: dict(item) for key, item in data["items"].items()}
        for item, rating in zip(items.values(), ratings, strict=True):
            item.update(rating=rating, sentence=words)
        submission.content = data | {"items": items, "summary": words, "recommendation": "strong_no"}
        submission.fingerprint = str(ratings[0]) * 64
        session.commit()

    return change


@pytest.fixture
def two_worlds(
    app: Flask,
    session: Session,
    world: make.World,
    place: Place,
    client_of: Callable[..., FlaskClient],
    bo_changes_his_mind: Callable[[list[int], str], None],
) -> Callable[[str], tuple[Answers, Answers]]:
    """`two_worlds("ada")`: everything that she can reach, twice; in between Bo's ratings and words are changed.

    Comparisons say how sure they are, also that of Leo and Nia, whom Ada has rated both: Dana's cards stand beside it.
    """
    world.opening.show_how_sure(make.NOW)
    nia = make.candidate(session, world.opening, "Nia Ochs")
    nia_talk = make.held(session, nia, world.talk, make.NOW - timedelta(hours=3), [world.ada], world.cora)
    for card in (world.leo_ada, nia_talk.cards[0]):
        make.submitted_card(session, card, [3, 4])
    place.objects["nia"] = nia.id
    session.commit()

    def seen_by(who: str) -> tuple[Answers, Answers]:
        client, worlds = client_of(place.people[who]), []
        for ratings, words in (([1, 1], "Short."), ([5, 4], "A much longer sentence, with <b>marks</b> and 漢字.")):
            bo_changes_his_mind(ratings, words)
            worlds.append(everything(app, client, place))
            session.expire_all()
        return worlds[0], worlds[1]

    return seen_by


@pytest.mark.parametrize("who", ["ada", "mia", "cora", "root", "pim", "zoe"])
def test_who_may_not_read_bos_card_sees_the_same_bytes_whatever_he_has_rated(
    who: str, two_worlds: Callable[[str], tuple[Answers, Answers]]
) -> None:
    first, second = two_worlds(who)
    assert first.keys() == second.keys()
    assert {path for path in first if first[path] != second[path]} == set()
    assert sum(status == 200 for status, _, _ in first.values()) >= 6


ASKED = f"/bank/{make.PURPOSE_ASKED}"
MANY_PAGES = ("/bank/figures", "/bank/figures?sort=separates", ASKED, "/mirror", f"{ASKED}/versions")


@pytest.fixture
def many(session: Session, world: make.World) -> None:
    """A year of candidates whom Ada, Bo, Cora and Zoe have met together, so that figures over many of them speak; Ada
    also writes questions. Hana has read it all. The clock stands in the next month, and Dana's card by Bo is in."""
    world.ada.grant(Role.AUTHOR, make.LONG_AGO)
    panel = [world.ada, world.bo, world.cora, world.zoe]
    for n in range(12):
        who = make.candidate(session, world.opening, f"Past{n} Extra")
        talk = make.held(session, who, world.talk, make.LONG_AGO - timedelta(days=n), panel, world.cora)
        for seat, card in enumerate(talk.cards):
            make.submitted_card(session, card, [1 + (n + seat) % 5, 2 + n % 3], at=talk.ends_at)
            session.add(Reading(scorecard_id=card.id, reader_id=world.hana.id, at=make.LONG_AGO))
    make.submitted_card(session, world.dana_bo, [4, 3])


@pytest.mark.parametrize("has_submitted", [False, True], ids=["Ada's card is open", "Ada could take her card back"])
def test_figures_over_many_candidates_are_the_same_bytes(
    has_submitted: bool,
    session: Session,
    world: make.World,
    many: None,
    clock: Clock,
    client_of: Callable[..., FlaskClient],
) -> None:
    """Nobody else waits for Dana once both cards are in: then only Ada is kept from her."""
    if has_submitted:
        make.submitted_card(session, world.dana_ada, [2, 2])
    clock.move(days=40)
    lock = world.dana_bo.submissions[-1]
    ada, root = client_of("ada"), client_of("root")
    own = [answer_to(ada, path) for path in MANY_PAGES]
    everybodys = [answer_to(root, path) for path in (*MANY_PAGES, f"/people/{world.bo.id}/mirror")]
    items = {key: dict(item, rating=1) for key, item in lock.content["items"].items()}
    lock.content, lock.fingerprint = lock.content | {"items": items}, "1" * 64
    session.commit()
    assert [answer_to(ada, path) for path in MANY_PAGES] == own
    after = [answer_to(root, path) for path in (*MANY_PAGES, f"/people/{world.bo.id}/mirror")]
    changed = [page != other for page, other in zip(everybodys, after, strict=True)]
    assert changed == ([True, True, True, False, False, True] if has_submitted else [False] * 6)
    assert "agrees with the rest" in own[0][2] or "goes against" in own[0][2] or "no clear" in own[0][2]
    assert "The team" in own[3][2]


def test_the_crawl_would_notice(two_worlds: Callable[[str], tuple[Answers, Answers]]) -> None:
    """Hana may read Bo's card: for her the two worlds differ, on more than one page."""
    first, second = two_worlds("hana")
    assert sum(first[path] != second.get(path) for path in first) >= 3


def everything(app: Flask, client: FlaskClient, place: Place) -> Answers:
    """Every page of the URL map filled with the place's objects, and every page that one is led to from there."""
    start = [path_of(app, rule.split()[0], place, row) for rule, row in TABLE.items() if rule.endswith("GET")]
    pairs = (("candidate", "leo"), ("leo", "nia"))
    for pair in pairs:
        ids = "&".join(f"candidate={place.objects[name]}" for name in pair)
        start += [f"/openings/{place.objects['opening']}/{page}?{ids}" for page in COMPARED]
        start += [f"/openings/{place.objects['opening']}/comparison?{ids}&{laid_out}" for laid_out in LAID_OUT]
    start += [f"/openings/{place.objects['opening']}/overview?{look}" for look in LOOKED_AT]
    found: Answers = {}
    waiting = deque(start)
    while waiting and len(found) < MOST_PAGES:
        path = waiting.popleft()
        if path not in found and not LEFT_OUT.search(path):
            found[path] = answer_to(client, path)
            waiting.extend(unescape(link) for link in LINK.findall(found[path][2]))
    return found


def answer_to(client: FlaskClient, path: str) -> tuple[int, tuple[tuple[str, str], ...], str]:
    answer = client.get(path)
    headers = tuple(sorted((name, value) for name, value in answer.headers if name not in OWN_HEADERS))
    return answer.status_code, headers, TOKEN.sub(r'\1""', answer.get_data(as_text=False).decode("latin-1"))
