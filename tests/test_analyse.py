"""`palate analyse`, as somebody at a terminal meets it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.layout import WIDTH, width
from app.cli import main
from app.measure.doubt import UNJOINED
from app.measure.table import Rating
from tests.measure.tables import GOLDEN, full

HEADER = "candidate,interviewer,item,rating"
KEYS = {
    "candidates": {"candidate", "mean", "n", "interviewers", "posterior_mean"},
    "pairs": {"a", "b", "difference", "low", "high", "p", "words", "connected"},
    "agreement": {
        *("units", "alpha_nominal", "alpha_ordinal", "alpha_interval", "ac2_quadratic"),
        *("exact", "within_one", "low", "high", "shown"),
    },
    "interviewers": {"interviewer", "n", "mean", "severity", "low", "high"},
    "items": {"item", "n", "item_rest", "low", "high", "advice", "shown"},
    "help": {"change", "half_width"},
}


def written(rows: Iterable[Rating]) -> str:
    lines = [f"{row.candidate},{row.interviewer},{row.item},{row.value:g}" for row in rows]
    return "\n".join([HEADER, *lines, ""])


GOLDEN_FILE = written(GOLDEN.rows) + "C,r1,i3,\n"


def analyse(text: str | bytes, *options: str) -> Result:
    return CliRunner().invoke(main, ["analyse", "-", *options], input=text)


def figures(text: str, *options: str) -> dict[str, Any]:
    result = analyse(text, "--json", *options)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


# ---- the figures


def test_the_golden_table_comes_out_within_half_a_hundredth() -> None:
    found = figures(GOLDEN_FILE)
    assert [(one["candidate"], one["mean"], one["n"], one["interviewers"]) for one in found["candidates"]] == [
        ("A", 3.5, 8, 2),
        ("B", 3.0, 8, 2),
        ("C", 4.0, 7, 2),
    ]
    assert [one["posterior_mean"] for one in found["candidates"]] == pytest.approx([3.5988, 3.1117, 3.5213], abs=0.005)
    expected = {
        ("A", "B"): (0.4871, -0.2610, 1.2695, 0.8578),
        ("A", "C"): (0.0776, -0.6718, 0.8146, 0.5759),
        ("B", "C"): (-0.4095, -1.1782, 0.3077, 0.1759),
    }
    assert [(pair["a"], pair["b"]) for pair in found["pairs"]] == list(expected)
    for pair in found["pairs"]:
        said = pair["difference"], pair["low"], pair["high"], pair["p"]
        assert said == pytest.approx(expected[pair["a"], pair["b"]], abs=0.005)
    assert [pair["words"] for pair in found["pairs"]] == ["leans", "too close to call", "leans"]


def test_the_json_has_the_keys_that_are_promised() -> None:
    found = figures(GOLDEN_FILE)
    assert set(found) == set(KEYS)
    for name, keys in KEYS.items():
        for one in found[name] if isinstance(found[name], list) else [found[name]]:
            assert keys <= set(one), name


def test_figures_that_are_hidden_are_there_and_marked() -> None:
    few, enough = figures(written(full(2, 2, 4).rows)), figures(written(full(10, 2, 4).rows))
    assert (few["agreement"]["units"], few["agreement"]["shown"]) == (8, False)
    assert few["agreement"]["alpha_ordinal"] is not None
    assert [item["shown"] for item in few["items"]] == [False] * 4
    assert enough["agreement"]["shown"]
    assert [item["shown"] for item in enough["items"]] == [True] * 4


def test_another_scale_stretches_every_figure_about_its_middle() -> None:
    stretched = written(row._replace(value=2 * row.value - 1) for row in GOLDEN.rows)
    one, two = figures(GOLDEN_FILE), figures(stretched, "--scale", "1-9")
    for a, b in zip(one["pairs"], two["pairs"], strict=True):
        assert (b["difference"], b["low"], b["high"]) == pytest.approx(
            (2 * a["difference"], 2 * a["low"], 2 * a["high"]), abs=1e-5
        )
        assert b["p"] == pytest.approx(a["p"], abs=1e-6)
    for a, b in zip(one["candidates"], two["candidates"], strict=True):
        assert b["posterior_mean"] == pytest.approx(2 * a["posterior_mean"] - 1, abs=1e-5)


def test_ratings_between_the_points_are_taken() -> None:
    assert figures(f"{HEADER}\nAda,Bo,x,3.5\nAda,Bo,y,4\n")["candidates"][0]["mean"] == 3.75


def test_names_that_differ_in_case_alone_are_two_people() -> None:
    found = figures(f"{HEADER}\nada,Bo,x,3\nAda,bo,x,4\n")
    assert [one["candidate"] for one in found["candidates"]] == ["Ada", "ada"]
    assert [one["interviewer"] for one in found["interviewers"]] == ["Bo", "bo"]
    assert [(pair["a"], pair["b"], pair["connected"]) for pair in found["pairs"]] == [("Ada", "ada", False)]


def test_names_stand_in_the_order_of_their_characters() -> None:
    found = figures(f"{HEADER}\nÉmile,Bo,x,3\nzoe,Bo,x,3\nZoe,Bo,x,3\n王,Bo,x,3\n")
    assert [one["candidate"] for one in found["candidates"]] == ["Zoe", "zoe", "Émile", "王"]
    assert all(pair["a"] < pair["b"] for pair in found["pairs"])


def test_who_has_no_rating_has_a_row_and_is_in_no_pair() -> None:
    text = f"{HEADER}\nAda,Bo,x,3\nBea,Bo,x,4\nDana,Eli,y,\n"
    found = figures(text)
    assert found["candidates"][2] == {
        "candidate": "Dana",
        "mean": None,
        "n": 0,
        "interviewers": 0,
        "posterior_mean": None,
    }
    assert found["interviewers"][1] == {
        "interviewer": "Eli",
        "n": 0,
        "mean": None,
        "severity": None,
        "low": None,
        "high": None,
    }
    assert (found["items"][1]["item"], found["items"][1]["n"], found["items"][1]["shown"]) == ("y", 0, False)
    assert [(pair["a"], pair["b"]) for pair in found["pairs"]] == [("Ada", "Bea")]
    assert "Without a rating, and so in no pair: Dana." in analyse(text).output


def test_a_file_without_any_rating_has_rows_and_no_figures() -> None:
    found = figures(f"{HEADER}\nAda,Bo,x,\n")
    assert (found["pairs"], found["help"], found["agreement"]["units"]) == ([], [], 0)
    assert (found["candidates"][0]["n"], found["items"][0]["n"]) == (0, 0)
    assert "fewer than two candidates have a rating" in analyse(f"{HEADER}\nAda,Bo,x,\n").output


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_two_runs_and_another_order_of_lines_print_the_same_bytes(options: tuple[str, ...], tmp_path: Path) -> None:
    header, *lines = GOLDEN_FILE.splitlines()
    outputs = []
    for text in (GOLDEN_FILE, GOLDEN_FILE, "\n".join([header, *reversed(lines)])):
        file = tmp_path / "ratings.csv"
        file.write_text(text)
        program = "from app.cli import main; main()"
        command = [sys.executable, "-c", program, "analyse", str(file), *options]
        outputs.append(subprocess.run(command, capture_output=True, check=True).stdout)
    assert outputs[0] == outputs[1] == outputs[2] != b""


def test_neither_flask_nor_a_database_nor_paper_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text(GOLDEN_FILE)
    program = (
        "import sys; from app.cli import main; main(['analyse', sys.argv[1]], standalone_mode=False);"
        "print(*sorted({'flask', 'sqlalchemy', 'weasyprint', 'pydantic', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "numpy"


# ---- the report


def test_the_report_says_in_words_what_can_be_told() -> None:
    lines = analyse(GOLDEN_FILE).output.splitlines()
    assert lines[0] == "23 ratings, 3 candidates, 3 interviewers, 4 items, on the scale from 1 to 5."
    assert "90 in 100 lies between the two numbers." in lines[1]
    at = lines.index("How sure is a difference?")
    assert lines[at + 1 : at + 5] == [
        "  in words           difference       chance  gap     could be",
        "  leans              A ahead of B  86 in 100  0.5  −0.3 to 1.3",
        "  too close to call  A ahead of C  58 in 100  0.1  −0.7 to 0.8",
        "  leans              C ahead of B  82 in 100  0.4  −0.3 to 1.2",
    ]


def test_the_report_says_why_a_figure_is_hidden() -> None:
    output = analyse(written(full(2, 2, 4).rows)).output
    assert "Answers rated by two interviewers or more: 8. Agreement is shown from 10 on." in output
    assert "Hidden: an item needs 10 candidates with other ratings too; the most here is 2." in output
    assert "alpha" not in output


def test_the_report_shows_what_is_no_longer_hidden() -> None:
    lines = analyse(written(full(30, 2, 4).rows)).output.splitlines()
    assert any(line.startswith("  alpha, ordinal") for line in lines)
    assert [line.split()[:2] for line in lines if line.startswith("  i00")] == [[f"i00{n}", "30"] for n in range(4)]


def test_the_report_shows_a_direction_alone_while_there_is_too_little_for_a_number() -> None:
    lines = analyse(written(full(29, 2, 2).rows)).output.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("  item "))
    assert [re.split(r" {2,}", line.strip()) for line in lines[at + 1 : at + 3]] == [
        ["i000", "29", "agrees with the rest"],
        ["i001", "29", "agrees with the rest"],
    ]


def test_the_report_names_pairs_without_a_shared_interviewer() -> None:
    output = analyse(f"{HEADER}\nAda,Bo,x,3\nBea,Bo,x,4\nCy,Dan,x,4\n").output
    assert UNJOINED in output
    marked = [line for line in output.splitlines() if " * " in line and "ahead of" in line]
    assert [("Cy" in line, len(marked)) for line in marked] == [(True, 2), (True, 2)]
    assert UNJOINED not in analyse(GOLDEN_FILE).output


def test_long_and_strange_names_do_not_break_the_report() -> None:
    names = ["Bartholomew Featherstonehaugh " * 9, "X" * 500, "王小明" * 60, "A\x08B", "Zoë"]
    lines = [f'{name},"{who}","What, and why? {item}",{n % 5 + 1}' for who in names for item in "xy" for n, name in
             enumerate(names)]  # fmt: skip
    result = analyse("\n".join([HEADER, *lines]))
    assert result.exit_code == 0
    assert max(map(width, result.output.splitlines())) <= WIDTH
    assert "A�B" in result.output and "\x08" not in result.output


@pytest.mark.parametrize("word", ["rank", "winner", "best", "hire", "chef", "cook"])
def test_the_report_ranks_nobody(word: str) -> None:
    assert word not in analyse(GOLDEN_FILE).output.lower()


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz"), st.sampled_from("12")),
        st.sampled_from(["", "0", "1", "0.5"]),
        min_size=1,
    )
)
@settings(max_examples=25, deadline=None)
def test_any_ratings_have_a_report_and_json(ratings: dict[tuple[str, str, str], str]) -> None:
    text = "\n".join([HEADER, *(",".join([*key, value]) for key, value in ratings.items())])
    assert analyse(text, "--scale", "0-1").exit_code == 0
    assert set(figures(text, "--scale", "0-1")) == set(KEYS)


# ---- what is refused


def refused(text: str | bytes, *options: str) -> list[str]:
    result = analyse(text, *options)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr.splitlines()


def test_every_problem_is_said_with_its_line() -> None:
    assert refused(f"{HEADER}\nAda,Bo,x,7\nAda,Bo,x,3\nAda,,x,nan\n") == [
        "Error: 4 problems in the file; nothing was worked out.",
        "Line 2: 7 is off the scale. Write a number from 1 to 5.",
        "Line 3: Ada has a rating by Bo on x in line 2 too. Keep one of them.",
        "Line 4: the interviewer is missing. Write a name.",
        "Line 4: “nan” is not a number. Write a number from 1 to 5, or nothing if no rating was given.",
        "Another scale than 1 to 5? Name it: --scale 1-9",
    ]


def test_twenty_problems_are_enough() -> None:
    lines = refused(HEADER + "\nAda,Bo,x,three" * 23)
    assert lines[0] == "Error: 45 problems in the file; nothing was worked out."
    assert len(lines) == 22
    assert lines[-1] == "… and 25 more."


def test_a_file_that_is_no_sheet_is_refused() -> None:
    assert refused(b"\xff\xfe\x00") == [
        "Error: 1 problem in the file; nothing was worked out.",
        "Line 1 is not UTF-8 text. Save the file as “CSV UTF-8” and try again.",
    ]


def test_what_is_printed_of_a_bad_file_cannot_move_the_cursor() -> None:
    assert "Line 2: “�3” is not a number." in refused(f"{HEADER}\nAda,Bo,x,\x083\n")[1]


def test_1500_ratings_are_taken_and_one_more_is_not() -> None:
    most = full(25, 5, 12)
    assert analyse(written(most.rows), "--json").exit_code == 0
    assert refused(written(most.rows) + "late,r00,i000,3\n") == [
        "Error: The file has 1,501 ratings and the model takes up to 1,500. Split it, for example by opening."
    ]
    assert analyse(written(most.rows) + "late,r00,i000,\n", "--json").exit_code == 0


@pytest.mark.parametrize("scale", ["5-1", "3-3", "1-5.5", "five"])
def test_a_scale_that_is_none_is_refused(scale: str) -> None:
    assert refused(GOLDEN_FILE, "--scale", scale) == [
        f"Error: “{scale}” is not a scale. Write its lowest and its highest whole number, at most 100 apart: 1-5"
    ]
