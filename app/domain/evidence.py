"""What was heard of each candidate in one competency: question, rating with its anchor, evidence. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.bankfiles.schema import Item
from app.domain.profile import Cell, Gap, Mark
from app.domain.text import fit_in_columns


@dataclass(frozen=True)
class Asked:
    """One question, or one stage, in one round, and what each interviewer made of the answer. `marks` in name order."""

    item: Item
    source: str
    marks: Sequence[Mark]
    gaps: Sequence[Gap]

    @property
    def words(self) -> str:
        """What was asked, or "" where nobody here knows."""
        return self.item.ask

    @property
    def texts(self) -> list[str]:
        """All that stands under it: the question, the anchors, what was written down."""
        said = [text for mark in self.marks for text in (anchor_of(mark), *(line.text for line in mark.evidence))]
        return [self.words, *said]

    @property
    def is_abreast(self) -> bool:
        """On paper: do the interviewers stand in columns?"""
        return fit_in_columns(self.texts, len(self.marks))


def asked(cell: Cell) -> list[Asked]:
    """By question, in the order of the interviews and of their kits."""
    found: dict[tuple[str, str], tuple[Item, list[Mark], list[Gap]]] = {}
    every: list[Mark | Gap] = [*cell.marks, *cell.gaps]
    for one in every:
        if one.item is None:
            continue
        _, marks, gaps = found.setdefault((one.item.key, one.source), (one.item, [], []))
        marks.append(one) if isinstance(one, Mark) else gaps.append(one)
    return [
        Asked(item, source, sorted(marks, key=lambda mark: mark.by.name), gaps)
        for (_, source), (item, marks, gaps) in found.items()
    ]


def are_abreast(questions: Sequence[Asked]) -> bool:
    """On paper: do the questions stand in columns? Each then has its interviewers below each other."""
    return fit_in_columns([text for one in questions for text in one.texts], len(questions))


def not_heard(cell: Cell) -> list[str]:
    """What is missing as a whole: cards that are not in, interviews that fell through, or why there is nothing."""
    whole = [f"{gap.reason}: {gap.name}" for gap in cell.gaps if gap.item is None]
    return whole or ([cell.entrant.lack] if not cell.marks and not cell.gaps else [])


def anchor_of(mark: Mark) -> str:
    """What the question's guide says of an answer at this point of the scale; "" where there is none."""
    return mark.item.anchors.get(mark.value, "")
