from pathlib import Path

import pytest

from tests.bankfiles.samples import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A folder with a sound bank: one question, one scenario, one kit, the eight competencies."""
    return Shelf.stocked(tmp_path)
