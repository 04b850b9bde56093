"""What is sent from the calibration room."""

from flask_wtf import FlaskForm
from wtforms import ValidationError

from app.domain.practice import LONGEST
from app.domain.rubric import POINTS, SCALE, Missing
from app.web.fields import Choice, Prose, Whole, needed

NO_EVIDENCE = Missing.NO_EVIDENCE.value


class RatingForm(FlaskForm):
    given = Choice("Your rating", choices=[*((str(point), SCALE[point]) for point in POINTS), (NO_EVIDENCE, "")])
    note = Prose("Notes, if you want", longest=LONGEST)

    def validate_given(self, field: Choice) -> None:
        """Says what to do, where the list alone would say that nothing of it was chosen."""
        if field.data not in {value for value, *_ in field.choices}:
            field.errors = []
            raise ValidationError("Choose the anchor that fits, or “No evidence”.")

    @property
    def rating(self) -> int | None:
        return None if self.given.data == NO_EVIDENCE else int(self.given.data)


class ThoughtForm(FlaskForm):
    thought = Prose("A second thought", [needed("Write what you see now.")], longest=LONGEST)


class CommentForm(FlaskForm):
    point = Choice(
        "Which anchor", choices=[("", "All of them"), *((str(one), f"The anchor of {one}") for one in POINTS)]
    )
    comment = Prose("What made you hesitate", [needed("Write what in the wording made you hesitate.")], longest=LONGEST)


class ReplyForm(FlaskForm):
    version = Whole("Taken up in version, if it was", between=(1, 9999))
    because = Prose("Because", longest=LONGEST)
