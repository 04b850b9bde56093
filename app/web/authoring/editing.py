"""The page on which a draft is written: a form or YAML, saved as one goes, with what the linter says."""

import re
from collections.abc import Sequence

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.bankfiles.examine import Examined, Expected, examine
from app.bankfiles.reader import Entry
from app.bankfiles.tree import Refused as NotYaml
from app.bankfiles.tree import load
from app.bankfiles.writer import text_of
from app.db import db
from app.domain.bank import BankRecord, Kind
from app.domain.drafting import Draft, Moved
from app.domain.text import canonical
from app.queries import bank, drafts
from app.web.authoring.blueprint import only_writers, own, pages, words
from app.web.authoring.form import content_of, fits_form
from app.web.authoring.lint import Lint
from app.web.authoring.sheet import Sheet
from app.web.http import commit, now, or_404, stop_reading, viewer

VERSION = re.compile("^version:.*$", re.MULTILINE)
LONGEST = 200_000
LONGEST_REASON = 2_000


@pages.get("/bank/drafts/<int:draft_id>")
def show(draft_id: int) -> ResponseReturnValue:
    only_writers()
    draft = or_404(drafts.seen(db.session, viewer(), draft_id))
    if draft.author_id != viewer().id:
        return redirect(url_for("authoring.review", draft_id=draft.id), 303)
    return _page(draft, as_yaml=request.args.get("as") == "yaml")


@pages.post("/bank/drafts/<int:draft_id>")
def save(draft_id: int) -> ResponseReturnValue:
    """Keep what was typed. The page's script sends it while one types and gets JSON; a button sends it and goes on."""
    draft, by_script = own(draft_id), request.accept_mimetypes.best == "application/json"
    text, because, seen = _sent(draft)
    try:
        draft.write(text, because, _key_in(text, draft), seen, now())
    except Moved as moved:
        return _moved(draft, text, because, moved, by_script)
    if by_script:
        newest = bank.newest(db.session)
        db.session.commit()  # before the linter speaks: others want to write meanwhile
        return jsonify(edition=draft.edition, **Lint(examined(draft, draft.text, newest)).as_json())
    commit("saved a draft", draft, edition=draft.edition)
    return redirect(_next(draft, request.form), 303)


@pages.post("/bank/drafts/<int:draft_id>/base")
def base(draft_id: int) -> ResponseReturnValue:
    """Go on from the version that went live since this draft was begun."""
    draft = own(draft_id)
    newest = or_404(next(iter(bank.versions(db.session, draft.key)), None))
    draft.stand_on(newest, VERSION.sub(f"version: {newest.version + 1}", draft.text, count=1))
    commit("took a newer version as the base of a draft", draft)
    flash("This draft stands on the newest version now. Its words are as you typed them.")
    return redirect(url_for(".show", draft_id=draft.id), 303)


def examined(draft: Draft, text: str, newest: Sequence[BankRecord]) -> Examined:
    """What the linter says of a text of this draft, among the newest versions of the bank."""
    held = {record.key: record.version for record in newest}
    key = draft.base.key if draft.base else ""
    expected = Expected(key, held.get(key, 0) + 1, frozenset(held))
    own_key = key or _key_in(text, draft)
    others = [Entry(one.words, one.key, {}) for one in newest if one.key != own_key]
    return examine(text, draft.kind.value, others, expected)


def newest_of(draft: Draft, newest: Sequence[BankRecord]) -> BankRecord | None:
    """The version that went live since the draft was begun, if one did."""
    if draft.base is None:
        return None
    return next((one for one in newest if one.key == draft.base.key and one.id != draft.base.id), None)


def _sent(draft: Draft) -> tuple[str, str, int]:
    """Text, reason and the edition that the page showed. The version is the program's to count."""
    form = request.form
    because = _clean(form.get("because", draft.because))[:LONGEST_REASON].strip()
    edition = form.get("edition", "")
    seen = int(edition) if edition.isdecimal() and len(edition) < 9 else 0
    if "text" in form:
        return _clean(form["text"])[:LONGEST], because, seen
    text = text_of(content_of(form, _content(draft.text)))[:LONGEST] if form.get("as") == "form" else draft.text
    return text, because, seen


def _content(text: str) -> dict[object, object]:
    try:
        value = load(text).value
    except NotYaml:
        return {}
    return value if isinstance(value, dict) else {}


def _clean(text: str) -> str:
    return str(canonical(text)).replace("\r\n", "\n")


def _key_in(text: str, draft: Draft) -> str:
    """The id that the text says, which other authors are told of."""
    if draft.base:
        return draft.base.key
    said = canonical(_content(text).get("id"))  # an escape can stand for what no database keeps
    return said[:64] if isinstance(said, str) else ""


def _next(draft: Draft, form: MultiDict[str, str]) -> str:
    """Where the pressed button leads."""
    then, _, what = form.get("then", "").partition(":")
    if then in {"preview", "proposal"}:
        return url_for(f"authoring.{then}", draft_id=draft.id)
    to_yaml = then == "yaml" or (then != "form" and "text" in form)
    anchor = what.partition(":")[0] if then in {"more", "less"} else None
    more = what if then == "more" else None
    return url_for(".show", draft_id=draft.id, more=more, _anchor=anchor, **({"as": "yaml"} if to_yaml else {}))


def _moved(draft: Draft, text: str, because: str, moved: Moved, by_script: bool) -> ResponseReturnValue:
    if by_script:
        return jsonify(error=moved.message), 409
    page = render_template("authoring/moved.html", draft=draft, text=text, because=because, said=moved, **words())
    return page, 409


def _page(draft: Draft, as_yaml: bool) -> str:
    newest = bank.newest(db.session)
    found, since = examined(draft, draft.text, newest), newest_of(draft, newest)
    others = drafts.others_on(db.session, draft.key, viewer()) if draft.key else []
    shared = words() | {"draft": draft, "since": since, "others": others, "lint": Lint(found)}
    stop_reading()
    can_form = draft.kind == Kind.QUESTION and found.content is not None and fits_form(found.content)
    sheet = Sheet(found.content or {}, request.args.get("more", "")) if can_form and not as_yaml else None
    return render_template("authoring/show.html", sheet=sheet, can_form=can_form, **shared)
