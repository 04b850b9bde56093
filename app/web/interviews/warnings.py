"""What to know about a plan before the interview begins: repeated questions, panels apart, people who are busy."""

from collections.abc import Mapping, Sequence

from app.domain.candidate import Candidate
from app.domain.interview import Interview
from app.domain.people import Person
from app.measure.panels import groups
from app.web.progress import listed, seats


def repeated(interview: Interview, others: Sequence[Interview], asked: Mapping[int, Mapping[str, str]]) -> list[str]:
    """Questions that the candidate would meet in another interview too, or has met in an earlier application. `asked`:
    kit id to question key to title."""
    here = asked[interview.kit.id] if interview.kit else {}
    sentences = [
        _again(interview, other, listed([here[key] for key in sorted(both)]))
        for other in others
        if other.id != interview.id and other.kit and not other.state.fell_through
        if (both := set(here) & set(asked[other.kit.id]))
    ]
    return list(dict.fromkeys(sentences))


def _again(interview: Interview, other: Interview, what: str) -> str:
    name = interview.candidate.name
    if other.candidate_id != interview.candidate_id:
        return f"{name} has met {what} in an earlier application. Choose another kit for this round."
    return f"{name} would meet {what} here and in {other.round.name}. Choose another kit for one of the two rounds."


def apart(candidate: Candidate, candidates: Sequence[Candidate], interviews: Sequence[Interview]) -> list[str]:
    """Candidates of the opening whom no interviewer, nor a chain of them, joins with this one."""
    panels: dict[int, set[int]] = {one.id: set() for one in candidates if not one.withdrawal}
    for interview in interviews:
        if interview.candidate_id in panels and not interview.state.fell_through:
            panels[interview.candidate_id] |= {card.author_id for card in seats(interview) if not card.is_shadow}
    joined = groups(panels)
    if not panels.get(candidate.id) or len(joined) < 2:
        return []
    far = {one for group in joined if candidate.id not in group for one in group}
    names = listed([one.name for one in candidates if one.id in far])
    return [
        f"{candidate.name} and {names} share no interviewer, so their ratings cannot be set side by side. "
        "Put one person on both panels."
    ]


def busy(people: Sequence[Person]) -> list[str]:
    """A sentence for each of these people, who sit in another interview then."""
    return [
        f"{person.name} has another interview at this time. Move this one, or take somebody else." for person in people
    ]
