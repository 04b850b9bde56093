"""The records of the question bank, as its files and the database hold them; frozen, and checked when made."""

import hashlib
import json
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from app.bankfiles.item import Item, Kind
from app.bankfiles.parts import (
    CODES,
    GRADES,
    Anchors,
    AnyTurn,
    CompetencyCode,
    Fact,
    Facts,
    Fault,
    Faults,
    Level,
    Minutes,
    Misplaced,
    Provenance,
    QuestionType,
    Record,
    Retranslation,
    Round,
    ScenarioProvenance,
    SomeTexts,
    StageId,
    StartsFrom,
    Status,
    Texts,
    Turn,
    Version,
    Weight,
)
from app.bankfiles.texts import Draft, Text

__all__ = [
    "CODES",
    "GRADES",
    "CompetencyCode",
    "CompetencyRecord",
    "Fact",
    "Fault",
    "Item",
    "KitRecord",
    "Level",
    "Provenance",
    "Question",
    "QuestionType",
    "Retranslation",
    "Round",
    "Scenario",
    "ScenarioProvenance",
    "Stage",
    "StartsFrom",
    "Status",
    "Turn",
    "Weight",
    "digest",
    "parse",
]

QuestionId = Annotated[str, Field(pattern=r"^[A-Z]{3}(-[A-Z]+){2}-[0-9]{2}[a-z]?$", max_length=40)]
RecordId = Annotated[str, Field(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)+[a-z]?$", max_length=40)]


class CompetencyRecord(Record):
    """One of the eight competencies: "Purpose" with the gloss "asks why, knows the goal"."""

    code: CompetencyCode
    name: Text
    gloss: Text
    phrase: Text
    chef: Text
    cook: Text


class Question(Record):
    """A question asked on its own: a story, a situation, or a draft to review."""

    id: QuestionId
    version: Version
    status: Status
    competency: CompetencyCode
    level: Level
    type: QuestionType
    minutes: Minutes
    prompt: Text
    candidate_handout: Draft | None = None
    intent: Text
    job_relevance: Text
    facts: Facts = Field(default_factory=dict)
    planted_faults: Faults = Field(default_factory=dict)
    turn: AnyTurn | None = None
    listen_for: SomeTexts
    probes: SomeTexts
    barred_probes: SomeTexts
    chef: Text
    cook: Text
    anchors: Anchors
    red_flags: SomeTexts
    not_evidence: SomeTexts
    fallback: Text
    legal_notes: Text
    accessibility: Text
    leak_risk: Text
    variants: Texts = ()
    provenance: Provenance

    def items(self) -> tuple[Item, ...]:
        """The one item of a question."""
        item = Item(
            key=self.id,
            kind="question",
            record_id=self.id,
            stage=None,
            title=self.id,
            level=self.level,
            ask=self.prompt,
            handout=self.candidate_handout or "",
            intent=self.intent,
            red_flags=self.red_flags,
            not_evidence=self.not_evidence,
            fallback=self.fallback,
            legal_notes=self.legal_notes,
            accessibility=self.accessibility,
            **shared(self),
        )
        return (item,)


class Stage(Record):
    """A part of a scenario that is rated on its own, for one competency."""

    id: StageId
    competency: CompetencyCode
    minutes: Minutes
    read_first: Text | None = None
    given: Draft | None = None
    say: Text | None = None
    facts: Facts = Field(default_factory=dict)
    turn: AnyTurn | None = None
    planted_faults: Faults = Field(default_factory=dict)
    listen_for: Texts = ()
    probes: Texts = ()
    barred_probes: Texts = ()
    chef: Text
    cook: Text
    anchors: Anchors


class Scenario(Record):
    """A piece of work told in stages, which begins from a ticket or from a goal."""

    id: RecordId
    version: Version
    status: Status
    title: Text
    level: Level
    starts_from: StartsFrom
    minutes: Minutes
    how_to_run: Text
    ticket: Draft | None = None
    goal: Draft | None = None
    say: Text
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=9)]
    red_flags: SomeTexts
    not_evidence: SomeTexts
    scoring_note: Text
    legal_notes: Text
    accessibility: Text | None = None
    leak_risk: Text | None = None
    provenance: ScenarioProvenance | None = None

    @model_validator(mode="after")
    def begins_from_one_text(self) -> Self:
        """A scenario holds the text that it starts from, and only that one."""
        wanted, other = ("ticket", "goal") if self.starts_from == StartsFrom.TICKET else ("goal", "ticket")
        if getattr(self, wanted) is None:
            raise Misplaced(("starts_from",), f"starts from a {wanted} but holds none; add `{wanted}`")
        if getattr(self, other) is not None:
            raise Misplaced((other,), f"starts from a {wanted} and holds a {other} too; remove `{other}`")
        return self

    @model_validator(mode="after")
    def names_stages_once(self) -> Self:
        """No two stages share an id."""
        ids = [stage.id for stage in self.stages]
        for place, one in enumerate(ids):
            if one in ids[:place]:
                raise Misplaced(("stages", place, "id"), f"is {one} a second time; give each stage its own id")
        return self

    @property
    def opening(self) -> str:
        """The ticket or the goal that the candidate is given first."""
        return self.ticket or self.goal or ""

    def items(self) -> tuple[Item, ...]:
        """One item a stage. The first one also says the scenario's own words and hands out its ticket or goal."""
        return tuple(self._item(stage, first=number == 0) for number, stage in enumerate(self.stages))

    def _item(self, stage: Stage, *, first: bool) -> Item:
        return Item(
            key=f"{self.id}.{stage.id}",
            kind="scenario",
            record_id=self.id,
            stage=stage.id,
            title=f"{self.title} · {stage.id}",
            level=self.level,
            ask=joined(self.say if first else None, stage.say),
            handout=joined(self.opening if first else None, stage.given),
            read_first=stage.read_first or "",
            how_to_run=self.how_to_run,
            scoring_note=self.scoring_note,
            red_flags=self.red_flags,
            not_evidence=self.not_evidence,
            legal_notes=self.legal_notes,
            accessibility=self.accessibility or "",
            **shared(stage),
        )


