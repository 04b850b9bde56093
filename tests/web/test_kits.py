"""The pages of kits, and the form that makes and changes them."""

import pytest
from sqlalchemy.orm import Session

from app.domain.rubric import Level
from app.queries import bank
from tests import make

MAKERS = ("hana", "cora", "root")
READERS = ("ada", "bo", "zoe")


def form(*places: tuple[object, object], **changes: object) -> dict[str, object]:
    """What the browser sends: `places` are records with the number typed beside them."""
    fields: dict[str, object] = {
        "title": "A new kit",
        "round_kind": "product_conversation",
        "minutes": "45",
        "opening_words": "Hello.",
        "closing_words": "Goodbye.",
    }
    for n, (record, place) in enumerate(places):
        fields |= {f"questions-{n}-record": record.id, f"questions-{n}-place": place}
    return fields | changes


def newest_kit(session: Session):
    session.expire_all()
    return max(bank.kits(session), key=lambda kit: kit.id)


def test_the_index_lists_kits_with_their_minutes_and_uses(client_of, world):
    page = client_of("zoe").get("/kits").text
    assert world.talk_kit.title in page
    assert "18 of 45 min" in page
    assert "Used in 2 interviews" in page
    assert "New kit" not in page


def test_a_kit_shows_its_running_order_and_where_it_is_used(client_of, world):
    page = client_of("hana").get(f"/kits/{world.talk_kit.id}").text
    assert page.index(make.PURPOSE_ASKED) < page.index(make.CUSTOMER_ASKED)
    assert "Together 18 of 45 usable minutes." in page
    assert world.opening.title in page
    assert "stays as it is" in page


def test_rounds_of_openings_that_one_does_not_see_are_left_out(client_of, world):
    page = client_of("zoe").get(f"/kits/{world.talk_kit.id}").text
    assert world.opening.title not in page
    assert "None that you can see." in page


def test_a_kit_is_made_in_the_order_of_the_numbers(client_of, session: Session, world):
    sent = form((world.customer_question, 1), (world.scenario, ""), (world.purpose_question, 2))
    answer = client_of("cora").post("/kits/new?level=senior", data=sent)
    kit = newest_kit(session)
    assert (answer.status_code, answer.location) == (303, f"/kits/{kit.id}")
    assert [record.key for record in kit.records] == [make.CUSTOMER_ASKED, make.PURPOSE_ASKED]
    assert (kit.title, kit.level, kit.minutes, kit.opening_words) == ("A new kit", Level.SENIOR, 45, "Hello.")


def test_a_new_kit_is_offered_the_usable_questions_of_its_level(client_of, session: Session, world):
    make.question(session, "PUR-MID-SIT-01", "PUR", level="mid")
    make.question(session, "PUR-MID-SIT-02", "PUR", level="mid", status="retired")
    session.commit()
    page = client_of("hana").get("/kits/new?level=mid").text
    assert "PUR-MID-SIT-01" in page
    assert "PUR-MID-SIT-02" not in page
    assert make.PURPOSE_ASKED not in page


def test_a_question_of_another_level_is_not_taken(client_of, session: Session, world):
    answer = client_of("hana").post("/kits/new?level=mid", data=form((world.purpose_question, 1)))
    assert answer.status_code == 422
    assert "Choose at least one question" in answer.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "Give the kit a title"),
        ({"minutes": "many"}, "Write a whole number from 5 to 240."),
        ({"minutes": " "}, "Say how many minutes there are for questions."),
        ({"questions-0-place": ""}, "Choose at least one question"),
        ({"questions-0-place": "99"}, "Write a whole number from 1 to 20."),
    ],
)
def test_a_refused_form_keeps_what_was_typed(client_of, session: Session, world, changes, sentence):
    before = len(bank.kits(session))
    session.commit()
    sent = form((world.purpose_question, 1), opening_words="Typed with care.", **changes)
    answer = client_of("hana").post("/kits/new", data=sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Typed with care." in answer.text
    assert [typed for typed in changes.values() if typed.strip() and f'value="{typed}"' not in answer.text] == []
    assert len(bank.kits(session)) == before


def test_a_kit_is_changed_and_keeps_the_questions_that_stay(client_of, session: Session, world):
    sent = form((world.scenario, 2), (world.purpose_question, 1), title="Another title")
    answer = client_of("hana").post(f"/kits/{world.case_kit.id}/edit", data=sent)
    assert answer.status_code == 303
    session.expire_all()
    kit = bank.kit(session, world.case_kit.id)
    assert kit.title == "Another title"
    assert [record.key for record in kit.records] == [make.PURPOSE_ASKED, make.CASE]


def test_two_versions_of_a_question_do_not_fit_into_one_kit(client_of, session: Session, world):
    newer = make.question(session, make.PURPOSE_ASKED, "PUR", version=2)
    kit = make.kit(session, "With the old version", [world.purpose_question])
    session.commit()
    sent = form((world.purpose_question, 1), (newer, 2))
    answer = client_of("hana").post(f"/kits/{kit.id}/edit", data=sent)
    assert answer.status_code == 422
    assert "A question is in this kit twice." in answer.text


def test_a_used_kit_is_copied_instead_of_changed(client_of, session: Session, world):
    client, address = client_of("hana"), f"/kits/{world.talk_kit.id}"
    assert client.get(f"{address}/edit").location == address
    refused = client.post(f"{address}/edit", data=form((world.purpose_question, 1)))
    assert refused.status_code == 422
    assert "Make a copy and change that." in refused.text
    assert f"{address}/copy" in refused.text
    answer = client.post(f"{address}/copy")
    twin = newest_kit(session)
    assert (answer.status_code, answer.location) == (303, f"/kits/{twin.id}/edit")
    assert (twin.frozen_at, twin.planned_minutes) == (None, 18)
    assert bank.kit(session, world.talk_kit.id).title == "Talk about the work"


def test_too_many_minutes_are_said_and_do_not_stop(client_of, session: Session, world):
    sent = form((world.purpose_question, 1), minutes="5")
    answer = client_of("hana").post("/kits/new", data=sent, follow_redirects=True)
    assert answer.status_code == 200
    assert "The questions take 9 minutes, 4 more than the 5 that are usable." in answer.text


@pytest.mark.parametrize("name", READERS)
def test_readers_change_nothing(client_of, world, name):
    client, address = client_of(name), f"/kits/{world.case_kit.id}"
    assert client.get(address).status_code == 200
    codes = [
        client.get("/kits/new").status_code,
        client.get(f"{address}/edit").status_code,
        client.post(f"{address}/edit", data=form()).status_code,
        client.post(f"{address}/copy").status_code,
    ]
    assert codes == [403] * 4
    assert f"{address}/edit" not in client.get(address).text


@pytest.mark.parametrize("name", MAKERS)
def test_who_may_open_a_job_may_make_a_kit(client_of, world, name):
    assert client_of(name).get("/kits/new").status_code == 200


def test_a_kit_that_is_not_there_is_not_found(client_of):
    client = client_of("root")
    codes = [client.get("/kits/0").status_code, client.get("/kits/0/edit").status_code]
    assert codes == [404, 404]
    assert client.post("/kits/0/copy").status_code == 404
