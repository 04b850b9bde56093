"""How long the list of 200 candidates × 5 interviewers × 12 items takes: `python -m tests.bench.overview`.

First, with nothing kept yet and every reading to be noted; then again, a page of fifty and all on one. Against the
floor page of `tests.bench.comparison` for as many ratings, turn by turn in the same minute.
"""

import tempfile
from pathlib import Path

from tests.bench.comparison import INTERVIEWERS, ITEMS, floor, in_turn, report, timed
from tests.crowd import crowd
from tests.sites import site_in

CANDIDATES = 200


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, site_in(f"sqlite:///{folder}/palate.db", Path(folder)) as site:
        large = crowd(site.session, site.world, CANDIDATES, INTERVIEWERS, ITEMS)
        hana, bare = site.client(site.world.hana), floor(Path(folder), CANDIDATES).test_client()
        path = f"/openings/{large.opening.id}/overview"
        busy, clock = timed(lambda: hana.get(f"{path}?page=all"))
        print(f"{'all, for the first time':<30} processor {busy:7.1f} ms   clock {clock:7.1f} ms")
        pages = {
            "floor": lambda: bare.get("/"),
            "a page of fifty": lambda: hana.get(path),
            "a page of fifty, by Purpose": lambda: hana.get(f"{path}?by=PUR"),
            "all on one page": lambda: hana.get(f"{path}?page=all"),
        }
        report(in_turn(pages, rounds=7))


if __name__ == "__main__":
    main()
