"""From the bytes of a file to what the command prints, or to all the reasons why it cannot."""

import json
from collections.abc import Sequence

from app.analysis.layout import printable
from app.domain.errors import Refused
from app.measure.table import Scale
from app.ratings_file import Entry, RatingsFile, read_ratings, scale_from

MOST_RATINGS = 1_500
MOST_PROBLEMS = 20


def analyse(content: bytes, scale: str, as_json: bool) -> str:
    """The report, or the figures as JSON. Raises Refused with every problem of the file, up to 20."""
    measured = _scale(scale)
    entries = _entries(content, measured)
    from app.analysis.figures import figures  # numpy and scipy take their time: a refusal needs neither

    found = figures(entries, measured)
    if as_json:
        return json.dumps(found, indent=2, allow_nan=False)
    from app.analysis.report import report

    return report(found, measured)


def _scale(text: str) -> Scale:
    try:
        return scale_from(text)
    except ValueError as error:
        raise Refused(printable(str(error))) from error


def _entries(content: bytes, scale: Scale) -> Sequence[Entry]:
    read = read_ratings(content, scale)
    if read.problems:
        raise Refused("\n".join(_problems(read, scale)))
    ratings = sum(entry.rating is not None for entry in read.entries)
    if ratings > MOST_RATINGS:
        raise Refused(
            f"The file has {ratings:,} ratings and the model takes up to {MOST_RATINGS:,}. "
            "Split it, for example by opening."
        )
    return read.entries


def _problems(read: RatingsFile, scale: Scale) -> Sequence[str]:
    count = len(read.problems)
    head = f"{count:,} problem{'' if count == 1 else 's'} in the file; nothing was worked out."
    more = [f"… and {count - MOST_PROBLEMS:,} more."] if count > MOST_PROBLEMS else []
    hint = [f"Another scale than {scale.low:g} to {scale.high:g}? Name it: --scale 1-9"] if read.off_scale else []
    return [head, *map(printable, read.problems[:MOST_PROBLEMS]), *more, *hint]
