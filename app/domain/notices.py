"""What to know before reading a profile or a comparison: what is missing, what differs, what to read with care."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.interview import State
from app.domain.profile import Entrant
from app.domain.scorecard import Scorecard
from app.domain.text import listed
from app.measure import panels


@dataclass(frozen=True)
class Notice:
    """The one thing to know before reading on."""

    title: str
    sentence: str


def notices(entrants: Sequence[Entrant]) -> list[Notice]:
    """All that apply, in the order in which they are printed."""
    every = (_sealed, _barred, _missing, _imported, _kits_differ, _versions_differ, _panels_differ, _with_care)
    return [found for notice in every if (found := notice(entrants))]


def cautions(card: Scorecard) -> list[str]:
    """What a reader of this card should bear in mind, as clauses."""
    submission = card.submission
    checks = {
        "the interview was cut short": card.interview.state == State.CUT_SHORT,
        "submitted more than three days late": card.was_very_late,
        "had seen ratings before taking the seat over": card.had_seen_ratings,
        "changed after reading other cards; the ratings from before are the ones that count": bool(
            submission and submission.latest is not submission.counted
        ),
    }
    return [words for words, holds in checks.items() if holds]


def _sealed(entrants: Sequence[Entrant]) -> Notice | None:
    names = [entrant.name for entrant in entrants if entrant.sealed]
    if not names:
        return None
    return Notice(
        "Your own card is open",
        f"Ratings of {listed(names)} stay sealed for you until you have submitted it.",
    )


def _barred(entrants: Sequence[Entrant]) -> Notice | None:
    names = [entrant.name for entrant in entrants if entrant.barred]
    if not names:
        return None
    return Notice("Not for you to read", f"Ratings of {listed(names)} are for the hiring manager and the panel.")


def _missing(entrants: Sequence[Entrant]) -> Notice | None:
    parts = [
        f"{card.author.name} on {entrant.name} ({card.interview.round.name})"
        for entrant in entrants
        for card in entrant.awaited
    ]
    if not parts:
        return None
    title = "1 card missing" if len(parts) == 1 else f"{len(parts)} cards missing"
    return Notice(title, f"Not in yet: {listed(parts)}.")


def _imported(entrants: Sequence[Entrant]) -> Notice | None:
    files = {card.submission.imported_from for one in entrants for card in one.cards if card.submission} - {""}
    if not files:
        return None
    names = [one.name for one in entrants if any(card.is_imported for card in one.cards)]
    return Notice(
        "Imported ratings",
        f"Cards on {listed(names)} were made from earlier ratings ({listed(sorted(files))}): without evidence, without "
        "anchors, and nobody here knows how blind they were.",
    )


def _kits_differ(entrants: Sequence[Entrant]) -> Notice | None:
    used = {entrant.name: _kits(entrant) for entrant in entrants if entrant.cards}
    if len(set(used.values())) < 2:
        return None
    parts = [f"{name} had {listed(sorted(kit for _, kit in kits))}" for name, kits in used.items()]
    return Notice(
        "Kits differ", f"{'; '.join(parts)}. {_shared(entrants)}Where questions differ, so does what a rating rests on."
    )


def _kits(entrant: Entrant) -> frozenset[tuple[int, str]]:
    kits = (card.interview.kit for card in entrant.cards if not card.is_imported)
    used = frozenset((kit.id, f"“{kit.title}”") for kit in kits if kit)
    return used | {(0, "imported ratings")} if any(card.is_imported for card in entrant.cards) else used


def _shared(entrants: Sequence[Entrant]) -> str:
    """How many questions were in everybody's kits, as a sentence."""
    asked = [frozenset(key for key, _ in _versions(one)) for one in entrants if one.cards]
    common, every = frozenset.intersection(*asked), frozenset.union(*asked)
    stand = "stands" if len(common) < 2 else "stand"
    return f"{len(common) or 'None'} of the {len(every)} questions in them {stand} in the kits of all. "


def _versions_differ(entrants: Sequence[Entrant]) -> Notice | None:
    had: dict[str, dict[str, set[int]]] = {}
    for one in entrants:
        for key, version in sorted(_versions(one)):
            had.setdefault(key, {}).setdefault(one.name, set()).add(version)
    parts = [
        f"{key}: {listed([f'{name} had version {listed(_texts(known))}' for name, known in names.items()])}"
        for key, names in had.items()
        if len(set().union(*names.values())) > 1
    ]
    if not parts:
        return None
    return Notice("Versions differ", f"{'; '.join(parts)}. Other words can bring other answers.")


def _versions(entrant: Entrant) -> set[tuple[str, int]]:
    """Key and version of each question in the kits that were used."""
    kits = [card.interview.kit for card in entrant.cards if not card.is_imported]
    return {(record.key, record.version) for kit in kits if kit for record in kit.records}


def _texts(numbers: set[int]) -> list[str]:
    return [str(number) for number in sorted(numbers)]


def _panels_differ(entrants: Sequence[Entrant]) -> Notice | None:
    met = {one.candidate.id: frozenset(card.author_id for card in one.cards) for one in entrants if one.cards}
    if len(set(met.values())) < 2:
        return None
    apart = panels.groups(met)
    if len(apart) > 1:
        names = {entrant.candidate.id: entrant.name for entrant in entrants}
        return _unjoined([sorted(names[one] for one in group) for group in apart])
    return Notice(
        "Panels differ",
        f"{'; '.join(f'{one.name} met {_met(one)}' for one in entrants if one.cards)}. A gap between candidates can be "
        "a gap between interviewers.",
    )


def _met(entrant: Entrant) -> str:
    return listed(sorted({card.author.name for card in entrant.cards}))


def _unjoined(groups: list[list[str]]) -> Notice:
    apart = "; ".join(listed(group) for group in groups)
    return Notice(
        "No shared interviewer",
        f"Nobody has met candidates of more than one of these groups: {apart}. Comparing across them rests on assuming "
        "that their interviewers rate alike.",
    )


def _with_care(entrants: Sequence[Entrant]) -> Notice | None:
    notes = [
        f"{card.author.name} on {entrant.name}: {listed(why)}"
        for entrant in entrants
        for card in entrant.cards
        if (why := cautions(card))
    ]
    return Notice("Read with care", f"{'. '.join(notes)}.") if notes else None
