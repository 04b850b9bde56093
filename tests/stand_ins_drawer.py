"""Medicines at home and in the ward, for the draft of the page "Do not take any more" to run over."""

from dataclasses import dataclass, replace
from types import SimpleNamespace as Thing

from tests.drafts import names_after

__all__ = ["BLOOD_THINNER", "TARVELIN", "Medicine", "page", "run", "stay"]


@dataclass(frozen=True)
class Medicine:
    box: str
    substance: str
    dose: str

    def but(self, **other) -> "Medicine":
        return replace(self, **other)


TARVELIN = Medicine("Tarvelin", "belotol", "5 mg")
BLOOD_THINNER = Medicine("Warotab", "warolan", "3 mg")


def stay(on_arrival=(), going_home=(), paused=()) -> Thing:
    return Thing(on_arrival=list(on_arrival), going_home=list(going_home), paused=list(paused))


def run(draft: str) -> dict:
    return names_after(draft, Medicine=Medicine, make_stay=stay)


def page(draft: str, **lists) -> list[str]:
    """Return the section's lines, as a patient reads them."""
    return run(draft)["stop_section"](stay(**lists)).splitlines()
