"""What holds for every answer: headers, hosts, cookies, who may pass, how much may come in, pages for errors."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import create_app
from app.config import Settings
from app.domain.errors import Refused
from app.domain.scorecard import OutOfDate
from app.web.paths import own_path

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.fixture
def client(app: Flask, session: Session) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def ada(client_of: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_of("ada")


@pytest.fixture
def checked(app: Flask) -> Iterator[None]:
    """With the check of forms, as in use."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def failing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """`failing(error)`: from now on the account page raises it, and the app answers as in use."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def fail(error: Exception) -> None:
        def view() -> NoReturn:
            raise error

        monkeypatch.setitem(app.view_functions, "auth.account", view)

    return fail


@pytest.mark.parametrize("path", ["/sign-in", "/static/css/tokens.css", "/nothing", "/links/none", "/api/nothing"])
def test_headers_are_on_every_answer(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_only_files_are_kept_by_the_browser(client: FlaskClient) -> None:
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"
    with client.get("/static/css/tokens.css") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"


def test_cookie_on_http(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("palate=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_cookie_and_transport_under_tls(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path, tls=True), {"SECRET_KEY": "k" * 40})
    answer = app.test_client().get("/sign-in", base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-palate=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:5000", "[::1]:8000", "LOCALHOST"])
def test_own_hosts_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/sign-in", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "[::2]:8000", "127.0.0.1.evil.example:80"])
def test_other_hosts_are_refused_in_a_sentence(client: FlaskClient, host: str) -> None:
    answer = client.get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert "This address is not one that Palate answers to." in answer.text


@pytest.mark.parametrize("path", ["/", "/account", "/nothing", "/people?x=1"])
def test_signed_out_is_led_to_the_sign_in_page(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")


def test_signed_out_is_told_in_json_under_api(client: FlaskClient) -> None:
    answer = client.post("/api/scorecards/1/ops", json={})
    assert (answer.status_code, answer.json) == (401, {"error": "signed out"})


def test_form_without_token_is_refused_in_a_sentence(ada: FlaskClient, checked: None) -> None:
    answer = ada.post("/account", data={"name": "Other"})
    assert answer.status_code == 400
    assert "what you typed is still there" in answer.text


def test_api_without_token_is_refused_in_json(ada: FlaskClient, checked: None) -> None:
    answer = ada.post("/api/scorecards/1/ops", json={})
    assert (answer.status_code, answer.json) == (403, {"error": "csrf"})


def test_token_of_the_page_is_accepted(ada: FlaskClient, checked: None) -> None:
    token = ada.get("/account").text.partition('name="csrf-token" content="')[2].partition('"')[0]
    answer = ada.post("/account", data={"name": "Ada Berg", "zone": "Europe/Oslo", "csrf_token": token})
    assert answer.status_code == 303


def test_too_much_is_refused(ada: FlaskClient, checked: None) -> None:
    answer = ada.post("/account", data={"name": "x" * (5 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "At most 5 MB can be sent at once." in answer.text


def test_what_does_not_exist_is_a_page(ada: FlaskClient) -> None:
    answer = ada.get("/nothing")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text
    assert ada.get("/api/nothing").json == {
        "error": "The address may be mistyped, or what was here is not open to you."
    }


def test_wrong_method_is_a_page(ada: FlaskClient) -> None:
    answer = ada.get("/sign-out")
    assert answer.status_code == 405
    assert "use the button on the page" in answer.text


@pytest.mark.parametrize(("refused", "status"), [(Refused, 422), (OutOfDate, 409)])
def test_refusal_that_no_view_took_is_a_page(
    ada: FlaskClient, failing: Callable, refused: type[Refused], status: int
) -> None:
    failing(refused("The kit is in use. Copy it."))
    answer = ada.get("/account", headers={"Referer": "http://localhost/kits/1"})
    assert answer.status_code == status
    assert "The kit is in use. Copy it." in answer.text
    assert 'href="http://localhost/kits/1"' in answer.text


def test_way_back_leads_to_no_other_site(ada: FlaskClient) -> None:
    assert "evil" not in ada.get("/nothing", headers={"Referer": "http://evil.example/"}).text


def test_fault_of_ours_has_a_number_that_is_in_the_log(
    ada: FlaskClient, failing: Callable, caplog: pytest.LogCaptureFixture
) -> None:
    failing(RuntimeError("broken"))
    with caplog.at_level(logging.ERROR):
        answer = ada.get("/account")
    number = answer.text.partition("<b>")[2].partition("</b>")[0]
    assert answer.status_code == 500
    assert [record.getMessage() for record in caplog.records] == [f"Error {number} in auth.account"]


@pytest.mark.parametrize("target", ["/", "/openings/3?x=1", "/bank/PUR-01#a"])
def test_own_paths_may_be_gone_on_to(target: str) -> None:
    assert own_path(target) == target


@pytest.mark.parametrize(
    "target", [None, "", "//evil.example", "https://evil.example", "/\\evil", "/\t/evil.example", "\\/evil", "openings"]
)
def test_nothing_else_may_be_gone_on_to(target: str | None) -> None:
    assert own_path(target) is None
