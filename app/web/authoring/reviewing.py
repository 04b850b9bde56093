"""Reviewing a proposal: first the order of the anchors, blind; then everything, and the answer."""

from collections.abc import Iterator, Mapping
from difflib import ndiff
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.bankfiles.schema import Item, Question, Scenario
from app.bankfiles.tree import load
from app.bankfiles.writer import plain, text_of
from app.db import db
from app.domain.bank import BankRecord
from app.domain.drafting import BlindSort, Draft, Proposal
from app.domain.errors import Refused
from app.domain.rubric import POINTS
from app.domain.text import canonical
from app.queries import bank, drafts
from app.web.authoring.blueprint import only_reviewers, pages, words
from app.web.authoring.editing import examined
from app.web.fields import number
from app.web.http import commit, now, or_404, viewer

LONGEST_REASON = 2_000


class ToSort(NamedTuple):
    """What a reader gets of one item: the words said before, and the anchors under their letters."""

    stage: str
    item: Item
    anchors: Mapping[str, str]


@pages.get("/bank/drafts/<int:draft_id>/review")
def review(draft_id: int) -> ResponseReturnValue:
    draft = _to_review(draft_id)
    if draft is None:
        return redirect(url_for("authoring.show", draft_id=draft_id), 303)
    proposal = or_404(draft.proposal)
    if draft.waits and not proposal.sort_of(viewer()):
        return _sorting_page(draft, proposal)
    return _page(draft, proposal)


@pages.post("/bank/drafts/<int:draft_id>/sort")
def sort(draft_id: int) -> ResponseReturnValue:
    drafts.hold_draft(db.session, draft_id)
    draft = or_404(_to_review(draft_id))
    proposal = or_404(draft.proposal)
    try:
        proposal.sort(viewer(), dict(_placed(proposal)), now())
    except Refused as refused:
        return _sorting_page(draft, proposal, refused.message), 422
    commit("put anchors in order", proposal)
    return redirect(url_for(".review", draft_id=draft.id), 303)


@pages.post("/bank/drafts/<int:draft_id>/review")
def answer(draft_id: int) -> ResponseReturnValue:
    drafts.hold_draft(db.session, draft_id)
    drafts.hold_bank(db.session)
    draft = or_404(_to_review(draft_id))
    proposal = or_404(draft.proposal)
    goes_live, reason = request.form.get("verdict") == "live", _reason()
    try:
        _decide(draft, proposal, goes_live, reason)
    except Refused as refused:
        if draft.waits and not proposal.sort_of(viewer()):
            return _sorting_page(draft, proposal, refused.message), 422
        return _page(draft, proposal, refused.message, reason, request.form.get("verdict", "")), 422
    commit("put a draft live" if goes_live else "sent a draft back", proposal, draft=draft.id)
    if not goes_live:
        flash("Sent back. Its author sees your reason and can change it.")
        return redirect(url_for("authoring.index"), 303)
    flash("It is live. New kits take this version; kits that were used keep theirs.")
    return redirect(url_for("bank.show", key=record_of(proposal).id), 303)


def _to_review(draft_id: int) -> Draft | None:
    """A draft that the viewer may review; None for their own."""
    draft = or_404(drafts.seen(db.session, viewer(), draft_id))
    if draft.author_id == viewer().id:
        return None
    only_reviewers()
    return draft


def _decide(draft: Draft, proposal: Proposal, goes_live: bool, reason: str) -> None:
    if request.form.get("verdict") not in {"live", "back"}:
        raise Refused("Choose whether it goes live or back to its author.", "verdict")
    if not reason:
        raise Refused("Write the reason: the author and the history need it.", "reason")
    record = _live(draft, proposal) if goes_live else None
    decided = proposal.decide(viewer(), goes_live, reason, now())
    if record:
        decided.record = BankRecord.of(record, now())
        db.session.add(decided.record)


def _live(draft: Draft, proposal: Proposal) -> Question | Scenario:
    """The record with the reader's order in it, and the status live, if the linter lets it pass."""
    own = proposal.sort_of(viewer())
    if own is None:
        raise Refused("Put the anchors in order first; then you see the whole record.")
    if not own.passes:
        raise Refused("Your order of the anchors does not pass, so this cannot go live. Send it back with a reason.")
    found = examined(draft, text_of(_with_order(proposal, own)), bank.newest(db.session))
    if found.record is None or found.problems:
        first = found.problems[0]
        raise Refused(f"The bank has moved on since it was proposed. {first.field}: {first.message} Send it back.")
    return found.record


def _with_order(proposal: Proposal, own: BlindSort) -> dict[str, Any]:
    content = dict(load(proposal.text).value)
    results = {stage: {"reader": viewer().name, "order": order} for stage, order in own.orders.items()}
    provenance = {**(content.get("provenance") or {}), "retranslation": results.get("", results)}
    return content | {"status": "live", "provenance": provenance}


def record_of(proposal: Proposal) -> Question | Scenario:
    kind = Scenario if "stages" in (content := load(proposal.text).value) else Question
    return kind.model_validate(content)


def _placed(proposal: Proposal) -> Iterator[tuple[str, dict[str, int]]]:
    for item in record_of(proposal).items():
        stage = item.stage or ""
        yield stage, {letter: number(_sent(stage, letter)) or 0 for letter in proposal.shuffled(stage)}


def _sent(stage: str, letter: str) -> str:
    return request.form.get(f"place.{stage}.{letter}", "")


def _reason() -> str:
    return str(canonical(request.form.get("reason", "")).replace("\r\n", "\n"))[:LONGEST_REASON].strip()


def _sorting_page(draft: Draft, proposal: Proposal, refused: str = "") -> str:
    items = record_of(proposal).items()
    shown = {item.key: proposal.shuffled(item.stage or "") for item in items}
    to_sort = [
        ToSort(item.stage or "", item, {letter: item.anchors[grade] for letter, grade in shown[item.key].items()})
        for item in items
    ]
    sent = dict(request.form)
    page = "authoring/sort.html"
    return render_template(page, draft=draft, to_sort=to_sort, sent=sent, points=POINTS, refused=refused, **words())


def _page(draft: Draft, proposal: Proposal, refused: str = "", reason: str = "", verdict: str = "") -> str:
    record, own = record_of(proposal), proposal.sort_of(viewer())
    return render_template(
        "authoring/review.html",
        draft=draft,
        proposal=proposal,
        record=record,
        sort=own,
        changes=changes(_words_of(draft.base.words), _words_of(record)) if draft.base else [],
        refused=refused,
        reason=reason,
        verdict=verdict,
        **words(),
    )


def _words_of(record: Question | Scenario) -> str:
    """Without what says nothing to a candidate: version, status and the reader's test."""
    content = {name: value for name, value in plain(record).items() if name not in {"version", "status"}}
    source = {name: value for name, value in content.get("provenance", {}).items() if name != "retranslation"}
    return text_of(content | {"provenance": source})


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """Lines that went ("-") or came ("+"), with one line (" ") around them."""
    lines = [
        (line[0], line[2:].rstrip("\n")) for line in ndiff(before.splitlines(), after.splitlines()) if line[0] != "?"
    ]
    near = {at + step for at, (mark, _) in enumerate(lines) if mark != " " for step in (-1, 0, 1)}
    return [line for at, line in enumerate(lines) if at in near]
