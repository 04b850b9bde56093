"""Fields that several forms use: text is cleaned in one way, and each says in a sentence what is wrong."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, FieldList, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError
from wtforms.widgets import TextInput

from app.domain.errors import Refused
from app.domain.text import canonical


def needed(sentence: str) -> DataRequired:
    """The field may not be empty; `sentence` says what to write."""
    return DataRequired(message=sentence)


class Line(StringField):
    """One line of text, trimmed, of at most `longest` characters."""

    def __init__(self, label: str, validators: Sequence[Any] = (), longest: int = 200, **options: Any) -> None:
        super().__init__(label, [*validators, at_most(longest)], filters=[cleaned], **options)


class Prose(TextAreaField):
    """Several lines of text, trimmed, of at most `longest` characters."""

    def __init__(self, label: str, validators: Sequence[Any] = (), longest: int = 5_000, **options: Any) -> None:
        super().__init__(label, [*validators, at_most(longest)], filters=[cleaned], **options)


class Whole(IntegerField):
    """A whole number between two bounds; blank is None. A text box: a number box drops what it cannot read."""

    widget = TextInput()

    def __init__(self, label: str, validators: Sequence[Any] = (), between: tuple[int, int] = (1, 100), **options: Any):
        super().__init__(label, validators, render_kw={"inputmode": "numeric", "size": 4}, **options)
        self.between = between

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = int(typed) if typed.isdecimal() and len(typed) < 10 else None
        lowest, highest = self.between
        if typed and (self.data is None or not lowest <= self.data <= highest):
            raise ValueError(f"Write a whole number from {lowest} to {highest}.")


class Rows(FieldList):
    """Rows of a table, `<name>-<number>-<field>`. The library's own also reads numbers that no page writes, and fails
    on those that Python cannot read."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        found = (re.match(rf"{re.escape(prefix)}-([0-9]{{1,3}})-", name) for name in formdata)
        return (int(one[1]) for one in found if one)


class Choice(SelectField):
    """One of a list of (value, words). The values are strings or, with `coerce=number`, ids; blank is None."""

    def __init__(self, label: str, choices: Iterable[tuple[Any, str]] = (), **options: Any) -> None:
        super().__init__(label, choices=[SelectChoice(value, words) for value, words in choices], **options)

    def pre_validate(self, _form: Any) -> None:
        if not any(self.data == value for value, *_ in self.choices):
            raise ValidationError("Choose one from the list.")

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = self.coerce(valuelist[0])


def number(typed: Any) -> int | None:
    """An id as a select sends it; None for blank and for anything that is no id."""
    text = str(typed)
    return int(text) if text.isdecimal() and len(text) < 10 else None


def accepted(form: FlaskForm, verb: Callable[[], object]) -> bool:
    """Do `verb`. When the domain refuses, put its sentence at its field, or on top of the form, and return False."""
    try:
        verb()
    except Refused as refused:
        field = getattr(form, refused.field or "", None)
        target, name = (field, "errors") if isinstance(field, Field) else (form, "form_errors")
        setattr(target, name, [*getattr(target, name), refused.message])
        return False
    return True


def cleaned(value: Any) -> Any:
    return canonical(value).strip() if isinstance(value, str) else value


def at_most(longest: int) -> Callable[[Any, Field], None]:
    def check(_form: Any, field: Field) -> None:
        if field.data and len(field.data) > longest:
            raise ValidationError(f"This has {len(field.data)} characters. Shorten it to {longest}.")

    return check
