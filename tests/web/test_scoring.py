"""The interviewer's screen: saved by script or by plain form, reviewed, and locked."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import func, select

from app.domain import content, ops
from app.domain.audit import Entry
from app.domain.people import Person
from app.queries import scorecards
from tests import make
from tests.make import CUSTOMER_ASKED, FIRST_STAGE, NOW, PURPOSE_ASKED, SECOND_STAGE

REPLICA = "11111111-2222-3333-4444-555555555555"


def op(number: int, field: str = "summary", value: Any = "x", parents: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "id": f"{REPLICA}.{number}",
        "field": field,
        "parents": list(parents),
        "value": value,
        "typed_at": NOW.isoformat(),
    }


def send(client, card, *operations):
    return client.post(f"/api/scorecards/{card.id}/ops", json={"protocol": 1, "ops": list(operations)})


def seen_on(page: str) -> dict[str, str]:
    """The hidden inputs that say what the page shows."""
    return dict(re.findall(r'name="(seen:[^"]+)" value="([^"]*)"', page))


def post_form(client, card, page_of=None, **typed):
    """What a browser without script sends: everything hidden, and what is typed."""
    page = client.get(page_of or f"/scorecards/{card.id}").text
    return client.post(f"/scorecards/{card.id}/form", data={**seen_on(page), **typed})


def write(client, card, text, at=FIRST_STAGE):
    """A line of the stream, while this question is open."""
    return post_form(client, card, **{"new-note": text, "tag": at})


def said(session, card) -> content.Content:
    author_id, card_id = card.author_id, card.id
    session.expire_all()
    card = scorecards.own(session, session.get(Person, author_id), card_id)
    return content.read(card.interview.kit, ops.heads(scorecards.heads(session, card.id))).content


@pytest.fixture
def ada(client_of):
    return client_of("ada")


@pytest.fixture
def planned(session, world):
    """Ada's card of the staged case, not opened yet."""
    interview = make.planned(session, world.leo, world.case, NOW, [world.ada], world.cora)
    session.commit()
    return interview.cards[0]


# The save protocol


def test_a_batch_is_kept_and_answered_with_the_heads_of_its_fields(session, world, ada):
    answer = send(ada, world.dana_ada, op(1), op(2, value="y", parents=(f"{REPLICA}.1",)), op(3, "mood/A", 1))
    assert answer.status_code == 200
    said_ = answer.json
    assert [result["status"] for result in said_["results"]] == ["stored"] * 3
    assert said_["results"][2]["reason"] == "Kept, but not counted: unknown field."
    [head] = said_["heads"]["summary"]
    assert (head["id"], head["value"], head["typed_at"]) == (f"{REPLICA}.2", "y", NOW.isoformat())
    assert head["received_at"] == NOW.isoformat()
    assert said_["heads"]["mood/A"] == []
    assert (said_["state"], said_["cursor"]) == ("open", NOW.isoformat())
    assert said(session, world.dana_ada).summary == "y"


def test_sending_again_is_a_duplicate_and_another_content_is_rejected(world, ada):
    send(ada, world.dana_ada, op(1))
    again = send(ada, world.dana_ada, op(1), op(1, value="other")).json["results"]
    assert [result["status"] for result in again] == ["duplicate", "rejected"]


def test_two_replicas_that_did_not_know_of_each_other_leave_two_heads(world, ada):
    send(ada, world.dana_ada, op(1, value="this"))
    answer = send(ada, world.dana_ada, op(2, value="that")).json
    assert [head["value"] for head in answer["heads"]["summary"]] == ["this", "that"]


def test_the_first_operation_begins_the_card_and_an_empty_batch_does_not(session, planned, ada):
    send(ada, planned)
    session.refresh(planned)
    assert planned.begun_at is None
    send(ada, planned, op(1))
    session.refresh(planned)
    assert planned.begun_at == NOW


