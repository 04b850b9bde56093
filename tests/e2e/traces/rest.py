"""How a trace ends: everything works again, and everything is looked at anew."""

from playwright.sync_api import Page

from tests.e2e.scoring import eventually, expect_alive
from tests.e2e.traces.devices import Device
from tests.e2e.traces.memory import Shown, said
from tests.e2e.traces.steps import ADA, PASSWORD, Trip
from tests.e2e.traces.values import on_screen, stored, unsent

PATIENCE = 90  # seconds until everything is sent, on a busy machine


def come_to_rest(trip: Trip) -> None:
    """The server runs, the network works, and the person signs in where they are asked to."""
    if not trip.server.is_up:
        trip.server.start()
    for device in trip.devices:
        device.way.losing = ""
        device.mend()
        if not device.is_signed_in:
            device.sign_in(ADA, PASSWORD)
    for device in trip.devices:
        eventually(lambda device=device: not sent(device.tabs[0].page), PATIENCE)


def sent(page: Page) -> int:
    """Look at the page once more, and tell how much still waits on its device."""
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.wait_for_timeout(100)
    return unsent(page)


def whole(device: Device) -> Shown:
    """The card as this device shows it when all of it is loaded anew on one page."""
    page = device.context.new_page()
    page.goto(f"{device.way.url}{device.card}?all=1")
    expect_alive(page)
    return said(on_screen(page, stored(device.server)))
