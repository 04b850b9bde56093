"""What an interviewer typed, as a grow-only set of operations.

A card has one author and any number of tabs and devices. Each keystroke worth keeping is an operation: the whole
value of one field, with the ids of the operations that were on the screen when it was typed (its parents). The
server only ever inserts; insert is commutative, associative and idempotent, so no order of arrival, no repetition
and no lost answer can lose a word. The heads of a field are the operations that no other one names as a parent:
one head is the value, several are a conflict that the author settles.

Which fields there are, and what each may hold, stands in `app.domain.fields`.
"""

import enum
import hashlib
import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import Base, Key
from app.domain.errors import Refused
from app.domain.fields import Flag, flag_of
from app.domain.text import canonical

MOST_OPS = 500
DEEPEST_VALUE = 8
LONGEST_FIELD = 200
OP_ID = re.compile(r"[0-9a-z-]{8,50}\.[0-9]{1,12}")
OLDEST_BACKUP = timedelta(hours=24)  # restored, it may lack what came later, and the devices still hold that


class Status(enum.StrEnum):
    """What the server did with one operation."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    LATE = "late"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Incoming:
    """One operation as a replica sends it. `value` is the whole field, JSON; `typed_at` the replica's, ISO 8601."""

    id: str
    field: str
    parents: tuple[str, ...]
    value: Any
    typed_at: str

    @classmethod
    def parse(cls, raw: Any) -> "Incoming":
        """Read one operation of a request; Refused says which part is not of the protocol's shape."""
        if not isinstance(raw, dict):
            raise Refused("An operation is not an object.")
        identity = raw.get("id")
        if not isinstance(identity, str) or not _is_op_id(identity):
            raise Refused("An operation has no id of the form <replica>.<number>.")
        for part, fits, complaint in SHAPE:
            if not fits(raw.get(part, ABSENT.get(part))):
                raise Refused(f"Operation {identity} {complaint}.")
        if "value" not in raw:
            raise Refused(f"Operation {identity} has no value.")
        return cls.made(identity, raw["field"], raw.get("parents", []), raw["value"], raw["typed_at"])

    @classmethod
    def made(cls, identity: str, field: str, parents: Iterable[str], value: Any, typed_at: str) -> "Incoming":
        """An operation with canonical text and each parent once."""
        distinct = dict.fromkeys(parent for parent in parents if parent != identity)
        return cls(identity, canonical(field), tuple(distinct), canonical(value), canonical(typed_at))


class Op(Base):
    """One stored operation. Rows are only inserted."""

    __tablename__ = "op"
    __table_args__ = (Index("ix_op_scorecard_id_field", "scorecard_id", "field"),)

    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    field: Mapped[str] = mapped_column(String(LONGEST_FIELD))
    value: Mapped[Any] = mapped_column(JSON(none_as_null=False), nullable=False)
    typed_at: Mapped[str] = mapped_column(String(40))
    received_at: Mapped[datetime]
    flag: Mapped[Flag | None]
    parents: Mapped[list["Parent"]] = relationship(lazy="raise")

    def says_the_same(self, other: Incoming) -> bool:
        mine = (self.field, self.typed_at, {parent.parent_id for parent in self.parents})
        # As JSON, since Python takes 1, 1.0 and true for equal.
        return mine == (other.field, other.typed_at, set(other.parents)) and as_text(self.value) == as_text(other.value)


class Parent(Base):
    """`op_id` was typed by somebody who saw `parent_id`. The parent may arrive later, or never."""

    __tablename__ = "op_parent"
    __table_args__ = (
        ForeignKeyConstraint(["scorecard_id", "op_id"], ["op.scorecard_id", "op.id"]),
        Index("ix_op_parent_scorecard_id_parent_id", "scorecard_id", "parent_id"),
    )

    scorecard_id: Mapped[int] = mapped_column(primary_key=True)
    op_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    parent_id: Mapped[str] = mapped_column(String(64), primary_key=True)


class Quarantined(Base):
    """A second content under an id that was taken. Kept aside so that it is not lost, and never counted."""

    __tablename__ = "quarantined_op"

    key: Mapped[Key]
    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id"), index=True)
    op_id: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]


@dataclass(frozen=True)
class Result:
    """The answer to one operation."""

    id: str
    status: Status
    reason: str | None = None


@dataclass(frozen=True)
class Held:
    """What the server says about acknowledged operations that a device still holds. `missing`: it has lost them, send
    them again. `safe`: every backup that may be restored has them, delete them. The others: hold on to them."""

    missing: list[str]
    safe: list[str]


def held(ids: Sequence[str], received: Mapping[str, datetime], at: datetime) -> Held:
    """`received`: when the stored ones among `ids` came. The age is told by the server's clock alone."""
    return Held(
        missing=[one for one in ids if one not in received],
        safe=[one for one in ids if one in received and at - received[one] >= OLDEST_BACKUP],
    )


