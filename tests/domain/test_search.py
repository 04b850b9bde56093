"""Finding records by their words."""

import pytest

from app.bankfiles.schema import Question
from app.domain.bank import BankRecord
from app.domain.search import Term, find, terms
from tests import make


def record(key: str, **changes: object) -> BankRecord:
    return BankRecord.of(Question.model_validate(make.words(key, "PUR") | changes), make.LONG_AGO)


FERRY = record("PUR-SR-PB-01", prompt="Tell me about the ferry timetable. Who read it?", intent="Why, before how.")
CAFE = record("PUR-SR-PB-02", prompt="A Café in Malmö counts its cups.", candidate_handout="1  read(ferry_harbour)")
BILL = record("PUR-SR-PB-03", prompt="The bill is wrong.", anchors={**make.guide()["anchors"], 4: "Asks the ferry."})
ALL = [BILL, CAFE, FERRY]


def found(typed: str) -> list[str]:
    return [hit.record.key[-2:] for hit in find(ALL, terms(typed))]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ferry", ["01", "02", "03"]),  # asked before given to read before an anchor
        ("ferry timetable", ["01"]),  # all words
        ("timet", ["01"]),  # from its beginning
        ("table", []),
        ("cafe MALMO", ["02"]),  # neither accents nor case
        ("CAFÉ", ["02"]),
        ('"ferry timetable"', ["01"]),
        ("“ferry timetable”", ["01"]),
        ('"timetable ferry"', []),
        ('"ferry time"', []),  # a phrase ends with its word
        ("PUR-SR-PB-03", ["03"]),
        ("pur-sr", ["01", "02", "03"]),
        ("why before", ["01"]),
        ("zebra", []),
    ],
)
def test_words_are_found(typed: str, expected: list[str]) -> None:
    assert found(typed) == expected


@pytest.mark.parametrize("typed", ["", "   ", "!!! --", '"', '""', "_", "\ufdfa" * 3, "´`^"])
def test_what_holds_no_word_looks_for_nothing_or_finds_nothing(typed: str) -> None:
    assert terms(typed) == [] or found(typed) == []


@pytest.mark.parametrize(
    "typed", ["x" * 10_000, "a " * 10_000, "\x00\ud800", "漢字", "%_'\"(*)[", "İ ß ﬁ \u0345", "½ Ⅷ"]
)
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    assert len(terms(typed)) <= 12
    found(typed)


def test_a_phrase_and_words_are_told_apart() -> None:
    assert terms('ask "Month End" ask') == [Term(("ask",), False), Term(("month", "end"), True)]


def test_the_passage_is_marked_in_the_words_as_they_were_written() -> None:
    [hit] = find(ALL, terms("cafe malm"))
    assert hit.passages[0].part == "What is asked"
    assert hit.passages[0].texts == [
        ("A ", False),
        ("Café", True),
        (" in ", False),
        ("Malmö", True),
        (" counts its cups.", False),
    ]


def test_a_long_text_is_cut_around_what_was_found() -> None:
    long = record("PUR-SR-PB-04", prompt="first words " * 40 + "then Zürich comes " + "last words " * 40)
    [hit] = find([long], terms("zurich"))
    shown = "".join(text for text, _ in hit.passages[0].texts)
    assert shown.startswith("… ") and shown.endswith(" …")
    assert "then Zürich comes" in shown and len(shown) < 260


def test_the_text_of_a_passage_is_never_changed() -> None:
    strange = record("PUR-SR-PB-05", prompt="\ufdfa und ﬁne ½ Straße İstanbul, naïve coöp.")
    for typed in ("und", "fine", "strasse", "istanbul", "naive", "coop"):
        [hit] = find([strange], terms(typed))
        assert "".join(text for text, _ in hit.passages[0].texts) == strange.words.prompt
        assert [len(text.split()) for text, is_found in hit.passages[0].texts if is_found] == [1]


def test_at_most_two_passages_are_shown_those_that_hold_most_first() -> None:
    hit = next(one for one in find(ALL, terms("asks")) if one.record is BILL)
    assert [one.part for one in hit.passages] == ["Anchor 4"]
    [hit] = find([FERRY], terms("why before tell"))
    assert [one.part for one in hit.passages] == ["Why it is asked", "What is asked"]
