"""The rules of good questions: each breach is named with file, line, field and what to do."""

import json

import pytest

from app.bankfiles.likeness import likeness, runs
from app.bankfiles.linter import as_json, check, coverage, report
from app.bankfiles.problems import Problem
from app.bankfiles.reader import read_bank
from app.bankfiles.wording import lix
from tests.bankfiles.samples import QUESTION, Shelf

DONE = "questions/done.yaml"
DEPOT = "scenarios/depot.yaml"
TALK = "kits/talk.yaml"
CANNED = "practice/done.yaml"
PROMPT = "The night train prints seat cards at six. The printer team asks you for a faster queue. What do you do?"
THREE = "Measures from order to last card, and closes on a number for the guard."


def found(shelf: Shelf) -> list[Problem]:
    bank = read_bank(shelf.folder)
    assert bank.problems == ()
    return check(bank)


def only(shelf: Shelf) -> Problem:
    (problem,) = found(shelf)
    return problem


def test_sound_bank_breaks_no_rule(shelf: Shelf) -> None:
    assert found(shelf) == []


BREACHES = [
    (CANNED, "I would stand beside the guard. ", f"{'So. ' * 125}", "answer", "Has 251 words; write 120 to 250."),
    (CANNED, "DON-SR-SIT-01", "DON-SR-SIT-09", "question", "The bank holds no question DON-SR-SIT-09"),
    (CANNED, "PRA-DON-01", "PRA-CAN-01", "id", "its question asks for PRA-DON-01."),
    (DONE, PROMPT, f"{PROMPT} {'So? ' * 40}", "prompt", "Has 61 words; cut it to 60."),
    (DONE, THREE, f"{THREE} {'So. ' * 32}", "anchors 3", "Has 46 words; cut it to 45."),
    (DONE, "  - says what would undo it\n", "", "listen_for", "Has 3 entries; write 4 to 7."),
    (DONE, "  - What first?\n", "", "probes", "Has 2 entries; write 3 to 6."),
    (DONE, THREE, "As 2, and closes on a number.", "anchors 3", "Points to another anchor ('As 2')"),
    (DONE, THREE, "Same as the one before, with a number.", "anchors 3", "Points to another anchor ('Same as')"),
    (DONE, THREE, "Much like 4, without the split.", "anchors 3", "Points to another anchor ('like 4')"),
    (DONE, THREE, "Is passionate about the last card.", "anchors 3", "Uses the barred word 'passionate'"),
    (DONE, "What would you need?", "Are you a native speaker?", "probes 2", "Uses the barred word 'native speaker'"),
    (DONE, "How a wish becomes", "A culture fit, how a wish becomes", "intent", "Uses the barred word 'culture fit'"),
    (DONE, PROMPT, "How old are you?", "prompt", "Touches the barred topic age ('How old are')"),
    (DONE, "What first?", "What does your family say?", "probes 1", "Touches the barred topic family ('family')"),
    (DONE, "What first?", "How is your health?", "probes 1", "Touches the barred topic health ('health')"),
    (DONE, "What first?", "What was your last pay?", "probes 1", "Touches the barred topic salary history"),
    (DONE, "What first?", "Were you a union member?", "probes 1", "Touches the barred topic union"),
    (DONE, PROMPT, "What is your definition of done?", "prompt", "Names its competency ('definition of done')"),
    (DONE, "line: 1-2", "line: 3-5", "planted_faults, F1, line", "Line 5 is not in the draft, which has 4"),
    (DONE, "level: senior", "level: mid", "id", "its competency, level and type ask for DON-MID-SIT-01."),
    (DONE, "type: situational", "type: past_behaviour", "id", "ask for DON-SR-PB-01."),
    (DONE, "competency: DON", "competency: CAN", "id", "ask for CAN-SR-SIT-01."),
    (DONE, "status: draft", "status: live", "status", "Is live without a retranslation that passes"),
    (
        DONE,
        "none needed; situational",
        "use CAN-SR-SIT-02",
        "fallback",
        "Sends to CAN-SR-SIT-02, which the bank does not",
    ),
    (DEPOT, "status: draft", "status: live", "status", "stage S1 has no retranslation that passes"),
    (DEPOT, "    minutes: 11", "    minutes: 12", "minutes", "The stages take 21 minutes of 20"),
    (DEPOT, "level: senior", "level: staff", "id", "begin it with CASE- and end it with -STAFF."),
    (DEPOT, "line: 2,", "line: 3,", "stages 2, planted_faults, P1, line", "Line 3 is not in the draft, which has 2"),
    (DEPOT, "say: You have", "say: With your salary, you have", "say", "Touches the barred topic salary history"),
    (
        TALK,
        "questions: [DON-SR-SIT-01",
        "questions: [DON-SR-SIT-09",
        "questions 1",
        "no question or scenario DON-SR-SIT-09",
    ),
    (TALK, "level: senior", "level: mid", "questions 1", "DON-SR-SIT-01 is for senior, the kit for mid"),
    (
        TALK,
        "[DON-SR-SIT-01, CASE-DEPOT-SR]",
        "[CASE-DEPOT-SR, CASE-DEPOT-SR]",
        "questions 2",
        "stands in the kit twice",
    ),
    (TALK, "\nminutes: 45", "\nminutes: 27", "minutes", "The questions take 28 minutes of 27; drop one."),
    (TALK, "clock_minutes: 60", "clock_minutes: 40", "clock_minutes", "Is less than the 45 usable minutes"),
]


@pytest.mark.parametrize(("file", "old", "new", "field", "message"), BREACHES)
def test_breach_is_named_with_its_file_and_field(
    shelf: Shelf, file: str, old: str, new: str, field: str, message: str
) -> None:
    shelf.change(file, old, new)
    problem = next(one for one in found(shelf) if one.field == field)
    assert problem.file == str(shelf.folder / file)
    assert message in problem.message


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (DONE, PROMPT, "How old are you?"),
        (DONE, "  3: Measures", "  3: As 2, measures"),
        (DONE, "  - What would you need?", "  - What is your salary?"),
        (DONE, "line: 1-2", "line: 7"),
        (DEPOT, "line: 2,", "line: 3,"),
        (DEPOT, "      4: Brings the driver", "      4: Like 3, brings the driver"),
        (TALK, "questions: [DON-SR-SIT-01", "questions: [DON-SR-SIT-09"),
    ],
)
def test_breach_points_to_its_line(shelf: Shelf, file: str, old: str, new: str) -> None:
    line = shelf.change(file, old, new)
    assert [(one.file, one.line) for one in found(shelf)] == [(str(shelf.folder / file), line)]


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


def test_likeness_is_shared_runs_over_all_runs() -> None:
    assert likeness(runs("one two three four"), runs("One, two three. Four")) == 1
    assert likeness(runs("one two three four"), runs("one two three five")) == pytest.approx(1 / 3)
    assert likeness(runs("one two"), runs("three four")) == 0


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
