"""What there is to ask, and every word of one record. All staff may read it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask_wtf import FlaskForm
from wtforms import StringField

from app.db import db
from app.domain.access import counted_until, keeps_bank, sees_verdicts
from app.domain.bank import BankRecord, Kind, Level, Question, Retirement, Status
from app.domain.drafting import may_review, may_write
from app.domain.rubric import LEVEL_NAMES, Competency
from app.domain.search import LONGEST, find, terms
from app.domain.text import canonical
from app.domain.versions import is_retired
from app.queries import bank, drafts, figures, practice
from app.web.bank.blueprint import DIGITS, STATUS_WORDS, TYPE_WORDS, WORDS, chosen, pages, versions_of
from app.web.bank.retirement import RetirementForm
from app.web.fields import Choice
from app.web.http import now, or_404, viewer

ANY = ("", "Any")


class Wanted(FlaskForm):
    """The filter: an address to share, so it is sent by GET and carries no token."""

    class Meta:
        csrf = False

    q = StringField("Words")
    competency = Choice("Competency")
    level = Choice("Level", choices=[ANY, *((level.value, name) for level, name in LEVEL_NAMES.items())])
    type = Choice("Kind of question", choices=[ANY, *((one.value, words) for one, words in TYPE_WORDS.items())])
    status = Choice("Status", choices=[ANY, *((one.value, words) for one, words in STATUS_WORDS.items())])

    @classmethod
    def among(cls, competencies: Sequence[Competency]) -> "Wanted":
        """What the address asks for; a value that is none of the list asks for nothing."""
        form = cls(request.args)
        form.competency.choices = [ANY, *((one.code, one.name) for one in competencies)]
        form.q.data = canonical(form.q.data or "").strip()
        for field in form.filters:
            field.data = field.data if field.data in {value for value, *_ in field.choices} else ""
        return form

    @property
    def filters(self) -> tuple[Choice, ...]:
        return self.competency, self.level, self.type, self.status

    @property
    def is_set(self) -> bool:
        return any(field.data for field in (self.q, *self.filters))

    def fits(self, record: BankRecord, retired: Mapping[str, Retirement]) -> bool:
        kind = record.words.type if isinstance(record.words, Question) else ""
        status = Status.RETIRED if is_retired(record, retired) else record.status
        return (
            self.competency.data in {"", *record.competencies}
            and self.level.data in {"", record.level}
            and self.type.data in {"", kind}
            and self.status.data in {"", status}
        )


@dataclass(frozen=True)
class Shelf:
    """The questions of one competency, by level."""

    competency: Competency
    levels: Sequence[tuple[str, Sequence[BankRecord]]]


@pages.get("/bank")
def index() -> str:
    competencies, newest, retired = (ask(db.session) for ask in (bank.competencies, bank.newest, bank.retired))
    form = Wanted.among(competencies)
    found = [record for record in newest if form.fits(record, retired)]
    wanted = terms(form.q.data)
    hits = find(found, wanted) if wanted else []
    is_search = bool(form.q.data)
    return render_template(
        "bank/index.html",
        form=form,
        hits=hits,
        wanted=wanted,
        is_search=is_search,
        is_cut=len(form.q.data) > LONGEST,
        longest=LONGEST,
        shelves=[] if is_search else shelves(competencies, found),
        scenarios=[] if is_search else [record for record in found if record.kind == Kind.SCENARIO],
        names={one.code: one.name for one in competencies},
        counts=(len(hits) if is_search else len(found), len(newest)),
        retired=retired,
        may_write=may_write(viewer()),
        may_review=may_review(viewer()),
        waiting=drafts.waiting(db.session, viewer()),
        words=WORDS,
    )


@pages.get("/bank/<key>")
def show(key: str) -> str:
    versions = versions_of(key)
    record = or_404(chosen(versions, request.args.get("version", "")))
    until = counted_until(now())
    retirement = next((one for one in bank.retirements(db.session, record.key) if not one.ended_at), None)
    return render_template(
        "bank/show.html",
        record=record,
        versions=versions,
        retirement=retirement,
        is_retired=is_retired(versions[0], {record.key: retirement} if retirement else {}),
        form=RetirementForm(formdata=None) if keeps_bank(viewer()) else None,
        kits=bank.kits_with(db.session, key),
        names=bank.competency_names(db.session),
        figures=figures.of_items(db.session, viewer(), record.items, until),
        wear=figures.of_wear(db.session, viewer(), [record], until)[record.key],
        reviews=drafts.history(db.session, canonical(key)),
        may_write=may_write(viewer()),
        sees_verdicts=sees_verdicts(viewer()),
        comments=practice.comments_on(db.session, viewer(), record.key),
        may_review=may_review(viewer()),
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
