"""The debrief room: when it opens, who is let in, what is said in it, and what it never touches."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.agenda import RECOMMENDATIONS
from app.domain.debrief import Debrief
from app.domain.debrief_log import RatingChange
from app.domain.interview import State
from app.domain.opening import OpeningRole
from app.domain.people import Person
from app.domain.scorecard import Reading
from app.queries import debrief
from tests import make
from tests.conftest import Clock
from tests.test_two_worlds import answer_to

Clients = Callable[..., FlaskClient]


@pytest.fixture
def both_in(session: Session, world: make.World) -> make.World:
    """Ada's and Bo's cards on Dana: Purpose 2 and 5, Customer 3 and 4."""
    make.submitted_card(session, world.dana_ada, [2, 3], "no")
    make.submitted_card(session, world.dana_bo, [5, 4], "strong_yes")
    return world


@pytest.fixture
def at(world: make.World) -> str:
    return f"/candidates/{world.dana.id}/debrief"


@pytest.fixture
def talk(at: str, both_in: make.World, client_of: Clients) -> dict[str, FlaskClient]:
    """The ratings are revealed; Hana leads, Ada and Bo have come in."""
    people = {name: client_of(name) for name in ("hana", "ada", "bo")}
    people["hana"].post(at)
    for name in ("ada", "bo"):
        people[name].post(f"{at}/presence")
    people["hana"].post(f"{at}/reveal")
    return people


def text(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def newest(session: Session, world: make.World) -> Debrief | None:
    session.expire_all()
    return next(iter(debrief.of_candidate(session, world.dana.id)), None)


def opens(client: FlaskClient, at: str, reason: str = "") -> bool:
    return client.post(at, data={"reason": reason}).status_code == 303


# When it opens


def test_it_opens_when_every_card_is_in(at: str, both_in: make.World, client_of: Clients) -> None:
    hana = client_of("hana")
    assert "All cards are in" in text(hana, at)
    assert opens(hana, at)
    assert "Ratings stay covered until you reveal them" in text(hana, at)


def test_one_late_card_is_named_and_stops_it(
    at: str, session: Session, world: make.World, clock: Clock, client_of: Clients
) -> None:
    make.submitted_card(session, world.dana_bo, [4, 3])
    clock.move(hours=30)
    hana = client_of("hana")
    page = text(hana, at)
    assert "Waiting for one thing" in page
    assert "<strong>Ada Berg</strong>" in page and "the card is late" in page
    assert not opens(hana, at)
    assert newest(session, world) is None


def test_a_no_show_holds_nothing_up(at: str, session: Session, both_in: make.World, client_of: Clients) -> None:
    case = make.planned(session, both_in.dana, both_in.case, make.NOW, [both_in.zoe], both_in.cora)
    case.mark(State.NO_SHOW, both_in.cora, make.NOW)
    session.commit()
    hana = client_of("hana")
    assert "no show" in text(hana, at)
    assert opens(hana, at)


def test_a_planned_interview_is_waited_for(at: str, session: Session, both_in: make.World, client_of: Clients) -> None:
    later = make.NOW + timedelta(days=1)
    make.planned(session, both_in.dana, both_in.case, later, [both_in.zoe], both_in.cora)
    session.commit()
    hana = client_of("hana")
    page = text(hana, at)
    assert "<strong>Zoe Adler</strong>" in page and "the interview is still to come" in page
    assert not opens(hana, at)


def test_a_seat_that_was_taken_over_holds_nothing_up(
    at: str, session: Session, world: make.World, client_of: Clients
) -> None:
    make.submitted_card(session, world.dana_bo, [4, 3])
    world.opening.join(world.zoe, OpeningRole.POOL)
    session.commit()
    cover = f"/interviews/{world.dana_talk.id}/cover"
    assert client_of("zoe").post(cover, data={"seat": world.dana_ada.id}).status_code == 303
    hana = client_of("hana")
    page = text(hana, at)
    assert "<strong>Zoe Adler</strong>" in page and "<strong>Ada Berg</strong>" not in page
    make.submitted_card(session, card_of(session, world, world.zoe), [3, 3])
    assert "Zoe Adler took the seat of Ada Berg over" in text(hana, at)
    assert opens(hana, at)


def test_whoever_has_withdrawn_needs_no_debrief(
    at: str, session: Session, both_in: make.World, client_of: Clients
) -> None:
    hana = client_of("hana")
    hana.post(f"/candidates/{both_in.dana.id}/withdrawal", data={"reason": "None given."})
    assert "Dana has withdrawn" in text(hana, at)
    assert not opens(hana, at, "In a hurry.")
    hana.post(f"/candidates/{both_in.dana.id}/comeback")
    assert opens(hana, at)


def test_a_manager_on_the_panel_opens_it_once_their_own_card_is_in(
    at: str, session: Session, both_in: make.World, client_of: Clients
) -> None:
    world = both_in
    case = make.held(session, world.dana, world.case, make.NOW, [world.hana], world.cora)
    session.commit()
    hana = client_of("hana")
    page = text(hana, at)
    assert "Your own card on Dana Ito is open" in page
    assert not opens(hana, at, "It cannot wait.")
    make.submitted_card(session, case.cards[0], [3, 3])
    assert opens(hana, at)


def test_opening_before_time_takes_a_reason_that_all_in_the_room_read(
    at: str, session: Session, world: make.World, client_of: Clients
) -> None:
    make.submitted_card(session, world.dana_bo, [4, 3])
    hana, bo, ada = (client_of(name) for name in ("hana", "bo", "ada"))
    assert not opens(hana, at)
    assert opens(hana, at, "Dana has another offer.")
    assert "Dana has another offer." in text(bo, at)
    assert "Dana has another offer." not in text(ada, at)
    assert ada.post(f"{at}/presence").status_code == 404
    hana.post(f"{at}/reveal")
    assert "Dana has another offer." not in text(ada, at)
    make.submitted_card(session, world.dana_ada, [2, 2])
    assert ada.post(f"{at}/presence").status_code == 303
    assert "Ada 2" in text(ada, at).replace("<b>", "").replace("</b>", "")


def test_an_admin_opens_it_with_a_reason_and_reads_nothing(
    at: str, session: Session, world: make.World, client_of: Clients
) -> None:
    make.submitted_card(session, world.dana_bo, [4, 3])
    root, hana = client_of("root"), client_of("hana")
    assert opens(root, at, "Hana is ill.")
    assert root.post(f"{at}/presence").status_code == 403
    assert root.get(f"{at}/version").status_code == 404
    assert "A hiring manager takes the lead inside" in text(root, at)
    assert hana.post(f"{at}/reveal").status_code == 422
    hana.post(f"{at}/lead")
    assert hana.post(f"{at}/reveal").status_code == 303


def test_a_second_click_opens_no_second_room(
    at: str, session: Session, both_in: make.World, client_of: Clients
) -> None:
    hana = client_of("hana")
    assert opens(hana, at) and opens(hana, at)
    assert len(debrief.of_candidate(session, both_in.dana.id)) == 1


# The reveal, the agenda, who speaks


def test_nothing_is_shown_before_the_reveal(at: str, session: Session, both_in: make.World, client_of: Clients) -> None:
    hana, bo = client_of("hana"), client_of("bo")
    hana.post(at)
    bo.post(f"{at}/presence")
    assert "Asked what the paragraph is for." not in text(bo, at)
    assert bo.post(f"{at}/reveal").status_code == 422
    hana.post(f"{at}/reveal")
    assert "Asked what the paragraph is for. (Ada" in text(bo, at)
    read = session.scalars(select(Reading.reader_id).where(Reading.scorecard_id == both_in.dana_ada.id))
    assert both_in.bo.id in list(read)


def test_a_card_taken_back_before_the_reveal_stops_it(
    at: str, session: Session, both_in: make.World, client_of: Clients
) -> None:
    hana, ada = client_of("hana"), client_of("ada")
    hana.post(at)
    assert ada.post(f"/scorecards/{both_in.dana_ada.id}/retraction").status_code == 303
    answer = hana.post(f"{at}/reveal")
    assert answer.status_code == 422 and "A card is missing again" in answer.text
    assert ada.post(f"{at}/presence").status_code == 404


def test_the_widest_split_comes_first_and_recommendations_last(at: str, talk: dict[str, FlaskClient]) -> None:
    page = text(talk["ada"], at)
    places = [page.index(f'id="item-{code}"') for code in ("PUR", "CUS", RECOMMENDATIONS)]
    assert places == sorted(places)
    assert "3 apart" in page
    assert "Strong no <b>0</b>" in page and "No <b>1</b>" in page and "Strong yes <b>1</b>" in page


def test_only_two_points_or_more_are_called_a_split(at: str, talk: dict[str, FlaskClient]) -> None:
    """Purpose is 3 apart, Customer 1."""
    assert "<h1>Two competencies to talk about, 24 minutes</h1>" in talk["hana"].get(at).text


def test_a_form_that_was_not_accepted_is_shown_where_it_stands(at: str, talk: dict[str, FlaskClient]) -> None:
    assert f'action="{at}/ratings#change-' in talk["ada"].get(at).text


def test_the_fewest_cards_speak_first_until_the_leader_changes_it(
    at: str, session: Session, talk: dict[str, FlaskClient], world: make.World
) -> None:
    make.submitted_card(session, world.leo_ada, [3, 3])
    page = text(talk["bo"], at)
    assert page.index("Bo Lind</span>" if "Bo Lind</span>" in page else " Bo Lind") < page.index(" Ada Berg")
    assert "fewest cards speaks first" in page
    assert talk["bo"].post(f"{at}/order", data={"person": world.ada.id}).status_code == 422
    talk["hana"].post(f"{at}/order", data={"person": world.ada.id})
    talk_ = newest(session, world)
    assert talk_ and talk_.order == [world.ada.id, world.bo.id]


def test_the_timer_adds_up_over_an_item(
    at: str, session: Session, talk: dict[str, FlaskClient], world: make.World, clock: Clock
) -> None:
    for code, minutes in (("PUR", 3), ("CUS", 2), ("PUR", 4)):
        talk["hana"].post(f"{at}/item", data={"item": code})
        clock.move(minutes=minutes)
    found = newest(session, world)
    assert found
    times = [found.time_for(code, clock.now) for code in ("PUR", "CUS", RECOMMENDATIONS)]
    assert times == [timedelta(minutes=7), timedelta(minutes=2), timedelta()]
    assert talk["bo"].post(f"{at}/item", data={"item": "CUS"}).status_code == 422
    assert talk["hana"].post(f"{at}/item", data={"item": "XXX"}).status_code == 404


# Minutes


def keep(client: FlaskClient, at: str, words: str, seen: int) -> object:
    return client.post(f"{at}/minutes", data={"item": "PUR", "text": words, "seen": seen})


def test_minutes_are_written_by_the_leader_and_the_scribe(
    at: str, session: Session, talk: dict[str, FlaskClient], world: make.World
) -> None:
    assert keep(talk["bo"], at, "Two behaviours.", 0).status_code == 422
    talk["hana"].post(f"{at}/scribe", data={"person": world.bo.id})
    assert keep(talk["bo"], at, "Two behaviours.", 0).status_code == 303
    assert "Two behaviours." in text(talk["ada"], at)


def test_a_second_writer_overwrites_nothing(
    at: str, session: Session, talk: dict[str, FlaskClient], world: make.World
) -> None:
    talk["hana"].post(f"{at}/scribe", data={"person": world.bo.id})
    keep(talk["bo"], at, "Two behaviours.", 0)
    answer = keep(talk["hana"], at, "One behaviour.", 0)
    assert answer.status_code == 422
    assert "Bo Lind has written here since" in answer.text
    assert "One behaviour." in answer.text and "Two behaviours." in answer.text
    found = newest(session, world)
    assert found and [one.text for one in found.minutes] == ["Two behaviours."]
    keep(talk["hana"], at, "Two behaviours. One behaviour.", found.minutes[-1].id)
    found = newest(session, world)
    assert found and [one.text for one in found.minutes] == ["Two behaviours.", "Two behaviours. One behaviour."]


def test_the_script_is_told_what_was_kept(
    at: str, session: Session, talk: dict[str, FlaskClient], world: make.World
) -> None:
    sent = {"item": "PUR", "text": "Said.", "seen": "0"}
    answer = talk["hana"].post(f"{at}/minutes", data=sent, headers={"Accept": "application/json"})
    found = newest(session, world)
    assert found and answer.json == {"seen": found.minutes[0].id, "theirs": "Said.", "error": ""}
    again = talk["hana"].post(f"{at}/minutes", data=sent | {"text": "Other."}, headers={"Accept": "application/json"})
    assert again.status_code == 409 and again.json["theirs"] == "Said."


# A rating that changes


def changed(client: FlaskClient, at: str, card: int, **changes: str) -> object:
    sent = {"card": card, "item": make.PURPOSE_ASKED, "value": "3", "kind": "reading", "words": "He asked why twice."}
    return client.post(f"{at}/ratings", data=sent | changes)


def test_a_changed_rating_stands_beside_the_first(
    at: str, session: Session, talk: dict[str, FlaskClient], world: make.World
) -> None:
    compared = f"/candidates/{world.dana.id}"
    before = answer_to(talk["hana"], compared)
    assert changed(talk["ada"], at, world.dana_ada.id).status_code == 303
    page = text(talk["bo"], at)
    assert "now 3 after the talk: different reading" in page and "He asked why twice." in page
    assert answer_to(talk["hana"], compared) == before
    [row] = session.scalars(select(RatingChange))
    assert (row.first, row.value, row.by_id) == (2, 3, world.ada.id)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"words": " "}, "Say what changed your mind"),
        ({"kind": "mood"}, "Say what is different"),
        ({"value": "9"}, "Choose a rating from 1 to 5"),
        ({"value": "2"}, "It is 2 already"),
        ({"item": "XXX"}, "no rating of yours"),
    ],
)
def test_a_change_says_what_and_why(
    changes: dict[str, str], sentence: str, at: str, talk: dict[str, FlaskClient], world: make.World
) -> None:
    answer = changed(talk["ada"], at, world.dana_ada.id, **changes)
    assert answer.status_code == 422 and sentence in answer.text


def test_only_the_author_changes_a_rating_and_only_while_it_is_open(
    at: str, talk: dict[str, FlaskClient], world: make.World
) -> None:
    assert changed(talk["bo"], at, world.dana_ada.id).status_code == 422
    assert changed(talk["hana"], at, world.dana_ada.id).status_code == 422
    talk["hana"].post(f"{at}/closing")
    assert changed(talk["ada"], at, world.dana_ada.id).status_code == 422


# Everybody sees the same, and whoever is blind nothing


def test_the_version_moves_with_everything_that_happens(
    at: str, talk: dict[str, FlaskClient], world: make.World
) -> None:
    hana, seen = talk["hana"], set()
    acts = [("item", {"item": "PUR"}), ("scribe", {"person": world.bo.id}), ("order", {"person": world.bo.id})]
    acts += [("minutes", {"item": "PUR", "text": "Said.", "seen": "0"}), ("closing", {})]
    for path, data in acts:
        answer = hana.get(f"{at}/version")
        seen.add(answer.json["version"])
        tag = {"If-None-Match": answer.headers["ETag"]}
        assert hana.get(f"{at}/version", headers=tag).status_code == 304
        hana.post(f"{at}/{path}", data=data)
        assert hana.get(f"{at}/version", headers=tag).status_code == 200
    assert len(seen) == len(acts)


def test_whoever_has_an_open_card_gets_the_same_bytes_whatever_happens_inside(
    at: str, session: Session, world: make.World, client_of: Clients
) -> None:
    make.submitted_card(session, world.dana_bo, [4, 3])
    ada, hana, bo = (client_of(name) for name in ("ada", "hana", "bo"))
    paths = [at, f"{at}/version", f"/candidates/{world.dana.id}", "/"]
    before = [answer_to(ada, path) for path in paths]
    hana.post(at, data={"reason": "Dana has another offer."})
    bo.post(f"{at}/presence")
    hana.post(f"{at}/reveal")
    hana.post(f"{at}/item", data={"item": "PUR"})
    keep(hana, at, "Bo heard more.", 0)
    changed(bo, at, world.dana_bo.id)
    hana.post(f"{at}/closing")
    [talk] = debrief.of_candidate(session, world.dana.id)
    assert talk.closing
    assert [answer_to(ada, path) for path in paths] == before
    assert ada.get(f"/debriefs/{talk.id}").status_code == 404
    for act in ("presence", "lead", "scribe", "reveal", "item", "order", "minutes", "ratings", "closing"):
        assert ada.post(f"{at}/{act}").status_code == 404


# What stays


def test_the_minutes_say_what_was_said_and_who_was_there(
    at: str, session: Session, talk: dict[str, FlaskClient], world: make.World
) -> None:
    keep(talk["hana"], at, "Two behaviours, both real.", 0)
    changed(talk["ada"], at, world.dana_ada.id)
    talk["hana"].post(f"{at}/closing")
    page = text(talk["bo"], at)
    for words in ("What was said about Dana Ito", "Two behaviours, both real.", "now 3 after the talk", "Ada Berg"):
        assert words in page
    assert keep(talk["hana"], at, "More.", 0).status_code == 422
    assert "data-debrief" not in page


def test_another_debrief_leaves_the_first_one_readable(
    at: str, session: Session, talk: dict[str, FlaskClient], world: make.World
) -> None:
    keep(talk["hana"], at, "Two behaviours.", 0)
    talk["hana"].post(f"{at}/closing")
    first = newest(session, world)
    assert opens(talk["hana"], at)
    second = newest(session, world)
    assert first and second and second.id != first.id
    assert "Two behaviours." in text(talk["bo"], f"/debriefs/{first.id}")
    assert talk["bo"].get(f"/debriefs/{second.id}").status_code == 404


def card_of(session: Session, world: make.World, person: Person):  # type: ignore[no-untyped-def]
    """The seat of somebody in Dana's talk, as the app has left it."""
    from tests.test_blindness import again

    session.expire_all()
    wanted = select(make.Scorecard.id).where(
        make.Scorecard.interview_id == world.dana_talk.id, make.Scorecard.author_id == person.id
    )
    return again(session, session.scalars(wanted).one())


def test_who_has_not_come_in_is_told_no_minutes(
    session: Session, at: str, world: make.World, talk: dict[str, FlaskClient], client_of: Clients
) -> None:
    """Else an interviewer could read the minutes by trying to write some, take the own card back, and rate again."""
    talk["hana"].post(f"{at}/minutes", data={"item": "PUR", "text": "Bo gave a five.", "seen": 0})
    world.opening.join(world.cora, OpeningRole.MANAGER)
    session.commit()
    tried = {"item": "PUR", "text": "Mine.", "seen": 0}
    answer = client_of("cora").post(f"{at}/minutes", data=tried, headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert answer.json == {"seen": 0, "theirs": "", "error": "Come into the room first."}
