"""Where a link or a form may lead back to."""

from urllib.parse import urlsplit


def own_path(target: str | None) -> str | None:
    """`target` if it is a path of this site, else None.

    Browsers take `//` and `/\\` for another site, and drop control characters before they look.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or any(ord(character) <= ord(" ") for character in target):
        return None
    return target if not urlsplit(target).netloc else None
