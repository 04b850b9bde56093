"""The set of operations: no order of arrival, repetition or splitting changes what a card says."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.fields import Flag, flag_of
from app.domain.ops import (
    OLDEST_BACKUP,
    Held,
    Incoming,
    Op,
    Parent,
    Quarantined,
    Status,
    heads,
    held,
    ids_of,
    keep,
    mark,
    mark_of,
)
from app.domain.text import canonical
from tests.make import NOW

REPLICA = "11111111-2222-3333-4444-555555555555"


def incoming(number: int, field: str = "summary", value: Any = "x", parents: tuple[str, ...] = ()) -> Incoming:
    return Incoming(f"{REPLICA}.{number}", field, parents, value, NOW.isoformat())


def raw(**changes: Any) -> dict[str, Any]:
    whole = {"id": f"{REPLICA}.1", "field": "summary", "parents": [], "value": "x", "typed_at": NOW.isoformat()}
    return whole | changes


class Server:
    """What a database would hold after each request: the rows, only ever inserted."""

    def __init__(self) -> None:
        self.rows: list[Op | Quarantined] = []

    @property
    def stored(self) -> dict[str, Op]:
        return {row.id: row for row in self.rows if isinstance(row, Op)}

    def receive(self, batch: list[Incoming], locked: bool = False) -> list[Status]:
        at = NOW + timedelta(seconds=len(self.rows))
        results, rows = keep(1, batch, self.stored, locked, at)
        self.rows += rows
        return [result.status for result in results]

    def heads(self) -> dict[str, list[Op]]:
        counted = [op for op in self.stored.values() if op.flag is None]
        named = {(op.field, parent.parent_id) for op in counted for parent in op.parents}
        return heads(op for op in counted if (op.field, op.id) not in named)

    def ids(self) -> dict[str, set[str]]:
        return {field: {op.id for op in ops} for field, ops in self.heads().items()}


@st.composite
def histories(draw: st.DrawFn) -> list[Incoming]:
    """Operations of a few fields, each naming some of the earlier ones of its field as parents."""
    made: list[Incoming] = []
    for number in range(draw(st.integers(1, 12))):
        field = draw(st.sampled_from(["summary", "evidence/A", "rating/A"]))
        values = st.sampled_from([{"rating": 1}, {"rating": 5}, None]) if field == "rating/A" else st.text(max_size=5)
        earlier = [op.id for op in made if op.field == field]
        parents = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        made.append(Incoming.made(f"{REPLICA}.{number}", field, parents, draw(values), NOW.isoformat()))
    return made


@settings(max_examples=200, deadline=None)
@given(histories(), st.data())
def test_any_order_repetition_and_splitting_gives_the_same_heads(history: list[Incoming], data: st.DataObject) -> None:
    straight, muddled = Server(), Server()
    straight.receive(history)
    arrivals = data.draw(st.permutations(history + data.draw(st.lists(st.sampled_from(history)))))
    while arrivals:
        size = data.draw(st.integers(1, len(arrivals)))
        batch, arrivals = arrivals[:size], arrivals[size:]
        muddled.receive(batch)
    assert muddled.ids() == straight.ids()
    assert mark(muddled.heads()) == mark(straight.heads())
    assert len(muddled.rows) == len(history)


@settings(deadline=None)
@given(histories())
def test_sending_everything_again_changes_nothing_and_says_so(history: list[Incoming]) -> None:
    server = Server()
    server.receive(history)
    before = server.ids()
    assert set(server.receive(history)) == {Status.DUPLICATE}
    assert server.ids() == before


def test_a_newer_value_replaces_the_one_it_was_typed_over():
    server = Server()
    server.receive([incoming(1, value="Asks"), incoming(2, value="Asks why", parents=(f"{REPLICA}.1",))])
    assert [op.value for op in server.heads()["summary"]] == ["Asks why"]


def test_two_values_typed_over_the_same_one_both_stay():
    server = Server()
    first = f"{REPLICA}.1"
    server.receive([incoming(1), incoming(2, value="a", parents=(first,)), incoming(3, value="b", parents=(first,))])
    assert [op.value for op in server.heads()["summary"]] == ["a", "b"]


def test_a_parent_may_arrive_after_its_child():
    server = Server()
    server.receive([incoming(2, value="new", parents=(f"{REPLICA}.1",))])
    server.receive([incoming(1, value="old")])
    assert [op.value for op in server.heads()["summary"]] == ["new"]


@pytest.mark.parametrize("other", [{"value": "y"}, {"field": "evidence/A"}, {"parents": (f"{REPLICA}.9",)}])
def test_a_known_id_with_other_content_is_kept_aside_and_never_counts(other):
    server = Server()
    server.receive([incoming(1)])
    assert server.receive([incoming(1, **other)]) == [Status.REJECTED]
    assert server.stored[f"{REPLICA}.1"].value == "x"
    [aside] = [row for row in server.rows if isinstance(row, Quarantined)]
    assert aside.payload["value"] == other.get("value", "x")


def test_true_is_not_one_when_contents_are_compared():
    server = Server()
    server.receive([incoming(1, "rating/A", {"rating": 1})])
    assert server.receive([incoming(1, "rating/A", {"rating": True})]) == [Status.REJECTED]


def test_what_comes_after_the_lock_is_kept_as_late_and_counts_for_nothing():
    server = Server()
    server.receive([incoming(1)])
    assert server.receive([incoming(2, value="late", parents=(f"{REPLICA}.1",))], locked=True) == [Status.LATE]
    assert server.ids() == {"summary": {f"{REPLICA}.1"}}
    assert server.stored[f"{REPLICA}.2"].flag == Flag.LATE


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rating/A", {"rating": 6}),
        ("rating/A", {"rating": True}),
        ("rating/A", {"rating": 3.0}),
        ("rating/A", {"rating": "3"}),
        ("rating/A", {"missing": ["no_evidence"]}),
        ("rating/A", {"missing": "answered_under", "under": None}),
        ("rating/A", {"rating": 3, "under": 7}),
        ("rating/A", 3),
        ("evidence/A", ["words"]),
        ("note/n1", {"text": None}),
        ("note/n1", {"text": "x", "at": -1}),
        ("note/n1", {"text": "x", "starred": "yes"}),
        ("note/n1", {"text": "x", "also": ["A"]}),
        ("later/A", True),
        ("fact/A/F1", {"state": "guessed"}),
        ("fault/A/P1", {"found": True}),
        ("fault/A/P1", ["missed"]),
        ("clock", {"started_at": "2026-03-02T12:00:00"}),
        ("clock", {"started_at": "0001-01-01T00:00:00+14:00"}),
        ("clock", "2026-03-02T12:00:00+00:00"),
        ("recommendation", {"yes": 1}),
        ("recommendation", "maybe"),
    ],
)
def test_a_value_that_its_field_cannot_hold_is_flagged(field, value):
    assert flag_of(field, value) == Flag.MALFORMED


@pytest.mark.parametrize("field", ["", "rating", "rating/", "rating/A/B", "clock/", "summary/", "note//", "mood/A"])
def test_a_field_that_does_not_exist_is_flagged(field):
    assert flag_of(field, None) == Flag.UNKNOWN_FIELD


@pytest.mark.parametrize(
    "field", ["rating/A", "evidence/A", "note/n", "fact/A/F", "clock", "recommendation", "summary"]
)
def test_anything_can_be_taken_back(field):
    assert flag_of(field, None) is None


def test_what_is_flagged_is_stored_but_replaces_nothing():
    server = Server()
    first = f"{REPLICA}.1"
    server.receive([incoming(1, "rating/A", {"rating": 4}), incoming(2, "rating/A", {"rating": 9}, (first,))])
    assert server.ids() == {"rating/A": {first}}
    assert len(server.stored) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"id": "UPPER-CASE.1"},
        {"id": f"{REPLICA}"},
        {"id": f"{REPLICA}.1\n"},
        {"field": ""},
        {"field": 7},
        {"field": "x" * 201},
        {"parents": "none"},
        {"parents": [7]},
        {"parents": [f"{REPLICA}.2"] * 501},
        {"typed_at": None},
        {"typed_at": "x" * 41},
        {"value": float("inf")},
        {"value": {"at": float("nan")}},
        {"value": [[[[[[[[[["deep"]]]]]]]]]]},
    ],
)
def test_an_operation_of_another_shape_is_refused_with_a_sentence(changes):
    with pytest.raises(Refused) as refused:
        Incoming.parse(raw(**changes))
    assert str(refused.value).endswith(".")


def test_an_operation_without_a_value_is_refused_and_one_with_null_is_not():
    without = raw()
    del without["value"]
    with pytest.raises(Refused, match="no value"):
        Incoming.parse(without)
    assert Incoming.parse(raw(value=None)).value is None


@pytest.mark.parametrize("not_an_operation", [None, [], "x", 1])
def test_what_is_no_object_is_refused(not_an_operation):
    with pytest.raises(Refused, match="not an object"):
        Incoming.parse(not_an_operation)


def test_an_operation_is_not_its_own_parent_and_names_each_parent_once():
    op = Incoming.parse(raw(parents=[f"{REPLICA}.2", f"{REPLICA}.2", f"{REPLICA}.1"]))
    assert op.parents == (f"{REPLICA}.2",)


def test_characters_that_no_database_keeps_become_visible():
    op = Incoming.parse(raw(field="note/a\x00", value={"text": "a\x00b \ud800", "item": "\x00"}))
    assert op.field == "note/a␀"
    assert op.value == {"text": "a␀b �", "item": "␀"}


@given(st.text() | st.text(st.characters(categories=["Cs", "Lo", "Cc"])))
def test_canonical_text_can_be_stored_and_is_its_own_canonical_form(text):
    kept = canonical(text)
    assert "\x00" not in kept
    assert kept.encode().decode() == kept
    assert canonical(kept) == kept


@pytest.mark.parametrize("text", ["👩🏽‍🍳", "e\u0301", "שלום \u200f", "a\r\nb", " leading"])
def test_everything_else_stays_as_it_was_typed(text):
    assert canonical(text) == text


def test_the_mark_changes_with_what_is_said_and_with_nothing_else():
    server = Server()
    server.receive([incoming(1)])
    before = mark(server.heads())
    server.receive([incoming(2, "mood/A", 1)])
    assert mark(server.heads()) == before
    server.receive([incoming(3, "evidence/A", "words")])
    assert mark(server.heads()) != before


@pytest.mark.parametrize("parents", [(), (f"{REPLICA}.1",)], ids=["beside it", "after it"])
def test_the_same_value_once_more_leaves_the_mark(parents):
    server = Server()
    server.receive([incoming(1)])
    before = mark(server.heads())
    server.receive([incoming(2, parents=parents)])
    assert mark(server.heads()) == before
    server.receive([incoming(3, value="y", parents=parents)])
    assert mark(server.heads()) != before


def test_a_field_that_says_nothing_is_no_part_of_the_mark():
    server = Server()
    before = mark(server.heads())
    server.receive([incoming(1, value=None), incoming(2, "evidence/A", "")])
    assert mark(server.heads()) == before
    server.receive([incoming(3)])
    both = mark(server.heads())
    assert (len(server.heads()["summary"]), both) == (2, mark_of({"summary": [None, "x"]}))
    assert both != mark_of({"summary": ["x"]})


def test_the_mark_tells_values_apart_that_python_takes_for_equal():
    assert len({mark_of({"summary": [value]}) for value in (1, 1.0, True, "1")}) == 4


def test_parents_are_rows_of_their_own():
    server = Server()
    server.receive([incoming(1, parents=(f"{REPLICA}.8", f"{REPLICA}.9"))])
    [op] = server.stored.values()
    assert [type(parent) for parent in op.parents] == [Parent, Parent]


def test_what_a_device_still_holds_is_missing_or_safe_or_to_be_held_on_to():
    received = {"one": NOW - OLDEST_BACKUP, "two": NOW - OLDEST_BACKUP + timedelta(seconds=1)}
    assert held(["two", "gone", "one"], received, NOW) == Held(missing=["gone"], safe=["one"])


@pytest.mark.parametrize("raw_ids", [None, "none", [7], ["short.1"], [f"{REPLICA}.1"] * 501, {"id": 1}])
def test_what_a_device_holds_is_a_list_of_ids_or_refused(raw_ids):
    with pytest.raises(Refused, match="no list of at most 500 ids"):
        ids_of(raw_ids)


def test_an_id_is_asked_about_once():
    assert ids_of([f"{REPLICA}.2", f"{REPLICA}.1", f"{REPLICA}.2"]) == [f"{REPLICA}.2", f"{REPLICA}.1"]
