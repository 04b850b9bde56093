"""The address of a comparison, so that it can be shared: who is in it, in which order, with which rows and names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from app.domain.arrangement import Wish
from app.web.fields import number

BY_NAME, HIDDEN, DIFFERING, ROOM = "name", "hidden", "differing", "room"


@dataclass(frozen=True)
class Address:
    """`candidates`: ids as they were given. `is_room`: for the big screen of a room. `is_plain`: nothing stands in it
    that says nothing, such as the search that somebody came from, in which a name may stand."""

    candidates: tuple[str, ...]
    wish: Wish
    hides_names: bool = False
    is_room: bool = False
    is_plain: bool = True

    @classmethod
    def of(cls, given: "MultiDict[str, str]") -> "Address":
        by = given.get("sort", "")
        wish = Wish("" if by == BY_NAME else by, number(given.get("pin")) or 0, given.get("rows") == DIFFERING)
        address = cls(
            tuple(dict.fromkeys(given.getlist("candidate"))),
            wish,
            given.get("names") == HIDDEN,
            given.get("view") == ROOM,
        )
        said = {name: given.getlist(name) for name in given}
        return replace(address, is_plain=said == _as_lists(address.arguments))

    @property
    def arguments(self) -> dict[str, Any]:
        """For `url_for`: only what says something."""
        said: dict[str, Any] = {
            "candidate": list(self.candidates),
            "sort": self.wish.by,
            "pin": self.wish.pinned,
            "rows": DIFFERING if self.wish.differing else "",
            "names": HIDDEN if self.hides_names else "",
            "view": ROOM if self.is_room else "",
        }
        return {name: value for name, value in said.items() if value}

    @property
    def everything(self) -> Wish:
        """The same order, with every row."""
        return replace(self.wish, differing=False)

    def but(self, **changes: str) -> dict[str, Any]:
        """The arguments with some changed; an empty one goes: `address.but(names="hidden")`."""
        return {name: value for name, value in (self.arguments | changes).items() if value}


def _as_lists(arguments: Mapping[str, Any]) -> dict[str, list[str]]:
    return {name: value if isinstance(value, list) else [str(value)] for name, value in arguments.items()}
