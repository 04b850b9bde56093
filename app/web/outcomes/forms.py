"""Forms of a hire and of its outcome."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice

from app.domain.errors import Refused
from app.domain.outcome import OWNS, UNKNOWN_WORDS, Again, Hire, Said, Unknown
from app.domain.people import Person
from app.web.clocks import Day
from app.web.fields import Choice, Prose, number

Word = TypeVar("Word", bound=StrEnum)

SELDOM = {Unknown.LEFT: "nothing more is asked", Unknown.CANNOT_SAY: "say why below"}


class AskForm(FlaskForm):
    """Who is asked how the hire works out."""

    person = Choice("Who is asked", coerce=number)

    def offer(self, people: Iterable[Person]) -> None:
        self.people = {one.id: one for one in people}
        self.person.choices = [(None, "Choose"), *((one.id, one.name) for one in self.people.values())]

    @property
    def chosen(self) -> Person:
        if self.person.data is None:
            raise Refused("Choose who is asked.", "person")
        return self.people[self.person.data]


class HireForm(AskForm):
    day = Day("First day at work", description="Like 2026-05-26. What is due counts from it.")

    @property
    def starts_on(self) -> date:
        if self.day.data is None:
            raise Refused("Write the day as 2026-05-26.", "day")
        return self.day.data


class NoStartForm(FlaskForm):
    reason = Prose("Why they did not start")


class OutcomeForm(FlaskForm):
    """One group of choices holds the rating and the reasons for none."""

    month, corrects = HiddenField(), HiddenField()
    owns = RadioField("Ownership shown at work", choices=[], validate_choice=False)
    again = RadioField(
        "Would you hire them again?",
        choices=[SelectChoice(one.value, one.value.capitalize()) for one in Again],
        validate_choice=False,
    )
    words = Prose("In your own words", description="What you saw that made you choose.")

    @property
    def points(self) -> Mapping[int, tuple[str, str]]:
        return OWNS

    @property
    def unknown(self) -> list[tuple[str, str, str]]:
        return [(one.value, words, SELDOM[one]) for one, words in UNKNOWN_WORDS.items()]

    @property
    def said(self) -> Said:
        owns = number(self.owns.data)
        return Said(
            month=number(self.month.data) or 0,
            owns=owns if owns in OWNS else None,
            again=_one_of(Again, self.again.data),
            missing=_one_of(Unknown, self.owns.data),
            words=self.words.data or "",
        )

    def begin(self, hire: Hire, month: int, who: Person) -> None:
        """What is asked about, and what this person said of it before."""
        before = hire.outcome(month)
        self.month.data = str(month)
        if before and before.by_id == who.id:
            self.corrects.data, self.words.data = str(before.id), before.words
            self.owns.data = before.missing.value if before.missing else str(before.owns)
            self.again.data = before.again.value if before.again else None


def _one_of(members: type[Word], typed: object) -> Word | None:
    return next((one for one in members if one.value == typed), None)
