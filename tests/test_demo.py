"""The demo company: the story that it tells, and the company of any size."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from statistics import mean

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app import demo, seed, shipped
from app.cli import main
from app.db import db
from app.demo import names, plan
from app.demo.draw import Draw
from app.demo.size import Size, build
from app.domain.access import counted_until
from app.domain.candidate import Candidate
from app.domain.comparison import Comparison
from app.domain.content import read
from app.domain.errors import Refused
from app.domain.findings import findings
from app.domain.interview import Interview, State
from app.domain.kit import Kit, KitSlot
from app.domain.opening import Opening
from app.domain.ops import Incoming, Op, heads, mark
from app.domain.people import Person
from app.domain.scorecard import Scorecard, Submission
from app.measure.doubt import TOO_CLOSE, Doubt, doubt
from app.measure.table import Rating, Table
from app.queries import bank, candidates, figures, openings, people, scorecards
from app.queries.comparison import compare

COMPARED = ["Dana Whitlock", "Leo Marchetti", "Suki Tanabe"]
MIDNIGHT = datetime(2026, 3, 4, tzinfo=UTC)  # a Wednesday
SMALL = Size(candidates=45, interviewers=4, rounds=3, seed=7)


@pytest.fixture
def shelf(app: Flask, session: Session) -> Iterator[Session]:
    """The app's own session on an empty company that has the shipped bank."""
    with app.app_context():
        seed.load_bank(db.session, shipped("question_bank"))
        db.session.commit()
        yield db.session


@pytest.fixture
def told(shelf: Session) -> Session:
    demo.ensure()
    return shelf


# --- the told company


def test_the_highest_mean_belongs_to_who_met_the_lenient_interviewer_and_not_the_severe_one(told: Session) -> None:
    compared = _compared(told)
    highest = max(compared.totals, key=lambda total: total.value or 0)
    assert highest.entrant.name == "Suki Tanabe"
    assert [compared.met[one.candidate.id] for one in compared.entrants] == [
        "Ada and Bo",
        "Ada and Chidi",
        "Bo and Chidi",
    ]
    assert [f"{total.value:.2f}" for total in compared.totals] == ["3.40", "3.23", "3.88"]


def test_nobody_can_be_called(told: Session) -> None:
    found = _doubt(told)
    assert [(pair.a, pair.b, pair.words) for pair in found.pairs] == [
        (a, b, TOO_CLOSE) for a, b in combinations(COMPARED, 2)
    ]
    assert all(pair.connected for pair in found.pairs)


def test_over_all_their_cards_one_interviewer_is_severe_and_one_is_lenient(told: Session) -> None:
    severities = _doubt(told).severities
    assert sorted(severities, key=lambda who: severities[who].points) == ["Bo Lind", "Chidi Eze", "Ada Berg"]
    assert severities["Ada Berg"].low > 0 > severities["Bo Lind"].high


def test_each_competency_is_rated_by_two_but_for_the_one_that_a_fire_alarm_cut_off(told: Session) -> None:
    cells = [(cell.entrant.name, cell.competency.code, cell) for row in _compared(told).rows for cell in row.cells]
    by_two = {(who, code) for who, code, cell in cells if len({mark.by.name for mark in cell.marks}) == 2}
    assert {(who, code) for who, code, _ in cells} - by_two == {("Suki Tanabe", "RES")}
    gaps = [(who, code, cell.gap_words) for who, code, cell in cells if cell.gaps]
    assert gaps == [("Suki Tanabe", "RES", "Not asked (Chidi)")]


def test_the_told_opening_says_how_sure_it_is(told: Session) -> None:
    assert _opening(told).how_sure_since is not None


def test_the_two_who_are_decided_on_were_read_before(told: Session) -> None:
    hana = _hana(told)
    for name, decided in (("Tove Lindahl", 3), ("Kofi Asante", 3)):
        cards = [card for card in _cards(told) if card.interview.candidate.name == name]
        assert [hana.id in scorecards.readers(told, card.id) for card in cards] == [True] * decided


def test_weights_and_kits_stand_since_the_first_interview_with_them(told: Session) -> None:
    opening = _opening(told)
    assert opening.fixed_at == min(_begun(told, opening)[0])
    first = {position: min(starts) for position, starts in _begun(told).items()}
    assert {one.position: one.kit.frozen_at for one in opening.rounds if one.kit} == first


def test_there_is_a_past_and_the_figures_over_many_cards_speak_of_it(told: Session) -> None:
    closed = [one for one in told.scalars(select(Opening)) if one.closed_at]
    assert [one.title for one in closed] == ["Senior engineer, Billing"]
    now = datetime.now(UTC)
    told.commit()
    items = [item for record in bank.newest(told) for item in record.items]
    known = [one for one in figures.of_items(told, _hana(told), items, counted_until(now)) if one.is_known]
    assert len(known) == 10
    assert all(one.verdict and one.verdict.figure.shown for one in known)
    ada = people.by_email(told, "ada@palate.example")
    assert ada
    around = figures.cards_around(told, ada, ada, counted_until(now))
    assert len({card.author_id for card in around}) == 5


