"""What must or should be seen to before a card is locked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.bankfiles.schema import Item
from app.domain.content import Content, Draft, ItemContent
from app.domain.kit import Kit
from app.domain.ops import Op
from app.domain.rubric import Missing

NEEDS_EVIDENCE = frozenset({1, 2, 5})

FIELD_WORDS = {
    "rating": "a rating",
    "later": "a mark to rate later",
    "evidence": "the evidence",
    "claims": "the list of wrong claims",
    "stage": "the end of a stage",
    "probe": "a probe",
    "fact": "a fact",
    "fault": "a planted fault",
    "note": "a note",
    "clock": "the start of the clock",
    "recommendation": "the recommendation",
    "summary": "the summary",
}


@dataclass(frozen=True)
class Finding:
    """Something to see to before a card is locked. `item` is the key to go to; `stops` says whether it must be."""

    sentence: str
    item: str = ""
    stops: bool = True


def findings(draft: Draft, kit: Kit, names: Mapping[str, str]) -> list[Finding]:
    """What the review page lists: versions to choose from, the items in running order, then the card as a whole.

    `names`: competency code to name.
    """
    found = [Finding(_two_versions(name), item_of(name, ops)) for name, ops in draft.conflicts.items()]
    for item in kit.items:
        if f"rating/{item.key}" not in draft.conflicts:
            found += _of_item(draft.content, item, _title(item, names))
    if draft.content.recommendation is None and "recommendation" not in draft.conflicts:
        found.append(Finding("No recommendation yet. It comes last, after the competencies."))
    if draft.content.all_equal:
        found.append(Finding("All ratings are the same. Read them once more; nothing is wrong with that.", stops=False))
    return found


def item_of(name: str, ops: Sequence[Op] = ()) -> str:
    """The item that a field belongs to, or "": a note to the one that its first version names."""
    kind, _, rest = name.partition("/")
    if kind != "note":
        return rest.partition("/")[0]
    return next((op.value["item"] for op in ops if op.value and op.value.get("item")), "")


def field_words(name: str) -> str:
    return FIELD_WORDS[name.partition("/")[0]]


def _two_versions(name: str) -> str:
    return f"Two versions of {field_words(name)}: keep one of them."


def _of_item(content: Content, item: Item, title: str) -> list[Finding]:
    said = content.items[item.key]
    if not said.is_settled and said.progress == "rate later":
        return [Finding(f"{title} was to be rated later. Rate it now, or say why not.", item.key)]
    if not said.is_settled:
        return [Finding(f"{title} is not rated. Rate it, or say why not.", item.key)]
    if said.missing == Missing.ANSWERED_UNDER and said.under not in content.items.keys() - {item.key}:
        return [Finding(f"{title} was answered under another question: say which.", item.key)]
    return _of_evidence(said, title)


def _of_evidence(said: ItemContent, title: str) -> list[Finding]:
    if said.rating is None or said.evidence:
        return []
    sentence = f"{title} is rated {said.rating} and has no evidence. Star a line, or write what you heard."
    return [Finding(sentence, said.key, stops=said.rating in NEEDS_EVIDENCE)]


def _title(item: Item, names: Mapping[str, str]) -> str:
    name = names.get(item.competency, item.competency)
    return f"{item.stage} {name}" if item.stage else name
