"""Records written as files and read again are the same records."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app import shipped
from app.bankfiles.reader import read_bank
from app.bankfiles.schema import Question, Scenario, digest
from app.bankfiles.tree import load
from app.bankfiles.writer import file_text, list_text, text_of

BANK = read_bank(shipped("question_bank"))
TEXTS = some.text(some.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=200)


@pytest.mark.parametrize("record", BANK.asked[::9], ids=lambda record: record.id)
def test_a_record_comes_back_with_the_same_digest(record: Question | Scenario) -> None:
    text = file_text(record)
    again = type(record).model_validate(load(text).value)
    assert (again, digest(again)) == (record, digest(record))
    assert max(len(line) for line in text.splitlines()) < 120


def test_a_list_holds_each_record() -> None:
    records = BANK.questions[:3]
    assert [Question.model_validate(one) for one in load(list_text(records)).value] == list(records)


def test_words_are_written_as_a_person_would() -> None:
    content = {"id": "PUR-SR-SIT-01", "turn": "No: wait", "given": " 1  def f():\n 2      pass", "order": [1, 2, 3]}
    assert text_of(content) == (
        "id: PUR-SR-SIT-01\nturn: 'No: wait'\ngiven: |2-\n   1  def f():\n   2      pass\norder: [1, 2, 3]\n"
    )


@settings(deadline=None)
@given(TEXTS)
def test_whatever_was_typed_comes_back(text: str) -> None:
    content = {"prompt": text, "probes": [text, text], "anchors": {3: text}}
    assert load(text_of(content)).value == content
