"""The rules of good questions: each breach is named with file, line, field and what to do."""

import json

import pytest
from click.testing import CliRunner

from app.bankfiles.linter import as_json, check, coverage, report
from app.bankfiles.problems import Problem
from app.bankfiles.reader import read_bank
from app.bankfiles.wording import lix
from app.cli import main
from tests.bankfiles.broken import DEPOT, DONE, PROMPT, TALK, THREE
from tests.bankfiles.samples import QUESTION, Shelf


def found(shelf: Shelf) -> list[Problem]:
    bank = read_bank(shelf.folder)
    assert bank.problems == ()
    return check(bank)


def only(shelf: Shelf) -> Problem:
    (problem,) = found(shelf)
    return problem


def test_sound_bank_breaks_no_rule(shelf: Shelf) -> None:
    assert found(shelf) == []


@pytest.mark.parametrize(
    "prompt",
    [
        "The health records of a clinic arrive twice. What do you do?",
        "The React Native app and its native code disagree. What do you do?",
        "The customer calls at noon: the result is done, but wrong. What do you do?",
        "The old server is of a certain age. What do you do?",
        "The list of SQL unions grows. What do you do?",
    ],
)
def test_words_of_the_trade_are_let_through(shelf: Shelf, prompt: str) -> None:
    shelf.change(DONE, f"prompt: {PROMPT}", f"prompt: '{prompt}'")
    assert found(shelf) == []


def test_anchor_may_hold_numbers_of_the_trade(shelf: Shelf) -> None:
    shelf.change(DONE, THREE, "Holds 3 of the 12 trains against the guard's card, as told, before 5 and after 6.")
    assert found(shelf) == []


def test_anchors_of_one_question_differ(shelf: Shelf) -> None:
    shelf.change(DONE, "Wants a measurement, without naming whose wait or which target.", THREE)
    assert only(shelf).field == "anchors 3"
    assert only(shelf).message.startswith(f"Is nearly the text of {shelf.folder / DONE}:")
    assert only(shelf).message.endswith("anchors 2; make them differ in kind.")


def test_prompts_of_different_questions_differ(shelf: Shelf) -> None:
    other = QUESTION.replace("SIT-01", "SIT-02").replace("at six", "at seven")
    shelf.write("questions/more.yaml", other)
    assert [one.field for one in found(shelf)] == ["prompt", *(f"anchors {grade}" for grade in range(1, 6))]


def test_lix_is_words_a_sentence_and_the_share_of_long_words() -> None:
    assert lix("One two six ten. One two six ten.") == 4
    assert lix("Considerable two six ten.") == 4 + 25
    assert lix("") == 0


def test_hard_prompt_is_named(shelf: Shelf) -> None:
    hard = (
        "Operational considerations notwithstanding, " + "comprehensive organisational restructuring " * 5 + "ensued."
    )
    shelf.change(DONE, f"prompt: {PROMPT}", f"prompt: {hard}")
    assert only(shelf).field == "prompt"
    assert only(shelf).message.startswith("Reads hard (LIX ")


RESULT = "{reader: a reader, order: [%s]}"


@pytest.mark.parametrize(("order", "passes"), [("1, 2, 4, 3, 5", True), ("3, 1, 2, 4, 5", False)])
def test_live_question_has_passed_its_reader(shelf: Shelf, order: str, passes: bool) -> None:
    shelf.change(DONE, "status: draft", "status: live")
    shelf.change(DONE, "{phrase: what 'done' looked like}", "{retranslation: %s}" % (RESULT % order))
    assert (found(shelf) == []) == passes


def test_live_scenario_has_passed_its_reader_stage_by_stage(shelf: Shelf) -> None:
    shelf.change(DEPOT, "status: draft", "status: live")
    read = ", ".join(f"{stage}: {RESULT % '1, 2, 3, 4, 5'}" for stage in ("S1", "S2"))
    shelf.change(DEPOT, "scoring_note:", f"provenance: {{retranslation: {{{read}}}}}\nscoring_note:")
    assert found(shelf) == []


def test_coverage_counts_by_competency_level_and_type(shelf: Shelf) -> None:
    assert coverage(read_bank(shelf.folder)) == {
        ("DON", "senior", "situational"): 1,
        ("PUR", "senior", "stage"): 1,
        ("CUS", "senior", "stage"): 1,
    }


def test_report_of_a_sound_bank_is_its_coverage(shelf: Shelf) -> None:
    lines = report(read_bank(shelf.folder), []).splitlines()
    assert [line.split()[0] for line in lines[1:4]] == ["PUR", "CUS", "DON"]
    assert lines[3].split() == ["DON", "senior", "–", "1", "–", "–", "–", "–"]
    assert lines[-1] == "1 question, 1 scenario, 1 kit, 1 practice answer; no problem found."


def test_report_of_a_broken_bank_is_a_line_for_each_problem(shelf: Shelf) -> None:
    shelf.change(DONE, "minutes: 8", "minutes: none")
    bank = read_bank(shelf.folder)
    assert report(bank, bank.problems).splitlines() == [
        f"{shelf.folder / DONE}:7: minutes: Is 'none'; write a whole number.",
        "",
        "1 problem in 1 file. Nothing of this bank is used until they are gone.",
    ]


def test_json_holds_the_same(shelf: Shelf) -> None:
    shelf.change(TALK, "clock_minutes: 60", "clock_minutes: 40")
    bank = read_bank(shelf.folder)
    told = json.loads(as_json(bank, check(bank)))
    assert told["problems"] == [
        {
            "file": str(shelf.folder / TALK),
            "line": 7,
            "field": "clock_minutes",
            "message": "Is less than the 45 usable minutes; correct one.",
        }
    ]
    assert {"competency": "DON", "level": "senior", "type": "situational", "count": 1} in told["coverage"]


def test_command_prints_json_and_nothing_else(shelf: Shelf) -> None:
    shelf.change(DONE, "minutes: 8", "minutes: 0")
    result = CliRunner().invoke(main, ["bank", "check", "--json", str(shelf.folder)])
    assert result.exit_code == 1
    assert json.loads(result.output) == {
        "problems": [
            {"file": str(shelf.folder / DONE), "line": 7, "field": "minutes", "message": "Is 0; write 1 or more."}
        ],
        "coverage": [],
    }


def test_command_prints_json_of_a_sound_bank(shelf: Shelf) -> None:
    result = CliRunner().invoke(main, ["bank", "check", "--json", str(shelf.folder)])
    assert result.exit_code == 0
    assert json.loads(result.output) == {
        "problems": [],
        "coverage": [
            {"competency": "CUS", "level": "senior", "type": "stage", "count": 1},
            {"competency": "DON", "level": "senior", "type": "situational", "count": 1},
            {"competency": "PUR", "level": "senior", "type": "stage", "count": 1},
        ],
    }
