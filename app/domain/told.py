"""The value of any field in words, to tell two versions of it apart."""

from datetime import datetime
from typing import Any

from app.domain.rubric import MISSING_WORDS, SCALE, Missing

NOTHING = "taken back"


def version_words(value: Any) -> str:
    """Say a counted value (`app.domain.fields`) in words; None and empty text are "taken back"."""
    if isinstance(value, dict):
        return _of_object(value)
    return str(value).replace("_", " ") if value else NOTHING


def _of_object(value: dict[str, Any]) -> str:
    if "text" in value:
        return f"{value['text']}{' (starred)' if value.get('starred') else ''}" if value["text"] else NOTHING
    if value.get("rating"):
        return f"{value['rating']}, {SCALE[value['rating']]}"
    if "missing" in value:
        return MISSING_WORDS[Missing(value["missing"])]
    if "started_at" in value:
        return f"{datetime.fromisoformat(value['started_at']):%H:%M:%S}"
    return " ".join(filter(None, [value.get("state", "done"), _stamp(value.get("at"))]))


def _stamp(second: int | None) -> str:
    return "" if second is None else f"at {second // 60:02}:{second % 60:02}"
