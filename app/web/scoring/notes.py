"""The author's own notes as a text file, while the card is open and after it is locked."""

from collections.abc import Mapping

from flask import Response

from app.db import db
from app.domain.content import Content, read
from app.domain.findings import field_words
from app.domain.ops import heads
from app.domain.scorecard import Scorecard
from app.domain.told import version_words
from app.queries import bank, scorecards
from app.reports import notes as report
from app.web.http import or_404, viewer
from app.web.scoring.blueprint import pages
from app.web.scoring.desk import labels_of


@pages.get("/scorecards/<int:card_id>/notes.txt")
def notes(card_id: int) -> Response:
    own = or_404(scorecards.own(db.session, viewer(), card_id))
    labels = labels_of(own.items, bank.competency_names(db.session))
    content, versions = _written(own, labels)
    text = report.plain(own, content, {key: label for key, label in labels.items() if key in content.items}, versions)
    response = Response(text, content_type="text/plain; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=report.notes_name(own))
    return response


def _written(own: Scorecard, labels: Mapping[str, str]) -> tuple[Content, list[str]]:
    """What is locked, else what is typed so far, with the versions of what stands in two."""
    if own.submission:
        return own.submission.latest.card_content, []
    if own.interview.kit is None:
        return Content({}), []
    draft = read(own.interview.kit, heads(scorecards.heads(db.session, own.id)))
    versions = {
        name: " / ".join(version_words(op.value, labels) for op in ops) for name, ops in draft.conflicts.items()
    }
    return draft.content, [f"Two versions of {field_words(name)}: {words}" for name, words in versions.items()]
