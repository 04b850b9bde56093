"""Who works here, and inviting more."""

from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.people import Role
from app.queries import people
from tests import make
from tests.conftest import Clock


@pytest.fixture
def root(client_of: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_of("root")


def invite(root: FlaskClient, email: str = "new@example.org", role: str = "author"):  # type: ignore[no-untyped-def]
    return root.post("/people/invitations", data={"email": email, "role": role})


def link_in(page: str) -> str:
    return unescape(page.partition('id="link" value="')[2].partition('"')[0]).removeprefix("http://localhost")


def test_admin_sees_everybody_with_their_roles(root: FlaskClient, world: make.World) -> None:
    page = root.get("/people").text
    for person in world.people:
        assert person.name in page
        assert person.email in page
    assert "Hiring manager" in page


@pytest.mark.parametrize("who", ["ada", "hana", "cora"])
def test_nobody_else_does(client_of: Callable[[str], FlaskClient], who: str) -> None:
    answer = client_of(who).get("/people")
    assert answer.status_code == 403
    assert "Only admins see who works here" in answer.text
    assert invite(client_of(who)).status_code == 403


def test_invitation_shows_a_link_that_works(root: FlaskClient, app: Flask, session: Session) -> None:
    answer = invite(root, " New@Example.org ")
    assert answer.status_code == 201
    somebody = app.test_client()
    joined = somebody.post(link_in(answer.text), data={"name": "Noor Haan", "password": "four quiet kettles boiling"})
    person = people.by_email(session, "new@example.org")
    assert joined.status_code == 303
    assert person is not None
    assert person.roles == {Role.AUTHOR}


def test_link_is_not_shown_again(root: FlaskClient) -> None:
    token = link_in(invite(root).text).removeprefix("/links/")
    page = root.get("/people").text
    assert "new@example.org" in page
    assert token not in page


def test_invitation_that_has_run_out_is_not_listed(root: FlaskClient, clock: Clock) -> None:
    invite(root)
    clock.move(hours=72)
    page = root.get("/people").text
    assert "new@example.org" not in page
    assert "Nobody." in page


def test_colleague_can_be_given_another_role(root: FlaskClient) -> None:
    page = invite(root, "ada@example.org", "manager").text
    assert "chooses a new password with it" in page


@pytest.mark.parametrize(
    ("email", "role", "sentence"),
    [
        ("", "author", "Write the email address of the person to invite."),
        ("ada at home", "author", "This is not an email address."),
        ("a@b@c", "author", "This is not an email address."),
        ("a" * 250 + "@b.org", "author", "Shorten it to 254."),
        ("new@example.org", "king", "Choose one from the list."),
    ],
)
def test_invitation_says_what_is_wrong(root: FlaskClient, email: str, role: str, sentence: str) -> None:
    answer = invite(root, email, role)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert email[:200] in answer.text


def test_list_costs_the_same_for_any_number(root: FlaskClient, session: Session, count_statements: Callable) -> None:
    with count_statements() as few:
        root.get("/people")
    for number in range(3):
        make.person(session, f"More{number} People", [Role.AUTHOR, Role.INTERVIEWER])
    session.commit()
    with count_statements() as more:
        root.get("/people")
    assert len(few) == len(more)
