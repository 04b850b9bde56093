"""The readers' raw answers, and what the records say of them."""

import json
from collections.abc import Mapping

import pytest

from app import shipped
from app.bankfiles.reader import read_bank
from app.bankfiles.schema import GRADES, Retranslation, Scenario, Status

BANK = read_bank(shipped("question_bank"))
READERS = [json.loads(file.read_text()) for file in sorted((shipped("question_bank") / "retranslation").glob("*.json"))]


def results_in_records() -> dict[str, Retranslation]:
    """Item key to the result that its record states."""
    found = {one.id: one.provenance.retranslation for one in BANK.questions}
    for scenario in BANK.scenarios:
        told = scenario.provenance.retranslation if scenario.provenance else {}
        found |= {f"{scenario.id}.{stage}": result for stage, result in told.items()}
    return {key: result for key, result in found.items() if result}


def places(answer: str, shown: Mapping[str, int]) -> tuple[int, ...]:
    """Where each anchor, from grade 1 to 5, stood in the reader's order."""
    order = [shown[letter] for letter in answer]
    return tuple(order.index(grade) + 1 for grade in GRADES)


def read_by(name: str) -> dict[str, tuple[int, ...]]:
    reader = next(reader for reader in READERS if reader["reader"] == name)
    return {key: places(item["answer"], item["shown"]) for key, item in reader["items"].items()}


def test_every_record_states_what_its_reader_answered() -> None:
    stated = results_in_records()
    assert stated
    for key, result in stated.items():
        assert result.order == read_by(result.reader)[key], key


def test_every_live_item_has_been_read() -> None:
    live: list[str] = []
    for record in (*BANK.questions, *BANK.scenarios):
        if record.status == Status.LIVE:
            live += [item.key for item in record.items()] if isinstance(record, Scenario) else [record.id]
    assert set(live) == set(results_in_records())


@pytest.mark.parametrize("reader", [reader["reader"] for reader in READERS])
def test_each_reader_puts_every_anchor_in_its_place_or_the_next(reader: str) -> None:
    for key, order in read_by(reader).items():
        assert all(abs(place - grade) <= 1 for grade, place in zip(GRADES, order, strict=True)), (reader, key)


def test_eighty_of_a_hundred_anchors_stand_exactly_in_their_place() -> None:
    orders = [order for reader in READERS for order in read_by(reader["reader"]).values()]
    exact = sum(place == grade for order in orders for grade, place in zip(GRADES, order, strict=True))
    assert exact / (5 * len(orders)) >= 0.8


def test_the_summary_for_authors_is_worked_out_from_the_answers() -> None:
    assert summary() in (shipped("question_bank") / "README.md").read_text()


def summary() -> str:
    """The table of question_bank/README.md; put what this returns there when readers are added."""
    lines = ["| reader | items read | anchors exactly in place | items with all in place or next to it |"]
    lines.append("| --- | --- | --- | --- |")
    for reader in READERS:
        orders = read_by(reader["reader"]).values()
        exact = sum(place == grade for order in orders for grade, place in zip(GRADES, order, strict=True))
        near = sum(all(abs(place - grade) <= 1 for grade, place in zip(GRADES, order, strict=True)) for order in orders)
        share = f"{exact} of {5 * len(orders)}"
        lines.append(f"| {reader['reader']}, {reader['date']} | {len(orders)} | {share} | {near} |")
    return "\n".join(lines)


def test_the_raw_answers_are_whole() -> None:
    for reader in READERS:
        for item in reader["items"].values():
            assert sorted(item["answer"]) == sorted(item["shown"]) == list("ABCDE")
            assert sorted(item["shown"].values()) == list(GRADES)
