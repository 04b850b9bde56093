"""One page, the same for everybody who is signed in. Every number on it is the code's own."""

from flask import Blueprint, render_template

pages = Blueprint("method", __name__)


@pages.get("/method")
def page() -> str:
    # With it come numpy and scipy: half a second that the server's start need not wait for.
    from app.web.method.quoted import quoted

    return render_template("method/page.html", **quoted())
