"""The calibration room: rated blind, then revealed; progress without gaps; comments on the anchors."""

from urllib.parse import unquote

import pytest
from sqlalchemy import select

from app.domain.people import Role
from app.domain.practice import PracticeRating, SecondThought
from app.queries import practice
from tests import make
from tests.make import NOW, PURPOSE_ASKED
from tests.test_access_matrix import place
from tests.test_two_worlds import answer_to, everything

__all__ = ["place"]

KEY_WORDS = "The key to PRA-PUR-01"


@pytest.fixture
def address(world):
    return f"/practice/{world.practice.id}"


def ratings_of(session, who, answer):
    session.expire_all()
    wanted = select(PracticeRating).where(PracticeRating.person_id == who.id, PracticeRating.answer_id == answer.id)
    return [(one.rating, one.note) for one in session.scalars(wanted)]


@pytest.mark.parametrize("who", ["ada", "hana", "cora", "zoe"])
def test_who_has_not_rated_sees_the_same_bytes_whatever_the_key_and_the_others_say(
    who, app, session, world, place, client_of
):
    """Everything that they can reach, twice; in between the key, its reasons, and what others gave and said change."""
    third = make.practised(session, world.practice, place.people["mia"], 5)
    make.practised(session, world.practice, place.people["pim"], 5)
    place.objects["nia"] = place.objects["leo"]  # no other candidate is needed here
    session.commit()
    worlds, client = [], client_of(place.people.get(who, who))
    for key, given, words in ((1, None, "Short."), (5, 2, "A much longer comment on all of it.")):
        world.practice.content = world.practice.content | {"rating": key, "because": words, "not_higher": words}
        third.rating, world.comment.text = given, words
        session.commit()
        worlds.append(everything(app, client, place))
        session.expire_all()
    assert worlds[0].keys() == worlds[1].keys()
    assert {path for path in worlds[0] if worlds[0][path] != worlds[1][path]} == set()
    assert worlds[0][f"/practice/{world.practice.id}"][0] == 200


def test_who_has_rated_sees_the_two_worlds_differ(session, world, client_of, address):
    bo = client_of("bo")
    before = [answer_to(bo, path) for path in (address, "/practice", f"/bank/{PURPOSE_ASKED}")]
    world.practice.content, world.comment.text = world.practice.content | {"rating": 1}, "Another comment."
    session.commit()
    after = [answer_to(bo, path) for path in (address, "/practice", f"/bank/{PURPOSE_ASKED}")]
    assert [one != other for one, other in zip(before, after, strict=True)] == [True, True, True]


def test_others_ratings_are_loaded_only_for_who_has_rated(session, world):
    assert practice.others(session, world.ada, world.practice.id) == []
    assert practice.others(session, world.bo, world.practice.id) == [4]


def test_rating_reveals_the_key(session, world, client_of, address):
    ada = client_of("ada")
    before = ada.get(address).text
    assert KEY_WORDS not in before and "Rate and see the key" in before
    assert ada.post(f"{address}/rating", data={"given": "3", "note": "Never asks."}).status_code == 303
    page = ada.get(address).text
    assert "The key says 4; you gave 3, one below it" in page
    assert KEY_WORDS in page and "Never asks." in page
    assert ratings_of(session, world.ada, world.practice) == [(3, "Never asks.")]


def test_no_evidence_is_a_rating_without_a_number(session, world, client_of, address):
    ada = client_of("ada")
    ada.post(f"{address}/rating", data={"given": "no_evidence"})
    assert ratings_of(session, world.ada, world.practice) == [(None, "")]
    assert "The key says 4; you marked no evidence" in ada.get(address).text


def test_the_first_rating_stays_and_what_was_typed_is_kept(session, world, client_of, address):
    ada = client_of("ada")
    ada.post(f"{address}/rating", data={"given": "3", "note": "First."})
    answer = ada.post(f"{address}/rating", data={"given": "5", "note": "From the other tab."})
    assert answer.status_code == 422
    assert "the first rating stays" in answer.text
    assert "From the other tab.</textarea>" in answer.text
    assert ratings_of(session, world.ada, world.practice) == [(3, "First.")]


def test_a_rating_that_is_none_is_asked_for_and_the_notes_are_kept(session, world, client_of, address):
    answer = client_of("ada").post(f"{address}/rating", data={"given": "9", "note": "Hard to say."})
    assert answer.status_code == 422
    assert "Choose the anchor that fits, or “No evidence”." in answer.text
    assert "Hard to say.</textarea>" in answer.text and KEY_WORDS not in answer.text
    assert ratings_of(session, world.ada, world.practice) == []


@pytest.mark.parametrize(("part", "name"), [("thoughts", "thought"), ("comments", "comment")])
def test_nothing_is_added_before_the_rating_and_nothing_typed_is_lost(part, name, world, client_of, address):
    answer = client_of("ada").post(f"{address}/{part}", data={name: "Which reader?", "point": "3"})
    assert answer.status_code == 422
    assert "Rate the answer first." in answer.text and KEY_WORDS not in answer.text
    assert "Which reader?</textarea>" in answer.text


