"""HTML to PDF/UA-1. WeasyPrint is imported on first use, and reads nothing but our own static files and `data:`."""

import os
import re
import unicodedata
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from jinja2 import Environment

from app.reports.shelf import Shelf

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

STATIC = Path(__file__).parents[1] / "static"
STYLESHEET = STATIC / "css" / "print.css"
UNPRINTABLE = {"Cc", "Cn", "Co", "Cs"}
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Pango and the font configuration are shared by the process and are not made for two threads at once.
_printing = Lock()


class Paper(StrEnum):
    A4 = "A4"
    LETTER = "letter"


def render(env: Environment, template: str, paper: Paper = Paper.A4, **context: Any) -> bytes:
    """Render a template of `templates/pdf/` and print it, or find it on the shelf. `env`: the application's Jinja
    environment; its attribute `shelf` is where PDFs are kept, if they are."""
    html = env.get_template(f"pdf/{template}").render(**context)
    shelf: Shelf | None = getattr(env, "shelf", None)
    return shelf.kept(_key(html, paper), lambda: print_html(html, paper)) if shelf else print_html(html, paper)


def print_html(html: str, paper: Paper = Paper.A4) -> bytes:
    """Return the PDF. The same text gives the same bytes."""
    from weasyprint import HTML

    # Embedded fonts carry the second at which they were cut down, unless the environment names another one.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    fetcher, fonts = closed_fetcher(), _fonts()
    with _printing:
        document = HTML(string=printable(html), base_url=STATIC.as_uri() + "/", url_fetcher=fetcher)
        return document.write_pdf(
            stylesheets=[_stylesheet(), _page_size(paper)],
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            custom_metadata=True,
        )


def printable(text: str) -> str:
    """Replace what no font has a glyph for (control, private, unassigned characters): PDF/UA forbids empty boxes."""
    return re.sub(r"[^\x20-\x7e\n\t]", lambda found: _glyph(found[0]), text)


@cache
def closed_fetcher() -> "URLFetcher":
    """A fetcher that knows `data:` and the files below `app/static`; every other address is refused."""
    from weasyprint.urls import URLFetcher

    class Closed(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not (url.startswith("data:") or is_ours(url)):
                raise ValueError(f"Not fetched: {url}")
            return super().fetch(url, headers)

    return Closed(allowed_protocols={"file", "data"}, allow_redirects=False)


def is_ours(url: str) -> bool:
    """Is this address a file below `app/static`?"""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        return False
    return Path(unquote(parts.path)).resolve().is_relative_to(STATIC.resolve())


def _key(html: str, paper: Paper) -> str:
    """The digest of everything that a file is made of, the machine's fonts aside."""
    parts = [version("weasyprint"), _page_rules(paper), STYLESHEET.read_text(encoding="utf-8"), html]
    return sha256("\0".join(parts).encode()).hexdigest()


@cache
def _fonts() -> "FontConfiguration":
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _stylesheet() -> "CSS":
    from weasyprint import CSS

    return CSS(filename=STYLESHEET, font_config=_fonts(), url_fetcher=closed_fetcher())


@cache
def _page_size(paper: Paper) -> "CSS":
    from weasyprint import CSS

    return CSS(string=_page_rules(paper))


def _page_rules(paper: Paper) -> str:
    return f"@page {{ size: {paper.value} }} @page wide {{ size: {paper.value} landscape }}"


@cache
def _glyph(character: str) -> str:
    return REPLACEMENT if unicodedata.category(character) in UNPRINTABLE else character
