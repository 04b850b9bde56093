"""Tables of ratings for the tests of the model."""

import numpy as np
from hypothesis import strategies as st

from app.measure.table import Rating, Table

COMPETENCIES = ("CAN", "PUR", "SHI")

# The design's example: C met the lenient interviewer and A the harsh one, so C has the best plain mean.
GOLDEN = Table.of(
    Rating(candidate, f"r{interviewer}", f"i{item}", float(value))
    for candidate, interviewer, values in (
        ("A", 0, "3324"),
        ("A", 1, "4435"),
        ("B", 0, "2223"),
        ("B", 2, "4434"),
        ("C", 1, "343-"),
        ("C", 2, "5454"),
    )
    for item, value in enumerate(values)
    if value != "-"
)


def full(candidates: int, interviewers: int, items: int, seed: int = 0) -> Table:
    """Everybody rates everybody on everything, by the throw of a die with five faces."""
    random = np.random.default_rng(seed)
    return Table.of(
        Rating(f"c{c:02}", f"r{r:02}", f"i{i:03}", float(random.integers(1, 6)), COMPETENCIES[i % 3])
        for c in range(candidates)
        for r in range(interviewers)
        for i in range(items)
    )


def patchy(seed: int, share: float = 0.5) -> Table:
    """Some of the cells of a small full table, one at least for each candidate; not all items are shared."""
    random = np.random.default_rng(seed)
    rows = [
        row
        for row in full(4, 3, 6, seed).rows
        if random.random() < share or (row.interviewer, row.item) == ("r00", "i000")
    ]
    return Table.of(row._replace(item=f"{row.item} of {row.candidate}") if row.item == "i005" else row for row in rows)


@st.composite
def small(draw: st.DrawFn) -> Table:
    """Up to four candidates, three interviewers, four items, each rating there or missing."""
    cells = st.tuples(st.sampled_from("ABCD"), st.sampled_from("xyz"), st.sampled_from("1234"))
    values = st.integers(1, 5).map(float)
    ratings = draw(st.dictionaries(cells, values, min_size=1, max_size=24))
    return Table.of(Rating(*cell, value) for cell, value in ratings.items())
