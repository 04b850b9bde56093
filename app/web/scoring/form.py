"""A plain form of the card as operations: what a browser without script sends.

A control is called like its field. `seen:<field>` holds the ids of the operations that were on the page, `do` the
button that was pressed: `start`, `rest`, `toggle:<field>`, `clear:<field>`, `end:<item>`, `later:<item>`,
`keep:<field>:<op id>`, `both:<field>`, and for the tags of a line `tag:<field>`, `also:<field>`, `untag:<field>`. The
question that `tag` names is the one that is open: new lines carry it, and lines are moved to it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from werkzeug.datastructures import MultiDict

from app.domain.content import Draft
from app.domain.errors import Refused
from app.domain.fields import LONGEST_TEXT, flag_of
from app.domain.findings import field_words
from app.domain.kit import Kit
from app.domain.ops import LONGEST_FIELD, MOST_OPS, OP_ID, Incoming, Op, mark_of
from app.domain.rubric import POINTS, Missing

SEEN = "seen:"
MOST_SEEN = 5_000
NEW_NOTE = "new-note"
WORDS = {"evidence", "claims", "summary"}
CHOICES = {"fault", "recommendation"}


def seen_ids(form: MultiDict[str, str]) -> list[str]:
    """Every operation that was on the page, as far as a page can hold."""
    return [one for name in form if name.startswith(SEEN) for one in _ids(form[name])][:MOST_SEEN]


def second_of(draft: Draft, at: datetime) -> int | None:
    """Whole seconds since the interview's clock was started; None before."""
    started = draft.content.started_at
    return max(0, int((at - datetime.fromisoformat(started)).total_seconds())) if started else None


class Typed:
    """The operations of one posted form, each naming what was on the page as its parents."""

    def __init__(self, form: MultiDict[str, str], seen: Mapping[str, Op], second: int | None, at: datetime) -> None:
        """`seen`: the stored operations among `seen_ids`; `second`: of the interview's clock, for stamps."""
        self.form, self.second, self.at = form, second, at
        self.ops: list[Incoming] = []
        self._replica = f"form-{uuid4().hex}"
        self._ids = {name.removeprefix(SEEN): _ids(form[name]) for name in form if name.startswith(SEEN)}
        self._values = {field: _last(field, ids, seen) for field, ids in self._ids.items()}
        self._versions = {identity: op.value for identity, op in seen.items()}

    @property
    def seen_mark(self) -> str:
        """The mark (`ops.mark_of`) of what the author had in front of them: what the page showed, and what they typed
        on it. "" where it showed something that is not stored: then nobody can tell."""
        if not all(one in self._versions for ids in self._ids.values() for one in ids):
            return ""
        return mark_of({field: [self._versions[one] for one in ids] for field, ids in self._ids.items()})

    def read(self, kit: Kit, draft: Draft) -> list[Incoming]:
        """Everything that was changed, then what the pressed button does."""
        for field, value in self._controls():
            _check_length(field, value)
            if value != self._values.get(field) and flag_of(field, value) is None:
                self._say(field, value)
        self._press(kit, draft)
        return self.ops

    def _controls(self) -> Iterator[tuple[str, Any]]:
        for name, text in self.form.items():
            kind, _, rest = name.partition("/")
            if kind == "rating":
                yield name, _rating(text, self.form.get(f"under/{rest}", ""))
            elif kind in WORDS or kind in CHOICES:
                yield name, _unix(text) or self._nothing(name)
            elif kind == "note" and name in self._values:
                yield name, {**(self._values[name] or {}), "text": _unix(text)}
            elif name == NEW_NOTE and text.strip():
                yield f"note/{_instant(self.at)}-{uuid4().hex}", self._line(text)

    def _nothing(self, field: str) -> str | None:
        """An emptied text is "", one that never held anything stays None."""
        return "" if isinstance(self._values.get(field), str) else None

    def _line(self, text: str) -> dict[str, Any]:
        return {"text": _unix(text), "item": self._open, "at": self.second, "starred": False}

    @property
    def _open(self) -> str:
        return self.form.get("tag", "")

    def _press(self, kit: Kit, draft: Draft) -> None:
        verb, _, rest = self.form.get("do", "").partition(":")
        if verb == "start" and not draft.content.started_at:
            self._say("clock", {"started_at": self.at.isoformat()})
        elif verb == "toggle":
            self._toggle(rest)
        elif verb == "clear":
            self._say(rest, None)
        elif verb == "keep":
            self._keep(*rest.rpartition(":")[::2])
        elif verb == "both":
            self._keep_both(rest)
        elif verb == "end":
            self._end(kit, rest)
        elif verb == "later":
            self._say(f"later/{rest}", {"at": self.second})
        elif verb == "rest":
            self._rest(kit, draft)
        elif verb in TAGGING and rest.startswith("note/") and self._values.get(rest):
            self._say(rest, TAGGING[verb](self._values[rest], self._open))

    def _toggle(self, field: str) -> None:
        now = self._values.get(field)
        if field.startswith("note/") and now:
            self._say(field, {**now, "starred": not now.get("starred")})
        elif field.startswith("fact/"):
            self._say(field, None if now else {"state": "asked", "at": self.second})
        elif field.startswith(("probe/", "stage/")):
            self._say(field, None if now else {"at": self.second})

    def _keep(self, field: str, version: str) -> None:
        if version in self._versions:
            self._say(field, self._versions[version])

    def _keep_both(self, field: str) -> None:
        """Two versions of a note as one, in the order in which they arrived."""
        notes = [self._versions[one] for one in self._ids.get(field, ()) if self._versions.get(one)]
        if not field.startswith("note/") or not notes:
            return
        texts = dict.fromkeys(note["text"] for note in notes if note["text"])
        starred = any(note.get("starred") for note in notes)
        self._say(field, {**notes[0], "text": "\n".join(texts), "starred": starred})

    def _end(self, kit: Kit, key: str) -> None:
        """Facts that nobody asked for are read out now, so that all begin the next stage alike."""
        item = kit.item(key)
        for fact in item.facts if item else ():
            if not self._values.get(f"fact/{key}/{fact}"):
                self._say(f"fact/{key}/{fact}", {"state": "given", "at": self.second})
        self._say(f"stage/{key}", {"at": self.second})

    def _rest(self, kit: Kit, draft: Draft) -> None:
        for item in kit.items:
            if not draft.content.items[item.key].is_settled and not draft.conflict(f"rating/{item.key}"):
                self._say(f"rating/{item.key}", {"missing": Missing.NOT_ASKED.value})

    def _say(self, field: str, value: Any) -> None:
        if len(field) > LONGEST_FIELD:  # of no page
            return
        identity = f"{self._replica}.{len(self.ops) + 1}"
        parents = self._ids.get(field, ())
        self.ops.append(Incoming.made(identity, field, parents, value, self.at.isoformat()))
        self._ids[field], self._values[field], self._versions[identity] = [identity], value, value


