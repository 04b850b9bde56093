"""Bringing bank files in from the console."""

from datetime import UTC, datetime
from pathlib import Path

from app.bankfiles.parcel import MOST_FILES, YAML, Unreadable, read, together, unpacked
from app.bankfiles.reader import LARGEST
from app.db import db
from app.domain.errors import Refused
from app.domain.intake import Line, Plan
from app.queries import drafts, intake, trail

PARTS = ("new", "changed", "moved", "untouched")
WORDS = {
    "new": "new",
    "changed": "changed, each a new version",
    "moved": "the same words with another status",
    "untouched": "left as they are",
}


def import_files(path: Path, take: bool) -> str:
    """Return the plan in words, and take and commit it when `take`. With one problem, Refused and nothing taken."""
    files = _files(path)
    drafts.hold_bank(db.session)
    found = intake.held(db.session)
    plan = Plan.of(read(files), found.newest, found.known, together(files))
    if plan.problems:
        shown = "\n".join(str(problem) for problem in plan.problems[:40])
        raise Refused(f"{shown}\n{len(plan.problems)} problems; nothing was taken.")
    if not (take and plan.does_something):
        db.session.rollback()
        return "\n".join([*_told(plan), _next(plan)])
    at = datetime.now(UTC)
    rows = plan.take(at)
    db.session.add_all(rows)
    trail.append(db.session, at, None, "took records from files", "bank", new=len(rows), moved=len(plan.moved))
    db.session.commit()
    return "\n".join([*_told(plan), "Taken."])


def _files(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        found = sorted(one for one in path.rglob("*") if one.suffix.lower() in YAML and one.is_file())
        if len(found) > MOST_FILES:
            raise Refused(f"{path} holds {len(found)} files. Bring in at most {MOST_FILES} at once.")
        return {str(one.relative_to(path)): _read(one) for one in found}
    if path.suffix.lower() != ".zip":
        return {path.name: _read(path)}
    try:
        return unpacked(path.read_bytes())
    except Unreadable as unreadable:
        raise Refused(str(unreadable)) from unreadable


def _read(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _told(plan: Plan) -> list[str]:
    lines: list[str] = []
    for part in PARTS:
        found: list[Line] = getattr(plan, part)
        if found:
            lines.append(f"{len(found)} {WORDS[part]}")
        if part != "untouched":
            lines += [f"  {line.record.id}, version {line.record.version}, {line.record.status}" for line in found]
    return [*lines, *(f"{number} {words}: not taken here" for words, number in plan.left_out.items())]


def _next(plan: Plan) -> str:
    return "Nothing taken yet. Add --yes to take it." if plan.does_something else "There is nothing to take."
