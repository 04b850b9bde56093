"""A link that works once: a page with one button says what it will do, and the button does it."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from app.db import db
from app.domain.people import Invitation, Person, Purpose
from app.queries import people
from app.web.auth import accounts, attempts
from app.web.auth.forms import JoinForm, NewPasswordForm, SignInByLinkForm
from app.web.auth.models import Account
from app.web.auth.passwords import checked
from app.web.auth.views import let_in, pages
from app.web.fields import accepted
from app.web.http import now


@pages.route("/links/<token>", methods=["GET", "POST"])
def link(token: str) -> ResponseReturnValue:
    invitation = people.invitation(db.session, token)
    if invitation is None or not invitation.is_open(now()):
        return _gone()
    person = people.by_email(db.session, invitation.email)
    if invitation.purpose is Purpose.SIGN_IN:
        return _sign_in(invitation, person) if person else _gone()
    return _join(invitation, person)


def _sign_in(invitation: Invitation, person: Person) -> ResponseReturnValue:
    form = SignInByLinkForm()
    if not form.is_submitted():
        return render_template("auth/link_sign_in.html", form=form, person=person)
    _use(invitation)
    return let_in(accounts.of_person(person), "sign in by link")


def _join(invitation: Invitation, person: Person | None) -> ResponseReturnValue:
    form = NewPasswordForm() if person else JoinForm()
    if not form.is_submitted():
        return _join_page(form, invitation, person)
    if form.validate() and accepted(form, lambda: checked(form.password.data, invitation.email)):
        return let_in(_joined(form, invitation, person), "join")
    return _join_page(form, invitation, person), 422


def _joined(form: FlaskForm, invitation: Invitation, person: Person | None) -> Account:
    _use(invitation)
    person = person or _newcomer(form, invitation)
    person.grant(invitation.role, now(), _inviter(invitation))
    account = accounts.of_person(person)
    accounts.set_password(account, checked(form.password.data, invitation.email))
    attempts.unlock(invitation.email)
    return account


def _use(invitation: Invitation) -> None:
    """Of two that press the button at once, one waits here and is then told that the link has been used."""
    db.session.refresh(invitation, with_for_update=True)
    invitation.use(now())


def _newcomer(form: FlaskForm, invitation: Invitation) -> Person:
    inviter = _inviter(invitation)
    zone = inviter.zone if inviter else "UTC"
    person = Person(name=form.name.data, email=invitation.email, zone=zone, created_at=now(), grants=[])
    db.session.add(person)
    return person


def _inviter(invitation: Invitation) -> Person | None:
    return db.session.get(Person, invitation.invited_by_id) if invitation.invited_by_id else None


def _join_page(form: FlaskForm, invitation: Invitation, person: Person | None) -> str:
    return render_template("auth/link_join.html", form=form, invitation=invitation, person=person)


def _gone() -> ResponseReturnValue:
    return render_template("auth/link_gone.html"), 404
