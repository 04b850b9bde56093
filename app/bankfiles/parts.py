"""What the records of the bank are built from: the closed lists, facts, planted faults, turns and provenance."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from app.bankfiles.texts import Text, Words

CODES = ("PUR", "CUS", "DON", "TRA", "CAN", "RES", "AIS", "SHA")
GRADES = (1, 2, 3, 4, 5)

CompetencyCode = Literal["PUR", "CUS", "DON", "TRA", "CAN", "RES", "AIS", "SHA"]


class Level(StrEnum):
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"


class QuestionType(StrEnum):
    PAST_BEHAVIOUR = "past_behaviour"
    SITUATIONAL = "situational"
    AI_DRAFT_REVIEW = "ai_draft_review"
    WORK_SAMPLE = "work_sample"
    CASE = "case"


class Status(StrEnum):
    DRAFT = "draft"
    PILOTED = "piloted"
    LIVE = "live"
    RETIRED = "retired"


class Weight(StrEnum):
    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


class StartsFrom(StrEnum):
    TICKET = "ticket"
    GOAL = "goal"


class Round(StrEnum):
    PRODUCT_CONVERSATION = "product_conversation"
    STAGED_SCENARIO = "staged_scenario"
    AI_DRAFT_REVIEW = "ai_draft_review"


class Misplaced(ValueError):
    """What is wrong with a record as a whole, and the path in it at which its author looks first."""

    def __init__(self, path: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.path = path


class Record(BaseModel):
    """A frozen record; a field that it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Fact(Record):
    """What the interviewer says only when the candidate asks something that unlocks it."""

    unlock: Text
    say: Text


def line_range(text: str) -> str:
    """Return "7" or "11-15" without spaces; anything else, or a range that runs backwards, raises ValueError."""
    first, dash, last = (part.strip() for part in text.partition("-"))
    if not first.isdecimal() or (dash and not last.isdecimal()):
        raise ValueError(f"is {text[:20]!r}; write the line as 7, or the range as 11-15")
    if dash and int(last) < int(first):
        raise ValueError(f"is {text[:20]!r}, which runs backwards; write the lower line first")
    return f"{int(first)}-{int(last)}" if dash else str(int(first))


def number_as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


LineRange = Annotated[
    str,
    BeforeValidator(number_as_text, json_schema_input_type=str | int),
    AfterValidator(line_range),
    Field(max_length=20),
]


class Fault(Record):
    """A fault planted in a draft, seen by the interviewer only. `line` is "7" or "11-15", as printed in the draft."""

    line: LineRange
    weight: Weight
    fault: Text

    @property
    def lines(self) -> range:
        """The printed line numbers that the fault covers."""
        first, _, last = self.line.partition("-")
        return range(int(first), int(last or first) + 1)


class Turn(Record):
    """A fact read to every candidate at a fixed moment; `when` is "" where the moment is the interviewer's next one."""

    when: Words = ""
    say: Text


def bare_turn(value: Any) -> Any:
    return {"say": value} if isinstance(value, str) else value


AnyTurn = Annotated[Turn, BeforeValidator(bare_turn, json_schema_input_type=str | Turn)]


def all_grades(anchors: dict[int, str]) -> dict[int, str]:
    if set(anchors) != set(GRADES):
        found = ", ".join(map(str, sorted(anchors))) or "none"
        raise ValueError(f"has the grades {found}; write exactly 1, 2, 3, 4 and 5")
    return dict(sorted(anchors.items()))


Anchors = Annotated[
    dict[int, Text],
    AfterValidator(all_grades),
    WithJsonSchema(
        {
            "type": "object",
            "properties": {str(grade): {"type": "string", "minLength": 1, "maxLength": 2000} for grade in GRADES},
            "required": [str(grade) for grade in GRADES],
            "additionalProperties": False,
        }
    ),
]

Grade = Annotated[int, Field(strict=True, ge=GRADES[0], le=GRADES[-1])]
Mark = Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,2}$")]
StageId = Annotated[str, Field(pattern=r"^S[1-9][0-9]?$")]
Minutes = Annotated[int, Field(strict=True, ge=1, le=240)]
Version = Annotated[int, Field(strict=True, ge=1, le=9999)]
Texts = Annotated[tuple[Text, ...], Field(max_length=40)]
SomeTexts = Annotated[tuple[Text, ...], Field(min_length=1, max_length=40)]
Facts = Annotated[dict[Mark, Fact], Field(max_length=40)]
Faults = Annotated[dict[Mark, Fault], Field(max_length=40)]


def five_places(order: tuple[int, ...]) -> tuple[int, ...]:
    if sorted(order) != list(GRADES):
        raise ValueError("is no order of five; write each of 1, 2, 3, 4 and 5 once")
    return order


class Retranslation(Record):
    """How a separate reader, given the prompt and the shuffled anchors, put them in order.

    `order[i]` is the place from 1 to 5 that the reader gave to the anchor of grade `i + 1`.
    """

    reader: Text
    order: Annotated[tuple[int, ...], AfterValidator(five_places)]

    @property
    def exact(self) -> int:
        """How many of the five anchors stand in their own place."""
        return sum(place == grade for grade, place in zip(GRADES, self.order, strict=True))

    @property
    def passes(self) -> bool:
        """True when every anchor stands in its own place or the next one."""
        return all(abs(place - grade) <= 1 for grade, place in zip(GRADES, self.order, strict=True))


class Provenance(Record):
    """Where a question comes from: its author, the phrase of the article, the reader's test of its anchors."""

    author: Text | None = None
    phrase: Text | None = None
    retranslation: Retranslation | None = None


class ScenarioProvenance(Record):
    """Where a scenario comes from; a reader's test for each stage."""

    author: Text | None = None
    phrase: Text | None = None
    retranslation: dict[StageId, Retranslation] = Field(default_factory=dict)
