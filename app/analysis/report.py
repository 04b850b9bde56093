"""The figures as text for a terminal: words first, everybody in name order, never a rank."""

from collections.abc import Iterator, Sequence

from app.analysis.figures import Figures
from app.analysis.layout import aligned, paragraph, printable
from app.measure.doubt import UNJOINED
from app.measure.items import ADVICE_FROM, SHOWN_FROM, VALUE_FROM
from app.measure.table import Scale

NOTHING, MINUS = "–", "−"
SURE = 0.995
MARK = " *"


def report(figures: Figures, scale: Scale) -> str:
    """Return `figures` (see `app.analysis.figures`) as lines of up to 100 characters."""
    parts = (
        _heard(figures, scale),
        _candidates(figures["candidates"]),
        _pairs(figures["pairs"]),
        _help(figures["help"]),
        _agreement(figures["agreement"]),
        _interviewers(figures["interviewers"]),
        _items(figures["items"]),
    )
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"


def _heard(figures: Figures, scale: Scale) -> Iterator[str]:
    counts = [
        counted(sum(one["n"] for one in figures["candidates"]), "rating"),
        *(counted(len(figures[f"{one}s"]), one) for one in ("candidate", "interviewer", "item")),
    ]
    yield f"{', '.join(counts)}, on the scale from {scale.low:g} to {scale.high:g}."
    yield "“Could be”: of what is plausible after these ratings, 90 in 100 lies between the two numbers."


def _candidates(candidates: Sequence[Figures]) -> Iterator[str]:
    yield "Candidates, in name order"
    rows = [
        (printable(one["candidate"]), number(one["mean"], 2), str(one["n"]), str(one["interviewers"]))
        for one in candidates
    ]
    yield from aligned([("candidate", "mean", "ratings", "interviewers"), *rows], "<>>>")
    yield from paragraph("Plain means: they do not know who met a harsh interviewer. The differences below do.")
    without = [printable(one["candidate"]) for one in candidates if not one["n"]]
    if without:
        yield from paragraph(f"Without a rating, and so in no pair: {', '.join(without)}.")


def _pairs(pairs: Sequence[Figures]) -> Iterator[str]:
    yield "How sure is a difference?"
    if not pairs:
        yield from paragraph("There is none to tell: fewer than two candidates have a rating.")
        return
    yield from aligned([("in words", "difference", "chance", "gap", "could be"), *map(_pair, pairs)], "<<>>>")
    if not all(pair["connected"] for pair in pairs):
        yield from paragraph(MARK.strip() + " " + UNJOINED)


def _pair(pair: Figures) -> tuple[str, ...]:
    """Whoever has the better chance stands first, with the numbers seen from that side."""
    a, b = printable(pair["a"]), printable(pair["b"])
    mark = "" if pair["connected"] else MARK
    if pair["p"] >= 0.5:
        return pair["words"] + mark, f"{a} ahead of {b}", *_gap(pair["p"], *_gap_of(pair))
    low, gap, high = _gap_of(pair)
    return pair["words"] + mark, f"{b} ahead of {a}", *_gap(1 - pair["p"], -high, -gap, -low)


def _gap_of(pair: Figures) -> tuple[float, float, float]:
    return pair["low"], pair["difference"], pair["high"]


def _gap(chance: float, low: float, gap: float, high: float) -> tuple[str, str, str]:
    return "over 99 in 100" if chance > SURE else f"{100 * chance:.0f} in 100", number(gap), span(low, high)


def _help(changes: Sequence[Figures]) -> Iterator[str]:
    if changes:
        yield "What would help? Half the width of “could be” of a difference, the mean over all pairs"
        yield from aligned([(one["change"], number(one["half_width"], 2)) for one in changes], "<>")


def _agreement(found: Figures) -> Iterator[str]:
    yield "Do interviewers who heard the same answer agree?"
    yield from paragraph(found["words"])
    if not found["shown"]:
        return
    rows = [
        ("alpha, ordinal", number(found["alpha_ordinal"], 2), span(found["low"], found["high"], 2)),
        ("alpha, nominal", number(found["alpha_nominal"], 2), ""),
        ("alpha, interval", number(found["alpha_interval"], 2), ""),
        ("AC2, quadratic weights", number(found["ac2_quadratic"], 2), ""),
        ("the same rating", share(found["exact"]), ""),
        ("within one point", share(found["within_one"]), ""),
    ]
    answers = f"{counted(found['units'], 'answer')} of {counted(found['candidates'], 'candidate')}"
    yield from aligned([(answers, "", "could be"), *rows], "<>>")


def _interviewers(interviewers: Sequence[Figures]) -> Iterator[str]:
    yield "Interviewers, in name order"
    rows = [
        (
            printable(one["interviewer"]),
            str(one["n"]),
            number(one["mean"], 2),
            number(one["severity"]),
            span(one["low"], one["high"]),
            _severity(one),
        )
        for one in interviewers
    ]
    yield from aligned([("interviewer", "ratings", "mean", "severity", "could be", "in words"), *rows], "<>>>><")
    yield from paragraph("Severity: how many points lower than others somebody rates the same thing.")


def _severity(one: Figures) -> str:
    if one["severity"] is None:
        return "no rating"
    if one["low"] > 0:
        return "rates lower"
    return "rates higher" if one["high"] < 0 else "no clear difference"


def _items(items: Sequence[Figures]) -> Iterator[str]:
    yield "Which items separate? That is: agree with the other ratings, not: predict work"
    most = max(item["n"] for item in items)
    if most < SHOWN_FROM:
        yield from paragraph(
            f"Hidden: an item needs {SHOWN_FROM} candidates with other ratings too; the most here is {most}."
        )
        return
    yield from aligned([("item", "candidates", "with the rest", "could be", "in words"), *map(_item, items)], "<>>><")
    gates = f"hidden below {SHOWN_FROM} candidates and has only a direction below {VALUE_FROM}"
    yield from paragraph(f"An item is {gates}; advice comes from {ADVICE_FROM} on.")


def _item(item: Figures) -> tuple[str, ...]:
    name, n = printable(item["item"]), str(item["n"])
    if not item["shown"]:
        return name, n, "", "", "too few candidates"
    if item["item_rest"] is None:
        return name, n, "", "", "not defined: nothing differs"
    if item["n"] < VALUE_FROM:
        return name, n, "", "", item["advice"]
    return name, n, number(item["item_rest"], 2), span(item["low"], item["high"], 2), item["advice"] or ""


def counted(count: int, noun: str) -> str:
    """ "1 rating", "1,200 ratings"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def number(value: float | None, decimals: int = 1) -> str:
    if value is None:
        return NOTHING
    written = f"{value:.{decimals}f}"
    return written.removeprefix("-") if not float(written) else written.replace("-", MINUS)


def span(low: float | None, high: float | None, decimals: int = 1) -> str:
    return "" if low is None or high is None else f"{number(low, decimals)} to {number(high, decimals)}"


def share(value: float | None) -> str:
    return NOTHING if value is None else f"{100 * value:.0f} in 100"
