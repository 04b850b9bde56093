"""One record while somebody writes it: what is wrong so far, at which field, whether it is whole or not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from app.bankfiles import standing, wording
from app.bankfiles.item import Kind
from app.bankfiles.likeness import near_duplicates_of
from app.bankfiles.parts import GRADES
from app.bankfiles.problems import Problem
from app.bankfiles.reader import Entry, problems_of
from app.bankfiles.schema import RECORDS, Question, Scenario
from app.bankfiles.tree import Path, Refused, load

FILE = "draft"
STAND_IN: dict[str, Any] = {
    "version": 1,
    "status": "draft",
    "minutes": 9,
    "prompt": "Blank.",
    "listen_for": ["one", "two", "three", "four"],
    "probes": ["one", "two", "three"],
    "barred_probes": ["one"],
    "red_flags": ["one"],
    "not_evidence": ["one"],
    "provenance": {},
}
BLANK = {grade: f"Blank{grade}." for grade in GRADES}


@dataclass(frozen=True)
class Expected:
    """What the bank asks of a draft's id and version. `key` is "" for a new record; `held`: ids that are taken."""

    key: str
    version: int
    held: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Examined:
    """What a text holds. `content` is None when it is no map; `record` is there when every field is sound."""

    content: dict[Any, Any] | None
    record: Question | Scenario | None
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        return self.record is not None and not self.problems


def examine(text: str, kind: Kind, others: Sequence[Entry], expected: Expected) -> Examined:
    """Read the text of one record and say what breaks a rule. `others`: the rest of the bank. Never raises."""
    try:
        tree = load(text)
    except Refused as refused:
        return Examined(None, None, (Problem(FILE, refused.line, "", refused.message),))
    if not isinstance(tree.value, dict):
        message = "Write one record: names with values, none behind a dash."
        return Examined(None, None, (Problem(FILE, 1, "", message),))
    return examined(tree.value, tree.lines, kind, others, expected)


def examined(
    content: dict[Any, Any], lines: dict[Path, int], kind: Kind, others: Sequence[Entry], expected: Expected
) -> Examined:
    model, what = RECORDS[kind], f"a {kind}"
    try:
        record = model.model_validate(content)
    except ValidationError as error:
        problems = {*problems_of(error, what, FILE, lines), *so_far(content, lines, error, others, expected)}
        return Examined(content, None, tuple(sorted(problems)))
    entry = Entry(record, FILE, lines)
    return Examined(content, record, tuple(sorted({*broken(entry, others), *fits(entry, expected)})))


def broken(entry: Entry, others: Sequence[Entry]) -> Iterator[Problem]:
    """What one record breaks, by itself and among the others of a bank."""
    for rule in (*wording.RULES, *standing.RULES):
        yield from rule(entry)
    asked = {one.record.id: one.record for one in (*others, entry) if isinstance(one.record, Question | Scenario)}
    for across in standing.RULES_ACROSS:
        yield from across(entry, asked)
    yield from near_duplicates_of(entry, others)


def fits(entry: Entry, expected: Expected) -> Iterator[Problem]:
    """A draft changes the record that it began from; a new one takes an id that is free."""
    record = entry.record
    if not isinstance(record, Question | Scenario):
        return
    if expected.key and record.id != expected.key:
        yield entry.problem(("id",), f"Is {record.id}, but this draft changes {expected.key}; keep that id.")
    elif not expected.key and record.id in expected.held:
        yield entry.problem(("id",), f"The bank holds {record.id} already; take the next number.")
    if record.version != expected.version:
        yield entry.problem(("version",), f"Is {record.version}; this would be version {expected.version}.")


def so_far(
    content: Mapping[Any, Any],
    lines: dict[Path, int],
    error: ValidationError,
    others: Sequence[Entry],
    expected: Expected,
) -> Iterator[Problem]:
    """What the rules say of the sound fields of a question. Blanks stand in for the others, and what is said of
    blanks is left out."""
    wrong = {str(one["loc"][0]) for one in error.errors(include_url=False) if one["loc"]}
    patched = {key: value for key, value in content.items() if key not in wrong}
    patched |= {key: STAND_IN.get(key, "Blank.") for key in wrong & set(Question.model_fields)}
    hidden = set(wrong)
    if "anchors" in wrong:
        patched["anchors"], blank = filled(content.get("anchors"))
        hidden = {*(hidden - {"anchors"}), *blank}
    try:
        record = Question.model_validate(patched)
    except ValidationError:
        return
    entry = Entry(record, FILE, lines)
    for problem in (*broken(entry, others), *fits(entry, expected)):
        if not any(problem.field == one or problem.field.startswith((f"{one} ", f"{one},")) for one in hidden):
            yield problem


def filled(anchors: Any) -> tuple[dict[int, str], set[str]]:
    """The anchors with a blank for each that is missing, and the fields that are blank."""
    said = anchors if isinstance(anchors, dict) else {}
    by_grade = {grade: said.get(grade, said.get(str(grade))) for grade in GRADES}
    sound = {grade: text for grade, text in by_grade.items() if isinstance(text, str) and text.strip()}
    return BLANK | sound, {f"anchors {grade}" for grade in GRADES if grade not in sound}
