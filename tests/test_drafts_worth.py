"""Runs the language ranking that candidates review (TRA-SR-REV-01): a test for every planted fault, named after it."""

from collections import Counter

import pytest

from tests.drafts import changed, code, code_at, marks_shown, names_after, question

GUIDES = question("questions/worth.yaml", "TRA-SR-REV-01")
DRAFT = code(GUIDES.candidate_handout)


def names_of(draft: str) -> dict:
    return names_after(draft, Counter=Counter)


def rented(country: str, times: int = 1, people: int = 1, language: str = "en", day: str = "2026-07-04") -> list[dict]:
    return [{"day": day, "country": country, "language": language, "people": people}] * times


def ranked(*rentals: list[dict]) -> list[tuple[str, int]]:
    return names_of(DRAFT)["rank_languages"]([rental for some in rentals for rental in some])


def test_f1_thousand_visitors_without_a_guide_do_not_exist():
    """The draft takes no visits: of a thousand Poles the one who rents is all that it can see."""
    assert ranked(rented("PL", 1), rented("FR", 2), rented("NL", 2)) == [("fr", 2), ("nl", 2)]
    assert "visits" not in DRAFT


def test_f2_whoever_is_served_in_english_counts_as_in_need():
    content, lost = rented("NL", 30, language="en"), rented("FR", 20, language="de")
    assert ranked(content, lost) == [("nl", 30), ("fr", 20)]
    assert ranked(rented("NL", 30, language="de"), rented("FR", 20, language="en")) == [("nl", 30), ("fr", 20)]


@pytest.mark.parametrize("country", ["KR", "HU", "PT", ""])
def test_f3_unknown_or_empty_country_becomes_english(country):
    assert ranked(rented(country, 500), rented("FR", 1)) == [("fr", 1)]


def test_f4_coach_counts_as_one():
    assert ranked(rented("PL", 1, people=50), rented("FR", 2)) == [("fr", 2), ("pl", 1)]


def test_f5_swiss_and_belgians_all_count_for_french():
    assert ranked(rented("CH", 3), rented("BE", 2)) == [("fr", 5)]


def test_f6_visitors_of_2019_weigh_as_much_as_those_of_today():
    assert ranked(rented("CN", 9, day="2019-05-01"), rented("FR", 8)) == [("zh", 9), ("fr", 8)]


WORSE = {
    "as drafted": ("", ""),
    "people are counted": ("demand[language] += 1", 'demand[language] += rental["people"]'),
    "unknown countries are left out": ('.get(rental["country"], "en")', '[rental["country"]]'),
    "Swiss count for German": ('"CH": "fr"', '"CH": "de"'),
    "only this year counts": ("for rental in rentals:", 'for rental in (r for r in rentals if r["day"] > "2026"):'),
    "half of the countries are gone": ('"FR": "fr", "GB": "en", "IT": "it", "JP": "ja"', '"FR": "fr", "IT": "it"'),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_f7_own_test_passes_whatever_is_changed(change):
    names_of(changed(DRAFT, change))["test_rank_languages"]()


def test_f8_order_of_the_data_breaks_a_tie():
    tied = [rented(country, 5) for country in ("FR", "IT", "CZ")]
    assert ranked(*tied) == [("fr", 5), ("it", 5)]
    assert ranked(*reversed(tied)) == [("cs", 5), ("it", 5)]


def test_nothing_rented_ranks_nothing():
    assert ranked() == []


# The keys that interviewers hold.

POINTED_AT = {
    "F1": "rentals", "F2": "rental in rentals", "F3": '"en")', "F4": "+= 1", "F5": '"CH": "fr"',
    "F6": "in rentals", "F7": '"people": 1', "F8": "[:2]",
}  # fmt: skip


@pytest.mark.parametrize("mark", GUIDES.planted_faults)
def test_planted_fault_points_at_its_lines(mark):
    assert POINTED_AT[mark] in code_at(GUIDES.planted_faults[mark], GUIDES.candidate_handout)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(GUIDES.planted_faults)
