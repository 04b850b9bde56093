"""A trainee who shadows an interview: a card like everybody's, counted nowhere, read by them and the managers."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.errors import Refused
from app.domain.panel import assign, cover
from app.domain.people import Role
from app.domain.ratings import table_of
from app.domain.scorecard import Scorecard
from app.queries import candidates, comparison, interviews, openings, people, scorecards
from app.web.progress import Progress
from tests import make
from tests.make import CUSTOMER_ASKED, NOW, PURPOSE_ASKED


@pytest.fixture
def tia(session, world):
    return make.person(session, "Tia Levi", [Role.INTERVIEWER])


@pytest.fixture
def shadow(session, world, tia):
    """Tia's seat in the talk that Ada and Bo hold with Dana."""
    card = assign(world.dana_talk, tia, world.cora, NOW, shadow=True)
    card.begin(NOW)
    session.commit()
    return card


def submitted(session, card, author, points, words="Asked what the paragraph is for."):
    card_id = card.id
    session.expire_all()
    return make.submitted_card(session, scorecards.own(session, author, card_id), points, evidence=words)


def profile(session, world, viewer):
    """Dana alone, as this person may see her."""
    viewer_id, opening_id, dana_id = viewer.id, world.opening.id, world.dana.id
    session.expire_all()
    viewer = people.by_id(session, viewer_id)
    opening = openings.get(session, viewer, opening_id)
    everybody = candidates.of_opening(session, viewer, opening_id)
    return comparison.compare(session, viewer, opening, [one for one in everybody if one.id == dana_id])


def test_whoever_runs_the_opening_plans_a_shadow(session, world, tia, client_of):
    session.commit()
    cora, address = client_of("cora"), f"/interviews/{world.leo_talk.id}"
    chosen = {"place": "Room 3", "panel": [world.ada.id, world.bo.id], "shadows": [tia.id]}
    assert cora.post(f"{address}/edit", data=chosen).status_code == 303
    seats = session.scalars(select(Scorecard).where(Scorecard.interview_id == world.leo_talk.id).order_by(Scorecard.id))
    assert [card.is_shadow for card in seats] == [False, False, True]
    assert "shadow, not counted" in cora.get(address).text
    assert "You shadow this interview" in client_of(tia).get(address).text


def test_nobody_is_on_the_panel_and_shadows_it(world, client_of):
    chosen = {"place": "", "panel": [world.ada.id, world.bo.id], "shadows": [world.bo.id]}
    answer = client_of("cora").post(f"/interviews/{world.leo_talk.id}/edit", data=chosen)
    assert answer.status_code == 422
    assert "Bo Lind cannot be on the panel and shadow it." in answer.text


def test_a_seat_that_is_written_in_does_not_change_sides(world, tia, shadow):
    with pytest.raises(Refused, match="Tia Levi shadows this interview and has begun a card"):
        assign(world.dana_talk, tia, world.cora, NOW)
    with pytest.raises(Refused, match="Ada Berg is on this panel and has begun a card"):
        assign(world.dana_talk, world.ada, world.cora, NOW, shadow=True)


def test_nobody_takes_a_shadows_seat_over(world, shadow):
    with pytest.raises(Refused, match="the seat of a shadow"):
        cover(shadow, world.zoe, False, NOW)


def test_a_shadows_ratings_are_in_no_comparison_no_agreement_and_no_table(session, world, tia, shadow):
    submitted(session, world.dana_ada, world.ada, [4, 4])
    submitted(session, world.dana_bo, world.bo, [3, 4])
    before = profile(session, world, world.hana)
    submitted(session, shadow, tia, [1, 1])
    after = profile(session, world, world.hana)
    assert [card.author.name for card in after.cards] == ["Ada Berg", "Bo Lind"]
    assert (after.fingerprint, after.expected) == (before.fingerprint, before.expected)
    assert [total.value for total in after.totals] == [total.value for total in before.totals]
    everything = scorecards.on_candidates(session, [world.dana.id])
    assert {rating.interviewer for rating in table_of(everything).rows} == {str(world.ada.id), str(world.bo.id)}


def test_nobody_waits_for_a_shadows_card(session, world, tia, shadow, client_of):
    submitted(session, world.dana_ada, world.ada, [4, 4])
    submitted(session, world.dana_bo, world.bo, [3, 4])
    assert profile(session, world, world.hana).expected == 2
    hana = people.by_id(session, world.hana.id)
    dana, *_ = candidates.of_opening(session, hana, world.opening.id)
    way = Progress(dana, tuple(interviews.of_candidates(session, hana, [dana.id])), None, NOW)
    assert [card.is_shadow for card in way.cards] == [False, False]
    assert way.waits_for_decision
    assert "2 of 4 cards in" in client_of("hana").get("/").text


def test_nobody_chases_a_shadow(session, world, shadow):
    loaded = scorecards.seats_on(session, [world.dana.id])
    long_after = world.dana_talk.due_at + timedelta(days=1)
    assert [card.is_late(long_after) for card in loaded] == [True, True, False]


def test_a_shadow_learns_nothing_before_their_own_card_is_in_and_reads_after_it(session, world, tia, shadow, client_of):
    submitted(session, world.dana_ada, world.ada, [4, 4])
    client = client_of(tia)
    assert client.get(f"/scorecards/{world.dana_ada.id}/read").status_code == 404
    submitted(session, shadow, tia, [2, 2])
    assert client.get(f"/scorecards/{world.dana_ada.id}/read").status_code == 200
    assert profile(session, world, tia).cards[0].author.name == "Ada Berg"


