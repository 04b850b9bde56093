"""Checks a whole bank, counts what it covers, and words both for a terminal."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from app.bankfiles import standing, wording
from app.bankfiles.likeness import near_duplicates
from app.bankfiles.parts import CODES, Level, QuestionType
from app.bankfiles.problems import Problem
from app.bankfiles.reader import Bank
from app.bankfiles.schema import Question, Scenario

STAGE = "stage"
COLUMNS = (*QuestionType, STAGE)

Coverage = Counter[tuple[str, str, str]]


def check(bank: Bank) -> list[Problem]:
    """Return what breaks a rule of good questions, by file and line. What could not be read is in `bank.problems`."""
    return sorted(broken_rules(bank))


def broken_rules(bank: Bank) -> Iterator[Problem]:
    asked = {record.id: record for record in bank.asked}
    for entry in bank.entries:
        for rule in (*wording.RULES, *standing.RULES):
            yield from rule(entry)
        for across in standing.RULES_ACROSS:
            yield from across(entry, asked)
    yield from near_duplicates(bank.entries)


def coverage(bank: Bank) -> Coverage:
    """Count what can be asked by (competency, level, type); the stages of scenarios have the type "stage"."""
    return Counter(cell for record in bank.asked for cell in cells(record))


def cells(record: Question | Scenario) -> Iterator[tuple[str, str, str]]:
    kind = str(record.type) if isinstance(record, Question) else STAGE
    for item in record.items():
        yield item.competency, str(record.level), kind


def report(bank: Bank, problems: Sequence[Problem]) -> str:
    """Return "path:line: field: message", one a line, then what the bank covers, ending in a newline."""
    lines = [str(problem) for problem in problems]
    if not bank.problems:
        lines += [*([""] if lines else []), *coverage_table(bank)]
    return "\n".join((*lines, "", summary(bank, problems), ""))


def coverage_table(bank: Bank) -> Iterator[str]:
    counts = coverage(bank)
    yield row("", "", [str(column).replace("_", " ") for column in COLUMNS])
    for code in CODES:
        for level in Level:
            numbers = [counts[code, str(level), str(column)] for column in COLUMNS]
            if any(numbers):
                yield row(code, level, [str(number or "–") for number in numbers])


def row(code: str, level: str, numbers: Iterable[str]) -> str:
    widths = (len(column) + 2 for column in COLUMNS)
    return f"{code:<5}{level:<7}" + "".join(f"{number:>{width}}" for number, width in zip(numbers, widths, strict=True))


def summary(bank: Bank, problems: Sequence[Problem]) -> str:
    if problems:
        files = len({problem.file for problem in problems})
        found = f"{counted(len(problems), 'problem')} in {counted(files, 'file')}"
        return f"{found}. Nothing of this bank is used until they are gone."
    held = (
        (bank.questions, "question"),
        (bank.scenarios, "scenario"),
        (bank.kits, "kit"),
        (bank.practice, "practice answer"),
    )
    return f"{', '.join(counted(len(records), noun) for records, noun in held)}; no problem found."


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def as_json(bank: Bank, problems: Sequence[Problem]) -> str:
    """Return {"problems": [{file, line, field, message}], "coverage": [{competency, level, type, count}]} as JSON."""
    counts = [
        {"competency": code, "level": level, "type": kind, "count": count}
        for (code, level, kind), count in sorted(coverage(bank).items())
    ]
    return json.dumps({"problems": [asdict(problem) for problem in problems], "coverage": counts}, indent=2)
