"""Today: for each person what they must do now, in a constant number of statements."""

from datetime import timedelta

from tests import make

LOGIN = 2


def test_interviewer_sees_the_interview_that_is_on(client_of, world, session, clock):
    made = make.planned(session, world.dana, world.case, make.NOW, [world.ada], world.cora)
    session.commit()
    clock.move(minutes=6)
    page = client_of("ada").get("/").text
    assert "One interview now, two cards to finish." in page
    assert "began 6 min ago" in page
    assert f'href="/scorecards/{made.cards[0].id}">Open the card' in page


def test_interviewer_sees_which_cards_are_late(client_of, world, clock):
    clock.move(hours=24)
    page = client_of("ada").get("/").text
    assert "Late by 3 hours" in page
    assert "Late by 1 hour<" in page


def test_interviewer_with_nothing_to_do_is_told_so(client_of):
    page = client_of("zoe").get("/").text
    assert "Nothing waits for you today." in page
    assert "Whoever runs an opening puts you on a panel." in page


def test_pool_sees_what_can_be_covered_today(client_of, world, session):
    world.opening.join(world.zoe, "pool")
    make.planned(session, world.dana, world.case, make.NOW + timedelta(hours=2), [world.ada], world.cora)
    session.commit()
    page = client_of("zoe").get("/").text
    assert "Ada Berg has it" in page
    assert "Cover this" in page


def test_manager_sees_who_is_late_and_who_waits_for_a_decision(client_of, world, session, clock):
    make.submitted_card(session, world.dana_ada, [4, 3])
    make.submitted_card(session, world.dana_bo, [4, 3])
    clock.move(hours=30)
    page = client_of("hana").get("/").text
    assert "One decision to make, two late cards to ask for." in page
    assert f'href="/candidates/{world.dana.id}">Dana Ito</a> waits for your decision' in page
    assert "2 of 4 cards in." in page


def test_coordinator_sees_late_cards_and_no_way_to_the_ratings(client_of, world, clock):
    clock.move(hours=30)
    page = client_of("cora").get("/").text
    assert page.count("late by") == 4
    assert "/candidates/" not in page


def test_admin_of_a_company_that_is_set_up_gets_no_hints(client_of):
    page = client_of("root").get("/").text
    assert "Nobody else is here yet." not in page
    assert "There is no opening yet." not in page


def test_today_issues_few_statements_however_much_there_is(client_of, world, session, count_statements):
    client = client_of("hana")
    client.get("/")
    with count_statements() as few:
        client.get("/")
    for name in ("Ravi Menon", "Suki Arai", "Tam Osei"):
        one = make.candidate(session, world.opening, name)
        make.held(session, one, world.talk, make.NOW, [world.ada, world.hana], world.cora)
    session.commit()
    with count_statements() as many:
        client.get("/")
    assert len(many) == len(few)
    assert len(many) <= 8 + LOGIN