def test_a_shadow_alone_is_told_that_there_is_no_card_yet(session, world, tia, shadow, client_of):
    submitted(session, shadow, tia, [2, 2])
    page = client_of(tia).get(f"/candidates/{world.dana.id}").text
    assert "For the hiring manager and the panel" not in page
    assert "Not for you to read" not in page


def test_a_shadows_card_is_read_by_its_author_and_the_managers_alone(session, world, tia, shadow, client_of):
    submitted(session, world.dana_ada, world.ada, [4, 4])
    submitted(session, world.dana_bo, world.bo, [3, 4])
    submitted(session, shadow, tia, [1, 1], words="Only a shadow heard this.")
    address = f"/scorecards/{shadow.id}/read"
    found = {who: client_of(who).get(address).status_code for who in ("ada", "bo", "cora", "root", "zoe", "hana")}
    assert found == {"ada": 404, "bo": 404, "cora": 404, "root": 404, "zoe": 404, "hana": 200}
    assert "it is counted nowhere" in client_of(tia).get(address).text
    for who in ("ada", "bo", "hana"):
        page = client_of(who).get(f"/candidates/{world.dana.id}").text
        assert "Only a shadow heard this." not in page
        assert (address in page) == (who == "hana")


def test_two_interviewers_in_one_room_have_a_card_each(session, world, client_of):
    for who, points in (("ada", "4"), ("bo", "2")):
        card = getattr(world, f"dana_{who}")
        page = client_of(who).get(f"/scorecards/{card.id}").text
        seen = dict(re.findall(r'name="(seen:[^"]+)" value="([^"]*)"', page))
        sent = {**seen, f"rating/{PURPOSE_ASKED}": points, f"rating/{CUSTOMER_ASKED}": "not_asked"}
        client_of(who).post(f"/scorecards/{card.id}/form", data={**sent, "new-note": f"Heard by {who}"})
    for who, points, other in (("ada", "4", "bo"), ("bo", "2", "ada")):
        page = client_of(who).get(f"/scorecards/{getattr(world, f'dana_{who}').id}?all=1").text
        assert re.findall(rf'name="rating/{PURPOSE_ASKED}" value="(\d)" checked', page) == [points]
        assert f"Heard by {who}" in page and f"Heard by {other}" not in page


def test_the_page_beside_opens_once_both_are_in_and_says_where_they_differ(session, world, tia, shadow, client_of):
    submitted(session, world.dana_ada, world.ada, [4, 4], words="Asked for the reader.")
    address = f"/scorecards/{shadow.id}/beside"
    assert client_of("ada").get(address).status_code == 404
    submitted(session, shadow, tia, [3, 4], words="Read it twice.")
    for who in ("ada", tia):
        page = client_of(who).get(address).text
        assert "2 questions: 1 the same; differs by one on Purpose." in page
        assert "Asked for the reader." in page and "Read it twice." in page
        assert "The answer of a 4." in page and "The answer of a 3." in page
        assert "Beside Ada Berg" in page and "Beside Bo Lind" not in page


def test_the_page_beside_is_for_the_shadow_those_who_led_and_who_may_read_both(session, world, tia, shadow, client_of):
    submitted(session, world.dana_ada, world.ada, [4, 4])
    submitted(session, shadow, tia, [1, 1])
    address = f"/scorecards/{shadow.id}/beside"
    people_ = ("ada", tia, "hana", "bo", "cora", "root", "zoe")
    found = [client_of(who).get(address).status_code for who in people_]
    assert found == [200, 200, 200, 404, 404, 404, 404]


def test_who_met_the_candidate_in_another_round_reads_the_leads_card_and_not_the_page_beside(
    session, world, tia, shadow, client_of
):
    other = make.held(session, world.dana, world.case, NOW, [world.zoe], world.cora).cards[0]
    submitted(session, other, world.zoe, [3, 3])
    submitted(session, world.dana_ada, world.ada, [4, 4])
    submitted(session, shadow, tia, [1, 1])
    zoe = client_of("zoe")
    assert zoe.get(f"/scorecards/{world.dana_ada.id}/read").status_code == 200
    assert zoe.get(f"/scorecards/{shadow.id}/beside").status_code == 404


def test_who_led_and_has_another_card_to_write_sees_nothing_beside(session, world, tia, shadow, client_of):
    more_id = make.held(session, world.dana, world.case, NOW, [world.ada], world.cora).cards[0].id
    submitted(session, world.dana_ada, world.ada, [4, 4])
    submitted(session, shadow, tia, [1, 1])
    ada, own, address = client_of("ada"), f"/scorecards/{world.dana_ada.id}/read", f"/scorecards/{shadow.id}/beside"
    assert ada.get(address).status_code == 404
    assert address not in ada.get(own).text
    scorecards.own(session, world.ada, more_id).release(NOW)
    session.commit()
    assert address in ada.get(own).text
    assert ada.get(address).status_code == 200


def test_who_has_read_the_shadows_card_amends_and_does_not_take_back(session, world, tia, shadow, client_of):
    submitted(session, world.dana_ada, world.ada, [4, 4])
    submitted(session, shadow, tia, [1, 1])
    ada = client_of("ada")
    ada.get(f"/scorecards/{shadow.id}/beside")
    assert ada.post(f"/scorecards/{world.dana_ada.id}/retraction").status_code == 422
    assert client_of(tia).post(f"/scorecards/{shadow.id}/retraction").status_code == 422


def test_a_page_beside_of_a_card_that_is_no_shadows_does_not_exist(session, world, tia, shadow, client_of):
    submitted(session, world.dana_ada, world.ada, [4, 4])
    submitted(session, shadow, tia, [1, 1])
    assert client_of("hana").get(f"/scorecards/{world.dana_ada.id}/beside").status_code == 404
