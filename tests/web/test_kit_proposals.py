"""The proposal of a kit: from an opening's round and on its own, changed by hand, and made."""

import re
from urllib.parse import urlencode

import pytest
from sqlalchemy.orm import Session

from app.domain.bank import Status
from app.domain.people import Role
from app.domain.rubric import Level
from app.queries import bank, openings, people
from tests import make
from tests.test_statement_counts import counted, grow

MORE = "PUR-SR-PB-02"


@pytest.fixture
def bank_(session: Session, world: make.World) -> None:
    """Four more questions; the world has one on Purpose and one on Customer, asked in two interviews."""
    for key in (MORE, "CUS-SR-SIT-02", "TRA-SR-SIT-01"):
        make.question(session, key, key[:3])
    make.question(session, "TRA-SR-SIT-02", "TRA", status="draft")
    session.commit()


def wish(**changes: object) -> dict[str, object]:
    return {"level": "senior", "round_kind": "product_conversation", "minutes": 45, "PUR": 60, "CUS": 40} | changes


def for_round(world: make.World, **changes: object) -> dict[str, object]:
    return {name: value for name, value in wish(round=world.case.id).items() if name != "level"} | changes


def asked(page: str) -> list[str]:
    """The keys in the running order."""
    return re.findall(r'<p class="small quiet">([A-Z]+-[^<]*)</p>', page)


def newest_kit(session: Session):
    session.expire_all()
    return max(bank.kits(session), key=lambda kit: kit.id)


def test_the_form_of_a_round_says_what_its_opening_wants(client_of, world):
    page = client_of("hana").get(f"/kits/proposal?round={world.case.id}").text
    assert re.findall(r'name="(PUR|CUS|TRA|minutes)"[^>]* value="(\d*)"', page) == [
        ("minutes", "45"),
        ("PUR", "60"),
        ("CUS", "40"),
        ("TRA", ""),
    ]
    assert 'selected value="staged_scenario"' in page
    assert 'name="level"' not in page


def test_the_form_of_no_round_suggests_weights(client_of, world):
    page = client_of("hana").get("/kits/proposal").text
    assert re.findall(r'name="(PUR|CUS|TRA|minutes)"[^>]* value="(\d*)"', page) == [
        ("minutes", "45"),
        ("PUR", "25"),
        ("CUS", "20"),
        ("TRA", "20"),
    ]
    assert "Make this kit" not in page


def test_a_proposal_leaves_out_what_other_rounds_ask(client_of, world, bank_):
    page = client_of("hana").get("/kits/proposal", query_string=for_round(world)).text
    assert asked(page) == [MORE, "CUS-SR-SIT-02"]
    assert "Rates Purpose, which another round does too; 9 minutes; not asked yet." in page
    assert "18 of 45 usable minutes." in page


def test_what_was_asked_less_comes_first_and_drafts_only_if_said(client_of, session, world, bank_, clock):
    for card in (world.dana_ada, world.dana_bo, world.leo_ada, world.leo_bo):
        make.submitted_card(session, card, [3, 4])
    session.commit()
    clock.move(days=40)
    client = client_of("hana")
    page = client.get("/kits/proposal", query_string=wish(minutes=9, PUR=100, CUS="")).text
    assert asked(page) == [MORE]
    assert f"{make.PURPOSE_ASKED}" in page
    assert "9 minutes; asked twice." in page
    worth = wish(PUR="", CUS="", TRA=100)
    assert asked(client.get("/kits/proposal", query_string=worth).text) == ["TRA-SR-SIT-01"]
    drafts = client.get("/kits/proposal", query_string=worth | {"drafts": "y"}).text
    assert asked(drafts) == ["TRA-SR-SIT-01", "TRA-SR-SIT-02"]


