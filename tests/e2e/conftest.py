"""One demo company for all tests that only look, and one browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.browser import chromium
from tests.e2e.serving import Server, served

expect.set_options(timeout=20_000)  # milliseconds; longer than a busy machine needs


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the demo company, for looking at."""
    with served(tmp_path_factory.mktemp("shown")) as server:
        yield server


@pytest.fixture(scope="session")
def lent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("lent") / "data") as one:
        one.remember()
        yield one


@pytest.fixture
def server(lent: Server) -> Iterator[Server]:
    """A demo company to be changed: every test finds it as it was made, and none waits for a server to start."""
    yield lent
    lent.begin_anew()


@pytest.fixture(scope="session")
def window() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def opened(window: Browser) -> Iterator[Callable[..., Page]]:
    """`opened(server, "interviewer", width=390)`: a page of somebody who has just come in by a sign-in link.

    With "" as the role nobody has come in.
    """
    contexts: list[BrowserContext] = []

    def enter(
        server: Server, role: str, width: int = 1440, height: int = 1000, script: bool = True, worker: bool = True
    ) -> Page:
        context = window.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            java_script_enabled=script,
            service_workers="allow" if worker else "block",
            storage_state=server.visits.get(role),
        )
        contexts.append(context)
        page = context.new_page()
        if not role:
            return page
        if role not in server.visits:
            sign_in(page, server.links[role])
            server.visits[role] = context.storage_state()
        page.goto(server.url)
        return page

    yield enter
    for context in contexts:
        context.close()


def sign_in(page: Page, link: str) -> None:
    """Follow a sign-in link, which works once, and press its button."""
    page.goto(link)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url(lambda url: "/links/" not in url)