def test_a_second_thought_is_for_its_author_alone(session, world, client_of, address):
    client_of("bo").post(f"{address}/thoughts", data={"thought": "It did ask."})
    session.expire_all()
    assert [one.text for one in session.scalars(select(SecondThought))] == ["It did ask."]
    assert "It did ask." in client_of("bo").get(address).text
    assert "It did ask." not in client_of("root").get(address).text


def test_the_group_is_shown_without_names_once_three_others_have_rated(session, world, client_of, address):
    bo = client_of("bo")
    assert "Shown once three others have rated this answer: 2 to go." in bo.get(address).text
    for who, given in ((world.ada, 4), (world.zoe, None)):
        make.practised(session, world.practice, who, given)
    session.commit()
    page = bo.get(address).text
    assert "4 people: 2 as the key, 1 one off and 1 no evidence." in page
    assert "<title>1: 0; 2: 0; 3: 1, yours among them; 4: 2, the key; 5: 0; no evidence: 1</title>" in page
    assert "Zoe Adler" not in page and "Ada Berg" not in page


def test_the_room_sums_up_for_oneself(session, world, client_of):
    page = client_of("bo").get("/practice").text
    assert "You rated 1 answer: 1 one off." in page
    assert "The key says 4; you gave 3, one below it" in page
    assert "You rated" not in client_of("ada").get("/practice").text


def test_managers_see_who_has_finished_which_set_and_no_gap(session, world, client_of):
    page = client_of("hana").get("/practice/people").text
    rows = {row.split("</th>")[0]: row.split("</th>")[1] for row in page.split('<th scope="row">')[1:]}
    assert {name for name, row in rows.items() if ">done<" in row} == {"Bo Lind", "Root Vega"}
    before = answer_to(client_of("hana"), "/practice/people")
    practice.own_rating(session, world.bo, world.practice.id).rating = 1
    session.commit()
    assert answer_to(client_of("hana"), "/practice/people") == before


def test_a_newcomer_is_reminded_until_it_is_done_or_put_off(session, world, client_of):
    zoe, words = client_of("zoe"), "Before your first interview: three practice sets"
    assert words in zoe.get("/").text
    assert zoe.post("/practice/later").status_code == 303
    assert words not in zoe.get("/").text
    ada = client_of("ada")
    assert words in ada.get("/").text
    make.practised(session, world.practice, world.ada, 4)
    session.commit()
    assert words not in ada.get("/").text


def test_who_has_submitted_a_card_or_does_not_interview_is_not_reminded(session, world, client_of):
    words = "Before your first interview: three practice sets"
    make.submitted_card(session, world.dana_ada, [3, 4])
    assert words not in client_of("ada").get("/").text
    auditor = make.person(session, "Tia Levi", [Role.AUDITOR])
    session.commit()
    assert words not in client_of(auditor).get("/").text


def test_a_comment_is_on_the_questions_page_for_who_has_rated_the_answer(session, world, client_of, address):
    client_of("bo").post(f"{address}/comments", data={"point": "", "comment": "Reader of what?"})
    for who, sees in (("root", True), ("bo", True), ("ada", False)):
        assert ("Reader of what?" in client_of(who).get(f"/bank/{PURPOSE_ASKED}").text) == sees
        assert ("Reader of what?" in client_of(who).get(address).text) == sees


def test_a_reviewer_says_what_became_of_a_comment(session, world, client_of, address):
    root, reply = client_of("root"), f"/practice/comments/{world.comment.id}/reply"
    refused = root.post(reply, data={"version": "", "because": ""})
    assert refused.status_code == 422 and "Say in which version it was taken up, or why it is left." in refused.text
    assert root.post(reply, data={"version": "", "because": "It says so above."}).status_code == 303
    assert "Left, because: It says so above." in client_of("bo").get(address).text
    again = root.post(reply, data={"version": "2", "because": ""})
    assert again.status_code == 422 and "answered already" in again.text


def test_a_comment_leads_to_an_edit_with_it_as_the_reason(session, world, client_of, address):
    link = f"/bank/{PURPOSE_ASKED}/edit?because=Who+is+meant+by+reader?"
    page = client_of("bo").get(address).text
    assert link in unquote(page)
    assert "Who is meant by reader?" in client_of("bo").get(link).text
    auditor = make.person(session, "Tia Levi", [Role.AUDITOR])
    make.practised(session, world.practice, auditor, 3)
    session.commit()
    assert "Propose an edit" not in client_of(auditor).get(address).text


def test_practice_moves_no_figure_about_interviews(session, world, client_of):
    make.submitted_card(session, world.dana_ada, [3, 4])
    make.submitted_card(session, world.dana_bo, [3, 4])
    paths = ("/mirror", "/bank/figures", f"/candidates/{world.dana.id}", f"/openings/{world.opening.id}/comparison")
    bo = client_of("bo")
    before = [answer_to(bo, path) for path in paths]
    other = make.practice(session, world.customer_question, "PRA-CUS-01", 5)
    for who in (world.ada, world.bo, world.zoe):
        make.practised(session, other, who, 1, at=NOW)
    session.commit()
    assert [answer_to(bo, path) for path in paths] == before