def ids_of(raw: Any) -> list[str]:
    """Read a list of ids from a request; Refused when it is something else."""
    if not _are_ids(raw):
        raise Refused(f"What a device still holds is no list of at most {MOST_OPS} ids.")
    return list(dict.fromkeys(raw))


def keep(
    scorecard_id: int,
    incoming: Iterable[Incoming],
    known: Mapping[str, Op],
    locked: bool,
    at: datetime,
) -> tuple[list[Result], list[Op | Quarantined]]:
    """Decide what becomes of each operation; return the answers and the rows to insert.

    `known` holds the stored operations, with their parents, of the ids in `incoming`.
    """
    seen = dict(known)
    results: list[Result] = []
    rows: list[Op | Quarantined] = []
    for op in incoming:
        earlier = seen.get(op.id)
        if earlier is None:
            seen[op.id] = stored = _stored(scorecard_id, op, locked, at)
            rows.append(stored)
            results.append(_answer(stored))
        elif earlier.says_the_same(op):
            results.append(Result(op.id, Status.DUPLICATE))
        else:
            rows.append(_quarantined(scorecard_id, op, at))
            results.append(
                Result(
                    op.id,
                    Status.REJECTED,
                    "This id was used for something else; kept aside.",
                )
            )
    return results, rows


def _stored(scorecard_id: int, op: Incoming, locked: bool, at: datetime) -> Op:
    return Op(
        scorecard_id=scorecard_id,
        id=op.id,
        field=op.field,
        value=op.value,
        typed_at=op.typed_at,
        received_at=at,
        flag=Flag.LATE if locked else flag_of(op.field, op.value),
        parents=[Parent(scorecard_id=scorecard_id, op_id=op.id, parent_id=parent) for parent in op.parents],
    )


def _answer(op: Op) -> Result:
    if op.flag == Flag.LATE:
        return Result(op.id, Status.LATE, "The card was locked; this is kept beside it.")
    return Result(
        op.id,
        Status.STORED,
        op.flag and f"Kept, but not counted: {op.flag.value.replace('_', ' ')}.",
    )


def _quarantined(scorecard_id: int, op: Incoming, at: datetime) -> Quarantined:
    payload = {
        "field": op.field,
        "value": op.value,
        "typed_at": op.typed_at,
        "parents": list(op.parents),
    }
    return Quarantined(scorecard_id=scorecard_id, op_id=op.id, payload=payload, received_at=at)


def heads(ops: Iterable[Op]) -> dict[str, list[Op]]:
    """Group the heads by field, each field's in order of arrival. `ops` are heads already (`queries.scorecards.heads`)
    and all of one card; operations that do not count are left out."""
    fields: dict[str, list[Op]] = defaultdict(list)
    for op in sorted(ops, key=lambda op: (op.received_at, op.id)):
        if op.flag is None:
            fields[op.field].append(op)
    return dict(fields)


def mark(fields: Mapping[str, Iterable[Op]]) -> str:
    """A short name for exactly what these heads say. The same value once more, from another tab, leaves it."""
    return mark_of({field: [op.value for op in ops] for field, ops in fields.items()})


def mark_of(fields: Mapping[str, Iterable[Any]]) -> str:
    """The same for values: SHA-256, in hexadecimal, of the JSON of field to its different values. A field that says
    nothing (None, "") is left out, like one that was never touched."""
    said = {field: sorted({as_text(value) for value in values}) for field, values in fields.items()}
    told = as_text({field: texts for field, texts in said.items() if set(texts) - NOTHING})
    return hashlib.sha256(told.encode()).hexdigest()


def as_text(value: Any) -> str:
    """One JSON text for a value, to compare values by."""
    return json.dumps(value, sort_keys=True)


def _is_op_id(value: Any) -> bool:
    return isinstance(value, str) and OP_ID.fullmatch(value) is not None


def _is_short(longest: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and 0 < len(value) <= longest


def _are_ids(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MOST_OPS and all(map(_is_op_id, value))


def _is_plain(value: Any, deep: int = 0) -> bool:
    """JSON that every database keeps: no infinite number, and not nested without end."""
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return deep < DEEPEST_VALUE and all(_is_plain(part, deep + 1) for part in parts)
    return not isinstance(value, float) or math.isfinite(value)


# Part of an operation -> what it must be, and what to say when it is not.
SHAPE: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("field", _is_short(LONGEST_FIELD), f"names no field of at most {LONGEST_FIELD} characters"),
    ("parents", _are_ids, "has parents that are not a list of ids"),
    ("typed_at", _is_short(40), "does not say when it was typed"),
    ("value", _is_plain, "has a value that is nested too deep or holds a number without end"),
)
ABSENT: Mapping[str, Any] = {"parents": []}
NOTHING = {as_text(None), as_text("")}
