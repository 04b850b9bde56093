"""The card of an interviewer with nothing on it but what is written, in the templates of the real one."""

from types import SimpleNamespace
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from app.db import db
from app.domain.bank import BankRecord
from app.domain.drafting import Draft
from app.domain.kit import Kit, KitSlot
from app.queries import bank, drafts
from app.web.authoring.blueprint import only_writers, pages, words
from app.web.authoring.editing import examined
from app.web.authoring.lint import Lint
from app.web.http import now, or_404, viewer
from app.web.scoring.desk import Desk  # allowed: a preview is the interviewer's screen, and must not be another one


@pages.get("/bank/drafts/<int:draft_id>/preview")
def preview(draft_id: int) -> ResponseReturnValue:
    only_writers()
    draft = or_404(drafts.own(db.session, viewer(), draft_id))
    text = draft.proposal.text if draft.waits and draft.proposal else draft.text
    found = examined(draft, text, bank.newest(db.session))
    if found.record is None:
        return render_template("authoring/unready.html", draft=draft, lint=Lint(found), **words())
    with db.session.no_autoflush:
        desk = _desk(draft, BankRecord.of(found.record, now()))
    return render_template("authoring/preview.html", draft=draft, desk=desk, whole=True, at="", stays="", **words())


def _desk(draft: Draft, record: BankRecord) -> Desk:
    """A desk with an empty card. Neither the card nor the kit is ever stored."""
    kit = Kit(title=draft.key, level=record.level, minutes=record.minutes, opening_words="", closing_words="")
    kit.slots = [KitSlot(record=record, position=0)]
    card: Any = SimpleNamespace(
        id=0, begun_at=None, on_paper_at=None, interview=SimpleNamespace(minutes=record.minutes)
    )
    return Desk(card, kit, (), bank.competency_names(db.session), now())
