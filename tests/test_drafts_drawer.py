"""Runs the page that candidates review in CASE-DRAWER-STAFF: a test for every planted fault, named after it."""

import re

import pytest

from tests.drafts import changed, code, code_at, marks_shown, stage
from tests.stand_ins_drawer import BLOOD_THINNER, TARVELIN, Medicine, page, run

STAGE = stage("scenarios/case-drawer-staff.yaml", "S4")
DRAFT = code(STAGE.given)
GO_ON = ["You can go on taking all your medicines as before."]
STOP = "Please do not take any more:"


def test_p1_without_a_list_on_arrival_the_page_says_go_on():
    assert page(DRAFT, on_arrival=[], going_home=[TARVELIN]) == GO_ON


def test_p2_paused_blood_thinner_is_never_to_be_taken_again():
    told = page(DRAFT, on_arrival=[BLOOD_THINNER], going_home=[], paused=[BLOOD_THINNER])
    assert told == [STOP, "warolan 3 mg"]


@pytest.mark.parametrize("new", [TARVELIN.but(dose="2.5 mg"), TARVELIN.but(box="Belogen")], ids=["dose", "maker"])
def test_p3_old_box_of_the_same_substance_is_not_named(new):
    assert page(DRAFT, on_arrival=[TARVELIN], going_home=[new]) == GO_ON


@pytest.mark.parametrize("typed", ["Belotol", "BELOTOL", "belotol "])
def test_p4_spelling_stops_a_medicine_that_is_needed(typed):
    told = page(DRAFT, on_arrival=[TARVELIN.but(substance=typed)], going_home=[TARVELIN])
    assert told == [STOP, f"{typed} 5 mg"]


def test_p5_ninth_is_cut_off_without_a_word():
    nine = [Medicine(f"Box {number}", f"substance {number}", "1 tablet") for number in range(1, 10)]
    told = page(DRAFT, on_arrival=nine)
    assert (len(told) - 1, told[-1]) == (8, "substance 8 1 tablet")


def test_p6_name_on_the_box_is_not_printed():
    told = page(DRAFT, on_arrival=[TARVELIN])
    assert told == [STOP, "belotol 5 mg"]
    assert TARVELIN.box not in "".join(told)


WORSE = {
    "as drafted": ("", ""),
    "only the first is printed": ("[:8]", "[:1]"),
    "whoever has no list hears something else": ("all your medicines as before", "whatever you like"),
    "paused ones are stopped too": ("in stay.on_arrival", "in stay.on_arrival + stay.paused"),
    "the dose at home is not looked at": ("{medicine.dose}", "5 mg"),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_p7_own_test_passes_whatever_is_broken(change):
    run(changed(DRAFT, change))["test_stop_section"]()


def test_p7_own_test_fails_when_the_box_is_printed():
    with pytest.raises(AssertionError):
        run(DRAFT.replace('f"{medicine.substance} {', 'f"{medicine.box} {'))["test_stop_section"]()


@pytest.mark.parametrize("on_arrival", [[], [TARVELIN]])
def test_p8_page_names_nobody_to_ring_and_no_day(on_arrival):
    told = " ".join(page(DRAFT, on_arrival=on_arrival)).lower()
    assert not re.search(r"ring|call|phone|ask|since|pharmac|doctor|box|bring", told)


def test_draft_does_what_it_is_for_in_the_easy_case():
    assert page(DRAFT, on_arrival=[TARVELIN, BLOOD_THINNER], going_home=[BLOOD_THINNER]) == [STOP, "belotol 5 mg"]


# The key that interviewers hold.

POINTED_AT = {
    "P1": "as before", "P2": "stay.on_arrival", "P3": "still_taken", "P4": "not in still_taken",
    "P5": "[:8]", "P6": "medicine.substance", "P7": "belotol 5 mg", "P8": "Please do not",
}  # fmt: skip


@pytest.mark.parametrize("mark", STAGE.planted_faults)
def test_planted_fault_points_at_its_lines(mark):
    assert POINTED_AT[mark] in code_at(STAGE.planted_faults[mark], STAGE.given)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(STAGE.planted_faults)