def test_everybody_of_the_past_is_decided_on_and_one_got_the_offer(told: Session) -> None:
    closed = next(one for one in told.scalars(select(Opening)) if one.closed_at)
    everybody = candidates.of_opening(told, _hana(told), closed.id)
    decided = Counter(one.verdict.value for one in candidates.decisions(told, [one.id for one in everybody]))
    rated = {card.interview.candidate_id for card in _cards(told) if card.is_submitted}
    went = {one.id for one in everybody if one.id in rated and not one.withdrawal}
    assert decided == {"offer": 1, "no_offer": len(went) - 1}


# --- a company of any size


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
    first = _made(shelf, SMALL)
    assert _made(shelf, SMALL) == first
    other = _made(shelf, Size(SMALL.candidates, SMALL.interviewers, SMALL.rounds, seed=8))
    assert not set(other) & set(first)


def test_the_smallest_company_has_one_candidate_and_every_door(shelf: Session) -> None:
    build(shelf, Size(candidates=1, interviewers=1, rounds=1), MIDNIGHT)
    interview = _interviews(shelf)
    assert [[card.author.name for card in one.cards] for one in interview] == [["Ada Berg"]]
    assert all(people.by_email(shelf, f"{who}@palate.example") for who in ("ada", "bo", "hana", "ruth"))


def test_it_has_as_many_as_were_asked_for_in_openings_of_forty_at_most(shelf: Session) -> None:
    build(shelf, SMALL, MIDNIGHT)
    sizes = [len(candidates.of_opening(shelf, _hana(shelf), one.id)) for one in shelf.scalars(select(Opening))]
    assert sorted(sizes) == [22, 23]
    assert len({card.author_id for card in _cards(shelf)}) == SMALL.interviewers
    assert {interview.round.position for interview in _interviews(shelf)} == {0, 1, 2}


def test_what_is_past_has_an_outcome_or_waits_for_a_card_and_what_is_to_come_is_planned(shelf: Session) -> None:
    build(shelf, SMALL, MIDNIGHT)
    for interview in _interviews(shelf):
        if interview.starts_at > MIDNIGHT:
            assert interview.state == State.PLANNED
            assert not any(card.begun_at or card.is_submitted for card in interview.cards)
        elif interview.state == State.PLANNED:
            assert not any(card.begun_at for card in interview.cards)
        assert interview.state.took_place == any(card.begun_at for card in interview.cards)
        assert (interview.state == State.CANCELLED) <= (interview.candidate.withdrawal is not None)
    assert all(one.at < MIDNIGHT for card in _cards(shelf) for one in card.submissions)


def test_a_drawn_card_is_what_the_product_reads_out_of_what_was_typed(shelf: Session) -> None:
    build(shelf, SMALL, MIDNIGHT)
    words = bank.competency_names(shelf)
    shelf.expire_all()
    cards = [card for card in _cards(shelf) if card.is_submitted]
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
    interviews = _interviews(shelf)
    assert {interview.state for interview in interviews} == set(State)
    assert {len(interview.cards) for interview in interviews} == {1, 2}
    cards = _cards(shelf)
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
        one.candidate.opening_id: one.starts_at for one in sorted(_interviews(shelf), key=lambda one: one.starts_at)
    }
    quiet = {opening: at + timedelta(days=60) < MIDNIGHT for opening, at in last.items()}
    assert {one.id: one.closed_at is not None for one in shelf.scalars(select(Opening))} == quiet
    assert set(quiet.values()) == {True, False}


# --- the plan, the draw and the names behind it


@given(st.integers(1, 90), st.integers(1, 12), st.integers(1, 3), st.integers(0, 9))
def test_nobody_is_in_two_places_at_once(candidates: int, interviewers: int, rounds: int, seed: int) -> None:
    searches = plan.searches(Draw(seed), candidates, interviewers, rounds)
    meetings = [(search, one) for search in searches for applicant in search.applicants for one in applicant.meetings]
    seats = Counter((person, one.slot) for _, one in meetings for person in one.panel)
    assert set(seats.values()) == {1}
    assert all(set(one.panel) <= set(search.group) for search, one in meetings)
    assert {person for person, _ in seats} <= set(range(interviewers))
    assert sorted(a.number for search in searches for a in search.applicants) == list(range(candidates))
    assert all(len(search.applicants) <= plan.MOST_IN_OPENING for search in searches)


@given(st.integers(1, 90), st.integers(1, 3), st.integers(0, 9))
def test_a_candidate_goes_from_round_to_round(candidates: int, rounds: int, seed: int) -> None:
    for search in plan.searches(Draw(seed), candidates, 4, rounds):
        for applicant in search.applicants:
            assert [one.round for one in applicant.meetings] == list(range(len(applicant.meetings)))
            slots = [one.slot for one in applicant.meetings]
            assert all(later - earlier >= plan.BETWEEN_ROUNDS for earlier, later in pairwise(slots))
            fell_through = [one.outcome.fell_through for one in applicant.meetings]
            assert not any(fell_through[:-1])
            assert len(slots) == rounds or fell_through[-1]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-5000, 500))