def test_what_arrives_after_the_lock_is_late(session, world, ada):
    make.submitted_card(session, world.dana_ada, [3, 3])
    answer = send(ada, world.dana_ada, op(1)).json
    assert ([result["status"] for result in answer["results"]], answer["state"]) == (["late"], "submitted")


@pytest.mark.parametrize("who", ["bo", "hana", "root", "zoe"])
def test_nobody_else_finds_the_card(session, world, client_of, who):
    client = client_of(who)
    assert send(client, world.dana_ada, op(1)).status_code == 404
    assert client.get(f"/scorecards/{world.dana_ada.id}").status_code == 404
    assert client.post(f"/scorecards/{world.dana_ada.id}/form", data={"summary": "x"}).status_code == 404
    assert client.get(f"/scorecards/{world.dana_ada.id}/review").status_code == 404
    assert client.post(f"/scorecards/{world.dana_ada.id}/submission").status_code == 404
    assert session.scalar(select(func.count()).select_from(ops.Op)) == 0


def test_signed_out_is_told_so_in_json(app, world):
    answer = send(app.test_client(), world.dana_ada, op(1))
    assert (answer.status_code, answer.is_json) == (401, True)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b'{"protocol": 2, "ops": []}',
        b'{"protocol": 1}',
        b'{"protocol": 1, "ops": [{}]}',
        b'{"protocol": 1, "ops": ' + b"[" * 100_000,
        json.dumps({"protocol": 1, "ops": [op(1)] * 501}).encode(),
        json.dumps({"protocol": 1, "ops": [op(1, value=float("nan"))]}).encode(),
        json.dumps({"protocol": 1, "ops": [op(1)], "have": "everything"}).encode(),
    ],
)
def test_another_shape_is_refused_with_a_sentence_and_nothing_is_kept(session, world, ada, body):
    answer = ada.post(f"/api/scorecards/{world.dana_ada.id}/ops", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json["error"].endswith(".")
    assert session.scalar(select(func.count()).select_from(ops.Op)) == 0


def test_more_than_a_megabyte_is_too_much(world, ada):
    answer = ada.post(f"/api/scorecards/{world.dana_ada.id}/ops", data=b" " * 1_000_001)
    assert answer.status_code == 413
    assert answer.json["error"].endswith(".")


@pytest.mark.parametrize("number", [1, 50])
def test_a_save_takes_at_most_six_statements_and_a_lock(world, ada, count_statements, number):
    send(ada, world.dana_ada, op(1))
    batch = [op(n, value=str(n), parents=(f"{REPLICA}.{n - 1}",)) for n in range(2, number + 2)]
    with count_statements() as statements:
        assert send(ada, world.dana_ada, *batch).status_code == 200
    locks = [statement for statement in statements if statement.endswith("FOR UPDATE")]  # PostgreSQL: on its own
    assert len(locks) <= 1
    assert len(statements) - len(locks) <= 6, "\n".join(statements)


def test_saving_writes_no_audit_row(session, world, ada):
    before = session.scalar(select(func.count()).select_from(Entry))
    send(ada, world.dana_ada, op(1))
    post_form(ada, world.dana_ada, **{f"rating/{PURPOSE_ASKED}": "3"})
    assert session.scalar(select(func.count()).select_from(Entry)) == before


# The page


def test_opening_the_card_changes_nothing(session, planned, ada):
    page = ada.get(f"/scorecards/{planned.id}")
    session.refresh(planned)
    assert page.status_code == 200
    assert 'value="start"' in page.text
    assert planned.begun_at is None


def test_start_begins_the_card_and_the_clock(session, planned, ada):
    answer = post_form(ada, planned, do="start", at="opening")
    assert (answer.status_code, answer.location) == (303, f"/scorecards/{planned.id}?at=opening")
    session.refresh(planned)
    assert planned.begun_at == NOW
    assert said(session, planned).started_at == NOW.isoformat()


def test_the_clock_goes_on_from_its_start_whenever_the_page_is_made(planned, ada, clock):
    post_form(ada, planned, do="start")
    clock.move(minutes=12, seconds=48)
    page = ada.get(f"/scorecards/{planned.id}").text
    assert "12:48" in page
    assert "47 min left" in page
    clock.move(minutes=50)
    assert "2 min over; nothing stops" in ada.get(f"/scorecards/{planned.id}").text


def test_the_running_order_begins_and_ends_with_the_words_for_everybody(planned, ada):
    page = ada.get(f"/scorecards/{planned.id}").text
    assert re.findall(r'data-to="([^"]+)"', page) == ["opening", FIRST_STAGE, SECOND_STAGE, "closing"]


def test_one_place_is_shown_and_all_of_them_when_asked_for(planned, ada):
    one = ada.get(f"/scorecards/{planned.id}?at={SECOND_STAGE}").text
    shown = re.findall(r'data-place="([^"]+)"[^>]*(?<! hidden)>', one)
    assert shown == [SECOND_STAGE]
    everything = ada.get(f"/scorecards/{planned.id}?all=1").text
    assert len(re.findall(r'data-place="[^"]+"[^>]*(?<! hidden)>', everything)) == 4


def test_no_colleague_and_no_total_is_on_the_screen(session, world, ada):
    make.submitted_card(session, world.dana_bo, [5, 4], summary="Bo was impressed.")
    make.type_into(session, world.dana_ada, {f"rating/{PURPOSE_ASKED}": {"rating": 2}})
    session.commit()
    for page in ("", "?all=1", "/review"):
        text = ada.get(f"/scorecards/{world.dana_ada.id}{page}").text
        assert "Bo" not in text
        assert not re.search(r"\b(total|average|mean)\b", text, re.IGNORECASE)


def test_no_rating_is_chosen_for_anybody(planned, ada):
    assert "checked" not in re.sub(r"data-keys checked", "", ada.get(f"/scorecards/{planned.id}?all=1").text)


def test_what_was_typed_is_escaped_on_the_page_and_in_its_data(session, planned, ada):
    nasty = "</textarea></script><script>alert(1)</script>"
    send(ada, planned, op(1, "note/n", {"text": nasty, "item": FIRST_STAGE}), op(2, f"evidence/{FIRST_STAGE}", nasty))
    page = ada.get(f"/scorecards/{planned.id}?all=1").text
    assert "<script>alert" not in page


def test_a_locked_card_leads_to_its_reading_page(session, world, ada):
    make.submitted_card(session, world.dana_ada, [3, 3])
    answer = ada.get(f"/scorecards/{world.dana_ada.id}")
    assert (answer.status_code, answer.location) == (303, f"/scorecards/{world.dana_ada.id}/read")


def test_a_released_seat_says_so(session, world, ada):
    world.dana_ada.release(NOW)
    session.commit()
    assert "no longer yours" in ada.get(f"/scorecards/{world.dana_ada.id}").text


# Without script


def test_a_form_saves_everything_that_was_typed_on_it(session, planned, ada):
    answer = post_form(
        ada,
        planned,
        at=SECOND_STAGE,
        **{
            f"rating/{SECOND_STAGE}": "answered_under",
            f"under/{SECOND_STAGE}": FIRST_STAGE,
            f"evidence/{SECOND_STAGE}": "Asks who\r\nreads it.",
            f"fault/{SECOND_STAGE}/P1": "probed",
            f"claims/{SECOND_STAGE}": "the loop",
            "new-note": "“Who reads it?”",
            "tag": SECOND_STAGE,
        },
    )
    assert (answer.status_code, answer.location) == (303, f"/scorecards/{planned.id}?at={SECOND_STAGE}&stays=1")
    item = said(session, planned).items[SECOND_STAGE]
    assert (item.missing, item.under, item.sentence) == ("answered_under", FIRST_STAGE, "Asks who\nreads it.")
    assert (item.faults, item.claims) == ({"P1": "probed"}, "the loop")
    assert [line.text for line in item.lines] == ["“Who reads it?”"]


def test_what_was_not_changed_is_not_saved_again(session, planned, ada):
    typed = {f"rating/{FIRST_STAGE}": "4", f"evidence/{FIRST_STAGE}": "Names the reader.", "summary": ""}
    post_form(ada, planned, **typed)
    post_form(ada, planned, **typed)
    assert session.scalar(select(func.count()).select_from(ops.Op)) == 2


def test_a_rating_is_changed_and_taken_back(session, planned, ada):
    for typed, rating in [({f"rating/{FIRST_STAGE}": "4"}, 4), ({f"rating/{FIRST_STAGE}": "2"}, 2)]:
        post_form(ada, planned, **typed)
        assert said(session, planned).items[FIRST_STAGE].rating == rating
    post_form(ada, planned, do=f"clear:rating/{FIRST_STAGE}")
    assert not said(session, planned).items[FIRST_STAGE].is_settled


def test_the_buttons_log_the_moment_and_undo_it(session, planned, ada, clock):
    post_form(ada, planned, do="start")
    clock.move(seconds=374)
    for field in (f"fact/{FIRST_STAGE}/F1", f"probe/{SECOND_STAGE}/1"):
        post_form(ada, planned, do=f"toggle:{field}")
    items = said(session, planned).items
    assert items[FIRST_STAGE].facts["F1"] == content.FactState("asked", 374)
    assert items[SECOND_STAGE].probes == {"1": 374}
    post_form(ada, planned, do=f"toggle:fact/{FIRST_STAGE}/F1")
    assert said(session, planned).items[FIRST_STAGE].facts == {}


def test_a_starred_line_is_evidence_and_keeps_a_correction_typed_beside_it(session, planned, ada):
    write(ada, planned, "Who reads?")
    [line] = said(session, planned).items[FIRST_STAGE].lines
    post_form(ada, planned, do=f"toggle:note/{line.id}", **{f"note/{line.id}": "Who reads it?"})
    [starred] = said(session, planned).items[FIRST_STAGE].evidence
    assert (starred.text, starred.starred) == ("Who reads it?", True)


def test_the_end_of_a_stage_gives_the_facts_that_nobody_asked_for(session, planned, ada):
    post_form(ada, planned, do=f"end:{FIRST_STAGE}")
    item = said(session, planned).items[FIRST_STAGE]
    assert item.ended
    assert item.facts["F1"].state == "given"
    assert "given, read it out" in ada.get(f"/scorecards/{planned.id}?all=1").text


def test_a_form_from_an_old_page_makes_a_conflict_that_its_author_settles(session, planned, ada):
    old = seen_on(ada.get(f"/scorecards/{planned.id}").text)
    post_form(ada, planned, **{f"rating/{FIRST_STAGE}": "2"})
    ada.post(f"/scorecards/{planned.id}/form", data={**old, f"rating/{FIRST_STAGE}": "4"})
    page = ada.get(f"/scorecards/{planned.id}").text
    assert not said(session, planned).items[FIRST_STAGE].is_settled
    assert "Two versions of a rating" in page
    keep = next(does for does in re.findall(r'value="(keep:[^"]+)"', page))
    post_form(ada, planned, do=keep)
    assert said(session, planned).items[FIRST_STAGE].rating in {2, 4}
    assert "Two versions" not in ada.get(f"/scorecards/{planned.id}").text


def test_a_line_is_moved_to_another_question_or_serves_both(session, planned, ada):
    write(ada, planned, "Who reads it?")
    [line] = said(session, planned).lines
    for do, tags in [
        ("also", (FIRST_STAGE, SECOND_STAGE)),
        ("untag", (FIRST_STAGE,)),
        ("also", (FIRST_STAGE, SECOND_STAGE)),
        ("tag", (SECOND_STAGE,)),
        ("also", (SECOND_STAGE,)),
    ]:
        post_form(ada, planned, do=f"{do}:note/{line.id}", tag=SECOND_STAGE)
        assert [one.tags for one in said(session, planned).lines] == [tags]


def test_two_versions_of_a_line_that_differ_in_their_tags_tell_them(planned, ada):
    for number, also in enumerate(("", SECOND_STAGE), 1):
        send(ada, planned, op(number, "note/n", {"text": "Who?", "item": FIRST_STAGE, "also": also}))
    page = ada.get(f"/scorecards/{planned.id}?at={FIRST_STAGE}").text
    assert re.findall(r'<li><span class="said">([^<]*)</span>', page) == [
        "Who? [S1 Purpose]",
        "Who? [S1 Purpose + S2 Customer]",
    ]


def test_the_whole_stream_stands_at_every_place_in_the_order_of_the_clock(planned, ada, clock):
    post_form(ada, planned, do="start")
    for at in (FIRST_STAGE, SECOND_STAGE, "opening"):
        clock.move(seconds=61)
        write(ada, planned, f"Heard at {at}", at)
    for at in ("opening", FIRST_STAGE, SECOND_STAGE, "closing"):
        page = ada.get(f"/scorecards/{planned.id}?at={at}").text
        assert re.findall(r"<time>(\d\d:\d\d)</time>\n<textarea", page) == ["01:01", "02:02", "03:03"]
        assert re.findall(r"data-tags>([^<]*)<", page)[:3] == ["S1", "S2", "Opening"]


def test_a_question_put_off_says_so_in_the_running_order_and_on_the_review(session, planned, ada):
    answer = post_form(ada, planned, do=f"later:{FIRST_STAGE}", at=FIRST_STAGE)
    assert answer.location == f"/scorecards/{planned.id}?at={SECOND_STAGE}"
    assert said(session, planned).items[FIRST_STAGE].progress == "rate later"
    assert "<small data-state-words>rate later</small>" in ada.get(f"/scorecards/{planned.id}").text
    assert "S1 Purpose was to be rated later." in review(ada, planned)


def test_a_rating_folds_once_its_place_is_come_back_to(planned, ada):
    answer = post_form(ada, planned, at=FIRST_STAGE, **{f"rating/{FIRST_STAGE}": "4"})
    assert folds(ada.get(answer.location).text) == ["open", "open"]
    page = ada.get(f"/scorecards/{planned.id}?at={FIRST_STAGE}").text
    assert folds(page) == ["", "open"]
    assert "<span data-verdict>Rated 4</span>" in page


def folds(page):
    """For each item, in order: is its rating folded open?"""
    return [found.strip() for found in re.findall(r'<details class="fold"([^>]*)>', page)]


def test_a_barred_topic_gets_a_hint_from_which_nothing_follows(session, planned, ada):
    write(ada, planned, "Speaks of his wife and his age.")
    before = session.scalar(select(func.count()).select_from(Entry))
    hint = "Touches on age, family"
    assert f"{hint}: not evidence; you may delete this." in ada.get(f"/scorecards/{planned.id}").text
    assert f"{hint}: “Speaks of his wife" in review(ada, planned)
    rest = post_form(ada, planned, f"/scorecards/{planned.id}/review", do="rest", at="review")
    assert rest.status_code == 303
    assert submit(ada, planned, recommendation="yes").status_code == 303
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Entry)) == before + 1
    assert session.scalars(select(Entry).order_by(Entry.id.desc())).first().act == "submitted a card"


