"""Is a paper still the record? Open to whoever holds one, signed in or not; the answer is one of three words.

Attempts are not counted: nobody hits on a fingerprint of 256 bits, and what could be worked out is salted.
"""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from app.db import db
from app.domain.proof import typed
from app.queries import proof
from app.web.fields import Line, cleaned, needed

pages = Blueprint("verification", __name__)

NOT_ONE = (
    "This is not a whole fingerprint. It has 64 characters, 0 to 9 and a to f; "
    "spaces and capital letters do not matter."
)


class FingerprintForm(Form):
    fingerprint = Line("Fingerprint", [needed("Type the fingerprint that stands on the paper.")], longest=300)


@pages.get("/verify")
def form() -> ResponseReturnValue:
    """The form, and the way from what was typed into it to the page of that fingerprint."""
    asked = FingerprintForm(request.args)
    if "fingerprint" not in request.args:
        return _page(asked)
    return _answered(asked) if asked.validate() else (_page(asked), 422)


@pages.get("/verify/<fingerprint>")
def show(fingerprint: str) -> ResponseReturnValue:
    asked = FingerprintForm(data={"fingerprint": cleaned(fingerprint)})
    if typed(asked.fingerprint.data) != fingerprint:
        return _answered(asked) if asked.validate() else (_page(asked), 422)
    return _page(asked, answer=proof.look_up(db.session, fingerprint))


@pages.after_request
def keep_out_of_indexes(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answered(asked: FingerprintForm) -> ResponseReturnValue:
    """On to the one address that a fingerprint has, or back with a sentence."""
    fingerprint = typed(asked.fingerprint.data)
    if fingerprint is None:
        asked.fingerprint.errors = [NOT_ONE]
        return _page(asked), 422
    return redirect(url_for(".show", fingerprint=fingerprint), 303)


def _page(asked: FingerprintForm, **more: object) -> str:
    return render_template("verification/page.html", form=asked, **more)
