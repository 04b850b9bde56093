"""The figures against the libraries that others use, on 200 random tables, to three digits.

irrCAC's "ordinal" alpha is another metric than Krippendorff's, so that irrCAC is asked for AC2 alone. scipy's normal
distribution is held against a mixture of one in `test_mixture`.
"""

import math
import warnings
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from scipy import stats

from app.measure.agreement import agreement, icc
from app.measure.equations import shared_effects
from app.measure.items import item_figures
from app.measure.points import DIMENSIONS, Array, Sigmas
from app.measure.table import Rating, Table

THREE_DIGITS = 0.0005
SEEDS = range(200)


def patchy(seed: int) -> Table:
    """4 to 12 candidates, 2 to 5 interviewers, 2 to 6 items; from agreement to chance; up to half of it missing."""
    random = np.random.default_rng(seed)
    shape = random.integers((4, 2, 2), (13, 6, 7))
    deviations = random.uniform(0, 1.5, 4)
    of_candidate, of_interviewer, of_item = (random.normal(0, deviations[n], shape[n]) for n in range(3))
    missing = random.uniform(0, 0.5)
    rows = []
    for c, r, i in np.ndindex(*shape):
        level = 3 + of_candidate[c] + of_interviewer[r] + of_item[i] + random.normal(0, deviations[3])
        if random.random() >= missing:
            rows.append(Rating(f"c{c:02}", f"r{r}", f"i{i}", float(np.clip(round(level), 1, 5))))
    return Table.of(rows)


TABLES = [patchy(seed) for seed in SEEDS]
each_table = pytest.mark.parametrize("table", TABLES, ids=map(str, SEEDS))


def wide(table: Table) -> Array:
    """(candidate x item, interviewers): NaN is missing."""
    units = {unit: n for n, unit in enumerate(sorted({(row.candidate, row.item) for row in table.rows}))}
    ratings = np.full((len(units), len(table.interviewers)), np.nan)
    for row in table.rows:
        ratings[units[row.candidate, row.item], table.interviewers.index(row.interviewer)] = row.value
    return ratings


@contextmanager
def warnings_of_others() -> Iterator[None]:
    """What a library warns of within itself is not ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.fixture(scope="module")
def libraries() -> dict[str, Any]:
    with warnings_of_others():
        import irrCAC.raw
        import krippendorff
        import pandas as pd
        import pingouin
    return {"irrCAC": irrCAC.raw, "krippendorff": krippendorff, "pandas": pd, "pingouin": pingouin}


def test_the_tables_tell_something() -> None:
    """Units rated once are among them, nearly all tables have an alpha, and it goes from chance to agreement."""
    alphas = [found.alpha_ordinal for found in map(agreement, TABLES) if found.alpha_ordinal is not None]
    assert len(alphas) >= 195
    assert (min(alphas) < 0, max(alphas) > 0.8) == (True, True)
    assert sum((np.isfinite(wide(table)).sum(axis=1) == 1).any() for table in TABLES) >= 100


@each_table
def test_alpha_is_that_of_krippendorff(libraries: dict[str, Any], table: Table) -> None:
    found = agreement(table)
    for level in ("nominal", "ordinal", "interval"):
        figure = getattr(found, f"alpha_{level}")
        if figure is not None:
            expected = libraries["krippendorff"].alpha(wide(table).T, level_of_measurement=level)
            assert figure == pytest.approx(expected, abs=THREE_DIGITS), level


@each_table
def test_ac2_is_that_of_irrcac(libraries: dict[str, Any], table: Table) -> None:
    ratings = libraries["pandas"].DataFrame(wide(table))
    points = [1.0, 2.0, 3.0, 4.0, 5.0]
    with warnings_of_others():
        expected = libraries["irrCAC"].CAC(ratings, weights="quadratic", categories=points, digits=6).gwet()
    assert agreement(table).ac2_quadratic == pytest.approx(expected["est"]["coefficient_value"], abs=THREE_DIGITS)


@pytest.mark.parametrize("seed", SEEDS)
def test_icc_is_that_of_pingouin(libraries: dict[str, Any], seed: int) -> None:
    random = np.random.default_rng(seed)
    subjects, raters = random.integers(3, 20), random.integers(2, 6)
    level = random.normal(3, 1.2, (subjects, 1)) + random.normal(0, 0.5, raters)
    scores = np.clip(np.round(level + random.normal(0, 0.7, (subjects, raters))), 1, 5)
    with warnings_of_others():
        long = libraries["pandas"].DataFrame(scores).reset_index().melt(id_vars="index")
        expected = libraries["pingouin"].intraclass_corr(long, "index", "variable", "value").set_index("Type")
    assert icc(scores) == pytest.approx(expected.loc["ICC(A,k)", "ICC"], abs=THREE_DIGITS)


@each_table
def test_item_rest_is_scipys_correlation(table: Table) -> None:
    for found in item_figures(table):
        on_item, on_others = item_and_rest(table, found.item)
        assert found.n == len(on_item)
        if found.item_rest is not None:
            expected = stats.pearsonr(on_item, on_others)
            assert found.item_rest == pytest.approx(expected.statistic, abs=THREE_DIGITS)
        if found.low is not None:
            assert (found.low, found.high) == pytest.approx(tuple(expected.confidence_interval(0.9)), abs=THREE_DIGITS)


def item_and_rest(table: Table, item: str) -> tuple[list[float], list[float]]:
    """Means of adjusted ratings on the item and on all others, of each candidate who has both."""
    effects = shared_effects(table, Sigmas.at(np.zeros((1, DIMENSIONS))))
    on_item, on_others = defaultdict(list), defaultdict(list)
    for row in table.rows:
        adjusted = row.value - sum(
            float(effects.get(key, [0])[0]) for key in (("interviewer", row.interviewer), ("item", row.item))
        )
        (on_item if row.item == item else on_others)[row.candidate].append(adjusted)
    both = sorted(on_item.keys() & on_others.keys())
    return [math.fsum(on_item[one]) / len(on_item[one]) for one in both], [
        math.fsum(on_others[one]) / len(on_others[one]) for one in both
    ]
