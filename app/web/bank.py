"""The question bank: what there is to ask, and every word of one record. All staff may read it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask_wtf import FlaskForm

from app.bankfiles.schema import QuestionType, Status
from app.db import db
from app.domain.access import answers_comments, counted_until, sees_verdicts
from app.domain.bank import BankRecord, Kind, Level, Question
from app.domain.rubric import LEVEL_NAMES, SCALE, Competency
from app.domain.text import canonical
from app.queries import bank, figures, practice
from app.web.fields import Choice
from app.web.http import now, viewer

DIGITS = 12
ANY = ("", "Any")
TYPE_WORDS = {
    QuestionType.PAST_BEHAVIOUR: "Something they did",
    QuestionType.SITUATIONAL: "A situation",
    QuestionType.AI_DRAFT_REVIEW: "A draft to review",
    QuestionType.WORK_SAMPLE: "A work sample",
    QuestionType.CASE: "A case",
}
STATUS_WORDS = {
    Status.DRAFT: "draft, not tried yet",
    Status.PILOTED: "piloted",
    Status.LIVE: "live",
    Status.RETIRED: "retired",
}
WORDS = {"level": LEVEL_NAMES, "type": TYPE_WORDS, "status": STATUS_WORDS, "scale": SCALE}

pages = Blueprint("bank", __name__)


class Wanted(FlaskForm):
    """The filter: an address to share, so it is sent by GET and carries no token."""

    class Meta:
        csrf = False

    competency = Choice("Competency")
    level = Choice("Level", choices=[ANY, *((level.value, name) for level, name in LEVEL_NAMES.items())])
    type = Choice("Kind of question", choices=[ANY, *((one.value, words) for one, words in TYPE_WORDS.items())])

    @classmethod
    def among(cls, competencies: Sequence[Competency]) -> "Wanted":
        """What the address asks for; a value that is none of the list asks for nothing."""
        form = cls(request.args)
        form.competency.choices = [ANY, *((one.code, one.name) for one in competencies)]
        for field in (form.competency, form.level, form.type):
            field.data = field.data if field.data in {value for value, *_ in field.choices} else ""
        return form

    @property
    def is_set(self) -> bool:
        return any((self.competency.data, self.level.data, self.type.data))

    def fits(self, record: BankRecord) -> bool:
        kind = record.words.type if isinstance(record.words, Question) else ""
        return (
            self.competency.data in {"", *record.competencies}
            and self.level.data in {"", record.level}
            and self.type.data in {"", kind}
        )


@dataclass(frozen=True)
class Shelf:
    """The questions of one competency, by level."""

    competency: Competency
    levels: Sequence[tuple[str, Sequence[BankRecord]]]


@pages.get("/bank")
def index() -> str:
    competencies, newest = bank.competencies(db.session), bank.newest(db.session)
    form = Wanted.among(competencies)
    found = [record for record in newest if form.fits(record)]
    return render_template(
        "bank/index.html",
        form=form,
        shelves=shelves(competencies, found),
        scenarios=[record for record in found if record.kind == Kind.SCENARIO],
        names={one.code: one.name for one in competencies},
        counts=(len(found), len(newest)),
        words=WORDS,
    )


@pages.get("/bank/<key>")
def show(key: str) -> str:
    versions = bank.versions(db.session, canonical(key))
    record = chosen(versions, request.args.get("version", ""))
    if record is None:
        abort(404)
    return render_template(
        "bank/show.html",
        record=record,
        versions=versions,
        kits=bank.kits_with(db.session, key),
        names=bank.competency_names(db.session),
        figures=figures.of_items(db.session, viewer(), record.items, counted_until(now())),
        sees_verdicts=sees_verdicts(viewer()),
        comments=practice.comments_on(db.session, viewer(), record.key),
        answers_comments=answers_comments(viewer()),
        zone=viewer().zone,
        words=WORDS,
        digits=DIGITS,
    )


def shelves(competencies: Iterable[Competency], records: Iterable[BankRecord]) -> list[Shelf]:
    """Questions by competency and then by level, each in the order of the rubric; empty shelves are left out."""
    placed: dict[tuple[str, Level], list[BankRecord]] = defaultdict(list)
    for record in records:
        if record.kind == Kind.QUESTION:
            placed[record.competencies[0], record.level].append(record)
    found = (
        Shelf(one, [(name, placed[one.code, level]) for level, name in LEVEL_NAMES.items() if placed[one.code, level]])
        for one in competencies
    )
    return [shelf for shelf in found if shelf.levels]


def chosen(versions: Sequence[BankRecord], prefix: str) -> BankRecord | None:
    """The version whose digest begins like this, or the newest when nothing is asked for."""
    if not prefix:
        return versions[0] if versions else None
    return next((one for one in versions if one.digest[:DIGITS] == prefix), None)
