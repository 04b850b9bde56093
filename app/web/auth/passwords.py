"""What a password must be, and comparing one with its hash."""

import unicodedata
from functools import cache
from pathlib import Path
from string import ascii_lowercase, digits, punctuation

from flask_security import hash_password, verify_password

from app.domain.errors import Refused
from app.domain.text import canonical

SHORTEST, LONGEST = 12, 200
FEWEST_CHARACTERS = 5
# With figures and signs around them, or repeated, these lead every list of leaked passwords.
COMMON = frozenset((Path(__file__).parent / "common_passwords.txt").read_text().split())
ROWS = ("1234567890" * 20, "0987654321" * 20, ascii_lowercase * 8, ascii_lowercase[::-1] * 8)


def checked(typed: str, email: str) -> str:
    """The password in its canonical form. Refused when it is short, or among the first that somebody would try."""
    password = canonical_password(typed)
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(
            f"This password has {len(password)} characters. Choose one of {SHORTEST} to {LONGEST}.", "password"
        )
    if is_common(password) or password.casefold() == email:
        raise Refused(
            "This password is among the first that others would try. "
            "Choose another, such as four words that do not belong together.",
            "password",
        )
    return password


def canonical_password(typed: str) -> str:
    """The same text whichever keyboard composed its accents."""
    return unicodedata.normalize("NFKC", str(canonical(typed)))


def is_common(password: str) -> bool:
    """Few characters over and over, a row of them, or a common word with something around it."""
    plain = password.casefold()
    word = plain.strip(digits + punctuation + " ")
    return (
        len(set(plain)) < FEWEST_CHARACTERS
        or any(plain in row for row in ROWS)
        or not COMMON.isdisjoint({_once(word), _once(plain)})
    )


def hashed(password: str) -> str:
    """argon2id."""
    return str(hash_password(password))


def matches(password: str, known: str | None) -> bool:
    """Takes as long when there is no hash to compare with."""
    if known is None or not known.startswith("$argon2id$"):
        verify_password(password, _decoy())
        return False
    return bool(verify_password(password, known))


@cache
def _decoy() -> str:
    return hashed("nobody has chosen this one")


def _once(word: str) -> str:
    """The part that a word repeats: "qwertyqwerty" is "qwerty"."""
    return word and word[: (word + word).index(word, 1)]
