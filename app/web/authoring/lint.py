"""What the linter says of a draft, for the page and for its script."""

from collections.abc import Sequence
from typing import Any

from app.bankfiles.examine import Examined
from app.bankfiles.problems import Problem


class Lint:
    def __init__(self, found: Examined) -> None:
        self.problems: Sequence[Problem] = found.problems
        self.is_sound = found.is_sound

    @property
    def words(self) -> str:
        """The count at the top: "Nothing to mend." or "3 things to mend"."""
        number = len(self.problems)
        return f"{number} thing{'' if number == 1 else 's'} to mend." if number else "Nothing to mend."

    def at(self, field: str) -> list[str]:
        """The sentences for one field, called as the linter does: "prompt", "anchors 3"."""
        return [one.message for one in self.problems if one.field == field]

    def under(self, field: str) -> list[str]:
        """The sentences for a row and whatever is in it: "facts, A1"."""
        return [one.message for one in self.problems if one.field == field or one.field.startswith(f"{field},")]

    def as_json(self) -> dict[str, Any]:
        problems = [{"field": one.field, "line": one.line, "message": one.message} for one in self.problems]
        return {"words": self.words, "sound": self.is_sound, "problems": problems}
