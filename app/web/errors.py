"""When a request cannot be answered: a page in the same hand that says what happened and what to do."""

import re
import secrets
from typing import Any

from flask import Flask, current_app, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import HTTPException, InternalServerError

from app.db import db
from app.domain.errors import Refused
from app.domain.scorecard import OutOfDate

WORDS = {
    400: ("This request could not be read", "Go back, reload the page and try again."),
    403: (
        "This is not yours to change",
        "You can see it, but changing it takes another role. Ask the hiring manager or an admin.",
    ),
    404: ("There is nothing here", "The address may be mistyped, or what was here is not open to you."),
    405: ("This address takes another kind of request", "Go back and use the button on the page."),
    409: ("Somebody was quicker", "Go back, reload the page and look at it once more."),
    413: ("This is too large", "At most 5 MB can be sent at once. Shorten it, or send it in parts."),
    415: ("This address takes a form", "Go back and use the button on the page."),
    422: ("This cannot be done", "Go back and change what you sent."),
    429: ("Too many attempts", "Wait 15 minutes, then try again."),
    500: ("Something broke on our side", "What you had saved is safe. Go back and try again."),
}
CLASH = re.compile("unique constraint|foreign key constraint", re.IGNORECASE)  # in the words of both databases
CSRF_WORDS = (
    "This form was opened in another session",
    "Nothing has been changed. Go back with your browser: what you typed is still there. "
    "Copy it, reload the page and send it again.",
)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(CSRFError, answer_csrf)
    app.register_error_handler(Refused, answer_refused)
    app.register_error_handler(IntegrityError, answer_clash)
    app.register_error_handler(500, answer_broken)
    app.log_exception = log_exception  # type: ignore[method-assign]


def answer_http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 400
    title, sentence = WORDS.get(code, WORDS[400])
    said = error.description if error.description != type(error).description else None
    return page(code, title, said or sentence)


def answer_csrf(_error: CSRFError) -> ResponseReturnValue:
    if _wants_json():
        return jsonify(error="csrf"), 403
    return page(400, *CSRF_WORDS)


def answer_refused(refused: Refused) -> ResponseReturnValue:
    """A view that has no form to put the sentence at lets it come here."""
    db.session.rollback()
    code = 409 if isinstance(refused, OutOfDate) else 422
    return page(code, WORDS[code][0], refused.message)


def answer_clash(clash: IntegrityError) -> ResponseReturnValue:
    """Two wrote the same at once, or one wrote to what the other took away: all checks had been passed by then."""
    if not CLASH.search(str(clash.orig)):
        raise clash
    db.session.rollback()
    return page(409, *WORDS[409])


def log_exception(exc_info: Any) -> None:
    """In place of Flask's own, which writes the path down, and the path of a link holds its token."""
    g.error_id = secrets.token_hex(4)
    current_app.logger.error("Error %s in %s", g.error_id, request.endpoint, exc_info=exc_info)


def answer_broken(_error: InternalServerError) -> ResponseReturnValue:
    title, sentence = WORDS[500]
    if _wants_json():
        return jsonify(error=title, id=g.error_id), 500
    # Not by render_template: its variables ask the database who is signed in, and that may be what broke.
    template = current_app.jinja_env.get_template("errors/error.html")
    return template.render(title=title, sentence=sentence, number=g.error_id, back=_back()), 500


def page(code: int, title: str, sentence: str) -> ResponseReturnValue:
    if _wants_json():
        return jsonify(error=sentence), code
    return render_template("errors/error.html", title=title, sentence=sentence, back=_back()), code


def _wants_json() -> bool:
    return request.path.startswith("/api/")


def _back() -> str | None:
    """The page of this site that one came from."""
    came_from = request.referrer or ""
    return came_from if came_from.startswith(request.host_url) and came_from != request.url else None
