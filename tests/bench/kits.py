"""How long it takes to choose the questions of a kit: `python -m tests.bench.kits`.

From the shipped bank, all of it offered whatever its level and status, which is three times what a kit chooses from;
and from one level, as the page does.
"""

import statistics
import time
from collections.abc import Sequence

from app import shipped
from app.bankfiles.reader import read_bank
from app.bankfiles.schema import CODES
from app.measure.selection import Gap, Held, Offer, choose

ROUNDS = 9
KINDS = ("talk", "scenario", "review")
EIGHT = dict.fromkeys(CODES, 12)
FIVE = {"PUR": 25, "CUS": 20, "TRA": 20, "AIS": 20, "RES": 15}


def main() -> None:
    bank = read_bank(shipped("question_bank"))
    everything, senior = bank.asked, [record for record in bank.asked if record.level == "senior"]
    talk, all_rounds = [Gap(45, "talk")], [Gap(45, kind) for kind in KINDS]
    report(f"{len(senior)} of one level, a round, five competencies", offers(senior), talk, FIVE)
    report(f"{len(everything)} of all levels, a round, five competencies", offers(everything), talk, FIVE)
    report(f"{len(everything)} of all levels, a round, eight competencies", offers(everything), talk, EIGHT)
    report(f"{len(everything)} of all levels, three rounds, eight", offers(everything), all_rounds, EIGHT)


def offers(records: Sequence[object]) -> list[Offer]:
    return [offer(record, n) for n, record in enumerate(records)]


def offer(record: object, number: int) -> Offer:
    items = record.items()  # type: ignore[attr-defined]
    codes = [item.competency for item in items]
    fits = {"scenario"} if len(items) > 1 else {"review"} if "-REV-" in items[0].key else {"talk", "review"}
    leads = fits if len(fits) == 1 else {"talk"}
    ratings = {code: codes.count(code) for code in codes}
    return Offer(record.id, record.minutes, ratings, fits, leads, asked=number * 7 % 5)  # type: ignore[attr-defined]


def report(what: str, offered: list[Offer], gaps: list[Gap], weights: dict[str, int]) -> None:
    """Each time with another round held, so that nothing can be kept from the time before."""
    times = [timed(offered, gaps, weights, CODES[n % len(CODES)]) for n in range(ROUNDS)]
    print(f"{what:<52} median {1000 * statistics.median(times):4.0f} ms   slowest {1000 * max(times):4.0f} ms")


def timed(offered: list[Offer], gaps: list[Gap], weights: dict[str, int], rated: str) -> float:
    """Seconds."""
    began = time.perf_counter()
    choose(offered, gaps, [Held(frozenset(), {rated: 1})], weights)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
