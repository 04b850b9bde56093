"""Signing in and out, links, one's own account."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.errors import Refused
from app.domain.people import Invitation, Person, Purpose, Role
from app.queries import people
from app.web.auth import accounts, passwords
from app.web.auth.models import Account, SignInAttempt
from tests import make
from tests.conftest import Clock

GOOD = "four quiet kettles boiling"
BETTER = "nine loud violins resting"


@pytest.fixture
def client(app: Flask, session: Session) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def ada(app: Flask, session: Session, world: make.World) -> Person:
    """Ada, with a password that is known here."""
    with app.app_context():
        make.account(session, world.ada).password = passwords.hashed(GOOD)
    session.commit()
    return world.ada


@pytest.fixture
def link_for(session: Session, world: make.World) -> Callable[..., str]:
    def make_link(email: str, role: Role = Role.AUTHOR, purpose: Purpose = Purpose.JOIN) -> str:
        invitation, token = Invitation.make(email, role, make.NOW, world.root, purpose)
        session.add(invitation)
        session.commit()
        return f"/links/{token}"

    return make_link


def sign_in(client: FlaskClient, email: str = "ada@example.org", password: str = GOOD, **more: str):  # type: ignore[no-untyped-def]
    return client.post("/sign-in", data={"email": email, "password": password, **more})


def without_token(page: str) -> str:
    return re.sub(r'(?<=content=")[^"]{60,}|(?<=value=")[^"]{60,}', "", page)


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_password_lets_in(client: FlaskClient, ada: Person) -> None:
    answer = sign_in(client, " ADA@example.org ")
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_in(client)


def test_sign_in_goes_on_to_where_one_wanted(client: FlaskClient, ada: Person) -> None:
    page = client.get("/sign-in?next=/bank%3Flevel%3Dsenior").text
    assert 'value="/bank?level=senior"' in page
    assert sign_in(client, next="/bank?level=senior").location == "/bank?level=senior"


def test_sign_in_goes_on_to_no_other_site(client: FlaskClient, ada: Person) -> None:
    assert sign_in(client, next="//evil.example/").location == "/"


def test_answer_does_not_tell_who_exists(client: FlaskClient, ada: Person) -> None:
    wrong, unknown = sign_in(client, password="wrong"), sign_in(client, "nobody@example.org", "wrong")
    assert wrong.status_code == unknown.status_code == 422
    assert without_token(wrong.text) == without_token(unknown.text).replace("nobody@", "ada@")
    assert "do not belong together" in wrong.text


def test_unknown_account_costs_a_hash_too(client: FlaskClient, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes: list[str] = []
    monkeypatch.setattr(passwords, "verify_password", lambda _typed, known: hashes.append(known))
    sign_in(client, "nobody@example.org")
    assert [known[:10] for known in hashes] == ["$argon2id$"]


def test_empty_form_says_what_to_write(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={})
    assert answer.status_code == 422
    assert "Write your password." in answer.text


def test_closed_account_is_not_let_in(client: FlaskClient, session: Session, ada: Person) -> None:
    make.account(session, ada).active = False
    session.commit()
    assert sign_in(client).status_code == 422


def test_ten_failures_lock_the_account_for_a_quarter_of_an_hour(client: FlaskClient, ada: Person, clock: Clock) -> None:
    for _ in range(10):
        assert sign_in(client, password="wrong").status_code == 422
    locked = sign_in(client)
    assert locked.status_code == 429
    assert "Wait 15 minutes, or ask an admin for a new link." in locked.text
    clock.move(minutes=15)
    assert sign_in(client).status_code == 303


def test_account_that_does_not_exist_locks_as_well(client: FlaskClient, ada: Person) -> None:
    answers = [sign_in(client, "nobody@example.org", "wrong").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_thirty_failures_lock_the_network_address(client: FlaskClient, ada: Person) -> None:
    answers = [sign_in(client, f"nobody{number}@example.org", "wrong").status_code for number in range(31)]
    assert answers == [422] * 30 + [429]


def test_success_forgets_the_failures(client: FlaskClient, session: Session, ada: Person) -> None:
    for _ in range(9):
        sign_in(client, password="wrong")
    sign_in(client)
    assert session.query(SignInAttempt).count() == 0


def test_attempts_name_nobody(client: FlaskClient, session: Session, ada: Person) -> None:
    sign_in(client, password="wrong")
    keys = [attempt.key for attempt in session.query(SignInAttempt)]
    assert len(keys) == 2
    assert all(len(key) == 64 for key in keys)


def test_sign_out_ends_the_session(client_of: Callable[[str], FlaskClient]) -> None:
    client = client_of("ada")
    assert client.post("/sign-out").location == "/sign-in"
    assert not is_in(client)


@pytest.mark.parametrize(("mark", "age"), [("seen", timedelta(hours=13)), ("began", timedelta(days=31))])
def test_session_ends_with_time(client_of: Callable[[str], FlaskClient], mark: str, age: timedelta) -> None:
    client = client_of("ada")
    assert is_in(client)
    with client.session_transaction() as kept:
        kept[mark] -= int(age.total_seconds())
    assert not is_in(client)


def test_session_that_is_in_use_goes_on(client_of: Callable[[str], FlaskClient]) -> None:
    client = client_of("ada")
    with client.session_transaction() as kept:
        kept["seen"] -= 11 * 3600
    assert is_in(client)
    with client.session_transaction() as kept:
        kept["seen"] -= 11 * 3600
    assert is_in(client)


def test_who_asks_costs_one_statement(client_of: Callable[[str], FlaskClient], count_statements: Callable) -> None:
    client = client_of("ada")
    with count_statements() as statements:
        client.get("/account")
    assert len(statements) == 1


def test_link_is_not_used_up_by_looking(client: FlaskClient, link_for: Callable[..., str]) -> None:
    link = link_for("ada@example.org", purpose=Purpose.SIGN_IN)
    assert "Sign in as Ada" in client.get(link).text
    assert "Sign in as Ada" in client.get(link).text
    assert not is_in(client)


def test_sign_in_link_lets_in_once(client: FlaskClient, app: Flask, link_for: Callable[..., str]) -> None:
    link = link_for("ada@example.org", purpose=Purpose.SIGN_IN)
    assert client.post(link).location == "/"
    assert is_in(client)
    second = app.test_client().post(link)
    assert second.status_code == 404
    assert "It has been used" in second.text


@pytest.mark.parametrize("purpose", Purpose)
def test_link_runs_out(client: FlaskClient, clock: Clock, link_for: Callable[..., str], purpose: Purpose) -> None:
    link = link_for("ada@example.org", purpose=purpose)
    clock.move(hours=72)
    assert client.get(link).status_code == client.post(link).status_code == 404


def test_unknown_link_is_a_page(client: FlaskClient, session: Session) -> None:
    answer = client.get("/links/never-made")
    assert answer.status_code == 404
    assert "This link does not work" in answer.text


def test_newcomer_joins_with_name_password_and_role(
    client: FlaskClient, session: Session, link_for: Callable[..., str]
) -> None:
    answer = client.post(link_for("new@example.org", Role.AUTHOR), data={"name": "Noor Haan", "password": GOOD})
    person = people.by_email(session, "new@example.org")
    assert answer.location == "/"
    assert is_in(client)
    assert person is not None
    assert (person.name, person.roles, person.zone) == ("Noor Haan", {Role.AUTHOR}, make.ZONE)


def test_colleague_who_is_invited_again_gets_the_role_and_a_new_password(
    client: FlaskClient, app: Flask, session: Session, ada: Person, link_for: Callable[..., str]
) -> None:
    sign_in(client)
    link = link_for("ada@example.org", Role.AUTHOR)
    assert 'name="name"' not in app.test_client().get(link).text
    app.test_client().post(link, data={"password": BETTER})
    session.expire_all()
    found = people.by_email(session, "ada@example.org")
    assert found is not None
    assert found.roles == {Role.INTERVIEWER, Role.AUTHOR}
    assert not is_in(client)
    assert sign_in(client, password=BETTER).status_code == 303


def test_new_link_takes_the_lock_off(
    client: FlaskClient, app: Flask, ada: Person, link_for: Callable[..., str]
) -> None:
    for _ in range(10):
        sign_in(client, password="wrong")
    app.test_client().post(link_for("ada@example.org"), data={"password": BETTER})
    assert sign_in(client, password=BETTER).status_code == 303


def test_refused_password_keeps_the_name_and_the_link(client: FlaskClient, link_for: Callable[..., str]) -> None:
    link = link_for("new@example.org")
    answer = client.post(link, data={"name": "Noor Haan", "password": "short"})
    assert answer.status_code == 422
    assert "This password has 5 characters. Choose one of 12 to 200." in answer.text
    assert 'value="Noor Haan"' in answer.text
    assert client.post(link, data={"name": "Noor Haan", "password": GOOD}).status_code == 303


@pytest.mark.parametrize("name", ["Noor " + "a" * 195, "<b>Noor</b>", "Noor\x00Haan", "🦊", "  Noor  "])
def test_any_name_can_join(client: FlaskClient, link_for: Callable[..., str], name: str) -> None:
    answer = client.post(link_for("new@example.org"), data={"name": name, "password": GOOD})
    assert answer.status_code == 303
    assert "<b>Noor" not in client.get("/account").text
    assert is_in(client)


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password1234!",
        "P@ssw0rd2024",
        "qwertyqwerty",
        "1q2w3e4r5t6y",
        "123456789012",
        "098765432109",
        "aaaaaaaaaaaa",
        "abababababab",
        "abcdefghijklm",
        "welcome-2026!",
        "ada@example.org",
    ],
)
def test_common_password_is_refused(password: str) -> None:
    with pytest.raises(Refused, match="among the first that others would try"):
        passwords.checked(password, "ada@example.org")


@pytest.mark.parametrize(
    "password", [GOOD, "пароль для работы", "3141592653589793", "a" * 11 + "bcdefgq", "🦊🐙🦉🐝🦔 fox"]
)
def test_other_password_is_taken(password: str) -> None:
    assert passwords.checked(password.ljust(12, "q"), "ada@example.org")


def test_password_is_the_same_from_every_keyboard(app: Flask) -> None:
    with app.app_context():
        known = passwords.hashed(passwords.checked("cafe\u0301 crème au lait", ""))
        assert passwords.matches(passwords.canonical_password("caf\u00e9 crème au lait"), known)


def test_account_changes_name_and_zone(
    client_of: Callable[[str], FlaskClient], session: Session, world: make.World
) -> None:
    client = client_of("ada")
    answer = client.post("/account", data={"name": "Ada Lind", "zone": "Pacific/Auckland"})
    session.refresh(world.ada)
    assert answer.status_code == 303
    assert (world.ada.name, world.ada.zone) == ("Ada Lind", "Pacific/Auckland")
    assert "Saved." in client.get("/account").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " ", "zone": "UTC"}, "Write your name as colleagues know it."),
        ({"name": "a" * 201, "zone": "UTC"}, "This has 201 characters. Shorten it to 200."),
        ({"name": "Ada", "zone": "Mars/Base"}, "Choose one from the list."),
    ],
)
def test_account_says_what_is_wrong(client_of: Callable[[str], FlaskClient], typed: dict, sentence: str) -> None:
    answer = client_of("ada").post("/account", data=typed)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_password_change_ends_the_other_sessions(client: FlaskClient, app: Flask, ada: Person) -> None:
    elsewhere = app.test_client()
    sign_in(client)
    sign_in(elsewhere)
    answer = client.post("/account", data={"change-old": GOOD, "change-password": BETTER})
    assert answer.status_code == 303
    assert "Your password is changed." in client.get("/account").text
    assert not is_in(elsewhere)
    assert sign_in(elsewhere, password=BETTER).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("wrong", BETTER, "This is not your present password."),
        (GOOD, "short", "This password has 5 characters."),
        (GOOD, "", "Choose a password."),
    ],
)
def test_password_change_says_what_is_wrong(
    client: FlaskClient, ada: Person, old: str, new: str, sentence: str
) -> None:
    sign_in(client)
    answer = client.post("/account", data={"change-old": old, "change-password": new})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_password_change_is_locked_too(client: FlaskClient, ada: Person) -> None:
    sign_in(client)
    for _ in range(10):
        client.post("/account", data={"change-old": "wrong", "change-password": BETTER})
    answer = client.post("/account", data={"change-old": GOOD, "change-password": BETTER})
    assert "Too many attempts have failed." in answer.text


def test_flask_security_offers_no_page_of_its_own(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules() if not rule.endpoint.partition(".")[2]}
    ours = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("auth.")}
    assert endpoints == {"static"}
    assert ours == {"auth.sign_in", "auth.sign_out", "auth.link", "auth.account"}


def test_password_is_kept_as_argon2id(session: Session, ada: Person) -> None:
    known = session.query(Account).filter_by(person_id=ada.id).one().password
    assert known is not None
    assert known.startswith("$argon2id$")


def test_account_is_found_again(app: Flask, session: Session, ada: Person) -> None:
    with app.app_context():
        found = accounts.of_email("ada@example.org")
    assert found is not None
    assert found.person.roles == {Role.INTERVIEWER}
