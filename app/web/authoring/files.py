"""The bank as files: taken along, and brought in with a plan first."""

import base64
import binascii
import zipfile
from io import BytesIO

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from app.bankfiles.parcel import MOST_FILES, YAML, Unreadable, read, together, unpacked
from app.db import db
from app.domain.intake import Plan, mark_of
from app.domain.text import canonical
from app.queries import bank, drafts, intake
from app.reports.bank_files import bank_zip, record_file
from app.web.authoring.blueprint import only_reviewers, pages, words
from app.web.http import commit, now, or_404, stop_reading

NOTHING = "Choose a ZIP file, or one or several YAML files."
MOVED = "The bank or the files changed since this plan was made. Look at it once more; nothing has been taken."


@pages.get("/bank/<key>/file")
def file(key: str) -> Response:
    record = or_404(next(iter(bank.versions(db.session, canonical(key))), None))
    return _download(record_file(record), f"{record.key}.yaml", "application/yaml")


@pages.get("/bank/export")
def export() -> Response:
    competencies, records = bank.competencies(db.session), bank.newest(db.session)
    stop_reading()
    return _download(bank_zip(competencies, records), "question_bank.zip", "application/zip")


@pages.get("/bank/import")
def bring() -> str:
    only_reviewers()
    return _page()


@pages.post("/bank/import")
def take() -> ResponseReturnValue:
    """Show the plan of files that were sent; take it when it is the plan that was shown."""
    only_reviewers()
    found = intake.held(db.session)
    stop_reading()  # reading files takes seconds, in which others save their cards
    try:
        files = _packed(request.form["parcel"]) if "parcel" in request.form else _sent()
    except Unreadable as unreadable:
        return _page(str(unreadable)), 422
    sent = together(files)
    plan = Plan.of(read(files), found.newest, found.known, sent)
    if "plan" not in request.form or not plan.does_something:
        return _plan_page(plan, files), 422 if plan.problems else 200
    drafts.hold_bank(db.session)
    if not request.form["plan"] == plan.mark == mark_of(sent, bank.standings(db.session)):
        return _plan_page(plan, files, MOVED), 409
    rows = plan.take(now())
    db.session.add_all(rows)
    commit("took records from files", "bank", new=len(rows), moved=len(plan.moved))
    flash(f"Taken: {len(plan.new)} new, {len(plan.changed)} changed, {len(plan.moved)} with another status.")
    return redirect(url_for("bank.index"), 303)


def _sent() -> dict[str, bytes]:
    """The YAML files of an upload by name, out of ZIPs or as they are."""
    sent = [one for one in request.files.getlist("files") if one.filename]
    if not sent:
        raise Unreadable(NOTHING)
    files: dict[str, bytes] = {}
    for number, one in enumerate(sent, start=1):
        found = _unpacked(one)
        files |= {name if name not in files else f"{number}-{name}": raw for name, raw in found.items()}
    if not files:
        raise Unreadable(f"There is no YAML file in it. {NOTHING}")
    if len(files) > MOST_FILES:
        raise Unreadable(f"These are {len(files)} files. Send at most {MOST_FILES} at once.")
    return files


def _unpacked(one: FileStorage) -> dict[str, bytes]:
    name, raw = str(canonical(one.filename or ""))[:200], one.read()
    if raw.startswith(b"PK") or name.lower().endswith(".zip"):
        return unpacked(raw)
    name = name.rpartition("/")[2].lstrip(".")
    return {name if name.lower().endswith(YAML) else f"{name}.yaml": raw}


def _packed(text: str) -> dict[str, bytes]:
    """The files that a plan was shown of, as its page sends them back."""
    try:
        return unpacked(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError) as error:
        raise Unreadable(f"What the page sent is broken. {NOTHING}") from error


def _pack(files: dict[str, bytes]) -> str:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return base64.b64encode(packed.getvalue()).decode()


def _plan_page(plan: Plan, files: dict[str, bytes], moved: str = "") -> str:
    return render_template("authoring/plan.html", plan=plan, parcel=_pack(files), moved=moved, **words())


def _page(refused: str = "") -> str:
    return render_template("authoring/import.html", refused=refused, **words())


def _download(content: bytes, name: str, kind: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
