"""Interviews: planning, changing, covering; and that none of it is a way round blindness."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.interview import State
from app.queries import interviews, people, scorecards
from tests import make


def plan_of(world, **changes):
    return {
        "round": world.case.id,
        "day": "2026-03-10",
        "clock": "14:00",
        "zone": "Europe/Madrid",
        "minutes": "",
        "place": "Room 3",
        "panel": [world.ada.id],
        **changes,
    }


def post_plan(client, world, **changes):
    return client.post(f"/candidates/{world.dana.id}/interviews/new", data=plan_of(world, **changes))


def stored(session, world, interview):
    number = interview if isinstance(interview, int) else interview.id
    session.expire_all()
    return interviews.get(session, people.by_id(session, world.root.id), number)


def numbered(answer) -> int:
    assert answer.status_code == 303
    return int(answer.location.rsplit("/", 1)[1])


def sitting(interview):
    return [card.author.name for card in interview.cards if not card.released_at]


@pytest.fixture
def case(world, session):
    """Dana's case with Ada, tomorrow."""
    made = make.planned(session, world.dana, world.case, make.NOW + timedelta(days=1), [world.ada], world.cora)
    session.commit()
    return made


def test_plan_keeps_time_zone_minutes_and_panel(client_of, world, session):
    made = stored(session, world, numbered(post_plan(client_of("cora"), world, panel=[world.ada.id, world.zoe.id])))
    assert made.starts_at == datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
    assert (made.zone, made.minutes, made.place, made.state) == ("Europe/Madrid", 60, "Room 3", State.PLANNED)
    assert sitting(made) == ["Ada Berg", "Zoe Adler"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": "2026-03-29", "clock": "02:30"}, "02:30 on 29 March 2026 does not exist in Europe/Madrid"),
        ({"day": "2026-10-25", "clock": "02:30"}, "02:30 on 25 October 2026 comes twice in Europe/Madrid"),
        ({"day": "9999-12-31"}, "Choose a day between 2000 and 2100."),
        ({"day": "tomorrow"}, "Write the day as 2026-05-26."),
        ({"clock": ""}, "Write the time as 14:00."),
        ({"zone": "Mars/Olympus"}, "Choose one from the list."),
        ({"round": "999"}, "Choose one from the list."),
        ({"panel": ["999"]}, "Somebody in this panel cannot interview any more."),
        ({"minutes": "4"}, "Write a whole number from 5 to 480."),
    ],
)
def test_plan_answers_a_wrong_value_and_keeps_the_rest(client_of, world, changes, sentence):
    answer = post_plan(client_of("cora"), world, place="Room with a view", **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Room with a view" in answer.text


def test_plan_refuses_the_candidate_on_the_panel(client_of, world, session):
    world.dana.email = world.zoe.email
    session.commit()
    answer = post_plan(client_of("cora"), world, panel=[world.zoe.id])
    assert answer.status_code == 422
    assert "Zoe Adler is the candidate and cannot interview." in answer.text


@pytest.mark.parametrize(("who", "status"), [("hana", 200), ("ada", 403), ("zoe", 404)])
def test_plan_is_for_whoever_runs_the_opening(client_of, world, who, status):
    assert client_of(who).get(f"/candidates/{world.dana.id}/interviews/new").status_code == status


def test_page_warns_of_a_question_met_twice(client_of, world, session):
    made = numbered(post_plan(client_of("cora"), world, round=world.talk.id))
    page = client_of("cora").get(f"/interviews/{made}").text
    assert "Dana Ito would meet CUS-SR-PB-01 and PUR-SR-SIT-01 here and in Talk about the work." in page


def test_page_warns_of_candidates_without_a_shared_interviewer(client_of, world, session):
    ravi = make.candidate(session, world.opening, "Ravi Menon")
    alone = make.planned(session, ravi, world.case, make.NOW + timedelta(days=1), [world.zoe], world.cora)
    session.commit()
    page = client_of("cora").get(f"/interviews/{alone.id}").text
    assert "Ravi Menon and Dana Ito and Leo Marsh share no interviewer" in page
    assert "share no interviewer" not in client_of("zoe").get(f"/interviews/{alone.id}").text


def test_page_warns_of_an_interviewer_who_is_busy(client_of, world, session, case):
    made = make.planned(session, world.leo, world.case, case.starts_at + timedelta(minutes=30), [world.ada], world.cora)
    session.commit()
    assert "Ada Berg has another interview at this time." in client_of("cora").get(f"/interviews/{made.id}").text


def test_page_is_the_card_before_you_go_in(client_of, world, session, case):
    world.dana.note = "Draws a lot"
    session.commit()
    page = client_of("ada").get(f"/interviews/{case.id}").text
    for words in (
        "Open the card",
        "Good to meet you.",
        "Two visits a month.",
        "Draws a lot",
        "past pay",
        "Permit letters",
    ):
        assert words in page


def test_edit_moves_the_time_and_says_so_in_the_history(client_of, world, session, case):
    sent = plan_of(world, clock="09:15", note="Dana asked for it", minutes="45")
    assert client_of("cora").post(f"/interviews/{case.id}/edit", data=sent).status_code == 303
    moved = stored(session, world, case)
    assert (moved.starts_at, moved.minutes) == (datetime(2026, 3, 10, 8, 15, tzinfo=UTC), 45)
    assert [change.note for change in moved.changes] == ["", "Dana asked for it"]
    assert "Dana asked for it" in client_of("ada").get(f"/interviews/{case.id}").text


def test_edit_changes_the_panel(client_of, world, session, case):
    sent = plan_of(world, panel=[world.bo.id])
    assert client_of("cora").post(f"/interviews/{case.id}/edit", data=sent).status_code == 303
    assert sitting(stored(session, world, case)) == ["Bo Lind"]


def test_edit_keeps_the_time_of_what_has_taken_place(client_of, world, session):
    before = world.dana_talk.starts_at
    sent = plan_of(world, panel=[world.ada.id, world.bo.id], place="Room 9")
    assert client_of("cora").post(f"/interviews/{world.dana_talk.id}/edit", data=sent).status_code == 303
    talk = stored(session, world, world.dana_talk)
    assert (talk.starts_at, talk.place) == (before, "Room 9")


def test_state_is_marked_with_a_note(client_of, world, session, case):
    sent = {"state": "no_show", "note": "Waited 20 minutes"}
    assert client_of("ada").post(f"/interviews/{case.id}/state", data=sent).status_code == 303
    assert stored(session, world, case).changes[-1].note == "Waited 20 minutes"


def test_state_of_a_submitted_interview_cannot_fall_through(client_of, world, session):
    make.submitted_card(session, world.dana_ada, [4, 3])
    answer = client_of("cora").post(f"/interviews/{world.dana_talk.id}/state", data={"state": "cancelled"})
    assert answer.status_code == 422
    assert "A card of this interview has been submitted, so it took place." in answer.text


def test_cover_gives_a_new_card_and_releases_the_old_one(client_of, world, session, case):
    world.opening.join(world.zoe, "pool")
    session.commit()
    answer = client_of("zoe").post(f"/interviews/{case.id}/cover", data={"seat": case.cards[0].id})
    taken = stored(session, world, case).cards[-1]
    assert answer.location == f"/scorecards/{taken.id}"
    assert (taken.author_id, taken.had_seen_ratings) == (world.zoe.id, False)
    assert sitting(stored(session, world, case)) == ["Zoe Adler"]


def test_cover_is_flagged_for_whoever_has_read_ratings(client_of, world, session, case):
    make.submitted_card(session, world.dana_bo, [4, 3])
    scorecards.note_readings(session, world.hana, [world.dana_bo], make.NOW)
    session.commit()
    client_of("hana").post(f"/interviews/{case.id}/cover", data={"seat": case.cards[0].id})
    assert stored(session, world, case).cards[-1].had_seen_ratings


def test_cover_of_a_seat_that_is_gone_is_refused(client_of, world, session):
    make.submitted_card(session, world.dana_ada, [4, 3])
    answer = client_of("hana").post(f"/interviews/{world.dana_talk.id}/cover", data={"seat": world.dana_ada.id})
    assert answer.status_code == 422
    assert "This seat is not free any more." in answer.text


def test_cover_is_not_for_outsiders(client_of, world, case):
    assert client_of("zoe").post(f"/interviews/{case.id}/cover", data={"seat": case.cards[0].id}).status_code == 404


def test_release_frees_a_seat(client_of, world, session, case):
    sent = {"seat": case.cards[0].id}
    assert client_of("cora").post(f"/interviews/{case.id}/release", data=sent).status_code == 303
    assert sitting(stored(session, world, case)) == []


def test_release_of_the_own_begun_seat_is_refused(client_of, world, session):
    made = make.held(session, world.dana, world.case, make.NOW, [world.hana], world.cora)
    session.commit()
    answer = client_of("hana").post(f"/interviews/{made.id}/release", data={"seat": made.cards[0].id})
    assert answer.status_code == 422
    assert "You have begun your card, so you stay on this panel." in answer.text


def test_edit_cannot_take_off_the_own_begun_seat(client_of, world, session):
    made = make.held(session, world.dana, world.case, make.NOW, [world.hana], world.cora)
    session.commit()
    answer = client_of("hana").post(f"/interviews/{made.id}/edit", data=plan_of(world))
    assert answer.status_code == 422
    assert sitting(stored(session, world, made)) == ["Hana Sato"]


def test_planning_again_flags_who_has_read_ratings_meanwhile(client_of, world, session, case):
    client = client_of("cora")
    client.post(f"/interviews/{case.id}/state", data={"state": "cancelled"})
    make.submitted_card(session, world.dana_bo, [4, 3])
    scorecards.note_readings(session, world.ada, [world.dana_bo], make.NOW)
    session.commit()
    assert client.post(f"/interviews/{case.id}/edit", data=plan_of(world)).status_code == 303
    again = stored(session, world, case)
    assert (again.state, again.cards[0].had_seen_ratings) == (State.PLANNED, True)


def test_page_issues_as_many_statements_for_a_larger_panel(client_of, world, session, case, count_statements):
    client = client_of("cora")
    client.get(f"/interviews/{case.id}")
    with count_statements() as few:
        client.get(f"/interviews/{case.id}")
    client.post(f"/interviews/{case.id}/edit", data=plan_of(world, panel=[world.ada.id, world.bo.id, world.zoe.id]))
    with count_statements() as many:
        client.get(f"/interviews/{case.id}")
    assert len(many) == len(few)