def test_the_plan_says_how_far_over_a_question_is(planned, ada, clock):
    pace = rf'data-pace="{FIRST_STAGE}">([^<]*)<'
    address = f"/scorecards/{planned.id}?at={FIRST_STAGE}"
    assert re.findall(pace, ada.get(address).text) == []
    post_form(ada, planned, do="start")
    for minutes, words in [(15, "until 16:00"), (1, "until 16:00"), (2, "2 min over plan")]:
        clock.move(minutes=minutes)
        assert re.findall(pace, ada.get(address).text) == [words]


@pytest.mark.parametrize(
    ("chosen", "asked", "places"), [("1", "", 4), ("1", f"?at={SECOND_STAGE}", 1), ("0", "", 1), ("1", "?all=0", 1)]
)
def test_the_device_remembers_one_question_or_all(planned, ada, chosen, asked, places):
    ada.get(f"/scorecards/{planned.id}?all={chosen}")
    page = ada.get(f"/scorecards/{planned.id}{asked}").text
    assert len(re.findall(r'data-place="[^"]+"[^>]*(?<! hidden)>', page)) == places


def test_a_shared_screen_comes_without_the_private_parts_from_its_first_byte(planned, ada):
    address = f"/scorecards/{planned.id}"
    assert '<html lang="en">' in ada.get(address).text
    ada.get(f"{address}?shared=1")
    for page in (address, f"{address}?all=1", f"{address}/review"):
        assert '<html lang="en" data-shared>' in ada.get(page).text
    ada.get(f"{address}/review?shared=0")
    assert '<html lang="en">' in ada.get(address).text


