"""Many candidates whose cards are all in, written straight into the tables: by the verbs it would take minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import uuid4

from sqlalchemy.orm import Session

from app.domain.candidate import Candidate
from app.domain.content import Content, ItemContent, Line
from app.domain.interview import Change, Interview, State
from app.domain.kit import Kit
from app.domain.opening import Opening
from app.domain.people import Person, Role
from app.domain.rubric import Competency, Missing, Recommendation
from app.domain.scorecard import Scorecard, Submission
from app.queries import bank
from tests import make

CODES = ("PUR", "CUS", "TRA", "DON", "AIS")
EVERY_TENTH = 10  # rating is missing
WORDS = "She asked who reads the letter first, and what they do with it on Monday."


@dataclass(frozen=True)
class Crowd:
    """An opening with its candidates, and the interviewers who have met every one of them."""

    opening: Opening
    candidates: Sequence[Candidate]
    interviewers: Sequence[Person]


def crowd(
    session: Session, world: make.World, candidates: int, interviewers: int = 5, items: int = 12, number: int = 0
) -> Crowd:
    """An opening in which each candidate was asked `items` questions about five competencies by all interviewers.
    `number` tells several crowds in one database apart."""
    opening = _opening(session, world, items, number)
    people = [make.person(session, f"Judge{number}-{n} Moss", [Role.INTERVIEWER]) for n in range(interviewers)]
    random = Random(candidates)
    with session.no_autoflush:
        talks = [_met(world, opening, f"Guest{n:03} Roe", people, random) for n in range(candidates)]
        session.add_all(talks)
    session.commit()
    return Crowd(opening, [talk.candidate for talk in talks], people)


def _opening(session: Session, world: make.World, items: int, number: int) -> Opening:
    known = {one.code: one for one in bank.competencies(session)}
    for position, code in enumerate(CODES):
        if code not in known:
            known[code] = Competency(code=code, position=position, name=code, gloss="so", phrase="", chef="", cook="")
            session.add(known[code])
    records = [
        make.question(session, f"{CODES[n % 5]}-SR-SIT-{n + 40 + items * number:02}", CODES[n % 5])
        for n in range(items)
    ]
    kit = make.kit(session, "Everything", records)
    people = {"hana": world.hana, "cora": world.cora}
    return make.opening(session, people, [(known[code], 20) for code in CODES], [kit], title="A large opening")


def _met(world: make.World, opening: Opening, name: str, people: Sequence[Person], random: Random) -> Interview:
    """Not in the session yet: one flush writes everybody."""
    who = Candidate(opening=opening, name=name, note="", added_at=make.LONG_AGO, withdrawal=None)
    starts_at = make.NOW - timedelta(hours=4)
    talk = Interview.plan(who, opening.rounds[0], starts_at, make.ZONE, 60, "", world.cora, make.LONG_AGO)
    talk.used_kit, talk.begun_at = opening.rounds[0].kit, starts_at
    level = random.gauss(3, 0.7)
    talk.cards = [_card(talk, one, level, random) for one in people]
    talk.changes.append(Change(state=State.HELD, at=talk.ends_at, by_id=world.cora.id, note="", starts_at=starts_at))
    return talk


def _card(interview: Interview, author: Person, level: float, random: Random) -> Scorecard:
    at = interview.starts_at
    card = Scorecard(author=author, author_id=author.id, assigned_at=at, assigned_by_id=author.id, begun_at=at)
    card.submissions = [_lock(_said(interview.kit, level, random), interview)]
    return card


def _said(kit: Kit | None, level: float, random: Random) -> Content:
    items = {item.key: _rated(item.key, level, random) for item in (kit.items if kit else ())}
    return Content(items, recommendation=Recommendation.YES, summary="Told what for.")


def _rated(key: str, level: float, random: Random) -> ItemContent:
    if random.randrange(EVERY_TENTH) == 0:
        return ItemContent(key, missing=Missing.NOT_ASKED)
    line = Line(f"{key}-line", WORDS, key, 300, starred=True)
    return ItemContent(key, min(5, max(1, round(random.gauss(level, 0.8)))), lines=(line,))


def _lock(content: Content, interview: Interview) -> Submission:
    return Submission(
        at=interview.ends_at + timedelta(hours=1),
        heads_mark="0" * 64,
        content=content.as_json(),
        fingerprint=uuid4().hex * 2,
        amendments=[],
    )
