"""The form in which somebody says what a kit is wanted for.

It travels in the address, to be shared and gone back to, with the round that it is for, if any, and, once there is a
proposal, the keys of the questions in running order. All of it may be made up, and is looked up before it is used.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField

from app.domain.kit import RoundKind
from app.domain.kit_plan import Proposal, Wish
from app.domain.opening import SUGGESTED, Round
from app.domain.rubric import LEVEL_NAMES, Competency, Level
from app.web.fields import Choice, Line, Whole, needed
from app.web.kits.forms import KIND_WORDS, minutes_needed

USABLE = 45  # minutes of an hour
NO_WEIGHT = "Choose at least one competency: write beside it how much it counts."


class WishForm(FlaskForm):
    class Meta:
        csrf = False

    level = Choice("Level", choices=[(level.value, name) for level, name in LEVEL_NAMES.items()])
    round_kind = Choice("Kind of round", choices=[(kind.value, words) for kind, words in KIND_WORDS.items()])
    minutes = Whole("Usable minutes", [minutes_needed], between=(5, 240))
    drafts = BooleanField("Drafts too")

    @classmethod
    def of(cls, competencies: Sequence[Competency], round_: Round | None, sent: Mapping[str, Any]) -> "WishForm":
        """What was sent; before anything was, what the round and its opening suggest. One field for each competency,
        by its code. The level of an opening is no question."""
        fields = {one.code: Whole(one.name, between=(1, 100)) for one in competencies}
        asked = set(sent) - {"round"}
        form = type("WishOverAll", (cls,), fields)(sent if asked else None, data=_suggested(round_))
        form.competencies = competencies
        if round_:
            del form.level
        return form

    @property
    def shares(self) -> list[tuple[Competency, Whole]]:
        return [(one, self[one.code]) for one in self.competencies]

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and not any(field.data for _, field in self.shares):
            self.form_errors.append(NO_WEIGHT)
        return valid and not self.form_errors

    def wish(self, round_: Round | None) -> Wish:
        weights = {one.code: field.data for one, field in self.shares if field.data}
        level = round_.opening.level if round_ else Level(self.level.data)
        return Wish(level, RoundKind(self.round_kind.data), self.minutes.data, weights, self.drafts.data)


class NameForm(FlaskForm):
    title = Line("Title of the kit", [needed("Give the kit a title, such as Product conversation.")])


def address(proposal: Proposal, round_: Round | None) -> dict[str, str]:
    """The proposal as names and values of a form, or of an address."""
    wish = proposal.wish
    said = {"round": str(round_.id)} if round_ else {"level": wish.level.value}
    said |= {"round_kind": wish.kind.value, "minutes": str(wish.minutes)}
    said |= {"drafts": "y"} if wish.drafts else {}
    return said | {code: str(share) for code, share in wish.weights.items()} | {"questions": " ".join(proposal.keys)}


def _suggested(round_: Round | None) -> dict[str, object]:
    if round_ is None:
        return {"level": Level.SENIOR, "minutes": USABLE, **SUGGESTED}
    kit, weights = round_.kit, {one.competency_code: one.percent for one in round_.opening.weights}
    minutes = kit.minutes if kit else max(5, round_.minutes * USABLE // 60)
    return {"round_kind": kit.round_kind if kit else _missing_kind(round_), "minutes": minutes, **weights}


def _missing_kind(round_: Round) -> RoundKind:
    """The first kind that no other round of the opening has."""
    had = {one.kit.round_kind for one in round_.opening.rounds if one.kit}
    return next((kind for kind in RoundKind if kind not in had), RoundKind.PRODUCT_CONVERSATION)
