"""How to interview: five short texts, the same for everybody who is signed in, in the order of an interview."""

from flask import Blueprint, abort, render_template

pages = Blueprint("guide", __name__)

TITLES = {
    "words": "Opening and closing words",
    "probes": "How to probe",
    "notes": "How to take notes",
    "topics": "What to leave out",
    "errors": "Where raters go wrong",
}


@pages.get("/guide/<name>")
def page(name: str) -> str:
    if name not in TITLES:
        abort(404)
    before, after = neighbours(name)
    return render_template(f"guide/{name}.html", name=name, titles=TITLES, before=before, after=after)


def neighbours(name: str) -> tuple[str | None, str | None]:
    """The pages before and after `name`, None at either end."""
    order = (None, *TITLES, None)
    place = order.index(name)
    return order[place - 1], order[place + 1]
