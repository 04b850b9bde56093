"""The form of a decision: the reason first."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from app.domain.decision import VERDICT_WORDS, Decision, Further
from app.domain.errors import Refused
from app.domain.opening import Opening
from app.domain.people import Person
from app.domain.profile import Entrant
from app.domain.rubric import LEVEL_NAMES
from app.web.fields import Choice, Prose


class DecisionForm(FlaskForm):
    reason = Prose("Reason", description="In your own words, from the evidence. It is kept with the decision.")
    verdict = RadioField(
        "Decision",
        choices=[SelectChoice(verdict.value, words) for verdict, words in VERDICT_WORDS.items()],
        validate_choice=False,
    )
    competencies = SelectMultipleField("About which competencies", validate_choice=False)
    level = Choice(
        "The other level",
        [("", "Choose"), *((level.value, name) for level, name in LEVEL_NAMES.items())],
        default="",
    )
    dissent = Prose(
        "Dissent as you heard it",
        description="Who sees it differently, and why; empty if nobody does. The panel can add own words later.",
    )
    for_panel = Prose(
        "What the panel may read",
        description="Interviewers are told that you decided, and read this instead of the reason.",
    )
    without_missing = BooleanField("Decide without them")

    def check(self, entrant: Entrant) -> None:
        """Refused when something stands in the way of a decision, or when missing cards were not looked at."""
        if entrant.hurdle:
            raise Refused(entrant.hurdle)
        if self.verdict.data not in VERDICT_WORDS:
            raise Refused("Choose what you decide.", "verdict")
        if entrant.awaited and not self.without_missing.data:
            raise Refused("Cards are missing. Wait for them, or tick that you decide without them.", "without_missing")

    def further(self, opening: Opening, decisions: Sequence[Decision]) -> Further:
        """What is said beyond verdict and reason. `decisions`: the earlier ones."""
        wanted = set(self.competencies.data or ())
        named = (weight.competency.name for weight in opening.weights if weight.competency_code in wanted)
        level = next((level for level in LEVEL_NAMES if level.value == self.level.data), None)
        return Further(tuple(named), level, self.for_panel.data or "", decisions)

    def repeats(self, decisions: Sequence[Decision], by: Person) -> bool:
        """Is this the newest of these decisions, sent by the same person once more? A second click signs nothing."""
        said = (self.verdict.data, (self.reason.data or "").strip(), (self.dissent.data or "").strip(), by.id)
        signed = [(one.verdict.value, one.reason, one.dissent, one.signed_by_id) for one in decisions[:1]]
        return [said] == signed
