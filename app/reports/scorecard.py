"""One scorecard: as a PDF, and as plain text for another system."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from jinja2 import Environment

from app.domain.content import Line
from app.domain.sheet import Entry, Heard, Sheet
from app.reports.files import file_name
from app.reports.pdf import Paper, render
from app.reports.proof import Proof


def pdf(sheet: Sheet, env: Environment, paper: Paper = Paper.A4, address: str = "") -> bytes:
    """The card as a tagged PDF. `env`: the application's Jinja environment; `address`: see `Proof`."""
    return render(env, "scorecard.html", paper, sheet=sheet, proof=Proof(sheet.fingerprint, address))


def pdf_name(sheet: Sheet) -> str:
    return file_name("scorecard", sheet.interview.candidate.name, "by", sheet.card.author.name, suffix="pdf")


def plain(sheet: Sheet) -> str:
    """The card in plain words, one thing a line, to be pasted into an applicant tracking system."""
    interview, content = sheet.interview, sheet.content
    head = [
        f"Scorecard: {interview.candidate.name}, {interview.candidate.opening.title}",
        f"{interview.round.name}, {interview.local_start:%-d %B %Y}, by {sheet.card.author.name}",
        *_from_paper(sheet),
    ]
    end = [
        "",
        f"Recommendation: {content.recommendation.words if content.recommendation else '—'}",
        *([content.summary] if content.summary else []),
        "",
        f"Fingerprint: {sheet.fingerprint}",
    ]
    return "\n".join([*head, *(line for entry in sheet.entries for line in _entry(entry)), *end]) + "\n"


def _from_paper(sheet: Sheet) -> list[str]:
    held, zone = sheet.card.on_paper_at, ZoneInfo(sheet.interview.zone)
    return [f"Entered from paper; held {held.astimezone(zone):%-d %B %Y, %H:%M}"] if held else []


def _entry(entry: Entry) -> list[str]:
    claims = [f"Wrong claims: {entry.content.claims}"] if entry.content.claims else []
    faults = [f"- Planted, line {found.line}: {found.fault} ({found.outcome.lower()})" for found in entry.faults]
    return [
        "",
        f"{entry.title}: {entry.verdict}",
        *([entry.anchor] if entry.anchor else []),
        *_evidence(entry.content.evidence),
        *_facts("Asked", entry.asked),
        *_facts("Given", entry.given),
        *faults,
        *claims,
    ]


def _evidence(lines: Iterable[Line]) -> list[str]:
    return [f"- {_stamped(line.text, line.at)}" for line in lines]


def _facts(label: str, facts: Iterable[Heard]) -> list[str]:
    told = "; ".join(_stamped(fact.words, fact.at) for fact in facts)
    return [f"{label}: {told}"] if told else []


def _stamped(words: str, at: int | None) -> str:
    return words if at is None else f"{words} ({at // 60:02}:{at % 60:02})"