@pytest.mark.parametrize(
    "do",
    [
        "dance",
        "later:",
        "tag:note/none",
        "also:",
        "untag:summary",
        "toggle:",
        "toggle:mood",
        "keep:summary",
        "keep::",
        "end:GONE",
        "clear:",
    ],
)
def test_a_button_that_does_not_exist_breaks_nothing(planned, ada, do):
    assert post_form(ada, planned, do=do).status_code == 303


# Review and lock


def review(client, card) -> str:
    return client.get(f"/scorecards/{card.id}/review").text


def submit(client, card, **typed):
    """Submit what the review page shows."""
    return submit_from(client, card, review(client, card), **typed)


def submit_from(client, card, page, **typed):
    """The same from a review page that was loaded some time ago."""
    return client.post(f"/scorecards/{card.id}/submission", data={**seen_on(page), **typed})


def rated(session, card):
    make.type_into(session, card, {f"rating/{key}": {"rating": 3} for key in (PURPOSE_ASKED, CUSTOMER_ASKED)})
    session.commit()


def test_the_review_lists_what_is_open_with_a_way_to_it(world, ada):
    page = review(ada, world.dana_ada)
    assert f'href="/scorecards/{world.dana_ada.id}?at={PURPOSE_ASKED}">Purpose is not rated' in page
    assert page.index("Competencies") < page.index("Your recommendation")


