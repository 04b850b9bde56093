"""What changed between two versions of a record, part by part and word by word; and where a version stands."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from app.domain.bank import BankRecord, Retirement, Status
from app.domain.text import listed

WORD = re.compile(r"\s*\S+|\s+$")
LONGEST = 4_000  # words in which single words are told apart; a longer text is shown as taken out and put in
UNSAID = {"id", "version", "status"}  # the head of the page says these
NAMES = {
    "title": "Title",
    "competency": "Competency",
    "level": "Level",
    "type": "Kind of question",
    "minutes": "Minutes",
    "prompt": "What is asked",
    "candidate_handout": "What the candidate has to read",
    "intent": "Why it is asked",
    "job_relevance": "Why it matters for the job",
    "facts": "Fact",
    "planted_faults": "Planted fault",
    "turn": "The turn",
    "listen_for": "Listen for",
    "probes": "Probes",
    "barred_probes": "Barred probes",
    "chef": "A chef’s answer",
    "cook": "A short-order cook’s answer",
    "anchors": "Anchor",
    "red_flags": "Red flags",
    "not_evidence": "What must not move the rating",
    "fallback": "If it does not fit",
    "legal_notes": "Law",
    "accessibility": "Access",
    "leak_risk": "Risk that it leaks",
    "variants": "Variants",
    "provenance": "Where it comes from",
    "starts_from": "Starts from",
    "how_to_run": "How to run it",
    "ticket": "The ticket",
    "goal": "The goal",
    "say": "What is said",
    "read_first": "Read out first",
    "given": "What is given to read",
    "scoring_note": "How to rate it",
}


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, was taken out or was put in: `kind` is "same", "out" or "in"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Part:
    """One part of a record ("Anchor 3", "S2 · Probes") in both versions. A part that one of them lacks is all new, or
    all gone."""

    name: str
    pieces: Sequence[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)

    @property
    def counted(self) -> str:
        """ "2 words out, 3 in" """
        out, new = (sum(len(one.text.split()) for one in self.pieces if one.kind == kind) for kind in ("out", "in"))
        said = ([f"{out} {'word' if out == 1 else 'words'} out"] if out else []) + (
            [f"{new} in"] if out and new else []
        )
        return ", ".join(said) or f"{new} {'word' if new == 1 else 'words'} in"


def parts(old: BankRecord, new: BankRecord) -> list[Part]:
    """Every part of the two versions, in the order of the record."""
    before, after = (dict(_said(_words_of(record))) for record in (old, new))
    names = _in_order(list(before), list(after))
    return [Part(name, pieces(before.get(name, ""), after.get(name, ""))) for name in names]


def pieces(before: str, after: str) -> list[Piece]:
    """The two texts as one: what stayed, what was taken out, what was put in, in the order of reading."""
    if before == after:
        return [Piece("same", before)]
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return _kept(("out", before), ("in", after))
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(old[a:b])))
        else:
            found += [("out", "".join(old[a:b])), ("in", "".join(new[c:d]))]
    return _kept(*found)


def is_retired(record: BankRecord, retired: Mapping[str, Retirement]) -> bool:
    """By its file, or by somebody who keeps the bank."""
    return record.status == Status.RETIRED or record.key in retired


@dataclass(frozen=True)
class Standing:
    """What a kit's page says of one of its questions: is it `retired`, and what is its `newer` version, if any?"""

    retired: bool
    newer: BankRecord | None

    @property
    def words(self) -> str:
        """ "Retired." or "Version 3 is newer." """
        if self.retired:
            return "Retired: not to be asked any more."
        return f"Version {self.newer.version} is newer." if self.newer else ""


def standings(
    records: Iterable[BankRecord], newest: Mapping[str, BankRecord], retired: Mapping[str, Retirement]
) -> dict[str, Standing]:
    """Key to how the question stands today. A retired one has no newer version to offer."""
    found = {}
    for record in records:
        last = newest.get(record.key, record)
        gone = is_retired(last, retired)
        found[record.key] = Standing(gone, None if gone or last.digest == record.digest else last)
    return found


def warning(standings: Mapping[str, Standing]) -> str:
    """A sentence on a kit's questions that are retired or have a newer version, or nothing."""
    retired = [key for key, one in standings.items() if one.retired]
    older = [key for key, one in standings.items() if one.newer]
    said = [f"{listed(retired)} {'is' if len(retired) == 1 else 'are'} retired."] if retired else []
    return " ".join([*said, *([f"There is a newer version of {listed(older)}."] if older else [])])


def _words_of(record: BankRecord) -> dict[str, Any]:
    content = record.words.model_dump(mode="json", exclude=UNSAID)
    provenance = content.pop("provenance", None) or {}
    return content | {"provenance": {key: text for key, text in provenance.items() if key != "retranslation"}}


def _said(content: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Name and text of every part that says something. A list is one part, a line for each of its texts."""
    for field, value in content.items():
        name = f"{before}{NAMES.get(field, field)}"
        if field == "stages":
            for stage in value:
                yield from _said({key: one for key, one in stage.items() if key != "id"}, f"{stage['id']} · ")
        elif field in {"facts", "planted_faults", "anchors"}:
            yield from ((f"{name} {key}", _line(one)) for key, one in value.items())
        elif value:
            yield name, _line(value)


def _line(value: Any) -> str:
    if isinstance(value, Mapping):
        return "\n".join(_line(one) for one in value.values() if one)
    return "\n".join(map(_line, value)) if isinstance(value, list | tuple) else str(value)


def _in_order(before: list[str], after: list[str]) -> list[str]:
    """The names of the newer version; those that only the older one has stand after what they followed there."""
    names = list(after)
    for place, name in enumerate(before):
        if name not in after:
            names.insert(names.index(before[place - 1]) + 1 if place else 0, name)
    return names


def _kept(*found: tuple[str, str]) -> list[Piece]:
    return [Piece(kind, text) for kind, text in found if text]
