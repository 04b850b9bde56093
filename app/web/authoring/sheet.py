"""What the form of a question shows: the content of a draft, whole or not, as texts and rows."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.bankfiles.parts import QuestionType, Weight
from app.bankfiles.wording import ANCHOR_WORDS, PROMPT_WORDS, words_of
from app.domain.rubric import LEVEL_NAMES
from app.web.authoring.beginning import KINDS
from app.web.authoring.form import FIRST_MARK, ROWS, dict_of

TYPES = {one.value: KINDS[one.value].removeprefix("A question: ") for one in QuestionType}
LEVELS = {level.value: name for level, name in LEVEL_NAMES.items()}
WEIGHTS = {one.value: one.value for one in Weight}
ROWS_AT_FIRST = {"listen_for": 4, "probes": 3}
LIMITS = {"prompt": PROMPT_WORDS, "anchors": ANCHOR_WORDS}


class Row(NamedTuple):
    """One fact or fault. `mark` is "" for a row that is still blank."""

    mark: str
    said: Mapping[str, str]


class Sheet:
    """`more`: the list that gets a further blank row."""

    types, levels, weights, limits = TYPES, LEVELS, WEIGHTS, LIMITS

    def __init__(self, content: Mapping[Any, Any], more: str) -> None:
        self.content, self.more = content, more

    def text(self, name: str) -> str:
        return _text(self.content.get(name))

    def anchor(self, grade: int) -> str:
        anchors = dict_of(self.content.get("anchors"))
        return _text(anchors.get(grade, anchors.get(str(grade))))

    def turn(self, part: str) -> str:
        turn = self.content.get("turn")
        return _text(turn.get(part)) if isinstance(turn, dict) else _text(turn) if part == "say" else ""

    @property
    def phrase(self) -> str:
        return _text(dict_of(self.content.get("provenance")).get("phrase"))

    def entries(self, name: str) -> list[str]:
        """The texts of a list, with a blank row or more behind them."""
        texts = [_text(one) for one in self.content.get(name) or []]
        blanks = max(1, ROWS_AT_FIRST.get(name, 1) - len(texts)) + (self.more == name)
        return [*texts, *[""] * blanks]

    def rows(self, name: str) -> list[Row]:
        """Facts or planted faults, with a blank row behind them."""
        found = dict_of(self.content.get(name)).items()
        rows = [Row(str(mark), {key: _text(value) for key, value in dict_of(said).items()}) for mark, said in found]
        blank = Row("", dict.fromkeys(ROWS[name], ""))
        return [*rows, *[blank] * (1 + (self.more == name))]

    def first_mark(self, name: str) -> str:
        return FIRST_MARK[name]

    @property
    def is_draft_review(self) -> bool:
        """A draft to review has a handout and planted faults; they stand folded for the other types."""
        return self.text("type") in {QuestionType.AI_DRAFT_REVIEW, QuestionType.WORK_SAMPLE}

    def words(self, text: str) -> int:
        return len(words_of(text))


def _text(value: Any) -> str:
    return "" if value is None else str(value)
