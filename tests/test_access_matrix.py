"""Who gets in where: every rule of the URL map, every method, every kind of person.

The table is written by hand from what each of them is to the opening, never from what the app does. "In" means that
the page or the act is theirs (it may still refuse a wrong value); "no" that they see the thing but may not do this
(403); everybody else gets the same answer as for something that does not exist (404). Nobody who is signed out gets in.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.domain.decision import Verdict, sign
from app.domain.opening import OpeningRole
from app.domain.panel import assign
from app.domain.people import Person, Role
from tests import make

EVERYBODY = "ada bo hana mia cora root pim rex zoe abe tia dana"
STAFF = "hana mia cora root"
SEE_OPENING = f"ada bo pim dana {STAFF}"
SEE_DANA = f"ada bo pim {STAFF}"


@dataclass(frozen=True)
class Row:
    """Who is in and who is told no, for one endpoint and method; `of` is what the URL is filled with."""

    inside: str
    no: str = ""
    of: str = ""
    data: tuple[tuple[str, str], ...] = ()

    def expected(self, who: str) -> str:
        if who in self.inside.split():
            return "in"
        return "no" if who in self.no.split() else "gone"


def but(everybody: str, *without: str) -> str:
    """Everybody of the first group who is in none of the others."""
    out = " ".join(without).split()
    return " ".join(who for who in everybody.split() if who not in out)


SEEN_NOT_RUN = but(SEE_OPENING, STAFF)
DANA_NOT_RUN = but(SEE_DANA, STAFF)
OPENERS = "hana mia cora root"
KEEPERS = "hana mia abe root"
REVIEWERS = "hana mia root"
WRITERS = but(EVERYBODY, "tia")

TABLE: dict[str, Row] = {
    "home.today GET": Row(EVERYBODY),
    "auth.account GET": Row(EVERYBODY),
    "auth.account POST": Row(EVERYBODY),
    "auth.sign_out POST": Row(EVERYBODY),
    # How the figures are made is no secret to anybody who works here.
    "method.page GET": Row(EVERYBODY),
    "guide.page GET": Row(EVERYBODY, of="guide"),
    # The opening: Ada and Bo sit on its panels, Pim is in its pool, so is Dana, who applies for it herself.
    "openings.index GET": Row(EVERYBODY),
    "openings.new GET": Row(OPENERS, no=but(EVERYBODY, OPENERS)),
    "openings.new POST": Row(OPENERS, no=but(EVERYBODY, OPENERS)),
    "openings.show GET": Row(SEE_OPENING, of="opening"),
    "openings.edit GET": Row(STAFF, no=SEEN_NOT_RUN, of="opening"),
    "openings.edit POST": Row(STAFF, no=SEEN_NOT_RUN, of="opening"),
    "openings.closing POST": Row(STAFF, no=SEEN_NOT_RUN, of="opening"),
    "openings.reopening POST": Row(STAFF, no=SEEN_NOT_RUN, of="opening"),
    "openings.how_sure POST": Row(STAFF, no=SEEN_NOT_RUN, of="opening"),
    "openings.members POST": Row(STAFF, no=SEEN_NOT_RUN, of="opening"),
    "openings.departure POST": Row(STAFF, no=SEEN_NOT_RUN, of="opening", data=(("person", "pim"), ("role", "pool"))),
    # Candidates. Nobody sees their own application, so for Dana none of this exists.
    "candidates.new GET": Row(STAFF, no=SEEN_NOT_RUN, of="opening"),
    "candidates.new POST": Row(STAFF, no=SEEN_NOT_RUN, of="opening"),
    "candidates.upload GET": Row(STAFF, no=SEEN_NOT_RUN, of="opening"),
    "candidates.upload POST": Row(STAFF, no=SEEN_NOT_RUN, of="opening"),
    "candidates.edit GET": Row(STAFF, no=DANA_NOT_RUN, of="candidate"),
    "candidates.edit POST": Row(STAFF, no=DANA_NOT_RUN, of="candidate"),
    "candidates.withdrawal POST": Row(STAFF, no=DANA_NOT_RUN, of="candidate"),
    "candidates.earlier POST": Row(STAFF, no=DANA_NOT_RUN, of="candidate"),
    "candidates.comeback POST": Row(STAFF, no=DANA_NOT_RUN, of="candidate"),
    # Interviews: whoever is in the pool sees them all, to be able to take one over.
    "interviews.new GET": Row(STAFF, no=DANA_NOT_RUN, of="candidate"),
    "interviews.new POST": Row(STAFF, no=DANA_NOT_RUN, of="candidate"),
    "interviews.show GET": Row(SEE_DANA, of="interview"),
    "interviews.edit GET": Row(STAFF, no=DANA_NOT_RUN, of="interview"),
    "interviews.edit POST": Row(STAFF, no=DANA_NOT_RUN, of="interview"),
    "interviews.state POST": Row(f"ada bo {STAFF}", no="pim", of="interview"),
    "interviews.cover POST": Row(SEE_DANA, of="interview", data=(("seat", "ada_card"),)),
    "interviews.release POST": Row(STAFF, no=DANA_NOT_RUN, of="interview", data=(("seat", "ada_card"),)),
    # Ada's card is open: hers alone, whoever else runs the place.
    "scoring.card GET": Row("ada", of="ada_card"),
    "scoring.save POST": Row("ada", of="ada_card"),
    "scoring.ops POST": Row("ada", of="ada_card"),
    "scoring.review GET": Row("ada", of="ada_card"),
    "scoring.submission POST": Row("ada", of="ada_card"),
    "scoring.notes GET": Row("ada", of="ada_card"),
    "scoring.paper GET": Row("ada", of="ada_card"),
    "scoring.paper POST": Row("ada", of="ada_card"),
    # Bo's card is locked. Ada and Mia still have an own card on Dana to finish; Cora and Root see progress only.
    "scorecards.show GET": Row("bo hana", of="bo_card"),
    "scorecards.pdf GET": Row("bo hana", of="bo_card"),
    "scorecards.retraction POST": Row("bo", of="bo_card"),
    "scorecards.amendment GET": Row("bo", of="bo_card"),
    "scorecards.amendment POST": Row("bo", of="bo_card"),
    "scorecards.leave_out POST": Row("bo", of="bo_card"),
    # The card of a shadow beside the one of Bo, who led that interview.
    "scorecards.beside GET": Row("bo pim hana mia", of="shadow"),
    # What is made of the cards. Who may read none of them gets the page without a figure, and no file.
    "comparison.candidate GET": Row(SEE_DANA, of="candidate"),
    "comparison.show GET": Row(SEE_DANA, of="opening", data=(("candidate", "candidate"), ("candidate", "leo"))),
    "comparison.overview GET": Row(SEE_OPENING, of="opening"),
    "comparison.evidence GET": Row(
        SEE_DANA, of="opening", data=(("candidate", "candidate"), ("candidate", "leo"), ("competency", "competency"))
    ),
    "comparison.pdf GET": Row("bo hana", of="opening", data=(("candidate", "candidate"), ("candidate", "leo"))),
    "comparison.candidate_pdf GET": Row("bo hana", of="candidate"),
    "comparison.file_pdf GET": Row("hana", no="bo", of="candidate"),
    "comparison.debrief_pdf GET": Row("bo hana", of="opening", data=(("candidate", "candidate"), ("candidate", "leo"))),
    "comparison.decision GET": Row("hana mia", no=but(SEE_DANA, "hana mia"), of="candidate"),
    "comparison.decision POST": Row("hana mia", no=but(SEE_DANA, "hana mia"), of="candidate"),
    # The debrief of Dana, opened before Ada's card was in. Ada and Mia are not let in, nor told anything; Cora and
    # Root see how far the cards are, and Root may open it. The first one is over.
    "debrief.show GET": Row(f"ada bo {STAFF}", no="pim", of="candidate"),
    "debrief.version GET": Row("bo hana", of="candidate"),
    "debrief.opening POST": Row("hana mia root", no="ada bo cora pim", of="candidate"),
    "debrief.presence POST": Row("bo hana", no="cora root pim", of="candidate"),
    "debrief.lead POST": Row("hana", no="bo cora root pim", of="candidate"),
    "debrief.scribe POST": Row("bo hana", no="cora root pim", of="candidate", data=(("person", "hana"),)),
    "debrief.reveal POST": Row("bo hana", no="cora root pim", of="candidate"),
    "debrief.item POST": Row("bo hana", no="cora root pim", of="candidate", data=(("item", "code"),)),
    "debrief.order POST": Row("bo hana", no="cora root pim", of="candidate", data=(("person", "hana"),)),
    "debrief.minutes POST": Row("bo hana", no="cora root pim", of="candidate", data=(("item", "code"),)),
    "debrief.rating POST": Row("bo hana", no="cora root pim", of="candidate"),
    "debrief.closing POST": Row("bo hana", no="cora root pim", of="candidate"),
    "debrief.earlier GET": Row("bo hana", no="cora root pim", of="debrief"),
    # A decision is read by the hiring managers and by whoever has a card in; not by anybody with an open one.
    "decisions.show GET": Row("bo hana", no="cora root pim", of="decision"),
    "decisions.dissent POST": Row("bo", no="hana cora root pim", of="decision"),
    "decisions.closing POST": Row("hana", no="bo cora root pim", of="decision"),
    # Hana has made Sol an offer, which was accepted; Zoe, who never met Sol, is asked how it went.
    "outcomes.index GET": Row("hana mia root"),
    "outcomes.hire GET": Row("hana mia", no="bo cora root pim dana", of="offer"),
    "outcomes.hire POST": Row("hana mia", no="bo cora root pim dana", of="offer"),
    "outcomes.asking POST": Row("hana mia", no="bo cora root pim dana", of="hire"),
    "outcomes.withdrawal POST": Row("hana mia", no="bo cora root pim dana", of="hire"),
    "outcomes.outcome GET": Row("zoe", of="hire"),
    "outcomes.outcome POST": Row("zoe", of="hire"),
    # The bank is open to all who work here; kits are made by those who make openings.
    "bank.index GET": Row(EVERYBODY),
    "bank.show GET": Row(EVERYBODY, of="key"),
    "bank.history GET": Row(EVERYBODY, of="key"),
    "bank.changes GET": Row(EVERYBODY, of="key"),
    # Questions are retired by those who write or choose them.
    "bank.retirement POST": Row(KEEPERS, no=but(EVERYBODY, KEEPERS), of="key"),
    "bank.comeback POST": Row(KEEPERS, no=but(EVERYBODY, KEEPERS), of="key"),
    # Whoever interviews may write for it. A draft is its author's; proposed, it is for hiring managers and admins too.
    "authoring.index GET": Row(WRITERS, no="tia"),
    "authoring.new GET": Row(WRITERS, no="tia"),
    "authoring.begin POST": Row(WRITERS, no="tia"),
    "authoring.edit GET": Row(WRITERS, no="tia", of="key"),
    "authoring.show GET": Row("ada", no="tia", of="draft"),
    "authoring.save POST": Row("ada", of="draft"),
    "authoring.base POST": Row("ada", of="draft"),
    "authoring.discarding POST": Row("ada", of="draft"),
    "authoring.restoring POST": Row("ada", of="draft"),
    "authoring.preview GET": Row("ada", no="tia", of="draft"),
    "authoring.proposal GET": Row("ada", no="tia", of="draft"),
    "authoring.propose POST": Row("ada", of="draft"),
    "authoring.withdrawal POST": Row("bo", of="proposed"),
    "authoring.review GET": Row("bo hana mia root", of="proposed"),
    "authoring.sort POST": Row("hana mia root", of="proposed"),
    "authoring.answer POST": Row("hana mia root", of="proposed"),
    # The words of the bank are open to all; bringing files in is for those who review.
    "authoring.file GET": Row(EVERYBODY, of="key"),
    "authoring.export GET": Row(EVERYBODY),
    "authoring.bring GET": Row(REVIEWERS, no=but(EVERYBODY, REVIEWERS)),
    "authoring.take POST": Row(REVIEWERS, no=but(EVERYBODY, REVIEWERS)),
    # Figures over many candidates. How somebody rates is for that person and for the admins.
    "figures.questions GET": Row(EVERYBODY),
    "mirror.own GET": Row(EVERYBODY),
    "mirror.of_person GET": Row("bo root", of="bo"),
    "kits.index GET": Row(EVERYBODY),
    "kits.show GET": Row(EVERYBODY, of="kit"),
    "kits.paper GET": Row(EVERYBODY, of="kit"),
    "kits.pdf GET": Row(EVERYBODY, of="kit"),
    "kits.new GET": Row(OPENERS, no=but(EVERYBODY, OPENERS)),
    "kits.new POST": Row(OPENERS, no=but(EVERYBODY, OPENERS)),
    "kits.edit GET": Row(OPENERS, no=but(EVERYBODY, OPENERS), of="kit"),
    "kits.edit POST": Row(OPENERS, no=but(EVERYBODY, OPENERS), of="kit"),
    "kits.copy POST": Row(OPENERS, no=but(EVERYBODY, OPENERS), of="kit"),
    "kits.renewal POST": Row(OPENERS, no=but(EVERYBODY, OPENERS), of="old_kit", data=(("record", "old_record"),)),
    "kits.proposal GET": Row(OPENERS, no=but(EVERYBODY, OPENERS)),
    "kits.proposal POST": Row(OPENERS, no=but(EVERYBODY, OPENERS)),
    # Practice: everybody rates; how far the others are is for managers and admins. A comment is seen by those who have
    # rated that answer (Abe, Bo and Root), and answered by who reviews the bank.
    "practice.index GET": Row(EVERYBODY),
    "practice.progress GET": Row("hana mia root", no=but(EVERYBODY, "hana mia root")),
    "practice.put_off POST": Row(EVERYBODY),
    "practice.show GET": Row(EVERYBODY, of="practice"),
    "practice.rating POST": Row(EVERYBODY, of="practice"),
    "practice.thought POST": Row(EVERYBODY, of="practice"),
    "practice.comment POST": Row(EVERYBODY, of="practice"),
    "practice.reply GET": Row("root", no="abe bo", of="comment"),
    "practice.reply POST": Row("root", no="abe bo", of="comment"),
    "people.index GET": Row("root", no=but(EVERYBODY, "root")),
    "people.invite POST": Row("root", no=but(EVERYBODY, "root")),
}

# Open to everybody, signed in or not: they prove who one is, or that a paper in one's hand is the record.
OPEN = {
    "auth.sign_in GET",
    "auth.sign_in POST",
    "auth.link GET",
    "auth.link POST",
    "static GET",
    "scoring.worker GET",  # a script like those in the static folder
    "verification.form GET",
    "verification.show GET",
}


@dataclass(frozen=True)
class Place:
    """The people, and the objects that the URLs name."""

    people: dict[str, Person]
    objects: dict[str, object]


@pytest.fixture
def place(session: Session, world: make.World) -> Place:
    """Bo has submitted his card on Dana, Ada has not; Mia manages the opening and has a card on Dana to come;
    Rex was taken off before he began; Pim is in the pool; Abe writes questions, Tia audits; and Dana works here."""
    more = {
        "mia": make.person(session, "Mia Roth", [Role.MANAGER]),
        "pim": make.person(session, "Pim Aas", [Role.INTERVIEWER]),
        "rex": make.person(session, "Rex Omar", [Role.INTERVIEWER]),
        "abe": make.person(session, "Abe Iwo", [Role.AUTHOR]),
        "tia": make.person(session, "Tia Levi", [Role.AUDITOR]),
        "dana": make.person(session, "Dana Ito", [Role.INTERVIEWER]),
    }
    more["dana"].email = world.dana.email or ""
    world.opening.join(more["mia"], OpeningRole.MANAGER)
    world.opening.join(more["pim"], OpeningRole.POOL)
    world.opening.join(more["dana"], OpeningRole.POOL)
    case = make.planned(
        session, world.dana, world.case, make.NOW + timedelta(days=1), [more["mia"], more["rex"]], world.cora
    )
    case.cards[1].release(make.NOW)
    make.submitted_card(session, world.dana_bo, [4, 3])
    make.type_into(session, world.dana_bo, {f"rating/{make.PURPOSE_ASKED}": {"rating": 2}})  # after the lock
    sol = make.candidate(session, world.opening, "Sol Haas")
    shadowed = make.held(session, sol, world.talk, make.NOW - timedelta(hours=5), [world.bo], world.cora)
    shadow = assign(shadowed, more["pim"], world.cora, make.LONG_AGO, shadow=True)
    session.flush()
    shadow.begin(shadowed.starts_at)
    for card in shadowed.cards:
        make.submitted_card(session, card, [3, 4])
    make.practised(session, world.practice, more["abe"], 4)
    older = make.question(session, "TRA-SR-SIT-09", "TRA", prompt="Which one?")
    old_kit = make.kit(session, "Talk about worth", [older])
    make.question(session, older.key, "TRA", version=2, prompt="Which one, and why?")
    talks = [make.debriefed(session, world, is_over=is_over) for is_over in (True, False)]
    held = sign(world.dana, Verdict.HOLD, "Not yet.", "", (1, 1), world.hana, make.NOW)
    session.add(held)
    session.flush()
    hire = make.hired(session, sol, world.hana, world.zoe, make.NOW.date() - timedelta(days=100))
    objects = {
        "hire": hire.id,
        "offer": hire.decision_id,
        "shadow": shadow.id,
        "practice": world.practice.id,
        "comment": world.comment.id,
        "old_kit": old_kit.id,
        "old_record": older.id,
        "decision": held.id,
        "debrief": talks[0].id,
        "code": "PUR",
        "hana": world.hana.id,
        "opening": world.opening.id,
        "candidate": world.dana.id,
        "leo": world.leo.id,
        "interview": world.dana_talk.id,
        "ada_card": world.dana_ada.id,
        "bo_card": world.dana_bo.id,
        "key": make.PURPOSE_ASKED,
        "guide": "probes",
        "kit": world.case_kit.id,
        "pim": more["pim"].id,
        "pool": "pool",
        "bo": world.bo.id,
        "competency": "PUR",
    }
    objects |= {"proposed": make.proposed(session, world.bo, id="PUR-SR-SIT-72").id}
    objects |= {"draft": make.draft(session, world.ada, world.purpose_question).id}
    people = {name: getattr(world, name) for name in ("ada", "bo", "hana", "zoe", "root", "cora")}
    session.commit()
    return Place(people | more, objects)


@pytest.mark.parametrize("rule", TABLE)
def test_access(
    rule: str,
    app: Flask,
    connection: Connection,
    session: Session,
    place: Place,
    client_of: Callable[..., FlaskClient],
) -> None:
    row, (endpoint, method) = TABLE[rule], rule.split()
    path = path_of(app, endpoint, place, row)
    found = {}
    for who in EVERYBODY.split():
        client = client_of(place.people[who])
        session.commit()
        before = connection.begin_nested()
        answer = ask(client, method, path, row, place)
        before.rollback()
        session.expire_all()
        assert answer.status_code < 500 and answer.status_code not in {400, 401, 405}, (who, answer.status)
        found[who] = {403: "no", 404: "gone"}.get(answer.status_code, "in")
    assert found == {who: row.expected(who) for who in EVERYBODY.split()}


@pytest.mark.parametrize("rule", TABLE)
def test_nobody_who_is_signed_out_gets_in(rule: str, app: Flask, place: Place) -> None:
    row, (endpoint, method) = TABLE[rule], rule.split()
    answer = ask(app.test_client(), method, path_of(app, endpoint, place, row), row, place)
    if endpoint == "scoring.ops":
        assert answer.status_code == 401
    else:
        assert answer.status_code in {302, 303}
        assert "/sign-in" in answer.headers["Location"]


def test_every_rule_has_a_row(app: Flask) -> None:
    rules = {
        f"{rule.endpoint} {method}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert rules == set(TABLE) | OPEN


def test_what_does_not_exist_is_not_found_by_anybody(
    app: Flask, place: Place, client_of: Callable[..., FlaskClient]
) -> None:
    nothing = replace(place, objects=dict.fromkeys(place.objects, 999_999))
    client = client_of(place.people["hana"])
    for rule, row in TABLE.items():
        endpoint, method = rule.split()
        if row.of:
            path = path_of(app, endpoint, nothing, row)
            assert ask(client, method, path, row, nothing).status_code == 404, rule


def path_of(app: Flask, endpoint: str, place: Place, row: Row) -> str:
    names = next(rule.arguments for rule in app.url_map.iter_rules(endpoint))
    with app.test_request_context():
        return app.url_for(endpoint, **dict.fromkeys(names, place.objects[row.of]) if row.of else {})


def ask(client: FlaskClient, method: str, path: str, row: Row, place: Place):  # type: ignore[no-untyped-def]
    data = [(name, str(place.objects[value])) for name, value in row.data]
    if path.startswith("/api/"):
        return client.post(path, json={"protocol": 1, "ops": []})
    if method == "GET":
        return client.get(path, query_string=data)
    return client.post(path, data=dict(data))
