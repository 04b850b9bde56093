"""What the tests of the bank's drafts share: where a draft stands, its code, running it, and one change to it."""

import re
from collections.abc import Iterable
from pathlib import Path

from ruamel.yaml import YAML

from app.bankfiles.schema import Fault, Question, Scenario, Stage

BANK = Path(__file__).parents[1] / "question_bank"
NUMBERED = re.compile(r"^ *(\d+)(?:  (.*))?$")


def read(path: str):
    return YAML(typ="safe", pure=True).load(BANK / path)


def question(path: str, name: str) -> Question:
    return Question.model_validate(next(record for record in read(path) if record["id"] == name))


def stage(path: str, name: str) -> Stage:
    return next(one for one in Scenario.model_validate(read(path)).stages if one.id == name)


def code(handout: str) -> str:
    return "\n".join(code_lines(handout).values())


def code_at(fault: Fault, handout: str) -> str:
    lines = code_lines(handout)
    return "\n".join(lines[number] for number in fault.lines)


def code_lines(handout: str) -> dict[int, str]:
    """Return the code by its printed line number; lines without a number are talk around it."""
    matches = filter(None, map(NUMBERED.match, handout.splitlines()))
    return {int(match[1]): match[2] or "" for match in matches}


def names_after(draft: str, **names) -> dict:
    """Run the code of a draft among `names`, and return all names that it leaves behind."""
    exec(draft, names)
    return names


def changed(draft: str, change: tuple[str, str]) -> str:
    """Return the draft with the one text in place of the other, which must stand in it."""
    assert change[0] in draft
    return draft.replace(*change)


def marks_shown(tests: Iterable[str]) -> set[str]:
    """Return the marks of the planted faults that these tests are named after: "P4" of "test_p4_box_in_the_orchard"."""
    return {name.split("_")[1].upper() for name in tests if re.match(r"test_[fp]\d_", name)}
