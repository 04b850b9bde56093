"""Practice in the told company: who has rated how many sets, and two comments on anchors."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from app.demo.draw import Draw
from app.domain.people import Person
from app.domain.practice import PracticeAnswer, PracticeRating, practice_sets, rate
from app.queries import demo

SEED = 8
# How many sets, and how often in ten somebody is below the key and above it.
RATERS = {
    "ada": (4, 5, 1),
    "bo": (3, 1, 5),
    "chidi": (6, 2, 2),
    "hana": (2, 2, 3),
    "ruth": (4, 2, 2),
    "cora": (1, 3, 3),
}
NONE_SEEN = 0.04
DAYS_AGO = 40


def build(session: Session, people: Mapping[str, Person], names: Mapping[str, str], at: datetime) -> None:
    """Add it to the session. `names`: competency code to name, in the order of the rubric; `at` is now."""
    sets = practice_sets(demo.practice_answers(session), {code: n for n, code in enumerate(names)})
    made: dict[tuple[str, int], PracticeRating] = {}
    for who, (number, below, above) in RATERS.items():
        chance = Draw(SEED).chance("practice", list(RATERS).index(who))
        for n, answer in enumerate(one for each in sets[:number] for one in each.answers):
            given = _given(chance, answer, below / 10, above / 10)
            when = at - timedelta(days=DAYS_AGO, minutes=-6 * n)
            made[who, n] = rate(answer, None, given, "", people[who], when)
    session.add_all(made.values())
    session.flush()
    _comments(session, made, people, at)


def _given(chance: Random, answer: PracticeAnswer, below: float, above: float) -> int | None:
    if chance.random() < NONE_SEEN:
        return None
    drawn = chance.random()
    off = -1 if drawn < below else 1 if drawn > 1 - above else 0
    return min(5, max(1, answer.words.rating + off))


def _comments(
    session: Session, made: Mapping[tuple[str, int], PracticeRating], people: Mapping[str, Person], at: datetime
) -> None:
    """One that waits, and one that Ruth has left."""
    if ("chidi", 1) not in made:
        return
    wide = made["chidi", 0].comment(3, "A 3 and a 4 both ask. I hesitated over how far the asking has to go.", at)
    told = made["bo", 1].comment(None, "Nothing says whether what comes up only at the probe counts.", at)
    session.add_all([wide, told])
    session.flush()
    told.answer_with(
        None, "It counts; the guide says that a neutral probe is part of the question.", people["ruth"], at
    )
