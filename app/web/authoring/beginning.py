"""What a draft begins with: an id that is free, and the words of the version that it changes."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from flask_wtf import FlaskForm

from app.bankfiles.parts import CompetencyCode, QuestionType
from app.bankfiles.standing import LEVELS, TYPES
from app.bankfiles.writer import plain, text_of
from app.domain.bank import BankRecord, Kind, Level
from app.domain.drafting import Draft
from app.domain.people import Person
from app.domain.rubric import LEVEL_NAMES, Competency
from app.web.fields import Choice

KINDS = {
    QuestionType.PAST_BEHAVIOUR.value: "A question: something they did",
    QuestionType.SITUATIONAL.value: "A question: a situation",
    QuestionType.AI_DRAFT_REVIEW.value: "A question: a draft to review",
    QuestionType.WORK_SAMPLE.value: "A question: a work sample",
    QuestionType.CASE.value: "A question: a case",
    Kind.SCENARIO.value: "A scenario: a piece of work in stages",
}
MINUTES = {QuestionType.AI_DRAFT_REVIEW: 25}


class Begin(FlaskForm):
    type = Choice("Kind", choices=list(KINDS.items()))
    competency = Choice("Competency")
    level = Choice("Level", choices=[(level.value, name) for level, name in LEVEL_NAMES.items()])

    @classmethod
    def of(cls, competencies: Sequence[Competency]) -> "Begin":
        form = cls()
        form.competency.choices = [(one.code, one.name) for one in competencies]
        return form


def began_from(record: BankRecord, author: Person, because: str, at: datetime) -> Draft:
    """A draft of the next version. A reader's test of the anchors is of the words before, so it goes."""
    content = plain(record.words) | {"version": record.version + 1, "status": "draft"}
    content["provenance"] = {**content.get("provenance", {}), "author": author.name}
    content["provenance"].pop("retranslation", None)
    return Draft.begin(record.kind, record.key, text_of(content), author, at, record, because)


def new_question(
    code: CompetencyCode, level: Level, type_: QuestionType, taken: Collection[str], author: Person, at: datetime
) -> Draft:
    start = f"{code}-{LEVELS[level]}-{TYPES[type_]}-"
    key = next(f"{start}{number:02}" for number in range(1, 1000) if f"{start}{number:02}" not in taken)
    content = {"id": key, "version": 1, "status": "draft", "competency": code, "level": level.value}
    content |= {"type": type_.value, "minutes": MINUTES.get(type_, 9), "provenance": {"author": author.name}}
    return Draft.begin(Kind.QUESTION, key, text_of(content), author, at, None)


def new_scenario(level: Level, taken: Collection[str], author: Person, at: datetime) -> Draft:
    keys = (f"CASE-NEW{number or ''}-{LEVELS[level]}" for number in range(1000))
    key = next(one for one in keys if one not in taken)
    text = SCENARIO.format(key=key, level=level.value, author=json.dumps(author.name, ensure_ascii=False))
    return Draft.begin(Kind.SCENARIO, key, text, author, at, None)


SCENARIO = """\
id: {key}
version: 1
status: draft
title: What it is called
level: {level}
starts_from: ticket                # or goal
minutes: 40
how_to_run: Read each stage out, then listen.
ticket: |
  What the candidate is given first.
say: What is said to everybody at the beginning?
stages:
  - id: S1
    competency: PUR
    minutes: 20
    facts:
      F1:
        unlock: what asks for it
        say: What the interviewer says then.
    probes: []
    chef: what a chef's answer sounds like
    cook: what a short-order cook's answer sounds like
    anchors:
      1: What is seen or heard at the lowest grade.
      2:
      3:
      4:
      5:
red_flags:
  - what to write down whatever the rating
not_evidence:
  - what must not move the rating
scoring_note: How the stages are rated.
legal_notes: What not to go into.
accessibility: How it is made fair to all.
leak_risk: low
provenance:
  author: {author}
"""
