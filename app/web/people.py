"""For admins: who works with the tool, and inviting more."""

from collections.abc import Mapping

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import ValidationError

from app.db import db
from app.domain.people import Invitation, Person, Role, clean_email
from app.queries import people
from app.web.fields import Choice, Line, needed
from app.web.http import commit, now, viewer

pages = Blueprint("people", __name__)

LONGEST = 254  # characters, counted in lower case too: some letters become two
ROLE_WORDS: Mapping[Role, str] = {
    Role.INTERVIEWER: "Interviewer",
    Role.MANAGER: "Hiring manager",
    Role.COORDINATOR: "Coordinator",
    Role.AUTHOR: "Bank author",
    Role.AUDITOR: "Auditor",
    Role.ADMIN: "Admin",
}


class InvitationForm(FlaskForm):
    email = Line("Email address", [needed("Write the email address of the person to invite.")], longest=LONGEST)
    role = Choice("Role", choices=[(role.value, words) for role, words in ROLE_WORDS.items()])

    def validate_email(self, field: Line) -> None:
        address = clean_email(field.data)
        name, _, domain = address.partition("@")
        if not name or not domain or "@" in domain or any(part.isspace() for part in address) or len(address) > LONGEST:
            raise ValidationError("This is not an email address. Write it in full, such as ada@example.org.")


@pages.before_request
def only_for_admins() -> None:
    if not viewer().is_admin:
        abort(403, "Only admins see who works here and invite others. Ask one of them.")


@pages.get("/people")
def index() -> ResponseReturnValue:
    return _page(InvitationForm())


@pages.post("/people/invitations")
def invite() -> ResponseReturnValue:
    """The link is in this answer and nowhere else: only its digest is kept."""
    form = InvitationForm()
    if not form.validate():
        return _page(form), 422
    invitation, token = Invitation.make(form.email.data, Role(form.role.data), now(), viewer())
    db.session.add(invitation)
    commit("invite", invitation, role=invitation.role)
    known = people.by_email(db.session, clean_email(form.email.data))
    link = url_for("auth.link", token=token, _external=True)
    words = ROLE_WORDS[invitation.role]
    return render_template("people/invited.html", invitation=invitation, known=known, link=link, words=words), 201


def _page(form: InvitationForm) -> str:
    return render_template(
        "people/index.html",
        form=form,
        people=[(person, roles_of(person)) for person in people.everybody(db.session)],
        invitations=[one for one in people.open_invitations(db.session) if one.is_open(now())],
        role_words=ROLE_WORDS,
    )


def roles_of(person: Person) -> str:
    """In the order of the form: "Interviewer, Admin"."""
    return ", ".join(words for role, words in ROLE_WORDS.items() if role in person.roles)
