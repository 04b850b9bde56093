"""Finding records of the bank by their words: all words, each from its beginning; phrases in quotation marks."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.bank import BankRecord, Question

LONGEST = 200  # characters of what is looked for
MOST = 12  # words and phrases
AROUND = 80  # characters shown before and after the first word that was found
PASSAGES = 2  # shown of a record
KEPT = 4_096  # versions whose words are kept; a large bank has a hundred

WORD = re.compile(r"[^\W_]+")
TERM = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]|([^\s\"“”„«»]+)")

# What is found in a title or in what is asked says more than what is found in an anchor.
TITLE, ASKED, GIVEN, MEANT, RATED = 16, 8, 4, 2, 1


@dataclass(frozen=True)
class Term:
    """Words that must follow each other. `whole`: the last one too; else it is the beginning of a word."""

    words: tuple[str, ...]
    whole: bool

    @property
    def needle(self) -> str:
        return " " + " ".join(self.words) + (" " if self.whole else "")


@dataclass(frozen=True)
class Passage:
    """A stretch of one part of a record ("Anchor 3"): texts in order, each with whether it was looked for."""

    part: str
    texts: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Hit:
    """A record that holds every term, and where. `worth` is for sorting, and is shown nowhere."""

    record: BankRecord
    passages: Sequence[Passage]
    worth: int


@dataclass(frozen=True)
class _Text:
    """One part of a record: its words as they are compared, each between two spaces, and where they stand."""

    part: str
    weight: int
    text: str
    folded: str
    spans: tuple[tuple[int, int], ...]


def terms(typed: str) -> list[Term]:
    """What to look for: `customer "month end"` is the beginning of a word and a phrase. Punctuation parts words:
    CAN-SR finds the words CAN and SR one after the other."""
    found = (
        Term(tuple(map(_folded, WORD.findall(quoted or plain))), whole=bool(quoted))
        for quoted, plain in TERM.findall(typed[:LONGEST])
    )
    return list(dict.fromkeys(term for term in found if all(term.words) and term.words))[:MOST]


def find(records: Iterable[BankRecord], wanted: Sequence[Term]) -> list[Hit]:
    """Records that hold every term somewhere, the best first: in the title, then in what is asked, what is given to
    read, what it is asked for, and the anchors. Equal ones by key."""
    hits = [hit for record in records if (hit := _hit(record, wanted))]
    return sorted(hits, key=lambda hit: (-hit.worth, hit.record.key))


def _hit(record: BankRecord, wanted: Sequence[Term]) -> Hit | None:
    texts = _texts_of(record)
    best = [max((one.weight for one in texts if term.needle in one.folded), default=0) for term in wanted]
    if not all(best):
        return None
    holding = [(sum(term.needle in one.folded for term in wanted), one) for one in texts]
    shown = sorted((pair for pair in holding if pair[0]), key=lambda pair: (-pair[0], -pair[1].weight))[:PASSAGES]
    return Hit(record, [_passage(one, wanted) for _, one in shown], sum(best))


def _passage(one: _Text, wanted: Sequence[Term]) -> Passage:
    marked = sorted({span for term in wanted for span in _places(one, term)})
    first = marked[0][0]
    begin = _word_edge(one.text, first - AROUND)
    end = max(marked[0][1], _word_edge(one.text, first + 2 * AROUND))
    texts = list(_cut(one.text, begin, end, [(a, b) for a, b in marked if b <= end]))
    before, after = ("… " if begin else ""), (" …" if end < len(one.text) else "")
    return Passage(one.part, [pair for pair in [(before, False), *texts, (after, False)] if pair[0]])


def _cut(text: str, begin: int, end: int, marked: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    at = begin
    for start, stop in marked:
        if stop > at:
            yield text[at : max(start, at)], False
            yield text[max(start, at) : stop], True
            at = stop
    yield text[at:end], False


def _word_edge(text: str, at: int) -> int:
    """The beginning of the word there."""
    if at <= 0 or at >= len(text):
        return max(0, min(at, len(text)))
    return text.rfind(" ", 0, at) + 1


def _places(one: _Text, term: Term) -> Iterator[tuple[int, int]]:
    """Where the term stands in the text, from its first letter to the end of its last word."""
    at = one.folded.find(term.needle)
    while at >= 0:
        word = one.folded.count(" ", 0, at)
        yield one.spans[word][0], one.spans[word + len(term.words) - 1][1]
        at = one.folded.find(term.needle, at + 1)


def _texts_of(record: BankRecord) -> Sequence[_Text]:
    if record.digest not in _kept:
        if len(_kept) >= KEPT:
            _kept.clear()
        _kept[record.digest] = tuple(_text(*said) for said in _said(record) if said[2])
    return _kept[record.digest]


_kept: dict[str, Sequence[_Text]] = {}  # words never change under a digest


def _said(record: BankRecord) -> Iterator[tuple[str, int, str]]:
    """Name, weight and text of each part that is looked through."""
    yield "Key", TITLE, record.key
    if record.title != record.key:
        yield "Title", TITLE, record.title
    for item in record.items:
        stage = f"{item.stage} · " if item.stage else ""
        yield f"{stage}What is asked", ASKED, item.ask
        yield f"{stage}Read out first", ASKED, item.read_first
        yield f"{stage}What the candidate has to read", GIVEN, item.handout
        yield f"{stage}Why it is asked", MEANT, item.intent
        for point, anchor in item.anchors.items():
            yield f"{stage}Anchor {point}", RATED, anchor
    if isinstance(record.words, Question):
        yield "Why it matters for the job", MEANT, record.words.job_relevance


def _text(part: str, weight: int, text: str) -> _Text:
    words = [*WORD.finditer(text)]
    folded = "".join(f" {_folded(word[0])}" for word in words)
    return _Text(part, weight, text, f"{folded} ", tuple(word.span() for word in words))


@lru_cache(maxsize=32_768)
def _folded(word: str) -> str:
    """Without accents and case: "Café" and "CAFE" are one word."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if part.isalnum()).casefold()
