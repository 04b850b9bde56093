"""What is said of a pair: the words and their borders, who is connected, and that it is worked out once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.measure.doubt import AHEAD, CLEARLY_AHEAD, LEANS, TOO_CLOSE, Doubt, doubt, in_words, severity
from app.measure.table import Rating, Table
from tests.measure.tables import GOLDEN, full, patchy

SHARES = {"CAN": 0.5, "PUR": 0.3, "SHI": 0.2}


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.5, TOO_CLOSE),
        (0.7499, TOO_CLOSE),
        (0.75, LEANS),
        (0.8999, LEANS),
        (0.90, AHEAD),
        (0.9699, AHEAD),
        (0.97, CLEARLY_AHEAD),
        (1.0, CLEARLY_AHEAD),
    ],
)
def test_a_border_belongs_to_the_stronger_word(p: float, words: str) -> None:
    assert in_words(p) == words


@given(st.integers(0, 64))
def test_words_are_the_same_whoever_is_named_first(n: int) -> None:
    assert in_words(n / 64) == in_words(1 - n / 64)


def test_the_golden_opening_in_words() -> None:
    """C has the best plain mean by half a point, and nobody can be called."""
    pairs = doubt(GOLDEN, ["A", "B", "C"]).pairs
    assert [(pair.a, pair.b, pair.words) for pair in pairs] == [
        ("A", "B", LEANS),
        ("A", "C", TOO_CLOSE),
        ("B", "C", LEANS),
    ]
    assert all(pair.low < 0 < pair.high for pair in pairs)


def test_the_whole_table_speaks_but_only_the_compared_are_compared() -> None:
    whole = doubt(GOLDEN, ["A", "B", "C"])
    some = doubt(GOLDEN, ["C", "A"])
    assert some.ratings == len(GOLDEN.rows) == 23
    assert [(pair.a, pair.b) for pair in some.pairs] == [("C", "A")]
    assert some.pairs[0].difference == pytest.approx(-whole.pairs[1].difference)
    assert sorted(some.means) == ["A", "C"]
    assert sorted(some.severities) == ["r0", "r1", "r2"]


def test_one_candidate_alone_has_no_pair_and_needs_no_help() -> None:
    alone = doubt(GOLDEN, ["A"])
    assert (alone.pairs, alone.help) == ((), ())
    assert alone.means["A"] == pytest.approx(3.5988, abs=0.005)


@pytest.mark.parametrize("shares", [None, SHARES])
def test_what_is_said_now_is_the_mean_of_the_intervals(shares: dict[str, float] | None) -> None:
    found = doubt(patchy(3), patchy(3).candidates, shares)
    widths = [(pair.high - pair.low) / 2 for pair in found.pairs]
    assert found.help[0].change == "as it is"
    assert found.help[0].half_width == pytest.approx(sum(widths) / len(widths))


def test_an_equal_table_built_anew_is_not_worked_out_again() -> None:
    first = doubt(full(3, 2, 4), ["c00", "c01"], SHARES)
    rows = reversed(full(3, 2, 4).rows)
    assert doubt(Table.of(rows), ["c00", "c01"], dict(reversed(SHARES.items()))) is first


def test_another_rating_is_worked_out_again() -> None:
    first = doubt(GOLDEN, ["A", "B"])
    more = Table.of([*GOLDEN.rows, Rating("C", "r1", "i3", 1.0)])
    assert doubt(more, ["A", "B"]) is not first


def connections(found: Doubt) -> dict[str, bool]:
    return {pair.a + pair.b: pair.connected for pair in found.pairs}


def test_a_chain_of_shared_interviewers_connects() -> None:
    chain = Table.of(
        Rating(candidate, who, "i0", 3.0)
        for candidate, panel in {"A": "x", "B": "xy", "C": "y", "D": "z"}.items()
        for who in panel
    )
    assert connections(doubt(chain, "ABCD")) == {
        "AB": True,
        "AC": True,
        "AD": False,
        "BC": True,
        "BD": False,
        "CD": False,
    }


@settings(deadline=None)
@given(st.integers(0, 20))
def test_a_panel_that_meets_nobody_else_changes_no_connection(seed: int) -> None:
    table = patchy(seed)
    apart = [
        row._replace(candidate=f"z{row.candidate}", interviewer=f"z{row.interviewer}") for row in full(2, 2, 2).rows
    ]
    before = doubt(table, table.candidates)
    after = doubt(Table.of([*table.rows, *apart]), [*table.candidates, "zc00"])
    kept = {names: joined for names, joined in connections(after).items() if "z" not in names}
    assert kept == connections(before)
    assert not any(joined for names, joined in connections(after).items() if "z" in names)


def test_a_table_without_a_rating_is_refused() -> None:
    with pytest.raises(ValueError, match="without a rating"):
        doubt(Table(()), [])


def test_severity_of_one_is_the_same_without_comparing_anybody() -> None:
    for who in GOLDEN.interviewers:
        assert severity(GOLDEN, who) == doubt(GOLDEN, GOLDEN.candidates).severities[who]