def test_slots_lie_on_working_days_around_today_in_order(today: date, slot: int) -> None:
    here, after = plan.moment(today, slot), plan.moment(today, slot + 1)
    assert here < after
    assert here.weekday() < 5
    assert (here.date() < today) == (slot < 0)
    assert here.date() != today


def test_a_lenient_interviewer_gives_more() -> None:
    draw = Draw(seed=1)
    leniency = [draw.leniency(who) for who in range(5)]
    given_ = [mean(draw.rating(n, who, f"Q{n % 10}", "PUR") for n in range(400)) for who in range(5)]
    apart = [(a, b) for a, b in combinations(range(5), 2) if abs(leniency[a] - leniency[b]) > 0.3]
    assert len(apart) > 3
    assert all((given_[a] > given_[b]) == (leniency[a] > leniency[b]) for a, b in apart)


def test_candidates_of_one_opening_have_names_of_their_own() -> None:
    for seed_ in range(20):
        for start in range(0, 2000, plan.MOST_IN_OPENING):
            opening = {names.name_of(start + n, seed_) for n in range(plan.MOST_IN_OPENING)}
            assert len(opening) == plan.MOST_IN_OPENING
    many = [names.name_of(n, 1) for n in range(2000)]
    assert len(set(many)) > 1750
    assert any(len(name) > 45 for name in many)
    assert sum(not any("A" <= letter <= "z" for letter in name) for name in many) > 100


# --- the folder


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
    before = _prints(shelf)
    demo.ensure()
    assert [(words, name) for words, name, _ in demo.links()] == [
        ("interviewer", "Ada Berg"),
        ("second interviewer", "Bo Lind"),
        ("hiring manager", "Hana Sato"),
        ("admin", "Ruth Adler"),
    ]
    assert _prints(shelf) == before


# --- reading what was made


def _made(session: Session, size: Size) -> list[str]:
    """Build it, say what was locked, and take it back."""
    with session.begin_nested() as trial:
        build(session, size, MIDNIGHT)
        prints = _prints(session)
        trial.rollback()
    return prints


def _prints(session: Session) -> list[str]:
    """Of every locked card: candidate, author and fingerprint."""
    locked = (card for card in _cards(session) if card.submission)
    return sorted(f"{_who(card)} {card.submission.fingerprint}" for card in locked if card.submission)


def _who(card: Scorecard) -> str:
    return f"{card.interview.candidate.name} {card.author.name}"


def _cards(session: Session) -> Sequence[Scorecard]:
    interview = joinedload(Scorecard.interview)
    wanted = select(Scorecard).options(
        joinedload(Scorecard.author),
        joinedload(Scorecard.submissions).joinedload(Submission.amendments),
        interview.joinedload(Interview.candidate),
        interview.joinedload(Interview.changes),
        interview.joinedload(Interview.used_kit).selectinload(Kit.slots).joinedload(KitSlot.record),
    )
    return session.scalars(wanted.order_by(Scorecard.id)).unique().all()


def _interviews(session: Session) -> Sequence[Interview]:
    wanted = select(Interview).options(
        joinedload(Interview.candidate).joinedload(Candidate.withdrawal),
        joinedload(Interview.round),
        joinedload(Interview.changes),
        joinedload(Interview.cards).joinedload(Scorecard.author),
        joinedload(Interview.cards).joinedload(Scorecard.submissions),
    )
    return session.scalars(wanted.order_by(Interview.id)).unique().all()


def _begun(session: Session, opening: Opening | None = None) -> dict[int, list[datetime]]:
    """Number of the round to the moments at which its interviews began; of all openings, or of one."""
    begun: dict[int, list[datetime]] = defaultdict(list)
    for interview in _interviews(session):
        if interview.begun_at and (opening is None or interview.candidate.opening_id == opening.id):
            begun[interview.round.position].append(interview.begun_at)
    return begun


def _opening(session: Session) -> Opening:
    """The told one."""
    (found,) = openings.titled(session, "Senior engineer, Checkout")
    return found


def _hana(session: Session) -> Person:
    found = people.by_email(session, "hana@palate.example")
    assert found
    return found


def _compared(session: Session) -> Comparison:
    hana = _hana(session)
    opening = openings.weighed(session, hana, _opening(session).id)
    assert opening
    everybody = candidates.of_opening(session, hana, opening.id)
    return compare(session, hana, opening, [one for one in everybody if one.name in COMPARED])


def _doubt(session: Session) -> Doubt:
    """As the page has it: every locked rating of the opening, with its weights."""
    rows = [
        Rating(card.interview.candidate.name, card.author.name, item.key, item.rating, _competency(card, item.key))
        for card in _cards(session)
        if card.submission and card.interview.candidate.opening_id == _opening(session).id
        for item in card.submission.card_content.items.values()
        if item.rating is not None
    ]
    weights = _compared(session).opening.weights
    return doubt(Table.of(rows), COMPARED, {weight.competency_code: weight.percent / 100 for weight in weights})


def _competency(card: Scorecard, key: str) -> str:
    item = card.interview.used_kit.item(key) if card.interview.used_kit else None
    assert item
    return item.competency
