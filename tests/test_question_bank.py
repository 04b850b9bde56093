"""The bank that is shipped: it loads, it keeps the rules, and editors get its schema."""

from app import shipped
from app.bankfiles.editors import json_schema
from app.bankfiles.linter import check
from app.bankfiles.reader import read_bank

FOLDER = shipped("question_bank")
BANK = read_bank(FOLDER)


def test_shipped_bank_is_read_without_a_problem() -> None:
    assert [str(problem) for problem in BANK.problems] == []
    assert BANK.questions and BANK.scenarios and BANK.kits


def test_shipped_bank_breaks_no_rule() -> None:
    assert [str(problem) for problem in check(BANK)] == []


def test_shipped_kits_ask_for_each_competency_at_least_twice_where_they_rate_five() -> None:
    asked = {record.id: record for record in BANK.asked}
    rated = [item.competency for kit in BANK.kits for name in kit.questions for item in asked[name].items()]
    assert len([code for code in set(rated) if rated.count(code) >= 2]) >= 5


def test_schema_for_editors_is_the_one_of_the_records() -> None:
    assert (FOLDER / "schema.json").read_text() == json_schema()
