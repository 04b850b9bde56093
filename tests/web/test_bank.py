"""The pages of the question bank."""

import pytest
from sqlalchemy.orm import Session

from app.bankfiles.schema import QuestionType, Status
from app.domain.bank import BankRecord
from app.queries import practice
from app.web.bank import STATUS_WORDS, TYPE_WORDS
from tests import make


def shown(client, **asked: str) -> set[str]:
    """Which of the world's records the index lists."""
    page = client.get("/bank", query_string=asked).text
    return {key for key in (make.PURPOSE_ASKED, make.CUSTOMER_ASKED, make.CASE) if f"/bank/{key}" in page}


def test_words_are_there_for_every_type_and_status():
    assert set(TYPE_WORDS) == set(QuestionType)
    assert set(STATUS_WORDS) == set(Status)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {make.PURPOSE_ASKED, make.CUSTOMER_ASKED, make.CASE}),
        ({"competency": "CUS"}, {make.CUSTOMER_ASKED, make.CASE}),
        ({"level": "senior", "type": "situational"}, {make.PURPOSE_ASKED, make.CUSTOMER_ASKED}),
        ({"level": "staff"}, set()),
        ({"competency": "TRA"}, set()),
        ({"level": "nonsense", "competency": "' OR 1"}, {make.PURPOSE_ASKED, make.CUSTOMER_ASKED, make.CASE}),
    ],
)
def test_the_index_shows_what_is_asked_for(client_of, asked, expected):
    assert shown(client_of("zoe"), **asked) == expected


def test_the_index_says_when_nothing_fits(client_of):
    page = client_of("ada").get("/bank?level=mid").text
    assert "No question fits this choice." in page
    assert "palate bank check" in page


def test_the_index_says_when_the_bank_is_empty(client_of, session: Session, world):
    for one in (world.dana_talk, world.leo_talk):
        one.used_kit = None
    for one in world.opening.rounds:
        one.kit = None
    session.flush()
    session.delete(world.comment)
    session.flush()
    for rating in (practice.own_rating(session, who, world.practice.id) for who in (world.bo, world.root)):
        session.delete(rating)
    session.flush()
    for one in (world.practice, world.talk_kit, world.case_kit):
        session.delete(one)
    session.flush()
    for one in (world.purpose_question, world.customer_question, world.scenario):
        session.delete(one)
    session.commit()
    assert "The bank is empty." in client_of("ada").get("/bank").text


def test_a_question_is_shown_whole(client_of, world):
    page = client_of("ada").get(f"/bank/{make.PURPOSE_ASKED}").text
    words = world.purpose_question.words
    told = [words.prompt, words.intent, words.chef, words.cook, *words.probes, *words.barred_probes, *words.red_flags]
    told += [*words.not_evidence, *words.anchors.values(), *(fact.say for fact in words.facts.values())]
    assert [text for text in told if text not in page] == []
    assert f"/kits/{world.talk_kit.id}" in page
    assert f"/kits/{world.case_kit.id}" not in page


def test_a_scenario_is_shown_stage_by_stage(client_of, world):
    page = client_of("ada").get(f"/bank/{make.CASE}").text
    words = world.scenario.words
    told = [words.title, words.ticket, words.say, words.how_to_run, words.scoring_note, "S1 · Purpose", "S2 · Customer"]
    told += ["letter.print(page=2)", "prints to the wrong page", "line 2 · weight high", "The mayor calls."]
    assert [text for text in told if text not in page] == []


def test_an_earlier_version_is_shown_by_its_digest(client_of, session: Session, world):
    make.question(session, make.PURPOSE_ASKED, "PUR", version=2, prompt="Other words?")
    session.commit()
    client, old = client_of("ada"), world.purpose_question
    newest = client.get(f"/bank/{old.key}").text
    assert "Other words?" in newest
    assert f"version={old.digest[:12]}" in newest
    earlier = client.get(f"/bank/{old.key}?version={old.digest[:12]}").text
    assert old.words.prompt in earlier
    assert "This is an earlier version." in earlier


@pytest.mark.parametrize("address", ["/bank/NO-SUCH-01", f"/bank/{make.PURPOSE_ASKED}?version=0123456789ab"])
def test_what_is_not_there_is_not_found(client_of, address):
    assert client_of("root").get(address).status_code == 404


def test_the_index_needs_as_many_statements_for_many_records_as_for_few(
    client_of, session: Session, world, count_statements
):
    client = client_of("ada")
    with count_statements() as few:
        client.get("/bank")
    records: list[BankRecord] = [make.question(session, f"PUR-SR-SIT-2{n}", "PUR") for n in range(3)]
    session.commit()
    with count_statements() as many:
        assert f"/bank/{records[0].key}" in client.get("/bank").text
    assert len(many) == len(few)


def test_a_stranger_is_sent_to_sign_in(app, world):
    assert app.test_client().get("/bank").status_code in {302, 303}


def test_words_are_looked_for_and_marked(client_of, session: Session, world):
    make.question(session, "PUR-SR-SIT-07", "PUR", prompt="A Café counts its cups.")
    session.commit()
    page = client_of("zoe").get("/bank?q=cafe+COUNT").text
    assert "1 of 4 holds all of this" in page
    assert "A <mark>Café</mark> <mark>counts</mark> its cups." in page
    assert make.CASE not in page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "permit"}, {make.CASE}),
        ({"q": "monday", "competency": "CUS"}, {make.CUSTOMER_ASKED}),
        ({"q": "monday", "status": "draft"}, set()),
        ({"q": '"paragraph on page"'}, {make.CASE}),
        ({"q": "monday", "type": "situational", "level": "senior"}, {make.PURPOSE_ASKED, make.CUSTOMER_ASKED}),
        ({"status": "live"}, {make.PURPOSE_ASKED, make.CUSTOMER_ASKED, make.CASE}),
    ],
)
def test_a_search_keeps_to_the_filters(client_of, asked, expected):
    assert shown(client_of("zoe"), **asked) == expected


def test_a_search_that_finds_nothing_says_what_to_do(client_of):
    client = client_of("ada")
    assert (
        "Nothing holds all of these words. Write fewer words, or only their beginnings."
        in client.get("/bank?q=zebra").text
    )
    assert "fits this choice" in client.get("/bank?q=zebra&level=mid").text
    assert "There is no word in that to look for." in client.get("/bank?q=%21%21").text


@pytest.mark.parametrize("typed", ["x" * 5_000, "\x00", "%ff%fe", "'\"<script>", "\u202e漢字 ½", "a " * 300, "\ufdfa"])
def test_whatever_is_looked_for_is_answered_and_kept(client_of, typed):
    answer = client_of("ada").get("/bank", query_string={"q": typed})
    assert answer.status_code == 200
    assert "<script>" not in answer.text.split("</head>")[1].split("<script type")[0]
    assert ("Only the first 200 characters" in answer.text) == (len(typed.strip()) > 200)


def test_a_search_needs_no_more_statements_than_the_index(client_of, session: Session, world, count_statements):
    client = client_of("ada")
    with count_statements() as few:
        client.get("/bank")
    for n in range(3):
        make.question(session, f"PUR-SR-SIT-2{n}", "PUR")
    session.commit()
    with count_statements() as many:
        assert "PUR-SR-SIT-20" in client.get("/bank?q=monday").text
    assert len(many) == len(few)
