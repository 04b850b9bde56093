"""The way in: accounts, passwords, links, sessions.

Flask-Security makes the hashes and keeps who is signed in; every page is our own.
"""

from flask import Flask
from flask_security import Security

from app.web.auth import links, sessions
from app.web.auth.accounts import store
from app.web.auth.frame import frame
from app.web.auth.views import pages

__all__ = ["init_app", "links", "pages"]


def init_app(app: Flask) -> None:
    app.config.from_mapping(
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of the hash
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_CLI_USERS_NAME=False,
        SECURITY_CLI_ROLES_NAME=False,
    )
    # Without its blueprint: none of its own routes and templates exists.
    security = Security(app, store, register_blueprint=False)
    security.principal.skip_static = True
    sessions.init_app(app)
    app.context_processor(frame)
    app.register_blueprint(pages)
