"""Whose cards go into figures over many candidates: each clause of `visible.counted` on its own, and what is kept."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.access import counted_until
from app.domain.interview import State
from app.domain.people import Role
from app.domain.scorecard import Amendment, Reading
from app.queries import figures, people
from tests import make
from tests.make import NOW, World

NEXT_MONTH = counted_until(NOW + timedelta(days=31))

Counted = Callable[..., list[str]]


@pytest.fixture
def counted(session: Session, world: World) -> Counted:
    """`counted("ada")`: the candidates whose cards count for her. Leo's interview has been called off."""
    world.leo_talk.mark(State.CANCELLED, world.cora, NOW)

    def names(who: str, until=NEXT_MONTH) -> list[str]:
        session.commit()
        cards = figures.cards(session, getattr(world, who), until)
        return sorted({card.interview.candidate.first_name for card in cards})

    return names


@pytest.fixture
def all_in(session: Session, world: World, counted: Counted) -> Counted:
    """Both cards on Dana are in, and Hana has read them."""
    make.submitted_card(session, world.dana_bo, [4, 3])
    make.submitted_card(session, world.dana_ada, [2, 2])
    read(session, world.hana, world.dana_ada)
    read(session, world.hana, world.dana_bo)
    return counted


def read(session: Session, person, card) -> None:
    session.add(Reading(scorecard_id=card.id, reader_id=person.id, at=NOW))


def test_all_is_in_and_read(all_in):
    assert [all_in(who) for who in ("ada", "bo", "hana", "root", "zoe")] == [["Dana"]] * 5


def test_an_open_card_keeps_the_candidate_from_everybody(session, world, counted):
    make.submitted_card(session, world.dana_bo, [4, 3])
    assert [counted(who) for who in ("ada", "bo", "hana", "root")] == [[]] * 4


def test_a_card_that_was_taken_back_is_open_again(session, world, all_in):
    world.dana_bo.submissions[-1].taken_back_at = NOW
    assert [all_in(who) for who in ("ada", "bo", "hana", "root")] == [[]] * 4


def test_a_released_seat_is_waited_for_no_more(session, world, counted):
    make.submitted_card(session, world.dana_bo, [4, 3])
    world.dana_ada.release(NOW)
    assert [counted(who) for who in ("root", "ada")] == [["Dana"]] * 2


def test_so_is_the_seat_of_an_interview_that_fell_through_but_not_of_one_to_come(session, world, all_in):
    case = make.planned(session, world.dana, world.case, NOW + timedelta(days=1), [world.bo], world.cora)
    assert all_in("root") == []
    case.cards[0].release(NOW)
    assert all_in("root") == []
    case.mark(State.CANCELLED, world.cora, NOW)
    assert all_in("root") == ["Dana"]


def test_an_interview_that_is_called_off_is_forgotten_with_its_open_cards(session, world, all_in):
    make.planned(session, world.dana, world.case, NOW, [world.bo], world.cora).mark(State.NO_SHOW, world.cora, NOW)
    assert all_in("root") == ["Dana"]


def test_all_must_have_been_there_before_the_month(all_in):
    assert counted_until(NOW) == make.LONG_AGO.replace(month=3, day=1, hour=0)
    assert all_in("root", until=counted_until(NOW)) == []
    assert all_in("root", until=NOW) == []
    assert all_in("root", until=NOW + timedelta(seconds=1)) == ["Dana"]


@pytest.mark.parametrize(("had_read_others", "expected"), [(False, []), (True, ["Dana"])])
def test_an_amendment_that_counts_waits_for_the_month_too(session, world, all_in, had_read_others, expected):
    lock = world.dana_bo.submissions[-1]
    amendment = Amendment(
        submission_id=lock.id,
        at=NEXT_MONTH,
        reason="Wrong.",
        had_read_others=had_read_others,
        content=lock.content,
        fingerprint="a" * 64,
    )
    session.add(amendment)
    assert all_in("root") == expected


def test_who_could_still_take_a_card_back_does_not_see_what_it_would_bring(session, world, counted):
    """To lock, look, take back and rate again would be a way round blindness."""
    make.submitted_card(session, world.dana_bo, [4, 3])
    make.submitted_card(session, world.dana_ada, [2, 2])
    assert [counted(who) for who in ("ada", "bo", "hana")] == [[], [], ["Dana"]]
    read(session, world.ada, world.dana_ada)
    assert counted("ada") == []
    read(session, world.hana, world.dana_ada)
    assert [counted(who) for who in ("ada", "bo")] == [["Dana"], []]
    read(session, world.bo, world.dana_ada)
    assert counted("bo") == ["Dana"]


def test_an_imported_card_stays_as_it_is_and_need_not_have_been_read(session, world, counted):
    make.submitted_card(session, world.dana_bo, [4, 3])
    make.submitted_card(session, world.dana_ada, [2, 2]).imported_from = "old.csv"
    assert [counted(who) for who in ("ada", "bo")] == [["Dana"], []]


