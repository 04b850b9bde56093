"""The same journeys through HTTP, into a database of its own: committed, killed in between, restored."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from app.domain import scorecard
from app.domain.findings import Finding
from tests import counts
from tests.protocol.machine import Journey
from tests.protocol.servers import App
from tests.protocol.test_model import SLOWLY
from tests.sites import Site


@pytest.fixture
def server(site: Site, monkeypatch: pytest.MonkeyPatch) -> App:
    """Of what a lock asks for, the conflicts alone: the rest is about ratings and not about saving."""
    monkeypatch.setattr(scorecard, "findings", lambda draft, *_: [Finding(name) for name in draft.conflicts])
    return App(site)


def test_no_journey_loses_a_word(server: App, site: Site) -> None:
    journey = type("OverHttp", (Journey,), {"new_server": lambda _faults: server.clear()})
    journeys = counts.APP_JOURNEYS[site.session.get_bind().dialect.name]
    run_state_machine_as_test(journey, settings=settings(SLOWLY, max_examples=journeys, database=None))
