"""Records as the YAML text of a bank file. What was read from a file and is written again has the same digest."""

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from app.bankfiles.parts import Record
from app.bankfiles.tree import load

WIDTH = 108  # the library folds behind the word that passes it, and lines end before column 120
FOLDED_FROM = 90


def file_text(record: Record) -> str:
    """The text of a file that holds this record alone."""
    return text_of(plain(record))


def list_text(records: Sequence[Record]) -> str:
    """The text of a file that holds these records, each after a dash."""
    return "\n".join(as_entry(file_text(record)) for record in records)


def plain(record: Record) -> dict[str, Any]:
    """The record as its author would write it: without what is not said, numbers as numbers."""
    content: dict[str, Any] = numbered(record.model_dump(mode="json", exclude_defaults=True))
    turns = [content, *content.get("stages", [])]
    for one in turns:
        if set(one.get("turn") or {}) == {"say"}:
            one["turn"] = one["turn"]["say"]
    return content


def numbered(value: Any) -> Any:
    """JSON has names for grades, and texts for printed lines; a file has numbers."""
    if isinstance(value, dict):
        return {as_number(key): as_number(part) if key == "line" else numbered(part) for key, part in value.items()}
    return [numbered(part) for part in value] if isinstance(value, list) else value


def as_number(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 10 else value


def text_of(content: Mapping[Any, Any]) -> str:
    """YAML of maps, lists and scalars, whole or not, that `tree.load` reads back as the same."""
    content = dict(content)
    pretty = dumped(content, quoted=False)
    return pretty if reads_back(pretty, content) else dumped(content, quoted=True)


def reads_back(text: str, content: Mapping[Any, Any]) -> bool:
    try:
        return bool(load(text).value == content)
    except ValueError:
        return False


def dumped(content: Mapping[Any, Any], quoted: bool) -> str:
    from ruamel.yaml import YAML

    yaml = YAML(pure=True)
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    yaml.representer.add_representer(str, represented_in_quotes if quoted else represented)
    yaml.representer.add_representer(list, represented_list)
    stream = StringIO()
    yaml.dump(dict(content), stream)
    return stream.getvalue()


def represented(representer: Any, text: str) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:str", text, style=style_of(text))


def represented_in_quotes(representer: Any, text: str) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:str", text, style='"')


def represented_list(representer: Any, values: list[Any]) -> Any:
    in_a_row = bool(values) and all(isinstance(value, int) for value in values)
    return representer.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=in_a_row)


def style_of(text: str) -> str | None:
    """Lines are kept as lines; a long line is folded; the rest is left to the library."""
    if "\n" in text:
        return "|"
    return ">" if len(text) > FOLDED_FROM and " " in text and "  " not in text and text == text.strip() else None


def as_entry(text: str) -> str:
    first, *others = text.splitlines()
    return "\n".join([f"- {first}", *(f"  {line}" if line else "" for line in others), ""])