def test_what_was_read_of_another_candidate_frees_nothing(session, world, counted):
    nia = make.candidate(session, world.opening, "Nia Ochs")
    [elsewhere] = make.held(session, nia, world.talk, NOW, [world.bo], world.cora).cards
    for card in (world.dana_bo, world.dana_ada, elsewhere):
        make.submitted_card(session, card, [4, 3])
    read(session, world.ada, elsewhere)
    assert counted("ada") == ["Nia"]


def test_a_card_on_another_application_keeps_all_of_that_person_away_while_it_may_be_taken_back(session, world, all_in):
    """What was rated before is sealed until it is in: figures with and without that would tell."""
    people_ = {"hana": world.hana, "cora": world.cora}
    other = make.opening(session, people_, [(world.purpose, 100)], [world.talk_kit], "Staff engineer, Returns")
    again = make.candidate(session, other, "Dana Ito")
    again.same_as_id = world.dana.id
    [card] = make.held(session, again, other.rounds[0], NOW, [world.ada], world.cora).cards
    make.submitted_card(session, card, [3, 3])
    assert [all_in(who) for who in ("ada", "bo")] == [[], ["Dana"]]
    read(session, world.hana, card)
    assert all_in("ada") == ["Dana"]


def test_nobody_is_shown_what_came_of_their_own_application(session, world, all_in):
    world.dana.email = world.hana.email
    assert [all_in(who) for who in ("hana", "root")] == [[], ["Dana"]]


def test_a_candidate_without_an_address_counts(session, world, all_in):
    world.dana.email = None
    assert all_in("root") == ["Dana"]


def test_own_cards_are_all_there_for_their_author_and_for_others_those_that_count(session, world, counted):
    make.submitted_card(session, world.dana_bo, [4, 3])

    def of_bo(viewer):
        return [card.id for card in figures.cards_of(session, viewer, world.bo, NEXT_MONTH)]

    assert (of_bo(world.bo), of_bo(world.root), of_bo(world.ada)) == ([world.dana_bo.id], [], [])
    make.submitted_card(session, world.dana_ada, [4, 3])
    assert (of_bo(world.root), of_bo(world.ada)) == ([world.dana_bo.id], [])


def test_cards_around_somebody_are_of_the_openings_for_which_they_rated(session, world, all_in):
    team = {"hana": world.hana, "cora": world.cora}
    elsewhere = make.opening(session, team, [(world.worth, 100)], [world.talk_kit], "Elsewhere")
    other = make.held(
        session, make.candidate(session, elsewhere, "Suki Holt"), elsewhere.rounds[0], NOW, [world.zoe], world.cora
    )
    make.submitted_card(session, other.cards[0], [3, 3])

    def around(person):
        found = figures.cards_around(session, world.root, person, NEXT_MONTH)
        return sorted({card.interview.candidate.first_name for card in found})

    assert all_in("root") == ["Dana", "Suki"]
    assert (around(world.ada), around(world.zoe), around(world.hana)) == (["Dana"], ["Suki"], [])


def of_purpose(session: Session, world: World, viewer):
    [found] = figures.of_items(session, viewer, world.purpose_question.items, NEXT_MONTH)
    return found


@pytest.mark.parametrize(("role", "sees"), [(role, role in {"admin", "author", "manager"}) for role in Role])
def test_what_ratings_say_of_questions_is_for_three_roles(session, world, all_in, role, sees):
    all_in("root")
    found = of_purpose(session, world, make.person(session, "Nia Ochs", [role]))
    assert found.use.times == 1
    assert (found.verdict is not None) == sees


def test_figures_are_kept_until_a_card_changes(session, world, all_in, monkeypatch):
    all_in("root")
    loads = []
    monkeypatch.setattr(figures, "_kept", OrderedDict())
    whole = figures.cards
    monkeypatch.setattr(figures, "cards", lambda *args: loads.append(1) or whole(*args))
    for _ in range(2):
        assert of_purpose(session, world, world.root).use.times == 1
    assert len(loads) == 1
    unasked = {**world.dana_bo.submissions[-1].content["items"][make.PURPOSE_ASKED], "rating": None}
    unasked["missing"] = "not_asked"
    for card in (world.dana_bo, world.dana_ada):
        lock = card.submissions[-1]
        lock.content = lock.content | {"items": lock.content["items"] | {make.PURPOSE_ASKED: unasked}}
        lock.fingerprint = "b" * 64
    session.commit()
    session.expunge_all()
    assert of_purpose(session, world, people.by_id(session, world.root.id)).use.times == 0


def test_not_more_than_a_few_are_kept(session, world, all_in):
    all_in("root")
    for days in range(2 * figures.KEPT):
        figures.of_items(session, world.root, (), NEXT_MONTH - timedelta(days=29 * days))
    assert len(figures._kept) <= figures.KEPT


def test_the_rule_looks_at_every_card_of_the_candidate_and_not_at_the_one_that_is_asked_for(session, world, all_in):
    """The statement round about names interviews and cards too, and a subquery would take them for its own."""
    second = make.held(session, world.dana, world.case, NOW, [world.zoe], world.cora)
    session.commit()
    assert figures.cards_of(session, world.root, world.bo, NEXT_MONTH) == []
    make.submitted_card(session, second.cards[0], [3, 3])
    assert [card.id for card in figures.cards_of(session, world.root, world.bo, NEXT_MONTH)] == [world.dana_bo.id]
