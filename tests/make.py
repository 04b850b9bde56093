"""Builders: a small company with one opening, and cards that went through the same verbs as in the app."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bankfiles.practice import PracticeRecord
from app.bankfiles.schema import Question, Scenario, Stage
from app.bankfiles.writer import text_of
from app.domain import content, ops
from app.domain.bank import BankRecord, Kind
from app.domain.candidate import Candidate
from app.domain.debrief import Debrief, open_debrief
from app.domain.decision import Verdict, sign
from app.domain.drafting import Draft
from app.domain.interview import Interview, State
from app.domain.kit import Kit, RoundKind
from app.domain.opening import Opening, OpeningRole, Round
from app.domain.outcome import Hire, Seen, accept
from app.domain.panel import assign
from app.domain.people import Person, Role
from app.domain.practice import AnchorComment, PracticeAnswer, PracticeRating, rate
from app.domain.rubric import Competency, Level
from app.domain.scorecard import Scorecard, Submission
from app.queries import bank, scorecards
from app.web.auth.models import Account

LONG_AGO = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ZONE = "Europe/Madrid"

PURPOSE_ASKED, CUSTOMER_ASKED = "PUR-SR-SIT-01", "CUS-SR-PB-01"
CASE = "CASE-PERMIT-SR"
FIRST_STAGE, SECOND_STAGE = f"{CASE}.S1", f"{CASE}.S2"

_numbers = count(1)


@dataclass(frozen=True)
class World:
    """Ada and Bo interview, Hana manages the opening, Cora coordinates it, Zoe interviews elsewhere, Root is admin.

    Dana and Leo each had the talk with Ada and Bo this morning; the four cards are begun and empty.
    Bo and Root have rated the practice answer, and Bo has something to say on an anchor.
    """

    ada: Person
    bo: Person
    hana: Person
    zoe: Person
    root: Person
    cora: Person
    purpose: Competency
    customer: Competency
    worth: Competency
    purpose_question: BankRecord
    customer_question: BankRecord
    scenario: BankRecord
    talk_kit: Kit
    case_kit: Kit
    opening: Opening
    talk: Round
    case: Round
    dana: Candidate
    leo: Candidate
    dana_talk: Interview
    leo_talk: Interview
    dana_ada: Scorecard
    dana_bo: Scorecard
    leo_ada: Scorecard
    leo_bo: Scorecard
    practice: PracticeAnswer
    comment: AnchorComment

    @property
    def people(self) -> list[Person]:
        return [self.ada, self.bo, self.hana, self.zoe, self.root, self.cora]


def world(session: Session) -> World:
    """Make the whole company and commit it."""
    people = company(session)
    rubric = {one.code: one for one in competencies(session)}
    records = [question(session, PURPOSE_ASKED, "PUR"), question(session, CUSTOMER_ASKED, "CUS"), scenario(session)]
    talk_kit = kit(session, "Talk about the work", records[:2])
    case_kit = kit(session, "The permit case", records[2:], RoundKind.STAGED_SCENARIO)
    opening_ = opening(session, people, [(rubric["PUR"], 60), (rubric["CUS"], 40)], [talk_kit, case_kit])
    dana, leo = (candidate(session, opening_, name) for name in ("Dana Ito", "Leo Marsh"))
    panel = [people["ada"], people["bo"]]
    dana_talk = held(session, dana, opening_.rounds[0], NOW - timedelta(hours=4), panel, people["cora"])
    leo_talk = held(session, leo, opening_.rounds[0], NOW - timedelta(hours=2), panel, people["cora"])
    answer = practice(session, records[0])
    practised(session, answer, people["root"], 4)
    comment = practised(session, answer, people["bo"], 3).comment(3, "Who is meant by reader?", LONG_AGO)
    session.add(comment)
    session.commit()
    return World(
        **people,
        practice=answer,
        comment=comment,
        purpose=rubric["PUR"],
        customer=rubric["CUS"],
        worth=rubric["TRA"],
        purpose_question=records[0],
        customer_question=records[1],
        scenario=records[2],
        talk_kit=talk_kit,
        case_kit=case_kit,
        opening=opening_,
        talk=opening_.rounds[0],
        case=opening_.rounds[1],
        dana=dana,
        leo=leo,
        dana_talk=dana_talk,
        leo_talk=leo_talk,
        dana_ada=dana_talk.cards[0],
        dana_bo=dana_talk.cards[1],
        leo_ada=leo_talk.cards[0],
        leo_bo=leo_talk.cards[1],
    )


def company(session: Session) -> dict[str, Person]:
    return {
        "ada": person(session, "Ada Berg", [Role.INTERVIEWER]),
        "bo": person(session, "Bo Lind", [Role.INTERVIEWER]),
        "hana": person(session, "Hana Sato", [Role.MANAGER]),
        "zoe": person(session, "Zoe Adler", [Role.INTERVIEWER]),
        "root": person(session, "Root Vega", [Role.ADMIN]),
        "cora": person(session, "Cora Mills", [Role.COORDINATOR]),
    }


def person(session: Session, name: str, roles: Sequence[Role], zone: str = ZONE) -> Person:
    """Somebody with the address `<first name>@example.org`."""
    one = Person(name=name, email=f"{name.split(maxsplit=1)[0].lower()}@example.org", zone=zone, created_at=LONG_AGO)
    for role in roles:
        one.grant(role, LONG_AGO)
    session.add(one)
    session.flush()
    return one


def account(session: Session, one: Person) -> Account:
    """The login of a person, made once; nobody knows its password."""
    found = session.scalar(select(Account).where(Account.person_id == one.id))
    if found is None:
        found = Account(person=one, person_id=one.id, email=one.email)
        session.add(found)
        session.commit()
    return found


def competencies(session: Session) -> list[Competency]:
    """Purpose, Customer and Worth."""
    named = [("PUR", "Purpose", "asks why"), ("CUS", "Customer", "knows the person"), ("TRA", "Worth", "chooses")]
    made = [
        Competency(code=code, position=position, name=name, gloss=gloss, phrase="", chef="", cook="")
        for position, (code, name, gloss) in enumerate(named)
    ]
    session.add_all(made)
    session.flush()
    return made


def question(session: Session, key: str, competency: str, **changes: Any) -> BankRecord:
    """A live question at senior level; `changes` replaces fields of the record."""
    return stored(session, Question.model_validate(words(key, competency) | changes))


def words(key: str, competency: str) -> dict[str, Any]:
    """What stands in a live question at senior level."""
    return {
        "id": key,
        "version": 1,
        "status": "live",
        "competency": competency,
        "level": "senior",
        "type": "situational",
        "minutes": 9,
        "prompt": f"The words of {key}: what do you do on Monday?",
        "intent": "Does the candidate find the goal?",
        "job_relevance": "Our tickets carry rules from outside.",
        "facts": {"A1": {"unlock": "what it is for", "say": "An appeal must come within a month."}},
        "listen_for": ["asks what the words bring about"],
        "probes": ["What would you want to know first?", "What is this ticket for?"],
        "barred_probes": ["Is it required by law?"],
        **guide(),
        "red_flags": ["states a rule without having asked"],
        "not_evidence": ["knowledge of law"],
        "fallback": "none needed",
        "legal_notes": "Do not ask where anybody comes from.",
        "accessibility": "The text is on paper too.",
        "leak_risk": "low",
        "provenance": {},
    }


def scenario(session: Session, key: str = CASE, **changes: Any) -> BankRecord:
    """A live scenario at senior level in two stages: Purpose, then Customer with a draft that has one fault."""
    return stored(session, Scenario.model_validate(scenario_words(key) | changes))


def scenario_words(key: str) -> dict[str, Any]:
    return {
        "id": key,
        "version": 1,
        "status": "live",
        "title": "Permit letters",
        "level": "senior",
        "starts_from": "ticket",
        "minutes": 30,
        "how_to_run": "Read each stage out, then listen.",
        "ticket": "Print the paragraph on page one.",
        "say": "Here is the ticket.",
        "stages": (_first_stage(), _second_stage()),
        "red_flags": ["never asks for the reader"],
        "not_evidence": ["speed of typing"],
        "scoring_note": "Rate each stage on its own.",
        "legal_notes": "No question about the family.",
    }


def _first_stage() -> Stage:
    facts = {"F1": {"unlock": "who reads it", "say": "Builders and neighbours."}}
    return Stage.model_validate({"id": "S1", "competency": "PUR", "minutes": 14, "facts": facts, **guide()})


def _second_stage() -> Stage:
    faults = {"P1": {"line": "2", "weight": "high", "fault": "prints to the wrong page"}}
    return Stage.model_validate(
        {
            "id": "S2",
            "competency": "CUS",
            "minutes": 16,
            "say": "Here is a draft.",
            "given": "1  letter = open()\n2  letter.print(page=2)",
            "planted_faults": faults,
            "turn": "The mayor calls.",
            "probes": ["What else?"],
            **guide(),
        }
    )


def guide() -> dict[str, Any]:
    """What tells a good answer from a weak one."""
    anchors = {point: f"The answer of a {point}." for point in range(1, 6)}
    return {"chef": "works from the goal", "cook": "works from the ticket", "anchors": anchors}


def stored(session: Session, record: Question | Scenario) -> BankRecord:
    row = BankRecord.of(record, LONG_AGO)
    session.add(row)
    session.flush()
    return row


def practice(session: Session, record: BankRecord, key: str = "PRA-PUR-01", rating: int = 4) -> PracticeAnswer:
    """A practice answer to a question, with its key."""
    words_ = PracticeRecord(
        id=key,
        version=1,
        question=record.key,
        rating=rating,
        answer=f"I would ask whom the paragraph is for, says {key}.\n[Told: builders.]\nThen I would leave it out.",
        because=f"The key to {key}: asks for the reader.",
        not_higher=f"One more than {key} would have asked what it costs.",
    )
    made = PracticeAnswer.of(words_, record, LONG_AGO)
    session.add(made)
    session.flush()
    return made


def practised(
    session: Session, answer: PracticeAnswer, who: Person, rating_: int | None, note: str = "", at: datetime = LONG_AGO
) -> PracticeRating:
    """Somebody has rated a practice answer."""
    made = rate(answer, None, rating_, note, who, at)
    session.add(made)
    session.flush()
    return made


def draft(session: Session, author: Person, base: BankRecord | None = None, **changes: Any) -> Draft:
    """A draft of the next version of `base`, or of a new question; `changes` replaces fields of the record."""
    version = base.version + 1 if base else 1
    text = text_of(sound_words(base.key if base else "PUR-SR-SIT-71") | {"version": version} | changes)
    made = Draft.begin(Kind.QUESTION, base.key if base else changes.get("id", ""), text, author, NOW, base, "Clearer.")
    session.add(made)
    session.flush()
    return made


def proposed(session: Session, author: Person, base: BankRecord | None = None, **changes: Any) -> Draft:
    """A draft that waits for a review."""
    made = draft(session, author, base, **changes)
    made.propose(made.edition, NOW)
    session.flush()
    return made


def sound_words(key: str) -> dict[str, Any]:
    """What the linter has nothing to say on, in a draft of a question on Purpose."""
    return words(key, "PUR") | {
        "status": "draft",
        "prompt": "A neighbour brings the letter back unread. Whom do you talk to before you touch its template?",
        "listen_for": ["asks who reads the letter", "names a day", "tells known from guessed", "drops a part"],
        "probes": ["What would you want to know first?", "What is this ticket for?", "When is it over?"],
        "anchors": {
            1: "Printed the paragraph at once and closed the ticket.",
            2: "Asked for the wording, and built what came back.",
            3: "Asked what the reader must do with the letter, and held the ticket against it.",
            4: "Named what was guessed, fetched one fact, and dropped what that fact ruled out.",
            5: "Told the purpose back in the words of a neighbour, with a day to look whether appeals came in time.",
        },
    }


def kit(
    session: Session,
    title: str,
    records: Sequence[BankRecord],
    round_kind: RoundKind = RoundKind.PRODUCT_CONVERSATION,
    level: Level = Level.SENIOR,
) -> Kit:
    """A kit of 45 usable minutes, not frozen."""
    made = Kit(
        title=title,
        level=level,
        round_kind=round_kind,
        minutes=45,
        opening_words="Good to meet you.",
        closing_words="Thank you.",
        created_at=LONG_AGO,
    )
    made.fill(list(records))
    session.add(made)
    session.flush()
    return made


def opening(
    session: Session,
    people: Mapping[str, Person],
    weights: Sequence[tuple[Competency, int]],
    kits: Sequence[Kit],
    title: str = "Senior engineer, Checkout",
) -> Opening:
    """An opening that Hana manages and Cora coordinates, with one round of 60 minutes for each kit."""
    made = Opening(
        title=title,
        level=Level.SENIOR,
        customer_access="Two visits a month.",
        decision_rights="Chooses what to drop.",
        final_call="The product lead.",
        created_at=LONG_AGO,
        created_by_id=people["hana"].id,
    )
    made.weigh(weights)
    made.rounds = [Round(position=n, name=kit.title, minutes=60, kit=kit) for n, kit in enumerate(kits)]
    made.join(people["hana"], OpeningRole.MANAGER)
    made.join(people["cora"], OpeningRole.COORDINATOR)
    session.add(made)
    session.flush()
    return made


def candidate(session: Session, opening_: Opening, name: str) -> Candidate:
    """A candidate with the address `<first name>@example.net`."""
    email = f"{name.split(maxsplit=1)[0].lower()}@example.net"
    made = Candidate(opening=opening_, name=name, email=email, note="", added_at=LONG_AGO, withdrawal=None)
    session.add(made)
    session.flush()
    return made


def planned(
    session: Session, who: Candidate, round_: Round, starts_at: datetime, panel: Sequence[Person], by: Person
) -> Interview:
    """A planned interview of 60 minutes, with a seat for each of the panel."""
    with session.no_autoflush:
        made = Interview.plan(who, round_, starts_at, ZONE, 60, "Room 3", by, LONG_AGO)
        made.used_kit = None
        for one in panel:
            assign(made, one, by, LONG_AGO)
    session.add(made)
    session.flush()
    return made


def held(
    session: Session, who: Candidate, round_: Round, starts_at: datetime, panel: Sequence[Person], by: Person
) -> Interview:
    """An interview that took place: every card is begun, none is written in."""
    made = planned(session, who, round_, starts_at, panel, by)
    for card in made.cards:
        card.begin(starts_at)
    made.mark(State.HELD, by, made.ends_at)
    session.flush()
    return made


def debriefed(session: Session, world: World, is_over: bool = False) -> Debrief:
    """A debrief on Dana that Hana opened before every card was in. Bo has come in; the ratings are revealed."""
    made = open_debrief(world.dana, [world.dana_ada], 1, "Dana has another offer.", world.hana, NOW)
    session.add(made)
    session.flush()
    for person_ in (world.hana, world.bo):
        made.come_in(person_, NOW)
    made.show([], world.hana, NOW)
    made.write("PUR", "Asked for the goal first.", 0, world.hana, NOW)
    if is_over:
        made.close(world.hana, NOW)
    session.commit()
    return made


def hired(session: Session, who: Candidate, manager: Person, asked: Person, starts_on: date) -> Hire:
    """The manager offers, it is accepted, and `asked` is asked how it goes."""
    offer = sign(who, Verdict.OFFER, "Because.", "", (1, 0), manager, LONG_AGO)
    made = accept(offer, [], [], starts_on, manager, LONG_AGO)
    made.ask(asked, Seen(), manager, LONG_AGO)
    session.add_all([offer, made])
    session.flush()
    return made


def type_into(session: Session, card: Scorecard, values: Mapping[str, Any], at: datetime = NOW) -> list[ops.Result]:
    """Write fields of a card as a browser does: each operation names the heads it replaces."""
    heads = ops.heads(scorecards.heads(session, card.id))
    incoming = [
        ops.Incoming(
            f"testing-{next(_numbers)}.1",
            field,
            tuple(op.id for op in heads.get(field, [])),
            value,
            at.isoformat(),
        )
        for field, value in values.items()
    ]
    results, rows = card.record(incoming, {}, at)
    session.add_all(rows)
    session.flush()
    return results


def submitted_card(
    session: Session,
    card: Scorecard,
    ratings: Mapping[str, int | str] | Sequence[int | str],
    recommendation: str = "yes",
    evidence: str = "Asked what the paragraph is for.",
    summary: str = "",
    at: datetime = NOW,
) -> Submission:
    """Fill a card in and lock it. `ratings`: points, or reasons such as "not_asked"; by item key, or in order."""
    if not isinstance(ratings, Mapping):
        ratings = dict(zip((item.key for item in card.interview.kit.items), ratings, strict=True))
    values: dict[str, Any] = {"recommendation": recommendation, "summary": summary}
    for key, said in ratings.items():
        values[f"rating/{key}"] = {"rating": said} if isinstance(said, int) else {"missing": said}
        values[f"evidence/{key}"] = f"{evidence} ({card.author.first_name}, {key})"
    type_into(session, card, values, at)
    return submit(session, card, at)


def submit(session: Session, card: Scorecard, at: datetime = NOW) -> Submission:
    """Lock a card as it stands, and commit."""
    fields = ops.heads(scorecards.heads(session, card.id))
    draft, mark = content.read(card.interview.kit, fields), ops.mark(fields)
    submission = card.submit(draft, mark, mark, bank.competency_names(session), card.author, at)
    session.commit()
    return submission
