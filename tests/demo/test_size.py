"""The company of any size."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app import demo
from app.cli import main
from app.demo.size import Size, build
from app.domain.content import read
from app.domain.errors import Refused
from app.domain.findings import findings
from app.domain.interview import State
from app.domain.opening import Opening
from app.domain.ops import Incoming, Op, heads, mark
from app.domain.people import Person
from app.queries import bank, candidates, people, scorecards
from tests.demo.reading import (
    MIDNIGHT,
    all_cards,
    all_interviews,
    fingerprints,
    made,
    the_manager,
)

SMALL = Size(candidates=45, interviewers=4, rounds=3, seed=7)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"candidates": 0}, "--candidates is 0. Give a number from 1 to 20000."),
        ({"candidates": 20_001}, "--candidates is 20001. Give a number from 1 to 20000."),
        ({"interviewers": 0}, "--interviewers is 0. Give a number from 1 to 200."),
        ({"interviewers": 201}, "--interviewers is 201. Give a number from 1 to 200."),
        ({"rounds": 0}, "--rounds is 0. Give 1 or more."),
    ],
)
def test_a_size_beyond_sense_is_refused(numbers: dict[str, int], sentence: str) -> None:
    with pytest.raises(Refused, match=f"^{sentence}$"):
        Size(**numbers)


def test_more_rounds_than_the_bank_has_kits_for_are_refused(shelf: Session) -> None:
    with pytest.raises(Refused, match=r"^--rounds is 4, and the bank has 3 kits for seniors\. Give at most that\.$"):
        build(shelf, Size(rounds=4), MIDNIGHT)


def test_the_same_numbers_make_the_same_company_and_another_seed_another(shelf: Session) -> None:
    first = made(shelf, SMALL)
    assert made(shelf, SMALL) == first
    other = made(shelf, Size(SMALL.candidates, SMALL.interviewers, SMALL.rounds, seed=8))
    assert not set(other) & set(first)


def test_the_smallest_company_has_one_candidate_and_every_door(shelf: Session) -> None:
    build(shelf, Size(candidates=1, interviewers=1, rounds=1), MIDNIGHT)
    interview = all_interviews(shelf)
    assert [[card.author.name for card in one.cards] for one in interview] == [["Ada Berg"]]
    assert all(people.by_email(shelf, f"{who}@palate.example") for who in ("ada", "bo", "hana", "ruth"))


def test_it_has_as_many_as_were_asked_for_in_openings_of_forty_at_most(shelf: Session) -> None:
    build(shelf, SMALL, MIDNIGHT)
    sizes = [len(candidates.of_opening(shelf, the_manager(shelf), one.id)) for one in shelf.scalars(select(Opening))]
    assert sorted(sizes) == [22, 23]
    assert len({card.author_id for card in all_cards(shelf)}) == SMALL.interviewers
    assert {interview.round.position for interview in all_interviews(shelf)} == {0, 1, 2}


def test_what_is_past_has_an_outcome_or_waits_for_a_card_and_what_is_to_come_is_planned(shelf: Session) -> None:
    build(shelf, SMALL, MIDNIGHT)
    for interview in all_interviews(shelf):
        if interview.starts_at > MIDNIGHT:
            assert interview.state == State.PLANNED
            assert not any(card.begun_at or card.is_submitted for card in interview.cards)
        elif interview.state == State.PLANNED:
            assert not any(card.begun_at for card in interview.cards)
        assert interview.state.took_place == any(card.begun_at for card in interview.cards)
        assert (interview.state == State.CANCELLED) <= (interview.candidate.withdrawal is not None)
    assert all(one.at < MIDNIGHT for card in all_cards(shelf) for one in card.submissions)


def test_a_drawn_card_is_what_the_product_reads_out_of_what_was_typed(shelf: Session) -> None:
    build(shelf, SMALL, MIDNIGHT)
    words = bank.competency_names(shelf)
    shelf.expire_all()
    cards = [card for card in all_cards(shelf) if card.is_submitted]
    assert len(cards) > SMALL.candidates
    for card in cards:
        kit, lock, fields = card.interview.used_kit, card.submission, heads(scorecards.heads(shelf, card.id))
        assert kit and lock and kit.frozen_at
        draft = read(kit, fields)
        assert lock.card_content == draft.content
        assert lock.fingerprint == draft.content.fingerprint == lock.card_content.fingerprint
        assert lock.heads_mark == mark(fields)
        assert [one.sentence for one in findings(draft, kit, words) if one.stops] == []


def test_everything_typed_could_have_come_from_a_browser(shelf: Session) -> None:
    build(shelf, SMALL, MIDNIGHT)
    stored = shelf.scalars(select(Op).options(selectinload(Op.parents))).all()
    assert {op.flag for op in stored} == {None}
    sent = [
        {"id": op.id, "field": op.field, "value": op.value, "typed_at": op.typed_at, "parents": []} for op in stored
    ]
    assert all(op.says_the_same(Incoming.parse(raw)) for op, raw in zip(stored, sent, strict=True))


def test_much_of_what_happens_to_interviews_happens(shelf: Session) -> None:
    build(shelf, Size(candidates=150, interviewers=5, rounds=2, seed=3), MIDNIGHT)
    interviews = all_interviews(shelf)
    assert {interview.state for interview in interviews} == set(State)
    assert {len(interview.cards) for interview in interviews} == {1, 2}
    cards = all_cards(shelf)
    locked = [card.submission.card_content for card in cards if card.submission]
    items = [item for content in locked for item in content.items.values()]
    assert {item.rating for item in items} == {None, 1, 2, 3, 4, 5}
    assert {item.missing for item in items} == {None, "no_evidence", "not_asked"}
    assert {content.recommendation for content in locked} == {"strong_no", "no", "yes", "strong_yes"}
    assert any(card.was_very_late for card in cards)
    assert any(card.is_under_way for card in cards)


def test_openings_that_have_been_quiet_for_two_months_are_closed(shelf: Session) -> None:
    build(shelf, Size(candidates=130, interviewers=1), MIDNIGHT)
    last = {
        one.candidate.opening_id: one.starts_at for one in sorted(all_interviews(shelf), key=lambda one: one.starts_at)
    }
    quiet = {opening: at + timedelta(days=60) < MIDNIGHT for opening, at in last.items()}
    assert {one.id: one.closed_at is not None for one in shelf.scalars(select(Opening))} == quiet
    assert set(quiet.values()) == {True, False}


@pytest.fixture
def palate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("PALATE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("PALATE_DATABASE_URL", raising=False)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    return run


def test_a_sized_company_is_added_to_none(palate) -> None:  # type: ignore[no-untyped-def]
    assert palate("demo", "--candidates", "3", "--seed", "2").exit_code == 0
    again = palate("demo", "--candidates", "3", "--seed", "2")
    assert again.exit_code == 1
    assert again.output == (
        "Error: There is a demo company in this data folder already, and none is added to it. "
        "Give --data an empty folder.\n"
    )


def test_a_sized_company_is_not_made_in_a_folder_in_real_use(shelf: Session) -> None:
    shelf.add(Person(name="Ines", email="ines@company.example", created_at=MIDNIGHT))
    shelf.commit()
    with pytest.raises(Refused, match=r"^This data folder is in real use\."):
        demo.ensure_of_size({"candidates": 3})


def test_a_sized_company_has_the_same_doors_and_is_left_as_it_is_when_served(shelf: Session) -> None:
    demo.ensure_of_size({"candidates": 3, "interviewers": 1})
    before = fingerprints(shelf)
    demo.ensure()
    assert [(words, name) for words, name, _ in demo.links()] == [
        ("interviewer", "Ada Berg"),
        ("second interviewer", "Bo Lind"),
        ("hiring manager", "Hana Sato"),
        ("admin", "Ruth Adler"),
    ]
    assert fingerprints(shelf) == before
