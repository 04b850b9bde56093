"""Every query that answers with a list needs as many statements for three rows as for one."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from importlib import import_module
from typing import Any, get_origin

import pytest
from sqlalchemy.orm import Session

import app.queries
from app.bankfiles.schema import Level
from app.domain.bank import Retirement
from app.domain.comparison import Comparison
from app.domain.debrief import open_debrief
from app.domain.decision import Verdict, sign
from app.domain.how_sure import HowSure
from app.domain.kit import RoundKind
from app.domain.opening import Opening, OpeningRole
from app.domain.outcome import Again, Said, Seen
from app.domain.people import Invitation, Role
from app.domain.practice import AnchorComment
from app.domain.scorecard import Scorecard
from app.queries import (
    bank,
    candidates,
    comparison,
    debrief,
    decisions,
    demo,
    drafts,
    figures,
    home,
    interviews,
    openings,
    outcomes,
    overview,
    people,
    practice,
    scorecards,
)
from tests import make
from tests.make import World

LATER = make.NOW + timedelta(days=60)
MACHINERY = {"load", "visible"}
FIGURES = {Comparison, HowSure}

Listing = Callable[[Session, World], Any]
LISTINGS: dict[str, Listing] = {
    "bank.asked_in": lambda session, _: bank.asked_in(session, [kit.id for kit in bank.kits(session)]),
    "bank.competencies": lambda session, _: bank.competencies(session),
    "bank.competency_names": lambda session, _: bank.competency_names(session),
    "bank.newest": lambda session, _: bank.newest(session),
    "bank.versions": lambda session, world: bank.versions(session, world.purpose_question.key),
    "bank.some": lambda session, world: bank.some(session, [record.id for record in bank.newest(session)]),
    "bank.usable": lambda session, _: bank.usable(session, Level.SENIOR),
    "bank.standings": lambda session, _: bank.standings(session),
    "bank.digests": lambda session, _: bank.digests(session),
    "bank.kits": lambda session, _: [kit.items for kit in bank.kits(session)],
    "bank.kit_uses": lambda session, _: bank.kit_uses(session),
    "bank.shipped_kits": lambda session, _: bank.shipped_kits(session, Level.SENIOR, RoundKind.PRODUCT_CONVERSATION),
    "bank.newest_among": lambda session, world: bank.newest_among(session, [world.purpose_question.key]),
    "bank.retired": lambda session, _: bank.retired(session),
    "bank.retirements": lambda session, world: [
        one.by.name for one in bank.retirements(session, world.purpose_question.key)
    ],
    "bank.rounds_asking": lambda session, world: [
        one.opening for one in bank.rounds_asking(session, world.hana, world.purpose_question.key)
    ],
    "bank.rounds_with": lambda session, world: [
        one.opening for one in bank.rounds_with(session, world.hana, world.talk_kit.id)
    ],
    "bank.kits_with": lambda session, world: [kit.items for kit in bank.kits_with(session, world.purpose_question.key)],
    "candidates.decisions": lambda session, world: candidates.decisions(session, _all_ids(session, world)),
    "candidates.later": lambda session, world: candidates.later(session, world.dana),
    "candidates.look_alikes": lambda session, world: candidates.look_alikes(
        session, world.hana, session.merge(world.dana)
    ),
    "candidates.open_decisions": lambda session, world: candidates.open_decisions(
        session, world.hana, _all_ids(session, world)
    ),
    "candidates.of_opening": lambda session, world: candidates.of_opening(session, world.hana, world.opening.id),
    "candidates.of_openings": lambda session, world: candidates.of_openings(
        session, world.hana, [one.id for one in openings.listed(session, world.hana)]
    ),
    "candidates.taken_emails": lambda session, world: candidates.taken_emails(session, world.opening.id),
    "candidates.verdicts": lambda session, world: candidates.verdicts(session, _all_ids(session, world)),
    "comparison.compare": lambda *company: _compared(*company),  # noqa: PLW0108 - it is defined further down
    "comparison.compare_surely": lambda *company: _sure(*company),  # noqa: PLW0108 - it is defined further down
    "debrief.cards_handed_in": lambda session, world: debrief.cards_handed_in(
        session, [one.id for one in people.everybody(session)]
    ),
    "debrief.of_candidates": lambda session, world: _talks(debrief.of_candidates(session, _all_ids(session, world))),
    "debrief.of_candidate": lambda session, world: _talks(debrief.of_candidate(session, world.dana.id)),
    "decisions.of_candidates": lambda session, world: [
        (one.signed_by.name, one.dissents) for one in decisions.of_candidates(session, _all_ids(session, world))
    ],
    "decisions.to_tell": lambda session, world: _told(decisions.to_tell(session, world.bo, make.LONG_AGO)),
    "demo.not_begun": lambda session, world: demo.not_begun(session, world.dana.name),
    "drafts.history": lambda session, world: drafts.history(session, world.purpose_question.key),
    "drafts.keys": lambda session, _: drafts.keys(session),
    "drafts.of_author": lambda session, world: [
        (one.author.name, one.waits, one.review) for one in drafts.of_author(session, world.ada)
    ],
    "drafts.others_on": lambda session, world: [
        one.author.name for one in drafts.others_on(session, world.purpose_question.key, world.bo)
    ],
    "drafts.to_review": lambda session, world: [
        (one.author.name, one.waits) for one in drafts.to_review(session, session.merge(world.hana))
    ],
    "demo.practice_answers": lambda session, _: [one.words.rating for one in demo.practice_answers(session)],
    "figures.cards": lambda session, world: _items(figures.cards(session, world.hana, LATER)),
    "figures.cards_around": lambda session, world: _items(figures.cards_around(session, world.hana, world.bo, LATER)),
    "figures.cards_of": lambda session, world: _items(figures.cards_of(session, world.bo, world.bo, LATER)),
    "figures.asked": lambda session, world: figures.asked(session, session.merge(world.root), LATER),
    "figures.of_wear": lambda session, world: figures.of_wear(
        session, session.merge(world.root), [world.purpose_question], LATER
    ),
    "figures.of_versions": lambda session, world: figures.of_versions(session, session.merge(world.root), LATER),
    "figures.of_items": lambda session, world: figures.of_items(
        session, session.merge(world.root), world.purpose_question.items, LATER
    ),
    "home.interviews": lambda session, world: home.interviews(session, world.hana, make.NOW, make.LONG_AGO),
    "home.run_openings": lambda session, world: home.run_openings(session, world.hana),
    "interviews.busy": lambda session, world: interviews.busy(
        session, session.merge(world.dana_talk), [one.id for one in people.everybody(session)]
    ),
    "interviews.of_candidates": lambda session, world: _seats(
        interviews.of_candidates(session, world.hana, _all_ids(session, world))
    ),
    "interviews.of_same_person": lambda session, world: interviews.of_same_person(session, session.merge(world.dana)),
    "interviews.panelists": lambda session, world: interviews.panelists(session, world.opening.id),
    "interviews.rounds_in_use": lambda session, world: interviews.rounds_in_use(session, world.opening.id),
    "openings.listed": lambda session, world: openings.listed(session, world.hana),
    "openings.managers": lambda session, world: openings.managers(session, world.opening.id),
    "openings.managers_of_candidate": lambda session, world: openings.managers_of_candidate(session, world.dana.id),
    "openings.managers_of_card": lambda session, world: openings.managers_of_card(session, world.dana_ada.id),
    "openings.titled": lambda session, world: openings.titled(session, world.opening.title),
    "practice.answers": lambda session, _: [one.record.level for one in practice.answers(session)],
    "practice.comments": lambda session, world: _said(practice.comments(session, world.bo, world.practice.id)),
    "practice.comments_on": lambda session, world: _said(practice.comments_on(session, world.bo, make.PURPOSE_ASKED)),
    "practice.known": lambda session, _: practice.known(session),
    "practice.others": lambda session, world: practice.others(session, world.bo, world.practice.id),
    "practice.own": lambda session, world: [
        (one.gap, one.answer.record.level) for one in practice.own(session, world.bo)
    ],
    "practice.own_ids": lambda session, world: practice.own_ids(session, world.bo),
    "practice.rated_by": lambda session, _: practice.rated_by(session),
    "outcomes.managed": lambda session, world: _hires(outcomes.managed(session, session.merge(world.hana))),
    "outcomes.of_candidate": lambda session, world: _hires(outcomes.of_candidate(session, world.dana.id)),
    "outcomes.seen": lambda session, world: outcomes.seen(session, _all_ids(session, world)),
    "outcomes.standing": lambda session, _: _hires(outcomes.standing(session)),
    "outcomes.to_give": lambda session, world: _hires(outcomes.to_give(session, world.zoe)),
    "people.with_role": lambda session, _: [one.roles for one in people.with_role(session, Role.INTERVIEWER)],
    "people.everybody": lambda session, _: [one.roles for one in people.everybody(session)],
    "people.interviewers": lambda session, _: [one.roles for one in people.interviewers(session)],
    "people.open_invitations": lambda session, _: people.open_invitations(session),
    "people.some": lambda session, world: people.some(session, [one.id for one in world.people]),
    "overview.seats": lambda session, world: overview.seats(session, _all_ids(session, world)),
    "scorecards.have_read": lambda session, world: scorecards.have_read(session, world.dana.id),
    "scorecards.heads": lambda session, world: scorecards.heads(session, world.dana_ada.id),
    "scorecards.imported_on": lambda session, world: [
        card.author.name for card in scorecards.imported_on(session, _all_ids(session, world))
    ],
    "scorecards.known": lambda session, world: scorecards.known(session, world.dana_ada.id, _op_ids(session, world)),
    "scorecards.late": lambda session, world: scorecards.late(session, world.dana_ada.id),
    "scorecards.left_out": lambda session, world: scorecards.left_out(session, world.dana_ada.id),
    "scorecards.on_candidates": lambda session, world: scorecards.on_candidates(session, _all_ids(session, world)),
    "scorecards.received": lambda session, world: scorecards.received(
        session, world.dana_ada.id, _op_ids(session, world)
    ),
    "scorecards.readers": lambda session, world: scorecards.readers(session, world.dana_ada.id),
    "scorecards.to_rate_again": lambda session, world: scorecards.to_rate_again(
        session, world.ada, _all_ids(session, world)
    ),
    "scorecards.sealed": lambda session, world: scorecards.sealed(session, world.ada, _all_ids(session, world)),
    "scorecards.seats_on": lambda session, world: scorecards.seats_on(session, _all_ids(session, world)),
    "scorecards.with_content": lambda session, world: [
        card.interview.kit for card in scorecards.with_content(session, _card_ids(session, world))
    ],
    "scorecards.shadows_beside": lambda session, world: scorecards.shadows_beside(
        session, session.merge(world.hana), scorecards.readable(session, session.merge(world.bo), world.dana_bo.id)
    ),
    "scorecards.unread": lambda session, world: scorecards.unread(session, world.hana, {world.dana_ada.id}),
}


@pytest.mark.parametrize("name", LISTINGS)
def test_a_list_needs_as_many_statements_for_three_as_for_one(
    name: str,
    session: Session,
    world: World,
    count_statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    one_more(session, world, 1)
    few = _counted(count_statements, session, world, LISTINGS[name])
    one_more(session, world, 2)
    one_more(session, world, 3)
    many = _counted(count_statements, session, world, LISTINGS[name])
    assert many == few > 0


def test_every_query_that_answers_with_a_list_is_counted() -> None:
    assert set(_lists()) == set(LISTINGS)


def one_more(session: Session, world: World, number: int) -> None:
    """One more of everything: person, question, version, kit, opening, candidate, interview, card, decision."""
    session.expunge_all()
    people_ = {name: session.merge(getattr(world, name)) for name in ("ada", "bo", "hana", "cora")}
    newcomer = make.person(session, f"Newcomer{number} Vale", [Role.INTERVIEWER])
    session.add(Invitation.make(f"guest{number}@example.org", Role.INTERVIEWER, make.NOW)[0])
    record = make.question(session, f"PUR-SR-SIT-1{number}", "PUR")
    version = make.question(session, world.purpose_question.key, "PUR", version=number + 1)
    ended = {"ended_at": make.NOW, "ended_by": people_["hana"]}
    session.add(Retirement(key=version.key, at=make.NOW, by=people_["ada"], reason="Known.", **ended))
    kit = make.kit(session, f"Kit {number}", [record, version])
    weights = [(session.merge(world.purpose), 100)]
    other = make.opening(session, people_, weights, [kit, session.merge(world.talk_kit)], f"Opening {number}")
    other.join(people_["ada"], OpeningRole.POOL)
    for opening, day in ((other, number), (session.get_one(Opening, world.opening.id), number + 10)):
        who = make.candidate(session, opening, f"Candidate{number} Roe")
        starts_at = make.NOW + timedelta(days=day)
        round_ = bank.rounds_with(session, people_["hana"], kit.id)[0]
        talk = make.held(session, who, round_, starts_at, [people_["ada"], people_["bo"], newcomer], people_["cora"])
        for card in talk.cards[:2]:
            make.submitted_card(session, card, [3, 4], at=talk.ends_at)
        session.add(sign(who, Verdict.HOLD, "Not yet.", "", (2, 1), people_["hana"], make.NOW))
    over = make.candidate(session, other, f"Over{number} Roe")
    last = make.held(session, over, other.rounds[0], make.NOW, [people_["ada"], people_["bo"]], people_["cora"])
    for card in last.cards:
        make.submitted_card(session, card, [3, 4], at=last.ends_at)
    answer = make.practice(session, record, f"PRA-PUR-1{number}")
    make.practised(session, answer, people_["bo"], 3)
    make.practised(session, session.merge(world.practice), newcomer, 3)
    earlier = practice.own_rating(session, people_["bo"], world.practice.id)
    comment = earlier.comment(None, f"Comment {number}", make.NOW)
    session.add(comment)
    session.flush()
    seen = practice.comment(session, people_["bo"], comment.id)
    seen.answer_with(None, "It stays.", people_["cora"], make.NOW)
    dana = candidates.get(session, people_["hana"], world.dana.id)
    made = open_debrief(dana, [who], 1, "In a hurry.", people_["hana"], make.NOW)
    session.add(made)
    made.come_in(people_["hana"], make.NOW)
    made.show([], people_["hana"], make.NOW)
    made.write("PUR", "Said.", 0, people_["hana"], make.NOW)
    made.close(people_["hana"], make.NOW)
    for one in (who, dana):
        hire = make.hired(session, one, people_["hana"], session.merge(world.zoe), make.LONG_AGO.date())
        hire.give(Said(3, 4, Again.YES), Seen(), session.merge(world.zoe), LATER, LATER.date() + timedelta(days=60))
    make.proposed(session, people_["ada"], version)
    make.draft(session, people_["ada"], record)
    card = scorecards.own(session, people_["ada"], world.dana_ada.id)
    make.type_into(session, card, {f"note/l{number}": {"text": "x"}})
    session.commit()


def _counted(
    count_statements: Callable[[], AbstractContextManager[list[str]]], session: Session, world: World, listing: Listing
) -> int:
    session.expunge_all()
    with count_statements() as statements:
        listing(session, world)
    return len(statements)


def _items(cards: Sequence[Scorecard]) -> list[Any]:
    """With what figures need of each card."""
    found = [(card.interview.kit, card.submission.counted) for card in cards if card.submission]
    assert found
    return found


def _all_ids(session: Session, world: World) -> list[int]:
    return [one.id for one in candidates.of_opening(session, world.hana, world.opening.id)]


def _op_ids(session: Session, world: World) -> list[str]:
    return [op.id for op in scorecards.heads(session, world.dana_ada.id)]


def _said(comments: Sequence[AnchorComment]) -> list[Any]:
    assert comments
    return [(one.person.name, one.reply and one.reply.by.name, one.answer.record.key) for one in comments]


def _told(found: Sequence[Any]) -> list[Any]:
    assert found
    return [(one.candidate.opening.title, one.signed_by.name) for one in found]


def _hires(found: Sequence[Any]) -> list[Any]:
    assert found
    return [(one.asked.name, one.opening.title, [said.by.name for said in one.given]) for one in found]


def _talks(found: Sequence[Any]) -> list[Any]:
    """With whoever did what in them."""
    assert found
    return [(one.leader.name, one.presences[0].person.name, one.minutes[0].by.name) for one in found]


def _seats(found: Sequence[Any]) -> list[bool]:
    return [card.is_open for interview in found for card in interview.cards]


def _compared(session: Session, world: World) -> Comparison:
    opening = openings.get(session, world.hana, world.opening.id)
    assert opening
    found = comparison.compare(session, world.hana, opening, candidates.of_opening(session, world.hana, opening.id))
    assert found.rows
    assert found.totals
    return found


def _sure(session: Session, world: World) -> HowSure:
    opening = openings.weighed(session, world.hana, world.opening.id)
    assert opening
    everybody = candidates.of_opening(session, world.hana, opening.id)
    dana = [one for one in everybody if one.id == world.dana.id]
    found = comparison.compare_surely(session, world.hana, opening, dana, everybody)
    assert found.beside
    return found


def _card_ids(session: Session, world: World) -> list[int]:
    return [card.id for card in scorecards.seats_on(session, _all_ids(session, world))]


def _lists() -> Iterator[str]:
    """Public functions of app.queries whose answer is a collection: "bank.kits"."""
    for module in pkgutil.iter_modules(app.queries.__path__):
        if module.name in MACHINERY:
            continue
        for name, function in inspect.getmembers(import_module(f"app.queries.{module.name}"), inspect.isfunction):
            answer = inspect.signature(function).return_annotation
            here = function.__module__.endswith(f".{module.name}") and not name.startswith("_")
            plain = get_origin(answer) in {tuple, None} and answer not in FIGURES
            if here and not plain and issubclass(get_origin(answer) or answer, (Sequence, Mapping, set, *FIGURES)):
                yield f"{module.name}.{name}"
