"""Agreement between interviewers: published examples, what is not defined, when it is shown, what must not matter."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.measure import coefficients
from app.measure.agreement import Agreement, Gap, agreement, alpha, icc, interval, nominal, ordinal, ratio
from app.measure.coefficients import Metric
from app.measure.table import Rating, Scale, Table
from tests.measure.tables import full, small

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: 4 observers, 12 units, a dot is missing.
OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
PUBLISHED = [[float(value) for value in unit if value != "."] for unit in zip(*OBSERVERS, strict=True)]


def table(*answers: str) -> Table:
    """Each answer a candidate and a letter for the question, then the ratings by a, b, c …: "Kim p 4-3"."""
    return Table.of(
        Rating(candidate, "abcdef"[n], item, float(value))
        for candidate, item, values in map(str.split, answers)
        for n, value in enumerate(values)
        if value != "-"
    )


def figures(**changed: object) -> Agreement:
    """Plain figures of 40 answers by 12 candidates, but for what is changed."""
    plain = Agreement(40, 12, 0.6, 0.7, 0.7, 0.7, 0.5, 0.9, 0.6, 0.8, ())
    return replace(plain, **changed)  # type: ignore[arg-type]


# ---- the published example


@pytest.mark.parametrize(("metric", "figure"), [(nominal, 0.743), (ordinal, 0.815), (interval, 0.849), (ratio, 0.797)])
def test_alpha_of_krippendorffs_example(metric: Metric, figure: float) -> None:
    assert alpha(PUBLISHED, metric) == pytest.approx(figure, abs=0.0005)


def test_the_example_as_a_table() -> None:
    rows = (
        Rating(f"c{n}", f"r{observer}", "i", float(value))
        for observer, values in enumerate(OBSERVERS)
        for n, value in enumerate(values)
        if value != "."
    )
    found = agreement(Table.of(rows))
    assert (found.units, found.candidates) == (11, 11)
    assert found.alpha_nominal == pytest.approx(0.743, abs=0.0005)
    assert found.alpha_ordinal == pytest.approx(0.815, abs=0.0005)
    assert found.alpha_interval == pytest.approx(0.849, abs=0.0005)


def test_icc_of_shrout_and_fleiss() -> None:
    """Shrout and Fleiss (1979), table 2: 6 subjects, 4 judges, ICC(2,4) .62."""
    judges = ["9258", "6132", "8468", "7126", "10 5 6 9", "6247"]
    scores = np.array([list(map(float, row.split() if " " in row else row)) for row in judges])
    assert icc(scores) == pytest.approx(0.62, abs=0.005)


# ---- by hand


def test_shares_and_gaps_by_hand() -> None:
    found = agreement(table("Kim p 43", "Kim q 3-5", "Lee p 222", "Lee q 4"))
    assert (found.units, found.candidates) == (3, 2)
    assert found.exact == 3 / 5
    assert found.within_one == 4 / 5
    assert found.gaps == (Gap("a", "b", 2, 0.5), Gap("a", "c", 2, -1.0), Gap("b", "c", 1, 0.0))


def test_within_one_is_one_point_of_a_finer_scale_too() -> None:
    rows = [
        Rating("Kim", "a", "p", 2.3),
        Rating("Kim", "b", "p", 1.3),
        Rating("Lee", "a", "p", 7),
        Rating("Lee", "b", "p", 9),
    ]
    assert agreement(Table.of(rows, Scale(1, 9))).within_one == 1 / 2


# ---- not defined


def test_equal_values_are_not_defined_rather_than_perfect() -> None:
    found = agreement(table(*(f"c{n} p 333" for n in range(12))))
    assert (found.alpha_nominal, found.alpha_ordinal, found.alpha_interval) == (None, None, None)
    assert (found.low, found.high) == (None, None)
    assert (found.exact, found.ac2_quadratic) == (1.0, pytest.approx(1.0))


@pytest.mark.parametrize("metric", [nominal, ordinal, interval, ratio])
@pytest.mark.parametrize(
    "units", [[], [[1.0]], [[1.0], [2.0]], [[4.0, 4.0], [4.0, 4.0, 4.0]], [[0.0, 0.0], [0.0, 0.0]]]
)
def test_alpha_without_anything_that_differs_is_not_defined(units: list[list[float]], metric: Metric) -> None:
    assert alpha(units, metric) is None


@pytest.mark.parametrize("nothing", [Table(()), table("Kim p 4", "Kim q -3", "Lee p 5")])
def test_nothing_rated_twice_is_not_defined(nothing: Table) -> None:
    assert agreement(nothing) == Agreement(0, 0, None, None, None, None, None, None, None, None, ())


def test_ac2_is_not_defined_for_ratings_between_the_points() -> None:
    rows = [Rating("Kim", "a", "p", 2.5), Rating("Kim", "b", "p", 3.0)]
    assert agreement(Table.of(rows)).ac2_quadratic is None


def test_one_candidate_has_no_interval() -> None:
    found = agreement(table("Kim p 45", "Kim q 22", "Kim r 31"))
    assert found.alpha_ordinal is not None
    assert (found.low, found.high) == (None, None)


@pytest.mark.parametrize(
    "scores",
    [np.full((4, 3), 2.0), np.array([[1.0, np.nan], [2.0, 3.0]]), np.array([[1.0, 2.0]]), np.array([[1.0], [2.0]])],
    ids=["nothing differs", "not full", "one subject", "one rater"],
)
def test_icc_is_not_defined(scores: coefficients.Array) -> None:
    assert icc(scores) is None


# ---- when it is shown, and what it says


@pytest.mark.parametrize(
    ("units", "candidates", "shown", "cautious"),
    [
        (9, 9, False, False),
        (10, 10, True, True),
        (29, 29, True, True),
        (30, 9, True, True),
        (30, 10, True, False),
    ],
)
def test_gates(units: int, candidates: int, shown: bool, cautious: bool) -> None:
    found = figures(units=units, candidates=candidates)
    assert (found.shown, found.cautious) == (shown, cautious)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"units": 0, "candidates": 0}, "No answer was rated by two interviewers, so agreement cannot be told."),
        ({"units": 9}, "Answers rated by two interviewers or more: 9. Agreement is shown from 10 on."),
        ({"alpha_ordinal": None}, "All ratings are the same, so agreement cannot be told from habit."),
        ({"alpha_ordinal": 0.8}, "The interviewers agree: it hardly matters which of them listens."),
        (
            {"alpha_ordinal": 0.667},
            "The interviewers agree for the most part: it matters a little which of them listens.",
        ),
        (
            {"alpha_ordinal": 0.1, "ac2_quadratic": 0.8},
            "The interviewers agree, but the candidates hardly differ, so this tells little.",
        ),
        ({"alpha_ordinal": 0.1}, "The interviewers agree too little to rely on one of them alone."),
        ({"alpha_ordinal": 0.0}, "The interviewers agree no better than by chance."),
        (
            {"units": 29, "alpha_ordinal": 0.8},
            "The interviewers agree: it hardly matters which of them listens; few answers yet, so this may change.",
        ),
        (
            {"candidates": 9, "alpha_ordinal": 0.0},
            "The interviewers agree no better than by chance; few candidates yet, so this may change.",
        ),
    ],
)
def test_words(changed: dict[str, object], words: str) -> None:
    assert figures(**changed).words == words


def test_candidates_who_hardly_differ_say_little() -> None:
    """Eleven threes from both, and one answer on which they are a point apart."""
    found = agreement(table(*(f"c{n:02} {item} 33" for n in range(11) for item in "pqr"), "c11 p 34"))
    assert found.alpha_ordinal == pytest.approx(0, abs=0.01)
    assert found.ac2_quadratic == pytest.approx(1, abs=0.01)
    assert found.words == "The interviewers agree, but the candidates hardly differ, so this tells little."


# ---- what must not matter

METRICS = [nominal, ordinal, interval, ratio]
FEW = settings(max_examples=40, deadline=None)
answers = st.lists(st.lists(st.integers(1, 5).map(float), min_size=1, max_size=4), max_size=12)
metrics = st.sampled_from(METRICS)


def mirrored(label: str) -> str:
    """Another name, and all names in another order."""
    return chr(200 - ord(label))


def turned(gap: Gap) -> Gap:
    return Gap(mirrored(gap.b), mirrored(gap.a), gap.n, pytest.approx(-gap.gap))


def without_names(found: Agreement) -> list[object]:
    return [number and pytest.approx(number) for name, number in vars(found).items() if name != "gaps"]


@FEW
@given(small())
def test_names_do_not_matter(ratings: Table) -> None:
    one = agreement(ratings)
    other = agreement(Table.of(Rating(*map(mirrored, row[:3]), row.value) for row in ratings.rows))
    assert list(without_names(one)) == [number for name, number in vars(other).items() if name != "gaps"]
    assert sorted(map(turned, one.gaps), key=lambda gap: (gap.a, gap.b)) == list(other.gaps)


@FEW
@given(small(), st.randoms())
def test_the_order_of_rows_does_not_matter(ratings: Table, random: Random) -> None:
    rows = list(ratings.rows)
    random.shuffle(rows)
    assert agreement(Table(tuple(rows))) == agreement(ratings)


@given(answers, st.randoms(), metrics)
def test_who_gave_which_rating_does_not_matter_to_alpha(
    units: list[list[float]], random: Random, metric: Metric
) -> None:
    shuffled = [random.sample(unit, len(unit)) for unit in random.sample(units, len(units))]
    assert alpha(shuffled, metric) == approximately(alpha(units, metric))


@given(answers, metrics)
def test_an_answer_rated_once_does_not_matter_to_alpha(units: list[list[float]], metric: Metric) -> None:
    assert alpha([*units, [1.0], [5.0]], metric) == approximately(alpha(units, metric))


@given(answers)
def test_ordinal_alpha_knows_only_the_order(units: list[list[float]]) -> None:
    stretched = [[value**3 for value in unit] for unit in units]
    assert alpha(stretched, ordinal) == approximately(alpha(units, ordinal))


@given(answers)
def test_nominal_alpha_knows_only_what_is_the_same(units: list[list[float]]) -> None:
    renamed = [[(3 * value) % 7 for value in unit] for unit in units]
    assert alpha(renamed, nominal) == approximately(alpha(units, nominal))


@given(answers)
def test_interval_alpha_knows_no_unit(units: list[list[float]]) -> None:
    fahrenheit = [[1.8 * value + 32 for value in unit] for unit in units]
    assert alpha(fahrenheit, interval) == approximately(alpha(units, interval))


def approximately(number: float | None) -> object:
    return None if number is None else pytest.approx(number, abs=1e-9)


# ---- what must hold


@given(answers, st.integers(2, 4), metrics)
def test_perfect_agreement_is_1_where_it_is_defined(units: list[list[float]], times: int, metric: Metric) -> None:
    perfect = [[unit[0]] * times for unit in units]
    assert alpha(perfect, metric) == (pytest.approx(1) if len({unit[0] for unit in units}) > 1 else None)


@FEW
@given(small())
def test_bounds(ratings: Table) -> None:
    found = agreement(ratings)
    assume(found.units)
    assert found.exact is not None
    assert found.within_one is not None
    assert 0 <= found.exact <= found.within_one <= 1
    for figure in (found.alpha_nominal, found.alpha_ordinal, found.alpha_interval, found.ac2_quadratic, found.high):
        assert figure is None or figure <= 1 + 1e-9
    assert (found.low is None) == (found.high is None)
    assert found.low is None or found.high is None or found.low <= found.high
    assert sum(gap.n for gap in found.gaps) >= found.units


def test_each_resample_is_the_alpha_of_the_candidates_drawn() -> None:
    random = np.random.default_rng(3)
    groups = [[list(random.integers(1, 6, size=2 + n % 2)) for n in range(4)] for _ in range(5)]
    drawn = np.random.default_rng(coefficients.SEED).multinomial(5, [1 / 5] * 5, coefficients.RESAMPLES)
    expected = [alpha([unit for n in range(5) for unit in groups[n] * times[n]], ordinal) for times in drawn[:50]]
    assert list(coefficients.resampled(groups)[:50]) == pytest.approx(expected)


def test_the_size_of_a_batch_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = [[[1.0, 2.0], [3.0, 3.0, 5.0]], [[4.0, 4.0]], [[2.0, 5.0], [1.0, 1.0]]]
    whole = coefficients.resampled(groups)
    monkeypatch.setattr(coefficients, "NUMBERS_IN_A_BATCH", 100)
    assert coefficients.resampled(groups) == pytest.approx(whole, nan_ok=True)


def test_a_resample_of_equal_values_is_not_defined_and_is_left_out() -> None:
    """Two candidates: half of the resamples are one of them twice, all threes or all fours."""
    found = agreement(table("Kim p 33", "Lee p 44"))
    assert (found.alpha_ordinal, found.low, found.high) == (1.0, 1.0, 1.0)


def test_figures_are_the_same_to_the_digit_in_a_second_run() -> None:
    ratings = full(12, 3, 4)
    first = agreement(ratings)
    agreement.cache_clear()
    assert agreement(ratings) == first


def test_figures_are_worked_out_once_for_the_same_ratings() -> None:
    assert agreement(full(4, 2, 3)) is agreement(full(4, 2, 3))


def test_interval_narrows_with_more_candidates() -> None:
    widths = [found.high - found.low for found in (agreement(full(n, 3, 4)) for n in (5, 20, 80))]  # type: ignore[operator]
    assert widths == sorted(widths, reverse=True)
