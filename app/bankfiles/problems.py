"""A problem in a bank file, in words: which file, line and field, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.bankfiles.tree import Path


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """`line` counts from 1; `field` is "anchors 4" or "" for the whole record or file."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (f"{self.file}:{self.line}", self.field, self.message) if part)


def field_in_words(path: Path) -> str:
    """Return ("stages", 0, "anchors", 4) as "stages 1, anchors 4". List places count from 1, grades are themselves."""
    words: list[str] = []
    for before, step in zip((None, *path), path, strict=False):
        if step == "[key]":
            continue
        if isinstance(step, int) and words:
            words[-1] += f" {step if before == 'anchors' else step + 1}"
        else:
            words.append(str(step))
    return ", ".join(words)


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of `path`, or of the nearest thing around it that is written."""
    for length in range(len(path), -1, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


def sentence(error: Mapping[str, Any], what: str) -> str:
    """Return the sentence for one of pydantic's errors in a record that is `what` ("a question")."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return f"{capitalised(str(context['error']))}."
    if kind in SENTENCES:
        return SENTENCES[kind].format(what=what, found=shown(error["input"]), name=shown(error["loc"][-1:]), **context)
    return f"{error['msg']}; found {shown(error['input'])}."


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def shown(value: Any) -> str:
    """Return a short form of `value` that is safe to print anywhere."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, tuple):
        value = value[0] if value else ""
    return "nothing" if value is None else ascii(value)[:60]


SENTENCES = {
    "missing": "Is missing; add it.",
    "extra_forbidden": "{name} is no field of {what}; remove it or correct its spelling.",
    "literal_error": "Is {found}; write one of {expected}.",
    "enum": "Is {found}; write one of {expected}.",
    "string_type": "Is {found}, which is not text; put the text in quotes.",
    "string_unicode": "Holds half a character, {found}; write the character itself.",
    "string_too_short": "Is empty; write the text or remove the field.",
    "string_too_long": "Is longer than {max_length} characters; shorten it.",
    "string_pattern_mismatch": "Is {found}, which is not of the form {pattern}.",
    "int_type": "Is {found}; write a whole number.",
    "int_parsing": "Is {found}; write a whole number.",
    "greater_than_equal": "Is {found}; write {ge} or more.",
    "less_than_equal": "Is {found}; write {le} or less.",
    "tuple_type": "Is {found}; write a list, each entry on a line that begins with a dash.",
    "dict_type": "Is {found}; write names with values below it.",
    "model_type": "Is {found}; write names with values below it.",
    "model_attributes_type": "Is {found}; write names with values below it.",
    "too_short": "Has {actual_length} entries; write {min_length} or more.",
    "too_long": "Has too many entries; write {max_length} or fewer.",
}
