"""How often each proof is run: a few times every day, in full by `script/test --all`."""

import os

FULL = os.environ.get("PALATE_TEST_COUNTS") == "full"

MODEL_JOURNEYS = 10_000 if FULL else 200
APP_JOURNEYS = {"sqlite": 1_000 if FULL else 200, "postgresql": 1_000 if FULL else 100}  # through HTTP
SAVES = 600 if FULL else 150  # that the power is cut into; the log of WAL is written back about every 100
POWER_CUTS = 1_000 if FULL else 60  # on each way of journalling
KILLS = 200 if FULL else 20
ACKNOWLEDGED_PER_KILL = 200 if FULL else 25
TRACES = 50 if FULL else 2  # through a browser