class KitRecord(Record):
    """What one round asks, in order. `minutes` are usable for questions; `clock_minutes` are in the calendar."""

    id: RecordId
    version: Version
    title: Text
    level: Level
    round: Round
    minutes: Minutes
    clock_minutes: Minutes
    opening_words: Text
    closing_words: Text
    questions: Annotated[tuple[RecordId, ...], Field(min_length=1, max_length=20)]


RATED = (
    "competency",
    "minutes",
    "probes",
    "barred_probes",
    "listen_for",
    "chef",
    "cook",
    "anchors",
    "facts",
    "planted_faults",
    "turn",
)
RECORDS: dict[Kind, type[Question] | type[Scenario]] = {"question": Question, "scenario": Scenario}
NOT_WORDS: Any = {"status": True, "provenance": {"retranslation"}}


def digest(record: Record) -> str:
    """Return the SHA-256, in hex, of the record's canonical JSON: sorted keys, no spaces, UTF-8, defaults left out.

    Status and retranslation are left out, so that going live makes no new version of the words.
    """
    content = record.model_dump(mode="json", exclude=NOT_WORDS, exclude_defaults=True)
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def parse(kind: str, content: dict[str, Any]) -> Question | Scenario:
    """Rebuild the record whose `model_dump(mode="json")` the database holds.

    `kind` is "question" or "scenario"; another kind, or content that is no such record, raises ValueError.
    """
    for name, record in RECORDS.items():
        if name == kind:
            return record.model_validate(content)
    raise ValueError(f"The bank has no records of the kind {kind!r}.")


def shared(rated: Question | Stage) -> dict[str, Any]:
    return {name: getattr(rated, name) for name in RATED}


def joined(*parts: str | None) -> str:
    return "\n\n".join(part for part in parts if part)
