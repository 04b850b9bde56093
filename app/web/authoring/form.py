"""The form of a question: its fields as a page names them, and the content of a bank file that they make.

Lists are inputs of one name, rows of facts and faults parallel inputs. A blank field is left out of the content, so
that the linter says what is missing; an empty row goes.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from app.bankfiles.parts import GRADES
from app.bankfiles.schema import Question
from app.domain.text import canonical

KEPT = ("version", "status")
WORDS = (
    "id",
    "competency",
    "level",
    "type",
    "prompt",
    "candidate_handout",
    "intent",
    "job_relevance",
    "chef",
    "cook",
    "fallback",
    "legal_notes",
    "accessibility",
    "leak_risk",
)
LISTS = ("listen_for", "probes", "barred_probes", "red_flags", "not_evidence", "variants")
ROWS = {"facts": ("unlock", "say"), "planted_faults": ("line", "weight", "fault")}
FIRST_MARK = {"facts": "A", "planted_faults": "F"}
TURN = ("when", "say")
SOURCE = ("author", "phrase")
ORDER = tuple(Question.model_fields)


def content_of(form: MultiDict[str, str], before: Mapping[Any, Any]) -> dict[str, Any]:
    """What the form says, in the order of a bank file. `before`: the draft so far, for what the form does not show."""
    content: dict[str, Any] = {name: before[name] for name in KEPT if name in before}
    content |= {name: _text(form.get(name, "")) for name in WORDS}
    content["minutes"] = _number(form.get("minutes", ""))
    content |= {name: _kept_rows(form, name) for name in LISTS}
    content |= {name: _marked(form, name) for name in ROWS}
    content["turn"] = _turn(form)
    content["anchors"] = {grade: text for grade in GRADES if (text := _text(form.get(f"anchors.{grade}", "")))}
    content["provenance"] = _source(form, before)
    return {
        name: content[name] for name in ORDER if name == "provenance" or content.get(name) not in ("", [], {}, None)
    }


def fits_form(content: Mapping[Any, Any]) -> bool:
    """Can the form show all of this? What it cannot show, it would lose."""
    return (
        set(content) <= set(ORDER)
        and all(_is_text(content.get(name)) for name in (*WORDS, "minutes"))
        and all(_is_list(content.get(name)) for name in LISTS)
        and all(_is_rows(content.get(name), parts) for name, parts in ROWS.items())
        and _is_map(content.get("turn"), TURN, or_text=True)
        and _is_map(_by_grade(content.get("anchors")), "12345")
        and _is_map(content.get("provenance"), SOURCE)
    )


def dict_of(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _text(typed: str) -> str:
    """Without the ends of lines that a browser sends, and the blank lines around."""
    lines = [line.rstrip() for line in str(canonical(typed)).replace("\r", "").split("\n")]
    return "\n".join(lines).strip("\n") if any(lines) else ""


def _number(typed: str) -> int | str:
    text = _text(typed)
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else text


def _kept_rows(form: MultiDict[str, str], name: str) -> list[str]:
    """The texts of a list, without the row whose button to remove it was pressed."""
    gone = _removed(form, name)
    rows = enumerate(_text(one) for one in form.getlist(name))
    return [text for number, text in rows if text and number != gone]


def _marked(form: MultiDict[str, str], name: str) -> dict[str, dict[str, Any]]:
    """Rows by their mark; a row without one, or with one that is taken, gets the next that is free."""
    gone, marked = _removed(form, name), {}
    columns = [form.getlist(f"{name}.{part}") for part in ("mark", *ROWS[name])]
    for number, cells in enumerate(zip(*columns, strict=False)):
        mark, *texts = (_text(cell) for cell in cells)
        said = {part: text for part, text in zip(ROWS[name], texts, strict=True) if text}
        if number == gone or not set(said) - {"weight"}:
            continue
        if "line" in said:
            said["line"] = _number(said["line"])
        marked[mark if mark and mark not in marked else _free(FIRST_MARK[name], {*marked, *columns[0]})] = said
    return marked


def _free(letter: str, taken: Iterable[str]) -> str:
    known = set(taken)
    return next(f"{letter}{number}" for number in range(1, 1000) if f"{letter}{number}" not in known)


def _removed(form: MultiDict[str, str], name: str) -> int | None:
    then = form.get("then", "").split(":")
    return int(then[2]) if then[:2] == ["less", name] and len(then) == 3 and then[2].isdecimal() else None


def _turn(form: MultiDict[str, str]) -> dict[str, str]:
    return {part: text for part in TURN if (text := _text(form.get(f"turn.{part}", "")))}


def _source(form: MultiDict[str, str], before: Mapping[Any, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in dict_of(before.get("provenance")).items() if key != "phrase"}
    phrase = _text(form.get("phrase", ""))
    return kept | ({"phrase": phrase} if phrase else {})


def _is_text(value: Any) -> bool:
    return value is None or (isinstance(value, str | int | float) and canonical(value) == value)


def _is_list(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(_is_text(one) for one in value))


def _is_map(value: Any, parts: Iterable[str], or_text: bool = False) -> bool:
    if value is None or (or_text and isinstance(value, str)):
        return True
    return isinstance(value, dict) and set(value) <= set(parts) and all(_is_text(one) for one in value.values())


def _is_rows(value: Any, parts: Iterable[str]) -> bool:
    return value is None or (isinstance(value, dict) and all(_is_map(one, parts) for one in value.values()))


def _by_grade(anchors: Any) -> Any:
    return {str(grade): text for grade, text in anchors.items()} if isinstance(anchors, dict) else anchors
