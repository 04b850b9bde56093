"""Rules about the words of a record, each a function from an entry to its problems.

Reading level is LIX (Björnsson 1968): words in a sentence, plus the percentage of words longer than six letters.
40 is a newspaper, 50 a hard report; the limits here are generous and catch only what nobody can read aloud.
"""

import re
from collections.abc import Callable, Iterator

from app.bankfiles.parts import GRADES
from app.bankfiles.problems import Problem
from app.bankfiles.reader import Entry
from app.bankfiles.schema import Question, Scenario, Stage
from app.bankfiles.topics import BARRED_TOPICS
from app.bankfiles.tree import Path

PROMPT_WORDS = 60
ANCHOR_WORDS = 45
LISTEN_FOR = range(4, 8)
PROBES = range(3, 7)
PHRASE_WORDS = 25
HARDEST_PROMPT = 55
HARDEST_ANCHORS = 65

Rule = Callable[[Entry], Iterator[Problem]]
Rated = tuple[Path, Question | Stage]


def words_of(text: str) -> list[str]:
    return re.findall(r"[\w'’-]*\w[\w'’-]*", text)


def rated(entry: Entry) -> list[Rated]:
    """Return what carries anchors in a record: the question itself, or each stage of the scenario."""
    record = entry.record
    if isinstance(record, Question):
        return [((), record)]
    if isinstance(record, Scenario):
        return [(("stages", place), stage) for place, stage in enumerate(record.stages)]
    return []


def spoken(entry: Entry) -> Iterator[tuple[Path, str]]:
    """Yield what is read aloud to a candidate."""
    record = entry.record
    if isinstance(record, Question):
        yield ("prompt",), record.prompt
    if isinstance(record, Scenario):
        yield ("say",), record.say
    for path, item in rated(entry):
        if isinstance(item, Stage) and item.say:
            yield (*path, "say"), item.say


def listed(entry: Entry, name: str) -> Iterator[tuple[Path, str]]:
    for path, item in rated(entry):
        for place, text in enumerate(getattr(item, name)):
            yield (*path, name, place), text


def anchors(entry: Entry) -> Iterator[tuple[Path, str]]:
    for path, item in rated(entry):
        for grade, text in item.anchors.items():
            yield (*path, "anchors", grade), text


def lengths(entry: Entry) -> Iterator[Problem]:
    """A prompt has at most 60 words, an anchor at most 45."""
    for texts, limit in ((spoken(entry), PROMPT_WORDS), (anchors(entry), ANCHOR_WORDS)):
        for path, text in texts:
            count = len(words_of(text))
            if count > limit:
                yield entry.problem(path, f"Has {count} words; cut it to {limit}.")


def numbers_of_entries(entry: Entry) -> Iterator[Problem]:
    """A question listens for 4 to 7 things and has 3 to 6 probes; a stage may have none."""
    for path, item in rated(entry):
        for name, allowed in (("listen_for", LISTEN_FOR), ("probes", PROBES)):
            count = len(getattr(item, name))
            if count not in allowed and (count or isinstance(item, Question)):
                message = f"Has {count} entries; write {allowed[0]} to {allowed[-1]}."
                yield entry.problem((*path, name), message)


LEANS = re.compile(
    r"\bsame as\b|\bas (?:above|below|before|the (?:previous|last|next|lower|higher))\b"
    r"|\b(?:anchor|grade|rating|score)s? [1-5]\b"
    r"|\b(?:as|like) (?:an? |the |in |at |for )?[1-5](?=\s*(?:[,.;:]|$|and\b|but\b|plus\b))",
    re.IGNORECASE,
)


def standing_alone(entry: Entry) -> Iterator[Problem]:
    """An anchor does not point to another one."""
    for path, text in anchors(entry):
        hit = LEANS.search(text)
        if hit:
            yield entry.problem(path, f"Points to another anchor ({hit[0]!r}); write out what is seen or heard.")


BARRED = re.compile(
    r"\b(?:cultur(?:e|al)[ -]fit|passion(?:ate|ately)?|energetic|young(?:er|ster)?|rock[ -]?stars?|ninjas?"
    r"|(?<!react )native(?! (?:apps?|code|clients?|librar(?:y|ies)|modules?)\b)(?: speakers?)?)\b",
    re.IGNORECASE,
)


