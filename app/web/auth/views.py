"""Signing in and out, and one's own account."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.db import db
from app.domain.errors import Refused
from app.domain.people import clean_email
from app.queries import trail
from app.web.auth import sessions
from app.web.auth.accounts import set_password
from app.web.auth.attempts import Locked, try_password
from app.web.auth.forms import AboutForm, ChangePasswordForm, SignInForm
from app.web.auth.models import Account
from app.web.auth.passwords import checked
from app.web.fields import accepted
from app.web.http import commit, now, viewer
from app.web.paths import own_path

pages = Blueprint("auth", __name__)

NOT_IT = "This address and this password do not belong together. Check both, or ask an admin for a new link."
NOT_THE_OLD_ONE = "This is not your present password."


@pages.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    form = SignInForm(next=request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(own_path(form.next.data) or url_for("home.today"), 303)
    if not form.is_submitted():
        return render_template("auth/sign_in.html", form=form)
    try:
        account = _who(form) if form.validate() else None
    except Locked as locked:
        form.form_errors.append(locked.message)
        return render_template("auth/sign_in.html", form=form), 429
    if account is None:
        return render_template("auth/sign_in.html", form=form), 422
    return let_in(account, "sign in", own_path(form.next.data))


@pages.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    commit("sign out", viewer())
    sessions.end()
    return redirect(url_for("auth.sign_in"), 303)


@pages.route("/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    about, change = AboutForm.of(viewer()), ChangePasswordForm()
    changing = f"{change.password.name}" in request.form
    if not about.is_submitted():
        return _account_page(about, change)
    if changing and change.validate() and accepted(change, lambda: _change_password(change)):
        return redirect(url_for("auth.account"), 303)
    if not changing and about.validate() and accepted(about, lambda: _tell(about)):
        return redirect(url_for("auth.account"), 303)
    return _account_page(about, change), 422


def let_in(account: Account, act: str, target: str | None = None) -> ResponseReturnValue:
    """Begin the session, put the act into the trail, and go on."""
    trail.append(db.session, now(), account.person_id, act, f"account {account.id}")
    db.session.commit()
    sessions.begin(account)
    return redirect(target or url_for("home.today"), 303)


def _who(form: SignInForm) -> Account | None:
    found = try_password(clean_email(form.email.data), form.password.data, request.remote_addr or "", now())
    if found is None:
        form.form_errors.append(NOT_IT)
    return found


def _tell(form: AboutForm) -> None:
    viewer().name, viewer().zone = form.name.data, form.zone.data
    commit("change account", viewer())
    flash("Saved.")


def _change_password(form: ChangePasswordForm) -> None:
    password = checked(form.password.data, viewer().email)
    if try_password(viewer().email, form.old.data, request.remote_addr or "", now()) is None:
        raise Refused(NOT_THE_OLD_ONE, "old")
    mine = current_user._get_current_object()
    set_password(mine, password)
    commit("change password", viewer())
    sessions.begin(mine)
    flash("Your password is changed. Wherever else you were signed in, you no longer are.")


def _account_page(about: AboutForm, change: ChangePasswordForm) -> str:
    return render_template("auth/account.html", about=about, change=change, has_password=current_user.password)
