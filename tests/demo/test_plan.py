"""The plan, the draw and the names behind a company of any size."""

from collections import Counter
from datetime import date
from itertools import combinations, pairwise
from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from app.demo import names, plan
from app.demo.draw import Draw


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
