"""The forms on the way in, and the one about oneself."""

from typing import Any
from zoneinfo import available_timezones

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField

from app.domain.people import Person
from app.web.auth.passwords import LONGEST
from app.web.fields import Choice, Line, at_most, needed

NAME_NEEDED = "Write your name as colleagues know it."
# The rest of the database are second names and fixed offsets.
REGIONS = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


class Password(PasswordField):
    """As it was typed; never sent back."""

    def __init__(self, label: str, sentence: str = "Write your password.", **options: Any) -> None:
        super().__init__(label, [needed(sentence), at_most(LONGEST)], **options)


class SignInForm(FlaskForm):
    email = Line("Email address", [needed("Write the email address that you were invited with.")], longest=254)
    password = Password("Password")
    next = HiddenField()


class JoinForm(FlaskForm):
    """Of somebody new."""

    name = Line("Your name", [needed(NAME_NEEDED)])
    password = Password("Password", "Choose a password.")


class NewPasswordForm(FlaskForm):
    """Of somebody who has an account."""

    password = Password("New password", "Choose a password.")


class SignInByLinkForm(FlaskForm):
    """One button."""


class AboutForm(FlaskForm):
    name = Line("Name", [needed(NAME_NEEDED)])
    zone = Choice("Time zone")

    @classmethod
    def of(cls, person: Person) -> "AboutForm":
        form = cls(obj=person)
        form.zone.choices = [(zone, zone.replace("_", " ")) for zone in zones(person.zone)]
        return form


class ChangePasswordForm(FlaskForm):
    """Its fields begin with `change-`, since it shares an address with the form above."""

    old = Password("Present password")
    password = Password("New password", "Choose a password.")

    def __init__(self) -> None:
        super().__init__(prefix="change")


def zones(present: str) -> list[str]:
    """UTC, the places of the world by name, and whatever is set now."""
    places = {zone for zone in available_timezones() if zone.startswith(REGIONS)}
    return ["UTC", *sorted((places | {present}) - {"UTC"})]
