"""Whatever a person was shown as done is on the server in the end, and every device shows it."""

import pytest

from tests import counts
from tests.e2e.traces.conftest import Trips
from tests.e2e.traces.faults import FAULTS
from tests.e2e.traces.memory import Shown, said
from tests.e2e.traces.plan import Step, drawn
from tests.e2e.traces.rest import come_to_rest, whole
from tests.e2e.traces.steps import Trip
from tests.e2e.traces.values import on_server

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("seed", range(counts.TRACES))
def test_no_trace_loses_what_was_shown_as_done(seed: int, trip: Trip) -> None:
    found = outcome(trip, drawn(seed))
    assert found == expected(trip)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_built_wrong_is_found(fault: str, trips: Trips) -> None:
    plan, right = FAULTS[fault].plan, trips()
    assert outcome(right, plan) == expected(right)
    wrong = trips(FAULTS[fault])
    assert outcome(wrong, plan) != expected(wrong)


def outcome(trip: Trip, plan: list[Step]) -> dict[str, Shown]:
    """What the server has in the end, and what each device shows."""
    for step in plan:
        print(step)  # the last one that is told is where it went wrong
        trip.take(step)
    come_to_rest(trip)
    laptop, tablet = map(whole, trip.devices)
    return {"server": said(on_server(trip.server)), "laptop": laptop, "tablet": tablet}


def expected(trip: Trip) -> dict[str, Shown]:
    return dict.fromkeys(["server", "laptop", "tablet"], trip.memory.standing())
