"""Reads a folder of bank files. One problem anywhere, and nothing of the folder is used."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as Folder
from typing import Any, TypeVar

from pydantic import ValidationError

from app.bankfiles.parts import CODES, Record
from app.bankfiles.practice import PracticeRecord
from app.bankfiles.problems import Problem, field_in_words, line_of, sentence
from app.bankfiles.schema import CompetencyRecord, KitRecord, Question, Scenario
from app.bankfiles.tree import Path, Refused, Tree, load

LARGEST = 1_000_000
COMPETENCIES = "competencies.yaml"
PLACES: dict[str, tuple[type[Record], str]] = {
    "questions": (Question, "a question"),
    "scenarios": (Scenario, "a scenario"),
    "kits": (KitRecord, "a kit"),
    "practice": (PracticeRecord, "a practice answer"),
}

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True)
class Entry:
    """A record, the file that it stands in, and the line of every path into it."""

    record: Record
    file: str
    lines: dict[Path, int]

    def problem(self, path: Path, message: str) -> Problem:
        """Return a problem of this record at `path`, e.g. ("anchors", 4)."""
        return Problem(self.file, line_of(self.lines, path), field_in_words(path), message)


@dataclass(frozen=True)
class Bank:
    """What a folder holds. With `problems` there are no entries."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def competencies(self) -> tuple[CompetencyRecord, ...]:
        return self._records(CompetencyRecord)

    @property
    def questions(self) -> tuple[Question, ...]:
        return self._records(Question)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        return self._records(Scenario)

    @property
    def kits(self) -> tuple[KitRecord, ...]:
        return self._records(KitRecord)

    @property
    def practice(self) -> tuple[PracticeRecord, ...]:
        return self._records(PracticeRecord)

    @property
    def asked(self) -> tuple[Question | Scenario, ...]:
        """What a kit may name: the questions, then the scenarios."""
        return (*self.questions, *self.scenarios)

    def _records(self, kind: type[Kind]) -> tuple[Kind, ...]:
        return tuple(entry.record for entry in self.entries if isinstance(entry.record, kind))


def read_bank(folder: Folder) -> Bank:
    """Read competencies.yaml and the folders of `PLACES` in `folder`. Never raises for what files hold."""
    problems: list[Problem] = []
    entries = list(read_all(folder, problems))
    problems += repeated_ids(entries)
    return Bank(problems=tuple(sorted(problems))) if problems else Bank(entries=tuple(entries))


def read_all(folder: Folder, problems: list[Problem]) -> Iterator[Entry]:
    if not folder.is_dir():
        problems.append(Problem(str(folder), 1, "", "There is no such folder; name the folder that holds the bank."))
        return
    yield from read_competencies(folder / COMPETENCIES, problems)
    for name, (model, what) in PLACES.items():
        for file in bank_files(folder / name, problems):
            yield from read_file(file, model, what, problems)


def repeated_ids(entries: list[Entry]) -> Iterator[Problem]:
    """No two records of the bank share an id."""
    first: dict[str, Entry] = {}
    for entry in entries:
        name = str(getattr(entry.record, "id", None) or getattr(entry.record, "code", ""))
        if first.setdefault(name, entry) is not entry:
            yield entry.problem(("id",), f"{name} stands already in {first[name].problem(('id',), '')}; renumber.")


def bank_files(folder: Folder, problems: list[Problem]) -> Iterator[Folder]:
    for file in sorted(folder.iterdir()) if folder.is_dir() else []:
        if file.suffix == ".yaml":
            yield file
        elif file.suffix.lower() in (".yml", ".yaml"):
            problems.append(Problem(str(file), 1, "", "The file is not read; end its name in .yaml."))


def read_competencies(file: Folder, problems: list[Problem]) -> Iterator[Entry]:
    before = len(problems)
    entries = list(read_file(file, CompetencyRecord, "a competency", problems))
    codes = [entry.record.code for entry in entries if isinstance(entry.record, CompetencyRecord)]
    if len(problems) == before and sorted(codes) != sorted(CODES):
        found = ", ".join(codes) or "none"
        message = f"The bank has eight competencies, each once: {', '.join(CODES)}. Found: {found}."
        problems.append(Problem(str(file), 1, "", message))
    yield from entries


def read_file(file: Folder, model: type[Record], what: str, problems: list[Problem]) -> Iterator[Entry]:
    """Yield the good records of a file, which is one record or a list of them; the others go to `problems`."""
    try:
        tree = load(contents(file))
        records = records_of(tree, what)
    except Refused as refused:
        problems.append(Problem(str(file), refused.line, "", refused.message))
        return
    for content, lines in records:
        try:
            yield Entry(model.model_validate(content), str(file), lines)
        except ValidationError as error:
            problems.extend(problems_of(error, what, str(file), lines))


def contents(file: Folder) -> str:
    """Return the text of `file`; raise Refused when it is missing, no plain file, too large or not UTF-8."""
    if not file.is_file():
        raise Refused(1, "There is no such file; add it.")
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        raise Refused(1, f"The file cannot be read ({error.strerror}); check its permissions.") from error
    if len(raw) > LARGEST:
        raise Refused(1, "The file is larger than 1 MB; split it.")
    return decoded(raw)


def decoded(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(raw.count(b"\n", 0, error.start) + 1, "The line is not UTF-8; save the file as UTF-8.") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Refused(line, "The line holds the character NUL; delete it.")
    return text


def records_of(tree: Tree, what: str) -> list[tuple[Any, dict[Path, int]]]:
    """Return each record of a file with its own lines."""
    if isinstance(tree.value, dict):
        return [(tree.value, tree.lines)]
    if not isinstance(tree.value, list) or not tree.value:
        raise Refused(1, f"The file must hold {what}, or a list where each begins with a dash.")
    apart: list[dict[Path, int]] = [{} for _ in tree.value]
    for path, line in tree.lines.items():
        if path and isinstance(path[0], int):
            apart[path[0]][path[1:]] = line
    return list(zip(tree.value, apart, strict=True))


def problems_of(error: ValidationError, what: str, file: str, lines: dict[Path, int]) -> Iterator[Problem]:
    found = error.errors(include_url=False)
    for one in found:
        if one["type"] == "too_short" and any(is_inside(other["loc"], one["loc"]) for other in found):
            continue  # the list is only short of its bad entries, and those are told
        inside = getattr(one.get("ctx", {}).get("error"), "path", ())
        path = (*(step for step in one["loc"] if step != "[key]"), *inside)
        yield Problem(file, line_of(lines, path), field_in_words(path), sentence(one, what))


def is_inside(path: tuple[str | int, ...], around: tuple[str | int, ...]) -> bool:
    return len(path) > len(around) and path[: len(around)] == around