def test_a_question_is_swapped_and_the_effect_is_shown_before(client_of, world, bank_):
    client = client_of("hana")
    state = wish(questions=f"{MORE} CUS-SR-SIT-02")
    page = client.get("/kits/proposal", query_string=state).text
    assert "18 of 45 minutes then. Purpose twice instead of once and Customer not at all instead of once." in page
    swap = {"place": "1", "with": make.PURPOSE_ASKED}
    answer = client.get("/kits/proposal", query_string=state | swap)
    assert answer.status_code == 303
    assert answer.location.endswith(f"questions={MORE}+{make.PURPOSE_ASKED}#place-2")
    assert asked(client.get(answer.location).text) == [MORE, make.PURPOSE_ASKED]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"place": "0", "with": ""}, ["CUS-SR-SIT-02"]),
        ({"place": "more", "with": "PUR-SR-SIT-01"}, [MORE, "CUS-SR-SIT-02", "PUR-SR-SIT-01"]),
        ({"place": "9", "with": "PUR-SR-SIT-01"}, [MORE, "CUS-SR-SIT-02"]),
        ({"place": "0", "with": "no question"}, ["CUS-SR-SIT-02"]),
    ],
)
def test_a_question_is_taken_out_or_added(client_of, world, bank_, change, expected):
    state = wish(questions=f"{MORE} CUS-SR-SIT-02")
    page = client_of("hana").get("/kits/proposal", query_string=state | change, follow_redirects=True)
    assert (page.status_code, asked(page.text)) == (200, expected)


def test_questions_that_are_not_offered_are_left_out_and_it_is_said(client_of, world, bank_):
    made_up = for_round(world, questions=f"nothing {MORE} {make.PURPOSE_ASKED} TRA-SR-SIT-02")
    page = client_of("hana").get("/kits/proposal", query_string=made_up).text
    assert asked(page) == [MORE]
    assert "Questions that are not offered here any more were left out." in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"PUR": "", "CUS": ""}, "Choose at least one competency: write beside it how much it counts."),
        ({"PUR": "-1"}, "Write a whole number from 1 to 100."),
        ({"minutes": ""}, "Say how many minutes there are for questions."),
        ({"round_kind": "party"}, "Choose one from the list."),
        ({"level": "x"}, "Choose one from the list."),
    ],
)
def test_a_wish_that_says_too_little_is_asked_for_again(client_of, world, changes, sentence):
    answer = client_of("hana").get("/kits/proposal", query_string=wish(**changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Make this kit" not in answer.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"level": "mid"}, "The bank has no question at the level Mid"),
        ({"minutes": 5}, "No question fits in 5 minutes. The shortest takes 9."),
        ({"questions": ""}, "You have taken every question out."),
    ],
)
def test_an_empty_proposal_says_why_and_makes_nothing(client_of, session, world, changes, sentence):
    client, before = client_of("hana"), len(bank.kits(session))
    session.commit()
    answer = client.get("/kits/proposal", query_string=wish(**changes))
    assert answer.status_code == 200
    assert sentence in answer.text
    assert "Make this kit" not in answer.text
    sent = wish(**changes) | {"title": "Kit", "questions": ""}
    assert client.post("/kits/proposal", data=sent).status_code == 422
    assert client.post("/kits/proposal", data=wish(title="Kit")).status_code == 422  # nobody has seen any
    assert len(bank.kits(session)) == before


def test_a_kit_is_made_with_the_words_of_a_shipped_one(client_of, session: Session, world, bank_):
    world.talk_kit.key = "KIT-SR-TALK"
    session.commit()
    sent = wish(questions=f"CUS-SR-SIT-02 {MORE}", title="Second talk")
    client = client_of("cora")
    answer = client.post("/kits/proposal", data=sent)
    kit = newest_kit(session)
    assert (answer.status_code, answer.location) == (303, f"/kits/{kit.id}")
    assert [record.key for record in kit.records] == ["CUS-SR-SIT-02", MORE]
    assert (kit.title, kit.level, kit.minutes, kit.key) == ("Second talk", Level.SENIOR, 45, None)
    assert (kit.opening_words, kit.closing_words) == ("Good to meet you.", "Thank you.")
    assert "are those of Talk about the work." in client.get(answer.location).text


