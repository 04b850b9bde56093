"""A card from its first operation to lock, taking back and amendment."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain import content, ops
from app.domain.errors import Refused
from app.domain.interview import State
from app.domain.panel import assign, cover
from app.domain.scorecard import OutOfDate
from app.queries import bank, scorecards
from tests import make
from tests.make import CUSTOMER_ASKED, NOW, PURPOSE_ASKED

LATER = NOW + timedelta(hours=1)


def filled(session, card, **changes):
    """Write a card that can be locked; `changes` replaces or adds fields."""
    values = {f"rating/{key}": {"rating": 3} for key in (PURPOSE_ASKED, CUSTOMER_ASKED)}
    make.type_into(session, card, {**values, "recommendation": "yes", **changes})


def present(session, card):
    """The draft as it stands, and its mark."""
    heads = ops.heads(scorecards.heads(session, card.id))
    return content.read(card.interview.kit, heads), ops.mark(heads)


def submit(session, card, seen=None, at=NOW):
    draft, mark = present(session, card)
    return card.submit(draft, seen or mark, mark, bank.competency_names(session), card.author, at)


def test_the_first_opening_freezes_the_kit_and_fixes_the_weights(session, world):
    interview = make.planned(session, world.dana, world.case, NOW, [world.ada, world.bo], world.cora)
    world.opening.fixed_at = None
    first, second = interview.cards
    first.begin(NOW)
    second.begin(LATER)
    first.begin(LATER)
    assert (first.begun_at, second.begun_at) == (NOW, LATER)
    assert interview.used_kit is world.case_kit
    assert (interview.begun_at, world.case_kit.frozen_at, world.opening.fixed_at) == (NOW, NOW, NOW)


def test_a_round_without_kit_cannot_begin(session, world):
    interview = make.planned(session, world.dana, world.case, NOW, [world.ada], world.cora)
    world.case.kit = None
    with pytest.raises(Refused, match="no kit"):
        interview.cards[0].begin(NOW)


def test_submitting_locks_what_the_author_saw(session, world):
    filled(session, world.dana_ada, summary="Asked what it is for.")
    lock = submit(session, world.dana_ada)
    assert world.dana_ada.is_submitted
    assert not world.dana_ada.is_open
    assert lock.card_content.summary == "Asked what it is for."
    assert lock.fingerprint == lock.card_content.fingerprint


def test_submitting_says_that_the_interview_took_place(session, world):
    interview = make.planned(session, world.dana, world.talk, NOW, [world.ada], world.cora)
    [card] = interview.cards
    card.begin(NOW)
    filled(session, card)
    submit(session, card)
    assert interview.state == State.HELD


def test_a_stale_mark_is_out_of_date_and_locks_nothing(session, world):
    filled(session, world.dana_ada)
    _, seen = present(session, world.dana_ada)
    make.type_into(session, world.dana_ada, {"summary": "typed in another tab"})
    with pytest.raises(OutOfDate):
        submit(session, world.dana_ada, seen)
    assert not world.dana_ada.is_submitted


def test_an_open_end_stops_the_lock_with_its_sentence(session, world):
    filled(session, world.dana_ada, **{f"rating/{PURPOSE_ASKED}": {"rating": 5}})
    with pytest.raises(Refused, match="Purpose is rated 5 and has no evidence"):
        submit(session, world.dana_ada)


def test_a_conflict_stops_the_lock(session, world):
    filled(session, world.dana_ada)
    rows = [
        ops.Incoming(f"othertab-{number}.1", "summary", (), words, NOW.isoformat())
        for number, words in enumerate(["this", "that"])
    ]
    session.add_all(world.dana_ada.record(rows, {}, NOW)[1])
    session.flush()
    with pytest.raises(Refused, match="Two versions of the summary"):
        submit(session, world.dana_ada)


def test_a_second_click_changes_nothing(session, world):
    filled(session, world.dana_ada)
    _, seen = present(session, world.dana_ada)
    first = submit(session, world.dana_ada, seen)
    assert submit(session, world.dana_ada, seen, LATER) is first
    assert len(world.dana_ada.submissions) == 1


def test_a_locked_card_is_not_submitted_anew(session, world):
    filled(session, world.dana_ada)
    submit(session, world.dana_ada)
    with pytest.raises(Refused, match="locked already"):
        submit(session, world.dana_ada, "another mark")


def test_what_arrives_after_the_lock_never_changes_it(session, world):
    filled(session, world.dana_ada, summary="before")
    lock = submit(session, world.dana_ada)
    fingerprint, _ = lock.fingerprint, session.flush()
    [late] = make.type_into(session, world.dana_ada, {"summary": "after"}, LATER)
    draft, mark = present(session, world.dana_ada)
    assert late.status == ops.Status.LATE
    assert (draft.content.summary, mark) == ("before", lock.heads_mark)
    assert lock.card_content.fingerprint == lock.fingerprint == fingerprint


def test_a_released_card_keeps_words_aside_and_cannot_be_submitted(session, world):
    filled(session, world.dana_ada)
    world.dana_ada.release(NOW)
    [late] = make.type_into(session, world.dana_ada, {"summary": "after"}, LATER)
    assert late.status == ops.Status.LATE
    with pytest.raises(Refused, match="no longer yours"):
        submit(session, world.dana_ada)


def test_a_wrong_submit_is_taken_back_while_nobody_has_gained_by_it(session, world):
    filled(session, world.dana_ada)
    lock = submit(session, world.dana_ada)
    world.dana_ada.take_back(readers=set(), has_read_others=False, at=LATER)
    assert lock.taken_back_at == LATER
    assert world.dana_ada.is_open
    assert submit(session, world.dana_ada, at=LATER) is not lock


@pytest.mark.parametrize(("readers", "has_read_others"), [({0}, False), (set(), True)])
def test_after_a_reading_a_change_is_an_amendment(session, world, readers, has_read_others):
    filled(session, world.dana_ada)
    submit(session, world.dana_ada)
    with pytest.raises(Refused, match="Amend"):
        world.dana_ada.take_back(readers, has_read_others, LATER)


def test_an_amendment_stands_beside_the_first_version(session, world):
    filled(session, world.dana_ada, summary="first")
    lock = submit(session, world.dana_ada)
    changed = replace(lock.card_content, summary="second")
    world.dana_ada.amend(changed, " I misheard. ", has_read_others=False, at=LATER)
    assert (lock.card_content.summary, lock.latest.card_content.summary) == ("first", "second")
    assert (lock.counted.card_content.summary, lock.latest.reason) == ("second", "I misheard.")


def test_an_amendment_after_reading_others_is_shown_but_not_counted(session, world):
    filled(session, world.dana_ada, summary="first")
    lock = submit(session, world.dana_ada)
    world.dana_ada.amend(replace(lock.card_content, summary="second"), "Why.", has_read_others=True, at=LATER)
    assert (lock.latest.card_content.summary, lock.counted.card_content.summary) == ("second", "first")


def test_an_amendment_wants_a_reason_and_a_change(session, world):
    filled(session, world.dana_ada)
    with pytest.raises(Refused, match="not locked"):
        world.dana_ada.amend(content.Content({}), "Why.", False, NOW)
    lock = submit(session, world.dana_ada)
    with pytest.raises(Refused, match="why") as refused:
        world.dana_ada.amend(replace(lock.card_content, summary="new"), "  ", False, NOW)
    assert refused.value.field == "reason"
    with pytest.raises(Refused, match="Nothing was changed"):
        world.dana_ada.amend(lock.card_content, "Why.", False, NOW)


def test_covering_a_seat_makes_a_new_card_and_leaves_the_old_words(session, world):
    make.type_into(session, world.dana_bo, {"summary": "half written"})
    taken = cover(world.dana_bo, world.zoe, has_read_ratings=True, at=LATER)
    session.add(taken)
    session.flush()
    assert (taken.author, taken.covers_id, taken.had_seen_ratings) == (world.zoe, world.dana_bo.id, True)
    assert world.dana_bo.released_at == LATER
    assert present(session, world.dana_bo)[0].content.summary == "half written"


def test_a_seat_is_covered_by_somebody_else_while_it_is_open(session, world):
    with pytest.raises(Refused, match="yours already"):
        cover(world.dana_ada, world.ada, False, NOW)
    filled(session, world.dana_ada)
    submit(session, world.dana_ada)
    with pytest.raises(Refused, match="not free"):
        cover(world.dana_ada, world.zoe, False, NOW)
    with pytest.raises(Refused, match="submitted"):
        world.dana_ada.release(NOW)


def test_coming_back_reopens_the_old_seat(session, world):
    world.dana_ada.release(NOW)
    assert assign(world.dana_talk, world.ada, world.cora, LATER) is world.dana_ada
    assert world.dana_ada.is_open


def test_a_candidate_does_not_interview_themselves(session, world):
    world.dana.email = world.zoe.email
    with pytest.raises(Refused, match="is the candidate"):
        assign(world.dana_talk, world.zoe, world.cora, NOW)


def test_late_after_a_day_and_very_late_after_three(session, world):
    end = world.dana_talk.ends_at
    assert not world.dana_ada.is_late(end + timedelta(hours=24))
    assert world.dana_ada.is_late(end + timedelta(hours=24, seconds=1))
    filled(session, world.dana_ada)
    submit(session, world.dana_ada, at=end + timedelta(hours=73))
    assert world.dana_ada.was_very_late
    assert not world.dana_ada.is_late(end + timedelta(hours=99))