def test_the_rest_is_marked_not_asked(session, world, ada):
    make.type_into(session, world.dana_ada, {f"rating/{PURPOSE_ASKED}": {"rating": 3}})
    session.commit()
    answer = post_form(ada, world.dana_ada, f"/scorecards/{world.dana_ada.id}/review", do="rest", at="review")
    assert answer.location == f"/scorecards/{world.dana_ada.id}/review"
    items = said(session, world.dana_ada).items
    assert (items[PURPOSE_ASKED].rating, items[CUSTOMER_ASKED].missing) == (3, "not_asked")


def test_submitting_locks_the_card_with_the_last_words_on_the_page(session, world, ada):
    rated(session, world.dana_ada)
    answer = submit(ada, world.dana_ada, recommendation="yes", summary="Asks first.")
    assert (answer.status_code, answer.location) == (303, f"/scorecards/{world.dana_ada.id}/read")
    session.expire_all()
    card = scorecards.own(session, world.ada, world.dana_ada.id)
    locked = card.submission.card_content
    assert (locked.recommendation, locked.summary) == ("yes", "Asks first.")
    entry = session.scalars(select(Entry).order_by(Entry.id.desc())).first()
    assert (entry.act, entry.subject) == ("submitted a card", f"scorecard {card.id}")


def test_an_open_end_is_said_and_nothing_typed_is_lost(session, world, ada):
    answer = submit(ada, world.dana_ada, recommendation="no", summary="Half of it.")
    assert answer.status_code == 422
    assert "Purpose is not rated" in answer.text
    assert "Half of it." in answer.text
    assert said(session, world.dana_ada).summary == "Half of it."


