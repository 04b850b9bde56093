"""The value of any field in words, to tell two versions of it apart."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.rubric import MISSING_WORDS, SCALE, Missing

NOTHING = "taken back"


def version_words(value: Any, labels: Mapping[str, str]) -> str:
    """Say a counted value (`app.domain.fields`) in words; None and empty text are "taken back". `labels`: item key to
    the name of the question, by which two versions of a line may differ."""
    if isinstance(value, dict):
        return _of_note(value, labels) if "text" in value else _of_object(value)
    return str(value).replace("_", " ") if value else NOTHING


def _of_note(value: dict[str, Any], labels: Mapping[str, str]) -> str:
    if not value["text"]:
        return NOTHING
    tags = " + ".join(labels[tag] for tag in (value.get("item", ""), value.get("also", "")) if tag in labels)
    return f"{value['text']}{' (starred)' if value.get('starred') else ''}{f' [{tags}]' if tags else ''}"


def _of_object(value: dict[str, Any]) -> str:
    if value.get("rating"):
        return f"{value['rating']}, {SCALE[value['rating']]}"
    if "missing" in value:
        return MISSING_WORDS[Missing(value["missing"])]
    if "started_at" in value:
        return f"{datetime.fromisoformat(value['started_at']):%H:%M:%S}"
    return " ".join(filter(None, [value.get("state", "done"), _stamp(value.get("at"))]))


def _stamp(second: int | None) -> str:
    return "" if second is None else f"at {second // 60:02}:{second % 60:02}"
