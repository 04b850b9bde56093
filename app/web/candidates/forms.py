"""Forms for candidates."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from app.domain.candidate import Candidate
from app.domain.people import clean_email
from app.sheets import Unreadable, decoded
from app.web.candidates.sheet import is_address
from app.web.fields import Choice, Line, Prose, needed, number


class CandidateForm(FlaskForm):
    name = Line("Name", [needed("Write the candidate's name.")])
    email = Line("Email", longest=254)
    note = Prose("Note for the interviewers")

    @property
    def address(self) -> str | None:
        return clean_email(self.email.data or "") or None

    def validate_email(self, _field: Line) -> None:
        if self.address and not is_address(self.address):
            raise ValidationError("Write an address like dana@mail.example, or leave it blank.")


class SheetForm(FlaskForm):
    file = FileField("File")
    text = Prose("Or paste the rows", longest=2_000_000)

    def validate_text(self, field: Prose) -> None:
        """A file takes the place of what was pasted, and stands in the box when something is wrong with it."""
        if not self.file.data:
            return
        try:
            field.data = decoded(self.file.data.read())
        except Unreadable as error:
            raise ValidationError(str(error)) from error


class EarlierForm(FlaskForm):
    """Who came back: an earlier candidate out of those that look alike."""

    earlier = Choice("Earlier application", coerce=number)

    def offer(self, found: Sequence[Candidate]) -> None:
        self.earlier.choices = [(one.id, f"{one.name}, {one.opening.title}") for one in found]


class WithdrawalForm(FlaskForm):
    reason = Prose("Reason", [needed("Write what the candidate said, or “none given”.")])
