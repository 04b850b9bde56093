"""Whatever a person was shown as done is on the server in the end, and every device shows it."""

import pytest

from tests import counts
from tests.e2e.traces.memory import said
from tests.e2e.traces.plan import drawn
from tests.e2e.traces.rest import come_to_rest, whole
from tests.e2e.traces.steps import Trip
from tests.e2e.traces.values import on_server

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("seed", range(counts.TRACES))
def test_no_trace_loses_what_was_shown_as_done(seed: int, trip: Trip) -> None:
    for step in drawn(seed):
        print(step)  # of the last one that is told, this is where it went wrong
        trip.take(step)
    come_to_rest(trip)
    assert said(on_server(trip.server)) == trip.memory.standing()
    for device in trip.devices:
        assert whole(device) == trip.memory.standing()
