"""What no question may touch and no note needs: the topics that say nothing of how somebody works.

The bank's linter reads prompts with these patterns; the interviewer's screen gives its author a hint with the same
ones, in the browser, so they keep to what Python and JavaScript both understand.
"""

import re

TOPICS = {
    "age": r"(?:your|their|his|her) age|how old (?:are|is)|\d\d years old|date of birth|retirement",
    "family": r"famil(?:y|ies)|child(?:ren|care)|kids?|pregnan\w+|maternity|paternity|married|marriage|spouse|husband"
    r"|wife|parental",
    "health": r"health(?!-? ?(?:records?|checks?|cent(?:re|er)s?|services?|care|endpoints?|data|app)\b)"
    r"|illness(?:es)?|disabilit\w+|sick leave|medication",
    "religion": r"religi\w+|church(?:es)?|mosques?|synagogues?|pray(?:er|ing)?",
    "origin": r"where are you from|your origins?|(?:country|place) of (?:origin|birth)|nationality|ethnic\w*"
    r"|mother tongue|accent|immigra\w+",
    "politics": r"politic\w*|which party|vote(?:d)? for",
    "union": r"(?:trade|labou?r) unions?|union (?:members?|membership|rep\w*)|works council|on strike",
    "salary history": r"salar(?:y|ies)|(?:previous|current|last) (?:pay|wage)|paid you|you earn(?:ed)?",
}
PATTERNS = {topic: rf"\b(?:{words})\b" for topic, words in TOPICS.items()}
BARRED_TOPICS = {topic: re.compile(pattern, re.IGNORECASE) for topic, pattern in PATTERNS.items()}


def topics_in(text: str) -> list[str]:
    """The barred topics that this text touches, in the order of the list."""
    return [topic for topic, pattern in BARRED_TOPICS.items() if pattern.search(text)]