def barred_words(entry: Entry) -> Iterator[Problem]:
    """Words that stand for a kind of person are in no text that steers a rating."""
    texts = [*spoken(entry), *anchors(entry), *listed(entry, "probes")]
    if isinstance(entry.record, Question):
        texts.append((("intent",), entry.record.intent))
    for path, text in texts:
        hit = BARRED.search(text)
        if hit:
            yield entry.problem(path, f"Uses the barred word {hit[0]!r}; say what the person does instead.")


def barred_topics(entry: Entry) -> Iterator[Problem]:
    """No prompt and no probe asks about what must not be asked."""
    for path, text in (*spoken(entry), *listed(entry, "probes")):
        for topic, pattern in BARRED_TOPICS.items():
            hit = pattern.search(text)
            if hit:
                yield entry.problem(path, f"Touches the barred topic {topic} ({hit[0]!r}); ask about the work.")


# Everyday nouns (customer, done, result) may stand in a prompt; the name of the quality that is rated may not.
NAMED = {
    "PUR": r"(?:sense of )?purpose|the goal behind",
    "CUS": r"customer (?:focus|understanding|empathy|obsession)|empath\w+|user[- ]cent(?:red|ered|ric)",
    "DON": r"definition of done|what done (?:is|means|looks like)|acceptance criteria",
    "TRA": r"worth building|trade-?offs?|prioriti[sz]ation",
    "CAN": r"cando(?:u)?r|candid(?:ly)?|speak(?:ing)? up|push(?:ed|ing)? back|hard question",
    "RES": r"results?-(?:driven|oriented)|sense of urgency|bias for action",
    "AIS": r"ai supervision|supervis(?:e|ing) (?:an? )?ai",
    "SHA": r"shar(?:e|ed|ing) (?:the )?(?:knowledge|context|thinking)|team player",
}
NAMES = {code: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for code, words in NAMED.items()}


def unnamed_competency(entry: Entry) -> Iterator[Problem]:
    """A prompt does not name what it rates."""
    if not isinstance(entry.record, Question):
        return
    hit = NAMES[entry.record.competency].search(entry.record.prompt)
    if hit:
        yield entry.problem(("prompt",), f"Names its competency ({hit[0]!r}); describe the situation only.")


def short_phrase(entry: Entry) -> Iterator[Problem]:
    """The phrase that a record stands on is a quotation of at most 25 words."""
    if isinstance(entry.record, Question | Scenario) and entry.record.provenance:
        count = len(words_of(entry.record.provenance.phrase or ""))
        if count > PHRASE_WORDS:
            message = f"Has {count} words; quote the {PHRASE_WORDS} that matter or fewer."
            yield entry.problem(("provenance", "phrase"), message)


def lix(text: str) -> int:
    """Return the LIX of `text`, a whole number; 0 for a text without words."""
    words = words_of(text)
    sentences = [one for one in re.split(r"[.!?;:]+(?:\s|$)", text) if words_of(one)]
    if not words:
        return 0
    return round(len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words))


def reading_level(entry: Entry) -> Iterator[Problem]:
    """A prompt has a LIX of at most 55; the five anchors of an item, together, at most 65."""
    for path, text in spoken(entry):
        yield from too_hard(entry, path, text, HARDEST_PROMPT)
    for path, item in rated(entry):
        scale = " ".join(item.anchors[grade] for grade in GRADES)
        yield from too_hard(entry, (*path, "anchors"), scale, HARDEST_ANCHORS)


def too_hard(entry: Entry, path: Path, text: str, limit: int) -> Iterator[Problem]:
    level = lix(text)
    if len(words_of(text)) >= 15 and level > limit:
        yield entry.problem(path, f"Reads hard (LIX {level}, limit {limit}); use shorter sentences and words.")


RULES: tuple[Rule, ...] = (
    lengths,
    numbers_of_entries,
    standing_alone,
    barred_words,
    barred_topics,
    unnamed_competency,
    short_phrase,
    reading_level,
)
