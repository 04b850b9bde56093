"""The history of a record, what changed in it, and its retirement, which never touches what was used."""

import re
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.people import Role
from app.queries import bank
from tests import make
from tests.conftest import Clock

PATH = f"/bank/{make.PURPOSE_ASKED}"


@pytest.fixture
def newer(session: Session, world: make.World):
    """Another version of the question that the talk kit asks; one kit that nobody has used holds the old one."""
    record = make.question(session, make.PURPOSE_ASKED, "PUR", version=2, prompt="What do you do on Tuesday?")
    session.commit()
    return record


@pytest.fixture
def unused(session: Session, world: make.World):
    kit = make.kit(session, "Not used yet", [world.purpose_question, world.customer_question])
    session.commit()
    return kit


def changes(old, new) -> str:
    return f"{PATH}/changes?from={old.digest[:12]}&to={new.digest[:12]}"


def cards_held(page: str) -> list[str]:
    return re.findall(r"<dt>Locked cards that hold it</dt><dd>(\d+)</dd>", page)


def retire(client, reason: str = "Known on the web."):
    return client.post(f"{PATH}/retirement", data={"reason": reason})


def test_the_history_says_where_each_version_stands(client_of, world, newer):
    page = client_of("hana").get(f"{PATH}/versions").text
    first, second = page.split('id="version-2"')
    assert newer.digest in first
    assert world.purpose_question.digest in second
    assert f"/kits/{world.talk_kit.id}" in second and f"/kits/{world.talk_kit.id}" not in first
    assert world.opening.title in second and world.opening.title not in first
    assert f"from={world.purpose_question.digest[:12]}&amp;to={newer.digest[:12]}" in first


def test_openings_that_one_does_not_see_are_left_out(client_of, world, newer):
    page = client_of("zoe").get(f"{PATH}/versions").text
    assert world.talk_kit.title in page
    assert world.opening.title not in page


def test_cards_are_counted_by_version_once_the_month_is_over(client_of, session, world, newer, clock: Clock):
    who = make.candidate(session, world.opening, "Past Extra")
    talk = make.held(session, who, world.talk, make.NOW - timedelta(days=1), [world.zoe], world.cora)
    make.submitted_card(session, talk.cards[0], [3, 4], at=make.NOW)
    make.submitted_card(session, world.dana_bo, [4, 3])  # Ada's on Dana is open, so that one counts for nobody
    session.commit()
    client = client_of("hana")
    assert cards_held(client.get(f"{PATH}/versions").text) == ["0", "0"]
    clock.move(days=40)
    assert cards_held(client.get(f"{PATH}/versions").text) == ["0", "1"]


def test_what_changed_is_marked_and_read_out(client_of, world, newer):
    page = client_of("ada").get(changes(world.purpose_question, newer)).text
    assert "<del><span" in page and "[taken out: " in page
    assert "<ins><span" in page and "[put in: " in page
    assert re.search(r"1 of \d+ parts changed", page)
    assert "<del><span" in client_of("ada").get(f"{PATH}/changes").text  # of the newest two


def test_one_version_alone_and_the_same_twice_are_said(client_of, world):
    assert "There is only one version" in client_of("ada").get(f"{PATH}/changes").text


@pytest.mark.parametrize("asked", ["from=0123456789ab", "to=zz", "from=%00", "to=" + "9" * 5000])
def test_a_version_that_is_not_there_is_not_found(client_of, world, newer, asked):
    assert client_of("ada").get(f"{PATH}/changes?{asked}").status_code == 404


def test_a_retired_question_is_not_offered_and_says_who_and_why(client_of, session, world):
    hana = client_of("hana")
    assert retire(hana).status_code == 303
    page = client_of("ada").get(PATH).text
    assert "by Hana Sato." in page and "Known on the web." in page
    assert "Take it back into use" not in page
    assert "Take it back into use" in hana.get(PATH).text
    assert make.PURPOSE_ASKED not in hana.get("/kits/new?level=senior").text
    assert make.PURPOSE_ASKED not in [record.key for record in bank.usable(session)]
    assert "· retired</p>" in client_of("ada").get("/bank").text


