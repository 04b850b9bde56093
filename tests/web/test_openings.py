"""Openings: the form that fixes what is rated, the page of one, and who works on it."""

import pytest

from app.domain.opening import OpeningRole
from app.queries import openings, people
from tests import make


def form_of(world, **changes):
    """What a browser posts for a new opening with one round."""
    return {
        "title": "Staff engineer, Ledger",
        "level": "senior",
        "weights-0-code": "PUR",
        "weights-0-percent": "60",
        "weights-1-code": "CUS",
        "weights-1-percent": "40",
        "weights-2-code": "TRA",
        "weights-2-percent": "",
        "rounds-0-name": "The talk",
        "rounds-0-minutes": "",
        "rounds-0-kit": str(world.talk_kit.id),
        **changes,
    }


def standing_form(world, **changes):
    """What a browser posts for the opening of the world, whose weights are fixed."""
    rounds = {}
    for n, one in enumerate([world.talk, world.case]):
        rounds |= {
            f"rounds-{n}-id": one.id,
            f"rounds-{n}-name": one.name,
            f"rounds-{n}-minutes": one.minutes,
            f"rounds-{n}-kit": one.kit_id,
        }
    return {"title": world.opening.title} | rounds | changes


def stored(session, viewer, opening_id):
    session.expire_all()
    return openings.get(session, people.by_id(session, viewer.id), opening_id)


def test_new_opening_keeps_weights_rounds_and_its_maker(client_of, world, session):
    answer = client_of("hana").post("/openings/new", data=form_of(world))
    assert answer.status_code == 303
    made = stored(session, world.hana, int(answer.location.rsplit("/", 1)[1]))
    assert [(weight.competency_code, weight.percent) for weight in made.weights] == [("PUR", 60), ("CUS", 40)]
    assert [(one.name, one.minutes, one.kit_id) for one in made.rounds] == [("The talk", 45, world.talk_kit.id)]
    assert [(member.person_id, member.role) for member in made.members] == [(world.hana.id, OpeningRole.MANAGER)]


