"""What holds for every request: which host, who may pass, which headers go out, how much may come in."""

from datetime import timedelta

from flask import Flask, Response, abort, current_app, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf import CSRFProtect

LARGEST_BODY = 5 * 1024 * 1024
LONGEST_SESSION = timedelta(days=30)
OPEN_TO_ALL = {"static", "auth.sign_in", "auth.link", "scoring.worker", "verification.form", "verification.show"}
CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
ONE_YEAR = "max-age=31536000"


def init_app(app: Flask) -> None:
    """Before the forms' own check: the host, then who asks, so that an ended session leads to the sign-in page."""
    tls = app.config["PALATE"].tls
    app.config.from_mapping(
        {
            "SESSION_COOKIE_NAME": "__Host-palate" if tls else "palate",
            "SESSION_COOKIE_SECURE": tls,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_PATH": "/",
            "SESSION_REFRESH_EACH_REQUEST": False,
            "PERMANENT_SESSION_LIFETIME": LONGEST_SESSION,
            "MAX_CONTENT_LENGTH": LARGEST_BODY,
            "MAX_FORM_MEMORY_SIZE": LARGEST_BODY,
            "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: an interview lasts longer than an hour
        }
    )
    app.before_request(refuse_other_hosts)
    app.before_request(require_sign_in)
    app.before_request(refuse_json)
    CSRFProtect(app)
    app.after_request(set_headers)


def refuse_other_hosts() -> None:
    if host_name(request.host) not in current_app.config["PALATE"].hosts:
        abort(
            400,
            "This address is not one that Palate answers to. Use the one that you were given, "
            "or add this one to PALATE_HOSTS.",
        )


def host_name(host: str) -> str:
    """Without the port: "localhost:8000" is "localhost", "[::1]:8000" is "[::1]"."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def require_sign_in() -> ResponseReturnValue | None:
    """Whatever is not open to all needs somebody; the answer is the same for what does not exist."""
    if request.endpoint in OPEN_TO_ALL or current_user.is_authenticated:
        return None
    if request.path.startswith("/api/"):
        return jsonify(error="signed out"), 401
    after = request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None
    return redirect(url_for("auth.sign_in", next=after), 303)


def refuse_json() -> None:
    """Forms come from pages. As JSON, which the forms would read as well, a field could be anything, nested at will."""
    if request.is_json and not request.path.startswith("/api/"):
        abort(415)


def set_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    if current_app.config["PALATE"].tls:
        response.headers["Strict-Transport-Security"] = ONE_YEAR
    return response
