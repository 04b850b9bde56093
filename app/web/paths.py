"""Which paths there are: the numbers in them, and where a link or a form may lead back to."""

from urllib.parse import urlsplit

from flask import Flask
from werkzeug.routing import BaseConverter


class Id(BaseConverter):
    """The id of a row. A number that no row can have makes it a path that does not exist."""

    regex = "[0-9]{1,9}"

    def to_python(self, value: str) -> int:
        return int(value)


def init_app(app: Flask) -> None:
    """`<int:...>` in a rule is an id: the databases disagree on what they do with a number beyond their integers."""
    app.url_map.converters["int"] = Id


def own_path(target: str | None) -> str | None:
    """`target` if it is a path of this site, else None.

    Browsers take `//` and `/\\` for another site, and drop control characters before they look.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or any(ord(character) <= ord(" ") for character in target):
        return None
    return target if not urlsplit(target).netloc else None
