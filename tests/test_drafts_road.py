"""Runs the two commands that candidates review in CASE-ROAD-STAFF: a test for every planted fault, named after it."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from tests.drafts import changed, code, code_at, marks_shown, stage

STAGE = stage("scenarios/case-road-staff.yaml", "S4")
DRAFT = code(STAGE.given)


class Night:
    """The machine on which programs run, and the draft's commands on it."""

    def __init__(self, draft: str = DRAFT):
        self.runs: dict[str, str | None] = {}
        self.notes: list[dict] = []
        self.user = "dana"
        self.now = datetime(2026, 6, 14, 23, 10)
        self.broken: set[str] = set()
        self.names = {
            "switch": self.switch,
            "running": self.runs.get,
            "getpass": SimpleNamespace(getuser=lambda: self.user),
            "datetime": SimpleNamespace(now=lambda: self.now),
        }
        exec(draft, self.names)

    def switch(self, program: str, version: str) -> None:
        self.runs[program] = None
        if version in self.broken:
            raise RuntimeError(f"{program} {version} does not start")
        self.runs[program] = version

    def release(self, *versions: str, program: str = "news") -> "Night":
        for version in versions:
            self.names["release"](self.notes, program, version)
        return self

    def back(self, program: str = "news") -> str | None:
        self.names["back"](self.notes, program)
        return self.runs[program]

    def noted(self, what: str) -> list:
        return [note[what] for note in self.notes]


def test_release_runs_and_is_noted():
    night = Night().release("1.1")
    assert (night.runs["news"], night.notes) == (
        "1.1",
        [{"program": "news", "version": "1.1", "who": "dana", "when": night.now}],
    )


def test_programs_keep_apart():
    assert Night().release("1.1", "1.2").release("3.0", "3.1", program="archive").back("archive") == "3.0"


def test_p1_version_ten_stands_before_version_nine():
    assert Night().release("1.1", "1.8", "1.9", "1.10").back() == "1.1"


def test_p1_before_means_lower_and_not_earlier():
    assert Night().release("1.1", "1.2", "1.5", "1.3").back() == "1.2"


def test_p2_back_from_the_lowest_goes_forward_or_stays():
    night = Night().release("1.1", "1.2", "1.3")
    assert [night.back() for _ in range(3)] == ["1.2", "1.1", "1.3"]
    assert Night().release("1.1").back() == "1.1"


def test_p3_release_that_does_not_start_leaves_nothing_running_and_no_note():
    night = Night().release("1.1")
    night.broken = {"1.2"}
    with pytest.raises(RuntimeError):
        night.release("1.2")
    assert (night.runs["news"], night.noted("version")) == (None, ["1.1"])
    with pytest.raises(ValueError, match="None is not in list"):
        night.back()


def test_p4_going_back_is_not_noted():
    night = Night().release("1.1", "1.2")
    assert (night.back(), night.noted("version")[-1]) == ("1.1", "1.2")


def test_p5_what_an_old_script_started_cannot_go_back():
    night = Night()
    night.runs["news"] = "1.7"
    with pytest.raises(ValueError, match="not in list"):
        night.back()
    assert night.release("1.8").back() != "1.7"


def test_p6_shared_machine_is_called_build():
    night = Night()
    night.user = "build"
    assert night.release("1.1").noted("who") == ["build"]


def test_p7_later_looks_earlier_when_clocks_go_back():
    night = Night()
    night.now = datetime(2026, 10, 25, 2, 50)
    night.release("1.1")
    night.now = datetime(2026, 10, 25, 2, 10, fold=1)
    first, second = night.release("1.2").noted("when")
    assert second < first and second.tzinfo is None


WORSE = {
    "as drafted": ("", ""),
    "nobody is noted": ("getpass.getuser()", "None"),
    "no time is noted": ("datetime.now()", "None"),
    "always the lowest version": ("versions[versions.index(running(program)) - 1]", "versions[0]"),
    "always the highest but one": ("versions.index(running(program)) - 1", "-2"),
    "all programs are one": (' if note["program"] == program', ""),
    "a version that does not start is passed over": (
        "    switch(program, version)\n",
        "    try:\n        switch(program, version)\n    except RuntimeError:\n        return\n",
    ),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_p8_own_test_passes_whatever_is_changed(change):
    Night(changed(DRAFT, change)).names["test_back"]()


def test_p8_own_test_fails_once_going_back_is_noted():
    noting = DRAFT.replace("switch(program, before)", "release(notes, program, before)")
    with pytest.raises(AssertionError):
        Night(noting).names["test_back"]()


# The key that interviewers hold.

POINTED_AT = {
    "P1": "sorted(", "P2": "- 1]", "P3": "switch(program, version)", "P4": "switch(program, before)",
    "P5": "versions.index(", "P6": "getuser", "P7": "datetime.now()", "P8": '"1.2")',
}  # fmt: skip


@pytest.mark.parametrize("mark", STAGE.planted_faults)
def test_planted_fault_points_at_its_lines(mark):
    assert POINTED_AT[mark] in code_at(STAGE.planted_faults[mark], STAGE.given)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(STAGE.planted_faults)
