"""The protocol on the domain's own rules: no journey loses a word, and every wrong way of building it is caught."""

from dataclasses import fields

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests import counts
from tests.protocol.machine import Journey
from tests.protocol.replicas import Faults

SLOWLY = settings(deadline=None, suppress_health_check=list(HealthCheck), stateful_step_count=60)
ENOUGH_TO_CATCH = settings(SLOWLY, max_examples=5_000, phases=[Phase.generate], database=None, derandomize=True)


class OldDevices(Journey):
    """Devices that delete what is acknowledged: nothing is lost either, as long as no backup is restored."""

    devices_ask = False


@pytest.mark.parametrize("journey", [Journey, OldDevices])
def test_no_journey_loses_a_word(journey: type[Journey]) -> None:
    run_state_machine_as_test(journey, settings=settings(SLOWLY, max_examples=counts.MODEL_JOURNEYS))


@pytest.mark.parametrize("fault", [one.name for one in fields(Faults)])
def test_a_protocol_built_wrong_is_caught(fault: str) -> None:
    wrong = type(fault, (Journey,), {"faults": Faults(**{fault: True})})
    with pytest.raises(AssertionError, match=r"lost|overwritten"):
        run_state_machine_as_test(wrong, settings=ENOUGH_TO_CATCH)
