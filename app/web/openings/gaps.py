"""What is worth knowing about the kits of an opening before the first interview. It warns and never blocks."""

from collections import Counter

from app.domain.opening import Opening, Round

ENOUGH = 2


def gaps(opening: Opening) -> list[str]:
    """Sentences on competencies that the chosen kits do not rate often enough, and on kits longer than their round.

    The opening must be loaded with its kits down to the questions. Without a kit there is nothing to say yet.
    """
    kits = [round_.kit for round_ in opening.rounds if round_.kit]
    if not kits:
        return []
    rated = Counter(item.competency for kit in kits for item in kit.items)
    thin = [
        _thin(weight.competency.name, rated[weight.competency_code])
        for weight in opening.weights
        if rated[weight.competency_code] < ENOUGH
    ]
    return thin + [_long(round_) for round_ in opening.rounds if _is_too_long(round_)]


def _thin(name: str, times: int) -> str:
    if times:
        return f"{name} is rated once over all rounds. A second rating, by another person, makes it worth comparing."
    return f"{name} has a weight and no kit rates it. Choose a kit with a question on it, or take the weight away."


def _is_too_long(round_: Round) -> bool:
    return round_.kit is not None and round_.kit.planned_minutes > round_.minutes


def _long(round_: Round) -> str:
    planned = round_.kit.planned_minutes if round_.kit else 0
    return (
        f"{round_.name} takes {round_.minutes} minutes and the questions of its kit take {planned}. "
        "Give the round more time, or take a shorter kit."
    )
