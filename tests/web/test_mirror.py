"""The interviewer's mirror."""

from datetime import timedelta

import pytest

from app.domain.scorecard import Reading
from tests import make
from tests.conftest import Clock


@pytest.fixture
def met(session, world, clock: Clock):
    """`met(n)`: so many candidates have been met by Ada, Bo, Cora and Zoe together; all is in and read."""

    def meet(count: int) -> None:
        panel = [world.ada, world.bo, world.cora, world.zoe]
        for n in range(count):
            who = make.candidate(session, world.opening, f"Past{n} Extra")
            talk = make.held(session, who, world.talk, make.NOW - timedelta(days=1 + n), panel, world.cora)
            for card, ratings in zip(talk.cards, ([2, 2], [3, 4], [4, 4], [4, 3]), strict=True):
                make.submitted_card(session, card, ratings, at=talk.ends_at + timedelta(hours=1))
                session.add(Reading(scorecard_id=card.id, reader_id=world.hana.id, at=make.NOW))
        session.commit()
        clock.move(days=40)

    return meet


def test_it_says_how_many_ratings_are_missing(client_of, met):
    met(6)
    page = client_of("ada").get("/mirror").text
    assert "12 of 20 ratings" in page
    assert "8 to go" in page
    assert "<svg" not in page


def test_who_has_never_rated_is_told_so(client_of):
    assert "0 of 20 ratings" in client_of("hana").get("/mirror").text


def test_it_shows_the_own_ratings_beside_the_teams(client_of, met):
    met(12)
    page = client_of("ada").get("/mirror").text
    assert "24 ratings on 12 cards, beside the mean of 3 colleagues" in page
    assert "2: 100\N{NARROW NO-BREAK SPACE}%, team 0\N{NARROW NO-BREAK SPACE}%" in page
    assert "You rate about" in page
    assert "lower than others would; could be" in page
    assert "12 of 12" in page


def test_with_too_few_colleagues_the_team_is_not_shown(client_of, met, session, world):
    met(9)
    for n in range(2):
        who = make.candidate(session, world.opening, f"Alone{n} Extra")
        talk = make.held(session, who, world.talk, make.NOW, [world.ada], world.cora)
        make.submitted_card(session, talk.cards[0], [2, 2])
    page = client_of("ada").get("/mirror").text
    assert "22 ratings on 11 cards." in page
    assert "The team</th>" not in page
    assert "You rate about" not in page
    assert "with fewer, one could be worked out from the others" in page


def test_an_admin_sees_the_mirror_of_somebody_else_in_the_third_person(client_of, met, world):
    met(12)
    page = client_of("root").get(f"/people/{world.ada.id}/mirror").text
    assert "Ada rates about" in page
    assert "Your mirror" not in page


def test_an_admin_with_an_open_card_learns_nothing_of_that_candidate(session, client_of, met, world):
    met(12)
    who = make.candidate(session, world.opening, "Nia Ochs")
    talk = make.held(session, who, world.talk, make.NOW, [world.ada, world.root], world.cora)
    make.submitted_card(session, talk.cards[0], [5, 5])
    assert "24 ratings on 12 cards" in client_of("root").get(f"/people/{world.ada.id}/mirror").text
    assert "26 ratings on 13 cards" in client_of("ada").get(f"/people/{world.ada.id}/mirror").text


def test_for_everybody_else_there_is_no_such_page(client_of, world):
    for who in ("bo", "hana", "cora"):
        assert client_of(who).get(f"/people/{world.ada.id}/mirror").status_code == 404


def test_the_account_leads_to_the_own_one_and_people_to_the_others(client_of, world):
    assert 'href="/mirror"' in client_of("ada").get("/account").text
    assert f'href="/people/{world.ada.id}/mirror"' in client_of("root").get("/people").text
