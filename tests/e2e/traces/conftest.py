"""One company and one browser for all traces; a card and two devices for each."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest
from playwright.sync_api import Browser

from tests.e2e.scoring import STAGES, expect_alive, start
from tests.e2e.serving import Server, served
from tests.e2e.traces.devices import Device
from tests.e2e.traces.faults import Fault, way_to
from tests.e2e.traces.steps import ADA, PASSWORD, Trip

Trips = Callable[..., Trip]

FORGET = ["DELETE FROM op_parent", "DELETE FROM op WHERE field <> 'clock'"]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("traces")) as server:
        yield server


@pytest.fixture(scope="module")
def card(company: Server, window: Browser) -> str:
    """The path of Ada's card, its clock running; she has a password."""
    context = window.new_context()
    page = context.new_page()
    page.goto(company.invitation(ADA, "interviewer"))
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Set the password and sign in").click()
    page.get_by_role("link", name="Open the card").click()
    start(page)
    expect_alive(page)
    company.visits[ADA] = context.storage_state()
    path = page.evaluate("location.pathname")
    context.close()
    return str(path)


@pytest.fixture
def trips(company: Server, card: str, window: Browser) -> Iterator[Trips]:
    """`trips()`: two devices with the card open, on which nothing is typed; `trips(fault)`: with a page built wrong."""
    with ExitStack() as stack:

        def begun(fault: Fault | None = None) -> Trip:
            if not company.is_up:
                company.start()
            forget(company)
            return Trip(company, [device(fault, place) for place in STAGES[:2]])

        def device(fault: Fault | None, place: str) -> Device:
            context = stack.enter_context(window.new_context(storage_state=company.visits[ADA]))
            made = Device(context, stack.enter_context(way_to(company.port, fault)), company, card)
            made.open(place)
            return made

        yield begun
        if not company.is_up:
            company.start()


@pytest.fixture
def trip(trips: Trips) -> Trip:
    return trips()


def forget(company: Server) -> None:
    """Nothing is typed on any card of the company, and every clock runs on."""
    with closing(sqlite3.connect(company.data / "palate.db", timeout=30)) as database, database:
        for statement in FORGET:
            database.execute(statement)
