"""Forms of interviews: the plan, and what became of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_wtf import FlaskForm
from wtforms import Field, SelectMultipleField
from wtforms.validators import ValidationError

from app.domain.interview import Interview, State
from app.domain.opening import Opening, Round
from app.domain.people import Person
from app.web.clocks import Clock, Day, instant, zones
from app.web.fields import Choice, Line, Prose, Whole, number
from app.web.progress import listed, seats


@dataclass(frozen=True)
class Crew:
    """Everybody who can interview, by name, and the ids of those who sit in interviews of this opening."""

    people: Sequence[Person]
    sit: set[int]


class People(SelectMultipleField):
    """Ids of people out of those that are offered."""

    def pre_validate(self, _form: object) -> None:
        if not set(self.data or ()) <= {value for value, _ in self.choices}:
            raise ValidationError("Somebody in this panel cannot interview any more. Choose again.")


class PlanForm(FlaskForm):
    round = Choice("Round", coerce=number)
    day = Day("Day")
    clock = Clock("Time", format=["%H:%M", "%H:%M:%S"])
    zone = Choice("Time zone")
    minutes = Whole("Minutes", between=(5, 480))
    place = Line("Place or link", longest=500)
    panel = People("Panel", coerce=number)
    shadows = People("Shadow", coerce=number)
    note = Prose("Note on the change")

    def offer(self, opening: Opening, crew: Crew, zone: str) -> "PlanForm":
        """Fill the lists; `zone` is kept on offer, whatever it is called."""
        self.people = crew.people
        self.close_by = {member.person_id for member in opening.members} | crew.sit | set(self.panel.data or ())
        self.shadows.choices = [(person.id, person.name) for person in crew.people]
        self.round.choices = [
            (one.id, f"{one.number}. {one.name}, {one.minutes} min") for one in opening.rounds_to_hold
        ]
        self.zone.choices = [(name, name.replace("_", " ")) for name in sorted({*zones(), zone})]
        self.panel.choices = [(person.id, person.name) for person in crew.people]
        return self

    @property
    def starts_at(self) -> datetime:
        """The instant that is meant; Refused when the clocks never show it, or show it twice."""
        return instant(self.day.data, self.clock.data, self.zone.data)

    @property
    def chosen(self) -> list[Person]:
        return [person for person in self.people if person.id in (self.panel.data or ())]

    @property
    def chosen_shadows(self) -> list[Person]:
        return [person for person in self.people if person.id in (self.shadows.data or ())]

    def validate_shadows(self, _field: Field) -> None:
        both = [person.name for person in self.chosen_shadows if person in self.chosen]
        if both:
            raise ValidationError(f"{listed(both)} cannot be on the panel and shadow it. Choose one of the two.")

    def near(self) -> list[Person]:
        """Who works on the opening or is on the panel already; `far` is everybody else."""
        return [person for person in self.people if person.id in self.close_by]

    def far(self) -> list[Person]:
        return [person for person in self.people if person.id not in self.close_by]


class StateForm(FlaskForm):
    state = Choice("What became of it", choices=[(s.value, s.words.capitalize()) for s in State if s != State.PLANNED])
    note = Prose("Note", longest=1_000)


def new_plan(opening: Opening, crew: Crew, viewer: Person) -> PlanForm:
    form = PlanForm(data={"zone": viewer.zone, "panel": [], "shadows": []})
    del form.note
    return form.offer(opening, crew, viewer.zone)


def changed_plan(interview: Interview, opening: Opening, crew: Crew) -> PlanForm:
    """The plan as it stands. The round stays; an interview that took place keeps its time."""
    local = interview.local_start
    form = PlanForm(
        data={
            "day": local.date(),
            "clock": local.time(),
            "zone": interview.zone,
            "minutes": interview.minutes,
            "place": interview.place,
            "panel": [card.author_id for card in seats(interview) if not card.is_shadow],
            "shadows": [card.author_id for card in seats(interview) if card.is_shadow],
        }
    )
    form.offer(opening, crew, interview.zone)
    del form.round
    if interview.state.took_place:
        del form.day, form.clock, form.zone, form.minutes, form.note
    return form


def round_of(form: PlanForm, rounds: Collection[Round]) -> Round:
    return next(one for one in rounds if one.id == form.round.data)
