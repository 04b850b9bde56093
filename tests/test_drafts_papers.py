"""Reads the papers without code that candidates mend: each planted fault stands where the key says, sums add up."""

import re
from functools import cache

import pytest

from app.bankfiles.schema import Question
from tests.drafts import code_at, code_lines, question

PAPERS = {
    "PUR-MID-REV-01": ("purpose", {
        "F1": "stay with the lab", "F2": "all wells", "F3": "yearly test", "F4": "Text message",
        "F5": "messages are delivered", "F6": "ten per cent", "F7": "The 15th", "F8": "Eight of nine",
    }),
    "CUS-MID-REV-01": ("customer", {
        "F1": "barcode", "F2": "phone at the stand", "F3": "needs training", "F4": "clearer processes",
        "F5": "too long", "F6": "It's fine", "F7": "suppliers", "F8": "Recommended",
    }),
    "DON-MID-WORK-01": ("done", {
        "F1": "ACCEPTED WHEN", "F2": "searches", "F3": "July", "F4": "one minute",
        "F5": "two weeks", "F6": "satisfied", "F7": "no errors", "F8": "The form",
    }),
    "TRA-STAFF-WORK-01": ("worth", {
        "F1": "Dock booking", "F2": "400,000", "F3": "C comes before B", "F4": "Portal",
        "F5": "Modern", "F6": "lorry drivers", "F7": "delivered in June", "F8": "As time allows",
    }),
}  # fmt: skip
POINTERS = [(name, mark) for name, (_, marks) in PAPERS.items() for mark in marks]


@cache
def paper(name: str) -> Question:
    return question(f"questions/{PAPERS[name][0]}.yaml", name)


@pytest.mark.parametrize(("name", "mark"), POINTERS)
def test_planted_fault_points_at_its_lines(name, mark):
    question = paper(name)
    assert PAPERS[name][1][mark] in code_at(question.planted_faults[mark], question.candidate_handout)


@pytest.mark.parametrize("name", PAPERS)
def test_each_planted_fault_is_looked_up(name):
    assert set(paper(name).planted_faults) == set(PAPERS[name][1])


@pytest.mark.parametrize("name", PAPERS)
def test_lines_that_a_fault_names_are_in_the_paper(name):
    """A fault gives the lines that contradict it in brackets: (13-14)."""
    question = paper(name)
    printed = code_lines(question.candidate_handout)
    named = [
        int(number)
        for fault in question.planted_faults.values()
        for brackets in re.findall(r"\(([\d-]+)\)", fault.fault)
        for number in brackets.split("-")
    ]
    assert set(named) <= set(printed)


def test_priority_one_fills_the_weeks_and_counts_one_sum_twice():
    lines = code_lines(paper("TRA-STAFF-WORK-01").candidate_handout)
    items = {row[1]: row for row in (re.match(r"([A-H])  .* (\d+|-) +([12])$", line) for line in lines.values()) if row}
    first = [int(item[2]) for item in items.values() if item[3] == "1"]
    assert (len(items), len(first), sum(first)) == (8, 5, 90)
    assert [mark for mark, item in items.items() if "400,000" in item[0]] == ["B", "C"]