def test_a_card_that_changed_since_is_shown_anew(session, world, ada):
    rated(session, world.dana_ada)
    page = review(ada, world.dana_ada)
    send(ada, world.dana_ada, op(1, f"evidence/{PURPOSE_ASKED}", "typed in another tab"))
    answer = submit_from(ada, world.dana_ada, page, recommendation="yes")
    assert answer.status_code == 409
    assert "typed in another tab" in answer.text
    assert "Something was saved after you looked" in answer.text
    assert submit(ada, world.dana_ada, recommendation="yes").status_code == 303


@pytest.mark.parametrize("after", [False, True], ids=["beside it", "after it"])
def test_the_same_value_from_another_tab_does_not_stop_the_press(session, world, ada, after):
    """As when the outbox of a tab gets through between the page and the press."""
    rated(session, world.dana_ada)
    page = review(ada, world.dana_ada)
    [earlier] = seen_on(page)[f"seen:rating/{PURPOSE_ASKED}"].split()
    send(
        ada,
        world.dana_ada,
        op(1, "recommendation", "yes"),
        op(2, "summary", "Asks first."),
        op(3, f"rating/{PURPOSE_ASKED}", {"rating": 3}, (earlier,) if after else ()),
        op(4, f"claims/{CUSTOMER_ASKED}", ""),
    )
    assert submit_from(ada, world.dana_ada, page, recommendation="yes", summary="Asks first.").status_code == 303


