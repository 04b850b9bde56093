"""The form of an opening, which is one page without script, and the form that adds somebody to it."""

from collections.abc import Mapping, Sequence

from flask_wtf import FlaskForm
from wtforms import Form, FormField, HiddenField

from app.domain.kit import Kit
from app.domain.opening import MOST_ROUNDS, SUGGESTED, Opening, OpeningRole, RoundPlan
from app.domain.people import Person
from app.domain.rubric import LEVEL_NAMES, Competency, Level
from app.web.fields import Choice, Line, Prose, Rows, Whole, needed, number

ROLE_WORDS = {
    OpeningRole.POOL: "Pool: can take an interview over",
    OpeningRole.COORDINATOR: "Coordinator: plans, chases cards, sees no ratings",
    OpeningRole.MANAGER: "Hiring manager: reads the cards, decides",
}


class WeightRow(Form):
    code = HiddenField()
    percent = Whole("Percent", between=(1, 100))


class RoundRow(Form):
    id = HiddenField()
    name = Line("Name", longest=120)
    minutes = Whole("Minutes", between=(5, 480))
    kit = Choice("Kit", coerce=number)


class OpeningForm(FlaskForm):
    title = Line("Title", [needed("Give the opening a title, such as Senior engineer, Checkout.")], longest=120)
    level = Choice("Level", choices=[(level.value, name) for level, name in LEVEL_NAMES.items()], default=Level.SENIOR)
    customer_access = Prose("Access to customers")
    decision_rights = Prose("Decision rights")
    final_call = Prose("The desk that makes the final call")
    weights = Rows(FormField(WeightRow), max_entries=8)
    rounds = Rows(FormField(RoundRow), min_entries=MOST_ROUNDS, max_entries=MOST_ROUNDS)

    @classmethod
    def of(cls, opening: Opening | None, competencies: Sequence[Competency], kits: Sequence[Kit]) -> "OpeningForm":
        """The form for a new opening, or for one that exists with what is fixed taken out."""
        form = cls(data=_written(opening, competencies))
        form.kits = {kit.id: kit for kit in kits}
        form.competencies = {competency.code: competency for competency in competencies}
        if opening and opening.fixed_at:
            del form.weights, form.level
        offered = [kit for kit in kits if form.level or kit.level == opening.level]
        imported = {one.id for one in opening.rounds if one.imported_at} if opening else set()
        for row in form.round_rows:
            row.kit.choices = [(None, "No kit yet"), *((kit.id, kit_words(kit)) for kit in offered)]
            if number(row.id.data) in imported:
                row.kit.choices = [(None, "Imported ratings, no kit")]
        return form

    @property
    def weight_rows(self) -> list[tuple[Competency, WeightRow]]:
        """Each known competency with its row."""
        rows = [(self.competencies.get(entry.form.code.data), entry.form) for entry in self.weights]
        return [(competency, row) for competency, row in rows if competency]

    @property
    def round_rows(self) -> list[RoundRow]:
        return [entry.form for entry in self.rounds]

    def fill(self, opening: Opening, in_use: set[int]) -> None:
        """Write everything into the opening; the domain refuses what does not hold."""
        opening.title = self.title.data
        opening.customer_access = self.customer_access.data
        opening.decision_rights = self.decision_rights.data
        opening.final_call = self.final_call.data
        if self.level:
            opening.set_level(Level(self.level.data))
            opening.weigh([(c, row.percent.data) for c, row in self.weight_rows if row.percent.data])
        opening.arrange(self._plans(), in_use)

    def _plans(self) -> list[RoundPlan]:
        return [_plan(row, self.kits.get(row.kit.data)) for row in self.round_rows if row.name.data]


class MemberForm(FlaskForm):
    person = Choice("Person", coerce=number)
    role = Choice("Role", choices=[(role.value, words) for role, words in ROLE_WORDS.items()], default=OpeningRole.POOL)

    @classmethod
    def among(cls, people: Sequence[Person]) -> "MemberForm":
        form = cls()
        form.person.choices = [(person.id, person.name) for person in people]
        return form


def kit_words(kit: Kit) -> str:
    return f"{kit.title}, {LEVEL_NAMES[kit.level].lower()}, {kit.minutes} min"


def _plan(row: RoundRow, kit: Kit | None) -> RoundPlan:
    minutes = row.minutes.data or (kit.minutes if kit else 45)
    return RoundPlan(number(row.id.data), row.name.data, minutes, kit)


def _written(opening: Opening | None, competencies: Sequence[Competency]) -> Mapping[str, object]:
    percents = {weight.competency_code: weight.percent for weight in opening.weights} if opening else SUGGESTED
    weights = [{"code": one.code, "percent": percents.get(one.code)} for one in competencies]
    if opening is None:
        return {"weights": weights}
    rounds = [{"id": one.id, "name": one.name, "minutes": one.minutes, "kit": one.kit_id} for one in opening.rounds]
    said = ("title", "level", "customer_access", "decision_rights", "final_call")
    return {**{name: getattr(opening, name) for name in said}, "weights": weights, "rounds": rounds}
