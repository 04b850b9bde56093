"""Runs the list that ends the text messages (CASE-FROST-STAFF): a test for every planted fault, named after it."""

import re

import pytest

from tests.drafts import changed, code, code_at, marks_shown, names_after, stage

STAGE = stage("scenarios/case-frost-staff.yaml", "S4")
DRAFT = code(STAGE.given)


def names_of(draft: str) -> dict:
    return names_after(draft, re=re)


def row(kinds: str, number: str = "0171 55520", stopped: bool = False) -> dict:
    return {"number": number, "kinds": kinds, "stopped": stopped}


def split(*lists: list[dict]) -> tuple[list[str], list[str]]:
    return names_of(DRAFT)["split"](*lists, *[[]] * (3 - len(lists)))


FARMER = "+4917155520"


def test_farmer_of_one_list_goes_where_the_request_says():
    assert split([row("frost,rain")]) == ([FARMER], [])
    assert split([row("rain")]) == ([], [FARMER])


def test_p1_grower_whom_a_later_list_has_with_rain_is_switched_off():
    assert split([row("frost")], [], [row("rain")]) == ([], [FARMER])
    assert split([row("rain")], [], [row("frost")]) == ([FARMER], [])


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("0049 171 55520", "+494917155520"),
        ("+49 (0)171 55520", "+49017155520"),
        (" +49 171 55520", "+494917155520"),
        ("0171 55520 / 55521", "+491715552055521"),
    ],
)
def test_p2_same_number_becomes_another(written, read_as):
    assert split([row("frost")], [row("frost", written)])[0] == [FARMER, read_as]


def test_p3_whoever_asked_to_stop_is_handed_on_or_written_to():
    assert split([row("frost", stopped=True)]) == ([FARMER], [])
    assert split([row("rain", stopped=True)]) == ([], [FARMER])


def test_p4_box_in_the_orchard_gets_the_goodbye_text():
    box = "0171 99901"
    assert split([row("frost", box)], [row("rain", box)])[1] == ["+4917199901"]


def test_p5_potato_farmers_are_handed_on_with_the_frost():
    assert split([row("ground-frost,rain")]) == ([FARMER], [])


def test_p6_numbers_are_passed_on_and_nobody_was_asked():
    """No row can say that its grower agreed, so a grower who did not is handed on like one who did."""
    refused = row("frost") | {"agreed": False}
    assert split([refused])[0] == [FARMER]
    assert "agreed" not in STAGE.given


def test_p7_empty_numbers_become_one_farmer():
    assert split([row("rain", ""), row("rain", " "), row("rain", "none")]) == ([], ["+49"])


WORSE = {
    "as drafted": ("", ""),
    "the first list wins": ('farmers[normal(row["number"])] = row', "farmers.setdefault(normal(row['number']), row)"),
    "one list is left out": ("messages + accounts + forecasts", "accounts + forecasts"),
    "those who stopped are left out": (
        'if "frost" in row["kinds"]',
        'if "frost" in row["kinds"] and not row["stopped"]',
    ),
    "frost is one kind among others": ('in row["kinds"]', 'in row["kinds"].split(",")'),
    "whoever has rain alone is ended": ('"frost" in', '"rain" != '),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_p8_own_test_passes_whatever_is_changed(change):
    names_of(changed(DRAFT, change))["test_split"]()


# The key that interviewers hold.

POINTED_AT = {
    "P1": "] = row", "P2": "lstrip", "P3": "for row in", "P4": "goodbye =", "P5": '"frost" in', "P6": "frost =",
    "P7": "digits", "P8": "grower =",
}  # fmt: skip


@pytest.mark.parametrize("mark", STAGE.planted_faults)
def test_planted_fault_points_at_its_lines(mark):
    assert POINTED_AT[mark] in code_at(STAGE.planted_faults[mark], STAGE.given)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(STAGE.planted_faults)
