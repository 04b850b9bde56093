"""Runs the list of exposed tenants that candidates review (CASE-GATE-SR): a test for every planted fault."""

import re
from collections import defaultdict

import pytest

from tests.drafts import changed, code, code_at, marks_shown, names_after, stage

STAGE = stage("scenarios/case-gate-sr.yaml", "S4")
DRAFT = code(STAGE.given)


def names_of(draft: str) -> dict:
    return names_after(draft, re=re, defaultdict=defaultdict)


def line(login: object, path: str, status: int = 200) -> str:
    return f"2026-03-05T02:10,{login},{path},{status}\n"


def opened(login: object, *tenants: int, path: str = "/tenants/{}") -> list[str]:
    return [line(login, path.format(tenant)) for tenant in tenants]


def exposed(*lines: str) -> list[int]:
    return names_of(DRAFT)["exposed"](lines)


def test_stranger_who_opens_many_pages_is_seen():
    assert exposed(*opened(4711, 4712, 4700, 4711, 10000)) == [4700, 4712, 10000]
    assert exposed(*opened(4711, 4712, 4700, 10000, path="/tenants/{}/")) == [4700, 4712, 10000]


def test_page_that_was_not_shown_does_not_count():
    assert exposed(*(line(4711, f"/tenants/{tenant}", 403) for tenant in (1, 2, 3, 4))) == []


def test_p1_openings_without_a_login_are_left_out():
    assert exposed(*opened("", *range(4700, 4800))) == []


def test_p2_thief_who_opens_one_page_passes_for_a_typing_error():
    neighbour = 4712
    assert exposed(*opened(4711, neighbour)) == exposed(*opened(4711, neighbour, 4713)) == []


def test_p3_phone_apps_way_to_the_code_is_not_looked_at():
    assert exposed(*opened(4711, *range(4700, 4800), path="/api/tenants/{}")) == []


def test_p4_no_log_and_no_stranger_look_alike():
    nobody = opened(4711, 4711)
    assert exposed() == exposed(*nobody) == []


def test_p5_employees_count_as_strangers():
    assert exposed(*opened(12, 4700, 4701, 4702)) == [4700, 4701, 4702]


@pytest.mark.parametrize("odd", [line("", "/search/room,dry"), "\n"], ids=["a comma in the path", "an empty line"])
def test_p6_odd_line_leaves_no_list_at_all(odd):
    with pytest.raises(ValueError, match="unpack"):
        exposed(*opened(4711, 1, 2, 3), odd)


def test_p7_list_holds_bare_numbers_in_order():
    late_in_hall_7 = opened(4711, 9001, 20, 300)
    assert exposed(*late_in_hall_7) == [20, 300, 9001]


WORSE = {
    "as drafted": ("", ""),
    "openings without a login count": ("and login and", "and"),
    "four pages may be a typing error": ("> 2", "> 4"),
    "one page is enough": ("> 2", "> 0"),
    "pages that were refused count": (' and status == "200"', ""),
    "employees are left out": ("and login and", "and login and int(login) >= 1000 and"),
    "commas are let through": ('.split(",")', '.split(",", 3)'),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_p8_own_test_passes_whatever_is_changed(change):
    names_of(changed(DRAFT, change))["test_exposed"]()


# The key that interviewers hold.

POINTED_AT = {
    "P1": "and login and", "P2": "> 2", "P3": "/tenants/", "P4": "def exposed", "P5": "int(login) !=",
    "P6": 'split(",")', "P7": "return sorted", "P8": "range(5)",
}  # fmt: skip


@pytest.mark.parametrize("mark", STAGE.planted_faults)
def test_planted_fault_points_at_its_lines(mark):
    assert POINTED_AT[mark] in code_at(STAGE.planted_faults[mark], STAGE.given)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(STAGE.planted_faults)