@pytest.mark.parametrize(
    ("field", "value"),
    [("recommendation", "no"), ("summary", "Asks last."), (f"rating/{PURPOSE_ASKED}", {"rating": 4})],
)
@pytest.mark.parametrize("after", [False, True], ids=["beside it", "after it"])
def test_another_value_from_another_tab_stops_it(session, world, ada, field, value, after):
    rated(session, world.dana_ada)
    make.type_into(session, world.dana_ada, {"recommendation": "yes", "summary": "Asks first."})
    session.commit()
    page = review(ada, world.dana_ada)
    [earlier] = seen_on(page)[f"seen:{field}"].split()
    send(ada, world.dana_ada, op(1, field, value, (earlier,) if after else ()))
    assert submit_from(ada, world.dana_ada, page, recommendation="yes", summary="Asks first.").status_code == 409


def test_a_page_that_shows_what_the_server_has_lost_locks_nothing(session, world, ada):
    """As after a backup was restored: what its author saw is not what would be locked."""
    rated(session, world.dana_ada)
    page = review(ada, world.dana_ada)
    lost = {"seen:summary": f"{REPLICA}.1", "recommendation": "yes"}
    assert submit_from(ada, world.dana_ada, page, **lost).status_code == 409


def test_a_second_click_leads_to_the_locked_card(session, world, ada):
    rated(session, world.dana_ada)
    page = review(ada, world.dana_ada)
    for _ in range(2):
        answer = submit_from(ada, world.dana_ada, page, recommendation="yes")
        assert answer.location == f"/scorecards/{world.dana_ada.id}/read"
    session.expire_all()
    assert len(scorecards.own(session, world.ada, world.dana_ada.id).submissions) == 1


def test_a_released_card_cannot_be_submitted(session, world, ada):
    rated(session, world.dana_ada)
    world.dana_ada.release(NOW)
    session.commit()
    answer = ada.post(f"/scorecards/{world.dana_ada.id}/submission", data={"recommendation": "yes"})
    assert answer.location == f"/scorecards/{world.dana_ada.id}"
