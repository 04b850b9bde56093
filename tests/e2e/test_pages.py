"""Every page of the demo company, looked at by machine: axe, widths, the console, what the CSP refuses."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.serving import Server

pytestmark = pytest.mark.e2e

VIEWS = [(390, "light"), (820, "dark"), (1440, "light")]
ONE_OF_MANY = [
    (re.compile(r"/bank/CASE.*"), "/bank/case"),
    (re.compile(r"/bank/[A-Z].*"), "/bank/question"),
    (re.compile(r"\d+"), "1"),
]
NOT_A_PAGE = (".pdf", "/sign-out")


@pytest.mark.parametrize("role", ["interviewer", "hiring manager", "admin"])
def test_no_page_has_a_violation(role: str, shown: Server, opened: Callable[..., Page]) -> None:
    page = opened(shown, role)
    paths = one_of_each_kind(page, shown)
    assert len(paths) >= 8
    faults = [
        fault for width, scheme in VIEWS for fault in faults_at(opened(shown, role, width, scheme=scheme), shown, paths)
    ]
    assert faults == []


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


def faults_at(page: Page, server: Server, paths: list[str]) -> list[str]:
    """What is wrong at this width and in this theme: one line for each fault."""
    said: list[str] = []
    page.on("console", lambda message: said.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(f"script: {error}"))
    faults = []
    for path in paths:
        said.clear()
        page.goto(server.url + path)
        found = [*said, *violations(page), *overflow(page)]
        faults += [f"{path} at {page.viewport_size['width']}: {fault}" for fault in found]  # type: ignore[index]
    return faults


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"axe {one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"][:3]]


def overflow(page: Page) -> list[str]:
    """Does the page scroll sideways?"""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wider}px wider than the window"] if wider > 0 else []
