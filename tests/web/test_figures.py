"""The page of figures on questions, and the section on one question."""

from datetime import timedelta

import pytest

from app.domain.people import Role
from tests import make
from tests.conftest import Clock

PATH = "/bank/figures"


@pytest.fixture
def asked(session, world, clock: Clock):
    """`asked(n)`: so many candidates have been met by Zoe, all their cards are in, and the month is over."""

    def meet(count: int) -> None:
        for n in range(count):
            who = make.candidate(session, world.opening, f"Past{n} Extra")
            talk = make.held(session, who, world.talk, make.NOW - timedelta(days=n), [world.zoe], world.cora)
            make.submitted_card(session, talk.cards[0], [1 + n % 5, 1 + (n + n % 2) % 5], at=make.NOW)
        session.commit()
        clock.move(days=40)

    return meet


@pytest.fixture
def author(session, world):
    return make.person(session, "Abe Iwo", [Role.AUTHOR])


def test_without_a_card_the_page_says_when_there_will_be_something(client_of):
    page = client_of("ada").get(PATH).text
    assert "No figures yet." in page
    assert "<table" not in page


def test_with_few_candidates_it_says_how_many_are_needed(client_of, asked, author):
    asked(7)
    page = client_of(author).get(PATH).text
    assert page.count("<b>7 of 10 candidates needed</b>") == 2
    assert "7 times, 7 candidates" in page
    assert "fewer than 8 candidates" in page
    assert "2 more things to rate in the bank stood in no kit" in page


def test_from_eight_on_it_shows_both_ends_and_from_ten_the_direction(client_of, asked, author):
    asked(10)
    page = client_of(author).get(PATH).text
    assert page.count("<b>agrees with the rest</b> <small>10 candidates</small>") == 2
    assert "20\N{NARROW NO-BREAK SPACE}% and 20\N{NARROW NO-BREAK SPACE}%" in page
    assert "could be" not in page.split("<table")[1]


def test_from_thirty_on_there_is_a_number_with_its_interval(client_of, asked, author):
    asked(30)
    page = client_of(author).get(PATH).text
    assert "could be 0." in page.split("<table")[1]


@pytest.mark.parametrize("who", ["ada", "cora"])
def test_who_neither_writes_nor_chooses_questions_sees_how_they_are_used_and_no_more(who, client_of, asked):
    asked(10)
    for path in (PATH, f"{PATH}?sort=separates", f"/bank/{make.PURPOSE_ASKED}"):
        page = client_of(who).get(path).text
        assert "10 times, 10 candidates" in page
        assert all(words not in page for words in ("agrees with", "Separates", "1s and 5s", "No evidence", "sort="))


def test_the_order_is_by_competency_and_key_and_the_other_one_is_asked_for(client_of, asked, author):
    asked(10)
    client = client_of(author)
    page = client.get(PATH).text
    assert page.index(">Purpose</h2>") < page.index(">Customer</h2>")
    page = client.get(f"{PATH}?sort=separates").text
    assert ">All questions</h2>" in page
    assert ">Purpose</h2>" not in page
    assert client.get(f"{PATH}?sort=' OR 1").text == client.get(PATH).text.replace("?sort=' OR 1", "")


def test_one_question_shows_its_figures_and_one_that_was_never_asked_says_so(client_of, asked, author):
    asked(10)
    client = client_of(author)
    assert "<b>agrees with the rest</b>" in client.get(f"/bank/{make.PURPOSE_ASKED}").text
    assert "No card that counts holds it yet." in client.get(f"/bank/{make.CASE}").text


def test_the_index_leads_there(client_of):
    assert f'href="{PATH}"' in client_of("ada").get("/bank").text


def test_a_question_heard_by_too_many_within_a_year_should_rest(client_of, session, asked, clock: Clock, world):
    """By its own words after ten; everywhere that it is chosen, and only as long as it lasts."""
    key = "PUR-SR-SIT-08"
    record = make.question(session, key, "PUR", leak_risk="high once used 10 times")
    world.talk.kit = make.kit(session, "Worn", [record, world.customer_question])
    session.flush()
    asked(10)
    client, kit = client_of("ada"), f"/kits/{world.talk.kit.id}"
    for path in (PATH, f"/bank/{key}", kit):
        page = client.get(path).text
        assert "Let it rest until" in page, path
        assert "rests after 10 candidates in a year, by its own words" in page, path
    assert "Asked 10 times, variants included, of 10 candidates, 10 within the last year" in client.get(kit).text
    clock.move(days=365)
    assert "Let it rest until" not in client.get(f"/bank/{key}").text
    assert "0 within the last year" in client.get(f"/bank/{key}").text


def test_a_variant_wears_the_question(client_of, session, asked, world):
    make.question(session, f"{make.PURPOSE_ASKED}b", "PUR")
    asked(3)
    page = client_of("ada").get(f"/bank/{make.PURPOSE_ASKED}b").text
    assert "Asked 3 times, variants included, of 3 candidates" in page
    assert "No card that counts holds it yet." in page
