"""What a card says: read from the heads of its operations, or from the copy that was locked."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sized
from dataclasses import asdict, dataclass, field, replace
from typing import Any, cast

from app.bankfiles.parts import CompetencyCode
from app.bankfiles.schema import Item
from app.domain.fields import Fault
from app.domain.kit import Kit
from app.domain.ops import Op, as_text
from app.domain.rubric import MISSING_WORDS, SCALE, Level, Missing, Recommendation


@dataclass(frozen=True)
class Line:
    """One line of the note stream, of the question `item` and perhaps `also` of a second one. `at`: seconds on the
    interview's clock; a starred line is evidence."""

    id: str
    text: str
    item: str = ""
    at: int | None = None
    starred: bool = False
    also: str = ""

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(tag for tag in (self.item, self.also) if tag))


@dataclass(frozen=True)
class FactState:
    """A hidden fact was *asked* for, or *given* at the end of its stage. `at` in seconds."""

    state: str
    at: int | None = None


@dataclass(frozen=True)
class ItemContent:
    """One item of the kit on one card. Without a rating, `missing` says why; both None means: not settled yet."""

    key: str
    rating: int | None = None
    missing: Missing | None = None
    under: str = ""
    rated_at: str = ""
    sentence: str = ""
    claims: str = ""
    ended_at: int | None = None
    ended: bool = False
    lines: tuple[Line, ...] = ()
    facts: Mapping[str, FactState] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)
    probes: Mapping[str, int | None] = field(default_factory=dict)
    later: bool = False  # put off; no locked card says so, since every item of it is settled

    @property
    def is_settled(self) -> bool:
        return self.rating is not None or self.missing is not None

    @property
    def evidence(self) -> tuple[Line, ...]:
        """Starred lines, then the written sentence."""
        starred = tuple(line for line in self.lines if line.starred)
        return (*starred, Line("sentence", self.sentence)) if self.sentence.strip() else starred

    @property
    def words(self) -> str:
        """The rating, or the reason for a missing one, in the words of the scale."""
        if self.rating is not None:
            return SCALE[self.rating]
        return MISSING_WORDS[self.missing] if self.missing else "Not rated yet"

    @property
    def progress(self) -> str:
        """For the running order: scored, skipped, answered under, rate later, asked, or nothing yet."""
        if self.rating is not None or self.missing == Missing.NO_EVIDENCE:
            return "scored"
        if self.missing:
            return "answered under" if self.missing == Missing.ANSWERED_UNDER else "skipped"
        if self.later or self.ended:
            return "rate later"
        touched = self.lines or self.facts or self.faults or self.probes or self.sentence
        return "asked" if touched else ""


