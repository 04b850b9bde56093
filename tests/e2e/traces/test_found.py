"""What traces have found, each by itself."""

import pytest
from playwright.sync_api import expect

from tests.e2e.scoring import STAGES, eventually, expect_state, go_to, lines, rate
from tests.e2e.traces.rest import come_to_rest, whole
from tests.e2e.traces.steps import Trip, write_a_line, write_over_a_line
from tests.e2e.traces.values import on_server, stored

pytestmark = pytest.mark.e2e

RATING = f"rating/{STAGES[0]}"


def test_a_line_that_goes_on_elsewhere_stays_on_the_page_though_its_answer_was_lost(trip: Trip) -> None:
    laptop, tablet = trip.devices
    [mine], [other] = laptop.tabs, tablet.tabs
    laptop.way.losing = "/ops"
    write_a_line(mine, "Asks whom", 0)
    eventually(lambda: bool(stored(trip.server)) and "Asks whom" in str(stored(trip.server)))
    tablet.reload(other)
    go_to(other.page, STAGES[0])
    write_over_a_line(other, "Asks whom, and why", 0)
    expect_state(other.page, "saved")
    laptop.reload(mine)
    expect(lines(mine.page).locator("textarea")).to_have_value("Asks whom, and why")
    laptop.way.losing = ""
    come_to_rest(trip)
    expect_state(mine.page, "saved")


def test_two_versions_of_two_tabs_without_network_are_not_typed_over_unseen(trip: Trip) -> None:
    laptop, _ = trip.devices
    [mine] = laptop.tabs
    laptop.open(STAGES[0])
    laptop.cut()
    for tab, value in zip(laptop.tabs, (2, 4), strict=True):
        rate(tab.page, value)
        expect_state(tab.page, "kept")
    laptop.reload(mine)
    rate(mine.page, 5)
    come_to_rest(trip)
    assert on_server(trip.server)[RATING] >= {"2", "4"}
    assert whole(laptop) == on_server(trip.server)
