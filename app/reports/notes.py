"""What an interviewer wrote, at any moment, as plain text to take away."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from app.domain.content import Content, ItemContent, Line
from app.domain.scorecard import Scorecard
from app.reports.files import file_name


def notes_name(card: Scorecard) -> str:
    return file_name("notes", card.interview.candidate.name, "by", card.author.name, suffix="txt")


def plain(card: Scorecard, content: Content, labels: Mapping[str, str], versions: Sequence[str] = ()) -> str:
    """One thing a line: the stream by the clock, then every rating with its sentence, then the whole.

    `labels`: item key to the name that its tag carries; `versions`: sentences on fields that stand in two versions.
    """
    parts = [
        _head(card, content),
        ["Notes (a star is evidence)", *(_line(line, labels) for line in content.lines)],
        ["Ratings", *(text for key, label in labels.items() for text in _rating(content.items[key], label, labels))],
        [f"Recommendation: {content.recommendation.words if content.recommendation else '—'}", content.summary],
        list(versions),
    ]
    return "\n\n".join("\n".join(filter(None, part)) for part in parts if part) + "\n"


def _head(card: Scorecard, content: Content) -> list[str]:
    interview, zone = card.interview, ZoneInfo(card.interview.zone)
    locked, held = card.submission, card.on_paper_at
    return [
        f"Notes: {interview.candidate.name}, {interview.candidate.opening.title}",
        f"{interview.round.name}, {interview.local_start:%-d %B %Y}, by {card.author.name}",
        f"Submitted {locked.at.astimezone(zone):%-d %B %Y, %H:%M}" if locked else "Not submitted yet",
        f"Entered from paper; held {held.astimezone(zone):%-d %B %Y, %H:%M}" if held else "",
        "" if content.started_at else "The clock was not started, so no line has a minute.",
    ]


def _line(line: Line, labels: Mapping[str, str]) -> str:
    tags = " + ".join(labels[tag] for tag in line.tags if tag in labels) or "no question"
    when = "--:--" if line.at is None else "{:02}:{:02}".format(*divmod(line.at, 60))
    return f"{when} {'*' if line.starred else ' '} [{tags}] {line.text}"


def _rating(said: ItemContent, label: str, labels: Mapping[str, str]) -> list[str]:
    rated = f"{said.rating}, {said.words.lower()}" if said.rating is not None else said.words
    under = f": {labels[said.under]}" if said.under in labels else ""
    claims = f"  Wrong claims: {said.claims}" if said.claims else ""
    return [f"{label}: {rated}{under}", f"  {said.sentence}" if said.sentence else "", claims]