def test_a_kit_made_for_a_round_is_given_to_it(client_of, session: Session, world, bank_):
    client = client_of("hana")
    sent = for_round(world, questions=f"CUS-SR-SIT-02 {MORE}", title="Second talk")
    answer = client.post("/kits/proposal", data=sent, follow_redirects=True)
    kit = newest_kit(session)
    opening = openings.get(session, people.some(session, [world.root.id])[0], world.opening.id)
    assert [one.kit_id for one in opening.rounds] == [world.talk_kit.id, kit.id]
    assert [(one.name, one.minutes) for one in opening.rounds] == [(world.talk.name, 60), (world.case.name, 60)]
    assert kit.opening_words == ""
    assert "so the words at the beginning and end are yours to write." in answer.text
    assert "round 2, The permit case" in answer.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "Give the kit a title"),
        ({"questions": f"{MORE} gone"}, "were left out"),
        ({"minutes": "x"}, "Write a whole number from 5 to 240."),
    ],
)
def test_a_refused_kit_is_not_made(client_of, session: Session, world, bank_, changes, sentence):
    before = len(bank.kits(session))
    session.commit()
    answer = client_of("hana").post("/kits/proposal", data=wish(questions=MORE, title="Kit") | changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert len(bank.kits(session)) == before


def test_a_round_that_was_held_warns_before_it_gets_another_kit(client_of, world):
    page = client_of("hana").get(f"/kits/proposal?round={world.talk.id}").text
    assert "This round was held with Talk about the work." in page


def test_a_round_is_found_by_those_who_run_its_opening(client_of, session: Session, world):
    stranger = make.person(session, "Mo Ray", [Role.MANAGER])
    seated = make.person(session, "Sy Dole", [Role.MANAGER])
    make.planned(session, world.leo, world.case, make.NOW, [seated], world.cora)
    session.commit()
    path = f"/kits/proposal?round={world.case.id}"
    codes = {
        who: client_of(who).get(path).status_code for who in ("hana", "cora", "root", "ada", "zoe", stranger, seated)
    }
    assert list(codes.values()) == [200, 200, 200, 403, 403, 404, 403]
    answers = [client_of("hana").get(f"/kits/proposal?round={one}").status_code for one in ("0", "x", "²", 10**8)]
    assert answers == [404] * 4


def test_an_imported_round_gets_no_kit(client_of, session: Session, world):
    world.opening.add_imported_round("Before", make.NOW)
    session.commit()
    assert client_of("hana").get(f"/kits/proposal?round={world.opening.rounds[-1].id}").status_code == 404


def test_the_way_to_a_proposal_stands_where_one_may_go_it(client_of, world):
    address = f"/kits/proposal?round={world.case.id}"
    assert address in client_of("hana").get(f"/openings/{world.opening.id}").text
    assert address not in client_of("ada").get(f"/openings/{world.opening.id}").text
    assert "/kits/proposal" in client_of("hana").get("/kits").text
    assert "/kits/proposal" not in client_of("ada").get("/kits").text


def test_an_open_interview_does_not_count_before_the_month_is_over(client_of, session: Session, world, clock):
    """The number would tell whoever looks before and after that a card is in."""
    client, address = client_of("hana"), "/kits/proposal"
    pages = [client.get(address, query_string=wish(PUR=100, CUS="")).text]
    for card in (world.dana_ada, world.dana_bo):
        make.submitted_card(session, card, [3, 4])
        session.commit()
        pages.append(client.get(address, query_string=wish(PUR=100, CUS="")).text)
    assert ["not asked yet" in page for page in pages] == [True] * 3
    clock.move(days=40)
    assert "9 minutes; asked once." in client.get(address, query_string=wish(PUR=100, CUS="")).text


def test_a_proposal_asks_as_often_with_many_rows_as_with_few(client_of, session: Session, world, count_statements):
    client, path = client_of("hana"), "/kits/proposal?" + urlencode(for_round(world))
    few = counted(client, path, count_statements)
    grow(session, world)
    many = counted(client, path, count_statements)
    assert len(few) == len(many), "\n\n".join(many)


def test_a_retired_question_is_not_proposed(client_of, session: Session, world, bank_):
    next(one for one in bank.newest(session) if one.key == MORE).status = Status.RETIRED
    session.commit()
    assert asked(client_of("hana").get("/kits/proposal", query_string=for_round(world)).text) == ["CUS-SR-SIT-02"]
