"""Long text in pieces that are laid out in linear time."""

import re

LONGEST_PIECE = 2_000
PATIENCE = 60
UNBROKEN = re.compile(rf"[!-~\u00a1-\u024f\u0370-\u052f]{{{PATIENCE},}}")
PART = re.compile(rf"(?s).{{1,{LONGEST_PIECE}}}(?:[\s\u200b]|$)|.{{1,{LONGEST_PIECE}}}")
BREAK = "\N{ZERO WIDTH SPACE}"


def pieces(text: str) -> list[tuple[str, bool]]:
    """Cut text into pieces for one block each: its lines, and of lines beyond 2,000 characters the parts.

    Each with whether it ends its line. Layout of one huge paragraph takes time that grows with its square. Words
    longer than 60 letters get places to break, so that nothing runs over the edge of the paper.
    """
    found = []
    for line in filter(str.strip, text.split("\n")):
        parts = _cut(UNBROKEN.sub(_with_breaks, line))
        found += [(part, number == len(parts)) for number, part in enumerate(parts, 1)]
    return found


def _with_breaks(word: re.Match[str]) -> str:
    half = PATIENCE // 2
    return BREAK.join(word[0][start : start + half] for start in range(0, len(word[0]), half))


def _cut(line: str) -> list[str]:
    """Cut behind spaces (or, without one in reach, at a break) into parts of about 2,000 characters."""
    return PART.findall(line)
