"""Every kind of page of the demo company, looked at by machine."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.e2e.serving import Server
from tests.e2e.watching import complaints, faults

pytestmark = pytest.mark.e2e

ONE_OF_MANY = [
    (re.compile(r"/bank/[A-Z].*/(versions|changes)"), r"/bank/\1"),
    (re.compile(r"/bank/CASE.*"), "/bank/case"),
    (re.compile(r"/bank/[A-Z].*"), "/bank/question"),
    (re.compile(r"\d+"), "1"),
]
NOT_A_PAGE = (".pdf", ".txt", "/sign-out", "/bank/export", "/file")


@pytest.mark.parametrize("role", ["interviewer", "hiring manager", "admin"])
def test_no_page_has_a_violation(role: str, shown: Server, opened: Callable[..., Page]) -> None:
    page = opened(shown, role)
    paths = one_of_each_kind(page, shown)
    assert len(paths) >= 8
    said = complaints(page)
    found = []
    for path in paths:
        page.goto(shown.url + path)
        found += faults(page)
    assert not found + said, "\n".join(found + said)


def one_of_each_kind(page: Page, server: Server) -> list[str]:
    """Paths that one is led to from the home page, one for each shape of address."""
    found: dict[str, str] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if kind in found or path.partition("?")[0].endswith(NOT_A_PAGE):
            continue
        found[kind] = path
        page.goto(server.url + path)
        waiting += [
            local(link)
            for link in page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
            if link.startswith(server.url)
        ]
    return list(found.values())


def kind_of(path: str) -> str:
    """The shape of an address: scorecards 7 and 8 are one kind, and so are two comparisons."""
    shape, query, _ = path.partition("?")
    for pattern, name in ONE_OF_MANY:
        shape = pattern.sub(name, shape)
    return shape + query


def local(link: str) -> str:
    parts = urlsplit(link)
    return parts.path + (f"?{parts.query}" if parts.query else "")