@dataclass(frozen=True)
class Content:
    """A whole card, items in the running order of its kit."""

    items: Mapping[str, ItemContent]
    loose: tuple[Line, ...] = ()
    recommendation: Recommendation | None = None
    summary: str = ""
    started_at: str = ""
    records: Mapping[str, str] = field(default_factory=dict)
    competencies: Mapping[str, str] = field(default_factory=dict)  # item to competency, where there is no kit to say it
    salt: str = ""  # of a card with ratings alone, whose fingerprint could else be guessed from all there can be

    @property
    def ratings(self) -> list[int]:
        return [item.rating for item in self.items.values() if item.rating is not None]

    @property
    def lines(self) -> list[Line]:
        """The note stream in the order of the clock; a line that serves two questions stands in it once."""
        every = [line for item in self.items.values() for line in item.lines] + list(self.loose)
        return sorted({line.id: line for line in every}.values(), key=_by_clock)

    @property
    def settled(self) -> int:
        return sum(item.is_settled for item in self.items.values())

    @property
    def all_equal(self) -> bool:
        """Every rating the same, out of three or more: worth a second look before locking."""
        return len(self.ratings) >= 3 and len(set(self.ratings)) == 1

    @property
    def own_items(self) -> tuple[Item, ...]:
        """The items of a card without a kit: what was rated, and nothing of how it was asked."""
        return tuple(_bare(key, competency) for key, competency in self.competencies.items())

    def as_json(self) -> dict[str, Any]:
        """What is locked. A part that the first locked cards did not have yet stands in it only when it says something,
        so that their fingerprints stay."""
        told = asdict(self)
        for item in told["items"].values():
            item["lines"] = tuple(map(_line_as_json, item["lines"]))
            del item["later"]
        told["loose"] = tuple(map(_line_as_json, told["loose"]))
        return {key: part for key, part in told.items() if part or key not in {"competencies", "salt"}}

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON (sorted keys, no spaces, UTF-8), in hexadecimal."""
        text = json.dumps(self.as_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def from_json(data: Mapping[str, Any]) -> Content:
    """The inverse of `Content.as_json`."""
    items = {key: _item_from_json(item) for key, item in data["items"].items()}
    recommendation = data["recommendation"] and Recommendation(data["recommendation"])
    loose = tuple(Line(**line) for line in data["loose"])
    plain = {key: data[key] for key in ("summary", "started_at", "records", "competencies", "salt") if key in data}
    return Content(items, loose, recommendation or None, **plain)


def _by_clock(line: Line) -> tuple[bool, int, str]:
    return line.at is None, line.at or 0, line.id


def _line_as_json(line: dict[str, Any]) -> dict[str, Any]:
    return line if line["also"] else {key: part for key, part in line.items() if key != "also"}


def _bare(key: str, competency: str) -> Item:
    return Item(
        key=key,
        kind="question",
        record_id="",
        stage=key,
        title=key,
        competency=cast(CompetencyCode, competency),  # one of the database's
        level=Level.SENIOR,  # nothing was asked at any level
        minutes=0,
        ask="",
        anchors={},
        chef="",
        cook="",
    )


def _item_from_json(data: Mapping[str, Any]) -> ItemContent:
    return ItemContent(
        **{
            **data,
            "missing": Missing(data["missing"]) if data["missing"] else None,
            "lines": tuple(Line(**line) for line in data["lines"]),
            "facts": {key: FactState(**fact) for key, fact in data["facts"].items()},
            "faults": {key: Fault(fault) for key, fault in data["faults"].items()},
        }
    )


@dataclass(frozen=True)
class Draft:
    """A card while it is being written: its content as far as it is undisputed, and the fields in conflict."""

    content: Content
    conflicts: Mapping[str, tuple[Op, ...]]

    def conflict(self, field: str) -> tuple[Op, ...]:
        return self.conflicts.get(field, ())


def read(kit: Kit, fields: Mapping[str, list[Op]]) -> Draft:
    """Build the card from the heads of its fields; fields of items that the kit does not hold are left out.

    A field with two different heads has no value: a rating in conflict counts as unanswered, a line in conflict is
    shown with all its versions.
    """
    fields = {name: ops for name, ops in fields.items() if _belongs(name, kit)}
    conflicts = {name: tuple(ops) for name, ops in fields.items() if _differ(ops)}
    values = {name: ops[-1] for name, ops in fields.items() if name not in conflicts and ops[-1].value is not None}
    lines = _lines(values)
    items = {item.key: _item(item, values, lines) for item in kit.items}
    content = Content(
        items=items,
        loose=tuple(line for line in lines if items.keys().isdisjoint(line.tags)),
        recommendation=_recommendation(values),
        summary=_value(values, "summary", ""),
        started_at=_value(values, "clock", {}).get("started_at", ""),
        records={record.key: record.digest for record in kit.records},
    )
    return Draft(content, conflicts)


def _belongs(name: str, kit: Kit) -> bool:
    kind, _, rest = name.partition("/")
    return kind == "note" or not rest or kit.item(rest.partition("/")[0]) is not None


def _differ(ops: Iterable[Op]) -> bool:
    return len({as_text(op.value) for op in ops}) > 1


def _value(values: Mapping[str, Op], name: str, otherwise: Any) -> Any:
    return values[name].value if name in values else otherwise


def _recommendation(values: Mapping[str, Op]) -> Recommendation | None:
    said = _value(values, "recommendation", None)
    return Recommendation(said) if said else None


def _lines(values: Mapping[str, Op]) -> list[Line]:
    found = [
        Line(
            name.removeprefix("note/"),
            **{key: op.value[key] for key in ("text", "item", "at", "starred", "also") if key in op.value},
        )
        for name, op in values.items()
        if name.startswith("note/") and op.value["text"].strip()
    ]
    return sorted(found, key=_by_clock)


def _item(item: Item, values: Mapping[str, Op], lines: Iterable[Line]) -> ItemContent:
    content = ItemContent(
        key=item.key,
        sentence=_value(values, f"evidence/{item.key}", ""),
        claims=_value(values, f"claims/{item.key}", ""),
        ended=f"stage/{item.key}" in values,
        ended_at=_value(values, f"stage/{item.key}", {}).get("at"),
        lines=tuple(line for line in lines if item.key in line.tags),
        facts={
            key: FactState(value["state"], value.get("at"))
            for key, value in _under(values, "fact", item.key, item.facts)
        },
        faults={key: Fault(value) for key, value in _under(values, "fault", item.key, item.planted_faults)},
        probes={key: value.get("at") for key, value in _under(values, "probe", item.key, _numbers(item.probes))},
        later=f"later/{item.key}" in values,
    )
    return _rated(content, values.get(f"rating/{item.key}"))


def _numbers(texts: Sized) -> list[str]:
    return [str(number) for number in range(1, len(texts) + 1)]


def _under(values: Mapping[str, Op], kind: str, key: str, known: Iterable[str]) -> list[tuple[str, Any]]:
    names = {one: f"{kind}/{key}/{one}" for one in sorted(known)}
    return [(one, values[name].value) for one, name in names.items() if name in values]


def _rated(content: ItemContent, op: Op | None) -> ItemContent:
    if op is None:
        return content
    if op.value.get("rating") is not None:
        return replace(content, rating=op.value["rating"], rated_at=op.typed_at, later=False)
    return replace(
        content,
        later=False,
        missing=Missing(op.value["missing"]),
        under=op.value.get("under", ""),
        rated_at=op.typed_at,
    )
