"""An item: one thing that is asked and rated, whether it came from a question or from a stage of a scenario."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.bankfiles.parts import CompetencyCode, Fact, Fault, Level, Turn

Kind = Literal["question", "scenario"]


@dataclass(frozen=True, slots=True)
class Item:
    """Every text that the scoring card, the scorecard and the PDF print.

    A missing text is "", a missing list is empty; a stage with nothing new to say has `ask` "".
    `key` is the question's id, or the scenario's id and the stage ("CASE-EXPORT-SR.S1").
    """

    key: str
    kind: Kind
    record_id: str
    stage: str | None
    title: str
    competency: CompetencyCode
    level: Level
    minutes: int
    ask: str
    anchors: Mapping[int, str]
    chef: str
    cook: str
    handout: str = ""
    read_first: str = ""
    intent: str = ""
    how_to_run: str = ""
    scoring_note: str = ""
    probes: tuple[str, ...] = ()
    barred_probes: tuple[str, ...] = ()
    listen_for: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    planted_faults: Mapping[str, Fault] = field(default_factory=dict)
    turn: Turn | None = None
    red_flags: tuple[str, ...] = ()
    not_evidence: tuple[str, ...] = ()
    fallback: str = ""
    legal_notes: str = ""
    accessibility: str = ""
