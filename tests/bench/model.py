"""How long it takes to say how sure we are: `python -m tests.bench.model`.

As figures, and as a ratio against Cholesky's factors of as many matrices of the same size, made by numpy in the same
minute: what the integration cannot do without.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np

from app.measure.doubt import Doubt, doubt
from app.measure.model import POINTS
from app.measure.table import Rating, Table

ROUNDS = 7
COMPETENCIES = ("CAN", "DIA", "PUR", "SHI", "TRA")
EQUAL_SHARES = dict.fromkeys(COMPETENCIES, 0.2)
PALATE = Path(sys.executable).with_name("palate")


def main() -> None:
    on_a_page = [drawn(6, 5, 12, seed) for seed in range(ROUNDS)]
    in_an_opening = [drawn(10, 5, 12, seed) for seed in range(ROUNDS)]
    for what, tables in (
        ("6 x 5 x 12, five competencies", on_a_page),
        ("600 ratings, five competencies", in_an_opening),
    ):
        report(what, [timed(partial(say, table)) for table in tables], tables[0])
    again = timed(partial(say, on_a_page[0]))
    print(f"{'6 x 5 x 12 once more, kept':<46} {1000 * again:8.2f} ms")
    analyse(drawn(20, 5, 12, 0))


def say(table: Table) -> Doubt:
    return doubt(table, table.candidates, EQUAL_SHARES)


def drawn(candidates: int, interviewers: int, items: int, seed: int) -> Table:
    """Everybody meets everybody; each table is new, so nothing is kept from the one before."""
    random = np.random.default_rng(seed)
    levels, leniency = random.normal(3, 0.6, candidates), random.normal(0, 0.4, interviewers)
    return Table.of(
        Rating(
            f"candidate {c}",
            f"interviewer {r}",
            f"question {i}",
            float(np.clip(np.rint(levels[c] + leniency[r] + random.normal(0, 0.8)), 1, 5)),
            COMPETENCIES[i % len(COMPETENCIES)],
        )
        for c, r, i in product(range(candidates), range(interviewers), range(items))
    )


def timed(act: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def report(what: str, times: list[float], table: Table) -> None:
    median, slowest = statistics.median(times), max(times)
    figures = f"median {1000 * median:5.0f} ms   slowest {1000 * slowest:5.0f} ms"
    print(f"{what:<46} {figures}   {median / floor(table):6.1f} times numpy's factors")


def floor(table: Table) -> float:
    """Seconds for the factors of a matrix at each point, as wide as what the table's candidates share."""
    size = 1 + len(table.interviewers) + len(table.items)
    matrices = np.broadcast_to(np.eye(size) + 0.1, (POINTS, size, size)).copy()
    return statistics.median(timed(lambda: np.linalg.cholesky(matrices)) for _ in range(ROUNDS))


def analyse(table: Table) -> None:
    """`palate analyse` from the start of the process to its end, and the most memory that it held."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ratings.csv"
        lines = [f"{row.candidate},{row.interviewer},{row.item},{row.value:.0f}" for row in table.rows]
        file.write_text("\n".join(["candidate,interviewer,item,rating", *lines, ""]))
        if process("analyse", "--help")[0]:
            print("palate analyse: the command does not exist yet, so there is nothing to time")
            return
        runs = [process("analyse", str(file), "--json") for _ in range(3)]
    failed, seconds, megabytes = (max(figures) for figures in zip(*runs, strict=True))
    outcome = "   FAILED" if failed else ""
    print(f"{'palate analyse, 20 x 5 x 12':<46} slowest {seconds:5.2f} s   {megabytes:5.0f} MB at most{outcome}")


def process(*words: str) -> tuple[int, float, float]:
    """Exit code, seconds, megabytes; what it prints is thrown away."""
    began = time.perf_counter()
    nothing = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    child = os.posix_spawn(PALATE, [str(PALATE), *words], os.environ, file_actions=nothing)
    _, status, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), time.perf_counter() - began, used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
