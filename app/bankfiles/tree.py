"""YAML 1.2 text as plain values with the line of each one.

Built from the parser's events rather than by a loader: nothing is constructed but maps, lists and scalars,
nesting costs no recursion, and a hostile file is refused at its first bad event.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.bankfiles.texts import refuse_invisible

DEEPEST = 20
MOST_VALUES = 10_000
LONGEST_LINE = 4_000
MOST_LINES = 20_000

WHOLE = re.compile(r"[-+]?[0-9]{1,9}")
DECIMAL = re.compile(r"[-+]?(?:[0-9]{1,15}\.[0-9]{0,15}|\.[0-9]{1,15})(?:[eE][-+]?[0-9]{1,2})?")
WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}

UNCLOSED = ("unexpected end of stream", "could not find expected ':'", "expected ',' or")
HINTS = {
    "unexpected end of stream": "Close the quotation mark that opens in this line.",
    "could not find expected ':'": "Write a colon and a space after the name, and indent the text below a name.",
    "expected ',' or": "Close the bracket that opens in this line.",
    "expected <block end>": "Indent the line like its neighbours, and look for a quotation mark in the text above it.",
    "mapping values": "Put a text that holds a colon in quotes.",
    "sequence entries": "Begin a list on the line below its name.",
    "'\\t'": "Indent with spaces, not with a tab.",
    "cannot start any token": "Put a text that begins with a sign in quotes.",
    "unknown escape": "Write the backslash twice, or use single quotes.",
}

Path = tuple[str | int, ...]


class Refused(ValueError):
    """The text cannot be used; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True)
class Tree:
    """The value of a file, and the line, from 1, of every path into it."""

    value: Any
    lines: dict[Path, int]


def load(text: str) -> Tree:
    """Return the one document of `text`. Anything beyond plain maps, lists and scalars raises Refused."""
    refuse_sprawl(text)
    builder = Builder()
    for event in events(text):
        builder.take(event)
    return Tree(builder.value, builder.lines)


def refuse_sprawl(text: str) -> None:
    if text.count("\n") > MOST_LINES:
        raise Refused(MOST_LINES, f"The file has more than {MOST_LINES} lines; split it.")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise Refused(number, f"The line has {len(line)} characters; break it below {LONGEST_LINE}.")


def events(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        raise Refused(line_to_mend(error), not_yaml(error.problem or error.context)) from error
    except YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise Refused(line, "The file holds a character that YAML forbids; delete it.") from error


def line_to_mend(error: Any) -> int:
    """Where something was opened and never closed, that line, and not the later one where the parser gave up."""
    opened = any(sign in (error.problem or "") for sign in UNCLOSED)
    mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def not_yaml(reason: str) -> str:
    hint = next((hint for sign, hint in HINTS.items() if sign in reason), "Compare it with a record that is read.")
    return f"This is not valid YAML: {reason}. {hint}"


@dataclass
class Open:
    """A map or a list that is not closed yet. `key` waits for its value while `has_key`."""

    value: Any
    path: Path
    key: Any = None
    has_key: bool = False


@dataclass
class Builder:
    """Takes the parser's events one by one."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    stack: list[Open] = field(default_factory=list)
    documents: int = 0
    values: int = 0

    def take(self, event: Any) -> None:
        name = type(event).__name__
        line = event.start_mark.line + 1
        refuse_indirection(event, line)
        if name == "DocumentStartEvent":
            self.start_document(event, line)
        elif name == "ScalarEvent":
            self.place(scalar(event), line)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            self.open({} if name == "MappingStartEvent" else [], line)
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self.stack.pop()

    def start_document(self, event: Any, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise Refused(line, "The file holds a second document; write one file for each, without the line ---.")
        if event.version or event.tags:
            raise Refused(line, "The file holds a % directive; remove it.")

    def open(self, value: Any, line: int) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent and isinstance(parent.value, dict) and not parent.has_key:
            raise Refused(line, "A name must be a word or a number, not a list or a map.")
        if len(self.stack) == DEEPEST:
            raise Refused(line, f"The file is nested deeper than {DEEPEST} levels; flatten it.")
        path = self.place(value, line)
        self.stack.append(Open(value, path))

    def place(self, value: Any, line: int) -> Path:
        """Put `value` where it belongs and return its path; the first scalar of a pair becomes the key."""
        self.values += 1
        if self.values > MOST_VALUES:
            raise Refused(line, f"The file holds more than {MOST_VALUES} values; split it into several files.")
        if not self.stack:
            self.value = value
            return self.note((), line)
        parent = self.stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(value)
            return self.note((*parent.path, len(parent.value) - 1), line)
        return self.place_in_map(parent, value, line)

    def place_in_map(self, parent: Open, value: Any, line: int) -> Path:
        if parent.has_key:
            parent.value[parent.key] = value
            parent.has_key = False
            return (*parent.path, parent.key)
        refuse_key(parent.value, value, line)
        parent.key, parent.has_key = value, True
        return self.note((*parent.path, value), line)

    def note(self, path: Path, line: int) -> Path:
        self.lines[path] = line
        return path


def refuse_indirection(event: Any, line: int) -> None:
    if getattr(event, "anchor", None) is not None:
        raise Refused(line, "The file uses an anchor or alias (& or *); write the text out, or put it in quotes.")
    if getattr(event, "tag", None) is not None:
        raise Refused(line, "The file uses a tag (!); remove it, or put the text in quotes.")


def refuse_key(known: dict[Any, Any], key: Any, line: int) -> None:
    if key is None or isinstance(key, bool | float):
        raise Refused(line, f"The name {key!r} is no word; put it in quotes or rename it.")
    if isinstance(key, str):
        refuse_odd_name(key, line)
    if key in known or other_spelling(key) in known:
        raise Refused(line, f"The name {key!r} stands here a second time; keep one of the two.")


def other_spelling(key: str | int) -> str | int | None:
    """Return 4 for "4" and "4" for 4: a record reads both as the same name."""
    if isinstance(key, int):
        return str(key)
    return int(key) if WHOLE.fullmatch(key) else None


def refuse_odd_name(key: str, line: int) -> None:
    if len(key) > 60:
        raise Refused(line, "A name is longer than 60 characters; check the colon in this line.")
    try:
        refuse_invisible(key)
    except ValueError as error:
        raise Refused(line, f"A name {error}.") from error


def scalar(event: Any) -> Any:
    """Return the value of a scalar by YAML 1.2's core rules; a number that no field could hold stays text."""
    text = event.value
    if event.style is not None or not event.implicit[0]:
        return text
    if text.lower() in WORDS and text in (text.lower(), text.capitalize(), text.upper()):
        return WORDS[text.lower()]
    if WHOLE.fullmatch(text):
        return int(text)
    return float(text) if DECIMAL.fullmatch(text) else text
