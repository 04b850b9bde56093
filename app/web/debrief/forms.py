"""The forms in the room: opening it, minutes of an item, a rating that changed."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice

from app.domain.debrief_log import ChangeKind
from app.domain.rubric import SCALE
from app.web.fields import Prose, number

KINDS = {
    ChangeKind.EVIDENCE: "Different evidence: I learned of something that I had not heard",
    ChangeKind.READING: "Different reading: the same words mean something else to me now",
    ChangeKind.BAR: "Different bar: I held the answer against another standard",
}


class OpenForm(FlaskForm):
    reason = Prose("Why it cannot wait", longest=1_000)


class MinuteForm(FlaskForm):
    item = HiddenField()
    text = Prose("Minutes")
    seen = HiddenField()

    @property
    def seen_id(self) -> int:
        return number(self.seen.data) or 0


class ChangeForm(FlaskForm):
    card = HiddenField()
    item = HiddenField()
    value = RadioField(
        "Now",
        choices=[SelectChoice(str(value), f"{value}, {words.lower()}") for value, words in SCALE.items()],
        validate_choice=False,
    )
    kind = RadioField(
        "What is different",
        choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()],
        validate_choice=False,
    )
    words = Prose("What changed my mind", longest=2_000)

    @property
    def card_id(self) -> int:
        return number(self.card.data) or 0

    @property
    def rating(self) -> int:
        return number(self.value.data) or 0

    @property
    def why(self) -> ChangeKind | None:
        return next((kind for kind in ChangeKind if kind.value == self.kind.data), None)

    def is_for(self, card_id: int, item_key: str) -> bool:
        """Is this the form of that rating?"""
        return (self.card_id, self.item.data) == (card_id, item_key)