def test_retiring_never_touches_what_was_used(client_of, session, world, unused):
    """Kits that hold it keep it, in its words; a card that is open is written and locked as if nothing had been."""
    held = world.purpose_question.id, world.purpose_question.digest, world.purpose_question.words.prompt
    make.submitted_card(session, world.dana_bo, [2, 3])
    session.commit()
    retire(client_of("hana"))
    make.submitted_card(session, world.dana_ada, [4, 3])
    locked = [card.submissions[-1].card_content.records for card in (world.dana_bo, world.dana_ada)]
    assert [records[make.PURPOSE_ASKED] for records in locked] == [held[1]] * 2
    session.commit()
    assert held[2] in client_of("bo").get(f"/scorecards/{world.dana_bo.id}/read").text
    session.expire_all()
    for kit_id in (world.talk_kit.id, unused.id):
        assert held[0] in [one.id for one in bank.kit(session, kit_id).records]
        page = client_of("hana").get(f"/kits/{kit_id}").text
        assert f"{make.PURPOSE_ASKED} is retired." in page
        assert held[2] in page


def test_a_retired_question_comes_back_and_both_stay_in_its_history(client_of, session, world):
    hana = client_of("hana")
    retire(hana)
    assert hana.post(f"{PATH}/comeback").status_code == 303
    assert make.PURPOSE_ASKED in [record.key for record in bank.usable(session)]
    page = hana.get(f"{PATH}/versions").text
    assert "Known on the web." in page and "taken back on" in page
    assert "Retired on" not in hana.get(PATH).text


def test_loading_the_bank_again_does_not_bring_it_back(client_of, session, world):
    retire(client_of("hana"))
    make.question(session, make.PURPOSE_ASKED, "PUR", version=2)
    session.commit()
    assert make.PURPOSE_ASKED not in [record.key for record in bank.usable(session)]


def test_a_retirement_without_a_reason_or_twice_is_refused_and_keeps_what_was_typed(client_of, world):
    hana = client_of("hana")
    assert retire(hana, " ").status_code == 422
    retire(hana)
    again = retire(hana, "Typed with care.")
    assert again.status_code == 422
    assert "is retired already" in again.text and "Typed with care." in again.text


@pytest.mark.parametrize("who", ["ada", "cora", "zoe"])
def test_who_neither_writes_nor_chooses_questions_retires_none(who, client_of):
    client = client_of(who)
    assert retire(client).status_code == 403
    assert client.post(f"{PATH}/comeback").status_code == 403
    assert "Retire this question" not in client.get(PATH).text


def test_a_bank_author_retires(client_of, session, world):
    abe = client_of(make.person(session, "Abe Iwo", [Role.AUTHOR]))
    assert "Retire this question" in abe.get(PATH).text
    assert retire(abe).status_code == 303


def test_a_kit_takes_the_newer_version_with_one_press(client_of, session, world, newer, unused):
    cora, address = client_of("cora"), f"/kits/{unused.id}"
    page = cora.get(address).text
    assert f"There is a newer version of {make.PURPOSE_ASKED}." in page
    assert "Take version 2" in page
    assert "Take version" not in client_of("ada").get(address).text
    assert cora.post(f"{address}/renewal", data={"record": world.purpose_question.id}).location == address
    session.expire_all()
    assert [one.id for one in bank.kit(session, unused.id).records] == [newer.id, world.customer_question.id]
    assert "is now asked in version 2." in cora.get(address).text
    again = cora.post(f"{address}/renewal", data={"record": newer.id})
    assert again.status_code == 422 and "There is no newer version" in again.text


def test_a_used_kit_says_so_and_keeps_its_version(client_of, session, world, newer):
    cora, address = client_of("cora"), f"/kits/{world.talk_kit.id}"
    page = cora.get(address).text
    assert "Version 2 is newer." in page and "Take version" not in page
    refused = cora.post(f"{address}/renewal", data={"record": world.purpose_question.id})
    assert refused.status_code == 422 and "Make a copy and change that." in refused.text
    session.expire_all()
    assert bank.kit(session, world.talk_kit.id).records[0].id == world.purpose_question.id


@pytest.mark.parametrize("sent", [{}, {"record": "0"}, {"record": "²"}, {"record": "9" * 400}])
def test_a_question_that_the_kit_does_not_hold_is_not_found(client_of, unused, sent):
    assert client_of("cora").post(f"/kits/{unused.id}/renewal", data=sent).status_code == 404