def test_new_opening_of_a_coordinator_has_no_manager_yet(client_of, world, session):
    answer = client_of("cora").post("/openings/new", data=form_of(world))
    made = stored(session, world.root, int(answer.location.rsplit("/", 1)[1]))
    assert [member.role for member in made.members] == [OpeningRole.COORDINATOR]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "Give the opening a title"),
        ({"weights-0-percent": "50"}, "The weights add up to 90. Change them until they make 100."),
        ({"weights-0-percent": "a lot"}, "Write a whole number from 1 to 100."),
        ({"rounds-0-minutes": "1"}, "Write a whole number from 5 to 480."),
        ({"level": "mid"}, "is a kit for Senior, and this opening is Mid"),
        ({"rounds-0-kit": "999"}, "Choose one from the list."),
        ({"title": "x" * 121}, "This has 121 characters. Shorten it to 120."),
    ],
)
def test_new_opening_answers_a_wrong_value_and_keeps_the_rest(client_of, world, changes, sentence):
    answer = client_of("hana").post("/openings/new", data=form_of(world, customer_access="Every Friday", **changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Every Friday" in answer.text


def test_new_opening_is_not_for_interviewers(client_of):
    assert client_of("ada").get("/openings/new").status_code == 403


def test_edit_shows_that_the_weights_are_fixed_and_ignores_new_ones(client_of, world, session):
    client = client_of("hana")
    assert "fixed since the first interview began" in client.get(f"/openings/{world.opening.id}/edit").text
    sent = standing_form(world, **{"weights-0-code": "TRA", "weights-0-percent": "100", "level": "mid"})
    assert client.post(f"/openings/{world.opening.id}/edit", data=sent).status_code == 303
    opening = stored(session, world.hana, world.opening.id)
    assert [weight.percent for weight in opening.weights] == [60, 40]
    assert opening.level == "senior"


def test_edit_keeps_a_round_that_has_interviews(client_of, world, session):
    sent = standing_form(world, **{"rounds-0-name": ""})
    answer = client_of("hana").post(f"/openings/{world.opening.id}/edit", data=sent)
    assert answer.status_code == 422
    assert "The round Talk about the work has interviews and stays." in answer.text
    assert len(stored(session, world.hana, world.opening.id).rounds) == 2


def test_edit_drops_a_round_without_interviews(client_of, world, session):
    sent = standing_form(world, **{"rounds-1-name": ""})
    assert client_of("hana").post(f"/openings/{world.opening.id}/edit", data=sent).status_code == 303
    assert [one.name for one in stored(session, world.hana, world.opening.id).rounds] == ["Talk about the work"]


@pytest.mark.parametrize(("who", "status"), [("hana", 200), ("cora", 200), ("root", 200), ("ada", 403), ("zoe", 404)])
def test_edit_is_for_whoever_runs_the_opening(client_of, world, who, status):
    assert client_of(who).get(f"/openings/{world.opening.id}/edit").status_code == status


def test_page_says_who_is_in_and_never_what_they_rated(client_of, world, session):
    make.submitted_card(session, world.dana_bo, [5, 2])
    page = client_of("cora").get(f"/openings/{world.opening.id}").text
    assert "Bo Lind: <span>in</span>" in page
    assert "Asked what the paragraph is for." not in page
    assert ">Decision<" not in page


def test_page_warns_of_a_competency_that_is_rated_once(client_of, world, session):
    world.case.kit = None
    session.commit()
    page = client_of("hana").get(f"/openings/{world.opening.id}").text
    assert "Purpose is rated once over all rounds." in page


def test_page_issues_the_same_number_of_statements_for_more_candidates(client_of, world, session, count_statements):
    client = client_of("hana")
    client.get(f"/openings/{world.opening.id}")
    with count_statements() as few:
        client.get(f"/openings/{world.opening.id}")
    for name in ("Ravi Menon", "Suki Arai", "Tam Osei"):
        one = make.candidate(session, world.opening, name)
        make.held(session, one, world.talk, make.NOW, [world.ada, world.bo], world.cora)
    session.commit()
    with count_statements() as many:
        client.get(f"/openings/{world.opening.id}")
    assert len(many) == len(few)


def test_list_puts_closed_openings_below(client_of, world, session):
    client = client_of("hana")
    client.post(f"/openings/{world.opening.id}/closing")
    assert 'id="closed"' in client.get("/openings").text
    client.post(f"/openings/{world.opening.id}/reopening")
    assert 'id="closed"' not in client.get("/openings").text


def test_list_issues_the_same_number_of_statements_for_more_openings(client_of, world, session, count_statements):
    client = client_of("root")
    client.get("/openings")
    with count_statements() as few:
        client.get("/openings")
    people = {"hana": world.hana, "cora": world.cora}
    for title in ("Search", "Billing"):
        more = make.opening(session, people, [(world.purpose, 100)], [world.talk_kit], title)
        make.candidate(session, more, "Ravi Menon")
    session.commit()
    with count_statements() as many:
        client.get("/openings")
    assert len(many) == len(few)


def test_members_join_and_leave(client_of, world, session):
    client = client_of("cora")
    sent = {"person": world.zoe.id, "role": "pool"}
    assert client.post(f"/openings/{world.opening.id}/members", data=sent).status_code == 303
    assert client_of("zoe").get(f"/openings/{world.opening.id}").status_code == 200
    assert client.post(f"/openings/{world.opening.id}/departures", data=sent).status_code == 303
    assert client_of("zoe").get(f"/openings/{world.opening.id}").status_code == 404


def test_members_nobody_makes_themselves_the_manager(client_of, world):
    sent = {"person": world.cora.id, "role": "manager"}
    answer = client_of("cora").post(f"/openings/{world.opening.id}/members", data=sent)
    assert answer.status_code == 422
    assert "Who manages an opening reads its ratings." in answer.text


def test_departures_keep_the_last_manager(client_of, world):
    sent = {"person": world.hana.id, "role": "manager"}
    answer = client_of("hana").post(f"/openings/{world.opening.id}/departures", data=sent)
    assert answer.status_code == 422
    assert "This is the only hiring manager. Add another one first." in answer.text
