"""What locked cards tell about the questions: use, gates, words, order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.content import Content
from app.domain.interview import Interview
from app.domain.questions import NO_USE, QuestionFigure, Use, Verdict, by_separation, uses, verdicts
from app.measure.items import ItemFigure
from tests.domain.locked import FIRST, KIT, SECOND, STARTED, THIRD, card, said

ITEM = KIT.items[0]


def cards(count: int, content: Content):
    return [card(n, 1, content) for n in range(count)]


def verdict(n: int, item_rest: float | None = 0.4, **known: float) -> Verdict:
    known = {"low": 0.1, "high": 0.6, "shrunk": 0.35, "shrunk_low": 0.1, "shrunk_high": 0.5} | known
    return Verdict(ItemFigure("x", n, item_rest, **known), None)


def test_use_counts_interviews_and_candidates_and_not_cards():
    talk = Interview(id=900, candidate_id=1, starts_at=STARTED, minutes=60, used_kit=KIT)
    panel = [card(1, author, said([3, 4, "not_asked"]), interview=talk) for author in (1, 2)]
    again = card(1, 3, said([4, "no_evidence", "not_asked"]), starts_at=STARTED + timedelta(days=2))
    found = uses([*panel, again])
    assert [(found[key].times, found[key].candidates) for key in (FIRST, SECOND, THIRD)] == [(2, 1), (2, 1), (0, 0)]
    assert [found[key].last for key in (FIRST, THIRD)] == [STARTED + timedelta(days=2), None]


def test_shares_and_means_come_from_eight_candidates_on():
    content = said([3, "no_evidence", "not_asked"], [600, 1500, 2100])
    content = replace(
        content, items={**content.items, FIRST: replace(content.items[FIRST], probes={"1": 30, "2": None})}
    )
    seven, eight = (uses(cards(n, content)) for n in (7, 8))
    assert (seven[FIRST].not_asked, seven[FIRST].probes, seven[FIRST].minutes) == (None, None, None)
    assert (eight[FIRST].not_asked, eight[FIRST].probes, eight[FIRST].minutes) == (0, 2, 10)
    assert (eight[SECOND].minutes, eight[THIRD].not_asked, eight[THIRD].minutes) == (15, 1, None)


def test_eight_cards_on_one_candidate_are_not_eight_candidates():
    assert uses([card(1, n, said([3])) for n in range(8)])[FIRST].not_asked is None


def test_minutes_are_the_middle_of_cards_that_were_rated_live():
    live = [card(n, 1, said([3, 3, 3], [60 * (n + 1), 3000, 3100])) for n in range(9)]
    assert uses([*live, card(99, 1, said([3, 3, 3]))])[FIRST].minutes == 5


def test_no_evidence_is_a_share_of_where_it_was_asked():
    shown, unshown, unasked = said([3, 4, 4]), said(["no_evidence", 4, 4]), said(["not_asked", 4, 4])
    found = verdicts([card(n, 1, one) for n, one in enumerate([shown] * 6 + [unshown] * 2 + [unasked] * 8)])
    assert found[FIRST].no_evidence == 0.25
    assert verdicts(cards(7, unshown))[FIRST] == Verdict(ItemFigure(FIRST, 0), None)


def test_what_counts_is_the_version_before_its_author_read_others():
    changed = card(1, 1, said([3]), amended={False: said(["not_asked"]), True: said([5])})
    assert uses([changed])[FIRST].times == 0


def test_a_card_that_is_not_submitted_tells_nothing():
    taken_back = card(1, 1, said([3]))
    taken_back.submissions[0].taken_back_at = STARTED
    assert (uses([taken_back]), verdicts([taken_back])) == ({}, {})


def test_imported_cards_tell_what_ratings_say_and_not_how_it_went():
    content = replace(said([3, 4]), competencies={FIRST: "PUR", SECOND: "PUR"})
    imported = [card(n, 1, content, imported_from="old.csv") for n in range(3)]
    assert uses(imported) == {}
    assert verdicts(imported)[FIRST].figure.n == 3
    assert QuestionFigure(ITEM, NO_USE, verdicts(imported)[FIRST]).is_known


@pytest.mark.parametrize(
    ("found", "words", "advice"),
    [
        (verdict(9), "9 of 10 candidates needed", ""),
        (verdict(10), "agrees with the rest", ""),
        (verdict(29, -0.4), "goes against the rest", ""),
        (verdict(30), "0.40, could be 0.10 to 0.60", ""),
        (verdict(99, low=-0.1), "0.40, could be −0.10 to 0.60", ""),
        (verdict(100), "0.40, could be 0.10 to 0.60", "Keep it."),
        (verdict(100, shrunk_low=-0.1), "0.40, could be 0.10 to 0.60", "Neither keeping nor retiring it is clear."),
        (
            verdict(100, shrunk_low=-0.1, shrunk_high=0.1),
            "0.40, could be 0.10 to 0.60",
            "It adds next to nothing to the others. Think of retiring it.",
        ),
        (verdict(50, None), "its ratings do not differ", ""),
    ],
)
def test_words_say_no_more_than_the_number_of_candidates_allows(found, words, advice):
    assert (found.words, found.advice) == (words, advice)


def test_the_order_by_separation_moves_only_what_has_a_number():
    rows = [
        QuestionFigure(ITEM, Use(n, 0, None, None, None, None), found)
        for n, found in enumerate(
            [verdict(29, shrunk=0.9), verdict(30, shrunk=-0.2), None, verdict(80, shrunk=0.5), verdict(12, shrunk=0.1)]
        )
    ]
    assert [one.use.times for one in by_separation(rows)] == [3, 1, 0, 2, 4]


def test_an_item_of_no_card_is_not_known():
    assert not QuestionFigure(ITEM, NO_USE, None).is_known
    assert QuestionFigure(ITEM, uses([card(1, 1, said(["not_asked"]))])[FIRST], None).is_known