def _instant(at: datetime) -> str:
    """Milliseconds in hexadecimal: ids that begin with it stand in the order of time."""
    return f"{int(at.timestamp() * 1000):x}"


def _moved(note: dict[str, Any], key: str) -> dict[str, Any]:
    return {**note, "item": key, "also": "" if note.get("also") == key else note.get("also", "")}


def _shared(note: dict[str, Any], key: str) -> dict[str, Any]:
    return note if note.get("item") == key else {**note, "also": key}


def _unshared(note: dict[str, Any], _key: str) -> dict[str, Any]:
    return {**note, "also": ""}


# The line serves the open question instead of its own, beside its own, or its own alone.
TAGGING = {"tag": _moved, "also": _shared, "untag": _unshared}


def _ids(text: str) -> list[str]:
    return [one for one in text.split() if OP_ID.fullmatch(one)][:MOST_OPS]


def _last(field: str, ids: list[str], seen: Mapping[str, Op]) -> Any:
    """The value that counts, out of those that the page says it has shown of this field."""
    shown = (seen[identity] for identity in reversed(ids) if identity in seen)
    return next((op.value for op in shown if op.field == field and op.flag is None), None)


def _rating(text: str, under: str) -> dict[str, Any]:
    if text in map(str, POINTS):
        return {"rating": int(text)}
    return {"missing": text, "under": under} if text == Missing.ANSWERED_UNDER else {"missing": text}


def _check_length(field: str, value: Any) -> None:
    text = value.get("text", "") if isinstance(value, dict) else value or ""
    if len(text) > LONGEST_TEXT:
        raise Refused(
            f"{field_words(field).capitalize()} has {len(text)} characters, and nothing of this page was saved. "
            f"Go back and shorten it to {LONGEST_TEXT}."
        )


def _unix(text: str) -> str:
    """Forms send CRLF; a script sends what is in the control, LF."""
    return text.replace("\r\n", "\n")
