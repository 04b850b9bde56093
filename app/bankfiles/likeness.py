"""Texts that are nearly the same, also when somebody has reworded one.

A text is the stems of its content words; each stem weighs what it tells apart: (1 + ln how often it stands in the text)
times ln(1 + all texts / texts that hold it), which is tf-idf (Spärck Jones 1972). The likeness of two texts is the
cosine of their weights, 0 to 1. The limits stand between what the shipped bank holds (two of its prompts reach 0.22,
anchors of two records 0.40, two anchors of one record 0.61) and what a lazy paraphrase reaches (0.49 and more).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log, sqrt

from app.bankfiles.problems import Problem
from app.bankfiles.reader import Entry
from app.bankfiles.schema import Question
from app.bankfiles.tree import Path
from app.bankfiles.wording import anchors, words_of

ALIKE_PROMPTS = 0.35
ALIKE_ANCHORS = 0.46
ALIKE_WITHIN = 0.8

# What stands in any text tells none apart.
COMMON = frozenset(
    words_of(
        "a an the and or but if of in on at to for from by with as is are was were be been it its this that these"
        " those they them their he she his her him you your we our us i me my who whom which what when where how"
        " do does did done not no nor so than then there here"
    )
)
ENDINGS = re.compile(r"(?<=\w{3})(?:ings?|edly|ed|es|ers?|ly|s)$")
DOUBLED = re.compile(r"([bdgmnprt])\1$")

Placed = tuple[Entry, Path, str]
Weights = dict[str, float]


def near_duplicates(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Prompts and anchors of different records differ, and so do the anchors of one record."""
    for texts, limit in placed(entries):
        yield from too_alike(texts, limit, texts)


def near_duplicates_of(entry: Entry, others: Sequence[Entry]) -> Iterator[Problem]:
    """The same for one record among others, which are not held against each other."""
    for texts, limit in placed([*others, entry]):
        yield from too_alike(texts, limit, [text for text in texts if text[0] is entry])


def placed(entries: Sequence[Entry]) -> Iterator[tuple[list[Placed], float]]:
    """Yield the texts of a kind with the likeness that they may not reach."""
    asked = [(entry, entry.record.prompt) for entry in entries if isinstance(entry.record, Question)]
    yield [(entry, ("prompt",), text) for entry, text in asked], ALIKE_PROMPTS
    yield [(entry, path, text) for entry in entries for path, text in anchors(entry)], ALIKE_ANCHORS


def too_alike(texts: Sequence[Placed], limit: float, last: Sequence[Placed]) -> Iterator[Problem]:
    """Say which of `last`, the end of `texts`, are too much like one before them."""
    for first, second, likeness in alike([text for _, _, text in texts], limit, len(texts) - len(last)):
        (one, there, _), (entry, path, _) = texts[first], texts[second]
        if one is not entry or likeness >= ALIKE_WITHIN:
            place = one.problem(there, "")
            yield entry.problem(path, f"Is nearly the text of {place}; make them differ in kind.")


def alike(texts: Sequence[str], limit: float, start: int = 0) -> Iterator[tuple[int, int, float]]:
    """Yield (place of the earlier text, place of the later, likeness) of each pair that reaches `limit`; the later
    text stands at `start` or behind."""
    seen: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for second, weights in enumerate(weighted(texts)):
        if second >= start:
            yield from ((first, second, likeness) for first, likeness in shared(weights, seen) if likeness >= limit)
        for stem, weight in weights.items():
            seen[stem].append((second, weight))


def shared(weights: Weights, seen: Mapping[str, Sequence[tuple[int, float]]]) -> Iterable[tuple[int, float]]:
    """Return place and likeness of each text in `seen` that holds one of these stems."""
    found: defaultdict[int, float] = defaultdict(float)
    for stem, weight in weights.items():
        for first, other in seen.get(stem, ()):
            found[first] += weight * other
    return found.items()


def weighted(texts: Sequence[str]) -> list[Weights]:
    """Return the weight of each stem of each text; the squares of a text's weights add up to 1."""
    counts = [counted(text) for text in texts]
    holding = Counter(stem for count in counts for stem in count)
    rarity = {stem: log(1 + len(texts) / held) for stem, held in holding.items()}
    return [of_length_one({stem: (1 + log(n)) * rarity[stem] for stem, n in count.items()}) for count in counts]


@lru_cache(maxsize=4096)  # the texts of a whole bank: a draft is held against them at every pause in typing
def counted(text: str) -> Counter[str]:
    return Counter(stems(text))


def of_length_one(weights: Weights) -> Weights:
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {stem: weight / length for stem, weight in weights.items()}


def stems(text: str) -> Iterator[str]:
    """Yield the content words of `text` without their endings: "tested" and "testing" are both "test"."""
    for word in words_of(text.lower()):
        if word not in COMMON:
            yield stem_of(re.sub(r"['’]s?$", "", word))


def stem_of(word: str) -> str:
    bare = DOUBLED.sub(r"\1", ENDINGS.sub("", word, count=1))
    return bare[:-1] if bare.endswith("e") and len(bare) > 3 else bare
