"""The script that answers for the cards when the server cannot."""

from flask import current_app
from werkzeug import Response

from app.web.scoring.blueprint import pages

SCOPE = "/scorecards/"


@pages.get("/scorecards/worker.js")
def worker() -> Response:
    """From here and not from the static folder, since a worker is in charge of what lies beside it. Open to all: it
    holds nothing of anybody, and a browser asks for it also after the session has ended."""
    answer = current_app.send_static_file("scoring/worker.js")
    answer.headers["Service-Worker-Allowed"] = SCOPE
    return answer
