"""The form of a decision: the reason first."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from app.domain.decision import VERDICT_WORDS, Decision
from app.domain.errors import Refused
from app.domain.people import Person
from app.domain.profile import Entrant
from app.web.fields import Prose


class DecisionForm(FlaskForm):
    reason = Prose("Reason", description="In your own words, from the evidence. It is kept with the decision.")
    verdict = RadioField(
        "Decision",
        choices=[SelectChoice(verdict.value, words) for verdict, words in VERDICT_WORDS.items()],
        validate_choice=False,
    )
    dissent = Prose("Dissent", description="Who sees it differently, and why. Leave empty if nobody does.")
    without_missing = BooleanField("Decide without them")

    def check(self, entrant: Entrant) -> None:
        """Refused when something stands in the way of a decision, or when missing cards were not looked at."""
        if entrant.hurdle:
            raise Refused(entrant.hurdle)
        if self.verdict.data not in VERDICT_WORDS:
            raise Refused("Choose what you decide.", "verdict")
        if entrant.awaited and not self.without_missing.data:
            raise Refused("Cards are missing. Wait for them, or tick that you decide without them.", "without_missing")

    def repeats(self, decisions: Sequence[Decision], by: Person) -> bool:
        """Is this the newest of these decisions, sent by the same person once more? A second click signs nothing."""
        said = (self.verdict.data, (self.reason.data or "").strip(), (self.dissent.data or "").strip(), by.id)
        signed = [(one.verdict.value, one.reason, one.dissent, one.signed_by_id) for one in decisions[:1]]
        return [said] == signed
